"""Ranks, equal values sharing their mean rank, and Spearman's correlation of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.stats.correlation._pearson import pearsonr
from journey.mathematics.stats.correlation._result import (
    SignificanceResult,
    Vector,
    check_alternative,
    check_pair,
    check_vector,
)


def rankdata(a: ArrayLike) -> Vector:
    """Return the ranks, from 1; equal values share the mean of the ranks that they take up.

    Parameters
    ----------
    a
        Shape (n,), finite numbers.

    Returns
    -------
    ndarray
        Shape (n,).

    Raises
    ------
    TypeError
        If it holds something else than real numbers.
    ValueError
        If it has another shape or a number is not finite.

    Examples
    --------
    >>> rankdata([10, 30, 20, 30]).tolist()
    [1.0, 3.5, 2.0, 3.5]
    """
    values = check_vector("rankdata", "a", a)
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Vector = (last - (counts - 1) / 2)[where]
    return ranks


def spearmanr(a: ArrayLike, b: ArrayLike, *, alternative: str = "two-sided") -> SignificanceResult:
    """Return Spearman's rank correlation: Pearson's, of the ranks.

    It measures whether one variable rises with the other, along any curve. The p-value is that of
    Pearson's correlation, as in SciPy. For ranks it is an approximation: where all
    ranks agree it says 0, and the share of such orders is 1 / n!.

    Parameters
    ----------
    a, b
        Shape (n,), at least two finite numbers each, not all equal.
    alternative
        `"two-sided"`, `"greater"` or `"less"`.

    Returns
    -------
    SignificanceResult
        `statistic` and `pvalue`.

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes differ, a number is not finite, or an argument is constant.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. American
    Journal of Psychology 15(1), 72-101.

    Examples
    --------
    >>> spearmanr([1, 2, 3, 4], [1, 10, 100, 1000]).statistic
    1.0
    """
    check_alternative("spearmanr", alternative)
    x, y = check_pair("spearmanr", a, b)
    rank_x, rank_y = rankdata(x), rankdata(y)
    result = pearsonr(rank_x, rank_y, alternative=alternative)
    return SignificanceResult(result.statistic, result.pvalue)
