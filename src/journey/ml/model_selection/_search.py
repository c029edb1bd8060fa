"""Search for parameters by cross-validation: a grid, or random draws.

The searches are estimators: fitted, they are the best candidate, fitted again on all data. Halving
searches are left out.
"""

from __future__ import annotations

import copy
import importlib
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._delegation import available_if
from journey.ml.base import BaseEstimator, clone, is_classifier
from journey.ml.metrics import check_scoring
from journey.ml.model_selection._data import check_same_length, indexable, number_of_samples
from journey.ml.model_selection._parameters import Grid, ParameterGrid, ParameterSampler
from journey.ml.model_selection._results import results_table
from journey.ml.model_selection._validation import (
    _check_error_score,
    check_cv,
    fit,
    fit_and_score,
    params_of,
    warn_of_failures,
)
from journey.ml.utils import check_integer, check_is_fitted

__all__ = ["GridSearchCV", "RandomizedSearchCV"]


def _best_has(name: str) -> Callable[[Any], bool]:
    """Return the check that the best (unfitted: the given) estimator has a method."""

    def check(search: Any) -> bool:
        if not search.refit:
            raise AttributeError(
                f"This {type(search).__name__} instance was initialized with `refit=False`. {name} "
                "is available only after refitting on the best parameters."
            )
        return hasattr(getattr(search, "best_estimator_", search.estimator), name)

    return check


