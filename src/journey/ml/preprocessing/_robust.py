"""Scaling by median and quantiles, which a few wild values do not move."""

from __future__ import annotations

from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.preprocessing._scaler import Array, Scaler, without_zeros
from journey.ml.utils import FloatArray

__all__ = ["RobustScaler"]


class RobustScaler(Scaler):
    """Subtract the median of each column and divide by the distance of two quantiles.

    NaN is left out and stays NaN; a column whose quantiles are equal is only centred.
    scikit-learn's parameter `copy` has no counterpart, as the input is never changed; sparse
    tables and `set_output` are left out.

    Parameters
    ----------
    with_centering
        Whether to subtract the median. Default: yes.
    with_scaling
        Whether to divide. Default: yes.
    quantile_range
        The two quantiles, in per cent. Default: 25 and 75.
    unit_variance
        Whether to divide by the same distance in a standard normal as well, so that normal data
        gets variance 1. Default: no.

    Attributes
    ----------
    center_ : NDArray or None
        Medians of shape (n_features,).
    scale_ : NDArray or None
        Distances of the quantiles, 1 where they are equal.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Huber, P. J. (1981). Robust statistics. Wiley, sections 1.3 and 5.1.

    Examples
    --------
    >>> from journey.ml.preprocessing import RobustScaler
    >>> RobustScaler().fit_transform([[1.0], [2.0], [3.0], [4.0], [1000.0]]).ravel()
    array([ -1. ,  -0.5,   0. ,   0.5, 498.5])
    """

    def __init__(
        self,
        *,
        with_centering: bool = True,
        with_scaling: bool = True,
        quantile_range: tuple[float, float] = (25.0, 75.0),
        unit_variance: bool = False,
    ) -> None:
        self.with_centering = with_centering
        self.with_scaling = with_scaling
        self.quantile_range = quantile_range
        self.unit_variance = unit_variance

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the median and the quantiles of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features); NaN is left out.
        y
            Not used; pipelines hand it over.

        Returns
        -------
        RobustScaler
            This estimator, fitted.

        Raises
        ------
        ValueError
            If the quantiles or the data are malformed.
        """
        low, high = self._quantiles()
        table = self._check(X, reset=True)
        quantiles = np.column_stack([_quantiles(column, [low, 50.0, high]) for column in table.T])
        self.center_: Array | None = quantiles[1] if self.with_centering else None
        spread = without_zeros(quantiles[2] - quantiles[0])
        if self.unit_variance:
            normal = NormalDist()
            spread = spread / (normal.inv_cdf(high / 100) - normal.inv_cdf(low / 100))
        self.scale_: FloatArray | None = spread if self.with_scaling else None
        return self

    def _quantiles(self) -> tuple[float, float]:
        try:
            low, high = (float(end) for end in self.quantile_range)
        except (TypeError, ValueError):
            raise ValueError(
                f"quantile_range: expected two numbers, got {self.quantile_range!r}"
            ) from None
        if not 0 <= low <= high <= 100:
            raise ValueError(
                f"quantile_range: Invalid quantile range {self.quantile_range!r}: expected two "
                "numbers from 0 to 100, the smaller first"
            )
        if self.unit_variance and not 0 < low < high < 100:
            raise ValueError(
                "quantile_range: with unit_variance expected two different numbers above 0 and "
                f"below 100, got {self.quantile_range!r}"
            )
        return low, high

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples in units of the quantiles' distance from the median.

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
        out = table.copy() if self.center_ is None else table - self.center_.astype(table.dtype)
        if self.scale_ is not None:
            out /= self.scale_.astype(table.dtype)
        return out

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return scaled samples in the units that they came in.

        Parameters
        ----------
        X
            Scaled samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape.
        """
        table = self._check_scaled(X)
        out = table.copy() if self.scale_ is None else table * self.scale_.astype(table.dtype)
        if self.center_ is not None:
            out += self.center_.astype(table.dtype)
        return out


def _quantiles(column: FloatArray, shares: list[float]) -> Array:
    there = column[~np.isnan(column)]
    if there.size == 0:
        return np.full(len(shares), np.nan)
    return np.asarray(np.percentile(there, shares), dtype=np.float64)
