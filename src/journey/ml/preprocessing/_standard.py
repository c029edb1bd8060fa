"""Standardising: every column to mean 0 and standard deviation 1.

The moments are computed in `_moments`; other scales are in `_range` and `_robust`.
"""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.preprocessing._moments import Moments, merged, moments
from journey.ml.preprocessing._scaler import Array, Scaler, count
from journey.ml.utils import FloatArray, check_sample_weight

__all__ = ["StandardScaler"]


class StandardScaler(Scaler):
    r"""Subtract the mean of each column and divide by its standard deviation.

    NaN is left out of the moments and stays NaN. A column that is constant, to rounding, is only
    centred. scikit-learn's parameter `copy` has no counterpart, as the input is never changed;
    sparse tables and `set_output` are left out.

    Parameters
    ----------
    with_mean
        Whether to centre. Default: yes.
    with_std
        Whether to scale. Default: yes.

    Attributes
    ----------
    mean_ : NDArray or None
        Means of shape (n_features,).
    var_ : NDArray or None
        Variances $\frac1n \sum (x - \bar x)^2$, of shape (n_features,).
    scale_ : NDArray or None
        What is divided by: the root of the variance, 1 where a column is constant.
    n_samples_seen_ : int, float or NDArray
        Rows seen, or their weight; one a column where they differ by missing values.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the sample variance:
    analysis and recommendations. The American Statistician 37(3), 242-247.

    Examples
    --------
    >>> from journey.ml.preprocessing import StandardScaler
    >>> StandardScaler().fit_transform([[1.0, 5.0], [3.0, 5.0]])
    array([[-1.,  0.],
           [ 1.,  0.]])
    """

    _weighted: bool

    def __init__(self, *, with_mean: bool = True, with_std: bool = True) -> None:
        self.with_mean = with_mean
        self.with_std = with_std

    def fit(
        self, X: ArrayLike, y: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Find the mean and standard deviation of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features); NaN is left out.
        y
            Not used; pipelines hand it over.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        StandardScaler
            This estimator, fitted.

        Raises
        ------
        ValueError
            If the data or the weights are malformed.
        """
        return self._learn(X, None, sample_weight)

    def partial_fit(
        self, X: ArrayLike, y: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Add more rows to those that were seen.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        StandardScaler
            This estimator, with the moments of all rows so far.

        Raises
        ------
        ValueError
            If the data or the weights are malformed.
        """
        return self._learn(X, getattr(self, "_moments", None), sample_weight)

    def _learn(self, X: ArrayLike, before: Moments | None, sample_weight: ArrayLike | None) -> Self:
        table = self._check(X, reset=before is None)
        weighted = sample_weight is not None
        weight = check_sample_weight(sample_weight, len(table)) if weighted else None
        found = moments(table, weight)
        if before is not None:
            found, weighted = merged(before, found), weighted or self._weighted
        self._moments, self._weighted = found, weighted
        seen = found.total
        self.n_samples_seen_ = (
            count(seen) if not weighted else float(seen[0]) if np.ptp(seen) == 0 else seen
        )
        used = self.with_mean or self.with_std
        self.mean_: Array | None = found.mean if used else None
        self.var_: Array | None = found.var if self.with_std else None
        self.scale_: Array | None = centre_and_scale(found)[1] if self.with_std else None
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples in units of the standard deviation from the mean.

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
        if self.with_mean and self.mean_ is not None:
            out = table - self.mean_.astype(table.dtype)
        else:
            out = table.copy()
        if self.scale_ is not None:
            out /= self.scale_.astype(table.dtype)
        return out

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return standardised samples in the units that they came in.

        Parameters
        ----------
        X
            Standardised samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape.
        """
        table = self._check_scaled(X)
        out = table.copy() if self.scale_ is None else table * self.scale_.astype(table.dtype)
        if self.with_mean and self.mean_ is not None:
            out += self.mean_.astype(table.dtype)
        return out


def centre_and_scale(found: Moments) -> tuple[Array, Array]:
    """Return the means, and the standard deviations with 1 where a column is constant."""
    return found.mean, np.where(constant(found), 1.0, np.sqrt(found.var))


def constant(found: Moments) -> NDArray[np.bool_]:
    """Return which columns have no more variance than rounding gives a constant one."""
    # Chan, Golub and LeVeque's bound of the error of a variance that was computed in two passes.
    eps = np.finfo(np.float64).eps
    noise = found.total * eps * found.var + (found.total * found.mean * eps) ** 2
    return np.asarray(found.var <= noise)
