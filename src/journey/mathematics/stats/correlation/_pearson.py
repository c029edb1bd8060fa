"""Pearson's product-moment correlation."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.stats.correlation._result import (
    NearConstantInputWarning,
    PearsonRResult,
    Vector,
    check_alternative,
    check_pair,
    pvalue_of_r,
)


def centred(function: str, name: str, values: Vector) -> Vector:
    """Return the deviations from the mean, divided by their norm."""
    # A power of two takes no digits, and keeps sums and squares from overflow and underflow.
    top = int(np.frexp(np.abs(values).max())[1])
    values = np.ldexp(values, -top)
    mean = values.mean()
    deviations: Vector = values - mean
    low = int(np.frexp(np.abs(deviations).max())[1])
    deviations = np.ldexp(deviations, -low)
    norm = float(np.sqrt(deviations @ deviations))
    if norm < np.ldexp(1e-13 * abs(mean), -low):
        warnings.warn(
            f"{function}: {name}: varies by less than 1e-13 of its mean; rounding may decide the "
            "correlation",
            NearConstantInputWarning,
            stacklevel=3,
        )
    unit: Vector = deviations / norm
    return unit


def pearsonr(x: ArrayLike, y: ArrayLike, *, alternative: str = "two-sided") -> PearsonRResult:
    r"""Return Pearson's correlation, with its p-value for independent normal data.

    $r = \sum_i (x_i - \bar x)(y_i - \bar y) / \sqrt{\sum_i (x_i - \bar x)^2 \sum_i (y_i - \bar
    y)^2}$: the cosine of the angle between the two vectors of deviations.

    Parameters
    ----------
    x, y
        Shape (n,), at least two finite numbers each, not all equal.
    alternative
        `"two-sided"`, or `"greater"` or `"less"`: what the correlation is if it is not 0.

    Returns
    -------
    PearsonRResult
        `statistic`, `pvalue`, and `confidence_interval(confidence_level=0.95)`.

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes differ, a number is not finite, or an argument is constant (SciPy returns NaN).

    Warns
    -----
    NearConstantInputWarning
        If an argument varies by less than 1e-13 of its mean.

    References
    ----------
    Student (1908). Probable error of a correlation coefficient. Biometrika 6(2-3), 302-310.

    Examples
    --------
    >>> result = pearsonr([1, 2, 3, 4], [1, 3, 2, 5])
    >>> round(result.statistic, 4), round(result.pvalue, 4)
    (0.8315, 0.1685)
    """
    check_alternative("pearsonr", alternative)
    a, b = check_pair("pearsonr", x, y)
    n = len(a)
    # Two deviations are exact opposites, whatever rounding makes of their mean.
    if n == 2:
        r = 1.0 if (a[1] > a[0]) == (b[1] > b[0]) else -1.0
    else:
        r = float(np.clip(centred("pearsonr", "x", a) @ centred("pearsonr", "y", b), -1, 1))
    return PearsonRResult(r, pvalue_of_r(r, n - 2, alternative), alternative, n)
