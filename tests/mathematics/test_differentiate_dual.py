"""Dual numbers: their algebra, expressions against sympy, then what has no derivative."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from journey.mathematics import autograd
from journey.mathematics import differentiate as jd

BASE = "journey.mathematics.differentiate"
EPS = float(np.finfo(float).eps)


# Algebra ------------------------------------------------------------------------------------------


def test_epsilon_squared_is_zero() -> None:
    e = jd.Dual(0.0, 1.0)
    square = e * e
    assert (square.value, square.tangent) == (0, 0)
    product = jd.Dual(2.0, 3.0) * jd.Dual(5.0, 7.0)
    assert (product.value, product.tangent) == (10, 2 * 7 + 3 * 5)
    quotient = jd.Dual(2.0, 3.0) / jd.Dual(4.0, 5.0)
    assert (quotient.value, quotient.tangent) == (0.5, (3 * 4 - 2 * 5) / 16)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=6), st.integers(-4, 4))
def test_polynomials_are_exact(coefficients: list[int], x: int) -> None:
    def horner(t: Any) -> Any:
        total = 0.0
        for c in coefficients:
            total = total * t + c
        return total

    slope = np.polyval(np.polyder(coefficients), x)
    assert jd.grad(horner)(float(x)) == slope  # whole numbers: no rounding at all
    assert jd.grad(jd.grad(horner))(float(x)) == np.polyval(np.polyder(coefficients, 2), x)


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-2, 2), st.floats(-2, 2))
def test_directional_derivative_is_linear_and_the_jacobian_times_the_vector(
    x: float, y: float, a: float, b: float
) -> None:
    def f(t: Any) -> Any:
        return [np.sin(t[0] * t[1]), np.exp(t[0] / 4) * t[1] ** 2]

    point, u, v = np.array([x, y]), np.array([a, b]), np.array([b, -1.0])
    J = jd.jacfwd(f)(point)
    size = 1 + np.abs(J).max() * 12
    along = [jd.jvp(f, (point,), (w,))[1] for w in (u, v, 2 * u - v)]
    # A few operations are ordered differently, so a few roundings of the largest entry.
    np.testing.assert_allclose(along[0], J @ u, atol=8 * EPS * size)
    np.testing.assert_allclose(along[2], 2 * along[0] - along[1], atol=16 * EPS * size)


def test_perturbations_of_two_levels_are_not_confused() -> None:
    # d/dx (x * d/dy (x + y)) = d/dx (x * 1) = 1. One shared epsilon would give 2.
    got = jd.grad(lambda x: x * jd.grad(lambda y: x + y)(1.0))(1.0)
    assert float(got) == 1
    # d/dx x * (d/dy x y^2 at y = x) = d/dx 2 x^3 = 6 x^2.
    got = jd.grad(lambda x: x * jd.grad(lambda y: x * y**2)(x))(3.0)
    assert float(got) == 54


# Every rule ---------------------------------------------------------------------------------------


EXPRESSIONS = [
    "sin(x)*exp(-x**2)", "log(1+x**2)/x", "sqrt(x**2+1)", "(1+x)**x", "atan(x**3)", "tan(x/3)",
    "cosh(x)/(1+sinh(x)**2)", "exp(sin(5*x))", "asin(x/4)*acos(x/5)",
]  # fmt: skip


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_expressions_against_algebra_up_to_the_fourth_derivative(
    text: str, parity: Callable[..., None]
) -> None:
    X = sympy.Symbol("x")
    expression = sympy.sympify(text)
    f = sympy.lambdify(X, expression, "numpy")
    for order in range(1, 5):
        f = jd.grad(f)
        slope = sympy.diff(expression, X, order)
        for x in (0.3, 0.8, 1.9):
            truth = float(slope.subs(X, sympy.Float(x, 60)).evalf(40))
            # Each order at most quadruples the terms that cancel here.
            parity(f"{BASE}.grad", reference="sympy.diff, 40 digits",
                   what=f"derivative of order {order}, relative",
                   difference=abs(float(f(x)) - truth) / max(1, abs(truth)),
                   tolerance=50 * 4**order * EPS)  # fmt: skip


# Gradients, Jacobians, Hessians ------------------------------------------------------------------


def test_forward_agrees_with_the_reverse_mode_of_the_chain_rule() -> None:
    x = np.random.default_rng(1).normal(size=6)
    ours = jd.grad(lambda t: np.sum(np.tanh(t) * np.exp(t / 2)))(x)
    other = autograd.jacobian(lambda t: (autograd.tanh(t) * autograd.exp(t / 2)).sum(), x)
    np.testing.assert_allclose(ours, other.numpy(), rtol=1e-14)


def test_chunks_give_the_same_columns() -> None:
    x = np.random.default_rng(0).normal(size=(3, 3))

    def f(t: Any) -> Any:
        return np.sin(t @ t) + t.T

    whole = jd.jacfwd(f)(x)
    assert whole.shape == (3, 3, 3, 3)
    for size in (1, 2, 4, 9, 100):
        np.testing.assert_allclose(jd.jacfwd(f, chunk_size=size)(x), whole, rtol=1e-14, atol=1e-15)


# Where duals have no derivative, or the wrong one -------------------------------------------------


@pytest.mark.parametrize(
    ("f", "x", "message"),
    [
        (np.sqrt, 0.0, "sqrt: no finite derivative at 0"),
        (np.cbrt, 0.0, "cbrt: no finite derivative at 0"),
        (lambda x: x**0.5, 0.0, "power: no finite derivative at 0 and 0.5"),
        (lambda x: 1 / x, 0.0, "divide: no finite derivative at 1 and 0"),
        (np.log, [1.0, 0.0], "log: no finite derivative at 0"),
        (np.log, -1.0, "log: no finite derivative at -1"),
        (np.arcsin, 1.0, "no finite derivative at"),
        (np.exp, 1000.0, "exp: no finite derivative at 1000"),
        # The norm at 0, and the branch that where does not take.
        (lambda x: np.sqrt(np.sum(x**2)), [0.0, 0.0], "sqrt: no finite derivative at 0"),
        (lambda x: np.where(x > 0, np.sqrt(x), 0.0), [0.0, 1.0], "sqrt: no finite derivative at 0"),
    ],
)
def test_an_infinite_slope_is_an_error(f: Callable[[Any], Any], x: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        jd.jacfwd(f)(x)


def test_the_second_derivative_of_a_power_may_fail_alone() -> None:
    assert float(jd.grad(lambda x: x**1.5)(0.0)) == 0
    with pytest.raises(ValueError, match=r"power: no finite derivative at 0 and 0\.5"):
        jd.grad(jd.grad(lambda x: x**1.5))(0.0)
    for p, slopes in [(0, (0, 0)), (1, (1, 0)), (2, (0, 2)), (3, (0, 0))]:
        got = (
            float(jd.grad(lambda x, p=p: x**p)(0.0)),
            float(jd.grad(jd.grad(lambda x, p=p: x**p))(0.0)),
        )
        assert got == slopes


def test_conventions_at_corners_and_steps() -> None:
    assert float(jd.grad(np.abs)(0.0)) == 0
    assert float(jd.grad(lambda x: np.maximum(x, 0.0))(0.0)) == 0.5
    assert float(jd.grad(np.floor)(2.0)) == 0
    np.testing.assert_array_equal(jd.grad(np.max)([1.0, 3.0, 3.0]), [0, 0.5, 0.5])
    # The derivative there is of the branch that was taken, which is a constant.
    branch = jd.grad(lambda x: 0.0 if x == 0 else x)
    assert float(branch(0.0)) == 0  # wrong: the function is x
    assert float(branch(1e-300)) == 1


def test_nothing_is_dropped_in_silence() -> None:
    x = jd.Dual(0.5)
    for call, message in [
        (lambda: math.sin(x), "float.x. would drop the derivative"),
        (lambda: int(x), "would drop the derivative"),
        (lambda: np.array([x, x]), "join dual numbers with np.stack"),
        (lambda: np.sinc(x), "numpy.sinc has no rule"),
        (lambda: np.linalg.norm(x), "numpy.norm has no rule"),
        (lambda: np.sort(x), "numpy.sort has no rule"),
        (lambda: np.fmod(x, 2), "numpy.fmod has no rule"),
        (lambda: np.multiply.reduce(x), "numpy.multiply.reduce has no rule"),
        (lambda: np.add(x, 1, out=np.zeros(())), "has no rule"),
        (lambda: len(x), "a single number has no length"),
        (lambda: x.__setitem__(0, 1), "entries cannot be set"),
    ]:
        with pytest.raises(TypeError, match=message):
            call()


# Edges --------------------------------------------------------------------------------------------


def test_types_and_inputs() -> None:
    x = np.array([1.0, 2.0], np.float32)
    keep = x.copy()
    J = jd.jacfwd(lambda t: 2.0 * np.sin(t) / (1 + t**2) + t**3)(x)
    assert J.dtype == np.float32
    np.testing.assert_array_equal(x, keep)
    assert jd.grad(lambda t: t**2)(3).dtype == np.float64  # whole numbers are made floats
    assert jd.grad(lambda t: 1.0)(3.0) == 0  # does not depend on it
    np.testing.assert_array_equal(jd.jacfwd(lambda t: [t[0], 2.0])([1.0, 2.0]), [[1, 0], [0, 0]])
    assert jd.jacfwd(lambda t: t**2)(np.zeros(0)).shape == (0, 0)
    t = jd.Dual([1.0, 2.0], [3.0, 4.0])
    u = t
    u += 1
    np.testing.assert_array_equal(t.value, [1, 2])
    np.testing.assert_array_equal(u.value, [2, 3])
    assert (t.shape, t.size, t.ndim, t.dtype, len(t)) == ((2,), 2, 1, np.float64, 2)
    assert [float(v.tangent) for v in t] == [3, 4]
    assert bool((t > 1.5)[1])
    assert not t[0] > 1.5
    assert "Dual" in repr(jd.Dual(t, 1.0))


def test_nan_spreads_but_is_not_an_error() -> None:
    slope = jd.jvp(np.exp, ([np.nan, 0.0],), ([1.0, 1.0],))[1]
    np.testing.assert_array_equal(slope, [np.nan, 1.0])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-2, 2), min_size=3, max_size=3))
def test_hessian_of_a_quadratic_form_is_its_matrix(x: list[float]) -> None:
    A = np.array([[2.0, 1.0, 0.0], [-3.0, 4.0, 0.5], [0.25, 0.0, -1.0]])
    H = jd.jacfwd(jd.jacfwd(lambda t: t @ (A @ t)))(x)
    np.testing.assert_array_equal(H, A + A.T)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: jd.Dual("a"), TypeError, "value: expected real numbers, got <U1"),
        (lambda: jd.Dual([1.0, 2.0], [1.0]), ValueError, r"tangent: expected shape \(2,\)"),
        (lambda: jd.jvp(np.sin, 1.0, 1.0), TypeError, "expected tuples of primals and tangents"),
        (lambda: jd.jvp(np.sin, (1.0,), ()), ValueError, "jvp: expected 1 tangents, got 0"),
        (lambda: jd.jvp(np.sin, (1.0,), ([1.0],)), ValueError, r"tangents\[0\]: expected shape"),
        (lambda: jd.jacfwd(np.sin, chunk_size=0), ValueError, "chunk_size: expected at least 1"),
        (lambda: jd.jacfwd(np.sin, 1)(1.0), ValueError, "argnums: expected one of 1, got 1"),
        (lambda: jd.grad(np.sin)([1.0, 2.0]), ValueError, "func: expected to return one number"),
        (lambda: jd.grad(np.sin)(1j), TypeError, "expected real numbers, got complex128"),
        (lambda: jd.partial_derivative(np.sin, 1.0), ValueError, "indices: expected at least one"),
        (lambda: jd.partial_derivative(np.sum, [1.0], 3), IndexError, "out of bounds"),
        (lambda: jd.Dual([1.0, 2.0]).sum(axis=2), ValueError, "axis: expected -1 to 0, got 2"),
    ],
)
def test_bad_input(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
