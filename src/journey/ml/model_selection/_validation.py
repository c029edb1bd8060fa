"""Cross-validation: fit on one part, score or predict the other, for every split.

Fits run one after the other. scikit-learn's `n_jobs`, `verbose` and `pre_dispatch` are left out.
"""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Iterable, Iterator, Mapping
from numbers import Integral, Real
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import clone, is_classifier
from journey.ml.metrics import check_scoring
from journey.ml.model_selection._data import check_same_length, indexable, number_of_samples, rows
from journey.ml.model_selection._kfold import KFold, StratifiedKFold
from journey.ml.model_selection._splitter import Splitter

__all__ = ["FitFailedWarning", "check_cv", "cross_val_score", "cross_validate"]


class FitFailedWarning(RuntimeWarning):
    """Some fits of a cross-validation ended in an error, and `error_score` stands in for them.

    Examples
    --------
    >>> issubclass(FitFailedWarning, RuntimeWarning)
    True
    """


class _Given(Splitter):
    """Pairs of indices that the caller brought along."""

    def __init__(self, pairs: Iterable[Any]) -> None:
        self._pairs = [(_places(train), _places(test)) for train, test in pairs]

    def split(self, X: Any = None, y: Any = None, groups: Any = None) -> Iterator[Any]:
        yield from self._pairs

    def get_n_splits(self, X: Any = None, y: Any = None, groups: Any = None) -> int:
        return len(self._pairs)


def _places(given: Any) -> NDArray[Any]:
    array = np.asarray(given)
    return np.flatnonzero(array) if array.dtype == bool else array


def check_cv(cv: Any = 5, y: ArrayLike | None = None, *, classifier: bool = False) -> Any:
    """Return the splitter that a `cv` parameter stands for.

    Parameters
    ----------
    cv
        Number of folds, a splitter, or pairs of training and test indices. `None` is 5 folds.
    y
        The target.
    classifier
        Whether a number means folds that keep the classes' shares. Default: no.

    Returns
    -------
    object
        Something with `split` and `get_n_splits`.

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> check_cv(3, [0, 1, 0, 1, 0, 1], classifier=True)
    StratifiedKFold(n_splits=3, random_state=None, shuffle=False)
    >>> check_cv(3)
    KFold(n_splits=3, random_state=None, shuffle=False)
    """
    cv = 5 if cv is None else cv
    if isinstance(cv, Integral) and not isinstance(cv, bool):
        return StratifiedKFold(int(cv)) if classifier and _are_classes(y) else KFold(int(cv))
    if hasattr(cv, "split") and not isinstance(cv, str):
        return cv
    if not isinstance(cv, Iterable) or isinstance(cv, str):
        raise ValueError(
            f"Expected `cv` as an integer, a cross-validation object or an iterable. Got {cv}."
        )
    return _Given(cv)


def _are_classes(y: ArrayLike | None) -> bool:
    if y is None:
        return False
    array = np.asarray(y)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        return False
    return array.dtype.kind != "f" or bool((array == np.floor(array)).all())


