"""Permutation tests: what the statistic would be had the labels fallen otherwise.

All rearrangements where there are few enough, else a random sample of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, permutations, product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special._arrays import EPS, Floats, scalar
from journey.mathematics.stats._hypothesis._given import side
from journey.mathematics.stats._hypothesis._resampling import (
    Statistic,
    prepare,
    same_length,
    vectorize,
)

TYPES = ("independent", "samples", "pairings")


@dataclass(frozen=True)
class PermutationTestResult:
    """Result of [permutation_test][journey.mathematics.stats.permutation_test].

    Attributes
    ----------
    statistic
        Of the data as they are.
    pvalue
        Share of the rearrangements whose statistic is at least as extreme.
    null_distribution
        The statistics of the rearrangements, along the first axis.

    Examples
    --------
    >>> import numpy as np
    >>> result = permutation_test(([1.0, 2.0],), np.mean, permutation_type="samples")
    >>> sorted(result.null_distribution.tolist())
    [-1.5, -0.5, 0.5, 1.5]
    """

    statistic: Any
    pvalue: Any
    null_distribution: Floats


def _partitions(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Yield all ways to deal out numbers to groups of these sizes, one group after another."""

    def deal(left: list[int], groups: Sequence[int]) -> Iterator[list[int]]:
        if len(groups) == 1:
            yield left
            return
        for chosen in combinations(left, groups[0]):
            held = set(chosen)
            rest = [i for i in left if i not in held]
            for tail in deal(rest, groups[1:]):
                yield [*chosen, *tail]

    yield from deal(list(range(sum(sizes))), sizes)


def _batches(orders: Iterator[Any], size: int) -> Iterator[NDArray[np.intp]]:
    while chunk := list(islice(orders, size)):
        yield np.array(chunk, dtype=np.intp)


def _shuffles(
    rng: np.random.Generator, rows: tuple[int, ...], n: int, total: int, size: int
) -> Iterator[NDArray[np.intp]]:
    for start in range(0, total, size):
        tiled = np.tile(np.arange(n), (min(size, total - start), *rows, 1))
        yield rng.permuted(tiled, axis=-1)


