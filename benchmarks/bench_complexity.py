"""The fit against SciPy's, and what Big-O hides: one growth at two speeds, two at small sizes."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from benchmarks.harness import Pair, case
from journey.programming import complexity, sorting

BASE = "journey.programming.complexity"


@case(f"{BASE}.fit_relative", reference="scipy.optimize.nnls", label="12 sizes, two unknowns")
def fit_relative() -> Pair:
    f = 2.0 ** np.arange(4, 16)
    costs = (3 * f + 5) * np.exp(0.1 * np.random.default_rng(0).standard_normal(12))
    columns = np.column_stack([f / costs, 1 / costs])
    scale = columns.max(axis=0)

    def theirs() -> NDArray[np.float64]:
        return np.asarray(optimize.nnls(columns / scale, np.ones(12))[0] / scale)

    assert np.allclose(complexity.fit_relative(f, costs)[:2], theirs())
    return lambda: complexity.fit_relative(f, costs), theirs


@case(
    f"{BASE}.seconds",
    reference="the same sum in memory order",
    label="4,000,000 numbers, order shuffled",
)
def out_of_order() -> Pair:
    values = np.arange(4_000_000)
    shuffled = np.random.default_rng(0).permutation(len(values))
    in_order = np.arange(len(values))
    assert values[shuffled].sum() == values[in_order].sum()
    return lambda: values[shuffled].sum(), lambda: values[in_order].sum()


def _register(size: int) -> None:
    values = random.Random(0).sample(range(size), size)

    @case(
        "journey.programming.sorting.insertion_sort",
        reference="journey.programming.sorting.merge_sort",
        label=f"{size:,} numbers against n log n",
    )
    def prepare() -> Pair:
        assert sorting.insertion_sort(values) == sorting.merge_sort(values)
        return lambda: sorting.insertion_sort(values), lambda: sorting.merge_sort(values)


for _size in (8, 4_000):
    _register(_size)
