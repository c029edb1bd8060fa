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
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC as TheirLinearSVC
from sklearn.utils.estimator_checks import check_estimator

import journey.ml
from journey.ml.base import BaseEstimator
from journey.ml.cluster import KMeans, MiniBatchKMeans
from journey.ml.compose import ColumnTransformer
from journey.ml.ensemble import (
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
    VotingRegressor,
)
from journey.ml.linear_model import LogisticRegression, Ridge, SGDClassifier
from journey.ml.manifold import TSNE, UMAP
from journey.ml.model_selection import GridSearchCV, RandomizedSearchCV
from journey.ml.pipeline import Pipeline
from journey.ml.preprocessing import FunctionTransformer, KBinsDiscretizer
from journey.ml.svm import SVC, SVR, LinearSVC
from journey.ml.tree import DecisionTreeClassifier, DecisionTreeRegressor

_RANDOM_START = (
    "The start is drawn at random: a sample of weight two and the same sample twice take different "
    "draws, and another start may end in another minimum. scikit-learn expects this failure of its "
    "own k-means for the same reason; from one given start weights do equal repetition "
    "(test_cluster.py)."
)
_IN_PLACE = (
    "The steps are fitted in place, so that the pipeline's steps show what was learnt. "
    "scikit-learn's own Pipeline fails this check for the same reason."
)
_BOOTSTRAP = (
    "Rows are drawn at random: a row of weight two and the same row twice take different draws. "
    "scikit-learn expects this failure of its own forests and bagging; forests without a bootstrap "
    "do take weights for repetition (test_ensemble.py)."
)
_A_STEP_A_SAMPLE = (
    "A sample of weight two is one step of double length, the same sample twice is two steps at "
    "two places. scikit-learn expects this failure of its own SGDClassifier for the same reason; "
    "one step with a weight is exact (test_linear_model_sgd.py)."
)
EXPECTED_TO_FAIL: dict[str, dict[str, str]] = {
    "KMeans": {"check_sample_weight_equivalence_on_dense_data": _RANDOM_START},
    "MiniBatchKMeans": {"check_sample_weight_equivalence_on_dense_data": _RANDOM_START},
    "Pipeline": {"check_estimators_overwrite_params": _IN_PLACE},
    "AdaBoostRegressor": {"check_sample_weight_equivalence_on_dense_data": _BOOTSTRAP},
    "BaggingClassifier": {"check_sample_weight_equivalence_on_dense_data": _BOOTSTRAP},
    "BaggingRegressor": {"check_sample_weight_equivalence_on_dense_data": _BOOTSTRAP},
    "RandomForestClassifier": {"check_sample_weight_equivalence_on_dense_data": _BOOTSTRAP},
    "RandomForestRegressor": {"check_sample_weight_equivalence_on_dense_data": _BOOTSTRAP},
    "SGDClassifier": {"check_sample_weight_equivalence_on_dense_data": _A_STEP_A_SAMPLE},
}
# Not run at all, in scikit-learn's own words: SCIPY_ARRAY_API is not set.
NOT_RUN = {"check_array_api_input"}

# An estimator stands here when its defaults are not what to check, or not all of it.
SETTINGS: dict[type[BaseEstimator], list[BaseEstimator]] = {
    KMeans: [KMeans(n_clusters=3), KMeans(n_clusters=3, algorithm="elkan")],
    MiniBatchKMeans: [MiniBatchKMeans(n_clusters=3)],
    Pipeline: [
        Pipeline([("scale", StandardScaler()), ("ridge", Ridge())]),
        Pipeline([("scale", StandardScaler()), ("logistic", LogisticRegression())]),
    ],
    KBinsDiscretizer: [KBinsDiscretizer(), KBinsDiscretizer(encode="ordinal", strategy="kmeans")],
    FunctionTransformer: [FunctionTransformer(), FunctionTransformer(validate=True)],
    ColumnTransformer: [ColumnTransformer([("scale", StandardScaler(), [0, 1])])],
    # A search is what its estimator is: a regressor, a classifier, a pipeline of scikit-learn's.
    GridSearchCV: [
        GridSearchCV(Ridge(), {"alpha": [0.1, 1.0]}, cv=2),
        GridSearchCV(TheirLinearSVC(), {"C": [0.1, 1.0]}, cv=2),
        GridSearchCV(make_pipeline(StandardScaler(), Ridge()), {"ridge__alpha": [0.1, 1.0]}, cv=2),
    ],
    RandomizedSearchCV: [
        RandomizedSearchCV(Ridge(), {"alpha": [0.1, 1.0, 10.0]}, n_iter=2, cv=2, random_state=0),
    ],
    # The width "scale" goes by the variance of the rows as they stand, weights or not, and two fits
    # agree no better than their tolerance.
    SVC: [SVC(gamma="auto", tol=1e-10), SVC(kernel="linear", tol=1e-10)],
    SVR: [SVR(gamma="auto", tol=1e-10)],
    VotingClassifier: [
        VotingClassifier([("tree", DecisionTreeClassifier()), ("svc", SVC())]),
    ],
    VotingRegressor: [
        VotingRegressor([("tree", DecisionTreeRegressor()), ("line", Ridge())]),
    ],
    StackingClassifier: [
        StackingClassifier(
            [("stump", DecisionTreeClassifier(max_depth=1)), ("svc", SVC())],
            DecisionTreeClassifier(),
            cv=2,
        ),
    ],
    StackingRegressor: [
        StackingRegressor([("tree", DecisionTreeRegressor()), ("line", Ridge())], cv=2),
    ],
    LinearSVC: [LinearSVC(tol=1e-14), LinearSVC(loss="hinge", tol=1e-12)],
    LogisticRegression: [LogisticRegression(), LogisticRegression(solver="lbfgs")],
    SGDClassifier: [SGDClassifier(), SGDClassifier("log_loss")],
    TSNE: [TSNE(perplexity=3, max_iter=250)],
    UMAP: [UMAP(n_neighbors=5, n_epochs=60)],
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
    expected = EXPECTED_TO_FAIL.get(name, {})
    assert {row["check_name"] for row in results if row["status"] == "skipped"} <= NOT_RUN
    assert failed == set(expected), "a check that stands there and passes is an error too"
    parity(
        f"{type(estimator).__module__.rpartition('.')[0]}.{name}",
        reference="sklearn.utils.estimator_checks.check_estimator",
        what=f"checks that fail, {estimator!r}",
        difference=len(failed),
        tolerance=len(expected),
        of=passed + len(failed),
    )
