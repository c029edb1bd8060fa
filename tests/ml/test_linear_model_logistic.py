"""Logistic regression for two and for several classes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import sklearn.linear_model
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from journey.mathematics.optimize import approx_fprime
from journey.ml.linear_model import LogisticRegression, _logistic_loss, logistic_newton_naive
from journey.ml.linear_model._logistic_loss import problem
from journey.ml.utils import ConvergenceWarning, NotFittedError

Array = NDArray[np.float64]


def made(n: int, d: int, k: int = 2, seed: int = 0) -> tuple[Array, NDArray[np.intp]]:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, d))
    scores = X @ rng.standard_normal((d, k)) + rng.gumbel(size=(n, k)) * 1.5
    return X, scores.argmax(axis=1)


def real(load: Callable[[], object]) -> tuple[Array, NDArray[np.intp]]:
    data = load()
    X = data.data  # type: ignore[attr-defined]
    return (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1), data.target  # type: ignore[attr-defined]


SETS: dict[str, Callable[[], tuple[Array, NDArray[np.intp]]]] = {
    "two classes": lambda: made(200, 6),
    "two classes, 80 features": lambda: made(400, 80),
    "two classes, wide": lambda: made(40, 90),
    "four classes": lambda: made(200, 5, 4, 1),
    "four classes, wide": lambda: made(50, 70, 4, 2),
    "breast cancer": lambda: real(load_breast_cancer),
    "iris, raw units": lambda: load_iris(return_X_y=True),
    "wine": lambda: real(load_wine),
}
data_sets = pytest.mark.parametrize("name", SETS)


def gradient(model: LogisticRegression, X: Array, y: Array, C: float) -> tuple[Array, Array]:
    """Return the gradient of the objective by coefficients and intercepts, from its definition."""
    p = model.predict_proba(X)
    wrong = p - (y[:, None] == model.classes_)
    if len(model.classes_) == 2:
        wrong = wrong[:, 1:]
    return wrong.T @ X + model.coef_ / C, wrong.sum(axis=0)


@data_sets
@pytest.mark.parametrize("C", [0.01, 1.0, 100.0])
def test_the_gradient_vanishes(name: str, C: float) -> None:
    X, y = SETS[name]()
    model = LogisticRegression(C=C).fit(X, y)
    by_coef, by_intercept = gradient(model, X, y, C)
    # tol bounds the gradient of the mean in coordinates where curvature is at most 1
    size = len(X) * np.abs(X).max()
    assert np.abs(by_coef).max() <= 1e-7 * size
    assert np.abs(by_intercept).max() <= 1e-7 * len(X)


@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize(
    "kind", ["plain", "sorted", "periodic", "rare class", "rare feature", "weights", "tiny shares"]
)
def test_a_start_from_some_rows_changes_nothing(
    kind: str, k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    X, y = made(9_000, 60, k, 5)
    weight = np.ones(len(y))
    C = 1.0
    if kind == "sorted":
        order = y.argsort()
        X, y = X[order], y[order]
    elif kind == "periodic":
        X[:, :5] = np.eye(5)[np.arange(len(y)) % 5]
    elif kind == "rare class":
        y = np.where(np.arange(len(y)) < 4, k - 1, np.minimum(y, k - 2))
    elif kind == "rare feature":
        X[:, 0] = np.arange(len(y)) < 3
        C = 1e3
    elif kind == "weights":
        weight = np.random.default_rng(1).integers(0, 3, len(y)).astype(float)
    elif kind == "tiny shares":
        weight = np.where(np.arange(len(y)) % 100 == 0, 1.0, 1e-12)
    model = LogisticRegression(C=C, tol=1e-10, solver="lbfgs").fit(X, y, weight)
    monkeypatch.setattr(_logistic_loss, "_SAMPLE", len(y))
    whole = LogisticRegression(C=C, tol=1e-10, solver="lbfgs").fit(X, y, weight)
    size = np.abs(whole.coef_).max()
    np.testing.assert_allclose(model.coef_, whole.coef_, atol=1e-5 * size)
    np.testing.assert_allclose(model.intercept_, whole.intercept_, atol=1e-5 * size)
    assert model.n_iter_[0] <= 1.2 * whole.n_iter_[0] + 10


@pytest.mark.parametrize(("n", "d"), [(9_000, 60), (20_000, 100)])
@pytest.mark.parametrize("k", [2, 3])
def test_some_rows_know_the_curvature_within_a_factor_of_two(n: int, d: int, k: int) -> None:
    X, y = made(n, d, k, 5)
    whole = problem(X, y, np.ones(n), 1.0, k, True)
    some = whole.sample()
    assert some is not None
    model = LogisticRegression(solver="lbfgs").fit(X, y)
    W = np.column_stack([model.coef_, model.intercept_])
    for away in (0.0, 1.0):  # at equal probabilities, and at the minimum
        grams = []
        for task in (some, whole):
            z = away * task.scores(W)
            p = _logistic_loss.sigmoid(z) if k == 2 else _logistic_loss.softmax(z)
            grams.append(task._gram(task.share * (p * (1 - p)).sum(axis=1)))
        ratio = np.linalg.eigvals(np.linalg.solve(grams[1], grams[0])).real
        assert ratio.min() > 0.5
        assert ratio.max() < 2


def test_without_features_that_help_the_probabilities_are_the_shares() -> None:
    y = np.repeat([0, 1, 2], [5, 3, 2])
    model = LogisticRegression().fit(np.zeros((10, 2)), y)
    np.testing.assert_allclose(model.predict_proba([[1.0, 2.0]]), [[0.5, 0.3, 0.2]], atol=1e-7)
    model = LogisticRegression().fit(np.zeros((8, 2)), y[:8])
    np.testing.assert_allclose(model.intercept_, [np.log(3 / 5)], atol=1e-7)


def test_one_yes_no_feature_gives_the_odds_ratio() -> None:
    # Of 10 without, 2 are ill; of 20 with, 10: log odds ratio log(1) - log(2 / 8).
    x = np.repeat([0.0, 0.0, 1.0, 1.0], [8, 2, 10, 10])[:, None]
    y = np.repeat([0, 1, 0, 1], [8, 2, 10, 10])
    model = LogisticRegression(C=np.inf).fit(x, y)
    np.testing.assert_allclose(model.coef_, [[np.log(4)]], rtol=1e-7)
    np.testing.assert_allclose(model.intercept_, [np.log(2 / 8)], rtol=1e-7)


@pytest.mark.parametrize("k", [2, 3, 5])
def test_gradients_and_hessian_by_central_differences(k: int) -> None:
    X, y = made(30, 4, k, 3)
    weight = np.random.default_rng(0).uniform(0.2, 2, len(y))
    task = problem(X, y.astype(np.intp), weight, 0.7, k, True).scaled()
    loss = task.binary if k == 2 else task.softmax
    u = np.random.default_rng(1).standard_normal((1 if k == 2 else k) * 5)
    want = approx_fprime(u, lambda v: loss(v)[0])
    got = loss(u)[1]
    assert np.linalg.norm(got - want) <= 1e-6 * np.linalg.norm(want)
    if k == 2:
        columns = [approx_fprime(u, lambda v, j=j: float(loss(v)[1][j])) for j in range(5)]
        H = task.binary_hessian(u)
        assert np.linalg.norm(H - np.array(columns)) <= 1e-6 * np.linalg.norm(H)
        # At zero all probabilities are 1/2, and the coordinates make the Hessian the identity.
        np.testing.assert_allclose(task.binary_hessian(np.zeros(5)), np.eye(5), atol=1e-12)
    moved = task.moved(u)
    shifted = moved.binary if k == 2 else moved.softmax
    assert shifted(np.zeros(len(u)))[0] == pytest.approx(loss(u)[0], rel=1e-13)


@pytest.mark.parametrize("name", ["two classes", "two classes, 80 features", "breast cancer"])
def test_naive_equals_both_solvers(name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    naive = logistic_newton_naive(X, y, C=0.5, n_iter=30)
    worst = 0.0
    for solver in ("newton-cholesky", "lbfgs"):
        fast = LogisticRegression(C=0.5, solver=solver).fit(X, y)
        both = np.append(fast.coef_, fast.intercept_)
        worst = max(worst, np.abs(naive - both).max() / np.abs(both).max())
    parity(
        "journey.ml.linear_model.logistic_newton_naive",
        reference="journey.ml.linear_model.LogisticRegression", what="coefficients, relative",
        difference=worst, tolerance=1e-6,
    )  # fmt: skip


def test_two_classes_by_softmax_are_the_same_model() -> None:
    # With w1 = -w0 the penalty of softmax is half of the penalty of one vector w1 - w0.
    X, y = SETS["two classes"]()
    model = LogisticRegression(C=0.7).fit(X, y)
    task = problem(X, y.astype(np.intp), np.ones(len(y)), 0.35, 3, True).scaled()
    half = np.column_stack([model.coef_, model.intercept_])[0] / 2
    W = np.stack([-half, half, np.full(7, 0.0)])
    # a third class that never occurs is pushed away by its intercept alone
    W[2, -1] = -60.0
    U = np.linalg.lstsq(task.T, W.T, rcond=None)[0].T
    slopes = task.softmax(U.ravel())[1]
    assert np.abs(slopes).max() < 1e-7


@data_sets
@pytest.mark.parametrize("C", [0.1, 10.0])
def test_equals_sklearn(name: str, C: float, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    weight = np.random.default_rng(0).uniform(0.1, 3.0, len(y))
    worst = far = 0.0
    for w, balance in ((None, None), (weight, "balanced")):
        ours = LogisticRegression(C=C, class_weight=balance).fit(X, y, w)
        theirs = sklearn.linear_model.LogisticRegression(
            C=C, class_weight=balance, tol=1e-10, max_iter=100_000,
            solver="newton-cholesky" if len(X) >= X.shape[1] else "lbfgs",
        ).fit(X, y, w)  # fmt: skip
        assert ours.coef_.shape == theirs.coef_.shape
        assert ours.intercept_.shape == theirs.intercept_.shape
        worst = max(worst, np.abs(ours.coef_ - theirs.coef_).max() / np.abs(theirs.coef_).max())
        far = max(far, np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max())
        assert ours.decision_function(X).shape == theirs.decision_function(X).shape
        logs = np.exp(ours.predict_log_proba(X))
        np.testing.assert_allclose(logs, ours.predict_proba(X), atol=1e-14)
    parity(
        "journey.ml.linear_model.LogisticRegression",
        reference="sklearn.linear_model.LogisticRegression", what="coefficients, relative",
        difference=worst, tolerance=2e-4 if "wide" in name else 1e-6,
    )  # fmt: skip
    parity(
        "journey.ml.linear_model.LogisticRegression",
        reference="sklearn.linear_model.LogisticRegression", what="probabilities",
        difference=far, tolerance=1e-5,
    )  # fmt: skip


def test_the_loss_on_the_digits_is_no_higher_than_sklearns(parity: Callable[..., None]) -> None:
    X, y = load_digits(return_X_y=True)
    X = X / 16
    ours = LogisticRegression().fit(X, y)
    theirs = sklearn.linear_model.LogisticRegression(tol=1e-8, max_iter=100_000).fit(X, y)
    losses = []
    for model in (ours, theirs):
        p = model.predict_proba(X)[np.arange(len(y)), y]
        losses.append(-np.log(p).sum() + 0.5 * (model.coef_**2).sum())
    assert losses[0] <= losses[1] * (1 + 1e-12)
    parity(
        "journey.ml.linear_model.LogisticRegression",
        reference="sklearn.linear_model.LogisticRegression",
        what="objective on the digits above the reference's, relative",
        difference=max(0.0, losses[0] / losses[1] - 1), tolerance=1e-12,
    )  # fmt: skip


def test_no_penalty_equals_sklearn_and_units_do_not_matter() -> None:
    X, y = SETS["two classes"]()
    plain = LogisticRegression(C=np.inf).fit(X, y)
    theirs = sklearn.linear_model.LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000)
    np.testing.assert_allclose(plain.coef_, theirs.fit(X, y).coef_, rtol=1e-4)
    units = np.array([1e-6, 1e4, 1.0, 1.0, 1e3, 1.0])
    scaled = LogisticRegression(C=np.inf).fit(X * units, y)
    np.testing.assert_allclose(scaled.coef_ * units, plain.coef_, rtol=1e-6)
    twin = LogisticRegression(C=np.inf).fit(np.hstack([X, X[:, :1]]), y)
    np.testing.assert_allclose(twin.decision_function(np.hstack([X, X[:, :1]])),
                               plain.decision_function(X), atol=1e-6)  # fmt: skip


def test_separable_classes_have_no_finite_best() -> None:
    X, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), np.array([0, 0, 1, 1])
    sizes = [float(LogisticRegression(C=C).fit(X, y).coef_[0, 0]) for C in (1, 1e2, 1e4, 1e6)]
    assert (np.diff(sizes) > 1.0).all()
    with pytest.warns(ConvergenceWarning, match="after 3 iterations"):
        LogisticRegression(C=np.inf, max_iter=3).fit(X, y)


def test_labels_may_be_strings_and_their_order_is_the_alphabets() -> None:
    X, y = SETS["four classes"]()
    names = np.array(["pear", "apple", "fig", "kiwi"])
    model = LogisticRegression().fit(X, names[y])
    assert model.classes_.tolist() == ["apple", "fig", "kiwi", "pear"]
    plain = LogisticRegression().fit(X, y)
    np.testing.assert_array_equal(model.predict(X), names[plain.predict(X)])
    np.testing.assert_allclose(model.coef_[3], plain.coef_[0], atol=1e-6)


def test_weights_equal_repetition_and_class_weights_multiply() -> None:
    for k in (2, 3):
        X, y = made(60, 4, k, 5)
        counts = np.random.default_rng(0).integers(0, 4, len(y))
        weighted = LogisticRegression().fit(X, y, counts)
        repeated = LogisticRegression().fit(np.repeat(X, counts, axis=0), np.repeat(y, counts))
        np.testing.assert_allclose(weighted.coef_, repeated.coef_, atol=1e-6)
        classes = LogisticRegression(class_weight={0: 3.0}).fit(X, y)
        samples = LogisticRegression().fit(X, y, np.where(y == 0, 3.0, 1.0))
        np.testing.assert_array_equal(classes.coef_, samples.coef_)


def test_dtypes_inputs_and_order_of_rows() -> None:
    for k in (2, 3):
        X, y = made(80, 4, k, 6)
        before = X.copy()
        model = LogisticRegression().fit(X, y)
        assert (before == X).all()
        single = LogisticRegression().fit(X.astype(np.float32), y)
        assert single.coef_.dtype == np.float32
        assert single.predict_proba(X.astype(np.float32)).dtype == np.float32
        np.testing.assert_allclose(single.coef_, model.coef_, atol=1e-4)
        back = LogisticRegression().fit(X[::-1], y[::-1])
        np.testing.assert_allclose(back.coef_, model.coef_, atol=1e-6)
        bare = LogisticRegression(fit_intercept=False).fit(X, y)
        assert not bare.intercept_.any()


def test_huge_scores_do_not_overflow() -> None:
    model = LogisticRegression().fit([[0.0], [1.0]], [0, 1])
    model.coef_ = np.array([[1e4]])
    assert model.predict_proba([[1.0], [-1.0]]).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert model.predict_log_proba([[-1.0]])[0, 1] == pytest.approx(-1e4, rel=1e-3)


def test_it_works_in_sklearns_tools() -> None:
    X, y = load_wine(return_X_y=True)
    line = make_pipeline(StandardScaler(), LogisticRegression())
    theirs = make_pipeline(StandardScaler(), sklearn.linear_model.LogisticRegression(tol=1e-8))
    np.testing.assert_array_equal(cross_val_score(line, X, y), cross_val_score(theirs, X, y))
    search = GridSearchCV(line, {"logisticregression__C": [0.01, 1.0]}).fit(X, y)
    assert search.best_params_["logisticregression__C"] in (0.01, 1.0)


@given(seed=st.integers(0, 5_000), k=st.integers(2, 4), C=st.floats(0.01, 50))
@settings(max_examples=30, deadline=None)
def test_probabilities_add_up_and_follow_the_shares(seed: int, k: int, C: float) -> None:
    X, y = made(40, 3, k, seed)
    if len(np.unique(y)) < 2:
        return
    model = LogisticRegression(C=C).fit(X, y)
    p = model.predict_proba(X)
    np.testing.assert_allclose(p.sum(axis=1), 1.0, rtol=1e-12)
    # The free intercept makes the mean probability of each class its share.
    np.testing.assert_allclose(p.mean(axis=0), [(y == c).mean() for c in model.classes_], atol=1e-5)
    assert (model.predict(X) == model.classes_[p.argmax(axis=1)]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda X, y: LogisticRegression(C=0.0).fit(X, y), "C: expected a number above 0"),
        (lambda X, y: LogisticRegression(C=-1.0).fit(X, y), "C: expected a finite number"),
        (lambda X, y: LogisticRegression(solver="sag").fit(X, y), "solver: expected one of"),
        (lambda X, y: LogisticRegression(solver="newton-cholesky").fit(X, [0, 1, 2, 0, 1]),
         "tells two classes apart, got 3"),
        (lambda X, y: LogisticRegression(class_weight={7: 2.0}).fit(X, y), "class_weight: "),
        (lambda X, y: LogisticRegression(class_weight="even").fit(X, y), "class_weight: "),
        (lambda X, y: LogisticRegression().fit(X, np.ones(5)), "contains only one class"),
        (lambda X, y: LogisticRegression().fit(X, y + 0.5), "Unknown label type"),
        (lambda X, y: LogisticRegression().fit(X, y).predict(X[:, :1]), "is expecting 2 features"),
    ],
)  # fmt: skip
def test_bad_input(call: Callable[[Array, Array], object], message: str) -> None:
    X = np.random.default_rng(0).standard_normal((5, 2))
    with pytest.raises(ValueError) as caught:
        call(X, np.array([0, 1, 0, 1, 1]))
    assert message in str(caught.value)
    with pytest.raises(NotFittedError):
        LogisticRegression().predict(X)
