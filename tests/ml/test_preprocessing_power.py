"""Power transforms: Box-Cox, Yeo-Johnson, and the search for the most likely exponent."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.optimize
import scipy.stats
import sklearn.model_selection
import sklearn.pipeline
import sklearn.preprocessing
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine

from journey.ml.linear_model import Ridge
from journey.ml.preprocessing import PowerTransformer, StandardScaler, power_likelihood
from journey.ml.preprocessing._brent import bracket, brent
from journey.ml.preprocessing._power import _Power
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]
METHODS = ("yeo-johnson", "box-cox")
methods = pytest.mark.parametrize("method", METHODS)


def lognormal(n: int, seed: int = 0) -> Array:
    return np.exp(np.random.default_rng(seed).standard_normal((n, 2)) * [0.5, 1.5])


SETS: dict[str, Callable[[], Array]] = {
    "wine": lambda: load_wine().data,
    "breast cancer": lambda: load_breast_cancer().data,
    "diabetes": lambda: load_diabetes().data,
    "lognormal": lambda: lognormal(500),
    "both signs": lambda: lognormal(400, 1) - 2.0,
    "below zero": lambda: -lognormal(300, 2),
    "few rows": lambda: lognormal(5, 3),
}


def far_away() -> Array:
    return np.asarray(1e4 + np.random.default_rng(4).gamma(2.0, 30.0, (200, 1)))


def data(name: str, method: str) -> Array:
    X = SETS[name]()
    return X if method == "yeo-johnson" else X - X.min(axis=0) + 0.5


def by_definition(x: float, power: float, method: str) -> float:
    """Return one number's transform, as the papers define it."""
    if method == "box-cox":
        return math.log(x) if power == 0 else (x**power - 1) / power
    if x >= 0:
        return math.log(x + 1) if power == 0 else ((x + 1) ** power - 1) / power
    other = 2 - power
    return -math.log(1 - x) if other == 0 else -((1 - x) ** other - 1) / other


# Identities and closed forms ----------------------------------------------------------------------


