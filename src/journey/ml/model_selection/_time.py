"""A splitter for samples in order of time: what is tested lies behind what was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.model_selection._data import check_same_length, number_of_samples
from journey.ml.model_selection._splitter import Indices, Splitter
from journey.ml.utils import check_integer

__all__ = ["TimeSeriesSplit"]


class TimeSeriesSplit(Splitter):
    """Test stretches of time one after the other, and train on what came before each.

    The samples are taken as they stand, from the oldest to the newest.

    Parameters
    ----------
    n_splits
        How many rounds, at least 2. Default: 5.
    max_train_size
        The most samples to train on: the newest of those before. Default: all of them.
    test_size
        Samples in each test stretch. Default: n_samples // (n_splits + 1).
    gap
        Samples left out between the two, where a target is known only some time later. Default: 0.

    References
    ----------
    Tashman, L. J. (2000). Out-of-sample tests of forecasting accuracy: an analysis and review.
    International Journal of Forecasting 16(4), 437-450.

    Examples
    --------
    >>> for train, test in TimeSeriesSplit(3, gap=1).split(range(8)):
    ...     print(train, test)
    [0] [2 3]
    [0 1 2] [4 5]
    [0 1 2 3 4] [6 7]
    """

    _names = ("n_splits", "max_train_size", "test_size", "gap")

    def __init__(
        self,
        n_splits: int = 5,
        *,
        max_train_size: int | None = None,
        test_size: int | None = None,
        gap: int = 0,
    ) -> None:
        self.n_splits = check_integer("n_splits", n_splits, 2)
        if max_train_size is not None:
            check_integer("max_train_size", max_train_size, 1)
        if test_size is not None:
            check_integer("test_size", test_size, 1)
        self.max_train_size = max_train_size
        self.test_size = test_size
        self.gap = check_integer("gap", gap, 0)

    def split(
        self, X: Any, y: ArrayLike | None = None, groups: ArrayLike | None = None
    ) -> Iterator[tuple[Indices, Indices]]:
        """Give the samples to train on and those to test on, one pair a round.

        Parameters
        ----------
        X
            Samples from the oldest to the newest; only their number counts.
        y, groups
            Not used, but for their length.

        Yields
        ------
        train, test : NDArray
            Places of samples, sorted.

        Raises
        ------
        ValueError
            If there are too few samples for so many rounds, such tests and such a gap.
        """
        n = number_of_samples(X)
        check_same_length(X=X, y=y, groups=groups)
        if self.n_splits + 1 > n:
            raise ValueError(
                f"Cannot have number of folds={self.n_splits + 1} greater than the number of "
                f"samples={n}."
            )
        size = n // (self.n_splits + 1) if self.test_size is None else self.test_size
        first = n - self.n_splits * size
        if first - self.gap <= 0:
            raise ValueError(
                f"Too many splits={self.n_splits} for number of samples={n} with test_size={size} "
                f"and gap={self.gap}."
            )
        places = np.arange(n, dtype=np.intp)
        for start in range(first, n, size):
            end = start - self.gap
            begin = max(0, end - self.max_train_size) if self.max_train_size else 0
            yield places[begin:end], places[start : start + size]
