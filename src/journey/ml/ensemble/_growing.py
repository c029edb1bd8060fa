"""Growing the trees of a forest: their samples, and as many trees at once as the caches hold.

Trees on small data cost more in calls than in work, so a batch of them grows level by level
together; of large data each tree is a batch of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._drawn import Drawn, ranks_of
from journey.ml.tree._grow import Splitter, grow
from journey.ml.tree._level import Floats, Index
from journey.ml.tree._presorted import Presorted
from journey.ml.tree._settings import criterion_of, features_of, limits_of, trimmed
from journey.ml.tree._tree import Tree
from journey.ml.utils import FloatArray, Rng

# Rows times features looked at in one batch.
_BATCH = 200_000


@dataclass(frozen=True)
class Sample:
    """How many rows each tree draws with replacement; `None` where it takes each row once."""

    size: int | None

    def counts(self, n: int, trees: int, rng: Rng) -> NDArray[np.float64]:
        """Return how often each tree has each row, of shape (trees, n)."""
        if self.size is None:
            return np.ones((trees, n))
        # Numbers from floats, which are the same on every platform.
        drawn = (rng.random((trees, self.size)) * n).astype(np.intp)
        drawn += np.arange(trees)[:, None] * n
        return np.bincount(drawn.ravel(), minlength=trees * n).reshape(trees, n).astype(float)


@dataclass(frozen=True)
class Grown:
    """The trees, and for each which rows it had not seen."""

    trees: list[Tree]
    unseen: NDArray[np.bool_]  # (trees, rows)


def grow_forest(
    model: Any,
    X: FloatArray,
    y: NDArray[Any],
    weight: Floats,
    n_classes: int,
    *,
    n_trees: int,
    sample: Sample,
    random_cuts: bool,
    rng: Rng,
) -> Grown:
    """Grow a forest from an estimator's parameters and checked data."""
    n, d = X.shape
    limits = limits_of(model, n)
    # A row of no weight is as if absent: a bootstrap sample of such rows would make no tree.
    present = np.flatnonzero(weight)
    if sample.size is not None and len(present) < n:
        sample = Sample(max(1, round(sample.size * len(present) / n)))
    mtry = features_of(model.max_features, d)
    presort = mtry == d and not random_cuts
    X = np.ascontiguousarray(X)
    ranks = None if random_cuts or presort else ranks_of(X)
    together = max(1, _BATCH // (n * mtry))
    trees: list[Tree] = []
    unseen = np.zeros((n_trees, n), dtype=np.bool_)
    for first in range(0, n_trees, together):
        number = min(together, n_trees - first)
        counts = np.zeros((number, n))
        counts[:, present] = sample.counts(len(present), number, rng)
        unseen[first : first + number] = counts == 0
        counts *= weight
        tree, source = np.nonzero(counts)
        criterion = criterion_of(model, y[source], n_classes, counts[tree, source])
        sizes = np.bincount(tree, minlength=number)
        rows: Index = np.arange(len(source))
        splitter: Splitter
        if presort:
            splitter = Presorted(X[source], rows, sizes, criterion)
        else:
            splitter = Drawn(X, ranks, source, criterion, mtry, rng)
        grown = grow(criterion, splitter, rows, sizes, limits, d)
        trees.extend(trimmed(model, each) for each in grown)
    return Grown(trees, unseen)
