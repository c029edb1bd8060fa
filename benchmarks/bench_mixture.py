"""Gaussian mixtures against scikit-learn: the same start, the same number of rounds."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import sklearn.mixture

from benchmarks.harness import Pair, case
from journey.ml.mixture import GaussianMixture


def _register(kind: str) -> None:
    @case(
        "journey.ml.mixture.GaussianMixture",
        reference=f"sklearn.mixture.GaussianMixture(covariance_type='{kind}')",
        label=f"{kind}, 20,000 x 10, 5 components, 10 rounds",
    )
    def prepare() -> Pair:
        rng = np.random.default_rng(0)
        X = 2 * rng.normal(size=(5, 10))[rng.integers(5, size=20_000)] + rng.normal(
            size=(20_000, 10)
        )
        options: dict[str, Any] = {
            "covariance_type": kind, "init_params": "random", "random_state": 0,
            "max_iter": 10, "tol": 0,
        }  # fmt: skip

        def run(library: Any) -> Any:
            with warnings.catch_warnings(action="ignore"):  # ended by max_iter, as meant
                return library(5, **options).fit(X)

        ours, theirs = run(GaussianMixture), run(sklearn.mixture.GaussianMixture)
        assert ours.n_iter_ == theirs.n_iter_ == 10
        assert abs(ours.lower_bound_ - theirs.lower_bound_) < 1e-9
        return lambda: run(GaussianMixture), lambda: run(sklearn.mixture.GaussianMixture)


for kind in ("full", "tied", "diag", "spherical"):
    _register(kind)
