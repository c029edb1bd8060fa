"""A binary search tree without balancing: its shape is whatever the order of arrival makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic

from journey.programming._mapping import K, V
from journey.programming.trees._node import Node
from journey.programming.trees._sorted_mapping import SortedMapping


class BinarySearchTree(SortedMapping[K, V], Generic[K, V]):
    r"""A mapping in key order: smaller keys to the left of each node, larger ones to the right.

    Finding, adding and deleting take O(height). Keys in random order make a height below
    $3 \log_2 n$ on average; sorted keys make a chain, and each step costs O(n). Keys need only `<`
    and need not be hashable. [AVLTree][journey.programming.trees.AVLTree] is the same with
    balancing. It has the interface of a `dict` and of `sortedcontainers.SortedDict`, without a key
    function, without slices, and without set operations on `values()`.

    Parameters
    ----------
    items
        A mapping, or pairs, that it holds at first.

    Attributes
    ----------
    height : int
        Nodes on the longest way down.
    steps : int
        Nodes looked at so far by searching.

    Raises
    ------
    KeyError
        If a key is not there.
    TypeError
        If keys cannot be ordered.
    ValueError
        If a key is not equal to itself, as nan.
    RuntimeError
        If keys are added or deleted while it is iterated over.

    References
    ----------
    Hibbard (1962), *Some combinatorial properties of certain trees*, Journal of the ACM 9(1).
    Knuth, *The Art of Computer Programming*, vol. 3, section 6.2.2.

    Examples
    --------
    >>> born = BinarySearchTree({"Turing": 1912, "Hopper": 1906, "Lovelace": 1815})
    >>> born["Dijkstra"] = 1930
    >>> list(born), born.height
    (['Dijkstra', 'Hopper', 'Lovelace', 'Turing'], 3)
    >>> born.floor("K"), born.ceiling("K"), born.index("Turing")
    ('Hopper', 'Lovelace', 3)
    """

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self._root = None
        self._changes = self.steps = 0
        self.update(items)

    def _path(self, key: Any) -> tuple[list[Node], bool]:
        """Return the nodes on the way down to a key, and whether the last one has it."""
        if not self._ordered(key):
            name = type(self).__name__
            raise ValueError(f"{name}: key: expected one that is equal to itself, got {key!r}")
        path: list[Node] = []
        node = self._root
        while node is not None:
            self.steps += 1
            path.append(node)
            if key < node.key:
                node = node.left
            elif node.key < key:
                node = node.right
            else:
                return path, True
        return path, False

    def __setitem__(self, key: K, value: V) -> None:
        path, found = self._path(key)
        if found:  # the key that was there first stays, as in a dict
            path[-1].value = value
            return
        if not path:
            key < key  # type: ignore[operator] # noqa: B015 # an error now, not at the second key
        self._hang(path, Node(key, value), key)
        self._changes += 1
        self._mend(path)

    def __delitem__(self, key: K) -> None:
        path, found = self._path(key)
        if not found:
            raise KeyError(key)
        node = path[-1]
        if node.left is not None and node.right is not None:
            below = node.right  # the next key in order moves up; its own place has no left child
            path.append(below)
            while below.left is not None:
                below = below.left
                path.append(below)
            node.key, node.value = below.key, below.value
        gone = path.pop()
        self._replace(path, gone, gone.left if gone.left is not None else gone.right)
        self._changes += 1
        self._mend(path)

    def _hang(self, path: list[Node], node: Node, key: Any) -> None:
        """Put a new node below the last one of a path."""
        if not path:
            self._root = node
        elif key < path[-1].key:
            path[-1].left = node
        else:
            path[-1].right = node

    def _replace(self, path: list[Node], old: Node, new: Node | None) -> None:
        """Put another node where the child of a path's last node was."""
        if not path:
            self._root = new
        elif path[-1].left is old:
            path[-1].left = new
        else:
            path[-1].right = new

    def _mend(self, path: list[Node]) -> None:
        """Bring sizes and heights up to date, from the lowest node of a path to the root."""
        while path:
            path.pop().update()
