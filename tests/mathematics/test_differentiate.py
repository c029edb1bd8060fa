"""Finite differences: exact weights, the two errors, honest estimates, then where they fail."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.differentiate
import scipy.special
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import differentiate as jd

BASE = "journey.mathematics.differentiate"
EPS = float(np.finfo(float).eps)
X = sympy.Symbol("x")

# Smooth, and computed without cancelling digits of their own on [-2.9, 2.9].
SMOOTH = [
    "sin(x)", "exp(x)", "exp(-x**2)*sin(3*x)", "1/(1+25*x**2)", "tanh(5*x)", "sqrt(x+4)",
    "atan(x)*x**3", "sin(50*x)", "x**7-3*x**2+1", "exp(sin(x))/(2+cos(x))", "cosh(x)**(-2)",
    "sin(exp(x))", "log(x+3.5)*x", "erf(x)",
]  # fmt: skip
# Their own digits cancel near 0: log(1 + x^2) and 1 - cos(x) are rounded next to 1.
CANCELLING = ["log(1+x**2)", "(1-cos(x))*x**2"]
PLACES = np.linspace(-2.9, 2.9, 41) + 0.0137


def compiled(text: str) -> Callable[[Any], Any]:
    return sympy.lambdify(X, sympy.sympify(text), ["numpy", "scipy"])  # type: ignore[no-any-return]


def exact(text: str, x: np.ndarray[Any, Any], times: int = 1) -> np.ndarray[Any, Any]:
    """Return the derivative found by algebra, evaluated with 40 digits at the very floats."""
    slope = sympy.diff(sympy.sympify(text), X, times)
    return np.array([float(slope.subs(X, sympy.Float(float(v), 60)).evalf(40)) for v in x])


def vector_function(x: Any) -> list[Any]:
    return [x[0] * x[1], np.sin(x[1] * x[2]), np.exp(x[0] - x[2]), x[2] ** 3 / (1 + x[0] ** 2)]


SYMBOLS = sympy.symbols("x0:3")
EXACT_VECTOR = sympy.Matrix([
    SYMBOLS[0] * SYMBOLS[1], sympy.sin(SYMBOLS[1] * SYMBOLS[2]),
    sympy.exp(SYMBOLS[0] - SYMBOLS[2]), SYMBOLS[2] ** 3 / (1 + SYMBOLS[0] ** 2),
])  # fmt: skip


def at(matrix: Any, x: Any) -> np.ndarray[Any, Any]:
    values = {s: sympy.Float(float(v), 60) for s, v in zip(SYMBOLS, x, strict=True)}
    return np.array(matrix.subs(values).evalf(40).tolist(), dtype=float)


# Identities ---------------------------------------------------------------------------------------


def test_weights_of_the_textbook() -> None:
    np.testing.assert_array_equal(jd.difference_weights([0, 1]), [-1, 1])
    np.testing.assert_allclose(jd.difference_weights([0, 1, 2]), [-1.5, 2, -0.5], rtol=1e-15)
    fourth = np.array([1, -8, 0, 8, -1]) / 12  # Abramowitz and Stegun, 25.3.6 and 25.3.24
    np.testing.assert_allclose(jd.difference_weights(np.arange(-2, 3)), fourth, rtol=1e-14)
    second = np.array([-1, 16, -30, 16, -1]) / 12
    np.testing.assert_allclose(jd.difference_weights(np.arange(-2, 3), 2), second, rtol=1e-14)
    np.testing.assert_array_equal(jd.difference_weights([0.5, 2.0, -1.0], 0).sum().round(12), 1)


@given(st.lists(st.integers(-8, 8), min_size=2, max_size=7, unique=True), st.data())
@settings(max_examples=60, deadline=None)
def test_weights_solve_the_equations_that_define_them(places: list[int], data: Any) -> None:
    m = data.draw(st.integers(0, len(places) - 1))
    weights = jd.difference_weights(places, m)
    # In fractions: the weights solve sum w_i s_i^k = m! for k = m, else 0.
    system = sympy.Matrix(len(places), len(places), lambda k, i: sympy.Integer(places[i]) ** k)
    right = sympy.Matrix([math.factorial(m) if k == m else 0 for k in range(len(places))])
    truth = np.array([float(Fraction(int(v.p), int(v.q))) for v in system.LUsolve(right)])
    np.testing.assert_allclose(weights, truth, rtol=1e-11, atol=1e-11 * np.abs(truth).max())


@pytest.mark.parametrize(
    ("method", "order"),
    [("forward", 1), ("backward", 2), ("forward", 3), ("central", 2), ("central", 4),
     ("central", 6)],
)  # fmt: skip
def test_exact_on_polynomials_up_to_the_order_and_not_beyond(method: str, order: int) -> None:
    for degree in range(order + 1):
        got = jd.finite_difference(lambda x, n=degree: x**n, 2.0, method=method, order=order,
                                   step=0.25)  # fmt: skip
        assert got == pytest.approx(degree * 2.0 ** (degree - 1), rel=1e-12, abs=1e-12)
    beyond = jd.finite_difference(lambda x: x ** (order + 1), 2.0, method=method, order=order,
                                  step=0.25)  # fmt: skip
    # The leading term of the error is the whole error here: C (p+1)! h^p.
    s = jd.difference_offsets(method, order)
    size = jd.difference_weights(s) @ s ** (order + 1) * 0.25**order
    assert beyond - (order + 1) * 2.0**order == pytest.approx(size, rel=1e-9)
    assert abs(size) > 1e-4


def test_error_is_below_truncation_plus_rounding_at_every_step() -> None:
    """The bound that gives the V: C |f'''| h^p + eta |f| sum |w| / h, for exp on [1, 1.5]."""
    x = np.linspace(1.0, 1.5, 33)  # with steps that are powers of two, x + s h is exact
    for method, order in [("forward", 1), ("central", 2), ("central", 4)]:
        s = jd.difference_offsets(method, order)
        w = jd.difference_weights(s)
        C = abs(w @ s ** (order + 1)) / math.factorial(order + 1)
        for h in 2.0 ** -np.arange(3, 45.0):
            top = np.exp(x + s.max() * h)
            error = np.abs(jd.finite_difference(np.exp, x, method=method, order=order, step=h)
                           - np.exp(x))  # fmt: skip
            # The next term of the series is smaller by h, and covered by exp's value at the far
            # end. A value is rounded once, and exp itself may be off by another rounding; so may
            # the products and sums of the formula, hence 2 eps.
            bound = 1.5 * C * top * h**order + 2 * EPS * top * np.abs(w).sum() / h
            assert (error <= bound).all(), (method, order, h)


def test_slopes_and_the_best_step_of_the_v() -> None:
    x = np.linspace(1.0, 1.5, 501)
    steps = 2.0 ** -np.arange(2, 46.0)
    for method, order in [("forward", 1), ("central", 2), ("central", 4)]:
        error = np.array([
            np.sqrt(np.mean((jd.finite_difference(np.exp, x, method=method, order=order, step=h)
                             / np.exp(x) - 1) ** 2)) for h in steps
        ])  # fmt: skip
        best = int(np.argmin(error))
        predicted = float(jd.optimal_step(method, order))  # exp: |f| = |f'''| and so on
        # The bound adds the roundings' sizes while they partly cancel, so the true best step is
        # smaller, by a factor of a few at most.
        assert predicted / 8 < steps[best] < 2 * predicted
        left, right = error[best + 8 : best + 18], error[max(best - 6, 0) : max(best - 2, 3)]
        rising = np.polyfit(np.log(steps[best + 8 : best + 18]), np.log(left), 1)[0]
        falling = np.polyfit(np.log(steps[max(best - 6, 0) : max(best - 2, 3)]), np.log(right), 1)[
            0
        ]
        assert rising == pytest.approx(-1, abs=0.1)
        assert falling == pytest.approx(order, abs=0.1)
        at_predicted = jd.finite_difference(np.exp, x, method=method, order=order)
        worst = np.sqrt(np.mean((at_predicted / np.exp(x) - 1) ** 2))
        assert worst < 4 * error[best]


