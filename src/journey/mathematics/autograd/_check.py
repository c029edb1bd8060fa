"""Checking gradients by differences, and matrices of derivatives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from journey.mathematics.autograd._grad import grad
from journey.mathematics.autograd._graph import Array, enable_grad
from journey.mathematics.autograd._tensor import Tensor, as_tensor

__all__ = ["GradcheckError", "gradcheck", "gradgradcheck", "hessian", "jacobian"]


class GradcheckError(RuntimeError):
    """Raised where a gradient differs from the differences; says where and by how much."""


def _outputs(result: Any) -> list[Tensor]:
    return [result] if isinstance(result, Tensor) else list(result)


def gradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Tensor],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
) -> bool:
    r"""Compare the gradients of a function with central differences, entry by entry.

    A difference has an error of about $\epsilon^2 f''' / 6$ and of rounding over $\epsilon$; in
    float64 that leaves about nine digits, in float32 hardly any, so float64 is asked for.

    Parameters
    ----------
    func
        Takes the inputs, returns a tensor or several.
    inputs
        Tensors; those that require grad are checked, and must be float64.
    eps
        The step to either side.
    atol, rtol
        A difference of up to `atol + rtol * abs(expected)` is allowed.
    raise_exception
        Raise where the check fails; return False otherwise.

    Returns
    -------
    bool

    Raises
    ------
    GradcheckError
        If a gradient is wrong: the message says which entry.
    ValueError
        If no input requires grad, or one that does is not float64.

    Examples
    --------
    >>> from journey.mathematics.autograd import gradcheck, tensor
    >>> gradcheck(lambda x: (x * x).tanh(), tensor([0.5, -1.0], requires_grad=True))
    True
    """
    given = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    wanted = [k for k, t in enumerate(given) if t.requires_grad]
    if not wanted:
        raise ValueError("inputs: expected one that requires grad, got none")
    for k in wanted:
        if given[k].dtype != np.float64:
            raise ValueError(f"inputs: expected float64 to differentiate, got {given[k].dtype}")
    # Leaves of our own, so that nothing of the caller's is touched.
    arrays = [np.array(t.data) for t in given]
    leaves = [Tensor(a, requires_grad=k in wanted) for k, a in enumerate(arrays)]
    with enable_grad():
        outputs = _outputs(func(*leaves))
    for j, out in enumerate(outputs):
        found = [np.zeros((out.numel(), arrays[k].size)) for k in wanted]
        for row in range(out.numel() if out.requires_grad else 0):
            seed = np.zeros(out.shape)
            seed.flat[row] = 1
            parts = grad(out, [leaves[k] for k in wanted], [seed], True, allow_unused=True)
            for matrix, part in zip(found, parts, strict=True):
                if part is not None:
                    matrix[row] = part.data.ravel()
        for matrix, k in zip(found, wanted, strict=True):
            expected = _differences(func, arrays, k, j, out.numel(), eps)
            gap = np.abs(matrix - expected) - (atol + rtol * np.abs(expected))
            if (gap > 0).any() or np.isnan(gap).any():
                if not raise_exception:
                    return False
                worst = int(np.argmax(np.nan_to_num(gap, nan=np.inf)))
                row, column = divmod(worst, gap.shape[1])
                raise GradcheckError(
                    f"d output[{j}].flat[{row}] / d input[{k}].flat[{column}]: "
                    f"backward gives {matrix[row, column]:.6g}, "
                    f"differences give {expected[row, column]:.6g}"
                )
    return True


def _differences(
    func: Callable[..., Any], arrays: list[Array], k: int, j: int, rows: int, eps: float
) -> Array:
    result = np.zeros((rows, arrays[k].size))
    for column in range(arrays[k].size):
        sides = []
        for step in (eps, -eps):
            moved = arrays[k].copy()
            moved.flat[column] += step
            # They require grad as the inputs do, since a function may ask for gradients itself.
            inputs = [
                Tensor(moved if i == k else a, requires_grad=a.dtype == np.float64)
                for i, a in enumerate(arrays)
            ]
            with enable_grad():
                sides.append(_outputs(func(*inputs))[j].data.ravel())
        result[:, column] = (sides[0] - sides[1]) / (2 * eps)
    return result


def gradgradcheck(func: Callable[..., Any], inputs: Tensor | Sequence[Tensor], **more: Any) -> bool:
    """Compare second derivatives with differences of the first.

    Parameters
    ----------
    func
        Takes the inputs, returns a tensor or several.
    inputs
        As for [gradcheck][journey.mathematics.autograd.gradcheck].
    **more
        Passed on to it.

    Returns
    -------
    bool

    Examples
    --------
    >>> from journey.mathematics.autograd import gradgradcheck, tensor
    >>> gradgradcheck(lambda x: (x * x).tanh(), tensor([0.5, -1.0], requires_grad=True))
    True
    """
    given = [inputs] if isinstance(inputs, Tensor) else list(inputs)
    wanted = [k for k, t in enumerate(given) if t.requires_grad]

    def slopes(*tensors: Tensor) -> list[Tensor]:
        total: Any = 0.0
        for out in _outputs(func(*tensors)):
            # Different weights, or errors of opposite sign could cancel.
            weights = np.cos(np.arange(out.numel())).reshape(out.shape) + 1.5
            total = total + (out * weights).sum()
        parts = grad(total, [tensors[k] for k in wanted], create_graph=True, allow_unused=True)
        return [p for p in parts if p is not None]

    return gradcheck(slopes, given, **more)


def jacobian(func: Callable[[Tensor], Tensor], x: Any) -> Tensor:
    """Return all derivatives of all outputs, one backward for each output.

    Parameters
    ----------
    func
        Takes a tensor, returns a tensor.
    x
        Where; any shape.

    Returns
    -------
    Tensor
        The shape of the output followed by that of `x`.

    Examples
    --------
    >>> from journey.mathematics.autograd import jacobian
    >>> jacobian(lambda x: x * x, [1.0, 2.0]).tolist()
    [[2.0, 0.0], [0.0, 4.0]]
    """
    leaf = Tensor(as_tensor(x).data, requires_grad=True)
    with enable_grad():
        out = func(leaf)
    rows = np.zeros((out.numel(), leaf.numel()), leaf.dtype)
    for k in range(out.numel() if out.requires_grad else 0):
        seed = np.zeros_like(out.data)
        seed.flat[k] = 1
        (part,) = grad(out, leaf, [seed], retain_graph=True, allow_unused=True)
        if part is not None:
            rows[k] = part.data.ravel()
    return Tensor(rows.reshape(out.shape + leaf.shape), _share=True)


def hessian(func: Callable[[Tensor], Tensor], x: Any) -> Tensor:
    """Return the second derivatives of a function of one value: the Jacobian of its gradient.

    Parameters
    ----------
    func
        Takes a tensor, returns a tensor of one entry.
    x
        Where; any shape.

    Returns
    -------
    Tensor
        The shape of `x` twice.

    Raises
    ------
    ValueError
        If the function returns several entries.

    Examples
    --------
    >>> from journey.mathematics.autograd import hessian
    >>> hessian(lambda x: (x**3).sum(), [1.0, 2.0]).tolist()
    [[6.0, 0.0], [0.0, 12.0]]
    """

    def slope(leaf: Tensor) -> Tensor:
        out = func(leaf)
        if out.numel() != 1:
            raise ValueError(f"func: expected to return one entry, got shape {out.shape}")
        (g,) = grad(out, leaf, create_graph=True)
        result: Tensor = g
        return result

    return jacobian(slope, x)
