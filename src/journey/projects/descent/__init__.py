"""The gradient descent visualizer: functions, optimisers, their paths, and pictures of them.

`journey-descent --help` is the command. Here is what it is made of, which also runs in the browser;
pictures other than the HTML page need Matplotlib.
"""

from journey.projects.descent._cli import main
from journey.projects.descent._draw import save
from journey.projects.descent._expression import Expression, ExpressionError
from journey.projects.descent._functions import FUNCTIONS, Function
from journey.projects.descent._page import page
from journey.projects.descent._race import OPTIMIZERS, Racer, Run, descend

__all__ = [
    "FUNCTIONS",
    "OPTIMIZERS",
    "Expression",
    "ExpressionError",
    "Function",
    "Racer",
    "Run",
    "descend",
    "main",
    "page",
    "save",
]
