"""The graph of commits: in which order to show it, and where two lines of it meet."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from journey.programming.git._store import ObjectStore

__all__ = ["ancestors", "is_ancestor", "log", "merge_bases"]


def ancestors(store: ObjectStore, starts: Iterable[str]) -> set[str]:
    """Return all commits that can be reached from some, these included. O(commits + parents).

    Parameters
    ----------
    store
        Holds the commits.
    starts
        Names of commits.

    Returns
    -------
    set of str

    Raises
    ------
    MissingObjectError
        If a commit is not in the store, as in a shallow clone.

    Examples
    --------
    >>> from journey.programming.git import Commit, Identity, MemoryStore, Tree
    >>> store, me = MemoryStore(), Identity(b"Ada", b"ada@example.org", 0)
    >>> first = store.write(Commit(Tree().id, (), me, me, b"1"))
    >>> second = store.write(Commit(Tree().id, (first,), me, me, b"2"))
    >>> ancestors(store, [second]) == {first, second}
    True
    """
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(store.parents(name))
    return seen


def is_ancestor(store: ObjectStore, old: str, new: str) -> bool:
    """Return whether one commit can be reached from another; then merging is moving a pointer.

    Parameters
    ----------
    store
        Holds the commits.
    old, new
        Names of commits; a commit is its own ancestor.

    Returns
    -------
    bool

    Examples
    --------
    >>> from journey.programming.git import Commit, Identity, MemoryStore, Tree
    >>> store, me = MemoryStore(), Identity(b"Ada", b"ada@example.org", 0)
    >>> first = store.write(Commit(Tree().id, (), me, me, b"1"))
    >>> second = store.write(Commit(Tree().id, (first,), me, me, b"2"))
    >>> is_ancestor(store, first, second), is_ancestor(store, second, first)
    (True, False)
    """
    return old in ancestors(store, [new])


def merge_bases(store: ObjectStore, one: str, other: str) -> set[str]:
    """Return the best common ancestors of two commits: those that no other one builds on.

    Let $C$ be the common ancestors. All ancestors of a member of $C$ are in $C$, so a member that
    another builds on is the parent of some member: the best are $C$ without the parents of $C$.
    O(commits + parents); git itself stops earlier where dates allow it.

    Parameters
    ----------
    store
        Holds the commits.
    one, other
        Names of commits.

    Returns
    -------
    set of str
        Empty where histories have nothing in common; several after merges that cross.

    Examples
    --------
    >>> from journey.programming.git import Commit, Identity, MemoryStore, Tree
    >>> store, me = MemoryStore(), Identity(b"Ada", b"ada@example.org", 0)
    >>> def commit(message, *parents):
    ...     return store.write(Commit(Tree().id, parents, me, me, message))
    >>> root = commit(b"root")
    >>> left, right = commit(b"left", root), commit(b"right", root)
    >>> merge_bases(store, left, right) == {root}
    True
    >>> cross = commit(b"1", left, right), commit(b"2", right, left)
    >>> merge_bases(store, *cross) == {left, right}
    True
    """
    common = ancestors(store, [one]) & ancestors(store, [other])
    return common - {parent for name in common for parent in store.parents(name)}


def log(
    store: ObjectStore,
    starts: str | Iterable[str],
    *,
    exclude: Iterable[str] = (),
    order: str = "date",
) -> Iterator[str]:
    """Walk through history, in the orders of ``git rev-list``.

    Parameters
    ----------
    store
        Holds the commits.
    starts
        One name of a commit, or several.
    exclude
        What can be reached from these is left out, as by ``exclude..start``.
    order
        ``"date"``, the default of git: the latest known commit next. Needs no look ahead, and shows
        a parent before its child where clocks were wrong. ``"topo-order"``: no parent before all
        of its children, and lines of history kept together. ``"date-order"``: no parent before its
        children, by date otherwise. The last two read all of history first.

    Yields
    ------
    str
        Names of commits, each once. O(n log n) altogether, for topo-order O(n).

    Raises
    ------
    ValueError
        If the order is unknown.

    References
    ----------
    Kahn, A. B. (1962). Topological sorting of large networks. *CACM* 5(11), 558-562.

    Examples
    --------
    >>> from journey.programming.git import Commit, Identity, MemoryStore, Tree
    >>> store, me = MemoryStore(), Identity(b"Ada", b"ada@example.org", 0)
    >>> first = store.write(Commit(Tree().id, (), me, me, b"1"))
    >>> second = store.write(Commit(Tree().id, (first,), me, me, b"2"))
    >>> list(log(store, second)) == [second, first]
    True
    """
    if order not in ("date", "topo-order", "date-order"):
        raise ValueError(f"order must be 'date', 'topo-order' or 'date-order', got {order!r}")
    starts = [starts] if isinstance(starts, str) else list(dict.fromkeys(starts))
    hidden = ancestors(store, exclude)
    names = _by_date(store, [name for name in starts if name not in hidden], hidden)
    return names if order == "date" else _children_first(store, list(names), order)


def _by_date(store: ObjectStore, starts: list[str], hidden: set[str]) -> Iterator[str]:
    """Take the latest of the commits that are known; equal dates in the order they came."""
    seen = set(starts)
    queue = [(-store.commit(name).committer.time, k, name) for k, name in enumerate(starts)]
    heapq.heapify(queue)
    came = len(queue)
    while queue:
        _, _, name = heapq.heappop(queue)
        yield name
        for parent in store.parents(name):
            if parent not in seen and parent not in hidden:
                seen.add(parent)
                came += 1
                heapq.heappush(queue, (-store.commit(parent).committer.time, came, parent))


def _children_first(store: ObjectStore, names: list[str], order: str) -> Iterator[str]:
    """Kahn's algorithm: a commit is ready when all of its children have been shown."""
    children = dict.fromkeys(names, 0)
    for name in names:
        for parent in store.parents(name):
            if parent in children:
                children[parent] += 1
    ready: list[tuple[int, int, str]] = []
    came = 0

    def put(name: str) -> None:
        nonlocal came
        came += 1
        # topo-order is a stack: the latest put comes first, and one line is followed to its end.
        key = -store.commit(name).committer.time if order == "date-order" else -came
        heapq.heappush(ready, (key, came, name))

    tips = [name for name in names if not children[name]]
    for name in tips if order == "date-order" else reversed(tips):
        put(name)
    while ready:
        _, _, name = heapq.heappop(ready)
        yield name
        for parent in store.parents(name):
            if parent in children:
                children[parent] -= 1
                if not children[parent]:
                    put(parent)
