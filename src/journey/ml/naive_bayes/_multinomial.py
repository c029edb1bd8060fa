"""Multinomial naive Bayes: a sample is a bag of words, each drawn from its class's distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.naive_bayes._base import Array
from journey.ml.naive_bayes._counts import DiscreteNaiveBayes, weigh
from journey.ml.utils import FloatArray

__all__ = ["MultinomialNB"]


class MultinomialNB(DiscreteNaiveBayes):
    r"""Naive Bayes for counts, such as words in a text.

    $P(x \mid c) \propto \prod_j \theta_{cj}^{x_j}$ with
    $\theta_{cj} = (N_{cj} + \alpha) / (N_c + \alpha d)$. Parameters, attributes and results are
    scikit-learn's, but for ``alpha=0``: a feature that its class never showed then rules the class
    out where it occurs and costs nothing where it does not; there scikit-learn gives NaN.

    Parameters
    ----------
    alpha
        Pseudo-counts, a number or one for each feature, at least 0. Default: 1.
    force_alpha
        Whether an alpha below 1e-10 is taken as it is. Default: yes.
    fit_prior
        Whether to learn the classes' probabilities; otherwise all are equal. Default: yes.
    class_prior
        Given probabilities of the classes, shape (n_classes,).

    Attributes
    ----------
    feature_log_prob_ : NDArray
        $\log \theta_{cj}$, shape (n_classes, n_features).
    feature_count_ : NDArray
        Weighted sums of the features in each class, shape (n_classes, n_features).
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
    classification. AAAI-98 workshop on learning for text categorization. Section 2.2.

    Examples
    --------
    >>> counts = [[2, 1, 0], [1, 1, 0], [0, 1, 3]]
    >>> model = MultinomialNB().fit(counts, ["tea", "tea", "war"])
    >>> model.predict([[1, 0, 0], [0, 2, 2]]).tolist()
    ['tea', 'war']
    >>> model.predict_proba([[1, 0, 0]]).round(3)
    array([[0.875, 0.125]])
    """

    def __init__(
        self,
        *,
        alpha: float | ArrayLike = 1.0,
        force_alpha: bool = True,
        fit_prior: bool = True,
        class_prior: ArrayLike | None = None,
    ) -> None:
        self.alpha = alpha
        self.force_alpha = force_alpha
        self.fit_prior = fit_prior
        self.class_prior = class_prior

    def _learn(self, alpha: float | Array) -> None:
        smoothed = self.feature_count_ + alpha
        totals = smoothed.sum(axis=1, keepdims=True)
        np.log(smoothed, out=smoothed)
        smoothed -= np.log(totals)
        self.feature_log_prob_ = smoothed

    def _joint(self, table: FloatArray) -> FloatArray:
        return weigh(table, self.feature_log_prob_) + self.class_log_prior_
