"""Dual numbers against torch.func: every rule, matrices of derivatives, whole arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy

from journey.mathematics import differentiate as jd
from journey.mathematics.differentiate._rules import BINARY, UNARY

torch = pytest.importorskip("torch", reason="PyTorch, the reference, is not installed")
tf = torch.func
torch.set_num_threads(1)
# PyTorch's own forward mode is made with it.
pytestmark = pytest.mark.filterwarnings("ignore:.torch.jit.script.:DeprecationWarning")

BASE = "journey.mathematics.differentiate"
EPS = float(np.finfo(float).eps)

EVERYWHERE = np.array([-2.3, -0.7, -0.1, 0.2, 0.9, 1.4, 3.1])
INSIDE = np.array([-0.9, -0.4, 0.05, 0.3, 0.8])  # of (-1, 1)
ABOVE = np.array([1e-3, 0.2, 0.9, 1.0, 1.7, 42.0])
RANGES = dict.fromkeys(("arcsin", "arccos", "arctanh", "log1p"), INSIDE)
RANGES |= dict.fromkeys(("log", "log2", "log10", "sqrt", "cbrt"), ABOVE)
RANGES["arccosh"] = ABOVE[-2:]
TORCH = {"rint": torch.round, "fabs": torch.abs, "power": torch.pow, "divide": torch.div,
         "cbrt": lambda x: torch.pow(x, 1 / 3)}  # fmt: skip


def relative(ours: Any, theirs: Any) -> float:
    a, b = np.asarray(ours), np.asarray(theirs)
    assert a.shape == b.shape
    return float(np.max(np.abs(a - b) / np.maximum(1, np.abs(b)), initial=0.0))


# Functions in NumPy's and torch's common words: `lib` is numpy or torch.
def rosen(lib: Any, x: Any) -> Any:
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def logsumexp(lib: Any, x: Any) -> Any:
    top = x.max() if lib is torch else np.max(x)
    return top + lib.log(lib.exp(x - top).sum())


def wave(lib: Any, x: Any) -> Any:
    return lib.sin(x[0] * x[1]) * lib.tanh(x[2]) + x[0] ** x[1] / (1 + lib.exp(-x[2]))


def layer(lib: Any, x: Any) -> Any:
    W = np.random.default_rng(3).normal(size=(4, 3))
    W = torch.tensor(W) if lib is torch else W
    return lib.tanh(W @ x) / (1 + x @ x)


def table(lib: Any, x: Any) -> Any:
    M = lib.stack([x, x**2, lib.cos(x)])
    return (M @ M.T)[[0, 2], 1:] * M.sum(1)[0] - M[..., 0].mean()


FUNCTIONS = [rosen, logsumexp, wave, layer, table]
POINT = np.array([0.7, 1.3, -0.4])


@pytest.mark.parametrize("name", UNARY)
def test_unary_rules_against_torch(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(np, name), TORCH.get(name) or getattr(torch, name)
    x = RANGES.get(name, EVERYWHERE)
    ones = np.ones_like(x)

    def slope(t: Any) -> Any:
        return jd.jvp(ours, (t,), (ones,))[1]

    def torch_slope(t: Any) -> Any:
        return tf.jvp(theirs, (t,), (torch.ones_like(t),))[1]

    value, first = jd.jvp(ours, (x,), (ones,))
    np.testing.assert_array_equal(value, ours(x))
    second = jd.jvp(slope, (x,), (ones,))[1]
    t = torch.tensor(x)
    want = torch_slope(t), tf.jvp(torch_slope, (t,), (torch.ones_like(t),))[1]
    # A rule is up to five roundings; at these places none of them is magnified beyond 50 times.
    parity(f"{BASE}.Dual", reference="torch.func.jvp", what="each ufunc's slope, relative",
           difference=relative(first, want[0].numpy()), tolerance=250 * EPS)  # fmt: skip
    parity(f"{BASE}.Dual", reference="torch.func.jvp", what="each ufunc's second slope, relative",
           difference=relative(second, want[1].numpy()), tolerance=2000 * EPS)  # fmt: skip


@pytest.mark.parametrize("name", BINARY)
def test_binary_rules_against_torch(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = getattr(np, name), TORCH.get(name) or getattr(torch, name)
    a = np.array([[0.3, 1.0, 2.5], [0.9, 1.9, 4.0]])
    b = np.array([0.4, 1.0, -1.5])  # broadcasts; 1 and 1 are a tie
    da, db = np.sin(a), np.cos(b)
    got = jd.jvp(ours, (a, b), (da, db))[1]
    want = tf.jvp(theirs, tuple(map(torch.tensor, (a, b))), tuple(map(torch.tensor, (da, db))))[1]
    parity(f"{BASE}.Dual", reference="torch.func.jvp", what="each ufunc's slope, relative",
           difference=relative(got, want.numpy()), tolerance=50 * EPS)  # fmt: skip
    for argnum in (0, 1):
        J = jd.jacfwd(ours, argnum)(a, b)
        want = tf.jacfwd(theirs, argnum)(torch.tensor(a), torch.tensor(b)).numpy()
        assert relative(J, want) < 50 * EPS


def test_tanh_keeps_its_digits_where_torch_has_none() -> None:
    x = np.array([-30.0, -20.0, 15.0, 18.0, 25.0, 300.0])
    got = jd.jvp(np.tanh, (x,), (np.ones(6),))[1]
    truth = [float(sympy.sech(sympy.Float(float(v), 40)).evalf(30) ** 2) for v in x]
    np.testing.assert_allclose(got, truth, rtol=8 * EPS)
    t = torch.tensor(x)
    theirs = tf.jvp(torch.tanh, (t,), (torch.ones_like(t),))[1]
    assert theirs[1] == 0  # 1 - y^2
    third = jd.grad(jd.grad(jd.grad(np.tanh)))(0.0)
    assert float(third) == pytest.approx(-2, rel=1e-15)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_jacobian_and_hessian_against_torch(
    f: Callable[..., Any], parity: Callable[..., None]
) -> None:
    for seed in range(4):
        x = POINT + 0.1 * np.random.default_rng(seed).normal(size=3)
        t = torch.tensor(x)
        J = jd.jacfwd(lambda v: f(np, v))(x)
        want = tf.jacfwd(lambda v: f(torch, v))(t).numpy()
        parity(f"{BASE}.jacfwd", reference="torch.func.jacfwd", what="Jacobian, relative",
               difference=relative(J, want), tolerance=100 * EPS)  # fmt: skip
        H = jd.jacfwd(jd.jacfwd(lambda v: f(np, v)))(x)
        want = tf.hessian(lambda v: f(torch, v))(t).numpy()
        parity(f"{BASE}.jacfwd", reference="torch.func.hessian",
               what="jacfwd of jacfwd, relative", difference=relative(H, want),
               tolerance=1000 * EPS)  # fmt: skip
        np.testing.assert_allclose(H, np.swapaxes(H, -1, -2), atol=1e-12 * (1 + np.abs(H).max()))


def test_jvp_grad_hvp_and_partials_agree_with_the_matrices(parity: Callable[..., None]) -> None:
    x, v = np.array([0.3, -0.7, 1.1, 0.4]), np.array([1.0, -2.0, 0.5, 0.0])

    def f(t: Any) -> Any:
        return rosen(np, t)

    def torch_f(t: Any) -> Any:
        return rosen(torch, t)

    g, H = jd.grad(f)(x), jd.jacfwd(jd.jacfwd(f))(x)
    value, product = jd.hvp(f, x, v)
    assert float(value) == pytest.approx(float(f(x)), rel=1e-15)
    t, tv = torch.tensor(x), torch.tensor(v)
    want = torch.autograd.functional.hvp(torch_f, t, tv)[1].numpy()
    parity(f"{BASE}.hvp", reference="torch.autograd.functional.hvp", what="relative",
           difference=relative(product, want), tolerance=100 * EPS)  # fmt: skip
    parity(f"{BASE}.grad", reference="torch.func.grad", what="gradient, relative",
           difference=relative(g, tf.grad(torch_f)(t).numpy()), tolerance=100 * EPS)  # fmt: skip
    slope = jd.jvp(f, (x,), (v,))[1]
    want = tf.jvp(torch_f, (t,), (tv,))[1].numpy()
    parity(f"{BASE}.jvp", reference="torch.func.jvp", what="directional derivative, relative",
           difference=relative(slope, want), tolerance=100 * EPS)  # fmt: skip
    np.testing.assert_allclose(product, H @ v, rtol=1e-13)
    np.testing.assert_allclose(slope, g @ v, rtol=1e-13)
    for i in range(4):
        got = jd.partial_derivative(f, x, i)
        parity(f"{BASE}.partial_derivative", reference="torch.func.grad", what="entry, relative",
               difference=relative(got, np.asarray(tf.grad(torch_f)(t)[i])),
               tolerance=100 * EPS)  # fmt: skip
        for j in range(4):
            np.testing.assert_allclose(jd.partial_derivative(f, x, i, j), H[i, j], rtol=1e-13)
    third = jd.partial_derivative(lambda t: t[0, 0] ** 2 * t[1, 0], np.ones((2, 2)), (0, 0), (1, 0),
                                  (0, 0))  # fmt: skip
    assert float(third) == 2


@pytest.mark.parametrize(
    ("a", "b"), [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((5, 2, 3), (3,)),
                 ((3,), (5, 3, 2)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)),
                 ((5, 2, 3), (5, 3, 4))],
)  # fmt: skip
def test_matrix_products_of_every_shape(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    rng = np.random.default_rng(0)
    A, B = rng.normal(size=a), rng.normal(size=b)
    for argnum in (0, 1):
        J = jd.jacfwd(lambda s, t: np.tanh(s) @ np.sin(t), argnum)(A, B)
        want = tf.jacfwd(lambda s, t: torch.tanh(s) @ torch.sin(t), argnum)(
            torch.tensor(A), torch.tensor(B)
        )
        np.testing.assert_allclose(J, want.numpy(), rtol=1e-13, atol=1e-14)


def test_functions_of_whole_arrays_against_torch() -> None:
    x = np.array([[0.5, -1.5, 2.0], [0.0, 0.7, 2.0]])
    pairs: list[tuple[Callable[[Any], Any], Callable[[Any], Any]]] = [
        (lambda t: np.sum(t**2, axis=0), lambda t: (t**2).sum(0)),
        (lambda t: t.sum(axis=-1, keepdims=True) * t, lambda t: t.sum(-1, keepdim=True) * t),
        (lambda t: t.mean(axis=1) ** 2, lambda t: t.mean(1) ** 2),
        (lambda t: np.cumsum(np.sin(t), axis=1), lambda t: torch.cumsum(torch.sin(t), 1)),
        (np.prod, torch.prod),  # with a zero among the factors
        (lambda t: np.prod(t, axis=0), lambda t: torch.prod(t, 0)),
        (np.max, torch.amax),  # with a tie
        (lambda t: np.min(t, axis=1), lambda t: torch.amin(t, 1)),
        (lambda t: np.where(x > 0.6, t**2, -t),
         lambda t: torch.where(torch.tensor(x) > 0.6, t**2, -t)),
        (lambda t: np.concatenate([t, t**2, x], axis=1),
         lambda t: torch.cat([t, t**2, torch.tensor(x)], 1)),
        (lambda t: np.stack([t[0], x[1], t[1] ** 2], axis=1),
         lambda t: torch.stack([t[0], torch.tensor(x)[1], t[1] ** 2], 1)),
        (lambda t: np.transpose(t).reshape(2, 3) * t, lambda t: t.T.reshape(2, 3) * t),
        (lambda t: np.dot(t, t[0]), lambda t: t @ t[0]),
        (lambda t: t[..., 1] * t[:, [0, 0]].T, lambda t: t[..., 1] * t[:, [0, 0]].T),
        (lambda t: np.broadcast_to(t[0], (4, 3)) ** 2, lambda t: t[0].broadcast_to((4, 3)) ** 2),
        (lambda t: np.swapaxes(t, 0, 1) @ t, lambda t: t.T @ t),
        (lambda t: np.add.reduce(t, axis=0) + np.ravel(t)[3:], lambda t: t.sum(0) + t.ravel()[3:]),
        (lambda t: t[t > 0.6] ** 3, lambda t: t.reshape(-1)[[2, 4, 5]] ** 3),
    ]  # fmt: skip
    for k, (ours, theirs) in enumerate(pairs):
        for nest in (1, 2):
            f, g = ours, theirs
            for _ in range(nest):
                f, g = jd.jacfwd(f), tf.jacfwd(g)
            got, want = f(x), g(torch.tensor(x)).numpy()
            np.testing.assert_allclose(got, want, rtol=1e-13, atol=1e-14, err_msg=f"{k}, {nest}")


def test_conventions_at_corners_are_torch_s() -> None:
    zero = torch.zeros((), dtype=torch.float64)
    assert float(jd.grad(np.abs)(0.0)) == float(tf.grad(torch.abs)(zero)) == 0
    tie = tf.grad(lambda x: torch.maximum(x, zero))(zero.clone())
    assert float(jd.grad(lambda x: np.maximum(x, 0.0))(0.0)) == float(tie) == 0.5
    # Not so where the slope is infinite: torch says inf, and nan where a constant 0 meets it.
    both = torch.zeros(2, dtype=torch.float64)
    assert tf.grad(lambda x: torch.sqrt((x**2).sum()))(both).isnan().all()
    with pytest.raises(ValueError, match="sqrt: no finite derivative at 0"):
        jd.grad(lambda x: np.sqrt(np.sum(x**2)))(both.numpy())
