"""Linear structures: what they cost by formula, the reference on long runs, and bad input."""

from __future__ import annotations

import copy
import math
import pickle
import random
import sys
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

from journey.programming.linear import (
    ChainedHashMap,
    Deque,
    DoublyLinkedList,
    DynamicArray,
    HashMap,
    LinkedList,
    LRUCache,
    Queue,
    Stack,
    fnv_1a,
    linear_probes,
    perturbed_probes,
)

BASE = "journey.programming.linear"
LISTS: list[Any] = [DynamicArray, LinkedList, DoublyLinkedList]
SEQUENCES: list[Any] = [*LISTS, Deque]
MAPS: list[Any] = [HashMap, ChainedHashMap]


# Closed forms


@pytest.mark.parametrize("power", range(3, 13))
def test_appending_moves_fewer_than_two_values_each(power: int) -> None:
    array: DynamicArray[int] = DynamicArray()
    for value in range(2**power):
        array.append(value)
    assert array.moves == 2**power - 4  # 4 + 8 + ... + 2**(power - 1)
    array.append(0)
    assert array.moves == 2 ** (power + 1) - 4


def test_the_potential_never_falls_below_zero_and_pays_for_every_move() -> None:
    array: DynamicArray[int] = DynamicArray()
    rng = random.Random(0)

    def potential() -> float:
        size, capacity = len(array), array.capacity
        return 2 * size - capacity if 2 * size >= capacity else capacity / 2 - size

    for round_ in range(4000):
        before, moves = potential(), array.moves
        if rng.random() < (0.7 if round_ // 500 % 2 else 0.3) or not array:
            array.append(round_)
        else:
            array.pop()
        assert potential() >= 0
        assert 1 + array.moves - moves + potential() - before <= 3


def test_growing_by_a_constant_is_quadratic() -> None:
    moves = []
    for size in (1600, 3200):
        array = DynamicArray(range(size), grow=lambda capacity: capacity + 16)
        moves.append(array.moves)
    assert 3.9 < moves[1] / moves[0] < 4.1


def test_no_flutter_at_the_border() -> None:
    array = DynamicArray(range(64))
    before = array.moves
    for _ in range(50):
        array.append(0)
        array.pop()
    assert array.moves - before <= 64


def test_the_front_of_an_array_is_dear_and_of_a_ring_is_free() -> None:
    array: DynamicArray[int] = DynamicArray()
    for value in range(1000):
        array.insert(0, value)
    ring: Deque[int] = Deque()
    for value in range(1000):
        ring.appendleft(value)
    assert array.moves >= 1000 * 999 // 2
    assert ring.moves == 8 + 16 + 32 + 64 + 128 + 256 + 512
    assert list(array) == list(ring)


@pytest.mark.parametrize("place", range(10))
def test_steps_to_a_place(place: int) -> None:
    one, two = LinkedList(range(10)), DoublyLinkedList(range(10))
    assert one[place] == two[place] == place
    assert one.steps == (place if place < 9 else 0)
    assert two.steps == min(place, 9 - place)


@pytest.mark.parametrize("probes", [linear_probes, perturbed_probes])
@pytest.mark.parametrize("code", [0, 7, -1, 2**61 - 2, -(2**63), 123456789])
def test_probing_reaches_every_slot(probes: Callable[..., Any], code: int) -> None:
    sequence = probes(code, 63)
    assert {next(sequence) for _ in range(64 + 13)} == set(range(64))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0xCBF29CE484222325), ("a", 0xAF63DC4C8601EC8C), ("foobar", 0x85944171F73967E8)],
)
def test_fnv_on_the_published_vectors(text: str, expected: int) -> None:
    assert fnv_1a(text) == fnv_1a(text.encode()) == expected


def _loaded(probing: str, size: int, seed: int) -> HashMap[int, None]:
    rng = random.Random(seed)
    table: HashMap[int, None] = HashMap(probing=probing, max_load=0.95)
    while table.capacity < 4096 or len(table) < size:
        table[rng.getrandbits(60)] = None
    return table


