"""Richardson's extrapolation to step zero, with a bound of the rounding errors beside it.

Knows nothing of functions: it is given one estimate a step. `_derivative` makes them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Tableau"]

Floats = NDArray[np.float64]


class Tableau:
    r"""Estimates at steps $h, h/c, h/c^2, \dots$, combined so that the leading errors cancel.

    If $D(h) = D + a_1 h^{p_1} + a_2 h^{p_2} + \dots$, then
    $(c^{p_1} D(h/c) - D(h)) / (c^{p_1} - 1)$ is free of the first term, and so on along a row.
    Each entry keeps two parts of an error: how far it is from the entries around it, which bounds
    the truncation once the steps are small enough, and the rounding of the values, multiplied as
    the combination multiplies them.

    Parameters
    ----------
    shape
        Of the estimates.
    exponents
        The first exponents $p_1 < p_2 < \dots$; at most this many columns are made.
    factor
        $c$, above 1.

    References
    ----------
    Ridders, C. J. F. (1982). Accurate computation of F'(x) and F'(x) F''(x). Advances in
    Engineering Software 4(2), 75-76.
    """

    def __init__(self, shape: tuple[int, ...], exponents: Sequence[int], factor: float) -> None:
        self.gains = [factor**p for p in exponents]
        self.best = np.full(shape, np.nan)
        self.error = np.full(shape, np.inf)
        self._best_floor = np.zeros(shape)  # the part of that error which is rounding
        # Whether smaller steps can bring nothing more, for each entry: rounding has taken over.
        self.at_floor = np.zeros(shape, dtype=bool)
        self._row: list[Floats] = []
        self._floor: list[Floats] = []

    def add(self, estimate: Floats, rounding: Floats) -> None:
        """Take the estimate of the next smaller step, and the bound of its rounding error."""
        row, floor = [estimate], [rounding]
        for j, gain in enumerate(self.gains[: len(self._row)]):
            coarse, fine = self._row[j], row[j]
            row.append(fine + (fine - coarse) / (gain - 1.0))
            floor.append((gain * floor[j] + self._floor[j]) / (gain - 1.0))
            # One agreement may be a coincidence. The entry above the new one, made from the steps
            # before, is a third witness; without one there is no verdict yet.
            if j + 1 < len(self._row):
                spread = np.maximum(np.abs(row[-1] - fine), np.abs(row[-1] - coarse))
                spread = np.maximum(spread, np.abs(row[-1] - self._row[j + 1]))
                error = spread + floor[-1]
                # Steps that are far too large give slopes near 0, and so small errors. As long as
                # the best has no three digits, a later estimate that contradicts it is believed.
                settled = self.error <= np.maximum(1e-3 * np.abs(self.best), 1e3 * self._best_floor)
                gap = np.abs(row[-1] - self.best) - error
                self.error = np.where(settled | ~(gap > self.error), self.error, gap)
                better = error < self.error
                self.best = np.where(better, row[-1], self.best)
                self.error = np.where(better, error, self.error)
                self._best_floor = np.where(better, floor[-1], self._best_floor)
                self.at_floor = settled & (
                    (self._best_floor >= self.error / 2) | (floor[-1] > self.error)
                )
        self._row, self._floor = row, floor