@methods
@pytest.mark.parametrize("power", [-1.5, 0.0, 0.5, 1.0, 2.0, 3.0])
def test_the_transform_is_the_papers_definition(method: str, power: float) -> None:
    x = np.array([0.2, 0.7, 1.0, 3.0] if method == "box-cox" else [-3.0, -0.4, 0.0, 0.7, 5.0])
    model = PowerTransformer(method, standardize=False).fit(x[:, None])
    model._columns = [_Power(power, method, 0.0, False)]
    want = [by_definition(float(v), power, method) for v in x]
    got = model.transform(x[:, None])
    np.testing.assert_allclose(got.ravel(), want, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(model.inverse_transform(got).ravel(), x, rtol=1e-12, atol=1e-14)


def test_an_exponent_near_a_limit_gives_nearly_the_limit() -> None:
    model = PowerTransformer(standardize=False).fit([[-1.0], [2.0]])
    x = np.array([[-2.0], [0.5], [30.0]])
    for limit in (0.0, 2.0):
        model._columns = [_Power(limit, "yeo-johnson", 0.0, False)]
        at = model.transform(x)
        for off in (1e-12, -1e-12):
            model._columns = [_Power(limit + off, "yeo-johnson", 0.0, False)]
            np.testing.assert_allclose(model.transform(x), at, rtol=1e-9)


def test_the_power_of_a_log_normal_sample_is_near_0_and_of_a_normal_near_1() -> None:
    # The exponent's standard error is of the order of one over the root of n.
    z = np.random.default_rng(0).standard_normal((20_000, 1))
    assert abs(PowerTransformer("box-cox").fit(np.exp(z)).lambdas_[0]) < 0.02
    assert abs(PowerTransformer().fit(z).lambdas_[0] - 1) < 0.02


@methods
@pytest.mark.parametrize("name", SETS)
def test_no_exponent_nearby_is_more_likely(name: str, method: str) -> None:
    X = data(name, method)
    for x, power in zip(X.T, PowerTransformer(method).fit(X).lambdas_, strict=True):
        best = power_likelihood(x, power, method)
        step = 1e-3 * max(1.0, abs(power))
        assert power_likelihood(x, power - step, method) < best
        assert power_likelihood(x, power + step, method) < best
        coarse = [power_likelihood(x, p, method) for p in np.linspace(-4, 4, 33)]
        assert max(coarse) <= best + 1e-9 * abs(best)


def test_units_cancel_in_box_cox() -> None:
    x = lognormal(200)
    first = PowerTransformer("box-cox").fit(x)
    for unit in (1e-12, 1e-3, 1e9):
        other = PowerTransformer("box-cox").fit(x * unit)
        np.testing.assert_allclose(other.lambdas_, first.lambdas_, atol=1e-6)
        np.testing.assert_allclose(other.transform(x * unit), first.transform(x), atol=1e-5)


def test_yeo_johnson_of_a_mirrored_column_is_mirrored() -> None:
    x = SETS["both signs"]()
    a, b = PowerTransformer().fit(x), PowerTransformer().fit(-x)
    np.testing.assert_allclose(a.lambdas_, 2 - b.lambdas_, rtol=1e-6)
    np.testing.assert_allclose(a.transform(x), -b.transform(-x), atol=1e-6)


def test_above_zero_yeo_johnson_is_box_cox_of_one_more() -> None:
    x = lognormal(200)
    a, b = PowerTransformer().fit(x), PowerTransformer("box-cox").fit(x + 1)
    np.testing.assert_allclose(a.lambdas_, b.lambdas_, atol=1e-7)


def test_standardised_it_is_the_scaler_after_the_powers() -> None:
    x = SETS["wine"]()
    plain = PowerTransformer(standardize=False).fit_transform(x)
    np.testing.assert_allclose(
        PowerTransformer().fit_transform(x), StandardScaler().fit_transform(plain), atol=1e-9
    )


def test_far_from_zero_yeo_johnson_is_still_box_cox_of_one_more(
    parity: Callable[..., None],
) -> None:
    # scikit-learn's own Yeo-Johnson does not find it: there (x + 1)^lambda - 1 is -1 to rounding.
    X = far_away()
    ours = float(PowerTransformer().fit(X).lambdas_[0])
    theirs = float(sklearn.preprocessing.PowerTransformer("box-cox").fit(X + 1).lambdas_[0])
    parity(
        "journey.ml.preprocessing.PowerTransformer",
        reference="sklearn.preprocessing.PowerTransformer(method='box-cox')",
        what="Yeo-Johnson exponent far from 0, as Box-Cox of x + 1, relative",
        difference=abs(ours / theirs - 1), tolerance=1e-6,
    )  # fmt: skip
    x = X[:, 0]
    best = power_likelihood(x, ours)
    assert best > power_likelihood(x, ours - 1)
    assert best > power_likelihood(x, ours + 1)
    off = float(sklearn.preprocessing.PowerTransformer().fit(X).lambdas_[0])
    assert power_likelihood(x, off) < best - 1


@pytest.mark.parametrize("sign", [1, -1])
def test_far_from_zero_the_digits_are_kept(sign: int) -> None:
    # The powers themselves are -1 / lambda to rounding; only in other units do they differ.
    X = sign * far_away()
    model = PowerTransformer().fit(X)
    Z = model.transform(X)
    np.testing.assert_allclose(Z.std(), 1, rtol=1e-9)
    assert len(np.unique(Z)) == len(np.unique(X))
    assert abs(float(scipy.stats.skew(Z.ravel()))) < 0.2 < abs(float(scipy.stats.skew(X.ravel())))
    np.testing.assert_allclose(model.inverse_transform(Z), X, rtol=1e-11)


@pytest.mark.parametrize("sign", [1, -1])
def test_values_beyond_zero_that_fit_never_saw(sign: int) -> None:
    # Fitted on one side of 0, the transform is still the definition, standardised.
    X = sign * lognormal(50)[:, :1]
    fresh = np.array([[-3.0], [-0.5], [0.0], [0.5], [3.0]])
    model, plain = PowerTransformer().fit(X), PowerTransformer(standardize=False).fit(X)
    scaler = StandardScaler().fit(plain.transform(X))
    np.testing.assert_allclose(
        model.transform(fresh), scaler.transform(plain.transform(fresh)), rtol=1e-7, atol=1e-9
    )
    np.testing.assert_allclose(model.inverse_transform(model.transform(fresh)), fresh, atol=1e-9)


# The search ---------------------------------------------------------------------------------------

FUNCTIONS: list[tuple[Callable[[float], float], float]] = [
    (lambda x: (x - 0.3) ** 2, 0.3),
    (lambda x: (x - 1) ** 4 + x, 1 - 4 ** (-1 / 3)),
    (lambda x: math.exp(x) - 2 * x, math.log(2)),
    (lambda x: abs(x - 1.25), 1.25),
    (lambda x: -1 / (1 + 50 * (x + 1.5) ** 2), -1.5),
    (lambda x: math.inf if x > 1 else (x - 0.9) ** 2, 0.9),
]


@pytest.mark.parametrize(("f", "at"), FUNCTIONS)
def test_brent_finds_known_minima(f: Callable[[float], float], at: float) -> None:
    assert abs(brent(f, -3.0, 2.5) - at) < 2e-8


def test_brent_equals_scipys() -> None:
    worst = 0.0
    for f, _ in FUNCTIONS[:3]:
        theirs = scipy.optimize.minimize_scalar(f, bounds=(-3, 2.5), options={"xatol": 1e-10}).x
        worst = max(worst, abs(brent(f, -3.0, 2.5) - theirs))
    assert worst < 3e-8


def test_brent_needs_far_fewer_looks_than_golden_section() -> None:
    looks = 0

    def f(x: float) -> float:
        nonlocal looks
        looks += 1
        return math.exp(x) - 2 * x

    brent(f, -3.0, 2.5)
    golden = math.log(5.5 / 1e-9) / math.log(1.618034)
    assert looks < golden / 2


@given(at=st.floats(-1e4, 1e4))
def test_a_bracket_holds_the_minimum(at: float) -> None:
    low, high = bracket(lambda x: (x - at) ** 2, -2.0, 2.0)
    assert low <= at <= high


def test_a_function_that_falls_forever_ends_the_search() -> None:
    low, high = bracket(lambda x: -x, -2.0, 2.0)
    assert 0 < low < high


# Against scikit-learn -----------------------------------------------------------------------------


@methods
@pytest.mark.parametrize("name", SETS)
def test_powers_equal_sklearn(name: str, method: Any, parity: Callable[..., None]) -> None:
    X = data(name, method)
    ours = PowerTransformer(method).fit(X)
    theirs = sklearn.preprocessing.PowerTransformer(method).fit(X)
    gap = np.abs(ours.lambdas_ - theirs.lambdas_) / np.maximum(1, np.abs(theirs.lambdas_))
    label = "Yeo-Johnson" if method == "yeo-johnson" else "Box-Cox"
    parity(
        "journey.ml.preprocessing.PowerTransformer",
        reference=f"sklearn.preprocessing.PowerTransformer(method='{method}')",
        what=f"{label} exponents, relative where above 1", difference=gap.max(), tolerance=1e-6,
    )  # fmt: skip
    parity(
        "journey.ml.preprocessing.PowerTransformer",
        reference=f"sklearn.preprocessing.PowerTransformer(method='{method}')",
        what=f"{label}, transformed and standardised values",
        difference=np.abs(ours.transform(X) - theirs.transform(X)).max(), tolerance=5e-6,
    )  # fmt: skip


@methods
def test_the_likelihood_equals_scipys(method: str, parity: Callable[..., None]) -> None:
    llf = scipy.stats.boxcox_llf if method == "box-cox" else scipy.stats.yeojohnson_llf
    worst = 0.0
    for name in SETS:
        x = data(name, method)[:, 0]
        for power in (-2.0, -0.5, 0.0, 0.7, 1.0, 3.0):
            want = float(llf(power, x))
            worst = max(worst, abs(power_likelihood(x, power, method) - want) / len(x))
    parity(
        "journey.ml.preprocessing.power_likelihood",
        reference="scipy.stats.boxcox_llf, yeojohnson_llf", what="log-likelihood a sample",
        difference=worst, tolerance=1e-10,
    )  # fmt: skip


def test_missing_values_are_left_out_and_stay(parity: Callable[..., None]) -> None:
    X = SETS["wine"]()
    holes = np.where(np.random.default_rng(0).random(X.shape) < 0.2, np.nan, X)
    ours = PowerTransformer().fit(holes)
    theirs = sklearn.preprocessing.PowerTransformer().fit(holes)
    got, want = ours.transform(holes), theirs.transform(holes)
    assert np.array_equal(np.isnan(got), np.isnan(holes))
    parity(
        "journey.ml.preprocessing.PowerTransformer",
        reference="sklearn.preprocessing.PowerTransformer(method='yeo-johnson')",
        what="Yeo-Johnson with missing values, transformed values",
        difference=np.nanmax(np.abs(got - want)), tolerance=5e-6,
    )  # fmt: skip
    back = ours.inverse_transform(got)
    assert np.array_equal(np.isnan(back), np.isnan(holes))


def test_it_works_in_sklearns_search() -> None:
    X, y = load_diabetes(return_X_y=True)
    pipe = sklearn.pipeline.make_pipeline(PowerTransformer(), Ridge(1.0))
    search = sklearn.model_selection.GridSearchCV(
        pipe, {"powertransformer__standardize": [True, False]}, cv=3
    ).fit(X, y)
    assert len(search.cv_results_["params"]) == 2


# Dtypes, small cases ------------------------------------------------------------------------------


@methods
def test_float32_stays_and_is_close(method: str) -> None:
    X = data("wine", method)
    got = PowerTransformer(method).fit_transform(X.astype(np.float32))
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, PowerTransformer(method).fit_transform(X), atol=1e-3)


