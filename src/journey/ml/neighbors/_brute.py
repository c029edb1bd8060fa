"""Every query against every sample, in blocks: screened by a matrix product, decided exactly.

For the Euclidean distance |q - x|^2 = |q|^2 - 2 q.x + |x|^2, and |q|^2 does not change the order.
The rest is one product of matrices, fast and a little inexact. So the product only screens, in
single precision where that is fine enough: whatever lies within its error bound of the k-th is
kept, and the differences of these few samples are squared and added in double precision. The
result is that of the definition, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.neighbors._metric import Array, Metric
from journey.ml.neighbors._select import Index, smallest
from journey.ml.utils import FloatArray

# Scores of one block of queries; the block then stays in the processor's cache. Measured.
_BLOCK = 1 << 19
# Samples that share one minimum. A row's k-th least minimum bounds its k-th least score.
_GROUP = 16
_EXACT = 1 << 20  # numbers gathered at a time for exact distances


class BruteForce:
    """The samples, prepared for searches that leave none of them out."""

    def __init__(self, X: Array, metric: Metric) -> None:
        self.X, self.metric = X, metric
        if metric.p == 2:
            self._origin = X.mean(axis=0)
            centred = X - self._origin
            # A power of two, so that scaling is exact and single precision does not overflow.
            largest = float(np.abs(centred).max())
            power = -np.ceil(np.log2(largest)) if largest > 0 else 0.0
            self._scale = float(2.0 ** np.clip(power, -500, 500))
            centred *= self._scale
            norms = np.einsum("ij,ij->i", centred, centred)
            self._reach = float(np.sqrt(norms.max()))
            groups = -(-len(X) // _GROUP)
            self._sides = np.zeros((X.shape[1] + 1, groups * _GROUP))
            self._sides[:-1, : len(X)] = centred.T
            self._sides[-1, : len(X)] = norms
            self._single = self._sides.astype(np.float32)
            self._precision: Any = np.float32

    def nearest(self, Q: Array, k: int) -> tuple[Array, Index]:
        """Return reduced distances and indices of the k nearest samples, (n_queries, k)."""
        reduced, ids = np.empty((len(Q), k)), np.empty((len(Q), k), dtype=np.intp)
        for own, rows, found, _ in self._candidates(Q, k):
            exact = self._exact(Q[own], rows, found)
            reduced[own], ids[own] = smallest(rows, exact, found, k, own.stop - own.start)
        return reduced, ids

    def within(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index, Array]]:
        """Yield queries, indices and reduced distances of all pairs within the query's radius."""
        for own, rows, found, _ in self._candidates(Q, radii):
            exact = self._exact(Q[own], rows, found)
            near = exact <= radii[own][rows]
            yield rows[near] + own.start, found[near], exact[near]

    def pairs(self, Q: Array, radii: Array) -> Iterator[tuple[Index, Index]]:
        """Yield queries and indices of all pairs within the query's radius, no distances."""
        for own, rows, found, near in self._candidates(Q, radii):
            open_ = np.flatnonzero(~near)
            exact = self._exact(Q[own], rows[open_], found[open_])
            near[open_] = exact <= radii[own][rows[open_]]
            yield rows[near] + own.start, found[near]

    def _exact(self, Q: Array, rows: Index, ids: Index) -> Array:
        step = max(1, _EXACT // self.X.shape[1])
        out = np.empty(len(rows))
        for s in range(0, len(rows), step):
            part = slice(s, s + step)
            out[part] = self.metric.between(self.X[ids[part]], Q[rows[part]])
        return out

    def _candidates(
        self, Q: Array, what: int | Array
    ) -> Iterator[tuple[slice, Index, Index, NDArray[np.bool_]]]:
        # ``what`` is the number of neighbours, or a reduced radius a query. The last array says
        # which candidates are sure to be within the radius.
        size = max(8, _BLOCK // len(self.X))
        for start in range(0, len(Q), size):
            own = slice(start, min(start + size, len(Q)))
            wanted = what if isinstance(what, int) else what[own]
            if self.metric.p == 2:
                yield own, *self._screened(Q[own], wanted)
            else:
                yield own, *self._scanned(Q[own], wanted)

    def _scanned(self, Q: Array, wanted: int | Array) -> tuple[Index, Index, NDArray[np.bool_]]:
        scores = np.zeros((len(Q), len(self.X)))
        for j in range(Q.shape[1]):
            scores = self.metric.added(scores, Q[:, j, None] - self.X[:, j])
        if isinstance(wanted, int):
            wanted = np.partition(scores, wanted - 1, axis=1)[:, wanted - 1]
        rows, ids = np.nonzero(scores <= wanted[:, None])
        return rows, ids, np.ones(len(rows), dtype=bool)  # these scores are exact

    def _screened(self, Q: Array, wanted: int | Array) -> tuple[Index, Index, NDArray[np.bool_]]:
        moved = (Q - self._origin) * self._scale
        norms = np.einsum("ij,ij->i", moved, moved)
        plain = np.column_stack([-2 * moved, np.ones(len(Q))])
        far = bool(norms.max() > 1e12)  # so far out that single precision says nothing
        for precision in (self._precision, np.float64):
            if far and precision is np.float32:
                continue
            sides = self._single if precision is np.float32 else self._sides
            scores = plain.astype(precision, copy=False) @ sides
            scores[:, len(self.X) :] = np.inf
            # A bound on the rounding errors of both scores that are compared.
            unit = float(np.finfo(precision).eps)
            doubt = (len(sides) + 4) * unit * (np.sqrt(norms) + self._reach) ** 2
            if isinstance(wanted, int):
                rows, ids = _lowest(scores, wanted, doubt)
                sure = np.zeros(len(rows), dtype=bool)
            else:
                limit = wanted * self._scale**2
                if precision is np.float32 and (limit < 8 * doubt).any():
                    continue
                doubt += 4 * unit * limit
                rows, ids = np.nonzero(scores <= (limit - norms + doubt)[:, None])
                sure = scores[rows, ids] <= (limit - norms - doubt)[rows]
            fair = 4 * wanted + 32 if isinstance(wanted, int) else 0
            if precision is np.float64 or not fair or len(rows) <= fair * len(Q):
                return rows, ids, sure
            self._precision = np.float64  # too coarse for this data: never again
        raise AssertionError("unreachable")


def _lowest(scores: FloatArray, k: int, doubt: Array) -> tuple[Index, Index]:
    """Return places of all scores up to the k-th least minimum of a group, plus the doubt."""
    n_rows = len(scores)
    groups = scores.shape[1] // _GROUP
    if groups < 2 * k:
        bound = np.partition(scores, k - 1, axis=1)[:, k - 1] + doubt
        rows, ids = np.nonzero(scores <= bound[:, None])
        return rows, ids
    # Group g holds samples g, g + groups, g + 2 groups, ...: minima of whole rows, no strides.
    grouped = scores.reshape(n_rows, _GROUP, groups)
    minima = grouped.min(axis=1)
    bound = np.partition(minima, k - 1, axis=1)[:, k - 1] + doubt
    own, group = np.nonzero(minima <= bound[:, None])
    pair, member = np.nonzero(grouped[own, :, group] <= bound[own, None])
    return own[pair], group[pair] + member * groups
