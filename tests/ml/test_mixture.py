"""Gaussian mixtures: EM's identities, the naive version, scikit-learn round for round, failures."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.exceptions
import sklearn.mixture
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.datasets import load_iris, load_wine

from journey import datasets
from journey.mathematics.likelihood import fit_multivariate_normal
from journey.mathematics.stats import multivariate_normal
from journey.ml.mixture import GaussianMixture, missing_information
from journey.ml.mixture._em import Mixture, em_naive, factors_of, m_step

BASE = "journey.ml.mixture.GaussianMixture"
KINDS = ("full", "tied", "diag", "spherical")
Floats = NDArray[np.float64]


def blobs(n: int, d: int, k: int, seed: int, apart: float = 3.0) -> Floats:
    rng = np.random.default_rng(seed)
    centers = apart * rng.normal(size=(k, d))
    shapes = rng.normal(size=(k, d, d)) / np.sqrt(d)
    labels = rng.integers(k, size=n)
    return centers[labels] + np.einsum("nij,nj->ni", shapes[labels], rng.normal(size=(n, d)))


def quietly(model: Any, X: Floats) -> Any:
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # ended by max_iter
        return model.fit(X)


def start_of(X: Floats, k: int, kind: str, seed: int) -> dict[str, Any]:
    """Return a start that leaves nothing to a library: weights, means and precisions."""
    rng = np.random.default_rng(seed)
    d = X.shape[1]
    spread = X.var(axis=0)
    precisions = {
        "full": np.broadcast_to(np.diag(1 / spread), (k, d, d)).copy(),
        "tied": np.diag(1 / spread),
        "diag": np.broadcast_to(1 / spread, (k, d)).copy(),
        "spherical": np.full(k, 1 / spread.mean()),
    }
    weights = rng.dirichlet(np.full(k, 5.0))
    return {
        "weights_init": weights,
        "means_init": X[rng.choice(len(X), k, replace=False)],
        "precisions_init": precisions[kind],
    }


# Identities ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_one_component_is_the_closed_form(kind: str) -> None:
    X = blobs(60, 3, 2, 0)
    model = GaussianMixture(1, covariance_type=kind, reg_covar=0, random_state=0).fit(X)
    mean, cov = fit_multivariate_normal(X)
    wanted = {"full": cov[None], "tied": cov, "diag": np.diag(cov)[None]}
    wanted["spherical"] = np.array([np.trace(cov) / 3])
    np.testing.assert_allclose(model.means_, mean[None], rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(model.covariances_, wanted[kind], rtol=1e-12, atol=1e-13)
    assert model.n_iter_ == 2  # the second round finds nothing to do


def test_the_density_is_the_weighted_sum_of_densities() -> None:
    X = blobs(50, 2, 3, 1)
    model = quietly(GaussianMixture(3, max_iter=5, random_state=0), X)
    parts = np.exp([multivariate_normal.logpdf(X, m, c) for m, c in zip(
        model.means_, model.covariances_, strict=True)])  # fmt: skip
    joint = model.weights_ * parts.T
    np.testing.assert_allclose(np.exp(model.score_samples(X)), joint.sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(
        model.predict_proba(X), joint / joint.sum(axis=1, keepdims=True), rtol=1e-10, atol=1e-14
    )
    np.testing.assert_allclose(
        model.precisions_ @ model.covariances_, np.broadcast_to(np.eye(2), (3, 2, 2)), atol=1e-12
    )
    assert (model.predict(X) == joint.argmax(axis=1)).all()
    assert model.score(X) == pytest.approx(model.score_samples(X).mean(), rel=1e-15)


@pytest.mark.parametrize("kind", KINDS)
def test_a_round_is_a_step_of_the_gradient(kind: str) -> None:
    """At what EM calls its end, every direction leads down: it is a maximum, not just a stop."""
    X = blobs(150, 2, 2, 5, apart=2)
    model = quietly(
        GaussianMixture(2, covariance_type=kind, reg_covar=0, tol=1e-14, max_iter=3000,
                        random_state=0), X)  # fmt: skip
    top = model.score(X)
    rng = np.random.default_rng(0)
    for size in (1e-3, 1e-2):
        for _ in range(20):
            w = np.exp(np.log(model.weights_) + size * rng.normal(size=2))
            cov = model.covariances_
            if kind in ("full", "tied"):
                turn = np.eye(2) + size * rng.normal(size=cov.shape)
                cov = turn @ cov @ turn.swapaxes(-1, -2)
            else:
                cov = cov * np.exp(size * rng.normal(size=cov.shape))
            near = GaussianMixture(2, covariance_type=kind)
            near.n_features_in_ = 2
            near.weights_, near.covariances_ = w / w.sum(), cov
            near.means_ = model.means_ + size * rng.normal(size=(2, 2))
            near.precisions_cholesky_ = factors_of(cov, kind)
            assert near.score(X) < top


# Naive = fast -------------------------------------------------------------------------------------


def test_rounds_equal_the_definition() -> None:
    X = blobs(40, 2, 3, 2)
    start = start_of(X, 3, "full", 0)
    mixture = Mixture(start["weights_init"], start["means_init"],
                      np.linalg.inv(start["precisions_init"]), np.empty(0))  # fmt: skip
    for rounds in range(1, 6):
        bound, mixture = em_naive(X, mixture)
        model = quietly(GaussianMixture(3, tol=0, reg_covar=0, max_iter=rounds, **start), X)
        assert model.lower_bound_ == pytest.approx(bound, rel=1e-12)
        np.testing.assert_allclose(model.weights_, mixture.weights, rtol=1e-11)
        np.testing.assert_allclose(model.means_, mixture.means, rtol=1e-10, atol=1e-11)
        np.testing.assert_allclose(model.covariances_, mixture.covariances, rtol=1e-9, atol=1e-11)


# scikit-learn -------------------------------------------------------------------------------------

SETS: dict[str, Callable[[], Floats]] = {
    "iris": lambda: load_iris().data,
    "wine": lambda: load_wine().data[:, :5],
    "blobs": lambda: blobs(400, 3, 4, 0, apart=1.5),
    "one feature": lambda: load_iris().data[:, 2:3],
}


@pytest.mark.parametrize("kind", KINDS)
def test_round_for_round_with_scikit_learn(kind: str, parity: Callable[..., None]) -> None:
    worst = dict.fromkeys(("weights", "means", "covariances", "lower bound"), 0.0)
    labels = rounds_apart = 0
    for make in SETS.values():
        X = make()
        unit = X.var(axis=0).max()
        start = start_of(X, 3, kind, 1)
        for rounds in (1, 2, 3, 5, 10, 30, 400):
            options = {"covariance_type": kind, "max_iter": rounds, "tol": 1e-8, **start}
            ours = quietly(GaussianMixture(3, **options), X)
            theirs = quietly(sklearn.mixture.GaussianMixture(3, **options), X)
            gaps = (
                np.abs(ours.weights_ - theirs.weights_).max(),
                np.abs(ours.means_ - theirs.means_).max() / np.sqrt(unit),
                np.abs(ours.covariances_ - theirs.covariances_).max() / unit,
                abs(ours.lower_bound_ - theirs.lower_bound_),
            )
            for name, gap in zip(worst, gaps, strict=True):
                worst[name] = max(worst[name], float(gap))
            labels += int((ours.predict(X) != theirs.predict(X)).sum())
            rounds_apart += abs(ours.n_iter_ - theirs.n_iter_)
            rounds_apart += ours.converged_ != theirs.converged_
    reference = f"sklearn.mixture.GaussianMixture(covariance_type='{kind}')"
    for name, gap in worst.items():
        # Rounding enters each round; a slow contraction adds up 1 / (1 - rate) rounds of it.
        parity(BASE, reference=reference, what=f"{name} after 1 to 400 rounds, four data sets",
               difference=gap, tolerance=1e-10)  # fmt: skip
    parity(BASE, reference=reference, what="labels that differ", difference=labels, tolerance=0)
    parity(BASE, reference=reference, what="rounds and convergence that differ",
           difference=rounds_apart, tolerance=0)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_mixture(kind: str, parity: Callable[..., None]) -> None:
    worst = 0.0
    for name in ("iris", "wine"):
        X = SETS[name]()
        for init in ("kmeans", "random", "k-means++", "random_from_data"):
            if init not in ("kmeans", "random") and kind != "full":
                continue  # see test_a_start_from_single_samples_does_not_depend_on_the_origin
            options: dict[str, Any] = {"covariance_type": kind, "init_params": init}
            ours = GaussianMixture(3, random_state=5, **options).fit(X)
            theirs = sklearn.mixture.GaussianMixture(3, random_state=5, **options).fit(X)
            assert ours.n_iter_ == theirs.n_iter_
            assert (ours.predict(X) == theirs.predict(X)).all()
            for method in ("score_samples", "predict_proba", "aic", "bic"):
                a, b = getattr(ours, method)(X), getattr(theirs, method)(X)
                worst = max(worst, float(np.max(np.abs(a - b) / np.maximum(1, np.abs(b)))))
            for attribute in ("precisions_", "precisions_cholesky_"):
                a, b = getattr(ours, attribute), getattr(theirs, attribute)
                worst = max(worst, float(np.abs(a - b).max() / np.abs(b).max()))
        # Of starts that end in the same place in another order, rounding picks the best.
        options = {"covariance_type": kind, "init_params": "random", "random_state": 1, "n_init": 4}
        ours, theirs = (
            c(3, **options).fit(X) for c in (GaussianMixture, sklearn.mixture.GaussianMixture)
        )
        worst = max(worst, abs(ours.lower_bound_ - theirs.lower_bound_))
    parity(BASE, reference=f"sklearn.mixture.GaussianMixture(covariance_type='{kind}')",
           what="same seed: densities, probabilities, criteria, precisions",
           difference=worst, tolerance=1e-9)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_samples_are_those_of_scikit_learn(kind: str, parity: Callable[..., None]) -> None:
    X = load_iris().data
    options: dict[str, Any] = {"covariance_type": kind, "random_state": 2}
    ours = GaussianMixture(3, **options).fit(X)
    theirs = sklearn.mixture.GaussianMixture(3, **options).fit(X)
    drawn, labels = ours.sample(200)
    other, their_labels = theirs.sample(200)
    assert (labels == their_labels).all()
    parity(BASE, reference="sklearn.mixture.GaussianMixture.sample", what=f"{kind}, same seed",
           difference=np.abs(drawn - other).max(), tolerance=1e-9)  # fmt: skip


# Where the reference goes wrong -------------------------------------------------------------------


def test_a_start_from_single_samples_does_not_depend_on_the_origin() -> None:
    """Found by comparing, scikit-learn 1.9. When the second half fails, it was repaired.

    Its tied covariance is the scatter of *all* samples around the origin less that of the means,
    which is a covariance only where every sample belongs to some component. From single samples
    the first one is so wide that all components are alike, and EM stops where it began.
    """
    X = load_iris().data
    for init in ("k-means++", "random_from_data"):
        options: dict[str, Any] = {"covariance_type": "tied", "init_params": init}
        gains = []
        for seed in range(5):
            ours = GaussianMixture(3, random_state=seed, **options).fit(X)
            moved = GaussianMixture(3, random_state=seed, **options).fit(X + 64)
            assert moved.lower_bound_ == pytest.approx(ours.lower_bound_, abs=1e-9)
            assert moved.n_iter_ == ours.n_iter_
            theirs = sklearn.mixture.GaussianMixture(3, random_state=seed, **options).fit(X)
            gains.append(ours.lower_bound_ - theirs.lower_bound_)
            one = GaussianMixture(1).fit(X)
            assert theirs.lower_bound_ - one.lower_bound_ < 0.02  # three components no better
        assert min(gains) > 0.3


def test_variances_survive_far_from_the_origin() -> None:
    X = load_iris().data
    for kind in KINDS:
        near = GaussianMixture(3, covariance_type=kind, random_state=0).fit(X)
        far = GaussianMixture(3, covariance_type=kind, random_state=0).fit(X + 2.0**23)
        # Adding 2^23 rounds the data to 2e-9; relative to the least variance that is 1e-7.
        assert far.lower_bound_ == pytest.approx(near.lower_bound_, abs=1e-5)
        if kind in ("tied", "diag"):  # E[x^2] - E[x]^2 loses sixteen digits there
            theirs = sklearn.mixture.GaussianMixture(3, covariance_type=kind, random_state=0)
            try:
                gap = abs(theirs.fit(X + 2.0**23).lower_bound_ - near.lower_bound_)
            except ValueError:
                gap = np.inf
            assert gap > 1e-3


# Convergence --------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(20, 80),
    d=st.integers(1, 3),
    k=st.integers(1, 4),
    kind=st.sampled_from(KINDS),
    init=st.sampled_from(["kmeans", "random"]),
)
def test_the_likelihood_never_falls(
    seed: int, n: int, d: int, k: int, kind: str, init: str
) -> None:
    X = blobs(n, d, 3, seed)
    model = GaussianMixture(
        k, covariance_type=kind, reg_covar=0, tol=0, max_iter=40, init_params=init,
        random_state=seed,
    )  # fmt: skip
    try:
        quietly(model, X)
    except ValueError:  # collapsed, on its way to infinity: test_the_likelihood_has_no_bound
        return
    steps = np.diff([*model.lower_bounds_, model.score(X)])
    assert (steps >= -1e-11 * (1 + np.abs(model.lower_bounds_).max())).all()
    np.testing.assert_allclose(model.weights_.sum(), 1, rtol=1e-12)


def test_with_reg_covar_it_may_fall() -> None:
    """The M-step with something added to the variances is not the maximum any more."""
    X = load_iris().data
    model = quietly(GaussianMixture(3, reg_covar=0.1, tol=0, max_iter=50, random_state=0), X)
    assert np.diff(model.lower_bounds_).min() < -1e-6


@pytest.mark.parametrize("apart", [2.5, 3.5, 5.0])
def test_the_rate_is_the_fraction_of_missing_information(
    apart: float, parity: Callable[..., None]
) -> None:
    rng = np.random.default_rng(3)
    X = np.concatenate([rng.normal(0, 1, 600), rng.normal(apart, 1, 400)])[:, None]
    options: dict[str, Any] = {"covariance_type": "diag", "reg_covar": 0}

    def after(rounds: int, start: dict[str, Any], tol: float = 0) -> GaussianMixture:
        model = GaussianMixture(2, max_iter=rounds, tol=tol, **options, **start)
        fitted: GaussianMixture = quietly(model, X)
        return fitted

    def going_on(model: GaussianMixture) -> dict[str, Any]:
        return {"weights_init": model.weights_, "means_init": model.means_,
                "precisions_init": model.precisions_}  # fmt: skip

    start = {"weights_init": [0.5, 0.5], "means_init": [[0.0], [apart]]}
    start["precisions_init"] = np.ones((2, 1))
    rates = np.linalg.eigvals(missing_information(after(5000, start, tol=1e-16), X))
    assert np.abs(rates.imag).max() < 1e-9
    assert (rates.real > -1e-9).all()
    assert (rates.real < 1).all()
    rate = rates.real.max()
    # The measured rate: the quotient of neighbouring steps once the faster parts have died away.
    models = [after(int(np.ceil(np.log(1e-5) / np.log(rate))), start)]
    for _ in range(2):
        models.append(after(1, going_on(models[-1])))
    steps = np.diff([model.means_.ravel() for model in models], axis=0)
    measured = np.linalg.norm(steps[1]) / np.linalg.norm(steps[0])
    parity("journey.ml.mixture.missing_information", reference="EM's own steps, measured",
           what="largest eigenvalue against the quotient of two late steps",
           difference=abs(measured - rate), tolerance=1e-4)  # fmt: skip


def test_the_round_is_differentiated_right() -> None:
    """The whole matrix, not just its largest eigenvalue: differences of one round of EM."""
    X = load_iris().data[:, [0, 3]]
    model = quietly(
        GaussianMixture(2, covariance_type="diag", tol=0, reg_covar=0, max_iter=600,
                        random_state=0), X)  # fmt: skip

    def packed(m: Mixture) -> Floats:
        own = [np.r_[m.means[j], m.covariances[j]] for j in range(2)]
        return np.concatenate([m.weights[:1], *own])

    def one_round(theta: Floats) -> Floats:
        near = GaussianMixture(2, covariance_type="diag")
        near.n_features_in_ = 2
        near.weights_ = np.array([theta[0], 1 - theta[0]])
        rest = theta[1:].reshape(2, 2, 2)
        near.means_, near.covariances_ = rest[:, 0], rest[:, 1]
        near.precisions_cholesky_ = factors_of(near.covariances_, "diag")
        return packed(m_step(X, near.predict_proba(X), "diag", 0.0))

    theta = packed(Mixture(model.weights_, model.means_, model.covariances_, np.empty(0)))
    np.testing.assert_allclose(one_round(theta), theta, atol=1e-12)
    columns = []
    for j in range(len(theta)):
        step = np.zeros_like(theta)
        step[j] = 1e-6
        columns.append((one_round(theta + step) - one_round(theta - step)) / 2e-6)
    np.testing.assert_allclose(missing_information(model, X), np.array(columns).T, atol=1e-7)


# Failures -----------------------------------------------------------------------------------------


def test_the_likelihood_has_no_bound() -> None:
    """A component on one sample: the smaller its variance, the better. Nothing stops it but 0."""
    x = np.random.default_rng(0).normal(size=(20, 1))
    heights = []
    for variance in (1e-2, 1e-6, 1e-12, 1e-24):
        model = GaussianMixture(2)
        model.n_features_in_ = 1
        model.weights_, model.means_ = np.array([0.5, 0.5]), np.array([[0.0], x[0]])
        model.covariances_ = np.array([[[1.0]], [[variance]]])
        model.precisions_cholesky_ = factors_of(model.covariances_, "full")
        heights.append(model.score(x))
    gains = np.diff(heights) / np.log([1e4, 1e6, 1e12])
    np.testing.assert_allclose(gains[1:], 1 / 40, rtol=0.01)  # one sample of 20, half a log each


def test_a_component_on_equal_samples_collapses() -> None:
    X = np.array([[0.0]] * 5 + [[4.0], [5.0], [6.5]])
    with pytest.raises(ValueError, match="collapsed onto too few samples"):
        GaussianMixture(2, reg_covar=0, random_state=0).fit(X)
    model = GaussianMixture(2, reg_covar=1e-6, random_state=0).fit(X)
    assert model.covariances_.min() == pytest.approx(1e-6, rel=1e-3)  # the floor, no estimate


def test_a_lone_sample_is_a_collapse_and_no_tiny_variance() -> None:
    """Found by the property above, scikit-learn 1.9: it adds 2e-15 to the count of each component.

    The mean of a component of one sample then misses it by rounding, and the variance is that miss,
    squared, not the 0 at which scikit-learn itself would stop.
    """
    X = np.r_[np.linspace(-1, 1, 10), 7.0][:, None]
    with pytest.raises(ValueError, match="collapsed onto too few samples"):
        GaussianMixture(2, reg_covar=0, random_state=0).fit(X)
    theirs = sklearn.mixture.GaussianMixture(2, reg_covar=0, random_state=0).fit(X)
    assert 0 < theirs.covariances_.min() < 1e-27


def test_a_symmetric_start_never_leaves_its_saddle() -> None:
    X = blobs(100, 2, 2, 0)
    same = {"weights_init": [0.5, 0.5], "means_init": np.zeros((2, 2)) + X.mean(axis=0)}
    model = GaussianMixture(2, precisions_init=np.array([np.eye(2)] * 2), **same).fit(X)
    assert model.converged_
    np.testing.assert_array_equal(model.means_[0], model.means_[1])
    best = GaussianMixture(2, n_init=5, random_state=0).fit(X)
    assert best.lower_bound_ > model.lower_bound_ + 0.1


def test_a_bad_start_ends_in_a_worse_maximum_and_more_starts_help() -> None:
    X = load_iris().data
    once = [
        GaussianMixture(3, init_params="random_from_data", random_state=s).fit(X).lower_bound_
        for s in range(12)
    ]
    assert max(once) - min(once) > 0.05
    many = GaussianMixture(3, init_params="random_from_data", n_init=12, random_state=0).fit(X)
    assert many.lower_bound_ >= once[0]


def test_penguins_with_missing_rows_left_out(data_folder: object) -> None:
    table = datasets.load_penguins()
    names = ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")
    X = np.column_stack([table[name] for name in names]).astype(float)
    X = X[np.isfinite(X).all(axis=1)]
    assert X.shape == (342, 4)
    for kind in KINDS:
        ours = GaussianMixture(3, covariance_type=kind, random_state=0).fit(X)
        theirs = sklearn.mixture.GaussianMixture(3, covariance_type=kind, random_state=0).fit(X)
        assert ours.n_iter_ == theirs.n_iter_
        np.testing.assert_allclose(ours.means_, theirs.means_, rtol=1e-9)


# Edges --------------------------------------------------------------------------------------------


def test_no_rounds_few_rounds_and_float32() -> None:
    X = blobs(30, 2, 2, 0)
    start = GaussianMixture(2, max_iter=0, random_state=0).fit(X)
    assert start.n_iter_ == 0
    assert not start.converged_
    with pytest.warns(sklearn.exceptions.ConvergenceWarning, match="max_iter=1 rounds"):
        GaussianMixture(2, max_iter=1, random_state=0).fit(X)
    whole = np.round(4 * X)
    a = GaussianMixture(2, random_state=0).fit(whole.astype(np.float32))
    b = GaussianMixture(2, random_state=0).fit(whole)
    assert a.means_.dtype == np.float64
    np.testing.assert_array_equal(a.predict(whole), b.predict(whole))
    assert (GaussianMixture(2, random_state=0).fit_predict(whole) == b.predict(whole)).all()


def test_fewer_samples_than_features_and_a_constant_feature() -> None:
    X = blobs(6, 10, 1, 0)
    with pytest.raises(ValueError, match="no bound"):
        GaussianMixture(1, reg_covar=0).fit(np.c_[X[:, :1], np.ones(6)])
    model = GaussianMixture(1, reg_covar=1e-3).fit(X)
    assert np.linalg.eigvalsh(model.covariances_[0]).min() == pytest.approx(1e-3, rel=1e-6)


def test_inputs_are_unchanged_and_a_generator_moves_on() -> None:
    X = blobs(40, 2, 2, 0)
    kept = X.copy()
    start = start_of(X, 2, "full", 0)
    copies = {name: np.array(value) for name, value in start.items()}
    model = GaussianMixture(2, **start).fit(X)
    model.predict(X)
    np.testing.assert_array_equal(X, kept)
    for name, value in copies.items():
        np.testing.assert_array_equal(start[name], value)
    model.random_state = np.random.default_rng(0)
    first, second = model.sample(5)[0], model.sample(5)[0]
    assert (first != second).any()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"n_components": 0}, ValueError, "n_components: expected an integer of at least 1"),
        ({"covariance_type": "round"}, ValueError, "covariance_type: expected one of 'full'"),
        ({"init_params": "best"}, ValueError, "init_params: expected one of 'kmeans'"),
        ({"tol": -1}, ValueError, "tol: expected a finite number of at least 0"),
        ({"reg_covar": -1}, ValueError, "reg_covar: expected a finite number"),
        ({"n_components": 99}, ValueError, "at least 99 samples, for as many components, got 30"),
        ({"weights_init": [0.5, 0.6]}, ValueError, "weights_init: expected shares that sum to 1"),
        ({"means_init": [[0.0]]}, ValueError, r"means_init: expected finite numbers of shape"),
        ({"precisions_init": -np.ones((2, 2, 2))}, ValueError, "positive definite precisions"),
        ({"max_iter": 1.5}, TypeError, "max_iter: expected an integer"),
    ],
)
def test_bad_settings_are_named(
    options: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        GaussianMixture(**{"n_components": 2, **options}).fit(blobs(30, 2, 2, 0))


def test_bad_questions_are_named() -> None:
    X = blobs(30, 2, 2, 0)
    with pytest.raises(ValueError, match="not fitted yet"):
        GaussianMixture(2).predict(X)
    model = GaussianMixture(2, random_state=0).fit(X)
    with pytest.raises(ValueError, match="expecting 2 features"):
        model.predict(X[:, :1])
    with pytest.raises(ValueError, match="n_samples: expected an integer of at least 1"):
        model.sample(0)
    with pytest.raises(ValueError, match="expected covariance_type='diag'"):
        missing_information(model, X)
    with pytest.raises(ValueError, match="X: expected 2 features, got 1"):
        missing_information(model, X[:, :1])
