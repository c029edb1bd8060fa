from journey.ml.model_selection import KFold
from journey.practice import check, equal, holds, raises


def tests(pairs):
    return [list(map(int, test)) for _, test in pairs]


def trains(pairs):
    return [list(map(int, train)) for train, _ in pairs]


@check("gives the folds of the example")
def example(work):
    equal(tests(work.folds(7, 3)), [[0, 1, 2], [3, 4], [5, 6]], "the test parts of folds(7, 3)")


@check("tests every sample exactly once, whatever the remainder")
def once(work):
    for n, k in ((10, 3), (11, 4), (8, 5), (9, 2)):
        tested = sorted(i for part in tests(work.folds(n, k)) for i in part)
        equal(tested, list(range(n)), f"all samples tested by folds({n}, {k}), sorted")


@check("gives sizes that differ by one at most")
def sizes(work):
    for n, k in ((10, 3), (11, 4), (8, 5), (23, 7)):
        got = [len(part) for part in tests(work.folds(n, k))]
        holds(max(got) - min(got) <= 1, f"the sizes of folds({n}, {k})",
              expected="sizes that differ by one at most", got=got)  # fmt: skip


@check("trains on all samples that are not tested, in order")
def rest(work):
    for n, k in ((6, 2), (7, 3), (5, 5)):
        pairs = work.folds(n, k)
        want = [[i for i in range(n) if i not in part] for part in tests(pairs)]
        equal(trains(pairs), want, f"the training parts of folds({n}, {k})")


@check("leaves one out where there are as many folds as samples")
def one(work):
    equal(tests(work.folds(4, 4)), [[0], [1], [2], [3]], "the test parts of folds(4, 4)")


@check("agrees with KFold for all sizes up to 15")
def agrees(work):
    for n in range(2, 16):
        for k in range(2, n + 1):
            pairs = work.folds(n, k)
            theirs = list(KFold(k).split(range(n)))
            equal(tests(pairs), tests(theirs), f"the test parts of folds({n}, {k})")
            equal(trains(pairs), trains(theirs), f"the training parts of folds({n}, {k})")


@check("refuses more folds than samples, and fewer than two")
def refuses(work):
    raises(ValueError, work.folds, 3, 4, call="folds(3, 4)")
    raises(ValueError, work.folds, 3, 1, call="folds(3, 1)")
