"""Looking into models against scikit-learn, one thread: the same model, the same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import sklearn.compose
import sklearn.ensemble
import sklearn.inspection
import sklearn.linear_model
import sklearn.pipeline
import sklearn.preprocessing
from sklearn.datasets import load_diabetes

from benchmarks.harness import Pair, case
from journey.ml.inspection import partial_dependence, permutation_importance


def frame(n: int) -> tuple[pd.DataFrame, Any, Any]:
    """Return rows with words and numbers, their classes and a fitted pipeline."""
    rng = np.random.default_rng(0)
    rows = pd.DataFrame({f"number {k}": rng.normal(size=n) for k in range(6)})
    rows["word"] = rng.choice(["north", "south", "west"], n)
    y = (rows["number 0"] + (rows["word"] == "west") + rng.normal(size=n) > 0).astype(int)
    parts = sklearn.compose.make_column_transformer(
        (sklearn.preprocessing.OneHotEncoder(), ["word"]), remainder="passthrough"
    )
    model = sklearn.pipeline.make_pipeline(parts, sklearn.linear_model.LogisticRegression())
    return rows, y, model.fit(rows, y)


@case(
    "journey.ml.inspection.permutation_importance",
    reference="sklearn.inspection.permutation_importance",
    label="forest of 20 trees, 442 x 10, 5 repeats",
)
def forest() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    model = sklearn.ensemble.RandomForestRegressor(20, random_state=0).fit(X, y)

    def run(function: Any) -> Any:
        return function(model, X, y, n_repeats=5, random_state=0).importances

    ours, theirs = permutation_importance, sklearn.inspection.permutation_importance
    assert (run(ours) == run(theirs)).all()
    return lambda: run(ours), lambda: run(theirs)


@case(
    "journey.ml.inspection.permutation_importance",
    reference="sklearn.inspection.permutation_importance",
    label="pipeline on a data frame, 2,000 x 7, 5 repeats",
)
def pipeline_importance() -> Pair:
    rows, y, model = frame(2000)

    def run(function: Any) -> Any:
        return function(model, rows, y, n_repeats=5, random_state=0).importances

    ours, theirs = permutation_importance, sklearn.inspection.permutation_importance
    assert (run(ours) == run(theirs)).all()
    return lambda: run(ours), lambda: run(theirs)


def add(label: str, n: int, kind: str) -> None:
    @case(
        "journey.ml.inspection.partial_dependence",
        reference="sklearn.inspection.partial_dependence(method='brute')",
        label=label,
    )
    def prepare() -> Pair:
        rows, _, model = frame(n)

        def run(function: Any) -> Any:
            return function(model, rows, ["number 0"], kind=kind, method="brute")

        ours, theirs = partial_dependence, sklearn.inspection.partial_dependence
        for name in ("average", "individual") if kind == "both" else (kind,):
            assert np.allclose(run(ours)[name], run(theirs)[name], rtol=0, atol=1e-12)
        return lambda: run(ours), lambda: run(theirs)


add("pipeline on a data frame, 200 x 7, 100 values", 200, "average")
add("pipeline on a data frame, 5,000 x 7, 100 values", 5000, "both")


@case(
    "journey.ml.inspection.partial_dependence",
    reference="sklearn.inspection.partial_dependence(method='brute')",
    label="forest of 20 trees, 442 x 10, 20 x 20 values",
)
def pairs() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    model = sklearn.ensemble.RandomForestRegressor(20, random_state=0).fit(X, y)

    def run(function: Any) -> Any:
        return function(model, X, [2, 8], grid_resolution=20, method="brute").average

    ours, theirs = partial_dependence, sklearn.inspection.partial_dependence
    assert (run(ours) == run(theirs)).all()
    return lambda: run(ours), lambda: run(theirs)