def cross_validate(
    estimator: Any,
    X: Any,
    y: ArrayLike | None = None,
    *,
    groups: ArrayLike | None = None,
    scoring: Any = None,
    cv: Any = None,
    params: Mapping[str, Any] | None = None,
    return_train_score: bool = False,
    return_estimator: bool = False,
    return_indices: bool = False,
    error_score: float | str = np.nan,
) -> dict[str, Any]:
    """Return scores, times and, if wanted, more of each split.

    Parameters
    ----------
    estimator
        An estimator, ours or scikit-learn's. It stays as it is: each split fits a copy.
    X
        Samples: an array, a data frame or a list.
    y
        Targets of shape (n_samples,) or (n_samples, n_targets).
    groups
        Group of each sample, for splitters that keep groups together.
    scoring
        What `check_scoring` takes: a name, a scorer, or several of them. Default: the
        estimator's own score.
    cv
        What [check_cv][journey.ml.model_selection.check_cv] takes. Default: five folds,
        stratified for a classifier.
    params
        Further arguments of `fit`; arrays with a row a sample are split like X.
    return_train_score
        Whether to score the training part as well. Default: no.
    return_estimator
        Whether to return the fitted copies. Default: no.
    return_indices
        Whether to return the splits. Default: no.
    error_score
        The score of a split whose fit fails, with a warning; "raise" to let the error through.
        Default: NaN.

    Returns
    -------
    dict
        "fit_time", "score_time", "test_score", and "train_score", "estimator", "indices" where
        asked for. With several scorers "test_" and "train_" are followed by their names.

    Raises
    ------
    ValueError
        If every fit fails, or an argument is malformed.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(12.0)[:, None], np.arange(12.0)
    >>> sorted(cross_validate(Ridge(), X, y, cv=3, return_train_score=True))
    ['fit_time', 'score_time', 'test_score', 'train_score']
    """
    _check_error_score(error_score)
    X, y = indexable(X), indexable(y)
    check_same_length(X=X, y=y, groups=groups)
    splitter = check_cv(cv, y, classifier=is_classifier(estimator))
    scorer = check_scoring(estimator, scoring)
    splits = list(splitter.split(X, y, groups))
    results = [
        fit_and_score(
            clone(estimator), X, y, scorer, train, test,
            params=params, error_score=error_score, return_train_score=return_train_score,
        )
        for train, test in splits
    ]  # fmt: skip
    warn_of_failures(results, error_score)
    told: dict[str, Any] = {
        "fit_time": np.array([each["fit_time"] for each in results]),
        "score_time": np.array([each["score_time"] for each in results]),
    }
    if return_estimator:
        told["estimator"] = [each["estimator"] for each in results]
    if return_indices:
        told["indices"] = {
            "train": tuple(train for train, _ in splits),
            "test": tuple(test for _, test in splits),
        }
    for part in ("test", "train") if return_train_score else ("test",):
        for name, scores in gather(results, part, error_score).items():
            told[f"{part}_{name}"] = scores
    return told


def cross_val_score(
    estimator: Any,
    X: Any,
    y: ArrayLike | None = None,
    *,
    groups: ArrayLike | None = None,
    scoring: Any = None,
    cv: Any = None,
    params: Mapping[str, Any] | None = None,
    error_score: float | str = np.nan,
) -> NDArray[np.float64]:
    """Return the score of each split: fitted on its training part, judged on its test part.

    Parameters
    ----------
    estimator
        An estimator, ours or scikit-learn's. It stays as it is: each split fits a copy.
    X, y, groups, cv, params, error_score
        As in [cross_validate][journey.ml.model_selection.cross_validate].
    scoring
        One scorer or its name. Default: the estimator's own score.

    Returns
    -------
    NDArray
        Scores of shape (n_splits,).

    Raises
    ------
    ValueError
        If every fit fails, or an argument is malformed.

    References
    ----------
    Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. Journal of
    the Royal Statistical Society B 36(2), 111-147.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(12.0)[:, None], np.arange(12.0)
    >>> cross_val_score(Ridge(), X, y, cv=3, scoring="neg_mean_absolute_error").round(3)
    array([-0.14 , -0.007, -0.14 ])
    """
    if isinstance(scoring, list | tuple | set | dict):
        raise ValueError(
            f"scoring: expected one scorer, got {scoring!r}; cross_validate takes several"
        )
    found = cross_validate(
        estimator, X, y,
        groups=groups, scoring=scoring, cv=cv, params=params, error_score=error_score,
    )  # fmt: skip
    if "test_score" not in found:
        raise ValueError("scoring: expected a number from the scorer, got a dictionary")
    return np.asarray(found["test_score"])


