import random

from journey.practice import check, equal, holds, unchanged


class Counted:
    """A test that counts its calls, and ends when they are spent."""

    def __init__(self, fails, limit=100_000):
        self.fails, self.left = fails, limit

    def __call__(self, values):
        self.left -= 1
        if self.left < 0:
            raise RuntimeError("the test was called too often")
        return self.fails(list(values))


def pairs(values):
    return values.count(3) > 1


def falls(values):
    return any(a > b for a, b in zip(values, values[1:]))  # noqa: B905, RUF007


def heavy(values):
    return sum(values) > 40


def odd(values):
    """Fails for an odd number of values over 5: leaving out one may mend it, two may not."""
    return sum(value > 5 for value in values) % 2 == 1


def part_of(found, values):
    rest = iter(values)
    return all(value in rest for value in found)


@check("finds the two threes of the example")
def example(work):
    equal(work.shrink([7, 3, 9, 3, 1], pairs), [3, 3], "shrink([7, 3, 9, 3, 1], two threes)")


@check("leaves alone what is minimal already")
def minimal(work):
    equal(work.shrink([3, 3], pairs), [3, 3], "shrink([3, 3], two threes)")
    equal(work.shrink([9], lambda v: 9 in v), [9], "shrink([9], has a nine)")


@check("ends with nothing where the empty list fails")
def nothing(work):
    equal(work.shrink([1, 2, 3], lambda v: True), [], "shrink([1, 2, 3], always fails)")
    equal(work.shrink([], lambda v: True), [], "shrink([], always fails)")
    equal(work.shrink([4], lambda v: 4 in v), [4], "shrink([4], has a four)")


@check("still fails, and keeps the old order")
def ordered(work):
    rng = random.Random(1)
    for _ in range(40):
        values = rng.sample(range(20), 12)
        found = work.shrink(values, Counted(falls))
        holds(falls(found) and part_of(found, values), f"shrink({values}, falls somewhere)",
              expected="a part in the old order that still falls", got=found)  # fmt: skip


@check("passes without any one of its values")
def one_minimal(work):
    rng = random.Random(2)
    for fails in (pairs, falls, heavy, odd):
        for _ in range(25):
            values = [rng.randrange(12) for _ in range(14)]
            if not fails(values):
                continue
            found = work.shrink(values, Counted(fails))
            spare = [i for i in range(len(found)) if fails(found[:i] + found[i + 1 :])]
            holds(fails(found) and not spare, f"shrink({values}, {fails.__name__})",
                  expected="a failing list without a spare value", got=found)  # fmt: skip


@check("goes round again when leaving out one value makes another one needless")
def again(work):
    # 2 can go only after 1 has gone.
    bad = ([2, 1, 0], [2, 0], [0])
    fails = Counted(lambda v: v in bad)
    equal(work.shrink([2, 1, 0], fails), [0], "shrink([2, 1, 0], [2, 1, 0] or [2, 0] or [0])")


@check("finds one culprit among 1,000 in at most 200 calls")
def sparing(work):
    for culprit in (0, 499, 500, 733, 999):
        fails = Counted(lambda v, c=culprit: c in v, 200)
        equal(
            work.shrink(list(range(1_000)), fails),
            [culprit],
            f"shrink(1,000 values, has {culprit})",
        )


@check("leaves the list it was given as it was")
def keeps(work):
    unchanged(work.shrink, [7, 3, 9, 3, 1], pairs, call="shrink([7, 3, 9, 3, 1], two threes)")
    values = [7, 3, 3]
    work.shrink(values, pairs)
    equal(values, [7, 3, 3], "the list after shrink([7, 3, 3], two threes)")
