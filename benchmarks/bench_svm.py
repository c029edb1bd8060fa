"""Support vector machines against scikit-learn: fit and predict."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import sklearn.svm
from numpy.typing import NDArray
from sklearn.datasets import make_classification

from benchmarks.harness import Pair, case
from journey.ml.svm import SVC, SVR, LinearSVC, kernel_matrix, smo_naive

Array = NDArray[np.float64]


def made(n: int) -> tuple[Array, Array]:
    """Return standardised samples of two overlapping classes, one label in twenty wrong."""
    X, y = make_classification(n, 20, n_informative=10, flip_y=0.05, random_state=0)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def add(code: str, label: str, n: int, **settings: Any) -> None:
    @case(f"journey.ml.svm.{code}", reference=f"sklearn.svm.{code}", label=label)
    def prepare() -> Pair:
        X, y = made(n)
        if code == "SVR":
            y = X[:, 0] * X[:, 1] + y
        extra = {} if code != "LinearSVC" else {"max_iter": 20_000, "random_state": 0}
        ours = {"SVC": SVC, "SVR": SVR, "LinearSVC": LinearSVC}[code](**settings)
        theirs = getattr(sklearn.svm, code)(**settings, **extra)

        def reference() -> object:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # LIBLINEAR may end before it converges
                return theirs.fit(X, y).predict(X)

        agree = np.asarray(ours.fit(X, y).predict(X)) - np.asarray(reference())
        assert np.mean(np.abs(agree) > 0.05) < 0.01
        return lambda: ours.fit(X, y).predict(X), reference


add("SVC", "RBF, 2,000 x 20, C = 1", 2_000)
add("SVC", "RBF, 2,000 x 20, C = 100", 2_000, C=100.0)
add("SVC", "linear, 2,000 x 20, C = 1", 2_000, kernel="linear")
add("SVC", "linear, 2,000 x 20, C = 100", 2_000, kernel="linear", C=100.0)
add("SVC", "polynomial, 2,000 x 20, C = 1", 2_000, kernel="poly")
add("SVR", "RBF, 2,000 x 20, C = 1", 2_000)
add("SVR", "linear, 2,000 x 20, C = 1", 2_000, kernel="linear")
add("LinearSVC", "squared hinge, 2,000 x 20", 2_000)
add("LinearSVC", "hinge, 2,000 x 20", 2_000, loss="hinge")


@case("journey.ml.svm.smo_naive", reference="journey.ml.svm.SVC", label="RBF, 1,000 x 20, C = 1")
def naive() -> Pair:
    X, y = made(1_000)
    model = SVC()
    K = kernel_matrix(X)
    sign = np.where(y == 1, 1.0, -1.0)
    alpha, _ = smo_naive(K, sign)
    assert abs(alpha.sum() / np.abs(model.fit(X, y).dual_coef_).sum() - 1) < 1e-3
    return lambda: smo_naive(K, sign), lambda: model.fit(X, y)
