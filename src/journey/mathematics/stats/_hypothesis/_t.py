"""Student's t test of one sample, of pairs, and of two samples; Welch's for unequal variances.

Not here: tests of ranks and permutations, which need no normal law.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, scalar
from journey.mathematics.stats._hypothesis._given import (
    along,
    finite,
    mean_and_variance,
    ratio,
    side,
    t_pvalue,
)
from journey.mathematics.stats._hypothesis._results import TtestResult


def _result(
    difference: Floats, error: Floats, df: Floats, alternative: str, estimate: Floats
) -> TtestResult:
    statistic = ratio(difference, error)
    freedom = np.broadcast_to(np.asarray(df, dtype=np.float64), statistic.shape).copy()
    return TtestResult(
        scalar(statistic),
        t_pvalue(statistic, freedom, alternative),
        scalar(freedom),
        scalar(np.asarray(estimate)),
        scalar(error),
        alternative,
    )


def ttest_1samp(
    a: ArrayLike, popmean: ArrayLike, axis: int | None = 0, *, alternative: str = "two-sided"
) -> TtestResult:
    r"""Test whether a sample's mean is `popmean`: $t = (\bar a - \mu_0) \sqrt n / s$.

    Parameters
    ----------
    a
        Observations along `axis`.
    popmean
        The mean under the null hypothesis; broadcasts with the other axes.
    axis
        Which axis holds the observations; None: all of them.
    alternative
        `"two-sided"`, `"less"` (the mean is less than `popmean`) or `"greater"`.

    Returns
    -------
    TtestResult
        With $n - 1$ degrees of freedom. Statistic and p-value are NaN where the sample is constant,
        since nothing then says how far means stray.

    Raises
    ------
    ValueError
        If there are fewer than two observations, one is not finite, or an argument is unknown.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6(1), 1-25.

    Examples
    --------
    >>> result = ttest_1samp([5.1, 4.9, 5.6, 5.3], 5.0)
    >>> f"{result.statistic:.4f} {result.pvalue:.4f} {result.df:g}"
    '1.5070 0.2289 3'
    """
    alternative = side("ttest_1samp", alternative)
    (x,) = along("ttest_1samp", axis, a=a)
    mu = finite("ttest_1samp", "popmean", popmean)
    if mu.ndim == x.ndim and mu.ndim and axis is not None:  # kept its axis of length 1
        mu = np.moveaxis(mu, axis, -1)[..., 0]
    # The mean is taken from 0 or from popmean, whichever the data are nearer to.
    pivot = np.where(np.abs(x[..., 0] - mu) < np.abs(mu), mu, 0.0)
    mean, variance = mean_and_variance(x - pivot[..., None])
    error = np.sqrt(variance / x.shape[-1])
    df = np.asarray(x.shape[-1] - 1)
    return _result(mean - (mu - pivot), error, df, alternative, mean + pivot)


def ttest_rel(
    a: ArrayLike, b: ArrayLike, axis: int | None = 0, *, alternative: str = "two-sided"
) -> TtestResult:
    """Test whether the differences of pairs have mean 0: the one-sample test of `a - b`.

    Parameters
    ----------
    a, b
        Observations along `axis`, pair by pair, of one length.
    axis
        Which axis holds the observations; None: all of them.
    alternative
        `"two-sided"`, `"less"` (the mean of `a - b` is below 0) or `"greater"`.

    Returns
    -------
    TtestResult
        With the number of pairs less one as degrees of freedom. NaN where all differences are
        the same.

    Raises
    ------
    ValueError
        If the lengths differ, there are fewer than two pairs, or a number is not finite.

    Examples
    --------
    >>> before, after = [70.0, 82.0, 64.0, 77.0], [68.0, 79.0, 65.0, 72.0]
    >>> result = ttest_rel(before, after)
    >>> f"{result.statistic:.4f} {result.pvalue:.4f} {result.df:g}"
    '1.8000 0.1697 3'
    """
    alternative = side("ttest_rel", alternative)
    x, y = along("ttest_rel", axis, a=a, b=b)
    if x.shape[-1] != y.shape[-1]:
        raise ValueError(
            f"ttest_rel: b: expected as many observations as a has, {x.shape[-1]}, "
            f"got {y.shape[-1]}"
        )
    mean, variance = mean_and_variance(x - y)
    error = np.sqrt(variance / x.shape[-1])
    return _result(mean, error, np.asarray(x.shape[-1] - 1), alternative, mean)


def ttest_ind(
    a: ArrayLike,
    b: ArrayLike,
    *,
    axis: int | None = 0,
    equal_var: bool = True,
    alternative: str = "two-sided",
) -> TtestResult:
    r"""Test whether two independent samples have the same mean.

    Parameters
    ----------
    a, b
        Observations along `axis`; the lengths may differ.
    axis
        Which axis holds the observations; None: all of them.
    equal_var
        True: Student's test with one pooled variance and $n_a + n_b - 2$ degrees of freedom. False:
        Welch's, with each sample's own variance, and degrees of freedom by Welch and Satterthwaite.
    alternative
        `"two-sided"`, `"less"` (the mean of `a` is below that of `b`) or `"greater"`.

    Returns
    -------
    TtestResult
        NaN where neither sample varies.

    Raises
    ------
    ValueError
        If a sample has fewer than two observations, a number is not finite, or the other axes do
        not broadcast.

    References
    ----------
    Welch, B. L. (1947). The generalization of "Student's" problem when several different
    population variances are involved. Biometrika 34(1-2), 28-35.

    Examples
    --------
    >>> a, b = [5.1, 4.9, 5.6, 5.3, 5.0], [4.2, 6.1, 4.4]
    >>> for equal_var in (True, False):
    ...     result = ttest_ind(a, b, equal_var=equal_var)
    ...     print(f"{result.statistic:.4f} {result.pvalue:.4f} {result.df:.4f}")
    0.5954 0.5733 6.0000
    0.4550 0.6906 2.1712
    """
    alternative = side("ttest_ind", alternative)
    x, y = along("ttest_ind", axis, a=a, b=b)
    n, m = x.shape[-1], y.shape[-1]
    # Relative to one number near both, the difference of the means keeps its digits however
    # far from 0 the data lie.
    pivot = np.broadcast_to(x[..., 0], np.broadcast_shapes(x.shape[:-1], y.shape[:-1]))[..., None]
    (mean_x, var_x), (mean_y, var_y) = (mean_and_variance(part - pivot) for part in (x, y))
    if equal_var:
        pooled = ((n - 1) * var_x + (m - 1) * var_y) / (n + m - 2)
        error = np.sqrt(pooled * (1 / n + 1 / m))
        df = np.asarray(n + m - 2.0)
    else:
        error = np.sqrt(var_x / n + var_y / m)
        share = ratio(var_x / n, var_x / n + var_y / m)
        df = 1 / (share**2 / (n - 1) + (1 - share) ** 2 / (m - 1))
    return _result(mean_x - mean_y, error, df, alternative, mean_x - mean_y)
