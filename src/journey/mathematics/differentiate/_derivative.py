"""Numerical derivatives that come with an error estimate: first derivative, Jacobian, Hessian.

Called as `scipy.differentiate` is, except that functions of several numbers get one point at a
time. One formula with one step is in `_stencils`, exact derivatives are in `_forward`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.differentiate._extrapolate import Tableau
from journey.mathematics.differentiate._numeric import (
    NOISE,
    STEP_FACTOR,
    Counted,
    DerivativeResult,
    check_settings,
    first_step,
    result_of,
    vector,
)
from journey.mathematics.differentiate._stencils import EPS, points

__all__ = ["derivative", "hessian", "jacobian"]

Floats = NDArray[np.float64]
COLUMNS = 8  # more columns gain nothing in float64


def derivative(
    f: Callable[..., Any],
    x: ArrayLike,
    *,
    args: tuple[Any, ...] = (),
    tolerances: dict[str, float] | None = None,
    maxiter: int = 60,
    initial_step: ArrayLike | None = None,
    step_factor: float = STEP_FACTOR,
    step_direction: int = 0,
    noise: float = NOISE,
) -> DerivativeResult:
    r"""Differentiate a function of one number, extrapolated to step zero, with its error.

    The steps shrink by a factor, and Richardson's extrapolation removes the error terms one after
    the other. Kept is the combination whose error estimate is smallest; the search ends where
    rounding outweighs truncation. SciPy stops as soon as its tolerance is met.

    Parameters
    ----------
    f
        Works elementwise on arrays.
    x
        Where, any shape.
    args
        Passed on to `f` after `x`.
    tolerances
        `atol` and `rtol`, by default 1e-12 and the root of epsilon: `success` where the error
        is at most `atol + rtol * abs(df)`. They do not end the search.
    maxiter
        Most steps to try.
    initial_step
        The first and largest step. Without it, 0.3 times the larger of |x| and 1. Give it where
        the function changes on a scale much smaller than x itself.
    step_factor
        By which each step is smaller than the one before. Better no whole number: if a wave fits
        a step a whole number of times, it fits all larger ones as well, and they agree on a slope
        that is wrong.
    step_direction
        0 for central differences, 1 or -1 to use values on that side of `x` only.
    noise
        Relative error of the values of `f`. Raise it for a function that is known less well.

    Returns
    -------
    DerivativeResult
        With `df`, `error`, `success`, `status`, all of the shape of `x`. The error is an estimate:
        it holds where the function is smooth and `noise` is right. A jump of the slope at `x` is
        noticed from the values to both sides and gives status -4.

    Raises
    ------
    TypeError
        If `f` is no function, or does not return real numbers.
    ValueError
        If an argument is out of its range.

    References
    ----------
    Ridders, C. J. F. (1982). Accurate computation of F'(x) and F'(x) F''(x). Advances in
    Engineering Software 4(2), 75-76.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.differentiate import derivative
    >>> result = derivative(np.exp, 1.0)
    >>> bool(abs(result.df - np.e) <= result.error < 1e-12)
    True
    >>> int(derivative(np.abs, 0.0).status)
    -4
    """
    x = points("derivative", x)
    check_settings(f, maxiter, step_factor, noise)
    if step_direction not in (-1, 0, 1):
        raise ValueError(f"step_direction: expected -1, 0 or 1, got {step_direction!r}")
    counted = Counted(f, args)
    df, error, bent, nit = _slope(
        counted, x, first_step(initial_step, x), step_direction, maxiter, step_factor, noise
    )
    return result_of(df, error, bent, tolerances, nit, counted.nfev, x)


def jacobian(
    f: Callable[..., Any],
    x: ArrayLike,
    *,
    args: tuple[Any, ...] = (),
    tolerances: dict[str, float] | None = None,
    maxiter: int = 60,
    initial_step: ArrayLike | None = None,
    step_factor: float = STEP_FACTOR,
    noise: float = NOISE,
) -> DerivativeResult:
    r"""Jacobian by central differences along each axis, extrapolated, with its error.

    Parameters
    ----------
    f
        Takes a vector of shape (n,), returns a number or an array.
    x
        Where, shape (n,).
    args, tolerances, maxiter, initial_step, step_factor, noise
        As for [derivative][journey.mathematics.differentiate.derivative]; `initial_step` is a
        number or has an entry for each axis.

    Returns
    -------
    DerivativeResult
        `df` and `error` have the shape of the output followed by (n,). For a function of one
        value, `df` is the gradient.

    Raises
    ------
    TypeError
        If `f` is no function, or does not return real numbers.
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> from journey.mathematics.differentiate import jacobian
    >>> jacobian(lambda x: [x[0] * x[1], x[0] - x[1]], [2.0, 3.0]).df.round(9) + 0.0
    array([[ 3.,  2.],
           [ 1., -1.]])
    """
    x = vector("jacobian", x)
    check_settings(f, maxiter, step_factor, noise)
    steps = first_step(initial_step, x)
    counted = Counted(f, args)
    columns = []
    for j in range(x.size):

        def along(t: Any, j: int = j) -> Any:
            moved = x.copy()
            moved[j] = t
            return counted(moved)

        columns.append(_slope(along, x[j], steps[j], 0, maxiter, step_factor, noise))
    df, error, bent = (np.stack([c[k] for c in columns], axis=-1) for k in range(3))
    nit = max(c[3] for c in columns)
    return result_of(df, error, bent, tolerances, nit, counted.nfev, x)


def hessian(
    f: Callable[..., Any],
    x: ArrayLike,
    *,
    args: tuple[Any, ...] = (),
    tolerances: dict[str, float] | None = None,
    maxiter: int = 60,
    initial_step: ArrayLike | None = None,
    step_factor: float = STEP_FACTOR,
    noise: float = NOISE,
) -> DerivativeResult:
    r"""Hessian by second differences of the values, extrapolated, with its error.

    Entry $(i, j)$ is the limit of $(f_{++} - f_{+-} - f_{-+} + f_{--}) / 4 h_i h_j$, and on the
    diagonal of $(f_+ - 2 f + f_-) / h_i^2$. Rounding is divided by $h^2$: expect two thirds of the
    digits of a first derivative.

    Parameters
    ----------
    f
        Takes a vector of shape (n,), returns a number.
    x
        Where, shape (n,).
    args, tolerances, maxiter, initial_step, step_factor, noise
        As for [jacobian][journey.mathematics.differentiate.jacobian].

    Returns
    -------
    DerivativeResult
        `ddf` (also `df`) and `error` have the shape (n, n) and are symmetric.

    Raises
    ------
    TypeError
        If `f` is no function, or does not return real numbers.
    ValueError
        If an argument is out of its range, or `f` returns several entries.

    References
    ----------
    Abramowitz, M., Stegun, I. A. (1964). Handbook of Mathematical Functions, 25.3.23 and 25.3.26.

    Examples
    --------
    >>> from journey.mathematics.differentiate import hessian
    >>> hessian(lambda x: x[0] ** 2 * x[1], [3.0, 5.0]).ddf.round(6) + 0.0
    array([[10.,  6.],
           [ 6.,  0.]])
    """
    x = vector("hessian", x)
    check_settings(f, maxiter, step_factor, noise)
    h = first_step(initial_step, x)
    counted = Counted(f, args)
    here = counted(x)
    if here.shape != ():
        raise ValueError(f"hessian: f: expected to return one number, got shape {here.shape}")
    rows, columns = np.triu_indices(x.size)
    table = Tableau(rows.shape, range(2, 2 * COLUMNS + 2, 2), step_factor)
    unit = np.eye(x.size)
    nit = 0
    while nit < maxiter:
        h = (x + h) - x
        if not (h > 0).all():
            break
        nit += 1
        second, floor = np.empty(rows.shape), np.empty(rows.shape)
        with np.errstate(all="ignore"):
            for k, (i, j) in enumerate(zip(rows, columns, strict=True)):
                u, v = h * unit[i], h * unit[j]
                if i == j:
                    values = np.array([counted(x + u), counted(x - u), here])
                    signs = np.array([1.0, 1.0, -2.0])
                else:
                    moved = (x + u + v, x + u - v, x - u + v, x - u - v)
                    values = np.array([counted(m) for m in moved]) / 4
                    signs = np.array([1.0, -1.0, -1.0, 1.0])
                second[k] = signs @ values / (h[i] * h[j])
                floor[k] = noise * np.abs(signs) @ np.abs(values) / (h[i] * h[j])
            table.add(second, floor)
        if table.at_floor.all():
            break
        h = h / step_factor
    df, error = np.empty((x.size, x.size)), np.empty((x.size, x.size))
    df[rows, columns] = df[columns, rows] = table.best
    error[rows, columns] = error[columns, rows] = table.error
    return result_of(df, error, np.zeros(df.shape, bool), tolerances, nit, counted.nfev, x)


def _slope(
    f: Callable[[Any], Floats],
    t: Any,
    h: Any,
    direction: int,
    maxiter: int,
    factor: float,
    noise: float,
) -> tuple[Floats, Floats, Any, int]:
    """Return slope, error, whether there is a kink, and the number of steps tried.

    `f` is elementwise in `t`, or takes one number and returns an array.
    """
    here = f(t)
    even, odd = range(2, 2 * COLUMNS + 2, 2), range(1, 2 * COLUMNS + 1, 2)
    slopes = Tableau(here.shape, range(1, COLUMNS + 1) if direction else even, factor)
    # The slope to the right less that to the left: it tends to 0 unless there is a kink.
    kink = Tableau(here.shape, odd, factor)
    nit = 0
    while nit < maxiter:
        h = (t + h) - t  # a step that t can take exactly
        if not np.all(h > 0):
            break
        nit += 1
        with np.errstate(all="ignore"):  # a step may leave the domain; then the next one counts
            if direction:
                there = f(t + direction * h)
                slope, size = direction * (there - here) / h, np.abs(there) + np.abs(here)
                floor = noise * size / h
            else:
                up, down = f(t + h), f(t - h)
                slope, size = (up - down) / (2 * h), np.abs(up) + np.abs(down)
                floor = noise * size / (2 * h)
            # What f does to its argument first is rounded too: f(t (1 + eps)) is off by eps t f'.
            argument = EPS * np.abs(t) * np.abs(slope) / h
            slopes.add(slope, floor + argument)
            if not direction:
                floor = noise * (size + 2 * np.abs(here)) / h + 4 * argument
                kink.add((up - 2 * here + down) / h, floor)
        if slopes.at_floor.all():
            break
        h = h / factor
    bent = np.abs(kink.best) > 10 * kink.error
    error = np.where(bent, np.maximum(slopes.error, np.abs(kink.best) / 2), slopes.error)
    return slopes.best, error, bent, nit
