"""The error function, the normal distribution function, and their inverses."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import EPS, Floats, floats, quiet, scalar, shares

_ROOT_2 = float(np.sqrt(2))
_ROOT_PI = float(np.sqrt(np.pi))
_SWITCH = 2.0  # series below, continued fraction from here on
_TERMS = 80  # of the fraction; at 2, its slowest place, the last digit has settled


def _gauss(x: Floats) -> Floats:
    """Return exp(-x^2), of x in two parts, since the rounding error of x^2 counts in full."""
    coarse = np.round(x * 16) / 16
    return np.exp(-coarse * coarse) * np.exp(-(x - coarse) * (x + coarse))


def _erf_series(x: Floats) -> Floats:
    """Return erf by its series with positive terms, for x from 0 to the switch."""
    square = 2 * x * x
    term = np.ones_like(x)
    total = np.ones_like(x)
    for n in range(1, 60):
        term = term * square / (2 * n + 1)
        total = total + term
        if not (term > EPS / 4 * total).any():
            break
    return 2 / _ROOT_PI * x * _gauss(x) * total


def _erfc_fraction(x: Floats) -> Floats:
    """Return erfc by its continued fraction, from the inside out, for x above the switch."""
    tail = x
    for k in range(_TERMS, 0, -1):
        tail = x + 0.5 * k / tail
    return _gauss(x) / (_ROOT_PI * tail)


def _both(x: Floats) -> tuple[Floats, Floats]:
    """Return erf and erfc of numbers of either sign."""
    flat = np.ravel(x)
    size = np.abs(flat)
    small = size < _SWITCH
    upper = np.empty_like(flat)
    lower = np.empty_like(flat)
    lower[small] = _erf_series(size[small])
    upper[small] = 1 - lower[small]
    upper[~small] = _erfc_fraction(np.minimum(size[~small], 30.0))
    upper[size > 27.3] = 0.0  # below the smallest number
    lower[~small] = 1 - upper[~small]
    negative = flat < 0
    erf_ = np.where(negative, -lower, lower)
    erfc_ = np.where(negative, 1 + lower, upper)
    nan = np.isnan(flat)
    return (
        np.where(nan, np.nan, erf_).reshape(x.shape),
        np.where(nan, np.nan, erfc_).reshape(x.shape),
    )


def erf(x: ArrayLike) -> Any:
    r"""Return $\frac{2}{\sqrt\pi} \int_0^x e^{-t^2}\, dt$.

    Parameters
    ----------
    x
        Real numbers, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured: below 1e-15.

    Raises
    ------
    TypeError
        If the argument holds anything but real numbers.

    References
    ----------
    Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 7.1.6.

    Examples
    --------
    >>> float(erf(1.0).round(12))
    0.84270079295
    """
    (z,) = floats("erf", x=x)
    with quiet():
        return scalar(_both(z)[0])


def erfc(x: ArrayLike) -> Any:
    r"""Return $1 - \operatorname{erf}(x)$, without the cancellation of that difference.

    Parameters
    ----------
    x
        Real numbers, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured down to $10^{-300}$: below 1e-13.

    Raises
    ------
    TypeError
        If the argument holds anything but real numbers.

    References
    ----------
    Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 7.1.14.

    Examples
    --------
    >>> print(f"{erfc(10.0):.12e}")
    2.088487583763e-45
    """
    (z,) = floats("erfc", x=x)
    with quiet():
        return scalar(_both(z)[1])


def ndtr(x: ArrayLike) -> Any:
    r"""Return the standard normal distribution function $\Phi(x)$.

    Parameters
    ----------
    x
        Real numbers, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured for $x \ge -37$: below 1e-12.

    Raises
    ------
    TypeError
        If the argument holds anything but real numbers.

    Examples
    --------
    >>> float(ndtr(-1.959963984540054).round(12))
    0.025
    """
    (z,) = floats("ndtr", x=x)
    with quiet():
        return scalar(0.5 * _both(-z / _ROOT_2)[1])


def _erfinv_centre(y: Floats) -> Floats:
    """Return the inverse of erf for |y| <= 1/2, by Halley's method on erf itself."""
    x = y * _ROOT_PI / 2 * (1 + np.pi / 12 * y * y)  # two terms of its series
    for _ in range(4):
        step = (_both(x)[0] - y) * _ROOT_PI / 2 / _gauss(x)
        x = x - step / (1 + x * step)
    return x


def _erfcinv_tail(q: Floats) -> Floats:
    """Return the inverse of erfc for q <= 1/2, by Halley's method on the relative error."""
    r = np.sqrt(-2 * np.log(q / 2))
    z = r - (2.515517 + r * (0.802853 + r * 0.010328)) / (
        1 + r * (1.432788 + r * (0.189269 + r * 0.001308))
    )
    x = z / _ROOT_2
    for _ in range(4):
        step = (q - _both(x)[1]) * _ROOT_PI / 2 / _gauss(x)
        x = x - np.where(np.isfinite(step), step / (1 + x * step), 0.0)
    return np.where(q > 0, x, np.inf)


def erfcinv(q: ArrayLike) -> Any:
    r"""Return the `x` with `erfc(x) = q`.

    Parameters
    ----------
    q
        Numbers from 0 to 2, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured for $q \ge 10^{-300}$: below 1e-13.

    Raises
    ------
    ValueError
        If a number is outside 0 to 2.

    References
    ----------
    Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 26.2.23 (start).

    Examples
    --------
    >>> float(erfcinv(1e-20).round(10))
    6.6015806224
    """
    (z,) = floats("erfcinv", q=q)
    shares("erfcinv", **{"q / 2": z / 2})
    with quiet():
        flat = np.ravel(z)
        out = np.empty_like(flat)
        centre = np.abs(flat - 1) <= 0.5
        out[centre] = _erfinv_centre(1 - flat[centre])
        low, high = flat < 0.5, flat > 1.5
        out[low] = _erfcinv_tail(flat[low])
        out[high] = -_erfcinv_tail(2 - flat[high])
    return scalar(out.reshape(z.shape))


def erfinv(y: ArrayLike) -> Any:
    r"""Return the `x` with `erf(x) = y`.

    Parameters
    ----------
    y
        Numbers from -1 to 1, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured: below 1e-13.

    Raises
    ------
    ValueError
        If a number is outside -1 to 1.

    Examples
    --------
    >>> float(erfinv(0.5).round(12))
    0.476936276204
    """
    (z,) = floats("erfinv", y=y)
    shares("erfinv", **{"(y + 1) / 2": (z + 1) / 2})
    with quiet():
        flat = np.ravel(z)
        out = np.empty_like(flat)
        centre = np.abs(flat) <= 0.5
        out[centre] = _erfinv_centre(flat[centre])
        rest = flat[~centre]
        out[~centre] = np.sign(rest) * _erfcinv_tail(1 - np.abs(rest))
    return scalar(out.reshape(z.shape))


def ndtri(p: ArrayLike) -> Any:
    r"""Return the standard normal quantile, the `x` with $\Phi(x) = p$.

    Parameters
    ----------
    p
        Probabilities, any shape.

    Returns
    -------
    ndarray or float
        Largest relative error measured for $p \ge 10^{-300}$: below 1e-13.

    Raises
    ------
    ValueError
        If a number is outside 0 to 1.

    Examples
    --------
    >>> float(ndtri(0.975).round(12))
    1.95996398454
    """
    (z,) = floats("ndtri", p=p)
    shares("ndtri", p=z)
    return scalar(np.asarray(-_ROOT_2 * np.asarray(erfcinv(2 * z))))
