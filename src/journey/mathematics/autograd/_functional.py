"""Functions of whole tensors, as in `torch` and `torch.nn.functional`: joins, layers, losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.autograd import _nn as nn
from journey.mathematics.autograd import _shapes as sh
from journey.mathematics.autograd._graph import apply
from journey.mathematics.autograd._tensor import Tensor, as_tensor

__all__ = [
    "cat",
    "cross_entropy",
    "linear",
    "log_softmax",
    "matmul",
    "mse_loss",
    "nll_loss",
    "softmax",
    "stack",
]

Numbers = Tensor | ArrayLike
Reduction = Literal["mean", "sum", "none"]


def matmul(a: Numbers, b: Numbers) -> Tensor:
    """Return the matrix product over the last two axes; the others broadcast.

    Parameters
    ----------
    a, b
        Shapes (..., n, k) and (..., k, m), or vectors of shape (k,).

    Returns
    -------
    Tensor
        Of shape (..., n, m); the axis of a vector is dropped.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.matmul([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0]).tolist()
    [3.0, 7.0]
    """
    return as_tensor(a) @ b


def cat(tensors: Sequence[Numbers], dim: int = 0) -> Tensor:
    """Join tensors along an axis that they have.

    Parameters
    ----------
    tensors
        At least one; their shapes differ along `dim` only.
    dim
        The axis.

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If there is none, or shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.cat([[1.0], [2.0, 3.0]]).tolist()
    [1.0, 2.0, 3.0]
    """
    parts = tuple(as_tensor(t) for t in tensors)
    if not parts:
        raise ValueError("tensors: expected at least one, got none")
    if not parts[0].ndim:
        raise ValueError("tensors: expected tensors with axes, got one without")
    return apply(sh.CAT, parts, sh.axes_of(dim, parts[0].ndim))  # type: ignore[no-any-return]


def stack(tensors: Sequence[Numbers], dim: int = 0) -> Tensor:
    """Join tensors of one shape along a new axis.

    Parameters
    ----------
    tensors
        At least one, all of one shape.
    dim
        Where the new axis goes.

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If there is none, or shapes differ.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.stack([[1.0, 2.0], [3.0, 4.0]], dim=1).tolist()
    [[1.0, 3.0], [2.0, 4.0]]
    """
    return cat([as_tensor(t).unsqueeze(dim) for t in tensors], dim)


def linear(x: Numbers, weight: Numbers, bias: Numbers | None = None) -> Tensor:
    r"""Return $x W^\top + b$, the layer of a network, as one operation.

    Parameters
    ----------
    x
        Shape (..., n).
    weight
        Shape (m, n): a row for each output, as in PyTorch.
    bias
        Shape (m,).

    Returns
    -------
    Tensor
        Of shape (..., m).

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.linear([1.0, 2.0], [[3.0, 4.0]], [0.5]).tolist()
    [11.5]
    """
    x, weight = as_tensor(x), as_tensor(weight)
    inputs = (x, weight) if bias is None else (x, weight, as_tensor(bias))
    if weight.data.ndim != 2 or not x.data.ndim or x.data.shape[-1] != weight.data.shape[1]:
        raise ValueError(
            f"weight: expected shape (m, n) with x of shape (..., n), got {weight.shape} "
            f"and {x.shape}"
        )
    if bias is not None and inputs[-1].data.shape != weight.data.shape[:1]:
        raise ValueError(f"bias: expected shape {weight.shape[:1]}, got {inputs[-1].shape}")
    if x.data.ndim == 2:
        return apply(nn.LINEAR, inputs)  # type: ignore[no-any-return]
    flat: Tensor = apply(nn.LINEAR, (x.reshape(-1, x.shape[-1]), *inputs[1:]))
    return flat.reshape(x.shape[:-1] + weight.shape[:1])


def softmax(x: Numbers, dim: int = -1) -> Tensor:
    r"""Return $e^{x_i} / \sum_j e^{x_j}$ along an axis, without overflow.

    Parameters
    ----------
    x
        A tensor or numbers of at least one axis.
    dim
        The axis.

    Returns
    -------
    Tensor
        Of the same shape; sums along the axis are 1.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.softmax([1000.0, 1000.0]).tolist()
    [0.5, 0.5]
    """
    x = as_tensor(x)
    return apply(nn.SOFTMAX, (x,), sh.axes_of(dim, x.ndim))  # type: ignore[no-any-return]


def log_softmax(x: Numbers, dim: int = -1) -> Tensor:
    """Return the logarithm of the softmax; exact where the softmax itself would be 0.

    Parameters
    ----------
    x
        A tensor or numbers of at least one axis.
    dim
        The axis.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.log_softmax([0.0, 1000.0]).tolist()
    [-1000.0, 0.0]
    """
    x = as_tensor(x)
    return apply(nn.LOG_SOFTMAX, (x,), sh.axes_of(dim, x.ndim))  # type: ignore[no-any-return]


def nll_loss(log_probabilities: Numbers, target: Numbers, reduction: Reduction = "mean") -> Tensor:
    """Return minus the log-probability of the right class.

    Parameters
    ----------
    log_probabilities
        Shape (n, classes).
    target
        Whole numbers from 0 to classes - 1, shape (n,).
    reduction
        `"mean"`, `"sum"`, or `"none"` for one number a row.

    Returns
    -------
    Tensor

    Raises
    ------
    TypeError
        If the targets are no whole numbers.
    ValueError
        If shapes or classes do not fit, or `reduction` is unknown.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.nll_loss([[-0.5, -1.0]], [1]).item()
    1.0
    """
    x, t = as_tensor(log_probabilities), as_tensor(target).data
    if t.dtype.kind not in "iu":
        raise TypeError(f"target: expected whole numbers, got {t.dtype}")
    if x.data.ndim != 2 or t.shape != x.data.shape[:1]:
        raise ValueError(
            f"target: expected shape (n,) with scores of shape (n, classes), got {t.shape} "
            f"and {x.shape}"
        )
    classes = x.data.shape[1]
    if t.size and (t.min() < 0 or t.max() >= classes):  # -1 would silently be the last class
        raise ValueError(
            f"target: expected classes from 0 to {classes - 1}, got {t.min()} to {t.max()}"
        )
    picked = apply(nn.PICK, (x,), (np.arange(len(t)), np.array(t)))
    return _reduced(-picked, reduction)


def cross_entropy(scores: Numbers, target: Numbers, reduction: Reduction = "mean") -> Tensor:
    """Return the loss of a classifier: minus the log-softmax of the right class.

    Parameters
    ----------
    scores
        Any numbers, shape (n, classes); no softmax before.
    target
        Whole numbers from 0 to classes - 1, shape (n,).
    reduction
        `"mean"`, `"sum"`, or `"none"` for one number a row.

    Returns
    -------
    Tensor

    Raises
    ------
    TypeError
        If the targets are no whole numbers.
    ValueError
        If shapes or classes do not fit, or `reduction` is unknown.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> round(autograd.cross_entropy([[0.0, 0.0]], [0]).item(), 4)
    0.6931
    """
    return nll_loss(log_softmax(scores), target, reduction)


def mse_loss(prediction: Numbers, target: Numbers, reduction: Reduction = "mean") -> Tensor:
    """Return the squared difference.

    Parameters
    ----------
    prediction, target
        Of the same shape: a column against a row would silently make a matrix.
    reduction
        `"mean"`, `"sum"`, or `"none"`.

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If the shapes differ, or `reduction` is unknown.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.mse_loss([1.0, 2.0], [1.0, 4.0]).item()
    2.0
    """
    a, b = as_tensor(prediction), as_tensor(target)
    if a.data.shape != b.data.shape:
        raise ValueError(f"target: expected shape {a.shape}, got {b.shape}")
    return _reduced((a - b) ** 2, reduction)


def _reduced(x: Tensor, reduction: str) -> Tensor:
    if reduction == "mean":
        return x.mean()
    if reduction == "sum":
        return x.sum()
    if reduction == "none":
        return x
    raise ValueError(f"reduction: expected 'mean', 'sum' or 'none', got {reduction!r}")
