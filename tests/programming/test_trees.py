"""Search trees, heaps and tries: closed forms, the reference on long runs, and bad input."""

from __future__ import annotations

import copy
import heapq
import itertools
import math
import pickle
import random
import string
import sys
from collections.abc import Callable
from typing import Any

import pytest
from sortedcontainers import SortedDict

from journey.programming.trees import AVLTree, BinarySearchTree, Heap, Trie

BASE = "journey.programming.trees"
TREES: list[Any] = [BinarySearchTree, AVLTree]


def checked(tree: Any) -> Any:
    """Return a tree after a look at every node: order, sizes, heights and, for AVL, balance."""
    below = [tree._root] if tree._root is not None else []
    for node in below:
        below += [child for child in (node.left, node.right) if child is not None]
    for node in reversed(below):
        left, right = (child.height if child else 0 for child in (node.left, node.right))
        sizes = [child.size if child else 0 for child in (node.left, node.right)]
        assert node.height == 1 + max(left, right)
        assert node.size == 1 + sum(sizes)
        if isinstance(tree, AVLTree):
            assert abs(left - right) <= 1
    keys = list(tree)
    assert all(one < other for one, other in itertools.pairwise(keys))
    assert len(keys) == len(tree) == len(below)
    return tree


def fibonacci_tree(height: int) -> list[int]:
    """Return the keys of the sparsest AVL tree of a height, each parent before its children."""
    sizes = [0, 1]
    while len(sizes) <= height:
        sizes.append(sizes[-1] + sizes[-2] + 1)
    keys, todo = [], [(0, height)]
    for first, high in todo:
        if high > 0:
            keys.append(first + sizes[high - 1])
            todo += [(first, high - 1), (first + sizes[high - 1] + 1, high - 2)]
    return keys


# Closed forms: search trees


def test_mean_depth_over_all_orders_of_arrival_is_the_formula() -> None:
    n = 7
    total = 0
    for order in itertools.permutations(range(n)):
        tree = BinarySearchTree.fromkeys(order)
        before = tree.steps
        for key in order:
            assert key in tree
        total += tree.steps - before
    harmonic = sum(1 / k for k in range(1, n + 1))
    assert total / math.factorial(n) / n == pytest.approx(2 * (1 + 1 / n) * harmonic - 3, abs=1e-12)


def test_sorted_keys_make_a_chain_and_a_square() -> None:
    tree = BinarySearchTree.fromkeys(range(500))
    assert tree.height == 500
    assert tree.steps == 500 * 499 // 2


def test_the_shape_of_a_search_tree_is_the_order_of_its_first_keys() -> None:
    orders = list(itertools.permutations(range(5)))
    shapes = {tuple(BinarySearchTree.fromkeys(order).__reduce__()[2]) for order in orders}
    assert len(shapes) == math.comb(10, 5) // 6  # the Catalan number of 5


@pytest.mark.parametrize("height", range(1, 14))
def test_the_sparsest_avl_tree_has_a_fibonacci_number_of_nodes(height: int) -> None:
    keys = fibonacci_tree(height)
    fibonacci = [1, 1]
    while len(fibonacci) <= height + 2:
        fibonacci.append(fibonacci[-1] + fibonacci[-2])
    tree = checked(AVLTree.fromkeys(keys))
    assert tree.rotations == 0
    assert tree.height == height
    assert len(tree) == fibonacci[height + 1] - 1 == len(keys)
    assert height <= 1.4405 * math.log2(len(keys) + 2) - 0.327


def test_a_deletion_in_the_sparsest_tree_rotates_on_every_second_level() -> None:
    for height in (5, 8, 11):
        keys = fibonacci_tree(height)
        tree = AVLTree.fromkeys(keys)
        del tree[max(keys)]  # on the short side of every node above it
        checked(tree)
        assert tree.rotations == (height - 1) // 2
        assert tree.height == height - 1


