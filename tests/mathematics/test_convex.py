"""Projections, proximal operators, proximal gradient, KKT: definitions, then references."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet, Lasso

from journey.mathematics import convex as jc
from journey.mathematics.optimize import OptimizeResult

BASE = "journey.mathematics.convex"
RNG = np.random.default_rng(11)
NORMAL, MATRIX = RNG.standard_normal(5), RNG.standard_normal((2, 5))
POINTS = arrays(np.float64, 5, elements=st.floats(-50, 50, width=32))

# Each set: its projection, and a measure of how far outside a point is.
SETS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], float]]] = {
    "box": (
        lambda x: jc.project_box(x, -1.0, [0.0, 1, 2, 3, np.inf]),
        lambda x: max(0, -1 - x.min(), (x - [0.0, 1, 2, 3, np.inf]).max()),
    ),
    "ball": (
        lambda x: jc.project_ball(x, 2.0, NORMAL),
        lambda x: max(0, np.linalg.norm(x - NORMAL) - 2),
    ),
    "simplex": (
        lambda x: jc.project_simplex(x, 3.0),
        lambda x: max(abs(x.sum() - 3), -x.min()),
    ),
    "halfspace": (
        lambda x: jc.project_halfspace(x, NORMAL, 0.5),
        lambda x: max(0, NORMAL @ x - 0.5),
    ),
    "affine": (
        lambda x: jc.project_affine(x, MATRIX, [1.0, -2.0]),
        lambda x: np.abs(MATRIX @ x - [1.0, -2.0]).max(),
    ),
}


def _lasso() -> tuple[Any, Any, Any, float, float]:
    X, y = load_diabetes(return_X_y=True)
    X, y = X * np.sqrt(len(X)), (y - y.mean()) / y.std()
    gram, right = X.T @ X / len(X), X.T @ y / len(X)
    constant = float(y @ y / len(X)) / 2
    lipschitz = float(np.linalg.eigvalsh(gram)[-1])
    return (
        lambda w: 0.5 * w @ gram @ w - right @ w + constant,
        lambda w: gram @ w - right,
        (X, y),
        0.05,
        lipschitz,
    )


# Definitions and identities -----------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
@settings(max_examples=60, deadline=None)
@given(x=POINTS, other=POINTS)
def test_projections_are_what_defines_them(name: str, x: Any, other: Any) -> None:
    """In the set; the rest at an obtuse angle to every way into the set; twice is once."""
    project, outside = SETS[name]
    p, inside = project(x), project(other)
    scale = 1 + np.abs(x).max() + np.abs(other).max()
    assert outside(p) <= 1e-13 * scale
    assert (x - p) @ (inside - p) <= 1e-12 * scale**2
    np.testing.assert_allclose(project(p), p, atol=1e-13 * scale)
    assert np.linalg.norm(p - inside) <= np.linalg.norm(x - other) + 1e-12 * scale


@pytest.mark.parametrize("name", SETS)
def test_projections_leave_their_input(name: str) -> None:
    x = RNG.standard_normal(5) * 10
    before = x.copy()
    assert SETS[name][0](x) is not x
    np.testing.assert_array_equal(x, before)


@settings(max_examples=100, deadline=None)
@given(arrays(np.float64, (3, 7), elements=st.floats(-1e3, 1e3)), st.floats(1e-3, 1e3))
def test_sorting_finds_the_threshold_that_bisection_finds(x: Any, radius: float) -> None:
    fast = jc.project_simplex(x, radius)
    np.testing.assert_allclose(fast, jc.project_simplex_naive(x, radius), atol=1e-12 * radius)
    np.testing.assert_array_equal(fast[1], jc.project_simplex(x[1], radius))
    np.testing.assert_allclose(fast.sum(axis=1), radius, rtol=1e-12)


def test_simplex_with_ties_with_huge_entries_and_with_one() -> None:
    np.testing.assert_allclose(jc.project_simplex([2.0] * 4), 0.25)
    np.testing.assert_allclose(jc.project_simplex([1e17, 1e17, 0.0]), [0.5, 0.5, 0.0])
    np.testing.assert_array_equal(jc.project_simplex([-7.0]), [1.0])


def test_ball_of_tiny_and_huge_vectors_and_of_radius_zero() -> None:
    np.testing.assert_allclose(jc.project_ball([3e200, 4e200]), [0.6, 0.8])
    np.testing.assert_allclose(jc.project_ball([3e-200, 4e-200], 1e-200), [0.6e-200, 0.8e-200])
    np.testing.assert_array_equal(jc.project_ball([3.0, 4.0], 0.0, [1.0, 1.0]), [1.0, 1.0])


def test_equations_that_repeat_each_other() -> None:
    once = jc.project_affine([2.0, 0.0, 1.0], [[1.0, 1.0, 0.0]], [1.0])
    twice = jc.project_affine([2.0, 0.0, 1.0], [[1.0, 1, 0], [3, 3, 0]], [1.0, 3.0])
    np.testing.assert_allclose(once, [1.5, -0.5, 1.0], atol=1e-14)
    np.testing.assert_allclose(twice, once, atol=1e-14)


PENALTIES: dict[str, tuple[Callable[..., Any], Callable[[Any], float]]] = {
    "prox_l1": (jc.prox_l1, lambda x: np.abs(x).sum()),
    "prox_l2_squared": (jc.prox_l2_squared, lambda x: x @ x / 2),
    "prox_elastic_net": (
        lambda v, t: jc.prox_elastic_net(v, t, l1_ratio=0.3),
        lambda x: 0.3 * np.abs(x).sum() + 0.35 * x @ x,
    ),
    "prox_group_l2": (
        lambda v, t: jc.prox_group_l2(v, [0, 1, 0, 1, 2], t, weights=[1.0, 2.0, 0.5]),
        lambda x: (
            np.linalg.norm(x[[0, 2]]) + 2 * np.linalg.norm(x[[1, 3]]) + 0.5 * np.linalg.norm(x[4:])
        ),
    ),
}


@pytest.mark.parametrize("name", PENALTIES)
@settings(max_examples=60, deadline=None)
@given(v=POINTS, t=st.floats(1e-3, 10), other=POINTS)
def test_the_proximal_point_is_below_every_other(name: str, v: Any, t: float, other: Any) -> None:
    """Strongly convex: any other point is above by at least half the squared distance over t."""
    prox, g = PENALTIES[name]
    p = prox(v, t)

    def objective(x: Any) -> float:
        return float(g(x) + (x - v) @ (x - v) / (2 * t))

    for x in (other, p + 1e-3 * other, np.zeros(5)):
        rise = objective(x) - objective(p)
        assert rise >= (x - p) @ (x - p) / (2 * t) - 1e-12 * (1 + objective(x))


@pytest.mark.parametrize("name", PENALTIES)
def test_proximal_points_against_a_general_minimiser(
    name: str, parity: Callable[..., None]
) -> None:
    """x = u - w with u, w >= 0 for the corners, so that SciPy's objective is smooth."""
    prox, g = PENALTIES[name]
    worst = 0.0
    for seed in range(6):
        v, t = 2 * np.random.default_rng(seed).standard_normal(5), 0.7

        def objective(x: Any, v: Any = v, t: float = t) -> float:
            if name == "prox_group_l2":
                return float(g(x) + (x - v) @ (x - v) / (2 * t))
            x, size = x[:5] - x[5:], x[:5] + x[5:]
            ratio = {"prox_l1": 1.0, "prox_l2_squared": 0.0, "prox_elastic_net": 0.3}[name]
            return float(ratio * size.sum() + (1 - ratio) * x @ x / 2 + (x - v) @ (x - v) / (2 * t))

        if name == "prox_group_l2":
            found = scipy.optimize.minimize(
                objective, v, method="Nelder-Mead",
                options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 20_000, "maxfev": 20_000,
                         "adaptive": True},
            )  # fmt: skip
            theirs = found.x
        else:
            found = scipy.optimize.minimize(
                objective, np.concatenate([np.maximum(v, 0), np.maximum(-v, 0)]),
                method="SLSQP", bounds=[(0, None)] * 10, options={"ftol": 1e-15, "maxiter": 500},
            )  # fmt: skip
            theirs = found.x[:5] - found.x[5:]
        ours = prox(v, t)
        worst = max(worst, objective(_split(ours, name)) - found.fun)
        if name != "prox_group_l2":
            assert np.abs(ours - theirs).max() < 1e-5  # SLSQP's differences allow no more
    method = "Nelder-Mead" if name == "prox_group_l2" else "SLSQP"
    parity(
        f"{BASE}.{name}",
        reference=f"scipy.optimize.minimize(method='{method}')",
        what="by how much the objective is above the one found",
        difference=max(worst, 0.0),
        tolerance=1e-12,
    )


