"""Bernoulli naive Bayes: features are there or not, and absence is evidence, too."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.naive_bayes._base import Array
from journey.ml.naive_bayes._counts import DiscreteNaiveBayes, blocks, sums_by_class, weigh
from journey.ml.utils import FloatArray, check_is_fitted, check_real, validate_data

__all__ = ["BernoulliNB"]


class BernoulliNB(DiscreteNaiveBayes):
    r"""Naive Bayes for features that are there or not.

    $P(x \mid c) = \prod_j p_{cj}^{x_j} (1 - p_{cj})^{1 - x_j}$ with
    $p_{cj} = (N_{cj} + \alpha) / (n_c + 2\alpha)$. Parameters, attributes and results are
    scikit-learn's, but for ``alpha=0``, where it gives NaN, and for an alpha for each feature, at
    which it fails.

    Parameters
    ----------
    alpha
        Pseudo-counts of each outcome, a number or one for each feature, at least 0. Default: 1.
    force_alpha
        Whether an alpha below 1e-10 is taken as it is. Default: yes.
    binarize
        A feature counts as there where it is above this. Default: 0. `None` says that X holds only
        0 and 1 already.
    fit_prior
        Whether to learn the classes' probabilities; otherwise all are equal. Default: yes.
    class_prior
        Given probabilities of the classes, shape (n_classes,).

    Attributes
    ----------
    feature_log_prob_ : NDArray
        $\log p_{cj}$, shape (n_classes, n_features).
    feature_count_ : NDArray
        Weight of the samples of each class that have the feature, shape (n_classes, n_features).
    class_count_ : NDArray
        Weight of each class, shape (n_classes,).
    class_log_prior_ : NDArray
        Log probabilities of the classes, shape (n_classes,).
    classes_ : NDArray
        The classes, sorted.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    McCallum, A., Nigam, K. (1998). A comparison of event models for naive Bayes text
    classification. AAAI-98 workshop on learning for text categorization. Section 2.1.

    Examples
    --------
    >>> model = BernoulliNB().fit([[1, 0], [1, 1], [0, 1]], ["ham", "ham", "spam"])
    >>> model.predict([[1, 0], [0, 1]]).tolist()
    ['ham', 'spam']
    """

    _only_positive: ClassVar[bool] = False

    def __init__(
        self,
        *,
        alpha: float | ArrayLike = 1.0,
        force_alpha: bool = True,
        binarize: float | None = 0.0,
        fit_prior: bool = True,
        class_prior: ArrayLike | None = None,
    ) -> None:
        self.alpha = alpha
        self.force_alpha = force_alpha
        self.binarize = binarize
        self.fit_prior = fit_prior
        self.class_prior = class_prior

    def predict_joint_log_proba(self, X: ArrayLike) -> FloatArray:
        r"""Return $\log P(c) + \log P(x \mid c)$ for each sample and class.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Scores of shape (n_samples, n_classes), columns in the order of `classes_`.
        """
        check_is_fitted(self, "classes_")
        with np.errstate(divide="ignore"):
            return self._joint(self._rows(X, reset=False))  # NaN would not survive the threshold

    def _rows(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        if self.binarize is not None:
            check_real("binarize", self.binarize, 0)
        return validate_data(self, X, reset=reset)

    def _sums(
        self, table: FloatArray, codes: NDArray[np.intp], k: int, weight: Array | None
    ) -> Array:
        return sums_by_class(table, codes, k, weight, above=self.binarize)[0]

    def _learn(self, alpha: float | Array) -> None:
        totals = np.log(self.class_count_[:, None] + 2 * np.asarray(alpha))
        self.feature_log_prob_ = np.log(self.feature_count_ + alpha) - totals

    def _joint(self, table: FloatArray) -> FloatArray:
        there = self.feature_log_prob_
        absent = np.log1p(-np.exp(np.minimum(there, 0.0)))
        scores = np.empty((len(table), len(there)))
        if not np.isfinite(absent).all() or not np.isfinite(there).all():  # only where alpha is 0
            rows = self._binary(table)
            return weigh(rows, there) + weigh(1 - rows, absent) + self.class_log_prior_
        # The features that are there change what a sample without any would score.
        change, empty = (there - absent).T, absent.sum(axis=1) + self.class_log_prior_
        for part in blocks(*table.shape):
            np.matmul(self._binary(table[part]), change, out=scores[part])
        return np.asarray(scores + empty)

    def _binary(self, rows: FloatArray) -> Array:
        if self.binarize is None:
            return rows.astype(np.float64, copy=False)
        return (rows > self.binarize).astype(np.float64)
