"""The scores: means over the outer folds, corrected intervals, baselines on the same folds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.model_selection import corrected_interval
from journey.projects.kaggle_pipeline._config import Config
from journey.projects.kaggle_pipeline._data import Data
from journey.projects.kaggle_pipeline._models import OneRule, score

__all__ = ["summarise"]

Rows = NDArray[np.intp]


def _summary(values: Sequence[float], n_train: int, n_test: int) -> dict[str, Any]:
    low, high = corrected_interval(values, n_train, n_test)
    return {"mean": float(np.mean(values)), "low": low, "high": high, "folds": list(values)}


def _baselines(
    config: Config, data: Data, y: NDArray[Any], outer: Sequence[tuple[Rows, Rows]]
) -> Iterator[tuple[str, list[float]]]:
    classify = config.task == "classification"
    rule = data.frame[config.one_rule]
    for name, column in (
        ("majority" if classify else "mean", rule.map(lambda _: "")),
        ("one_rule", rule),
    ):
        values = []
        for fit, test in outer:
            guess = OneRule(classify=classify).fit(column.iloc[fit], y[fit])
            values.append(score(config, y[test], guess.predict(column.iloc[test])))
        yield name, values


def summarise(
    config: Config,
    data: Data,
    y: NDArray[Any],
    outer: Sequence[tuple[Rows, Rows]],
    scores: Mapping[str, Any],
) -> dict[str, Any]:
    """Return all scores over the outer folds, with intervals, beside the baselines'."""
    n_train, n_test = len(outer[0][0]), len(outer[0][1])
    baselines = dict(_baselines(config, data, y, outer))
    result: dict[str, Any] = {
        "metric": config.metric,
        "folds": len(outer),
        "baselines": {n: _summary(v, n_train, n_test) for n, v in baselines.items()},
        "libraries": {},
    }
    procedure: dict[str, list[float]] = {}
    for library, folds in scores.items():
        procedure[library] = [fold["outer"][fold["chosen"]] for fold in folds]
        gain = np.subtract(procedure[library], baselines["one_rule"])
        gain = gain if config.metric == "accuracy" else -gain
        result["libraries"][library] = {
            "procedure": _summary(procedure[library], n_train, n_test),
            "gain_over_one_rule": _summary(gain.tolist(), n_train, n_test),
            "chosen": [fold["chosen"] for fold in folds],
            "models": {
                name: _summary([fold["outer"][name] for fold in folds], n_train, n_test)
                for name in config.candidates
            },
        }
    if len(procedure) == 2:
        one, other = procedure.values()
        result["difference_of_libraries"] = _summary(
            np.subtract(one, other).tolist(), n_train, n_test
        )
    return result
