"""Minimisers: identities of the theory, then SciPy, then the broken cases."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.optimize
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import optimize as jo

BASE = "journey.mathematics.optimize"
RNG = np.random.default_rng(7)

STIFF = np.geomspace(1, 1e4, 10)
PROBLEMS: dict[str, tuple[Any, Any, Any]] = {
    "Rosenbrock, 2": (jo.rosen, jo.rosen_der, [-1.2, 1.0]),
    "Rosenbrock, 10": (jo.rosen, jo.rosen_der, np.zeros(10)),
    "Beale": (jo.beale, jo.beale_der, [1.0, 1.0]),
    "Himmelblau": (jo.himmelblau, jo.himmelblau_der, [0.0, 0.0]),
    "stiff quadratic": (
        lambda x: 0.5 * np.dot(x, STIFF * x), lambda x: STIFF * np.asarray(x), np.ones(10),
    ),
}  # fmt: skip
QUASI = {
    "minimize_bfgs": ("BFGS", {"gtol": 1e-6}),
    "minimize_lbfgs": ("L-BFGS-B", {"gtol": 1e-6, "ftol": 0.0, "maxcor": 10, "maxfun": 10**6}),
    "minimize_cg": ("CG", {"gtol": 1e-6, "maxiter": 20_000}),
}


def _bowl(n: int = 6, condition: float = 50.0) -> jo.Quadratic:
    return jo.Quadratic.of_condition(n, condition, seed=3)


# Identities ---------------------------------------------------------------------------------------


def test_newton_solves_a_quadratic_in_one_step() -> None:
    bowl = _bowl()
    run = jo.minimize_newton(bowl, np.zeros(6), bowl.jac, bowl.hess)
    assert run.success
    assert run.nit == 1
    np.testing.assert_allclose(run.x, bowl.minimizer, atol=1e-12)


@pytest.mark.parametrize("n", [2, 5, 10])
def test_conjugate_gradient_solves_in_n_steps(n: int) -> None:
    bowl = _bowl(n, 30.0)
    run = jo.conjugate_gradient(bowl.A, bowl.b, rtol=1e-9)
    assert run.success
    assert run.nit <= n
    np.testing.assert_allclose(run.x, bowl.minimizer, atol=1e-7)


def test_conjugate_directions_are_conjugate() -> None:
    bowl = _bowl(12, 100.0)
    path = jo.conjugate_gradient(bowl.A, bowl.b, rtol=1e-10, return_all=True).allvecs
    assert path is not None
    steps = np.diff(path[:9], axis=0)
    steps /= np.sqrt(np.einsum("ij,jk,ik->i", steps, bowl.A, steps))[:, None]
    np.testing.assert_allclose(steps @ bowl.A @ steps.T, np.eye(8), atol=1e-9)


def test_bfgs_update_obeys_the_secant_equation_and_stays_symmetric_positive() -> None:
    bowl = _bowl(5)
    H = np.eye(5)
    for _ in range(10):
        s = RNG.standard_normal(5)
        y = bowl.A @ s
        before = H.copy()
        H_new = jo.bfgs_update(H, s, y)
        np.testing.assert_array_equal(H, before)
        np.testing.assert_allclose(H_new @ y, s, atol=1e-10)
        np.testing.assert_allclose(H_new, H_new.T, atol=1e-12)
        assert np.linalg.eigvalsh(H_new).min() > 0
        H = H_new


@pytest.mark.parametrize("count", [0, 1, 4, 9])
def test_two_loops_equal_the_matrix(count: int) -> None:
    bowl = _bowl(6)
    pairs = [(s, bowl.A @ s) for s in RNG.standard_normal((count, 6))]
    g = RNG.standard_normal(6)
    H = np.eye(6)
    if pairs:
        s, y = pairs[-1]
        H *= (s @ y) / (y @ y)
    for s, y in pairs:
        H = jo.bfgs_update(H, s, y)
    before = g.copy()
    np.testing.assert_allclose(jo.lbfgs_product(g, pairs), H @ g, atol=1e-10)
    np.testing.assert_array_equal(g, before)


@pytest.mark.parametrize("condition", [4.0, 25.0, 100.0])
def test_descent_and_momentum_shrink_the_error_as_derived(condition: float) -> None:
    bowl = _bowl(8, condition)
    root = math.sqrt(condition)
    descent = jo.minimize_gradient_descent(
        bowl, np.zeros(8), bowl.jac, learning_rate=2 / (condition + 1), gtol=1e-9, return_all=True
    )
    momentum = jo.minimize_momentum(
        bowl, np.zeros(8), bowl.jac, learning_rate=4 / (root + 1) ** 2,
        momentum=((root - 1) / (root + 1)) ** 2, gtol=1e-9, return_all=True,
    )  # fmt: skip
    for run, rate, slack in (
        (descent, (condition - 1) / (condition + 1), 0.005),
        (momentum, (root - 1) / (root + 1), 0.12),  # it is reached only up to a power of the step
    ):
        assert run.allvecs is not None
        error = np.linalg.norm(run.allvecs - bowl.minimizer, axis=1)
        k = len(error) // 2
        measured = (error[-1] / error[-k - 1]) ** (1 / k)
        assert measured == pytest.approx(rate, rel=slack)


def test_the_step_bound_is_sharp() -> None:
    bowl = _bowl(4, 20.0)
    below = jo.minimize_gradient_descent(
        bowl, np.zeros(4), bowl.jac, learning_rate=2 * 0.99 / 20, maxiter=20_000
    )
    above = jo.minimize_gradient_descent(
        bowl, np.zeros(4), bowl.jac, learning_rate=2 * 1.01 / 20, maxiter=20_000
    )
    assert below.success
    assert not above.success
    assert above.status == 3


def test_exact_steps_are_orthogonal() -> None:
    bowl = _bowl(5)
    path = jo.minimize_gradient_descent(
        bowl, np.zeros(5), bowl.jac, hess=bowl.hess, learning_rate="exact", maxiter=12,
        return_all=True,
    ).allvecs  # fmt: skip
    assert path is not None
    steps = np.diff(path, axis=0)
    steps /= np.linalg.norm(steps, axis=1)[:, None]
    assert np.abs(np.sum(steps[1:] * steps[:-1], axis=1)).max() < 1e-8


def test_momentum_zero_is_gradient_descent() -> None:
    bowl = _bowl(3)
    with_zero = jo.minimize_momentum(
        bowl, np.ones(3), bowl.jac, learning_rate=0.01, momentum=0.0, maxiter=50, return_all=True
    )
    plain = jo.minimize_gradient_descent(
        bowl, np.ones(3), bowl.jac, learning_rate=0.01, maxiter=50, return_all=True
    )
    np.testing.assert_allclose(with_zero.allvecs, plain.allvecs, atol=1e-13)


@settings(max_examples=60, deadline=None)
@given(
    x=st.lists(st.floats(-2, 2), min_size=2, max_size=2),
    c2=st.sampled_from([0.1, 0.4, 0.9]),
    first=st.floats(1e-3, 10),
)
def test_the_step_found_satisfies_the_strong_wolfe_conditions(
    x: list[float], c2: float, first: float
) -> None:
    point = np.array(x)
    g = jo.rosen_der(point)
    if np.abs(g).max() < 1e-6:
        return
    found = jo.line_search_wolfe(jo.rosen, jo.rosen_der, point, -g, alpha=first, c2=c2)
    assert found.success
    f0, slope = jo.rosen(point), -g @ g
    noise = 1e-9 * max(1.0, abs(f0))
    new = point - found.alpha * g
    assert jo.rosen(new) <= f0 + 1e-4 * found.alpha * slope + noise
    assert abs(jo.rosen_der(new) @ -g) <= c2 * abs(slope) + 1e-9


def test_backtracking_takes_the_first_step_that_decreases_enough() -> None:
    found = jo.backtracking(lambda x: x @ x, lambda x: 2 * x, [1.0], [-2.0], alpha=8.0)
    assert found.alpha == 0.5
    tried = [8.0 * 0.5**k for k in range(20)]
    expected = next(a for a in tried if (1 - 2 * a) ** 2 <= 1 - 1e-4 * a * 4)
    assert found.alpha == expected


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUASI)
def test_minimum_and_evaluations_against_scipy(name: str, parity: Callable[..., None]) -> None:
    # From one start the last digit decides which path a method takes, and with it a third of the
    # evaluations, on every processor otherwise. The median of 25 starts says what the method costs.
    method, options = QUASI[name]
    rng = np.random.default_rng(0)
    gaps, ratios = [], []
    for problem, (fun, der, x0) in PROBLEMS.items():
        counts = []
        for trial in range(25):
            start = np.asarray(x0) + 0.05 * (trial > 0) * rng.normal(size=len(x0))
            ours = getattr(jo, name)(fun, start, der, gtol=1e-6, maxiter=20_000)
            theirs = scipy.optimize.minimize(fun, start, jac=der, method=method, options=options)
            assert ours.success, (problem, trial)
            if trial == 0:
                gaps.append(abs(ours.fun - theirs.fun))
            counts.append(ours.nfev / theirs.nfev)
        ratios.append(np.median(counts))
    reference = f"scipy.optimize.minimize(method='{method}')"
    parity(f"{BASE}.{name}", reference=reference, what="minimum, 5 problems",
           difference=max(gaps), tolerance=1e-9)  # fmt: skip
    parity(f"{BASE}.{name}", reference=reference,
           what="evaluations, worst of 5 problems, each the median ratio of 25 starts",
           difference=max(ratios), tolerance=1.5)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "settings_"),
    [
        ("minimize_gradient_descent", {"maxiter": 60_000}),
        ("minimize_momentum", {"learning_rate": 1e-3, "momentum": 0.9, "maxiter": 60_000}),
        ("minimize_newton", {}),
    ],
)
def test_minimiser_against_scipy(
    name: str, settings_: dict[str, Any], parity: Callable[..., None]
) -> None:
    worst = 0.0
    for fun, der, hess, x0 in (
        (jo.rosen, jo.rosen_der, jo.rosen_hess, [-0.5, 0.5]),
        (jo.beale, jo.beale_der, jo.beale_hess, [2.0, 0.2]),
        (jo.himmelblau, jo.himmelblau_der, jo.himmelblau_hess, [2.5, 1.5]),
    ):
        extra = {"hess": hess} if name == "minimize_newton" else {}
        ours = getattr(jo, name)(fun, x0, jac=der, gtol=1e-8, **extra, **settings_)
        theirs = scipy.optimize.minimize(fun, x0, jac=der, hess=hess, method="trust-exact",
                                         options={"gtol": 1e-10})  # fmt: skip
        assert ours.success, (name, fun, ours.message)
        worst = max(worst, float(np.abs(ours.x - theirs.x).max()))
    parity(f"{BASE}.{name}", reference="scipy.optimize.minimize(method='trust-exact')",
           what="minimiser, 3 functions", difference=worst, tolerance=1e-6)  # fmt: skip


def test_linear_conjugate_gradient_against_scipy(parity: Callable[..., None]) -> None:
    worst = 0.0
    for n, condition in ((3, 10.0), (20, 100.0), (50, 1000.0)):
        bowl = _bowl(n, condition)
        ours = jo.conjugate_gradient(bowl.A, bowl.b, rtol=1e-10, maxiter=10 * n)
        exact = np.linalg.solve(bowl.A, bowl.b)
        worst = max(worst, float(np.abs(ours.x - exact).max()))
    parity(f"{BASE}.conjugate_gradient", reference="numpy.linalg.solve", what="solution, 3 systems",
           difference=worst, tolerance=1e-7)  # fmt: skip


@pytest.mark.parametrize("name", ["rosen", "rosen_der", "rosen_hess"])
def test_rosenbrock_against_scipy(name: str, parity: Callable[..., None]) -> None:
    points = [RNG.uniform(-2, 2, n) for n in (2, 3, 10) for _ in range(5)]
    worst = max(
        float(np.abs(getattr(jo, name)(p) - getattr(scipy.optimize, name)(p)).max()) for p in points
    )
    parity(f"{BASE}.{name}", reference=f"scipy.optimize.{name}", what="15 points",
           difference=worst, tolerance=1e-10)  # fmt: skip


@pytest.mark.parametrize("name", ["beale", "himmelblau"])
def test_derivatives_against_differences(name: str, parity: Callable[..., None]) -> None:
    fun, der, hess = (getattr(jo, name + suffix) for suffix in ("", "_der", "_hess"))
    worst_g = worst_h = 0.0
    for point in RNG.uniform(-2, 2, (20, 2)):
        g = scipy.optimize.approx_fprime(point, fun, 1e-7)
        worst_g = max(worst_g, float((np.abs(der(point) - g) / (1 + np.abs(g))).max()))
        H = scipy.optimize.approx_fprime(point, der, 1e-7)
        worst_h = max(worst_h, float((np.abs(hess(point) - H) / (1 + np.abs(H))).max()))
    for suffix, worst in (("_der", worst_g), ("_hess", worst_h)):
        parity(f"{BASE}.{name}{suffix}", reference="scipy.optimize.approx_fprime",
               what="20 points, relative", difference=worst, tolerance=1e-4)  # fmt: skip
    minimum = {"beale": ([3.0, 0.5], 0.0), "himmelblau": ([3.0, 2.0], 0.0)}[name]
    assert fun(minimum[0]) == minimum[1]
    assert np.abs(der(minimum[0])).max() < 1e-12


def test_differences_against_scipy(parity: Callable[..., None]) -> None:
    worst = worst_check = 0.0
    for point in RNG.uniform(-1.5, 1.5, (10, 4)):
        g = jo.rosen_der(point)
        worst = max(worst, float(np.abs(jo.approx_fprime(point, jo.rosen) - g).max()))
        ours = jo.check_grad(jo.rosen, lambda x: 1.01 * jo.rosen_der(x), point)
        theirs = scipy.optimize.check_grad(jo.rosen, lambda x: 1.01 * jo.rosen_der(x), point)
        worst_check = max(worst_check, abs(ours - theirs) / (1 + theirs))
    parity(f"{BASE}.approx_fprime", reference="scipy.optimize.rosen_der",
           what="10 points of Rosenbrock's function", difference=worst, tolerance=1e-5)  # fmt: skip
    parity(f"{BASE}.check_grad", reference="scipy.optimize.check_grad",
           what="a gradient off by 1%, relative",
           difference=worst_check, tolerance=1e-4)  # fmt: skip


def test_wolfe_search_against_the_exact_step(parity: Callable[..., None]) -> None:
    """With c2 close to 0 only the exact step along a quadratic is flat enough."""
    worst = 0.0
    for seed in range(10):
        bowl = jo.Quadratic.of_condition(4, 20.0, seed=seed)
        x = np.random.default_rng(seed).standard_normal(4)
        g = bowl.jac(x)
        exact = (g @ g) / (g @ bowl.A @ g)
        found = jo.line_search_wolfe(bowl, bowl.jac, x, -g, c1=1e-8, c2=1e-7, alpha=3 * exact)
        assert found.success
        worst = max(worst, abs(found.alpha - exact) / exact)
        theirs = scipy.optimize.line_search(bowl, bowl.jac, x, -g, c2=0.9)[0]
        ours = jo.line_search_wolfe(bowl, bowl.jac, x, -g, c2=0.9)
        for step in (theirs, ours.alpha):  # both accept a range of steps; both lie within it
            assert abs(bowl.jac(x - step * g) @ g) <= 0.9 * (g @ g)
    parity(f"{BASE}.line_search_wolfe", reference="exact step along a quadratic",
           what="step with c2 = 1e-7, 10 lines",
           difference=worst, tolerance=1e-6)  # fmt: skip


def test_backtracking_against_the_definition(parity: Callable[..., None]) -> None:
    wrong = 0.0
    for point in RNG.uniform(-2, 2, (20, 2)):
        g = jo.rosen_der(point)
        found = jo.backtracking(jo.rosen, jo.rosen_der, point, -g, alpha=1.0)
        a = 1.0
        while jo.rosen(point - a * g) > jo.rosen(point) - 1e-4 * a * (g @ g):
            a /= 2
        wrong = max(wrong, abs(found.alpha - a))
    parity(f"{BASE}.backtracking", reference="Armijo's condition, tried in a loop",
           what="step, 20 points", difference=wrong, tolerance=0)  # fmt: skip


@pytest.mark.parametrize("method", ["BFGS", "L-BFGS", "CG", "Newton"])
def test_minimize_dispatches(method: str, parity: Callable[..., None]) -> None:
    result = jo.minimize(jo.rosen, [-1.2, 1.0], method=method, jac=jo.rosen_der, tol=1e-8,
                         hess=jo.rosen_hess if method == "Newton" else None)  # fmt: skip
    parity(f"{BASE}.minimize", reference="closed form", what=f"Rosenbrock's minimiser, {method}",
           difference=float(np.abs(result.x - 1).max()), tolerance=1e-6)  # fmt: skip


# Behaviour ----------------------------------------------------------------------------------------

ALL = {
    "minimize_gradient_descent": {},
    "minimize_momentum": {"learning_rate": 0.01},
    "minimize_newton": {},
    "minimize_bfgs": {},
    "minimize_lbfgs": {},
    "minimize_cg": {},
}


def _call(name: str, fun: Any, x0: Any, jac: Any = None, **more: Any) -> jo.OptimizeResult:
    result: jo.OptimizeResult = getattr(jo, name)(fun, x0, jac, **ALL[name], **more)
    return result


@pytest.mark.parametrize("name", ALL)
def test_gradient_by_differences_when_none_is_given(name: str) -> None:
    bowl = _bowl(3, 5.0)
    run = _call(name, bowl, np.zeros(3), maxiter=3000)
    assert run.success, run.message
    np.testing.assert_allclose(run.x, bowl.minimizer, atol=1e-4)


@pytest.mark.parametrize("name", ALL)
def test_the_path_starts_at_the_start_and_ends_at_the_end(name: str) -> None:
    x0 = np.array([0.5, -0.5])
    keep = x0.copy()
    run = _call(name, jo.himmelblau, x0, jo.himmelblau_der, return_all=True, maxiter=500)
    assert run.allvecs is not None
    assert run.allvecs.shape == (run.nit + 1, 2)
    np.testing.assert_array_equal(run.allvecs[0], keep)
    np.testing.assert_array_equal(run.allvecs[-1], run.x)
    np.testing.assert_array_equal(x0, keep)


@pytest.mark.parametrize("name", ALL)
def test_starting_at_the_minimum_takes_no_step(name: str) -> None:
    run = _call(name, jo.himmelblau, [3.0, 2.0], jo.himmelblau_der)
    assert run.success
    assert run.nit == 0


@pytest.mark.parametrize("name", ALL)
def test_too_few_steps_are_reported(name: str) -> None:
    run = _call(name, jo.rosen, [-1.2, 1.0], jo.rosen_der, maxiter=1)
    assert not run.success
    assert run.status in (1, 3)


@pytest.mark.parametrize("name", ALL)
def test_a_callback_sees_each_step_and_may_stop(name: str) -> None:
    seen: list[Any] = []

    def stop_after_two(x: Any) -> None:
        seen.append(x)
        if len(seen) == 2:
            raise StopIteration

    run = _call(name, jo.rosen, [-1.2, 1.0], jo.rosen_der, callback=stop_after_two)
    assert len(seen) == 2
    assert run.status == 4
    assert not run.success


@pytest.mark.parametrize("name", ALL)
def test_a_function_without_a_floor_is_no_success(name: str) -> None:
    run = _call(name, lambda x: -float(x @ x), [1.0, 1.0], lambda x: -2 * x, maxiter=3000)
    assert not run.success


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(
    ("x0", "words"),
    [([math.nan], "x0: expected finite"), ([[1.0]], "x0: expected a vector"), ([], "x0")],
)
def test_bad_starts(name: str, x0: Any, words: str) -> None:
    with pytest.raises((ValueError, TypeError), match=words):
        _call(name, lambda x: float(np.sum(x**2)), x0)


def test_plain_newton_reports_that_it_stopped_at_a_maximum() -> None:
    x0 = [-0.2, -0.8]
    plain = jo.minimize_newton(
        jo.himmelblau, x0, jo.himmelblau_der, jo.himmelblau_hess, safeguard=False
    )
    safe = jo.minimize_newton(jo.himmelblau, x0, jo.himmelblau_der, jo.himmelblau_hess)
    assert not plain.success
    assert plain.status == 5
    assert "maximum" in plain.message
    assert safe.success
    assert safe.fun < 1e-12


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: jo.minimize(jo.rosen, [0, 0], method="magic"), "method: expected one of"),
        (lambda: jo.minimize(jo.rosen, [0, 0], options={"magic": 1}), "options: 'BFGS' takes"),
        (lambda: jo.minimize_momentum(jo.rosen, [0, 0], learning_rate=-1), "learning_rate"),
        (lambda: jo.minimize_momentum(jo.rosen, [0, 0], learning_rate=1, momentum=1), "momentum"),
        (lambda: jo.minimize_lbfgs(jo.rosen, [0, 0], memory=0), "memory: expected a whole"),
        (lambda: jo.minimize_bfgs(jo.rosen, [0, 0], c1=0.9, c2=0.1), "c1, c2: expected"),
        (lambda: jo.backtracking(jo.rosen, jo.rosen_der, [0, 0], [-1, 0]), "downhill"),
        (lambda: jo.line_search_wolfe(jo.rosen, jo.rosen_der, [0, 0], [0]), "shape of x"),
        (lambda: jo.bfgs_update(np.eye(1), np.ones(1), -np.ones(1)), "y @ s to be positive"),
        (lambda: jo.Quadratic([[1.0, 2.0], [0.0, 1.0]]), "symmetric"),
        (lambda: jo.Quadratic([[1.0, 0.0]]), "square"),
        (lambda: jo.conjugate_gradient(np.eye(2), np.ones(3)), "A: expected shape"),
        (lambda: jo.rosen([1.0]), "at least 2"),
    ],
)
def test_bad_arguments_are_named(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
