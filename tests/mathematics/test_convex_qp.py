"""Quadratic programs: KKT and every active set, then SciPy and scikit-learn, then broken ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from journey.mathematics import convex as jc
from journey.mathematics.convex import _interior_point as ipm
from journey.mathematics.convex._scaling import standard
from journey.mathematics.linalg import hilbert

BASE = "journey.mathematics.convex"


def _random(seed: int, *, bounds: bool = False) -> dict[str, Any]:
    """A feasible program; often with constraints that touch, sometimes with a singular P."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6))
    m, p = int(rng.integers(1, 9)), int(rng.integers(0, n))
    B, x = rng.standard_normal((n, n)), rng.standard_normal(n)
    G, A = rng.standard_normal((m, n)), rng.standard_normal((p, n))
    program = {
        "P": B @ B.T + 0.01 * np.eye(n), "q": rng.standard_normal(n),
        "G": G, "h": G @ x + rng.random(m) * (rng.random(m) > 0.3),
        "A": A if p else None, "b": A @ x if p else None,
    }  # fmt: skip
    if bounds:
        program |= {"lb": x - rng.random(n), "ub": x + rng.random(n)}
    return program


def _duals(run: jc.QPResult) -> dict[str, Any]:
    return {"z": run.z, "y": run.y, "z_lb": run.z_lb, "z_ub": run.z_ub}


# Identities ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_kkt_holds_and_the_dual_has_the_same_value(seed: int) -> None:
    program = _random(seed, bounds=seed % 2 == 0)
    qp, run = jc.QuadraticProgram(**program), jc.solve_qp(**program)
    assert run.success, run.message
    assert run.kkt is not None
    scale = 1 + max(np.abs(run.z).max(), np.abs(run.x).max(), abs(run.fun))
    assert run.kkt.largest <= 1e-8 * scale  # tol, times what the scaling can hide
    assert abs(run.gap) <= 1e-8 * scale
    assert qp.dual_value(**_duals(run)) == pytest.approx(run.fun, abs=1e-7 * scale)
    assert min(run.z.min(), run.z_lb.min(), run.z_ub.min()) >= 0


def test_interior_point_equals_every_active_set(parity: Callable[..., None]) -> None:
    worst = 0.0
    for seed in range(150):
        program = _random(seed)
        x, _, _ = jc.solve_qp_naive(**program)
        worst = max(worst, float(np.abs(jc.solve_qp(**program).x - x).max()))
    parity(
        f"{BASE}.solve_qp", reference="journey.mathematics.convex.solve_qp_naive",
        what="solution of 150 small programs", difference=worst, tolerance=1e-8,
    )  # fmt: skip


def test_multipliers_are_prices() -> None:
    """The optimal value falls by z for each unit that a constraint is loosened by."""
    P, q, G = np.array([[2.0, 0.5], [0.5, 1.0]]), [-4.0, -3.0], [[1.0, 1.0], [-1.0, 2.0]]
    for h in ([1.0, 2.0], [2.0, 0.5], [9.0, 9.0]):
        step = 1e-4
        price = jc.solve_qp(P, q, G, h).z
        for i in range(2):
            up, down = (jc.solve_qp(P, q, G, h + s * np.eye(2)[i]).fun for s in (step, -step))
            assert (down - up) / (2 * step) == pytest.approx(price[i], abs=1e-6)


def test_projections_are_quadratic_programs() -> None:
    rng = np.random.default_rng(3)
    for _ in range(10):
        x, normal = 3 * rng.standard_normal(6), rng.standard_normal(6)
        one = np.ones((1, 6))
        for ours, rows in (
            (jc.project_simplex(x), {"A": one, "b": [1.0], "lb": 0.0}),
            (jc.project_box(x, -1.0, 0.5), {"lb": -1.0, "ub": 0.5}),
            (jc.project_halfspace(x, normal, -1.0), {"G": normal[None], "h": [-1.0]}),
            (jc.project_affine(x, one, [2.0]), {"A": one, "b": [2.0]}),
        ):
            found = jc.solve_qp(np.eye(6), -x, **rows)
            np.testing.assert_allclose(found.x, ours, atol=1e-9)


