"""The candidates, and the line through measurements that has no negative part.

Not here: which candidate is right; that is asked in `_fit`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["GROWTHS", "fit_relative"]

Floats = NDArray[np.float64]
Growth = Callable[[Any], Any]

GROWTHS: Mapping[str, Growth] = {
    "1": np.ones_like,
    "log n": np.log2,
    "sqrt n": np.sqrt,
    "n": lambda n: n,
    "n log n": lambda n: n * np.log2(n),
    "n^2": lambda n: n**2,
    "n^2 log n": lambda n: n**2 * np.log2(n),
    "n^3": lambda n: n**3,
    "2^n": np.exp2,
}
"""The growths that are compared unless others are given, slowest first. Logarithms have base 2."""


def fit_relative(f: ArrayLike, costs: ArrayLike) -> tuple[float, float, float]:
    r"""Fit $a f + b$ with $a, b \ge 0$ to costs by least squares of the relative errors.

    Minimises $\sum_i ((a f_i + b)/c_i - 1)^2$. A relative error is what a noisy clock makes, and it
    lets small sizes count as much as large ones; with absolute errors the largest size would decide
    alone. Two unknowns have so few corners that no iteration is needed: the best point inside, or
    the best one on either edge. Costs O(m) for m measurements.

    Parameters
    ----------
    f
        The growth at each size, not negative.
    costs
        What was measured there, positive.

    Returns
    -------
    a, b : float
        The coefficient of the growth, and the constant part.
    error : float
        The root of the mean squared relative error.

    Raises
    ------
    ValueError
        If the two differ in length, a cost is not positive or a growth is negative.

    References
    ----------
    Lawson, Hanson, *Solving Least Squares Problems* (1974), chapter 23, of which this is the case
    of two unknowns.

    Examples
    --------
    >>> a, b, error = fit_relative([1, 2, 3], [7, 9, 11])
    >>> round(a, 9), round(b, 9), error < 1e-9
    (2.0, 5.0, True)
    """
    growth, cost = np.asarray(f, dtype=float), np.asarray(costs, dtype=float)
    if growth.ndim != 1 or growth.shape != cost.shape or not growth.size:
        raise ValueError(
            "f and costs must be two lists of one length, at least 1: "
            f"got shapes {growth.shape} and {cost.shape}"
        )
    if not (np.isfinite(cost).all() and (cost > 0).all()):
        raise ValueError(f"costs must be positive and finite: got {cost.min()}")
    if not (np.isfinite(growth).all() and (growth >= 0).all()):
        raise ValueError(f"f must be finite and not negative: got {growth.min()}")
    # In units near the largest growth and the least cost no quotient overflows; powers of two, so
    # that nothing is rounded.
    large, small = int(np.frexp(growth.max())[1]), int(np.frexp(cost.min())[1]) - 1
    inverse = np.ldexp(1.0, small) / cost
    columns = np.column_stack([np.ldexp(growth, -large) * inverse, inverse])
    scale = columns.max(axis=0)
    scale[scale == 0] = 1.0
    x, y = (columns / scale).T  # the target is 1 for each measurement
    best = (0.0, 0.0, float(len(x)))
    for a, b in _corners(x, y):
        squares = float(((a * x + b * y - 1) ** 2).sum())
        if squares < best[2]:
            best = (a, b, squares)
    a, b, squares = best
    a, b = np.ldexp([a / scale[0], b / scale[1]], [small - large, small])
    return float(a), float(b), math.sqrt(squares / len(x))


def _corners(x: Floats, y: Floats) -> list[tuple[float, float]]:
    """Return the points of which one is the minimum: inside, or on an edge."""
    edges = [
        (float(x.sum() / (x @ x)) if x.any() else 0.0, 0.0),
        (0.0, float(y.sum() / (y @ y))),
    ]
    # By QR rather than by the normal equations, which would square the condition number.
    length = math.sqrt(y @ y)
    along = x @ y / length
    rest = x - along * y / length
    rest -= (rest @ y) * y / length**2  # once more: what rounding left
    across = float(rest @ rest)
    if across > 1e-24 * float(x @ x):
        a = float(rest.sum()) / across
        b = (float(y.sum()) / length - a * float(along)) / length
        if a > 0 and b > 0:
            edges.append((a, b))
    return edges
