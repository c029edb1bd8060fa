"""Bagging: the mean of any estimator, fitted to samples drawn with replacement.

A bagged tree that also draws features for each cut is a forest; those are faster in `_forest`.
"""

from __future__ import annotations

from numbers import Integral
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin, RegressorMixin
from journey.ml.ensemble._forest import warn_unseen
from journey.ml.ensemble._members import member_of, shares_of
from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor
from journey.ml.tree._level import Floats, Index
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_integer,
    check_is_fitted,
    check_labels,
    check_random_state,
    check_real,
    check_sample_weight,
    check_target,
    validate_data,
)


class Bagging(BaseEstimator):
    """Parameters of both, and the drawing of rows and features."""

    estimators_: list[Any]
    estimators_features_: list[Index]
    estimators_samples_: list[Index]

    def __init__(
        self,
        estimator: Any = None,
        n_estimators: int = 10,
        *,
        max_samples: float | None = None,
        max_features: float = 1.0,
        bootstrap: bool = True,
        bootstrap_features: bool = False,
        oob_score: bool = False,
        random_state: Any = None,
    ) -> None:
        self.estimator = estimator
        self.n_estimators = n_estimators
        self.max_samples = max_samples
        self.max_features = max_features
        self.bootstrap = bootstrap
        self.bootstrap_features = bootstrap_features
        self.oob_score = oob_score
        self.random_state = random_state

    def _fit(self, X: FloatArray, y: NDArray[Any], weight: Floats, default: Any) -> None:
        n, d = X.shape
        number = check_integer("n_estimators", self.n_estimators, 1)
        rows = n if self.max_samples is None else _size("max_samples", self.max_samples, n)
        columns = _size("max_features", self.max_features, d)
        if self.oob_score and not self.bootstrap:
            raise ValueError("oob_score: Out of bag estimation only available if bootstrap=True")
        rng = check_random_state(self.random_state)
        template = default if self.estimator is None else self.estimator
        self.estimators_, self.estimators_features_, self.estimators_samples_ = [], [], []
        for _ in range(number):
            features = np.sort(_draw(rng, np.ones(d), columns, self.bootstrap_features))
            chosen = _draw(rng, weight, rows, self.bootstrap)
            member = member_of(template, rng)
            member.fit(X[np.ix_(chosen, features)], y[chosen])
            self.estimators_.append(member)
            self.estimators_features_.append(features)
            self.estimators_samples_.append(chosen)

    def _parts(self, X: FloatArray) -> Any:
        """Yield each member with the columns of X that it takes."""
        for member, features in zip(self.estimators_, self.estimators_features_, strict=True):
            yield member, X[:, features]

    def _out_of_bag(self, X: FloatArray, values: list[Floats]) -> Floats:
        """Return for each row the mean of the values of members that had not seen it."""
        total, number = np.zeros(values[0].shape), np.zeros(len(X), dtype=np.intp)
        for value, seen in zip(values, self.estimators_samples_, strict=True):
            unseen = np.ones(len(X), dtype=np.bool_)
            unseen[seen] = False
            total[unseen] += value[unseen]
            number += unseen
        warn_unseen(number)
        with np.errstate(invalid="ignore"):
            return total / number.reshape(-1, *[1] * (total.ndim - 1))


def _size(name: str, value: object, n: int) -> int:
    """Return the number that a number or a share of n stands for."""
    if isinstance(value, Integral):
        size = check_integer(name, value, 1)
        if size > n:
            raise ValueError(f"{name}: expected at most {n}, got {size}")
        return size
    share = check_real(name, value, 0)
    if not 0 < share <= 1:
        raise ValueError(f"{name}: expected an integer or a share in (0, 1], got {value!r}")
    return max(1, int(share * n))


def _draw(rng: Rng, weight: Floats, size: int, again: bool) -> Index:
    """Draw places with chances that go by their weights, with or without replacement."""
    if again:
        bounds = np.cumsum(weight)
        place = np.searchsorted(bounds, rng.random(size) * bounds[-1], side="right")
        return np.asarray(np.minimum(place, np.flatnonzero(weight)[-1]))
    possible = np.flatnonzero(weight)
    # The smallest of independent waiting times are those of draws without replacement.
    wait = -np.log1p(-rng.random(len(possible))) / weight[possible]
    return np.asarray(possible[np.argsort(wait)[:size]])


