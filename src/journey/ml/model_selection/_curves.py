"""Curves of training and test scores: over the number of samples, and over a parameter.

scikit-learn's learning curve by `partial_fit` is left out.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import clone, is_classifier
from journey.ml.metrics import check_scoring
from journey.ml.model_selection._data import check_same_length, indexable
from journey.ml.model_selection._validation import (
    _check_error_score,
    check_cv,
    fit_and_score,
    gather,
    warn_of_failures,
)
from journey.ml.utils import check_random_state

__all__ = ["learning_curve", "validation_curve"]

Scores = NDArray[np.float64]


def learning_curve(
    estimator: Any,
    X: Any,
    y: ArrayLike | None = None,
    *,
    groups: ArrayLike | None = None,
    train_sizes: ArrayLike = (0.1, 0.325, 0.55, 0.775, 1.0),
    cv: Any = None,
    scoring: Any = None,
    shuffle: bool = False,
    random_state: Any = None,
    params: Mapping[str, Any] | None = None,
    error_score: float | str = np.nan,
) -> tuple[NDArray[np.intp], Scores, Scores]:
    """Return training and test scores for growing parts of the training data.

    Where the two curves still approach each other, more samples help. Where they have met at a bad
    score, another model is needed.

    Parameters
    ----------
    estimator
        An estimator, ours or scikit-learn's. It stays as it is: each fit is of a copy.
    X, y, groups, cv, params, error_score
        As in [cross_validate][journey.ml.model_selection.cross_validate].
    train_sizes
        Shares of a training part in (0, 1], or numbers of samples. Default: five shares.
    scoring
        One scorer or its name. Default: the estimator's own score.
    shuffle
        Whether to shuffle each training part before its beginning is taken. Default: no.
    random_state
        Seed of the shuffling.

    Returns
    -------
    sizes : NDArray
        Numbers of samples, each once.
    train_scores, test_scores : NDArray
        Scores of shape (n_sizes, n_splits).

    Raises
    ------
    ValueError
        If a size is out of range, or every fit fails.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(20.0)[:, None] % 7, np.arange(20.0) % 7
    >>> sizes, train, test = learning_curve(Ridge(), X, y, train_sizes=[4, 8, 16])
    >>> sizes, test.shape
    (array([ 4,  8, 16]), (3, 5))
    """
    _check_error_score(error_score)
    X, y = indexable(X), indexable(y)
    check_same_length(X=X, y=y, groups=groups)
    splits = list(check_cv(cv, y, classifier=is_classifier(estimator)).split(X, y, groups))
    sizes = _sizes(train_sizes, len(splits[0][0]))
    if shuffle:
        rng = check_random_state(random_state)
        splits = [(rng.permutation(train), test) for train, test in splits]
    same: dict[str, Any] = {}
    jobs = [(same, train[:size], test) for size in sizes.tolist() for train, test in splits]
    train_scores, test_scores = _scores(estimator, X, y, scoring, jobs, params, error_score)
    shape = (len(sizes), len(splits))
    return sizes, train_scores.reshape(shape), test_scores.reshape(shape)


def validation_curve(
    estimator: Any,
    X: Any,
    y: ArrayLike | None = None,
    *,
    param_name: str,
    param_range: Any,
    groups: ArrayLike | None = None,
    cv: Any = None,
    scoring: Any = None,
    params: Mapping[str, Any] | None = None,
    error_score: float | str = np.nan,
) -> tuple[Scores, Scores]:
    """Return training and test scores for values of one parameter.

    Parameters
    ----------
    estimator
        An estimator, ours or scikit-learn's. It stays as it is: each fit is of a copy.
    X, y, groups, cv, params, error_score
        As in [cross_validate][journey.ml.model_selection.cross_validate].
    param_name
        The parameter's name, `step__name` in a pipeline.
    param_range
        Its values.
    scoring
        One scorer or its name. Default: the estimator's own score.

    Returns
    -------
    train_scores, test_scores : NDArray
        Scores of shape (n_values, n_splits).

    Raises
    ------
    ValueError
        If the parameter is unknown, there is no value, or every fit fails.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(20.0)[:, None] % 7, np.arange(20.0) % 7
    >>> train, test = validation_curve(
    ...     Ridge(), X, y, param_name="alpha", param_range=[0.0, 1e4]
    ... )
    >>> train.mean(axis=1).round(2)
    array([1.  , 0.01])
    """
    _check_error_score(error_score)
    X, y = indexable(X), indexable(y)
    check_same_length(X=X, y=y, groups=groups)
    values = list(param_range)
    if not values:
        raise ValueError("param_range: expected at least one value, got none")
    splits = list(check_cv(cv, y, classifier=is_classifier(estimator)).split(X, y, groups))
    jobs = [({param_name: value}, train, test) for train, test in splits for value in values]
    train_scores, test_scores = _scores(estimator, X, y, scoring, jobs, params, error_score)
    shape = (len(splits), len(values))
    return train_scores.reshape(shape).T, test_scores.reshape(shape).T


def _scores(
    estimator: Any,
    X: Any,
    y: Any,
    scoring: Any,
    jobs: list[tuple[dict[str, Any], NDArray[Any], NDArray[Any]]],
    params: Mapping[str, Any] | None,
    error_score: float | str,
) -> tuple[Scores, Scores]:
    if isinstance(scoring, list | tuple | set | dict):
        raise ValueError(f"scoring: expected one scorer, got {scoring!r}")
    scorer = check_scoring(estimator, scoring)
    results = [
        fit_and_score(
            clone(estimator).set_params(**clone_values(setting)), X, y, scorer, train, test,
            params=params, error_score=error_score, return_train_score=True,
        )
        for setting, train, test in jobs
    ]  # fmt: skip
    warn_of_failures(results, error_score)
    found = [gather(results, part, error_score)["score"] for part in ("train", "test")]
    return found[0], found[1]


def clone_values(setting: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters whose values are copies, where they are estimators."""
    return {name: clone(value, safe=False) for name, value in setting.items()}


def _sizes(train_sizes: ArrayLike, most: int) -> NDArray[np.intp]:
    given = np.asarray(train_sizes)
    if given.ndim != 1 or given.size == 0 or given.dtype.kind not in "iuf":
        raise ValueError(
            f"train_sizes: expected a list of shares or of numbers of samples, got {train_sizes!r}"
        )
    if given.dtype.kind == "f":
        if given.min() <= 0 or given.max() > 1:
            raise ValueError(
                "train_sizes has been interpreted as fractions of the maximum number of training "
                f"samples and must be within (0, 1], but is within [{given.min()}, {given.max()}]."
            )
        sizes = np.clip((given * most).astype(np.intp), 1, most)
    else:
        if given.min() <= 0 or given.max() > most:
            raise ValueError(
                "train_sizes has been interpreted as absolute numbers of training samples and must "
                f"be within (0, {most}], but is within [{given.min()}, {given.max()}]."
            )
        sizes = given.astype(np.intp)
    once = np.unique(sizes)
    if len(once) < len(sizes):
        warnings.warn(
            f"Removed duplicate entries from 'train_sizes'. Number of ticks will be less than "
            f"the size of 'train_sizes': {len(once)} instead of {len(sizes)}.",
            RuntimeWarning,
            stacklevel=3,
        )
    return once