def permutation_test(
    data: Sequence[ArrayLike],
    statistic: Statistic,
    *,
    permutation_type: str = "independent",
    vectorized: bool | None = None,
    n_resamples: int = 9999,
    batch: int | None = None,
    alternative: str = "two-sided",
    axis: int = 0,
    rng: int | np.random.Generator | None = None,
) -> PermutationTestResult:
    """Test by rearranging the data in all ways that the null hypothesis calls equally likely.

    Parameters
    ----------
    data
        The samples, in a tuple.
    statistic
        Given the samples, returns a number; with a parameter `axis`, an array for many at once.
    permutation_type
        `"independent"`: observations move between samples. `"samples"`: they move within their
        pair (or row); of a single sample, signs change. `"pairings"`: they stay in their sample
        and meet other partners.
    vectorized
        Whether the statistic takes `axis`; default: whether its signature says so.
    n_resamples
        Where there are no more rearrangements than this, all are taken, and the p-value is exact.
        Otherwise this many are drawn, and one is added to both parts of the share: the data as they
        are count too, or the p-value could be 0.
    batch
        How many rearrangements are held in memory at once; default: all.
    alternative
        `"two-sided"` (twice the smaller tail), `"less"` or `"greater"`.
    axis
        Which axis of each sample holds the observations.
    rng
        Seed or generator.

    Returns
    -------
    PermutationTestResult

    Raises
    ------
    TypeError
        If `data` is no tuple or list of samples.
    ValueError
        If a sample has fewer than two observations, lengths differ where they must not, or an
        argument is unknown.

    Notes
    -----
    Statistics that would be equal in exact arithmetic differ by rounding, and a tie that is missed
    makes the p-value too small. What is within 100 units in the last place of the *largest*
    statistic met counts as equal. SciPy allows for 100 units of the observed one, which is nothing
    where that is 0.

    References
    ----------
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9(1), article 39.

    Examples
    --------
    >>> import numpy as np
    >>> def gap(x, y, axis):
    ...     return x.mean(axis=axis) - y.mean(axis=axis)
    >>> result = permutation_test(([8.0, 9.0, 11.0], [1.0, 2.0, 4.0]), gap)
    >>> len(result.null_distribution), float(result.pvalue)
    (20, 0.1)
    """
    alternative = side("permutation_test", alternative)
    if permutation_type not in TYPES:
        raise ValueError(
            f"permutation_test: permutation_type: expected {', '.join(map(repr, TYPES))}, "
            f"got {permutation_type!r}"
        )
    samples = prepare("permutation_test", data, axis, n_resamples, batch)
    call = vectorize(statistic, vectorized)
    observed = np.asarray(call(*samples, axis=-1), dtype=np.float64)
    generator = np.random.default_rng(rng)
    plan = _independent if permutation_type == "independent" else _matched
    if permutation_type == "samples":
        n = same_length("permutation_test", samples)
        if single := len(samples) == 1:
            samples = (samples[0], -samples[0])
        # Rows and columns change their parts: what moves within a row are the samples.
        stacked = np.stack(np.broadcast_arrays(*samples), axis=-1)  # (..., n, k)
        inner = call
        samples = tuple(stacked[..., i, :] for i in range(n))

        def call(*rows: Floats, axis: int) -> Any:  # the rows as samples again
            columns = np.moveaxis(np.stack(rows, axis=-2), -1, 0)  # (k, ..., n)
            return inner(*(columns[:1] if single else columns), axis=axis)

    null, exact = plan(samples, call, n_resamples, batch, generator)
    slack = 100 * EPS * np.maximum(np.abs(observed), np.abs(null).max(axis=0))
    extra = 0 if exact else 1
    low = ((null <= observed + slack).sum(axis=0) + extra) / (len(null) + extra)
    high = ((null >= observed - slack).sum(axis=0) + extra) / (len(null) + extra)
    chosen = {"less": low, "greater": high, "two-sided": 2 * np.minimum(low, high)}[alternative]
    pvalue = np.minimum(np.asarray(chosen), 1.0)
    return PermutationTestResult(scalar(observed), scalar(pvalue), null)


def _independent(
    samples: Sequence[Floats],
    call: Statistic,
    most: int,
    batch: int | None,
    rng: np.random.Generator,
) -> tuple[Floats, bool]:
    sizes = [sample.shape[-1] for sample in samples]
    ends = np.cumsum(sizes)
    total = math.prod(math.comb(int(end), size) for end, size in zip(ends, sizes, strict=True))
    exact = total <= most
    size = batch or min(total, most)
    orders = (
        _batches(_partitions(sizes), size) if exact else _shuffles(rng, (), ends[-1], most, size)
    )
    lead = np.broadcast_shapes(*(sample.shape[:-1] for sample in samples))
    everything = np.concatenate(
        [np.broadcast_to(part, (*lead, part.shape[-1])) for part in samples], axis=-1
    )
    null = []
    for order in orders:
        mixed = np.moveaxis(everything[..., order], -2, 0)  # (batch, ..., n)
        null.append(call(*np.split(mixed, ends[:-1], axis=-1), axis=-1))
    return np.concatenate(null, axis=0), exact


def _matched(
    samples: Sequence[Floats],
    call: Statistic,
    most: int,
    batch: int | None,
    rng: np.random.Generator,
) -> tuple[Floats, bool]:
    n, k = same_length("permutation_test", samples), len(samples)
    total = math.factorial(n) ** k
    exact = total <= most
    size = batch or min(total, most)
    orders = (
        _batches(product(*(list(permutations(range(n))) for _ in range(k))), size)
        if exact
        else _shuffles(rng, (k,), n, most, size)
    )
    null = []
    for order in orders:  # (batch, k, n)
        moved = [np.moveaxis(part[..., order[:, i]], -2, 0) for i, part in enumerate(samples)]
        null.append(call(*moved, axis=-1))
    return np.concatenate(null, axis=0), exact
