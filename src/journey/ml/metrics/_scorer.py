"""Scorers: what turns a metric into a function of an estimator and data, larger being better.

A metric compares targets with predictions. A scorer also knows which method of the estimator gives
the predictions that the metric wants, and turns an error's sign. The named ones look their metric
up in `journey.ml.metrics` when they are asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

ScorerLike = Callable[..., Any]

_PROBABILITY = "predict_proba"
_CONFIDENCE = ("decision_function", "predict_proba")


def _named() -> dict[str, tuple[str, bool, Any, dict[str, Any]]]:
    # name: (metric, greater is better, method, further arguments)
    found: dict[str, tuple[str, bool, Any, dict[str, Any]]] = {
        "accuracy": ("accuracy_score", True, "predict", {}),
        "adjusted_rand_score": ("adjusted_rand_score", True, "predict", {}),
        "average_precision": ("average_precision_score", True, _CONFIDENCE, {}),
        "balanced_accuracy": ("balanced_accuracy_score", True, "predict", {}),
        "matthews_corrcoef": ("matthews_corrcoef", True, "predict", {}),
        "neg_brier_score": ("brier_score_loss", False, _PROBABILITY, {}),
        "neg_log_loss": ("log_loss", False, _PROBABILITY, {}),
        "neg_mean_absolute_error": ("mean_absolute_error", False, "predict", {}),
        "neg_mean_squared_error": ("mean_squared_error", False, "predict", {}),
        "neg_root_mean_squared_error": ("root_mean_squared_error", False, "predict", {}),
        "r2": ("r2_score", True, "predict", {}),
        "roc_auc": ("roc_auc_score", True, _CONFIDENCE, {}),
    }
    for rule in ("ovr", "ovo"):
        several = {"multi_class": rule}
        found[f"roc_auc_{rule}"] = ("roc_auc_score", True, _PROBABILITY, several)
        weighted = {**several, "average": "weighted"}
        found[f"roc_auc_{rule}_weighted"] = ("roc_auc_score", True, _PROBABILITY, weighted)
    for name in ("precision", "recall", "f1"):
        found[name] = (f"{name}_score", True, "predict", {"average": "binary"})
        for average in ("macro", "micro", "weighted"):
            options = {"average": average, "pos_label": None}
            found[f"{name}_{average}"] = (f"{name}_score", True, "predict", options)
    return found


_NAMED = _named()


class _Scorer:
    """A metric, the method whose answer it judges, and the sign that makes larger better."""

    def __init__(
        self, score_func: Callable[..., Any], sign: int, method: Any, kwargs: Mapping[str, Any]
    ) -> None:
        self._score_func = score_func
        self._sign = sign
        self._response_method = method
        self._kwargs = dict(kwargs)

    def __call__(
        self,
        estimator: Any,
        X: Any,
        y_true: ArrayLike,
        sample_weight: ArrayLike | None = None,
        **kwargs: Any,
    ) -> Any:
        answer = _response(estimator, self._response_method, X, self._kwargs.get("pos_label"))
        options = {**self._kwargs, **kwargs}
        if sample_weight is not None:
            options["sample_weight"] = sample_weight
        return self._sign * self._score_func(y_true, answer, **options)

    def __repr__(self) -> str:
        name = getattr(self._score_func, "__name__", repr(self._score_func))
        words = [name] + ([] if self._sign > 0 else ["greater_is_better=False"])
        if self._response_method != "predict":
            words.append(f"response_method={self._response_method!r}")
        words += [f"{key}={value!r}" for key, value in self._kwargs.items()]
        return f"make_scorer({', '.join(words)})"


class _Several:
    """Scorers by name; the answer is a dictionary."""

    def __init__(self, scorers: Mapping[str, ScorerLike]) -> None:
        self._scorers = dict(scorers)

    def __call__(self, estimator: Any, X: Any, y: Any = None, **kwargs: Any) -> dict[str, Any]:
        return {name: each(estimator, X, y, **kwargs) for name, each in self._scorers.items()}


class _OwnScore:
    """The estimator's own `score`."""

    def __call__(self, estimator: Any, X: Any, y: Any = None, **kwargs: Any) -> Any:
        return estimator.score(X, **kwargs) if y is None else estimator.score(X, y, **kwargs)


def _response(estimator: Any, method: Any, X: Any, pos_label: Any) -> NDArray[Any]:
    """Return what the first of the methods that the estimator has says about X."""
    names = (method,) if isinstance(method, str) else tuple(method)
    name = next((each for each in names if hasattr(estimator, each)), None)
    if name is None:
        raise AttributeError(
            f"{type(estimator).__name__} has none of the following attributes: {', '.join(names)}."
        )
    answer = np.asarray(getattr(estimator, name)(X))
    if name == "predict" or not hasattr(estimator, "classes_"):
        return answer
    classes = np.asarray(estimator.classes_)
    if len(classes) > 2:
        return answer
    place = len(classes) - 1
    if pos_label is not None:
        if pos_label not in classes.tolist():
            raise ValueError(
                f"pos_label={pos_label} is not a valid label: It should be one of {classes}"
            )
        place = classes.tolist().index(pos_label)
    if name == "predict_proba":
        return answer[:, place] if answer.ndim == 2 else answer
    return answer if place == 1 else -answer


