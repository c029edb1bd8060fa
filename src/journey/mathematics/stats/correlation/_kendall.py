"""Kendall's tau-b: pairs in order against pairs out of order, with ties, and its p-value."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special import ndtr
from journey.mathematics.stats.correlation._result import (
    SignificanceResult,
    Vector,
    check_alternative,
    check_pair,
    check_vector,
)

EXACT_UP_TO = 33  # as in SciPy: beyond it the normal approximation takes over


def count_inversions(a: ArrayLike) -> int:
    """Return how many pairs stand in the wrong order, in O(n log n).

    Merge sort counts them while it merges; this is the same divide and conquer from the other end,
    since there it is whole-array arithmetic. The values are split into a lower and an upper half. A
    pair with one of each is out of order if the upper one stands first, which running sums count.
    Then each half, its order kept, is dealt with alike, all parts of a level at once.

    Parameters
    ----------
    a
        Shape (n,), finite numbers. Equal ones are not out of order.

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If it holds something else than real numbers.
    ValueError
        If it has another shape or a number is not finite.

    References
    ----------
    Knight, W. R. (1966). A computer method for calculating Kendall's tau with ungrouped data.
    Journal of the American Statistical Association 61(314), 436-439.

    Examples
    --------
    >>> count_inversions([3, 1, 2, 2])
    3
    """
    values = check_vector("count_inversions", "a", a)
    if len(values) < 2:
        return 0
    rank = np.unique(values, return_inverse=True)[1]
    n, total = len(rank), 0
    start, end = np.zeros(n, dtype=np.intp), np.full(n, n, dtype=np.intp)  # of each one's part
    place = np.arange(n)
    for bit in reversed(range(int(rank.max()).bit_length())):
        upper = (rank >> bit) & 1
        ones = np.concatenate([[0], np.cumsum(upper)])
        before = ones[:-1] - ones[start]  # how many of the upper half stand before it in its part
        total += int(before @ (1 - upper))
        middle = end - (ones[end] - ones[start])
        goes_to = np.where(upper, middle + before, place - before)
        for array, changed in (
            (start, np.where(upper, middle, start)),
            (end, np.where(upper, end, middle)),
            (rank, rank.copy()),
        ):
            array[goes_to] = changed
    return total


def kendalltau_naive(x: ArrayLike, y: ArrayLike) -> float:
    """Return tau-b by its definition: the sign of every pair, in O(n^2).

    Parameters
    ----------
    x, y
        Shape (n,), at least two finite numbers each, not all equal.

    Returns
    -------
    float

    Examples
    --------
    >>> round(kendalltau_naive([1, 2, 3, 4], [1, 3, 2, 4]), 4)
    0.6667
    """
    a, b = check_pair("kendalltau_naive", x, y)
    first, second = np.triu_indices(len(a), 1)
    in_x, in_y = np.sign(a[first] - a[second]), np.sign(b[first] - b[second])
    return float(in_x @ in_y / (math.sqrt(in_x @ in_x) * math.sqrt(in_y @ in_y)))


def kendalltau(
    x: ArrayLike, y: ArrayLike, *, method: str = "auto", alternative: str = "two-sided"
) -> SignificanceResult:
    r"""Return Kendall's tau-b and its p-value.

    $\tau_b = (C - D) / \sqrt{(N - T_x)(N - T_y)}$ with $C$ concordant and $D$ discordant pairs of
    $N = n (n - 1) / 2$, and $T_x$, $T_y$ the pairs tied in one of the variables.

    Parameters
    ----------
    x, y
        Shape (n,), at least two finite numbers each, not all equal.
    method
        `"exact"` counts permutations in whole numbers, and needs data without ties;
        `"asymptotic"` is the normal approximation with a variance that knows of ties. `"auto"` is
        exact where there are no ties, and there are at most 33 observations or at most one pair is
        out of step.
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
        If shapes differ, a number is not finite, an argument is constant, or `"exact"` meets ties.

    References
    ----------
    Kendall, M. G. (1970). Rank Correlation Methods, 4th edition, chapters 3 to 5. Griffin.

    Examples
    --------
    >>> result = kendalltau([1, 2, 3, 4, 5], [2, 1, 3, 4, 5])
    >>> round(result.statistic, 4), round(result.pvalue, 4)
    (0.8, 0.0833)
    """
    check_alternative("kendalltau", alternative)
    if method not in ("auto", "exact", "asymptotic"):
        raise ValueError(
            f"kendalltau: method: expected 'auto', 'exact' or 'asymptotic', got {method!r}"
        )
    a, b = check_pair("kendalltau", x, y)
    n = len(a)
    pairs = n * (n - 1) // 2
    order = np.lexsort((b, a))  # by a, and by b where a is tied: tied pairs then are no inversions
    a, b = a[order], b[order]
    discordant = count_inversions(b)
    ties_a, ties_b = _runs(a), _runs(np.sort(b))
    both = np.flatnonzero(np.concatenate([[True], (np.diff(a) != 0) | (np.diff(b) != 0), [True]]))
    tied_a, tied_b, tied_both = (_pairs(run) for run in (ties_a, ties_b, np.diff(both)))
    score = pairs - tied_a - tied_b + tied_both - 2 * discordant  # concordant less discordant
    tau = score / (math.sqrt(pairs - tied_a) * math.sqrt(pairs - tied_b))
    tau = min(1.0, max(-1.0, tau))

    ties = bool(tied_a or tied_b)
    if method == "exact" and ties:
        raise ValueError("kendalltau: method: expected data without ties for 'exact', got ties")
    few = n <= EXACT_UP_TO or min(discordant, pairs - discordant) <= 1
    if method == "exact" or (method == "auto" and not ties and few):
        return SignificanceResult(tau, _exact(n, discordant, alternative))
    z = score / math.sqrt(_variance(n, ties_a, ties_b))
    above, below = float(ndtr(-z)), float(ndtr(z))
    one_sided = {"greater": above, "less": below}
    return SignificanceResult(tau, one_sided.get(alternative, min(1.0, 2 * min(above, below))))


def permutations_by_inversions(n: int, most: int) -> list[int]:
    """Return how many permutations of n values have 0, 1, ..., `most` inversions.

    The largest of j values can go to j places and so adds 0 to j - 1 inversions: each count is the
    sum of up to j counts for j - 1 values, a difference of running sums. Whole numbers: no digit is
    lost, however small the share of all permutations.
    """
    counts = [1] + [0] * most
    for j in range(2, n + 1):
        running = 0
        last = counts
        counts = []
        for k in range(most + 1):
            running += last[k] - (last[k - j] if k >= j else 0)
            counts.append(running)
    return counts


def _exact(n: int, discordant: int, alternative: str) -> float:
    pairs = n * (n - 1) // 2
    everything = math.factorial(n)
    fewer = min(discordant, pairs - discordant)
    counts = permutations_by_inversions(n, fewer)
    tail = sum(counts)  # as far out as this, on this side: the two sides mirror each other
    if alternative == "two-sided":
        return min(1.0, 2 * tail / everything)
    this_side = (discordant == fewer) == (alternative == "greater") or 2 * fewer == pairs
    return (tail if this_side else everything - tail + counts[-1]) / everything


def _runs(ordered: Vector) -> NDArray[np.intp]:
    """Return how often each value occurs in a sorted array."""
    edges = np.flatnonzero(np.concatenate([[True], np.diff(ordered) != 0, [True]]))
    return np.diff(edges)


def _pairs(runs: NDArray[np.intp]) -> int:
    return int((runs * (runs - 1) // 2).sum())


def _variance(n: int, ties_a: NDArray[np.intp], ties_b: NDArray[np.intp]) -> float:
    """Return the variance of the score where all orders are equally likely (Kendall 1970, ch. 4).

    Python's whole numbers, because the third powers of a million overflow 64 bits.
    """

    def sums(ties: NDArray[np.intp]) -> tuple[int, int, int]:
        large = [int(t) for t in ties[ties > 1]]
        return (
            sum(t * (t - 1) for t in large),
            sum(t * (t - 1) * (t - 2) for t in large),
            sum(t * (t - 1) * (2 * t + 5) for t in large),
        )

    two_a, three_a, five_a = sums(ties_a)
    two_b, three_b, five_b = sums(ties_b)
    m = n * (n - 1)
    variance = (m * (2 * n + 5) - five_a - five_b) / 18 + two_a * two_b / (2 * m)
    return variance + (three_a * three_b / (9 * m * (n - 2)) if n > 2 else 0.0)
