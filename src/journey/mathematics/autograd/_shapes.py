"""Operations that sum, select, move and join entries, and the matrix product."""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.mathematics.autograd._elementwise import _exp, fit, is_raw, raw, spread
from journey.mathematics.autograd._graph import Array, Op, apply

Axes = tuple[int, ...]


def axes_of(dim: int | tuple[int, ...] | None, ndim: int) -> Axes:
    """Return the axes that `dim` names, counted from the front and in order."""
    if dim is None:
        return tuple(range(ndim))
    wanted = (dim,) if isinstance(dim, int | np.integer) else tuple(dim)
    for k in wanted:
        if not -max(ndim, 1) <= k < max(ndim, 1):
            raise IndexError(f"dim: expected an axis of {ndim} axes, got {dim}")
    found = tuple(sorted({int(k) % max(ndim, 1) for k in wanted}))
    if len(found) < len(wanted):
        raise ValueError(f"dim: expected different axes, got {dim}")
    return found if ndim else ()


def kept(shape: Axes, axes: Axes) -> Axes:
    """Return the shape with these axes of length 1."""
    return tuple(1 if k in axes else n for k, n in enumerate(shape))


def back(g: Any, shape: Axes, axes: Axes) -> Any:
    """Bring the gradient of a reduction back to the shape of what was reduced."""
    return spread(g.reshape(kept(shape, axes)), shape)


def _sum(x: Array, axes: Axes, keep: bool) -> Any:
    return np.add.reduce(x, axis=axes, keepdims=keep)  # type: ignore[call-overload]


def _mean(x: Array, axes: Axes, keep: bool) -> Any:
    return _sum(x, axes, keep) / _count(x.shape, axes)


def _count(shape: Axes, axes: Axes) -> int:
    number = 1
    for k in axes:
        number *= shape[k]
    return number


def _extreme_vjp(g: Any, _: Any, out: Any, x: Any, axes: Axes, keep: bool) -> Any:
    best = raw(out).reshape(kept(x.shape, axes))
    hits = raw(x) == best
    # Equal largest entries share the gradient, as in PyTorch's amax.
    share = (hits / hits.sum(axis=axes, keepdims=True)).astype(x.dtype)
    return (back(g, x.shape, axes) * share,)


def _logsumexp(x: Array, axes: Axes, keep: bool) -> Any:
    top = np.maximum.reduce(x, axis=axes, keepdims=True)
    top = np.where(np.isfinite(top), top, 0).astype(x.dtype)
    with np.errstate(divide="ignore"):  # the logarithm of a sum of zeros is minus infinity
        out = np.log(np.add.reduce(np.exp(x - top), axis=axes, keepdims=True)) + top
    return out if keep else np.squeeze(out, axes)


def _logsumexp_vjp(g: Any, _: Any, out: Any, x: Any, axes: Axes, keep: bool) -> Any:
    return (back(g, x.shape, axes) * _exp(x - out.reshape(kept(x.shape, axes))),)


def _index_vjp(g: Any, _: Any, __: Any, x: Any, key: Any) -> Any:
    if is_raw(g):
        return (_scatter(g, key, x.shape),)
    return (apply(SCATTER, (g,), (key, x.shape)),)


def is_basic(key: Any) -> bool:
    """Return whether an index takes each entry at most once, for certain."""
    parts = key if isinstance(key, tuple) else (key,)
    return all(k is None or k is Ellipsis or isinstance(k, int | np.integer | slice) for k in parts)


def _scatter(g: Array, key: Any, shape: Axes) -> Array:
    out = np.zeros(shape, g.dtype)
    if is_basic(key):
        out[key] = g
    else:
        np.add.at(out, key, g)  # out[key] += g would count an entry taken twice only once
    return out


def _gather_vjp(g: Any, _: Any, __: Any, x: Any, dim: int, index: Array) -> Any:
    places: list[Any] = list(np.indices(index.shape, sparse=True))
    places[dim] = index
    return _index_vjp(g, _, __, x, tuple(places))


def _permute(g: Any, axes: Axes) -> Any:
    return g.transpose(axes) if is_raw(g) else g.permute(axes)


def _permute_vjp(g: Any, _: Any, __: Any, x: Any, axes: Axes) -> Any:
    return (_permute(g, tuple(int(k) for k in np.argsort(axes))),)


def _matmul_vjp(g: Any, needs: Any, _: Any, a: Any, b: Any) -> Any:
    if a.ndim == 2 and b.ndim == 2:
        return g @ b.T if needs[0] else None, a.T @ g if needs[1] else None
    return (
        fit(g @ b.swapaxes(-1, -2), a.shape) if needs[0] else None,
        fit(a.swapaxes(-1, -2) @ g, b.shape) if needs[1] else None,
    )


def _cat(*args: Any) -> Array:
    return np.concatenate(args[:-1], axis=args[-1])


def _cat_vjp(g: Any, needs: Any, _: Any, *args: Any) -> Any:
    dim, start, parts = args[-1], 0, []
    for x, needed in zip(args[:-1], needs, strict=True):
        end = start + x.shape[dim]
        parts.append(g[(slice(None),) * dim + (slice(start, end),)] if needed else None)
        start = end
    return parts


def _cumsum_vjp(g: Any, _: Any, __: Any, x: Any, dim: int) -> Any:
    # An entry is part of every sum from its place on.
    if is_raw(g):
        return (np.flip(np.cumsum(np.flip(g, dim), dim), dim),)
    flip = (slice(None),) * dim + (slice(None, None, -1),)
    return (apply(CUMSUM, (g[flip],), (dim,))[flip],)


SUM = Op("sum", _sum, lambda g, needs, out, x, axes, keep: (back(g, x.shape, axes),), fresh=False)
MEAN = Op(
    "mean",
    _mean,
    lambda g, needs, out, x, axes, keep: (back(g / _count(x.shape, axes), x.shape, axes),),
    fresh=False,
)
AMAX = Op("amax", lambda x, axes, keep: np.max(x, axis=axes, keepdims=keep), _extreme_vjp)
AMIN = Op("amin", lambda x, axes, keep: np.min(x, axis=axes, keepdims=keep), _extreme_vjp)
LOGSUMEXP = Op("logsumexp", _logsumexp, _logsumexp_vjp)
CUMSUM = Op("cumsum", lambda x, dim: np.cumsum(x, dim), _cumsum_vjp)
INDEX = Op("getitem", lambda x, key: x[key], _index_vjp)
SCATTER = Op("scatter", _scatter, lambda g, needs, out, x, key, shape: (g[key],), fresh=False)
GATHER = Op("gather", lambda x, dim, index: np.take_along_axis(x, index, dim), _gather_vjp)
RESHAPE = Op(
    "reshape",
    lambda x, shape: x.reshape(shape),
    lambda g, needs, out, x, shape: (g.reshape(x.shape),),
    fresh=False,
)
PERMUTE = Op("permute", lambda x, axes: x.transpose(axes), _permute_vjp, fresh=False)
MATMUL = Op("matmul", np.matmul, _matmul_vjp)
CAT = Op("cat", _cat, _cat_vjp, fresh=False)
