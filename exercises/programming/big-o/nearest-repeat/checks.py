import random

from journey.practice import check, equal, unchanged, within_steps


def by_pairs(values):
    found = [
        j - i
        for i in range(len(values))
        for j in range(i + 1, len(values))
        if values[i] == values[j]
    ]
    return min(found, default=None)


@check("finds 2 in the example")
def example(work):
    equal(work.nearest_repeat([3, 1, 4, 1, 5, 3]), 2, "nearest_repeat([3, 1, 4, 1, 5, 3])")


@check("returns None where nothing repeats")
def none(work):
    for values in ([], [7], [1, 2, 3], "abc"):
        equal(work.nearest_repeat(values), None, f"nearest_repeat({values!r})")
    equal(work.nearest_repeat("abca"), 3, "nearest_repeat('abca')")


@check("looks at the last place of a value, not at the first")
def last(work):
    equal(work.nearest_repeat([5, 0, 0.5, 5, 1, 5]), 2, "nearest_repeat([5, 0, 0.5, 5, 1, 5])")


@check("keeps the smallest distance, wherever it is")
def smallest(work):
    equal(work.nearest_repeat([1, 1, 2, 3, 2]), 1, "nearest_repeat([1, 1, 2, 3, 2])")
    equal(work.nearest_repeat([2, 3, 2, 4, 4]), 1, "nearest_repeat([2, 3, 2, 4, 4])")


@check("agrees with trying all pairs")
def agrees(work):
    rng = random.Random(2)
    for _ in range(60):
        values = [rng.randrange(12) for _ in range(rng.randrange(10))]
        equal(work.nearest_repeat(values), by_pairs(values), f"nearest_repeat({values})")


@check("takes linear time on 2,000 values")
def linear(work):
    values = [*range(1_999), 0]
    call = "nearest_repeat(2,000 values)"
    equal(within_steps(400_000, work.nearest_repeat, values, call=call), 1_999, call)


@check("leaves the list it was given as it was")
def keeps(work):
    unchanged(work.nearest_repeat, [2, 1, 2], call="nearest_repeat([2, 1, 2])")
