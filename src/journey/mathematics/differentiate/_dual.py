r"""Dual numbers: a value and, beside it, how fast it moves.

$a + b\,\varepsilon$ with $\varepsilon^2 = 0$. Any function of such a number gives
$f(a) + f'(a)\, b\,\varepsilon$, so a program that runs on them computes its own derivative. The
rules of the single operations are in `_rules`, functions of whole arrays in `_arrays`, and what
seeds the tangents (Jacobians, Hessians) in `_forward`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn, cast

import numpy as np

from journey.mathematics.differentiate._rules import BINARY, UNARY, base

__all__ = ["Dual"]

COMPARISONS = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}
COMPARISONS |= {"isfinite", "isnan", "isinf", "signbit"}
# Functions of whole arrays, such as numpy.sum, by NumPy's own function object; `_arrays` fills it.
ARRAY_FUNCTIONS: dict[Any, Callable[..., Any]] = {}


class Dual(np.lib.mixins.NDArrayOperatorsMixin):
    r"""An array of numbers that carry their derivatives with them.

    NumPy's operators, ufuncs and the common functions of whole arrays take it in place of an
    array. A NumPy function that has no rule raises `TypeError`; no derivative is lost in silence.

    Parameters
    ----------
    value
        Numbers, shape (...). Whole numbers become float64. A `Dual` nests: the derivative of a
        derivative.
    tangent
        The derivatives, of `value`'s shape for one direction or (..., k) for k directions.
        Without it, 1 everywhere: differentiate by this number itself.
    level
        Which differentiation it belongs to. Duals of different levels are constants to each
        other. Without it, one more than the level of `value`.

    Attributes
    ----------
    value, tangent, level
        As given; the tangent has the value's type.

    Raises
    ------
    TypeError
        If `value` or `tangent` are no real numbers.
    ValueError
        If the shape of `tangent` does not fit.

    References
    ----------
    Clifford, W. K. (1873). Preliminary sketch of biquaternions. Proceedings of the London
    Mathematical Society s1-4(1), 381-395. Griewank, A., Walther, A. (2008). Evaluating
    Derivatives, 2nd ed., section 3.1.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import Dual
    >>> x = Dual(2.0)
    >>> x**3 + np.log(x)
    Dual(8.693147180559945, 12.5)
    """

    __slots__ = ("level", "tangent", "value")

    def __init__(self, value: Any, tangent: Any = 1.0, *, level: int | None = None) -> None:
        self.value = value if isinstance(value, Dual) else _real("value", value)
        if isinstance(tangent, Dual):
            self.tangent: Any = tangent
        else:
            given = _real("tangent", tangent).astype(self.value.dtype)
            if not given.ndim and self.value.ndim:
                given = np.full(self.value.shape, given)
            self.tangent = given
        shape = self.value.shape
        if self.tangent.shape[: len(shape)] != shape or self.tangent.ndim > len(shape) + 1:
            raise ValueError(
                f"Dual: tangent: expected shape {shape}, or that and one axis of directions, "
                f"got {self.tangent.shape}"
            )
        self.level = getattr(self.value, "level", 0) + 1 if level is None else level

    # What it is -----------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return cast("tuple[int, ...]", self.value.shape)

    @property
    def ndim(self) -> int:
        """Number of axes of the value."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """Number of entries of the value."""
        return int(np.prod(self.shape))

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of the numbers."""
        return cast("np.dtype[Any]", base(self).dtype)

    @property
    def T(self) -> Dual:  # noqa: N802
        """The axes in reverse order; not those of the directions."""
        return self.transpose()

    def __repr__(self) -> str:
        parts = [
            repr(p) if isinstance(p, Dual) else np.array2string(p, separator=", ", precision=17)
            for p in (self.value, self.tangent)
        ]
        return f"Dual({parts[0]}, {parts[1]})"

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("Dual: a single number has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Dual]:
        return (self[i] for i in range(len(self)))

    def __bool__(self) -> bool:
        return bool(base(self))

    def __float__(self) -> NoReturn:
        raise TypeError(
            "Dual: float(x) would drop the derivative; use NumPy's functions (np.sin, not math.sin)"
        )

    __int__ = __index__ = __complex__ = __float__

    def __array__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(
            "Dual: an array cannot hold it; join dual numbers with np.stack or np.concatenate"
        )

    # Nothing is changed in place: x += y makes a new number, as for Python's own.
    __iadd__ = np.lib.mixins.NDArrayOperatorsMixin.__add__
    __isub__ = np.lib.mixins.NDArrayOperatorsMixin.__sub__
    __imul__ = np.lib.mixins.NDArrayOperatorsMixin.__mul__
    __itruediv__ = np.lib.mixins.NDArrayOperatorsMixin.__truediv__

    def __setitem__(self, key: Any, value: Any) -> NoReturn:
        raise TypeError("Dual: entries cannot be set; build a new one with np.where or np.stack")

    # Its parts and shapes -------------------------------------------------------------------------

    @property
    def directions(self) -> int:
        """1 where the tangent has an axis of directions, else 0."""
        return int(self.tangent.ndim - self.ndim)

    def with_parts(self, value: Any, tangent: Any) -> Dual:
        """Return a dual number of the same level, unchecked."""
        new = Dual.__new__(type(self))
        new.value, new.tangent, new.level = value, tangent, self.level
        return new

    def __getitem__(self, key: Any) -> Dual:
        keys = key if isinstance(key, tuple) else (key,)
        # An ellipsis stands for the axes of the value only.
        more = (slice(None),) * self.directions if any(k is Ellipsis for k in keys) else ()
        return self.with_parts(np_view(self.value[key]), np_view(self.tangent[(*keys, *more)]))

    def reshape(self, *shape: Any) -> Dual:
        """Return the same entries in another shape; the directions stay."""
        value = self.value.reshape(*shape)
        extra = self.tangent.shape[self.ndim :]
        return self.with_parts(value, self.tangent.reshape((*value.shape, *extra)))

    def ravel(self) -> Dual:
        """Return the entries along one axis."""
        return self.reshape(-1)

    def transpose(self, *axes: Any) -> Dual:
        """Return it with its axes in another order, by default reversed."""
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        if not order:
            order = range(self.ndim)[::-1]
        order = tuple(int(a) % self.ndim for a in order)
        rest = tuple(range(self.ndim, self.tangent.ndim))
        return self.with_parts(self.value.transpose(order), self.tangent.transpose(order + rest))

    def sum(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return the sum over one axis, several, or all."""
        return np.sum(self, axis=axis, keepdims=keepdims)

    def mean(self, axis: Any = None, keepdims: bool = False) -> Any:
        """Return the mean over one axis, several, or all."""
        return np.mean(self, axis=axis, keepdims=keepdims)

    # NumPy ----------------------------------------------------------------------------------------

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        name = ufunc.__name__
        if method == "reduce" and name in ("add", "maximum", "minimum"):
            whole = ARRAY_FUNCTIONS[{"add": np.sum, "maximum": np.max, "minimum": np.min}[name]]
            return whole(inputs[0], kwargs.get("axis", 0), kwargs.get("keepdims", False))
        if method != "__call__" or any(v is not None for v in kwargs.values()):
            asked = f"{name}.{method}" if method != "__call__" else f"{name} with {list(kwargs)}"
            raise TypeError(f"Dual: numpy.{asked} has no rule for dual numbers")
        if name in COMPARISONS:
            return ufunc(*(base(x) for x in inputs))
        top = max((x for x in inputs if isinstance(x, Dual)), key=lambda x: x.level)
        values = [x.value if _of(x, top.level) else _plain(x) for x in inputs]
        if name == "matmul":
            return _matmul(top, inputs, values)
        if name not in UNARY and name not in BINARY:
            raise TypeError(f"Dual: numpy.{name} has no rule for dual numbers")
        with np.errstate(all="ignore"):  # what would be infinite is an error with the place, below
            y = ufunc(*values)
            if name in UNARY:
                return top.with_parts(
                    np_view(y), _term(top, UNARY[name](values[0], y), values, y, name)
                )
            # The sum of (derivative by this argument) x (tangent of this argument).
            terms = [
                _term(x, factor(), values, y, name)
                for x, factor in zip(inputs, BINARY[name](values[0], values[1], y), strict=True)
                if _of(x, top.level)
            ]
            return top.with_parts(np_view(y), terms[0] if len(terms) == 1 else terms[0] + terms[1])

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if func not in ARRAY_FUNCTIONS:
            raise TypeError(f"Dual: numpy.{func.__name__} has no rule for dual numbers")
        return ARRAY_FUNCTIONS[func](*args, **kwargs)


def np_view(x: Any) -> Any:
    """Return an array for NumPy's scalars, which forget that they may be indexed by `()`."""
    return x if isinstance(x, Dual) else np.asarray(x)


def lift(x: Any, directions: int) -> Any:
    """Return `x` with an axis of length one for the directions, to be multiplied with tangents."""
    shape = np.shape(x) if not isinstance(x, Dual) else x.shape
    return np_view(x).reshape((*shape, 1)) if directions and shape else x


def spread(tangent: Any, shape: tuple[int, ...], directions: int) -> Any:
    """Return a tangent stretched to the shape of its value, where broadcasting made that larger."""
    wanted = (*shape, *tangent.shape[tangent.ndim - directions :]) if directions else shape
    return tangent if tangent.shape == wanted else np.broadcast_to(tangent, wanted)


def _term(x: Dual, factor: Any, values: list[Any], y: Any, name: str) -> Any:
    """Return factor times tangent in the shape of the result; refuse what is no finite number."""
    lost = ~np.isfinite(base(factor)) | np.isnan(base(y))
    if lost.any():
        # Arguments that are not finite may spread as they do in NumPy; finite ones may not.
        given = [np.broadcast_to(base(v), lost.shape) for v in values]
        bad = lost & np.logical_and.reduce([np.isfinite(v) for v in given])
        if bad.any():
            where = " and ".join(f"{float(v[bad].flat[0]):g}" for v in given)
            raise ValueError(f"Dual: {name}: no finite derivative at {where}")
    e = x.directions
    return spread(np_view(lift(factor, e) * x.tangent), np.shape(base(y)), e)


def _matmul(top: Dual, inputs: tuple[Any, ...], values: list[Any]) -> Dual:
    a, b = values
    result = np_view(a @ b)
    parts = []
    if _of(inputs[0], top.level):
        parts.append(_product(inputs[0].tangent, b, inputs[0].directions, left=True, ndim=a.ndim))
    if _of(inputs[1], top.level):
        parts.append(_product(inputs[1].tangent, a, inputs[1].directions, left=False, ndim=b.ndim))
    return top.with_parts(result, parts[0] if len(parts) == 1 else parts[0] + parts[1])


def _product(t: Any, other: Any, directions: int, *, left: bool, ndim: int) -> Any:
    """Return the product of a tangent with the other factor; the directions end up last."""
    if not directions:
        return np_view(t @ other if left else other @ t)
    if ndim == 1:  # (n, k): the directions are already the columns of a matrix
        if left and other.ndim > 1:
            other = np.swapaxes(other, -1, -2)
        return np_view(other @ t)
    t = np.moveaxis(t, -1, 0)
    # A stack of matrices in the other factor would meet the axis of directions.
    t = t.reshape((t.shape[0],) + (1,) * (other.ndim - ndim) + t.shape[1:])
    return np.moveaxis(np_view(t @ other if left else other @ t), 0, -1)


def _of(x: Any, level: int) -> bool:
    return isinstance(x, Dual) and x.level == level


def _plain(x: Any) -> Any:
    # Python's own numbers stay as they are: as an array, 2.0 would turn float32 into float64.
    return x if isinstance(x, (Dual, int, float)) else np.asarray(x)


def _real(name: str, given: Any) -> Any:
    array = np.asarray(given)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"Dual: {name}: expected real numbers, got {array.dtype}")
    return array if array.dtype.kind == "f" else array.astype(np.float64)
