"""Forests and boosting against scikit-learn: fit and predict, the same settings, equal quality."""

from __future__ import annotations

from typing import Any

import sklearn.ensemble
from sklearn.datasets import load_breast_cancer, load_digits, load_iris

from benchmarks.bench_tree import bundled, made
from benchmarks.harness import Pair, case
from journey.ml import ensemble


def add(name: str, label: str, data: Any, trees: int) -> None:
    @case(
        f"journey.ml.ensemble.{name}",
        reference=f"sklearn.ensemble.{name}",
        label=f"{label}, {trees} trees",
    )
    def prepare() -> Pair:
        X, y = data()
        ours = getattr(ensemble, name)(trees, random_state=0)
        theirs = getattr(sklearn.ensemble, name)(trees, random_state=0)
        sizes = [
            sum(each.tree_.node_count for each in model.fit(X, y).estimators_)
            for model in (ours, theirs)
        ]
        assert abs(sizes[0] / sizes[1] - 1) < 0.06
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


add("RandomForestClassifier", "iris, 150 x 4", bundled(load_iris), 100)
add("RandomForestClassifier", "breast cancer, 569 x 30", bundled(load_breast_cancer), 100)
add("RandomForestClassifier", "digits, 1,797 x 64", bundled(load_digits), 100)
add("RandomForestClassifier", "20,000 x 10, 2 classes", lambda: made(20_000, 10, 2), 10)
add("RandomForestRegressor", "20,000 x 10", lambda: made(20_000, 10, 0), 5)
add("ExtraTreesClassifier", "breast cancer, 569 x 30", bundled(load_breast_cancer), 100)
add("ExtraTreesClassifier", "digits, 1,797 x 64", bundled(load_digits), 100)
add("ExtraTreesClassifier", "20,000 x 10, 2 classes", lambda: made(20_000, 10, 2), 10)
add("ExtraTreesRegressor", "20,000 x 10", lambda: made(20_000, 10, 0), 10)


def add_member(name: str, label: str, data: Any, rounds: int) -> None:
    @case(
        f"journey.ml.ensemble.{name}",
        reference=f"sklearn.ensemble.{name}",
        label=f"{label}, {rounds} members",
    )
    def prepare() -> Pair:
        X, y = data()
        ours = getattr(ensemble, name)(n_estimators=rounds, random_state=0)
        theirs = getattr(sklearn.ensemble, name)(n_estimators=rounds, random_state=0)
        assert abs(ours.fit(X, y).score(X, y) - theirs.fit(X, y).score(X, y)) < 0.02
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


add_member("BaggingClassifier", "20,000 x 10, 2 classes", lambda: made(20_000, 10, 2), 5)
add_member("BaggingRegressor", "20,000 x 10", lambda: made(20_000, 10, 0), 5)
add_member("AdaBoostClassifier", "breast cancer, 569 x 30", bundled(load_breast_cancer), 50)
add_member("AdaBoostClassifier", "20,000 x 10, 2 classes", lambda: made(20_000, 10, 2), 20)


def add_boosting(name: str, label: str, data: Any, **options: Any) -> None:
    @case(
        f"journey.ml.ensemble.{name}",
        reference=f"sklearn.ensemble.{name}",
        label=f"{label}, 50 stages",
    )
    def prepare() -> Pair:
        X, y = data()
        ours = getattr(ensemble, name)(**options)
        theirs = getattr(sklearn.ensemble, name)(**options)
        assert abs(ours.fit(X, y).score(X, y) - theirs.fit(X, y).score(X, y)) < 0.05
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


_BINNED: dict[str, Any] = {"max_iter": 50, "early_stopping": False}
add_boosting("GradientBoostingRegressor", "5,000 x 10", lambda: made(5_000, 10, 0), n_estimators=50)
add_boosting(
    "GradientBoostingClassifier",
    "20,000 x 10, 2 classes",
    lambda: made(20_000, 10, 2),
    n_estimators=50,
)
add_boosting("HistGradientBoostingRegressor", "20,000 x 10", lambda: made(20_000, 10, 0), **_BINNED)
add_boosting(
    "HistGradientBoostingClassifier",
    "20,000 x 10, 2 classes",
    lambda: made(20_000, 10, 2),
    **_BINNED,
)
