"""Stacking: an estimator on top that learns how far to trust the ones below.

What the ones below say about a training row comes from copies that have not seen it; else the one
that remembers best would look best.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._delegation import available_if
from journey.ml.base import ClassifierMixin, RegressorMixin, clone, is_classifier, is_regressor
from journey.ml.ensemble._voting import NamedEstimators
from journey.ml.linear_model import LogisticRegression, Ridge
from journey.ml.model_selection import cross_val_predict
from journey.ml.model_selection._data import indexable, number_of_samples
from journey.ml.model_selection._validation import check_cv
from journey.ml.tree._level import Floats
from journey.ml.utils import check_choice, check_is_fitted, check_labels, check_target

_METHODS = ("predict_proba", "decision_function", "predict")


class _Stacking(NamedEstimators):
    """Parameters of both, and the table that the final estimator sees."""

    final_estimator: Any
    cv: Any
    passthrough: bool
    stack_method_: list[str]
    final_estimator_: Any

    def _fit(
        self,
        kept: list[tuple[str, Any]],
        X: Any,
        y: NDArray[Any],
        params: dict[str, Any],
        methods: list[str],
    ) -> None:
        given = {name: value for name, value in params.items() if value is not None}
        top = clone(self.final_estimator) if self.final_estimator is not None else self._default()
        fits = is_classifier if self._kind == "classifier" else is_regressor
        if not fits(top):
            raise ValueError(f"final_estimator: should be a {self._kind}, got {top!r}")
        self._fit_parts(kept, X, y, given)
        self.stack_method_ = methods
        # The folds are drawn once, so that all estimators are asked about the same rows.
        folds = list(check_cv(self.cv, y, classifier=self._kind == "classifier").split(X, y))
        said = [
            cross_val_predict(part, X, y, cv=folds, params=given, method=method)
            for (_, part), method in zip(kept, methods, strict=True)
        ]
        self.final_estimator_ = top.fit(self._table(X, said), y, **given)

    def _default(self) -> Any:
        if self._kind == "classifier":
            return LogisticRegression()
        return Ridge()

    def _table(self, X: Any, said: list[NDArray[Any]]) -> Floats:
        columns = []
        for answer, method in zip(said, self.stack_method_, strict=True):
            if answer.ndim == 1:
                columns.append(answer[:, None])
            elif method == "predict_proba" and answer.shape[1] == 2:
                columns.append(answer[:, 1:])  # the other column is one minus this one
            else:
                columns.append(answer)
        if self.passthrough:
            columns.append(np.asarray(X))
        return np.hstack(columns).astype(np.float64)

    def _top_table(self, X: Any) -> Floats:
        check_is_fitted(self, "final_estimator_")
        said = [
            np.asarray(getattr(each, method)(X))
            for each, method in zip(self.estimators_, self.stack_method_, strict=True)
        ]
        return self._table(X, said)


def _top_has(name: str) -> Callable[[Callable[..., Any]], Any]:
    def has(model: Any) -> bool:
        top = getattr(model, "final_estimator_", model.final_estimator)
        return hasattr(model._default() if top is None else top, name)

    return available_if(has)


class StackingClassifier(ClassifierMixin, _Stacking):
    """A classifier on what other classifiers say, out of fold.

    Each estimator is fitted to all rows for `predict`; what the final one learns from are
    predictions of copies in cross-validation. scikit-learn's `cv="prefit"`, `n_jobs`, `verbose`,
    `transform` and sparse input to `passthrough` are left out.

    Parameters
    ----------
    estimators
        Pairs of a name and a classifier; "drop" in place of one leaves it out.
    final_estimator
        The classifier on top. Default: logistic regression, as in scikit-learn.
    cv
        Number of folds or a splitter. Default: 5 folds that keep the shares of the classes.
    stack_method
        What the estimators are asked: "predict_proba", "decision_function", "predict", or "auto"
        (default), the first of these that each one has.
    passthrough
        Whether the final estimator also sees the features. Default: no.

    Attributes
    ----------
    estimators_ : list
        The estimators, fitted to all rows.
    named_estimators_ : Named
        The same by their names.
    final_estimator_ : estimator
        The fitted estimator on top.
    stack_method_ : list of str
        What each estimator is asked.
    classes_ : NDArray
        The labels, sorted.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Wolpert, D. H. (1992). Stacked generalization. Neural Networks 5(2), 241-259.

    Ting, K. M., Witten, I. H. (1999). Issues in stacked generalization. Journal of Artificial
    Intelligence Research 10, 271-289.

    Examples
    --------
    >>> from journey.ml.ensemble import StackingClassifier
    >>> from journey.ml.tree import DecisionTreeClassifier
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]] * 5, ["low", "low", "high", "high"] * 5
    >>> stack = StackingClassifier([("stump", DecisionTreeClassifier(max_depth=1))])
    >>> stack.fit(X, y).predict([[0.2], [2.9]])
    array(['low', 'high'], dtype='<U4')
    """

    def __init__(
        self,
        estimators: Any,
        final_estimator: Any = None,
        *,
        cv: Any = None,
        stack_method: str = "auto",
        passthrough: bool = False,
    ) -> None:
        self.estimators = estimators
        self.final_estimator = final_estimator
        self.cv = cv
        self.stack_method = stack_method
        self.passthrough = passthrough

    def fit(self, X: Any, y: ArrayLike, **fit_params: Any) -> Self:
        """Fit the estimators, and the one on top to what they say out of fold.

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
        StackingClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or an estimator lacks the method.
        """
        check_choice("stack_method", self.stack_method, ("auto", *_METHODS))
        X = indexable(X)
        kept = self._kept(is_classifier, "classifier")
        self.classes_, codes = check_labels(y, number_of_samples(X))
        asked = _METHODS if self.stack_method == "auto" else (self.stack_method,)
        methods = []
        for name, part in kept:
            known = [method for method in asked if hasattr(part, method)]
            if not known:
                raise ValueError(f"stack_method: estimator {name} has no {self.stack_method}")
            methods.append(known[0])
        self._fit(kept, X, codes, fit_params, methods)
        return self

    def predict(self, X: Any) -> NDArray[Any]:
        """Return what the final estimator says.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        table = self._top_table(X)
        places = np.asarray(self.final_estimator_.predict(table), dtype=np.intp)
        return np.asarray(self.classes_[places])

    @_top_has("predict_proba")
    def predict_proba(self, X: Any) -> Floats:
        """Return the final estimator's probabilities.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        table = self._top_table(X)
        return np.asarray(self.final_estimator_.predict_proba(table))

    @_top_has("decision_function")
    def decision_function(self, X: Any) -> Floats:
        """Return the final estimator's decision function.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Shape (n_samples,) for two classes, else (n_samples, n_classes).
        """
        table = self._top_table(X)
        return np.asarray(self.final_estimator_.decision_function(table))


class StackingRegressor(RegressorMixin, _Stacking):
    """A regressor on what other regressors say, out of fold.

    As [StackingClassifier][journey.ml.ensemble.StackingClassifier], for numbers; the same is left
    out.

    Parameters
    ----------
    estimators
        Pairs of a name and a regressor; "drop" in place of one leaves it out.
    final_estimator
        The regressor on top. Default: ridge regression with penalty 1, where scikit-learn chooses
        the penalty.
    cv
        Number of folds or a splitter. Default: 5 folds.
    passthrough
        Whether the final estimator also sees the features. Default: no.

    Attributes
    ----------
    estimators_ : list
        The estimators, fitted to all rows.
    named_estimators_ : Named
        The same by their names.
    final_estimator_ : estimator
        The fitted estimator on top.
    stack_method_ : list of str
        "predict" for each estimator.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Breiman, L. (1996). Stacked regressions. Machine Learning 24, 49-64.

    Examples
    --------
    >>> from journey.ml.ensemble import StackingRegressor
    >>> from journey.ml.linear_model import LogisticRegression, Ridge
    >>> X, y = [[float(i)] for i in range(10)], [2.0 * i for i in range(10)]
    >>> stack = StackingRegressor([("line", Ridge(0.0))], Ridge(0.0))
    >>> stack.fit(X, y).predict([[20.0]]).round(6)
    array([40.])
    """

    def __init__(
        self,
        estimators: Any,
        final_estimator: Any = None,
        *,
        cv: Any = None,
        passthrough: bool = False,
    ) -> None:
        self.estimators = estimators
        self.final_estimator = final_estimator
        self.cv = cv
        self.passthrough = passthrough

    def fit(self, X: Any, y: ArrayLike, **fit_params: Any) -> Self:
        """Fit the estimators, and the one on top to what they say out of fold.

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
        StackingRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        X = indexable(X)
        kept = self._kept(is_regressor, "regressor")
        target = check_target(y, number_of_samples(X))
        self._fit(kept, X, target, fit_params, ["predict"] * len(kept))
        return self

    def predict(self, X: Any) -> Floats:
        """Return what the final estimator says.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Numbers of shape (n_samples,).
        """
        table = self._top_table(X)
        return np.asarray(self.final_estimator_.predict(table))
