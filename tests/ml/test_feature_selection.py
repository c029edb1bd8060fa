"""Mutual information and F tests: closed forms, the definition, scikit-learn, then edges."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.feature_selection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine
from sklearn.exceptions import NotFittedError
from sklearn.neighbors import NearestNeighbors

from journey.ml.feature_selection import (
    SelectKBest,
    f_classif,
    f_regression,
    mutual_info_classif,
    mutual_info_naive,
    mutual_info_regression,
)
from journey.ml.feature_selection._mutual_information import (
    _kth_distance_in_plane,
    _kth_distance_on_line,
    _within,
)

CLASSES = {
    "iris": load_iris(return_X_y=True),
    "wine": load_wine(return_X_y=True),
    "breast cancer": load_breast_cancer(return_X_y=True),
}
DIABETES = load_diabetes(return_X_y=True)


# Closed forms


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9, -0.9])
def test_normal_pairs_have_the_information_of_their_correlation(rho: float) -> None:
    # I = -log(1 - rho^2) / 2; the standard error of the estimate at n = 4,000 is about 0.02.
    rng = np.random.default_rng(0)
    x, noise = rng.normal(size=(2, 4000))
    y = rho * x + np.sqrt(1 - rho**2) * noise
    found = mutual_info_regression(x[:, None], y, random_state=0)[0]
    assert abs(found + np.log(1 - rho**2) / 2) < 0.05


def test_classes_against_classes_is_the_sum_over_the_table() -> None:
    x = np.repeat([0, 0, 1, 1], [30, 10, 5, 55])
    y = np.repeat([0, 1, 0, 1], [30, 10, 5, 55])
    joint = np.array([[0.3, 0.1], [0.05, 0.55]])
    want = np.sum(joint * np.log(joint / (joint.sum(1, keepdims=True) * joint.sum(0))))
    found = mutual_info_classif(x[:, None], y, discrete_features=True)[0]
    assert found == pytest.approx(want, abs=1e-14)


def test_f_of_two_classes_is_the_square_of_students_t() -> None:
    X, y = CLASSES["breast cancer"]
    f, p = f_classif(X, y)
    t = stats.ttest_ind(X[y == 0], X[y == 1])
    np.testing.assert_allclose(f, t.statistic**2, rtol=1e-10)
    np.testing.assert_allclose(p, t.pvalue, rtol=1e-8, atol=1e-300)


# The definition


@given(arrays(np.float64, 40, elements=st.floats(-5, 5)), st.integers(1, 5), st.data())
@settings(max_examples=60)
def test_neighbours_as_by_comparing_all_pairs(x: Any, k: int, data: st.DataObject) -> None:
    y = data.draw(arrays(np.float64, 40, elements=st.floats(-5, 5)))
    away = np.abs(x[:, None] - x[None])
    np.testing.assert_array_equal(_kth_distance_on_line(x, k), np.sort(away, axis=1)[:, k])
    both = np.maximum(away, np.abs(y[:, None] - y[None]))
    radius = np.sort(both, axis=1)[:, k]
    np.testing.assert_array_equal(_kth_distance_in_plane(x, y, k), radius)
    np.testing.assert_array_equal(_within(x, radius), (away <= radius[:, None]).sum(axis=1))


@pytest.mark.parametrize("k", [1, 3, 10])
def test_the_fast_estimate_is_the_definition(k: int, parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(k)
    x = rng.normal(size=(300, 3))
    y = x[:, 0] ** 2 + 0.3 * rng.normal(size=300)
    found = mutual_info_regression(x, y, n_neighbors=k, random_state=0)
    want = [max(0.0, mutual_info_naive(column, y / y.std(), k)) for column in (x / x.std(axis=0)).T]
    parity(
        "journey.ml.feature_selection.mutual_info_naive",
        reference="journey.ml.feature_selection.mutual_info_regression",
        what="estimates, 300 samples, 1 to 10 neighbours",
        difference=np.abs(found - want).max(),
        tolerance=1e-12,
    )


# scikit-learn


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("k", [1, 3, 8])
def test_classes_as_scikit_learn(name: str, k: int, parity: Callable[..., None]) -> None:
    X, y = CLASSES[name]
    discrete = np.arange(X.shape[1]) % 2 == 0
    X = np.where(discrete, X.round(), X)
    worst = 0.0
    for features in (False, discrete, np.flatnonzero(discrete)):
        ours, theirs = (
            function(X, y, discrete_features=features, n_neighbors=k, random_state=5)
            for function in (mutual_info_classif, sklearn.feature_selection.mutual_info_classif)
        )
        worst = max(worst, np.abs(ours - theirs).max())
    parity(
        "journey.ml.feature_selection.mutual_info_classif",
        reference="sklearn.feature_selection.mutual_info_classif",
        what=f"estimates, numbers and categories, {name}",
        difference=worst,
        tolerance=1e-12,
    )


@pytest.mark.parametrize("k", [1, 3, 8])
def test_numbers_as_scikit_learn(k: int, parity: Callable[..., None]) -> None:
    X, y = DIABETES
    for features in (False, [1]):
        ours, theirs = (
            function(X, y, discrete_features=features, n_neighbors=k, random_state=5)
            for function in (
                mutual_info_regression,
                sklearn.feature_selection.mutual_info_regression,
            )
        )
        parity(
            "journey.ml.feature_selection.mutual_info_regression",
            reference="sklearn.feature_selection.mutual_info_regression",
            what="estimates, numbers and categories, diabetes",
            difference=np.abs(ours - theirs).max(),
            tolerance=1e-12,
        )


def test_small_categories_where_scikit_learn_rounds(
    monkeypatch: pytest.MonkeyPatch, parity: Callable[..., None]
) -> None:
    # In small categories scikit-learn's search multiplies instead of subtracting, so that the k-th
    # neighbour may fall inside its own radius. Told to use its tree, it agrees to all digits.
    X, y = DIABETES
    ours = mutual_info_regression(X, y, discrete_features=True, random_state=5)
    theirs = sklearn.feature_selection.mutual_info_regression
    rounded = theirs(X, y, discrete_features=True, random_state=5)
    assert 1e-4 < np.abs(ours - rounded).max() < 0.02
    monkeypatch.setattr(
        "sklearn.feature_selection._mutual_info.NearestNeighbors",
        functools.partial(NearestNeighbors, algorithm="kd_tree"),
    )
    parity(
        "journey.ml.feature_selection.mutual_info_regression",
        reference="sklearn.feature_selection.mutual_info_regression, searching by kd_tree",
        what="estimates, all features as categories, diabetes",
        difference=np.abs(ours - theirs(X, y, discrete_features=True, random_state=5)).max(),
        tolerance=1e-12,
    )


def test_f_tests_as_scikit_learn(parity: Callable[..., None]) -> None:
    for name, (X, y) in CLASSES.items():
        ours, theirs = f_classif(X, y), sklearn.feature_selection.f_classif(X, y)
        parity(
            "journey.ml.feature_selection.f_classif",
            reference="sklearn.feature_selection.f_classif",
            what=f"relative difference of F and p, {name}",
            difference=max(
                np.max(np.abs(a / b - 1)[b > 1e-290]) for a, b in zip(ours, theirs, strict=True)
            ),
            tolerance=1e-8,
        )
    X, y = DIABETES
    ours, theirs = f_regression(X, y), sklearn.feature_selection.f_regression(X, y)
    parity(
        "journey.ml.feature_selection.f_regression",
        reference="sklearn.feature_selection.f_regression",
        what="relative difference of F and p, diabetes",
        difference=max(np.max(np.abs(a / b - 1)) for a, b in zip(ours, theirs, strict=True)),
        tolerance=1e-8,
    )


@pytest.mark.parametrize("k", [0, 1, 3, 99, "all"])
def test_the_best_as_scikit_learn(k: Any, parity: Callable[..., None]) -> None:
    X, y = CLASSES["wine"]
    X = np.column_stack([X, X[:, 0], np.ones(len(X))])  # a tie and a constant
    wrong = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the constant
        theirs = sklearn.feature_selection.SelectKBest(k=k).fit(X, y)
    ours = SelectKBest(k=k).fit(X, y)
    wrong += (ours.get_support() != theirs.get_support()).sum()
    wrong += (ours.get_support(indices=True) != theirs.get_support(indices=True)).sum()
    wrong += (ours.transform(X) != theirs.transform(X)).sum() if k else 0
    wrong += (ours.get_feature_names_out() != theirs.get_feature_names_out()).sum()
    wrong += (ours.inverse_transform(ours.transform(X)) != X * ours.get_support()).sum()
    parity(
        "journey.ml.feature_selection.SelectKBest",
        reference="sklearn.feature_selection.SelectKBest",
        what="choices that differ, wine with a tie and a constant",
        difference=wrong,
        tolerance=0,
    )


# Properties and edges


@given(st.integers(0, 99))
@settings(max_examples=15)
def test_unit_order_and_names_play_no_part(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, y = CLASSES["iris"]
    X = X + 1e-3 * rng.normal(size=X.shape)  # no equal values, which noise would have to part
    rows = rng.permutation(len(y))
    want = mutual_info_classif(X, y, random_state=0)
    named = mutual_info_classif(1000 * X[rows], np.array(["c", "a", "b"])[y[rows]], random_state=1)
    np.testing.assert_allclose(named, want, atol=1e-9)
    f, _ = f_classif(1000 * X[rows] + 5, np.array(["c", "a", "b"])[y[rows]])
    np.testing.assert_allclose(f, f_classif(X, y)[0], rtol=1e-9)


def test_what_does_not_vary_says_nothing() -> None:
    X = np.column_stack([np.ones(20), np.arange(20.0)])
    y = np.repeat([0, 1], 10)
    assert mutual_info_classif(X, y, discrete_features=True)[0] == 0
    f, p = f_regression(X, np.arange(20.0))
    assert (f[0], p[0]) == (0, 1)
    assert (f[1], p[1]) == (np.inf, 0)
    f, p = f_classif(np.column_stack([np.ones(20), y]), y)
    assert np.isnan(f[0])
    assert np.isnan(p[0])
    assert (f[1], p[1]) == (np.inf, 0)


def test_a_class_of_one_sample_is_left_out() -> None:
    X = np.random.default_rng(0).normal(size=(40, 1))
    y = np.r_[np.zeros(20), np.ones(19), 2].astype(int)
    theirs = sklearn.feature_selection.mutual_info_classif(X, y, random_state=0)
    np.testing.assert_allclose(mutual_info_classif(X, y, random_state=0), theirs, atol=1e-12)
    alone = mutual_info_classif(X[:4], [0, 1, 2, 3], random_state=0)
    assert alone.tolist() == [0.0]


def test_the_same_seed_gives_the_same_and_nothing_is_changed() -> None:
    X, y = DIABETES
    before = X.copy(), y.copy()
    first, second = (mutual_info_regression(X, y, random_state=3) for _ in range(2))
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])
    narrow = mutual_info_regression(X.astype(np.float32), y, random_state=3)
    np.testing.assert_allclose(narrow, first, atol=0.05)


def test_mistakes_are_named() -> None:
    X, y = DIABETES
    with pytest.raises(ValueError, match="n_neighbors: expected less than n_samples = 5, got 5"):
        mutual_info_regression(X[:5], y[:5], n_neighbors=5)
    with pytest.raises(ValueError, match="n_neighbors"):
        mutual_info_regression(X, y, n_neighbors=0)
    with pytest.raises(ValueError, match="discrete_features: expected 'auto'"):
        mutual_info_regression(X, y, discrete_features="some")
    with pytest.raises(ValueError, match="a mask of 10 values"):
        mutual_info_regression(X, y, discrete_features=[True, False])
    with pytest.raises(ValueError, match="at least 2 classes"):
        f_classif(X, np.zeros(len(y), dtype=int))
    with pytest.raises(ValueError, match="k: expected a whole number"):
        SelectKBest(k=-1).fit(X, y)
    with pytest.raises(ValueError, match="k: expected a whole number"):
        SelectKBest(k=1.5).fit(X, y)  # type: ignore[arg-type]
    with pytest.raises(NotFittedError):
        SelectKBest().transform(X)
    with pytest.raises(ValueError, match=r"expected shape \(n_samples, 2\)"):
        SelectKBest(f_regression, k=2).fit(X, y).inverse_transform([[1.0]])
