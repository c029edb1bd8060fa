"""Missing values: filling, reporting; rows that occur twice, and values far out."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import scipy.stats
import sklearn.base
import sklearn.compose
import sklearn.impute
import sklearn.metrics.pairwise
import sklearn.model_selection
import sklearn.pipeline
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from journey.datasets import load_penguins, load_titanic
from journey.ml.base import clone
from journey.ml.impute import (
    KNNImputer,
    SimpleImputer,
    duplicated,
    knn_impute_naive,
    missingness_report,
    nan_euclidean_distances,
    outlier_bounds,
)
from journey.ml.linear_model import Ridge
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]


def with_holes(X: Array, share: float = 0.2, seed: int = 0) -> Array:
    return np.where(np.random.default_rng(seed).random(X.shape) < share, np.nan, X)


SETS: dict[str, Callable[[], Array]] = {
    "wine": lambda: with_holes(load_wine().data),
    "breast cancer": lambda: with_holes(load_breast_cancer().data[:200], 0.1),
    # Few values a column would make ties, which rounding breaks; a little noise makes none.
    "diabetes": lambda: with_holes(
        load_diabetes().data[:150] + 1e-3 * np.random.default_rng(4).standard_normal((150, 10)), 0.5
    ),
    "few rows": lambda: with_holes(np.random.default_rng(1).standard_normal((4, 9)), 0.3, 1),
    "far away": lambda: with_holes(np.random.default_rng(2).standard_normal((80, 4)) + 1e5),
    "no holes": lambda: np.random.default_rng(3).standard_normal((10, 3)),
    "one column": lambda: np.array([[1.0], [np.nan], [4.0], [7.0]]),
}
data_sets = pytest.mark.parametrize("name", SETS)


def objects(*columns: list[Any]) -> NDArray[np.object_]:
    table = np.empty((len(columns[0]), len(columns)), dtype=object)
    for j, column in enumerate(columns):
        table[:, j] = column
    return table


def same(a: Any, b: Any) -> bool:
    a, b = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    return a.shape == b.shape and all(
        x is y or x == y or (x != x and y != y)
        for x, y in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    )


# Identities and closed forms ----------------------------------------------------------------------


@data_sets
def test_what_is_there_stays_and_nothing_is_missing_after(name: str) -> None:
    X = SETS[name]()
    for model in (SimpleImputer(), SimpleImputer(strategy="median"), KNNImputer(n_neighbors=3)):
        Z = model.fit_transform(X)
        assert np.isfinite(Z).all()
        np.testing.assert_array_equal(Z[~np.isnan(X)], X[~np.isnan(X)])


def test_filling_by_the_mean_keeps_means_and_shrinks_variances_by_the_share() -> None:
    X = SETS["wine"]()
    Z = SimpleImputer().fit_transform(X)
    there = (~np.isnan(X)).mean(axis=0)
    np.testing.assert_allclose(Z.mean(axis=0), np.nanmean(X, axis=0), rtol=1e-13)
    np.testing.assert_allclose(Z.var(axis=0), there * np.nanvar(X, axis=0), rtol=1e-12)


def test_filling_by_the_mean_shrinks_the_covariance_by_the_share_that_both_have() -> None:
    # With holes in y alone: cov(x, filled y) is the share that is there, times cov of those.
    rng = np.random.default_rng(0)
    x = rng.standard_normal(500)
    y = np.where(rng.random(500) < 0.4, np.nan, x + rng.standard_normal(500))
    there = ~np.isnan(y)
    filled = SimpleImputer().fit_transform(y[:, None]).ravel()
    got = np.mean((x - x.mean()) * (filled - filled.mean()))
    want = there.mean() * np.mean((x[there] - x[there].mean()) * (y[there] - y[there].mean()))
    np.testing.assert_allclose(got, want, rtol=1e-12)


def test_each_strategy_by_hand() -> None:
    X = np.array([[1.0], [1.0], [4.0], [10.0], [np.nan]])
    for strategy, value in (
        ("mean", 4.0),
        ("median", 2.5),
        ("most_frequent", 1.0),
        ("constant", 0.0),
    ):
        assert SimpleImputer(strategy=strategy).fit_transform(X)[4, 0] == value
    assert SimpleImputer(strategy="constant", fill_value=-3).fit_transform(X)[4, 0] == -3.0
    tied = np.array([[3.0], [2.0], [3.0], [2.0], [np.nan]])
    assert SimpleImputer(strategy="most_frequent").fit_transform(tied)[4, 0] == 2.0


def test_one_neighbour_is_a_copy_of_the_nearest() -> None:
    X = np.array([[0.0, 0.0, 1.0], [5.0, 5.0, 2.0], [4.6, 5.2, np.nan]])
    assert KNNImputer(n_neighbors=1).fit_transform(X)[2, 2] == 2.0
    everyone = KNNImputer(n_neighbors=50).fit_transform(X)
    np.testing.assert_array_equal(everyone, SimpleImputer().fit_transform(X))


def test_distances_without_holes_are_euclidean_and_with_holes_are_scaled_up() -> None:
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((6, 5)), rng.standard_normal((4, 5))
    want = np.linalg.norm(X[:, None] - Y[None], axis=2)
    np.testing.assert_allclose(nan_euclidean_distances(X, Y), want, rtol=1e-13)
    got = nan_euclidean_distances([[1.0, np.nan, 3.0]], [[2.0, 9.0, np.nan], [np.nan, 1.0, np.nan]])
    np.testing.assert_allclose(got, [[np.sqrt(3.0), np.nan]])


# Slow equals fast ---------------------------------------------------------------------------------


@data_sets
@pytest.mark.parametrize("k", [1, 3, 7])
def test_knn_equals_the_definition(name: str, k: int) -> None:
    X = SETS[name]()
    size = np.nanmax(np.abs(X))
    got = KNNImputer(n_neighbors=k).fit_transform(X)
    np.testing.assert_allclose(got, knn_impute_naive(X, k), atol=1e-12 * size)


def test_ties_take_the_earlier_rows() -> None:
    X = np.array([[0.0, 1.0], [1.0, 2.0], [-1.0, 3.0], [1.0, 4.0], [0.0, np.nan]])
    for k, want in ((1, 1.0), (2, 1.5), (3, 2.0), (4, 2.5)):
        assert KNNImputer(n_neighbors=k).fit_transform(X)[4, 1] == want
        assert knn_impute_naive(X, k)[4, 1] == want


# Against scikit-learn -----------------------------------------------------------------------------


@data_sets
@pytest.mark.parametrize("strategy", ["mean", "median", "most_frequent", "constant"])
@pytest.mark.parametrize("indicator", [False, True])
def test_simple_equals_sklearn(
    name: str, strategy: str, indicator: bool, parity: Callable[..., None]
) -> None:
    X = SETS[name]()
    ours = SimpleImputer(strategy=strategy, add_indicator=indicator).fit(X)
    theirs = sklearn.impute.SimpleImputer(strategy=strategy, add_indicator=indicator).fit(X)
    fresh = with_holes(np.nan_to_num(X) + 0.5, 0.3, seed=9)
    worst = 0.0
    for table in (X, fresh):
        got, want = ours.transform(table), theirs.transform(table)
        assert got.shape == want.shape
        worst = max(worst, float(np.abs(got - want).max() / np.abs(want).max()))
    assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
    parity(
        "journey.ml.impute.SimpleImputer", reference="sklearn.impute.SimpleImputer",
        what="filled tables, relative to the largest value", difference=worst, tolerance=1e-14,
    )  # fmt: skip


@data_sets
@pytest.mark.parametrize("weights", ["uniform", "distance"])
def test_knn_equals_sklearn(name: str, weights: Any, parity: Callable[..., None]) -> None:
    X = SETS[name]()
    if name == "far away" and weights == "distance":
        X -= 1e5  # scikit-learn squares what it gets, and small distances lose their digits there
    worst = 0.0
    for k in (1, 4, 500):
        ours = KNNImputer(n_neighbors=k, weights=weights, add_indicator=True).fit(X)
        theirs = sklearn.impute.KNNImputer(n_neighbors=k, weights=weights, add_indicator=True).fit(
            X
        )
        fresh = with_holes(np.nan_to_num(X) + 0.01, 0.3, seed=9)
        for table in (X, fresh):
            got, want = ours.transform(table), theirs.transform(table)
            assert got.shape == want.shape
            worst = max(worst, float(np.abs(got - want).max() / np.abs(want).max()))
        assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
    parity(
        "journey.ml.impute.KNNImputer", reference="sklearn.impute.KNNImputer",
        what=f"filled tables, {weights}, relative to the largest value", difference=worst,
        tolerance=1e-9 if weights == "uniform" else 1e-6,
    )  # fmt: skip


@data_sets
def test_distances_equal_sklearn(name: str, parity: Callable[..., None]) -> None:
    X = SETS[name]()
    got = nan_euclidean_distances(X[1:], X)
    want = sklearn.metrics.pairwise.nan_euclidean_distances(X[1:], X)
    assert np.array_equal(np.isnan(got), np.isnan(want))
    parity(
        "journey.ml.impute.nan_euclidean_distances",
        reference="sklearn.metrics.pairwise.nan_euclidean_distances",
        what="squared distances, relative to the squared lengths",
        difference=np.nanmax(np.abs(got**2 - want**2)) / np.nanmax(np.nansum(X**2, axis=1)),
        tolerance=1e-14,
    )  # fmt: skip


def test_text_and_other_marks_of_missing_values_equal_sklearn(parity: Callable[..., None]) -> None:
    cases: list[tuple[Any, dict[str, Any]]] = [
        (objects(["b", "a", np.nan, "b"], [np.nan, "x", "y", "y"]), {"strategy": "most_frequent"}),
        (objects(["b", "a", np.nan, "a"], [3, 1, np.nan, 3]), {"strategy": "most_frequent"}),
        (objects(["b", None, "a"]), {"strategy": "most_frequent", "missing_values": None}),
        (objects(["", "x", "x"]), {"strategy": "most_frequent", "missing_values": ""}),
        (objects(["", "x", "x"]), {"strategy": "constant", "missing_values": ""}),
        (objects(["u", np.nan]), {"strategy": "constant", "fill_value": "v"}),
        (np.array([[1, -1], [-1, 5], [4, 5]]), {"missing_values": -1}),
        (np.array([[1, -1], [-1, 5], [4, 5]]), {"missing_values": -1, "strategy": "median"}),
        (np.array([[1, -1], [-1, 5]]), {"missing_values": -1, "strategy": "most_frequent"}),
        (np.array([[1.0, 0.0], [0.0, 5.0]]), {"missing_values": 0.0}),
        (
            pd.DataFrame({"a": ["x", np.nan, "x"], "b": ["u", "v", np.nan]}),
            {"strategy": "most_frequent"},
        ),
    ]
    wrong = 0
    for X, options in cases:
        for indicator in (False, True):
            ours = SimpleImputer(add_indicator=indicator, **options)
            theirs = sklearn.impute.SimpleImputer(add_indicator=indicator, **options)
            wrong += not same(ours.fit_transform(X), theirs.fit_transform(X))
            wrong += list(ours.get_feature_names_out()) != list(theirs.get_feature_names_out())
    knn = {"missing_values": -1, "n_neighbors": 1}
    X = np.array([[1.0, -1.0], [-1.0, 5.0], [4.0, 5.5], [8.0, 9.0]])
    theirs = sklearn.impute.KNNImputer(**knn).fit_transform(X)
    wrong += int((KNNImputer(**knn).fit_transform(X) != theirs).sum())
    parity(
        "journey.ml.impute.SimpleImputer", reference="sklearn.impute.SimpleImputer",
        what="tables and names that differ; text, None, other marks", difference=wrong, tolerance=0,
    )  # fmt: skip


@pytest.mark.parametrize("keep", [False, True])
def test_columns_without_any_value_equal_sklearn(keep: bool, parity: Callable[..., None]) -> None:
    X = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, 4.0], [5.0, np.nan, 8.0]])
    fresh = np.array([[np.nan, 7.0, np.nan]])
    wrong = 0
    for name, options in (
        ("SimpleImputer", {}),
        ("SimpleImputer", {"strategy": "median"}),
        ("SimpleImputer", {"strategy": "most_frequent"}),
        ("SimpleImputer", {"strategy": "constant", "fill_value": 2.0}),
        ("KNNImputer", {"n_neighbors": 1}),
    ):
        both = {"keep_empty_features": keep, "add_indicator": True, **options}
        ours = {"SimpleImputer": SimpleImputer, "KNNImputer": KNNImputer}[name](**both).fit(X)
        theirs = getattr(sklearn.impute, name)(**both).fit(X)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a test of the warning comes below
            for table in (X, fresh):
                wrong += not same(ours.transform(table), theirs.transform(table))
            assert len(ours.get_feature_names_out()) == ours.transform(X).shape[1]
        if name != "KNNImputer" or not keep:  # scikit-learn 1.9 forgets the name of a column there
            wrong += list(ours.get_feature_names_out()) != list(theirs.get_feature_names_out())
    for code in ("SimpleImputer", "KNNImputer"):
        parity(
            f"journey.ml.impute.{code}", reference=f"sklearn.impute.{code}",
            what="tables and names that differ, a column without values", difference=wrong,
            tolerance=0,
        )  # fmt: skip


def test_duplicates_equal_pandas(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    tables = [
        rng.integers(0, 4, (60, 2)),
        with_holes(rng.integers(0, 3, (60, 2)) * 1.0, 0.3),
        objects(["a", None, "a", None, "b"], [1, 2, 1, 2, 1]),
    ]
    wrong = 0
    for X in tables:
        for keep, theirs in (("first", "first"), ("last", "last"), ("none", False)):
            want = pd.DataFrame(X).duplicated(keep=theirs).to_numpy()  # type: ignore[arg-type]
            wrong += int((duplicated(X, keep=keep) != want).sum())
    parity(
        "journey.ml.impute.duplicated", reference="pandas.DataFrame.duplicated",
        what="rows marked otherwise", difference=wrong, tolerance=0,
    )  # fmt: skip


def test_bounds_equal_scipys_measures(parity: Callable[..., None]) -> None:
    worst = 0.0
    for name in ("wine", "diabetes", "breast cancer"):
        X = SETS[name]()
        low, high = outlier_bounds(X, factor=2.0)
        step = 2.0 * scipy.stats.iqr(X, axis=0, nan_policy="omit")
        q = np.nanpercentile(X, [25, 75], axis=0)
        size = np.nanmax(np.abs(X), axis=0)
        worst = max(
            worst, *(np.abs(low - q[0] + step) / size), *(np.abs(high - q[1] - step) / size)
        )
        low, high = outlier_bounds(X, method="mad", factor=3.0)
        step = 3.0 * scipy.stats.median_abs_deviation(X, axis=0, nan_policy="omit", scale="normal")
        worst = max(worst, *(np.abs((high - low) / 2 - step) / size))
        low, high = outlier_bounds(X, method="deviation", factor=1.0)
        worst = max(worst, *(np.abs((high - low) / 2 - np.nanstd(X, axis=0)) / size))
    parity(
        "journey.ml.impute.outlier_bounds",
        reference="scipy.stats.iqr, median_abs_deviation, numpy.nanstd",
        what="bounds, relative to the largest value", difference=worst, tolerance=1e-14,
    )  # fmt: skip


def test_they_work_in_sklearns_column_transformer_and_search(data_folder: Path) -> None:
    table = load_titanic()
    frame = pd.DataFrame({name: table[name] for name in ("Age", "Fare", "Embarked")})
    y = table["Survived"]
    parts = sklearn.compose.ColumnTransformer(
        [
            ("numbers", SimpleImputer(add_indicator=True), ["Age", "Fare"]),
            ("text", SimpleImputer(strategy="most_frequent", missing_values=""), ["Embarked"]),
        ]
    )
    Z = parts.fit_transform(frame)
    assert list(parts.get_feature_names_out()) == [
        "numbers__Age", "numbers__Fare", "numbers__missingindicator_Age", "text__Embarked",
    ]  # fmt: skip
    assert set(Z[:, 3]) == {"C", "Q", "S"}
    pipe = sklearn.pipeline.make_pipeline(KNNImputer(), Ridge(1.0))
    search = sklearn.model_selection.GridSearchCV(
        pipe, {"knnimputer__n_neighbors": [1, 10]}, cv=3
    ).fit(frame[["Age", "Fare"]], y)
    assert len(search.cv_results_["params"]) == 2


# The report ---------------------------------------------------------------------------------------


def test_the_report_counts() -> None:
    X = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, 4.0], [5.0, 6.0, 8.0], [0.0, np.nan, 1.0]])
    report = missingness_report(X, names=["a", "b", "c"])
    assert report.counts.tolist() == [1, 3, 0]
    np.testing.assert_allclose(report.shares, [0.25, 0.75, 0.0])
    assert (report.n_samples, report.complete) == (4, 1)
    assert report.patterns[0] == (("b",), 2)
    assert set(report.patterns) == {(("b",), 2), (("a", "b"), 1), ((), 1)}
    assert sum(times for _, times in report.patterns) == 4
    c = X[:, 2]
    want = (np.mean(c[[0, 1, 3]]) - c[2]) / c.std()
    np.testing.assert_allclose(report.shifts[1, 2], want)
    assert np.isnan(report.shifts[2]).all()
    assert np.isnan(np.diag(report.shifts)).all()
    assert str(report).startswith("1 of 4 rows are complete\nb ")


def test_the_report_of_real_tables(data_folder: Path) -> None:
    titanic = load_titanic()
    names = ("Survived", "Pclass", "Age", "Fare", "Cabin", "Embarked")
    X = np.column_stack([titanic[name].astype(object) for name in names])
    report = missingness_report(X, names=names)
    assert dict(zip(names, report.counts.tolist(), strict=True)) == {
        "Survived": 0, "Pclass": 0, "Age": 177, "Fare": 0, "Cabin": 687, "Embarked": 2,
    }  # fmt: skip
    penguins = load_penguins()
    counts = missingness_report(
        np.column_stack([penguins[n].astype(object) for n in penguins.names])
    )
    assert counts.counts.tolist() == [0, 0, 2, 2, 2, 2, 11]


def test_holes_that_depend_on_a_column_show_in_the_shifts_and_random_ones_do_not() -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((4000, 2))
    random = X.copy()
    random[rng.random(4000) < 0.3, 1] = np.nan
    told = X.copy()
    told[X[:, 0] > 0.8, 1] = np.nan
    n = np.isnan(random[:, 1]).sum()
    assert abs(missingness_report(random).shifts[1, 0]) < 3 / np.sqrt(n)
    assert missingness_report(told).shifts[1, 0] > 1.5


def test_names_come_from_a_data_frame_and_marks_may_be_others() -> None:
    frame = pd.DataFrame({"u": [1.0, np.nan], "v": ["", "x"]})
    assert missingness_report(frame).names == ("u", "v")
    assert missingness_report(frame).counts.tolist() == [1, 1]
    assert missingness_report([[1, -9], [2, 3]], missing_values=-9).counts.tolist() == [0, 1]


# Dtypes, small cases, order -----------------------------------------------------------------------


@pytest.mark.parametrize("model", [SimpleImputer(), KNNImputer(n_neighbors=3)], ids=repr)
def test_float32_stays_and_is_close(model: Any) -> None:
    X = SETS["wine"]()
    got = clone(model).fit_transform(X.astype(np.float32))
    assert got.dtype == np.float32
    if isinstance(model, SimpleImputer):
        np.testing.assert_allclose(got, clone(model).fit_transform(X), rtol=1e-5)
    assert clone(model).set_params(add_indicator=True).fit_transform(
        X.astype(np.float32)
    ).dtype == (np.float32)


@pytest.mark.parametrize("model", [SimpleImputer(), KNNImputer()], ids=repr)
def test_one_row_constant_columns_and_duplicates(model: Any) -> None:
    np.testing.assert_array_equal(clone(model).fit_transform([[3.0, 4.0]]), [[3.0, 4.0]])
    X = np.array([[7.0, 1.0], [7.0, 2.0], [np.nan, 1.0]])
    assert clone(model).fit_transform(X)[2, 0] == 7.0
    twice = np.repeat(SETS["wine"]()[:30], 2, axis=0)
    assert np.isfinite(clone(model).fit_transform(twice)).all()


def test_rows_with_nothing_in_common_get_the_mean() -> None:
    X = np.array([[1.0, np.nan], [3.0, np.nan], [np.nan, 5.0]])
    np.testing.assert_array_equal(KNNImputer(n_neighbors=1).fit_transform(X)[2], [2.0, 5.0])
    np.testing.assert_array_equal(knn_impute_naive(X, 1)[2], [2.0, 5.0])


def test_a_row_at_distance_0_decides_alone_where_distances_weigh() -> None:
    X = np.array([[1.0, 10.0], [1.0, 20.0], [2.0, 90.0], [1.0, np.nan]])
    assert KNNImputer(n_neighbors=3, weights="distance").fit_transform(X)[3, 1] == 15.0


@pytest.mark.parametrize("model", [SimpleImputer(), KNNImputer(n_neighbors=4)], ids=repr)
def test_row_order_does_not_matter_and_inputs_stay(model: Any) -> None:
    X = SETS["wine"]()
    before, order = X.copy(), np.random.default_rng(0).permutation(len(X))
    a, b = clone(model).fit(X), clone(model).fit(X[order])
    np.testing.assert_allclose(a.transform(X), b.transform(X), rtol=1e-12)
    np.testing.assert_array_equal(X, before)
    whole = SETS["no holes"]()
    assert not np.shares_memory(clone(model).fit_transform(whole), whole)


def test_many_rows_are_filled_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    X = SETS["wine"]()
    at_once = KNNImputer().fit_transform(X)
    monkeypatch.setattr("journey.ml.impute._knn._CELLS", 1000)
    np.testing.assert_allclose(KNNImputer().fit_transform(X), at_once, rtol=1e-13)


# Bad input ----------------------------------------------------------------------------------------


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="strategy: expected one of 'mean', 'median'"):
        SimpleImputer(strategy="mode").fit([[1.0]])
    with pytest.raises(ValueError, match="X: Cannot use mean strategy with non-numeric data"):
        SimpleImputer().fit(objects(["a", "b"]))
    with pytest.raises(ValueError, match=r"fill_value='x' \(of type"):
        SimpleImputer(strategy="constant", fill_value="x").fit([[1.0], [np.nan]])
    with pytest.raises(ValueError, match="NaN"):
        SimpleImputer(missing_values=0).fit([[np.nan], [0.0]])
    with pytest.raises(ValueError, match="infinity"):
        SimpleImputer().fit([[np.inf], [0.0]])
    with pytest.raises(ValueError, match="n_neighbors: expected an integer of at least 1"):
        KNNImputer(n_neighbors=0).fit([[1.0]])
    with pytest.raises(ValueError, match="weights: expected one of 'uniform', 'distance'"):
        KNNImputer(weights="near").fit([[1.0]])
    with pytest.raises(ValueError, match="Y: expected 2 columns, as X has, got 1"):
        nan_euclidean_distances([[1.0, 2.0]], [[1.0]])
    with pytest.raises(ValueError, match="names: expected 2 names, one a column, got 1"):
        missingness_report([[1.0, 2.0]], names=["a"])
    with pytest.raises(ValueError, match="keep: expected one of 'first', 'last', 'none'"):
        duplicated([[1.0]], keep="all")
    with pytest.raises(ValueError, match="method: expected one of 'iqr', 'mad', 'deviation'"):
        outlier_bounds([[1.0]], method="z")
    with pytest.raises(ValueError, match="factor: expected a finite number of at least 0"):
        outlier_bounds([[1.0]], factor=-1)
    for model in (SimpleImputer(), KNNImputer()):
        with pytest.raises(NotFittedError):
            model.transform([[1.0]])
        with pytest.raises(ValueError, match="X has 1 features"):
            model.fit([[1.0, 2.0]]).transform([[1.0]])


def test_a_column_that_is_left_out_is_named() -> None:
    model = SimpleImputer().fit([[1.0, np.nan], [2.0, np.nan]])
    with pytest.warns(
        UserWarning, match=r"Skipping features without any observed values: \['x1'\]"
    ):
        assert model.transform([[1.0, 5.0]]).shape == (1, 1)


# Properties ---------------------------------------------------------------------------------------

cells = st.one_of(st.just(np.nan), st.integers(-20, 20).map(float))


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=12),
    k=st.integers(1, 5),
)
def test_neighbours_fill_within_the_range_of_the_column(rows: list[list[float]], k: int) -> None:
    X = np.array(rows)
    model = KNNImputer(n_neighbors=k, keep_empty_features=True)
    Z = model.fit_transform(X)
    for j in range(3):
        there = X[~np.isnan(X[:, j]), j]
        if there.size:
            assert (Z[:, j] >= there.min() - 1e-9).all()
            assert (Z[:, j] <= there.max() + 1e-9).all()
        else:
            assert not Z[:, j].any()


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=20))
def test_each_row_is_kept_once(rows: list[tuple[int, int]]) -> None:
    X = np.array(rows)
    for keep in ("first", "last"):
        kept = X[~duplicated(X, keep=keep)]
        assert sorted(map(tuple, kept.tolist())) == sorted(set(rows))