class _Search(BaseEstimator):
    """What both searches share: everything but the candidates."""

    estimator: Any
    scoring: Any
    refit: Any
    cv: Any
    error_score: Any
    return_train_score: Any

    def _candidates(self) -> Iterable[dict[str, Any]]:
        raise NotImplementedError

    @property
    def _kind(self) -> str | None:  # type: ignore[override]
        if isinstance(self.estimator, BaseEstimator):
            return self.estimator._kind
        kind: str | None = self._inner_tags().estimator_type
        return kind

    def _inner_tags(self) -> Any:
        return importlib.import_module("sklearn.utils").get_tags(self.estimator)

    def __sklearn_tags__(self) -> Any:
        tags = copy.deepcopy(self._inner_tags())
        tags.requires_fit = True
        return tags

    def fit(
        self,
        X: Any,
        y: ArrayLike | None = None,
        *,
        groups: ArrayLike | None = None,
        **params: Any,
    ) -> Self:
        """Judge every candidate by cross-validation, then fit the best on all samples.

        Parameters
        ----------
        X
            Samples: an array, a data frame or a list.
        y
            Targets of shape (n_samples,) or (n_samples, n_targets).
        groups
            Group of each sample, for splitters that keep groups together.
        **params
            Further arguments of the estimator's `fit`; arrays with a row a sample are split like X.

        Returns
        -------
        BaseEstimator
            This estimator, fitted.

        Raises
        ------
        ValueError
            If every fit fails, or an argument is malformed.
        """
        _check_error_score(self.error_score)
        X, y = indexable(X), indexable(y)
        if y is None and self._kind in ("classifier", "regressor"):
            raise ValueError(
                f"y: expected one target a sample, got None; this {type(self).__name__} requires y "
                "to be passed, but the target y is None"
            )
        check_same_length(X=X, y=y, groups=groups)
        scorer = check_scoring(self.estimator, self.scoring)
        several = not (
            self.scoring is None or isinstance(self.scoring, str) or callable(self.scoring)
        )
        if several:
            self._check_refit(set(scorer._scorers))
        splitter = check_cv(self.cv, y, classifier=is_classifier(self.estimator))
        splits = list(splitter.split(X, y, groups))
        candidates = list(self._candidates())
        if not candidates or not splits:
            raise ValueError(
                f"No fits were performed. Was the CV iterator empty? Were there no candidates? "
                f"Got {len(splits)} splits and {len(candidates)} candidates."
            )
        results = [
            fit_and_score(
                clone(self.estimator).set_params(**_copied(candidate)), X, y, scorer, train, test,
                params=params, error_score=self.error_score,
                return_train_score=self.return_train_score,
            )
            for candidate in candidates
            for train, test in splits
        ]  # fmt: skip
        warn_of_failures(results, self.error_score)
        self.cv_results_ = results_table(candidates, results, self.error_score)
        self.multimetric_ = "mean_test_score" not in self.cv_results_
        if self.multimetric_ and not several:  # a callable that returns a dictionary
            names = [key[10:] for key in self.cv_results_ if key.startswith("mean_test_")]
            self._check_refit(set(names))
        self.n_splits_ = len(splits)
        self.scorer_ = scorer
        self._choose()
        if self.refit:
            self._fit_best(X, y, params)
        return self

    def _check_refit(self, names: set[str]) -> None:
        if self.refit is False or callable(self.refit):
            return
        if not isinstance(self.refit, str) or self.refit not in names:
            raise ValueError(
                "For multi-metric scoring, the parameter refit must be set to a scorer key or a "
                "callable to refit an estimator with the best parameter setting on the whole data: "
                f"expected one of {sorted(names)}, a callable or False, got {self.refit!r}"
            )

    def _choose(self) -> None:
        results = self.cv_results_
        metric = self.refit if self.multimetric_ else "score"
        if callable(self.refit):
            best = self.refit(results)
            if not isinstance(best, int | np.integer):
                raise TypeError(f"best_index_ returned is not an integer: refit gave {best!r}")
            if not 0 <= best < len(results["params"]):
                raise IndexError(f"best_index_ index out of range: refit gave {best}")
        elif metric is False:
            return
        else:
            best = results[f"rank_test_{metric}"].argmin()
            self.best_score_ = float(results[f"mean_test_{metric}"][best])
        self.best_index_ = int(best)
        self.best_params_ = results["params"][self.best_index_]

    def _fit_best(self, X: Any, y: Any, params: dict[str, Any]) -> None:
        best = clone(self.estimator).set_params(**_copied(self.best_params_))
        start = perf_counter()
        fit(best, X, y, params_of(params, X, np.arange(number_of_samples(X))))
        self.refit_time_ = perf_counter() - start
        self.best_estimator_ = best
        if hasattr(best, "feature_names_in_"):
            self.feature_names_in_ = best.feature_names_in_

    @property
    def classes_(self) -> NDArray[Any]:
        """The classes that the best estimator knows."""
        return np.asarray(self._best("classes_").classes_)

    @property
    def n_features_in_(self) -> int:
        """The number of features that the best estimator was fitted to."""
        if not hasattr(self, "best_estimator_"):
            raise AttributeError(f"{type(self).__name__} object has no n_features_in_ before fit")
        return int(self.best_estimator_.n_features_in_)

    def _best(self, what: str) -> Any:
        if not self.refit:
            raise AttributeError(f"{what}: expected refit to be set, got refit=False")
        check_is_fitted(self, "best_estimator_")
        return self.best_estimator_

    def score(self, X: Any, y: ArrayLike | None = None) -> float:
        """Return the score of the best estimator, by the scorer that chose it.

        Parameters
        ----------
        X
            Samples.
        y
            Targets.

        Returns
        -------
        float
            The score.
        """
        best = self._best("score")
        found = self.scorer_(best, X) if y is None else self.scorer_(best, X, y)
        if self.multimetric_:
            if callable(self.refit):
                raise ValueError("score: expected refit to name the scorer, got a callable")
            return float(found[self.refit])
        return float(found)

    @available_if(_best_has("predict"))
    def predict(self, X: Any) -> Any:
        """Return the best estimator's predictions."""
        return self._best("predict").predict(X)

    @available_if(_best_has("predict_proba"))
    def predict_proba(self, X: Any) -> Any:
        """Return the best estimator's probabilities."""
        return self._best("predict_proba").predict_proba(X)

    @available_if(_best_has("predict_log_proba"))
    def predict_log_proba(self, X: Any) -> Any:
        """Return the logarithms of the best estimator's probabilities."""
        return self._best("predict_log_proba").predict_log_proba(X)

    @available_if(_best_has("decision_function"))
    def decision_function(self, X: Any) -> Any:
        """Return the best estimator's decision function."""
        return self._best("decision_function").decision_function(X)

    @available_if(_best_has("transform"))
    def transform(self, X: Any) -> Any:
        """Return what the best estimator makes of samples."""
        return self._best("transform").transform(X)

    @available_if(_best_has("inverse_transform"))
    def inverse_transform(self, X: Any) -> Any:
        """Return what the best estimator makes of transformed samples."""
        return self._best("inverse_transform").inverse_transform(X)

    @available_if(_best_has("score_samples"))
    def score_samples(self, X: Any) -> Any:
        """Return the best estimator's score of each sample."""
        return self._best("score_samples").score_samples(X)


def _copied(candidate: dict[str, Any]) -> dict[str, Any]:
    # A value may itself be an estimator; fits of other candidates must not meet in it.
    return {name: clone(value, safe=False) for name, value in candidate.items()}


