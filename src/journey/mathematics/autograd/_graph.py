"""The graph of operations and the walk back through it.

An operation is a pair of functions on arrays: forward, and the product of a vector with its
Jacobian (`vjp`). A vjp uses operators and a few helpers that arrays and tensors share. So the same
line gives the gradient as arrays, fast, or as tensors that can be differentiated again. What a
tensor is stands in `_tensor`; which operations there are, in `_elementwise`, `_shapes`, `_nn`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import ContextDecorator
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["enable_grad", "is_grad_enabled", "no_grad"]

Array = NDArray[Any]
_number = count().__next__


class _Mode(threading.local):
    enabled = True  # each thread starts with it


MODE = _Mode()


class _Dropped(threading.local):
    """Inputs of nodes that nobody holds any more, and whether they are being let go."""

    busy = False

    def __init__(self) -> None:
        self.waiting: list[Any] = []


_DROPPED = _Dropped()


class Op:
    """An operation on arrays and its vjp.

    `vjp(g, needs, out, *inputs, *consts)` returns one gradient for each input, None where `needs`
    is false. `fresh` says that it returns new arrays, which nobody else holds.
    """

    __slots__ = ("forward", "fresh", "name", "vjp")

    def __init__(
        self,
        name: str,
        forward: Callable[..., Any],
        vjp: Callable[..., Sequence[Any]],
        fresh: bool = True,
    ) -> None:
        self.name, self.forward, self.vjp, self.fresh = name, forward, vjp, fresh


class Node:
    """What one operation leaves behind for the way back.

    It keeps the arrays that the operation saw. A tensor changed in place gets a new array, so what
    is kept here stays as it was. It does not keep the output's tensor: that would be a circle.
    """

    __slots__ = ("consts", "datas", "inputs", "needs", "op", "out", "seq")

    def __init__(self, op: Op, inputs: Any, needs: Any, datas: Any, out: Any, consts: Any) -> None:
        self.op, self.inputs, self.needs = op, inputs, needs
        self.datas, self.out, self.consts = datas, out, consts
        self.seq = _number()

    def __del__(self, dropped: _Dropped = _DROPPED) -> None:
        # Freed link by link, a graph without a way back is a recursion as deep as it is long, and
        # Python in a browser (3.14, WebAssembly) dies of it. So the inputs queue up here instead.
        if self.inputs is None:
            return
        dropped.waiting.append(self.inputs)
        self.inputs = None
        if not dropped.busy:
            dropped.busy = True
            while dropped.waiting:
                dropped.waiting.pop()
            dropped.busy = False

    def free(self) -> None:
        """Let go of everything that the way back needed."""
        self.inputs = self.datas = self.out = self.consts = None


def apply(op: Op, inputs: Sequence[Any], consts: tuple[Any, ...] = ()) -> Any:
    """Run an operation on tensors and remember it where a gradient may be asked for."""
    datas = [t.data for t in inputs]
    out = op.forward(*datas, *consts)
    if type(out) is not np.ndarray:
        out = np.asarray(out)  # NumPy makes scalars of arrays without axes
    cls: Any = type(inputs[0])
    result = cls.__new__(cls)
    result.data = out
    result.grad = None
    result._keep = False
    if MODE.enabled:
        needs = [t.requires_grad for t in inputs]
        if True in needs:
            result.requires_grad = True
            result._node = Node(op, inputs, needs, datas, out, consts)
            return result
    result.requires_grad = False
    result._node = None
    return result


class _Switch(ContextDecorator):
    _to = True

    def __init__(self) -> None:
        self._before: list[bool] = []

    def __enter__(self) -> None:
        self._before.append(MODE.enabled)
        MODE.enabled = self._to

    def __exit__(self, *exc: object) -> None:
        MODE.enabled = self._before.pop()


class no_grad(_Switch):  # noqa: N801 - PyTorch's name
    """Nothing inside is recorded: for evaluation, and for changing parameters.

    A context manager, and a decorator. It holds for the thread that enters it.

    Examples
    --------
    >>> from journey.mathematics.autograd import no_grad, tensor
    >>> w = tensor([1.0, 2.0], requires_grad=True)
    >>> with no_grad():
    ...     (w * 2).requires_grad
    False
    """

    _to = False


class enable_grad(_Switch):  # noqa: N801 - PyTorch's name
    """Record again inside a [no_grad][journey.mathematics.autograd.no_grad].

    Examples
    --------
    >>> from journey.mathematics.autograd import enable_grad, no_grad, tensor
    >>> w = tensor([1.0, 2.0], requires_grad=True)
    >>> with no_grad(), enable_grad():
    ...     (w * 2).requires_grad
    True
    """


def is_grad_enabled() -> bool:
    """Return whether operations are recorded in this thread.

    Returns
    -------
    bool

    Examples
    --------
    >>> from journey.mathematics.autograd import is_grad_enabled
    >>> is_grad_enabled()
    True
    """
    return MODE.enabled


def ordered(roots: Sequence[Any]) -> list[Any]:
    """Return the tensors behind the roots that came from an operation, the latest first.

    An operation is numbered when it runs, after its inputs. Sorting by that number puts every
    tensor before those it was made from; no recursion, however long the chain.
    """
    found, seen, stack = [], set(), list(roots)
    while stack:
        t = stack.pop()
        node = t._node
        if node is None or node.seq in seen:
            continue
        if node.inputs is None:
            raise RuntimeError(
                f"backward: the graph behind {node.op.name!r} was freed by an earlier backward; "
                "pass retain_graph=True to the earlier one to go through it again"
            )
        seen.add(node.seq)
        found.append(t)
        stack.extend(node.inputs)
    found.sort(key=lambda t: t._node.seq, reverse=True)
    return found


def walk(
    roots: Sequence[Any],
    seeds: Sequence[Any],
    *,
    targets: dict[int, Any] | None,
    retain: bool,
    create: bool,
) -> dict[int, Any]:
    """Carry the seeds back through the graph and return the gradients by the tensor's `id`.

    Seeds and gradients are arrays, or tensors where `create`. With `targets` only what leads to
    them is visited; without, gradients are added to `.grad` of the leaves.
    """
    order = ordered(roots)
    if targets is not None:
        useful = set(targets)
        for t in reversed(order):
            if any(id(i) in useful for i in t._node.inputs):
                useful.add(id(t))
        order = [t for t in order if id(t) in useful]
    pending: dict[int, Any] = {}
    leaves: dict[int, tuple[Any, bool]] = {}
    result: dict[int, Any] = {}
    for t, seed in zip(roots, seeds, strict=True):
        _add(pending, t, seed)
        if t._node is None and t.requires_grad:
            leaves[id(t)] = t, False
    for t in order:
        g = pending.pop(id(t), None)
        if g is None:
            continue
        node = t._node
        if targets is None:
            if t._keep:
                _deposit(t, g, False, create)
        elif id(t) in targets:
            result[id(t)] = g
        if create:
            if t.data is not node.out or any(
                i.data is not d for i, d in zip(node.inputs, node.datas, strict=True)
            ):
                raise RuntimeError(
                    f"backward: a value that {node.op.name!r} needs was changed in place; with "
                    "create_graph=True it must be the one that was computed with"
                )
            grads = node.op.vjp(g, node.needs, t, *node.inputs, *node.consts)
        else:
            grads = node.op.vjp(g, node.needs, node.out, *node.datas, *node.consts)
        for i, needed, gi in zip(node.inputs, node.needs, grads, strict=True):
            if needed and gi is not None and (targets is None or id(i) in useful):
                if i._node is None:
                    leaves[id(i)] = i, node.op.fresh
                _add(pending, i, gi)
        if not retain:
            node.free()
    for key, (t, fresh) in leaves.items():
        if targets is None:
            _deposit(t, pending[key], fresh, create)
        elif key in targets:
            result[key] = pending[key]
    return result


def _add(pending: dict[int, Any], t: Any, g: Any) -> None:
    if g.dtype is not t.data.dtype and g.dtype != t.data.dtype:
        g = g.astype(t.data.dtype)
    key = id(t)
    # Never in place: the first gradient may be shared with another tensor.
    pending[key] = pending[key] + g if key in pending else g


def _deposit(t: Any, g: Any, fresh: bool, create: bool) -> None:
    if create:
        t.grad = g if t.grad is None else t.grad + g
    elif t.grad is not None:
        t.grad = type(t)(t.grad.data + g, _share=True)
    else:
        t.grad = type(t)(g if fresh and type(g) is np.ndarray else np.array(g), _share=True)
