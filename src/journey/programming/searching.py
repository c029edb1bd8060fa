"""Searching and selecting: binary search and its variants, and the k-th smallest by quickselect.

All of these take a sequence that they only read. Not here: sorting, which is in
``journey.programming.sorting``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

__all__ = [
    "binary_search",
    "bisect_left",
    "bisect_right",
    "exponential_search",
    "first_true",
    "integer_sqrt",
    "interpolation_search",
    "median",
    "occurrences",
    "quickselect",
    "rotated_search",
]

T = TypeVar("T")
Key = Callable[[Any], Any]


def first_true(predicate: Callable[[int], bool], low: int, high: int) -> int:
    """Return the smallest whole number in ``[low, high)`` for which a predicate is true.

    The one binary search behind all others here. The predicate must be false up to some point and
    true from there on. Invariant: it is false below ``low`` and true from ``high`` on; the interval
    halves on each step, so ⌊log₂(high − low)⌋ + 1 calls suffice.

    Parameters
    ----------
    predicate
        Called with whole numbers of the interval.
    low, high
        The interval, ``high`` excluded.

    Returns
    -------
    int
        The first number for which it is true, ``high`` if there is none.

    Raises
    ------
    ValueError
        If ``low`` is above ``high``.

    Examples
    --------
    >>> first_true(lambda n: n * n >= 50, 0, 100)
    8
    """
    if low > high:
        raise ValueError(f"first_true: low: expected at most high ({high}), got {low}")
    while low < high:
        middle = (low + high) // 2  # below high, so the interval always shrinks
        if predicate(middle):
            high = middle
        else:
            low = middle + 1
    return low


def bisect_left(
    values: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Key | None = None,
) -> int:
    """Return the leftmost place where ``target`` can stand without breaking the order.

    Parameters
    ----------
    values
        Sorted in ascending order (by ``key``).
    target
        What to place; compared with the keys, not passed through ``key``.
    lo, hi
        Search ``values[lo:hi]`` only. Default: all of it.
    key
        What of each value to compare. Default: the value itself.

    Returns
    -------
    int
        Everything before it is smaller than ``target``, everything from it on is not.

    Raises
    ------
    ValueError
        If ``lo`` is negative.

    Examples
    --------
    >>> bisect_left([1, 3, 3, 5], 3)
    1
    """
    if lo < 0:
        raise ValueError(f"bisect_left: lo: expected at least 0, got {lo}")
    get = key or (lambda value: value)
    high = len(values) if hi is None else hi
    return first_true(lambda i: not get(values[i]) < target, lo, max(lo, high))


def bisect_right(
    values: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Key | None = None,
) -> int:
    """Return the rightmost place where ``target`` can stand without breaking the order.

    Parameters
    ----------
    values, target, lo, hi, key
        As for [bisect_left][journey.programming.searching.bisect_left].

    Returns
    -------
    int
        Everything before it is at most ``target``, everything from it on is larger.

    Raises
    ------
    ValueError
        If ``lo`` is negative.

    Examples
    --------
    >>> bisect_right([1, 3, 3, 5], 3)
    3
    """
    if lo < 0:
        raise ValueError(f"bisect_right: lo: expected at least 0, got {lo}")
    get = key or (lambda value: value)
    high = len(values) if hi is None else hi
    return first_true(lambda i: target < get(values[i]), lo, max(lo, high))


def binary_search(values: Sequence[Any], target: Any) -> int | None:
    """Return the first place of ``target`` in a sorted sequence, or None.

    At most ⌊log₂ n⌋ + 2 comparisons. On a sequence that is not sorted the answer means nothing,
    and nothing warns of it: checking the order would cost more than searching from end to end.

    Parameters
    ----------
    values
        Sorted in ascending order.
    target
        What to find.

    Returns
    -------
    int or None
        The place of its first occurrence.

    Examples
    --------
    >>> binary_search([1, 3, 3, 5], 3), binary_search([1, 3, 3, 5], 4)
    (1, None)
    """
    place = bisect_left(values, target)
    return place if place < len(values) and not target < values[place] else None


def occurrences(values: Sequence[Any], target: Any) -> range:
    """Return the places of every occurrence of ``target`` in a sorted sequence.

    Parameters
    ----------
    values
        Sorted in ascending order.
    target
        What to find.

    Returns
    -------
    range
        From its first place to its last; empty where there is none.

    Examples
    --------
    >>> occurrences([1, 3, 3, 5], 3)
    range(1, 3)
    """
    first = bisect_left(values, target)
    return range(first, bisect_right(values, target, first))


def exponential_search(values: Sequence[Any], target: Any) -> int | None:
    """Search near the front first: double the reach until it covers the target, then bisect.

    About 2 log₂ i comparisons, where i is the target's place: better than binary search when
    targets tend to be early or the sequence has no known end.

    Parameters
    ----------
    values
        Sorted in ascending order.
    target
        What to find.

    Returns
    -------
    int or None
        The place of its first occurrence.

    References
    ----------
    Bentley and Yao (1976), *An Almost Optimal Algorithm for Unbounded Searching*, Information
    Processing Letters 5(3).

    Examples
    --------
    >>> exponential_search(range(0, 1000, 5), 35)
    7
    """
    reach = 1
    while reach < len(values) and values[reach] < target:
        reach *= 2
    place = bisect_left(values, target, reach // 2, min(reach + 1, len(values)))
    return place if place < len(values) and not target < values[place] else None


def interpolation_search(values: Sequence[float], target: float) -> int | None:
    """Guess the target's place from its value, as one opens a dictionary near the right letter.

    About log₂ log₂ n steps where values are spread evenly. On skewed values the guesses creep;
    after log₂ n of them the rest is left to binary search, so no input is worse than O(log n).

    Parameters
    ----------
    values
        Numbers sorted in ascending order.
    target
        What to find.

    Returns
    -------
    int or None
        A place where it stands, the first one among equal values.

    References
    ----------
    Perl, Itai and Avni (1978), *Interpolation Search: a log log N Search*, CACM 21(7).

    Examples
    --------
    >>> interpolation_search(range(0, 1000, 5), 35)
    7
    """
    low, high = 0, len(values)
    for _ in range(len(values).bit_length()):
        if low >= high or not values[low] < target or values[high - 1] < target:
            break
        # Invariant: values[low] < target <= values[high - 1], so the divisor is positive.
        share = (target - values[low]) / (values[high - 1] - values[low])
        guess = min(low + int(share * (high - 1 - low)), high - 1)
        if values[guess] < target:
            low = guess + 1
        else:
            high = guess + 1
            if guess == low or values[guess - 1] < target:
                low = guess  # the first value that is not smaller: nothing is left to search
                break
    place = bisect_left(values, target, low, high)
    return place if place < len(values) and not target < values[place] else None


def rotated_search(values: Sequence[Any], target: Any) -> int | None:
    """Search a sorted sequence of distinct values that was rotated, such as [4, 5, 1, 2, 3].

    Parameters
    ----------
    values
        Distinct values, ascending but for one place where the largest is followed by the smallest.
    target
        What to find.

    Returns
    -------
    int or None
        Its place.

    Examples
    --------
    >>> rotated_search([4, 5, 1, 2, 3], 2)
    3
    """
    if not values:
        return None
    start = first_true(lambda i: values[i] < values[0], 1, len(values))
    low, high = (start, len(values)) if target < values[0] else (0, start)
    place = bisect_left(values, target, low, high)
    return place if place < high and not target < values[place] else None


def integer_sqrt(number: int) -> int:
    """Return the largest whole number whose square is at most ``number``, by binary search.

    Parameters
    ----------
    number
        Zero or more.

    Returns
    -------
    int
        Exact for any size; no floating point is involved.

    Raises
    ------
    ValueError
        If the number is negative.

    Examples
    --------
    >>> integer_sqrt(99), integer_sqrt(10**40) == 10**20
    (9, True)
    """
    if number < 0:
        raise ValueError(f"integer_sqrt: number: expected zero or more, got {number}")
    high = 1 << (number.bit_length() // 2 + 1)
    return first_true(lambda root: root * root > number, 0, high) - 1


def quickselect(values: Sequence[T], k: int, *, seed: int = 0) -> T:
    """Return the k-th smallest value without sorting: quick sort that follows one side only.

    About 3.4 n comparisons on average for the median. Pivots are random at first; where the part
    does not shrink as it should, the median of medians takes over, so no input is quadratic.

    Parameters
    ----------
    values
        In any order; not changed.
    k
        0 for the smallest, ``len(values) - 1`` for the largest.
    seed
        Seed of the pivots.

    Returns
    -------
    object
        What would stand at place ``k`` of the sorted sequence.

    Raises
    ------
    IndexError
        If there is no such place.

    References
    ----------
    Hoare (1961), *Algorithm 65: Find*, CACM 4(7). Blum, Floyd, Pratt, Rivest and Tarjan (1973),
    *Time Bounds for Selection*, Journal of Computer and System Sciences 7(4).

    Examples
    --------
    >>> quickselect([9, 1, 8, 2], 1)
    2
    """
    if not 0 <= k < len(values):
        raise IndexError(f"quickselect: k: expected 0 to {len(values) - 1}, got {k}")
    rng = random.Random(seed)
    rest: list[Any] = list(values)
    budget = 4 * len(rest)  # random pivots need about 3.4 n steps; beyond 4 n they had bad luck
    while True:
        pivot = rest[rng.randrange(len(rest))] if budget > 0 else _median_of_medians(rest)
        budget -= len(rest)
        smaller = [value for value in rest if value < pivot]
        larger = [value for value in rest if pivot < value]
        equal = len(rest) - len(smaller) - len(larger)
        if k < len(smaller):
            rest = smaller
        elif k < len(smaller) + equal:
            return pivot  # type: ignore[no-any-return]
        else:
            k -= len(smaller) + equal
            rest = larger


def _median_of_medians(values: list[Any]) -> Any:
    """Return a pivot that has at least three tenths of the values on either side."""
    while len(values) > 5:
        groups = (values[i : i + 5] for i in range(0, len(values), 5))
        values = [sorted(group)[len(group) // 2] for group in groups]
    return sorted(values)[len(values) // 2]


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the two middle ones, in linear time on average.

    Parameters
    ----------
    values
        Numbers in any order; not changed.

    Returns
    -------
    float
        The median.

    Raises
    ------
    ValueError
        If there are no values.

    Examples
    --------
    >>> median([5, 1, 4]), median([5, 1, 4, 2])
    (4.0, 3.0)
    """
    if not len(values):
        raise ValueError("median: values: expected at least one, got none")
    middle = len(values) // 2
    upper = quickselect(values, middle)
    if len(values) % 2:
        return float(upper)
    lower = max(value for value in _below(values, middle))
    return (lower + upper) / 2


def _below(values: Sequence[float], count: int) -> list[float]:
    """Return the ``count`` smallest values, in any order."""
    border = quickselect(values, count - 1)
    smaller = [value for value in values if value < border]
    return smaller + [border] * (count - len(smaller))
