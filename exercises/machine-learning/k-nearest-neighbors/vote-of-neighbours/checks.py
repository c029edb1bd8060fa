import numpy as np

from journey.ml.neighbors import KNeighborsClassifier
from journey.practice import check, close, holds, unchanged

ANIMALS = np.array(["cat", "cat", "dog", "dog"])
LINE = np.array([[1.0], [2.0], [3.0], [7.0]])


def answer(work, X, y, query, k, label, share, call):
    got = work.vote(X, y, query, k)
    pair = isinstance(got, tuple | list) and len(got) == 2
    holds(pair, call, expected="a pair of label and share", got=got)
    holds(got[0] == label, call, expected=f"the label {label!r}", got=got[0])
    close(float(got[1]), share, f"the share in {call}")


@check("gives the example's label and share")
def example(work):
    answer(work, LINE, ANIMALS, np.array([2.4]), 3, "cat", 2 / 3, "vote(X, y, [2.4], 3)")


@check("asks k neighbours, not all and not one")
def number(work):
    y = np.array([5, 4, 4, 4])
    answer(work, LINE, y, np.array([0.0]), 1, 5, 1.0, "vote(X, [5, 4, 4, 4], [0], 1)")
    answer(work, LINE, y, np.array([0.0]), 3, 4, 2 / 3, "vote(X, [5, 4, 4, 4], [0], 3)")


@check("squares and adds over the features, as distance does")
def distance(work):
    X = np.array([[0.0, 5.0], [3.0, 3.0]])  # by absolute differences the first would be nearer
    answer(work, X, np.array([0, 1]), np.array([0.0, 0.0]), 1, 1, 1.0,
           "vote([[0, 5], [3, 3]], [0, 1], [0, 0], 1)")  # fmt: skip


@check("takes the lower index of equally far samples")
def tie_of_distance(work):
    X = np.array([[3.0], [1.0], [3.0], [1.0]])
    answer(work, X, np.array([9, 8, 7, 6]), np.array([2.0]), 1, 9, 1.0,
           "vote([[3], [1], [3], [1]], [9, 8, 7, 6], [2], 1)")  # fmt: skip
    X = np.zeros((40, 1))  # many, since a sort that is not stable keeps the order of a few
    y = np.arange(40) % 2
    answer(work, X, y, np.array([0.0]), 3, 0, 2 / 3, "vote(forty zeros, [0, 1, 0, 1, ...], [0], 3)")


@check("gives even votes to the first label in sorted order")
def tie_of_votes(work):
    answer(work, LINE, np.array(["dog", "cat", "cat", "dog"]), np.array([1.0]), 2, "cat", 0.5,
           "vote(X, ['dog', 'cat', ...], [1], 2)")  # fmt: skip


@check("agrees with journey.ml.neighbors on random data")
def agrees(work):
    rng = np.random.default_rng(2)
    X, y = rng.normal(size=(60, 3)), rng.integers(0, 4, size=60)
    for k in (1, 4, 15):
        model = KNeighborsClassifier(k).fit(X, y)
        for query in rng.normal(size=(6, 3)):
            shares = model.predict_proba([query])[0]
            answer(work, X, y, query, k, shares.argmax(), float(shares.max()),
                   f"vote(60 samples, 4 labels, a query, {k})")  # fmt: skip


@check("leaves samples, labels and query as they were")
def keeps(work):
    unchanged(work.vote, LINE.copy(), np.array([1, 1, 0, 0]), np.array([2.4]), 3,
              call="vote(X, y, [2.4], 3)")  # fmt: skip
