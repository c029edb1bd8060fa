"""What a notebook calls to make results quotable: `record` and `figure`.

Both put a machine-readable MIME type into the cell's output beside the readable one, and the site
reads it back by name. Nothing here writes a file, and nothing but NumPy is imported until a call
needs it, so that a notebook also runs outside this repository.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from typing import Any

__all__ = ["SERIES", "figure", "record"]

RESULT_MIME = "application/vnd.journey.result+json"
FIGURE_MIME = "application/vnd.journey.figure+json"

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")

# Text and axes in the two themes. Series colours are shared: each has at least 3:1 against both
# backgrounds, so that one palette is legible in light and dark.
_INK = {"light": "#1f2430", "dark": "#e6e8ee"}
_GRID = {"light": "#c9cdd6", "dark": "#474d5c"}
SERIES = ("#3d7dd8", "#d9642c", "#2e9e6b", "#b457c4", "#b58a1b", "#d14b70", "#6f7685")
"""Series colours, in order, legible on both themes' backgrounds."""


def _check_name(name: str, what: str) -> None:
    if not isinstance(name, str) or not _NAME.match(name):
        raise ValueError(
            f"{what}: expected a name of lower-case letters, digits and underscores, got {name!r}"
        )


def _publish(bundle: dict[str, Any]) -> None:
    try:
        from IPython.display import display
    except ImportError:  # a plain interpreter: the readable line is all there is to show
        print(bundle["text/plain"])
    else:
        display(bundle, raw=True)


def record(name: str, value: float | int | str | bool, *, label: str | None = None) -> None:
    """Record a result under a name, so that a page can quote it.

    Parameters
    ----------
    name
        Lower-case letters, digits and underscores; unique in the notebook.
    value
        A finite number, a string or a boolean. NumPy scalars are converted.
    label
        What the value is, in words; shown beside it. Default: the name with spaces.

    Raises
    ------
    ValueError
        If the name is malformed or the value is not finite.
    TypeError
        If the value is none of the types above.

    Examples
    --------
    >>> from journey.notebook import _bundle_result
    >>> _bundle_result("test_accuracy", 0.9731, None)["text/plain"]
    'test accuracy = 0.9731'
    """
    _publish(_bundle_result(name, value, label))


def _bundle_result(name: str, value: Any, label: str | None) -> dict[str, Any]:
    _check_name(name, "record: name")
    if hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if not isinstance(value, bool | int | float | str):
        raise TypeError(
            f"record({name!r}): value: expected a number, string or boolean, "
            f"got {type(value).__name__}"
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"record({name!r}): value: expected a finite number, got {value!r}")
    text = label or name.replace("_", " ")
    shown = f"{value:.6g}" if isinstance(value, float) else str(value)
    return {
        RESULT_MIME: {"name": name, "value": value, "label": text},
        "text/plain": f"{text} = {shown}",
    }


def figure(
    draw: Callable[[Any], None],
    *,
    name: str,
    alt: str,
    caption: str = "",
    size: tuple[float, float] = (6.4, 3.8),
    subplots: tuple[int, int] = (1, 1),
    subplot_kw: dict[str, Any] | None = None,
    raster: bool = False,
) -> None:
    """Draw a named figure twice, for the light and the dark theme, and show it.

    Parameters
    ----------
    draw
        Called with a Matplotlib ``Axes`` (or an array of them where ``subplots`` asks for more
        than one), once a theme. It must draw the same thing each time; colours come from
        [SERIES][journey.notebook.SERIES] unless it says otherwise, ink and grid from the theme.
    name
        Lower-case letters, digits and underscores; unique in the notebook.
    alt
        What the picture shows, for those who do not see it: at least 20 characters.
    caption
        A sentence under the picture.
    size
        Width and height in inches; 6.4 fills a page's text width.
    subplots
        Rows and columns of axes.
    subplot_kw
        Passed on to Matplotlib's ``subplots``.
    raster
        Draw as PNG at twice the size, for pictures with thousands of marks. Default: SVG.

    Raises
    ------
    ValueError
        If the name is malformed or the alt text is missing or too short to say anything.
    """
    _check_name(name, "figure: name")
    if not isinstance(alt, str) or len(alt.strip()) < 20:
        raise ValueError(
            f"figure({name!r}): alt: expected a sentence of at least 20 characters that says "
            f"what the picture shows, got {alt!r}"
        )
    light, dark = (_render(draw, theme, name, size, subplots, subplot_kw, raster) for theme in _INK)
    mime = "image/png" if raster else "image/svg+xml"
    _publish(
        {
            FIGURE_MIME: {
                "name": name,
                "alt": alt.strip(),
                "caption": caption.strip(),
                "width": round(size[0] * 100),
                "height": round(size[1] * 100),
                "mime": mime,
                "dark": dark,
            },
            mime: light,
            "text/plain": f"Figure {name}: {alt.strip()}",
        }
    )


def _render(
    draw: Callable[[Any], None],
    theme: str,
    name: str,
    size: tuple[float, float],
    subplots: tuple[int, int],
    subplot_kw: dict[str, Any] | None,
    raster: bool,
) -> str:
    import base64

    import matplotlib as mpl
    from cycler import cycler
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ink, grid = _INK[theme], _GRID[theme]
    style: Any = {
        "axes.edgecolor": grid,
        "axes.facecolor": "none",
        "axes.grid": True,
        "axes.labelcolor": ink,
        "axes.prop_cycle": cycler(color=SERIES),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlecolor": ink,
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "figure.facecolor": "none",
        "font.size": 10,
        "grid.color": grid,
        "grid.linewidth": 0.5,
        "legend.edgecolor": grid,
        "legend.facecolor": "none",
        "legend.frameon": False,
        "legend.labelcolor": ink,
        "lines.linewidth": 1.8,
        "savefig.facecolor": "none",
        "svg.fonttype": "path",
        "svg.hashsalt": f"journey-{name}",  # without it, ids in the file differ on each run
        "text.color": ink,
        "xtick.color": ink,
        "ytick.color": ink,
    }
    with mpl.rc_context(style):
        fig = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(fig)
        draw(fig.subplots(*subplots, subplot_kw=subplot_kw))
        if raster:
            binary = io.BytesIO()
            fig.savefig(binary, format="png", dpi=200, metadata={"Software": None})
            return base64.b64encode(binary.getvalue()).decode("ascii")
        text = io.StringIO()
        fig.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        return text.getvalue()
