"""The first two derivatives of log Gamma, which the scores of gamma, beta and Student's t need."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, floats, positive, scalar

_SHIFT = 10  # from here on eight terms of the asymptotic series reach the last digit
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)


def digamma(x: ArrayLike) -> Any:
    r"""Return $\psi(x) = \frac{d}{dx} \log \Gamma(x)$ for positive numbers.

    Steps of 1 up to 10, $\psi(x) = \psi(x + 1) - 1/x$, then the asymptotic series.

    Parameters
    ----------
    x
        Positive numbers, any shape.

    Returns
    -------
    ndarray or float

    Raises
    ------
    ValueError
        If a number is not positive.

    References
    ----------
    NIST Digital Library of Mathematical Functions, 5.11.2 and 5.5.2.

    Examples
    --------
    >>> from journey.mathematics.likelihood import digamma
    >>> float(round(-digamma(1.0), 12))  # Euler's constant
    0.577215664902
    """
    (array,) = floats("digamma", x=x)
    positive("digamma", x=array)
    large, total = _raised(array, 1)
    inverse = 1 / (large * large)
    series = np.zeros_like(large)
    for k, number in reversed(list(enumerate(_BERNOULLI, start=1))):
        series = (series + number / (2 * k)) * inverse
    return scalar(np.log(large) - 0.5 / large - series - total)


def trigamma(x: ArrayLike) -> Any:
    r"""Return $\psi'(x)$, the second derivative of $\log \Gamma$, for positive numbers.

    Parameters
    ----------
    x
        Positive numbers, any shape.

    Returns
    -------
    ndarray or float

    Raises
    ------
    ValueError
        If a number is not positive.

    References
    ----------
    NIST Digital Library of Mathematical Functions, 5.15.8 and 5.15.5.

    Examples
    --------
    >>> from journey.mathematics.likelihood import trigamma
    >>> float(round(trigamma(1.0) * 6, 12))  # pi squared
    9.869604401089
    """
    (array,) = floats("trigamma", x=x)
    positive("trigamma", x=array)
    large, total = _raised(array, 2)
    inverse = 1 / (large * large)
    series = np.zeros_like(large)
    for number in reversed(_BERNOULLI):
        series = (series + number) * inverse
    return scalar((1 + 0.5 / large + series) / large + total)


def _raised(x: Floats, power: int) -> tuple[Floats, Floats]:
    """Return x or x + 10, whichever the series can take, and the sum of what the steps cost."""
    small = x < _SHIFT
    steps = (x[..., None] + np.arange(_SHIFT)) ** -float(power)
    return np.where(small, x + _SHIFT, x), np.where(small, steps.sum(axis=-1), 0.0)
