import math

import numpy as np

from journey.ml.metrics import roc_auc_naive, roc_auc_score
from journey.practice import check, close, holds, unchanged, within_memory, within_steps


def sample(n, seed, rounded=False):
    rng = np.random.default_rng(seed)
    y = (rng.uniform(size=n) < 0.3).astype(int)
    y[:2] = 0, 1
    score = y + 1.5 * rng.normal(size=n)
    return y, score.round() if rounded else score


@check("gives 0.75 for the example")
def example(work):
    got = work.area(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    close(got, 0.75, "area of the example")


@check("is the share of pairs")
def pairs(work):
    for n, seed in ((10, 0), (200, 1)):
        y, score = sample(n, seed)
        close(work.area(y, score), roc_auc_naive(y, score), f"area of {n} samples")


@check("counts a tie half")
def ties(work):
    y, score = sample(200, 2, rounded=True)
    close(work.area(y, score), roc_auc_naive(y, score), "area of 200 samples with ties")
    close(work.area(np.array([0, 1]), np.array([3.0, 3.0])), 0.5, "area of one tie")


@check("is 1 for a perfect order and 0 for a reversed one")
def ends(work):
    y, score = np.array([0, 0, 1]), np.array([1.0, 2.0, 3.0])
    close(work.area(y, score), 1.0, "area of a perfect order")
    close(work.area(y, -score), 0.0, "area of a reversed order")


@check("is nan where a class is missing")
def missing(work):
    got = work.area(np.array([1, 1]), np.array([1.0, 2.0]))
    holds(math.isnan(got), "area([1, 1], [1, 2])", expected="nan", got=got)


@check("takes 20,000 samples without a loop over them")
def fast(work):
    y, score = sample(20_000, 3)
    got = within_steps(5_000, work.area, y, score, call="area of 20,000 samples")
    close(got, roc_auc_score(y, score), "area of 20,000 samples")


@check("takes 20,000 samples without a table of all pairs")
def small(work):
    y, score = sample(20_000, 3)
    got = within_memory(5_000_000, work.area, y, score, call="area of 20,000 samples")
    close(got, roc_auc_score(y, score), "area of 20,000 samples")


@check("leaves labels and scores as they were")
def keeps(work):
    y, score = sample(30, 4)
    unchanged(work.area, y, score, call="area(y, score)")
