"""What every search tree can answer without changing: a mapping in the order of its keys.

How keys come and go is not here; that is what the trees differ in.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import index as whole
from typing import Any, Self

from journey.programming._mapping import K, MappingBase, V
from journey.programming.trees._node import (
    Node,
    ascending,
    descending,
    flattened,
    height_of,
    rebuilt,
    size_of,
)


class SortedMapping(MappingBase[K, V]):
    """A mapping in key order, on nodes that know how many others lie below them."""

    _root: Node | None
    _changes: int
    steps: int

    def _find(self, key: Any) -> Node | None:
        """Return the node with this key."""
        node = self._root
        while node is not None:
            self.steps += 1
            if key < node.key:
                node = node.left
            elif node.key < key:
                node = node.right
            else:
                return node if self._ordered(key) else None
        return None

    def _ordered(self, key: Any) -> bool:
        """Say whether a key that is neither smaller nor larger is the same; not so for nan."""
        return bool(key == key)

    @property
    def height(self) -> int:
        """Nodes on the longest way down from the root; 0 where there are none. O(1)."""
        return height_of(self._root)

    def __len__(self) -> int:
        return size_of(self._root)

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not None

    def __getitem__(self, key: K) -> V:
        node = self._find(key)
        if node is None:
            raise KeyError(key)
        value: V = node.value
        return value

    def _walk(self, start: int, stop: int, reverse: bool = False) -> Iterator[Node]:
        changes = self._changes
        for node in (descending if reverse else ascending)(self._root, start, stop):
            yield node
            if self._changes != changes:
                name = type(self).__name__
                raise RuntimeError(f"{name}: keys came or went while it was iterated over")

    def __reversed__(self) -> Iterator[K]:
        """Go through the keys, the largest first."""
        return (node.key for node in self._walk(0, len(self), reverse=True))

    def _pairs(self) -> Iterator[tuple[K, V]]:
        return ((node.key, node.value) for node in self._walk(0, len(self)))

    def _empty(self) -> Self:
        return type(self)()

    def bisect_left(self, key: K) -> int:
        """Return how many keys are smaller than this one, in O(height) steps."""
        node, rank = self._root, 0
        while node is not None:
            self.steps += 1
            if node.key < key:
                rank += size_of(node.left) + 1
                node = node.right
            else:
                node = node.left
        return rank

    def bisect_right(self, key: K) -> int:
        """Return how many keys are no larger than this one, in O(height) steps."""
        node, rank = self._root, 0
        while node is not None:
            self.steps += 1
            if key < node.key:
                node = node.left
            else:
                rank += size_of(node.left) + 1
                node = node.right
        return rank

    def index(self, key: K) -> int:
        """Return the place of a key in the order, from 0.

        Raises
        ------
        KeyError
            If it is not there.
        """
        if key not in self:
            raise KeyError(key)
        return self.bisect_left(key)

    def peekitem(self, index: int = -1) -> tuple[K, V]:
        """Return the pair at a place in the order, in O(height); the last one by default.

        Raises
        ------
        IndexError
            If there is no such place.
        TypeError
            If `index` is no whole number.
        """
        place = whole(index) + (len(self) if index < 0 else 0)
        if not 0 <= place < len(self):
            raise IndexError(
                f"{type(self).__name__}: index {index} is out of range, it holds {len(self)} keys"
            )
        node = next(ascending(self._root, place, place + 1))
        return node.key, node.value

    def floor(self, key: K) -> K | None:
        """Return the largest key that is no larger than `key`, or None."""
        node, best = self._root, None
        while node is not None:
            self.steps += 1
            if key < node.key:
                node = node.left
            else:
                best, node = node.key, node.right
        return best

    def ceiling(self, key: K) -> K | None:
        """Return the smallest key that is no smaller than `key`, or None."""
        node, best = self._root, None
        while node is not None:
            self.steps += 1
            if node.key < key:
                node = node.right
            else:
                best, node = node.key, node.left
        return best

    def irange(
        self,
        minimum: K | None = None,
        maximum: K | None = None,
        inclusive: tuple[bool, bool] = (True, True),
        *,
        reverse: bool = False,
    ) -> Iterator[K]:
        """Go through the keys between two bounds, in O(height) and one step for each.

        Parameters
        ----------
        minimum, maximum
            The bounds; None for no bound.
        inclusive
            Whether each bound itself belongs to the range.
        reverse
            Whether to start at the largest.
        """
        start, stop = 0, len(self)
        if minimum is not None:
            start = (self.bisect_left if inclusive[0] else self.bisect_right)(minimum)
        if maximum is not None:
            stop = (self.bisect_right if inclusive[1] else self.bisect_left)(maximum)
        return (node.key for node in self._walk(start, stop, reverse))

    def popitem(self, index: int = -1) -> tuple[K, V]:
        """Take away the pair at a place in the order and return it; the last one by default.

        Raises
        ------
        KeyError
            If there is none at all.
        IndexError
            If there is no such place.
        """
        if self._root is None:
            raise KeyError(f"{type(self).__name__}: popitem from an empty one")
        key, value = self.peekitem(index)
        del self[key]
        return key, value

    def clear(self) -> None:
        """Take away all keys."""
        self._root = None
        self._changes += 1

    def copy(self) -> Self:
        """Return a tree of the same shape with the same keys and values, in O(n)."""
        fresh = type(self)()
        fresh._root = rebuilt(flattened(self._root))
        return fresh

    __copy__ = copy

    def __reduce__(self) -> tuple[Any, ...]:
        """Be pickled as a flat list: a deep tree would exceed the recursion limit."""
        return type(self), (), flattened(self._root)

    def __setstate__(self, flat: list[tuple[Any, Any, bool, bool]]) -> None:
        self._root = rebuilt(flat)
