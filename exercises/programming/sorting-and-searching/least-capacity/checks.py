import random
from itertools import combinations, pairwise

from journey.practice import check, equal, unchanged


def by_trying(weights, days):
    """Try every way to cut the weights into at most so many loads."""
    n, best = len(weights), sum(weights)
    for cuts in range(min(days, n)):
        for places in combinations(range(1, n), cuts):
            ends = [0, *places, n]
            best = min(best, max(sum(weights[a:b]) for a, b in pairwise(ends)))
    return best


class Read:
    """Weights that can be gone through only so many times."""

    def __init__(self, weights, passes):
        self.weights, self.left = weights, passes * len(weights)

    def __len__(self):
        return len(self.weights)

    def __getitem__(self, index):
        self.left -= 1
        if self.left < 0:
            raise RuntimeError("the weights were gone through more than 60 times")
        return self.weights[index]


@check("needs 9 for the example")
def example(work):
    equal(work.least_capacity([1, 2, 3, 4, 5], 2), 9, "least_capacity([1, 2, 3, 4, 5], 2)")


@check("carries all in one day if there is only one")
def one_day(work):
    equal(work.least_capacity([4, 1, 7], 1), 12, "least_capacity([4, 1, 7], 1)")


@check("needs the heaviest parcel's weight however many days there are")
def many_days(work):
    equal(work.least_capacity([4, 1, 7], 3), 7, "least_capacity([4, 1, 7], 3)")
    equal(work.least_capacity([4, 1, 7], 99), 7, "least_capacity([4, 1, 7], 99)")
    equal(work.least_capacity([6], 1), 6, "least_capacity([6], 1)")


@check("keeps the order of the parcels")
def in_order(work):
    # Out of order, the two light ones would share a day: 9 would do.
    equal(work.least_capacity([2, 9, 2], 2), 11, "least_capacity([2, 9, 2], 2)")


@check("fills a load to the brim before the next day starts")
def brim(work):
    equal(work.least_capacity([5, 5, 5, 5], 2), 10, "least_capacity([5, 5, 5, 5], 2)")
    equal(work.least_capacity([0, 0, 3], 2), 3, "least_capacity([0, 0, 3], 2)")


@check("agrees with trying every way to cut")
def agrees(work):
    rng = random.Random(8)
    for _ in range(60):
        weights = [rng.randrange(12) for _ in range(rng.randrange(1, 8))]
        days = rng.randrange(1, 6)
        call = f"least_capacity({weights}, {days})"
        equal(work.least_capacity(weights, days), by_trying(weights, days), call)


@check("halves its way through a billion answers")
def halves(work):
    weights = Read([10**9 - 7 * i for i in range(50)], passes=60)
    equal(work.least_capacity(weights, 50), 10**9, "least_capacity(50 large weights, 50)")
    weights = Read([10**8] * 50, passes=60)
    equal(work.least_capacity(weights, 10), 5 * 10**8, "least_capacity([10**8] * 50, 10)")


@check("leaves the weights as they were")
def keeps(work):
    unchanged(work.least_capacity, [4, 1, 7], 2, call="least_capacity([4, 1, 7], 2)")
