"""The estimator TSNE; probabilities and forces are in the modules beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.decomposition import PCA
from journey.ml.manifold._tsne_affinities import (
    divergence,
    joint_probabilities,
    sparse_probabilities,
)
from journey.ml.manifold._tsne_forces import (
    Forces,
    Grid,
    cheaper,
    repulsion_barnes_hut,
    repulsion_exact,
)
from journey.ml.neighbors import NearestNeighbors
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_integer,
    check_random_state,
    check_real,
    validate_data,
)

Index = NDArray[np.intp]
# Points, the factor of the probabilities, whether the divergence is asked for.
Objective = Callable[[FloatArray, float, bool], tuple[float, FloatArray]]

_EXPLORE = 250  # iterations with exaggerated probabilities
_CHECK = 50  # iterations from one look at the progress to the next


class TSNE(BaseEstimator):
    r"""Lay samples out in few dimensions by t-distributed stochastic neighbour embedding.

    Distances become probabilities of being neighbours, by a Gaussian among samples and by
    $1 / (1 + d^2)$ among points; points move until both agree. Parameters are scikit-learn's. Left
    out: metrics but these two, `metric_params`, `n_jobs`, `verbose`, sparse input.

    Parameters
    ----------
    n_components
        Coordinates of a point. Default: 2.
    perplexity
        How many neighbours count, below the number of samples. Default: 30.
    early_exaggeration
        The factor of the probabilities for the first 250 iterations. Default: 12.
    learning_rate
        The step; "auto": the number of samples over four times `early_exaggeration`, at least 50.
    max_iter
        The most iterations, at least 250. Default: 1,000.
    n_iter_without_progress
        It ends after so many iterations without a new lowest divergence, looked at every 50. Before
        the exaggeration is over, only after 250. Default: 300.
    min_grad_norm
        It ends where the gradient's norm is below. Default: 1e-7.
    metric
        "euclidean", or "precomputed": X then holds all distances.
    init
        "pca": the principal components, shrunk; "random": Gaussian; or the points themselves.
    random_state
        Seed or generator of a random start.
    method
        "fft" (default): neighbours only attract, in float32; repulsion from all pairs in blocks,
        or by a grid and Fourier transforms where that is less work and there are two
        coordinates. "barnes_hut", scikit-learn's default: repulsion by a tree, two coordinates,
        and slower here. "exact": all pairs for both, in float64.
    angle
        For "barnes_hut": how small for its distance a square has to be. Default: 0.5.

    Attributes
    ----------
    embedding_ : NDArray
        The points, of shape (n_samples, n_components).
    kl_divergence_ : float
        The divergence at the end; with "fft" and "barnes_hut" that of near pairs.
    learning_rate_ : float
        The step taken.
    n_iter_ : int
        The number of the last iteration, from 0.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    van der Maaten, L., Hinton, G. (2008). Visualizing data using t-SNE. Journal of Machine Learning
    Research 9, 2579-2605.

    Belkina, A. C., Ciccolella, C. O., Anno, R., Halpert, R., Spidlen, J., Snyder-Cappione, J. E.
    (2019). Automated optimized parameters for t-SNE improve visualization and analysis of large
    datasets. Nature Communications 10, 5415. (The learning rate.)

    Kobak, D., Berens, P. (2019). The art of using t-SNE for single-cell transcriptomics. Nature
    Communications 10, 5416. (The start.)

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = np.repeat([[0.0, 0.0, 0.0], [9.0, 9.0, 9.0]], 20, axis=0) + rng.normal(size=(40, 3))
    >>> points = TSNE(perplexity=5, random_state=0).fit_transform(X)
    >>> left, right = points[:20], points[20:]
    >>> gap = np.linalg.norm(left.mean(axis=0) - right.mean(axis=0))
    >>> bool(gap > 2 * left.std()), points.shape
    (True, (40, 2))
    """

    def __init__(
        self,
        n_components: int = 2,
        *,
        perplexity: float = 30.0,
        early_exaggeration: float = 12.0,
        learning_rate: float | str = "auto",
        max_iter: int = 1000,
        n_iter_without_progress: int = 300,
        min_grad_norm: float = 1e-7,
        metric: str = "euclidean",
        init: str | ArrayLike = "pca",
        random_state: int | Rng | None = None,
        method: str = "fft",
        angle: float = 0.5,
    ) -> None:
        self.n_components = n_components
        self.perplexity = perplexity
        self.early_exaggeration = early_exaggeration
        self.learning_rate = learning_rate
        self.max_iter = max_iter
        self.n_iter_without_progress = n_iter_without_progress
        self.min_grad_norm = min_grad_norm
        self.metric = metric
        self.init = init
        self.random_state = random_state
        self.method = method
        self.angle = angle

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Lay the samples out.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), or distances of shape (n_samples, n_samples).
        y
            Ignored; there so that pipelines can pass it.

        Returns
        -------
        TSNE
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there are no more samples than `perplexity`.
        """
        dim = check_integer("n_components", self.n_components, 1)
        method = check_choice("method", self.method, ("fft", "barnes_hut", "exact"))
        if method == "barnes_hut" and dim != 2:
            raise ValueError(f"method: 'barnes_hut' needs n_components=2, got {dim}")
        metric = check_choice("metric", self.metric, ("euclidean", "precomputed"))
        perplexity = check_real("perplexity", self.perplexity, 0)
        exaggeration = check_real("early_exaggeration", self.early_exaggeration, 1)
        iterations = check_integer("max_iter", self.max_iter, _EXPLORE)
        table = validate_data(self, X, reset=True)
        n = len(table)
        if perplexity >= n:
            raise ValueError(
                f"perplexity: expected less than n_samples = {n}, got {self.perplexity}"
            )
        if metric == "precomputed":
            _check_distances(table)
        rate = max(n / exaggeration / 4, 50.0)
        if not (isinstance(self.learning_rate, str) and self.learning_rate == "auto"):
            rate = check_real("learning_rate", self.learning_rate, 0)
        self.learning_rate_ = rate
        kind = np.float64 if method == "exact" else np.float32
        Y: FloatArray = self._start(table, dim, check_random_state(self.random_state))
        Y = np.asarray(Y, dtype=kind)
        objective = self._objective(table, perplexity, method, dim)
        patience = check_integer("n_iter_without_progress", self.n_iter_without_progress, -1)
        norm = check_real("min_grad_norm", self.min_grad_norm, 0)
        Y, value, last = _descend(
            objective, Y, exaggeration, rate, 0.5, (0, _EXPLORE), _EXPLORE, norm
        )
        if last < _EXPLORE or iterations > _EXPLORE:
            Y, value, last = _descend(
                objective, Y, 1.0, rate, 0.8, (last + 1, iterations), patience, norm
            )
        self.embedding_, self.kl_divergence_, self.n_iter_ = Y, value, last
        return self

    def fit_transform(self, X: ArrayLike, y: object = None) -> FloatArray:
        """Lay the samples out and return the points.

        Parameters
        ----------
        X, y
            As in `fit`.

        Returns
        -------
        NDArray
            Points of shape (n_samples, n_components), float32 but for the exact method.
        """
        return self.fit(X).embedding_

    def _start(self, table: FloatArray, dim: int, rng: Rng) -> FloatArray:
        n = len(table)
        if not isinstance(self.init, str):
            start = check_array(self.init, name="init")
            if start.shape != (n, dim):
                raise ValueError(f"init: expected points of shape {(n, dim)}, got {start.shape}")
            return start
        check_choice("init", self.init, ("pca", "random"))
        if self.init == "random":
            return np.asarray(1e-4 * rng.standard_normal((n, dim)))
        if self.metric == "precomputed":
            raise ValueError("init: 'pca' needs features; with metric='precomputed' say 'random'")
        if dim > min(table.shape):
            raise ValueError(
                f"init: 'pca' has at most {min(table.shape)} components here, n_components is {dim}"
            )
        start = PCA(dim, svd_solver="randomized", random_state=rng).fit_transform(table)
        spread = start[:, 0].std()
        # Small, so that the first steps decide; the same in all directions, so that shape is kept.
        return np.asarray(start / spread * 1e-4 if spread > 0 else start)

    def _objective(self, table: FloatArray, perplexity: float, method: str, dim: int) -> Objective:
        n = len(table)
        if method == "exact":
            if self.metric == "precomputed":
                square = np.asarray(table, dtype=np.float64) ** 2
            else:
                centred = table - table.mean(axis=0, dtype=np.float64)
                norm = np.einsum("ij,ij->i", centred, centred)
                square = np.maximum(norm[:, None] + norm - 2 * centred @ centred.T, 0)
            return _all_pairs(joint_probabilities(square, perplexity))
        k = min(n - 1, int(3 * perplexity + 1))
        if self.metric == "precomputed":
            apart = np.array(table, dtype=np.float64)
            np.fill_diagonal(apart, np.inf)
            indices = np.argsort(apart, axis=1, kind="stable")[:, :k]
            distances = np.take_along_axis(apart, indices, axis=1)
        else:
            near = NearestNeighbors(n_neighbors=k).fit(table)
            distances, indices = near.kneighbors()
        rows, columns, p = sparse_probabilities(
            indices, np.asarray(distances, dtype=np.float64) ** 2, perplexity
        )
        repulsion: Callable[[FloatArray], Forces] = repulsion_exact
        if method == "barnes_hut":
            angle = check_real("angle", self.angle, 0)

            def by_tree(Y: FloatArray) -> Forces:
                return repulsion_barnes_hut(Y, angle)

            repulsion = by_tree
        elif dim == 2:
            repulsion = cheaper(Grid())
        return _near_pairs(rows, columns, p, n, repulsion)