def test_complex_step_has_no_cancellation() -> None:
    for text in ("sin(x)", "exp(x)/(x**2+1)", "sqrt(x+4)*cos(x)**3"):
        got = jd.finite_difference(compiled(text), PLACES, method="complex")
        truth = exact(text, PLACES)
        scale = np.abs(truth) + np.abs(compiled(text)(PLACES))
        # No subtraction of neighbours: what is left are the roundings of a handful of operations.
        assert np.max(np.abs(got - truth) / scale) < 32 * EPS
    for h in (1e-20, 1e-100, 1e-200):
        assert jd.finite_difference(np.exp, 0.0, method="complex", step=h) == 1.0


# The error estimate -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", SMOOTH)
def test_derivative_against_algebra_and_its_estimate_bounds_the_error(
    text: str, parity: Callable[..., None]
) -> None:
    result = jd.derivative(compiled(text), PLACES)
    truth = exact(text, PLACES)
    error = np.abs(result.df - truth)
    assert (error <= result.error).all()  # at each of 41 places, for each function
    # And it is no empty promise: within 1e-9 of the function's own size of slope.
    size = np.abs(truth).max()
    assert np.max(result.error) < 1e-9 * size
    # Rounding at the steps that are kept, near 0.05 of the function's scale: 4 eps / 0.05 times the
    # extrapolation's weights, and up to 50 times that where the scale is a fiftieth (sin 50x).
    parity(f"{BASE}.derivative", reference="sympy.diff, 40 digits",
           what="first derivative, relative to the largest slope",
           difference=np.max(error) / size, tolerance=1e-11)  # fmt: skip


