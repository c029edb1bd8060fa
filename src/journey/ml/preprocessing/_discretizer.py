"""Numbers cut into bins of equal width, equal count, or by one-dimensional k-means.

The result is dense: one column a bin, or the number of the bin.
"""

from __future__ import annotations

import warnings
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.cluster import KMeans
from journey.ml.utils import (
    FloatArray,
    check_choice,
    check_integer,
    check_is_fitted,
    validate_data,
)

Array = NDArray[np.float64]


class KBinsDiscretizer(TransformerMixin, BaseEstimator):
    """Cut each feature into bins.

    Left out of scikit-learn's class: sparse results (its default `"onehot"`), `subsample` and
    sample weights. Quantiles are those of its default `averaged_inverted_cdf`.

    Parameters
    ----------
    n_bins
        Number of bins, at least 2, or one number a feature.
    encode
        `"onehot-dense"` (default): one column of 0 and 1 a bin; `"ordinal"`: the bin's number.
    strategy
        `"quantile"` (default): about equal counts; `"uniform"`: equal widths; `"kmeans"`: borders
        half-way between the centres of one-dimensional k-means, started from equal widths.
    dtype
        `numpy.float64` or `numpy.float32` for the result; default: that of the input.

    Attributes
    ----------
    bin_edges_
        For each feature the edges, one more than its bins.
    n_bins_
        Bins of each feature; fewer than asked for where edges coincide.
    n_features_in_
        How many columns `fit` saw.

    References
    ----------
    Dougherty, J., Kohavi, R., Sahami, M. (1995). Supervised and unsupervised discretization of
    continuous features. ICML 1995, section 2.

    Examples
    --------
    >>> bins = KBinsDiscretizer(n_bins=3, encode="ordinal", strategy="uniform")
    >>> bins.fit_transform([[0.0], [1.0], [2.5], [9.0]]).ravel()
    array([0., 0., 0., 2.])
    >>> bins.bin_edges_[0]
    array([0., 3., 6., 9.])
    """

    def __init__(
        self,
        n_bins: int | ArrayLike = 5,
        *,
        encode: Literal["onehot-dense", "ordinal"] = "onehot-dense",
        strategy: Literal["uniform", "quantile", "kmeans"] = "quantile",
        dtype: type[np.float64] | type[np.float32] | None = None,
    ) -> None:
        self.n_bins = n_bins
        self.encode = encode
        self.strategy = strategy
        self.dtype = dtype

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Learn the edges of the bins.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used.

        Returns
        -------
        KBinsDiscretizer
            This transformer.

        Raises
        ------
        ValueError
            If a parameter is none of those allowed.
        """
        check_choice("encode", self.encode, ("onehot-dense", "ordinal"))
        check_choice("strategy", self.strategy, ("uniform", "quantile", "kmeans"))
        if self.dtype not in (None, np.float64, np.float32):
            raise ValueError(
                f"dtype: expected numpy.float64, numpy.float32 or None, got {self.dtype!r}"
            )
        table = validate_data(self, X, reset=True)
        wanted = _bins_of_features(self.n_bins, table.shape[1])
        edges = [
            self._edges(table[:, feature].astype(np.float64), int(wanted[feature]), feature)
            for feature in range(table.shape[1])
        ]
        self.bin_edges_: NDArray[np.object_] = np.empty(len(edges), dtype=object)
        self.bin_edges_[:] = edges
        self.n_bins_: NDArray[np.intp] = np.array([len(each) - 1 for each in edges], dtype=np.intp)
        return self

    def _edges(self, column: Array, number: int, feature: int) -> Array:
        low, high = column.min(), column.max()
        if low == high:
            warnings.warn(
                f"Feature {feature} is constant and will be replaced with 0.",
                UserWarning,
                stacklevel=3,
            )
            return np.array([-np.inf, np.inf])
        if self.strategy == "uniform":
            return np.linspace(low, high, number + 1)
        if self.strategy == "quantile":
            shares = np.linspace(0, 100, number + 1)
            edges = np.percentile(column, shares, method="averaged_inverted_cdf")
        else:
            start = np.linspace(low, high, number + 1)
            middles = (start[1:] + start[:-1])[:, None] / 2
            fitted = KMeans(number, init=middles, n_init=1).fit(column[:, None])
            centers = np.sort(fitted.cluster_centers_.ravel())
            edges = np.array([low, *(centers[1:] + centers[:-1]) / 2, high])
        kept = np.concatenate([[True], np.diff(edges) > 1e-8])
        if not kept.all():
            warnings.warn(
                f"Bins whose width are too small (i.e., <= 1e-8) in feature {feature} are removed. "
                "Consider decreasing the number of bins.",
                UserWarning,
                stacklevel=3,
            )
        found: Array = edges[kept]
        return found

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the bin of each value; beyond the edges, the first or the last.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of bins of shape (n_samples, n_features), or columns of 0 and 1 of shape
            (n_samples, sum of ``n_bins_``).
        """
        check_is_fitted(self, "bin_edges_")
        table = validate_data(self, X, reset=False)
        kind = table.dtype if self.dtype is None else np.dtype(self.dtype)
        codes = np.empty(table.shape, dtype=np.intp)
        for feature, edges in enumerate(self.bin_edges_):
            # An edge belongs to the bin on its right, the last one to the last bin.
            codes[:, feature] = np.searchsorted(edges[1:-1], table[:, feature], side="right")
        if self.encode == "ordinal":
            return codes.astype(kind)
        first = np.cumsum([0, *self.n_bins_[:-1]])
        out = np.zeros((len(table), int(self.n_bins_.sum())), dtype=kind)
        out[np.arange(len(table))[:, None], first + codes] = 1
        return out

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return the middle of each value's bin.

        Parameters
        ----------
        X
            What `transform` gave.

        Returns
        -------
        NDArray
            Array of shape (n_samples, n_features).

        Raises
        ------
        ValueError
            If the number of columns is not that of `transform`.
        """
        check_is_fitted(self, "bin_edges_")
        table = np.asarray(X)
        onehot = self.encode != "ordinal"
        width = int(self.n_bins_.sum()) if onehot else len(self.n_bins_)
        if table.ndim != 2 or table.shape[1] != width:
            raise ValueError(f"X: expected shape (n_samples, {width}), got {table.shape}")
        if onehot:
            ends = np.cumsum(self.n_bins_)[:-1]
            parts = np.split(table, ends, axis=1)
            table = np.column_stack([part.argmax(axis=1) for part in parts])
        out = np.empty(table.shape)
        for feature, edges in enumerate(self.bin_edges_):
            middles = (edges[1:] + edges[:-1]) / 2
            out[:, feature] = middles[table[:, feature].astype(np.intp)]
        return out

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns: `x0`, or `x0_0.0`, `x0_1.0` for its bins.

        Parameters
        ----------
        input_features
            Names of the features. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings, one a column.
        """
        names = self._names_in(input_features)
        if self.encode == "ordinal":
            return names
        found = [
            f"{name}_{float(code)}"
            for name, number in zip(names, self.n_bins_, strict=True)
            for code in range(number)
        ]
        return np.array(found, dtype=object)


def _bins_of_features(n_bins: int | ArrayLike, n_features: int) -> NDArray[np.intp]:
    if np.ndim(n_bins) == 0:
        return np.full(n_features, check_integer("n_bins", n_bins, 2), dtype=np.intp)
    given = np.asarray(n_bins)
    if given.shape != (n_features,):
        raise ValueError(
            f"n_bins: expected a number or an array of shape ({n_features},), got {given.shape}"
        )
    if given.dtype.kind not in "iu" or given.min() < 2:
        raise ValueError(f"n_bins: expected whole numbers of at least 2, got {n_bins!r}")
    return given.astype(np.intp)
