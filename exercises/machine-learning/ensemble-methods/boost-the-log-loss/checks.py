import numpy as np

from journey.ml.ensemble import GradientBoostingClassifier
from journey.practice import check, close, holds, unchanged


def sample(seed, n=120, d=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    y = (X[:, 0] * X[:, 1] + X[:, 2] + 0.5 * rng.normal(size=n) > 0.4).astype(int)
    return X, y, rng.normal(size=(40, d))


@check("starts from the share of ones")
def start(work):
    X, y, X_new = sample(0)
    got = work.boost(X, y, X_new, 0, 0.1, 2)
    close(got, np.full(40, y.mean()), "boost with no rounds")


@check("takes one Newton step in each leaf")
def one(work):
    X, y, X_new = sample(1)
    model = GradientBoostingClassifier(n_estimators=1, learning_rate=1.0, max_depth=2).fit(X, y)
    got = work.boost(X, y, X_new, 1, 1.0, 2)
    close(got, model.predict_proba(X_new)[:, 1], "one round with rate 1", within=1e-8)


@check("shrinks each step by the rate")
def rate(work):
    X, y, X_new = sample(2)
    model = GradientBoostingClassifier(n_estimators=1, learning_rate=0.3, max_depth=1).fit(X, y)
    got = work.boost(X, y, X_new, 1, 0.3, 1)
    close(got, model.predict_proba(X_new)[:, 1], "one round with rate 0.3", within=1e-8)


@check("computes residuals again in each round")
def many(work):
    X, y, X_new = sample(3)
    for depth in (1, 3):
        model = GradientBoostingClassifier(n_estimators=8, learning_rate=0.2, max_depth=depth)
        want = model.fit(X, y).predict_proba(X_new)[:, 1]
        close(work.boost(X, y, X_new, 8, 0.2, depth), want, f"8 rounds of depth {depth}",
              within=1e-8)  # fmt: skip


@check("returns probabilities")
def between(work):
    got = work.boost(*sample(4), 30, 0.5, 2)
    holds(bool(np.all((got > 0) & (got < 1))), "30 rounds", expected="values between 0 and 1")


@check("knows new rows by their leaf, in any order")
def order(work):
    X, y, X_new = sample(5)
    got = work.boost(X, y, X_new, 5, 0.3, 2)
    close(work.boost(X, y, X_new[::-1], 5, 0.3, 2), got[::-1], "the new rows reversed")


@check("leaves what it is given as it was")
def keeps(work):
    unchanged(work.boost, *sample(6), 2, 0.1, 2, call="boost(X, y, X_new, 2, 0.1, 2)")
