"""The command `journey-descent`: choose a function, a start and optimisers; see who gets there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from journey.projects.descent._draw import MOVING, STILL, save
from journey.projects.descent._expression import Expression, ExpressionError
from journey.projects.descent._functions import FUNCTIONS, Function
from journey.projects.descent._page import page
from journey.projects.descent._race import OPTIMIZERS, Racer, Run, descend

__all__ = ["main"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="journey-descent",
        description="Let optimisers descend on a function of x and y, and draw their paths.",
        epilog="example: journey-descent rosenbrock -o adam:lr=0.05 -o bfgs race.gif race.html",
    )
    parser.add_argument(
        "function",
        help=f"one of {', '.join(FUNCTIONS)}, or an expression such as 'x**2 + 3*y**2'",
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE",
        help=f"what to write: {', '.join((*STILL, *MOVING, '.html'))}; several are fine",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--optimizer", action="append", default=[], metavar="NAME[:KEY=VALUE,...]",
        help=f"one of {', '.join(OPTIMIZERS)}, with settings; may be repeated "
        "(default: gradient-descent, momentum, adam, bfgs)",
    )  # fmt: skip
    parser.add_argument("--start", nargs=2, type=float, metavar=("X", "Y"), help="starting point")
    parser.add_argument("--steps", type=int, default=200, help="the most steps (default: 200)")
    parser.add_argument("--tol", type=float, default=1e-6, help="gradient that counts as zero")
    parser.add_argument(
        "--window", nargs=4, type=float, metavar=("LEFT", "RIGHT", "BOTTOM", "TOP"),
        help="what is drawn",
    )  # fmt: skip
    parser.add_argument("--surface", action="store_true", help="a surface instead of contours")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of a moving picture")
    parser.add_argument("--list", action="store_true", help="show what there is to choose")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments
        What stands behind the command's name; default: what it was called with.

    Returns
    -------
    int
        0 when all was done, 2 when something asked for is not possible.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--list" in given:
        _list()
        return 0
    options = _parser().parse_intermixed_args(given)
    try:
        function = _function(options.function, options.window, options.start)
        racers = [Racer.parse(text) for text in options.optimizer] or [
            Racer(name) for name in ("gradient-descent", "momentum", "adam", "bfgs")
        ]
        for path in options.files:
            if path.suffix.lower() not in (*STILL, *MOVING, ".html"):
                raise ValueError(
                    f"{path}: expected a name that ends in {', '.join((*STILL, *MOVING, '.html'))}"
                )
            if not path.resolve().parent.is_dir():
                raise ValueError(f"{path}: there is no folder {path.resolve().parent}")
        if not options.seconds > 0:
            raise ValueError(f"--seconds: expected a number above 0, got {options.seconds:g}")
        runs = [
            descend(
                function.expression, function.start, racer, steps=options.steps, tol=options.tol
            )
            for racer in racers
        ]
        _table(function, runs)
        for path in options.files:
            if path.suffix.lower() == ".html":
                part = path.with_name(f".{path.name}.part")
                part.write_text(page(function, runs), encoding="utf-8")
                part.replace(path)
            else:
                save(path, function, runs, surface=options.surface, seconds=options.seconds,
                     progress=_progress)  # fmt: skip
            print(f"Written: {path}")
    except (ExpressionError, ValueError, RuntimeError, TypeError, OSError) as problem:
        print(f"journey-descent: {problem}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as problem:
        print(
            f"journey-descent: pictures need {problem.name}: pip install "
            "'bhumika-journey[visualizer]'; .html needs nothing",
            file=sys.stderr,
        )
        return 2
    return 0


def _list() -> None:
    for function in FUNCTIONS.values():
        print(f"{function.name:11s} {function.expression.text}\n{'':11s} {function.about}")
    print("\noptimisers: " + ", ".join(OPTIMIZERS))


def _function(text: str, window: Sequence[float] | None, start: Sequence[float] | None) -> Function:
    known = FUNCTIONS.get(text.strip().lower())
    if known is None:
        try:
            expression = Expression(text)
        except ExpressionError as problem:
            hint = f" (known by name: {', '.join(FUNCTIONS)})" if text.isidentifier() else ""
            raise ExpressionError(f"{problem}{hint}") from None
        at = (2.0, 2.0) if start is None else (float(start[0]), float(start[1]))
        reach = max(3.0, 1.5 * max(map(abs, at)))
        known = Function(
            "own function", expression, (), (-reach, reach, -reach, reach), at,
            "given on the command line",
        )  # fmt: skip
    box = known.window if window is None else tuple(map(float, window))
    if not (np.isfinite(box).all() and box[0] < box[1] and box[2] < box[3]):
        raise ValueError(
            "--window: expected left below right and bottom below top, got "
            f"{' '.join(map(str, box))}"
        )
    at = known.start if start is None else (float(start[0]), float(start[1]))
    return Function(
        known.name,
        known.expression,
        known.minima,
        (box[0], box[1], box[2], box[3]),
        at,
        known.about,
    )


def _table(function: Function, runs: Sequence[Run]) -> None:
    print(f"{function.expression.text}, from ({function.start[0]:g}, {function.start[1]:g})\n")
    rows = [("optimiser", "steps", "values", "gradients", "f at the end", "distance", "outcome")]
    for run in runs:
        error = run.error(function.minima)
        rows.append((
            run.racer.label, f"{run.steps}", f"{run.evaluations}", f"{run.gradients}",
            f"{run.values[-1]:.6g}", "-" if np.isnan(error) else f"{error:.2g}", run.outcome,
        ))  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(
            cell.ljust(width) if k in (0, 6) else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip())  # fmt: skip
    print()
    for run in runs:
        if run.outcome != "converged" or "not a minimum" in run.why:
            print(f"{run.racer.label}: {run.outcome}, {run.why}.")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\rdrawing {done} of {of}", end=end, file=sys.stderr, flush=True)
