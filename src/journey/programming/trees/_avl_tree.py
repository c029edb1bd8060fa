"""A search tree that rotates itself back into balance after each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic

from journey.programming._mapping import K, V
from journey.programming.trees._node import Node, height_of
from journey.programming.trees._search_tree import BinarySearchTree


class AVLTree(BinarySearchTree[K, V], Generic[K, V]):
    r"""A mapping in key order whose two sides differ in height by at most one, at every node.

    So its height stays below $1.4405 \log_2(n + 2)$, whatever the order of arrival, and finding,
    adding and deleting take O(log n). So do the rank of a key (`index`, `bisect_left`) and the key
    at a rank (`peekitem`). It takes and raises the same as
    [BinarySearchTree][journey.programming.trees.BinarySearchTree].

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
    rotations : int
        Rotations so far; a double one counts as two.

    References
    ----------
    Adelson-Velsky, Landis (1962), *An algorithm for the organization of information*, Soviet
    Mathematics Doklady 3. Knuth, *The Art of Computer Programming*, vol. 3, section 6.2.3.

    Examples
    --------
    >>> tree = AVLTree.fromkeys(range(1000))
    >>> tree.height, tree.peekitem(250), tree.bisect_left(99.5)
    (10, (250, None), 100)
    >>> list(tree.irange(10, 13)), list(tree.irange(maximum=2, reverse=True))
    ([10, 11, 12, 13], [2, 1, 0])
    """

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()) -> None:
        self.rotations = 0
        super().__init__(items)

    def _mend(self, path: list[Node]) -> None:
        while path:
            node = path.pop()
            node.update()
            lean = height_of(node.left) - height_of(node.right)
            if lean in (-2, 2):
                self._replace(path, node, self._balanced(node, lean))

    def _balanced(self, node: Node, lean: int) -> Node:
        """Return the root of a subtree whose sides differed by two, after its rotations."""
        if lean > 0:
            child = node.left
            assert child is not None
            if height_of(child.left) < height_of(child.right):
                node.left = self._rotate_left(child)  # the inner grandchild is the tall one
            return self._rotate_right(node)
        child = node.right
        assert child is not None
        if height_of(child.right) < height_of(child.left):
            node.right = self._rotate_right(child)
        return self._rotate_left(node)

    def _rotate_left(self, node: Node) -> Node:
        """Let the right child take the place of its parent; the order of keys stays."""
        child = node.right
        assert child is not None
        node.right, child.left = child.left, node
        self.rotations += 1
        node.update()
        child.update()
        return child

    def _rotate_right(self, node: Node) -> Node:
        """Let the left child take the place of its parent; the order of keys stays."""
        child = node.left
        assert child is not None
        node.left, child.right = child.right, node
        self.rotations += 1
        node.update()
        child.update()
        return child
