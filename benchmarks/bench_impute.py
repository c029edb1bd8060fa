"""Imputers against scikit-learn, duplicates against pandas, one thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import sklearn.impute
import sklearn.metrics.pairwise
from sklearn.datasets import load_wine

from benchmarks.harness import Pair, case
from journey.ml import impute
from journey.ml.impute import KNNImputer, duplicated, knn_impute_naive, nan_euclidean_distances

RNG = np.random.default_rng(0)


def holes(n: int, d: int, share: float) -> Any:
    X = RNG.standard_normal((n, 3)) @ RNG.standard_normal((3, d)) + RNG.standard_normal((n, d))
    return np.where(RNG.random((n, d)) < share, np.nan, X)


TALL, SMALL, RARE = holes(100_000, 20, 0.1), holes(2_000, 20, 0.1), holes(10_000, 8, 0.01)
WINE = np.where(RNG.random((178, 13)) < 0.2, np.nan, load_wine().data)


def add(name: str, label: str, X: Any, **options: Any) -> None:
    @case(f"journey.ml.impute.{name}", reference=f"sklearn.impute.{name}", label=label)
    def prepare() -> Pair:
        ours = getattr(impute, name)(**options)
        theirs = getattr(sklearn.impute, name)(**options)
        assert np.abs(ours.fit(X).transform(X) - theirs.fit(X).transform(X)).max() < 1e-9
        return lambda: ours.fit(X).transform(X), lambda: theirs.fit(X).transform(X)


add("SimpleImputer", "mean, 100,000 x 20", TALL)
add("SimpleImputer", "median, 100,000 x 20", TALL, strategy="median")
add("SimpleImputer", "most frequent, 100,000 x 20", np.round(TALL), strategy="most_frequent")
add("KNNImputer", "2,000 x 20, 10 % missing", SMALL)
add("KNNImputer", "10,000 x 8, 1 % missing", RARE)


@case(
    "journey.ml.impute.knn_impute_naive",
    reference="journey.ml.impute.KNNImputer",
    label="wine, 178 x 13, 20 % missing",
)
def naive() -> Pair:
    fast = KNNImputer()
    assert np.abs(knn_impute_naive(WINE) - fast.fit_transform(WINE)).max() < 1e-9
    return lambda: knn_impute_naive(WINE), lambda: fast.fit_transform(WINE)


@case(
    "journey.ml.impute.nan_euclidean_distances",
    reference="sklearn.metrics.pairwise.nan_euclidean_distances",
    label="2,000 x 20, 10 % missing",
)
def distances() -> Pair:
    theirs = sklearn.metrics.pairwise.nan_euclidean_distances
    return lambda: nan_euclidean_distances(SMALL, SMALL), lambda: theirs(SMALL, SMALL)


@case(
    "journey.ml.impute.duplicated",
    reference="pandas.DataFrame.duplicated",
    label="50,000 x 3 whole numbers",
)
def twice() -> Pair:
    X = RNG.integers(0, 40, (50_000, 3))
    frame = pd.DataFrame(X)
    assert (duplicated(X) == frame.duplicated().to_numpy()).all()
    return lambda: duplicated(X), frame.duplicated
