"""t-SNE against scikit-learn's Barnes-Hut: the whole fit, and the forces."""

from __future__ import annotations

import numpy as np
import sklearn.manifold
from sklearn.datasets import load_digits

from benchmarks.harness import Pair, case
from journey.ml.manifold import TSNE, repulsion_barnes_hut, repulsion_exact, repulsion_fft


def jittered(n: int) -> np.ndarray:
    """Return the digits, again and again, with noise added."""
    digits, rng = load_digits().data, np.random.default_rng(0)
    parts = [digits + rng.normal(0, 1.5, digits.shape) for _ in range(-(-n // len(digits)))]
    return np.vstack(parts)[:n]


@case("journey.ml.manifold.TSNE", reference="sklearn.manifold.TSNE", label="digits, 1,797 x 64")
def digits() -> Pair:
    X = load_digits().data
    ours, theirs = (kind(random_state=0) for kind in (TSNE, sklearn.manifold.TSNE))
    assert ours.fit(X).kl_divergence_ <= theirs.fit(X).kl_divergence_
    return lambda: ours.fit_transform(X), lambda: theirs.fit_transform(X)


@case("journey.ml.manifold.TSNE", reference="sklearn.manifold.TSNE", label="8,000 x 64")
def many() -> Pair:
    X = jittered(8_000)
    ours, theirs = (kind(random_state=0) for kind in (TSNE, sklearn.manifold.TSNE))
    # Both divergences are those of near pairs; the start is the same, the way is not.
    assert ours.fit(X).kl_divergence_ <= 1.02 * theirs.fit(X).kl_divergence_
    return lambda: ours.fit_transform(X), lambda: theirs.fit_transform(X)


def _register_forces(name: str, n: int) -> None:
    function = {"repulsion_fft": repulsion_fft, "repulsion_barnes_hut": repulsion_barnes_hut}[name]

    @case(
        f"journey.ml.manifold.{name}",
        reference="journey.ml.manifold.repulsion_exact",
        label=f"{n:,} points",
    )
    def prepare() -> Pair:
        Y = (20 * np.random.default_rng(0).normal(size=(n, 2))).astype(np.float32)
        return lambda: function(Y), lambda: repulsion_exact(Y)


for _n in (1_000, 8_000):
    _register_forces("repulsion_fft", _n)
    _register_forces("repulsion_barnes_hut", _n)
