"""How far apart two samples are: the Minkowski family, from sums of powers to distances.

Searches compare *reduced* distances, the sums before the root is taken: the order is the same and
no root is wasted. Every search adds the features in the same order, so that all of them get the
same sum to the last bit and break ties alike.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import check_choice, check_real

Array = NDArray[np.float64]

METRICS = ("euclidean", "l2", "manhattan", "cityblock", "l1", "chebyshev", "minkowski")
_POWERS = {"euclidean": 2.0, "l2": 2.0, "manhattan": 1.0, "cityblock": 1.0, "l1": 1.0}
# Up to so many features are added one by one, each for all pairs at once; beyond, pair by pair.
_NARROW = 16


class Metric(NamedTuple):
    """The distance (sum of |gap|^p)^(1/p); for infinite p, the largest gap."""

    p: float

    def added(self, total: Array, gap: Array) -> Array:
        """Return ``total`` after one more feature's ``gap``; both may be overwritten."""
        if self.p == 2:
            np.multiply(gap, gap, out=gap)
        else:
            np.abs(gap, out=gap)
            if np.isinf(self.p):
                return np.maximum(total, gap, out=total)
            if self.p != 1:
                np.power(gap, self.p, out=gap)
        return np.add(total, gap, out=total)

    def between(self, A: Array, B: Array) -> Array:
        """Return reduced distances between the rows of two tables of the same shape."""
        if self.p == 2 and A.shape[1] > _NARROW:
            gaps = A - B
            return np.asarray(np.einsum("ij,ij->i", gaps, gaps))
        total = np.zeros(len(A))
        for j in range(A.shape[1]):
            total = self.added(total, A[:, j] - B[:, j])
        return total

    def blocks(self, blocks: Array, points: Array) -> Array:
        """Return reduced distances (n, m) from n points to the m columns of a block each.

        ``blocks`` has the shape (n, n_features, m), ``points`` (n, n_features).
        """
        n, d, m = blocks.shape
        if self.p == 2 and d > _NARROW:
            gaps = np.ascontiguousarray((blocks - points[:, :, None]).transpose(0, 2, 1))
            return np.asarray(np.einsum("ijk,ijk->ij", gaps, gaps))
        total = np.zeros((n, m))
        for j in range(d):
            total = self.added(total, blocks[:, j] - points[:, j, None])
        return total

    def root(self, reduced: Array) -> Array:
        """Return distances from their reduced form."""
        if self.p == 1 or np.isinf(self.p):
            return reduced
        return np.sqrt(reduced) if self.p == 2 else reduced ** (1 / self.p)

    def reduce(self, distance: Array) -> Array:
        """Return the reduced form of distances."""
        if self.p == 1 or np.isinf(self.p):
            return distance
        return distance * distance if self.p == 2 else distance**self.p


def metric_of(metric: object, p: object) -> Metric:
    """Return the checked metric of a name and, for ``"minkowski"``, its power."""
    name = check_choice("metric", metric, METRICS)
    if name == "chebyshev" or (name == "minkowski" and p == np.inf):
        return Metric(np.inf)
    return Metric(_POWERS[name] if name in _POWERS else check_real("p", p, 1))


def effective_name(metric: Metric) -> str:
    """Return the metric's shortest name, as scikit-learn's `effective_metric_`."""
    names = {1.0: "manhattan", 2.0: "euclidean", np.inf: "chebyshev"}
    return names.get(metric.p, "minkowski")