def _split(x: Any, name: str) -> Any:
    return x if name == "prox_group_l2" else np.concatenate([np.maximum(x, 0), np.maximum(-x, 0)])


def test_elastic_net_lies_between_its_ends_and_a_group_of_one_is_l1() -> None:
    v = RNG.standard_normal(30) * 3
    np.testing.assert_array_equal(jc.prox_elastic_net(v, 0.7, l1_ratio=1.0), jc.prox_l1(v, 0.7))
    np.testing.assert_allclose(
        jc.prox_elastic_net(v, 0.7, l1_ratio=0.0), jc.prox_l2_squared(v, 0.7), rtol=1e-15
    )
    np.testing.assert_allclose(
        jc.prox_group_l2(v, np.arange(30), 0.7), jc.prox_l1(v, 0.7), atol=1e-15
    )
    np.testing.assert_array_equal(jc.prox_group_l2(np.zeros(3), [0, 0, 1], 0.0), np.zeros(3))


@settings(max_examples=60, deadline=None)
@given(v=POINTS, t=st.floats(0.01, 10))
def test_moreau_splits_a_point_in_two(v: Any, t: float) -> None:
    """The conjugate of the l1 norm is the indicator of the unit box: v = prox + t projection."""
    whole = jc.prox_l1(v, t) + t * jc.project_box(v / t, -1, 1)
    np.testing.assert_allclose(whole, v, atol=1e-13 * (1 + np.abs(v).max()))


