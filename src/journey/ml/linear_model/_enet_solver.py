r"""The solver behind the lasso and the elastic net: coordinate descent, then an exact finish.

Coordinate descent finds out which coefficients are zero and what sign the others have. Once that is
known, the rest is a linear system: on the set $A$ of the others, with signs $s$,
$(G_{AA} + \lambda_2 I)\, w_A = q_A - \lambda_1 s$. Solving it replaces the many sweeps in which
coordinate descent would creep towards the same point. Coefficients whose sign the step would change
become zero; if the objective does not fall by that, the step stops where the first one does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.linear_model._base import Array

Indices = NDArray[np.intp]
_SWEEPS = 1  # through the active coordinates, before each try to solve for them at once


class Solution(NamedTuple):
    """Coefficients, a bound on what the objective could still fall, and the sweeps it took."""

    w: Array
    gap: float
    n_iter: int
    converged: bool


class Problem:
    """One set of data, for any penalties; columns of G are computed when a feature is first used.

    Parameters
    ----------
    X, y
        Data without an intercept.
    n
        What squared errors are divided by: the number of samples, or the sum of their weights.
    """

    def __init__(self, X: Array, y: Array, n: float) -> None:
        self.X, self.n = X, n
        self.aim(y)
        self.diagonal = np.einsum("ij,ij->j", X, X) / n
        few = X.shape[1] <= X.shape[0]
        self._columns = X.T @ X / n if few else np.empty((16, X.shape[1]))  # rows, by symmetry
        self._place = np.arange(X.shape[1]) if few else np.full(X.shape[1], -1)
        self._known = X.shape[1] if few else 0

    def aim(self, y: Array) -> None:
        """Take another target for the same samples."""
        self.y, self.q = y, self.X.T @ y / self.n
        self.scale = float(y @ y) / self.n

    def rows(self, features: Indices) -> Array:
        """Return the rows of G that belong to some features."""
        new = features[self._place[features] < 0]
        if len(new):
            first, self._known = self._known, self._known + len(new)
            if self._known > len(self._columns):  # room for twice as many
                more = np.empty((2 * self._known, len(self._place)))
                more[:first] = self._columns[:first]
                self._columns = more
            self._place[new] = np.arange(first, self._known)
            np.matmul(self.X[:, new].T, self.X, out=self._columns[first : self._known])
            self._columns[first : self._known] /= self.n
        return np.asarray(self._columns[self._place[features]])

    def solve(self, l1: float, l2: float, start: Array, max_iter: int, tol: float) -> Solution:
        """Minimise $w'Gw/2 - q'w + l1 |w|_1 + l2 w'w/2$ from a start."""
        w = start.copy()
        w[self.diagonal == 0] = 0.0
        wanted = tol * self.scale
        done = 0
        gap = np.inf
        slope = self._slope(w)
        active = self._active(w, slope, l1)
        while done < max_iter:
            sweeps = min(_SWEEPS, max_iter - done)
            if len(active):
                G = self.rows(active)[:, active]
                w[active] = _descend(G, self.q[active], l1, l2, w[active], slope[active], sweeps)
            done += sweeps
            slope = self._slope(w)
            gap = self._gap(w, slope, l1, l2)
            before, active = active, self._active(w, slope, l1)
            if gap <= wanted and np.isin(active, before).all():
                break
        return Solution(w, gap, done, bool(gap <= wanted))

    def _active(self, w: Array, slope: Array, l1: float) -> Indices:
        """Return the features in use, and as many again of those that should be: the steepest."""
        used = np.flatnonzero(w)
        steep = np.where(self.diagonal > 0, np.abs(slope), 0.0)
        steep[used] = 0.0
        outside = np.flatnonzero(steep > l1)
        room = max(10, len(used))
        if len(outside) > room:
            outside = outside[np.argpartition(-steep[outside], room)[:room]]
        return np.sort(np.append(used, outside))

    def _slope(self, w: Array) -> Array:
        used = np.flatnonzero(w)
        return np.asarray(self.q - w[used] @ self.rows(used))

    def _gap(self, w: Array, slope: Array, l1: float, l2: float) -> float:
        """Return the duality gap: an upper bound on how far the objective is above its minimum.

        The dual point is the residual, shrunk until no feature's slope exceeds l1. With an l2 part
        the problem is a lasso with rows of sqrt(n l2) I below X, so the same bound holds.
        """
        # With r = y - Xw and the slope q - Gw, |r|^2 / n and y'r / n need no further pass over X.
        along = self.scale - float(self.q @ w)
        square = along - float(slope @ w) + l2 * float(w @ w)
        steepest = float(np.abs(slope - l2 * w).max(initial=0.0))
        size = float(np.abs(w).sum())
        if l1 == 0:
            # There is no dual point to shrink; the slope itself bounds what is left.
            return self._smooth_gap(slope - l2 * w, l2)
        shrink = min(1.0, l1 / steepest) if steepest > 0 else 1.0
        # primal - dual, with dual = y'r shrink / n - shrink^2 |r|^2 / 2, both with the added rows
        return max(
            0.0,
            0.5 * square * (1 + shrink**2) + l1 * size - shrink * along,
        )

    def _smooth_gap(self, gradient: Array, l2: float) -> float:
        everything = np.arange(len(self.q))
        curvature = l2 if l2 > 0 else float(np.linalg.eigvalsh(self.rows(everything))[0])
        steep = float(gradient @ gradient)
        if steep == 0:
            return 0.0
        return steep / (2 * curvature) if curvature > 0 else np.inf


