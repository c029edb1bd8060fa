"""Functions of one or two tensors, entry by entry, under PyTorch's names."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.autograd import _elementwise as el
from journey.mathematics.autograd._graph import Op, apply
from journey.mathematics.autograd._tensor import Tensor, as_tensor

__all__ = [
    "abs",
    "clamp",
    "cos",
    "exp",
    "log",
    "log1p",
    "maximum",
    "minimum",
    "relu",
    "sigmoid",
    "sin",
    "softplus",
    "sqrt",
    "tanh",
    "where",
]

Numbers = Tensor | ArrayLike


def _unary(op: Op, x: Numbers) -> Tensor:
    return apply(op, (as_tensor(x),))  # type: ignore[no-any-return]


def _binary(op: Op, a: Numbers, b: Numbers) -> Tensor:
    if isinstance(a, Tensor):
        return a._binary(op, b)
    return as_tensor(b)._swapped(op, a)


def exp(x: Numbers) -> Tensor:
    """Return $e^x$ for each entry.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.exp(0.0).item()
    1.0
    """
    return _unary(el.EXP, x)


def log(x: Numbers) -> Tensor:
    """Return the natural logarithm of each entry.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.log(1.0).item()
    0.0
    """
    return _unary(el.LOG, x)


def log1p(x: Numbers) -> Tensor:
    r"""Return $\log(1 + x)$ of each entry, exact for small ones.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.log1p(0.0).item()
    0.0
    """
    return _unary(el.LOG1P, x)


def sqrt(x: Numbers) -> Tensor:
    """Return the square root of each entry; at 0 the gradient is infinite.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.sqrt(4.0).item()
    2.0
    """
    return _unary(el.SQRT, x)


def sin(x: Numbers) -> Tensor:
    """Return the sine of each entry.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.sin(0.0).item()
    0.0
    """
    return _unary(el.SIN, x)


def cos(x: Numbers) -> Tensor:
    """Return the cosine of each entry.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.cos(0.0).item()
    1.0
    """
    return _unary(el.COS, x)


def tanh(x: Numbers) -> Tensor:
    """Return the hyperbolic tangent of each entry.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.tanh(0.0).item()
    0.0
    """
    return _unary(el.TANH, x)


def sigmoid(x: Numbers) -> Tensor:
    """Return $1 / (1 + e^{-x})$ of each entry, without overflow.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.sigmoid(0.0).item()
    0.5
    """
    return _unary(el.SIGMOID, x)


def relu(x: Numbers) -> Tensor:
    """Return each entry, or 0 where it is negative; at 0 the gradient is 0.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.relu(-1.0).item()
    0.0
    """
    return _unary(el.RELU, x)


def abs(x: Numbers) -> Tensor:
    """Return the absolute value of each entry; at 0 the gradient is 0.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.abs(-2.0).item()
    2.0
    """
    return _unary(el.ABS, x)


def softplus(x: Numbers) -> Tensor:
    r"""Return $\log(1 + e^x)$ of each entry, without overflow.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.

    Returns
    -------
    Tensor
        Of the same shape.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.softplus(1000.0).item()
    1000.0
    """
    return _unary(el.SOFTPLUS, x)


def maximum(a: Numbers, b: Numbers) -> Tensor:
    """Return the larger of two entries; equal ones get half the gradient each.

    Parameters
    ----------
    a, b
        Tensors or numbers whose shapes broadcast.

    Returns
    -------
    Tensor

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.maximum(1.0, 2.0).item()
    2.0
    """
    return _binary(el.MAXIMUM, a, b)


def minimum(a: Numbers, b: Numbers) -> Tensor:
    """Return the smaller of two entries; equal ones get half the gradient each.

    Parameters
    ----------
    a, b
        Tensors or numbers whose shapes broadcast.

    Returns
    -------
    Tensor

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.minimum(1.0, 2.0).item()
    1.0
    """
    return _binary(el.MINIMUM, a, b)


def clamp(x: Numbers, min: float | None = None, max: float | None = None) -> Tensor:
    """Move entries outside the bounds to the nearer bound, where the gradient is 0.

    Parameters
    ----------
    x
        A tensor or numbers of any shape.
    min, max
        Bounds; at least one of them.

    Returns
    -------
    Tensor

    Raises
    ------
    ValueError
        If there is no bound.

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.clamp([-2.0, 0.5], min=0.0).tolist()
    [0.0, 0.5]
    """
    return as_tensor(x).clamp(min, max)


def where(condition: Any, a: Numbers, b: Numbers) -> Tensor:
    """Take an entry from `a` where the condition holds, and from `b` elsewhere.

    Parameters
    ----------
    condition
        Truth values; they get no gradient.
    a, b
        Tensors or numbers whose shapes broadcast.

    Returns
    -------
    Tensor

    Examples
    --------
    >>> from journey.mathematics import autograd
    >>> autograd.where([True, False], [1.0, 2.0], [3.0, 4.0]).tolist()
    [1.0, 4.0]
    """
    mask = np.array(as_tensor(condition).data, dtype=bool)
    one, other = (a, a._lift(b)) if isinstance(a, Tensor) else (as_tensor(b)._lift(a), as_tensor(b))
    return apply(el.WHERE, (one, other), (mask,))  # type: ignore[no-any-return]
