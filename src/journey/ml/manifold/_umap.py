"""The estimator UMAP; the graph, the curve, the start and the layout are in modules beside it."""

from __future__ import annotations

import warnings
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.manifold._umap_curve import find_ab_params
from journey.ml.manifold._umap_graph import (
    FLOOR,
    FuzzyGraph,
    fuzzy_simplicial_set,
    membership_strengths,
    widths,
)
from journey.ml.manifold._umap_layout import optimize_layout, place_new
from journey.ml.manifold._umap_spectral import spectral_layout
from journey.ml.neighbors import NearestNeighbors
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    validate_data,
)

Index = NDArray[np.intp]


class UMAP(BaseEstimator):
    r"""Lay samples out in few dimensions so that neighbours stay neighbours.

    A fuzzy graph of each sample's nearest neighbours is built, and points are moved until the
    graph of the layout is near to it in cross-entropy. Parameters have umap-learn's names and
    meanings; neighbours are exact. The order of random draws is another, so layouts agree with
    umap-learn's in quality, not point by point. Left out: targets, densMAP, sparse and precomputed
    input, approximate neighbours, `output_metric`, `inverse_transform`, `update`, and arithmetic on
    models. Where there are fewer samples than `n_neighbors`, all of them are neighbours
    (umap-learn: all but one).

    Parameters
    ----------
    n_neighbors
        Neighbours of a sample, itself among them. Few show fine structure, many the large one.
    n_components
        Coordinates of the layout.
    metric
        A metric of [NearestNeighbors][journey.ml.neighbors.NearestNeighbors].
    n_epochs
        Rounds of the layout. Default: 500 up to 10,000 samples, 200 beyond.
    learning_rate
        The first step of the layout.
    init
        `"spectral"`, `"pca"`, `"random"`, or an array of shape (n_samples, n_components). Any start
        is stretched to 0 to 10 in every coordinate.
    min_dist
        How near points may come in the layout; at most `spread`.
    spread
        The scale of the layout.
    set_op_mix_ratio
        1 for the union of the samples' neighbourhoods, 0 for their intersection, or between.
    local_connectivity
        How many neighbours are surely connected.
    repulsion_strength
        Factor of the forces that push.
    negative_sample_rate
        Samples that push, for each edge that pulls.
    a, b
        The curve $1 / (1 + a d^{2b})$. Default: fitted to `min_dist` and `spread`.
    random_state
        Seed or generator for the start and the layout.
    transform_seed
        Seed for the places of new samples.

    Attributes
    ----------
    embedding_ : FloatArray
        Points of shape (n_samples, n_components), computed in single precision.
    graph_ : FuzzyGraph
        The fuzzy graph: a triple of rows, columns and weights, with the number of samples.
    a_, b_ : float
        The curve that was used.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP: uniform manifold approximation and
    projection for dimension reduction. arXiv:1802.03426. Sections 3 and 4.

    Examples
    --------
    >>> X = np.concatenate([np.eye(6), 5 + np.eye(6)])
    >>> model = UMAP(n_neighbors=4, n_epochs=100, random_state=0).fit(X)
    >>> model.embedding_.shape
    (12, 2)
    >>> bool((model.transform(X) == model.embedding_).all())
    True
    """

    embedding_: FloatArray
    graph_: FuzzyGraph
    a_: float
    b_: float
    n_features_in_: int

    def __init__(
        self,
        n_neighbors: int = 15,
        n_components: int = 2,
        *,
        metric: str = "euclidean",
        n_epochs: int | None = None,
        learning_rate: float = 1.0,
        init: str | ArrayLike = "spectral",
        min_dist: float = 0.1,
        spread: float = 1.0,
        set_op_mix_ratio: float = 1.0,
        local_connectivity: float = 1.0,
        repulsion_strength: float = 1.0,
        negative_sample_rate: int = 5,
        a: float | None = None,
        b: float | None = None,
        random_state: int | Rng | None = None,
        transform_seed: int = 42,
    ) -> None:
        self.n_neighbors = n_neighbors
        self.n_components = n_components
        self.metric = metric
        self.n_epochs = n_epochs
        self.learning_rate = learning_rate
        self.init = init
        self.min_dist = min_dist
        self.spread = spread
        self.set_op_mix_ratio = set_op_mix_ratio
        self.local_connectivity = local_connectivity
        self.repulsion_strength = repulsion_strength
        self.negative_sample_rate = negative_sample_rate
        self.a = a
        self.b = b
        self.random_state = random_state
        self.transform_seed = transform_seed

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Lay the samples out.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored; there so that pipelines can pass it.

        Returns
        -------
        UMAP
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        k = check_integer("n_neighbors", self.n_neighbors, 2)
        dim = check_integer("n_components", self.n_components, 1)
        forces = self._forces()
        table = validate_data(self, X, reset=True)
        n = len(table)
        epochs = 500 if n <= 10_000 else 200
        if self.n_epochs is not None:
            epochs = check_integer("n_epochs", self.n_epochs, 0)
        self.a_, self.b_ = self._curve()
        rng = check_random_state(self.random_state)
        if n <= k and n > 1:
            warnings.warn(
                f"n_neighbors: {k} asked for, but there are only {n} samples; all are neighbours",
                UserWarning,
                stacklevel=2,
            )
        self._near = NearestNeighbors(n_neighbors=min(k, n), metric=self.metric).fit(table)
        self._table = table.copy()
        indices, distances = self._neighbours(min(k, n) - 1)
        self.graph_ = fuzzy_simplicial_set(
            indices,
            distances,
            local_connectivity=self.local_connectivity,
            set_op_mix_ratio=self.set_op_mix_ratio,
        )
        start = self._start(table, dim, rng)
        moved = optimize_layout(
            self.graph_,
            start,
            n_epochs=epochs,
            a=self.a_,
            b=self.b_,
            random_state=rng,
            **forces,
        )
        self.embedding_ = moved.astype(table.dtype)
        return self

    def fit_transform(self, X: ArrayLike, y: object = None) -> FloatArray:
        """Lay the samples out and return their points.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        FloatArray
            Points of shape (n_samples, n_components).
        """
        return self.fit(X).embedding_.copy()

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return places of samples in the layout, which stays as it is.

        A sample that equals one seen in `fit` gets that one's place; every other starts at the
        weighted mean of its neighbours and is moved as in `fit`, for 100 epochs or a third of
        `n_epochs`. No row's place depends on the other rows.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Points of shape (n_samples, n_components).
        """
        check_is_fitted(self, "embedding_")
        table = validate_data(self, X, reset=False)
        if table.shape == self._table.shape and (table == self._table).all():
            seen: FloatArray = self.embedding_.astype(table.dtype)
            return seen
        distances, indices = self._near.kneighbors(table)
        out: FloatArray = self.embedding_[indices[:, 0]].astype(table.dtype)
        new = np.flatnonzero(distances[:, 0] > 0)
        if len(new) and len(self._table) > 1:
            forces = self._forces()
            forces["learning_rate"] /= 4
            out[new] = place_new(
                indices[new],
                self._strengths(distances[new]),
                self.embedding_.astype(np.float32),
                n_epochs=100 if self.n_epochs is None else self.n_epochs // 3,
                a=self.a_,
                b=self.b_,
                random_state=check_random_state(self.transform_seed),
                **forces,
            )
        return out

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Return names for the columns of `transform`: umap0, umap1 and so on.

        Parameters
        ----------
        input_features
            Ignored.

        Returns
        -------
        NDArray
            Names of shape (n_components,).
        """
        check_is_fitted(self, "embedding_")
        names = [f"umap{j}" for j in range(self.embedding_.shape[1])]
        return np.array(names, dtype=object)

    def _forces(self) -> dict[str, Any]:
        return {
            "learning_rate": check_real("learning_rate", self.learning_rate, 0),
            "repulsion_strength": check_real("repulsion_strength", self.repulsion_strength, 0),
            "negative_sample_rate": check_integer(
                "negative_sample_rate", self.negative_sample_rate, 0
            ),
        }

    def _curve(self) -> tuple[float, float]:
        if (self.a is None) != (self.b is None):
            raise ValueError("a and b: expected both or none of them")
        if self.a is not None and self.b is not None:
            return check_real("a", self.a, 0), check_real("b", self.b, 0)
        spread = check_real("spread", self.spread, 1e-12)
        if check_real("min_dist", self.min_dist, 0) > spread:
            raise ValueError(f"min_dist: expected at most spread={spread:g}, got {self.min_dist:g}")
        return find_ab_params(spread, self.min_dist)

    def _neighbours(self, others: int) -> tuple[Index, FloatArray]:
        """Return each sample's neighbours with itself in front, also where others lie on it."""
        n = len(self._table)
        own: Index = np.arange(n, dtype=np.intp)[:, None]
        if not others:
            return own, np.zeros((n, 1))
        distances, indices = self._near.kneighbors(n_neighbors=others)
        zeros = np.zeros((n, 1), dtype=distances.dtype)
        return np.hstack([own, indices]), np.hstack([zeros, distances])

    def _start(self, table: FloatArray, dim: int, rng: Rng) -> FloatArray:
        n = len(table)
        start: FloatArray
        if isinstance(self.init, str):
            kind = check_choice("init", self.init, ("spectral", "pca", "random"))
            if kind == "random":
                start = rng.random((n, dim))
            elif kind == "pca":
                if dim > min(table.shape):
                    raise ValueError(
                        f"init: 'pca' gives at most {min(table.shape)} coordinates, got "
                        f"n_components={dim}"
                    )
                centred = table.astype(np.float64) - table.mean(axis=0, dtype=np.float64)
                left, lengths, _ = np.linalg.svd(centred, full_matrices=False)
                start = left[:, :dim] * lengths[:dim]
            else:
                start = spectral_layout(self.graph_, dim, random_state=rng, tol=1e-4)
            if kind != "random":
                # A little noise parts what lies in one place.
                start = start * (10 / max(float(np.abs(start).max()), 1e-300))
                start = start + 1e-4 * rng.normal(size=start.shape)
        else:
            start = check_array(self.init, name="init")
            if start.shape != (n, dim):
                raise ValueError(f"init: expected shape ({n}, {dim}), got {start.shape}")
        low, reach = start.min(axis=0), np.ptp(start, axis=0)
        scaled: FloatArray = 10 * (start - low) / np.where(reach > 0, reach, 1)
        return scaled.astype(np.float32)

    def _strengths(self, distances: FloatArray) -> FloatArray:
        """Return the strengths of new samples' neighbours, row by row."""
        table = distances.astype(np.float64)
        whole = int(min(max(self.local_connectivity - 1, 0), table.shape[1]))
        rhos = table[:, whole - 1] if whole else np.zeros(len(table))
        sigmas = widths(table[:, 1:] - rhos[:, None], float(np.log2(table.shape[1])))
        sigmas = np.maximum(sigmas, FLOOR * table.mean(axis=1))
        # The nearest is never weak to nothing: strengths are told against its own.
        nearest = np.maximum(rhos, table[:, 0])
        return membership_strengths(table, sigmas, nearest)
