"""Scalers and encoders against scikit-learn: fit and transform, one thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.preprocessing
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import KFold, StratifiedKFold

from benchmarks.harness import Pair, case
from journey.ml import preprocessing

TALL = np.random.default_rng(0).standard_normal((100_000, 20)) * np.geomspace(1e-3, 1e3, 20)
HOLES = np.where(np.random.default_rng(1).random(TALL.shape) < 0.05, np.nan, TALL)


RNG = np.random.default_rng(2)
WORDS = np.array([f"word{i}" for i in range(2000)], dtype=object)
FEW = np.column_stack([WORDS[RNG.integers(0, k, 50_000)] for k in (2, 5, 12, 30)])
MANY = WORDS[RNG.integers(0, 2000, (50_000, 2))]
NUMBERS = RNG.integers(0, 50, (100_000, 4))


def add(name: str, label: str, X: Any, **options: Any) -> None:
    @case(
        f"journey.ml.preprocessing.{name}",
        reference=f"sklearn.preprocessing.{name}",
        label=label,
    )
    def prepare() -> Pair:
        ours = getattr(preprocessing, name)(**options)
        own = {"sparse_output": False} if name == "OneHotEncoder" else {}
        theirs = getattr(sklearn.preprocessing, name)(**options, **own)
        gap = np.abs(ours.fit(X).transform(X) - theirs.fit(X).transform(X))
        assert np.nanmax(gap) < 1e-5
        return lambda: ours.fit(X).transform(X), lambda: theirs.fit(X).transform(X)


add("StandardScaler", "100,000 x 20", TALL)
add("StandardScaler", "100,000 x 20, 5 % missing", HOLES)
add("MinMaxScaler", "100,000 x 20", TALL)
add("RobustScaler", "100,000 x 20", TALL)
add("Normalizer", "100,000 x 20", TALL)
add("PowerTransformer", "breast cancer, 569 x 30", load_breast_cancer().data)
add("PowerTransformer", "20,000 x 5, both signs", TALL[:20_000, 10:15] ** 3)
add("PowerTransformer", "Box-Cox, 20,000 x 5", np.exp(TALL[:20_000, 8:13] * 0.1), method="box-cox")
add("OneHotEncoder", "strings, 50,000 x 4", FEW)
add("OneHotEncoder", "numbers, 100,000 x 4", NUMBERS)
add("OrdinalEncoder", "strings, 50,000 x 4", FEW)
add("OrdinalEncoder", "2,000 categories, 50,000 x 2", MANY)


def add_target(label: str, y: Any, smooth: Any) -> None:
    @case(
        "journey.ml.preprocessing.TargetEncoder",
        reference="sklearn.preprocessing.TargetEncoder",
        label=label,
    )
    def prepare() -> Pair:
        kind = StratifiedKFold if y.dtype.kind == "i" else KFold
        ours = preprocessing.TargetEncoder(smooth=smooth, random_state=0)
        theirs = sklearn.preprocessing.TargetEncoder(
            smooth=smooth, cv=kind(5, shuffle=True, random_state=0)
        )
        gap = np.abs(ours.fit_transform(MANY, y) - theirs.fit_transform(MANY, y))
        assert gap.max() < 1e-12
        return lambda: ours.fit_transform(MANY, y), lambda: theirs.fit_transform(MANY, y)


add_target("2,000 categories, 50,000 x 2", RNG.standard_normal(50_000), "auto")
add_target("the same, two classes", RNG.integers(0, 2, 50_000), 10.0)
