"""Convex programs against SciPy's solvers, projections and lasso against plainer ways."""

from __future__ import annotations

import numpy as np
import scipy.optimize
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Lasso

from benchmarks.harness import Pair, case
from journey.mathematics import convex

BASE = "journey.mathematics.convex"


@case(
    f"{BASE}.project_simplex",
    reference=f"{BASE}.project_simplex_naive",
    label="1,000 vectors of 100 numbers",
)
def simplex() -> Pair:
    x = np.random.default_rng(0).standard_normal((1000, 100))

    def ours() -> object:
        return convex.project_simplex(x)

    def theirs() -> object:
        return convex.project_simplex_naive(x)

    np.testing.assert_allclose(ours(), theirs(), atol=1e-12)
    return ours, theirs


def _register(n: int, m: int) -> None:
    @case(
        f"{BASE}.solve_qp",
        reference="scipy.optimize.minimize(method='SLSQP')",
        label=f"{n} variables, {m} inequalities, one equation",
    )
    def prepare() -> Pair:
        rng = np.random.default_rng(n)
        B, x = rng.standard_normal((n, n)), rng.standard_normal(n)
        P, q, G = B @ B.T + 0.1 * np.eye(n), 3 * rng.standard_normal(n), rng.standard_normal((m, n))
        h, A = G @ x + rng.random(m), np.ones((1, n))
        constraints = [
            {"type": "ineq", "fun": lambda v: h - G @ v, "jac": lambda v: -G},
            {"type": "eq", "fun": lambda v: A @ (v - x), "jac": lambda v: A},
        ]

        def ours() -> convex.QPResult:
            return convex.solve_qp(P, q, G, h, A, A @ x)

        def theirs() -> scipy.optimize.OptimizeResult:
            return scipy.optimize.minimize(
                lambda v: 0.5 * v @ P @ v + q @ v, x, jac=lambda v: P @ v + q, method="SLSQP",
                constraints=constraints, options={"ftol": 1e-12, "maxiter": 1000},
            )  # fmt: skip

        np.testing.assert_allclose(ours().x, theirs().x, atol=1e-5)
        return ours, theirs


_register(10, 20)
_register(60, 100)


@case(
    f"{BASE}.solve_qp",
    reference="scipy.optimize.linprog(method='highs')",
    label="linear program, 60 variables, 120 inequalities",
)
def linear() -> Pair:
    rng = np.random.default_rng(1)
    G, x = rng.standard_normal((120, 60)), rng.standard_normal(60)
    h, c = G @ x + rng.random(120), -G.T @ rng.random(120)

    def ours() -> convex.QPResult:
        return convex.solve_qp(None, c, G, h)

    def theirs() -> scipy.optimize.OptimizeResult:
        return scipy.optimize.linprog(c, G, h, bounds=(None, None))

    assert abs(ours().fun - theirs().fun) < 1e-7
    return ours, theirs


@case(f"{BASE}.solve_qp", reference="scipy.optimize.nnls", label="60 rows, 30 unknowns")
def nonnegative() -> Pair:
    rng = np.random.default_rng(2)
    M, b = rng.standard_normal((60, 30)), rng.standard_normal(60)

    def ours() -> object:
        return convex.solve_qp(M.T @ M, -M.T @ b, lb=0.0).x

    def theirs() -> object:
        return scipy.optimize.nnls(M, b)[0]

    np.testing.assert_allclose(ours(), theirs(), atol=1e-9)
    return ours, theirs


@case(f"{BASE}.fista", reference="sklearn.linear_model.Lasso", label="diabetes, 442 rows")
def lasso() -> Pair:
    X, y = load_diabetes(return_X_y=True)
    X, y = X * np.sqrt(len(X)), (y - y.mean()) / y.std()
    start = np.zeros(X.shape[1])

    def ours() -> object:  # the Gram matrix is made anew each time, as scikit-learn's is
        gram, right = X.T @ X / len(X), X.T @ y / len(X)
        return convex.fista(
            lambda w: 0.5 * w @ gram @ w - right @ w, start, lambda w: gram @ w - right,
            lambda v, t: convex.prox_l1(v, 0.05 * t), gtol=1e-9,
            learning_rate=1 / np.linalg.eigvalsh(gram)[-1],
        ).x  # fmt: skip

    def theirs() -> object:
        model = Lasso(alpha=0.05, fit_intercept=False, precompute=True, tol=1e-12, max_iter=10_000)
        return model.fit(X, y).coef_

    np.testing.assert_allclose(ours(), theirs(), atol=1e-7)
    return ours, theirs
