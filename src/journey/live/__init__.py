"""What live blocks are made of: controls that a reader moves, and charts that follow the theme.

In the page a control appears under its block, and moving it runs the block again; in ordinary
Python it is its default. No algorithm of the roadmap is here.
"""

from journey.live._contours import contour_lines
from journey.live._controls import Controls, choice, slider, toggle
from journey.live._plot import Plot

__all__ = ["Controls", "Plot", "choice", "contour_lines", "slider", "toggle"]
