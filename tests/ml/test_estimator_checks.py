"""scikit-learn's own suite of checks, run on every estimator that journey.ml publishes.

Nobody lists the estimators: they are found. The checks that cannot apply stand in one place, each
with its reason. A check that fails without standing there is an error, and so is one that stands
there and passes.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Callable, Iterator

import pytest
from sklearn.utils.estimator_checks import check_estimator

import journey.ml
from journey.ml.base import BaseEstimator
from journey.ml.cluster import KMeans, MiniBatchKMeans
from journey.ml.linear_model import LogisticRegression, SGDClassifier

_RANDOM_START = (
    "The start is drawn at random: a sample of weight two and the same sample twice take different "
    "draws, and another start may end in another minimum. scikit-learn expects this failure of its "
    "own k-means for the same reason; from one given start weights do equal repetition "
    "(test_cluster.py)."
)
_A_STEP_A_SAMPLE = (
    "A sample of weight two is one step of double length, the same sample twice is two steps at "
    "two places. scikit-learn expects this failure of its own SGDClassifier for the same reason; "
    "one step with a weight is exact (test_linear_model_sgd.py)."
)
EXPECTED_TO_FAIL: dict[str, dict[str, str]] = {
    "KMeans": {"check_sample_weight_equivalence_on_dense_data": _RANDOM_START},
    "MiniBatchKMeans": {"check_sample_weight_equivalence_on_dense_data": _RANDOM_START},
    "SGDClassifier": {"check_sample_weight_equivalence_on_dense_data": _A_STEP_A_SAMPLE},
}
# Not run at all, in scikit-learn's own words: SCIPY_ARRAY_API is not set.
NOT_RUN = {"check_array_api_input"}

# An estimator stands here when its defaults are not what to check, or not all of it.
SETTINGS: dict[type[BaseEstimator], list[BaseEstimator]] = {
    KMeans: [KMeans(n_clusters=3), KMeans(n_clusters=3, algorithm="elkan")],
    MiniBatchKMeans: [MiniBatchKMeans(n_clusters=3)],
    LogisticRegression: [LogisticRegression(), LogisticRegression(solver="lbfgs")],
    SGDClassifier: [SGDClassifier(), SGDClassifier("log_loss")],
}


def published() -> Iterator[type[BaseEstimator]]:
    for found in pkgutil.iter_modules(journey.ml.__path__):
        if found.name.startswith("_") or found.name in ("base", "utils"):
            continue
        module = importlib.import_module(f"journey.ml.{found.name}")
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isclass(thing) and issubclass(thing, BaseEstimator):
                yield thing


@pytest.mark.parametrize(
    "estimator",
    [each for kind in published() for each in SETTINGS.get(kind) or [kind()]],
    ids=repr,
)
def test_estimator_checks(estimator: BaseEstimator, parity: Callable[..., None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the checks provoke warnings on purpose
        results = check_estimator(estimator, on_skip=None, on_fail=None)
    name = type(estimator).__name__
    failed = {row["check_name"] for row in results if row["status"] == "failed"}
    passed = sum(row["status"] == "passed" for row in results)
    assert {row["check_name"] for row in results if row["status"] == "skipped"} <= NOT_RUN
    parity(
        f"{type(estimator).__module__.rpartition('.')[0]}.{name}",
        reference="sklearn.utils.estimator_checks.check_estimator",
        what=f"checks with another outcome than expected, of {passed + len(failed)}",
        difference=len(failed ^ set(EXPECTED_TO_FAIL.get(name, {}))),
        tolerance=0,
    )
