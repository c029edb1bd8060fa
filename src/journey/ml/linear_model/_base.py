"""What linear models share: centred data and predictions."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, RegressorMixin
from journey.ml.utils import (
    check_is_fitted,
    check_sample_weight,
    check_target,
    validate_data,
)

Array = NDArray[np.float64]


class Centred(NamedTuple):
    """Data whose intercept is gone: means subtracted, rows scaled by the root of their weight."""

    X: Array
    y: Array
    X_mean: Array
    y_mean: Any  # a number, or one for each target
    total: float  # sum of the weights


def centred(X: Array, y: Array, weight: Array | None, fit_intercept: bool) -> Centred:
    """Return new arrays in which least squares needs no intercept and no weights."""
    total = float(len(X)) if weight is None else float(weight.sum())
    X_mean, y_mean = np.zeros(X.shape[1]), np.zeros(y.shape[1:])
    if fit_intercept:
        share = np.full(len(X), 1.0 / total) if weight is None else weight / total
        X_mean, y_mean = share @ X, share @ y
    X, y = X - X_mean, y - y_mean
    if weight is not None:
        root = np.sqrt(weight)
        X *= root[:, None]
        y *= root if y.ndim == 1 else root[:, None]
    return Centred(X, y, X_mean, y_mean, total)


class LinearModel(RegressorMixin, BaseEstimator):
    """A prediction that is a weighted sum of the features, plus an intercept."""

    _several_targets: ClassVar[bool] = True

    coef_: Array
    intercept_: Any
    n_features_in_: int

    def _check(
        self, X: ArrayLike, y: ArrayLike | None, sample_weight: ArrayLike | None
    ) -> tuple[Array, Array, Array | None]:
        table = validate_data(self, X, reset=True)
        target = check_target(y, len(table), several=True)
        weight = None
        if sample_weight is not None:
            weight = check_sample_weight(sample_weight, len(table))
        return table.astype(np.float64, copy=False), target, weight

    def _set_intercept(self, data: Centred, fit_intercept: bool) -> None:
        self.intercept_ = 0.0
        if fit_intercept:
            intercept = data.y_mean - self.coef_ @ data.X_mean
            self.intercept_ = float(intercept) if np.ndim(intercept) == 0 else intercept

    def predict(self, X: ArrayLike) -> Array:
        """Return the predicted targets.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Predictions of shape (n_samples,) or (n_samples, n_targets), as y had in `fit`.
        """
        check_is_fitted(self, "coef_")
        table = validate_data(self, X, reset=False)
        predicted: Array = table @ self.coef_.T + self.intercept_
        return predicted
