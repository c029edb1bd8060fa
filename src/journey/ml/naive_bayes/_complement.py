"""Complement naive Bayes: a class is judged by what all the other classes are like."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.naive_bayes._base import Array
from journey.ml.naive_bayes._counts import DiscreteNaiveBayes, weigh
from journey.ml.utils import FloatArray

__all__ = ["ComplementNB"]


class ComplementNB(DiscreteNaiveBayes):
    r"""Naive Bayes for counts where classes have unequal amounts of data.

    The weights come from the samples *outside* a class, which are many for every class, and the
    class whose complement explains a sample worst wins:
    $\arg\max_c -\sum_j x_j \log \tilde\theta_{cj}$ with
    $\tilde\theta_{cj} = (N_{\tilde cj} + \alpha) / (N_{\tilde c} + \alpha d)$. Priors play no part,
    except where there is one class. Parameters, attributes and results are scikit-learn's. The
    scores are not log probabilities of a model; `predict_proba` normalises them all the same.

    Parameters
    ----------
    alpha
        Pseudo-counts, a number or one for each feature, at least 0. Default: 1.
    force_alpha
        Whether an alpha below 1e-10 is taken as it is. Default: yes.
    fit_prior, class_prior
        As for [MultinomialNB][journey.ml.naive_bayes.MultinomialNB], for `class_log_prior_`.
    norm
        Whether each class's weights are divided by their sum. Default: no.

    Attributes
    ----------
    feature_log_prob_ : NDArray
        Weights of shape (n_classes, n_features): $-\log \tilde\theta_{cj}$, or their shares.
    feature_count_ : NDArray
        Weighted sums of the features in each class, shape (n_classes, n_features).
    feature_all_ : NDArray
        The same over all classes, shape (n_features,).
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
    Rennie, J. D. M., Shih, L., Teevan, J., Karger, D. R. (2003). Tackling the poor assumptions of
    naive Bayes text classifiers. ICML 2003, 616-623. Sections 3.1 and 3.2.

    Examples
    --------
    >>> counts = [[2, 1, 0], [1, 1, 0], [0, 1, 3]]
    >>> ComplementNB().fit(counts, ["tea", "tea", "war"]).predict([[1, 0, 0], [0, 2, 2]]).tolist()
    ['tea', 'war']
    """

    feature_all_: Array

    def __init__(
        self,
        *,
        alpha: float | ArrayLike = 1.0,
        force_alpha: bool = True,
        fit_prior: bool = True,
        class_prior: ArrayLike | None = None,
        norm: bool = False,
    ) -> None:
        self.alpha = alpha
        self.force_alpha = force_alpha
        self.fit_prior = fit_prior
        self.class_prior = class_prior
        self.norm = norm

    def _learn(self, alpha: float | Array) -> None:
        self.feature_all_ = self.feature_count_.sum(axis=0)
        outside = self.feature_all_ + alpha - self.feature_count_
        outside /= outside.sum(axis=1, keepdims=True)
        logs = np.log(outside, out=outside)
        self.feature_log_prob_ = logs / logs.sum(axis=1, keepdims=True) if self.norm else -logs

    def _joint(self, table: FloatArray) -> FloatArray:
        # weigh knows -inf as "ruled out"; here a word that no other class has speaks for the class.
        scores = -weigh(table, -self.feature_log_prob_)
        return scores + self.class_log_prior_ if len(self.classes_) == 1 else scores