class BaggingClassifier(ClassifierMixin, Bagging):
    """The mean vote of copies of a classifier, each fitted to rows of its own.

    Members with `predict_proba` vote with probabilities, others with their labels. scikit-learn's
    `n_jobs`, `verbose`, `warm_start`, `decision_function` and sparse input are left out. Seeds draw
    other numbers than scikit-learn's.

    Parameters
    ----------
    estimator
        What is copied. Default: a decision tree without limits.
    n_estimators
        Number of copies. Default: 10.
    max_samples
        Number or share of rows that each one draws. Default: as many as there are.
    max_features
        Number or share of features that each one gets. Default: all.
    bootstrap
        Whether rows are drawn with replacement. Default: yes.
    bootstrap_features
        Whether features are. Default: no.
    oob_score
        Whether to score the ensemble on what its members had not seen. Default: no.
    random_state
        Seed for rows, features and the seeds of the members.

    Attributes
    ----------
    estimators_ : list
        The fitted copies; their classes are places in `classes_`.
    estimators_features_, estimators_samples_ : list
        Features and rows of each.
    classes_ : NDArray
        The labels, sorted.
    n_classes_ : int
        Their number.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: accuracy out of bag.
    oob_decision_function_ : NDArray
        The probabilities behind it; NaN for rows that every member had seen.

    References
    ----------
    Breiman, L. (1996). Bagging predictors. Machine Learning 24, 123-140.

    Examples
    --------
    >>> from journey.ml.ensemble import BaggingClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, ["low", "low", "high", "high"] * 5
    >>> BaggingClassifier(random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Draw rows for each copy and fit it to them.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,): rows are drawn with chances in proportion to them.

        Returns
        -------
        BaggingClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True)
        self.classes_, codes = check_labels(y, len(table))
        self.n_classes_ = len(self.classes_)
        weight = check_sample_weight(sample_weight, len(table))
        self._fit(table, codes, weight, DecisionTreeClassifier())
        if self.oob_score:
            shares = [
                shares_of(member, part, self.n_classes_) for member, part in self._parts(table)
            ]
            self.oob_decision_function_ = self._out_of_bag(table, shares)
            best = np.nan_to_num(self.oob_decision_function_).argmax(axis=1)
            self.oob_score_ = float((best == codes).mean())
        return self

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the mean of the members' probabilities or votes.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        check_is_fitted(self, "estimators_")
        table = validate_data(self, X, reset=False)
        parts = [shares_of(member, part, self.n_classes_) for member, part in self._parts(table)]
        return np.asarray(np.mean(parts, axis=0))

    def predict_log_proba(self, X: ArrayLike) -> Floats:
        """Return the logarithms of `predict_proba`.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Log-probabilities of shape (n_samples, n_classes).
        """
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the class with the largest mean.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        best = self.predict_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])


class BaggingRegressor(RegressorMixin, Bagging):
    """The mean of copies of a regressor, each fitted to rows of its own.

    scikit-learn's `n_jobs`, `verbose`, `warm_start` and sparse input are left out. Seeds draw other
    numbers than scikit-learn's.

    Parameters
    ----------
    estimator
        What is copied. Default: a decision tree without limits.
    n_estimators
        Number of copies. Default: 10.
    max_samples
        Number or share of rows that each one draws. Default: as many as there are.
    max_features
        Number or share of features that each one gets. Default: all.
    bootstrap
        Whether rows are drawn with replacement. Default: yes.
    bootstrap_features
        Whether features are. Default: no.
    oob_score
        Whether to score the ensemble on what its members had not seen. Default: no.
    random_state
        Seed for rows, features and the seeds of the members.

    Attributes
    ----------
    estimators_ : list
        The fitted copies.
    estimators_features_, estimators_samples_ : list
        Features and rows of each.
    n_features_in_ : int
        Number of features seen in `fit`.
    oob_score_ : float
        Where asked for: $R^2$ out of bag.
    oob_prediction_ : NDArray
        The predictions behind it; NaN for rows that every member had seen.

    References
    ----------
    Breiman, L. (1996). Bagging predictors. Machine Learning 24, 123-140.

    Examples
    --------
    >>> from journey.ml.ensemble import BaggingRegressor
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, [0.0, 0.0, 4.0, 4.0] * 5
    >>> BaggingRegressor(random_state=0).fit(X, y).predict([[0.2], [2.9]])
    array([0., 4.])
    """

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Draw rows for each copy and fit it to them.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,): rows are drawn with chances in proportion to them.

        Returns
        -------
        BaggingRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True)
        target = check_target(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        self._fit(table, target, weight, DecisionTreeRegressor())
        if self.oob_score:
            values = [np.asarray(member.predict(part)) for member, part in self._parts(table)]
            self.oob_prediction_ = self._out_of_bag(table, values)
            seen = np.isfinite(self.oob_prediction_)
            rest = ((target - self.oob_prediction_)[seen] ** 2).sum()
            spread = ((target[seen] - target[seen].mean()) ** 2).sum()
            self.oob_score_ = float(1 - rest / spread) if spread > 0 else 0.0
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Return the mean of the members' predictions.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        check_is_fitted(self, "estimators_")
        table = validate_data(self, X, reset=False)
        parts = [member.predict(part) for member, part in self._parts(table)]
        return np.asarray(np.mean(parts, axis=0))
