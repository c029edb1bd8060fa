"""The estimator KMeans; the algorithms it runs are in the modules beside it."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.cluster._elkan import elkan
from journey.ml.cluster._init import check_enough, plusplus_indices, random_indices
from journey.ml.cluster._lloyd import Run, lloyd
from journey.ml.cluster._points import Labels, Points, assign, inertia_of, points_of
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    check_sample_weight,
    convergence_warning,
    validate_data,
)

Init = str | Callable[..., ArrayLike] | ArrayLike


class KMeans(BaseEstimator):
    r"""Partition samples into clusters around means.

    Minimises the inertia $\sum_i w_i \min_j \|x_i - c_j\|^2$ over the centres $c_j$, to a local
    minimum that depends on the start. Parameters, attributes and results are scikit-learn's: from
    the same start, or the same seed, both give the same labels and centres. Left out: sparse
    input, threads, `set_output` and metadata routing; `copy_x` is accepted and has no effect, since
    the input is never changed. Added: `n_distances_`.

    Parameters
    ----------
    n_clusters
        The number of clusters.
    init
        `"k-means++"` (greedy, see [kmeans_plusplus][journey.ml.cluster.kmeans_plusplus]),
        `"random"` for samples at random, an array of shape (n_clusters, n_features), or a function
        `init(X, n_clusters, random_state=...)` that returns one.
    n_init
        Runs from different starts, of which the best is kept. `"auto"`: 1 for k-means++ and for an
        array, else 10.
    max_iter
        The most rounds of one run.
    tol
        A run also ends when the centres' squared shifts sum to at most `tol` times the mean
        variance of the features.
    verbose
        Above 0, print a line for each run.
    random_state
        Seed or generator for the starts.
    copy_x
        Without effect.
    algorithm
        `"lloyd"`, or `"elkan"`, which computes fewer distances for a table of bounds in memory.

    Attributes
    ----------
    cluster_centers_ : FloatArray
        Centres of shape (n_clusters, n_features).
    labels_ : NDArray
        The cluster of each sample, int32.
    inertia_ : float
        The weighted sum of squared distances to the nearest centre.
    n_iter_ : int
        Rounds of the run that was kept.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.
    n_distances_ : int
        Distances between a sample and a centre that the kept run computed.

    References
    ----------
    Lloyd, S. P. (1982). Least squares quantization in PCM. IEEE Trans. Inf. Theory 28(2), 129-137.

    Elkan, C. (2003). Using the triangle inequality to accelerate k-means. ICML. Section 3.

    Examples
    --------
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> model = KMeans(n_clusters=2, random_state=0).fit(X)
    >>> model.labels_.tolist(), model.inertia_
    ([1, 1, 1, 0, 0, 0], 16.0)
    >>> model.predict([[0, 0], [12, 3]]).tolist()
    [1, 0]
    """

    _kind: ClassVar[str | None] = "clusterer"

    cluster_centers_: FloatArray
    labels_: Labels
    inertia_: float
    n_iter_: int
    n_features_in_: int
    n_distances_: int

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: Init = "k-means++",
        n_init: int | Literal["auto"] = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: int | Rng | None = None,
        copy_x: bool = True,
        algorithm: Literal["lloyd", "elkan"] = "lloyd",
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.verbose = verbose
        self.random_state = random_state
        self.copy_x = copy_x
        self.algorithm = algorithm

    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Find the centres.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored; there so that pipelines can pass it.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        KMeans
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there are fewer samples than clusters.
        """
        algorithm = check_choice("algorithm", self.algorithm, ("lloyd", "elkan"))
        run_once = lloyd if algorithm == "lloyd" else elkan
        max_iter = check_integer("max_iter", self.max_iter, 1)
        table = validate_data(self, X, reset=True)
        n_init = self._check_start(table, default_n_init=10)
        tol = check_real("tol", self.tol, 0)
        rng = check_random_state(self.random_state)
        points = points_of(table, check_sample_weight(sample_weight, len(table)))
        tol *= _mean_variance(points)
        best: Run | None = None
        for i in range(n_init):
            start = self._start(table, points, rng) - points.mean
            run = run_once(points, start, max_iter=max_iter, tol=tol)
            if self.verbose:
                print(f"Run {i + 1}/{n_init}: inertia {run.inertia:.6g}, {run.n_iter} rounds")
            # Lower by a rounding error, with the same clusters in another order, is not better.
            if best is None or (
                run.inertia < best.inertia and not _same_clusters(run.labels, best.labels)
            ):
                best = run
        assert best is not None
        found = len(np.unique(best.labels))
        if found < self.n_clusters:
            warnings.warn(
                f"Number of distinct clusters ({found}) found smaller than n_clusters "
                f"({self.n_clusters}). Possibly due to duplicate points in X.",
                convergence_warning(),
                stacklevel=2,
            )
        self.cluster_centers_ = best.centers + points.mean
        self.labels_, self.inertia_ = best.labels, best.inertia
        self.n_iter_, self.n_distances_ = best.n_iter, best.n_distances
        return self

    def predict(self, X: ArrayLike) -> Labels:
        """Return the nearest centre of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,), int32.
        """
        check_is_fitted(self, "cluster_centers_")
        return assign(validate_data(self, X, reset=False), self.cluster_centers_)

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the distances of each sample to all centres.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Distances of shape (n_samples, n_clusters).
        """
        check_is_fitted(self, "cluster_centers_")
        table = validate_data(self, X, reset=False)
        out = np.empty((len(table), len(self.cluster_centers_)), dtype=table.dtype)
        for j, center in enumerate(self.cluster_centers_):
            gaps = table - center
            np.sqrt(np.einsum("ij,ij->i", gaps, gaps), out=out[:, j])
        return out

    def fit_predict(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> Labels:
        """Fit and return the samples' labels.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,), int32.
        """
        return self.fit(X, sample_weight=sample_weight).labels_

    def fit_transform(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> FloatArray:
        """Fit and return the distances of the samples to the centres.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,).

        Returns
        -------
        FloatArray
            Distances of shape (n_samples, n_clusters).
        """
        return self.fit(X, sample_weight=sample_weight).transform(X)

    def score(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> float:
        """Return minus the inertia of samples, so that more is better.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.
        sample_weight
            Weights of shape (n_samples,).

        Returns
        -------
        float
            Minus the weighted sum of squared distances to the nearest centre.
        """
        check_is_fitted(self, "cluster_centers_")
        table = validate_data(self, X, reset=False)
        weight = check_sample_weight(sample_weight, len(table))
        labels = assign(table, self.cluster_centers_)
        return -inertia_of(table, self.cluster_centers_, labels, weight)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return names for the columns of `transform`: kmeans0, kmeans1 and so on.

        Parameters
        ----------
        input_features
            Ignored.

        Returns
        -------
        NDArray
            Names of shape (n_clusters,).
        """
        check_is_fitted(self, "cluster_centers_")
        prefix = type(self).__name__.lower()
        return np.array([f"{prefix}{j}" for j in range(len(self.cluster_centers_))], dtype=object)

    def _check_start(self, table: FloatArray, *, default_n_init: int) -> int:
        check_enough(len(table), check_integer("n_clusters", self.n_clusters, 1))
        named = isinstance(self.init, str)
        by_draw = callable(self.init) or (named and self.init == "random")
        if named:
            check_choice("init", self.init, ("k-means++", "random"))
        if isinstance(self.n_init, str):
            check_choice("n_init", self.n_init, ("auto",))
            return default_n_init if by_draw else 1
        n_init = check_integer("n_init", self.n_init, 1)
        if not named and not by_draw and n_init > 1:
            warnings.warn(
                f"init: with given centres only one of n_init={n_init} runs is done",
                RuntimeWarning,
                stacklevel=3,
            )
            return 1
        return n_init

    def _start(self, table: FloatArray, points: Points, rng: Rng) -> FloatArray:
        """Return starting centres in the coordinates of ``table``."""
        k = self.n_clusters
        if isinstance(self.init, str):
            if self.init == "k-means++":
                return table[plusplus_indices(points, k, rng)]
            return table[random_indices(points.weight, k, rng)]
        given: Any = self.init(table, k, random_state=rng) if callable(self.init) else self.init
        centers = check_array(given, name="init").astype(table.dtype)
        if centers.shape != (k, table.shape[1]):
            raise ValueError(
                f"init: expected centres of shape ({k}, {table.shape[1]}), got {centers.shape}"
            )
        return centers


def _same_clusters(labels: Labels, others: Labels) -> bool:
    pairs = np.unique(labels.astype(np.int64) << 32 | others)
    return len(pairs) == len(np.unique(labels)) == len(np.unique(others))


def _mean_variance(points: Points) -> float:
    centred = points.rows[:-1]
    return float(np.einsum("ij,ij->", centred, centred)) / centred.size
