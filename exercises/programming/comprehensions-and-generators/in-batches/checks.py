from itertools import count

from journey.practice import check, equal, holds, raises


def first(batches, number):
    """Take so many batches, no more."""
    walk = iter(batches)
    return [next(walk) for _ in range(number)]


@check("gives full batches in order")
def full(work):
    equal(list(work.batches("abcd", 2)), [["a", "b"], ["c", "d"]], 'list(batches("abcd", 2))')
    equal(list(work.batches([1, 2], 1)), [[1], [2]], "list(batches([1, 2], 1))")


@check("gives what is left as a shorter batch")
def shorter(work):
    equal(list(work.batches([1, 2, 3, 4, 5], 3)), [[1, 2, 3], [4, 5]], "five items by threes")
    equal(list(work.batches([1, 2], 3)), [[1, 2]], "two items by threes")


@check("gives no empty batch")
def empty(work):
    equal(list(work.batches([], 3)), [], "list(batches([], 3))")
    equal(len(list(work.batches(range(6), 3))), 2, "the number of batches of 6 items by threes")


@check("takes a generator, and no item twice")
def generator(work):
    equal(list(work.batches((n for n in range(5)), 2)), [[0, 1], [2, 3], [4]], "a generator")


@check("keeps items that are false")
def false(work):
    equal(list(work.batches([0, None, "", 0], 2)), [[0, None], ["", 0]], "0, None, '' and 0")


@check("gives batches that are lists of their own")
def own(work):
    one, two = list(work.batches([1, 2, 3, 4], 2))
    one.append("mine")
    holds(one is not two, "two batches", expected="two lists")
    equal(two, [3, 4], "the second batch, after the first was changed")


@check("takes no more items than it hands over, also of an endless source")
def lazy(work):
    taken = []

    def source():
        for n in count():
            if n >= 100:
                raise RuntimeError("100 items were taken for two batches of three")
            taken.append(n)
            yield n

    equal(first(work.batches.raw(source(), 3), 2), [[0, 1, 2], [3, 4, 5]], "two batches of three")
    equal(len(taken), 6, "items taken for two batches of three")


@check("complains of a size below 1 at the call")
def size(work):
    for wrong in (0, -2):
        raises(ValueError, work.batches, [1, 2], wrong, call=f"batches([1, 2], {wrong})")