def test_the_estimate_holds_once_the_noise_of_the_function_is_stated() -> None:
    """A function that loses digits by itself is less exact than assumed; `noise` says so."""
    for text in CANCELLING:
        x = PLACES[np.abs(PLACES) < 0.6]
        f = compiled(text)
        # 1 + x^2 and 1 - cos(x) are off by eps, absolutely: relative to f that is eps / x^2, twice.
        noise = float(np.max(4 * EPS / x**2))
        result = jd.derivative(f, x, noise=noise)
        assert (np.abs(result.df - exact(text, x)) <= result.error).all()


@given(
    st.floats(-20, 20), st.floats(0.1, 30), st.floats(-3, 3), st.floats(-5, 5), st.floats(0.05, 3)
)
@settings(max_examples=150, deadline=None)
def test_the_estimate_holds_for_waves_and_bumps(
    x: float, k: float, a: float, shift: float, width: float
) -> None:
    def f(t: Any) -> Any:
        return np.sin(k * t) + a * np.exp(-(((t - shift) / width) ** 2))

    def slope(t: float) -> sympy.Float:
        T, K, A, S, W = (sympy.Float(v, 50) for v in (t, k, a, shift, width))
        u = (T - S) / W
        return K * sympy.cos(K * T) - 2 * A * u / W * sympy.exp(-(u**2))

    result = jd.derivative(f, x)
    # The two parts may cancel; their sizes are what rounding follows.
    assert abs(float(result.df - slope(x))) <= result.error + 8 * EPS * k * (1 + abs(k * x))


def test_derivative_and_scipy(parity: Callable[..., None]) -> None:
    ours_out = theirs_out = 0
    for text in SMOOTH:
        f, truth = compiled(text), exact(text, PLACES)
        with warnings.catch_warnings(action="ignore"):  # SciPy's steps leave the domain, too
            theirs = scipy.differentiate.derivative(f, PLACES, tolerances={"rtol": 1e-13})
        ours = jd.derivative(f, PLACES)
        ours_out += int(np.sum(np.abs(ours.df - truth) > ours.error))
        theirs_out += int(np.sum(np.abs(theirs.df - truth) > theirs.error))
        settled = theirs.error < 1e-6 * np.abs(truth).max()
        assert settled.mean() > 0.4
        gap = np.abs(ours.df - theirs.df)[settled] / np.abs(truth).max()
        # Only as near as the reference says that it is: `settled` asks for 1e-6.
        parity(f"{BASE}.derivative", reference="scipy.differentiate.derivative",
               what="first derivative, relative to the largest slope",
               difference=np.max(gap), tolerance=1e-6)  # fmt: skip
    assert ours_out == 0
    assert theirs_out > 0  # its estimate leaves rounding out: see the note


def test_one_sided_derivatives() -> None:
    for side in (-1, 1):
        result = jd.derivative(np.exp, PLACES, step_direction=side)
        assert (np.abs(result.df - np.exp(PLACES)) <= result.error).all()
        assert np.max(result.error / np.exp(PLACES)) < 1e-8
        slope = jd.derivative(np.abs, 0.0, step_direction=side)
        assert slope.df == side
        assert slope.success
    edge = jd.derivative(lambda x: np.where(x < 0, np.nan, x**1.5), 0.0, step_direction=1)
    assert not edge.success  # no power series there: the error terms are roots of the step