@pytest.mark.parametrize("probing", ["linear", "perturbed"])
def test_misses_cost_what_theory_says(probing: str) -> None:
    rng = random.Random(9)
    table = _loaded(probing, 3072, 1)
    load, before = table.load, table.probes
    for _ in range(20_000):
        assert rng.getrandbits(60) + 2**60 not in table
    mean = (table.probes - before) / 20_000
    expected = (1 + 1 / (1 - load) ** 2) / 2 if probing == "linear" else 1 / (1 - load)
    assert mean == pytest.approx(expected, rel=0.25 if probing == "linear" else 0.08)


def test_chains_cost_half_the_load_more_than_one() -> None:
    keys = random.Random(2).sample(range(2**60), 4096)
    table = ChainedHashMap([(key, None) for key in keys], max_load=8)
    while table.capacity > 512:
        table = ChainedHashMap([(key, None) for key in keys], max_load=16)
    before = table.probes
    assert all(key in table for key in keys)
    assert (table.probes - before) / 4096 == pytest.approx(1 + table.load / 2, rel=0.05)


@pytest.mark.parametrize("kind", MAPS)
def test_equal_hashes_make_every_search_a_walk(kind: Any) -> None:
    modulus = sys.hash_info.modulus  # hash(k * modulus) is 0 for every k
    table = kind([(k * modulus, k) for k in range(200)])
    before = table.probes
    assert all(table[k * modulus] == k for k in range(200))
    assert table.probes - before >= 200 * 199 // 2


def test_tombstones_do_not_pile_up() -> None:
    table: HashMap[int, int] = HashMap()
    for value in range(20_000):
        table[value] = value
        if value >= 10:
            del table[value - 10]
    assert table.capacity <= 64
    assert len(table._entries) <= 40


# The reference


