"""Bias, variance and curves: identities, closed forms on known processes, scikit-learn, edges."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import sklearn.model_selection as reference
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.linear_model import Ridge
from journey.ml.model_selection import (
    FitFailedWarning,
    bias_variance_bootstrap,
    bias_variance_decomposition,
    learning_curve,
    smoother_bias_variance,
    validation_curve,
)

Array = NDArray[np.float64]
Parity = Callable[..., None]
NOISE = 0.5
x, z = np.linspace(0, 1, 30), np.linspace(0.02, 0.98, 25)


def f(at: Array) -> Array:
    return np.sin(6 * at)


def powers(at: Array, degree: int) -> Array:
    return np.vander(at, degree + 1)[:, :-1]


def ridge_case(degree: int, alpha: float) -> tuple[Any, Array, Array, Array]:
    """Return a model, samples, points and the smoother, computed here by the normal equations."""
    X, Z = powers(x, degree), powers(z, degree)
    mean = X.mean(axis=0)
    A, B = X - mean, Z - mean
    inverse = np.linalg.pinv(A.T @ A + alpha * np.eye(degree))
    S = B @ inverse @ A.T + 1 / len(x)  # B H A' annihilates constants, as A is centred
    return Ridge(alpha), X, Z, S


def neighbours_case(k: int) -> tuple[Any, Array, Array, Array]:
    order = np.argsort(np.abs(z[:, None] - x), axis=1, kind="stable")[:, :k]
    S = np.zeros((len(z), len(x)))
    np.put_along_axis(S, order, 1 / k, axis=1)
    return KNeighborsRegressor(k), x[:, None], z[:, None], S


CASES = {
    "least squares, degree 1": ridge_case(1, 0.0),
    "least squares, degree 4": ridge_case(4, 0.0),
    "ridge, degree 4, alpha 0.1": ridge_case(4, 0.1),
    "3 nearest neighbours": neighbours_case(3),
    "12 nearest neighbours": neighbours_case(12),
}


# Identities and closed forms


@pytest.mark.parametrize("name", CASES)
def test_the_smoother_is_what_the_model_does(name: str) -> None:
    model, X, Z, S = CASES[name]
    y = np.random.default_rng(0).normal(size=len(x))
    np.testing.assert_allclose(model.fit(X, y).predict(Z), S @ y, atol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_measured_is_the_closed_form(name: str, parity: Parity) -> None:
    model, X, Z, S = CASES[name]
    rounds = 600
    told = bias_variance_decomposition(
        model,
        lambda rng: (X, f(x) + rng.normal(0, NOISE, len(x))),
        Z,
        f(z),
        n_rounds=rounds,
        random_state=1,
    )
    exact = smoother_bias_variance(S, f(x), f(z), NOISE)
    # Rounds are independent, points are not. With C = noise^2 S S', the deviations are known, too.
    C = NOISE**2 * S @ S.T
    offset = S @ f(x) - f(z)
    of_variance = np.sqrt(2 * np.sum(C**2) / rounds) / len(z)
    of_bias = np.sqrt(4 * offset @ C @ offset / rounds + 2 * np.sum(C**2) / rounds**2) / len(z)
    expected = (exact.bias + exact.variance / rounds, exact.variance * (1 - 1 / rounds))
    gaps = ((told.bias - expected[0]) / of_bias, (told.variance - expected[1]) / of_variance)
    parity(
        "journey.ml.model_selection.bias_variance_decomposition",
        reference="journey.ml.model_selection.smoother_bias_variance",
        what=f"{name}: in standard errors of 600 rounds",
        difference=float(np.abs(gaps).max()),
        tolerance=4,
    )


@pytest.mark.parametrize("name", CASES)
def test_the_closed_form_against_enumeration(name: str, parity: Parity) -> None:
    # Noise of plus or minus sigma at six samples, none elsewhere: all 64 training sets, exactly.
    _, _, _, S = CASES[name]
    some = np.arange(0, len(x), 5)
    signs = np.array(list(product((-1, 1), repeat=len(some))))
    Y = np.tile(f(x), (len(signs), 1))
    Y[:, some] += NOISE * signs
    predicted = Y @ S.T
    middle = predicted.mean(axis=0)
    variance = np.mean((predicted - middle) ** 2)
    part = smoother_bias_variance(S[:, some], f(x)[some], S[:, some] @ f(x)[some], NOISE)
    whole = smoother_bias_variance(S, f(x), f(z), NOISE)
    gap = max(abs(part.variance - variance), abs(whole.bias - np.mean((middle - f(z)) ** 2)))
    parity(
        "journey.ml.model_selection.smoother_bias_variance",
        reference="all 64 training sets with noise of one size",
        what="squared bias and variance",
        difference=gap,
        tolerance=1e-12,
    )


def test_least_squares_has_variance_p_over_n_at_its_own_samples() -> None:
    X = np.random.default_rng(0).normal(size=(40, 7))
    H = X @ np.linalg.pinv(X)
    truth = X @ np.ones(7)
    told = smoother_bias_variance(H, truth, truth, 3.0)
    assert told.bias == pytest.approx(0, abs=1e-20)
    assert told.variance == pytest.approx(9 * 7 / 40)


def test_neighbours_trade_bias_for_variance_at_one_over_k() -> None:
    for k in (1, 4, 9):
        S = neighbours_case(k)[3]
        assert smoother_bias_variance(S, f(x), f(z), 1.0).variance == pytest.approx(1 / k)


def test_least_squares_at_random_places(parity: Parity) -> None:
    # For Gaussian features the mean of the inverse of X'X is known: variance p / (n - p - 1).
    n, p, rounds = 30, 6, 6000
    beta = np.arange(1.0, p + 1)
    Z = np.random.default_rng(5).normal(size=(400, p))

    def draw(rng: Any) -> tuple[Array, Array]:
        X = rng.normal(size=(n, p))
        return X, X @ beta + rng.normal(size=n)

    model = Ridge(0.0, fit_intercept=False)
    told = bias_variance_decomposition(model, draw, Z, Z @ beta, n_rounds=rounds, random_state=0)
    exact = np.mean(np.sum(Z**2, axis=1)) / (n - p - 1)
    parity(
        "journey.ml.model_selection.bias_variance_decomposition",
        reference="p / (n - p - 1) for Gaussian features",
        what="variance of least squares, relative, 6,000 rounds",
        difference=abs(told.variance / exact - 1),
        tolerance=0.04,
    )
    assert told.bias < 3 * exact / rounds


def test_error_is_bias_plus_variance() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    told = bias_variance_bootstrap(Ridge(), X[:100], y[:100], X[100:], y[100:], random_state=0)
    assert told.error == pytest.approx(told.bias + told.variance, rel=1e-12)


def test_the_bootstrap_against_plain_loops(parity: Parity) -> None:
    X, y = (part[:40] for part in datasets.load_diabetes(return_X_y=True))
    told = bias_variance_bootstrap(Ridge(), X, y, X, y, n_rounds=30, random_state=4)
    rng, predictions = np.random.RandomState(4), []
    for _ in range(30):
        chosen = [int(rng.randint(40, dtype=np.int64)) for _ in range(40)]
        predictions.append(Ridge().fit(X[chosen], y[chosen]).predict(X))
    bias = variance = 0.0
    for i in range(40):
        column = [row[i] for row in predictions]
        bias += (np.mean(column) - y[i]) ** 2 / 40
        variance += np.var(column) / 40
    parity(
        "journey.ml.model_selection.bias_variance_bootstrap",
        reference="one resample and one point at a time",
        what="squared bias and variance, relative",
        difference=max(abs(told.bias / bias - 1), abs(told.variance / variance - 1)),
        tolerance=1e-12,
    )


# scikit-learn


def cases() -> list[tuple[Any, Any, dict[str, Any]]]:
    diabetes = datasets.load_diabetes(return_X_y=True)
    cancer = datasets.load_breast_cancer(return_X_y=True)
    logistic = make_pipeline(StandardScaler(), LogisticRegression())
    return [
        (Ridge(), diabetes, {}),
        (Ridge(), diabetes, {"train_sizes": [20, 100, 290], "cv": 3}),
        (Ridge(), diabetes, {"shuffle": True, "random_state": 2, "train_sizes": [0.2, 1.0]}),
        (logistic, cancer, {"shuffle": True, "random_state": 0, "scoring": "accuracy", "cv": 4}),
    ]


@pytest.mark.parametrize(("model", "data", "options"), cases())
def test_learning_curves_are_scikit_learns(
    model: Any, data: Any, options: dict[str, Any], parity: Parity
) -> None:
    sizes, train, test = learning_curve(model, *data, **options)
    theirs = reference.learning_curve(model, *data, **options)
    np.testing.assert_array_equal(sizes, theirs[0])
    parity(
        "journey.ml.model_selection.learning_curve",
        reference="sklearn.model_selection.learning_curve",
        what=f"scores of {type(model).__name__}",
        difference=max(np.abs(train - theirs[1]).max(), np.abs(test - theirs[2]).max()),
        tolerance=1e-10,
    )


def test_validation_curves_are_scikit_learns(parity: Parity) -> None:
    diabetes = datasets.load_diabetes(return_X_y=True)
    cancer = datasets.load_breast_cancer(return_X_y=True)
    logistic = make_pipeline(StandardScaler(), LogisticRegression())
    worst = 0.0
    for model, data, name in (
        (Ridge(), diabetes, "alpha"),
        (logistic, cancer, "logisticregression__C"),
    ):
        options: dict[str, Any] = {"param_name": name, "param_range": [0.01, 1.0, 30.0], "cv": 4}
        ours = validation_curve(model, *data, **options)
        theirs = reference.validation_curve(model, *data, **options)
        worst = max(worst, *(np.abs(a - b).max() for a, b in zip(ours, theirs, strict=True)))
    parity(
        "journey.ml.model_selection.validation_curve",
        reference="sklearn.model_selection.validation_curve",
        what="scores of ridge and logistic regression",
        difference=worst,
        tolerance=1e-10,
    )


# Edges


def test_the_same_seed_gives_the_same_parts_and_inputs_stay() -> None:
    X, y = (part[:50] for part in datasets.load_diabetes(return_X_y=True))
    before = X.copy(), y.copy()
    model = Ridge()
    first, again, other = (
        bias_variance_bootstrap(model, X, y, X, y, n_rounds=10, random_state=seed)
        for seed in (3, 3, 4)
    )
    assert first == again != other
    modern = bias_variance_bootstrap(
        model, X, y, X, y, n_rounds=10, random_state=np.random.default_rng(0)
    )
    assert modern.variance > 0
    learning_curve(model, X, y, shuffle=True, random_state=0)
    validation_curve(model, X, y, param_name="alpha", param_range=[1.0])
    assert not hasattr(model, "coef_")
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


def test_data_frames_and_lists() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    X, y = (part[:50] for part in datasets.load_diabetes(return_X_y=True))
    expected = bias_variance_bootstrap(Ridge(), X, y, X, y, n_rounds=5, random_state=0)
    frame = pandas.DataFrame(X, columns=[f"c{i}" for i in range(10)])
    for table, target in ((frame, pandas.Series(y)), (X.tolist(), y.tolist())):
        told = bias_variance_bootstrap(
            Ridge(), table, target, table, target, n_rounds=5, random_state=0
        )
        np.testing.assert_allclose(told, expected, rtol=1e-10)


def test_a_model_that_never_changes_has_no_variance() -> None:
    flat = Ridge(1e30)
    X, y = np.arange(8.0)[:, None], np.zeros(8)
    told = bias_variance_bootstrap(flat, X, y, X, np.full(8, 2.0), n_rounds=3, random_state=0)
    assert told == (4.0, 4.0, 0.0)


def test_fits_that_fail_are_told() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    with pytest.warns(FitFailedWarning, match="5 fits failed out of a total of 10"):
        _, test = validation_curve(Ridge(), X, y, param_name="alpha", param_range=[-1.0, 1.0])
    assert np.isnan(test).tolist() == [[True] * 5, [False] * 5]


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([0.0, 1.0], r"must be within \(0, 1\]"),
        ([0.5, 1.5], r"must be within \(0, 1\]"),
        ([0, 10], r"must be within \(0, 353\]"),
        ([10, 400], r"must be within \(0, 353\]"),
        ([], "train_sizes: expected a list"),
        (["a"], "train_sizes: expected a list"),
    ],
)
def test_bad_sizes(sizes: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        learning_curve(Ridge(), *datasets.load_diabetes(return_X_y=True), train_sizes=sizes)


def test_other_bad_input() -> None:
    X, y = datasets.load_diabetes(return_X_y=True)
    with pytest.warns(RuntimeWarning, match="Removed duplicate entries"):
        assert learning_curve(Ridge(), X, y, train_sizes=[9, 9, 50])[0].tolist() == [9, 50]
    with pytest.raises(ValueError, match="param_range: expected at least one value"):
        validation_curve(Ridge(), X, y, param_name="alpha", param_range=[])
    with pytest.raises(ValueError, match="Invalid parameter 'beta'"):
        validation_curve(Ridge(), X, y, param_name="beta", param_range=[1])
    with pytest.raises(ValueError, match="scoring: expected one scorer"):
        learning_curve(Ridge(), X, y, scoring=["r2"])
    with pytest.raises(ValueError, match="n_rounds: expected an integer of at least 2"):
        bias_variance_bootstrap(Ridge(), X, y, X, y, n_rounds=1)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        bias_variance_bootstrap(Ridge(), X, y[:5], X, y)
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        bias_variance_bootstrap(Ridge(), X, y, X, y[:5])
    with pytest.raises(ValueError, match="S: expected shape"):
        smoother_bias_variance([1.0], [1.0], [1.0], 1.0)
    with pytest.raises(ValueError, match="noise: expected"):
        smoother_bias_variance([[1.0]], [1.0], [1.0], -1.0)


numbers = st.floats(-100, 100, width=32)


@given(arrays(float, (4, 5), elements=numbers), arrays(float, 5, elements=numbers), numbers)
@settings(max_examples=60, deadline=None)
def test_parts_add_up_and_scale(S: Array, known: Array, factor: float) -> None:
    truth = np.ones(4)
    told = smoother_bias_variance(S, known, truth, 2.0)
    assert told.error == told.bias + told.variance
    scaled = smoother_bias_variance(S, factor * known, factor * truth, abs(2.0 * factor))
    np.testing.assert_allclose(scaled, np.multiply(factor**2, told), rtol=1e-9, atol=1e-9)
