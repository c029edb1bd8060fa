"""Sorting algorithms, each in its textbook form: they return a new list and leave the input alone.

Every algorithm that compares does so only through `<` on the keys, so that comparisons can be
counted with [Comparisons][journey.programming.sorting.Comparisons]. Not here: searching and
selection, which are in `journey.programming.searching`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

__all__ = [
    "Comparisons",
    "counting_sort",
    "heap_sort",
    "insertion_sort",
    "merge_sort",
    "quick_sort",
    "radix_sort",
    "tim_sort",
]

T = TypeVar("T")
Key = Callable[[Any], Any]
Items = list[tuple[Any, Any]]  # (key, value); only keys are ever compared

_SMALL = 16  # below this, insertion sort needs fewer steps than anything cleverer
_MIN_GALLOP = 7  # wins in a row after which a merge stops stepping and starts leaping


class Comparisons:
    """Counts the comparisons that an algorithm makes.

    Wrapped values compare as the values do, and each comparison is counted, so that growth can be
    measured without a clock and is the same on every machine.

    Attributes
    ----------
    count : int
        Comparisons made so far.

    Examples
    --------
    >>> counter = Comparisons()
    >>> merge_sort(range(8), key=counter)
    [0, 1, 2, 3, 4, 5, 6, 7]
    >>> counter.count
    12
    """

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, value: Any) -> Any:
        """Wrap a value; pass the counter itself as ``key``."""
        return _Counted(value, self)


class _Counted:
    __slots__ = ("counter", "value")

    def __init__(self, value: Any, counter: Comparisons) -> None:
        self.value = value
        self.counter = counter

    def __lt__(self, other: _Counted) -> bool:
        self.counter.count += 1
        return bool(self.value < other.value)


def _decorate(values: Iterable[Any], key: Key | None, reverse: bool) -> Items:
    items = [(value if key is None else key(value), value) for value in values]
    if reverse:  # reversed now and again at the end, equal values keep their order
        items.reverse()
    return items


def _undecorate(items: Items, reverse: bool) -> list[Any]:
    values = [value for _, value in items]
    if reverse:
        values.reverse()
    return values


def insertion_sort(
    values: Iterable[T], *, key: Key | None = None, reverse: bool = False
) -> list[T]:
    """Sort by inserting each value into the sorted part before it.

    Stable. At most n(n-1)/2 comparisons, n-1 where the input is sorted already.

    Parameters
    ----------
    values
        What to sort.
    key
        What to compare instead of the value itself; called once a value. Default: the value.
    reverse
        Largest first. Equal values keep their order either way, as in `sorted`.

    Returns
    -------
    list
        A new list.

    Raises
    ------
    TypeError
        If two values cannot be compared.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 3, section 5.2.1.

    Examples
    --------
    >>> insertion_sort([3, 1, 2])
    [1, 2, 3]
    """
    items = _decorate(values, key, reverse)
    _insert(items, 0, len(items))
    return _undecorate(items, reverse)


def _insert(items: Items, low: int, high: int) -> None:
    """Sort ``items[low:high]`` by insertion."""
    for index in range(low + 1, high):
        item = items[index]
        place = index
        while place > low and item[0] < items[place - 1][0]:
            items[place] = items[place - 1]
            place -= 1
        items[place] = item


def merge_sort(values: Iterable[T], *, key: Key | None = None, reverse: bool = False) -> list[T]:
    """Sort two halves and merge them.

    Stable. At most n⌈log₂ n⌉ − 2^⌈log₂ n⌉ + 1 comparisons on any input, n extra places.

    Parameters
    ----------
    values, key, reverse
        As for [insertion_sort][journey.programming.sorting.insertion_sort].

    Returns
    -------
    list
        A new list.

    Raises
    ------
    TypeError
        If two values cannot be compared.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 3, section 5.2.4.

    Examples
    --------
    >>> merge_sort(["pear", "fig", "apple"], key=len)
    ['fig', 'pear', 'apple']
    """
    return _undecorate(_merge_sorted(_decorate(values, key, reverse)), reverse)


def _merge_sorted(items: Items) -> Items:
    if len(items) < 2:
        return items
    middle = len(items) // 2
    return _merge(_merge_sorted(items[:middle]), _merge_sorted(items[middle:]))


def _merge(left: Items, right: Items) -> Items:
    merged: Items = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j][0] < left[i][0]:  # strictly: on a tie the left one goes first
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    merged += left[i:]
    merged += right[j:]
    return merged


def quick_sort(
    values: Iterable[T], *, key: Key | None = None, reverse: bool = False, seed: int = 0
) -> list[T]:
    """Split around a random pivot into smaller, equal and larger, and sort the outer parts.

    Not stable. About 1.39 n log₂ n comparisons on average. Where splits stay bad for more than
    2 log₂ n levels, that part is sorted by heap sort (introsort), so no input is quadratic; the
    smaller part is sorted first, so the stack stays below log₂ n.

    Parameters
    ----------
    values, key, reverse
        As for [insertion_sort][journey.programming.sorting.insertion_sort].
    seed
        Seed of the pivots.

    Returns
    -------
    list
        A new list.

    Raises
    ------
    TypeError
        If two values cannot be compared.

    References
    ----------
    Hoare (1962), *Quicksort*, The Computer Journal 5(1). Dijkstra (1976), *A Discipline of
    Programming*, chapter 14 (three-way split). Musser (1997), *Introspective Sorting and Selection
    Algorithms*, Software: Practice and Experience 27(8).

    Examples
    --------
    >>> quick_sort([3, 1, 2, 3], reverse=True)
    [3, 3, 2, 1]
    """
    items = _decorate(values, key, reverse)
    _quick(items, 0, len(items), 2 * len(items).bit_length(), random.Random(seed))
    return _undecorate(items, reverse)


def _quick(items: Items, low: int, high: int, depth: int, rng: random.Random) -> None:
    while high - low > _SMALL:
        if depth == 0:
            _heap(items, low, high)
            return
        depth -= 1
        less, greater = _split(items, low, high, rng.randrange(low, high))
        if less - low < high - greater:  # recurse into the smaller part, loop on the larger
            _quick(items, low, less, depth, rng)
            low = greater
        else:
            _quick(items, greater, high, depth, rng)
            high = less
    _insert(items, low, high)


def _split(items: Items, low: int, high: int, pivot: int) -> tuple[int, int]:
    """Order ``items[low:high]`` as smaller, equal, larger than the pivot; return both borders."""
    key = items[pivot][0]
    less, index, greater = low, low, high
    while index < greater:
        if items[index][0] < key:
            items[less], items[index] = items[index], items[less]
            less += 1
            index += 1
        elif key < items[index][0]:
            greater -= 1
            items[index], items[greater] = items[greater], items[index]
        else:
            index += 1
    return less, greater


def heap_sort(values: Iterable[T], *, key: Key | None = None, reverse: bool = False) -> list[T]:
    """Build a heap, then take the largest value off it again and again.

    Not stable. Below 2 n log₂ n + 2 n comparisons on any input, no extra places.

    Parameters
    ----------
    values, key, reverse
        As for [insertion_sort][journey.programming.sorting.insertion_sort].

    Returns
    -------
    list
        A new list.

    Raises
    ------
    TypeError
        If two values cannot be compared.

    References
    ----------
    Williams (1964), *Algorithm 232: Heapsort*, CACM 7(6). Floyd (1964), *Algorithm 245*, CACM 7(12)
    (building the heap in linear time).

    Examples
    --------
    >>> heap_sort([2.5, -1.0, 0.0])
    [-1.0, 0.0, 2.5]
    """
    items = _decorate(values, key, reverse)
    _heap(items, 0, len(items))
    return _undecorate(items, reverse)


def _heap(items: Items, low: int, high: int) -> None:
    size = high - low
    for root in reversed(range(size // 2)):
        _sift_down(items, low, root, size)
    for end in reversed(range(1, size)):
        items[low], items[low + end] = items[low + end], items[low]
        _sift_down(items, low, 0, end)


def _sift_down(items: Items, low: int, root: int, size: int) -> None:
    """Let the item at ``root`` sink until no child below it is larger."""
    item = items[low + root]
    while (child := 2 * root + 1) < size:
        if child + 1 < size and items[low + child][0] < items[low + child + 1][0]:
            child += 1
        if not item[0] < items[low + child][0]:
            break
        items[low + root] = items[low + child]
        root = child
    items[low + root] = item


def _whole_numbers(values: Iterable[int], name: str) -> list[int]:
    numbers = list(values)
    for number in numbers:
        if isinstance(number, bool) or not hasattr(number, "__index__"):
            raise TypeError(
                f"{name}: values: expected whole numbers, got {type(number).__name__} {number!r}"
            )
    return numbers


def counting_sort(values: Iterable[int], *, max_span: int = 10_000_000) -> list[int]:
    """Count how often each number occurs, then write the numbers down in order.

    No comparisons between values: n + k steps and k places, where k is the span from the smallest
    to the largest number.

    Parameters
    ----------
    values
        Whole numbers, negative ones too.
    max_span
        The largest span accepted; beyond it the table of counts would be the problem.

    Returns
    -------
    list of int
        A new list.

    Raises
    ------
    TypeError
        If a value is not a whole number.
    ValueError
        If the span is larger than ``max_span``.

    References
    ----------
    Seward (1954), described in Knuth, *The Art of Computer Programming*, vol. 3, section 5.2.

    Examples
    --------
    >>> counting_sort([3, -1, 3, 0])
    [-1, 0, 3, 3]
    """
    numbers = _whole_numbers(values, "counting_sort")
    if not numbers:
        return []
    low, high = min(numbers), max(numbers)
    span = high - low + 1
    if span > max_span:
        raise ValueError(
            f"counting_sort: values: expected a span of at most {max_span}, got {span} "
            f"(from {low} to {high}); use radix_sort"
        )
    counts = [0] * span
    for number in numbers:
        counts[number - low] += 1
    return [low + offset for offset, count in enumerate(counts) for _ in range(count)]


def radix_sort(values: Iterable[int], *, base: int = 256) -> list[int]:
    """Sort by the last digit, then the one before it, and so on to the first.

    No comparisons between values: n steps for each digit of the largest distance from the smallest
    number. Each pass is stable, which is why the earlier passes are not undone.

    Parameters
    ----------
    values
        Whole numbers, negative ones too.
    base
        How many values a digit has, 2 or more.

    Returns
    -------
    list of int
        A new list.

    Raises
    ------
    TypeError
        If a value is not a whole number.
    ValueError
        If ``base`` is below 2.

    References
    ----------
    Knuth, *The Art of Computer Programming*, vol. 3, section 5.2.5.

    Examples
    --------
    >>> radix_sort([170, -45, 75, 2])
    [-45, 2, 75, 170]
    """
    if base < 2:
        raise ValueError(f"radix_sort: base: expected at least 2, got {base}")
    numbers = _whole_numbers(values, "radix_sort")
    if not numbers:
        return []
    low = min(numbers)
    shifted = [number - low for number in numbers]  # digits of negative numbers would not order
    largest, place = max(shifted), 1
    while place <= largest:
        buckets: list[list[int]] = [[] for _ in range(base)]
        for number in shifted:
            buckets[number // place % base].append(number)
        shifted = [number for bucket in buckets for number in bucket]
        place *= base
    return [number + low for number in shifted]


def tim_sort(values: Iterable[T], *, key: Key | None = None, reverse: bool = False) -> list[T]:
    """Find the runs that are there already and merge them, as Python's own sort does.

    Stable. n − 1 comparisons on sorted input, n log₂ n at worst. What is left out of CPython's:
    merging in a buffer of half the size and adapting the galloping threshold.

    Parameters
    ----------
    values, key, reverse
        As for [insertion_sort][journey.programming.sorting.insertion_sort].

    Returns
    -------
    list
        A new list.

    Raises
    ------
    TypeError
        If two values cannot be compared.

    References
    ----------
    Peters (2002), *listsort.txt* in the CPython source. Auger, Jugé, Nicaud and Pivoteau (2018),
    *On the Worst-Case Complexity of TimSort*, ESA (the corrected stack invariant).

    Examples
    --------
    >>> counter = Comparisons()
    >>> tim_sort([1, 2, 3, 4, 5], key=counter), counter.count
    ([1, 2, 3, 4, 5], 4)
    """
    items = _decorate(values, key, reverse)
    shortest = _min_run(len(items))
    runs: list[tuple[int, int]] = []  # (start, length), from left to right
    low = 0
    while low < len(items):
        high = _run_end(items, low)
        forced = min(low + shortest, len(items))
        if high < forced:  # too short to be worth merging: lengthened by insertion
            _insert_by_halving(items, low, high, forced)
            high = forced
        runs.append((low, high - low))
        while place := _must_merge(runs):
            _merge_runs(items, runs, place)
        low = high
    while len(runs) > 1:
        last = len(runs) - 1
        smaller_left = last > 1 and runs[last - 2][1] < runs[last][1]
        _merge_runs(items, runs, last - 1 if smaller_left else last)
    return _undecorate(items, reverse)


def _min_run(size: int) -> int:
    """Return the least length of a run, 16 to 32, so that their number is close to a power of 2."""
    odd = 0
    while size >= 2 * _SMALL:
        odd |= size & 1
        size >>= 1
    return size + odd


def _run_end(items: Items, low: int) -> int:
    """Return where the run from ``low`` ends; a strictly falling one is turned round."""
    high = low + 1
    if high == len(items):
        return high
    falling = items[high][0] < items[low][0]
    high += 1
    while high < len(items) and (items[high][0] < items[high - 1][0]) == falling:
        high += 1
    if falling:
        items[low:high] = items[low:high][::-1]
    return high


def _insert_by_halving(items: Items, low: int, start: int, high: int) -> None:
    """Lengthen the sorted ``items[low:start]`` to ``high``; each place is found by bisection.

    Moving many items is one fast copy, comparing them may be slow: so the comparisons are saved.
    """
    for index in range(start, high):
        item = items[index]
        left, right = low, index
        while left < right:
            middle = (left + right) // 2
            if item[0] < items[middle][0]:
                right = middle
            else:
                left = middle + 1
        items[left + 1 : index + 1] = items[left:index]
        items[left] = item


def _must_merge(runs: Sequence[tuple[int, int]]) -> int:
    """Return which run to merge with the one before it, or 0 while the lengths fall fast enough."""
    size = [length for _, length in runs[-4:]]
    last = len(runs) - 1
    if len(size) > 2 and size[-3] <= size[-2] + size[-1]:
        return last - 1 if size[-3] < size[-1] else last
    if len(size) > 3 and size[-4] <= size[-3] + size[-2]:
        return last - 1 if size[-3] < size[-1] else last
    return last if len(size) > 1 and size[-2] <= size[-1] else 0


def _merge_runs(items: Items, runs: list[tuple[int, int]], place: int) -> None:
    """Merge the run at ``place`` into the one before it."""
    (start, left), (middle, right) = runs[place - 1], runs[place]
    end = middle + right
    items[start:end] = _gallop_merge(items[start:middle], items[middle:end])
    runs[place - 1 : place + 1] = [(start, left + right)]


def _gallop_merge(left: Items, right: Items) -> Items:
    """Merge as `_merge` does, but leap ahead where one side wins many times in a row."""
    merged: Items = []
    i = j = left_wins = right_wins = 0
    while i < len(left) and j < len(right):
        if right[j][0] < left[i][0]:
            merged.append(right[j])
            j, left_wins, right_wins = j + 1, 0, right_wins + 1
        else:
            merged.append(left[i])
            i, left_wins, right_wins = i + 1, left_wins + 1, 0
        if left_wins >= _MIN_GALLOP and i < len(left) and j < len(right):
            stop = _leap_while_not_above(left, i, right[j][0])
            merged += left[i:stop]
            i, left_wins = stop, 0
        elif right_wins >= _MIN_GALLOP and i < len(left) and j < len(right):
            stop = _leap_while_below(right, j, left[i][0])
            merged += right[j:stop]
            j, right_wins = stop, 0
    merged += left[i:]
    merged += right[j:]
    return merged


def _leap_while_below(items: Items, start: int, key: Any) -> int:
    return _leap(items, start, lambda item: bool(item[0] < key))


def _leap_while_not_above(items: Items, start: int, key: Any) -> int:
    return _leap(items, start, lambda item: not key < item[0])


def _leap(items: Items, start: int, goes_first: Callable[[tuple[Any, Any]], bool]) -> int:
    """Return the first place from ``start`` that does not go first, by doubling then halving."""
    step = 1
    low, high = start, start
    while high < len(items) and goes_first(items[high]):
        low, high = high + 1, high + step
        step *= 2
    high = min(high, len(items))
    while low < high:
        middle = (low + high) // 2
        if goes_first(items[middle]):
            low = middle + 1
        else:
            high = middle
    return low
