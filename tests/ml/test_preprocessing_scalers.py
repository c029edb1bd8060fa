"""Scalers by mean and variance, range, quantiles and length."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.compose
import sklearn.model_selection
import sklearn.pipeline
import sklearn.preprocessing
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from journey.ml.base import clone
from journey.ml.linear_model import Ridge
from journey.ml.preprocessing import (
    MinMaxScaler,
    Normalizer,
    RobustScaler,
    StandardScaler,
    normalize,
)
from journey.ml.preprocessing._moments import merged, moments
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]
EPS = float(np.finfo(np.float64).eps)


def with_holes(X: Array, seed: int = 0) -> Array:
    return np.where(np.random.default_rng(seed).random(X.shape) < 0.15, np.nan, X)


SETS: dict[str, Callable[[], Array]] = {
    "wine": lambda: load_wine().data,
    "breast cancer": lambda: load_breast_cancer().data,
    "diabetes": lambda: load_diabetes().data,
    "holes": lambda: with_holes(load_wine().data),
    "wide": lambda: np.random.default_rng(0).standard_normal((4, 30)) * 1e3,
    "far away": lambda: np.random.default_rng(1).standard_normal((300, 3)) + 1e6,
    "constant": lambda: np.column_stack([np.full(20, 0.1), np.arange(20.0), np.zeros(20)]),
    "duplicates": lambda: np.repeat(load_wine().data[:5], 4, axis=0),
}
data_sets = pytest.mark.parametrize("name", SETS)

SCALERS: list[tuple[Any, Any]] = [
    (StandardScaler(), sklearn.preprocessing.StandardScaler()),
    (StandardScaler(with_mean=False), sklearn.preprocessing.StandardScaler(with_mean=False)),
    (StandardScaler(with_std=False), sklearn.preprocessing.StandardScaler(with_std=False)),
    (
        StandardScaler(with_mean=False, with_std=False),
        sklearn.preprocessing.StandardScaler(with_mean=False, with_std=False),
    ),
    (MinMaxScaler(), sklearn.preprocessing.MinMaxScaler()),
    (MinMaxScaler((-2, 5), clip=True), sklearn.preprocessing.MinMaxScaler((-2, 5), clip=True)),
    (RobustScaler(), sklearn.preprocessing.RobustScaler()),
    (
        RobustScaler(quantile_range=(10, 80), unit_variance=True),
        sklearn.preprocessing.RobustScaler(quantile_range=(10, 80), unit_variance=True),
    ),
    (RobustScaler(with_centering=False), sklearn.preprocessing.RobustScaler(with_centering=False)),
    (RobustScaler(with_scaling=False), sklearn.preprocessing.RobustScaler(with_scaling=False)),
]
INVERTIBLE = [StandardScaler(), MinMaxScaler((-1, 3)), RobustScaler()]


# Identities and closed forms --------------------------------------------------------------------


def test_standardised_columns_have_mean_0_and_deviation_1() -> None:
    for name in ("wine", "breast cancer", "diabetes", "wide"):
        Z = StandardScaler().fit_transform(SETS[name]())
        np.testing.assert_allclose(Z.mean(axis=0), 0, atol=1e-13)
        np.testing.assert_allclose(Z.std(axis=0), 1, rtol=1e-13)


def test_ranges_end_where_they_should() -> None:
    Z = MinMaxScaler((-2, 5)).fit_transform(SETS["wine"]())
    np.testing.assert_allclose(Z.min(axis=0), -2, atol=1e-14)
    np.testing.assert_allclose(Z.max(axis=0), 5, rtol=1e-14)


def test_robust_columns_have_median_0_and_quartiles_1_apart() -> None:
    Z = RobustScaler().fit_transform(SETS["wine"]())
    np.testing.assert_allclose(np.median(Z, axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(np.ptp(np.percentile(Z, [25, 75], axis=0), axis=0), 1, rtol=1e-13)


def test_a_wild_value_moves_the_mean_as_far_as_it_likes_and_the_median_hardly() -> None:
    X = np.arange(101.0)[:, None]
    wild = X.copy()
    wild[-1] = 1e9
    a, b = RobustScaler().fit(X), RobustScaler().fit(wild)
    assert a.center_ == b.center_ == 50.0
    assert a.scale_ == b.scale_ == 50.0
    assert StandardScaler().fit(wild).mean_ > 9e6


def test_the_quartiles_of_normal_data_give_unit_variance_where_asked() -> None:
    # 1.349 is the distance of the quartiles of a standard normal.
    X = np.array([[-0.6744897501960817], [0.0], [0.6744897501960817]])
    model = RobustScaler(quantile_range=(25, 75), unit_variance=True)
    model.fit(np.interp(np.linspace(0, 2, 5), [0, 1, 2], X.ravel())[:, None])
    np.testing.assert_allclose(model.scale_, 0.5, rtol=1e-14)


@pytest.mark.parametrize(("norm", "order"), [("l1", 1), ("l2", 2), ("max", np.inf)])
def test_rows_have_length_1(norm: str, order: float) -> None:
    Z = normalize(SETS["diabetes"](), norm)
    np.testing.assert_allclose(np.linalg.norm(Z, order, axis=1), 1, rtol=1e-14)


@pytest.mark.parametrize("model", INVERTIBLE, ids=repr)
@data_sets
def test_the_inverse_gives_back_what_came(model: Any, name: str) -> None:
    X = SETS[name]()
    size = np.nanmax(np.abs(X), axis=0)
    back = clone(model).fit(X).inverse_transform(clone(model).fit(X).transform(X))
    assert np.array_equal(np.isnan(back), np.isnan(X))
    assert np.nanmax(np.abs(back - X) / np.where(size > 0, size, 1)) <= 8 * EPS


def test_least_squares_does_not_care_and_a_penalty_does() -> None:
    X, y = load_diabetes(return_X_y=True)
    units = X * np.geomspace(1e-2, 1e2, X.shape[1])
    same = Ridge(0.0).fit(units, y).predict(units)
    np.testing.assert_allclose(same, Ridge(0.0).fit(X, y).predict(X), rtol=1e-8)
    Z = StandardScaler()
    first = Ridge(5.0).fit(Z.fit_transform(X), y).predict(Z.transform(X))
    second = Ridge(5.0).fit(Z.fit_transform(units), y).predict(Z.transform(units))
    np.testing.assert_allclose(first, second, rtol=1e-9)
    assert (
        np.abs(Ridge(5.0).fit(X, y).predict(X) - Ridge(5.0).fit(units, y).predict(units)).max() > 1
    )


# Moments ----------------------------------------------------------------------------------------


@data_sets
def test_moments_equal_numpys(name: str) -> None:
    X = SETS[name]()
    found = moments(X)
    np.testing.assert_allclose(found.mean, np.nanmean(X, axis=0), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(found.var, np.nanvar(X, axis=0), rtol=1e-12, atol=1e-30)


def test_two_passes_keep_the_digits_that_one_pass_loses() -> None:
    x = np.random.default_rng(0).standard_normal((1000, 1)) + 1e8
    exact = float(np.var([float(v) - 1e8 for v in x.ravel()]))
    assert abs(moments(x).var[0] / exact - 1) < 1e-12
    one_pass = float(np.mean(x**2) - np.mean(x) ** 2)
    assert abs(one_pass / exact - 1) > 0.1


@data_sets
def test_portions_give_the_same_as_all_at_once(name: str) -> None:
    X = SETS[name]()
    whole = StandardScaler().fit(X)
    model = StandardScaler()
    for part in np.array_split(X, 4):
        if len(part):
            model.partial_fit(part)
    np.testing.assert_allclose(model.mean_, whole.mean_, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(model.var_, whole.var_, rtol=1e-9, atol=1e-28)
    np.testing.assert_array_equal(model.n_samples_seen_, whole.n_samples_seen_)
    low = MinMaxScaler()
    for part in np.array_split(X, 4):
        low.partial_fit(part)
    np.testing.assert_array_equal(low.data_min_, MinMaxScaler().fit(X).data_min_)
    np.testing.assert_array_equal(low.scale_, MinMaxScaler().fit(X).scale_)
    assert low.n_samples_seen_ == len(X)


def test_a_portion_may_lack_a_column_altogether() -> None:
    first, second = np.array([[1.0, np.nan], [3.0, np.nan]]), np.array([[np.nan, 5.0]])
    for parts in ((first, second), (second, first)):
        model = StandardScaler()
        for part in parts:
            model.partial_fit(part)
        np.testing.assert_array_equal(model.mean_, [2.0, 5.0])
        np.testing.assert_array_equal(model.var_, [1.0, 0.0])
        np.testing.assert_array_equal(model.n_samples_seen_, [2, 1])


# Against scikit-learn ---------------------------------------------------------------------------


@pytest.mark.parametrize("pair", SCALERS, ids=lambda pair: repr(pair[0]))
def test_scalers_equal_sklearn(pair: tuple[Any, Any], parity: Callable[..., None]) -> None:
    worst = 0.0
    for make in SETS.values():
        X = make()
        ours, theirs = clone(pair[0]).fit(X), sklearn.base.clone(pair[1]).fit(X)
        fresh = X[::-1] * 1.5 + 0.25
        for table in (X, fresh):
            want, got = theirs.transform(table), ours.transform(table)
            assert np.array_equal(np.isnan(want), np.isnan(got))
            size = np.nanmax(np.abs(want))
            worst = max(worst, float(np.nanmax(np.abs(want - got)) / size))
        back = ours.inverse_transform(theirs.transform(X)) - theirs.inverse_transform(
            theirs.transform(X)
        )
        worst = max(worst, float(np.nanmax(np.abs(back)) / np.nanmax(np.abs(X))))
        for key in ("scale_", "n_samples_seen_", "center_"):
            want = getattr(theirs, key, None)
            assert (getattr(ours, key, None) is None) == (want is None)
            if want is not None:
                np.testing.assert_allclose(getattr(ours, key), want, rtol=1e-12)
    name = type(ours).__name__
    parity(
        f"journey.ml.preprocessing.{name}", reference=f"sklearn.preprocessing.{name}",
        what="transformed and restored values, relative to the largest", difference=worst,
        tolerance=1e-9 if name == "StandardScaler" else 1e-14,
    )  # fmt: skip


def test_weights_equal_sklearn(parity: Callable[..., None]) -> None:
    worst = 0.0
    for name in ("wine", "holes", "breast cancer"):
        X = SETS[name]()
        weight = np.random.default_rng(0).uniform(0, 3, len(X))
        ours = StandardScaler().fit(X, sample_weight=weight)
        theirs = sklearn.preprocessing.StandardScaler().fit(X, sample_weight=weight)
        for key in ("mean_", "var_", "n_samples_seen_"):
            want = getattr(theirs, key)
            worst = max(worst, float(np.max(np.abs(getattr(ours, key) / want - 1))))
    parity(
        "journey.ml.preprocessing.StandardScaler", reference="sklearn.preprocessing.StandardScaler",
        what="weighted means and variances, relative", difference=worst, tolerance=1e-12,
    )  # fmt: skip


@pytest.mark.parametrize("norm", ["l1", "l2", "max"])
def test_normalizer_equals_sklearn(norm: Any, parity: Callable[..., None]) -> None:
    worst = 0.0
    for name in ("wine", "diabetes", "wide", "constant"):
        X = SETS[name]()
        X[0] = 0.0
        want = sklearn.preprocessing.Normalizer(norm).fit_transform(X)
        worst = max(worst, float(np.abs(Normalizer(norm).fit_transform(X) - want).max()))
        worst = max(worst, float(np.abs(normalize(X, norm) - want).max()))
    for code in ("Normalizer", "normalize"):
        parity(
            f"journey.ml.preprocessing.{code}", reference=f"sklearn.preprocessing.{code}",
            what="largest difference, rows of length 1", difference=worst, tolerance=1e-15,
        )  # fmt: skip


def test_they_work_in_sklearns_pipeline_search_and_column_transformer() -> None:
    X, y = load_diabetes(return_X_y=True)
    pipe = sklearn.pipeline.make_pipeline(StandardScaler(), Ridge(1.0))
    theirs = sklearn.pipeline.make_pipeline(sklearn.preprocessing.StandardScaler(), Ridge(1.0))
    score = sklearn.model_selection.cross_val_score
    np.testing.assert_allclose(score(pipe, X, y), score(theirs, X, y), rtol=1e-10)
    search = sklearn.model_selection.GridSearchCV(
        pipe, {"standardscaler": [StandardScaler(), MinMaxScaler(), RobustScaler()]}
    ).fit(X, y)
    assert len(search.cv_results_["params"]) == 3
    mixed = sklearn.compose.ColumnTransformer(
        [("a", StandardScaler(), [0, 1]), ("b", MinMaxScaler(), [2])]
    ).fit(X)
    assert mixed.transform(X).shape == (len(X), 3)
    assert list(mixed.get_feature_names_out()) == ["a__x0", "a__x1", "b__x2"]


# Dtypes, small cases, weights -------------------------------------------------------------------


@pytest.mark.parametrize("model", [*INVERTIBLE, Normalizer()], ids=repr)
def test_float32_stays_and_is_close(model: Any) -> None:
    X = load_wine().data
    small = clone(model).fit(X.astype(np.float32))
    got = small.transform(X.astype(np.float32))
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, clone(model).fit_transform(X), rtol=1e-3, atol=1e-4)
    if hasattr(small, "inverse_transform"):
        assert small.inverse_transform(got).dtype == np.float32
    assert clone(model).fit_transform(np.arange(6).reshape(3, 2)).dtype == np.float64


@pytest.mark.parametrize("model", INVERTIBLE, ids=repr)
def test_one_row_and_constant_columns_are_only_moved(model: Any) -> None:
    floor = -1.0 if isinstance(model, MinMaxScaler) else 0.0
    np.testing.assert_array_equal(clone(model).fit_transform([[3.0, -2.0]]), [[floor, floor]])
    X = np.full((30, 1), 0.1)
    np.testing.assert_allclose(clone(model).fit_transform(X), floor, atol=1e-15)
    assert clone(model).fit(X).scale_ == (4.0 if isinstance(model, MinMaxScaler) else 1.0)


def test_a_constant_with_rounding_is_still_constant() -> None:
    X = np.full((100_000, 1), 1e10 / 3)  # its mean is off by rounding, and so is its variance
    assert StandardScaler().fit(X).scale_ == 1.0
    assert StandardScaler().fit(X, sample_weight=np.full(100_000, 0.1)).scale_ == 1.0


def test_a_column_of_nothing_but_nan_stays_nan() -> None:
    X = np.array([[np.nan, 1.0], [np.nan, 2.0]])
    for model in INVERTIBLE:
        with warnings.catch_warnings(action="error"):
            Z = clone(model).fit_transform(X)
        assert np.isnan(Z[:, 0]).all()
        assert np.isfinite(Z[:, 1]).all()


def test_values_outside_of_what_was_seen_are_clipped_only_where_asked() -> None:
    X = np.array([[0.0], [10.0]])
    fresh = [[-5.0], [20.0], [np.nan]]
    np.testing.assert_array_equal(MinMaxScaler().fit(X).transform(fresh), [[-0.5], [2.0], [np.nan]])
    np.testing.assert_array_equal(
        MinMaxScaler(clip=True).fit(X).transform(fresh), [[0.0], [1.0], [np.nan]]
    )


def test_weights_equal_repetition_and_zero_weight_is_absence() -> None:
    X = with_holes(load_wine().data[:40])
    times = np.random.default_rng(0).integers(0, 4, 40)
    weighted = StandardScaler().fit(X, sample_weight=times)
    repeated = StandardScaler().fit(np.repeat(X, times, axis=0))
    np.testing.assert_allclose(weighted.mean_, repeated.mean_, rtol=1e-13)
    np.testing.assert_allclose(weighted.var_, repeated.var_, rtol=1e-12)
    np.testing.assert_allclose(weighted.n_samples_seen_, repeated.n_samples_seen_)
    halves = StandardScaler().partial_fit(X[:20], sample_weight=times[:20])
    halves.partial_fit(X[20:], sample_weight=times[20:])
    np.testing.assert_allclose(halves.var_, repeated.var_, rtol=1e-12)


@pytest.mark.parametrize("model", [*INVERTIBLE, Normalizer()], ids=repr)
def test_row_order_does_not_matter_and_inputs_stay(model: Any) -> None:
    X = with_holes(load_wine().data) if not isinstance(model, Normalizer) else load_wine().data
    before = X.copy()
    order = np.random.default_rng(0).permutation(len(X))
    a, b = clone(model).fit(X), clone(model).fit(X[order])
    np.testing.assert_allclose(a.transform(X), b.transform(X), rtol=1e-11, atol=1e-11)
    if hasattr(a, "inverse_transform"):
        Z = a.transform(X)
        kept = Z.copy()
        a.inverse_transform(Z)
        np.testing.assert_array_equal(Z, kept)
    np.testing.assert_array_equal(X, before)


def test_nothing_is_shared_with_the_input() -> None:
    X = np.arange(6.0).reshape(3, 2)
    for model in (StandardScaler(with_mean=False, with_std=False), Normalizer(),
                  RobustScaler(with_centering=False, with_scaling=False)):  # fmt: skip
        assert not np.shares_memory(X, model.fit_transform(X))


def test_fitting_again_forgets() -> None:
    X = load_wine().data
    model = StandardScaler().partial_fit(X).fit(X[:10, :3])
    np.testing.assert_array_equal(model.mean_, StandardScaler().fit(X[:10, :3]).mean_)
    assert MinMaxScaler().partial_fit(X).fit(X[:10]).n_samples_seen_ == 10


# Bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (MinMaxScaler((1, 1)), "feature_range: Minimum of desired feature range must be smaller"),
        (MinMaxScaler(3), "feature_range: expected two numbers, got 3"),  # type: ignore[arg-type]
        (RobustScaler(quantile_range=(60, 40)), "quantile_range: Invalid quantile range"),
        (RobustScaler(quantile_range=5), "quantile_range: expected two numbers"),  # type: ignore[arg-type]
        (RobustScaler(quantile_range=(0, 50), unit_variance=True), "quantile_range: with unit_var"),
        (Normalizer("l3"), "norm: expected one of 'l1', 'l2', 'max', got 'l3'"),
    ],
    ids=repr,
)
def test_bad_parameters(model: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        model.fit([[1.0], [2.0]])


@pytest.mark.parametrize("model", INVERTIBLE, ids=repr)
def test_bad_data(model: Any) -> None:
    with pytest.raises(NotFittedError):
        clone(model).transform([[1.0]])
    with pytest.raises(NotFittedError):
        clone(model).inverse_transform([[1.0]])
    with pytest.raises(ValueError, match="infinity"):
        clone(model).fit([[np.inf], [1.0]])
    fitted = clone(model).fit([[1.0, 2.0], [2.0, 5.0]])
    for call in (fitted.transform, fitted.inverse_transform):
        with pytest.raises(ValueError, match=r"X has 1 features, but .* is expecting 2 features"):
            call([[1.0]])


def test_bad_weights() -> None:
    with pytest.raises(ValueError, match="sample_weight: expected no negative weight"):
        StandardScaler().fit([[1.0], [2.0]], sample_weight=[1.0, -1.0])
    with pytest.raises(ValueError, match="sample_weight: expected shape"):
        StandardScaler().fit([[1.0], [2.0]], sample_weight=[1.0])


# Properties -------------------------------------------------------------------------------------

tables = arrays.arrays(
    np.float64, st.tuples(st.integers(2, 12), st.integers(1, 4)),
    elements=st.floats(-1e3, 1e3).map(lambda v: round(v, 3)),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(X=tables, split=st.integers(1, 11))
def test_two_portions_are_one(X: Array, split: int) -> None:
    split = min(split, len(X) - 1)
    both, whole = merged(moments(X[:split]), moments(X[split:])), moments(X)
    np.testing.assert_allclose(both.mean, whole.mean, rtol=1e-12, atol=1e-10)
    np.testing.assert_allclose(both.var, whole.var, rtol=1e-9, atol=1e-9)


@settings(max_examples=60, deadline=None)
@given(X=tables, factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_units_do_not_matter_after_scaling(X: Array, factor: float, shift: float) -> None:
    for model in (StandardScaler(), MinMaxScaler(), RobustScaler()):
        if (model.fit(X).scale_ == 1.0).any():
            continue  # a constant column, and its unit, stay
        first = model.fit_transform(X)
        second = clone(model).fit_transform(X * factor + shift)
        np.testing.assert_allclose(first, second, rtol=1e-6, atol=1e-6)
