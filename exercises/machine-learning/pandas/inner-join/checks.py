import random

from journey.practice import check, equal, holds, raises, unchanged


@check("finds the four pairs of the example, in order")
def example(work):
    equal(work.inner_join(["a", "b", "a"], ["a", "c", "a"]), [(0, 0), (0, 2), (2, 0), (2, 2)],
          "inner_join([a, b, a], [a, c, a])")  # fmt: skip


@check("finds nothing where nothing matches or a side is empty")
def nothing(work):
    equal(work.inner_join(["a"], ["b"]), [], "inner_join([a], [b])")
    equal(work.inner_join([], ["b"]), [], "inner_join([], [b])")


@check("matches no missing keys")
def missing(work):
    equal(work.inner_join([None, "a"], [None, "a", None]), [(1, 1)],
          "inner_join([None, a], [None, a, None])")  # fmt: skip


@check("raises where m:1 is broken, even by a key without partner")
def many_to_one(work):
    raises(ValueError, work.inner_join, ["a"], ["b", "b"], "m:1",
           call="inner_join([a], [b, b], 'm:1')")  # fmt: skip
    equal(work.inner_join(["a", "a"], ["a"], "m:1"), [(0, 0), (1, 0)],
          "inner_join([a, a], [a], 'm:1')")  # fmt: skip


@check("raises where 1:m is broken, and tells the sides apart")
def one_to_many(work):
    raises(ValueError, work.inner_join, ["a", "a"], ["a"], "1:m",
           call="inner_join([a, a], [a], '1:m')")  # fmt: skip
    equal(work.inner_join(["a"], ["a", "a"], "1:m"), [(0, 0), (0, 1)],
          "inner_join([a], [a, a], '1:m')")  # fmt: skip


@check("counts no missing key as repeated")
def missing_twice(work):
    equal(work.inner_join(["a"], [None, None, "a"], "1:1"), [(0, 2)],
          "inner_join([a], [None, None, a], '1:1')")  # fmt: skip


@check("has as many rows as the counts' products say")
def counts(work):
    rng = random.Random(2)
    left, right = ([rng.randrange(6) for _ in range(40)] for _ in range(2))
    got = work.inner_join(left, right)
    want = [(i, j) for i in range(40) for j in range(40) if left[i] == right[j]]
    holds(len(got) == sum(left.count(k) * right.count(k) for k in range(6)),
          "inner_join(40 keys, 40 keys)", expected=f"{len(want)} pairs", got=len(got))  # fmt: skip
    equal(got, want, "inner_join(40 keys, 40 keys)")


class Key:
    """A key that counts how often it is compared."""

    compared = 0

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        Key.compared += 1
        if Key.compared > 5000:
            raise RuntimeError("more than 5,000 comparisons")
        return isinstance(other, Key) and self.value == other.value


@check("compares no left key with every right key")
def budget(work):
    Key.compared = 0
    left, right = [Key(i) for i in range(500)], [Key(i) for i in range(499, -1, -1)]
    got = work.inner_join(left, right)
    equal(got, [(i, 499 - i) for i in range(500)], "inner_join(0 ... 499, 499 ... 0)")


@check("leaves both lists as they were")
def keeps(work):
    unchanged(work.inner_join, ["b", "a"], ["a", None], call="inner_join([b, a], [a, None])")