# The rates ----------------------------------------------------------------------------------------


def test_both_stay_below_their_bounds_and_acceleration_pays() -> None:
    """The bounds of Beck and Teboulle (theorems 3.1 and 4.4), at every step."""
    n = 60  # a chain of springs: the smallest eigenvalue is 0.003, so slow for plain steps
    gram = 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)
    right = np.zeros(n)
    right[0], lipschitz, weight = 1.0, 4.0, 1e-3

    def total(x: Any) -> float:
        return float(0.5 * x @ gram @ x - right @ x + weight * np.abs(x).sum())

    args = (lambda x: 0.5 * x @ gram @ x - right @ x, np.zeros(n), lambda x: gram @ x - right,
            lambda v, t: jc.prox_l1(v, weight * t))  # fmt: skip
    kw: Any = {"g": lambda x: weight * np.abs(x).sum(), "learning_rate": 1 / lipschitz, "gtol": 0.0,
               "maxiter": 400, "return_all": True}  # fmt: skip
    # the optimum as a quadratic program in the positive and negative parts
    split = np.block([[gram, -gram], [-gram, gram]])
    best = jc.solve_qp(split, np.concatenate([weight - right, weight + right]), lb=0.0, tol=1e-13)
    star = best.x[:n] - best.x[n:]
    k = np.arange(1, 401)
    slow, fast = jc.ista(*args, **kw), jc.fista(*args, restart=None, **kw)
    excess = {}
    for run, bound in (
        (slow, lipschitz * star @ star / (2 * k)),
        (fast, 2 * lipschitz * star @ star / (k + 1) ** 2),
    ):
        assert run.allfuns is not None
        excess[id(run)] = run.allfuns[1:] - total(star)
        assert (excess[id(run)] <= bound + 1e-13).all()
    assert (np.diff(slow.allfuns) <= 1e-15).all()  # plain steps never rise
    assert excess[id(slow)][199] > 10 * excess[id(fast)][199]


