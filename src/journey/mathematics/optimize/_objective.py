"""The function to be minimised: checked, counted, and differentiated where no gradient is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize._result import Matrix, Vector

# A trial step may leave the region where the function is finite. That is expected, checked for and
# answered by a shorter step or a clear status, so NumPy's warnings of it would only be noise.
QUIET = np.errstate(over="ignore", invalid="ignore")

__all__ = ["approx_fprime", "check_grad"]

Fun = Callable[..., Any]
Jac = Callable[..., Any] | Literal[True] | None
Hess = Callable[..., Any] | None

# The error of a central difference is about eps |f| / h (rounding) plus h^2 |f'''| (truncation);
# the sum is smallest near h = eps^(1/3).
STEP = float(np.finfo(float).eps ** (1 / 3))


class Objective:
    """A function with its derivatives, as the methods call it.

    Parameters
    ----------
    fun
        Returns one real number; with `jac=True` that number and the gradient.
    jac
        The gradient, `True`, or `None` for central differences.
    hess
        The Hessian, or `None` for central differences of the gradient.
    args
        Passed on to all three after `x`.
    """

    def __init__(
        self, fun: Fun, jac: Jac = None, hess: Hess = None, args: tuple[Any, ...] = ()
    ) -> None:
        if not callable(fun):
            raise TypeError(f"fun: expected a function, got {type(fun).__name__}")
        if not (jac is None or jac is True or callable(jac)):
            raise TypeError(f"jac: expected a function, True or None, got {jac!r}")
        if not (hess is None or callable(hess)):
            raise TypeError(f"hess: expected a function or None, got {hess!r}")
        self._fun = fun
        self._jac = jac
        self._hess = hess
        self._args = args if isinstance(args, tuple) else (args,)
        self._pair: tuple[Vector, Any] | None = None  # last x and gradient, where jac is True
        self.nfev = self.njev = self.nhev = 0

    def value(self, x: Vector) -> float:
        """Return the value at `x`; it may be infinite or not a number, the caller decides."""
        self.nfev += 1
        with np.errstate(all="ignore"):  # a trial step may overflow: that is an answer, not a fault
            result = self._fun(x.copy(), *self._args)
        if self._jac is True:
            if not (isinstance(result, tuple) and len(result) == 2):
                raise ValueError(
                    "fun: with jac=True, expected a pair (value, gradient), "
                    f"got {type(result).__name__}"
                )
            self._pair, result = (x.copy(), result[1]), result[0]
        value = np.asarray(result)
        if value.size != 1 or value.dtype.kind not in "fiub":
            raise ValueError(
                f"fun: expected one real number, got {_describe(value)} at x = {_point(x)}"
            )
        return float(value.item())

    def gradient(self, x: Vector) -> Vector:
        """Return the gradient at `x` as a new array; its entries may be non-finite."""
        self.njev += 1
        if self._jac is None:
            return approx_gradient(self.value, x)
        if self._jac is True:
            if self._pair is None or not np.array_equal(self._pair[0], x):
                self.value(x)
            assert self._pair is not None
            result = self._pair[1]
        else:
            with np.errstate(all="ignore"):
                result = self._jac(x.copy(), *self._args)
        return _shaped("jac", result, x, x.shape)

    def hessian(self, x: Vector) -> Matrix:
        """Return the Hessian at `x`, made exactly symmetric."""
        if self._hess is None:
            H = np.array([_central(self.gradient, x, j) for j in range(x.size)])
        else:
            self.nhev += 1
            with np.errstate(all="ignore"):
                H = self._hess(x.copy(), *self._args)
            H = _shaped("hess", H, x, (x.size, x.size))
            if not np.allclose(H, H.T, rtol=1e-6, atol=1e-8, equal_nan=True):
                raise ValueError(f"hess: expected a symmetric matrix at x = {_point(x)}")
        symmetric: Matrix = (H + H.T) / 2
        return symmetric


def check_x0(x0: ArrayLike, name: str = "x0") -> Vector:
    """Return a copy of `x0` as float64; a number becomes a vector of length one."""
    given = np.asarray(x0)
    if given.dtype.kind not in "fiub" or given.ndim > 1 or given.size == 0:
        raise ValueError(f"{name}: expected a vector of real numbers, got {_describe(given)}")
    x = np.array(given, dtype=np.float64, ndmin=1)
    if not np.isfinite(x).all():
        raise ValueError(f"{name}: expected finite numbers, got {_point(x)}")
    return x


def approx_fprime(xk: ArrayLike, f: Fun, *args: Any) -> Vector:
    r"""Gradient by central differences.

    Entry $j$ is $(f(x + h e_j) - f(x - h e_j)) / 2h$, with $h$ near the cube root of machine
    epsilon times the size of $x_j$, where rounding and truncation balance. SciPy's function of
    this name uses forward differences: half the evaluations, and half the correct digits.

    Parameters
    ----------
    xk
        Where, shape (n,).
    f
        Function that returns a number.
    args
        Passed on to `f`.

    Returns
    -------
    ndarray of shape (n,)

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., section 8.1.

    Examples
    --------
    >>> from journey.mathematics.optimize import approx_fprime
    >>> approx_fprime([1.0, 2.0], lambda x: x[0] ** 2 + 3 * x[1]).round(6)
    array([2., 3.])
    """
    return approx_gradient(Objective(f, args=args).value, check_x0(xk, "xk"))


def check_grad(func: Fun, grad: Fun, x0: ArrayLike, *args: Any) -> float:
    r"""Distance between a gradient and central differences of its function.

    Parameters
    ----------
    func, grad
        Function and gradient.
    x0
        Where to compare them, shape (n,).
    args
        Passed on to both.

    Returns
    -------
    float
        $\lVert \nabla f(x_0) - \text{differences} \rVert$. About $10^{-9}$ times the size of the
        gradient means that they agree; a wrong sign or factor shows as the size of the gradient.

    Examples
    --------
    >>> from journey.mathematics.optimize import check_grad, rosen, rosen_der
    >>> check_grad(rosen, rosen_der, [-1.2, 1.0]) < 1e-7
    True
    >>> round(check_grad(rosen, lambda x: -rosen_der(x), [-1.2, 1.0]), 3)  # twice the gradient
    465.735
    """
    x = check_x0(x0)
    objective = Objective(func, grad, args=args)
    return float(np.linalg.norm(objective.gradient(x) - approx_gradient(objective.value, x)))


def approx_gradient(value: Callable[[Vector], float], x: Vector) -> Vector:
    """Return the central differences of `value` at `x`."""
    return np.array([_central(value, x, j) for j in range(x.size)])


def _central(value: Callable[[Vector], Any], x: Vector, j: int) -> Any:
    up, down = x.copy(), x.copy()
    h = STEP * max(1.0, abs(x[j]))
    up[j] += h
    down[j] -= h
    return (value(up) - value(down)) / (up[j] - down[j])  # what h became after rounding


def _shaped(name: str, result: Any, x: Vector, shape: tuple[int, ...]) -> Vector:
    array = np.asarray(result)
    if array.shape != shape or array.dtype.kind not in "fiub":
        raise ValueError(
            f"{name}: expected real numbers of shape {shape}, got {_describe(array)} "
            f"at x = {_point(x)}"
        )
    return array.astype(np.float64)  # a copy: the caller may hand out its own buffer


def _describe(array: np.ndarray[Any, Any]) -> str:
    return f"shape {array.shape} of type {array.dtype}"


def _point(x: Vector) -> str:
    return np.array2string(x, threshold=6, precision=4)
