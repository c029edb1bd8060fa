import numpy as np

from journey.ml.model_selection import KFold
from journey.practice import check, close, holds, unchanged


def noise(seed, n=60, d=400):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.permutation(np.arange(n) % 2)


def by_hand(X, y, m, k):
    """One fold, one column and one sample at a time."""
    scores = []
    for train, test in KFold(k, shuffle=True, random_state=0).split(X):
        means = [np.mean([X[i] for i in train if y[i] == label], axis=0) for label in (0, 1)]
        gaps = np.abs(means[1] - means[0]) / np.std([X[i] for i in train], axis=0)
        columns = sorted(range(X.shape[1]), key=lambda j: -gaps[j])[:m]
        right = 0
        for i in test:
            far = [sum((X[i][j] - mean[j]) ** 2 for j in columns) for mean in means]
            right += int(far[1] < far[0]) == y[i]
        scores.append(right / len(test))
    return float(np.mean(scores))


@check("stays near one half on noise, where there is nothing to find")
def half(work):
    got = float(np.mean([work.honest_score(*noise(seed), 10, 5) for seed in range(8)]))
    holds(0.4 <= got <= 0.6, "the mean of honest_score over eight tables of noise",
          expected="between 0.4 and 0.6", got=got)  # fmt: skip


@check("finds what is there: a column that is the label")
def real(work):
    X, y = noise(3)
    X[:, 17] = 10 * y
    close(work.honest_score(X, y, 1, 5), 1.0, "honest_score(X, y, 1, 5), column 17 is 10 times y")


@check("chooses anew in each fold, and agrees with doing it by hand")
def hand(work):
    for seed, m, k in ((0, 3, 3), (1, 5, 4), (2, 1, 2)):
        X, y = noise(seed, n=24, d=30)
        close(work.honest_score(X, y, m, k), by_hand(X, y, m, k),
              f"honest_score of 24 samples, 30 columns, m = {m}, k = {k}")  # fmt: skip


@check("judges on the test part, not on what was fitted")
def judged(work):
    X, y = noise(5, n=30, d=200)
    got = work.honest_score(X, y, 20, 3)
    holds(got < 0.85, "honest_score of noise, 20 columns chosen of 200",
          expected="below 0.85, which training samples would exceed", got=got)  # fmt: skip


@check("averages the folds' accuracies, also where folds differ in size")
def uneven(work):
    X, y = noise(7, n=23, d=12)
    close(work.honest_score(X, y, 4, 5), by_hand(X, y, 4, 5), "honest_score of 23 samples, 5 folds")


@check("leaves samples and labels as they were")
def keeps(work):
    X, y = noise(0, n=12, d=6)
    unchanged(work.honest_score, X, y, 2, 3, call="honest_score(X, y, 2, 3)")