def test_restarts_turn_the_ripples_into_a_straight_fall() -> None:
    scales = np.geomspace(1e-4, 1, 40)
    args = (lambda x: 0.5 * x @ (scales * x), np.ones(40), lambda x: scales * x, lambda v, t: v)
    kw: Any = {"learning_rate": 1.0, "gtol": 1e-10, "maxiter": 8_000}
    never = jc.fista(*args, restart=None, **kw)
    gradient = jc.fista(*args, restart="gradient", **kw)
    value = jc.fista(*args, restart="function", g=lambda x: 0.0, **kw)
    assert gradient.success
    assert value.success
    assert not never.success  # without restarts, three times as many steps do not suffice
    assert gradient.nit < never.nit / 3
    np.testing.assert_allclose(gradient.x, 0, atol=1e-6)  # gtol over the smallest eigenvalue


def test_backtracking_finds_a_step_without_the_constant() -> None:
    fun, jac, _, weight, _ = _lasso()
    scale = 1e6  # the first step tried, 1, is a million times too long

    def prox(v: Any, t: float) -> Any:
        return jc.prox_l1(v, scale * weight * t)

    for solver in (jc.ista, jc.fista):
        run = solver(
            lambda w: scale * fun(w), np.zeros(10), lambda w: scale * jac(w), prox, gtol=1e-4
        )
        assert run.success, run.message
    assert not jc.ista(
        lambda w: scale * fun(w), np.ones(10), lambda w: scale * jac(w), prox,
        learning_rate=1.0, maxiter=500,
    ).success  # fmt: skip


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("solver", ["ista", "fista"])
@pytest.mark.parametrize("l1_ratio", [1.0, 0.4])
def test_against_scikit_learn(solver: str, l1_ratio: float, parity: Callable[..., None]) -> None:
    fun, jac, (X, y), weight, _ = _lasso()
    model = (
        Lasso(alpha=weight, fit_intercept=False, tol=1e-14, max_iter=100_000)
        if l1_ratio == 1.0
        else ElasticNet(weight, l1_ratio=l1_ratio, fit_intercept=False, tol=1e-14, max_iter=100_000)
    ).fit(X, y)
    run = getattr(jc, solver)(
        fun, np.zeros(10), jac,
        lambda v, t: jc.prox_elastic_net(v, weight * t, l1_ratio=l1_ratio), gtol=1e-11,
        maxiter=100_000,
    )  # fmt: skip
    assert run.success
    name = "Lasso" if l1_ratio == 1.0 else "ElasticNet"
    parity(
        f"{BASE}.{solver}",
        reference=f"sklearn.linear_model.{name}",
        what="coefficients on the diabetes data",
        difference=np.abs(run.x - model.coef_).max(),
        tolerance=1e-8,  # gtol over the smallest eigenvalue, 0.009
    )
    np.testing.assert_array_equal(run.x == 0, model.coef_ == 0)


def _least_squares(project: Any) -> tuple[OptimizeResult, Any, Any]:
    A, b = np.random.default_rng(4).standard_normal((40, 12)), RNG.standard_normal(40)
    run = jc.projected_gradient(
        lambda x: 0.5 * np.sum((A @ x - b) ** 2), np.full(12, 9.0), lambda x: A.T @ (A @ x - b),
        project, gtol=1e-10,
    )  # fmt: skip
    assert run.success, run.message
    return run, A, b


