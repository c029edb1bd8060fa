"""What estimators of one kind share: scores of predictions, names of transformed features.

`journey.ml.base` publishes these classes; parameters and tags are `BaseEstimator`'s, there.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_is_fitted, check_labels, check_sample_weight, check_target


class ClassifierMixin:
    """What classifiers share: their kind and their score.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.base import BaseEstimator
    >>> class Majority(ClassifierMixin, BaseEstimator):
    ...     def predict(self, X):
    ...         return np.full(len(X), "ham")
    >>> Majority().score([[0], [1], [2]], ["ham", "spam", "ham"])
    0.666...
    """

    _kind: ClassVar[str | None] = "classifier"

    def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:
        """Return the share of samples whose predicted label is right.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            True labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        float
            The accuracy, between 0 and 1.
        """
        predicted = np.asarray(self.predict(X))  # type: ignore[attr-defined]
        classes, codes = check_labels(y, len(predicted), few=False)
        weight = check_sample_weight(sample_weight, len(predicted))
        return float(np.average(classes[codes] == predicted, weights=weight))


class RegressorMixin:
    """What regressors share: their kind and their score.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.base import BaseEstimator
    >>> class Zero(RegressorMixin, BaseEstimator):
    ...     def predict(self, X):
    ...         return np.zeros(len(X))
    >>> Zero().score([[0], [1], [2]], [-1.0, 0.0, 1.0])
    0.0
    """

    _kind: ClassVar[str | None] = "regressor"

    def score(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> float:
        r"""Return the coefficient of determination $R^2$ of the predictions.

        One minus the squared errors over the squared deviations of y from its mean: 1 is perfect,
        0 is as good as the mean. For several targets, the mean of their scores.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets, shaped as in `fit`.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        float
            The score. Where y does not vary: 1 if all is predicted exactly, else 0.
        """
        predicted = np.asarray(self.predict(X), dtype=np.float64)  # type: ignore[attr-defined]
        target = check_target(y, len(predicted), several=True)
        weight = check_sample_weight(sample_weight, len(predicted))
        if target.shape != predicted.shape:
            raise ValueError(f"y: expected shape {predicted.shape}, got {target.shape}")
        mean = np.average(target, axis=0, weights=weight)
        left = weight @ (target - predicted) ** 2
        spread = weight @ (target - mean) ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(spread > 0, 1 - left / spread, np.where(left > 0, 0.0, 1.0))
        return float(np.mean(share))


class TransformerMixin:
    """What transformers share: fitting and transforming in one call, and names of features.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.base import BaseEstimator
    >>> class Doubler(TransformerMixin, BaseEstimator):
    ...     def fit(self, X, y=None):
    ...         self.n_features_in_ = np.shape(X)[1]
    ...         return self
    ...     def transform(self, X):
    ...         return 2 * np.asarray(X)
    >>> doubler = Doubler()
    >>> doubler.fit_transform([[1, 2]])
    array([[2, 4]])
    >>> doubler.get_feature_names_out()
    array(['x0', 'x1'], dtype=object)
    """

    def fit_transform(self, X: ArrayLike, y: ArrayLike | None = None, **fit_params: Any) -> Any:
        """Fit to the samples and return them transformed.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets, for transformers that use them.
        **fit_params
            Handed on to `fit`.

        Returns
        -------
        NDArray
            The transformed samples.
        """
        fit = self.fit  # type: ignore[attr-defined]
        return (fit(X, **fit_params) if y is None else fit(X, y, **fit_params)).transform(X)

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns that `transform` gives: here, those that came in.

        Parameters
        ----------
        input_features
            Names of the features of X. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings, one a column.

        Raises
        ------
        ValueError
            If ``input_features`` is not what `fit` saw.
        """
        return self._names_in(input_features)

    def _names_in(self, input_features: ArrayLike | None) -> NDArray[np.object_]:
        # The checked names of the features that came in; subclasses make theirs from them.
        check_is_fitted(self, "n_features_in_")
        number = self.n_features_in_  # type: ignore[attr-defined]
        seen = getattr(self, "feature_names_in_", None)
        if input_features is None:
            if seen is not None:
                return np.array(seen, dtype=object)
            return np.array([f"x{column}" for column in range(number)], dtype=object)
        names = np.asarray(input_features, dtype=object)
        if seen is not None and not np.array_equal(names, seen):
            raise ValueError(
                f"input_features is not equal to feature_names_in_: expected {list(seen)}, "
                f"got {list(names)}"
            )
        if len(names) != number:
            raise ValueError(
                "input_features should have length equal to number of features "
                f"({number}), got {len(names)}"
            )
        return names