def _descend(
    G: Array, q: Array, l1: float, l2: float, w: Array, slope: Array, sweeps: int
) -> Array:
    """Return w after sweeps of coordinate descent and, if signs allow, an exact solution."""
    slope, values = slope.copy(), w.tolist()  # Python's own numbers are faster one by one
    diagonal = G.diagonal().tolist()
    for _ in range(sweeps):
        moved = False
        for j, old in enumerate(values):
            z = slope.item(j) + diagonal[j] * old
            new = (z - l1 if z > l1 else z + l1 if z < -l1 else 0.0) / (diagonal[j] + l2)
            if new != old:
                slope -= G[j] * (new - old)
                values[j] = new
                moved = True
        w = np.array(values)
        if not moved:
            return w
    return _finish(G, q, l1, l2, w)


def _finish(G: Array, q: Array, l1: float, l2: float, start: Array) -> Array:
    """Return the minimiser for the signs of w, or where on the way to it a sign is lost."""

    def objective(w: Array) -> float:
        return float(w @ (0.5 * (G @ w) - q) + l1 * np.abs(w).sum() + 0.5 * l2 * (w @ w))

    w = start.copy()
    A = np.flatnonzero(w)
    while len(A):
        K = G[np.ix_(A, A)]
        K.flat[:: len(A) + 1] += l2
        signs = np.sign(w[A])
        rise = q[A] - l1 * signs - K @ w[A]
        # More features than samples, or equal ones, make K singular. A speck on the diagonal turns
        # a direction in which the objective falls for ever into a long step, which a sign ends.
        K.flat[:: len(A) + 1] += 1e-12 * K.diagonal().max()
        try:
            target = w[A] + np.linalg.solve(K, rise)
        except np.linalg.LinAlgError:
            return start
        lost = np.sign(target) != signs
        if not lost.any():
            w[A] = target
            break
        bent = w.copy()
        bent[A] = np.where(lost, 0.0, target)
        if objective(bent) < objective(w):  # all lost signs at once
            w = bent
            A = np.flatnonzero(w)
            continue
        share = w[A][lost] / (w[A][lost] - target[lost])
        first = share.min()
        stepped = w[A] + first * (target - w[A])
        stepped[np.flatnonzero(lost)[share == first]] = 0.0
        w[A] = stepped
        A = np.flatnonzero(w)
    # A nearly singular system can be solved wrongly; then the objective tells.
    return w if objective(w) <= objective(start) else start