def test_projected_gradient_against_scipy(parity: Callable[..., None]) -> None:
    run, A, b = _least_squares(lambda x: jc.project_box(x, 0.0))
    rows = [("scipy.optimize.nnls", run.x, scipy.optimize.nnls(A, b)[0])]
    run, A, b = _least_squares(lambda x: jc.project_box(x, -0.05, 0.08))
    theirs = scipy.optimize.lsq_linear(A, b, (-0.05, 0.08), method="bvls", tol=1e-14).x
    rows.append(("scipy.optimize.lsq_linear", run.x, theirs))
    for reference, ours, other in rows:
        parity(
            f"{BASE}.projected_gradient", reference=reference, what="solution, 12 unknowns",
            difference=np.abs(ours - other).max(), tolerance=1e-9,
        )  # fmt: skip
    run, A, b = _least_squares(jc.project_simplex)
    theirs = scipy.optimize.minimize(
        lambda x: 0.5 * np.sum((A @ x - b) ** 2), np.full(12, 1 / 12), method="SLSQP",
        jac=lambda x: A.T @ (A @ x - b), bounds=[(0, None)] * 12, tol=1e-15,
        constraints={"type": "eq", "fun": lambda x: x.sum() - 1, "jac": lambda x: np.ones(12)},
    )  # fmt: skip
    parity(
        f"{BASE}.projected_gradient", reference="scipy.optimize.minimize(method='SLSQP')",
        what="least squares on the simplex", difference=np.abs(run.x - theirs.x).max(),
        tolerance=1e-6,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["box", "ball", "simplex", "halfspace", "affine"])
def test_projections_against_scipy(name: str, parity: Callable[..., None]) -> None:
    limits: dict[str, Any] = {
        "box": scipy.optimize.LinearConstraint(np.eye(5), -1, [0.0, 1, 2, 3, np.inf]),
        "ball": scipy.optimize.NonlinearConstraint(
            lambda x: np.sum((x - NORMAL) ** 2), -np.inf, 4.0, jac=lambda x: 2 * (x - NORMAL)[None]
        ),
        "simplex": [
            scipy.optimize.LinearConstraint(np.eye(5), 0.0, np.inf),
            scipy.optimize.LinearConstraint(np.ones((1, 5)), 3.0, 3.0),
        ],
        "halfspace": scipy.optimize.LinearConstraint(NORMAL, -np.inf, 0.5),
        "affine": scipy.optimize.LinearConstraint(MATRIX, [1.0, -2.0], [1.0, -2.0]),
    }
    worst = 0.0
    for seed in range(5):
        x = 4 * np.random.default_rng(seed).standard_normal(5)
        found = scipy.optimize.minimize(
            lambda p, x=x: 0.5 * (p - x) @ (p - x), SETS[name][0](np.zeros(5)), method="SLSQP",
            jac=lambda p, x=x: p - x, constraints=limits[name], options={"ftol": 1e-14},
        )  # fmt: skip
        worst = max(worst, float(np.abs(SETS[name][0](x) - found.x).max()))
    parity(
        f"{BASE}.project_{name}", reference="scipy.optimize.minimize(method='SLSQP')",
        what="nearest point", difference=worst, tolerance=1e-6,
    )  # fmt: skip


# KKT ----------------------------------------------------------------------------------------------


