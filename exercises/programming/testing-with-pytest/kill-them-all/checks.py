from itertools import accumulate

from journey.practice import check, holds


def right(values):
    return list(accumulate(values, max))


def loop(values):
    found = []
    for value in values:
        found.append(value if not found or value > found[-1] else found[-1])
    return found


def verdict(work, function):
    try:
        work.suite(function)
    except AssertionError:
        return "AssertionError"
    return "no error"


def dies(work, function, words):
    """Expect that the suite passes a right version, and notices a broken one."""
    for good in (right, loop):
        got = verdict(work, good)
        holds(got == "no error", "suite(a right running_max)", expected="no error", got=got)
    got = verdict(work, function)
    holds(got == "AssertionError", f"suite({words})", expected="AssertionError", got=got)


@check("notices one that returns the values as they are")
def same(work):
    dies(work, lambda values: list(values), "one that copies the values")


@check("notices one that returns the overall maximum everywhere")
def overall(work):
    dies(
        work, lambda values: [max(values, default=0)] * len(values), "one with the overall maximum"
    )


@check("notices one that starts from zero")
def from_zero(work):
    dies(
        work, lambda values: list(accumulate(values, max, initial=0))[1:], "one that starts from 0"
    )


@check("notices one that fails on an empty list")
def empty(work):
    def broken(values):
        return right(values) if values else None

    dies(work, broken, "one that returns None for []")


@check("notices one that looks at the last two values only")
def last_two(work):
    def broken(values):
        return [max(values[max(i - 1, 0) : i + 1]) for i in range(len(values))]

    dies(work, broken, "one that looks back one place")


@check("notices one that leaves out repeated values")
def repeated(work):
    dies(work, lambda values: list(dict.fromkeys(right(values))) if len(set(values)) < len(values)
         else right(values), "one that drops repeats")  # fmt: skip


@check("notices one that changes the list it was given")
def changes(work):
    def broken(values):
        found = right(values)
        values.sort()
        return found

    dies(work, broken, "one that sorts its input")


@check("notices one that gives back the list itself")
def itself(work):
    def broken(values):
        values[:] = right(values)
        return values

    dies(work, broken, "one that works in place")


@check("notices one that returns a tuple")
def kind(work):
    class Loose(tuple):
        __hash__ = tuple.__hash__

        def __eq__(self, other):
            return list(self) == list(other)

    dies(work, lambda values: Loose(right(values)), "one that returns a kind of tuple")


@check("notices one that remembers the call before")
def memory(work):
    def broken(values, found=[]):  # noqa: B006 (made once, and kept)
        for value in values:
            found.append(max(value, found[-1]) if found else value)
        return list(found)

    dies(work, broken, "one whose list is a default argument")
