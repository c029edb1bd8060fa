"""GaussianNB, MultinomialNB, ComplementNB and BernoulliNB."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sklearn.naive_bayes
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import norm
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

from journey.ml import naive_bayes
from journey.ml.base import clone
from journey.ml.naive_bayes import (
    BernoulliNB,
    ComplementNB,
    GaussianNB,
    MultinomialNB,
    bernoulli_naive,
    complement_naive,
    gaussian_naive,
    multinomial_naive,
)
from journey.ml.utils import NotFittedError

Array = NDArray[np.float64]
KINDS = ("GaussianNB", "MultinomialNB", "ComplementNB", "BernoulliNB")
kinds = pytest.mark.parametrize("kind", KINDS)


def ours(kind: str, **settings: Any) -> Any:
    return getattr(naive_bayes, kind)(**settings)


def theirs(kind: str, **settings: Any) -> Any:
    return getattr(sklearn.naive_bayes, kind)(**settings)


def made(n: int, d: int, k: int, seed: int = 0) -> tuple[Array, NDArray[Any]]:
    """Return word counts about those of their class."""
    rng = np.random.default_rng(seed)
    y = np.concatenate([np.arange(k), rng.integers(k, size=n - k)])
    return rng.poisson(rng.gamma(0.5, 2.0, size=(k, d))[y]).astype(np.float64), y


SETS: dict[str, Callable[[], tuple[Array, NDArray[Any]]]] = {
    "iris": lambda: load_iris(return_X_y=True),
    "wine": lambda: load_wine(return_X_y=True),
    "breast cancer": lambda: load_breast_cancer(return_X_y=True),
    "digits": lambda: load_digits(return_X_y=True),
    "counts": lambda: made(120, 30, 5),
    "wide": lambda: made(60, 700, 6, 1),  # takes the other way to sum
}
data_sets = pytest.mark.parametrize("name", SETS)


# Identities and closed forms --------------------------------------------------------------------


def test_the_posterior_by_fractions() -> None:
    X, y = np.array([[2, 1, 0], [1, 1, 0], [0, 1, 3]]), ["tea", "tea", "war"]
    tea = Fraction(2, 3) * Fraction(3 + 1, 5 + 3) * Fraction(2 + 1, 5 + 3)
    war = Fraction(1, 3) * Fraction(0 + 1, 4 + 3) * Fraction(1 + 1, 4 + 3)
    got = MultinomialNB().fit(X, y).predict_proba([[1, 1, 0]])[0]
    np.testing.assert_allclose(got, [float(p / (tea + war)) for p in (tea, war)], rtol=1e-14)
    there = Fraction(2, 3) * Fraction(2 + 1, 2 + 2) * Fraction(1, 4) * Fraction(3, 4)
    not_there = Fraction(1, 3) * Fraction(0 + 1, 1 + 2) * Fraction(1, 3) * Fraction(1, 3)
    got = BernoulliNB().fit(X, y).predict_proba([[1, 0, 0]])[0]
    want = [float(p / (there + not_there)) for p in (there, not_there)]
    np.testing.assert_allclose(got, want, rtol=1e-14)


def test_gaussian_is_the_product_of_normal_densities() -> None:
    X, y = load_iris(return_X_y=True)
    model = GaussianNB(var_smoothing=0.0).fit(X, y)
    for c in range(3):
        own = X[y == c]
        want = np.log(1 / 3) + norm(own.mean(axis=0), own.std(axis=0)).logpdf(X).sum(axis=1)
        np.testing.assert_allclose(model.predict_joint_log_proba(X)[:, c], want, rtol=1e-12)


def test_smoothing_is_the_mean_of_a_dirichlet_posterior() -> None:
    X, y = made(50, 6, 2)
    model = MultinomialNB(alpha=0.7).fit(X, y)
    rng = np.random.default_rng(0)
    for c in range(2):
        draws = rng.dirichlet(X[y == c].sum(axis=0) + 0.7, size=40_000)
        error = draws.std(axis=0) / np.sqrt(len(draws))
        assert (np.abs(np.exp(model.feature_log_prob_[c]) - draws.mean(axis=0)) < 5 * error).all()


def test_two_classes_differ_by_a_straight_line() -> None:
    X, y = made(80, 12, 2)
    for model in (MultinomialNB(), ComplementNB()):
        odds = np.subtract(*model.fit(X, y).predict_joint_log_proba(X).T)
        design = np.column_stack([X, np.ones(len(X))])
        fitted = design @ np.linalg.lstsq(design, odds, rcond=None)[0]
        np.testing.assert_allclose(fitted, odds, atol=1e-10)


def test_with_two_classes_the_complement_is_the_other_class() -> None:
    X, y = made(80, 12, 2)
    weights = ComplementNB().fit(X, y).feature_log_prob_
    logs = MultinomialNB().fit(X, y).feature_log_prob_
    np.testing.assert_allclose(weights, -logs[::-1], rtol=1e-13)


def test_copies_of_the_features_multiply_the_log_odds() -> None:
    X, y = load_breast_cancer(return_X_y=True)
    X = X[:, :3]
    prior = [0.5, 0.5]
    once = GaussianNB(priors=prior).fit(X, y).predict_joint_log_proba(X)
    four = GaussianNB(priors=prior).fit(np.hstack([X] * 4), y)
    gap = four.predict_joint_log_proba(np.hstack([X] * 4))
    np.testing.assert_allclose(np.subtract(*gap.T), 4 * np.subtract(*once.T), rtol=1e-9, atol=1e-9)
    assert (four.predict(np.hstack([X] * 4)) == once.argmax(axis=1)).all()


@kinds
@data_sets
def test_probabilities_are_a_softmax_of_the_joint(kind: str, name: str) -> None:
    X, y = SETS[name]()
    model = ours(kind).fit(X, y)
    joint, p = model.predict_joint_log_proba(X), model.predict_proba(X)
    np.testing.assert_allclose(p.sum(axis=1), 1.0, rtol=1e-12)
    assert (model.predict(X) == model.classes_[joint.argmax(axis=1)]).all()
    np.testing.assert_allclose(np.exp(model.predict_log_proba(X)), p)


# Naive equals fast ------------------------------------------------------------------------------


def test_naive_equals_fast(parity: Callable[..., None]) -> None:
    for d in (7, 600):
        X, y = made(40, d, 3, seed=d)
        rows = X[:6]
        there, there_rows = (X > 0).astype(float), (rows > 0).astype(float)
        gaussian = GaussianNB(var_smoothing=1e-3).fit(X, y)
        for code, naive, model in (
            ("gaussian_naive", gaussian_naive(X, y, rows, gaussian.epsilon_), gaussian),
            ("multinomial_naive", multinomial_naive(X, y, rows, 0.5), MultinomialNB(alpha=0.5)),
            ("complement_naive", complement_naive(X, y, rows, 0.5), ComplementNB(alpha=0.5)),
            ("bernoulli_naive", bernoulli_naive(there, y, there_rows, 0.5), BernoulliNB(alpha=0.5)),
        ):
            fast = model.fit(X, y).predict_joint_log_proba(rows)
            parity(
                f"journey.ml.naive_bayes.{code}",
                reference=f"journey.ml.naive_bayes.{type(model).__name__}",
                what="joint log probabilities, relative",
                difference=np.abs(naive / fast - 1).max(), tolerance=1e-11,
            )  # fmt: skip


# Against scikit-learn ---------------------------------------------------------------------------


def gap(a: Array, b: Array) -> float:
    return float((np.abs(a - b) / np.maximum(np.abs(b), 1.0)).max())


@kinds
@data_sets
def test_equals_sklearn(kind: str, name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    variants: list[dict[str, Any]] = [{}]
    k = len(np.unique(y))
    prior = np.arange(1.0, k + 1) / np.arange(1.0, k + 1).sum()
    if kind == "GaussianNB":
        variants += [{"var_smoothing": 1e-3}, {"priors": prior}]
    else:
        variants += [{"alpha": 0.01}, {"fit_prior": False}, {"class_prior": prior}]
    if kind in ("MultinomialNB", "ComplementNB"):  # scikit-learn's BernoulliNB takes no array
        variants += [{"alpha": np.linspace(0.5, 2, X.shape[1])}]
    if kind == "ComplementNB":
        variants += [{"norm": True}]
    if kind == "BernoulliNB":
        variants += [{"binarize": float(np.median(X))}]
    differ, worst = 0, 0.0
    for settings_ in variants:
        a, b = ours(kind, **settings_).fit(X, y), theirs(kind, **settings_).fit(X, y)
        # Pixels that never vary have the variance 1e-9: their digits are those of the smoothing.
        want = b.predict_joint_log_proba(X)
        worst = max(worst, gap(a.predict_joint_log_proba(X), want))
        worst = max(worst, np.abs(a.predict_proba(X) - b.predict_proba(X)).max())
        top = np.sort(want, axis=1)[:, -2:]
        clear = np.diff(top, axis=1)[:, 0] > 1e-6  # two classes as good as each other: either
        differ += int((a.predict(X) != b.predict(X))[clear].sum())
        names = ["theta_", "var_", "class_prior_"] if kind == "GaussianNB" else [
            "feature_log_prob_", "feature_count_", "class_log_prior_"]  # fmt: skip
        for attribute in (*names, "class_count_"):
            np.testing.assert_allclose(
                getattr(a, attribute), getattr(b, attribute), rtol=1e-10, atol=1e-12
            )
    code, reference = f"journey.ml.naive_bayes.{kind}", f"sklearn.naive_bayes.{kind}"
    parity(code, reference=reference, what="labels that differ", difference=differ, tolerance=0)
    parity(code, reference=reference, what="joint log probabilities and posteriors, relative",
           difference=worst, tolerance=1e-7)  # fmt: skip


@kinds
@pytest.mark.parametrize("name", ["iris", "counts", "wide"])
def test_weights_equal_sklearn(kind: str, name: str, parity: Callable[..., None]) -> None:
    X, y = SETS[name]()
    weight = np.random.default_rng(0).uniform(0, 3, len(y))
    # Gaussian: without smoothing, which goes by the weighted variance here and not there.
    settings_: dict[str, Any] = {"var_smoothing": 0.0} if kind == "GaussianNB" else {}
    if kind == "GaussianNB":
        X = X + np.random.default_rng(1).normal(size=X.shape)  # no constant feature in a class
    X = np.abs(X)
    a = ours(kind, **settings_).fit(X, y, weight)
    b = theirs(kind, **settings_).fit(X, y, weight)
    parity(
        f"journey.ml.naive_bayes.{kind}", reference=f"sklearn.naive_bayes.{kind}",
        what="joint log probabilities with weights, relative",
        difference=gap(a.predict_joint_log_proba(X), b.predict_joint_log_proba(X)), tolerance=1e-9,
    )  # fmt: skip


@kinds
def test_batches_equal_one_fit_and_sklearn(kind: str, parity: Callable[..., None]) -> None:
    X, y = load_digits(return_X_y=True)
    order = np.argsort(y, kind="stable")  # so that batches lack classes
    X, y = X[order] + (np.random.default_rng(0).uniform(size=X.shape)), y[order]
    whole, parts, reference = ours(kind).fit(X, y), ours(kind), theirs(kind)
    for part in np.array_split(np.arange(len(y)), 7):
        parts.partial_fit(X[part], y[part], classes=np.arange(10))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reference.partial_fit(X[part], y[part], classes=np.arange(10))
    want = whole.predict_joint_log_proba(X)
    np.testing.assert_allclose(parts.predict_joint_log_proba(X), want, rtol=1e-10)
    parity(
        f"journey.ml.naive_bayes.{kind}", reference=f"sklearn.naive_bayes.{kind}.partial_fit",
        what="joint log probabilities after seven batches, relative",
        difference=gap(want, reference.predict_joint_log_proba(X)), tolerance=1e-5,
    )  # fmt: skip


def test_in_pipelines_and_searches_as_sklearn_does() -> None:
    X, y = load_wine(return_X_y=True)
    grid = {"multinomialnb__alpha": [0.1, 1.0, 10.0]}
    found = []
    for model in (MultinomialNB(), sklearn.naive_bayes.MultinomialNB()):
        search = GridSearchCV(make_pipeline(MinMaxScaler(clip=True), model), grid, cv=3).fit(X, y)
        found.append(search.cv_results_["mean_test_score"])
    np.testing.assert_array_equal(*found)
    scores = [cross_val_score(m, X, y) for m in (GaussianNB(), sklearn.naive_bayes.GaussianNB())]
    np.testing.assert_array_equal(*scores)
    assert clone(GaussianNB(var_smoothing=0.1)).var_smoothing == 0.1


# Types, edges -----------------------------------------------------------------------------------


def test_float32_stays_where_sklearn_keeps_it() -> None:
    X, y = load_iris(return_X_y=True)
    for kind in KINDS:
        a, b = ours(kind).fit(X.astype(np.float32), y), theirs(kind).fit(X.astype(np.float32), y)
        p = a.predict_proba(X.astype(np.float32))
        assert p.dtype == b.predict_proba(X.astype(np.float32)).dtype
        np.testing.assert_allclose(p, ours(kind).fit(X, y).predict_proba(X), atol=1e-4)
    model = GaussianNB().fit(X.astype(np.float32), y)
    assert model.theta_.dtype == model.var_.dtype == model.class_prior_.dtype == np.float32


@kinds
def test_whole_numbers_booleans_and_lists(kind: str) -> None:
    X, y = made(30, 5, 2)
    want = ours(kind).fit(X, y).predict_joint_log_proba(X)
    for given_ in (X.astype(np.int64), X.astype(int).tolist(), np.asfortranarray(X)):
        got = ours(kind).fit(given_, y).predict_joint_log_proba(given_)
        np.testing.assert_allclose(got, want, rtol=1e-12)
    assert ours(kind).fit(X > 0, y).predict(X > 0).shape == (30,)


@kinds
def test_one_row_one_class_constant_columns_and_duplicates(kind: str) -> None:
    with np.errstate(all="ignore"):
        one = ours(kind).fit([[1.0, 2.0]], ["only"])
        assert one.predict([[0.0, 5.0], [1.0, 2.0]]).tolist() == ["only", "only"]
    X = np.column_stack([made(20, 3, 2)[0], np.full(20, 4.0)])
    y = made(20, 3, 2)[1]
    p = ours(kind).fit(X, y).predict_proba(X)
    assert np.isfinite(p).all()
    twice = ours(kind).fit(np.vstack([X, X]), np.append(y, y))
    if kind == "GaussianNB":
        np.testing.assert_allclose(twice.predict_proba(X), p, rtol=1e-9, atol=1e-12)
    assert (twice.class_count_ == 2 * ours(kind).fit(X, y).class_count_).all()


@kinds
def test_the_order_of_rows_and_the_names_of_classes_do_not_matter(kind: str) -> None:
    X, y = made(60, 8, 3)
    order = np.random.default_rng(0).permutation(60)
    model, other = ours(kind).fit(X, y), ours(kind).fit(X[order], y[order])
    np.testing.assert_allclose(other.predict_proba(X), model.predict_proba(X), atol=1e-12)
    named = ours(kind).fit(X, np.array(["c", "a", "b"])[y])
    np.testing.assert_allclose(named.predict_proba(X)[:, [2, 0, 1]], model.predict_proba(X))
    assert named.classes_.tolist() == ["a", "b", "c"]


@kinds
def test_weights_equal_repetition(kind: str) -> None:
    for d in (6, 550):
        X, y = made(40, d, 3)
        weight = np.random.default_rng(2).integers(0, 4, 40)
        weight[:3] = 1
        a = ours(kind).fit(X, y, weight)
        b = ours(kind).fit(np.repeat(X, weight, axis=0), np.repeat(y, weight))
        want = b.predict_joint_log_proba(X)
        np.testing.assert_allclose(a.predict_joint_log_proba(X), want, rtol=1e-7)


@kinds
def test_inputs_are_unchanged_and_results_repeat(kind: str) -> None:
    X, y = made(30, 5, 2)
    before, weight = X.copy(), np.ones(30)
    X.flags.writeable = y.flags.writeable = weight.flags.writeable = False
    a = ours(kind).fit(X, y, weight).predict_proba(X)
    assert (a == ours(kind).fit(X, y, weight).predict_proba(X)).all()
    assert (before == X).all()


def test_alpha_zero_rules_out_what_was_never_seen_and_nothing_else() -> None:
    X, y = np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 3.0]]), [0, 1]
    model = MultinomialNB(alpha=0.0).fit(X, y)
    joint = model.predict_joint_log_proba([[1, 0, 0], [0, 1, 0], [1, 0, 1]])
    want = [[np.log(1 / 3), -np.inf], [np.log(1 / 6), np.log(1 / 8)], [-np.inf, -np.inf]]
    np.testing.assert_allclose(joint, want)
    np.testing.assert_allclose(model.predict_proba([[1, 0, 0]]), [[1, 0]])
    with np.errstate(all="ignore"):  # as the docstring says
        reference = sklearn.naive_bayes.MultinomialNB(alpha=0.0).fit(X, y)
        assert np.isnan(reference.predict_joint_log_proba([[1, 0, 0]])[0, 0])
    both = BernoulliNB(alpha=0.0).fit(X, y)
    np.testing.assert_allclose(both.predict_proba([[1, 1, 0], [0, 1, 1]]), np.eye(2))


def test_bernoulli_takes_an_alpha_for_each_feature() -> None:
    X, y = made(40, 5, 2)
    alphas = np.array([0.1, 0.5, 1.0, 2.0, 5.0])
    got = BernoulliNB(alpha=alphas).fit(X, y).feature_log_prob_
    for j, alpha in enumerate(alphas):
        want = BernoulliNB(alpha=float(alpha)).fit(X, y).feature_log_prob_[:, j]
        np.testing.assert_allclose(got[:, j], want, rtol=1e-14)
    with pytest.raises(ValueError, match="could not be broadcast"):  # as the docstring says
        sklearn.naive_bayes.BernoulliNB(alpha=alphas).fit(X, y)


def test_batches_need_classes_and_keep_to_them() -> None:
    X, y = made(20, 4, 3)
    for kind in KINDS:
        with pytest.raises(ValueError, match="classes must be passed on the first call"):
            ours(kind).partial_fit(X, y)
        model = ours(kind).partial_fit(X, y, classes=[0, 1, 2])
        with pytest.raises(ValueError, match="is not the same as on last call"):
            model.partial_fit(X, y, classes=[0, 1])
        with pytest.raises(ValueError, match="do not exist in the initial classes"):
            model.partial_fit(X[:1], [7])
        assert (model.fit(X[:1], [5]).classes_ == [5]).all()  # fit starts anew


@kinds
def test_bad_input_is_named(kind: str) -> None:
    X, y = made(20, 4, 2)
    with pytest.raises(NotFittedError):
        ours(kind).predict(X)
    for wrong in (np.nan, np.inf):
        for d in (4, 600):
            bad, good = np.ones((20, d)), np.ones((20, d))
            bad[7, 2] = wrong
            with pytest.raises(ValueError, match="X: expected finite numbers"):
                ours(kind).fit(bad, y)
            with pytest.raises(ValueError, match="X: expected finite numbers"):
                ours(kind).fit(good, y).predict(bad)
    with pytest.raises(ValueError, match="has 3 features"):
        ours(kind).fit(X, y).predict(X[:, :3])
    with pytest.raises(ValueError, match="sample_weight"):
        ours(kind).fit(X, y, np.full(20, -1.0))
    prior = "priors" if kind == "GaussianNB" else "class_prior"
    for given_ in ([1.0], [1.5, -0.5]):
        with pytest.raises(ValueError, match=prior):
            ours(kind, **{prior: given_}).fit(X, y)


def test_bad_settings_are_named() -> None:
    X, y = made(20, 4, 2)
    with pytest.raises(ValueError, match="priors: The sum of the priors should be 1"):
        GaussianNB(priors=[0.5, 0.6]).fit(X, y)
    with pytest.raises(ValueError, match="var_smoothing"):
        GaussianNB(var_smoothing=-1).fit(X, y)
    with pytest.raises(ValueError, match="alpha"):
        MultinomialNB(alpha=-0.1).fit(X, y)
    with pytest.raises(ValueError, match="alpha is an array"):
        MultinomialNB(alpha=[1.0, 1.0]).fit(X, y)
    with pytest.raises(ValueError, match="alpha: expected finite"):
        MultinomialNB(alpha=[1.0, 1.0, -1.0, 1.0]).fit(X, y)
    with pytest.raises(ValueError, match="binarize"):
        BernoulliNB(binarize=-1.0).fit(X, y)
    for model in (MultinomialNB(), ComplementNB()):
        for d in (4, 600):
            table = np.ones((20, d))
            table[3, 1] = -2
            with pytest.raises(ValueError, match="X: expected counts, none negative, got -2"):
                model.fit(table, y)
    with pytest.warns(UserWarning, match="alpha too small"):
        model = MultinomialNB(alpha=0.0, force_alpha=False).fit(X, y)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = sklearn.naive_bayes.MultinomialNB(alpha=0.0, force_alpha=False).fit(X, y)
    np.testing.assert_allclose(model.predict_proba(X), reference.predict_proba(X), atol=1e-12)


@given(seed=st.integers(0, 10_000), k=st.integers(1, 4), d=st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_any_split_into_batches_learns_the_same(seed: int, k: int, d: int) -> None:
    rng = np.random.default_rng(seed)
    n = k + int(rng.integers(1, 30))
    X, y = made(n, d, k, seed)
    cut = int(rng.integers(1, n))
    weight = rng.uniform(0.1, 2.0, n)
    for kind in KINDS:
        whole = ours(kind).fit(X, y, weight)
        parts = ours(kind)
        for part in (slice(0, cut), slice(cut, n)):
            parts.partial_fit(X[part], y[part], np.arange(k), weight[part])
        for name in ("theta_", "var_") if kind == "GaussianNB" else ("feature_log_prob_",):
            np.testing.assert_allclose(
                getattr(parts, name), getattr(whole, name), rtol=1e-9, atol=1e-12
            )
