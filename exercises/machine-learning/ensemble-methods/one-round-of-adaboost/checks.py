import numpy as np

from journey.ml.ensemble import AdaBoostClassifier
from journey.ml.tree import DecisionTreeClassifier
from journey.practice import check, close, unchanged


def sample(seed, n=60):
    rng = np.random.default_rng(seed)
    y = np.where(rng.random(n) < 0.5, 1, -1)
    said = np.where(rng.random(n) < 0.3, -y, y)
    said[:2] = y[0], -y[1]
    return y, said, rng.uniform(0.1, 1, n)


@check("gives a fair member its weight")
def example(work):
    y, said = np.array([1, 1, -1, -1]), np.array([1, 1, -1, 1])
    alpha, _ = work.adaboost_round(y, said, np.full(4, 0.25))
    close(alpha, 0.5 * np.log(3), "alpha of the example")


@check("gives a member worse than guessing a negative weight")
def worse(work):
    y, said, weight = sample(0)
    alpha, _ = work.adaboost_round(y, said, weight)
    turned, _ = work.adaboost_round(y, -said, weight)
    close(turned, -alpha, "alpha of the same member with its answers turned")


@check("returns weights that sum to 1")
def total(work):
    for seed in range(3):
        _, weight = work.adaboost_round(*sample(seed))
        close(np.sum(weight), 1.0, "the sum of the new weights")


@check("leaves the member an error of one half")
def half(work):
    for seed in range(3):
        y, said, weight = sample(seed)
        _, weight = work.adaboost_round(y, said, weight)
        close(np.sum(weight[said != y]), 0.5, "its weighted error under the new weights")


@check("does not care about the scale of the weights")
def scale(work):
    y, said, weight = sample(1)
    one, two = (work.adaboost_round(y, said, k * weight) for k in (1, 7))
    close(two[0], one[0], "alpha with weights times 7")
    close(two[1], one[1], "new weights with weights times 7")


@check("keeps the proportions among rows that were right")
def proportions(work):
    y, said, weight = sample(2)
    _, new = work.adaboost_round(y, said, weight)
    right = said == y
    ratio = new[right] / weight[right]
    close(ratio, np.full(right.sum(), ratio[0]), "new over old weight, rows that were right")


@check("makes AdaBoost, used round after round")
def whole(work):
    rng = np.random.default_rng(5)
    X = rng.normal(size=(80, 2))
    y = np.where(X[:, 0] * X[:, 1] + 0.3 * X[:, 0] > 0, 1, -1)
    weight, total = np.full(80, 1 / 80), np.zeros(80)
    for _ in range(6):
        stump = DecisionTreeClassifier(max_depth=1).fit(X, y, sample_weight=weight)
        said = stump.predict(X)
        alpha, weight = work.adaboost_round(y, said, weight)
        total += alpha * said
    model = AdaBoostClassifier(n_estimators=6).fit(X, y)
    # Its weights are twice ours, and it returns twice the weighted mean vote.
    close(4 * total / model.estimator_weights_.sum(), model.decision_function(X),
          "votes after six rounds of stumps")  # fmt: skip


@check("leaves what it is given as it was")
def keeps(work):
    unchanged(work.adaboost_round, *sample(3), call="adaboost_round(y, said, weight)")
