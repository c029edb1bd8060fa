"""Random splits: one (`train_test_split`) or many, plain or with the shares of the classes kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.model_selection._data import check_same_length, number_of_samples, rows
from journey.ml.model_selection._splitter import Indices, Splitter, check_shuffled_sizes
from journey.ml.utils import Rng, check_integer, check_random_state

__all__ = ["ShuffleSplit", "StratifiedShuffleSplit", "train_test_split"]


class ShuffleSplit(Splitter):
    """Draw a test set and a training set at random, again and again.

    Parameters
    ----------
    n_splits
        How many times. Default: 10.
    test_size
        Share of the samples between 0 and 1, or their number. Default: what ``train_size`` leaves,
        or 0.1 where there is none either.
    train_size
        The same for the training set. Default: the rest.
    random_state
        Seed; the same seed gives scikit-learn's splits.

    Examples
    --------
    >>> for train, test in ShuffleSplit(2, test_size=0.25, random_state=0).split(range(8)):
    ...     print(train, test)
    [1 7 3 0 5 4] [6 2]
    [3 7 0 4 2 5] [1 6]
    """

    _names = ("n_splits", "test_size", "train_size", "random_state")
    _default_test_size = 0.1

    def __init__(
        self,
        n_splits: int = 10,
        *,
        test_size: float | int | None = None,
        train_size: float | int | None = None,
        random_state: Any = None,
    ) -> None:
        self.n_splits = check_integer("n_splits", n_splits, 1)
        self.test_size = test_size
        self.train_size = train_size
        self.random_state = random_state

    def split(
        self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> Iterator[tuple[Indices, Indices]]:
        """Give the samples to train on and those to test on, in random order.

        Parameters
        ----------
        X
            Samples; only their number counts.
        y
            Targets of shape (n_samples,), for the stratified splitter.
        groups
            Not used, but for their length.

        Yields
        ------
        train, test : NDArray
            Places of samples.

        Raises
        ------
        ValueError
            If a size is out of range.
        """
        n = number_of_samples(X)
        check_same_length(X=X, y=y, groups=groups)
        train, test = check_shuffled_sizes(
            n, self.test_size, self.train_size, self._default_test_size
        )
        yield from self._draws(n, train, test, y)

    def _draws(
        self, n: int, train: int, test: int, y: ArrayLike | None
    ) -> Iterator[tuple[Indices, Indices]]:
        rng = check_random_state(self.random_state)
        for _ in range(self.n_splits):
            order = rng.permutation(n).astype(np.intp, copy=False)
            yield order[test : test + train], order[:test]


class StratifiedShuffleSplit(ShuffleSplit):
    """Random test and training sets in which each class has its share.

    Parameters
    ----------
    n_splits
        How many times. Default: 10.
    test_size
        Share of the samples between 0 and 1, or their number. Default: what ``train_size`` leaves,
        or 0.1 where there is none either.
    train_size
        The same for the training set. Default: the rest.
    random_state
        Seed; the same seed gives scikit-learn's splits.

    Examples
    --------
    >>> y = np.array([0, 1] * 6)
    >>> for train, test in StratifiedShuffleSplit(2, test_size=4, random_state=0).split(y, y):
    ...     print(y[test])
    [0 1 1 0]
    [0 1 1 0]
    """

    def _draws(
        self, n: int, train: int, test: int, y: ArrayLike | None
    ) -> Iterator[tuple[Indices, Indices]]:
        codes = _class_codes(y, n)
        counts = np.bincount(codes)
        if counts.min() < 2:
            few = np.asarray(y)[np.isin(codes, np.flatnonzero(counts < 2))]
            raise ValueError(
                "The least populated classes in y have only 1 member, which is too few. The "
                "minimum number of groups for any class cannot be less than 2. Classes with too "
                f"few members are: {sorted(set(few.tolist()))}"
            )
        for name, size in (("train_size", train), ("test_size", test)):
            if size < len(counts):
                raise ValueError(
                    f"The {name} = {size} should be greater or equal to the number of classes = "
                    f"{len(counts)}"
                )
        members = np.split(np.argsort(codes, kind="stable"), np.cumsum(counts)[:-1])
        rng = check_random_state(self.random_state)
        for _ in range(self.n_splits):
            n_train = _shares(counts, train, rng)
            n_test = _shares(counts - n_train, test, rng)
            in_train: list[NDArray[Any]] = []
            in_test: list[NDArray[Any]] = []
            for places, i, j in zip(members, n_train, n_test, strict=True):
                drawn = places[rng.permutation(len(places))]
                in_train.append(drawn[:i])
                in_test.append(drawn[i : i + j])
            yield (
                rng.permutation(np.concatenate(in_train)),
                rng.permutation(np.concatenate(in_test)),
            )


def _class_codes(y: ArrayLike | None, n: int) -> Indices:
    if y is None:
        raise ValueError("y: expected one class a sample, got None")
    array = np.asarray(y)
    if array.ndim == 2:  # rows of several labels: one class for each combination
        return np.unique(array, axis=0, return_inverse=True)[1].reshape(n).astype(np.intp)
    return np.unique(array, return_inverse=True)[1].astype(np.intp)


def _shares(counts: NDArray[Any], drawn: int, rng: Rng) -> Indices:
    """Return how many of ``drawn`` each class gets: its share, rounded by largest remainder.

    Classes with equal remainders take what is left over by lot.
    """
    exact = drawn * (counts / counts.sum())
    given = np.floor(exact)
    left = int(drawn - given.sum())
    remainder = exact - given
    for value in np.sort(np.unique(remainder))[::-1]:
        if left <= 0:
            break
        equal = np.flatnonzero(remainder == value)
        chosen = rng.choice(equal, size=min(len(equal), left), replace=False)
        given[chosen] += 1
        left -= len(chosen)
    return np.asarray(given.astype(np.intp))


def train_test_split(
    *arrays: Any,
    test_size: float | int | None = None,
    train_size: float | int | None = None,
    random_state: Any = None,
    shuffle: bool = True,
    stratify: ArrayLike | None = None,
) -> list[Any]:
    """Split arrays into a part to train on and a part to test on, rows kept together.

    Parameters
    ----------
    *arrays
        Arrays, data frames or lists of the same length.
    test_size
        Share of the samples between 0 and 1, or their number. Default: what ``train_size`` leaves,
        or a quarter where there is none either.
    train_size
        The same for the training part. Default: the rest.
    random_state
        Seed; the same seed gives scikit-learn's split.
    shuffle
        Whether to draw at random; otherwise the test part is the end. Default: yes.
    stratify
        Classes of shape (n_samples,) whose shares are kept. Default: none.

    Returns
    -------
    list
        Training part and test part of the first array, then of the second, and so on.

    Raises
    ------
    ValueError
        If there is no array, lengths differ, a size is out of range, or classes are to be kept
        without shuffling.

    Examples
    --------
    >>> X, y = np.arange(10).reshape(5, 2), [0, 1, 2, 3, 4]
    >>> X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=2, random_state=0)
    >>> X_test.tolist(), y_test
    ([[4, 5], [0, 1]], [2, 0])
    """
    if not arrays:
        raise ValueError("At least one array required as input")
    check_same_length(**{f"array {i}": each for i, each in enumerate(arrays)})
    n = number_of_samples(arrays[0])
    n_train, n_test = check_shuffled_sizes(n, test_size, train_size, 0.25)
    if not shuffle:
        if stratify is not None:
            raise ValueError("Stratified train/test split is not implemented for shuffle=False")
        places = np.arange(n, dtype=np.intp)
        train, test = places[:n_train], places[n_train : n_train + n_test]
    else:
        kind = ShuffleSplit if stratify is None else StratifiedShuffleSplit
        splitter = kind(1, test_size=n_test, train_size=n_train, random_state=random_state)
        train, test = next(splitter.split(arrays[0], stratify))
    return [rows(each, part) for each in arrays for part in (train, test)]
