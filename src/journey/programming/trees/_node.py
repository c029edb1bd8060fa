"""The node of a search tree, and walks over nodes that never recurse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Node:
    """A key with its value, and what hangs below it."""

    __slots__ = ("height", "key", "left", "right", "size", "value")

    def __init__(self, key: Any, value: Any) -> None:
        self.key, self.value = key, value
        self.left: Node | None = None
        self.right: Node | None = None
        self.size = self.height = 1

    def update(self) -> None:
        """Compute size and height anew from the two children."""
        left, right = self.left, self.right
        self.size = 1 + size_of(left) + size_of(right)
        self.height = 1 + max(height_of(left), height_of(right))


def size_of(node: Node | None) -> int:
    """Return how many nodes there are, 0 for none."""
    return node.size if node is not None else 0


def height_of(node: Node | None) -> int:
    """Return the nodes on the longest way down, 0 for none."""
    return node.height if node is not None else 0


def ascending(root: Node | None, start: int, stop: int) -> Iterator[Node]:
    """Go through the nodes with ranks start to stop - 1, smallest key first.

    The stack holds the nodes that are yet to come and whose left subtree is done or entered. The
    sizes lead to the first one, so the rest costs O(height + nodes given).
    """
    stack, node, skip = [], root, start
    while node is not None:
        before = size_of(node.left)
        if skip > before:
            skip -= before + 1
            node = node.right
        else:
            stack.append(node)
            node = node.left if skip < before else None
    for _ in range(stop - start):
        node = stack.pop()
        yield node
        below = node.right
        while below is not None:
            stack.append(below)
            below = below.left


def descending(root: Node | None, start: int, stop: int) -> Iterator[Node]:
    """Go through the nodes with ranks stop - 1 down to start, largest key first."""
    stack, node, skip = [], root, size_of(root) - stop
    while node is not None:
        behind = size_of(node.right)
        if skip > behind:
            skip -= behind + 1
            node = node.left
        else:
            stack.append(node)
            node = node.right if skip < behind else None
    for _ in range(stop - start):
        node = stack.pop()
        yield node
        below = node.left
        while below is not None:
            stack.append(below)
            below = below.right


def flattened(root: Node | None) -> list[tuple[Any, Any, bool, bool]]:
    """Return key, value, and whether there is a left and a right child, each parent first."""
    flat, stack = [], [root] if root is not None else []
    while stack:
        node = stack.pop()
        flat.append((node.key, node.value, node.left is not None, node.right is not None))
        stack += [child for child in (node.right, node.left) if child is not None]
    return flat


def rebuilt(flat: list[tuple[Any, Any, bool, bool]]) -> Node | None:
    """Return the root of the tree that `flattened` took apart, in its old shape."""
    nodes = [Node(key, value) for key, value, _, _ in flat]
    open_places: list[tuple[Node, str]] = []
    for place, (_, _, left, right) in enumerate(flat):
        node = nodes[place]
        if place:
            parent, side = open_places.pop()
            setattr(parent, side, node)
        if right:
            open_places.append((node, "right"))
        if left:
            open_places.append((node, "left"))
    for node in reversed(nodes):  # children before parents
        node.update()
    return nodes[0] if nodes else None
