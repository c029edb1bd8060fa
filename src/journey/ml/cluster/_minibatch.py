"""k-means on small random batches: each round costs the same however much data there is."""

from __future__ import annotations

import math
import warnings
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.cluster._kmeans import Init, KMeans
from journey.ml.cluster._points import Labels, assign, inertia_of, points_of
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_integer,
    check_random_state,
    check_real,
    check_sample_weight,
    validate_data,
)


class MiniBatchKMeans(KMeans):
    r"""K-means on random batches, with a step size for each centre that shrinks as it learns.

    A centre is the running mean of all batch samples it was ever given: after a batch adds $m$
    samples to the $v$ before, $c \leftarrow c + \frac{1}{v + m} \sum (x - c)$. Fast on much data,
    with an inertia that is usually a few per cent above Lloyd's. Parameters and results are
    scikit-learn's; the same seed draws the same batches. Left out: sparse input, threads.

    Parameters
    ----------
    n_clusters
        The number of clusters.
    init
        As in [KMeans][journey.ml.cluster.KMeans].
    max_iter
        The most passes over the data, in samples drawn.
    batch_size
        Samples a batch.
    verbose
        Above 0, print a line at the end.
    compute_labels
        Whether `fit` labels all samples at the end.
    random_state
        Seed or generator, for starts and batches.
    tol
        Above 0, also stop when one step's squared shifts sum to at most `tol` times the mean
        variance of the features.
    max_no_improvement
        Stop after this many batches without a new minimum of the smoothed inertia; `None`: never.
    init_size
        Samples that a start is chosen from; default: three batches.
    n_init
        Starts, of which the best on a sample is used. `"auto"`: 1 for k-means++ and for an array,
        else 3.
    reassignment_ratio
        A centre with fewer than this share of the most used centre's samples restarts at a sample.

    Attributes
    ----------
    cluster_centers_ : FloatArray
        Centres of shape (n_clusters, n_features).
    labels_ : NDArray
        The cluster of each sample, where `compute_labels` is set.
    inertia_ : float
        Inertia of all samples; without `compute_labels` the smoothed estimate from the batches.
    n_iter_ : int
        Passes over the data, rounded up.
    n_steps_ : int
        Batches processed.
    n_features_in_ : int
        Features seen in `fit`.

    References
    ----------
    Sculley, D. (2010). Web-scale k-means clustering. WWW. Algorithm 1.

    Examples
    --------
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> model = MiniBatchKMeans(n_clusters=2, batch_size=6, random_state=0).fit(X)
    >>> model.predict([[0, 0], [12, 3]]).tolist()
    [1, 0]
    """

    n_steps_: int

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Init = "k-means++",
        max_iter: int = 100,
        batch_size: int = 1024,
        verbose: int = 0,
        compute_labels: bool = True,
        random_state: int | Rng | None = None,
        tol: float = 0.0,
        max_no_improvement: int | None = 10,
        init_size: int | None = None,
        n_init: int | Literal["auto"] = "auto",
        reassignment_ratio: float = 0.01,
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.max_iter = max_iter
        self.batch_size = batch_size
        self.verbose = verbose
        self.compute_labels = compute_labels
        self.random_state = random_state
        self.tol = tol
        self.max_no_improvement = max_no_improvement
        self.init_size = init_size
        self.n_init = n_init
        self.reassignment_ratio = reassignment_ratio

    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Find the centres from batches drawn at random, heavy samples more often.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        MiniBatchKMeans
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there are fewer samples than clusters.
        """
        table = validate_data(self, X, reset=True)
        n_samples = len(table)
        n_init = self._check_start(table, default_n_init=3)
        batch_size = min(check_integer("batch_size", self.batch_size, 1), n_samples)
        max_iter = check_integer("max_iter", self.max_iter, 1)
        tol = check_real("tol", self.tol, 0)
        patience = self.max_no_improvement
        if patience is not None:
            patience = check_integer("max_no_improvement", patience, 0)
        weight = check_sample_weight(sample_weight, n_samples)
        rng = check_random_state(self.random_state)

        centers = self._best_start(table, weight, rng, n_init)
        self._counts, self._since_restart = np.zeros(self.n_clusters), 0
        monitor = _Monitor(n_samples, batch_size, tol * float(table.var(axis=0).mean()), patience)
        running = np.cumsum(weight / weight.sum())
        running /= running[-1]
        for step in range(1, max(1, max_iter * n_samples // batch_size) + 1):  # noqa: B007
            # Drawn by weight, so that within the batch every sample counts once.
            batch = table[running.searchsorted(rng.uniform(size=batch_size), side="right")]
            old, (centers, inertia) = centers, self._step(batch, np.ones(batch_size), centers, rng)
            if monitor.done(inertia, float(((centers - old) ** 2).sum())):
                break

        self.cluster_centers_ = centers
        self.n_steps_ = step
        self.n_iter_ = math.ceil(step * batch_size / n_samples)
        if self.compute_labels:
            self._label(table, weight)
        else:
            self.inertia_ = monitor.smoothed * float(weight.sum())
        if self.verbose:
            print(f"{step} batches, smoothed inertia a sample {monitor.smoothed:.6g}")
        return self

    def partial_fit(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Learn from one batch and keep what earlier calls learnt.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        MiniBatchKMeans
            This estimator.

        Raises
        ------
        ValueError
            If the first batch has fewer samples than clusters, or a later one other features.
        """
        fresh = not hasattr(self, "cluster_centers_")
        table = validate_data(self, X, reset=fresh)
        weight = check_sample_weight(sample_weight, len(table))
        if not hasattr(self, "_rng"):
            self._rng = check_random_state(self.random_state)
        if fresh:
            self._check_start(table, default_n_init=3)
            self.cluster_centers_ = self._draw_start(table, weight, self._rng)
            self._counts, self._since_restart = np.zeros(self.n_clusters), 0
        self.cluster_centers_, _ = self._step(table, weight, self.cluster_centers_, self._rng)
        self.n_steps_ = getattr(self, "n_steps_", 0) + 1
        if self.compute_labels:
            self._label(table, weight)
        return self

    def _label(self, table: FloatArray, weight: NDArray[np.float64]) -> None:
        self.labels_ = assign(table, self.cluster_centers_)
        self.inertia_ = inertia_of(table, self.cluster_centers_, self.labels_, weight)

    def _best_start(
        self, table: FloatArray, weight: NDArray[np.float64], rng: Rng, n_init: int
    ) -> FloatArray:
        """Return the start with the least inertia on a sample of the data."""
        check = _integers(rng, len(table), self._init_size(len(table)))
        best, least = None, math.inf
        for _ in range(n_init):
            centers = self._draw_start(table, weight, rng)
            labels = assign(table[check], centers)
            inertia = inertia_of(table[check], centers, labels, weight[check])
            if best is None or inertia < least:
                best, least = centers, inertia
        assert best is not None
        return best

    def _draw_start(self, table: FloatArray, weight: NDArray[np.float64], rng: Rng) -> FloatArray:
        size = self._init_size(len(table))
        if size < len(table):
            sample = _integers(rng, len(table), size)
            if weight[sample].any():
                table, weight = table[sample], weight[sample]
        return self._start(table, points_of(table, weight), rng)

    def _init_size(self, n_samples: int) -> int:
        size = self.init_size
        if size is None:
            size = 3 * min(check_integer("batch_size", self.batch_size, 1), n_samples)
        elif check_integer("init_size", size, 1) < self.n_clusters:
            warnings.warn(
                f"init_size: expected at least n_clusters={self.n_clusters}, got {size}; "
                "three times n_clusters is used",
                RuntimeWarning,
                stacklevel=4,
            )
        return min(size if size >= self.n_clusters else 3 * self.n_clusters, n_samples)

    def _step(
        self, batch: FloatArray, weight: NDArray[np.float64], centers: FloatArray, rng: Rng
    ) -> tuple[FloatArray, float]:
        """Return the centres after one batch, and the batch's inertia before it."""
        labels = assign(batch, centers)
        inertia = inertia_of(batch, centers, labels, weight)
        self._since_restart += len(batch)
        # The counts before this batch decide whether centres may restart after it.
        restart = not self._counts.all() or self._since_restart >= 10 * self.n_clusters
        new = self._running_means(batch, weight, labels, centers)
        if restart:
            self._since_restart = 0
            self._restart_rare(batch, new, rng)
        return new, inertia

    def _running_means(
        self,
        batch: FloatArray,
        weight: NDArray[np.float64],
        labels: Labels,
        centers: FloatArray,
    ) -> FloatArray:
        hits = np.zeros((len(centers), len(batch)), dtype=batch.dtype)  # (k, n_batch)
        hits[labels, np.arange(len(batch))] = weight
        arrived = np.bincount(labels, weights=weight, minlength=len(centers))
        total = self._counts + arrived
        new = centers.copy()
        used = arrived > 0
        sums = centers[used] * self._counts[used, None] + (hits @ batch)[used]
        new[used] = sums / total[used, None]
        self._counts = total
        return new

    def _restart_rare(self, batch: FloatArray, centers: FloatArray, rng: Rng) -> None:
        """Move centres that few samples chose to samples of the batch; ``centers`` is changed."""
        ratio = check_real("reassignment_ratio", self.reassignment_ratio, 0)
        rare = self._counts < ratio * self._counts.max()
        most = len(batch) // 2
        if rare.sum() > most:
            rare[np.argsort(self._counts)[most:]] = False
        if rare.any():
            centers[rare] = batch[rng.choice(len(batch), replace=False, size=int(rare.sum()))]
            # As many as the least used of the others: enough not to restart again at once.
            self._counts[rare] = self._counts[~rare].min()


