"""Operations entry by entry, with broadcasting, as pairs of forward and vjp.

A vjp is written once for arrays and tensors: `raw` takes the array out of either, where a value is
needed that carries no gradient.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.autograd._graph import Array, Op, apply


def raw(x: Any) -> Array:
    """Return the array of a tensor, or the array itself."""
    if isinstance(x, np.ndarray | np.generic):
        return np.asarray(x)
    data: Array = x.data
    return data


def is_raw(x: Any) -> bool:
    """Return whether this is an array and not a tensor."""
    return isinstance(x, np.ndarray | np.generic)


def total(x: Any, axis: tuple[int, ...]) -> Any:
    """Sum an array or tensor over axes, which stay as axes of length 1."""
    return np.add.reduce(x, axis=axis, keepdims=True) if is_raw(x) else x.sum(axis, True)


def fit(g: Any, shape: tuple[int, ...]) -> Any:
    """Undo broadcasting: what went to several places comes back as the sum over them."""
    if g.shape == shape:
        return g
    extra = len(g.shape) - len(shape)
    axes = tuple(range(extra)) + tuple(
        extra + k for k, n in enumerate(shape) if n == 1 and g.shape[extra + k] != 1
    )
    if axes:
        g = total(g, axes)
    return g.reshape(shape)


def spread(g: Any, shape: tuple[int, ...]) -> Any:
    """Broadcast an array or tensor to a shape."""
    if g.shape == shape:
        return g
    return np.broadcast_to(g, shape) if is_raw(g) else apply(EXPAND, (g,), (shape,))


def choose(mask: Array, a: Any, b: Any) -> Any:
    """`np.where` on arrays or tensors; one of the two may be a number."""
    if is_raw(a) or is_raw(b):
        kind = (a if is_raw(a) else b).dtype
        return np.where(mask, np.asarray(a, kind), np.asarray(b, kind))
    a, b = (b._lift(a), b) if isinstance(a, float) else (a, a._lift(b))
    return apply(WHERE, (a, b), (mask,))


def _exp(x: Any) -> Any:
    return np.exp(x) if is_raw(x) else x.exp()


def _log(x: Any) -> Any:
    return np.log(x) if is_raw(x) else x.log()


def _mul_vjp(g: Any, needs: Any, _: Any, a: Any, b: Any) -> Any:
    return (
        fit(g * b, a.shape) if needs[0] else None,
        fit(g * a, b.shape) if needs[1] else None,
    )


def _div_vjp(g: Any, needs: Any, out: Any, a: Any, b: Any) -> Any:
    ga = g / b
    return (
        fit(ga, a.shape) if needs[0] else None,
        fit(-ga * out, b.shape) if needs[1] else None,
    )


def _power_vjp(g: Any, _: Any, __: Any, x: Any, n: float) -> Any:
    if n == 0:
        return (g * 0.0,)  # 0 * x**-1 would be NaN at 0
    return (g * (2.0 * x if n == 2 else n * x ** (n - 1)),)


def _pow_vjp(g: Any, needs: Any, out: Any, a: Any, b: Any) -> Any:
    ga = gb = None
    if needs[0]:
        flat = np.broadcast_to(raw(b) == 0, g.shape)
        slope = g * b * choose(flat, 1.0, a ** choose(flat, 1.0, spread(b - 1.0, g.shape)))
        ga = fit(choose(flat, 0.0, slope), a.shape)
    if needs[1]:
        zero = np.broadcast_to((raw(a) == 0) & (raw(b) >= 0), g.shape)
        gb = fit(choose(zero, 0.0, g * out * _log(choose(zero, 1.0, spread(a, g.shape)))), b.shape)
    return ga, gb


def _larger_vjp(g: Any, needs: Any, out: Any, a: Any, b: Any) -> Any:
    one, other, best = raw(a), raw(b), raw(out)
    # Where both are equal each gets half, as in PyTorch.
    share = np.where(one == other, 0.5, one == best).astype(best.dtype)
    return (
        fit(g * share, a.shape) if needs[0] else None,
        fit(g * (1.0 - share), b.shape) if needs[1] else None,
    )


def _sigmoid(x: Array) -> Array:
    # By tanh: no overflow on either side.
    y: Array = np.multiply(x, 0.5)
    y = np.tanh(y)
    return 0.5 * (y + 1.0)


def _clamp_vjp(g: Any, _: Any, __: Any, x: Any, low: float | None, high: float | None) -> Any:
    data = raw(x)
    inside = np.ones(data.shape, dtype=bool)
    if low is not None:
        inside &= data >= low
    if high is not None:
        inside &= data <= high
    return (g * inside,)


def _where_vjp(g: Any, needs: Any, _: Any, a: Any, b: Any, mask: Array) -> Any:
    # A choice, not a product with 0: an infinite g must not become NaN where it was not chosen.
    return (
        fit(choose(mask, g, 0.0), a.shape) if needs[0] else None,
        fit(choose(mask, 0.0, g), b.shape) if needs[1] else None,
    )


ADD = Op("add", np.add, lambda g, needs, out, a, b: (fit(g, a.shape), fit(g, b.shape)), fresh=False)
SUB = Op(
    "sub",
    np.subtract,
    lambda g, needs, out, a, b: (fit(g, a.shape), fit(-g, b.shape) if needs[1] else None),
    fresh=False,
)
MUL = Op("mul", np.multiply, _mul_vjp)
DIV = Op("div", np.true_divide, _div_vjp)
NEG = Op("neg", np.negative, lambda g, needs, out, x: (-g,))
POWER = Op("pow", lambda x, n: x * x if n == 2 else x**n, _power_vjp)
POW = Op("pow", np.power, _pow_vjp)
EXP = Op("exp", np.exp, lambda g, needs, out, x: (g * out,))
LOG = Op("log", np.log, lambda g, needs, out, x: (g / x,))
LOG1P = Op("log1p", np.log1p, lambda g, needs, out, x: (g / (x + 1.0),))
SQRT = Op("sqrt", np.sqrt, lambda g, needs, out, x: (g / (out * 2.0),))
SIN = Op("sin", np.sin, lambda g, needs, out, x: (g * (np.cos(x) if is_raw(x) else x.cos()),))
COS = Op("cos", np.cos, lambda g, needs, out, x: (-g * (np.sin(x) if is_raw(x) else x.sin()),))
TANH = Op("tanh", np.tanh, lambda g, needs, out, x: (g * (1.0 - out * out),))
SIGMOID = Op("sigmoid", _sigmoid, lambda g, needs, out, x: (g * (out * (1.0 - out)),))
RELU = Op("relu", lambda x: np.maximum(x, 0), lambda g, needs, out, x: (g * (raw(out) > 0),))
ABS = Op("abs", np.abs, lambda g, needs, out, x: (g * np.sign(raw(x)),))
SOFTPLUS = Op(
    "softplus",
    lambda x: np.logaddexp(x, 0),
    lambda g, needs, out, x: (g * (_sigmoid(x) if is_raw(x) else x.sigmoid()),),
)
MAXIMUM = Op("maximum", np.maximum, _larger_vjp)
MINIMUM = Op("minimum", np.minimum, _larger_vjp)
CLAMP = Op("clamp", lambda x, low, high: np.clip(x, low, high), _clamp_vjp)
WHERE = Op("where", lambda a, b, mask: np.where(mask, a, b), _where_vjp)
CAST = Op("to", lambda x, kind: x.astype(kind), lambda g, needs, out, x, kind: (g.astype(x.dtype),))
EXPAND = Op(
    "expand",
    lambda x, shape: np.broadcast_to(x, shape),
    lambda g, needs, out, x, shape: (fit(g, x.shape),),
    fresh=False,
)
