"""Finite differences with one step: their weights, their best step, and the complex step.

Extrapolation and error estimates are in `_derivative`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["difference_offsets", "difference_weights", "finite_difference", "optimal_step"]

Floats = NDArray[np.float64]
EPS = float(np.finfo(float).eps)
METHODS = ("central", "forward", "backward", "complex")
# So small that its square is nothing beside 1, and far from the smallest number.
COMPLEX_STEP = 1e-100


def difference_weights(offsets: ArrayLike, derivative: int = 1) -> Floats:
    r"""Weights that turn values at given places into a derivative at 0.

    They are the derivatives at 0 of the Lagrange polynomials of the places: for every polynomial
    of degree below the number of places, $\sum_i w_i f(s_i h) / h^m = f^{(m)}(0)$ exactly.

    Parameters
    ----------
    offsets
        Different places $s_i$, in units of the step, shape (n,).
    derivative
        Which derivative, $m < n$; 0 interpolates.

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If places repeat, or there are too few.

    References
    ----------
    Fornberg, B. (1988). Generation of finite difference formulas on arbitrarily spaced grids.
    Mathematics of Computation 51(184), 699-706.

    Examples
    --------
    >>> from journey.mathematics.differentiate import difference_weights
    >>> difference_weights([-1, 0, 1])
    array([-0.5,  0. ,  0.5])
    >>> difference_weights([-1, 0, 1], derivative=2)
    array([ 1., -2.,  1.])
    """
    s = np.asarray(offsets, dtype=float)
    if s.ndim != 1 or len(np.unique(s)) != s.size or not np.isfinite(s).all():
        raise ValueError(
            f"difference_weights: offsets: expected different numbers, got {offsets!r}"
        )
    if not 0 <= derivative < s.size:
        raise ValueError(
            f"difference_weights: derivative: expected 0 to {s.size - 1} for {s.size} places, "
            f"got {derivative}"
        )
    # c[m, i]: weight of place i for derivative m, for the first places only; one more at a time.
    c = np.zeros((derivative + 1, s.size))
    c[0, 0] = 1.0
    scale = 1.0
    for j in range(1, s.size):
        gaps = s[j] - s[:j]
        new_scale = float(np.prod(gaps))
        for m in range(derivative, -1, -1):
            lower = c[m - 1, j - 1] if m else 0.0
            c[m, j] = scale * (m * lower - s[j - 1] * c[m, j - 1]) / new_scale
            below = c[m - 1, :j] if m else np.zeros(j)
            c[m, :j] = (s[j] * c[m, :j] - m * below) / gaps
        scale = new_scale
    weights: Floats = c[derivative] + 0.0  # without -0
    return weights


def difference_offsets(method: str, order: int) -> Floats:
    """Return the places of a formula of a given order, in units of the step.

    Parameters
    ----------
    method
        `"central"`, `"forward"` or `"backward"`.
    order
        The power of the step in its error; even for central ones.

    Returns
    -------
    ndarray of shape (order + 1,)

    Raises
    ------
    ValueError
        If there is no such formula.

    Examples
    --------
    >>> from journey.mathematics.differentiate import difference_offsets
    >>> difference_offsets("central", 4)
    array([-2., -1.,  0.,  1.,  2.])
    """
    if method not in METHODS[:3]:
        raise ValueError(f"method: expected one of {METHODS[:3]}, got {method!r}")
    if order < 1 or (method == "central" and order % 2):
        kind = "an even number from 2" if method == "central" else "a number from 1"
        raise ValueError(f"order: expected {kind} for {method} differences, got {order}")
    steps = np.arange(order + 1.0)
    return {"central": steps - order / 2, "forward": steps, "backward": -steps[::-1]}[method]


def optimal_step(
    method: str = "central",
    order: int = 2,
    *,
    size: ArrayLike = 1.0,
    higher: ArrayLike = 1.0,
    noise: float = EPS / 2,
) -> Any:
    r"""Step at which truncation and rounding together are smallest.

    A formula with weights $w_i$ at $s_i h$ has the errors $C\, |f^{(p+1)}|\, h^p$ with
    $C = |\sum w_i s_i^{p+1}| / (p+1)!$, and at most $\eta\, |f| \sum |w_i| / h$ where each value is
    off by the share $\eta$. The sum is smallest at
    $h^{p+1} = \eta\, |f| \sum |w_i| \,/\, (p\, C\, |f^{(p+1)}|)$.

    Parameters
    ----------
    method, order
        The formula, as for
        [finite_difference][journey.mathematics.differentiate.finite_difference].
    size, higher
        $|f|$ and $|f^{(p+1)}|$ near the point. The default 1 leaves $h \propto \eta^{1/(p+1)}$.
    noise
        Relative error of the values of $f$; by default half of machine epsilon, one rounding.

    Returns
    -------
    float or ndarray

    Raises
    ------
    ValueError
        If there is no such formula, or a number is not positive.

    References
    ----------
    Nocedal, J., Wright, S. J. (2006). Numerical Optimization, 2nd ed., section 8.1.

    Examples
    --------
    >>> from journey.mathematics.differentiate import optimal_step
    >>> f"{optimal_step('forward', 1):.1e} {optimal_step('central', 2):.1e}"
    '2.1e-08 6.9e-06'
    """
    offsets = difference_offsets(method, order)
    weights = difference_weights(offsets)
    size, higher = np.asarray(size, dtype=float), np.asarray(higher, dtype=float)
    if not (noise > 0 and (size > 0).all() and (higher > 0).all()):
        raise ValueError("optimal_step: size, higher and noise: expected positive numbers")
    factorial = float(np.prod(np.arange(1.0, order + 2)))
    truncation = abs(float(weights @ offsets ** (order + 1))) / factorial
    rounding = float(np.abs(weights).sum())
    return (noise * size * rounding / (order * truncation * higher)) ** (1.0 / (order + 1))


def finite_difference(
    func: Callable[[Any], Any],
    x: ArrayLike,
    *,
    method: str = "central",
    order: int = 2,
    step: ArrayLike | None = None,
) -> Any:
    r"""First derivative of a function of one number by one formula with one step.

    Parameters
    ----------
    func
        Works elementwise on arrays.
    x
        Where, any shape.
    method
        `"central"`, `"forward"`, `"backward"`, or `"complex"`: $\operatorname{Im} f(x + ih) / h$,
        which subtracts nothing and so has no rounding error to speak of. It needs a function that
        is analytic and takes complex numbers.
    order
        The power of the step in the error. Not used by `"complex"`.
    step
        In the units of x. Without it, that of
        [optimal_step][journey.mathematics.differentiate.optimal_step] times max(1, |x|).

    Returns
    -------
    float or ndarray
        Of the shape of `x`. Where the function has no derivative this is a number all the same:
        [derivative][journey.mathematics.differentiate.derivative] tells.

    Raises
    ------
    TypeError
        If `func` is no function, or gives real numbers for complex ones.
    ValueError
        If there is no such formula, a step is not positive or lost beside x, or x is not finite.

    References
    ----------
    Fornberg, B. (1988), as for
    [difference_weights][journey.mathematics.differentiate.difference_weights]. Squire, W., Trapp,
    G. (1998). Using complex variables to estimate derivatives of real functions. SIAM Review 40(1),
    110-112.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import finite_difference
    >>> float(finite_difference(np.sin, 0.0, method="complex"))
    1.0
    >>> bool(abs(finite_difference(np.exp, 0.0, order=4) - 1) < 1e-11)
    True
    """
    x = points("finite_difference", x)
    if not callable(func):
        raise TypeError(f"finite_difference: func: expected a function, got {type(func).__name__}")
    if method not in METHODS:
        raise ValueError(f"method: expected one of {METHODS}, got {method!r}")
    if method == "complex":
        h = np.asarray(COMPLEX_STEP if step is None else step, dtype=float)
        _positive(h)
        result = np.asarray(func(x + 1j * h))
        if result.dtype.kind != "c":
            raise TypeError(
                f"finite_difference: func: expected complex numbers for complex ones, got "
                f"{result.dtype}; the complex step needs an analytic function"
            )
        return (result.imag / h)[()]
    offsets = difference_offsets(method, order)
    scale = np.maximum(np.abs(x), 1.0)
    h = optimal_step(method, order) * scale if step is None else np.asarray(step, dtype=float)
    _positive(h)
    h = (x + h) - x  # a step that x can take exactly, or f is asked at another place than planned
    if not (h > 0).all():
        raise ValueError("finite_difference: step: expected a step that changes x, got one lost")
    total = np.zeros(np.broadcast_shapes(x.shape, h.shape))
    for s, w in zip(offsets, difference_weights(offsets), strict=True):
        if w:
            total = total + w * np.asarray(func(x + s * h))
    return (total / h)[()]


def points(function: str, x: ArrayLike) -> Floats:
    """Return `x` as float64; raise where an entry is no finite real number."""
    array = np.asarray(x)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{function}: x: expected real numbers, got {array.dtype}")
    if not np.isfinite(array).all():
        raise ValueError(f"{function}: x: expected finite numbers, got {x!r}")
    return array.astype(np.float64)


def _positive(step: Floats) -> None:
    if not ((step > 0) & np.isfinite(step)).all():
        raise ValueError(f"finite_difference: step: expected positive numbers, got {step}")