def make_scorer(
    score_func: Callable[..., Any],
    *,
    response_method: str | Iterable[str] = "predict",
    greater_is_better: bool = True,
    **kwargs: Any,
) -> ScorerLike:
    """Return a scorer made of a metric.

    Parameters
    ----------
    score_func
        Called with targets, predictions and ``kwargs``; returns a number.
    response_method
        The estimator's method whose answer is judged: "predict" (default), "predict_proba" or
        "decision_function"; of several the first that the estimator has. With two classes, the
        metric gets the column of the second class, or of ``pos_label``.
    greater_is_better
        Whether the metric is a score; an error's sign is turned. Default: yes.
    **kwargs
        Handed on to the metric.

    Returns
    -------
    Callable
        The scorer, called with a fitted estimator, X, y and, if wanted, `sample_weight`.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> from journey.ml.metrics import mean_absolute_error
    >>> scorer = make_scorer(mean_absolute_error, greater_is_better=False)
    >>> X, y = [[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]
    >>> round(scorer(Ridge(alpha=2.0).fit(X, y), X, y), 6)
    -0.333333
    """
    methods = response_method if isinstance(response_method, str) else tuple(response_method)
    for name in (methods,) if isinstance(methods, str) else methods:
        if name not in ("predict", "predict_proba", "decision_function"):
            raise ValueError(
                "response_method: expected 'predict', 'predict_proba' or 'decision_function', "
                f"got {name!r}"
            )
    return _Scorer(score_func, 1 if greater_is_better else -1, methods, kwargs)


def get_scorer_names() -> list[str]:
    """Return the names that [get_scorer][journey.ml.metrics.get_scorer] knows.

    Returns
    -------
    list
        Names, sorted.

    Examples
    --------
    >>> "r2" in get_scorer_names()
    True
    """
    metrics = importlib.import_module("journey.ml.metrics")
    return sorted(name for name, row in _NAMED.items() if hasattr(metrics, row[0]))


def get_scorer(scoring: str | ScorerLike) -> ScorerLike:
    """Return the scorer of a name.

    Parameters
    ----------
    scoring
        A name, such as "accuracy" or "neg_mean_squared_error". Errors begin with "neg_" and are
        negative, so that larger is better everywhere. A callable is returned as it is.

    Returns
    -------
    Callable
        The scorer.

    Raises
    ------
    ValueError
        If the name is not known.

    Examples
    --------
    >>> get_scorer("neg_mean_absolute_error")
    make_scorer(mean_absolute_error, greater_is_better=False)
    """
    if callable(scoring):
        return scoring
    metrics = importlib.import_module("journey.ml.metrics")
    row = _NAMED.get(scoring) if isinstance(scoring, str) else None
    if row is None or not hasattr(metrics, row[0]):
        raise ValueError(
            f"scoring: expected one of {', '.join(get_scorer_names())}, or a callable, "
            f"got {scoring!r}"
        )
    metric, greater, method, options = row
    return _Scorer(getattr(metrics, metric), 1 if greater else -1, method, options)


def check_scoring(estimator: Any = None, scoring: Any = None, *, allow_none: bool = False) -> Any:
    """Return the scorer that a `scoring` parameter stands for.

    Parameters
    ----------
    estimator
        The estimator whose own `score` is used where ``scoring`` is `None`.
    scoring
        `None`, a name, a callable `scorer(estimator, X, y)`, a list of names, or a dictionary of
        names to scorers. The last two give a scorer that returns a dictionary.
    allow_none
        Whether an estimator without `score` is allowed. Default: no.

    Returns
    -------
    Callable
        The scorer; `None` where there is none and that is allowed.

    Raises
    ------
    TypeError
        If the estimator has no `score` and nothing else is given.
    ValueError
        If a name is unknown or comes twice, or there is none, or a metric stands for a scorer.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = [[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]
    >>> scorer = check_scoring(Ridge(), ["r2", "neg_mean_squared_error"])
    >>> {name: round(value, 6) for name, value in scorer(Ridge(2.0).fit(X, y), X, y).items()}
    {'r2': 0.75, 'neg_mean_squared_error': -0.166667}
    """
    if scoring is None:
        if hasattr(estimator, "score"):
            return _OwnScore()
        if allow_none:
            return None
        raise TypeError(
            "scoring: If no scoring is specified, the estimator passed should have a 'score' "
            f"method. The estimator {estimator!r} does not."
        )
    if callable(scoring):
        _refuse_a_metric(scoring)
        return scoring
    if isinstance(scoring, str):
        return get_scorer(scoring)
    if isinstance(scoring, Mapping):
        rows = dict(scoring)
    elif isinstance(scoring, list | tuple | set):
        names = sorted(scoring) if isinstance(scoring, set) else list(scoring)
        if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
            raise ValueError(f"scoring: expected different names of scorers, got {scoring!r}")
        rows = {name: name for name in names}
    else:
        raise ValueError(
            "scoring: expected None, a name, a callable, a list of names or a dictionary, "
            f"got {scoring!r}"
        )
    if not rows:
        raise ValueError(f"scoring: expected at least one scorer, got {scoring!r}")
    return _Several({name: check_scoring(estimator, each) for name, each in rows.items()})


def _refuse_a_metric(scoring: ScorerLike) -> None:
    # Called as a scorer, a metric would take the estimator for the targets.
    module = getattr(scoring, "__module__", None) or ""
    if (
        module.startswith(("journey.ml.metrics.", "sklearn.metrics."))
        and not isinstance(scoring, _Scorer | _Several | _OwnScore)
        and not module.endswith("._scorer")
    ):
        raise ValueError(
            f"scoring value {scoring!r} looks like it is a metric function rather than a "
            "scorer: expected an estimator as its first parameter; make_scorer turns one into "
            "the other"
        )
