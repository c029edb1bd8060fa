"""Forward-mode differentiation: gradients, Jacobians and Hessians by dual numbers.

Called as `torch.func` is. A run of the function carries one direction, or all of them at once:
the cost grows with the number of inputs. Where a function has many inputs and one output, the
reverse mode of `journey.mathematics.autograd` needs one run only.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np

from journey.mathematics.differentiate import _arrays  # noqa: F401  (registers its rules)
from journey.mathematics.differentiate._dual import Dual
from journey.mathematics.differentiate._rules import base

__all__ = ["grad", "hvp", "jacfwd", "jvp", "partial_derivative"]

# A number of its own for each differentiation, or the inner of two could take the outer's
# perturbation for its own. Inner ones start later and so have the higher number.
_levels = count(1_000)


def jvp(
    func: Callable[..., Any], primals: tuple[Any, ...], tangents: tuple[Any, ...]
) -> tuple[Any, Any]:
    r"""Value and directional derivative: the Jacobian times a vector, without the Jacobian.

    Parameters
    ----------
    func
        Takes the primals, returns an array, a number, or a list of numbers.
    primals
        Where, as a tuple of arrays.
    tangents
        Along which direction, shaped as the primals. It is not normalised.

    Returns
    -------
    value, tangent : ndarray
        $f(x)$ and $J v$, of one shape. The cost is about that of two to three runs of `func`.

    Raises
    ------
    TypeError
        If primals or tangents are no tuples, or `func` uses what has no rule.
    ValueError
        If shapes differ, or the derivative is infinite at some step.

    References
    ----------
    Griewank, A., Walther, A. (2008). Evaluating Derivatives, 2nd ed., section 3.1.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import jvp
    >>> value, slope = jvp(lambda x: x[0] * np.exp(x[1]), ([3.0, 0.0],), ([1.0, 2.0],))
    >>> float(value), float(slope)
    (3.0, 7.0)
    """
    if not isinstance(primals, tuple) or not isinstance(tangents, tuple):
        raise TypeError("jvp: expected tuples of primals and tangents, as torch.func.jvp does")
    if len(primals) != len(tangents):
        raise ValueError(f"jvp: expected {len(primals)} tangents, got {len(tangents)}")
    level = next(_levels)
    duals = []
    for k, (x, v) in enumerate(zip(primals, tangents, strict=True)):
        x, v = _point(x, f"primals[{k}]"), _point(v, f"tangents[{k}]")
        if x.shape != v.shape:
            raise ValueError(f"jvp: tangents[{k}]: expected shape {x.shape}, got {v.shape}")
        duals.append(Dual(x, v, level=level))
    return _outcome(func(*duals), level, ())


def jacfwd(
    func: Callable[..., Any], argnums: int = 0, *, chunk_size: int | None = None
) -> Callable[..., Any]:
    r"""Return the function that computes the Jacobian, all columns in one run.

    Nested, `jacfwd(jacfwd(f))` is the Hessian, and so on to any order.

    Parameters
    ----------
    func
        Takes arrays, returns an array, a number, or a list of numbers.
    argnums
        By which of its arguments to differentiate.
    chunk_size
        How many columns are carried at once; without it, all. Fewer need less memory.

    Returns
    -------
    callable
        Takes the arguments of `func`. Returns an array of the output's shape followed by the
        input's: $J_{ij} = \partial f_i / \partial x_j$.

    Raises
    ------
    TypeError
        From the returned function, if `func` uses what has no rule.
    ValueError
        If `chunk_size` is below 1; from the returned function, where a derivative is infinite.

    References
    ----------
    Griewank, A., Walther, A. (2008). Evaluating Derivatives, 2nd ed., section 3.1 (vector mode).

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import jacfwd
    >>> f = lambda x: x[0] ** 2 * x[1]
    >>> jacfwd(f)([3.0, 5.0])
    array([30.,  9.])
    >>> jacfwd(jacfwd(f))([3.0, 5.0])
    array([[10.,  6.],
           [ 6.,  0.]])
    """
    if chunk_size is not None and chunk_size < 1:
        raise ValueError(f"jacfwd: chunk_size: expected at least 1, got {chunk_size}")

    def jacobian(*args: Any) -> Any:
        if not -len(args) <= argnums < len(args):
            raise ValueError(f"jacfwd: argnums: expected one of {len(args)}, got {argnums}")
        args = tuple(_point(a, f"argument {k}") for k, a in enumerate(args))
        x = args[argnums]
        n = x.size
        step = n if chunk_size is None else chunk_size
        columns = []
        for start in range(0, max(n, 1), max(step, 1)):
            width = min(step, n - start)
            seeds = np.eye(n, width, -start, dtype=x.dtype).reshape((*x.shape, width))
            level = next(_levels)
            moved = list(args)
            moved[argnums] = Dual(x, seeds, level=level)
            columns.append(_outcome(func(*moved), level, (width,))[1])
        joined = columns[0] if len(columns) == 1 else np.concatenate(columns, axis=-1)
        return joined.reshape(joined.shape[:-1] + x.shape)

    return jacobian


def grad(func: Callable[..., Any], argnums: int = 0) -> Callable[..., Any]:
    r"""Return the function that computes the gradient of a function of one value.

    Parameters
    ----------
    func
        Takes arrays, returns a number.
    argnums
        By which of its arguments to differentiate.

    Returns
    -------
    callable
        Takes the arguments of `func`, returns an array of the shape of the one chosen.

    Raises
    ------
    ValueError
        From the returned function, if `func` returns several entries.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import grad
    >>> grad(lambda x: np.sum(x**2))([1.0, 2.0])
    array([2., 4.])
    >>> float(grad(grad(np.sin))(0.5)) == float(-np.sin(0.5))
    True
    """
    jacobian = jacfwd(func, argnums)

    def gradient(*args: Any) -> Any:
        result = jacobian(*args)
        shape = np.shape(base(args[argnums]))
        if np.shape(base(result)) != shape:
            extra = np.shape(base(result))[: np.ndim(base(result)) - len(shape)]
            raise ValueError(f"grad: func: expected to return one number, got shape {extra}")
        return result

    return gradient


def hvp(func: Callable[..., Any], inputs: Any, v: Any) -> tuple[Any, Any]:
    r"""Value and Hessian times a vector: the directional derivative of the gradient.

    Parameters
    ----------
    func
        Takes an array, returns a number.
    inputs
        Where, an array of any shape.
    v
        The vector, of the same shape.

    Returns
    -------
    value, product : ndarray
        $f(x)$ and $\nabla^2 f(x)\, v$, of shapes () and that of `inputs`. The $n \times n$ matrix
        is never formed: the run carries $n$ pairs of slopes.

    Raises
    ------
    ValueError
        If the shapes differ, or `func` returns several entries.

    References
    ----------
    Pearlmutter, B. A. (1994). Fast exact multiplication by the Hessian. Neural Computation 6(1),
    147-160.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import hvp
    >>> value, product = hvp(lambda x: x[0] ** 2 * x[1], [3.0, 5.0], [1.0, 0.0])
    >>> float(value), product
    (45.0, array([10.,  6.]))
    """
    x = _point(inputs, "inputs")
    return base(np_value(func(x))), jvp(grad(func), (x,), (v,))[1]


def partial_derivative(func: Callable[..., Any], x: Any, *indices: Any) -> Any:
    r"""One partial derivative, of any order, mixed or not.

    Parameters
    ----------
    func
        Takes an array, returns an array or a number.
    x
        Where.
    indices
        By which entries to differentiate, one after the other: `(f, x, 0)` is
        $\partial f / \partial x_0$, `(f, x, 0, 1)` is $\partial^2 f / \partial x_0 \partial x_1$. A
        tuple names an entry of a matrix.

    Returns
    -------
    ndarray
        Of the shape that `func` returns.

    Raises
    ------
    ValueError
        If no index is given.
    IndexError
        If `x` has no such entry.

    Examples
    --------
    >>> from journey.mathematics.differentiate import partial_derivative
    >>> float(partial_derivative(lambda x: x[0] ** 3 * x[1], [2.0, 5.0], 0, 0, 1))
    12.0
    """
    if not indices:
        raise ValueError("partial_derivative: indices: expected at least one, got none")
    x = _point(x, "x")
    seed = np.zeros(x.shape, x.dtype)
    seed[indices[0]] = 1.0

    def along(point: Any) -> Any:
        return jvp(func, (point,), (seed,))[1]

    return along(x) if len(indices) == 1 else partial_derivative(along, x, *indices[1:])


def np_value(result: Any) -> Any:
    """Return what a function returned as one array or dual number; lists are joined."""
    if isinstance(result, (list, tuple)):
        return np.stack([np_value(r) for r in result]) if result else np.zeros(0)
    return result if isinstance(result, Dual) else np.asarray(result)


def _point(x: Any, name: str) -> Any:
    if isinstance(x, Dual):
        return x
    array = np.array(x)  # a copy: what the function does to it must not reach the caller
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{name}: expected real numbers, got {array.dtype}")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def _outcome(result: Any, level: int, directions: tuple[int, ...]) -> tuple[Any, Any]:
    """Return value and tangent of one level; what does not depend on the input has slope 0."""
    result = np_value(result)
    if isinstance(result, Dual) and result.level == level:
        return result.value, result.tangent
    numbers = base(result)
    return result, np.zeros(numbers.shape + directions)