class GridSearchCV(_Search):
    """Try all combinations of some parameters and keep the one with the best mean score.

    Its `best_score_` is the largest of many noisy numbers and therefore too good on average. To
    judge the search, cross-validate it as a whole: `cross_val_score(GridSearchCV(...), X, y)`.

    Parameters
    ----------
    estimator
        An estimator or a pipeline, ours or scikit-learn's.
    param_grid
        Lists of values by name, `step__name` in a pipeline; or several such dictionaries.
    scoring
        A name, a scorer, or several of them. Default: the estimator's own score.
    refit
        Whether to fit the best candidate on all samples (default), or the scorer that chooses
        where there are several, or a function that takes `cv_results_` and returns a row.
    cv
        Number of folds, a splitter, or pairs of indices. Default: five, stratified for a
        classifier.
    error_score
        The score of a fit that fails, with a warning; "raise" to let the error through.
        Default: NaN.
    return_train_score
        Whether to score the training parts as well. Default: no.

    Attributes
    ----------
    cv_results_ : dict
        One entry a candidate in each column: "params", "param_*", "split*_test_score",
        "mean_test_score", "std_test_score", "rank_test_score", and the times.
    best_estimator_ : object
        The best candidate, fitted to all samples.
    best_score_ : float
        Its mean score.
    best_params_ : dict
        Its parameters.
    best_index_ : int
        Its place in `cv_results_`.
    scorer_ : Callable
        The scorer that was used.
    n_splits_ : int
        Number of splits.
    refit_time_ : float
        Seconds of the last fit.
    multimetric_ : bool
        Whether several scorers were used.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(20.0)[:, None], np.arange(20.0) % 7
    >>> search = GridSearchCV(Ridge(), {"alpha": [0.1, 1e4]}, cv=4).fit(X, y)
    >>> search.best_params_, search.cv_results_["rank_test_score"].tolist()
    ({'alpha': 10000.0}, [2, 1])
    """

    def __init__(
        self,
        estimator: Any,
        param_grid: Grid,
        *,
        scoring: Any = None,
        refit: Any = True,
        cv: Any = None,
        error_score: float | str = np.nan,
        return_train_score: bool = False,
    ) -> None:
        self.estimator = estimator
        self.param_grid = param_grid
        self.scoring = scoring
        self.refit = refit
        self.cv = cv
        self.error_score = error_score
        self.return_train_score = return_train_score

    def _candidates(self) -> Iterable[dict[str, Any]]:
        return ParameterGrid(self.param_grid)


class RandomizedSearchCV(_Search):
    """Try random combinations of some parameters and keep the one with the best mean score.

    With few parameters that matter, n random draws try n values of each; a grid of n points tries
    far fewer (Bergstra and Bengio 2012, section 3).

    Parameters
    ----------
    estimator
        An estimator or a pipeline, ours or scikit-learn's.
    param_distributions
        By name a list of values or anything with `rvs`; or several such dictionaries.
    n_iter
        How many combinations. Default: 10.
    scoring, refit, cv
        As in [GridSearchCV][journey.ml.model_selection.GridSearchCV].
    random_state
        Seed; the same seed gives scikit-learn's candidates.
    error_score, return_train_score
        As in [GridSearchCV][journey.ml.model_selection.GridSearchCV].

    Attributes
    ----------
    cv_results_ : dict
        And all others of [GridSearchCV][journey.ml.model_selection.GridSearchCV].

    References
    ----------
    Bergstra, J., Bengio, Y. (2012). Random search for hyper-parameter optimization. Journal of
    Machine Learning Research 13, 281-305.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(20.0)[:, None], np.arange(20.0) % 7
    >>> grid = {"alpha": [0.1, 1.0, 10.0, 100.0, 1000.0]}
    >>> search = RandomizedSearchCV(Ridge(), grid, n_iter=2, cv=4, random_state=0).fit(X, y)
    >>> search.cv_results_["params"]
    [{'alpha': 10.0}, {'alpha': 0.1}]
    """

    def __init__(
        self,
        estimator: Any,
        param_distributions: Grid,
        *,
        n_iter: int = 10,
        scoring: Any = None,
        refit: Any = True,
        cv: Any = None,
        random_state: Any = None,
        error_score: float | str = np.nan,
        return_train_score: bool = False,
    ) -> None:
        self.estimator = estimator
        self.param_distributions = param_distributions
        self.n_iter = n_iter
        self.scoring = scoring
        self.refit = refit
        self.cv = cv
        self.random_state = random_state
        self.error_score = error_score
        self.return_train_score = return_train_score

    def _candidates(self) -> Iterable[dict[str, Any]]:
        check_integer("n_iter", self.n_iter, 1)
        return ParameterSampler(
            self.param_distributions, self.n_iter, random_state=self.random_state
        )
