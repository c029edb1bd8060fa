"""One-hot, ordinal and target encoding."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sklearn.base
import sklearn.compose
import sklearn.model_selection
import sklearn.pipeline
import sklearn.preprocessing
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journey.datasets import load_titanic
from journey.ml.base import clone
from journey.ml.linear_model import Ridge
from journey.ml.preprocessing import (
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
    TargetEncoder,
    target_means,
)
from journey.ml.preprocessing._categories import encode, factorize
from journey.ml.utils import NotFittedError

Theirs = sklearn.preprocessing


def objects(*columns: list[Any]) -> NDArray[np.object_]:
    table = np.empty((len(columns[0]), len(columns)), dtype=object)
    for j, column in enumerate(columns):
        table[:, j] = column
    return table


def drawn(n: int, seed: int = 0, sizes: tuple[int, ...] = (3, 40)) -> NDArray[np.object_]:
    rng = np.random.default_rng(seed)
    return objects(*([f"c{i}" for i in rng.geometric(min(0.5, 3 / k), n) % k] for k in sizes))


TABLES: dict[str, Callable[[], Any]] = {
    "strings": lambda: drawn(200),
    "numbers": lambda: np.random.default_rng(0).integers(-3, 4, (60, 3)),
    "fractions with NaN": lambda: np.array([[1.5, np.nan], [np.nan, 2.0], [1.5, 0.25], [3.0, 2.0]]),
    "mixed": lambda: objects(["b", "a", "b", "c"], [3, 1, 1, 2]),
    "missing": lambda: objects(["b", None, np.nan, "a", "b"], [2.5, 1.0, np.nan, 1.0, np.nan]),
    "booleans": lambda: np.array([[True, False], [True, True], [False, True]]),
    "one category": lambda: objects(["x"] * 4),
    "one row": lambda: objects(["x"], ["y"]),
    "texts": lambda: np.array([["a", "bbbb"], ["cc", "d"], ["a", "d"]]),
    "frame": lambda: pd.DataFrame(
        {"place": ["b", "a", None, "b"], "rank": [3, 1, 2, 3], "part": [0.5, np.nan, 0.5, 1.0]}
    ),
}
tables = pytest.mark.parametrize("name", TABLES)


def same(a: Any, b: Any) -> bool:
    """Return whether two tables hold the same, NaN equal to NaN and None to None."""
    a, b = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    return a.shape == b.shape and all(
        x is y or x == y or (x != x and y != y)
        for x, y in zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    )


# Identities and closed forms ----------------------------------------------------------------------


@tables
def test_each_row_has_one_1_for_each_feature_and_the_way_back_is_exact(name: str) -> None:
    X = TABLES[name]()
    encoder = OneHotEncoder().fit(X)
    Z = encoder.transform(X)
    assert set(np.unique(Z)) <= {0.0, 1.0}
    np.testing.assert_array_equal(Z.sum(axis=1), encoder.n_features_in_)
    assert Z.shape[1] == sum(map(len, encoder.categories_)) == len(encoder.get_feature_names_out())
    assert same(encoder.inverse_transform(Z), X)
    ordinal = OrdinalEncoder().fit(X)
    assert same(ordinal.inverse_transform(ordinal.transform(X)), X)


def test_with_all_categories_the_columns_and_the_intercept_are_dependent() -> None:
    X = drawn(200)
    ones = np.ones((200, 1))
    full = OneHotEncoder().fit_transform(X)
    assert np.linalg.matrix_rank(np.hstack([ones, full])) == full.shape[1] - 1
    fewer = OneHotEncoder(drop="first").fit_transform(X)
    assert np.linalg.matrix_rank(np.hstack([ones, fewer])) == fewer.shape[1] + 1
    y = np.random.default_rng(0).standard_normal(200)
    np.testing.assert_allclose(
        Ridge(0.0).fit(full, y).predict(full), Ridge(0.0).fit(fewer, y).predict(fewer), atol=1e-9
    )


def test_least_squares_on_one_hot_columns_gives_the_categories_means() -> None:
    X = drawn(150, sizes=(5,))
    y = np.random.default_rng(1).standard_normal(150)
    predicted = (
        Ridge(0.0)
        .fit(OneHotEncoder().fit_transform(X), y)
        .predict(OneHotEncoder().fit(X).transform(X))
    )
    want = TargetEncoder(smooth=0).fit(X, y).transform(X).ravel()
    np.testing.assert_allclose(predicted, want, atol=1e-10)


def test_target_codes_by_hand() -> None:
    X = objects(["a", "a", "a", "b"])
    y = [1.0, 2.0, 6.0, 7.5]
    mean, var = np.mean(y), np.var(y)
    for smooth in (0.0, 1.0, 10.0):
        code = TargetEncoder(smooth=smooth).fit(X, y).encodings_[0]
        want = [(9 + smooth * mean) / (3 + smooth), (7.5 + smooth * mean) / (1 + smooth)]
        np.testing.assert_allclose(code, want, rtol=1e-14)
    m = np.var([1.0, 2.0, 6.0]) / var
    want = [(9 + m * mean) / (3 + m), 7.5]  # one sample has no variance, and is believed
    np.testing.assert_allclose(TargetEncoder().fit(X, y).encodings_[0], want, rtol=1e-14)


def test_smoothing_goes_from_the_categorys_mean_to_all_samples_mean() -> None:
    X, y = drawn(100, sizes=(4,)), np.random.default_rng(0).standard_normal(100)
    far = TargetEncoder(smooth=1e12).fit(X, y)
    np.testing.assert_allclose(far.encodings_[0], y.mean(), atol=1e-9)


def test_no_samples_own_target_enters_its_code() -> None:
    X, y = drawn(60, sizes=(6,)), np.random.default_rng(0).standard_normal(60)
    folds = [(np.flatnonzero(np.arange(60) % 4 != i), np.flatnonzero(np.arange(60) % 4 == i))
             for i in range(4)]  # fmt: skip
    first = TargetEncoder(cv=folds).fit_transform(X, y)
    changed = y.copy()
    changed[folds[1][1]] += 100.0
    second = TargetEncoder(cv=folds).fit_transform(X, changed)
    np.testing.assert_array_equal(first[folds[1][1]], second[folds[1][1]])
    assert (first[folds[0][1]] != second[folds[0][1]]).any()


def test_without_cross_fitting_noise_looks_like_signal() -> None:
    rng = np.random.default_rng(0)
    X = objects([f"id{i}" for i in rng.integers(0, 400, 800)])
    y = rng.standard_normal(800)
    naive = TargetEncoder(smooth=0).fit(X, y).transform(X).ravel()
    crossed = TargetEncoder(smooth=0, random_state=0).fit_transform(X, y).ravel()
    # Half of the variance of a mean of two is the sample's own: a correlation near the root of 1/2.
    assert np.corrcoef(naive, y)[0, 1] > 0.6
    assert abs(np.corrcoef(crossed, y)[0, 1]) < 3 / np.sqrt(800)


# Slow equals fast ---------------------------------------------------------------------------------


def target_means_naive(
    codes: NDArray[Any], y: NDArray[Any], k: int, smooth: Any, mean: float
) -> list[float]:
    found = []
    for category in range(k):
        own = y[codes == category]
        if len(own) == 0:
            found.append(mean)
            continue
        if smooth == "auto":
            if y.var() == 0:
                found.append(mean)
                continue
            m = own.var() / y.var()
        else:
            m = smooth
        found.append((own.sum() + m * mean) / (len(own) + m))
    return found


@pytest.mark.parametrize("smooth", ["auto", 0.0, 3.5])
def test_target_means_equal_the_definition(smooth: Any) -> None:
    rng = np.random.default_rng(0)
    for n, k in ((1, 1), (5, 8), (200, 7)):
        codes, y = rng.integers(0, k, n), rng.standard_normal(n)
        want = target_means_naive(codes, y, k, smooth, 0.3)
        np.testing.assert_allclose(target_means(codes, y, k, smooth, 0.3), want, rtol=1e-11)


@tables
def test_codes_are_the_places_of_values(name: str) -> None:
    columns = OneHotEncoder()._columns(TABLES[name](), reset=True)
    for column in columns:
        categories, codes = factorize(column)
        assert same(categories[codes], column)
        assert len(categories) == len({repr(value) for value in column.tolist()})
        np.testing.assert_array_equal(encode(column, categories), codes)
        assert encode(np.array(["never seen"], dtype=object), categories) == [-1]


# Against scikit-learn -----------------------------------------------------------------------------


@tables
def test_categories_and_columns_equal_sklearn(name: str, parity: Callable[..., None]) -> None:
    X = TABLES[name]()
    wrong = 0
    for drop in (None, "first", "if_binary"):
        ours = OneHotEncoder(drop=drop).fit(X)
        theirs = Theirs.OneHotEncoder(drop=drop, sparse_output=False).fit(X)
        for mine, other in zip(ours.categories_, theirs.categories_, strict=True):
            wrong += not same(mine, other)
        wrong += int((ours.transform(X) != theirs.transform(X)).sum())
        wrong += list(ours.get_feature_names_out()) != list(theirs.get_feature_names_out())
        if ours.transform(X).shape[1]:
            wrong += not same(ours.inverse_transform(ours.transform(X)), X)
        wrong += not same(ours.drop_idx_, theirs.drop_idx_)
    parity(
        "journey.ml.preprocessing.OneHotEncoder", reference="sklearn.preprocessing.OneHotEncoder",
        what="categories, names and cells that differ", difference=wrong, tolerance=0,
    )  # fmt: skip
    mine = OrdinalEncoder().fit(X)
    other = Theirs.OrdinalEncoder().fit(X)
    wrong = int(not same(mine.transform(X), other.transform(X)))
    wrong += mine.transform(X).dtype != other.transform(X).dtype
    parity(
        "journey.ml.preprocessing.OrdinalEncoder", reference="sklearn.preprocessing.OrdinalEncoder",
        what="tables that differ", difference=wrong, tolerance=0,
    )  # fmt: skip


@pytest.mark.parametrize("handle", ["ignore", "infrequent_if_exist"])
@pytest.mark.parametrize(
    "rarity",
    [{}, {"min_frequency": 8}, {"min_frequency": 0.05}, {"max_categories": 4},
     {"max_categories": 1}, {"min_frequency": 5, "max_categories": 3}],
    ids=repr,
)  # fmt: skip
def test_rare_and_unknown_categories_equal_sklearn(
    handle: Any, rarity: dict[str, Any], parity: Callable[..., None]
) -> None:
    X, fresh = drawn(200), drawn(80, seed=5, sizes=(6, 60))
    wrong = 0
    for drop in (None, "first", ["c1", "c1"] if "max_categories" not in rarity else None):
        options = {"handle_unknown": handle, "drop": drop, **rarity}
        ours = OneHotEncoder(**options).fit(X)
        theirs = Theirs.OneHotEncoder(sparse_output=False, **options).fit(X)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # that unknown ones are zeros, which are the dropped one
            for table in (X, fresh):
                got, want = ours.transform(table), theirs.transform(table)
                wrong += got.shape != want.shape or int((got != want).sum())
                if want.shape[1] and (drop is None or handle != "ignore" or not rarity):
                    # Else scikit-learn 1.9 takes the place among the grouped categories for one
                    # among all, and gives back a rare category for the one that was left out.
                    back = theirs.inverse_transform(want)
                    wrong += not same(ours.inverse_transform(want), back)
        wrong += list(ours.get_feature_names_out()) != list(theirs.get_feature_names_out())
        few = getattr(theirs, "infrequent_categories_", [None, None]) if rarity else [None, None]
        wrong += not all(
            (a is None and b is None) or same(a, b)
            for a, b in zip(ours.infrequent_categories_, few, strict=True)
        )
    parity(
        "journey.ml.preprocessing.OneHotEncoder", reference="sklearn.preprocessing.OneHotEncoder",
        what="cells that differ, with rare and unknown categories", difference=wrong, tolerance=0,
    )  # fmt: skip


def test_ordinal_options_equal_sklearn(parity: Callable[..., None]) -> None:
    wrong = 0
    fresh = objects(["b", "new", np.nan, None], [1.0, 7.0, np.nan, 2.5])
    for unknown, missing in itertools.product((-1, np.nan, 99), (np.nan, -2)):
        options = {"handle_unknown": "use_encoded_value", "unknown_value": unknown,
                   "encoded_missing_value": missing}  # fmt: skip
        X = TABLES["missing"]()
        ours, theirs = OrdinalEncoder(**options).fit(X), Theirs.OrdinalEncoder(**options).fit(X)
        for table in (X, fresh):
            wrong += not same(ours.transform(table), theirs.transform(table))
        if unknown == 99:
            back = theirs.inverse_transform(theirs.transform(fresh))
            wrong += not same(ours.inverse_transform(ours.transform(fresh)), back)
    parity(
        "journey.ml.preprocessing.OrdinalEncoder", reference="sklearn.preprocessing.OrdinalEncoder",
        what="tables that differ, with unknown and missing values", difference=wrong, tolerance=0,
    )  # fmt: skip


TARGETS: dict[str, Callable[[Any], Any]] = {
    "continuous": lambda rng: rng.standard_normal(200) * 3 + 10,
    "binary": lambda rng: np.where(rng.random(200) < 0.3, "yes", "no"),
    "multiclass": lambda rng: rng.choice(["red", "green", "blue"], 200, p=[0.2, 0.5, 0.3]),
    "whole numbers": lambda rng: rng.integers(0, 4, 200),
    "all the same": lambda rng: np.zeros(200),
}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("smooth", ["auto", 0.0, 7.0])
def test_target_codes_equal_sklearn(target: str, smooth: Any, parity: Callable[..., None]) -> None:
    X, y = drawn(200, sizes=(3, 12, 150)), TARGETS[target](np.random.default_rng(1))
    fresh = drawn(50, seed=9, sizes=(5, 20, 300))
    kind = sklearn.model_selection.KFold if target == "continuous" else (
        sklearn.model_selection.StratifiedKFold)  # fmt: skip
    worst = 0.0
    for cv in (2, 5):
        splits = kind(cv, shuffle=True, random_state=3)
        ours = TargetEncoder(smooth=smooth, cv=cv, random_state=3)
        theirs = Theirs.TargetEncoder(smooth=smooth, cv=splits)
        pairs = [(ours.fit_transform(X, y), theirs.fit_transform(X, y))]
        pairs += [(ours.transform(table), theirs.transform(table)) for table in (X, fresh)]
        pairs += list(zip(ours.encodings_, theirs.encodings_, strict=True))
        for got, want in pairs:
            assert got.shape == want.shape
            worst = max(worst, float(np.abs(got - want).max() / max(1.0, np.abs(want).max())))
        assert ours.target_type_ == theirs.target_type_
        assert same(
            ours.classes_ if ours.classes_ is not None else [],
            theirs.classes_ if theirs.classes_ is not None else [],
        )
        assert list(ours.get_feature_names_out()) == list(theirs.get_feature_names_out())
        given = TargetEncoder(smooth=smooth, cv=splits).fit_transform(X, y)
        np.testing.assert_array_equal(given, pairs[0][0])
    parity(
        "journey.ml.preprocessing.TargetEncoder", reference="sklearn.preprocessing.TargetEncoder",
        what="cross-fitted codes and codes of new samples", difference=worst, tolerance=1e-12,
    )  # fmt: skip
    if target == "continuous":
        codes = np.random.default_rng(0).integers(0, 150, (200, 1))
        want = Theirs.TargetEncoder(smooth=smooth).fit(codes, y).encodings_[0]
        _, places = factorize(codes[:, 0])
        got = target_means(places, y, places.max() + 1, smooth, float(y.mean()))
        parity(
            "journey.ml.preprocessing.target_means",
            reference="sklearn.preprocessing.TargetEncoder.encodings_", what="codes of categories",
            difference=np.abs(got - want).max(), tolerance=1e-12,
        )  # fmt: skip


def test_they_work_in_sklearns_column_transformer_and_search(data_folder: Path) -> None:
    table = load_titanic()
    frame = pd.DataFrame(
        {name: table[name] for name in ("Pclass", "Sex", "Embarked", "Ticket", "Fare")}
    )
    y = table["Survived"]
    parts = [
        ("onehot", OneHotEncoder(handle_unknown="ignore"), ["Sex", "Embarked"]),
        ("target", TargetEncoder(random_state=0), ["Ticket"]),
        ("scale", StandardScaler(), ["Pclass", "Fare"]),
    ]
    mixed = sklearn.compose.ColumnTransformer(parts)
    Z = mixed.fit_transform(frame, y)
    assert Z.shape == (891, 2 + 4 + 1 + 2)
    names = list(mixed.get_feature_names_out())
    assert names[:3] == ["onehot__Sex_female", "onehot__Sex_male", "onehot__Embarked_"]
    pipe = sklearn.pipeline.make_pipeline(mixed, Ridge(1.0))
    search = sklearn.model_selection.GridSearchCV(
        pipe, {"columntransformer__target__smooth": ["auto", 5.0]}, cv=3
    ).fit(frame, y)
    assert search.best_score_ > 0.2  # two thirds of what is usual: the pipeline is not scrambled


# Dtypes, small cases, order -----------------------------------------------------------------------


def test_dtypes_are_those_asked_for() -> None:
    X = TABLES["strings"]()
    for dtype in (np.float32, np.int8, np.float64):
        assert OneHotEncoder(dtype=dtype).fit_transform(X).dtype == dtype
        assert OrdinalEncoder(dtype=dtype).fit_transform(X).dtype == dtype
    assert TargetEncoder(random_state=0).fit_transform(X, np.arange(200) / 7).dtype == np.float64


def test_a_data_frame_keeps_the_kinds_of_its_columns() -> None:
    encoder = OneHotEncoder().fit(TABLES["frame"]())
    assert [c.dtype.kind for c in encoder.categories_] == ["O", "i", "f"]
    assert list(encoder.feature_names_in_) == ["place", "rank", "part"]
    assert list(encoder.get_feature_names_out()[:2]) == ["place_a", "place_b"]


def test_given_categories_give_their_order() -> None:
    X = objects(["medium", "small", "large"])
    sizes = ["small", "medium", "large"]
    np.testing.assert_array_equal(
        OrdinalEncoder(categories=[sizes]).fit_transform(X).ravel(), [1.0, 0.0, 2.0]
    )
    np.testing.assert_array_equal(
        OneHotEncoder(categories=[sizes]).fit_transform(X), np.eye(3)[[1, 0, 2]]
    )
    numbers = OneHotEncoder(categories=[[1, 2, 5]]).fit([[5], [1]])
    assert numbers.transform([[2]]).tolist() == [[0.0, 1.0, 0.0]]


@pytest.mark.parametrize("model", [OneHotEncoder(), OrdinalEncoder()], ids=repr)
def test_row_order_does_not_matter_and_inputs_stay(model: Any) -> None:
    X = drawn(100)
    before, order = X.copy(), np.random.default_rng(0).permutation(100)
    a, b = clone(model).fit(X), clone(model).fit(X[order])
    np.testing.assert_array_equal(a.transform(X), b.transform(X))
    assert same(X, before)


def test_target_encoding_repeats_with_its_seed_and_leaves_inputs() -> None:
    X, y = drawn(100), np.random.default_rng(0).standard_normal(100)
    before, kept = X.copy(), y.copy()
    first = TargetEncoder(random_state=1).fit_transform(X, y)
    np.testing.assert_array_equal(first, TargetEncoder(random_state=1).fit_transform(X, y))
    assert (first != TargetEncoder(random_state=2).fit_transform(X, y)).any()
    unshuffled = TargetEncoder(shuffle=False).fit_transform(X, y)
    np.testing.assert_array_equal(unshuffled, TargetEncoder(shuffle=False).fit_transform(X, y))
    assert same(X, before)
    np.testing.assert_array_equal(y, kept)


def test_unknown_categories_get_the_mean_and_missing_ones_are_a_category() -> None:
    X = objects(["a", "a", None, None, np.nan, np.nan])
    y = [0.5, 1.5, 10.0, 12.5, 20.0, 22.0]
    encoder = TargetEncoder(smooth=0).fit(X, y)
    got = encoder.transform(objects(["a", None, np.nan, "new"])).ravel()
    np.testing.assert_allclose(got, [1.0, 11.25, 21.0, np.mean(y)])


def test_label_names_do_not_matter() -> None:
    X, y = drawn(100), np.random.default_rng(0).integers(0, 3, 100)
    named = np.array(["zero", "one", "two"])[y]
    a = TargetEncoder(random_state=0).fit_transform(X, y)
    b = TargetEncoder(random_state=0).fit_transform(X, named)
    order = [0, 2, 1]  # sorted, the names are one, two, zero
    want = a.reshape(100, 2, 3)[:, :, [1, 2, 0]].reshape(100, 6)
    np.testing.assert_allclose(b, want, atol=1e-15)
    assert order[0] == 0


# Bad input ----------------------------------------------------------------------------------------


def test_unknown_categories_are_errors_by_default() -> None:
    X = objects(["a", "b"])
    for model in (OneHotEncoder(), OrdinalEncoder()):
        with pytest.raises(ValueError, match=r"Found unknown categories \['c'\] in column 0"):
            clone(model).fit(X).transform(objects(["c"]))
        given = clone(model).set_params(categories=[["a"]])
        with pytest.raises(ValueError, match=r"unknown categories \['b'\] in column 0 during fit"):
            given.fit(X)
        with pytest.raises(NotFittedError):
            clone(model).transform(X)
        with pytest.raises(TypeError, match="uniformly strings or numbers"):
            clone(model).fit(objects(["a", 1]))
        with pytest.raises(ValueError, match="infinity"):
            clone(model).fit([[np.inf], [1.0]])


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (OneHotEncoder(sparse_output=True), "sparse_output: expected False"),
        (OneHotEncoder(handle_unknown="warn"), "handle_unknown: expected one of"),
        (OneHotEncoder(drop="last"), "drop: expected one of 'first', 'if_binary'"),
        (OneHotEncoder(drop=["a", "b"]), "drop: should have length equal to the number of featur"),
        (OneHotEncoder(drop=["z"]), "drop: The following categories were supposed to be dropped"),
        (OneHotEncoder(drop=["b"], min_frequency=2), "drop: Unable to drop category 'b'"),
        (OneHotEncoder(min_frequency=1.5), "min_frequency: expected a whole number"),
        (OneHotEncoder(max_categories=0), "max_categories: expected an integer of at least 1"),
        (OneHotEncoder(categories="all"), "categories: expected 'auto'"),
        (OneHotEncoder(categories=[["a"], ["b"]]), "categories: Shape mismatch"),
        (OneHotEncoder(categories=[["a", "a", "b"]]), "contain duplicate elements"),
        (OneHotEncoder(categories=[["a", np.nan, "b"]]), "Nan should be the last element"),
        (OneHotEncoder(categories=[[]]), "categories: expected a list of values for column 0"),
        (OrdinalEncoder(handle_unknown="ignore"), "handle_unknown: expected one of 'error', 'use_"),
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=1),
         "unknown_value: The used value 1 is one of the values already used"),
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan, dtype=int),
         "unknown_value: when it is np.nan"),
        (TargetEncoder(smooth="much"), "smooth: expected 'auto' or a number"),
        (TargetEncoder(smooth=-1), "smooth: expected a finite number of at least 0"),
        (TargetEncoder(target_type="real"), "target_type: expected one of"),
        (TargetEncoder(cv=1), "cv: expected an integer of at least 2"),
        (TargetEncoder(cv=9), "cv: expected at most 3 folds"),
        (TargetEncoder(cv=[([0], [1, 2])]), "cv: Validation indices from `cv` must cover each"),
        (TargetEncoder(target_type="binary"), "y: expected two classes, got 3"),
    ],
    ids=repr,
)  # fmt: skip
def test_bad_parameters(model: Any, message: str) -> None:
    y = ["u", "v", "w"] if model.get_params().get("target_type") == "binary" else [1.5, 2.0, 3.0]
    with pytest.raises((ValueError, TypeError), match=message):
        model.fit_transform(objects(["a", "b", "a"]), y)


def test_other_bad_input() -> None:
    with pytest.raises(TypeError, match="unknown_value: should only be set when"):
        OrdinalEncoder(unknown_value=3).fit([["a"]])
    with pytest.raises(TypeError, match=r"unknown_value: should be an integer or np.nan"):
        OrdinalEncoder(handle_unknown="use_encoded_value").fit([["a"]])
    with pytest.raises(ValueError, match="encoded_missing_value: There are missing values"):
        OrdinalEncoder(dtype=int).fit_transform([[np.nan], [1.0]])
    with pytest.raises(ValueError, match="encoded_missing_value: The used value 0 is one of"):
        OrdinalEncoder(encoded_missing_value=0).fit([[np.nan], [1.0]])
    with pytest.raises(ValueError, match="Unsorted categories are not supported"):
        OneHotEncoder(categories=[[2, 1]]).fit([[1], [2]])
    encoder = OneHotEncoder().fit(objects(["a", "b"]))
    with pytest.raises(ValueError, match=r"Expected 2 columns, got 1\."):
        encoder.inverse_transform([[1.0]])
    with pytest.raises(ValueError, match="can not be inverted"):
        encoder.inverse_transform([[0.0, 0.0]])
    ordinal = OrdinalEncoder().fit(objects(["a", "b"]))
    for bad in ([[2.0]], [[-1.0]], [[0.5]]):
        with pytest.raises(ValueError, match="expected places of categories in column 0, below 2"):
            ordinal.inverse_transform(bad)
    with pytest.raises(ValueError, match="requires y to be passed"):
        TargetEncoder().fit_transform(objects(["a", "b"]))
    with pytest.raises(ValueError, match="NaN"):
        TargetEncoder().fit(objects(["a", "b"]), [1.0, np.nan])
    with pytest.raises(TypeError, match="expected X and y only"):
        TargetEncoder().fit_transform(objects(["a", "b"]), [1.0, 2.0], groups=[1, 2])


def test_dropping_and_ignoring_warns_that_zeros_mean_two_things() -> None:
    encoder = OneHotEncoder(drop="first", handle_unknown="ignore").fit(objects(["a", "b"]))
    with pytest.warns(UserWarning, match=r"Found unknown categories in columns \[0\]"):
        Z = encoder.transform(objects(["new"]))
    assert not Z.any()
    assert encoder.inverse_transform(Z)[0, 0] == "a"


# Properties ---------------------------------------------------------------------------------------

values = st.one_of(st.sampled_from(["a", "b", "cc", ""]), st.none(), st.just(float("nan")))


@settings(max_examples=60, deadline=None)
@given(column=st.lists(values, min_size=1, max_size=20))
def test_any_column_comes_back(column: list[Any]) -> None:
    X = objects(column)
    for model in (OneHotEncoder(), OrdinalEncoder()):
        Z = model.fit_transform(X)
        if isinstance(model, OrdinalEncoder):
            assert same(Z, Theirs.OrdinalEncoder().fit_transform(X))
        assert same(model.inverse_transform(Z), X)


@settings(max_examples=60, deadline=None)
@given(
    codes=st.lists(st.integers(0, 5), min_size=2, max_size=30),
    smooth=st.one_of(st.just("auto"), st.floats(0, 50)),
)
@example(codes=[0, 0, 0], smooth=5e-324)
def test_codes_lie_between_the_least_and_the_largest_target(codes: list[int], smooth: Any) -> None:
    y = np.sin(np.arange(len(codes)))
    found = target_means(np.array(codes), y, 6, smooth, float(y.mean()))
    assert (found >= y.min() - 1e-12).all()
    assert (found <= y.max() + 1e-12).all()