def fit_and_score(
    estimator: Any,
    X: Any,
    y: Any,
    scorer: Any,
    train: NDArray[Any],
    test: NDArray[Any],
    *,
    params: Mapping[str, Any] | None,
    error_score: float | str,
    return_train_score: bool,
) -> dict[str, Any]:
    """Return what one split gives: scores, times, the fitted estimator, the error if any."""
    X_train, y_train, X_test, y_test = rows(X, train), rows(y, train), rows(X, test), rows(y, test)
    told: dict[str, Any] = {"estimator": estimator, "score_time": 0.0, "n_test": len(test)}
    start = perf_counter()
    try:
        fit(estimator, X_train, y_train, params_of(params, X, train))
    except Exception:
        if error_score == "raise":
            raise
        return told | {"fit_time": perf_counter() - start, "error": traceback.format_exc()}
    fitted = perf_counter()
    told["fit_time"] = fitted - start
    told["test"] = _score(estimator, X_test, y_test, scorer, error_score)
    told["score_time"] = perf_counter() - fitted
    if return_train_score:
        told["train"] = _score(estimator, X_train, y_train, scorer, error_score)
    return told


def fit(estimator: Any, X: Any, y: Any, params: Mapping[str, Any]) -> Any:
    """Fit with a target, or without where there is none."""
    return estimator.fit(X, **params) if y is None else estimator.fit(X, y, **params)


def params_of(params: Mapping[str, Any] | None, X: Any, places: NDArray[Any]) -> dict[str, Any]:
    """Return arguments of `fit` for some samples: what has a row a sample is cut like X."""
    n = number_of_samples(X)
    return {
        name: rows(value, places) if np.ndim(value) > 0 and len(value) == n else value
        for name, value in (params or {}).items()
    }


def _score(estimator: Any, X: Any, y: Any, scorer: Any, error_score: float | str) -> Any:
    try:
        score = scorer(estimator, X) if y is None else scorer(estimator, X, y)
    except Exception:
        if error_score == "raise":
            raise
        warnings.warn(
            "Scoring failed. The score on this train-test partition for these parameters will be "
            f"set to {error_score}. Details: \n{traceback.format_exc()}",
            UserWarning,
            stacklevel=4,
        )
        return None
    if isinstance(score, dict):
        return {name: _number(value) for name, value in score.items()}
    return _number(score)


def _number(score: Any) -> float:
    if isinstance(score, np.ndarray) and score.ndim == 0:
        score = score.item()
    if not isinstance(score, Real):
        raise ValueError(
            f"scoring must return a number, got {score!r} ({type(score).__name__}) instead."
        )
    return float(score)


def gather(
    results: list[dict[str, Any]], part: str, error_score: float | str
) -> dict[str, NDArray[np.float64]]:
    """Return the scores of all splits by the scorer's name, "score" where there is one only."""
    scores = [each.get(part) for each in results]
    told = next((each for each in scores if isinstance(each, dict)), None)
    missing = float(error_score) if error_score != "raise" else np.nan
    if told is None:
        return {"score": np.array([missing if each is None else each for each in scores])}
    return {
        name: np.array([missing if each is None else each[name] for each in scores])
        for name in told
    }


def warn_of_failures(results: list[dict[str, Any]], error_score: float | str) -> None:
    """Raise where every fit failed, warn where some did."""
    errors = [each["error"] for each in results if "error" in each]
    if not errors:
        return
    details = "\n".join(f"{errors.count(each)} fits failed with:\n{each}" for each in set(errors))
    if len(errors) == len(results):
        raise ValueError(
            f"\nAll the {len(errors)} fits failed.\nIt is very likely that your model is "
            "misconfigured.\nYou can try to debug the error by setting error_score='raise'.\n\n"
            f"{details}"
        )
    warnings.warn(
        f"\n{len(errors)} fits failed out of a total of {len(results)}.\nThe score on these "
        f"train-test partitions for these parameters will be set to {error_score}.\n\n{details}",
        FitFailedWarning,
        stacklevel=3,
    )


def _check_error_score(error_score: float | str) -> None:
    if error_score != "raise" and not isinstance(error_score, Real):
        raise ValueError(f"error_score: expected a number or 'raise', got {error_score!r}")