@pytest.mark.parametrize("order", ["up", "down", "random", "outside in"])
def test_no_order_of_arrival_breaks_the_avl_bound(order: str) -> None:
    n = 1500
    keys = {
        "up": list(range(n)),
        "down": list(range(n))[::-1],
        "random": random.Random(0).sample(range(n), n),
        "outside in": [key // 2 if key % 2 else n - 1 - key // 2 for key in range(n)],
    }[order]
    tree: AVLTree[int, None] = AVLTree()
    for size, key in enumerate(keys, 1):
        tree[key] = None
        assert tree.height <= 1.4405 * math.log2(size + 2) - 0.327
    checked(tree)
    for key in keys[::3]:
        del tree[key]
    assert checked(tree).height <= 1.4405 * math.log2(len(tree) + 2)


@pytest.mark.parametrize("seed", range(4))
def test_an_avl_tree_is_balanced_after_each_deletion(seed: int) -> None:
    rng = random.Random(seed)
    keys = fibonacci_tree(9) if seed == 0 else rng.sample(range(300), 150)
    tree = AVLTree.fromkeys(keys)
    for key in rng.sample(keys, len(keys)):
        del tree[key]
        checked(tree)


def test_sorted_keys_build_a_perfect_avl_tree() -> None:
    tree = AVLTree.fromkeys(range(2**10 - 1))
    assert tree.height == 10
    assert tree.rotations == 2**10 - 1 - 10


@pytest.mark.parametrize("kind", TREES)
def test_a_way_down_takes_no_more_steps_than_the_height(kind: Any) -> None:
    tree = kind.fromkeys(random.Random(1).sample(range(1000), 300))
    for key in range(-1, 1001, 7):
        for call in (tree.bisect_left, tree.bisect_right, tree.floor, tree.ceiling, tree.get):
            before = tree.steps
            call(key)
            assert tree.steps - before <= tree.height


# Closed forms: heaps


@pytest.mark.parametrize("arity", [2, 3, 4, 8])
def test_building_takes_fewer_comparisons_than_the_sum_of_heights(arity: int) -> None:
    rng = random.Random(0)
    for n in (*range(1, 40), 1000):
        worst = arity * sum(_height(place, n, arity) for place in range(n))
        for values in (list(range(n)), list(range(n))[::-1], [rng.random() for _ in range(n)]):
            heap = Heap(values, arity=arity)
            assert heap.comparisons <= worst
        if arity == 2:
            assert worst == 2 * (n - n.bit_count())


def _height(place: int, n: int, arity: int) -> int:
    height = 0
    while (place := arity * place + 1) < n:
        height += 1
    return height


@pytest.mark.parametrize("arity", [2, 3, 5])
def test_a_push_compares_with_each_node_above_at_most(arity: int) -> None:
    heap: Heap[int] = Heap(arity=arity)
    for value in range(400, 0, -1):  # each new one goes to the root
        before = heap.comparisons
        heap.push(value)
        place, above = len(heap) - 1, 0
        while place:
            place, above = (place - 1) // arity, above + 1
        assert heap.comparisons - before == above
    before = heap.comparisons
    heap.push(10**9)
    assert heap.comparisons - before == 1


class Counted:
    """A number that counts how often it is compared."""

    count = 0

    def __init__(self, number: float) -> None:
        self.number = number

    def __lt__(self, other: Counted) -> bool:
        Counted.count += 1
        return self.number < other.number


def test_comparisons_are_those_of_heapq(parity: Callable[..., None]) -> None:
    rng = random.Random(3)
    wrong = cases = 0
    for n in (1, 2, 3, 10, 100, 1000):
        numbers = [rng.random() for _ in range(n)]
        Counted.count = 0
        theirs = [Counted(number) for number in numbers]
        heapq.heapify(theirs)
        ours = Heap(numbers)
        wrong += ours.comparisons != Counted.count
        assert list(ours) == [item.number for item in theirs]
        while theirs:
            cases += 1
            assert ours.pop() == heapq.heappop(theirs).number
            wrong += ours.comparisons != Counted.count
    parity(f"{BASE}.Heap", reference="heapq.heappop", difference=wrong, tolerance=0, of=cases + 6,
           what="counts of comparisons that differ")  # fmt: skip


# The reference


@pytest.mark.parametrize("kind", TREES)
def test_a_long_run_equals_sorted_dict(kind: Any, parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    ours, theirs, wrong = kind(), SortedDict(), 0
    for step in range(6000):
        key = rng.randrange(500)
        if step % 5 < 3:
            ours[key] = theirs[key] = step
        else:
            wrong += ours.pop(key, None) != theirs.pop(key, None)
        low, high = sorted((rng.randrange(500), rng.randrange(500)))
        ends = (rng.random() < 0.5, rng.random() < 0.5)
        wrong += list(ours.irange(low, high, ends)) != list(theirs.irange(low, high, ends))
        wrong += ours.bisect_left(low) != theirs.bisect_left(low)
        wrong += ours.bisect_right(high) != theirs.bisect_right(high)
        if theirs:
            place = rng.randrange(-len(theirs), len(theirs))
            wrong += ours.peekitem(place) != theirs.peekitem(place)
    wrong += list(checked(ours).items()) != list(theirs.items())
    wrong += list(reversed(ours)) != list(reversed(theirs))
    parity(f"{BASE}.{kind.__name__}", reference="sortedcontainers.SortedDict", difference=wrong,
           tolerance=0, of=30_002, what="answers that differ in random operations")  # fmt: skip


@pytest.mark.parametrize("arity", [2, 3, 4, 7])
def test_a_long_run_equals_heapq(arity: int, parity: Callable[..., None]) -> None:
    rng = random.Random(arity)
    start = [rng.randrange(100) for _ in range(200)]
    ours, theirs, wrong = Heap(start, arity=arity), list(start), 0
    heapq.heapify(theirs)
    for _ in range(5000):
        act, value = rng.choice(["push", "pop", "pushpop", "replace"]), rng.randrange(100)
        if act == "push" or not theirs:
            ours.push(value)
            heapq.heappush(theirs, value)
        elif act == "pop":
            wrong += ours.pop() != heapq.heappop(theirs)
        elif act == "pushpop":
            wrong += ours.pushpop(value) != heapq.heappushpop(theirs, value)
        else:
            wrong += ours.replace(value) != heapq.heapreplace(theirs, value)
        wrong += len(ours) != len(theirs)
    wrong += [ours.pop() for _ in range(len(ours))] != sorted(theirs)
    parity(f"{BASE}.Heap", reference="heapq", difference=wrong, tolerance=0, of=5001,
           what="answers that differ in random operations")  # fmt: skip


def test_a_trie_equals_dict_and_startswith(parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    ours, theirs, wrong = Trie[int](), {}, 0  # type: ignore[var-annotated]
    for step in range(3000):
        word = "".join(rng.choices("abc", k=rng.randrange(6)))
        if step % 5 < 3:
            ours[word] = theirs[word] = step
        else:
            wrong += ours.pop(word, None) != theirs.pop(word, None)
        prefix, text = word[:2], word + "ab"
        below = sorted(key for key in theirs if key.startswith(prefix))
        wrong += list(ours.with_prefix(prefix)) != below
        wrong += ours.count_prefix(prefix) != len(below)
        begins = [key for key in theirs if text.startswith(key)]
        wrong += ours.longest_prefix(text) != max(begins, key=len, default=None)
        wrong += ours.nodes != len(
            {key[:end] for key in theirs for end in range(len(key) + 1)} | {""}
        )
    wrong += list(ours.items()) != sorted(theirs.items())
    parity(f"{BASE}.Trie", reference="dict, str.startswith", difference=wrong, tolerance=0,
           of=12_001, what="answers that differ in random operations")  # fmt: skip


# Depth, copies, and changes under way


@pytest.mark.parametrize("kind", TREES)
def test_a_chain_deeper_than_the_recursion_limit(kind: Any) -> None:
    n = 3 * sys.getrecursionlimit()
    tree = kind.fromkeys(range(n)) if kind is AVLTree else BinarySearchTree()
    if kind is BinarySearchTree:  # a chain, hung up by hand: n inserts would take n**2 / 2 steps
        flat = [(key, None, False, key < n - 1) for key in range(n)]
        tree.__setstate__(flat)
        assert tree.height == n
    assert list(tree) == list(range(n))
    assert next(reversed(tree)) == n - 1
    for double in (copy.copy(tree), copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):
        assert double == tree
        assert double.height == tree.height
    del tree[n // 2]
    assert len(checked(tree)) == n - 1
    assert len(repr(tree)) > n


def test_a_word_longer_than_the_recursion_limit() -> None:
    word = "ab" * 3 * sys.getrecursionlimit()
    trie = Trie([word, word[:-1]])
    assert list(pickle.loads(pickle.dumps(trie))) == [word[:-1], word]
    assert list(copy.deepcopy(trie)) == list(trie.copy()) == [word[:-1], word]
    del trie[word]
    assert trie.nodes == len(word)
    del trie[word[:-1]]
    assert trie.nodes == 1


@pytest.mark.parametrize("kind", TREES)
def test_a_copy_is_independent(kind: Any) -> None:
    tree = kind({2: "b", 1: "a", 3: "c"})
    double = tree.copy()
    double[1] = "z"
    del double[3]
    assert tree == {1: "a", 2: "b", 3: "c"}
    assert double == {1: "z", 2: "b"} != tree
    assert (tree == 5) is False
    assert 2 in tree.keys() & {2, 9}
    assert list(tree.values()) == ["a", "b", "c"]
    with pytest.raises(TypeError):
        hash(tree)


@pytest.mark.parametrize("kind", [*TREES, Trie])
def test_keys_that_come_while_iterating_are_noticed(kind: Any) -> None:
    holder = kind({"b": 1, "a": 2})
    walk = iter(holder)
    next(walk)
    holder["c"] = 3
    with pytest.raises(RuntimeError, match="while it was iterated over"):
        next(walk)


@pytest.mark.parametrize("kind", TREES)
def test_deleting_a_node_with_two_children(kind: Any) -> None:
    tree = kind.fromkeys([50, 30, 70, 20, 40, 60, 80, 65])
    for key in (50, 60, 30, 70, 65, 20, 40, 80):
        del tree[key]
        checked(tree)
    assert len(tree) == tree.height == 0
    tree[1] = "again"
    assert tree.popitem() == (1, "again")


@pytest.mark.parametrize("kind", TREES)
def test_bounds_that_cross_or_lie_outside(kind: Any) -> None:
    tree = kind.fromkeys("bdf")
    assert list(tree.irange("e", "c")) == []
    assert list(tree.irange("d", "d", (False, False))) == []
    assert list(tree.irange("d", "d", (True, False))) == []
    assert list(tree.irange(reverse=True)) == ["f", "d", "b"]
    assert (tree.floor("a"), tree.floor("d"), tree.floor("e")) == (None, "d", "d")
    assert (tree.ceiling("g"), tree.ceiling("d"), tree.ceiling("c")) == (None, "d", "d")
    assert list(kind().irange("a", "z")) == []


@pytest.mark.parametrize("kind", TREES)
def test_keys_need_an_order_and_no_hash(kind: Any) -> None:
    tree = kind([([2], "b"), ([1], "a")])
    assert list(tree) == [[1], [2]]
    with pytest.raises(TypeError, match="not supported between"):
        kind({1: 1})["1"] = 1
    with pytest.raises(TypeError, match="not supported between"):
        kind([(None, 1)])
    with pytest.raises(ValueError, match="key: expected one that is equal to itself, got nan"):
        kind({1.0: 1})[math.nan] = 2
    assert math.nan not in kind({1.0: 1})


# Heaps: ties and handles


def test_equal_priorities_never_compare_the_values() -> None:
    tasks = [(1, {"name": "wash"}), (1, {"name": "dry"})]
    with pytest.raises(TypeError, match="'<' not supported between instances of 'dict' and 'dict'"):
        heapq.heapify(tasks)
    heap: Heap[Any] = Heap(tasks, key=lambda task: task[0])
    heap.push((1, {"name": "fold"}))
    heap.push({"name": "iron"}, priority=0)
    assert heap.pop() == {"name": "iron"}
    assert sorted(heap.pop()[1]["name"] for _ in range(3)) == ["dry", "fold", "wash"]


def test_priorities_without_an_order_leave_a_heap_whole() -> None:
    heap: Heap[Any] = Heap([3, 1, 2])
    with pytest.raises(TypeError):
        heap.push("x")
    assert [heap.pop() for _ in range(3)] == [1, 2, 3]
    assert not heap


@pytest.mark.parametrize("arity", [2, 3, 4])
def test_handles_find_their_entries_after_any_moves(arity: int) -> None:
    rng = random.Random(arity)
    heap: Heap[int] = Heap(arity=arity)
    alive: dict[int, tuple[Any, float]] = {}
    for step in range(4000):
        act = rng.choice(["push", "push", "pop", "decrease", "change", "remove"])
        if act == "push" or not alive:
            priority = rng.random()
            alive[step] = (heap.push(step, priority), priority)
            continue
        value = rng.choice(list(alive))
        handle, priority = alive[value]
        assert handle.in_heap
        if act == "pop":
            least = min(held for _, held in alive.values())
            assert heap.peek_priority() == least
            assert alive.pop(heap.pop())[1] == least
        elif act == "remove":
            assert heap.remove(handle) == value
            del alive[value]
        else:
            new = rng.random() * (priority if act == "decrease" else 1)
            (heap.decrease_key if act == "decrease" else heap.change_priority)(handle, new)
            alive[value] = (handle, new)
        assert len(heap) == len(alive)
    drained = [heap.pop() for _ in range(len(heap))]
    assert drained == sorted(alive, key=lambda value: alive[value][1])


def test_bad_input_is_named() -> None:
    with pytest.raises(IndexError, match="AVLTree: index 3 is out of range, it holds 1 keys"):
        AVLTree({1: 1}).peekitem(3)
    with pytest.raises(KeyError, match="popitem from an empty one"):
        AVLTree().popitem()
    for call in (lambda tree: tree.index(5), lambda tree: tree[5], lambda tree: tree.pop(5)):
        with pytest.raises(KeyError, match="5"):
            call(BinarySearchTree({1: 1}))
    with pytest.raises(ValueError, match="Heap: arity: expected 2 or more, got 1"):
        Heap(arity=1)
    with pytest.raises(TypeError, match="Heap: arity: expected a whole number, got float"):
        Heap(arity=2.5)  # type: ignore[arg-type]
    empty: Heap[int] = Heap()
    for call in (empty.pop, empty.peek, empty.peek_priority, lambda: empty.replace(1)):
        with pytest.raises(IndexError, match="an empty one"):
            call()  # type: ignore[call-arg]
    assert empty.pushpop(4) == 4
    heap = Heap([5])
    handle = heap.push(9)
    with pytest.raises(ValueError, match="priority: expected no more than 9, got 10"):
        heap.decrease_key(handle, 10)
    heap.remove(handle)
    with pytest.raises(ValueError, match=r"expected one of an entry of this heap, got Handle\(9"):
        heap.remove(handle)
    with pytest.raises(ValueError, match="expected one of an entry of this heap"):
        heap.decrease_key(Heap().push(1), 0)
    with pytest.raises(TypeError, match="Trie: word: expected text, got int"):
        Trie()[3] = 1  # type: ignore[index]
    with pytest.raises(TypeError, match="Trie: text: expected text, got bytes"):
        Trie().longest_prefix(b"a")  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="ca"):
        Trie(["car"]).delete("ca")


def test_the_empty_word_and_letters_of_every_script() -> None:
    trie = Trie(["", "ж", "жук", "🦉", *string.ascii_uppercase])
    assert trie.longest_prefix("жуки") == "жук"
    assert trie.longest_prefix("?") == ""
    assert list(trie) == sorted(trie)
    assert trie.count_prefix("") == len(trie) == 30
    trie.clear()
    assert (len(trie), trie.nodes, trie.longest_prefix("a")) == (0, 1, None)


@pytest.mark.parametrize("tree", [BinarySearchTree, AVLTree])
def test_two_mappings_are_joined_as_dictionaries_are(tree: Any) -> None:
    one, other = {3: "c", 1: "a"}, {2: "b", 3: "z"}
    assert list((tree(one) | other).items()) == sorted((one | other).items())
    assert list((one | tree(other)).items()) == sorted((one | other).items())
    grown = tree(one)
    grown |= other
    assert type(grown) is tree
    assert grown == one | other
    with pytest.raises(TypeError):
        tree(one) | [(2, "b")]
