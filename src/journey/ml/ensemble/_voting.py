"""Voting: what several different estimators say, averaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._composition import Composition, Named
from journey.ml._delegation import available_if
from journey.ml.base import ClassifierMixin, RegressorMixin, clone, is_classifier, is_regressor
from journey.ml.model_selection._data import indexable, number_of_samples
from journey.ml.tree._level import Floats
from journey.ml.utils import check_choice, check_is_fitted, check_labels, check_target


class NamedEstimators(Composition):
    """A list of named estimators, each fitted to the same data; "drop" leaves one out."""

    _parts = "estimators"
    estimators: Any
    estimators_: list[Any]

    def _kept(self, fits: Callable[[Any], bool], kind: str) -> list[tuple[str, Any]]:
        """Return the estimators that are not dropped, once all is in order."""
        try:
            pairs = [(str(name), part) for name, part in self.estimators]
        except (TypeError, ValueError):
            pairs = []
        if not pairs:
            raise ValueError(
                "estimators: Invalid 'estimators' attribute, expected a non-empty list of "
                f"(name, estimator) pairs, got {self.estimators!r}"
            )
        self._check_names(name for name, _ in pairs)
        kept = [(name, part) for name, part in pairs if not _dropped(part)]
        if not kept:
            raise ValueError("estimators: All estimators are dropped, at least one is required")
        for name, part in kept:
            if not fits(part):
                raise ValueError(f"estimators: The estimator {name} should be a {kind}")
        return kept

    def _fit_parts(
        self, kept: list[tuple[str, Any]], X: Any, y: NDArray[Any], params: dict[str, Any]
    ) -> None:
        given = {name: value for name, value in params.items() if value is not None}
        self.estimators_ = [clone(part).fit(X, y, **given) for _, part in kept]
        fitted = dict(zip([name for name, _ in kept], self.estimators_, strict=True))
        self.named_estimators_ = Named(
            {name: fitted.get(name, "drop") for name, _ in self._named_parts()}
        )
        first = self.estimators_[0]
        if hasattr(first, "feature_names_in_"):
            self.feature_names_in_ = first.feature_names_in_
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_

    @property
    def n_features_in_(self) -> int:
        """Number of features seen in `fit`."""
        if not hasattr(self, "estimators_"):
            raise AttributeError(f"{type(self).__name__} object has no n_features_in_ attribute.")
        return int(self.estimators_[0].n_features_in_)


def _dropped(part: Any) -> bool:
    return isinstance(part, str) and part == "drop"


class _Voting(NamedEstimators):
    weights: Sequence[float] | None

    def _weights(self) -> Floats | None:
        """Return the weights of those that are not dropped."""
        if self.weights is None:
            return None
        weights = np.asarray(self.weights, dtype=np.float64)
        if weights.shape != (len(self.estimators),):
            raise ValueError(
                "weights: Number of `estimators` and weights must be equal; got "
                f"{weights.size} weights, {len(self.estimators)} estimators"
            )
        weights = weights[[not _dropped(part) for _, part in self.estimators]]
        if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
            raise ValueError(
                f"weights: expected numbers from 0 with a positive sum, got {self.weights!r}"
            )
        return weights


class VotingClassifier(ClassifierMixin, _Voting):
    """What most of several classifiers say, or the mean of their probabilities.

    The estimators stay as they are; copies of them are fitted to the places of the labels in
    `classes_`. scikit-learn's `n_jobs`, `flatten_transform`, `verbose` and `transform` are left
    out.

    Parameters
    ----------
    estimators
        Pairs of a name and a classifier; "drop" in place of one leaves it out.
    voting
        "hard" (default) counts labels; of equal counts the first class wins. "soft" takes the mean
        of probabilities.
    weights
        Weights of the estimators. Default: all equal.

    Attributes
    ----------
    estimators_ : list
        The fitted copies.
    named_estimators_ : Named
        The same by their names.
    classes_ : NDArray
        The labels, sorted.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Kuncheva, L. I. (2004). Combining pattern classifiers, chapters 4 and 5.

    Examples
    --------
    >>> from journey.ml.ensemble import VotingClassifier
    >>> from journey.ml.tree import DecisionTreeClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], ["low", "low", "high", "high"]
    >>> parts = [("stump", DecisionTreeClassifier(max_depth=1)), ("tree", DecisionTreeClassifier())]
    >>> VotingClassifier(parts, voting="soft").fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """

    def __init__(
        self,
        estimators: Any,
        *,
        voting: str = "hard",
        weights: Sequence[float] | None = None,
    ) -> None:
        self.estimators = estimators
        self.voting = voting
        self.weights = weights

    def fit(self, X: Any, y: ArrayLike, **fit_params: Any) -> Self:
        """Fit a copy of each estimator.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), handed on as they come.
        y
            Labels of shape (n_samples,).
        **fit_params
            Handed to each `fit`, `sample_weight` for example.

        Returns
        -------
        VotingClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        check_choice("voting", self.voting, ("hard", "soft"))
        X = indexable(X)
        kept = self._kept(is_classifier, "classifier")
        self._weights()
        self.classes_, codes = check_labels(y, number_of_samples(X))
        self._fit_parts(kept, X, codes, fit_params)
        return self

    @available_if(lambda self: self.voting == "soft")
    def predict_proba(self, X: Any) -> Floats:
        """Return the mean of the probabilities; only with voting "soft".

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
        parts = [np.asarray(each.predict_proba(X)) for each in self.estimators_]
        return np.asarray(np.average(parts, axis=0, weights=self._weights()))

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the class with the most votes, or with the largest mean probability.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        check_is_fitted(self, "estimators_")
        if self.voting == "soft":
            return np.asarray(self.classes_[self.predict_proba(X).argmax(axis=1)])
        weights = self._weights()
        said = np.array([np.asarray(each.predict(X), dtype=np.intp) for each in self.estimators_])
        votes = np.zeros((said.shape[1], len(self.classes_)))
        samples = np.arange(said.shape[1])
        for place, row in enumerate(said):
            votes[samples, row] += 1.0 if weights is None else weights[place]
        return np.asarray(self.classes_[votes.argmax(axis=1)])


class VotingRegressor(RegressorMixin, _Voting):
    """The mean of what several regressors say.

    The estimators stay as they are; copies of them are fitted. scikit-learn's `n_jobs`, `verbose`
    and `transform` are left out.

    Parameters
    ----------
    estimators
        Pairs of a name and a regressor; "drop" in place of one leaves it out.
    weights
        Weights of the estimators. Default: all equal.

    Attributes
    ----------
    estimators_ : list
        The fitted copies.
    named_estimators_ : Named
        The same by their names.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Perrone, M. P., Cooper, L. N. (1993). When networks disagree: ensemble methods for hybrid neural
    networks. In: Neural networks for speech and image processing.

    Examples
    --------
    >>> from journey.ml.ensemble import VotingRegressor
    >>> from journey.ml.linear_model import Ridge
    >>> from journey.ml.tree import DecisionTreeRegressor
    >>> parts = [("line", Ridge(0.0)), ("tree", DecisionTreeRegressor(max_depth=1))]
    >>> VotingRegressor(parts).fit([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]).predict([[2.0]])
    array([1.75])
    """

    def __init__(self, estimators: Any, *, weights: Sequence[float] | None = None) -> None:
        self.estimators = estimators
        self.weights = weights

    def fit(self, X: Any, y: ArrayLike, **fit_params: Any) -> Self:
        """Fit a copy of each estimator.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), handed on as they come.
        y
            Targets of shape (n_samples,).
        **fit_params
            Handed to each `fit`, `sample_weight` for example.

        Returns
        -------
        VotingRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        X = indexable(X)
        kept = self._kept(is_regressor, "regressor")
        self._weights()
        self._fit_parts(kept, X, check_target(y, number_of_samples(X)), fit_params)
        return self

    def predict(self, X: Any) -> Floats:
        """Return the mean of the predictions.

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
        parts = [np.asarray(each.predict(X)) for each in self.estimators_]
        return np.asarray(np.average(parts, axis=0, weights=self._weights()))
