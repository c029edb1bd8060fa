import numpy as np

from journey.practice import check, close, unchanged


def made(seed, rounds=7, points=5):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(rounds, points)), rng.normal(size=points)


@check("gives a half and a half for the example")
def example(work):
    bias, variance = work.parts(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 0.0]))
    close(float(bias), 0.5, "the squared bias of the example")
    close(float(variance), 0.5, "the variance of the example")


@check("has no bias where predictions scatter around the truth")
def unbiased(work):
    predicted = np.array([[1.0, 5.0], [-1.0, 7.0]])
    bias, variance = work.parts(predicted, np.array([0.0, 6.0]))
    close(float(bias), 0.0, "the squared bias of 1 and -1 around 0, 5 and 7 around 6")
    close(float(variance), 1.0, "the variance of 1 and -1 around 0, 5 and 7 around 6")


@check("does not let errors of opposite sign at two points cancel")
def cancel(work):
    predicted = np.array([[1.0, -1.0], [1.0, -1.0]])
    bias, variance = work.parts(predicted, np.zeros(2))
    close(float(bias), 1.0, "the squared bias of predictions 1 and -1 where the truth is 0")
    close(float(variance), 0.0, "the variance of predictions that never change")


@check("adds up to the mean squared distance to the truth")
def adds(work):
    for seed in range(4):
        predicted, truth = made(seed)
        bias, variance = work.parts(predicted, truth)
        close(float(bias + variance), float(np.mean((predicted - truth) ** 2)),
              f"bias + variance of random predictions, seed {seed}")  # fmt: skip


@check("agrees with one point and one training set at a time")
def loops(work):
    predicted, truth = made(9, rounds=6, points=4)
    bias = variance = 0.0
    for i in range(4):
        middle = sum(predicted[r, i] for r in range(6)) / 6
        bias += (middle - truth[i]) ** 2 / 4
        variance += sum((predicted[r, i] - middle) ** 2 for r in range(6)) / 6 / 4
    got = work.parts(predicted, truth)
    close(float(got[0]), float(bias), "the squared bias of 6 random fits at 4 points")
    close(float(got[1]), float(variance), "the variance of 6 random fits at 4 points")


@check("leaves predictions and truth as they were")
def keeps(work):
    unchanged(work.parts, *made(1), call="parts(predicted, truth)")
