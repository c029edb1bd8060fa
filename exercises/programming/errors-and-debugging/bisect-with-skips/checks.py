import math

from journey.practice import check, equal, holds


def history(broken, skipped=()):
    """Return a test of commits, and the list of those that it was asked about."""
    asked = []

    def test(k):
        asked.append(k)
        if len(asked) > 1_000:
            raise RuntimeError("more than 1,000 tests")
        return "skip" if k in skipped else "bad" if k >= broken else "good"

    return test, asked


@check("finds the first bad commit, wherever it is")
def finds(work):
    for n in (2, 3, 7, 16):
        for broken in range(1, n + 1):
            test, _ = history(broken)
            equal(
                work.first_bad(n, test), [broken], f"first_bad({n}, ...), broken from {broken} on"
            )


@check("tests nothing where one commit is left")
def one(work):
    test, asked = history(1)
    equal(work.first_bad(1, test), [1], "first_bad(1, ...)")
    equal(asked, [], "the commits tested")


@check("needs no more tests than the logarithm, if none is skipped")
def few(work):
    for n in (2, 5, 64, 1_000):
        for broken in range(1, n + 1, max(1, n // 50)):
            test, asked = history(broken)
            equal(work.first_bad(n, test), [broken], f"first_bad({n}, ...)")
            most = math.ceil(math.log2(n))
            holds(len(asked) <= most, f"tests of first_bad({n}, ...), broken from {broken} on",
                  expected=f"at most {most}", got=len(asked))  # fmt: skip


@check("steps aside where a commit cannot be tested")
def aside(work):
    for broken in (2, 6, 10, 14):
        test, _ = history(broken, skipped={4, 8, 12})
        equal(work.first_bad(16, test), [broken], f"broken from {broken} on, 4, 8, 12 skipped")


@check("names all that may be it, if those that decide cannot be tested")
def several(work):
    test, _ = history(9, skipped={7, 8, 9, 10})
    equal(work.first_bad(16, test), [7, 8, 9, 10, 11], "broken from 9 on, 7 to 10 skipped")
    test, _ = history(2, skipped=range(5))
    equal(work.first_bad(4, test), [1, 2, 3, 4], "all skipped")


@check("tests no commit twice")
def twice(work):
    test, asked = history(20, skipped={15, 16, 17, 18})
    work.first_bad(32, test)
    holds(len(asked) == len(set(asked)) > 0, "the commits tested", expected="each once", got=asked)


@check("tests neither end, and nothing that is already decided")
def outside(work):
    good, bad, asked = 0, 40, []

    def test(k):
        nonlocal good, bad
        holds(good < k < bad, f"a test of commit {k}", expected=f"one between {good} and {bad}")
        asked.append(k)
        if k in {19, 20, 21}:
            return "skip"
        if k >= 24:
            bad = k
            return "bad"
        good = k
        return "good"

    work.first_bad(40, test)
    holds(asked != [], "first_bad(40, ...)", expected="some commits tested")
