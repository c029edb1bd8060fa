"""Trees and heaps against sortedcontainers and heapq: plain Python against lists moved in C."""

from __future__ import annotations

import heapq
import random
from typing import Any

from sortedcontainers import SortedDict

from benchmarks.harness import Pair, case
from journey.programming.trees import AVLTree, BinarySearchTree, Heap

BASE = "journey.programming.trees"
N = 5_000
KEYS = random.Random(0).sample(range(10 * N), N)


def _build_and_read(kind: Any) -> int:
    tree = kind()
    for key in KEYS:
        tree[key] = key
    return sum(tree[key] for key in KEYS)


def _pair(kind: Any) -> Pair:
    assert _build_and_read(kind) == _build_and_read(SortedDict)
    return lambda: _build_and_read(kind), lambda: _build_and_read(SortedDict)


@case(f"{BASE}.BinarySearchTree", reference="sortedcontainers.SortedDict",
      label="write and read 5,000 keys")  # fmt: skip
def search_tree() -> Pair:
    return _pair(BinarySearchTree)


@case(f"{BASE}.AVLTree", reference="sortedcontainers.SortedDict", label="write and read 5,000 keys")
def avl_tree() -> Pair:
    return _pair(AVLTree)


@case(f"{BASE}.AVLTree", reference="sortedcontainers.SortedDict", label="5,000 ranks")
def ranks() -> Pair:
    ours, theirs = AVLTree.fromkeys(KEYS), SortedDict.fromkeys(KEYS)
    assert all(ours.bisect_left(key) == theirs.bisect_left(key) for key in KEYS)
    return (lambda: [ours.bisect_left(key) for key in KEYS],
            lambda: [theirs.bisect_left(key) for key in KEYS])  # fmt: skip


def _ours_through_the_heap() -> list[int]:
    heap = Heap(KEYS)
    return [heap.pop() for _ in KEYS]


def _theirs_through_the_heap() -> list[int]:
    heap = list(KEYS)
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in KEYS]


@case(f"{BASE}.Heap", reference="heapq", label="build and empty, 5,000 values")
def heap() -> Pair:
    assert _ours_through_the_heap() == _theirs_through_the_heap()
    return _ours_through_the_heap, _theirs_through_the_heap
