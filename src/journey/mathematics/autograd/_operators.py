"""What `+`, `*`, `@`, `[...]` and the comparisons mean for a tensor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

import numpy as np

from journey.mathematics.autograd import _elementwise as el
from journey.mathematics.autograd import _shapes as sh
from journey.mathematics.autograd._graph import MODE, Array, Node, Op, apply


class Operators:
    """The operators; `Tensor` adds what has a name."""

    __slots__ = ("__weakref__", "_keep", "_node", "data", "grad", "requires_grad")
    __array_ufunc__ = None  # array + tensor is left to the tensor

    data: Array
    grad: Any
    requires_grad: bool
    _node: Node | None
    _keep: bool

    def _lift(self, other: Any) -> Any:
        if isinstance(other, Operators):
            return other
        if isinstance(other, int | float):
            # A plain number takes the tensor's type, so that float32 stays float32.
            kind = self.data.dtype if self.data.dtype.kind == "f" else None
            other = np.asarray(other, dtype=kind)
        return type(self)(other, _share=True)  # type: ignore[call-arg]

    def _binary(self, op: Op, other: Any) -> Self:
        return apply(op, (self, self._lift(other)))  # type: ignore[no-any-return]

    def _swapped(self, op: Op, other: Any) -> Self:
        return apply(op, (self._lift(other), self))  # type: ignore[no-any-return]

    def __add__(self, other: Any) -> Self:
        return self._binary(el.ADD, other)

    def __radd__(self, other: Any) -> Self:
        return self._swapped(el.ADD, other)

    def __sub__(self, other: Any) -> Self:
        return self._binary(el.SUB, other)

    def __rsub__(self, other: Any) -> Self:
        return self._swapped(el.SUB, other)

    def __mul__(self, other: Any) -> Self:
        return self._binary(el.MUL, other)

    def __rmul__(self, other: Any) -> Self:
        return self._swapped(el.MUL, other)

    def __truediv__(self, other: Any) -> Self:
        return self._binary(el.DIV, other)

    def __rtruediv__(self, other: Any) -> Self:
        return self._swapped(el.DIV, other)

    def __neg__(self) -> Self:
        return apply(el.NEG, (self,))  # type: ignore[no-any-return]

    def __abs__(self) -> Self:
        return apply(el.ABS, (self,))  # type: ignore[no-any-return]

    def __pow__(self, other: Any) -> Self:
        if isinstance(other, int | float):
            return apply(el.POWER, (self,), (other,))  # type: ignore[no-any-return]
        return self._binary(el.POW, other)

    def __rpow__(self, other: Any) -> Self:
        return self._swapped(el.POW, other)

    def __matmul__(self, other: Any) -> Self:
        a, b = self, self._lift(other)
        if a.data.ndim == 0 or b.data.ndim == 0:
            raise ValueError(
                f"matmul: expected at least one axis each, got shapes {a.data.shape} "
                f"and {b.data.shape}"
            )
        if (a.data.shape[-1]) != b.data.shape[-2 if b.data.ndim > 1 else 0]:
            raise ValueError(
                f"matmul: expected the last axis of the first to fit the second, got shapes "
                f"{a.data.shape} and {b.data.shape}"
            )
        if a.data.ndim > 1 and b.data.ndim > 1:
            return apply(sh.MATMUL, (a, b))  # type: ignore[no-any-return]
        # A vector is a matrix of one row, or one column; its axis is dropped afterwards.
        row, column = a.data.ndim == 1, b.data.ndim == 1
        a = apply(sh.RESHAPE, (a,), ((1, a.data.size),)) if row else a
        b = apply(sh.RESHAPE, (b,), ((b.data.size, 1),)) if column else b
        out = apply(sh.MATMUL, (a, b))
        shape = out.data.shape
        shape = shape[:-2] + (() if row else shape[-2:-1]) + (() if column else shape[-1:])
        return apply(sh.RESHAPE, (out,), (shape,))  # type: ignore[no-any-return]

    def __rmatmul__(self, other: Any) -> Self:
        return self._lift(other) @ self  # type: ignore[no-any-return]

    def __getitem__(self, key: Any) -> Self:
        key = tuple(_plain(k) for k in key) if isinstance(key, tuple) else _plain(key)
        return apply(sh.INDEX, (self,), (key,))  # type: ignore[no-any-return]

    def __len__(self) -> int:
        if self.data.ndim == 0:
            raise TypeError("len: expected a tensor with axes, got one without")
        return len(self.data)

    def __iter__(self) -> Iterator[Self]:
        return (self[k] for k in range(len(self)))

    def _in_place(self, op: Op, other: Any) -> Self:
        other = self._lift(other)
        if MODE.enabled and (self.requires_grad or other.requires_grad):
            if self.requires_grad and self._node is None:
                raise RuntimeError(
                    "a leaf that requires grad was changed in place; do that inside no_grad()"
                )
            return apply(op, (self, other))  # type: ignore[no-any-return]
        out = np.asarray(op.forward(self.data, other.data))
        if out.shape != self.data.shape:
            raise ValueError(
                f"in-place {op.name}: expected a result of shape {self.data.shape}, got {out.shape}"
            )
        # A new array: a graph that has kept the old one still goes back by the old values.
        self.data = out.astype(self.data.dtype, copy=False)
        return self

    def __iadd__(self, other: Any) -> Self:
        return self._in_place(el.ADD, other)

    def __isub__(self, other: Any) -> Self:
        return self._in_place(el.SUB, other)

    def __imul__(self, other: Any) -> Self:
        return self._in_place(el.MUL, other)

    def __itruediv__(self, other: Any) -> Self:
        return self._in_place(el.DIV, other)

    def _compared(self, values: Any) -> Self:
        return type(self)(values, _share=True)  # type: ignore[call-arg]

    def __lt__(self, other: Any) -> Self:
        return self._compared(self.data < self._lift(other).data)

    def __le__(self, other: Any) -> Self:
        return self._compared(self.data <= self._lift(other).data)

    def __gt__(self, other: Any) -> Self:
        return self._compared(self.data > self._lift(other).data)

    def __ge__(self, other: Any) -> Self:
        return self._compared(self.data >= self._lift(other).data)

    def __eq__(self, other: object) -> Self:  # type: ignore[override]
        return self._compared(self.data == self._lift(other).data)

    def __ne__(self, other: object) -> Self:  # type: ignore[override]
        return self._compared(self.data != self._lift(other).data)

    __hash__ = object.__hash__  # by identity, although == compares entry by entry

    def __bool__(self) -> bool:
        if self.data.size != 1:
            raise ValueError(f"bool: expected one entry, got shape {self.data.shape}")
        return bool(self.data.reshape(-1)[0])

    def __float__(self) -> float:
        if self.data.size != 1:
            raise ValueError(f"float: expected one entry, got shape {self.data.shape}")
        return float(self.data.reshape(-1)[0])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        if self.requires_grad:
            raise RuntimeError("a tensor that requires grad is no array; call detach() first")
        return np.array(self.data, dtype=dtype, copy=copy)


def _plain(key: Any) -> Any:
    if isinstance(key, Operators):
        return key.data
    # Copied, since the way back needs the index as it was.
    return np.array(key) if isinstance(key, list | np.ndarray) else key
