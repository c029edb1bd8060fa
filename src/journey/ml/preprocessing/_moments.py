"""Mean and variance of columns: in two passes, by blocks, with weights, and put together.

Rows that come in portions give the same moments as all at once. NaN is left out of its column.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import FloatArray

__all__ = ["Moments", "merged", "moments"]

Array = NDArray[np.float64]

_BLOCK = 32_768  # numbers whose deviations stay in the cache


class Moments(NamedTuple):
    """Weight, mean and variance of each column; the variance is over the weight, not one less."""

    total: Array
    mean: Array
    var: Array


def moments(X: FloatArray, weight: Array | None = None) -> Moments:
    """Return the moments of each column, NaN left out.

    Parameters
    ----------
    X
        Table of shape (n_samples, n_features).
    weight
        Weights of shape (n_samples,); default: all one.

    Returns
    -------
    Moments
        Each of shape (n_features,), float64; the mean is NaN where a column is all NaN.

    References
    ----------
    Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the sample variance:
    analysis and recommendations. The American Statistician 37(3), 242-247, equation 1.7.

    Examples
    --------
    >>> moments(np.array([[1.0], [3.0], [np.nan]])).var
    array([1.])
    """
    n, d = X.shape
    sums = X.sum(axis=0, dtype=np.float64) if weight is None else weight @ X
    missing = None if np.isfinite(sums).all() else np.isnan(X)
    if missing is None:
        total = np.full(d, float(n) if weight is None else weight.sum())
    else:
        X = np.where(missing, X.dtype.type(0), X)
        there = ~missing
        total = there.sum(axis=0) * 1.0 if weight is None else weight @ there
        sums = X.sum(axis=0, dtype=np.float64) if weight is None else weight @ X
    with np.errstate(invalid="ignore"):
        mean = sums / total
    first, second = np.zeros(d), np.zeros(d)
    rows = max(1, _BLOCK // d)
    for start in range(0, n, rows):
        part = slice(start, start + rows)
        off = X[part] - mean
        if missing is not None:
            off[missing[part]] = 0.0
        if weight is None:
            first += off.sum(axis=0)
            second += np.einsum("ij,ij->j", off, off)
        else:
            first += weight[part] @ off
            second += weight[part] @ (off * off)
    with np.errstate(invalid="ignore"):
        # The deviations would add up to 0 but for rounding; what they do add up to is taken off.
        var = (second - first**2 / total) / total
    return Moments(total, mean, np.maximum(var, 0.0))


def merged(a: Moments, b: Moments) -> Moments:
    r"""Return the moments of two sets of rows together.

    The squares about the common mean are those about each mean and
    $\frac{n_a n_b}{n_a + n_b} (\bar x_a - \bar x_b)^2$.

    Parameters
    ----------
    a, b
        Moments of either set.

    Returns
    -------
    Moments
        Those of both.

    References
    ----------
    Chan, Golub and LeVeque (1983), equation 1.5.

    Examples
    --------
    >>> left, right = moments(np.array([[1.0], [3.0]])), moments(np.array([[5.0]]))
    >>> merged(left, right).mean
    array([3.])
    """
    total = a.total + b.total
    with np.errstate(invalid="ignore"):
        share = b.total / total
        apart = b.mean - a.mean
        mean = a.mean + share * apart
        var = (1 - share) * a.var + share * b.var + share * (1 - share) * apart**2
    # A column that one side has nothing of is the other's.
    for mine, other in ((a, b), (b, a)):
        alone = other.total == 0
        mean, var = np.where(alone, mine.mean, mean), np.where(alone, mine.var, var)
    return Moments(total, mean, var)
