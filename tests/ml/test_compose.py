"""Column transformers: the same as joining by hand, then the same as scikit-learn's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sklearn.compose
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from sklearn.datasets import load_iris
from sklearn.exceptions import NotFittedError
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import (
    FunctionTransformer,
    KBinsDiscretizer,
    MinMaxScaler,
    OneHotEncoder,
    StandardScaler,
)

from journey.ml.base import clone
from journey.ml.compose import ColumnTransformer, make_column_selector, make_column_transformer
from journey.ml.pipeline import make_pipeline

FRAME = pd.DataFrame(
    {
        "age": [22.0, 38.0, np.nan, 35.0, 54.0, 2.0],
        "fare": [7.25, 71.28, 7.92, 53.1, 51.86, 21.07],
        "sex": ["m", "f", "f", "f", "m", "m"],
        "port": ["S", "C", "S", "S", "C", "Q"],
        "note": ["a cabin", "no cabin", "a berth", "a deck", "no deck", "a berth"],
        "rank": [3, 1, 3, 1, 1, 3],
    }
)
PARTS: list[tuple[str, Any, Any]] = [
    ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), ["age", "fare"]),
    ("words", OneHotEncoder(), ["sex", "port"]),
    ("text", CountVectorizer(token_pattern="[a-z]+"), "note"),
]


# By hand


def test_the_result_is_the_parts_side_by_side() -> None:
    X, _ = load_iris(return_X_y=True)
    found = ColumnTransformer(
        [("z", StandardScaler(), [2, 0]), ("unit", MinMaxScaler(), [1])], remainder="passthrough"
    ).fit_transform(X)
    want = [
        StandardScaler().fit_transform(X[:, [2, 0]]), MinMaxScaler().fit_transform(X[:, [1]]),
        X[:, [3]],
    ]  # fmt: skip
    np.testing.assert_array_equal(found, np.hstack(want))


@given(st.permutations(range(4)), st.integers(0, 4))
def test_passing_columns_on_reorders_them(order: list[int], number: int) -> None:
    X = np.arange(12.0).reshape(3, 4)
    transformer = ColumnTransformer([("some", "passthrough", order[:number])], remainder="drop")
    np.testing.assert_array_equal(transformer.fit_transform(X), X[:, order[:number]])
    rest = ColumnTransformer([("some", "drop", order[:number])], remainder="passthrough")
    np.testing.assert_array_equal(rest.fit_transform(X), X[:, sorted(order[number:])])


def test_given_transformers_stay_unfitted_and_input_unchanged() -> None:
    scaler, X = StandardScaler(), np.arange(6.0).reshape(3, 2)
    before = X.copy()
    fitted = ColumnTransformer([("z", scaler, [0])]).fit(X)
    assert not hasattr(scaler, "mean_")
    assert fitted.named_transformers_.z.mean_ == [2.0]
    np.testing.assert_array_equal(X, before)


# scikit-learn


def agree(ours: ColumnTransformer, theirs: Any, X: Any) -> int:
    """Return how many values (by more than 1e-13), names and places differ."""
    names = ours.fit(X).get_feature_names_out() != theirs.fit(X).get_feature_names_out()
    wrong = int(np.sum(names))
    for method in ("fit_transform", "transform"):
        a, b = getattr(ours, method)(X), getattr(theirs, method)(X)
        b = b.toarray() if hasattr(b, "toarray") else np.asarray(b)
        if a.shape != b.shape:
            return a.size + b.size
        wrong += int((~np.isclose(a, b, rtol=1e-13, atol=1e-13, equal_nan=True)).sum())
    return wrong + int(ours.output_indices_ != theirs.output_indices_)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"remainder": "passthrough"},
        {"remainder": MinMaxScaler()},
        {"transformer_weights": {"words": 0.5}},
        {"verbose_feature_names_out": False},
    ],
    ids=str,
)
def test_equals_scikit_learn_on_a_frame(
    options: dict[str, Any], parity: Callable[..., None]
) -> None:
    parity(
        "journey.ml.compose.ColumnTransformer",
        reference="sklearn.compose.ColumnTransformer",
        what=f"values, names and places that differ, mixed frame, {options or 'defaults'}",
        difference=agree(
            ColumnTransformer(clone(PARTS, safe=False), **options),
            sklearn.compose.ColumnTransformer(clone(PARTS, safe=False), **options),
            FRAME,
        ),
        tolerance=0,
    )


@pytest.mark.parametrize(
    "columns",
    [
        [0, 2], [-1], slice(1, 3), slice(-2, None), [True, False, True, False],
        np.array([3, 1]), lambda X: [X.shape[1] - 1], [],
    ],
    ids=["list", "last", "slice", "from the end", "mask", "array", "callable", "none"],
)  # fmt: skip
def test_columns_as_scikit_learn(columns: Any, parity: Callable[..., None]) -> None:
    X, _ = load_iris(return_X_y=True)
    parts = [("z", StandardScaler(), columns)]
    parity(
        "journey.ml.compose.ColumnTransformer",
        reference="sklearn.compose.ColumnTransformer",
        what="values, names and places that differ, columns by number, slice, mask, callable",
        difference=agree(
            ColumnTransformer(parts, remainder="passthrough"),
            sklearn.compose.ColumnTransformer(parts, remainder="passthrough"),
            X,
        ),
        tolerance=0,
    )


@pytest.mark.parametrize(
    "columns", [slice("age", "fare"), slice(None, "fare"), slice("fare", "fare")], ids=str
)
def test_a_slice_of_names_includes_its_end(columns: slice) -> None:
    parts = [("z", "passthrough", columns)]
    assert agree(ColumnTransformer(parts), sklearn.compose.ColumnTransformer(parts), FRAME) == 0


def test_selectors_pick_what_scikit_learn_picks(parity: Callable[..., None]) -> None:
    wrong = 0
    for options in (
        {"dtype_include": "number"},
        {"dtype_exclude": "number"},
        {"pattern": "^[an][go]"},
        {"pattern": "a", "dtype_include": ["float64"]},
        {},
    ):
        ours, theirs = (
            kind(**options)  # type: ignore[arg-type]
            for kind in (make_column_selector, sklearn.compose.make_column_selector)
        )
        wrong += ours(FRAME) != theirs(FRAME)
    parity(
        "journey.ml.compose.make_column_selector",
        reference="sklearn.compose.make_column_selector",
        what="selections that differ, of 5",
        difference=wrong,
        tolerance=0,
    )
    with pytest.raises(ValueError, match="only be applied to data frames, got ndarray"):
        make_column_selector()(np.ones((2, 2)))


def test_making_one_names_as_scikit_learn(parity: Callable[..., None]) -> None:
    pairs = [(StandardScaler(), [0]), (StandardScaler(), [1]), ("passthrough", [2])]
    ours = make_column_transformer(*pairs, remainder="passthrough")
    theirs = sklearn.compose.make_column_transformer(*pairs, remainder="passthrough")
    parity(
        "journey.ml.compose.make_column_transformer",
        reference="sklearn.compose.make_column_transformer",
        what="names that differ",
        difference=sum(
            a[0] != b[0] for a, b in zip(ours.transformers, theirs.transformers, strict=True)
        ),
        tolerance=0,
    )
    assert ours.remainder == theirs.remainder


def test_in_cross_validation_and_inside_scikit_learn(data_folder: Any) -> None:
    titanic = pd.read_csv(data_folder / "titanic-train.csv").head(300)
    numbers, words = ["Age", "Fare", "Pclass"], ["Sex", "Embarked"]

    def model(kind: Any) -> Any:
        columns = kind(
            [
                ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), numbers),
                ("words", OneHotEncoder(handle_unknown="ignore"), words),
            ]
        )
        return make_pipeline(columns, LogisticRegression())

    ours = cross_val_score(model(ColumnTransformer), titanic, titanic["Survived"], cv=4)
    theirs = cross_val_score(
        model(sklearn.compose.ColumnTransformer), titanic, titanic["Survived"], cv=4
    )
    np.testing.assert_array_equal(ours, theirs)


# Parameters and edges


def test_parameters_by_name() -> None:
    transformer = ColumnTransformer([("z", StandardScaler(), [0]), ("p", "passthrough", [1])])
    assert transformer.get_params()["z__with_mean"] is True
    transformer.set_params(z__with_mean=False, p="drop", remainder="passthrough")
    assert transformer.transformers[0][1].with_mean is False
    assert transformer.transformers[1] == ("p", "drop", [1])
    assert transformer.remainder == "passthrough"


def test_frames_are_read_by_name_in_any_order() -> None:
    transformer = ColumnTransformer([("z", StandardScaler(), ["fare", "rank"])]).fit(FRAME)
    turned = FRAME[FRAME.columns[::-1]].assign(more=1)
    np.testing.assert_array_equal(transformer.transform(turned), transformer.transform(FRAME))
    with pytest.raises(ValueError, match=r"columns are missing: \['rank'\]"):
        transformer.transform(FRAME.drop(columns="rank"))


def test_slices_with_a_step_which_scikit_learn_refuses() -> None:
    X = np.arange(8.0).reshape(2, 4)
    odd = ColumnTransformer([("odd", "passthrough", slice(1, None, 2))]).fit_transform(X)
    np.testing.assert_array_equal(odd, X[:, 1::2])


def test_sparse_results_are_filled_in() -> None:
    sparse = FunctionTransformer(lambda X: csr_array(X))
    found = ColumnTransformer([("s", sparse, [0, 1])]).fit_transform(np.eye(2))
    np.testing.assert_array_equal(found, np.eye(2))


def test_one_row_strings_and_no_columns() -> None:
    mixed = np.array([["a", 1.5]], dtype=object)
    kept = ColumnTransformer([("all", "passthrough", [0, 1])]).fit_transform(mixed)
    assert kept.tolist() == [["a", 1.5]]
    none = ColumnTransformer([("none", "drop", [0, 1])]).fit_transform(mixed)
    assert none.shape == (1, 0)
    assert ColumnTransformer([("one", "passthrough", 0)]).fit_transform(mixed).tolist() == [["a"]]


def test_float32_stays_where_the_parts_keep_it() -> None:
    X = np.ones((3, 2), dtype=np.float32)
    transformer = ColumnTransformer([("z", StandardScaler(), [0])], remainder="passthrough")
    assert transformer.fit_transform(X).dtype == np.float32


@pytest.mark.parametrize(
    ("transformers", "kind", "words"),
    [
        ([("z", StandardScaler())], TypeError, "tuples"),
        ([("z", LogisticRegression(), [0])], TypeError, "implement fit and transform"),
        ([("z", "pass", [0])], TypeError, "'z' is 'pass'"),
        ([("z", "drop", [0]), ("z", "drop", [1])], ValueError, "not unique"),
        ([("z", "drop", ["age"])], ValueError, "using strings is only supported for data frames"),
        ([("z", "drop", [5])], ValueError, r"below n_features = 2, got \[5\]"),
        ([("z", "drop", [0, "age"])], ValueError, "no mixture"),
        ([("z", "drop", [True])], ValueError, "a mask of 2 values, got 1"),
        ([("z", KBinsDiscretizer(), 0)], ValueError, "2D"),
    ],
)
def test_wrong_transformers_are_named(transformers: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        ColumnTransformer(transformers).fit(np.arange(8.0).reshape(4, 2))


def test_other_mistakes() -> None:
    X = np.arange(8.0).reshape(4, 2)
    fitted = ColumnTransformer([("z", "passthrough", [0])]).fit(X)
    with pytest.raises(ValueError, match="X has 3 features, but ColumnTransformer is expecting 2"):
        fitted.transform(np.ones((4, 3)))
    with pytest.raises(NotFittedError):
        ColumnTransformer([]).transform(X)
    with pytest.raises(ValueError, match="not a column of the dataframe: 'agee'"):
        ColumnTransformer([("z", "drop", ["agee"])]).fit(FRAME)
    with pytest.raises(TypeError, match="no further parameters"):
        fitted.fit_transform(X, None, sample_weight=[1])
    flat = FunctionTransformer(lambda X: X[:, 0])
    with pytest.raises(ValueError, match="output of the 'flat' transformer should be 2D, got 1D"):
        ColumnTransformer([("flat", flat, [0])]).fit(X)
    both = ColumnTransformer(
        [("a", "passthrough", [0]), ("b", "passthrough", [0])], verbose_feature_names_out=False
    ).fit(X)
    with pytest.raises(ValueError, match=r"\['x0'\] are not unique"):
        both.get_feature_names_out()
    nameless = ColumnTransformer([("f", FunctionTransformer(), [0])]).fit(X)
    with pytest.raises(AttributeError, match="does not provide get_feature_names_out"):
        nameless.get_feature_names_out()
