"""What estimators share: copies, kinds, scores and names, and that scikit-learn takes them."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
import pytest
import sklearn.base
import sklearn.linear_model
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from journey.ml import utils
from journey.ml.base import (
    BaseEstimator,
    ClassifierMixin,
    RegressorMixin,
    TransformerMixin,
    clone,
    is_classifier,
    is_regressor,
)
from journey.ml.cluster import KMeans
from journey.ml.linear_model import Lasso


class Said(ClassifierMixin, BaseEstimator):
    """Predicts what it was told."""

    def __init__(self, said: Any = None) -> None:
        self.said = said

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        return np.asarray(self.said)


class Guessed(RegressorMixin, BaseEstimator):
    def __init__(self, said: Any = None) -> None:
        self.said = said

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        return np.asarray(self.said)


class Same(TransformerMixin, BaseEstimator):
    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        utils.validate_data(self, X, reset=True)
        return self

    def transform(self, X: ArrayLike) -> NDArray[Any]:
        return utils.validate_data(self, X, reset=False)


class Careless(BaseEstimator):
    def __init__(self, values: list[int]) -> None:
        self.values = list(values)


def test_copies_have_the_parameters_and_nothing_else() -> None:
    model = KMeans(n_clusters=2, random_state=0).fit([[0.0], [1.0], [2.0]])
    copy = clone(model)
    assert copy.get_params() == model.get_params()
    assert not hasattr(copy, "labels_")
    pair = clone([model, ("name", model)], safe=False)
    assert pair[0] is not model
    assert pair[1][0] == "name"
    inner = Said(said=KMeans(3))
    assert clone(inner).said is not inner.said
    assert clone(inner).said.n_clusters == 3


def test_copies_of_scikit_learns_and_by_scikit_learn() -> None:
    theirs = sklearn.linear_model.Lasso(alpha=0.3)
    assert clone(theirs).alpha == 0.3
    assert sklearn.base.clone(Lasso(alpha=0.3)).alpha == 0.3


def test_an_estimator_without_parameters() -> None:
    assert Same().get_params() == {}
    assert repr(clone(Same())) == "Same()"


def test_what_cannot_be_copied() -> None:
    with pytest.raises(TypeError, match="estimator: expected an estimator with get_params, got 3"):
        clone(3)
    with pytest.raises(TypeError, match="got <class"):
        clone(KMeans)
    with pytest.raises(RuntimeError, match="its __init__ changes parameter 'values'"):
        clone(Careless([1]))


def test_kinds() -> None:
    assert is_classifier(Said())
    assert is_regressor(Guessed())
    assert is_classifier(sklearn.linear_model.LogisticRegression())
    assert is_regressor(sklearn.linear_model.Lasso())
    assert not is_classifier(KMeans())
    assert not is_regressor("a word")
    assert sklearn.base.is_classifier(Said())
    assert sklearn.base.is_regressor(Guessed())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 5)), min_size=2, max_size=20
    )
)
def test_scores_equal_scikit_learns(rows: list[tuple[int, int, int]]) -> None:
    true, told, weight = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    X = np.zeros((len(true), 1))
    names = np.array(["a", "b", "c", "d"])
    accuracy = sklearn.metrics.accuracy_score(true, told, sample_weight=weight)
    assert Said(told).score(X, true, weight) == pytest.approx(accuracy, abs=1e-15)
    words = Said(names[told.astype(int)]).score(X, names[true.astype(int)], weight)
    assert words == pytest.approx(accuracy, abs=1e-15)
    share = sklearn.metrics.r2_score(true, told, sample_weight=weight)
    # Sums of at most 20 terms: their rounding, magnified where the targets hardly vary.
    assert Guessed(told).score(X, true, weight) == pytest.approx(share, rel=1e-12, abs=1e-12)


def test_scores_of_several_targets_are_averaged() -> None:
    true = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
    told = np.array([[1.0, 5.0], [2.0, 5.0], [2.0, 4.0]])
    assert Guessed(told).score(np.zeros((3, 1)), true) == pytest.approx((0.5 + 0.0) / 2)
    with pytest.raises(ValueError, match=r"y: expected shape \(3, 2\), got \(3,\)"):
        Guessed(told).score(np.zeros((3, 1)), [1, 2, 3])


def test_names_of_columns() -> None:
    model = Same()
    with pytest.raises(utils.NotFittedError):
        model.get_feature_names_out()
    assert model.fit_transform([[1, 2]]).tolist() == [[1.0, 2.0]]
    assert model.get_feature_names_out().tolist() == ["x0", "x1"]
    assert model.get_feature_names_out(["a", "b"]).tolist() == ["a", "b"]
    with pytest.raises(ValueError, match=r"equal to number of features \(2\), got 3"):
        model.get_feature_names_out(["a", "b", "c"])
    model.feature_names_in_ = np.array(["a", "b"], dtype=object)
    assert model.get_feature_names_out().tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="not equal to feature_names_in_"):
        model.get_feature_names_out(["b", "a"])


@pytest.mark.parametrize(
    ("y", "kind", "message"),
    [
        (None, ValueError, "y: expected one label a sample, got None"),
        ([1.5, 2, 3], ValueError, "Unknown label type: continuous"),
        ([1, np.nan, 3], ValueError, "Input y contains NaN"),
        ([1, np.inf, 3], ValueError, "Input y contains infinity"),
        ([1, 2], ValueError, "X has 3 rows, y has 2"),
        ([[1, 2], [3, 4], [5, 6]], ValueError, r"got an array of shape \(3, 2\)"),
        ([1j, 2j, 3j], ValueError, "Complex data not supported"),
        (np.array([1, "a", None], dtype=object), TypeError, "labels of one kind"),
    ],
)
def test_bad_labels(y: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        utils.check_labels(y, 3)


def test_good_labels() -> None:
    classes, codes = utils.check_labels([2.0, 1.0, 2.0], 3)
    assert classes[codes].tolist() == [2.0, 1.0, 2.0]
    assert utils.check_labels([True, False, True], 3)[0].tolist() == [False, True]
    assert utils.check_labels([0.5, 1.5, 0.5], 3, few=False)[1].tolist() == [0, 1, 0]
    with pytest.warns(utils.DataConversionWarning, match="column-vector"):
        assert utils.check_labels([[1], [2]], 2)[1].tolist() == [0, 1]


def test_missing_values_and_mixed_tables() -> None:
    holes = np.array([[1.0, np.nan]])
    assert utils.check_array(holes, nan_allowed=True) is holes
    with pytest.raises(ValueError, match="contains NaN"):
        utils.check_array(holes)
    with pytest.raises(ValueError, match="contains infinity"):
        utils.check_array([[np.inf, np.nan]], nan_allowed=True)
    mixed = utils.check_mixed_array([["a", 1], [None, 2.5]])
    assert mixed.dtype == object
    assert mixed.tolist() == [["a", 1], [None, 2.5]]
    whole = np.array([[1, 2]])
    assert utils.check_mixed_array(whole) is whole
    with pytest.raises(ValueError, match="expected 2D"):
        utils.check_mixed_array(["a", "b"])
    model = BaseEstimator()
    assert utils.validate_mixed_data(model, [["a", 1]], reset=True).shape == (1, 2)
    with pytest.raises(ValueError, match="X has 1 features, but BaseEstimator is expecting 2"):
        utils.validate_mixed_data(model, [["a"]], reset=False)
