"""The tensor: an array that remembers which operation it came from."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from journey.mathematics.autograd import _elementwise as el
from journey.mathematics.autograd import _graph
from journey.mathematics.autograd import _shapes as sh
from journey.mathematics.autograd._graph import Array, apply
from journey.mathematics.autograd._operators import Operators

__all__ = ["Extreme", "Tensor", "as_tensor", "tensor"]

Dim = int | tuple[int, ...] | None


class Extreme(NamedTuple):
    """What `max` and `min` along an axis return."""

    values: Tensor
    indices: Tensor


class Tensor(Operators):
    """An n-d array that can be differentiated through, with PyTorch's names.

    Operators, indexing and methods work as on a NumPy array, with broadcasting. Those that change
    a tensor in place give it a new array, so a graph recorded before goes back by the old values.

    Parameters
    ----------
    data
        Numbers of any shape; they are copied. Types are NumPy's: floats are float64 by default.
    requires_grad
        Whether gradients are wanted. For floating-point numbers only.
    dtype
        NumPy's type of the entries.

    Attributes
    ----------
    data : ndarray
        The entries.
    grad : Tensor or None
        What `backward` has added up.
    requires_grad : bool

    Raises
    ------
    TypeError
        If the entries are no numbers, or gradients of whole numbers are asked for.

    References
    ----------
    Baydin, A. G., Pearlmutter, B. A., Radul, A. A. and Siskind, J. M. (2018). Automatic
    differentiation in machine learning: a survey. JMLR 18(153), section 3.2.

    Examples
    --------
    >>> from journey.mathematics.autograd import Tensor
    >>> x = Tensor([1.0, 2.0, 3.0], requires_grad=True)
    >>> (x * x).sum().backward()
    >>> x.grad
    tensor([2., 4., 6.])
    """

    __slots__ = ()

    def __init__(
        self,
        data: Any,
        requires_grad: bool = False,
        dtype: DTypeLike | None = None,
        *,
        _share: bool = False,
    ) -> None:
        if isinstance(data, Tensor):
            data = data.data
        self.data = np.asarray(data) if _share else np.array(data, dtype=dtype)
        self.grad = None
        self._node = None
        self._keep = False
        kind = self.data.dtype.kind
        if kind not in "fiub":
            raise TypeError(f"data: expected real numbers, got {self.data.dtype}")
        if requires_grad and kind != "f":
            raise TypeError(
                f"requires_grad: expected floating-point numbers, got {self.data.dtype}"
            )
        self.requires_grad = bool(requires_grad)

    def __repr__(self) -> str:
        text = np.array2string(self.data, separator=", ", prefix="tensor(")
        kind = "" if self.data.dtype in (np.float64, np.int64, bool) else f", {self.data.dtype}"
        made = self._node.op.name if self._node is not None else ""
        wanted = ", requires_grad=True" if self.requires_grad else ""
        return f"tensor({text}{kind}{f', from={made}' if made else wanted})"

    # About the tensor ---------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, ...]:
        """The length of each axis."""
        return self.data.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.data.ndim

    @property
    def dtype(self) -> Any:
        """NumPy's type of the entries."""
        return self.data.dtype

    @property
    def is_leaf(self) -> bool:
        """Whether it was not made by a recorded operation."""
        return self._node is None

    def numel(self) -> int:
        """Return the number of entries."""
        return self.data.size

    def item(self) -> Any:
        """Return the only entry as a Python number; `ValueError` where there are several."""
        return self.data.item()

    def numpy(self) -> Array:
        """Return the array itself; `RuntimeError` where gradients are wanted."""
        if self.requires_grad:
            raise RuntimeError("numpy: the tensor requires grad; call detach() first")
        return self.data

    def tolist(self) -> Any:
        """Return the entries as nested lists."""
        return self.data.tolist()

    def detach(self) -> Tensor:
        """Return the same entries without the graph behind them."""
        return Tensor(self.data, _share=True)

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Say of a leaf whether gradients are wanted, and return it."""
        if self._node is not None:
            raise RuntimeError("requires_grad_: expected a leaf, got the result of an operation")
        if requires_grad and self.data.dtype.kind != "f":
            raise TypeError(
                f"requires_grad_: expected floating-point numbers, got {self.data.dtype}"
            )
        self.requires_grad = requires_grad
        return self

    def retain_grad(self) -> None:
        """Keep the gradient of a tensor that is no leaf, too."""
        self._keep = True

    def zero_(self) -> Tensor:
        """Set all entries to 0, as for a gradient before the next step, and return it."""
        self.data = np.zeros_like(self.data)  # a new array, as for every change in place
        return self

    # Gradients ----------------------------------------------------------------------------------

    def backward(
        self,
        gradient: Any = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
    ) -> None:
        """Add the gradient of this tensor to `.grad` of every leaf that it depends on.

        Parameters
        ----------
        gradient
            Of something with respect to this tensor, of its shape; 1 for a tensor of one entry.
        retain_graph
            Keep the graph for another backward; it is freed otherwise. Default: `create_graph`.
        create_graph
            Record the way back as well, so that the gradients can be differentiated.

        Raises
        ------
        RuntimeError
            If no gradient is wanted, the graph was freed, or the tensor has several entries and
            `gradient` is not given.
        ValueError
            If `gradient` has another shape.
        """
        from journey.mathematics.autograd._grad import run

        run([self], [gradient], None, retain_graph, create_graph)

    # Entry by entry: see the functions of the same name ------------------------------------------

    def exp(self) -> Tensor:
        """Return e to the power of each entry."""
        return apply(el.EXP, (self,))  # type: ignore[no-any-return]

    def log(self) -> Tensor:
        """Return the natural logarithm of each entry."""
        return apply(el.LOG, (self,))  # type: ignore[no-any-return]

    def sqrt(self) -> Tensor:
        """Return the square root of each entry."""
        return apply(el.SQRT, (self,))  # type: ignore[no-any-return]

    def sin(self) -> Tensor:
        """Return the sine of each entry."""
        return apply(el.SIN, (self,))  # type: ignore[no-any-return]

    def cos(self) -> Tensor:
        """Return the cosine of each entry."""
        return apply(el.COS, (self,))  # type: ignore[no-any-return]

    def tanh(self) -> Tensor:
        """Return the hyperbolic tangent of each entry."""
        return apply(el.TANH, (self,))  # type: ignore[no-any-return]

    def sigmoid(self) -> Tensor:
        """Return 1 / (1 + exp(-x)) of each entry, without overflow."""
        return apply(el.SIGMOID, (self,))  # type: ignore[no-any-return]

    def relu(self) -> Tensor:
        """Return each entry, or 0 where it is negative; at 0 the gradient is 0."""
        return apply(el.RELU, (self,))  # type: ignore[no-any-return]

    def abs(self) -> Tensor:
        """Return the absolute value of each entry; at 0 the gradient is 0."""
        return apply(el.ABS, (self,))  # type: ignore[no-any-return]

    def clamp(self, min: float | None = None, max: float | None = None) -> Tensor:
        """Return each entry, moved to the nearer bound where it lies outside."""
        if min is None and max is None:
            raise ValueError("clamp: expected min, max or both, got neither")
        return apply(el.CLAMP, (self,), (min, max))  # type: ignore[no-any-return]

    def astype(self, dtype: DTypeLike) -> Tensor:
        """Return the entries as another type; the gradient is brought back, if there can be one."""
        if np.dtype(dtype).kind != "f":
            return Tensor(self.data.astype(dtype), _share=True)
        return apply(el.CAST, (self,), (np.dtype(dtype),))  # type: ignore[no-any-return]

    # Over axes ----------------------------------------------------------------------------------

    def _reduce(self, op: _graph.Op, dim: Dim, keepdim: bool) -> Tensor:
        axes = sh.axes_of(dim, self.data.ndim)
        return apply(op, (self,), (axes, keepdim))  # type: ignore[no-any-return]

    def sum(self, dim: Dim = None, keepdim: bool = False) -> Tensor:
        """Return the sum over one, several or all axes."""
        return self._reduce(sh.SUM, dim, keepdim)

    def mean(self, dim: Dim = None, keepdim: bool = False) -> Tensor:
        """Return the mean over one, several or all axes."""
        return self._reduce(sh.MEAN, dim, keepdim)

    def var(self, dim: Dim = None, correction: int = 1, keepdim: bool = False) -> Tensor:
        """Return the variance; divided by n - `correction`, as in PyTorch."""
        mean = self.mean(dim, keepdim=True)
        gap, n = self - mean, self.data.size // max(mean.data.size, 1)
        return (gap * gap).sum(dim, keepdim) / float(n - correction)

    def logsumexp(self, dim: Dim = None, keepdim: bool = False) -> Tensor:
        """Return log(sum(exp(x))) without overflow."""
        return self._reduce(sh.LOGSUMEXP, dim, keepdim)

    def amax(self, dim: Dim = None, keepdim: bool = False) -> Tensor:
        """Return the largest entry; equal largest ones share the gradient."""
        return self._reduce(sh.AMAX, dim, keepdim)

    def amin(self, dim: Dim = None, keepdim: bool = False) -> Tensor:
        """Return the smallest entry; equal smallest ones share the gradient."""
        return self._reduce(sh.AMIN, dim, keepdim)

    def max(self, dim: int | None = None, keepdim: bool = False) -> Any:
        """Return the largest entry, or along `dim` values and indices of the first largest ones."""
        return self.amax() if dim is None else self._select(self.argmax(dim, True), dim, keepdim)

    def min(self, dim: int | None = None, keepdim: bool = False) -> Any:
        """Return the smallest entry, or along `dim` values and indices of the first ones."""
        return self.amin() if dim is None else self._select((-self).argmax(dim, True), dim, keepdim)

    def _select(self, index: Tensor, dim: int, keepdim: bool) -> Extreme:
        values = self.gather(dim, index)
        if keepdim:
            return Extreme(values, index)
        return Extreme(values.squeeze(dim), index.squeeze(dim))

    def argmax(self, dim: int | None = None, keepdim: bool = False) -> Tensor:
        """Return where the first largest entry is; no gradient goes through."""
        return Tensor(np.argmax(self.data, axis=dim, keepdims=keepdim), _share=True)

    def cumsum(self, dim: int) -> Tensor:
        """Return the sums up to each entry along an axis."""
        return apply(sh.CUMSUM, (self,), sh.axes_of(dim, self.data.ndim))  # type: ignore[no-any-return]

    def gather(self, dim: int, index: Any) -> Tensor:
        """Return the entries at `index` along an axis, as `np.take_along_axis` does."""
        (axis,) = sh.axes_of(dim, self.data.ndim)
        return apply(sh.GATHER, (self,), (axis, np.array(as_tensor(index).data)))  # type: ignore[no-any-return]

    # Shapes -------------------------------------------------------------------------------------

    def reshape(self, *shape: Any) -> Tensor:
        """Return the entries in another shape; one length may be -1."""
        wanted = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
        return apply(sh.RESHAPE, (self,), (tuple(wanted),))  # type: ignore[no-any-return]

    def flatten(self) -> Tensor:
        """Return the entries along one axis."""
        return self.reshape(-1)

    def permute(self, *dims: Any) -> Tensor:
        """Return the axes in another order."""
        order = dims[0] if len(dims) == 1 and isinstance(dims[0], tuple | list) else dims
        if len(order) != self.data.ndim:
            raise ValueError(f"dims: expected each of {self.data.ndim} axes once, got {order}")
        sh.axes_of(tuple(order), self.data.ndim)
        order = tuple(int(k) % self.data.ndim for k in order)
        return apply(sh.PERMUTE, (self,), (order,))  # type: ignore[no-any-return]

    def transpose(self, dim0: int, dim1: int) -> Tensor:
        """Return the tensor with two axes exchanged, as PyTorch's `transpose` does."""
        order = list(range(self.data.ndim))
        (a,), (b,) = sh.axes_of(dim0, self.data.ndim), sh.axes_of(dim1, self.data.ndim)
        order[a], order[b] = b, a
        return self.permute(order)

    swapaxes = transpose

    @property
    def T(self) -> Tensor:  # noqa: N802 - the field's name
        """The axes in reverse order."""
        return self.permute(tuple(range(self.data.ndim))[::-1])

    def squeeze(self, dim: Dim = None) -> Tensor:
        """Return the tensor without axes of length 1, all or those that are named."""
        axes = sh.axes_of(dim, self.data.ndim)
        return self.reshape([n for k, n in enumerate(self.shape) if n != 1 or k not in axes])

    def unsqueeze(self, dim: int) -> Tensor:
        """Return the tensor with an axis of length 1 more, at place `dim`."""
        (at,) = sh.axes_of(dim, self.data.ndim + 1)
        return self.reshape((*self.shape[:at], 1, *self.shape[at:]))

    def expand(self, *shape: Any) -> Tensor:
        """Return the tensor repeated along axes of length 1, by broadcasting; -1 keeps a length."""
        wanted = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
        old = (1,) * (len(wanted) - self.data.ndim) + self.shape
        wanted = tuple(a if n == -1 else n for n, a in zip(wanted, old, strict=True))
        return apply(el.EXPAND, (self,), (wanted,))  # type: ignore[no-any-return]


def tensor(data: Any, dtype: DTypeLike | None = None, requires_grad: bool = False) -> Tensor:
    """Make a tensor from numbers, which are copied.

    Parameters
    ----------
    data
        Numbers of any shape.
    dtype
        NumPy's type of the entries. Unlike PyTorch, Python's floats become float64.
    requires_grad
        Whether gradients are wanted.

    Returns
    -------
    Tensor

    Raises
    ------
    TypeError
        If the entries are no numbers, or gradients of whole numbers are asked for.

    Examples
    --------
    >>> from journey.mathematics.autograd import tensor
    >>> tensor([[1, 2], [3, 4]]).T
    tensor([[1, 3],
            [2, 4]])
    """
    return Tensor(data, requires_grad, dtype)


def as_tensor(data: Tensor | ArrayLike) -> Tensor:
    """Return a tensor as it is, and an array or numbers as a tensor that shares their memory.

    Parameters
    ----------
    data
        A tensor, an array, or numbers.

    Returns
    -------
    Tensor

    Examples
    --------
    >>> from journey.mathematics.autograd import as_tensor
    >>> as_tensor([1.0, 2.0]).shape
    (2,)
    """
    return data if isinstance(data, Tensor) else Tensor(data, _share=True)
