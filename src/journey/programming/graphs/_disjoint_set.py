"""Sets that are merged and never split, and the question whether two things are in one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


class DisjointSet(Generic[N]):
    r"""A division of things into sets, by union by size and path halving.

    Each set is a tree of links towards its root. The smaller tree is hung below the larger, so no
    way up is longer than $\log_2 n$; every search shortens the way it took. Together, m operations
    take O(m $\alpha$(n)), where $\alpha$ is below 5 for any n that will ever be.

    Parameters
    ----------
    elements
        Things that are there at first, each in a set of its own.

    Attributes
    ----------
    steps : int
        Nodes looked at so far, on the way up.

    Raises
    ------
    KeyError
        If something is asked about is not there.

    References
    ----------
    Tarjan (1975), *Efficiency of a good but not linear set union algorithm*, Journal of the ACM
    22(2). Tarjan, van Leeuwen (1984), *Worst-case analysis of set union algorithms*, Journal of the
    ACM 31(2), for path halving.

    Examples
    --------
    >>> friends = DisjointSet("abcd")
    >>> friends.union("a", "b"), friends.union("c", "d"), friends.union("b", "a")
    (True, True, False)
    >>> friends.connected("a", "b"), friends.connected("a", "c"), friends.n_components
    (True, False, 2)
    """

    def __init__(self, elements: Iterable[N] = ()) -> None:
        self._parent: dict[N, N] = {}
        self._size: dict[N, int] = {}  # of roots only
        self.steps = 0
        for element in elements:
            self.add(element)

    def add(self, element: N) -> None:
        """Add something as a set of its own, if it is not there yet."""
        if element not in self._parent:
            self._parent[element] = element
            self._size[element] = 1

    def __len__(self) -> int:
        return len(self._parent)

    def __contains__(self, element: object) -> bool:
        return element in self._parent

    def __iter__(self) -> Iterator[N]:
        return iter(self._parent)

    @property
    def n_components(self) -> int:
        """How many sets there are."""
        return len(self._size)

    def find(self, element: N) -> N:
        """Return the element that stands for the set; the same one for all in it."""
        parent = self._parent
        if element not in parent:
            raise KeyError(element)
        self.steps += 1
        while (top := parent[above := parent[element]]) is not above:
            self.steps += 1
            parent[element] = top  # halving: skip one node, then go on from there
            element = top
        return above

    def union(self, one: N, other: N) -> bool:
        """Merge the sets of two elements; False where they were one already."""
        large, small = self.find(one), self.find(other)
        if large is small:
            return False
        if self._size[large] < self._size[small]:
            large, small = small, large
        self._parent[small] = large
        self._size[large] += self._size.pop(small)
        return True

    def connected(self, one: N, other: N) -> bool:
        """Say whether two elements are in one set."""
        return self.find(one) is self.find(other)

    def size_of(self, element: N) -> int:
        """Return how many elements the set has that this one is in."""
        return self._size[self.find(element)]

    def components(self) -> list[set[N]]:
        """Return all sets, in the order of their first elements."""
        parts: dict[N, set[N]] = {}
        for element in self._parent:
            parts.setdefault(self.find(element), set()).add(element)
        return list(parts.values())

    def __repr__(self) -> str:
        return f"<DisjointSet: {len(self)} elements, {self.n_components} sets>"
