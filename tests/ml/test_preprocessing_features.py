"""Products of features, bins, and functions as steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, combinations_with_replacement
from typing import Any

import numpy as np
import pytest
import sklearn.preprocessing
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.exceptions import NotFittedError

from journey.ml.pipeline import make_pipeline
from journey.ml.preprocessing import FunctionTransformer, KBinsDiscretizer, PolynomialFeatures

DATA = {
    "iris": load_iris().data,
    "wine": load_wine().data,
    "breast cancer": load_breast_cancer().data,
    "diabetes": load_diabetes().data,
}
TABLES = arrays(np.float64, (7, 3), elements=st.floats(-3, 3, width=16))


# Products


@given(TABLES, st.integers(0, 4), st.booleans())
@settings(max_examples=40)
def test_products_by_their_definition(X: Any, degree: int, once: bool) -> None:
    choose = combinations if once else combinations_with_replacement
    want = [
        np.prod(X[:, list(factors)], axis=1)
        for number in range(degree + 1)
        for factors in choose(range(3), number)
    ]
    found = PolynomialFeatures(degree, interaction_only=once).fit_transform(X)
    np.testing.assert_allclose(found, np.column_stack(want), rtol=1e-12, atol=1e-300)


@given(TABLES)
def test_the_powers_say_what_the_columns_are(X: Any) -> None:
    model = PolynomialFeatures((2, 3), include_bias=False).fit(X)
    want = np.prod(X[:, None, :] ** model.powers_[None], axis=2)
    np.testing.assert_allclose(model.transform(X), want, rtol=1e-12, atol=1e-300)
    assert model.powers_.sum(axis=1).min() == 2


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"degree": 3},
        {"degree": 3, "interaction_only": True},
        {"degree": (2, 3), "include_bias": False},
        {"degree": 0},
    ],
    ids=str,
)
def test_products_as_scikit_learn(
    name: str, options: dict[str, Any], parity: Callable[..., None]
) -> None:
    X = DATA[name][:60, :8]
    ours = PolynomialFeatures(**options).fit(X)
    theirs = sklearn.preprocessing.PolynomialFeatures(**options).fit(X)
    np.testing.assert_array_equal(ours.powers_, theirs.powers_)
    np.testing.assert_array_equal(ours.get_feature_names_out(), theirs.get_feature_names_out())
    want = theirs.transform(X)
    parity(
        "journey.ml.preprocessing.PolynomialFeatures",
        reference="sklearn.preprocessing.PolynomialFeatures",
        what=f"relative difference of the products, {name}",
        difference=np.max(np.abs(ours.transform(X) - want) / np.maximum(np.abs(want), 1e-300)),
        tolerance=1e-14,
    )


def test_float32_and_whole_numbers() -> None:
    X = np.arange(6).reshape(3, 2)
    assert PolynomialFeatures().fit_transform(X).dtype == np.float64
    assert PolynomialFeatures().fit_transform(X.astype(np.float32)).dtype == np.float32
    np.testing.assert_array_equal(X, np.arange(6).reshape(3, 2))


@pytest.mark.parametrize("degree", [-1, 1.5, (3, 2), (1, 2, 3), "two"])
def test_degrees_that_are_none(degree: Any) -> None:
    with pytest.raises(ValueError, match="degree: expected a non-negative int or a pair"):
        PolynomialFeatures(degree).fit([[1.0]])


def test_nothing_left_to_give() -> None:
    with pytest.raises(ValueError, match="no features"):
        PolynomialFeatures(0, include_bias=False).fit([[1.0]])
    with pytest.raises(NotFittedError):
        PolynomialFeatures().transform([[1.0]])


# Bins


@given(arrays(np.float64, 30, elements=st.floats(-9, 9)), st.integers(2, 6))
def test_a_value_lies_between_the_edges_of_its_bin(x: Any, number: int) -> None:
    if np.ptp(x) == 0:
        return
    bins = KBinsDiscretizer(number, encode="ordinal", strategy="uniform").fit(x[:, None])
    code, edges = bins.transform(x[:, None])[:, 0].astype(int), bins.bin_edges_[0]
    assert np.all(x >= edges[code])
    assert np.all((x < edges[code + 1]) | (code == bins.n_bins_[0] - 1))
    assert np.all(x <= edges[code + 1])


def test_equal_counts() -> None:
    X = np.random.default_rng(0).permutation(60)[:, None].astype(float)
    codes = KBinsDiscretizer(4, encode="ordinal").fit_transform(X)
    np.testing.assert_array_equal(np.unique(codes, return_counts=True)[1], np.full(4, 15))


@pytest.mark.filterwarnings("ignore:Bins whose width:UserWarning")
@pytest.mark.filterwarnings("ignore:Number of distinct clusters")
@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("strategy", ["uniform", "quantile", "kmeans"])
def test_bins_as_scikit_learn(name: str, strategy: Any, parity: Callable[..., None]) -> None:
    X = DATA[name]
    worst, wrong = 0.0, 0
    for n_bins in (2, 5, np.arange(X.shape[1]) % 4 + 2):
        ours = KBinsDiscretizer(n_bins, strategy=strategy).fit(X)
        theirs = sklearn.preprocessing.KBinsDiscretizer(
            n_bins,
            strategy=strategy,
            encode="onehot-dense",
            quantile_method="averaged_inverted_cdf",
        ).fit(X)
        assert ours.n_bins_.tolist() == theirs.n_bins_.tolist()
        for a, b in zip(ours.bin_edges_, theirs.bin_edges_, strict=True):
            worst = max(worst, np.max(np.abs(a - b)) / np.abs(b).max())
        a, b = ours.transform(X), theirs.transform(X)
        wrong += (a != b).any(axis=1).sum()
        np.testing.assert_array_equal(ours.get_feature_names_out(), theirs.get_feature_names_out())
        np.testing.assert_allclose(ours.inverse_transform(a), theirs.inverse_transform(a))
    assert wrong == 0
    parity(
        "journey.ml.preprocessing.KBinsDiscretizer",
        reference="sklearn.preprocessing.KBinsDiscretizer",
        what=f"edges as a share of the largest, {strategy}, {name}",
        difference=worst,
        tolerance=1e-14,
    )


def test_beyond_the_edges_and_ordinal() -> None:
    bins = KBinsDiscretizer(2, encode="ordinal", strategy="uniform").fit([[0.0], [4.0]])
    np.testing.assert_array_equal(bins.transform([[-9.0], [2.0], [99.0]])[:, 0], [0, 1, 1])
    np.testing.assert_array_equal(bins.inverse_transform([[0], [1]])[:, 0], [1, 3])
    assert bins.get_feature_names_out(["age"]).tolist() == ["age"]


def test_constant_columns_and_equal_edges_are_named() -> None:
    with pytest.warns(UserWarning, match="Feature 0 is constant"):
        bins = KBinsDiscretizer(3).fit([[1.0], [1.0]])
    assert bins.transform([[1.0], [7.0]]).tolist() == [[1.0], [1.0]]
    with pytest.warns(UserWarning, match="too small .* in feature 0"):
        bins = KBinsDiscretizer(4).fit(np.array([[0.0]] * 9 + [[1.0]]))
    assert bins.n_bins_[0] < 4


def test_dtypes() -> None:
    X = np.arange(8, dtype=np.float32)[:, None]
    assert KBinsDiscretizer(2).fit_transform(X).dtype == np.float32
    assert KBinsDiscretizer(2, dtype=np.float64).fit_transform(X).dtype == np.float64


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"n_bins": 1}, "n_bins"),
        ({"n_bins": [2, 2]}, r"an array of shape \(1,\)"),
        ({"n_bins": [1]}, "whole numbers of at least 2"),
        ({"encode": "onehot"}, "encode"),
        ({"strategy": "best"}, "strategy"),
        ({"dtype": np.int64}, "dtype: expected numpy.float64"),
    ],
)
def test_bins_that_are_none(options: dict[str, Any], words: str) -> None:
    with pytest.raises((ValueError, TypeError), match=words):
        KBinsDiscretizer(**options).fit([[1.0], [2.0]])


def test_wrong_shapes_to_undo() -> None:
    bins = KBinsDiscretizer(2).fit([[1.0], [2.0]])
    with pytest.raises(ValueError, match=r"expected shape \(n_samples, 2\), got \(1, 3\)"):
        bins.inverse_transform([[0, 0, 1]])


# Functions


def test_functions_as_scikit_learn(parity: Callable[..., None]) -> None:
    X = DATA["wine"] / 100
    worst = 0.0
    for options in (
        {},
        {"func": np.log1p, "inverse_func": np.expm1, "validate": True},
        {"func": np.round, "kw_args": {"decimals": 1}},
    ):
        ours, theirs = (
            kind(**options).fit(X)
            for kind in (FunctionTransformer, sklearn.preprocessing.FunctionTransformer)
        )
        worst = max(worst, np.abs(ours.transform(X) - theirs.transform(X)).max())
        worst = max(worst, np.abs(ours.inverse_transform(X) - theirs.inverse_transform(X)).max())
    parity(
        "journey.ml.preprocessing.FunctionTransformer",
        reference="sklearn.preprocessing.FunctionTransformer",
        what="results, three functions on wine",
        difference=worst,
        tolerance=0,
    )


def test_names_of_what_a_function_gives() -> None:
    X = np.eye(2)
    one = FunctionTransformer(np.log1p, feature_names_out="one-to-one").fit(X)
    assert one.get_feature_names_out().tolist() == ["x0", "x1"]
    ratio = FunctionTransformer(
        lambda X: X[:, [0]] / X[:, [1]], feature_names_out=lambda self, names: ["ratio"]
    ).fit(X)
    assert ratio.get_feature_names_out().tolist() == ["ratio"]
    with pytest.raises(AttributeError, match="feature_names_out: expected"):
        FunctionTransformer().fit(X).get_feature_names_out()
    assert make_pipeline(one, one).fit(X).get_feature_names_out(["a", "b"]).tolist() == ["a", "b"]
