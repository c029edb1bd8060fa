"""Checks of input, parameters and their errors; the estimator's parameter protocol."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import scipy.sparse
import sklearn.exceptions
import sklearn.utils

from journey.ml import utils
from journey.ml.base import BaseEstimator
from journey.ml.cluster import KMeans


class Frame:
    """The part of a data frame that is looked at: columns and values."""

    def __init__(self, values: Any, columns: list[Any]) -> None:
        self.values, self.columns = np.asarray(values, dtype=float), columns

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return self.values


@pytest.mark.parametrize(
    ("X", "kind", "message"),
    [
        ([1.0, 2.0], ValueError, "X: expected 2D, rows by features, got 1D of shape"),
        (np.zeros((2, 2, 2)), ValueError, "got 3D of shape"),
        (np.zeros((0, 2)), ValueError, r"0 sample\(s\) \(shape=\(0, 2\)\) while a minimum of 1"),
        (np.zeros((3, 0)), ValueError, r"0 feature\(s\) \(shape=\(3, 0\)\) while a minimum of 1"),
        ([[1.0, np.nan]], ValueError, "Input X contains NaN"),
        ([[1.0, np.inf]], ValueError, r"Input X contains infinity \(inf\)"),
        ([[1.0, np.inf], [0.0, -np.inf]], ValueError, "contains infinity"),
        ([[1j]], ValueError, "Complex data not supported"),
        ([["a", "b"]], ValueError, "X: expected numbers, got an array of <U1"),
        ([[{}]], TypeError, "X: expected numbers, got an array of object"),
        (scipy.sparse.eye_array(3).tocsr(), TypeError, "X: sparse input is not supported"),
    ],
)
def test_bad_arrays(X: Any, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        utils.check_array(X)


def test_arrays_keep_their_floats_and_are_not_copied() -> None:
    for dtype in (np.float32, np.float64):
        X = np.ones((2, 2), dtype=dtype)
        assert utils.check_array(X) is X
    assert utils.check_array(np.ones((2, 2), dtype=np.float16)).dtype == np.float64
    assert utils.check_array([[True, False]]).tolist() == [[1.0, 0.0]]
    large = np.full((2, 2), 1e308)  # the sum overflows, the values are finite
    assert utils.check_array(large) is large


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1.0, 2.0], r"sample_weight: expected shape \(3,\), one weight a sample, got \(2,\)"),
        ([[1.0], [1.0], [1.0]], r"got \(3, 1\) \(2D\)"),
        ([1.0, np.nan, 1.0], "sample_weight: expected finite numbers"),
        ([1.0, -2.0, 1.0], "sample_weight: expected no negative weight, got -2"),
        ([0.0, 0.0, 0.0], "at least one non-zero number"),
    ],
)
def test_bad_weights(weight: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        utils.check_sample_weight(weight, 3)


def test_good_weights() -> None:
    assert utils.check_sample_weight(None, 2).tolist() == [1, 1]
    assert utils.check_sample_weight(3, 2).tolist() == [3, 3]
    given = np.array([1, 2])
    assert utils.check_sample_weight(given, 2).tolist() == [1, 2]


def test_a_seed_draws_what_scikit_learn_draws() -> None:
    theirs = sklearn.utils.check_random_state(5)
    assert utils.check_random_state(5).uniform() == theirs.uniform()
    assert utils.check_random_state(np.int64(5)).uniform() == np.random.RandomState(5).uniform()
    generator = np.random.default_rng(0)
    assert utils.check_random_state(generator) is generator
    assert isinstance(utils.check_random_state(None), np.random.RandomState)
    with pytest.raises(TypeError, match="random_state: expected None, an integer"):
        utils.check_random_state(True)


def test_bad_parameters() -> None:
    for call, message in (
        (lambda: utils.check_integer("k", True, 1), "k: expected an integer, got True"),
        (lambda: utils.check_real("tol", "1", 0), "tol: expected a number, got '1'"),
        (lambda: utils.check_real("tol", np.inf, 0), "tol: expected a finite number"),
        (lambda: utils.check_choice("a", 3, ["x"]), "a: expected one of 'x', got 3"),
    ):
        with pytest.raises((TypeError, ValueError), match=message):
            call()


def test_errors_are_also_scikit_learns() -> None:
    with pytest.raises(sklearn.exceptions.NotFittedError, match="is not fitted yet") as caught:
        KMeans().predict([[0.0]])
    assert isinstance(caught.value, utils.NotFittedError | ValueError | AttributeError)
    assert isinstance(caught.value, utils.NotFittedError)
    kind = utils.convergence_warning()
    assert issubclass(kind, utils.ConvergenceWarning)
    assert issubclass(kind, sklearn.exceptions.ConvergenceWarning)


def test_names_of_features() -> None:
    model = SimpleNamespace()
    utils.validate_data(model, Frame([[1, 2]], ["a", "b"]), reset=True)
    assert model.feature_names_in_.tolist() == ["a", "b"]
    utils.validate_data(model, Frame([[1, 2]], ["a", "b"]), reset=False)
    with pytest.raises(ValueError, match=r"feature names should match.*'b', 'a'"):
        utils.validate_data(model, Frame([[1, 2]], ["b", "a"]), reset=False)
    with pytest.warns(UserWarning, match="X does not have valid feature names"):
        utils.validate_data(model, [[1, 2]], reset=False)
    with (
        pytest.warns(UserWarning, match="valid"),
        pytest.raises(ValueError, match="X has 1 features, but"),
    ):
        utils.validate_data(model, [[1]], reset=False)
    utils.validate_data(model, [[1, 2, 3]], reset=True)
    assert not hasattr(model, "feature_names_in_")
    with pytest.warns(UserWarning, match="X has valid feature names, but .* without"):
        utils.validate_data(model, Frame([[1, 2, 3]], ["a", "b", "c"]), reset=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # names that are no strings are no names
        utils.validate_data(model, Frame([[1, 2, 3]], [0, 1, 2]), reset=False)


class Outer(BaseEstimator):
    def __init__(self, inner: Any = None, size: int = 3) -> None:
        self.inner, self.size = inner, size


def test_parameters_of_nested_estimators() -> None:
    model = Outer(KMeans(2))
    assert model.get_params()["inner__n_clusters"] == 2
    assert "inner__n_clusters" not in model.get_params(deep=False)
    model.set_params(inner__n_clusters=7, size=4)
    assert (model.inner.n_clusters, model.size) == (7, 4)
    assert repr(model) == "Outer(inner=KMeans(n_clusters=7), size=4)"
    with pytest.raises(ValueError, match="Invalid parameter 'colour' for estimator Outer"):
        model.set_params(colour="red")


def test_tags_name_the_kind() -> None:
    tags = sklearn.utils.get_tags(KMeans())
    assert tags.estimator_type == "clusterer"
    assert not tags.target_tags.required
    assert tags.transformer_tags.preserves_dtype == ["float64", "float32"]
    assert sklearn.utils.get_tags(Outer()).transformer_tags is None
