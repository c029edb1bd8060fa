import random

from journey.practice import arguments_after, check, equal, within_steps


@check("removes all that equal it, and says how many")
def removes(work):
    equal(work.remove_all(["egg", "spam", "milk", "spam"], "spam"), 2, "remove_all([...], 'spam')")
    equal(work.remove_all([3, 1, 3, 3, 2], 3), 3, "remove_all([3, 1, 3, 3, 2], 3)")


@check("changes the list itself, in place")
def in_place(work):
    left, _ = arguments_after(work.remove_all, ["egg", "spam", "milk"], "spam")
    equal(left, ["egg", "milk"], "the list after remove_all(['egg', 'spam', 'milk'], 'spam')")


@check("leaves none of two that stand side by side")
def neighbours(work):
    left, _ = arguments_after(work.remove_all, [0, 0, 0, 1, 0, 0], 0)
    equal(left, [1], "the list after remove_all([0, 0, 0, 1, 0, 0], 0)")


@check("tells True, 1 and 1.0 apart")
def types(work):
    left, _ = arguments_after(work.remove_all, [True, 1, 1.0, "1", 1], 1)
    equal(left, [True, 1.0, "1"], "the list after remove_all([True, 1, 1.0, '1', 1], 1)")


@check("compares by equality, not by identity")
def equality(work):
    left, _ = arguments_after(work.remove_all, [[1], [2], [1]], [1])
    equal(left, [[2]], "the list after remove_all([[1], [2], [1]], [1])")
    big = [int("1000"), int("1001")]
    left, _ = arguments_after(work.remove_all, big, int("1000"))
    equal(left, [1001], "the list after remove_all([1000, 1001], 1000)")


@check("finds nothing in an empty list or where nothing is equal")
def nothing(work):
    equal(work.remove_all([], 1), 0, "remove_all([], 1)")
    left, _ = arguments_after(work.remove_all, [2, 3], 1)
    equal((left, work.remove_all([2, 3], 1)), ([2, 3], 0), "remove_all([2, 3], 1)")


@check("keeps the order of the others, on random lists")
def order(work):
    rng = random.Random(1)
    for _ in range(30):
        items = [rng.randrange(4) for _ in range(rng.randrange(20))]
        left, _ = arguments_after(work.remove_all, items, 2)
        equal(left, [x for x in items if x != 2], f"the list after remove_all({items}, 2)")


@check("takes few steps for each element")
def cheap(work):
    class Value:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n

        __hash__ = None

    items = [Value(n % 2) for n in range(2_000)]
    removed = within_steps(
        200_000, work.remove_all, items, items[1], call="remove_all(2,000 values, one of two)"
    )
    equal(removed, 1_000, "remove_all(2,000 values, one of two)")
