"""Measures of clusterings: by hand, by the definition, against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import datasets

from journey.ml.cluster import KMeans
from journey.ml.metrics import (
    _silhouette,
    adjusted_rand_score,
    silhouette_samples,
    silhouette_score,
)

Parity = Callable[..., None]


def test_silhouette_by_hand() -> None:
    # 0 and 2 against 10: a = 2, b = 10 and 8; the third is alone.
    values = silhouette_samples([[0.0], [2.0], [10.0]], [7, 7, 3])
    np.testing.assert_allclose(values, [0.8, 0.75, 0.0], rtol=1e-15)


def test_silhouette_is_its_definition() -> None:
    rng = np.random.default_rng(0)
    X, labels = rng.normal(size=(60, 3)), rng.integers(4, size=60)
    distances = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    expected = []
    for i in range(60):
        mean = {j: distances[i, (labels == j) & (np.arange(60) != i)].mean() for j in set(labels)}
        a = mean.pop(labels[i])
        expected.append((min(mean.values()) - a) / max(min(mean.values()), a))
    np.testing.assert_allclose(silhouette_samples(X, labels), expected, atol=1e-14)


def test_rand_is_its_definition() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(3, size=40), rng.integers(4, size=40)
    pairs = list(combinations(range(40), 2))
    same = np.array([(a[i] == a[j], b[i] == b[j]) for i, j in pairs])
    together, first, second = same.all(axis=1).sum(), same[:, 0].sum(), same[:, 1].sum()
    chance = first * second / len(pairs)
    expected = (together - chance) / ((first + second) / 2 - chance)
    assert adjusted_rand_score(a, b) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("name", ["iris", "wine", "digits"])
def test_against_scikit_learn(name: str, parity: Parity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_silhouette, "_BLOCK", 50_000)  # several blocks also for the small sets
    data = getattr(datasets, f"load_{name}")()
    worst = mean = rand = 0.0
    for k in (2, 5, 10):
        labels = KMeans(k, random_state=0).fit_predict(data.data)
        ours = silhouette_samples(data.data, labels)
        worst = max(
            worst, np.abs(ours - sklearn.metrics.silhouette_samples(data.data, labels)).max()
        )
        options = {"sample_size": 100, "random_state": k}
        mean = max(
            mean,
            abs(
                silhouette_score(data.data, labels, **options)
                - sklearn.metrics.silhouette_score(data.data, labels, **options)
            ),
        )
        theirs = sklearn.metrics.adjusted_rand_score(data.target, labels)
        rand = max(rand, abs(adjusted_rand_score(data.target, labels) - theirs))
    for what, code, difference, tolerance in (
        ("value of each sample", "silhouette_samples", worst, 1e-9),
        ("mean of 100 drawn samples, same seed", "silhouette_score", mean, 1e-9),
        ("index against the true classes", "adjusted_rand_score", rand, 1e-14),
    ):
        parity(
            f"journey.ml.metrics.{code}",
            reference=f"sklearn.metrics.{code}",
            what=f"{what}, 3 real data sets",
            difference=difference,
            tolerance=tolerance,
        )


def test_precomputed_distances() -> None:
    rng = np.random.default_rng(2)
    X, labels = rng.normal(size=(50, 2)), rng.integers(3, size=50)
    distances = np.sqrt(((X[:, None] - X) ** 2).sum(axis=2))
    ours = silhouette_samples(distances, labels, metric="precomputed")
    np.testing.assert_allclose(ours, silhouette_samples(X, labels), atol=1e-13)
    drawn = silhouette_score(
        distances, labels, metric="precomputed", sample_size=20, random_state=0
    )
    assert drawn == pytest.approx(silhouette_score(X, labels, sample_size=20, random_state=0))


def test_float32_duplicates_and_far_from_the_origin() -> None:
    rng = np.random.default_rng(3)
    X = np.repeat(rng.normal(size=(20, 2)), 3, axis=0)
    labels = rng.integers(3, size=60)
    values = silhouette_samples(X.astype(np.float32), labels)
    assert values.dtype == np.float32
    np.testing.assert_allclose(values, silhouette_samples(X, labels), atol=2e-3)
    np.testing.assert_allclose(
        silhouette_samples(X + 1e5, labels), silhouette_samples(X, labels), atol=1e-4
    )
    assert not silhouette_samples(np.zeros((6, 2)), [0, 0, 0, 1, 1, 1]).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_rand_properties(rows: list[tuple[int, int]]) -> None:
    a, b = np.array(rows).T
    value = adjusted_rand_score(a, b)
    assert value <= 1
    assert value == adjusted_rand_score(b, a) == adjusted_rand_score(9 - a, b)
    assert adjusted_rand_score(a, a) == 1
    assert value == pytest.approx(sklearn.metrics.adjusted_rand_score(a, b), abs=1e-14)


def test_rand_of_many_samples_does_not_overflow() -> None:
    # Pair counts of 200,000 samples multiply to more than 64 bits hold.
    labels = np.arange(200_000) % 2
    other = labels.copy()
    other[:1000] = 0
    assert adjusted_rand_score(labels, other) == pytest.approx(
        sklearn.metrics.adjusted_rand_score(labels, other), rel=1e-12
    )


@pytest.mark.parametrize("labels", [[0, 0, 0], [0, 1, 2]])
def test_too_few_or_too_many_labels(labels: list[int]) -> None:
    with pytest.raises(ValueError, match=r"Number of labels is \d\. Valid values are 2 to"):
        silhouette_score([[0.0], [1.0], [2.0]], labels)


def test_bad_input() -> None:
    X = np.arange(6.0).reshape(3, 2)
    with pytest.raises(ValueError, match=r"labels: expected one label a sample, shape \(3,\)"):
        silhouette_samples(X, [0, 1])
    with pytest.raises(ValueError, match="metric: expected 'euclidean' or 'precomputed'"):
        silhouette_samples(X, [0, 1, 1], metric="cosine")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="X: expected a square table of distances"):
        silhouette_samples(X, [0, 1, 1], metric="precomputed")
    with pytest.raises(ValueError, match="zeros on the diagonal"):
        silhouette_samples(np.ones((3, 3)), [0, 1, 1], metric="precomputed")
    with pytest.raises(ValueError, match="Input X contains NaN"):
        silhouette_samples([[0.0], [np.nan], [1.0]], [0, 1, 1])
    with pytest.raises(ValueError, match="two arrays of the same shape"):
        adjusted_rand_score([0, 1], [0, 1, 2])
