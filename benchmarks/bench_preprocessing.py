"""Scalers and encoders against scikit-learn: fit and transform, one thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.preprocessing
from sklearn.datasets import load_breast_cancer

from benchmarks.harness import Pair, case
from journey.ml import preprocessing

TALL = np.random.default_rng(0).standard_normal((100_000, 20)) * np.geomspace(1e-3, 1e3, 20)
HOLES = np.where(np.random.default_rng(1).random(TALL.shape) < 0.05, np.nan, TALL)


def add(name: str, label: str, X: Any, **options: Any) -> None:
    @case(
        f"journey.ml.preprocessing.{name}",
        reference=f"sklearn.preprocessing.{name}",
        label=label,
    )
    def prepare() -> Pair:
        ours = getattr(preprocessing, name)(**options)
        theirs = getattr(sklearn.preprocessing, name)(**options)
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
