"""What linear classifiers share: checked labels and weights, scores, and predicted classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin
from journey.ml.linear_model._base import Array
from journey.ml.utils import check_is_fitted, check_labels, check_sample_weight, validate_data

ClassWeight = Mapping[Any, float] | str | None


class Labelled(NamedTuple):
    """Samples as float64, the number of each one's class, and the weights of samples."""

    X: Array
    codes: NDArray[np.intp]
    weight: Array
    single: bool  # whether X came as float32


class LinearClassifier(ClassifierMixin, BaseEstimator):
    """Classes told apart by weighted sums of the features: one sum for two classes, else k."""

    coef_: Array
    intercept_: Array
    classes_: NDArray[Any]
    n_features_in_: int

    def _check(
        self, X: ArrayLike, y: ArrayLike | None, sample_weight: ArrayLike | None
    ) -> tuple[Labelled, NDArray[Any]]:
        table = validate_data(self, X, reset=True)
        classes, codes = check_labels(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        if len(classes) < 2:
            raise ValueError(
                "y: expected samples of at least 2 classes, but the data contains only one class: "
                f"{classes.tolist()[0]!r}"
            )
        single = table.dtype == np.float32
        return Labelled(table.astype(np.float64, copy=False), codes, weight, single), classes

    def decision_function(self, X: ArrayLike) -> Array:
        """Return the scores of the samples.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            For two classes shape (n_samples,), above 0 where the second class is predicted; else
            (n_samples, n_classes), the largest of a row being the class predicted.
        """
        check_is_fitted(self, "coef_")
        table = validate_data(self, X, reset=False)
        scores: Array = table @ self.coef_.T + self.intercept_
        return scores[:, 0] if scores.shape[1] == 1 else scores

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the predicted classes.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        scores = self.decision_function(X)
        if scores.ndim == 1:
            return np.asarray(self.classes_[(scores > 0).astype(np.intp)])
        return np.asarray(self.classes_[scores.argmax(axis=1)])


def class_weights(
    wanted: ClassWeight, classes: NDArray[Any], codes: NDArray[np.intp], weight: Array
) -> Array:
    """Return one weight a class: ones, those of a dict, or such that all classes weigh the same."""
    if wanted is None:
        return np.ones(len(classes))
    if isinstance(wanted, Mapping):
        names = classes.tolist()
        unknown = [name for name in wanted if name not in names]
        if unknown:
            raise ValueError(f"class_weight: expected classes among {names}, got {unknown}")
        return np.array([float(wanted.get(name, 1.0)) for name in names])
    if wanted != "balanced":
        raise ValueError(f"class_weight: expected None, a dict or 'balanced', got {wanted!r}")
    each = np.bincount(codes, weights=weight, minlength=len(classes))
    return np.asarray(each.sum() / (len(classes) * np.where(each > 0, each, 1.0)))
