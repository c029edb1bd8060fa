"""Mann and Whitney's test: exact by counting, or by the normal law with ties and continuity."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special._arrays import Floats, scalar
from journey.mathematics.stats._hypothesis._given import along_all, side
from journey.mathematics.stats._hypothesis._results import SignificanceResult
from journey.mathematics.stats._simple import norm

_MOST_WORK = 4e9  # additions in a table of sums; more takes minutes


def midranks(x: Floats) -> tuple[Floats, Floats]:
    """Return ranks from 1 along the last axis and the sizes of the ties, each (..., n).

    Equal values share the mean of the places that they take up.
    """
    n = x.shape[-1]
    order = np.argsort(x, axis=-1, kind="stable")
    ordered = np.take_along_axis(x, order, axis=-1)
    new = np.ones(x.shape, dtype=bool)
    new[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    last = np.ones(x.shape, dtype=bool)
    last[..., :-1] = new[..., 1:]
    place = np.arange(n)
    first = np.maximum.accumulate(np.where(new, place, 0), axis=-1)
    final = np.minimum.accumulate(np.where(last, place, n)[..., ::-1], axis=-1)[..., ::-1]
    ranks, sizes = np.empty(x.shape), np.empty(x.shape)
    np.put_along_axis(ranks, order, (first + final) / 2 + 1, axis=-1)
    np.put_along_axis(sizes, order, final - first + 1.0, axis=-1)
    return ranks, sizes


def u_counts(n: int, m: int, top: int) -> NDArray[Any]:
    """Return how many of the orders of n and m numbers have U = 0, 1, ..., top.

    The counts are the coefficients of a Gaussian binomial, a product of (1 - q^(m+i)) / (1 - q^i).
    Multiplying is one subtraction of the shifted polynomial, dividing one running sum. Whole
    numbers throughout, so nothing is rounded, however small the probability.
    """
    n, m = min(n, m), max(n, m)
    kind = np.int64 if math.comb(n + m, n) < 2**61 else object
    counts: NDArray[Any] = np.zeros(top + 1, dtype=kind)
    counts[0] = 1
    for i in range(1, n + 1):
        if m + i <= top:
            counts[m + i :] = counts[m + i :] - counts[: -(m + i)]
        padded = np.zeros(-(-len(counts) // i) * i, dtype=kind)
        padded[: len(counts)] = counts
        counts = np.add.accumulate(padded.reshape(-1, i), axis=0).ravel()[: top + 1]
    return counts


def subset_counts(scores: NDArray[np.int64], n: int) -> NDArray[Any]:
    """Return how many subsets of n scores, whole numbers from 0, have the sum 0, 1, 2, ..."""
    top = int(np.sort(scores)[-n:].sum())
    if float(len(scores)) * n * top > _MOST_WORK:
        raise ValueError(
            "mannwhitneyu: method: expected 'asymptotic' for large samples with ties, got 'exact'"
        )
    kind = np.int64 if math.comb(len(scores), n) < 2**61 else object
    table: NDArray[Any] = np.zeros((n + 1, top + 1), dtype=kind)
    table[0, 0] = 1
    for score in scores:
        table[1:, score:] += table[:-1, : top + 1 - score]
    row: NDArray[Any] = table[n]
    return row


def _tails_without_ties(u: int, n: int, m: int) -> tuple[float, float]:
    """Return the probabilities of at most and of at least u."""
    mirrored = u > n * m - u  # U and nm - U have one law
    low = n * m - u if mirrored else u
    counts = u_counts(n, m, low)
    total = math.comb(n + m, n)
    up_to, at = int(counts.sum()), int(counts[-1])
    small, large = up_to / total, (total - up_to + at) / total
    return (large, small) if mirrored else (small, large)


def _tails_with_ties(ranks: Floats, n: int) -> tuple[float, float]:
    doubled = np.rint(2 * ranks).astype(np.int64)
    doubled -= doubled.min()
    counts = subset_counts(doubled, n)
    at = int(doubled[:n].sum())
    total = math.comb(len(ranks), n)
    return int(counts[: at + 1].sum()) / total, int(counts[at:].sum()) / total


def _exact(u: Floats, ranks: Floats, tied: bool, n: int, alternative: str) -> Floats:
    m = ranks.shape[-1] - n
    flat = ranks.reshape(-1, n + m)
    out = np.empty(u.size)
    known: dict[int, tuple[float, float]] = {}
    for i, value in enumerate(u.ravel()):
        if tied:
            lower, upper = _tails_with_ties(flat[i], n)
        else:
            key = int(value)
            if key not in known:
                known[key] = _tails_without_ties(key, n, m)
            lower, upper = known[key]
        chosen = {"less": lower, "greater": upper, "two-sided": 2 * min(lower, upper)}
        out[i] = min(chosen[alternative], 1.0)
    return out.reshape(u.shape)


def mannwhitneyu(
    x: ArrayLike,
    y: ArrayLike,
    use_continuity: bool = True,
    alternative: str = "two-sided",
    axis: int | None = 0,
    method: str = "auto",
) -> SignificanceResult:
    r"""Test whether one of two samples tends to larger values, from ranks alone.

    The statistic $U$ counts the pairs in which `x` is the larger; an equal pair counts one half.

    Parameters
    ----------
    x, y
        Observations along `axis`; the lengths may differ.
    use_continuity
        Whether the normal approximation moves $U$ by one half towards its mean.
    alternative
        `"two-sided"`, `"less"` (`x` tends to be less than `y`) or `"greater"`.
    axis
        Which axis holds the observations; None: all of them.
    method
        `"exact"` counts all orders; `"asymptotic"` takes the normal law, its variance reduced by
        the ties; `"auto"` counts where a sample has at most 8 observations and none are equal. With
        ties, `"exact"` counts the orders of the values as tied as they are. SciPy's then counts as
        if there were none; its `PermutationMethod` is what agrees.

    Returns
    -------
    SignificanceResult
        $U$ of `x`, and the p-value: 1 where all values are equal.

    Raises
    ------
    ValueError
        If a sample is empty, a number is not finite, an argument is unknown, or an exact count
        with ties would take minutes.

    References
    ----------
    Mann, H. B. and Whitney, D. R. (1947). On a test of whether one of two random variables is
    stochastically larger than the other. Annals of Mathematical Statistics 18(1), 50-60.

    Examples
    --------
    >>> u, p = mannwhitneyu([1.1, 2.3, 2.9], [3.0, 4.2, 2.5, 5.1])
    >>> f"{u:g} {p:.6f}"
    '1 0.114286'
    """
    alternative = side("mannwhitneyu", alternative)
    if method not in ("auto", "exact", "asymptotic"):
        raise ValueError(
            f"mannwhitneyu: method: expected 'auto', 'exact' or 'asymptotic', got {method!r}"
        )
    a, b = along_all("mannwhitneyu", axis, {"x": x, "y": y}, least=1)
    n, m = a.shape[-1], b.shape[-1]
    lead = np.broadcast_shapes(a.shape[:-1], b.shape[:-1])
    both = [np.broadcast_to(part, (*lead, part.shape[-1])) for part in (a, b)]
    ranks, sizes = midranks(np.concatenate(both, axis=-1))
    u = ranks[..., :n].sum(axis=-1) - n * (n + 1) / 2
    tied = bool((sizes > 1).any())
    if method == "auto":
        method = "exact" if min(n, m) <= 8 and not tied else "asymptotic"
    if method == "exact":
        p = _exact(u, ranks, tied, n, alternative)
    else:
        p = _by_normal_law(u, sizes, n, m, use_continuity, alternative)
    return SignificanceResult(scalar(u), scalar(p))


def _by_normal_law(
    u: Floats, sizes: Floats, n: int, m: int, use_continuity: bool, alternative: str
) -> Floats:
    total = n + m
    # A tie of t values is met t times here, so t^3 - t is t times what each adds.
    ties = (sizes**2 - 1).sum(axis=-1)
    variance = n * m / 12 * ((total + 1) - ties / (total * (total - 1)))
    away = {"greater": u, "less": n * m - u, "two-sided": np.maximum(u, n * m - u)}[alternative]
    gap = away - n * m / 2 - (0.5 if use_continuity else 0.0)
    varied = variance > 0
    p = np.asarray(norm.sf(gap / np.sqrt(np.where(varied, variance, 1.0))))
    p = np.minimum(2 * p, 1.0) if alternative == "two-sided" else p
    return np.where(varied, p, 1.0)
