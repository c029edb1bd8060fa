"""Gaussian naive Bayes: within a class, each feature has a mean and a variance of its own.

The moments of batches are merged, so that `partial_fit` over any batches is `fit` on all of them.
"""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.naive_bayes._base import Array, NaiveBayes, check_priors, rows_of
from journey.ml.utils import FloatArray, check_array, check_real, check_sample_weight

__all__ = ["GaussianNB"]

_CELLS = 2**15  # numbers in a block: a quarter of a megabyte, which stays in the cache


class GaussianNB(NaiveBayes):
    r"""Naive Bayes with normally distributed features.

    $P(x \mid c) = \prod_j \mathcal N(x_j; \theta_{cj}, \sigma_{cj}^2)$. Two details are not
    scikit-learn's: what is added to the variances goes by the *weighted* variance of *all* data
    seen, where scikit-learn takes the last batch without weights. So a weight of two equals a
    sample that occurs twice, and batches equal one fit.

    Parameters
    ----------
    priors
        Probabilities of the classes, of shape (n_classes,) with the sum 1. Default: the classes'
        shares of the weight in the data.
    var_smoothing
        What is added to all variances, as a share of the largest variance of a feature over all
        samples. Default: 1e-9.

    Attributes
    ----------
    theta_ : FloatArray
        Means of shape (n_classes, n_features).
    var_ : FloatArray
        Variances of shape (n_classes, n_features), with `epsilon_` added.
    epsilon_ : float
        What was added to the variances.
    class_prior_ : FloatArray
        Probabilities of the classes, shape (n_classes,).
    class_count_ : FloatArray
        Weight seen in each class, shape (n_classes,).
    classes_ : NDArray
        The classes, sorted.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    John, G. H., Langley, P. (1995). Estimating continuous distributions in Bayesian classifiers.
    UAI, 338-345. Section 2.

    Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the sample variance:
    analysis and recommendations. The American Statistician 37(3), equation 1.5.

    Examples
    --------
    >>> X, y = [[1.0], [2.0], [3.0], [7.0], [9.0]], ["low", "low", "low", "high", "high"]
    >>> model = GaussianNB().fit(X, y)
    >>> model.theta_.ravel().tolist(), model.predict([[4.0], [6.0]]).tolist()
    ([8.0, 2.0], ['low', 'high'])
    """

    _float32_kept: ClassVar[bool] = True

    theta_: FloatArray
    var_: FloatArray
    epsilon_: float
    class_prior_: FloatArray
    class_count_: FloatArray

    def __init__(self, *, priors: ArrayLike | None = None, var_smoothing: float = 1e-9) -> None:
        self.priors = priors
        self.var_smoothing = var_smoothing

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Learn means, variances and priors.

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
        GaussianNB
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
        """Learn from one more batch.

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
        GaussianNB
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
        smoothing = check_real("var_smoothing", self.var_smoothing, 0)
        table = rows_of(self, X, reset=first)
        codes = self._codes(y, len(table), classes, first=first)
        weight = None if sample_weight is None else check_sample_weight(sample_weight, len(table))
        n_classes, d = len(self.classes_), table.shape[1]
        if self.priors is not None:
            prior = check_priors("priors", self.priors, n_classes, sum_to_one=True)
        if first:
            self._count, self._dtype = np.zeros(n_classes), table.dtype
            self._mean, self._squares = np.zeros((n_classes, d)), np.zeros((n_classes, d))
        with np.errstate(over="ignore", invalid="ignore"):
            for c in np.unique(codes).tolist():
                chosen = codes == c
                self._merge(c, *_moments(table[chosen], None if weight is None else weight[chosen]))
            self.epsilon_ = smoothing * float(self._total_variance().max())
            if not np.isfinite(self._squares).all():
                check_array(table)
        dtype, total = self._dtype, self._count.sum()
        seen = np.where(self._count > 0, self._count, 1.0)[:, None]
        self.theta_ = self._mean.astype(dtype)
        self.var_ = (self._squares / seen + self.epsilon_).astype(dtype)
        self.class_count_ = self._count.astype(dtype)
        shares = self._count / total if self.priors is None else prior
        self.class_prior_ = shares.astype(dtype)
        return self

    def _merge(self, c: int, new: float, mean: Array, squares: Array) -> None:
        # Two groups' squared deviations, and those of their means from the common mean.
        old = self._count[c]
        if new == 0:
            return
        step = mean - self._mean[c]
        self._count[c] += new
        self._mean[c] += step * (new / self._count[c])
        self._squares[c] += squares + step**2 * (old * new / self._count[c])

    def _total_variance(self) -> Array:
        # Variance within the classes plus variance of their means.
        share = self._count / self._count.sum()
        between = share @ (self._mean - share @ self._mean) ** 2
        return np.asarray(self._squares.sum(axis=0) / self._count.sum() + between)

    def _joint(self, table: FloatArray) -> FloatArray:
        n, d = table.shape
        dtype = np.result_type(table.dtype, self.theta_.dtype)
        var = self.var_.astype(np.float64)
        scale = (0.5 / var).astype(dtype)
        level = np.log(self.class_prior_) - 0.5 * np.log(2 * np.pi * var).sum(axis=1)
        far = np.empty((len(level), n), dtype=dtype)
        step = max(1, _CELLS // d)
        buffer = np.empty((min(step, n), d), dtype=dtype)
        for start in range(0, n, step):
            rows = table[start : start + step]
            squared = buffer[: len(rows)]
            for c, theta in enumerate(self.theta_):
                np.subtract(rows, theta, out=squared)
                np.multiply(squared, squared, out=squared)
                np.matmul(squared, scale[c], out=far[c, start : start + step])
        return np.asarray(level.astype(dtype) - far.T)


def _moments(rows: FloatArray, weight: Array | None) -> tuple[float, Array, Array]:
    """Return the weight of a group, its means and its sums of squared deviations."""
    rows = rows.astype(np.float64, copy=False)  # a copy already: rows were picked by a mask
    weight = np.ones(len(rows)) if weight is None else weight
    total = float(weight.sum())
    if total == 0:
        return 0.0, rows[0], rows[0]
    mean = weight @ rows / total
    rows -= mean
    np.multiply(rows, rows, out=rows)
    return total, mean, weight @ rows
