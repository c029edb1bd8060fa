import random

from journey.practice import check, equal, within_steps
from journey.programming.git import naive_edit_distance


@check("counts five edits in Myers's own example")
def example(work):
    equal(work.distance("ABCABBA", "CBABAC"), 5, "distance('ABCABBA', 'CBABAC')")


@check("needs nothing for equal sequences")
def same(work):
    equal(work.distance("journey", "journey"), 0, "distance('journey', 'journey')")
    equal(work.distance("", ""), 0, "distance('', '')")


@check("deletes or inserts everything where one is empty")
def one_empty(work):
    equal(work.distance("abc", ""), 3, "distance('abc', '')")
    equal(work.distance("", "ab"), 2, "distance('', 'ab')")


@check("counts a replaced element twice")
def replaced(work):
    equal(work.distance("abc", "axc"), 2, "distance('abc', 'axc')")


@check("takes lists of lines")
def lines(work):
    a, b = ["one\n", "two\n"], ["one\n", "more\n", "two\n"]
    equal(work.distance(a, b), 1, f"distance({a}, {b})")


@check("agrees with the table of all pairs")
def table(work):
    rng = random.Random(0)
    for _ in range(120):
        a, b = ("".join(rng.choices("abc", k=rng.randint(0, 9))) for _ in range(2))
        equal(work.distance(a, b), naive_edit_distance(a, b), f"distance({a!r}, {b!r})")


@check("is quick where long sequences differ little")
def quick(work):
    a = list(range(1500))
    b = [*a[:400], -1, *a[400:900], *a[901:]]
    got = within_steps(300_000, work.distance, a, b, call="distance of 1,500 lines, two changed")
    equal(got, 2, "distance of 1,500 lines, two changed")