@methods
def test_constant_columns_and_one_row(method: str) -> None:
    model = PowerTransformer(method).fit([[2.0, 1.0], [2.0, 5.0], [2.0, 2.0]])
    assert model.lambdas_[0] == 1.0
    np.testing.assert_array_equal(model.transform([[2.0, 1.0]])[:, 0], 0.0)
    assert PowerTransformer(method).fit([[3.0]]).lambdas_ == 1.0


def test_two_values_and_duplicates() -> None:
    for rows in ([[1.0], [2.0]], [[1.0], [1.0], [1.0], [2.0]]):
        Z = PowerTransformer("box-cox").fit_transform(rows)
        np.testing.assert_allclose(Z, StandardScaler().fit_transform(rows), rtol=1e-12)


@pytest.mark.parametrize("size", [1e-8, 1e8, 1e140])
@methods
def test_huge_and_tiny_numbers_overflow_nothing(size: float, method: str) -> None:
    X = lognormal(50)[:, :1] * size
    with warnings.catch_warnings(action="error"):
        model = PowerTransformer(method).fit(X)
        Z = model.transform(X)
    assert np.isfinite(model.lambdas_).all()
    assert np.isfinite(Z).all()


def test_what_no_number_was_transformed_to_comes_back_as_nan() -> None:
    model = PowerTransformer("box-cox", standardize=False).fit(lognormal(30)[:, :1])
    model._columns = [_Power(-1.0, "box-cox", 0.0, False)]
    with warnings.catch_warnings(action="error"):
        # (x^-1 - 1) / -1 is below 1 for every x.
        assert np.isnan(model.inverse_transform([[1.5]])).all()