def test_bounds_equal_rows_and_their_multipliers() -> None:
    program = _random(5, bounds=True)
    lb, ub = program.pop("lb"), program.pop("ub")
    eye = np.eye(len(lb))
    bounded = jc.solve_qp(**program, lb=lb, ub=ub)
    m = len(program["h"])
    program["G"] = np.concatenate([program["G"], -eye, eye])
    program["h"] = np.concatenate([program["h"], -lb, ub])
    rows = jc.solve_qp(**program)
    np.testing.assert_allclose(bounded.x, rows.x, atol=1e-9)
    ours = np.concatenate([bounded.z, bounded.z_lb, bounded.z_ub])
    np.testing.assert_allclose(ours, rows.z, atol=1e-7 * (1 + np.abs(ours).max()))
    assert len(bounded.z) == m


def test_inactive_multipliers_are_exactly_zero_and_bounds_are_met_exactly() -> None:
    run = jc.solve_qp(np.diag([3.0, 7.0, 1.0]), [-9.0, 1.0, -0.1], lb=0.1, ub=0.7)
    np.testing.assert_array_equal(run.x[:2], [0.7, 0.1])
    assert run.z_lb[0] == run.z_lb[2] == run.z_ub[1] == run.z_ub[2] == 0


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["SLSQP", "trust-constr"])
def test_against_scipys_general_methods(method: str, parity: Callable[..., None]) -> None:
    options = (
        {"ftol": 1e-15, "maxiter": 500} if method == "SLSQP"
        else {"gtol": 1e-12, "xtol": 1e-14, "barrier_tol": 1e-12, "maxiter": 2000}
    )  # fmt: skip
    worst = 0.0
    for seed in range(8 if method == "SLSQP" else 3):
        rng = np.random.default_rng(seed)
        n, m = 8, 6
        B, x = rng.standard_normal((n, n)), rng.standard_normal(n)
        P, q, G = B @ B.T + 0.1 * np.eye(n), 3 * rng.standard_normal(n), rng.standard_normal((m, n))
        h, A = G @ x + rng.random(m), rng.standard_normal((2, n))
        found = scipy.optimize.minimize(
            lambda v, P=P, q=q: 0.5 * v @ P @ v + q @ v, x, method=method,
            jac=lambda v, P=P, q=q: P @ v + q,
            hess=None if method == "SLSQP" else lambda v, P=P: P,
            constraints=[
                scipy.optimize.LinearConstraint(G, -np.inf, h),
                scipy.optimize.LinearConstraint(A, A @ x, A @ x),
            ],
            options=options,
        )  # fmt: skip
        run = jc.solve_qp(P, q, G, h, A, A @ x)
        worst = max(worst, float(np.abs(run.x - found.x).max()))
    parity(
        f"{BASE}.solve_qp", reference=f"scipy.optimize.minimize(method='{method}')",
        what="solution, 8 variables, 6 inequalities, 2 equations", difference=worst,
        tolerance=1e-6,
    )  # fmt: skip


def test_linear_programs_against_highs(parity: Callable[..., None]) -> None:
    """Small whole numbers: degenerate, redundant, infeasible and unbounded ones among them."""
    rng = np.random.default_rng(0)
    worst, disagreements, seen = 0.0, 0, set()
    for _ in range(250):
        n, m, p = int(rng.integers(1, 12)), int(rng.integers(1, 20)), int(rng.integers(0, 3))
        c, G = rng.integers(-3, 4, n), rng.integers(-3, 4, (m, n))
        h, A, b = rng.integers(-2, 6, m), rng.integers(-2, 3, (p, n)), rng.integers(-2, 3, p)
        lb, ub = rng.choice([0, -np.inf, -3], n), rng.choice([2, np.inf], n)
        ours = jc.solve_qp(None, c, G, h, A if p else None, b if p else None, lb, ub)
        theirs = scipy.optimize.linprog(c, G, h, A, b, bounds=np.array([lb, ub]).T)
        seen.add(theirs.status)
        disagreements += ours.status != theirs.status
        if theirs.status == 0:
            worst = max(worst, abs(ours.fun - theirs.fun))
    assert seen == {0, 2, 3}
    reference = "scipy.optimize.linprog(method='highs')"
    parity(
        f"{BASE}.solve_qp", reference=reference, what="status of 250 linear programs",
        difference=disagreements, tolerance=0,
    )  # fmt: skip
    parity(
        f"{BASE}.solve_qp", reference=reference, what="optimum of those that have one",
        difference=worst, tolerance=1e-7,
    )  # fmt: skip


