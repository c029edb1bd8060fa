"""Support vector machines: optimality conditions, duality gaps, closed forms, scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.svm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine, make_moons
from sklearn.metrics.pairwise import pairwise_kernels
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.ml.base import clone
from journey.ml.svm import SVC, SVR, LinearSVC, kernel_matrix, smo_naive
from journey.ml.utils import ConvergenceWarning, NotFittedError

Array = NDArray[np.float64]


def scaled(data: Any) -> tuple[Array, NDArray[Any]]:
    return (data.data - data.data.mean(axis=0)) / data.data.std(axis=0), data.target


def noisy() -> tuple[Array, NDArray[Any]]:
    X, y = make_moons(300, noise=0.3, random_state=0)
    flip = np.random.default_rng(0).random(300) < 0.1
    return X, np.where(flip, 1 - y, y)


def blobs(n: int, d: int, seed: int) -> tuple[Array, NDArray[Any]]:
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    return rng.standard_normal((n, d)) + y[:, None] * 0.8, y


TWO: dict[str, Callable[[], tuple[Array, NDArray[Any]]]] = {
    "breast cancer": lambda: scaled(load_breast_cancer()),
    "moons with wrong labels": noisy,
    "overlapping": lambda: blobs(200, 5, 0),
    "wide": lambda: blobs(30, 80, 1),
    "whole numbers, many duplicates": lambda: (blobs(120, 2, 2)[0].round(), blobs(120, 2, 2)[1]),
}
MANY: dict[str, Callable[[], tuple[Array, NDArray[Any]]]] = {
    "iris": lambda: scaled(load_iris()),
    "wine": lambda: scaled(load_wine()),
}
two_sets = pytest.mark.parametrize("name", TWO)
KERNELS = ("linear", "poly", "rbf")


def signed(model: SVC, n: int) -> Array:
    beta = np.zeros(n)
    beta[model.support_] = model.dual_coef_[0]
    return beta


def matrix(model: Any, X: Array, Z: Array | None = None) -> Array:
    return kernel_matrix(
        X, X if Z is None else Z, kernel=model.kernel, gamma=model._gamma, degree=model.degree,
        coef0=model.coef0,
    )  # fmt: skip


# Identities ------------------------------------------------------------------------------------


@two_sets
@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("C", [0.05, 1.0, 50.0])
def test_every_multiplier_keeps_the_optimality_conditions(name: str, kernel: str, C: float) -> None:
    X, y = TWO[name]()
    tol = 1e-5
    model = SVC(C=C, kernel=kernel, tol=tol).fit(X, y)
    alpha = signed(model, len(y)) * np.where(y == 1, 1, -1)
    margin = model.decision_function(X) * np.where(y == 1, 1, -1)
    assert (alpha >= 0).all()
    assert (alpha <= C).all()
    assert abs(model.dual_coef_.sum()) <= 1e-12 * C * len(y)
    # Samples agree about the intercept to tol, and b is one of theirs or the mean of some.
    slack = tol + 1e-9 * np.abs(margin).max()
    assert (margin[alpha == 0] >= 1 - slack).all()
    assert (margin[alpha == C] <= 1 + slack).all()
    between = (alpha > 0) & (alpha < C)
    assert np.abs(margin[between] - 1).max(initial=0) <= slack
    assert model.support_.tolist() == [
        *np.flatnonzero((alpha > 0) & (y == 0)), *np.flatnonzero((alpha > 0) & (y == 1))
    ]  # fmt: skip


@two_sets
@pytest.mark.parametrize("kernel", KERNELS)
def test_the_duality_gap_closes(name: str, kernel: str) -> None:
    X, y = TWO[name]()
    for C in (0.1, 10.0):
        model = SVC(C=C, kernel=kernel, tol=1e-7).fit(X, y)
        beta = signed(model, len(y))
        length = beta @ matrix(model, X) @ beta
        margin = model.decision_function(X) * np.where(y == 1, 1, -1)
        primal = length / 2 + C * np.maximum(0, 1 - margin).sum()
        dual = np.abs(beta).sum() - length / 2
        # Weak duality, but for rounding; each sample's conditions hold to tol.
        assert -1e-9 * primal <= primal - dual <= 1e-7 * C * len(y) + 1e-9 * primal


@given(
    st.floats(-5, 5), st.floats(-5, 5), st.floats(0.01, 100),
)  # fmt: skip
def test_two_points_have_a_closed_form(a: float, b: float, C: float) -> None:
    distance = (a - b) ** 2
    if distance < 1e-6:
        return
    model = SVC(C=C, kernel="linear").fit([[a], [b]], [0, 1])
    alpha = min(C, 2 / distance)  # the margin is the distance, unless slack is cheaper
    np.testing.assert_allclose(model.dual_coef_, [[-alpha, alpha]], rtol=1e-9)
    np.testing.assert_allclose(model.coef_, [[alpha * (b - a)]], rtol=1e-9)
    np.testing.assert_allclose(model.decision_function([[(a + b) / 2]]), 0, atol=1e-9 * (1 + C))


def test_the_margin_of_a_square() -> None:
    X = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 0.0], [4.0, 2.0], [9.0, 9.0]])
    model = SVC(C=1e3, kernel="linear", tol=1e-9).fit(X, [0, 0, 1, 1, 1])
    np.testing.assert_allclose(model.coef_, [[0.5, 0.0]], atol=1e-12)  # width 2 / 0.5 = 4
    np.testing.assert_allclose(model.intercept_, [-1.0], atol=1e-12)
    assert 4 not in model.support_


@two_sets
def test_moving_what_is_no_support_vector_changes_nothing(name: str) -> None:
    X, y = TWO[name]()
    model = SVC(kernel="linear", tol=1e-8).fit(X, y)
    kept = np.sort(model.support_)
    again = SVC(kernel="linear", tol=1e-8).fit(X[kept], y[kept])
    np.testing.assert_allclose(again.coef_, model.coef_, atol=1e-6)


@pytest.mark.parametrize("kernel", KERNELS)
@pytest.mark.parametrize("epsilon", [0.0, 0.3])
def test_every_multiplier_of_a_regression_too(kernel: str, epsilon: float) -> None:
    X, y = scaled(load_diabetes())
    y, tol = (y - y.mean()) / y.std(), 1e-5
    for C in (0.1, 5.0):
        model = SVR(kernel=kernel, C=C, epsilon=epsilon, tol=tol).fit(X, y)
        beta = np.zeros(len(y))
        beta[model.support_] = model.dual_coef_[0]
        error = y - model.predict(X)
        assert np.abs(beta).max() <= C
        assert abs(beta.sum()) <= 1e-12 * C * len(y)
        assert np.abs(error[beta == 0]).max(initial=0) <= epsilon + tol
        assert (error[beta == C] >= epsilon - tol).all()
        assert (error[beta == -C] <= -epsilon + tol).all()
        inner = (beta != 0) & (np.abs(beta) < C)
        np.testing.assert_allclose(error[inner], epsilon * np.sign(beta[inner]), atol=tol)
        length = beta @ matrix(model, X) @ beta
        primal = length / 2 + C * np.maximum(0, np.abs(error) - epsilon).sum()
        dual = y @ beta - epsilon * np.abs(beta).sum() - length / 2
        assert -1e-9 * primal <= primal - dual <= tol * C * len(y)


@two_sets
@pytest.mark.parametrize("loss", ["hinge", "squared_hinge"])
def test_the_linear_machine_is_at_its_minimum(name: str, loss: str) -> None:
    X, y = TWO[name]()
    sign = np.where(y == 1, 1.0, -1.0)
    for C in (0.01, 1.0, 100.0):
        model = LinearSVC(loss=loss, C=C, intercept_scaling=2.0).fit(X, y)
        w = np.append(model.coef_[0], model.intercept_[0] / 2)
        Z = np.column_stack([X, np.full(len(X), 2.0)])
        slack = np.maximum(0, 1 - sign * (Z @ w))
        if loss == "squared_hinge":  # the gradient is 0
            gradient = w - 2 * C * Z.T @ (sign * slack)
            size = np.abs(2 * C * Z.T * (sign * slack)).sum()
            assert np.abs(gradient).max() <= 1e-5 * max(size, 1)
            continue
        best = w @ w / 2 + C * slack.sum()
        for direction in np.random.default_rng(0).standard_normal((20, len(w))):
            moved = w + 1e-3 * direction * np.linalg.norm(w) / np.linalg.norm(direction)
            other = moved @ moved / 2 + C * np.maximum(0, 1 - sign * (Z @ moved)).sum()
            assert other >= best * (1 - 1e-6)


# Naive equals fast -----------------------------------------------------------------------------


@two_sets
@pytest.mark.parametrize("kernel", ["linear", "rbf"])
def test_naive_equals_fast(name: str, kernel: str, parity: Callable[..., None]) -> None:
    X, y = TWO[name]()
    X, y = X[:120], y[:120]
    sign = np.where(y == 1, 1.0, -1.0)
    model = SVC(C=1.0, kernel=kernel, tol=1e-6).fit(X, y)
    K = matrix(model, X)
    alpha, intercept = smo_naive(K, sign, 1.0, tol=1e-6)
    values = K @ (alpha * sign) + intercept
    inner = ((np.abs(signed(model, len(y))) % 1.0) > 0).any()  # else b is an interval
    assert inner
    parity(
        "journey.ml.svm.smo_naive", reference="journey.ml.svm.SVC", what="decision values",
        difference=np.abs(values - model.decision_function(X)).max(), tolerance=1e-4,
    )  # fmt: skip


def test_rows_kept_and_the_whole_matrix_give_the_same() -> None:
    X, y = noisy()
    for kind in ("rbf", "linear"):  # the linear one starts from many variables at their bounds
        whole = SVC(C=10.0, kernel=kind, tol=1e-7).fit(X, y)
        rows = SVC(C=10.0, kernel=kind, tol=1e-7, cache_size=0.02).fit(X, y)  # eight rows
        np.testing.assert_array_equal(rows.support_, whole.support_)
        np.testing.assert_allclose(rows.decision_function(X), whole.decision_function(X), atol=1e-6)


def test_a_function_and_a_precomputed_matrix_are_the_kernel_that_they_hold() -> None:
    X, y = scaled(load_iris())
    model = SVC(kernel="rbf", gamma=0.5, tol=1e-7).fit(X, y)
    K = kernel_matrix(X, gamma=0.5)
    given_matrix = SVC(kernel="precomputed", tol=1e-7).fit(K, y)
    given_function = SVC(kernel=lambda a, b: kernel_matrix(a, b, gamma=0.5), tol=1e-7).fit(X, y)
    want = model.decision_function(X)
    np.testing.assert_allclose(given_matrix.decision_function(K), want, atol=1e-9)
    np.testing.assert_allclose(given_function.decision_function(X), want, atol=1e-9)
    assert cross_val_score(SVC(kernel="precomputed"), K, y, cv=3).min() > 0.9


# scikit-learn ----------------------------------------------------------------------------------


def test_kernels_equal_sklearn(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    X, Z = rng.standard_normal((40, 6)) + 100, rng.standard_normal((30, 6)) + 100
    worst = 0.0
    for kind, extra in (
        ("linear", {}), ("rbf", {"gamma": 0.3}), ("poly", {"gamma": 0.01, "coef0": 1.0}),
        ("sigmoid", {"gamma": 1e-5, "coef0": 0.1}),
    ):  # fmt: skip
        want = pairwise_kernels(X, Z, metric=kind, **extra)
        got = kernel_matrix(X, Z, kernel=kind, **extra)  # type: ignore[arg-type]
        # sklearn forms |x|^2 - 2xz + |z|^2 without centring and loses 1e4 * 12 roundings.
        worst = max(worst, np.abs(got - want).max() / np.abs(want).max())
    parity(
        "journey.ml.svm.kernel_matrix", reference="sklearn.metrics.pairwise.pairwise_kernels",
        what="values, relative", difference=worst, tolerance=1e-10,
    )  # fmt: skip


@pytest.mark.parametrize("name", [*TWO, *MANY])
@pytest.mark.parametrize("kernel", KERNELS)
def test_svc_equals_sklearn(name: str, kernel: str, parity: Callable[..., None]) -> None:
    X, y = (TWO | MANY)[name]()
    k = len(np.unique(y))
    objective = decision = 0.0
    mismatches = 0
    for C in (0.1, 1.0, 10.0):
        ours = SVC(C=C, kernel=kernel, coef0=1.0, tol=1e-7, decision_function_shape="ovo")
        theirs = sklearn.svm.SVC(
            C=C, kernel=kernel, coef0=1.0, tol=1e-7, decision_function_shape="ovo"
        )
        ours.fit(X, y)
        theirs.fit(X, y)
        assert ours.dual_coef_.shape[0] == theirs.dual_coef_.shape[0] == k - 1
        a, b = ours.decision_function(X), theirs.decision_function(X)
        decision = max(decision, np.abs(a - b).max() / max(1, np.abs(b).max()))
        ours.decision_function_shape = theirs.decision_function_shape = "ovr"
        a, b = ours.decision_function(X), theirs.decision_function(X)
        decision = max(decision, np.abs(a - b).max() / max(1, np.abs(b).max()))
        clear = np.abs(ours._decisions(X)).min(axis=1) > 1e-5
        mismatches += int((ours.predict(X) != theirs.predict(X))[clear].sum())
        if k == 2:
            values = []
            for model in (ours, theirs):
                beta = np.zeros(len(y))
                beta[model.support_] = model.dual_coef_[0]
                values.append(np.abs(beta).sum() - beta @ matrix(ours, X) @ beta / 2)
            objective = max(objective, abs(values[0] / values[1] - 1))
    for what, difference, tolerance in (
        ("dual objective, relative", objective, 1e-6),
        ("decision values, relative to the largest", decision, 1e-4),
        ("predicted labels", mismatches, 0),
    ):
        parity(
            "journey.ml.svm.SVC", reference="sklearn.svm.SVC", what=what, difference=difference,
            tolerance=tolerance,
        )  # fmt: skip


def test_svc_attributes_equal_sklearn(parity: Callable[..., None]) -> None:
    worst = 0.0
    for name in MANY:
        X, y = MANY[name]()
        ours = SVC(C=0.7, tol=1e-9).fit(X, y)
        theirs = sklearn.svm.SVC(C=0.7, tol=1e-9).fit(X, y)
        for attribute in ("support_", "n_support_", "support_vectors_", "classes_"):
            np.testing.assert_array_equal(getattr(ours, attribute), getattr(theirs, attribute))
            assert getattr(ours, attribute).dtype == getattr(theirs, attribute).dtype
        assert ours.dual_coef_.shape == theirs.dual_coef_.shape
        assert ours.intercept_.shape == theirs.intercept_.shape == (3,)
        worst = max(worst, np.abs(ours.intercept_ - theirs.intercept_).max())
        worst = max(worst, np.abs(ours.dual_coef_ - theirs.dual_coef_).max())
        linear = SVC(kernel="linear", tol=1e-9).fit(X, y)
        other = sklearn.svm.SVC(kernel="linear", tol=1e-9).fit(X, y)
        worst = max(worst, np.abs(linear.coef_ - other.coef_).max())
    parity(
        "journey.ml.svm.SVC", reference="sklearn.svm.SVC", what="multipliers, intercepts, weights",
        difference=worst, tolerance=1e-5,
    )  # fmt: skip


def test_weights_equal_sklearn(parity: Callable[..., None]) -> None:
    worst = 0.0
    X, y = scaled(load_wine())
    weight = np.random.default_rng(0).uniform(0.1, 3, len(y))
    for factors in (None, "balanced", {1: 5.0}):
        for kind, reference in ((SVC, sklearn.svm.SVC), (LinearSVC, sklearn.svm.LinearSVC)):
            extra = {} if kind is SVC else {"max_iter": 100_000}
            ours = kind(class_weight=factors, tol=1e-8).fit(X, y, weight)
            theirs = reference(class_weight=factors, tol=1e-8, **extra).fit(X, y, weight)
            gap = np.abs(ours.decision_function(X) - theirs.decision_function(X)).max()
            worst = max(worst, gap)
    target = X[:, 0]
    gap = np.abs(
        SVR(tol=1e-8).fit(X, target, weight).predict(X)
        - sklearn.svm.SVR(tol=1e-8).fit(X, target, weight).predict(X)
    ).max()
    parity(
        "journey.ml.svm.SVC", reference="sklearn.svm.SVC",
        what="decision values with weights of samples and classes",
        difference=max(worst, gap), tolerance=1e-5,
    )  # fmt: skip


@pytest.mark.parametrize("kernel", KERNELS)
def test_svr_equals_sklearn(kernel: str, parity: Callable[..., None]) -> None:
    X, y = scaled(load_diabetes())
    y = (y - y.mean()) / y.std()
    worst = objective = 0.0
    for C in (0.1, 2.0):
        for epsilon in (0.0, 0.2, 1.0):
            ours = SVR(kernel=kernel, C=C, epsilon=epsilon, tol=1e-7).fit(X, y)
            theirs = sklearn.svm.SVR(kernel=kernel, C=C, epsilon=epsilon, tol=1e-7).fit(X, y)
            worst = max(worst, np.abs(ours.predict(X) - theirs.predict(X)).max())
            values = []
            for model in (ours, theirs):
                beta = np.zeros(len(y))
                beta[model.support_] = model.dual_coef_[0]
                length = beta @ matrix(ours, X) @ beta
                values.append(y @ beta - epsilon * np.abs(beta).sum() - length / 2)
            objective = max(objective, abs(values[0] / values[1] - 1))
    for what, difference, tolerance in (
        ("predictions", worst, 1e-4), ("dual objective, relative", objective, 1e-6),
    ):  # fmt: skip
        parity(
            "journey.ml.svm.SVR", reference="sklearn.svm.SVR", what=what, difference=difference,
            tolerance=tolerance,
        )  # fmt: skip


@pytest.mark.parametrize("loss", ["hinge", "squared_hinge"])
def test_linear_svc_equals_sklearn(loss: str, parity: Callable[..., None]) -> None:
    worst = excess = 0.0
    for name in ("breast cancer", "overlapping", "wide", "wine"):
        X, y = (TWO | MANY)[name]()
        for C in (0.01, 1.0):
            for scaling in (1.0, 10.0):
                extra = {"loss": loss, "C": C, "intercept_scaling": scaling}
                ours = LinearSVC(**extra).fit(X, y)  # type: ignore[arg-type]
                theirs = sklearn.svm.LinearSVC(
                    tol=1e-8, max_iter=1_000_000, random_state=0, **extra
                ).fit(X, y)
                assert ours.coef_.shape == theirs.coef_.shape
                gap = np.abs(ours.decision_function(X) - theirs.decision_function(X)).max()
                worst = max(worst, gap)
                values = []
                for model in (ours, theirs):
                    total = 0.0
                    for row, b, one in zip(
                        model.coef_, model.intercept_, np.unique(y)[-len(model.coef_) :],
                        strict=True,
                    ):  # fmt: skip
                        slack = np.maximum(0, 1 - np.where(y == one, 1, -1) * (X @ row + b))
                        cost = slack if loss == "hinge" else slack**2
                        total += (row @ row + (b / scaling) ** 2) / 2 + C * cost.sum()
                    values.append(total)
                excess = max(excess, values[0] / values[1] - 1)
    for what, difference, tolerance in (
        (f"decision values, {loss}", worst, 2e-3),
        (f"objective above the reference's, relative, {loss}", excess, 1e-7),
    ):
        parity(
            "journey.ml.svm.LinearSVC", reference="sklearn.svm.LinearSVC", what=what,
            difference=difference, tolerance=tolerance,
        )  # fmt: skip


# Types, edges ----------------------------------------------------------------------------------


def test_float32_and_lists_give_what_float64_gives() -> None:
    X, y = scaled(load_iris())
    single = X.astype(np.float32)
    for kind in (SVC, LinearSVC, SVR):
        want = kind().fit(single.astype(float), y)
        got = kind().fit(single, y)
        assert got.predict(single).dtype == want.predict(X).dtype
        np.testing.assert_array_equal(got.intercept_, want.intercept_)
        listed = kind().fit(single.tolist(), y.tolist())
        np.testing.assert_array_equal(listed.intercept_, want.intercept_)


def test_constant_columns_and_identical_samples() -> None:
    model = SVC().fit(np.ones((6, 2)), [0, 1, 0, 1, 0, 0])
    assert np.abs(model.decision_function(np.ones((1, 2)))) <= 1 + 1e-12
    assert model.predict(np.ones((2, 2))).tolist() == [0, 0]
    flat = SVR().fit(np.ones((5, 1)), np.full(5, 3.0))
    assert len(flat.support_) == 0
    assert flat.predict([[7.0]]).tolist() == [3.0]
    one = SVR().fit([[2.0]], [5.0])
    assert one.predict([[0.0], [2.0]]).tolist() == [5.0, 5.0]


def test_the_order_of_rows_and_the_names_of_labels_do_not_matter() -> None:
    X, y = noisy()
    order = np.random.default_rng(1).permutation(len(y))
    names = np.array(["no", "yes"])[y]
    first = SVC(tol=1e-7).fit(X, y)
    second = SVC(tol=1e-7).fit(X[order], names[order])
    np.testing.assert_allclose(first.decision_function(X), second.decision_function(X), atol=1e-6)
    assert (second.predict(X) == np.array(["no", "yes"])[first.predict(X)]).all()


@pytest.mark.parametrize(
    "model",
    [
        SVC(tol=1e-8), SVC(C=0.3, class_weight={0: 2.0}, tol=1e-8), SVR(tol=1e-8), LinearSVC(),
        LinearSVC(loss="hinge"),
    ],
    ids=repr,
)  # fmt: skip
def test_weights_are_repetition_and_zero_is_absence(model: Any) -> None:
    X, y = blobs(80, 3, 5)
    times = np.random.default_rng(0).integers(0, 4, 80)
    gamma = {"gamma": 0.2} if hasattr(model, "gamma") else {}
    a = clone(model).set_params(**gamma).fit(X, y, times.astype(float))
    b = clone(model).set_params(**gamma).fit(np.repeat(X, times, axis=0), np.repeat(y, times))
    f = "predict" if isinstance(model, SVR) else "decision_function"
    np.testing.assert_allclose(getattr(a, f)(X), getattr(b, f)(X), atol=1e-4)


def test_the_same_data_give_the_same_result_and_stay_unchanged() -> None:
    X, y = noisy()
    before = X.copy(), y.copy()
    for kind in (SVC, LinearSVC, SVR):
        a, b = kind().fit(X, y), kind().fit(X, y)
        a.predict(X)
        np.testing.assert_array_equal(a.intercept_, b.intercept_)
    np.testing.assert_array_equal(X, before[0])
    np.testing.assert_array_equal(y, before[1])


def test_in_sklearns_pipeline_and_grid() -> None:
    data = load_wine()
    grid = GridSearchCV(
        make_pipeline(StandardScaler(), SVC()), {"svc__C": [0.1, 1.0], "svc__kernel": ["rbf"]}, cv=3
    ).fit(data.data, data.target)
    theirs = GridSearchCV(
        make_pipeline(StandardScaler(), sklearn.svm.SVC()), {"svc__C": [0.1, 1.0]}, cv=3
    ).fit(data.data, data.target)
    assert grid.best_params_["svc__C"] == theirs.best_params_["svc__C"]
    assert grid.best_score_ == theirs.best_score_


def test_too_few_steps_are_said() -> None:
    X, y = noisy()
    with pytest.warns(ConvergenceWarning, match="after max_iter=5 steps"):
        model = SVC(max_iter=5).fit(X, y)
    assert model.n_iter_.tolist() == [5]
    assert model.fit_status_ == 1
    with pytest.warns(ConvergenceWarning, match="max_iter=1 steps"):
        LinearSVC(max_iter=1).fit(X, y)


def test_a_kernel_that_is_none_still_ends() -> None:
    X, y = noisy()
    model = SVC(kernel="sigmoid", gamma=2.0).fit(X, y)
    assert np.isfinite(model.decision_function(X)).all()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6), st.integers(4, 40), st.integers(1, 5), st.floats(0.01, 1000),
    st.sampled_from(KERNELS),
)  # fmt: skip
def test_any_data(seed: int, n: int, d: int, C: float, kernel: str) -> None:
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((n, d)).round(rng.integers(0, 3)), np.arange(n) % 2
    model = SVC(C=C, kernel=kernel, tol=1e-3).fit(X, y)
    margin = model.decision_function(X) * np.where(y == 1, 1, -1)
    alpha = signed(model, n) * np.where(y == 1, 1, -1)
    slack = 1e-3 + 1e-7 * np.abs(margin).max()
    assert (margin[alpha == 0] >= 1 - slack).all()
    assert (margin[alpha == C] <= 1 + slack).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda X, y: SVC(C=0.0).fit(X, y), "C: expected a number above 0"),
        (lambda X, y: SVC(tol=0.0).fit(X, y), "tol: expected a number above 0"),
        (lambda X, y: SVC(kernel="cubic").fit(X, y), "kernel: expected one of"),
        (lambda X, y: SVC(gamma="wide").fit(X, y), "gamma: expected one of"),
        (lambda X, y: SVC(gamma=-1.0).fit(X, y), "gamma: expected a finite number"),
        (lambda X, y: SVC(degree=-1).fit(X, y), "degree: expected an integer"),
        (lambda X, y: SVC(decision_function_shape="all").fit(X, y), "decision_function_shape"),
        (lambda X, y: SVC(class_weight={7: 1.0}).fit(X, y), "class_weight: expected labels"),
        (lambda X, y: SVC(class_weight="even").fit(X, y), "class_weight: expected one of"),
        (lambda X, y: SVC().fit(X, np.zeros(6)), "at least two classes"),
        (lambda X, y: SVC().fit(X, y, 1.0 * y), "a class has only samples of weight 0"),
        (lambda X, y: SVC().fit(X, y, -1.0 * y), "no negative weight"),
        (lambda X, y: SVC(kernel="precomputed").fit(X, y), "expected a square kernel matrix"),
        (lambda X, y: SVC(kernel=lambda a, b: a).fit(X, y), "kernel: expected a function"),
        (lambda X, y: SVC().fit(X, y).predict(X[:, :1]), "is expecting 2 features"),
        (lambda X, y: SVR(epsilon=-1.0).fit(X, y), "epsilon: expected a finite number"),
        (lambda X, y: LinearSVC(loss="log").fit(X, y), "loss: expected one of"),
        (lambda X, y: LinearSVC(intercept_scaling=0.0).fit(X, y), "intercept_scaling: expected"),
        (lambda X, y: LinearSVC(max_iter=0).fit(X, y), "max_iter: expected an integer"),
        (lambda X, y: LinearSVC().fit(X, np.zeros(6)), "at least two classes"),
        (lambda X, y: kernel_matrix(X, X[:, :1]), "Y: expected 2 features, got 1"),
    ],
)
def test_bad_input(call: Callable[[Array, Array], object], message: str) -> None:
    X = np.random.default_rng(0).standard_normal((6, 2))
    with pytest.raises(ValueError) as caught:
        call(X, np.arange(6.0) % 2)
    assert message in str(caught.value)


def test_unfitted_and_no_weights_of_features() -> None:
    for kind in (SVC, SVR, LinearSVC):
        with pytest.raises(NotFittedError):
            kind().predict([[0.0]])
    with pytest.raises(AttributeError, match="only available when using a linear kernel"):
        _ = SVC().fit([[0.0], [1.0]], [0, 1]).coef_
