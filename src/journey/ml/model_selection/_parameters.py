"""Candidates of a search: all combinations of a grid, or random draws."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import Rng, check_integer, check_random_state

__all__ = ["ParameterGrid", "ParameterSampler"]

Grid = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class ParameterGrid:
    """All combinations of the values of some parameters, the last name changing fastest.

    Parameters
    ----------
    param_grid
        Lists of values by name, or several such dictionaries, whose combinations follow each
        other.

    Examples
    --------
    >>> list(ParameterGrid({"alpha": [1, 10], "solver": ["svd"]}))
    [{'alpha': 1, 'solver': 'svd'}, {'alpha': 10, 'solver': 'svd'}]
    >>> len(ParameterGrid([{"a": [1, 2], "b": [1, 2, 3]}, {"a": [3]}]))
    7
    """

    def __init__(self, param_grid: Grid) -> None:
        self.param_grid = _dictionaries("param_grid", param_grid)
        for grid in self.param_grid:
            for name, values in grid.items():
                if np.ndim(values) == 0 or isinstance(values, str):
                    raise TypeError(
                        f"Parameter grid for parameter {name!r} needs to be a list or a numpy "
                        f"array, but got {values!r} (of type {type(values).__name__}) instead. "
                        "Single values need to be wrapped in a list with one element."
                    )
                if isinstance(values, np.ndarray) and values.ndim > 1:
                    raise ValueError(
                        f"Parameter array for {name!r} should be one-dimensional, got: {values!r} "
                        f"with shape {values.shape}"
                    )
                if len(values) == 0:
                    raise ValueError(
                        f"Parameter grid for parameter {name!r} need a non-empty sequence, got: "
                        f"{values!r}"
                    )

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for grid in self.param_grid:
            names = sorted(grid)
            for values in product(*(grid[name] for name in names)):
                yield dict(zip(names, values, strict=True))

    def __len__(self) -> int:
        return sum(math.prod(len(values) for values in grid.values()) for grid in self.param_grid)

    def __getitem__(self, place: int) -> dict[str, Any]:
        rest = place
        for grid in self.param_grid:
            size = math.prod(len(values) for values in grid.values())
            if rest >= size:
                rest -= size
                continue
            chosen = {}
            for name in sorted(grid, reverse=True):
                rest, digit = divmod(rest, len(grid[name]))
                chosen[name] = grid[name][digit]
            return dict(sorted(chosen.items()))
        raise IndexError(f"ParameterGrid: expected a place below {len(self)}, got {place}")


class ParameterSampler:
    """Random combinations of parameters.

    Where all values are given as lists, no combination is drawn twice.

    Parameters
    ----------
    param_distributions
        By name a list of values or anything with `rvs(random_state=...)`, such as a distribution
        of `scipy.stats` or of `journey.mathematics.stats`. Or several such dictionaries, one of
        which is drawn first.
    n_iter
        How many combinations.
    random_state
        Seed; the same seed gives scikit-learn's combinations.

    References
    ----------
    Bergstra, J., Bengio, Y. (2012). Random search for hyper-parameter optimization. Journal of
    Machine Learning Research 13, 281-305.

    Examples
    --------
    >>> list(ParameterSampler({"a": [1, 2, 3], "b": [4, 5]}, 2, random_state=0))
    [{'a': 3, 'b': 5}, {'a': 2, 'b': 4}]
    """

    def __init__(self, param_distributions: Grid, n_iter: int, *, random_state: Any = None) -> None:
        self.param_distributions = _dictionaries("param_distributions", param_distributions)
        for each in self.param_distributions:
            for name, values in each.items():
                if not hasattr(values, "rvs") and (np.ndim(values) == 0 or isinstance(values, str)):
                    raise TypeError(
                        f"Parameter grid for parameter {name!r} is not iterable or a distribution "
                        f"(value={values})"
                    )
        self.n_iter = check_integer("n_iter", n_iter, 1)
        self.random_state = random_state

    def __len__(self) -> int:
        if self._only_lists():
            return min(self.n_iter, len(ParameterGrid(self.param_distributions)))
        return self.n_iter

    def _only_lists(self) -> bool:
        return all(
            not hasattr(values, "rvs")
            for each in self.param_distributions
            for values in each.values()
        )

    def __iter__(self) -> Iterator[dict[str, Any]]:
        rng = check_random_state(self.random_state)
        if self._only_lists():
            grid = ParameterGrid(self.param_distributions)
            if len(grid) < self.n_iter:
                warnings.warn(
                    f"The total space of parameters {len(grid)} is smaller than "
                    f"n_iter={self.n_iter}. Running {len(grid)} iterations. For exhaustive "
                    "searches, use GridSearchCV.",
                    UserWarning,
                    stacklevel=2,
                )
            for place in _without_replacement(len(grid), len(self), rng):
                yield grid[int(place)]
            return
        for _ in range(self.n_iter):
            each = self.param_distributions[_below(rng, len(self.param_distributions))]
            yield {
                name: values.rvs(random_state=rng)
                if hasattr(values, "rvs")
                else values[_below(rng, len(values))]
                for name, values in sorted(each.items())
            }


def _below(rng: Rng, n: int) -> int:
    # The dtype is named, so that a seed gives the same numbers where C's long has 32 bits.
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(n, dtype=np.int64))
    return int(rng.randint(n, dtype=np.int64))


def _without_replacement(n: int, k: int, rng: Rng) -> NDArray[Any]:
    """Return k different numbers below n, in scikit-learn's order for the same seed."""
    share = k / n
    if 0.01 < share < 0.99:
        return np.asarray(rng.permutation(n)[:k])
    if share < 0.2:  # repeats are rare: draw until enough are different
        drawn: dict[int, None] = {}
        while len(drawn) < k:
            drawn[_below(rng, n)] = None
        return np.array(list(drawn))
    kept = np.arange(k)  # a reservoir: each later number takes a random place, or none
    for later in range(k, n):
        place = _below(rng, later + 1)
        if place < k:
            kept[place] = later
    return kept


def _dictionaries(name: str, given: Any) -> list[Mapping[str, Any]]:
    found = [given] if isinstance(given, Mapping) else given
    if not isinstance(found, list | tuple) or not all(isinstance(row, Mapping) for row in found):
        raise TypeError(f"{name}: expected a dict or a list of dicts, got {given!r}")
    return list(found)
