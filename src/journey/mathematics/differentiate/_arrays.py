"""NumPy's functions of whole arrays for dual numbers: sums, joins, choices, shapes.

They are linear, or pick entries, so the tangents go through the same function as the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from journey.mathematics.differentiate._dual import ARRAY_FUNCTIONS, Dual, lift, np_view, spread
from journey.mathematics.differentiate._rules import base


def _rule(*functions: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def register(ours: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            ARRAY_FUNCTIONS[function] = ours
        return ours

    return register


def _axes(axis: Any, ndim: int) -> tuple[int, ...]:
    given = range(ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    for a in given:
        if not -ndim <= a < ndim:
            raise ValueError(f"axis: expected {-ndim} to {ndim - 1}, got {a}")
    return tuple(a % ndim for a in given)


@_rule(np.sum)
def _sum(a: Any, axis: Any = None, keepdims: bool = False) -> Dual:
    axes = _axes(axis, a.ndim)
    return a.with_parts(  # type: ignore[no-any-return]
        np_view(np.sum(a.value, axis=axes, keepdims=bool(keepdims))),
        np_view(np.sum(a.tangent, axis=axes, keepdims=bool(keepdims))),
    )


@_rule(np.mean)
def _mean(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    count = np.prod([a.shape[k] for k in _axes(axis, a.ndim)], dtype=int)
    return _sum(a, axis, keepdims) / float(count)


@_rule(np.cumsum)
def _cumsum(a: Any, axis: Any = None) -> Dual:
    a = a.ravel() if axis is None else a
    (k,) = _axes(0 if axis is None else axis, a.ndim)
    return a.with_parts(np.cumsum(a.value, axis=k), np.cumsum(a.tangent, axis=k))  # type: ignore[no-any-return]


@_rule(np.prod)
def _prod(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
    # Multiplied one by one: dividing the whole product by an entry would fail at a zero.
    a, k = (a.ravel(), 0) if axis is None else (a, _axes(axis, a.ndim)[0])
    if keepdims:
        raise TypeError("Dual: numpy.prod with keepdims has no rule for dual numbers")
    order = (k, *(i for i in range(a.ndim) if i != k))
    parts = list(a.transpose(order))
    result: Any = parts[0] if parts else np.ones(a.shape[1:])
    for part in parts[1:]:
        result = result * part
    return result


def _extreme(whole: Any) -> Callable[..., Any]:
    def extreme(a: Any, axis: Any = None, keepdims: bool = False) -> Any:
        axes = _axes(axis, a.ndim)
        numbers = base(a)
        reached = numbers == whole(numbers, axis=axes, keepdims=True)
        # Equal entries share the slope, as in numpy.maximum.
        weights = reached / reached.sum(axis=axes, keepdims=True)
        return _sum(a * weights.astype(a.dtype), axes, keepdims)

    return extreme


for _whole in (np.max, np.min):
    _rule(_whole)(_extreme(_whole))


@_rule(np.where)
def _where(condition: Any, x: Any, y: Any) -> Any:
    condition = base(condition).astype(bool)
    duals = [d for d in (x, y) if isinstance(d, Dual)]
    if not duals:  # only the condition was dual, and a condition has no slope
        return np.where(condition, x, y)
    (values, tangents), top = _parts([x, y])
    value = np.where(condition, *values)
    e = top.directions
    tangent = np.where(lift(condition, e), *tangents)
    return top.with_parts(np_view(value), spread(np_view(tangent), value.shape, e))


def _parts(given: Sequence[Any]) -> tuple[tuple[list[Any], list[Any]], Dual]:
    """Return values and tangents of the highest level among the arguments; constants have none."""
    top = max((d for d in given if isinstance(d, Dual)), key=lambda d: d.level)
    k = top.tangent.shape[top.ndim :]
    values: list[Any] = []
    tangents: list[Any] = []
    for d in given:
        if isinstance(d, Dual) and d.level == top.level:
            values.append(d.value)
            tangents.append(d.tangent)
        else:
            values.append(np_view(d))
            tangents.append(np.zeros(np.shape(base(d)) + k, top.dtype))
    return (values, tangents), top


@_rule(np.stack)
def _stack(arrays: Sequence[Any], axis: int = 0) -> Dual:
    (values, tangents), top = _parts(arrays)
    (k,) = _axes(axis, np.ndim(base(values[0])) + 1)
    return top.with_parts(np.stack(values, axis=k), np.stack(tangents, axis=k))


@_rule(np.concatenate)
def _concatenate(arrays: Sequence[Any], axis: int = 0) -> Dual:
    (values, tangents), top = _parts(arrays)
    (k,) = _axes(axis, np.ndim(base(values[0])))
    return top.with_parts(np.concatenate(values, axis=k), np.concatenate(tangents, axis=k))


@_rule(np.dot)
def _dot(a: Any, b: Any) -> Any:
    if not np.ndim(base(a)) or not np.ndim(base(b)):
        return a * b
    if np.ndim(base(b)) > 2:
        raise TypeError("Dual: numpy.dot of a stack of matrices has no rule; use numpy.matmul")
    return a @ b


@_rule(np.reshape)
def _reshape(a: Any, shape: Any) -> Any:
    return a.reshape(shape)


@_rule(np.ravel)
def _ravel(a: Any) -> Any:
    return a.reshape(-1)


@_rule(np.transpose)
def _transpose(a: Any, axes: Any = None) -> Any:
    return a.transpose(*(() if axes is None else (tuple(axes),)))


@_rule(np.swapaxes)
def _swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    order = list(range(a.ndim))
    order[axis1], order[axis2] = order[axis2], order[axis1]
    return a.transpose(tuple(order))


@_rule(np.moveaxis)
def _moveaxis(a: Any, source: int, destination: int) -> Any:
    order = list(range(a.ndim))
    order.insert(destination % a.ndim, order.pop(source))
    return a.transpose(tuple(order))


@_rule(np.broadcast_to)
def _broadcast_to(a: Any, shape: Any) -> Any:
    extra = a.tangent.shape[a.ndim :]
    # New axes come in front, so the value's own stay aligned with the directions behind them.
    return a.with_parts(
        np.broadcast_to(a.value, shape), np.broadcast_to(a.tangent, (*shape, *extra))
    )


@_rule(np.shape)
def _shape(a: Any) -> tuple[int, ...]:
    return a.shape  # type: ignore[no-any-return]


@_rule(np.ndim)
def _ndim(a: Any) -> int:
    return len(a.shape)


@_rule(np.zeros_like)
def _zeros_like(a: Any) -> Any:
    return np.zeros_like(base(a))


@_rule(np.ones_like)
def _ones_like(a: Any) -> Any:
    return np.ones_like(base(a))