@pytest.mark.parametrize("kind", LISTS)
def test_a_long_run_equals_list(kind: Any, parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    ours, theirs, wrong = kind(), [], 0  # type: ignore[var-annotated]
    for step in range(5000):
        act = rng.choice(["append", "append", "insert", "pop", "set", "slice", "del"])
        place = rng.randrange(-len(theirs), len(theirs)) if theirs else 0
        for target in (ours, theirs):
            if act == "append" or not theirs:
                target.append(step)
            elif act == "insert":
                target.insert(place, step)
            elif act == "set":
                target[place] = step
            elif act == "del":
                del target[place]
            elif act == "slice":
                target[place : place + 3] = [step, step]
            else:
                target.pop(place)
        wrong += list(ours) != theirs
    parity(f"{BASE}.{kind.__name__}", reference="list", difference=wrong, tolerance=0, of=5000,
           what="states that differ after random operations")  # fmt: skip


def test_a_long_run_equals_deque(parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    ours, theirs, wrong = Deque([], 200), deque([], 200), 0  # type: ignore[var-annotated] # noqa: RUF037
    for step in range(20_000):
        act = rng.choice(["append", "appendleft", "append", "appendleft", "pop", "popleft", "turn"])
        for target in (ours, theirs):
            if act.startswith("append") or not theirs:
                getattr(target, act if act.startswith("append") else "append")(step)
            elif act == "turn":
                target.rotate(step % 17 - 8)
            else:
                getattr(target, act)()
        wrong += list(ours) != list(theirs)
    parity(f"{BASE}.Deque", reference="collections.deque", difference=wrong, tolerance=0, of=20_000,
           what="states that differ after random operations")  # fmt: skip


@pytest.mark.parametrize("kind", MAPS)
def test_a_long_run_equals_dict(kind: Any, parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    ours, theirs, wrong = kind(), {}, 0  # type: ignore[var-annotated]
    for step in range(20_000):
        key = rng.choice([rng.randrange(400), str(rng.randrange(400)), (rng.randrange(40), 1)])
        for target in (ours, theirs):
            if step % 5 < 3:
                target[key] = step
            else:
                target.pop(key, None)
        wrong += len(ours) != len(theirs) or ours.get(key) != theirs.get(key)
    keeps_order = kind is HashMap
    wrong += (list(ours.items()) != list(theirs.items())) if keeps_order else ours != theirs
    parity(f"{BASE}.{kind.__name__}", reference="dict", difference=wrong, tolerance=0, of=20_001,
           what="answers that differ in random operations")  # fmt: skip


# Edges


@pytest.mark.parametrize("kind", SEQUENCES)
def test_nan_copies_and_itself(kind: Any) -> None:
    values = kind([math.nan, 1.0])
    assert values == values.copy() == copy.copy(values)
    assert values.index(values[0]) == 0
    values.extend(values)
    assert len(values) == 4
    values.append(values)
    assert "[...]" in repr(values)
    assert pickle.loads(pickle.dumps(kind(range(5000)))) == kind(range(5000))
    assert kind([1]) != [1]
    with pytest.raises(TypeError):
        hash(values)


def test_stack_and_queue_keep_their_promise() -> None:
    stack, queue = Stack(range(3)), Queue(range(3))
    assert [stack.pop() for _ in range(3)] == [2, 1, 0]
    assert [queue.dequeue() for _ in range(3)] == [0, 1, 2]
    for call in (stack.pop, stack.peek, queue.dequeue, queue.peek):
        with pytest.raises(IndexError, match="an empty one"):
            call()
    assert list(Stack("ab")) == ["b", "a"]
    assert list(Queue("ab")) == ["a", "b"]
    assert Stack("ab") == Stack("ab") != Queue("ab")
    assert repr(Queue("a")) == "Queue(['a'])"


@pytest.mark.parametrize("kind", [LinkedList, DoublyLinkedList, Deque])
def test_a_change_while_iterating_is_noticed(kind: Any) -> None:
    values = kind([1, 2, 3])
    walk = iter(values)
    next(walk)
    values.append(4)
    with pytest.raises(RuntimeError, match="while it was iterated over"):
        next(walk)


@pytest.mark.parametrize("kind", MAPS)
def test_keys_that_come_while_iterating_are_noticed(kind: Any) -> None:
    table = kind({1: 1})
    walk = iter(table)
    next(walk)
    table[2] = 0
    with pytest.raises(RuntimeError, match="while it was iterated over"):
        next(walk)


def test_bad_input_is_named() -> None:
    with pytest.raises(TypeError, match="DynamicArray: index: expected a whole number, got str"):
        DynamicArray([1])["0"]  # type: ignore[call-overload]
    with pytest.raises(IndexError, match="LinkedList: index 3 is out of range, it holds 1 values"):
        LinkedList([1])[3]
    with pytest.raises(ValueError, match="expected 2 values for a slice with step 2, got 1"):
        DynamicArray([1, 2, 3])[::2] = [0]
    with pytest.raises(ValueError, match="grow: expected more than 4 places, got 4"):
        DynamicArray(range(5), grow=lambda capacity: capacity)
    with pytest.raises(ValueError, match="Deque: maxlen: expected 0 or more, got -1"):
        Deque(maxlen=-1)
    with pytest.raises(IndexError, match="it is full, maxlen is 1"):
        Deque([1], maxlen=1).insert(0, 2)
    with pytest.raises(ValueError, match="HashMap: probing: expected one of"):
        HashMap(probing="double")
    with pytest.raises(ValueError, match="HashMap: max_load: expected between 0 and 1, got 1"):
        HashMap(max_load=1)
    with pytest.raises(TypeError, match="unhashable"):
        HashMap().get([])  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="LRUCache: maxsize: expected 0 or more, got -1"):
        LRUCache(-1)
    with pytest.raises(TypeError, match="maxsize: expected a whole number or None, got float"):
        LRUCache(1.5)  # type: ignore[arg-type]
