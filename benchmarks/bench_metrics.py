"""Scores of a classification against scikit-learn, on a million samples where it counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import sklearn.calibration
import sklearn.metrics

from benchmarks.harness import Pair, case
from journey.ml import calibration, metrics

N = 1_000_000


def labelling(k: int, n: int = N) -> tuple[Any, Any]:
    """Return labels of k classes, and labels that are right four times in five."""
    rng = np.random.default_rng(0)
    true = rng.integers(k, size=n)
    return true, np.where(rng.uniform(size=n) < 0.8, true, rng.integers(k, size=n))


def scores(n: int = N, positives: float = 0.1) -> tuple[Any, Any]:
    """Return labels of two classes and scores between 0 and 1."""
    rng = np.random.default_rng(0)
    y = (rng.uniform(size=n) < positives).astype(int)
    return y, 1 / (1 + np.exp(-(1.5 * y + rng.normal(size=n) - 2)))


def add(name: str, label: str, arguments: tuple[Any, ...], **options: Any) -> None:
    module = "calibration" if name == "calibration_curve" else "metrics"

    @case(f"journey.ml.{module}.{name}", reference=f"sklearn.{module}.{name}", label=label)
    def prepare() -> Pair:
        ours = getattr({"metrics": metrics, "calibration": calibration}[module], name)
        theirs = getattr(getattr(sklearn, module), name)
        mine, other = ours(*arguments, **options), theirs(*arguments, **options)
        if not isinstance(mine, str):
            for a, b in zip(np.atleast_1d(mine), np.atleast_1d(other), strict=True):
                np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)
        return lambda: ours(*arguments, **options), lambda: theirs(*arguments, **options)


add("accuracy_score", "a million samples, 10 classes", labelling(10))
add("confusion_matrix", "a million samples, 10 classes", labelling(10))
WORDS = np.array(["cat", "dog", "fish"])
add("confusion_matrix", "100,000 strings, 3 classes", tuple(WORDS[y] for y in labelling(3, 10**5)))
add("classification_report", "a million samples, 10 classes", labelling(10))
add("f1_score", "a million samples, 10 classes, macro", labelling(10), average="macro")
add("matthews_corrcoef", "a million samples, 10 classes", labelling(10))
add("log_loss", "a million samples, 2 classes", scores())
add("brier_score_loss", "a million samples, 2 classes", scores())
add("calibration_curve", "a million samples, 5 bins", scores())
add("roc_curve", "100,000 samples", scores(100_000))
add("roc_auc_score", "a million samples", scores())
add("roc_auc_score", "1,000 samples", scores(1_000))
add("average_precision_score", "a million samples", scores())


@case(
    "journey.ml.metrics.roc_auc_naive",
    reference="journey.ml.metrics.roc_auc_score",
    label="2,000 samples",
)
def pairs() -> Pair:
    y, score = scores(2_000, 0.5)
    assert abs(metrics.roc_auc_naive(y, score) - metrics.roc_auc_score(y, score)) < 1e-14  # type: ignore[operator]
    return lambda: metrics.roc_auc_naive(y, score), lambda: metrics.roc_auc_score(y, score)


@case(
    "journey.ml.metrics.confusion_matrix_naive",
    reference="journey.ml.metrics.confusion_matrix",
    label="10,000 samples, 10 classes",
)
def counted_one_by_one() -> Pair:
    true, pred = labelling(10, 10_000)
    return (
        lambda: metrics.confusion_matrix_naive(true, pred),
        lambda: metrics.confusion_matrix(true, pred),
    )
