r"""What all naive Bayes classifiers share: from joint log probabilities to labels and posteriors.

A subclass learns, and says in `_joint` what $\log P(c) + \log P(x \mid c)$ is.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin
from journey.ml.utils import (
    FloatArray,
    check_array,
    check_is_fitted,
    check_labels,
    validate_data,
)

Array = NDArray[np.float64]


class NaiveBayes(ClassifierMixin, BaseEstimator):
    """Predictions from joint log probabilities."""

    _float32_kept: ClassVar[bool] = True

    classes_: NDArray[Any]
    n_features_in_: int

    def _joint(self, table: FloatArray) -> FloatArray:
        """Return joint log probabilities of shape (n_samples, n_classes)."""
        raise NotImplementedError

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most probable class of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        best = self.predict_joint_log_proba(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

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

        Raises
        ------
        ValueError
            If X holds NaN or infinity, or has another number of features than in `fit`.
        """
        check_is_fitted(self, "classes_")
        table = rows_of(self, X, reset=False)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            joint = self._joint(table)
        # What is not finite in a row leaves its mark on the row's scores, so that the many numbers
        # of X need no pass of their own.
        if not np.isfinite(joint).all():
            check_array(table)
        return joint

    def predict_log_proba(self, X: ArrayLike) -> FloatArray:
        r"""Return $\log P(c \mid x)$ for each sample and class.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Log probabilities of shape (n_samples, n_classes).
        """
        joint = self.predict_joint_log_proba(X)
        with np.errstate(invalid="ignore"):  # no class allows the sample: NaN
            shifted = joint - joint.max(axis=1, keepdims=True)
        return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))

    def predict_proba(self, X: ArrayLike) -> FloatArray:
        r"""Return $P(c \mid x)$ for each sample and class.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Probabilities of shape (n_samples, n_classes), each row with the sum 1.
        """
        return np.exp(self.predict_log_proba(X))

    def _codes(
        self, y: ArrayLike, n_samples: int, classes: ArrayLike | None, *, first: bool
    ) -> NDArray[np.intp]:
        """Learn the classes where this is the first batch, and return the class of each sample."""
        found, codes = check_labels(y, n_samples)
        if first:
            self.classes_ = found if classes is None else np.unique(np.asarray(classes))
        elif classes is not None and not np.array_equal(np.unique(classes), self.classes_):
            raise ValueError(
                f"`classes={classes!r}` is not the same as on last call to partial_fit, was: "
                f"{self.classes_!r}"
            )
        places = np.searchsorted(self.classes_, found)
        known = self.classes_[np.minimum(places, len(self.classes_) - 1)] == found
        if not known.all():
            raise ValueError(
                f"y: expected labels among the classes {self.classes_.tolist()} of the first "
                f"call, got {found[~known].tolist()}, which do not exist in the initial classes"
            )
        return np.asarray(places[codes], dtype=np.intp)

    def _first_call(self, classes: ArrayLike | None) -> bool:
        """Return whether `partial_fit` is called for the first time."""
        first = not hasattr(self, "classes_")
        if first and classes is None:
            raise ValueError("classes must be passed on the first call to partial_fit.")
        return first


def rows_of(estimator: Any, X: ArrayLike, *, reset: bool) -> FloatArray:
    """Return X as a table of floats whose features are checked.

    A float array is not yet searched for NaN and infinity, but in its first row: wide tables are
    bound by memory, and what is computed from them shows such values as well.
    """
    if type(X) is np.ndarray and X.ndim == 2 and X.size and X.dtype in (np.float32, np.float64):
        validate_data(estimator, X[:1], reset=reset)
        return X
    return validate_data(estimator, X, reset=reset)


def check_priors(name: str, priors: ArrayLike, n_classes: int, *, sum_to_one: bool) -> Array:
    """Return given prior probabilities, one a class."""
    array = np.asarray(priors, dtype=np.float64)
    if array.shape != (n_classes,):
        raise ValueError(
            f"{name}: Number of priors must match number of classes. Expected {n_classes}, "
            f"got an array of shape {array.shape}"
        )
    if not (array >= 0).all():
        raise ValueError(f"{name}: Priors must be non-negative. Got {array.tolist()}")
    if sum_to_one and not np.isclose(array.sum(), 1.0):
        raise ValueError(f"{name}: The sum of the priors should be 1. Got {array.sum():g}")
    return array
