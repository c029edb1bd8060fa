"""Gradient boosting: a constant, then trees in turn, each a step down the loss.

What kinds of trees and steps there are is in `_hist_boosting` and `_gradient_boosting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin, RegressorMixin
from journey.ml.ensemble._histogram import doubled
from journey.ml.ensemble._losses import LogLoss, Loss, Squared
from journey.ml.tree._level import Floats, Index
from journey.ml.tree._tree import Tree
from journey.ml.utils import (
    FloatArray,
    check_is_fitted,
    check_labels,
    check_real,
    check_sample_weight,
    check_target,
    validate_data,
)


class Boosting(BaseEstimator):
    """The stages, and what both tasks do with them."""

    learning_rate: float
    _loss: Loss
    _start: Floats
    _stages: list[list[Tree]]
    _missing: ClassVar[bool] = False

    def _boost(self, X: FloatArray, y: NDArray[Any], weight: Floats) -> None:
        raise NotImplementedError

    def _rate(self) -> float:
        rate = check_real("learning_rate", self.learning_rate, 0)
        if rate == 0:
            raise ValueError("learning_rate: expected a number above 0, got 0")
        return rate

    def _table(self, X: ArrayLike) -> FloatArray:
        check_is_fitted(self, "_stages")
        return validate_data(self, X, reset=False, nan_allowed=self._missing)

    def _raws(self, X: ArrayLike) -> Iterator[Floats]:
        """Yield the raw predictions after each stage; the array is the same one each time."""
        table = self._table(X)
        twice = doubled(table) if self._missing else table
        raw = np.tile(self._start, (len(table), 1))
        for trees in self._stages:
            add(raw, trees, twice)
            yield raw

    def _raw(self, X: ArrayLike) -> Floats:
        *_, raw = self._raws(X)
        return raw


def add(raw: Floats, trees: list[Tree], X: FloatArray) -> None:
    """Add what the trees of a stage say, one a column."""
    for column, tree in enumerate(trees):
        raw[:, column] += tree.value[:, 0, 0].take(tree.apply(X))


def with_values(tree: Tree, value: Floats) -> Tree:
    """Return the tree with other values of its nodes."""
    return replace(tree, value=value.reshape(-1, 1, 1))


def sums(leaf: Index, values: Floats, size: int) -> Floats:
    """Return the sum of the values in each leaf."""
    return np.asarray(np.bincount(leaf, values, size), dtype=np.float64)


class BoostedRegressor(RegressorMixin, Boosting):
    """Fit, predict and stages for numbers."""

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Fit stage after stage.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one. Samples of weight 0 are left out.

        Returns
        -------
        BoostedRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True, nan_allowed=self._missing)
        target = check_target(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        kept = weight > 0
        self._loss = Squared()
        self._boost(table[kept], target[kept], weight[kept])
        return self

    def predict(self, X: ArrayLike) -> Floats:
        """Return the sum of all stages.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        return self._raw(X)[:, 0]

    def staged_predict(self, X: ArrayLike) -> Iterator[Floats]:
        """Yield the predictions after each stage.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Yields
        ------
        NDArray
            Numbers of shape (n_samples,).
        """
        for raw in self._raws(X):
            yield raw[:, 0].copy()


class BoostedClassifier(ClassifierMixin, Boosting):
    """Fit, predict and stages for labels."""

    _loss: LogLoss

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Fit stage after stage.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one. Samples of weight 0 are left out.

        Returns
        -------
        BoostedClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there is one class only.
        """
        table = validate_data(self, X, reset=True, nan_allowed=self._missing)
        classes, codes = check_labels(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        kept = weight > 0
        seen, places = np.unique(codes[kept], return_inverse=True)
        self.classes_ = classes[seen]
        self.n_classes_ = len(seen)
        if len(seen) < 2:
            raise ValueError(f"y: expected at least two classes, got {len(seen)} class")
        self._loss = LogLoss(len(seen))
        self._boost(table[kept], np.asarray(places, dtype=np.intp), weight[kept])
        return self

    def decision_function(self, X: ArrayLike) -> Floats:
        """Return the sum of all stages: log-odds, or one number a class.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Shape (n_samples,) for two classes, else (n_samples, n_classes).
        """
        raw = self._raw(X)
        return raw[:, 0] if self._loss.columns == 1 else raw

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return probabilities.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        raw = self._raw(X)
        return self._loss.probabilities(raw)

    def staged_predict_proba(self, X: ArrayLike) -> Iterator[Floats]:
        """Yield the probabilities after each stage.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Yields
        ------
        NDArray
            Probabilities of shape (n_samples, n_classes).
        """
        for raw in self._raws(X):
            yield self._loss.probabilities(raw)

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most probable class.

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

    def staged_predict(self, X: ArrayLike) -> Iterator[NDArray[Any]]:
        """Yield the predictions after each stage.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Yields
        ------
        NDArray
            Labels of shape (n_samples,).
        """
        for shares in self.staged_predict_proba(X):
            yield self.classes_[shares.argmax(axis=1)]
