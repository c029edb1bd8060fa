import random
from itertools import combinations, permutations

from journey.practice import check, equal, holds, unchanged


def by_pairs(values):
    return sum(first > second for first, second in combinations(values, 2))


class Counted:
    """A value that counts how often it is compared, and stops a sort that asks on and on."""

    asked = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Counted.asked += 1
        if Counted.asked > 100_000:
            raise RuntimeError("more than 100,000 questions for 1,000 values")
        return self.value < other.value

    def __gt__(self, other):
        return other < self


@check("finds the three of the example")
def example(work):
    equal(work.count_inversions([2, 4, 1, 3]), 3, "count_inversions([2, 4, 1, 3])")


@check("finds none in short and in sorted lists")
def none(work):
    for values in ([], [5], [1, 2], [1, 2, 3, 4, 5, 6, 7]):
        equal(work.count_inversions(values), 0, f"count_inversions({values})")


@check("finds all n(n - 1)/2 in a reversed list")
def reverse(work):
    for n in (2, 3, 8, 33):
        call = f"count_inversions({n} values, reversed)"
        equal(work.count_inversions(list(range(n, 0, -1))), n * (n - 1) // 2, call)


@check("agrees with counting every pair, in every order of five values")
def every_order(work):
    for values in permutations(range(5)):
        call = f"count_inversions({list(values)})"
        equal(work.count_inversions(list(values)), by_pairs(values), call)


@check("does not count equal values")
def ties(work):
    equal(work.count_inversions([1, 1, 1]), 0, "count_inversions([1, 1, 1])")
    equal(work.count_inversions([2, 1, 1]), 2, "count_inversions([2, 1, 1])")
    rng = random.Random(3)
    for _ in range(30):
        values = [rng.randrange(4) for _ in range(9)]
        equal(work.count_inversions(values), by_pairs(values), f"count_inversions({values})")


@check("asks n log n questions, not one for each pair")
def few_questions(work):
    rng = random.Random(5)
    order = rng.sample(range(1_000), 1_000)
    Counted.asked = 0
    got = work.count_inversions([Counted(value) for value in order])
    equal(got, by_pairs(order), "count_inversions(1,000 values)")
    holds(Counted.asked <= 20_000, "count_inversions(1,000 values)",
          expected="at most 20,000 questions (every pair would be 499,500)",
          got=Counted.asked)  # fmt: skip


@check("leaves the list it was given as it was")
def keeps(work):
    unchanged(work.count_inversions, [3, 1, 2], call="count_inversions([3, 1, 2])")
