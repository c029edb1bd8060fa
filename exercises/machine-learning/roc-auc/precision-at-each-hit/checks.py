import numpy as np

from journey.ml.metrics import average_precision_score
from journey.practice import check, close, unchanged


def sample(n, seed, rounded=False):
    rng = np.random.default_rng(seed)
    y = (rng.uniform(size=n) < 0.3).astype(int)
    y[:2] = 0, 1
    score = y + 1.5 * rng.normal(size=n)
    return y, score.round() if rounded else score


@check("gives (1/1 + 2/3) / 2 for the example")
def example(work):
    got = work.average_precision(np.array([1, 0, 1, 0]), np.array([4, 3, 2, 1]))
    close(got, 5 / 6, "average_precision of the example")


@check("agrees with journey.ml.metrics where no scores are equal")
def distinct(work):
    for n, seed in ((10, 0), (300, 1)):
        y, score = sample(n, seed)
        close(work.average_precision(y, score), average_precision_score(y, score),
              f"average_precision of {n} samples")  # fmt: skip


@check("lets equal scores pass together")
def ties(work):
    close(work.average_precision(np.array([1, 0]), np.array([1, 1])), 0.5, "of one tie")
    y, score = sample(300, 2, rounded=True)
    close(work.average_precision(y, score), average_precision_score(y, score),
          "average_precision of 300 samples with ties")  # fmt: skip


@check("does not depend on the order among equal scores")
def order(work):
    score = np.array([2.0, 2.0, 2.0, 1.0])
    a = work.average_precision(np.array([1, 0, 0, 1]), score)
    b = work.average_precision(np.array([0, 0, 1, 1]), score)
    close((a, b), (5 / 12, 5 / 12), "average_precision of both orders")


@check("is the share of positives where all scores are equal")
def constant(work):
    got = work.average_precision(np.array([0, 1, 0, 0]), np.zeros(4))
    close(got, 0.25, "average_precision of a constant score")


@check("is 1 for a perfect order, and counts the last sample, too")
def ends(work):
    close(work.average_precision(np.array([0, 0, 1]), np.array([1.0, 2.0, 3.0])), 1.0, "perfect")
    close(work.average_precision(np.array([1, 0, 0]), np.array([1.0, 2.0, 3.0])), 1 / 3, "last")


@check("leaves labels and scores as they were")
def keeps(work):
    y, score = sample(30, 4)
    unchanged(work.average_precision, y, score, call="average_precision(y, score)")
