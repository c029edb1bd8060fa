"""The pipelines: one recipe, built from journey's estimators or from scikit-learn's; baselines."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.projects.kaggle_pipeline._config import Config, ConfigError

__all__ = ["OneRule", "build", "ensemble", "score"]

_ROOTS = {"journey": "journey.ml", "scikit-learn": "sklearn"}
_CLASSES = {
    "linear": (("linear_model", "LogisticRegression"), ("linear_model", "Ridge")),
    "forest": (("ensemble", "RandomForestClassifier"), ("ensemble", "RandomForestRegressor")),
    "boosting": (
        ("ensemble", "HistGradientBoostingClassifier"),
        ("ensemble", "HistGradientBoostingRegressor"),
    ),
    "voting": (("ensemble", "VotingClassifier"), ("ensemble", "VotingRegressor")),
    "stacking": (("ensemble", "StackingClassifier"), ("ensemble", "StackingRegressor")),
}


def _get(library: str, module: str, name: str) -> Any:
    return getattr(importlib.import_module(f"{_ROOTS[library]}.{module}"), name)


def _kind(config: Config, library: str, kind: str) -> Any:
    return _get(library, *_CLASSES[kind][config.task == "regression"])


def build(config: Config, library: str, name: str, chosen: Mapping[str, Any]) -> Any:
    """Return a pipeline, unfitted: filling, scaling, coding, and the model.

    Parameters
    ----------
    config
        The configuration.
    library
        `"journey"` or `"scikit-learn"`.
    name
        A model's name in the configuration.
    chosen
        What the search chose.

    Returns
    -------
    Pipeline
        It takes the frames that `features` makes.

    Raises
    ------
    ConfigError
        If the estimator knows no such setting.

    Examples
    --------
    >>> from journey.projects.kaggle_pipeline import load_config
    >>> build(load_config("titanic"), "journey", "logistic", {"C": 0.1}).named_steps["model"].C
    0.1
    """
    model = config.models[name]
    estimator = _kind(config, library, model.kind)()
    settings = {**model.settings, **chosen}
    if model.kind in ("forest", "boosting"):
        settings = {"random_state": config.seed, **settings}
    if model.kind == "linear" and config.task == "classification":
        settings = {"max_iter": 1000, **settings}
    for key in settings:
        if key not in estimator.get_params():
            raise ConfigError(
                f"{config.name}.toml: models.{name}: {type(estimator).__name__} of {library} has "
                f"no setting {key!r}"
            )
    estimator.set_params(**settings)
    pipeline = _get(library, "pipeline", "Pipeline")
    steps: list[tuple[str, Any, list[str]]] = []
    if config.numeric:
        fill = _get(library, "impute", "SimpleImputer")(strategy="median", keep_empty_features=True)
        scale = _get(library, "preprocessing", "StandardScaler")()
        steps.append(("numeric", pipeline([("fill", fill), ("scale", scale)]), [*config.numeric]))
    if config.categorical:
        code = _get(library, "preprocessing", "OneHotEncoder")(
            handle_unknown="ignore", sparse_output=False
        )
        steps.append(("categorical", code, [*config.categorical]))
    columns = _get(library, "compose", "ColumnTransformer")(steps)
    return pipeline([("columns", columns), ("model", estimator)])


def ensemble(config: Config, library: str, chosen: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return the ensemble of the members with their chosen settings, unfitted.

    Parameters
    ----------
    config
        The configuration.
    library
        `"journey"` or `"scikit-learn"`.
    chosen
        Each member's settings from the search.

    Returns
    -------
    estimator
        A voting or stacking estimator over whole pipelines.

    Examples
    --------
    ```python
    ensemble(config, "journey", {"logistic": {"C": 1.0}, "forest": {}, "boosting": {}})
    ```
    """
    members = [(name, build(config, library, name, chosen[name])) for name in config.members]
    settings: dict[str, Any] = {}
    if config.ensemble == "stacking":
        last = "linear"
        final = _kind(config, library, last)()
        if config.task == "classification":
            final.set_params(max_iter=1000)
        settings = {"final_estimator": final, "cv": config.inner}
    elif config.task == "classification":
        settings = {"voting": "soft"}
    return _kind(config, library, config.ensemble)(members, **settings)


def score(config: Config, y: ArrayLike, predicted: ArrayLike) -> float:
    """Return the share of right classes, or the root of the mean squared error.

    Parameters
    ----------
    config
        The configuration.
    y, predicted
        The truth and what was predicted, as the model sees them.

    Returns
    -------
    float
        Accuracy (more is better) or RMSE (less is better).

    Examples
    --------
    >>> from journey.projects.kaggle_pipeline import load_config
    >>> score(load_config("titanic"), [0, 1, 1, 0], [0, 1, 0, 0])
    0.75
    """
    truth, guess = np.asarray(y), np.asarray(predicted)
    if config.task == "classification":
        return float(np.mean(truth == guess))
    return float(np.sqrt(np.mean((truth - guess) ** 2)))


class OneRule:
    """The baseline that looks at one column: its majority class, or its mean, for each value.

    Parameters
    ----------
    classify
        Whether classes are predicted rather than values.

    References
    ----------
    Holte, R. C. (1993). Very simple classification rules perform well on most commonly used
    datasets. Machine Learning 11, 63-90.

    Examples
    --------
    >>> rule = OneRule(classify=True).fit(["m", "m", "f", "f"], [0, 0, 1, 1])
    >>> rule.predict(["f", "m", "?"]).tolist()
    [1, 0, 0]
    """

    def __init__(self, *, classify: bool) -> None:
        self.classify = classify

    def fit(self, column: Any, y: ArrayLike) -> OneRule:
        """Learn one answer for each value of the column.

        Parameters
        ----------
        column
            The values, of any kind.
        y
            The truth.

        Returns
        -------
        OneRule
            This object.
        """
        truth = np.asarray(y)
        values = np.asarray(column).astype(str)
        self.default_ = self._answer(truth)
        self.answers_ = {v: self._answer(truth[values == v]) for v in np.unique(values).tolist()}
        return self

    def _answer(self, y: NDArray[Any]) -> Any:
        if not self.classify:
            return float(y.mean())
        classes, counts = np.unique(y, return_counts=True)
        return classes[counts.argmax()].item()

    def predict(self, column: Any) -> NDArray[Any]:
        """Return the answers; for a value never seen, that of all rows.

        Parameters
        ----------
        column
            The values.

        Returns
        -------
        NDArray
            One answer a row.
        """
        values = np.asarray(column).astype(str).tolist()
        return np.array([self.answers_.get(value, self.default_) for value in values])
