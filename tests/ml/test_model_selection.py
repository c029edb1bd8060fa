"""Splitters and cross-validation: identities, the definition, scikit-learn, then the edges."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model
import sklearn.model_selection as reference
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import datasets
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import journey.ml.model_selection as ours
from journey.ml.linear_model import Ridge
from journey.ml.model_selection import (
    FitFailedWarning,
    GroupKFold,
    KFold,
    LeaveOneOut,
    StratifiedKFold,
    TimeSeriesSplit,
    check_cv,
    corrected_interval,
    cross_val_predict,
    cross_val_score,
    cross_val_score_naive,
    cross_validate,
    ridge_leave_one_out,
    train_test_split,
)

Parity = Callable[..., None]
DIABETES = datasets.load_diabetes(return_X_y=True)
CANCER = datasets.load_breast_cancer(return_X_y=True)
IRIS = datasets.load_iris(return_X_y=True)


# Identities


@pytest.mark.parametrize("n", [7, 10, 23])
@pytest.mark.parametrize("shuffle", [False, True])
def test_folds_are_a_partition_of_nearly_equal_parts(n: int, shuffle: bool) -> None:
    seed = 0 if shuffle else None
    y, groups = np.arange(n) % 2, np.arange(n) // 2
    for kind in (KFold, StratifiedKFold, GroupKFold):
        splits = list(kind(3, shuffle=shuffle, random_state=seed).split(y, y, groups))
        tested = np.concatenate([test for _, test in splits])
        assert sorted(tested) == list(range(n))
        for train, test in splits:
            assert sorted([*train, *test]) == list(range(n))
            assert train.dtype == test.dtype == np.intp
        sizes = [len(test) for _, test in splits]
        assert max(sizes) - min(sizes) <= (2 if kind is GroupKFold else 1)


def test_stratified_folds_have_the_classes_shares() -> None:
    rng = np.random.default_rng(0)
    y = rng.choice(["rare", "some", "many"], size=97, p=[0.1, 0.3, 0.6])
    counts = np.array(
        [[(y[test] == name).sum() for name in set(y)] for _, test in StratifiedKFold(4).split(y, y)]
    )
    assert np.ptp(counts, axis=0).max() <= 1


def test_no_group_is_torn() -> None:
    groups = np.random.default_rng(1).integers(0, 20, 150)
    for shuffle in (False, True):
        splitter = GroupKFold(5, shuffle=shuffle, random_state=3 if shuffle else None)
        for train, test in splitter.split(groups, groups=groups):
            assert not set(groups[train]) & set(groups[test])


def test_time_only_looks_back() -> None:
    for train, test in TimeSeriesSplit(4, gap=3, max_train_size=10, test_size=5).split(range(50)):
        assert train[-1] + 3 < test[0]
        assert len(train) <= 10
        assert len(test) == 5


def test_leave_one_out_is_n_folds() -> None:
    pairs = zip(LeaveOneOut().split(range(9)), KFold(9).split(range(9)), strict=True)
    for (train, test), (other_train, other_test) in pairs:
        np.testing.assert_array_equal(train, other_train)
        np.testing.assert_array_equal(test, other_test)


@pytest.mark.parametrize("fit_intercept", [True, False])
@pytest.mark.parametrize("alpha", [0.0, 0.01, 1.0, 100.0])
def test_ridge_leave_one_out_is_what_n_fits_find(
    fit_intercept: bool, alpha: float, parity: Parity
) -> None:
    X, y = DIABETES[0][:60], DIABETES[1][:60]
    model = Ridge(alpha, fit_intercept=fit_intercept)
    fits = y - cross_val_predict(model, X, y, cv=LeaveOneOut())
    short = ridge_leave_one_out(X, y, [alpha], fit_intercept=fit_intercept)[0]
    parity(
        "journey.ml.model_selection.ridge_leave_one_out",
        reference="journey.ml.model_selection.cross_val_predict(cv=LeaveOneOut())",
        what="errors of 60 samples, relative",
        difference=np.abs(short - fits).max() / np.abs(fits).max(),
        tolerance=1e-10,
    )


def test_ridge_leave_one_out_with_fewer_samples_than_features() -> None:
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 30)), rng.normal(size=12)
    fits = y - cross_val_predict(Ridge(2.0), X, y, cv=LeaveOneOut())
    np.testing.assert_allclose(ridge_leave_one_out(X, y, [2.0])[0], fits, rtol=1e-10)
    assert np.isnan(ridge_leave_one_out(X, y, [0.0])).all()


def test_the_corrected_interval_is_the_plain_one_where_nothing_overlaps() -> None:
    scores = [0.5, 0.7, 0.6, 0.9]
    low, high = corrected_interval(scores, n_train=10**9, n_test=1)
    half = 3.1824463052837 * np.std(scores, ddof=1) / 2
    assert (low, high) == pytest.approx((0.675 - half, 0.675 + half), rel=1e-6)
    wide = np.subtract(*corrected_interval(scores, n_train=30, n_test=10))
    assert wide / np.subtract(low, high) == pytest.approx(np.sqrt((1 / 4 + 1 / 3) / (1 / 4)))


# The definition


@pytest.mark.parametrize("k", [2, 3, 5, 7])
def test_naive_equals_fast(k: int, parity: Parity) -> None:
    X, y = DIABETES[0][:100], DIABETES[1][:100]
    parity(
        "journey.ml.model_selection.cross_val_score",
        reference="journey.ml.model_selection.cross_val_score_naive",
        what="scores of ridge, 100 patients",
        difference=np.abs(
            cross_val_score(Ridge(), X, y, cv=k) - cross_val_score_naive(Ridge(), X, y, k)
        ).max(),
        tolerance=0,
    )


def test_naive_against_scikit_learn(parity: Parity) -> None:
    X, y = DIABETES
    theirs = reference.cross_val_score(sklearn.linear_model.Ridge(), X, y, cv=7)
    parity(
        "journey.ml.model_selection.cross_val_score_naive",
        reference="sklearn.model_selection.cross_val_score",
        what="scores of ridge, diabetes",
        difference=np.abs(cross_val_score_naive(Ridge(), X, y, 7) - theirs).max(),
        tolerance=1e-12,
    )


# scikit-learn

SPLITTERS: list[tuple[str, dict[str, Any]]] = [
    ("KFold", {}),
    ("KFold", {"shuffle": True}),
    ("StratifiedKFold", {}),
    ("StratifiedKFold", {"shuffle": True}),
    ("GroupKFold", {}),
    ("GroupKFold", {"shuffle": True}),
    ("RepeatedKFold", {"n_repeats": 2, "random_state": None}),
    ("TimeSeriesSplit", {}),
    ("TimeSeriesSplit", {"gap": 2, "max_train_size": 7, "test_size": 2}),
    ("ShuffleSplit", {"random_state": None}),
    ("ShuffleSplit", {"test_size": 0.31, "train_size": 0.4, "random_state": None}),
    ("ShuffleSplit", {"train_size": 7, "random_state": None}),
    ("StratifiedShuffleSplit", {"test_size": 0.31, "random_state": None}),
    ("StratifiedShuffleSplit", {"test_size": 9, "train_size": 0.4, "random_state": None}),
    ("LeaveOneOut", {}),
]


@pytest.mark.parametrize(("name", "options"), SPLITTERS)
def test_folds_are_scikit_learns(name: str, options: dict[str, Any], parity: Parity) -> None:
    wrong = compared = 0
    for seed in range(60):
        rng = np.random.default_rng(seed)
        n, k = int(rng.integers(20, 90)), int(rng.integers(2, 6))
        names = np.array(["b", "a", "d", "c"])[: rng.integers(2, 5)]
        y, groups = rng.choice(names, n), rng.integers(0, 12, n)
        chosen = dict(options)
        if "shuffle" in options or "random_state" in options:
            chosen["random_state"] = seed
        if name != "LeaveOneOut":
            chosen["n_splits"] = k
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                theirs = list(getattr(reference, name)(**chosen).split(y, y, groups))
            except ValueError:
                with pytest.raises(ValueError):
                    list(getattr(ours, name)(**chosen).split(y, y, groups))
                continue
            splitter = getattr(ours, name)(**chosen)
            mine = list(splitter.split(y, y, groups))
        assert splitter.get_n_splits(y) == len(mine)
        compared += 1
        for pair, other in zip(mine, theirs, strict=True):
            wrong += sum(not np.array_equal(a, b) for a, b in zip(pair, other, strict=True))
    assert compared > 25
    told = ", ".join(f"{key}={value}" for key, value in options.items() if value is not None)
    parity(
        f"journey.ml.model_selection.{name}",
        reference=f"sklearn.model_selection.{name}({told})",
        what="index arrays that differ, 60 seeds",
        difference=wrong,
        tolerance=0,
    )


@pytest.mark.parametrize("stratified", [False, True])
def test_train_test_split_is_scikit_learns(stratified: bool, parity: Parity) -> None:
    X, y = IRIS
    wrong = 0
    for seed in range(30):
        options: dict[str, Any] = {"stratify": y if stratified else None, "random_state": seed}
        options |= [{}, {"test_size": 0.3}, {"train_size": 40, "test_size": 0.37}][seed % 3]
        pairs = zip(
            train_test_split(X, y, **options),
            reference.train_test_split(X, y, **options),
            strict=True,
        )
        wrong += sum(not np.array_equal(a, b) for a, b in pairs)
    parity(
        "journey.ml.model_selection.train_test_split",
        reference="sklearn.model_selection.train_test_split",
        what="parts that differ, 30 seeds" + (", stratified" if stratified else ""),
        difference=wrong,
        tolerance=0,
    )


def cases() -> list[tuple[Any, Any, Any, dict[str, Any]]]:
    logistic = make_pipeline(StandardScaler(), LogisticRegression())
    days = np.arange(len(DIABETES[1])) % 13
    return [
        (Ridge(), *DIABETES, {}),
        (Ridge(), *DIABETES, {"cv": 7, "scoring": "neg_mean_absolute_error"}),
        (Ridge(), *DIABETES, {"cv": "groups", "groups": days}),
        (Ridge(), *DIABETES, {"cv": "time"}),
        (make_pipeline(StandardScaler(), Ridge()), *DIABETES, {"cv": 3}),
        (logistic, *CANCER, {"cv": 4, "scoring": "accuracy"}),
        (logistic, *IRIS, {}),
        (LogisticRegression(max_iter=500), IRIS[0], np.array(["x", "z", "y"])[IRIS[1]], {}),
    ]


@pytest.mark.parametrize(("model", "X", "y", "options"), cases())
def test_scores_are_scikit_learns(
    model: Any, X: Any, y: Any, options: dict[str, Any], parity: Parity
) -> None:
    named = {"groups": "GroupKFold", "time": "TimeSeriesSplit"}
    mine, other = dict(options), dict(options)
    if (kind := named.get(options.get("cv", ""))) is not None:
        mine["cv"], other["cv"] = getattr(ours, kind)(), getattr(reference, kind)()
    found = cross_validate(model, X, y, return_train_score=True, return_indices=True, **mine)
    theirs = reference.cross_validate(model, X, y, return_train_score=True, **other)
    gap = max(np.abs(found[key] - theirs[key]).max() for key in ("test_score", "train_score"))
    parity(
        "journey.ml.model_selection.cross_validate",
        reference="sklearn.model_selection.cross_validate",
        what=f"scores of {type(model).__name__}",
        difference=gap,
        tolerance=1e-10,
    )
    assert len(found["indices"]["train"]) == len(found["test_score"])
    np.testing.assert_array_equal(cross_val_score(model, X, y, **mine), found["test_score"])


@pytest.mark.parametrize("method", ["predict", "predict_proba", "decision_function"])
def test_predictions_are_scikit_learns(method: str, parity: Parity) -> None:
    worst = 0.0
    for X, y in (CANCER, IRIS):
        model = make_pipeline(StandardScaler(), LogisticRegression())
        mine = cross_val_predict(model, X, y, cv=4, method=method)
        theirs = reference.cross_val_predict(model, X, y, cv=4, method=method)
        worst = max(worst, np.abs(mine - theirs).max())
    parity(
        "journey.ml.model_selection.cross_val_predict",
        reference="sklearn.model_selection.cross_val_predict",
        what=f"{method} of logistic regression",
        difference=worst,
        tolerance=1e-10,
    )


def test_a_class_that_a_training_part_lacks_has_probability_0() -> None:
    X, y = IRIS  # sorted by class, so each of three plain folds is a class of its own
    model = LogisticRegression(max_iter=500)
    mine = cross_val_predict(model, X, y, cv=KFold(3), method="predict_proba")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = reference.cross_val_predict(
            model, X, y, cv=reference.KFold(3), method="predict_proba"
        )
    np.testing.assert_allclose(mine, theirs, atol=1e-10)
    assert (mine[np.arange(150), y] == 0).all()
    with pytest.raises(ValueError, match="irregular decision functions"):
        cross_val_predict(model, X, y, cv=KFold(3), method="decision_function")


def test_ridge_leave_one_out_against_scikit_learn(parity: Parity) -> None:
    X, y = DIABETES
    alphas = [1e-3, 0.1, 1.0, 10.0]
    theirs = sklearn.linear_model.RidgeCV(alphas, store_cv_results=True).fit(X, y).cv_results_.T
    parity(
        "journey.ml.model_selection.ridge_leave_one_out",
        reference="sklearn.linear_model.RidgeCV(store_cv_results=True)",
        what="squared errors of 442 samples, relative",
        difference=np.abs(ridge_leave_one_out(X, y, alphas) ** 2 - theirs).max() / theirs.max(),
        tolerance=1e-9,
    )


def test_pairs_that_the_caller_brings_along() -> None:
    X, y = np.arange(6.0)[:, None], np.array([0.0, 1, 2, 3, 4, 9])
    whole = cross_val_score(Ridge(), X, y, cv=KFold(2))
    lists = [([3, 4, 5], [0, 1, 2]), ([0, 1, 2], [3, 4, 5])]
    np.testing.assert_array_equal(cross_val_score(Ridge(), X, y, cv=lists), whole)
    masks = [(np.arange(6) >= 3, np.arange(6) < 3), (np.arange(6) < 3, np.arange(6) >= 3)]
    np.testing.assert_array_equal(cross_val_score(Ridge(), X.tolist(), y, cv=masks), whole)
    np.testing.assert_array_equal(
        cross_val_predict(Ridge(), X, y, cv=lists), cross_val_predict(Ridge(), X, y, cv=KFold(2))
    )
    assert check_cv(lists).get_n_splits() == 2


def test_our_splitters_serve_scikit_learn() -> None:
    X, y = CANCER
    model = make_pipeline(StandardScaler(), LogisticRegression())
    splitter: Any = StratifiedKFold(4, shuffle=True, random_state=2)
    theirs = reference.StratifiedKFold(4, shuffle=True, random_state=2)
    np.testing.assert_array_equal(
        reference.cross_val_score(model, X, y, cv=splitter),
        reference.cross_val_score(model, X, y, cv=theirs),
    )


# Kinds of data


def test_data_frames_lists_sparse_matrices_and_strings() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    sparse = pytest.importorskip("scipy.sparse", reason="SciPy is not installed")
    X, y = DIABETES
    expected = cross_val_score(Ridge(), X, y, cv=3)
    frame = pandas.DataFrame(X, columns=[f"c{i}" for i in range(10)])
    framed = cross_val_score(Ridge(), frame, pandas.Series(y), cv=3)
    np.testing.assert_allclose(framed, expected, rtol=1e-12)  # columns are added in another order
    np.testing.assert_array_equal(cross_val_score(Ridge(), X.tolist(), y.tolist(), cv=3), expected)
    theirs = sklearn.linear_model.Ridge()
    np.testing.assert_allclose(
        cross_val_score(theirs, sparse.csr_matrix(X), y, cv=3),
        cross_val_score(theirs, X, y, cv=3),
        atol=1e-2,
    )
    train, test = train_test_split(frame, test_size=100, random_state=0)
    assert list(train.columns) == list(frame.columns)
    assert len(test) == 100
    words, _ = train_test_split(list("abcdef"), train_size=4, random_state=0)
    assert len(words) == 4
    assert set(words) <= set("abcdef")


def test_float32_reaches_the_estimator() -> None:
    X = DIABETES[0].astype(np.float32)
    found = cross_validate(Ridge(), X, DIABETES[1], return_estimator=True, cv=2)
    assert [model.n_features_in_ for model in found["estimator"]] == [10, 10]
    assert train_test_split(X)[0].dtype == np.float32


def test_weights_are_cut_with_the_samples() -> None:
    X, y = DIABETES
    weight = np.random.default_rng(0).uniform(size=len(y))
    got = cross_val_score(Ridge(), X, y, cv=3, params={"sample_weight": weight})
    expected = [
        Ridge().fit(X[train], y[train], weight[train]).score(X[test], y[test])
        for train, test in KFold(3).split(X)
    ]
    np.testing.assert_array_equal(got, expected)


def test_the_estimator_and_the_data_are_unchanged() -> None:
    X, y = DIABETES[0].copy(), DIABETES[1].copy()
    model = Ridge()
    cross_validate(model, X, y)
    cross_val_predict(model, X, y)
    ridge_leave_one_out(X, y, [1.0])
    assert not hasattr(model, "coef_")
    np.testing.assert_array_equal(X, DIABETES[0])
    np.testing.assert_array_equal(y, DIABETES[1])


def test_the_same_seed_gives_the_same_folds_each_time_it_is_asked() -> None:
    splitter = KFold(3, shuffle=True, random_state=5)
    first, second = ([test.tolist() for _, test in splitter.split(range(20))] for _ in range(2))
    assert first == second
    running = KFold(3, shuffle=True, random_state=np.random.RandomState(5))
    first, second = ([test.tolist() for _, test in running.split(range(20))] for _ in range(2))
    assert first != second
    modern = KFold(3, shuffle=True, random_state=np.random.default_rng(5))
    assert sorted(np.concatenate([test for _, test in modern.split(range(20))])) == list(range(20))


# Failures


class Moody(Ridge):
    """Refuses the samples whose first feature has a mean above a bound."""

    def __init__(self, alpha: float = 1.0, bound: float = 0.0) -> None:
        super().__init__(alpha)
        self.bound = bound

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Any:
        if np.mean(X) > self.bound:
            raise ValueError("not today")
        return super().fit(X, y)


def test_failures_are_told_counted_and_filled_in() -> None:
    X, y = np.arange(10.0)[:, None], np.arange(10.0)
    with pytest.warns(FitFailedWarning, match="1 fits failed out of a total of 2"):
        scores = cross_val_score(Moody(bound=5), X, y, cv=2, error_score=-7.0)
    assert (scores == -7).tolist() == [True, False]
    with pytest.raises(ValueError, match=r"(?s)All the 2 fits failed.*not today"):
        cross_val_score(Moody(bound=-1), X, y, cv=2)
    with pytest.raises(ValueError, match=r"^not today$"):
        cross_val_score(Moody(bound=5), X, y, cv=2, error_score="raise")

    def broken(model: Any, X: Any, y: Any) -> float:
        raise RuntimeError("no score")

    with pytest.warns(UserWarning, match="(?s)Scoring failed.*no score"):
        assert np.isnan(cross_val_score(Ridge(), X, y, cv=2, scoring=broken)).all()
    with pytest.raises(RuntimeError, match="no score"):
        cross_val_score(Ridge(), X, y, cv=2, scoring=broken, error_score="raise")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: KFold(1), "n_splits: expected an integer of at least 2"),
        (lambda: KFold(3, random_state=0), "random_state has no effect since shuffle is False"),
        (lambda: next(KFold(5).split([1, 2])), "greater than the number of samples: n_samples=2"),
        (lambda: next(StratifiedKFold(3).split([1] * 4, [0, 0, 1, 1])), "members in each class"),
        (lambda: next(StratifiedKFold(2).split([1] * 4, [0.5, 1, 2, 3])), "Got 'continuous'"),
        (lambda: next(StratifiedKFold(2).split([1] * 4)), "y: expected one class a sample"),
        (lambda: next(GroupKFold(3).split([1] * 4, groups=[1, 1, 2, 2])), "number of groups: 2"),
        (lambda: next(GroupKFold(2).split([1] * 4)), "'groups' parameter should not be None"),
        (lambda: next(TimeSeriesSplit(5).split([1] * 5)), "Cannot have number of folds=6"),
        (lambda: next(TimeSeriesSplit(2, gap=9).split([1] * 9)), "Too many splits=2"),
        (lambda: next(LeaveOneOut().split([1])), "LeaveOneOut with n_samples=1"),
        (lambda: train_test_split(), "At least one array"),
        (lambda: train_test_split([1, 2], [1]), "inconsistent numbers of samples"),
        (lambda: train_test_split([1, 2, 3], test_size=1.5), "test_size=1.5 should be either"),
        (lambda: train_test_split([1, 2, 3], test_size=3), "test_size=3 should be either"),
        (lambda: train_test_split([1, 2, 3], test_size=2, train_size=2), "sum of train_size and"),
        (lambda: train_test_split([1, 2], test_size=0.9), "train set will be empty"),
        (lambda: train_test_split([1] * 4, shuffle=False, stratify=[1] * 4), "shuffle=False"),
        (lambda: train_test_split([1] * 4, stratify=[1, 2, 2, 2]), "only 1 member"),
        (lambda: train_test_split([1] * 6, test_size=1, stratify=[1, 2] * 3), "number of classes"),
        (lambda: check_cv("five"), "Expected `cv` as an integer"),
        (lambda: cross_val_score(Ridge(), *DIABETES, scoring=["r2"]), "expected one scorer"),
        (lambda: cross_val_score(Ridge(), *DIABETES, error_score="no"), "error_score: expected"),
        (lambda: cross_val_score(Ridge(), DIABETES[0], [1, 2]), "inconsistent numbers"),
        (
            lambda: cross_val_predict(Ridge(), *DIABETES, cv=ours.ShuffleSplit()),
            "only works for partitions",
        ),
        (lambda: cross_val_predict(Ridge(), *DIABETES, method="fit"), "method: expected one of"),
        (lambda: corrected_interval([1.0], 2, 2), "at least two finite numbers"),
        (lambda: corrected_interval([1, 2], 2, 2, confidence=1), "between 0 and 1"),
        (lambda: ridge_leave_one_out(*DIABETES, [-1.0]), "alphas: expected"),
    ],
)
def test_bad_input(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_bad_kinds() -> None:
    with pytest.raises(TypeError, match="n_splits: expected an integer"):
        KFold(2.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="shuffle must be True or False"):
        KFold(2, shuffle="yes")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="test_size: expected a share"):
        train_test_split([1, 2], test_size="half")  # type: ignore[arg-type]
    with pytest.warns(UserWarning, match="least populated class in y has only 1"):
        list(StratifiedKFold(2).split([1] * 4, [0, 0, 0, 1]))
    with pytest.raises(TypeError, match="X: expected an array"):
        next(KFold(2).split(5))


# Properties


@given(
    st.lists(st.sampled_from("abc"), min_size=8, max_size=60),
    st.integers(2, 4),
    st.booleans(),
    st.integers(0, 1000),
)
@settings(max_examples=80, deadline=None)
def test_stratified_folds_differ_by_one_at_most(
    labels: list[str], k: int, shuffle: bool, seed: int
) -> None:
    y: NDArray[Any] = np.array(labels)
    if max(labels.count(name) for name in set(labels)) < k:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tests = [
            test
            for _, test in StratifiedKFold(
                k, shuffle=shuffle, random_state=seed if shuffle else None
            ).split(y, y)
        ]
    assert sorted(np.concatenate(tests)) == list(range(len(y)))
    for name in set(labels):
        assert np.ptp([(y[test] == name).sum() for test in tests]) <= 1
    assert np.ptp([len(test) for test in tests]) <= 1


@given(st.integers(4, 60), st.floats(0.05, 0.9), st.integers(0, 100))
@settings(max_examples=80, deadline=None)
def test_a_split_loses_no_row_and_keeps_rows_together(n: int, share: float, seed: int) -> None:
    X, y = np.arange(2 * n).reshape(n, 2), np.arange(n)
    if np.ceil(share * n) >= n:
        return
    A, B, a, b = train_test_split(X, y, test_size=share, random_state=seed)
    assert sorted([*a, *b]) == list(range(n))
    np.testing.assert_array_equal(A[:, 0], 2 * a)
    np.testing.assert_array_equal(B[:, 0], 2 * b)
    assert len(b) == np.ceil(share * n)
