"""Splits, cross-validation and searches against scikit-learn: the same folds, the same scores."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.linear_model
import sklearn.model_selection as reference
from sklearn.datasets import load_diabetes

import journey.ml.model_selection as ours
from benchmarks.harness import Pair, case
from journey.ml.linear_model import Ridge


def add_splits(name: str, label: str, n: int, **options: Any) -> None:
    @case(
        f"journey.ml.model_selection.{name}",
        reference=f"sklearn.model_selection.{name}",
        label=label,
    )
    def prepare() -> Pair:
        rng = np.random.default_rng(0)
        y, groups = rng.integers(0, 5, n), rng.integers(0, n // 20, n)
        given = {"groups": groups} if name == "GroupKFold" else {}
        mine = getattr(ours, name)(**options)
        theirs = getattr(reference, name)(**options)
        pairs = zip(mine.split(y, y, **given), theirs.split(y, y, **given), strict=True)
        assert all(np.array_equal(a, b) for pair in pairs for a, b in zip(*pair, strict=True))
        return lambda: list(mine.split(y, y, **given)), lambda: list(theirs.split(y, y, **given))


add_splits("KFold", "100,000 samples, 10 folds, shuffled", 100_000, n_splits=10, shuffle=True,
           random_state=0)  # fmt: skip
add_splits("StratifiedKFold", "100,000 samples, 5 classes, 10 folds", 100_000, n_splits=10)
add_splits("GroupKFold", "100,000 samples, 5,000 groups, 10 folds", 100_000, n_splits=10)


@case(
    "journey.ml.model_selection.cross_val_score",
    reference="sklearn.model_selection.cross_val_score",
    label="scikit-learn's ridge in both, diabetes, 10 folds",
)
def scores() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    model = sklearn.linear_model.Ridge()
    mine = ours.cross_val_score(model, X, y, cv=10)
    assert (mine == reference.cross_val_score(model, X, y, cv=10)).all()
    return (
        lambda: ours.cross_val_score(model, X, y, cv=10),
        lambda: reference.cross_val_score(model, X, y, cv=10),
    )


@case(
    "journey.ml.model_selection.GridSearchCV",
    reference="sklearn.model_selection.GridSearchCV",
    label="scikit-learn's ridge in both, diabetes, 20 penalties, 5 folds",
)
def search() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    model, grid = sklearn.linear_model.Ridge(), {"alpha": np.geomspace(1e-3, 10, 20)}
    mine = ours.GridSearchCV(model, grid).fit(X, y)
    assert mine.best_score_ == reference.GridSearchCV(model, grid).fit(X, y).best_score_
    return (
        lambda: ours.GridSearchCV(model, grid).fit(X, y),
        lambda: reference.GridSearchCV(model, grid).fit(X, y),
    )


@case(
    "journey.ml.model_selection.ridge_leave_one_out",
    reference="journey.ml.model_selection.cross_val_predict(cv=LeaveOneOut())",
    label="diabetes, 442 samples, one penalty",
)
def leave_one_out() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    cv = ours.LeaveOneOut()
    return (
        lambda: ours.ridge_leave_one_out(X, y, [1.0]),
        lambda: ours.cross_val_predict(Ridge(), X, y, cv=cv),
    )


@case(
    "journey.ml.model_selection.learning_curve",
    reference="sklearn.model_selection.learning_curve",
    label="scikit-learn's ridge in both, diabetes, 10 sizes, 5 folds",
)
def learning() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    model, sizes = sklearn.linear_model.Ridge(), np.linspace(0.1, 1, 10)
    mine = ours.learning_curve(model, X, y, train_sizes=sizes)[2]
    assert (mine == reference.learning_curve(model, X, y, train_sizes=sizes)[2]).all()
    return (
        lambda: ours.learning_curve(model, X, y, train_sizes=sizes),
        lambda: reference.learning_curve(model, X, y, train_sizes=sizes),
    )
