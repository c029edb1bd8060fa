"""Making and scoring columns: products, bins, mutual information, each with equal results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sklearn.feature_selection
import sklearn.preprocessing
from sklearn.datasets import load_breast_cancer, load_diabetes

from benchmarks.harness import Pair, case
from journey.ml.feature_selection import (
    mutual_info_classif,
    mutual_info_naive,
    mutual_info_regression,
)
from journey.ml.preprocessing import KBinsDiscretizer, PolynomialFeatures


def equal(ours: Callable[[], Any], theirs: Callable[[], Any]) -> Pair:
    np.testing.assert_allclose(ours(), theirs(), rtol=1e-9, atol=1e-9)
    return ours, theirs


@case(
    "journey.ml.preprocessing.PolynomialFeatures",
    reference="sklearn.preprocessing.PolynomialFeatures",
    label="degree 3 of 2,000 x 20",
)
def products() -> Pair:
    X = np.random.default_rng(0).normal(size=(2_000, 20))
    return equal(
        lambda: PolynomialFeatures(3).fit_transform(X),
        lambda: sklearn.preprocessing.PolynomialFeatures(3).fit_transform(X),
    )


@case(
    "journey.ml.preprocessing.KBinsDiscretizer",
    reference="sklearn.preprocessing.KBinsDiscretizer",
    label="10 bins of 20,000 x 10",
)
def bins() -> Pair:
    X = np.random.default_rng(0).normal(size=(20_000, 10))
    options: dict[str, Any] = {
        "encode": "onehot-dense",
        "quantile_method": "averaged_inverted_cdf",
    }
    return equal(
        lambda: KBinsDiscretizer(10).fit_transform(X),
        lambda: sklearn.preprocessing.KBinsDiscretizer(10, **options).fit_transform(X),
    )


@case(
    "journey.ml.feature_selection.mutual_info_classif",
    reference="sklearn.feature_selection.mutual_info_classif",
    label="tumours, 569 x 30",
)
def classes() -> Pair:
    X, y = load_breast_cancer(return_X_y=True)
    return equal(
        lambda: mutual_info_classif(X, y, random_state=0),
        lambda: sklearn.feature_selection.mutual_info_classif(X, y, random_state=0),
    )


@case(
    "journey.ml.feature_selection.mutual_info_regression",
    reference="sklearn.feature_selection.mutual_info_regression",
    label="diabetes, 442 x 10",
)
def numbers() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    return equal(
        lambda: mutual_info_regression(X, y, random_state=0),
        lambda: sklearn.feature_selection.mutual_info_regression(X, y, random_state=0),
    )


@case(
    "journey.ml.feature_selection.mutual_info_regression",
    reference="sklearn.feature_selection.mutual_info_regression",
    label="5,000 x 5",
)
def many() -> Pair:
    X = np.random.default_rng(0).normal(size=(5_000, 5))
    y = X[:, 0] ** 2 + X[:, 1]
    return equal(
        lambda: mutual_info_regression(X, y, random_state=0),
        lambda: sklearn.feature_selection.mutual_info_regression(X, y, random_state=0),
    )


@case(
    "journey.ml.feature_selection.mutual_info_naive",
    reference="journey.ml.feature_selection.mutual_info_regression",
    label="2,000 x 1",
)
def naive() -> Pair:
    x, noise = np.random.default_rng(0).normal(size=(2, 2_000))
    y = x**2 + noise
    return equal(
        lambda: mutual_info_naive(x / x.std(), y / y.std()),
        lambda: mutual_info_regression(x[:, None], y, random_state=0)[0],
    )