def test_kkt_of_a_problem_that_is_no_quadratic_program(parity: Callable[..., None]) -> None:
    """SciPy's own multipliers: minimise exp(a) + b**2 with a + b >= 1 in a disc of radius 1.2."""
    found = scipy.optimize.minimize(
        lambda x: np.exp(x[0]) + x[1] ** 2, [0.6, 0.6], method="trust-constr",
        jac=lambda x: np.array([np.exp(x[0]), 2 * x[1]]), hess=lambda x: np.diag([np.exp(x[0]), 2]),
        constraints=[
            scipy.optimize.LinearConstraint([[1, 1]], 1, np.inf),
            scipy.optimize.NonlinearConstraint(
                lambda x: x @ x, -np.inf, 1.44, jac=lambda x: 2 * x[None],
                hess=lambda x, v: 2 * v[0] * np.eye(2),
            ),
        ],
        options={"gtol": 1e-12, "xtol": 1e-14, "barrier_tol": 1e-12},
    )  # fmt: skip
    x, (line, disc) = found.x, found.v
    residuals = jc.kkt_residuals(
        [np.exp(x[0]), 2 * x[1]], ineq=[1 - x.sum(), x @ x - 1.44],
        ineq_jac=[[-1, -1], 2 * x], z=[-line[0], disc[0]],
    )  # fmt: skip
    parity(
        f"{BASE}.kkt_residuals", reference="scipy.optimize.minimize(method='trust-constr')",
        what="residuals of its solution with its multipliers", difference=residuals.largest,
        tolerance=1e-6,  # it stops with the barrier's products left in
    )  # fmt: skip
    wrong = jc.kkt_residuals(
        [np.exp(x[0]), 2 * x[1]], ineq=[1 - x.sum(), x @ x - 1.44],
        ineq_jac=[[-1, -1], 2 * x], z=[0.5, 0.2],
    )  # fmt: skip
    assert wrong.stationarity > 0.1
    assert wrong.complementarity > 0.1


