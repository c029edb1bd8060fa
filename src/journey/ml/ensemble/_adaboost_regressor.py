"""AdaBoost for numbers: each copy draws the rows that the ones before were far from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.base import BaseEstimator, RegressorMixin
from journey.ml.ensemble._members import member_of
from journey.ml.tree import DecisionTreeRegressor
from journey.ml.tree._level import Floats
from journey.ml.utils import (
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    check_sample_weight,
    check_target,
    validate_data,
)


class AdaBoostRegressor(RegressorMixin, BaseEstimator):
    r"""The weighted median of regressors, fitted one after another (AdaBoost.R2).

    Each round fits a copy to rows drawn by their weights. Its errors, over the largest one, are the
    losses $l_i$; with their weighted mean $l$ and $\beta = l / (1 - l)$ the copy gets the weight
    $\eta \ln (1 / \beta)$, and the rows' weights are multiplied by $\beta^{\eta (1 - l_i)}$. It
    ends where $l$ reaches a half. scikit-learn's sparse input is left out; seeds draw other
    numbers.

    Parameters
    ----------
    estimator
        What is copied. Default: a tree with three cuts to a leaf.
    n_estimators
        Largest number of rounds. Default: 50.
    learning_rate
        The factor $\eta$. Default: 1.
    loss
        "linear" (default), "square" or "exponential" in the errors over the largest.
    random_state
        Seed of the rows drawn and of the seeds of the copies.

    Attributes
    ----------
    estimators_ : list
        The fitted copies.
    estimator_weights_ : NDArray
        The weight of each.
    estimator_errors_ : NDArray
        The weighted mean loss of each.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Drucker, H. (1997). Improving regressors using boosting techniques. Proceedings of the 14th
    International Conference on Machine Learning, 107-115.

    Examples
    --------
    >>> from journey.ml.ensemble import AdaBoostRegressor
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, [0.0, 0.0, 4.0, 4.0] * 5
    >>> AdaBoostRegressor(random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array([0., 4.])
    """

    def __init__(
        self,
        estimator: Any = None,
        *,
        n_estimators: int = 50,
        learning_rate: float = 1.0,
        loss: str = "linear",
        random_state: Any = None,
    ) -> None:
        self.estimator = estimator
        self.n_estimators = n_estimators
        self.learning_rate = learning_rate
        self.loss = loss
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Fit one copy after another.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,) of the first round; default: all equal.

        Returns
        -------
        AdaBoostRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True)
        target = check_target(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        weight /= weight.sum()
        rounds = check_integer("n_estimators", self.n_estimators, 1)
        rate = check_real("learning_rate", self.learning_rate, 0)
        if rate == 0:
            raise ValueError("learning_rate: expected a number above 0, got 0")
        loss = check_choice("loss", self.loss, ("linear", "square", "exponential"))
        rng = check_random_state(self.random_state)
        template = DecisionTreeRegressor(max_depth=3) if self.estimator is None else self.estimator
        self.estimators_: list[Any] = []
        weights: list[float] = []
        errors: list[float] = []
        for _ in range(rounds):
            bounds = np.cumsum(weight)
            drawn = np.searchsorted(bounds, rng.random(len(table)) * bounds[-1], side="right")
            drawn = np.minimum(drawn, np.flatnonzero(weight)[-1])
            member = member_of(template, rng).fit(table[drawn], target[drawn])
            far = np.abs(np.asarray(member.predict(table)) - target)
            largest = float(far[weight > 0].max())
            far = np.minimum(far / largest, 1.0) if largest > 0 else np.zeros(len(far))
            if loss == "square":
                far = far**2
            elif loss == "exponential":
                far = 1 - np.exp(-far)
            error = float(weight @ far)
            right = error <= 0
            if error >= 0.5 and weights:
                break
            self.estimators_.append(member)
            errors.append(error)
            # The first copy stays whatever it is: something must answer.
            alone = right or error >= 0.5
            beta = error / (1 - error) if not alone else 1.0
            weights.append(1.0 if alone else -rate * float(np.log(beta)))
            if alone:
                break
            weight *= beta ** (rate * (1 - far))
            weight /= weight.sum()
        self.estimator_weights_, self.estimator_errors_ = np.array(weights), np.array(errors)
        return self

    def _said(self, X: ArrayLike) -> Floats:
        check_is_fitted(self, "estimators_")
        table = validate_data(self, X, reset=False)
        return np.column_stack([member.predict(table) for member in self.estimators_])

    def predict(self, X: ArrayLike) -> Floats:
        """Return the weighted median of the predictions.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        return _median(self._said(X), self.estimator_weights_)

    def staged_predict(self, X: ArrayLike) -> Iterator[Floats]:
        """Yield the predictions after each round.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Yields
        ------
        NDArray
            Numbers of shape (n_samples,).
        """
        said = self._said(X)
        for number in range(1, said.shape[1] + 1):
            yield _median(said[:, :number], self.estimator_weights_[:number])

    @property
    def feature_importances_(self) -> Floats:
        """The members' importances, averaged by their weights."""
        check_is_fitted(self, "estimators_")
        parts = [member.feature_importances_ for member in self.estimators_]
        return np.asarray(np.average(parts, axis=0, weights=self.estimator_weights_))


def _median(said: Floats, weights: Floats) -> Floats:
    """Return in each row the first number, in order, with half of all weight up to it."""
    order = np.argsort(said, axis=1, kind="stable")
    reached = np.cumsum(weights[order], axis=1)
    place = (reached >= 0.5 * reached[:, -1:]).argmax(axis=1)
    rows = np.arange(len(said))
    return np.asarray(said[rows, order[rows, place]], dtype=np.float64)
