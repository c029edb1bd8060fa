"""Operations of networks that are worth one step: linear layers, softmax, the picked entries."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.autograd._elementwise import _exp, is_raw, total
from journey.mathematics.autograd._graph import Array, Op, apply


def _linear(x: Array, weight: Array, *bias: Array) -> Array:
    out: Array = x @ weight.T
    if bias:
        out += bias[0]
    return out


def _linear_vjp(g: Any, needs: Any, _: Any, x: Any, weight: Any, *bias: Any) -> Any:
    grads = [g @ weight if needs[0] else None, g.T @ x if needs[1] else None]
    if bias:
        grads.append(total(g, (0,)).reshape(bias[0].shape) if needs[2] else None)
    return grads


def _softmax(x: Array, dim: int) -> Array:
    out: Array = np.exp(x - np.maximum.reduce(x, axis=dim, keepdims=True))
    out /= np.add.reduce(out, axis=dim, keepdims=True)
    return out


def _softmax_vjp(g: Any, _: Any, out: Any, x: Any, dim: int) -> Any:
    return (out * (g - total(g * out, (dim,))),)


def _log_softmax(x: Array, dim: int) -> Array:
    out: Array = x - np.maximum.reduce(x, axis=dim, keepdims=True)
    return out - np.log(np.add.reduce(np.exp(out), axis=dim, keepdims=True))


def _log_softmax_vjp(g: Any, _: Any, out: Any, x: Any, dim: int) -> Any:
    return (g - _exp(out) * total(g, (dim,)),)


def _pick(x: Array, rows: Array, target: Array) -> Array:
    picked: Array = x[rows, target]
    return picked


def _place(g: Array, rows: Array, target: Array, shape: tuple[int, ...]) -> Array:
    out = np.zeros(shape, g.dtype)
    out[rows, target] = g  # one entry a row, so none twice
    return out


def _pick_vjp(g: Any, _: Any, __: Any, x: Any, rows: Array, target: Array) -> Any:
    if is_raw(g):
        return (_place(g, rows, target, x.shape),)
    return (apply(PLACE, (g,), (rows, target, x.shape)),)


LINEAR = Op("linear", _linear, _linear_vjp)
SOFTMAX = Op("softmax", _softmax, _softmax_vjp)
LOG_SOFTMAX = Op("log_softmax", _log_softmax, _log_softmax_vjp)
PICK = Op("pick", _pick, _pick_vjp)
PLACE = Op("place", _place, lambda g, needs, out, x, rows, target, shape: (g[rows, target],))