def _check_distances(table: FloatArray) -> None:
    if table.shape[0] != table.shape[1]:
        raise ValueError(f"X: expected distances of shape (n, n), got {table.shape}")
    if (table < 0).any():
        raise ValueError("X: expected distances, none of them negative")


def _all_pairs(p: FloatArray) -> Objective:
    """Return divergence and gradient from dense probabilities."""

    def objective(Y: FloatArray, factor: float, value: bool) -> tuple[float, FloatArray]:
        gap = Y[:, None] - Y[None]
        kernel = 1 / (1 + np.einsum("ijk,ijk->ij", gap, gap))
        total = float(kernel.sum() - len(Y))
        pull = (factor * p - kernel / total) * kernel
        gradient = 4 * (Y * pull.sum(axis=1)[:, None] - pull @ Y)
        return (divergence(factor * p, kernel, total) if value else np.nan), gradient

    return objective


def _near_pairs(
    rows: Index, columns: Index, p: FloatArray, n: int, repulsion: Callable[[FloatArray], Forces]
) -> Objective:
    """Return divergence and gradient where only near pairs attract."""
    p = p.astype(np.float32)
    counts = np.bincount(rows, minlength=n)
    first = np.cumsum(counts) - counts

    def objective(Y: FloatArray, factor: float, value: bool) -> tuple[float, FloatArray]:
        push, total = repulsion(Y)
        pull = np.empty_like(Y)
        square = np.ones(len(p), dtype=np.float32)
        gaps = []
        for y in np.ascontiguousarray(Y.T):  # a coordinate at a time lies side by side
            gap = np.repeat(y, counts)
            gap -= y.take(columns)
            gaps.append(gap)
            square += gap * gap
        kernel = np.reciprocal(square, out=square)
        weight = p * kernel
        for axis, gap in enumerate(gaps):
            gap *= weight
            pull[:, axis] = np.add.reduceat(gap, first)
        gradient = (4 * (factor * pull - push / total)).astype(np.float32)
        return (divergence(factor * p, kernel, total) if value else np.nan), gradient

    return objective


def _descend(
    objective: Objective,
    Y: FloatArray,
    exaggeration: float,
    rate: float,
    momentum: float,
    span: tuple[int, int],
    patience: int,
    least: float,
) -> tuple[FloatArray, float, int]:
    """Follow the gradient with momentum and a gain for each coordinate.

    A gain grows while the gradient keeps pointing where the last step went, and shrinks otherwise.
    """
    step, gains = np.zeros_like(Y), np.ones_like(Y)
    best, best_at, value = np.inf, span[0], np.inf
    iteration = span[0] - 1
    for iteration in range(*span):
        look = (iteration + 1) % _CHECK == 0 or iteration == span[1] - 1
        found, gradient = objective(Y, exaggeration, look)
        onwards = step * gradient < 0
        gains = np.maximum(np.where(onwards, gains + 0.2, gains * 0.8), 0.01)
        step = momentum * step - rate * gains * gradient
        Y = Y + step
        if not look:
            continue
        value = found
        if value < best:
            best, best_at = value, iteration
        elif iteration - best_at > patience:
            break
        if np.linalg.norm(gradient) <= least:
            break
    return Y, float(value), iteration
