"""Scaling to a range by the smallest and largest value."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.preprocessing._scaler import Scaler, without_zeros
from journey.ml.utils import FloatArray

__all__ = ["MinMaxScaler"]


class MinMaxScaler(Scaler):
    """Map each column to a range, its smallest value to the one end, its largest to the other.

    NaN is left out and stays NaN; a constant column goes to the lower end. scikit-learn's
    parameter `copy` has no counterpart, as the input is never changed; `set_output` is left out.

    Parameters
    ----------
    feature_range
        The two ends. Default: 0 and 1.
    clip
        Whether values outside of what `fit` saw are cut off at the ends. Default: no.

    Attributes
    ----------
    data_min_, data_max_, data_range_ : NDArray
        Smallest value, largest value and their distance, of shape (n_features,).
    scale_, min_ : NDArray
        What a value is multiplied by, and what is added then.
    n_samples_seen_ : int
        Rows seen.
    n_features_in_ : int
        Number of features seen in `fit`.

    Examples
    --------
    >>> from journey.ml.preprocessing import MinMaxScaler
    >>> scaler = MinMaxScaler().fit([[10.0], [20.0]])
    >>> scaler.transform([[15.0], [40.0]])
    array([[0.5],
           [3. ]])
    """

    data_min_: FloatArray
    data_max_: FloatArray
    n_samples_seen_: int

    def __init__(self, feature_range: tuple[float, float] = (0, 1), *, clip: bool = False) -> None:
        self.feature_range = feature_range
        self.clip = clip

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the smallest and largest value of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features); NaN is left out.
        y
            Not used; pipelines hand it over.

        Returns
        -------
        MinMaxScaler
            This estimator, fitted.

        Raises
        ------
        ValueError
            If the range or the data is malformed.
        """
        return self._learn(X, first=True)

    def partial_fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Add more rows to those that were seen.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used.

        Returns
        -------
        MinMaxScaler
            This estimator, with the range of all rows so far.

        Raises
        ------
        ValueError
            If the range or the data is malformed.
        """
        return self._learn(X, first=not hasattr(self, "scale_"))

    def _learn(self, X: ArrayLike, *, first: bool) -> Self:
        low, high = self._ends()
        table = self._check(X, reset=first)
        # fmin and fmax take the number where the other is NaN.
        least, most = np.fmin.reduce(table), np.fmax.reduce(table)
        rows = len(table)
        if not first:
            least, most = np.fmin(self.data_min_, least), np.fmax(self.data_max_, most)
            rows += self.n_samples_seen_
        spread = most - least
        self.data_min_, self.data_max_, self.data_range_ = least, most, spread
        self.n_samples_seen_ = rows
        self.scale_ = (high - low) / without_zeros(spread)
        self.min_ = low - least * self.scale_
        return self

    def _ends(self) -> tuple[float, float]:
        try:
            low, high = (float(end) for end in self.feature_range)
        except (TypeError, ValueError):
            raise ValueError(
                f"feature_range: expected two numbers, got {self.feature_range!r}"
            ) from None
        if not low < high:
            raise ValueError(
                "feature_range: Minimum of desired feature range must be smaller than maximum, "
                f"got {self.feature_range!r}"
            )
        return low, high

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples mapped to the range.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape; float32 stays float32.
        """
        table = self._check(X, reset=False)
        out: FloatArray = table * self.scale_.astype(table.dtype)
        out += self.min_.astype(table.dtype)
        if self.clip:
            np.clip(out, *self._ends(), out=out)
        return out

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return mapped samples in the units that they came in.

        Parameters
        ----------
        X
            Mapped samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape.
        """
        table = self._check_scaled(X)
        out: FloatArray = table - self.min_.astype(table.dtype)
        out /= self.scale_.astype(table.dtype)
        return out
