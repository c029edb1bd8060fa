"""Gradients on demand: `grad`, and the plain definition that it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from journey.mathematics.autograd._graph import MODE, Array, walk
from journey.mathematics.autograd._tensor import Tensor, as_tensor

__all__ = ["grad", "grad_naive"]


def run(
    outputs: Sequence[Tensor],
    seeds: Sequence[Any],
    inputs: Sequence[Tensor] | None,
    retain_graph: bool | None,
    create_graph: bool,
) -> dict[int, Any]:
    """Check the arguments of `backward` or `grad`, and walk."""
    if len(seeds) != len(outputs):
        raise ValueError(f"expected {len(outputs)} gradients of the outputs, got {len(seeds)}")
    start = [_seed(t, s, create_graph) for t, s in zip(outputs, seeds, strict=True)]
    before = MODE.enabled
    MODE.enabled = create_graph
    try:
        return walk(
            outputs,
            start,
            targets=None if inputs is None else {id(t): t for t in inputs},
            retain=create_graph if retain_graph is None else retain_graph,
            create=create_graph,
        )
    finally:
        MODE.enabled = before


def _seed(t: Tensor, seed: Any, create: bool) -> Any:
    if not t.requires_grad:
        raise RuntimeError("backward: the tensor does not require grad, so nothing leads back")
    if seed is None:
        if t.data.size != 1:
            raise RuntimeError(
                f"gradient: needed for a tensor of several entries, here of shape {t.shape}"
            )
        seed = np.ones_like(t.data)
    seed = as_tensor(seed)
    if seed.shape != t.shape:
        raise ValueError(f"gradient: expected shape {t.shape}, got {seed.shape}")
    return seed if create else seed.data


def grad(
    outputs: Tensor | Sequence[Tensor],
    inputs: Tensor | Sequence[Tensor],
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
) -> tuple[Any, ...]:
    r"""Return the gradients of outputs with respect to inputs, and leave `.grad` alone.

    Parameters
    ----------
    outputs
        A tensor or several; their gradients are added.
    inputs
        The tensors to differentiate by, leaves or not.
    grad_outputs
        For each output the vector $v$ of $v^\top J$, of its shape; 1 for one entry.
    retain_graph
        Keep the graph; it is freed otherwise. Default: `create_graph`.
    create_graph
        Record the way back as well, so that the gradients can be differentiated again.
    allow_unused
        Return None for an input that no output depends on.

    Returns
    -------
    tuple of Tensor
        One for each input, of its shape.

    Raises
    ------
    RuntimeError
        If an input is not used, does not require grad, or the graph was freed.
    ValueError
        If shapes do not fit.

    References
    ----------
    Griewank, A. and Walther, A. (2008). Evaluating Derivatives, 2nd ed., chapters 3 and 5.

    Examples
    --------
    >>> from journey.mathematics.autograd import grad, tensor
    >>> x = tensor(2.0, requires_grad=True)
    >>> (slope,) = grad(x**3, x, create_graph=True)
    >>> (curvature,) = grad(slope, x)
    >>> slope.item(), curvature.item()
    (12.0, 12.0)
    """
    wanted = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    ends = [outputs] if isinstance(outputs, Tensor) else list(outputs)
    seeds = [None] * len(ends) if grad_outputs is None else grad_outputs
    if isinstance(seeds, Tensor | np.ndarray):
        seeds = [seeds]
    for k, t in enumerate(wanted):
        if not t.requires_grad:
            raise RuntimeError(f"grad: input {k} does not require grad")
    found = run(ends, seeds, wanted, retain_graph, create_graph)
    result: list[Any] = []
    for k, t in enumerate(wanted):
        g = found.get(id(t))
        if g is None and not allow_unused:
            raise RuntimeError(
                f"grad: no output depends on input {k}; pass allow_unused=True to get None for it"
            )
        if g is not None and not create_graph:
            g = Tensor(np.array(g), _share=True)  # a copy: gradients may share memory
        result.append(g)
    return tuple(result)


def grad_naive(output: Tensor, inputs: Sequence[Tensor]) -> tuple[list[Array], int]:
    """Sum over all paths from the output to each input: the chain rule to the letter.

    Where a value is used twice, everything behind it is visited twice; the number of visits can
    double with each operation. It is the oracle of [grad][journey.mathematics.autograd.grad].

    Parameters
    ----------
    output
        A tensor of one entry.
    inputs
        The leaves to differentiate by.

    Returns
    -------
    list of ndarray
        A gradient for each input.
    int
        How many times a tensor was visited.

    Examples
    --------
    >>> from journey.mathematics.autograd import grad_naive, tensor
    >>> x = tensor(1.0, requires_grad=True)
    >>> y = x
    >>> for _ in range(10):
    ...     y = y + y
    >>> gradients, visits = grad_naive(y, [x])
    >>> float(gradients[0]), visits
    (1024.0, 2047)
    """
    found = {id(t): np.zeros_like(t.data) for t in inputs}
    visits = 0

    def visit(t: Tensor, g: Any) -> None:
        nonlocal visits
        visits += 1
        if id(t) in found:
            found[id(t)] = found[id(t)] + g
        if (node := t._node) is not None:
            grads = node.op.vjp(g, node.needs, node.out, *node.datas, *node.consts)
            for i, needed, part in zip(node.inputs, node.needs, grads, strict=True):
                if needed:
                    visit(i, part)

    visit(output, np.ones_like(output.data))
    return [found[id(t)] for t in inputs], visits
