"""Splitters that test every sample exactly once: plain, stratified, by group, one at a time.

And the repetition of the first. Splits in order of time are in `_time`, random ones in `_shuffled`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.model_selection._data import number_of_samples
from journey.ml.model_selection._splitter import Folds, Indices, Splitter
from journey.ml.utils import check_integer, check_labels, check_random_state

__all__ = ["GroupKFold", "KFold", "LeaveOneOut", "RepeatedKFold", "StratifiedKFold"]


class KFold(Folds):
    """Cut the samples into k folds of equal size; each is the test set once.

    Where k does not divide n, the first n mod k folds have one sample more: no sample is lost.

    Parameters
    ----------
    n_splits
        How many folds, at least 2. Default: 5.
    shuffle
        Whether to shuffle first. Without it, folds are stretches of neighbouring samples, which
        misleads where samples are sorted. Default: no.
    random_state
        Seed of the shuffling; the same seed gives scikit-learn's folds.

    References
    ----------
    Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. Journal of
    the Royal Statistical Society B 36(2), 111-147.

    Examples
    --------
    >>> for train, test in KFold(3).split(range(7)):
    ...     print(train, test)
    [3 4 5 6] [0 1 2]
    [0 1 2 5 6] [3 4]
    [0 1 2 3 4] [5 6]
    """

    def _tests(
        self, n: int, y: ArrayLike | None, groups: ArrayLike | None
    ) -> Iterator[NDArray[Any]]:
        order = np.arange(n, dtype=np.intp)
        if self.shuffle:
            check_random_state(self.random_state).shuffle(order)
        yield from np.array_split(order, self.n_splits)


class StratifiedKFold(Folds):
    """K folds in which each class has the share that it has in all samples, as nearly as can be.

    The samples, sorted by class, are dealt to the folds one by one like cards: so the folds'
    sizes differ by one at most, and so do the numbers of each class in them.

    Parameters
    ----------
    n_splits
        How many folds, at least 2. Default: 5.
    shuffle
        Whether to shuffle within each class. Default: no.
    random_state
        Seed of the shuffling; the same seed gives scikit-learn's folds.

    References
    ----------
    Kohavi, R. (1995). A study of cross-validation and bootstrap for accuracy estimation and model
    selection. IJCAI 1995, 1137-1143.

    Examples
    --------
    >>> y = np.array(["a", "a", "a", "a", "b", "b"])
    >>> for train, test in StratifiedKFold(2).split(y, y):
    ...     print(y[test])
    ['a' 'a' 'b']
    ['a' 'a' 'b']
    """

    def _tests(
        self, n: int, y: ArrayLike | None, groups: ArrayLike | None
    ) -> Iterator[NDArray[Any]]:
        codes = _classes_in_order(y, n)
        counts = np.bincount(codes)
        if counts.max() < self.n_splits:
            raise ValueError(
                f"n_splits={self.n_splits} cannot be greater than the number of members in each "
                "class."
            )
        if counts.min() < self.n_splits:
            warnings.warn(
                f"The least populated class in y has only {counts.min()} members, which is less "
                f"than n_splits={self.n_splits}.",
                UserWarning,
                stacklevel=4,
            )
        rng = check_random_state(self.random_state) if self.shuffle else None
        fold = np.empty(n, dtype=np.intp)
        dealt = 0
        for code, count in enumerate(counts.tolist()):
            cards = np.sort(np.arange(dealt, dealt + count) % self.n_splits)
            if rng is not None:
                rng.shuffle(cards)
            fold[codes == code] = cards
            dealt += count
        for k in range(self.n_splits):
            yield np.flatnonzero(fold == k)


class GroupKFold(Folds):
    """K folds that tear no group apart: all samples of a group are tested in the same fold.

    For data with several rows a person, a place or a day, where the question is how the model does
    on the next person. Groups are given to the folds from the largest to the smallest, each to
    the fold with the fewest samples so far; with ``shuffle`` the folds get equally many groups.

    Parameters
    ----------
    n_splits
        How many folds, at least 2 and at most the number of groups. Default: 5.
    shuffle
        Whether to assign groups at random. Default: no.
    random_state
        Seed of the shuffling; the same seed gives scikit-learn's folds.

    Examples
    --------
    >>> people = ["ann", "ann", "bob", "eve", "bob", "ann"]
    >>> for train, test in GroupKFold(2).split(people, groups=people):
    ...     print(train, test)
    [2 3 4] [0 1 5]
    [0 1 5] [2 3 4]
    """

    def _tests(
        self, n: int, y: ArrayLike | None, groups: ArrayLike | None
    ) -> Iterator[NDArray[Any]]:
        if groups is None:
            raise ValueError("The 'groups' parameter should not be None.")
        given = np.asarray(groups)
        if given.ndim != 1:
            raise ValueError(f"groups: expected shape ({n},), one a sample, got {given.shape}")
        names, codes = np.unique(given, return_inverse=True)
        if self.n_splits > len(names):
            raise ValueError(
                f"Cannot have number of splits n_splits={self.n_splits} greater than the number "
                f"of groups: {len(names)}."
            )
        fold = np.empty(len(names), dtype=np.intp)
        if self.shuffle:
            order = check_random_state(self.random_state).permutation(len(names))
            for k, chosen in enumerate(np.array_split(order, self.n_splits)):
                fold[chosen] = k
        else:
            counts = np.bincount(codes)
            load = np.zeros(self.n_splits, dtype=np.intp)
            # Ties go to the later name first, as in scikit-learn.
            for group in np.lexsort((-np.arange(len(names)), -counts)).tolist():
                fold[group] = lightest = int(load.argmin())
                load[lightest] += counts[group]
        for k in range(self.n_splits):
            yield np.flatnonzero(fold[codes] == k)


class LeaveOneOut(Splitter):
    """Test each sample alone, and train on all others: as many fits as samples.

    For ridge regression all of them follow from one fit, see
    [ridge_leave_one_out][journey.ml.model_selection.ridge_leave_one_out].

    Examples
    --------
    >>> for train, test in LeaveOneOut().split(["a", "b", "c"]):
    ...     print(train, test)
    [1 2] [0]
    [0 2] [1]
    [0 1] [2]
    """

    def _tests(
        self, n: int, y: ArrayLike | None, groups: ArrayLike | None
    ) -> Iterator[NDArray[Any]]:
        if n < 2:
            raise ValueError(f"Cannot perform LeaveOneOut with n_samples={n}.")
        yield from np.arange(n, dtype=np.intp)[:, None]

    def get_n_splits(
        self, X: Any = None, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> int:
        """Return the number of samples.

        Parameters
        ----------
        X
            Samples.
        y, groups
            Not used.

        Returns
        -------
        int
            How many pairs `split` gives.
        """
        return number_of_samples(X)


class RepeatedKFold(Splitter):
    """K-fold several times, shuffled anew each time.

    Repeating removes the luck of one way to cut. It brings no new data: the mean of ever more
    repetitions settles at a value that is still off by what the sample is off by.

    Parameters
    ----------
    n_splits
        How many folds, at least 2. Default: 5.
    n_repeats
        How many times. Default: 10.
    random_state
        Seed of the shufflings; the same seed gives scikit-learn's folds.

    Examples
    --------
    >>> RepeatedKFold(n_splits=2, n_repeats=3).get_n_splits()
    6
    """

    _names = ("n_splits", "n_repeats", "random_state")

    def __init__(self, *, n_splits: int = 5, n_repeats: int = 10, random_state: Any = None) -> None:
        self.n_splits = check_integer("n_splits", n_splits, 2)
        self.n_repeats = check_integer("n_repeats", n_repeats, 1)
        self.random_state = random_state

    def split(
        self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> Iterator[tuple[Indices, Indices]]:
        """Give the pairs of each repetition in turn.

        Parameters
        ----------
        X
            Samples; only their number counts.
        y, groups
            Not used, but for their length.

        Yields
        ------
        train, test : NDArray
            Places of samples, sorted.
        """
        rng = check_random_state(self.random_state)
        for _ in range(self.n_repeats):
            yield from KFold(self.n_splits, shuffle=True, random_state=rng).split(X, y, groups)

    def get_n_splits(
        self, X: Any = None, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> int:
        """Return folds times repetitions.

        Parameters
        ----------
        X, y, groups
            Not used.

        Returns
        -------
        int
            How many pairs `split` gives.
        """
        return self.n_splits * self.n_repeats


def _classes_in_order(y: ArrayLike | None, n: int) -> Indices:
    """Return the class of each sample, classes numbered as they first occur."""
    if y is None:
        raise ValueError("y: expected one class a sample, got None")
    if np.ndim(y) == 2 and np.shape(y)[1] > 1:
        raise ValueError(
            "Supported target types are: ('binary', 'multiclass'). Got a table of several columns "
            "instead."
        )
    try:
        _, codes = check_labels(np.ravel(np.asarray(y)), n)
    except ValueError as problem:
        if "continuous" not in str(problem):
            raise
        raise ValueError(
            "Supported target types are: ('binary', 'multiclass'). Got 'continuous' instead: "
            "expected classes, not numbers to predict"
        ) from None
    first = np.unique(codes, return_index=True)[1]
    rank = np.empty(len(first), dtype=np.intp)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[codes], dtype=np.intp)