def test_jacobian_and_hessian_against_algebra(parity: Callable[..., None]) -> None:
    for seed in range(5):
        x = np.random.default_rng(seed).normal(size=3)
        result = jd.jacobian(vector_function, x)
        truth = at(EXACT_VECTOR.jacobian(SYMBOLS), x)
        assert (np.abs(result.df - truth) <= result.error).all()
        gap = np.max(np.abs(result.df - truth)) / np.abs(truth).max()
        parity(f"{BASE}.jacobian", reference="sympy.Matrix.jacobian, 40 digits",
               what="largest entry's error, relative", difference=gap, tolerance=1e-11)  # fmt: skip
        for k, part in enumerate(EXACT_VECTOR):
            second = jd.hessian(lambda v, k=k: vector_function(v)[k], x)
            truth = at(sympy.hessian(part, SYMBOLS), x)
            assert (np.abs(second.ddf - truth) <= second.error).all()
            np.testing.assert_array_equal(second.ddf, second.ddf.T)
            gap = np.max(np.abs(second.ddf - truth)) / np.abs(truth).max()
            parity(f"{BASE}.hessian", reference="sympy.hessian, 40 digits",
                   what="largest entry's error, relative", difference=gap,
                   tolerance=1e-8)  # fmt: skip


def test_jacobian_and_hessian_against_scipy(parity: Callable[..., None]) -> None:
    x = np.array([0.3, -1.2, 0.8])
    theirs = scipy.differentiate.jacobian(lambda v: np.stack(vector_function(v)), x)
    gap = np.max(np.abs(jd.jacobian(vector_function, x).df - theirs.df))
    # SciPy stops once its own estimate is below the root of machine epsilon.
    parity(f"{BASE}.jacobian", reference="scipy.differentiate.jacobian", what="largest difference",
           difference=gap, tolerance=1e-8)  # fmt: skip
    for k in range(4):
        second = scipy.differentiate.hessian(lambda v, k=k: vector_function(v)[k] + 0 * v[0], x)
        gap = np.max(np.abs(jd.hessian(lambda v, k=k: vector_function(v)[k], x).ddf - second.ddf))
        # SciPy differentiates its own first derivatives, so its error is multiplied by 1 / step.
        parity(f"{BASE}.hessian", reference="scipy.differentiate.hessian",
               what="largest difference", difference=gap, tolerance=1e-6)  # fmt: skip


def test_steps_that_a_wave_fits_do_not_agree_on_a_wrong_slope() -> None:
    """The first steps at 1e8 are millions of periods of a sine; halving them aliases."""
    truth = float(sympy.cos(sympy.Integer(10**8)).evalf(30))
    result = jd.derivative(np.sin, 1e8)
    assert abs(result.df - truth) <= result.error < 1e-5
    halved = jd.derivative(np.sin, 1e8, step_factor=2.0)
    assert halved.error < 1e-12  # five steps agree to six digits,
    assert abs(halved.df - truth) > 0.3  # on another number
    rng = np.random.default_rng(0)
    for x in rng.uniform(-1e6, 1e6, 50):
        result = jd.derivative(np.sin, x)
        truth = float(sympy.cos(sympy.Float(x, 60)).evalf(30))
        assert abs(result.df - truth) <= result.error < 1e-6


# Where differences fail ---------------------------------------------------------------------------


def test_a_kink_is_noticed() -> None:
    result = jd.derivative(np.abs, [-1.0, 0.0, 1.0])
    np.testing.assert_array_equal(result.status, [0, -4, 0])
    np.testing.assert_array_equal(result.df, [-1, 0, 1])
    assert result.error[1] == pytest.approx(1)  # half of the jump of the slope
    relu = jd.jacobian(lambda x: np.maximum(x, 0), [0.0, 2.0])
    assert relu.status[0, 0] == -4
    assert relu.df[1, 1] == 1
    assert jd.derivative(lambda x: x * np.abs(x), 0.0).status != -4  # its slope has no jump


def test_a_jump_never_counts_as_success() -> None:
    for x in (0.0, 1.0):
        result = jd.derivative(lambda t, x=x: np.where(t < x, 0.0, 1.0) + t, x)
        assert not result.success
        assert result.error > 0.1
    assert not jd.derivative(lambda t: np.cbrt(t), 0.0).success  # its slope is infinite there


def test_a_place_outside_the_domain() -> None:
    result = jd.derivative(lambda x: np.log(np.where(x > 0, x, np.nan)), [-1.0, 1e-3])
    np.testing.assert_array_equal(result.status, [-3, 0])
    assert np.isnan(result.df[0])
    assert np.isinf(result.error[0])
    assert abs(result.df[1] - 1000) <= result.error[1] < 1e-5


def test_noise_is_measured_where_it_is_stated() -> None:
    rng = np.random.default_rng(0)
    calls = 40
    ignored = stated = 0
    for _ in range(calls):

        def f(x: Any) -> Any:
            return np.exp(x) * (1 + 1e-6 * rng.uniform(-1, 1, np.shape(x)))

        plain, told = jd.derivative(f, 1.0), jd.derivative(f, 1.0, noise=1e-6)
        ignored += abs(plain.df - math.e) > plain.error
        stated += abs(told.df - math.e) > told.error
        assert told.error < 1e-3
    assert stated == 0
    assert ignored > 0  # without being told, agreement by chance is taken for convergence


