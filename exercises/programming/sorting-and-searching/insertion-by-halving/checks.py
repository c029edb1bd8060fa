import random
from bisect import bisect_right
from math import log2

from journey.practice import check, equal, holds, unchanged


class Counted:
    """A value that counts how often it is compared."""

    asked = 0

    def __init__(self, value, name=""):
        self.value, self.name = value, name

    def __lt__(self, other):
        Counted.asked += 1
        return self.value < other.value


@check("finds the place among different values")
def finds(work):
    for item in range(0, 12):
        equal(work.place([2, 4, 6, 8, 10], item), bisect_right([2, 4, 6, 8, 10], item),
              f"place([2, 4, 6, 8, 10], {item})")  # fmt: skip


@check("takes an empty list, and a place at either end")
def ends(work):
    equal(work.place([], 5), 0, "place([], 5)")
    equal(work.place([3], 1), 0, "place([3], 1)")
    equal(work.place([3], 9), 1, "place([3], 9)")


@check("goes behind equal values, not in front of them")
def behind(work):
    equal(work.place([10, 20, 20, 40], 20), 3, "place([10, 20, 20, 40], 20)")
    equal(work.place([7] * 9, 7), 9, "place([7] * 9, 7)")


@check("asks at most log2(n) + 1 questions, rounded down")
def few_questions(work):
    for n in (1, 2, 3, 4, 7, 8, 100, 1000):
        values = [Counted(i) for i in range(n)]
        worst = 0
        for item in (-1, 0, n // 2, n - 1, n):
            Counted.asked = 0
            place = work.place(values, Counted(item))
            equal(place, min(item + 1, n), f"place({n} values, {item})")
            worst = max(worst, Counted.asked)
        holds(worst <= int(log2(n)) + 1, f"place(values, item), {n} values",
              expected=f"at most {int(log2(n)) + 1} questions", got=worst)  # fmt: skip


@check("sorts as sorted does")
def sorts(work):
    rng = random.Random(4)
    equal(work.insertion_sort([]), [], "insertion_sort([])")
    for n in (1, 2, 5, 20, 60):
        values = [rng.randrange(n) for _ in range(n)]
        equal(work.insertion_sort(values), sorted(values), f"insertion_sort({values})")


@check("keeps the order of equal values")
def stable(work):
    rng = random.Random(1)
    cards = [Counted(rng.randrange(4), f"{i}") for i in range(30)]
    got = work.insertion_sort(cards)
    equal([card.name for card in got], [c.name for c in sorted(cards, key=lambda c: c.value)],
          "the names after insertion_sort(30 cards of 4 values)")  # fmt: skip


@check("leaves the list it was given as it was")
def keeps(work):
    unchanged(work.insertion_sort, [3, 1, 2], call="insertion_sort([3, 1, 2])")
