"""Pipelines and column transformers: what the frame itself costs, with the same steps inside."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.compose
import sklearn.pipeline
from numpy.typing import NDArray
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from benchmarks.harness import Pair, case
from journey.ml.compose import ColumnTransformer
from journey.ml.linear_model import Ridge
from journey.ml.pipeline import Pipeline


def data(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, 10))
    return X, X @ rng.normal(size=10)


def add_pipeline(n: int) -> None:
    @case(
        "journey.ml.pipeline.Pipeline",
        reference="sklearn.pipeline.Pipeline",
        label=f"two scalers and a ridge, fit and predict, {n:,} x 10",
    )
    def prepare() -> Pair:
        X, y = data(n)

        def work(kind: Any) -> NDArray[np.float64]:
            steps = [("a", StandardScaler()), ("b", MinMaxScaler()), ("c", Ridge())]
            found: NDArray[np.float64] = kind(steps).fit(X, y).predict(X)
            return found

        np.testing.assert_array_equal(work(Pipeline), work(sklearn.pipeline.Pipeline))
        return lambda: work(Pipeline), lambda: work(sklearn.pipeline.Pipeline)


def add_columns(n: int) -> None:
    @case(
        "journey.ml.compose.ColumnTransformer",
        reference="sklearn.compose.ColumnTransformer",
        label=f"two scalers on five columns each, {n:,} rows",
    )
    def prepare() -> Pair:
        X, _ = data(n)
        parts = [("a", StandardScaler(), slice(0, 5)), ("b", MinMaxScaler(), slice(5, 10))]

        def work(kind: Any) -> NDArray[np.float64]:
            found: NDArray[np.float64] = kind(parts).fit_transform(X)
            return found

        np.testing.assert_allclose(
            work(ColumnTransformer), work(sklearn.compose.ColumnTransformer), rtol=1e-9, atol=1e-9
        )
        return lambda: work(ColumnTransformer), lambda: work(sklearn.compose.ColumnTransformer)


for size in (500, 50_000):
    add_pipeline(size)
    add_columns(size)