def test_cancellation_of_a_large_constant() -> None:
    result = jd.derivative(lambda x: 1e12 + np.sin(x), 1.0)
    assert abs(result.df - math.cos(1)) <= result.error
    assert result.error > 1e-5  # 12 digits went into the constant
    assert not result.success


def test_the_complex_step_needs_an_analytic_function() -> None:
    with pytest.raises(TypeError, match="expected complex numbers for complex ones, got float64"):
        jd.finite_difference(np.abs, 1.0, method="complex")


# Edges --------------------------------------------------------------------------------------------


def test_shapes_scalars_and_arguments() -> None:
    x = np.array([[0.1, 0.2], [0.3, 0.4]])
    keep = x.copy()
    result = jd.derivative(lambda x, a, b: a * x**2 + b, x, args=(3.0, 1.0))
    np.testing.assert_allclose(result.df, 6 * x, rtol=1e-12)
    np.testing.assert_array_equal(x, keep)
    assert result.nfev == 2 * result.nit + 1
    assert isinstance(jd.derivative(np.sin, 0).df, float)
    assert jd.jacobian(lambda x: x @ x, [1, 2]).df.shape == (2,)
    assert jd.jacobian(lambda x: np.outer(x, x), [1.0, 2, 3]).df.shape == (3, 3, 3)
    assert jd.derivative(np.sin, np.zeros(0)).df.shape == (0,)
    assert jd.hessian(lambda x: x[0] ** 2, [3.0]).ddf[0, 0] == pytest.approx(2)

    def vandal(x: Any) -> Any:
        y = x @ x
        x[:] = 0
        return y

    np.testing.assert_allclose(jd.jacobian(vandal, [1.0, 2.0]).df, [2, 4], rtol=1e-10)


def test_large_and_small_places() -> None:
    for x in (1e-9, 1e8, -3e12, 1e150):
        result = jd.derivative(lambda t: t**2, x)
        assert abs(result.df - 2 * x) <= result.error <= 1e-9 * max(1, abs(x))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: jd.derivative(3, 1.0), TypeError, "f: expected a function, got int"),
        (lambda: jd.derivative(np.sin, "a"), TypeError, "x: expected real numbers, got <U1"),
        (lambda: jd.derivative(np.sin, np.inf), ValueError, "x: expected finite numbers"),
        (lambda: jd.derivative(np.sin, 1.0, maxiter=0), ValueError, "maxiter: expected at least 1"),
        (lambda: jd.derivative(np.sin, 1.0, step_factor=1), ValueError, "step_factor: .* above 1"),
        (lambda: jd.derivative(np.sin, 1.0, step_direction=2), ValueError, "step_direction: exp"),
        (lambda: jd.derivative(np.sin, 1.0, initial_step=-1), ValueError, "initial_step: expected"),
        (lambda: jd.derivative(np.sin, 1.0, noise=-1), ValueError, "noise: expected a number"),
        (lambda: jd.derivative(np.sin, 1.0, tolerances={"x": 1}), ValueError, "expected atol and"),
        (lambda: jd.derivative(lambda x: 1j * x, 1.0), TypeError, "real numbers, got complex128"),
        (lambda: jd.jacobian(np.sin, [[1.0]]), ValueError, "x: expected a vector, got shape"),
        (
            lambda: jd.hessian(np.sin, [1.0, 2.0]),
            ValueError,
            r"return one number, got shape \(2,\)",
        ),
        (lambda: jd.difference_weights([0, 0]), ValueError, "offsets: expected different numbers"),
        (lambda: jd.difference_weights([0, 1], 2), ValueError, "derivative: expected 0 to 1"),
        (lambda: jd.difference_offsets("central", 3), ValueError, "order: expected an even number"),
        (lambda: jd.difference_offsets("left", 1), ValueError, "method: expected one of"),
        (lambda: jd.finite_difference(np.sin, 0, method="x"), ValueError, "method: expected one"),
        (lambda: jd.finite_difference(np.sin, 0, step=0), ValueError, "step: expected positive"),
        (lambda: jd.finite_difference(np.sin, 1e9, step=1e-9), ValueError, "got one lost"),
        (lambda: jd.optimal_step(noise=0), ValueError, "expected positive numbers"),
    ],
)
def test_bad_input(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