def test_each_residual_measures_its_own_violation() -> None:
    qp = jc.QuadraticProgram(np.eye(2), [0.0, 0.0], [[-1.0, 0]], [-1.0], [[0, 1.0]], [2.0], ub=5.0)
    assert qp.kkt([1.0, 2.0], z=[1.0], y=[-2.0]).largest == 0
    assert vars(qp.kkt([1.0, 2.5], z=[1.0], y=[-2.0])) == {
        "stationarity": 0.5, "inequality": 0.0, "equality": 0.5, "sign": 0.0,
        "complementarity": 0.0,
    }  # fmt: skip
    assert vars(qp.kkt([0.75, 2.0], z=[-1.0], y=[-2.0], z_ub=[0.0, 1.0])) == {
        "stationarity": 1.75, "inequality": 0.25, "equality": 0.0, "sign": 1.0,
        "complementarity": 3.0,
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_multipliers_give_a_dual_value_above_a_feasible_point(seed: int) -> None:
    """Weak duality, and the Lagrangian is nowhere below its minimum."""
    rng = np.random.default_rng(seed)
    B, x = rng.standard_normal((4, 4)), rng.standard_normal(4)
    G, A = rng.standard_normal((3, 4)), rng.standard_normal((1, 4))
    qp = jc.QuadraticProgram(
        B @ B.T, rng.standard_normal(4), G, G @ x + rng.random(3), A, A @ x, lb=x - 1, ub=x + 2
    )
    duals = {"z": rng.random(3), "y": rng.standard_normal(1), "z_lb": rng.random(4),
             "z_ub": rng.random(4)}  # fmt: skip
    dual = qp.dual_value(**duals)
    scale = 1e-9 * (1 + abs(dual))
    assert dual <= qp.lagrangian(x, **duals) + scale
    assert qp.lagrangian(x, **duals) <= qp.value(x) + scale
    assert dual <= qp.lagrangian(rng.standard_normal(4), **duals) + scale


def test_dual_value_without_a_minimum_or_with_a_negative_multiplier() -> None:
    linear = jc.QuadraticProgram(None, [1.0, 0.0], [[-1.0, 0.0]], [0.0])
    assert linear.dual_value(z=[1.0]) == 0
    assert linear.dual_value(z=[0.5]) == -np.inf
    assert linear.dual_value(z=[-1.0]) == -np.inf


# Bad input ----------------------------------------------------------------------------------------

BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: jc.project_box([1.0], 2.0, 1.0), "lower: expected at most upper, got 2 > 1 at 0"),
    (lambda: jc.project_box([1.0], np.nan), "lower: expected numbers, got NaN"),
    (lambda: jc.project_box([1.0], [0.0, 1.0]), "lower: expected a shape that broadcasts"),
    (lambda: jc.project_box([1.0], np.inf), "lower: expected no bound of inf"),
    (lambda: jc.project_ball([1.0], -1.0), "radius: expected a finite number >= 0, got -1.0"),
    (lambda: jc.project_ball([1.0], 1.0, [1.0, 2.0]), "center: expected a number or shape"),
    (lambda: jc.project_simplex([]), "x: expected shape"),
    (lambda: jc.project_simplex([1.0], 0.0), "radius: expected a finite number > 0, got 0.0"),
    (lambda: jc.project_simplex([np.inf]), "x: expected finite numbers"),
    (lambda: jc.project_halfspace([1.0], [0.0], 1.0), "a: expected a normal"),
    (lambda: jc.project_halfspace([1.0], [1.0], [1.0]), "b: expected a number"),
    (lambda: jc.project_affine([1.0], [[1.0], [1.0]], [0.0, 1.0]), "equations that can be"),
    (lambda: jc.project_affine([1.0], [[1.0, 2.0]], [0.0]), "A: expected shape"),
    (lambda: jc.prox_l1([1.0], -1.0), "t: expected a finite number >= 0"),
    (lambda: jc.prox_elastic_net([1.0], l1_ratio=1.5), "l1_ratio: expected a number from 0 to 1"),
    (lambda: jc.prox_group_l2([1.0, 2.0], [0.0, 1.0]), "groups: expected 2 whole numbers from 0"),
    (lambda: jc.prox_group_l2([1.0], [0], weights=[-1.0]), "weights: expected numbers >= 0"),
    (lambda: jc.ista(sum, [0.0], lambda x: np.zeros(2), jc.prox_l1), "jac: expected an array of 1"),
    (lambda: jc.fista(sum, [0.0], sum, jc.prox_l1, restart="often"), "restart: expected"),  # type: ignore[arg-type]
    (lambda: jc.fista(sum, [0.0], sum, jc.prox_l1, restart="function"), "expected g as well"),
    (lambda: jc.ista(sum, [0.0], sum, jc.prox_l1, maxiter=0), "maxiter: expected a whole number"),
    (lambda: jc.kkt_residuals([1.0], ineq=[1.0]), "expected all three or none"),
    (lambda: jc.kkt_residuals([1.0], eq=[1.0], eq_jac=[[1.0, 2]], y=[1.0]), "eq_jac: expected"),
    (lambda: jc.QuadraticProgram([[1.0]], [1.0, 2.0]), r"P: expected shape \(2, 2\) to fit q"),
    (lambda: jc.QuadraticProgram(None, [1.0], G=[[1.0]]), "G, h: expected both or neither"),
    (lambda: jc.QuadraticProgram(None, [1.0], A=[[1.0, 2.0]], b=[1.0]), "A: expected shape"),
    (lambda: jc.QuadraticProgram(None, [1.0], lb=2.0, ub=1.0), "lb: expected at most ub"),
]


@pytest.mark.parametrize(("call", "message"), BAD)
def test_bad_input_is_named(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_wrong_types_are_named() -> None:
    with pytest.raises(TypeError, match="x: expected real numbers"):
        jc.project_box(["a"])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="t: expected a number, got str"):
        jc.prox_l1([1.0], "1")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="project: expected a function, got int"):
        jc.prox_indicator(3)  # type: ignore[arg-type]


def test_a_step_too_long_is_said_and_the_last_finite_point_kept() -> None:
    run = jc.ista(lambda x: 50 * x @ x, [1.0], lambda x: 100 * x, lambda v, t: v, learning_rate=1.0)
    assert run.status == 3
    assert "learning_rate <= 1/L" in run.message
    assert np.isfinite(run.x).all()
    wrong = jc.ista(lambda x: x @ x, [1.0], lambda x: -2 * x, lambda v, t: v)
    assert wrong.status == 2
    assert "jac may not be the gradient" in wrong.message
