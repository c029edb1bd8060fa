"""What splitters share: the loop that turns test samples into pairs of index arrays, and checks.

A splitter says which samples are tested in each round. What is trained on is the rest, unless the
splitter says so itself. Sizes of shuffled splits, shared by three of them, are here as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.model_selection._data import check_same_length, number_of_samples
from journey.ml.utils import check_integer

Indices = NDArray[np.intp]


class Splitter:
    """Base of all splitters: `split` and `get_n_splits`, and a readable form."""

    _names: tuple[str, ...] = ()

    def split(
        self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> Iterator[tuple[Indices, Indices]]:
        """Give the samples to train on and those to test on, one pair a round.

        Parameters
        ----------
        X
            Samples; only their number counts.
        y
            Targets of shape (n_samples,), for splitters that look at them.
        groups
            Group of each sample, for splitters that keep groups together.

        Yields
        ------
        train, test : NDArray
            Places of samples, whole numbers.

        Raises
        ------
        ValueError
            If there are too few samples, classes or groups, or the lengths differ.
        """
        n = number_of_samples(X)
        check_same_length(X=X, y=y, groups=groups)
        places = np.arange(n, dtype=np.intp)
        for test in self._tests(n, y, groups):
            left = np.ones(n, dtype=bool)
            left[test] = False
            yield places[left], places[~left]

    def _tests(
        self, n: int, y: ArrayLike | None, groups: ArrayLike | None
    ) -> Iterator[NDArray[Any]]:
        raise NotImplementedError

    def get_n_splits(
        self, X: Any = None, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> int:
        """Return how many rounds there are.

        Parameters
        ----------
        X, y, groups
            As in `split`; most splitters need none of them.

        Returns
        -------
        int
            The number of pairs that `split` gives.
        """
        return int(self.n_splits)  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in sorted(self._names))
        return f"{type(self).__name__}({shown})"


class Folds(Splitter):
    """Base of splitters that test every sample once: the number of folds, and shuffling."""

    _names = ("n_splits", "shuffle", "random_state")

    def __init__(
        self, n_splits: int = 5, *, shuffle: bool = False, random_state: Any = None
    ) -> None:
        self.n_splits = check_integer("n_splits", n_splits, 2)
        if not isinstance(shuffle, bool):
            raise TypeError(f"shuffle must be True or False; got {shuffle}")
        if not shuffle and random_state is not None:
            raise ValueError(
                "Setting a random_state has no effect since shuffle is False: expected "
                f"random_state=None or shuffle=True, got random_state={random_state!r}"
            )
        self.shuffle = shuffle
        self.random_state = random_state

    def split(
        self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> Iterator[tuple[Indices, Indices]]:
        """Give the samples to train on and those to test on, one pair a fold.

        Parameters
        ----------
        X
            Samples; only their number counts.
        y
            Targets of shape (n_samples,), for splitters that look at them.
        groups
            Group of each sample, for splitters that keep groups together.

        Yields
        ------
        train, test : NDArray
            Places of samples, sorted.

        Raises
        ------
        ValueError
            If there are too few samples, classes or groups, or the lengths differ.
        """
        n = number_of_samples(X)
        if self.n_splits > n:
            raise ValueError(
                f"Cannot have number of splits n_splits={self.n_splits} greater than the number "
                f"of samples: n_samples={n}."
            )
        yield from super().split(X, y, groups)


def check_shuffled_sizes(
    n: int, test_size: Any, train_size: Any, default_test_size: float
) -> tuple[int, int]:
    """Return how many samples are trained on and how many tested.

    A share is rounded up for the test part and down for the training part, as in scikit-learn.
    """
    if test_size is None and train_size is None:
        test_size = default_test_size
    test = _size("test_size", test_size, n, math.ceil)
    train = _size("train_size", train_size, n, math.floor)
    if test is None:
        assert train is not None
        test = n - train
    elif train is None:
        train = n - test
    if train + test > n:
        raise ValueError(
            f"The sum of train_size and test_size = {train + test}, should be smaller than the "
            f"number of samples {n}. Reduce test_size and/or train_size."
        )
    if train < 1:
        raise ValueError(
            f"With n_samples={n}, test_size={test_size} and train_size={train_size}, the resulting "
            "train set will be empty. Adjust any of the aforementioned parameters."
        )
    return train, test


def _size(name: str, value: Any, n: int, rounding: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, Integral) and not isinstance(value, bool):
        if not 0 < int(value) < n:
            raise ValueError(
                f"{name}={value} should be either positive and smaller than the number of samples "
                f"{n} or a float in the (0, 1) range"
            )
        return int(value)
    if isinstance(value, Real) and not isinstance(value, bool):
        if not 0 < float(value) < 1:
            raise ValueError(
                f"{name}={value} should be either positive and smaller than the number of samples "
                f"{n} or a float in the (0, 1) range"
            )
        return int(rounding(float(value) * n))
    raise TypeError(f"{name}: expected a share, a number of samples or None, got {value!r}")
