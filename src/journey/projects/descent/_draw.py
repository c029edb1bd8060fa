"""Pictures of a race: contours or a surface with the paths, still or moving, by Matplotlib."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.projects.descent._functions import Function
from journey.projects.descent._race import Run

__all__ = ["MOVING", "STILL", "levels_of", "save"]

Array = NDArray[np.float64]
STILL = (".png", ".svg", ".pdf")
MOVING = (".gif", ".mp4")
# Okabe and Ito's colours, which colour-blind readers tell apart; each has its mark and line too.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#9a6700", "#56b4e9", "#000000", "#7f7f7f")
MARKS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (6, 2, 1, 2)))
_GRID = 160


def values_on(function: Function, window: tuple[float, float, float, float]) -> Any:
    """Return the grid of a window and the function on it, as (x, y, z)."""
    x, y = np.linspace(*window[:2], _GRID), np.linspace(*window[2:], _GRID)
    return x, y, function.expression.values(x[None, :], y[:, None])


def levels_of(z: Array) -> Array:
    """Return heights for contours: close together near the bottom, where paths end.

    Examples
    --------
    >>> levels_of(np.array([[0.0, 1.0], [10.0, 100.0]])).size
    14
    """
    known = z[np.isfinite(z)]
    if not known.size:
        raise ValueError("the function has no finite value in the window")
    low, high = float(known.min()), float(np.quantile(known, 0.98))
    span = high - low if high > low else 1.0
    return low + span * np.linspace(0.06, 1.0, 14) ** 2.5


def save(
    path: Path, function: Function, runs: Sequence[Run], *, surface: bool = False,
    seconds: float = 6.0, progress: Callable[[int, int], None] | None = None,
) -> None:  # fmt: skip
    """Write a picture; the ending of the name says which kind.

    Parameters
    ----------
    path
        Ends in .png, .svg or .pdf for a still picture, .gif or .mp4 for a moving one.
    function, runs
        What was descended, and by whom.
    surface
        Draw the surface in space instead of contours. Default: no.
    seconds
        Length of a moving picture. Default: 6.
    progress
        Called with the number of pictures made and to make.

    Raises
    ------
    ValueError
        If the ending is not known.
    RuntimeError
        If an mp4 is asked for and ffmpeg is not installed.
    """
    ending = path.suffix.lower()
    if ending not in (*STILL, *MOVING):
        raise ValueError(f"{path.name}: expected a name in {', '.join((*STILL, *MOVING))}")
    if ending == ".mp4" and shutil.which("ffmpeg") is None:
        raise RuntimeError("an mp4 needs the program ffmpeg, which is not installed; try a .gif")
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # The same run gives the same file, byte for byte.
    with mpl.rc_context({"svg.hashsalt": "journey", "svg.fonttype": "path"}):
        figure = Figure(figsize=(7.2, 5.4), dpi=130, layout="constrained")
        FigureCanvasAgg(figure)
        show = _Picture(figure, function, runs, surface)
        part = path.with_name(f".{path.name}.part{ending}")
        try:
            if ending in STILL:
                show.until(None)
                figure.savefig(part, metadata=_METADATA.get(ending))
            else:
                _animate(part, figure, show, runs, ending, seconds, progress)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": "journey-descent"},
    ".pdf": {"CreationDate": None, "Creator": "journey-descent"},
    ".png": {"Software": "journey-descent"},
}


def _animate(
    path: Path, figure: Any, show: _Picture, runs: Sequence[Run], ending: str, seconds: float,
    progress: Callable[[int, int], None] | None,
) -> None:  # fmt: skip
    from matplotlib.animation import FFMpegWriter, PillowWriter

    longest = max(run.steps for run in runs)
    pictures = int(np.clip(seconds * 12, 2, 240))
    frames = np.unique(np.linspace(0, longest, pictures).round().astype(int))
    rate = max(1, round(len(frames) / seconds))
    writer = (PillowWriter if ending == ".gif" else FFMpegWriter)(fps=rate)
    with writer.saving(figure, str(path), dpi=80):
        for number, step in enumerate(frames):
            show.until(int(step))
            writer.grab_frame()
            if progress:
                progress(number + 1, len(frames))
        for _ in range(rate):  # one second to look at the end
            writer.grab_frame()


class _Picture:
    def __init__(self, figure: Any, function: Function, runs: Sequence[Run], surface: bool) -> None:
        self.runs, self.function, self.surface = runs, function, surface
        window = function.window
        x, y, z = values_on(function, window)
        levels = levels_of(z)
        if surface:
            self.ax = figure.add_subplot(projection="3d")
            top = float(levels[-1])
            self.top = top
            grid = np.meshgrid(x, y)
            self.ax.plot_surface(*grid, np.minimum(z, top), cmap="Greys", alpha=0.55, lw=0)
            self.ax.set_zlabel("f(x, y)")
            self.ax.set_zlim(float(np.nanmin(z)), top)
        else:
            self.ax = figure.add_subplot()
            self.ax.contour(x, y, z, levels=levels, colors="#767676", linewidths=0.7)
        self.ax.set_xlim(*window[:2])
        self.ax.set_ylim(*window[2:])
        self.ax.set_xlabel("x")
        self.ax.set_ylabel("y")
        text = function.expression.text
        self.ax.set_title(text if len(text) < 70 else function.name, fontsize=10)
        self.lines = [
            self.ax.plot(
                *self._points(run, None), color=COLOURS[k % 8], ls=LINES[k % 8], lw=1.8,
                marker=MARKS[k % 8], ms=4, markevery=max(1, run.steps // 12),
                label=f"{run.racer.label}: {run.outcome}",
            )[0]
            for k, run in enumerate(runs)
        ]  # fmt: skip
        for minimum in function.minima:
            at = (*minimum, function.expression(minimum)) if surface else minimum
            self.ax.plot(*[[v] for v in at], "k*", ms=12, label="_minimum")
        self.ax.legend(fontsize=8, loc="upper right")
        self.title = self.ax.get_title()

    def _points(self, run: Run, step: int | None) -> tuple[Array, ...]:
        path = run.path if step is None else run.path[: step + 1]
        if not self.surface:
            return path[:, 0], path[:, 1]
        left, right, bottom, top = self.function.window
        x, y = path.T
        inside = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
        height = np.where(inside, np.minimum(run.values[: len(path)], self.top), np.nan)
        return x, y, height  # in space nothing is cut at the border by itself

    def until(self, step: int | None) -> None:
        """Draw the paths up to a step, or all of them."""
        for line, run in zip(self.lines, self.runs, strict=True):
            points = self._points(run, step)
            if self.surface:
                line.set_data_3d(*points)
            else:
                line.set_data(*points)
        if step is not None:
            self.ax.set_title(f"{self.title}   step {step}", fontsize=10)