class _Monitor:
    """Says when to stop, from a smoothed inertia: single batches are too noisy to tell."""

    def __init__(self, n_samples: int, batch_size: int, tol: float, patience: int | None) -> None:
        self.batch_size, self.tol, self.patience = batch_size, tol, patience
        self.alpha = min(1.0, 2 * batch_size / (n_samples + 1))
        self.smoothed = self.least = math.inf
        self.steps = self.without_gain = 0

    def done(self, inertia: float, shift: float) -> bool:
        """Take in a batch's inertia and the centres' squared shift."""
        self.steps += 1
        mean = inertia / self.batch_size
        if self.steps == 1:  # measured before anything was learnt
            return False
        first = math.isinf(self.smoothed)
        self.smoothed = mean if first else (1 - self.alpha) * self.smoothed + self.alpha * mean
        if self.tol > 0 and shift <= self.tol:
            return True
        if self.smoothed < self.least:
            self.least, self.without_gain = self.smoothed, 0
        else:
            self.without_gain += 1
        return self.patience is not None and self.without_gain >= self.patience


def _integers(rng: Rng, high: int, size: int) -> NDArray[np.intp]:
    if isinstance(rng, np.random.RandomState):
        return np.asarray(rng.randint(0, high, size), dtype=np.intp)
    return rng.integers(0, high, size, dtype=np.intp)
