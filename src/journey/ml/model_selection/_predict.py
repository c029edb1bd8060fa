"""Cross-validated predictions: each sample predicted by the model that did not see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import clone, is_classifier
from journey.ml.model_selection._data import check_same_length, indexable, number_of_samples, rows
from journey.ml.model_selection._validation import check_cv, fit, params_of
from journey.ml.utils import check_choice

__all__ = ["cross_val_predict"]

_METHODS = ("predict", "predict_proba", "predict_log_proba", "decision_function")


def cross_val_predict(
    estimator: Any,
    X: Any,
    y: ArrayLike | None = None,
    *,
    groups: ArrayLike | None = None,
    cv: Any = None,
    params: Mapping[str, Any] | None = None,
    method: str = "predict",
) -> NDArray[Any]:
    """Return for each sample the prediction of the model whose test part it was in.

    Good for pictures and for stacking. A score of all of these together is not the mean of the
    folds' scores, unless folds are equal and the score is a mean over samples.

    Parameters
    ----------
    estimator
        An estimator, ours or scikit-learn's. It stays as it is.
    X, y, groups, cv, params
        As in [cross_validate][journey.ml.model_selection.cross_validate]; ``cv`` must test each
        sample once.
    method
        "predict" (default), "predict_proba", "predict_log_proba" or "decision_function". The
        columns of the last three are the sorted classes of all of y; a class that a training part
        lacks has probability 0.

    Returns
    -------
    NDArray
        Predictions, one row a sample.

    Raises
    ------
    ValueError
        If ``cv`` does not test each sample exactly once, or a binary decision function meets
        several classes.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(6.0)[:, None], np.arange(6.0)
    >>> cross_val_predict(Ridge(alpha=0.0), X, y, cv=3).round(6)
    array([0., 1., 2., 3., 4., 5.])
    """
    check_choice("method", method, _METHODS)
    X, y = indexable(X), indexable(y)
    check_same_length(X=X, y=y, groups=groups)
    n = number_of_samples(X)
    splits = list(check_cv(cv, y, classifier=is_classifier(estimator)).split(X, y, groups))
    tested = np.concatenate([np.arange(n)[test] for _, test in splits])
    if len(tested) != n or len(np.unique(tested)) != n:
        raise ValueError("cross_val_predict only works for partitions")
    n_classes = None
    if method != "predict" and y is not None and np.ndim(y) == 1:
        classes, codes = np.unique(np.asarray(y), return_inverse=True)
        y, n_classes = codes, len(classes)
    parts = []
    for train, test in splits:
        model = clone(estimator)
        fit(model, rows(X, train), rows(y, train), params_of(params, X, train))
        answer = np.asarray(getattr(model, method)(rows(X, test)))
        if n_classes is not None:
            answer = _all_columns(answer, np.asarray(model.classes_), n_classes, method)
        parts.append(answer)
    place = np.empty(n, dtype=np.intp)
    place[tested] = np.arange(n)
    return np.asarray(np.concatenate(parts)[place])


def _all_columns(
    answer: NDArray[Any], seen: NDArray[Any], n_classes: int, method: str
) -> NDArray[Any]:
    """Return the columns of all classes, those that were never seen in training filled in."""
    if len(seen) == n_classes:
        return answer
    if answer.ndim != 2 or answer.shape[1] != len(seen):
        raise ValueError(
            f"Output shape {answer.shape} of {method} does not match number of classes "
            f"({len(seen)}) in fold, of {n_classes} in all: irregular decision functions cannot "
            "be put together. Use StratifiedKFold, so that each training part has all classes"
        )
    nothing = 0.0 if method == "predict_proba" else np.finfo(answer.dtype).min
    full = np.full((len(answer), n_classes), nothing, dtype=answer.dtype)
    full[:, seen] = answer
    return full
