"""Search trees, heaps and tries. Each counts its own work, so growth needs no clock.

Nothing here calls itself, so a tree may be as deep as memory allows. Not here: trees that predict
(``journey.ml.tree``), and trees on disk.
"""

from journey.programming.trees._avl_tree import AVLTree
from journey.programming.trees._heap import Handle, Heap
from journey.programming.trees._search_tree import BinarySearchTree
from journey.programming.trees._trie import Trie

__all__ = ["AVLTree", "BinarySearchTree", "Handle", "Heap", "Trie"]
