import numpy as np

from journey.ml.metrics import brier_score_loss
from journey.practice import check, close, unchanged


def forecasts(n, seed):
    rng = np.random.default_rng(seed)
    q = rng.integers(0, 11, size=n) / 10
    return (rng.uniform(size=n) < q**2).astype(int), q


@check("gives 0.005, 0.0625, 0.1875 for the example")
def example(work):
    got = work.three_parts(np.array([0, 1, 1, 1]), np.array([0.5, 0.5, 0.9, 0.9]))
    close(got, (0.005, 0.0625, 0.1875), "three_parts of the example")


@check("adds up to the Brier score")
def adds(work):
    for n, seed in ((20, 0), (300, 1), (1000, 2)):
        y, q = forecasts(n, seed)
        reliability, resolution, uncertainty = work.three_parts(y, q)
        close(reliability - resolution + uncertainty, brier_score_loss(y, q),
              f"reliability - resolution + uncertainty, {n} samples")  # fmt: skip


@check("finds no unreliability where each group is as was said")
def reliable(work):
    y = np.array([0, 0, 0, 1, 0, 1, 1, 1])
    q = np.array([0.25] * 4 + [0.75] * 4)
    close(work.three_parts(y, q), (0.0, 0.0625, 0.25), "three_parts of calibrated forecasts")


@check("finds no resolution where everybody is told the same")
def same(work):
    y = np.array([0, 1, 1, 1, 0])
    close(work.three_parts(y, np.full(5, 0.5)), (0.01, 0.0, 0.24), "three_parts of 0.5 for all")


@check("weighs groups by their size")
def sizes(work):
    y = np.array([1] * 9 + [0])
    q = np.array([0.8] * 9 + [0.0])
    close(work.three_parts(y, q), (0.036, 0.09, 0.09), "three_parts of groups of 9 and of 1")


@check("has no uncertainty where all are positive")
def certain(work):
    got = work.three_parts(np.ones(4, dtype=int), np.array([0.5, 0.5, 1.0, 1.0]))
    close(got, (0.125, 0.0, 0.0), "three_parts where all are positive")


@check("leaves labels and forecasts as they were")
def keeps(work):
    y, q = forecasts(30, 3)
    unchanged(work.three_parts, y, q, call="three_parts(y, q)")
