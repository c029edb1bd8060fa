"""AdaBoost: classifiers in turn, each on weights that dwell on what the ones before got wrong.

Gradient boosting, which follows a loss instead, is not here yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin
from journey.ml.ensemble._members import member_of
from journey.ml.tree import DecisionTreeClassifier
from journey.ml.tree._level import Floats
from journey.ml.utils import (
    check_integer,
    check_is_fitted,
    check_labels,
    check_random_state,
    check_real,
    check_sample_weight,
    validate_data,
)


class AdaBoostClassifier(ClassifierMixin, BaseEstimator):
    r"""A weighted vote of weak classifiers, fitted one after another (SAMME).

    Each round fits a copy to weighted samples. With its weighted error $e$ and $K$ classes it gets
    the weight $\alpha = \eta \left( \ln \frac{1 - e}{e} + \ln(K - 1) \right)$, and the weights of
    the samples that it got wrong are multiplied by $e^\alpha$. It ends early where a copy makes no
    error, or is no better than guessing. scikit-learn's sparse input is left out.

    Parameters
    ----------
    estimator
        What is copied; its `fit` takes `sample_weight`. Default: a tree with one cut.
    n_estimators
        Largest number of rounds. Default: 50.
    learning_rate
        The factor $\eta$. Default: 1.
    random_state
        Seed for the seeds of the copies.

    Attributes
    ----------
    estimators_ : list
        The fitted copies.
    estimator_weights_ : NDArray
        The weight of each, one for each round that was kept.
    estimator_errors_ : NDArray
        The weighted error of each.
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Freund, Y., Schapire, R. E. (1997). A decision-theoretic generalization of on-line learning and
    an application to boosting. Journal of Computer and System Sciences 55(1), 119-139.

    Zhu, J., Zou, H., Rosset, S., Hastie, T. (2009). Multi-class AdaBoost. Statistics and Its
    Interface 2, 349-360, algorithm 2.

    Examples
    --------
    No single cut tells the middle from both ends; three together do.

    >>> from journey.ml.ensemble import AdaBoostClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0], [4.0], [5.0]], [0, 0, 1, 1, 0, 0]
    >>> AdaBoostClassifier(n_estimators=3).fit(X, y).predict(X)
    array([0, 0, 1, 1, 0, 0])
    """

    def __init__(
        self,
        estimator: Any = None,
        *,
        n_estimators: int = 50,
        learning_rate: float = 1.0,
        random_state: Any = None,
    ) -> None:
        self.estimator = estimator
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Fit one copy after another.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,) of the first round; default: all equal.

        Returns
        -------
        AdaBoostClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or the first copy is no better than guessing.
        """
        table = validate_data(self, X, reset=True)
        self.classes_, codes = check_labels(y, len(table))
        labels = self.classes_[codes]
        K = self.n_classes_ = len(self.classes_)
        weight = check_sample_weight(sample_weight, len(table))
        weight /= weight.sum()
        rounds = check_integer("n_estimators", self.n_estimators, 1)
        rate = check_real("learning_rate", self.learning_rate, 0)
        if rate == 0:
            raise ValueError("learning_rate: expected a number above 0, got 0")
        rng = check_random_state(self.random_state)
        template = DecisionTreeClassifier(max_depth=1) if self.estimator is None else self.estimator
        self.estimators_: list[Any] = []
        weights: list[float] = []
        errors: list[float] = []
        for _ in range(rounds):
            member = member_of(template, rng).fit(table, labels, sample_weight=weight)
            wrong = np.asarray(member.predict(table)) != labels
            error = float(weight[wrong].sum())
            if error >= 1 - 1 / K and K > 1:
                if not weights:
                    raise ValueError(
                        "estimator: expected one that does better than guessing, got a weighted "
                        f"error of {error:.3g} with {K} classes"
                    )
                break
            right = error <= 0
            alpha = 1.0 if right else rate * float(np.log((1 - error) / error) + np.log(K - 1))
            self.estimators_.append(member)
            weights.append(alpha)
            errors.append(error)
            if right:
                break
            weight[wrong] *= np.exp(alpha)
            weight /= weight.sum()
        self.estimator_weights_, self.estimator_errors_ = np.array(weights), np.array(errors)
        return self

    def _stages(self, X: ArrayLike) -> Iterator[Floats]:
        """Yield after each round the mean vote: 1 for a class, -1 / (K - 1) for each other."""
        check_is_fitted(self, "estimators_")
        table = validate_data(self, X, reset=False)
        others = 1 / max(self.n_classes_ - 1, 1)
        total, whole = np.zeros((len(table), self.n_classes_)), 0.0
        for member, alpha in zip(self.estimators_, self.estimator_weights_, strict=True):
            voted = np.asarray(member.predict(table))[:, None] == self.classes_
            total += alpha * np.where(voted, 1.0, -others)
            whole += alpha
            yield total / whole

    def staged_predict(self, X: ArrayLike) -> Iterator[NDArray[Any]]:
        """Yield the predictions after each round.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Yields
        ------
        NDArray
            Labels of shape (n_samples,).
        """
        for votes in self._stages(X):
            yield self.classes_[votes.argmax(axis=1)]

    def decision_function(self, X: ArrayLike) -> Floats:
        """Return the weighted mean vote.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Shape (n_samples, n_classes). Of two classes, shape (n_samples,): twice the vote for the
            second, so between -2 and 2, as in scikit-learn.
        """
        *_, votes = self._stages(X)
        return np.asarray(2 * votes[:, 1]) if self.n_classes_ == 2 else votes

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return probabilities from the votes, by the softmax of votes over (K - 1).

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        *_, votes = self._stages(X)
        powers = np.exp(votes / max(self.n_classes_ - 1, 1))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the class with the largest weighted vote.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        *_, votes = self._stages(X)
        return np.asarray(self.classes_[votes.argmax(axis=1)])

    @property
    def feature_importances_(self) -> Floats:
        """The members' importances, averaged by their weights."""
        check_is_fitted(self, "estimators_")
        parts = [member.feature_importances_ for member in self.estimators_]
        return np.asarray(np.average(parts, axis=0, weights=self.estimator_weights_))