def test_least_squares_with_bounds_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    M, b = rng.standard_normal((40, 15)), rng.standard_normal(40)
    for reference, theirs, bounds in (
        ("scipy.optimize.nnls", scipy.optimize.nnls(M, b)[0], {"lb": 0.0}),
        (
            "scipy.optimize.lsq_linear",
            scipy.optimize.lsq_linear(M, b, (-0.1, 0.1), method="bvls", tol=1e-14).x,
            {"lb": -0.1, "ub": 0.1},
        ),
    ):
        run = jc.solve_qp(M.T @ M, -M.T @ b, **bounds)
        parity(
            f"{BASE}.solve_qp", reference=reference, what="solution, 15 unknowns",
            difference=np.abs(run.x - theirs).max(), tolerance=1e-12,
        )  # fmt: skip


def _svm(K: Any, labels: Any, C: float) -> jc.QPResult:
    run = jc.solve_qp(
        np.outer(labels, labels) * K, -np.ones(len(K)), A=labels[None], b=[0.0], lb=0.0, ub=C
    )
    assert run.success, run.message
    return run


def test_the_dual_of_a_support_vector_machine(parity: Callable[..., None]) -> None:
    """libsvm keeps its kernel in single precision; with the same rounding all digits agree."""
    X, y = load_breast_cancer(return_X_y=True)
    X, labels = StandardScaler().fit_transform(X)[:300], np.where(y == 1, 1.0, -1.0)[:300]
    K = rbf_kernel(X, gamma=1 / 30)
    for C in (1.0, 10.0):
        model = SVC(C=C, kernel="precomputed", tol=1e-12).fit(K, labels)
        theirs = np.zeros(300)
        theirs[model.support_] = model.dual_coef_[0]
        exact, rounded = _svm(K, labels, C), _svm(K.astype(np.float32), labels, C)
        parity(
            f"{BASE}.solve_qp", reference="sklearn.svm.SVC.dual_coef_",
            what="kernel rounded to float32, as libsvm does",
            difference=np.abs(rounded.x * labels - theirs).max(), tolerance=1e-9,
        )  # fmt: skip
        np.testing.assert_array_equal(np.flatnonzero(rounded.x), np.sort(model.support_))
        assert model.intercept_[0] == pytest.approx(rounded.y[0], abs=1e-9)
        # not rounded, the answer is another one, and the conditions say which is better
        qp = jc.QuadraticProgram(
            np.outer(labels, labels) * K, -np.ones(300), A=labels[None], b=[0.0], lb=0.0, ub=C
        )
        assert qp.value(exact.x) <= qp.value(theirs * labels) + 1e-13
        assert np.abs(exact.x * labels - theirs).max() > 1e-8


def test_a_kernel_of_whole_numbers_needs_no_rounding(parity: Callable[..., None]) -> None:
    X, y = load_digits(n_class=2, return_X_y=True)
    X, labels = X[:200], np.where(y[:200] == 1, 1.0, -1.0)
    C = 2.0**-14  # the products go up to 2,000: with a larger C nothing is at the upper bound
    model = SVC(C=C, kernel="linear", tol=1e-12).fit(X, labels)
    run = _svm(X @ X.T, labels, C)
    theirs = np.zeros(200)
    theirs[model.support_] = model.dual_coef_[0]
    assert (run.x == C).any()
    parity(
        f"{BASE}.solve_qp", reference="sklearn.svm.SVC.dual_coef_",
        what="linear kernel on digits, whole numbers, relative to C",
        difference=np.abs(X.T @ (run.x * labels - theirs)).max() / C / 16, tolerance=1e-6,
    )  # fmt: skip


# No solution: the certificate is checked by itself ------------------------------------------------


def _holds_farkas(program: dict[str, Any], run: jc.QPResult) -> None:
    qp = jc.QuadraticProgram(**program)
    duals = (run.z, run.y, run.z_lb, run.z_ub)
    assert run.status == 2
    assert min(run.z.min(initial=0), run.z_lb.min(), run.z_ub.min()) >= 0
    assert qp.offset(*duals) == pytest.approx(-1, abs=1e-9)
    assert np.abs(qp.pull(*duals)).max() <= 1e-7
    assert run.fun == np.inf
    assert np.isnan(run.x).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
@example(1900)  # two of three rows are dependent, and x of the search for a proof ran off
def test_what_cannot_be_satisfied_is_proved(seed: int) -> None:
    """A random program, and the wish that a combination of its rows is below what they allow."""
    rng = np.random.default_rng(seed)
    program = _random(seed)
    weights = rng.random(len(program["h"]))
    row, most = weights @ program["G"], weights @ program["h"]
    gap = 0.1 + rng.random()
    program["G"] = np.concatenate([program["G"], -row[None]])
    program["h"] = np.append(program["h"], -most - gap)  # row x >= most + gap
    _holds_farkas(program, jc.solve_qp(**program))