@methods
def test_row_order_does_not_matter_and_inputs_stay(method: str) -> None:
    X = data("wine", method)
    before = X.copy()
    order = np.random.default_rng(0).permutation(len(X))
    a, b = PowerTransformer(method).fit(X), PowerTransformer(method).fit(X[order])
    np.testing.assert_allclose(a.transform(X), b.transform(X), atol=1e-5)
    np.testing.assert_array_equal(X, before)


# Bad input ----------------------------------------------------------------------------------------


def test_bad_input() -> None:
    with pytest.raises(ValueError, match="method: expected one of 'yeo-johnson', 'box-cox'"):
        PowerTransformer("log").fit([[1.0], [2.0]])
    with pytest.raises(ValueError, match="can only be applied to strictly positive data, got 0"):
        PowerTransformer("box-cox").fit([[0.0], [2.0]])
    with pytest.raises(ValueError, match="can only be applied to strictly positive data, got -1"):
        PowerTransformer("box-cox").fit([[1.0], [2.0]]).transform([[-1.0]])
    with pytest.raises(ValueError, match="Column must not be all nan, got NaN only in column 1"):
        PowerTransformer().fit([[1.0, np.nan], [2.0, np.nan]])
    with pytest.raises(NotFittedError):
        PowerTransformer().transform([[1.0]])


# Properties ---------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(
    values=st.lists(st.integers(-1000, 1000), min_size=3, max_size=30),
    scale=st.sampled_from([0.01, 1.0, 50.0]),
)
def test_order_is_kept_and_the_way_back_is_known(values: list[int], scale: float) -> None:
    X = np.array(values, dtype=float)[:, None] * scale
    model = PowerTransformer().fit(X)
    Z = model.transform(X).ravel()
    order = np.argsort(X.ravel(), kind="stable")
    assert (np.diff(Z[order]) >= -1e-12).all()
    if np.abs(model.lambdas_).max() < 3:
        size = 1 + np.abs(X).max()
        np.testing.assert_allclose(model.inverse_transform(Z[:, None]), X, atol=1e-6 * size)
