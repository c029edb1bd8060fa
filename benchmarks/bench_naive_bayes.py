"""Naive Bayes against scikit-learn: fit and predict, the same log probabilities."""

from __future__ import annotations

import numpy as np
import sklearn.naive_bayes
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from benchmarks.harness import Pair, case
from journey.ml import naive_bayes

Array = NDArray[np.float64]
BASE = "journey.ml.naive_bayes"


def made(n: int, d: int, k: int, kind: str) -> tuple[Array, NDArray[np.intp]]:
    """Return normal features, or word counts, about those of their class."""
    rng = np.random.default_rng(0)
    y = rng.integers(k, size=n).astype(np.intp)
    if kind == "GaussianNB":
        return rng.normal(size=(k, d))[y] + rng.normal(size=(n, d)), y
    return rng.poisson(rng.gamma(0.3, size=(k, d))[y]).astype(np.float64), y


def add(kind: str, label: str, shape: tuple[int, int, int] | None) -> None:
    @case(f"{BASE}.{kind}", reference=f"sklearn.naive_bayes.{kind}", label=label)
    def prepare() -> Pair:
        X, y = made(*shape, kind) if shape else load_digits(return_X_y=True)
        ours, theirs = getattr(naive_bayes, kind)(), getattr(sklearn.naive_bayes, kind)()
        want = theirs.fit(X, y).predict_joint_log_proba(X)
        gap = np.abs(ours.fit(X, y).predict_joint_log_proba(X) - want)
        assert (gap <= 1e-9 * np.maximum(np.abs(want), 1.0)).all()
        return lambda: ours.fit(X, y).predict(X), lambda: theirs.fit(X, y).predict(X)


for _kind in ("GaussianNB", "MultinomialNB", "ComplementNB", "BernoulliNB"):
    add(_kind, "digits, 1,797 x 64, 10 classes", None)
    add(_kind, "100,000 x 20, 5 classes", (100_000, 20, 5))
    add(_kind, "2,000 x 5,000, 10 classes", (2_000, 5_000, 10))
    add(_kind, "4,000 x 2,000, 2 classes", (4_000, 2_000, 2))


def add_naive(kind: str, naive: str) -> None:
    @case(f"{BASE}.{naive}", reference=f"{BASE}.{kind}", label="digits, 300 x 64, 10 classes")
    def prepare() -> Pair:
        X, y = load_digits(return_X_y=True)
        X, y = X[:300] if kind != "BernoulliNB" else (X[:300] > 0).astype(float), y[:300]
        slow, fast = getattr(naive_bayes, naive), getattr(naive_bayes, kind)()
        return lambda: slow(X, y, X), lambda: fast.fit(X, y).predict_joint_log_proba(X)


add_naive("MultinomialNB", "multinomial_naive")