def test_equations_that_contradict_each_other_and_bounds_out_of_reach() -> None:
    for program in (
        {"A": [[1.0, -1.0], [2.0, -2.0]], "b": [0.0, 1.0]},
        {"A": [[1.0, 1.0]], "b": [5.0], "ub": 2.0, "lb": 0.0},
        {"G": [[0.0, 0.0]], "h": [-1.0]},
        {"G": [[1.0, 0.0], [-1.0, 0.0]], "h": [1.0, -1.001]},
    ):
        for P in (None, np.eye(2)):
            whole = {"P": P, "q": [1.0, 1.0], **program}
            _holds_farkas(whole, jc.solve_qp(**whole))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_what_falls_for_ever_is_shown_the_way(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, k, m = 5, int(rng.integers(0, 4)), int(rng.integers(1, 6))
    way, B, x = rng.standard_normal(n), rng.standard_normal((n, k)), rng.standard_normal(n)
    B -= np.outer(way, way @ B) / (way @ way)  # P way = 0
    G, q = rng.standard_normal((m, n)), rng.standard_normal(n)
    G *= -np.sign(G @ way)[:, None]  # G way <= 0
    q -= way * (q @ way + 1) / (way @ way)  # q way = -1
    P = B @ B.T
    run = jc.solve_qp((P + P.T) / 2, q, G, G @ x + rng.random(m))
    assert run.status == 3
    assert run.fun == -np.inf
    assert q @ run.x == pytest.approx(-1)
    size = np.abs(run.x).max()
    assert np.abs(P @ run.x).max() <= 1e-6 * (1 + size)
    assert (G @ run.x).max() <= 1e-6 * (1 + size)


# Hard ones ----------------------------------------------------------------------------------------


def test_a_matrix_that_is_not_positive_semidefinite_is_refused() -> None:
    with pytest.raises(ValueError, match="smallest eigenvalue -1; the problem is not convex"):
        jc.solve_qp([[1.0, 0.0], [0.0, -1.0]], [0.0, 0.0])
    with pytest.raises(ValueError, match="P: expected a symmetric matrix"):
        jc.solve_qp([[1.0, 1.0], [0.0, 1.0]], [0.0, 0.0])
    rank_one = np.outer(np.arange(30) / 7, np.arange(30) / 7)  # eigenvalues of -1e-15
    assert jc.solve_qp(rank_one, np.ones(30), lb=-1.0, ub=1.0).success


@pytest.mark.parametrize("power", [3, 6, 12])
def test_units_do_not_matter(power: int) -> None:
    """Variables, rows and cost in units up to 10**power apart: the same answer."""
    rng = np.random.default_rng(power)
    B, q = rng.standard_normal((6, 6)), rng.standard_normal(6)
    P, G, h = B @ B.T + np.eye(6), rng.standard_normal((5, 6)), rng.random(5) - 0.3
    D, E = 10.0 ** rng.uniform(-power, power, 6), 10.0 ** rng.uniform(-power, power, 5)
    plain = jc.solve_qp(P, q, G, h)
    run = jc.solve_qp(1e-9 * P * np.outer(D, D), 1e-9 * q * D, G * D * E[:, None], h * E)
    np.testing.assert_allclose(run.x * D, plain.x, atol=1e-9)
    np.testing.assert_allclose(run.z * E / 1e-9, plain.z, atol=1e-7)


@pytest.mark.parametrize("n", [5, 8, 12])
def test_ill_conditioned_programs_are_solved_in_value(n: int) -> None:
    """On a Hilbert matrix many x are as good to 1e-16; the conditions hold, the x may differ."""
    H = hilbert(n)
    run = jc.solve_qp(H, -H.sum(axis=1), lb=0.0, ub=2.0)
    assert run.success
    assert run.kkt is not None
    assert run.kkt.largest < 1e-12
    assert run.fun == pytest.approx(-H.sum() / 2, abs=1e-12)
    if n == 5:
        np.testing.assert_allclose(run.x, 1, atol=1e-9)


def test_degenerate_constraints() -> None:
    # one point is feasible, and no interior exists
    run = jc.solve_qp(np.eye(2), [1.0, 1.0], [[1.0, 0.0], [-1.0, 0.0]], [1.0, -1.0])
    np.testing.assert_allclose(run.x, [1.0, -1.0], atol=1e-9)
    assert run.z[1] - run.z[0] == pytest.approx(2)  # only the difference is determined
    # the same constraint ten times: the multipliers add up to the price
    run = jc.solve_qp(np.eye(2), [-3.0, 0.0], np.tile([[1.0, 0.0]], (10, 1)), np.ones(10))
    np.testing.assert_allclose(run.x, [1.0, 0.0], atol=1e-9)
    assert run.z.sum() == pytest.approx(2)
    # a constraint that touches without pushing: both factors of s z are 0
    run = jc.solve_qp(np.eye(2), [-1.0, 0.0], [[1.0, 0.0]], [1.0])
    np.testing.assert_allclose(run.x, [1.0, 0.0], atol=1e-6)
    # repeated equations, and an equal pair of bounds
    run = jc.solve_qp(np.eye(2), [0.0, 0.0], A=[[1.0, 1], [2, 2]], b=[2.0, 4], lb=[0.5, 0.0],
                      ub=[0.5, 9.0])  # fmt: skip
    np.testing.assert_allclose(run.x, [0.5, 1.5], atol=1e-9)


# One variable and three constraints, none of which matters: the minimum, -0.529, is inside.
CIRCLE: dict[str, Any] = {
    "P": [[1.25856158]], "q": [0.66587293],
    "G": [[-0.94571147], [0.52948557], [1.51927844]], "h": [0.58465206, 0.91507183, 0.44431764],
}  # fmt: skip


def test_the_textbooks_corrector_can_go_round_in_circles() -> None:
    program, _ = standard(jc.QuadraticProgram(**CIRCLE))
    textbook = ipm.follow_path(program, 1e-9, 100, safeguard=False)
    assert textbook.status == 4
    gaps = np.array(textbook.gaps)
    np.testing.assert_allclose(gaps[-1], gaps[-4], rtol=1e-6)  # three points, over and over
    assert abs(gaps[-1] / gaps[-2] - 1) > 0.1
    run = jc.solve_qp(**CIRCLE)
    assert run.success
    assert run.x[0] == pytest.approx(-0.66587293 / 1.25856158, abs=1e-12)


def test_nothing_binds_and_nothing_is_given() -> None:
    run = jc.solve_qp([[2.0]], [-2.0])
    assert run.x[0] == pytest.approx(1)
    assert run.z.shape == (0,)
    assert jc.solve_qp(None, [0.0, 0.0]).success
    assert jc.solve_qp(None, [0.0, 1.0]).status == 3
    assert "nan" in repr(jc.solve_qp([[1.0]], [0.0], lb=2.0, G=[[1.0]], h=[1.0]))


def test_too_few_steps_are_said() -> None:
    program = _random(1)
    run = jc.solve_qp(**program, maxiter=1)
    assert (run.success, run.status) in {(False, 1), (True, 0)}
    program, limits = {"P": np.eye(9), "q": -np.arange(9.0)}, {"lb": 0.0, "ub": np.arange(9.0) / 3}
    run = jc.solve_qp(**program, **limits, A=np.ones((1, 9)), b=[4.0], maxiter=2)
    assert run.gaps.shape == (run.nit + 1,)


def test_inputs_are_left_as_they_were_and_runs_are_equal() -> None:
    program = _random(7, bounds=True)
    before = {name: None if value is None else value.copy() for name, value in program.items()}
    first, second = jc.solve_qp(**program), jc.solve_qp(**program)
    for name, value in before.items():
        np.testing.assert_array_equal(program[name], value)
    np.testing.assert_array_equal(first.x, second.x)


def test_naive_refuses_what_is_too_large_or_infeasible() -> None:
    with pytest.raises(ValueError, match="at most 14 rows, got 15"):
        jc.solve_qp_naive([[1.0]], [0.0], np.ones((15, 1)), np.ones(15))
    with pytest.raises(ValueError, match="nothing is feasible"):
        jc.solve_qp_naive([[1.0]], [0.0], [[1.0], [-1.0]], [0.0, -1.0])


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="tol: expected a finite number > 0"):
        jc.solve_qp([[1.0]], [0.0], tol=0.0)
    with pytest.raises(ValueError, match="maxiter: expected a whole number >= 1"):
        jc.solve_qp([[1.0]], [0.0], maxiter=0)
