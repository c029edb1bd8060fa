"""Sums of features by class, and what the three classifiers on counts share.

Wide tables are bound by memory, so each number is fetched once: the rows of a class are gathered a
few at a time and added in the cache. A product with one-hot labels, which narrow tables get,
multiplies every number by a zero for each of the other classes.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.naive_bayes._base import Array, NaiveBayes, check_priors, rows_of
from journey.ml.utils import FloatArray, check_array, check_real, check_sample_weight

_CELLS = 2**16  # numbers in a block: half a megabyte, which stays in the cache
_WIDE = 500  # features from which a copy of a row costs less than a product with zeros
_LEAST_ALPHA = 1e-10


class DiscreteNaiveBayes(NaiveBayes):
    """Naive Bayes on counts: sums by class, and log probabilities from them."""

    _only_positive: ClassVar[bool] = True
    # Counts are sums, and sums stay float64.
    _float32_kept: ClassVar[bool] = True

    alpha: float | ArrayLike
    force_alpha: bool
    fit_prior: bool
    class_prior: ArrayLike | None
    class_count_: Array
    class_log_prior_: Array
    feature_count_: Array
    feature_log_prob_: Array

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Count, and learn log probabilities from the counts.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        NaiveBayes
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        return self._update(X, y, None, sample_weight, first=True)

    def partial_fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        classes: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Add the counts of one more batch.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        classes
            All labels that may ever come; needed in the first call.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        NaiveBayes
            This estimator, fitted.

        Raises
        ------
        ValueError
            If ``classes`` is missing in the first call or differs later, a label is none of them,
            or the data is malformed.
        """
        return self._update(X, y, classes, sample_weight, first=self._first_call(classes))

    def _update(
        self,
        X: ArrayLike,
        y: ArrayLike,
        classes: ArrayLike | None,
        sample_weight: ArrayLike | None,
        *,
        first: bool,
    ) -> Self:
        table = self._rows(X, reset=first)
        codes = self._codes(y, len(table), classes, first=first)
        weight = None if sample_weight is None else check_sample_weight(sample_weight, len(table))
        alpha, k = self._checked_alpha(table.shape[1]), len(self.classes_)
        if self.class_prior is not None:
            prior = check_priors("class_prior", self.class_prior, k, sum_to_one=False)
        sums = self._sums(table, codes, k, weight)
        count = np.bincount(codes, weight, minlength=k).astype(np.float64)
        self.class_count_ = count if first else self.class_count_ + count
        self.feature_count_ = sums if first else self.feature_count_ + sums
        with np.errstate(divide="ignore", invalid="ignore"):  # a class or a feature without counts
            self._learn(alpha)
            if self.class_prior is not None:
                self.class_log_prior_ = np.log(prior)
            elif self.fit_prior:
                self.class_log_prior_ = np.log(self.class_count_ / self.class_count_.sum())
            else:
                self.class_log_prior_ = np.full(k, -np.log(k))
        return self

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.poor_score = True  # on clouds of points, which are no counts
        return tags

    def _rows(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        return rows_of(self, X, reset=reset)

    def _sums(
        self, table: FloatArray, codes: NDArray[np.intp], k: int, weight: Array | None
    ) -> Array:
        sums, low = sums_by_class(table, codes, k, weight)
        if not low >= 0 or not np.isfinite(sums).all():
            check_array(table)
            if not low >= 0:
                raise ValueError(
                    f"X: expected counts, none negative, got {low:g}. "
                    f"Negative values in data passed to {type(self).__name__} (input X)."
                )
        return sums

    def _learn(self, alpha: float | Array) -> None:
        """Set `feature_log_prob_` from the counts."""
        raise NotImplementedError

    def _checked_alpha(self, n_features: int) -> float | Array:
        given: Any = self.alpha
        if np.ndim(given) == 0:
            alpha: float | Array = check_real("alpha", given, 0)
        else:
            alpha = np.asarray(given, dtype=np.float64)
            if alpha.shape != (n_features,):
                raise ValueError(
                    "When alpha is an array, it should contain `n_features` values: expected "
                    f"shape ({n_features},), got {alpha.shape}"
                )
            if not (alpha >= 0).all() or not np.isfinite(alpha).all():
                raise ValueError(f"alpha: expected finite numbers of at least 0, got {given!r}")
        if not self.force_alpha and np.min(alpha) < _LEAST_ALPHA:
            warnings.warn(
                f"alpha too small will result in numeric errors, setting alpha = {_LEAST_ALPHA}. "
                "Use `force_alpha=True` to keep alpha unchanged.",
                UserWarning,
                stacklevel=4,
            )
            return np.asarray(np.maximum(alpha, _LEAST_ALPHA))
        return alpha


def sums_by_class(
    table: FloatArray,
    codes: NDArray[np.intp],
    k: int,
    weight: Array | None,
    above: float | None = None,
) -> tuple[Array, float]:
    """Return the sums of the rows of each class, shape (k, n_features), and the smallest value.

    With ``above``, it is counted how often a value is above that.
    """
    n, d = table.shape
    sums, low = np.zeros((k, d)), np.inf
    with np.errstate(over="ignore", invalid="ignore"):
        if d < _WIDE:
            for part in blocks(n, d):
                rows: NDArray[Any] = table[part] if above is None else table[part] > above
                low = np.minimum(low, rows.min())  # NaN, where there is one
                onehot = np.zeros((len(rows), k))
                onehot[np.arange(len(rows)), codes[part]] = 1.0 if weight is None else weight[part]
                sums += onehot.T @ rows
            return sums, float(low)
        order = np.argsort(codes, kind="stable")
        ends = np.searchsorted(codes[order], np.arange(1, k))
        for own, total in zip(np.split(order, ends), sums, strict=True):
            for part in blocks(len(own), d):
                places = own[part]
                rows = table.take(places, axis=0)
                rows = rows if above is None else rows > above
                low = np.minimum(low, rows.min())
                total += (np.ones(len(places)) if weight is None else weight[places]) @ rows
    return sums, float(low)


def blocks(n: int, d: int) -> Iterator[slice]:
    """Yield slices of rows that are small enough for the cache."""
    step = max(1, _CELLS // d)
    for start in range(0, n, step):
        yield slice(start, min(start + step, n))


def weigh(table: FloatArray, logs: Array) -> Array:
    """Return table @ logs.T, where no count of a feature costs nothing: 0 times -inf is 0."""
    impossible = np.isneginf(logs)
    if impossible.any():
        scores = weigh(table, np.where(impossible, 0.0, logs))
        scores[(table > 0).astype(np.float64) @ impossible.T > 0] = -np.inf
        return scores
    if len(logs) > 4:
        return np.asarray(table @ logs.T)
    # For few classes, one product of a block with a vector each beats a product of matrices.
    scores = np.empty((len(table), len(logs)))
    for part in blocks(*table.shape):
        rows = table[part].astype(np.float64, copy=False)
        for c, log in enumerate(logs):
            scores[part, c] = rows @ log
    return scores
