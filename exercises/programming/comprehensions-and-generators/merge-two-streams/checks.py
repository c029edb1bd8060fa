from itertools import count, islice

from journey.practice import check, equal, holds


class Only:
    """An item that can be compared by `<` alone, with a name beside its key."""

    def __init__(self, key, name=""):
        self.key, self.name = key, name

    def __lt__(self, other):
        return self.key < other.key

    def __eq__(self, other):
        raise TypeError("items are to be compared with < only")

    __hash__ = None


class Counted:
    """An iterator over some items that counts how many were taken."""

    def __init__(self, items):
        self.items, self.taken = iter(items), 0

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self.items)
        self.taken += 1
        return item


@check("yields all items in order")
def order(work):
    equal(list(work.merged([1, 4], [2, 3, 9])), [1, 2, 3, 4, 9], "merged([1, 4], [2, 3, 9])")


@check("goes on with one stream when the other ends")
def ends(work):
    equal(list(work.merged([1, 2], [3, 4, 5])), [1, 2, 3, 4, 5], "merged([1, 2], [3, 4, 5])")
    equal(list(work.merged([3, 4, 5], [1, 2])), [1, 2, 3, 4, 5], "merged([3, 4, 5], [1, 2])")


@check("takes empty streams")
def empty(work):
    equal(list(work.merged([], [1, 2])), [1, 2], "merged([], [1, 2])")
    equal(list(work.merged([1, 2], [])), [1, 2], "merged([1, 2], [])")
    equal(list(work.merged([], [])), [], "merged([], [])")


@check("keeps items that are false")
def false(work):
    equal(list(work.merged([-1, 0, 0], [0, 1])), [-1, 0, 0, 0, 1], "merged([-1, 0, 0], [0, 1])")
    equal(list(work.merged(["", "b"], [""])), ["", "", "b"], 'merged(["", "b"], [""])')


@check("yields the left one of equal items first")
def stable(work):
    left, right = [Only(1, "a"), Only(1, "b")], [Only(1, "c"), Only(2, "d")]
    got = "".join(item.name for item in work.merged.raw(left, right))
    equal(got, "abcd", "names of merged(1a 1b, 1c 2d)")


@check("yields a None that has no company")
def none(work):
    equal(list(work.merged([None], [])), [None], "merged([None], [])")
    equal(list(work.merged([], [None])), [None], "merged([], [None])")


@check("takes endless streams")
def endless(work):
    got = list(islice(work.merged.raw(count(0, 2), count(1, 2)), 6))
    equal(got, [0, 1, 2, 3, 4, 5], "the first six of the even and the odd numbers")


@check("holds at most one item of each stream")
def held(work):
    left, right = Counted(range(0, 40, 2)), Counted(range(1, 41, 2))
    walk = work.merged.raw(left, right)
    for number in range(1, 31):
        next(walk)
        holds(
            left.taken + right.taken <= number + 2,
            f"after {number} items",
            expected=f"at most {number + 2} items taken",
            got=left.taken + right.taken,
        )


@check("takes nothing before it is asked")
def asked(work):
    left, right = Counted([1, 3]), Counted([2])
    walk = work.merged.raw(left, right)
    equal(left.taken + right.taken, 0, "items taken before the first next")
    equal(next(walk), 1, "the first item")
