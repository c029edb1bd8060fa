"""The shortest way from one sequence to another: Myers's path through the edit graph.

Take $x$ steps through the first, $y$ through the second: deleting is a step right, inserting a step
down, and equal elements give a free step along the diagonal. The fewest steps that are not free
are the smallest difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

__all__ = ["diff_opcodes", "edit_distance", "edit_path", "naive_edit_distance"]


def naive_edit_distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """Count the fewest insertions and deletions by filling the whole table. O(nm).

    Parameters
    ----------
    a, b
        The sequences.

    Returns
    -------
    int

    Examples
    --------
    >>> naive_edit_distance("ABCABBA", "CBABAC")
    5
    """
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            best = corner if x == y else 1 + min(row[j], row[j - 1])
            corner, row[j] = row[j], best
    return row[-1]


def edit_path(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return a shortest path through the edit graph, corner by corner; the plain algorithm.

    After $d$ steps that are not free, the best place on diagonal $k = x - y$ is the farthest one,
    and it continues the farthest place of diagonal $k - 1$ or $k + 1$ after $d - 1$.

    Parameters
    ----------
    a, b
        The sequences.

    Returns
    -------
    list of (int, int)
        From (0, 0) to (len(a), len(b)); each step is right, down, or both. Takes O((n + m) d) steps
        and O(d²) memory for d the distance.

    References
    ----------
    Myers, E. W. (1986). An O(ND) difference algorithm and its variations. *Algorithmica* 1,
    251-266, section 2.

    Examples
    --------
    >>> edit_path("ab", "bc")
    [(0, 0), (1, 0), (2, 1), (2, 2)]
    """
    n, m = len(a), len(b)
    farthest = {1: 0}
    before: list[dict[int, int]] = []
    for d in range(n + m + 1):
        before.append(dict(farthest))
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and farthest[k - 1] < farthest[k + 1])
            x = farthest[k + 1] if down else farthest[k - 1] + 1
            while x < n and x - k < m and a[x] == b[x - k]:
                x += 1
            farthest[k] = x
            if x >= n and x - k >= m:
                return _walk_back(before, n, m)
    raise AssertionError("unreachable: n + m steps always suffice")


def _walk_back(before: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    """Follow the farthest places from the end to the beginning."""
    path = [(x, y)]
    for d in range(len(before) - 1, -1, -1):
        farthest, k = before[d], x - y
        down = k == -d or (k != d and farthest[k - 1] < farthest[k + 1])
        left = farthest[k + 1] if down else farthest[k - 1]
        top = left - (k + 1 if down else k - 1)
        while x > (left if down else left + 1):
            x, y = x - 1, y - 1
            path.append((x, y))
        if d:
            x, y = left, top
            path.append((x, y))
    return path[::-1]


def edit_distance(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    """Count the fewest insertions and deletions from one sequence to another. O((n + m) d).

    Parameters
    ----------
    a, b
        The sequences.

    Returns
    -------
    int

    Examples
    --------
    >>> edit_distance("ABCABBA", "CBABAC")
    5
    """
    deleted, inserted = _changed(a, b)
    return sum(deleted) + sum(inserted)


def diff_opcodes(
    a: Sequence[Hashable], b: Sequence[Hashable]
) -> list[tuple[str, int, int, int, int]]:
    """Return how to turn one sequence into another with the fewest insertions and deletions.

    The form is that of ``difflib.SequenceMatcher.get_opcodes``, whose differences are often not
    the smallest.

    Parameters
    ----------
    a, b
        The sequences.

    Returns
    -------
    list of (str, int, int, int, int)
        ``"equal"``, ``"delete"``, ``"insert"`` or ``"replace"``, with the parts of ``a`` and of
        ``b``. Takes O((n + m) d) steps and O(n + m) memory for d the distance.

    References
    ----------
    Myers, E. W. (1986). An O(ND) difference algorithm and its variations. *Algorithmica* 1,
    251-266, section 4b.

    Examples
    --------
    >>> diff_opcodes("ab", "bc")
    [('delete', 0, 1, 0, 0), ('equal', 1, 2, 0, 1), ('insert', 2, 2, 1, 2)]
    """
    deleted, inserted = _changed(a, b)
    codes: list[tuple[str, int, int, int, int]] = []
    i = j = 0
    while i < len(a) or j < len(b):
        i1, j1 = i, j
        while i < len(a) and j < len(b) and not deleted[i] and not inserted[j]:
            i, j = i + 1, j + 1
        if i > i1:
            codes.append(("equal", i1, i, j1, j))
        i1, j1 = i, j
        while i < len(a) and deleted[i]:
            i += 1
        while j < len(b) and inserted[j]:
            j += 1
        if i > i1 or j > j1:
            kind = "replace" if i > i1 and j > j1 else "delete" if i > i1 else "insert"
            codes.append((kind, i1, i, j1, j))
    return codes


def _changed(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[bytearray, bytearray]:
    """Mark what is deleted and what is inserted: find the middle of a path, then both halves."""
    numbers: dict[Hashable, int] = {}  # comparing numbers is faster than comparing lines
    p = [numbers.setdefault(x, len(numbers)) for x in a]
    q = [numbers.setdefault(y, len(numbers)) for y in b]
    deleted, inserted = bytearray(len(p)), bytearray(len(q))
    boxes = [(0, len(p), 0, len(q))]
    while boxes:
        i1, i2, j1, j2 = boxes.pop()
        while i1 < i2 and j1 < j2 and p[i1] == q[j1]:
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and p[i2 - 1] == q[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
        if i1 == i2 or j1 == j2:
            deleted[i1:i2] = b"\1" * (i2 - i1)
            inserted[j1:j2] = b"\1" * (j2 - j1)
        else:  # at least two steps, so that each half has at least one
            x, y, u, v = _middle(p[i1:i2], q[j1:j2])
            boxes += [(i1, i1 + x, j1, j1 + y), (i1 + u, i2, j1 + v, j2)]
    return deleted, inserted


def _middle(a: list[int], b: list[int]) -> tuple[int, int, int, int]:
    """Return the free run in the middle of a shortest path: both ends search until they meet."""
    n, m = len(a), len(b)
    delta = n - m
    limit = (n + m + 1) // 2
    forward, backward = [0] * (2 * limit + 3), [0] * (2 * limit + 3)
    for d in range(limit + 1):
        low, high = -d + 2 * max(0, d - m), d - 2 * max(0, d - n)  # diagonals inside the box
        for k in range(low, high + 1, 2):
            down = k == -d or (k != d and forward[k - 1] < forward[k + 1])
            x = start = forward[k + 1] if down else forward[k - 1] + 1
            while x < n and x - k < m and a[x] == b[x - k]:
                x += 1
            forward[k] = x
            if delta % 2 and abs(delta - k) < d and x + backward[delta - k] >= n:
                return start, start - k, x, x - k
        for k in range(low, high + 1, 2):
            down = k == -d or (k != d and backward[k - 1] < backward[k + 1])
            x = start = backward[k + 1] if down else backward[k - 1] + 1
            while x < n and x - k < m and a[n - 1 - x] == b[m - 1 - x + k]:
                x += 1
            backward[k] = x
            if not delta % 2 and abs(delta - k) <= d and x + forward[delta - k] >= n:
                return n - x, m - x + k, n - start, m - start + k
    raise AssertionError("unreachable: the two searches always meet")
