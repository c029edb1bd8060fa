"""Tests by the normal law: of means of large samples, and of shares. Called as in statsmodels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import scalar
from journey.mathematics.stats._hypothesis._given import (
    along,
    finite,
    mean_and_variance,
    ratio,
    side,
    z_pvalue,
)
from journey.mathematics.stats._hypothesis._results import SignificanceResult


def ztest(
    x1: ArrayLike,
    x2: ArrayLike | None = None,
    value: float = 0.0,
    alternative: str = "two-sided",
    usevar: str = "pooled",
    ddof: float = 1.0,
) -> SignificanceResult:
    """Test a mean, or the difference of two, by the normal law: for large samples.

    The statistic is that of the t test; only the law differs. For ten observations the normal tail
    is far too thin: use [ttest_1samp][journey.mathematics.stats.ttest_1samp].

    Parameters
    ----------
    x1, x2
        Observations along the first axis. Without `x2` the test is of one sample.
    value
        The mean, or the difference of the means, under the null hypothesis.
    alternative
        `"two-sided"`, `"less"` or `"greater"`; statsmodels' `"smaller"` and `"larger"` too.
    usevar
        `"pooled"` or `"unequal"` variances of two samples.
    ddof
        The variance of n observations is divided by `n - ddof`.

    Returns
    -------
    SignificanceResult
        NaN where nothing varies.

    Raises
    ------
    ValueError
        If a sample has fewer than two observations or an argument is unknown.

    Examples
    --------
    >>> z, p = ztest([5.1, 4.9, 5.6, 5.3], value=5.0)
    >>> f"{z:.4f} {p:.4f}"
    '1.5070 0.1318'
    """
    alternative = side("ztest", alternative)
    if usevar not in ("pooled", "unequal"):
        raise ValueError(f"ztest: usevar: expected 'pooled' or 'unequal', got {usevar!r}")
    if x2 is None:
        (x,) = along("ztest", 0, x1=x1)
        mean, variance = mean_and_variance(x - value, ddof)
        error = np.sqrt(variance / x.shape[-1])
        statistic = ratio(mean, error)
    else:
        x, y = along("ztest", 0, x1=x1, x2=x2)
        n, m = x.shape[-1], y.shape[-1]
        pivot = x[..., :1]
        (mean_x, var_x), (mean_y, var_y) = (mean_and_variance(p - pivot, ddof) for p in (x, y))
        if usevar == "pooled":
            pooled = ((n - ddof) * var_x + (m - ddof) * var_y) / (n + m - 2 * ddof)
            error = np.sqrt(pooled * (1 / n + 1 / m))
        else:
            error = np.sqrt(var_x / n + var_y / m)
        statistic = ratio(mean_x - mean_y - value, error)
    return SignificanceResult(scalar(statistic), z_pvalue(statistic, alternative))


def proportions_ztest(
    count: ArrayLike,
    nobs: ArrayLike,
    value: float | None = None,
    alternative: str = "two-sided",
    prop_var: float | None = None,
) -> SignificanceResult:
    """Test a share of successes, or the difference of two shares.

    Parameters
    ----------
    count
        Successes: one number or two.
    nobs
        Trials, as many numbers or one for both.
    value
        The share, or the difference of the shares, under the null hypothesis. Needed for one share;
        default 0 for two.
    alternative
        `"two-sided"`, `"less"` or `"greater"`; statsmodels' `"smaller"` and `"larger"` too.
    prop_var
        The share from which the variance is computed. Default: the observed one, of both samples
        together.

    Returns
    -------
    SignificanceResult
        NaN where the variance is 0: no successes, or nothing else.

    Raises
    ------
    ValueError
        If there are more than two counts, one is outside 0 to its trials, or one share comes
        without `value`.

    Examples
    --------
    >>> z, p = proportions_ztest([40, 25], [200, 200])
    >>> f"{z:.4f} {p:.4f}"
    '2.0330 0.0421'
    """
    alternative = side("proportions_ztest", alternative)
    k, n = (
        np.atleast_1d(finite("proportions_ztest", name, values))
        for name, values in (("count", count), ("nobs", nobs))
    )
    if k.ndim != 1 or len(k) not in (1, 2):
        raise ValueError(f"proportions_ztest: count: expected one or two numbers, got {k.shape}")
    if n.shape not in ((1,), k.shape):
        raise ValueError(f"proportions_ztest: nobs: expected one number or {len(k)}, got {n.shape}")
    n = np.broadcast_to(n, k.shape)
    if not ((n > 0) & (k >= 0) & (k <= n)).all():
        raise ValueError(
            f"proportions_ztest: count: expected numbers from 0 to nobs, got {k.tolist()} of "
            f"{n.tolist()}"
        )
    if value is None and len(k) == 1:
        raise ValueError("proportions_ztest: value: expected a share for one sample, got None")
    share = k / n
    difference = (share[0] if len(k) == 1 else share[0] - share[1]) - (value or 0.0)
    pooled = k.sum() / n.sum() if prop_var is None else prop_var
    error = np.sqrt(pooled * (1 - pooled) * (1 / n).sum())
    statistic = ratio(np.asarray(difference), np.asarray(error))
    return SignificanceResult(scalar(statistic), z_pvalue(statistic, alternative))
