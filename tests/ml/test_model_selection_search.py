"""Searches and their candidates: identities, scikit-learn, then the edges."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.stats
import sklearn.linear_model
import sklearn.model_selection as reference
from sklearn import datasets
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.mathematics.stats import uniform
from journey.ml.base import clone, is_classifier, is_regressor
from journey.ml.cluster import KMeans
from journey.ml.linear_model import Lasso, Ridge
from journey.ml.model_selection import (
    FitFailedWarning,
    GridSearchCV,
    GroupKFold,
    KFold,
    ParameterGrid,
    ParameterSampler,
    RandomizedSearchCV,
    StratifiedKFold,
    cross_val_score,
    one_standard_error,
)

Parity = Callable[..., None]
DIABETES = datasets.load_diabetes(return_X_y=True)
CANCER = datasets.load_breast_cancer(return_X_y=True)


# Candidates


def test_the_grid_is_all_combinations_and_is_indexed_as_it_runs() -> None:
    grid = ParameterGrid([{"b": [1, 2], "a": (3, 4, 5)}, {"c": np.array([6])}, {}])
    rows = list(grid)
    expected = [{"a": a, "b": b} for a, b in product((3, 4, 5), (1, 2))]
    assert rows == [*expected, {"c": 6}, {}]
    assert [grid[i] for i in range(len(grid))] == rows
    assert rows == list(reference.ParameterGrid([{"b": [1, 2], "a": [3, 4, 5]}, {"c": [6]}, {}]))
    with pytest.raises(IndexError, match="expected a place below 8"):
        grid[8]


@pytest.mark.parametrize("sizes", [(4, 5), (30, 40), (3, 1)])
@pytest.mark.parametrize("n_iter", [1, 5, 20])
def test_draws_from_lists_are_scikit_learns(
    sizes: tuple[int, int], n_iter: int, parity: Parity
) -> None:
    lists = {"a": list(range(sizes[0])), "b": list(range(sizes[1]))}
    differ = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for seed in range(30):
            mine = list(ParameterSampler(lists, n_iter, random_state=seed))
            theirs = list(reference.ParameterSampler(lists, n_iter, random_state=seed))
            differ += mine != theirs
            assert len({tuple(row.items()) for row in mine}) == len(mine)
    parity(
        "journey.ml.model_selection.ParameterSampler",
        reference="sklearn.model_selection.ParameterSampler",
        what="draws that differ, lists, 30 seeds",
        difference=differ,
        tolerance=0,
    )


def test_draws_from_distributions_are_scikit_learns(parity: Parity) -> None:
    space = [
        {"alpha": scipy.stats.loguniform(1e-3, 1e3), "kind": ["a", "b", "c"]},
        {"beta": scipy.stats.norm()},
    ]
    differ = sum(
        list(ParameterSampler(space, 12, random_state=seed))
        != list(reference.ParameterSampler(space, 12, random_state=seed))
        for seed in range(30)
    )
    parity(
        "journey.ml.model_selection.ParameterSampler",
        reference="sklearn.model_selection.ParameterSampler",
        what="draws that differ, distributions, 30 seeds",
        difference=differ,
        tolerance=0,
    )


def test_our_distributions_and_generators_serve_too() -> None:
    rows = list(ParameterSampler({"a": uniform(2, 1)}, 50, random_state=0))
    assert all(2 <= row["a"] <= 3 for row in rows)
    modern = ParameterSampler({"a": [1, 2, 3, 4]}, 2, random_state=np.random.default_rng(0))
    assert len({row["a"] for row in modern}) == len(modern) == 2


# Searches


def same_tables(search: Any, theirs: Any) -> float:
    worst = 0.0
    for key, values in theirs.cv_results_.items():
        if "time" in key:
            assert key in search.cv_results_
        elif key == "params":
            assert search.cv_results_[key] == values
        elif key.startswith("param_"):
            np.testing.assert_array_equal(search.cv_results_[key].mask, np.ma.getmaskarray(values))
        else:
            worst = max(worst, float(np.abs(search.cv_results_[key] - values).max()))
    assert search.best_params_ == theirs.best_params_
    return max(worst, abs(search.best_score_ - theirs.best_score_))


GRIDS: list[tuple[Any, Any, Any, dict[str, Any]]] = [
    (Ridge(), {"alpha": [1e-3, 0.1, 1.0, 10.0]}, DIABETES, {"return_train_score": True}),
    (Lasso(), {"alpha": [0.1, 1.0], "fit_intercept": [True, False]}, DIABETES, {"cv": 3}),
    (Ridge(), [{"alpha": [1.0, 1.0]}, {"solver": ["svd"]}], DIABETES, {}),
    (
        make_pipeline(StandardScaler(), Ridge()),
        {"ridge__alpha": [1.0, 30.0], "standardscaler": [StandardScaler(), "passthrough"]},
        DIABETES,
        {"scoring": "neg_mean_absolute_error"},
    ),
    (
        make_pipeline(StandardScaler(), LogisticRegression()),
        {"logisticregression__C": [0.01, 1.0]},
        CANCER,
        {"cv": 4, "scoring": "accuracy"},
    ),
    (
        make_pipeline(PCA(), Ridge()),
        {"pca__n_components": [2, 5]},
        DIABETES,
        {"scoring": ["r2", "neg_mean_squared_error"], "refit": "r2"},
    ),
]


@pytest.mark.parametrize(("model", "grid", "data", "options"), GRIDS)
def test_grid_search_is_scikit_learns(
    model: Any, grid: Any, data: Any, options: dict[str, Any], parity: Parity
) -> None:
    search = GridSearchCV(model, grid, **options).fit(*data)
    theirs = reference.GridSearchCV(model, grid, **options).fit(*data)
    parity(
        "journey.ml.model_selection.GridSearchCV",
        reference="sklearn.model_selection.GridSearchCV",
        what="scores, their deviations and ranks",
        difference=same_tables(search, theirs),
        tolerance=1e-8,
    )
    np.testing.assert_allclose(search.predict(data[0]), theirs.predict(data[0]), rtol=1e-10)
    assert search.score(*data) == pytest.approx(theirs.score(*data), rel=1e-10)


def test_randomized_search_is_scikit_learns(parity: Parity) -> None:
    space = {"alpha": scipy.stats.loguniform(1e-3, 1e3)}
    options: dict[str, Any] = {"n_iter": 8, "random_state": 3, "cv": 4}
    search = RandomizedSearchCV(Ridge(), space, **options).fit(*DIABETES)
    theirs = reference.RandomizedSearchCV(Ridge(), space, **options).fit(*DIABETES)
    parity(
        "journey.ml.model_selection.RandomizedSearchCV",
        reference="sklearn.model_selection.RandomizedSearchCV",
        what="scores, their deviations and ranks",
        difference=same_tables(search, theirs),
        tolerance=1e-12,
    )


def test_nested_cross_validation_is_scikit_learns(parity: Parity) -> None:
    grid = {"alpha": [0.01, 0.1, 1.0, 10.0]}
    inner: Any = KFold(3, shuffle=True, random_state=1)
    outer: Any = KFold(4, shuffle=True, random_state=2)
    mine = cross_val_score(GridSearchCV(Ridge(), grid, cv=inner), *DIABETES, cv=outer)
    theirs = reference.cross_val_score(
        reference.GridSearchCV(sklearn.linear_model.Ridge(), grid, cv=inner), *DIABETES, cv=outer
    )
    parity(
        "journey.ml.model_selection.GridSearchCV",
        reference="sklearn.model_selection.GridSearchCV in cross_val_score",
        what="scores of nested cross-validation",
        difference=np.abs(mine - theirs).max(),
        tolerance=1e-10,
    )


def test_the_best_is_fitted_to_all_samples() -> None:
    search = GridSearchCV(Ridge(), {"alpha": [0.01, 1.0]}).fit(*DIABETES)
    again = Ridge(**search.best_params_).fit(*DIABETES)
    np.testing.assert_array_equal(search.best_estimator_.coef_, again.coef_)
    assert search.best_score_ == search.cv_results_["mean_test_score"].max()
    assert search.n_features_in_ == 10
    assert not hasattr(search.estimator, "coef_")


def test_methods_are_there_where_the_estimator_has_them() -> None:
    search = GridSearchCV(LogisticRegression(), {"C": [1.0]})
    assert hasattr(search, "predict_proba")
    assert not hasattr(search, "transform")
    assert not hasattr(GridSearchCV(Ridge(), {"alpha": [1.0]}), "predict_proba")
    X, y = CANCER[0] / CANCER[0].std(axis=0), CANCER[1]
    search = GridSearchCV(LogisticRegression(max_iter=5000), {"C": [1.0]}, cv=2).fit(X, y)
    best = search.best_estimator_
    np.testing.assert_array_equal(search.classes_, best.classes_)
    for name in ("predict", "predict_proba", "predict_log_proba", "decision_function"):
        np.testing.assert_array_equal(getattr(search, name)(X), getattr(best, name)(X))
    clusters = GridSearchCV(KMeans(random_state=0), {"n_clusters": [2, 3]}, cv=3).fit(X)
    assert clusters.transform(X).shape == (569, clusters.best_params_["n_clusters"])
    reduced = GridSearchCV(PCA(random_state=0), {"n_components": [2]}, cv=2).fit(X)
    points = reduced.transform(X)
    np.testing.assert_array_equal(
        reduced.inverse_transform(points), reduced.best_estimator_.inverse_transform(points)
    )
    np.testing.assert_array_equal(
        reduced.score_samples(X), reduced.best_estimator_.score_samples(X)
    )


def test_a_search_is_what_its_estimator_is() -> None:
    for make in (GridSearchCV, RandomizedSearchCV):
        classifier, regressor = make(LogisticRegression(), {}), make(Ridge(), {})
        assert is_classifier(classifier)
        assert not is_regressor(classifier)
        assert is_regressor(regressor)
        assert clone(regressor).get_params()["estimator__alpha"] == 1.0
    assert "estimator=Ridge(alpha=3)" in repr(GridSearchCV(Ridge(3), {"alpha": [1]}))


def test_a_search_inside_scikit_learns_tools() -> None:
    X, y = CANCER
    grid = {"logisticregression__C": [0.1, 1.0]}
    model = make_pipeline(StandardScaler(), LogisticRegression())
    mine = reference.cross_val_score(GridSearchCV(model, grid, cv=3), X, y, cv=3)
    theirs = reference.cross_val_score(reference.GridSearchCV(model, grid, cv=3), X, y, cv=3)
    np.testing.assert_allclose(mine, theirs, atol=1e-12)
    outer = make_pipeline(StandardScaler(), GridSearchCV(Ridge(), {"alpha": [1.0, 10.0]}))
    assert outer.fit(*DIABETES).score(*DIABETES) > 0
    assert make_pipeline(GridSearchCV(Ridge(), {"alpha": [1.0]})).fit(*DIABETES)[0].best_index_ == 0


def test_groups_weights_and_column_names_go_along() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    X, y = DIABETES
    groups = np.arange(len(y)) % 9
    weight = np.random.default_rng(0).uniform(size=len(y))
    frame = pandas.DataFrame(X, columns=[f"c{i}" for i in range(10)])
    search = GridSearchCV(Ridge(), {"alpha": [0.1, 1.0]}, cv=GroupKFold(3))
    search.fit(frame, y, groups=groups, sample_weight=weight)
    assert list(search.feature_names_in_) == list(frame.columns)
    scores = [
        Ridge(0.1).fit(X[train], y[train], weight[train]).score(X[test], y[test])
        for train, test in GroupKFold(3).split(X, y, groups)
    ]
    assert search.cv_results_["mean_test_score"][0] == pytest.approx(np.mean(scores), rel=1e-10)


def test_ways_to_refit() -> None:
    grid = {"alpha": [0.01, 1.0, 100.0]}
    chosen = GridSearchCV(Ridge(), grid, refit=lambda results: 2).fit(*DIABETES)
    assert chosen.best_params_ == {"alpha": 100.0}
    assert not hasattr(chosen, "best_score_")
    plain = GridSearchCV(Ridge(), grid, refit=False).fit(*DIABETES)
    assert plain.best_index_ == GridSearchCV(Ridge(), grid).fit(*DIABETES).best_index_
    assert not hasattr(plain, "best_estimator_")
    with pytest.raises(AttributeError, match="refit=False"):
        plain.predict(DIABETES[0])
    several = GridSearchCV(Ridge(), grid, scoring=["r2"], refit=False).fit(*DIABETES)
    assert several.multimetric_
    assert not hasattr(several, "best_index_")
    both = GridSearchCV(
        Ridge(), grid, scoring=lambda m, X, y: {"a": m.score(X, y), "b": 0.0}, refit="b"
    ).fit(*DIABETES)
    assert both.best_index_ == 0
    assert both.score(*DIABETES) == 0


def test_the_one_standard_error_rule() -> None:
    grid = {"alpha": list(np.geomspace(1e-4, 1e3, 20))}
    plain = GridSearchCV(Ridge(), grid).fit(*DIABETES)
    ruled = GridSearchCV(Ridge(), grid, refit=partial(one_standard_error, parameter="alpha"))
    ruled.fit(*DIABETES)
    results = plain.cv_results_
    best = plain.best_index_
    folds = [results[f"split{k}_test_score"][best] for k in range(5)]
    bound = plain.best_score_ - np.std(folds, ddof=1) / 5**0.5
    allowed = [
        a for a, m in zip(grid["alpha"], results["mean_test_score"], strict=True) if m >= bound
    ]
    assert ruled.best_params_["alpha"] == max(allowed) > plain.best_params_["alpha"]
    smaller = one_standard_error(results, "alpha", simpler="smaller")
    assert grid["alpha"][smaller] == min(allowed)
    with pytest.raises(ValueError, match=r"parameter: expected one of \['alpha'\]"):
        one_standard_error(results, "gamma")


def test_candidates_that_fail_come_last() -> None:
    with pytest.warns((FitFailedWarning, UserWarning)) as told:
        search = GridSearchCV(Ridge(), {"alpha": [-1.0, 1.0, 100.0]}, cv=3).fit(*DIABETES)
    assert {each.category for each in told} == {FitFailedWarning, UserWarning}
    assert search.cv_results_["rank_test_score"].tolist() == [3, 1, 2]
    assert np.isnan(search.cv_results_["mean_test_score"][0])
    with pytest.raises(ValueError, match="All the 3 fits failed"):
        GridSearchCV(Ridge(), {"alpha": [-1.0]}, cv=3).fit(*DIABETES)


def test_equal_scores_share_a_rank_and_the_first_wins() -> None:
    search = GridSearchCV(Ridge(), {"alpha": [1.0, 0.01, 0.01]}).fit(*DIABETES)
    assert search.cv_results_["rank_test_score"].tolist() == [3, 1, 1]
    assert search.best_index_ == 1


def test_estimators_as_values_are_copied() -> None:
    inner = Ridge(5.0)
    model = make_pipeline(StandardScaler(), Ridge())
    search = GridSearchCV(model, {"ridge": [inner, Lasso()]}, cv=2).fit(*DIABETES)
    assert not hasattr(inner, "coef_")
    assert set(map(type, search.cv_results_["param_ridge"].tolist())) == {Ridge, Lasso}


def test_the_same_seed_gives_the_same_search() -> None:
    made = [
        RandomizedSearchCV(
            Ridge(), {"alpha": scipy.stats.loguniform(0.01, 100)}, random_state=7, n_iter=4
        ).fit(*DIABETES)
        for _ in range(2)
    ]
    assert made[0].cv_results_["params"] == made[1].cv_results_["params"]


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: ParameterGrid({"a": 1}), TypeError, "'a' needs to be a list"),
        (lambda: ParameterGrid({"a": "xy"}), TypeError, "'a' needs to be a list"),
        (lambda: ParameterGrid({"a": []}), ValueError, "need a non-empty sequence"),
        (lambda: ParameterGrid({"a": np.ones((2, 2))}), ValueError, "should be one-dimensional"),
        (lambda: ParameterGrid([1]), TypeError, "expected a dict or a list of dicts"),
        (lambda: ParameterSampler({"a": 1}, 2), TypeError, "not iterable or a distribution"),
        (lambda: ParameterSampler({"a": [1]}, 0), ValueError, "n_iter: expected"),
        (
            lambda: GridSearchCV(Ridge(), {"alpha": [1]}, scoring=["r2"]).fit(*DIABETES),
            ValueError,
            "refit must be set to a scorer key",
        ),
        (
            lambda: GridSearchCV(Ridge(), {"beta": [1]}).fit(*DIABETES),
            ValueError,
            "Invalid parameter 'beta'",
        ),
        (
            lambda: GridSearchCV(Ridge(), {"alpha": [1]}, refit=lambda _: 5).fit(*DIABETES),
            IndexError,
            "best_index_ index out of range",
        ),
        (
            lambda: GridSearchCV(Ridge(), {"alpha": [1]}, refit=lambda _: "a").fit(*DIABETES),
            TypeError,
            "best_index_ returned is not an integer",
        ),
        (
            lambda: GridSearchCV(Ridge(), {"alpha": [1]}, cv=[]).fit(*DIABETES),
            ValueError,
            "No fits were performed",
        ),
        (lambda: GridSearchCV(Ridge(), {}).predict([[1]]), ValueError, "is not fitted yet"),
        (
            lambda: GridSearchCV(Ridge(), {"alpha": [1]}).fit(DIABETES[0]),
            ValueError,
            "requires y to be passed",
        ),
    ],
)
def test_bad_input(call: Callable[[], Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        call()


def test_too_few_combinations_are_told() -> None:
    with pytest.warns(UserWarning, match="total space of parameters 2 is smaller than n_iter=5"):
        assert len(list(ParameterSampler({"a": [1, 2]}, 5, random_state=0))) == 2


def test_stratified_folds_are_the_default_of_a_classifier() -> None:
    X, y = CANCER[0] / CANCER[0].std(axis=0), CANCER[1]
    model = LogisticRegression(max_iter=5000)
    default = GridSearchCV(model, {"C": [1.0]}).fit(X, y).best_score_
    assert default == cross_val_score(model, X, y, cv=StratifiedKFold(5)).mean()
