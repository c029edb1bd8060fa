"""The estimators KNeighborsClassifier and KNeighborsRegressor: neighbours vote, or are averaged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import ClassifierMixin, RegressorMixin
from journey.ml.neighbors._base import Neighbors
from journey.ml.neighbors._metric import Array
from journey.ml.neighbors._select import Index
from journey.ml.utils import check_choice, check_labels, check_target

Weights = Literal["uniform", "distance"] | Callable[[Array], ArrayLike] | None


class _Supervised(Neighbors):
    weights: Weights

    def __init__(
        self,
        n_neighbors: int = 5,
        *,
        weights: Weights = "uniform",
        algorithm: Literal["auto", "brute", "kd_tree"] = "auto",
        leaf_size: int = 30,
        p: float = 2,
        metric: str = "minkowski",
    ) -> None:
        self.n_neighbors = n_neighbors
        self.weights = weights
        self.algorithm = algorithm
        self.leaf_size = leaf_size
        self.p = p
        self.metric = metric

    def _check_weights(self) -> None:
        if self.weights is not None and not callable(self.weights):
            check_choice("weights", self.weights, ("uniform", "distance"))

    def _weighed(self, X: ArrayLike | None) -> tuple[Index, Array | None]:
        """Return each query's neighbours and their weights; `None` for equal ones."""
        distances, indices = self.kneighbors(X)
        if self.weights in (None, "uniform"):
            return indices, None
        if not callable(self.weights):
            return indices, inverse(distances)
        given = np.asarray(self.weights(distances), dtype=np.float64)
        if given.shape != distances.shape:
            raise ValueError(
                f"weights: expected a function that returns shape {distances.shape}, "
                f"got {given.shape}"
            )
        if not given.any(axis=1).all():
            raise ValueError(
                "All neighbors of some sample is getting zero weights: weights: expected a "
                "function that gives each sample a neighbour with another weight"
            )
        return indices, given


def inverse(distances: Array) -> Array:
    """Return one over the distances; where some are zero, these count one, the others nothing."""
    with np.errstate(divide="ignore"):
        weight = 1 / distances
    infinite = np.isinf(weight)
    rows = infinite.any(axis=1)
    weight[rows] = infinite[rows]
    return weight


class KNeighborsClassifier(ClassifierMixin, _Supervised):
    r"""Classify by a vote of the k nearest samples.

    The estimated probability of a class is its share of the votes,
    $\sum_{i \in N_k(x)} w_i [y_i = c] \,/ \sum_{i \in N_k(x)} w_i$. Of classes with equal votes the
    first in sorted order wins; of equal distances the lower index is the nearer neighbour, with
    each algorithm (scikit-learn's choice there depends on the algorithm). Left out: several
    targets, ball trees, sparse input, distances beside the Minkowski family, `metric_params`,
    `n_jobs`.

    Parameters
    ----------
    n_neighbors
        How many neighbours vote.
    weights
        `"uniform"` (or `None`): one vote each. `"distance"`: one over the distance; where the query
        is on samples, these alone vote. Or a function from distances to weights, both of shape
        (n_queries, n_neighbors).
    algorithm
        `"brute"`, `"kd_tree"` or `"auto"`, as for
        [NearestNeighbors][journey.ml.neighbors.NearestNeighbors].
    leaf_size
        Samples in a leaf of the tree; no effect on the results.
    p
        The power for the metric `"minkowski"`, at least 1.
    metric
        `"euclidean"` (or `"l2"`), `"manhattan"` (`"l1"`, `"cityblock"`), `"chebyshev"` or
        `"minkowski"`.

    Attributes
    ----------
    classes_ : NDArray
        The labels seen, sorted.
    n_samples_fit_ : int
        Samples seen in `fit`.
    effective_metric_ : str
        The metric's shortest name.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Cover, T. & Hart, P. (1967). Nearest neighbor pattern classification. IEEE Trans. Inf. Theory
    13(1), 21-27.

    Examples
    --------
    >>> X, y = [[0.0], [1.0], [5.0], [6.0]], ["near", "near", "far", "far"]
    >>> model = KNeighborsClassifier(n_neighbors=3).fit(X, y)
    >>> model.predict([[2.0]]).tolist(), model.predict_proba([[2.0]]).round(2).tolist()
    (['near'], [[0.33, 0.67]])
    """

    classes_: NDArray[Any]

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Keep the samples with their labels.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).

        Returns
        -------
        KNeighborsClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self._check_weights()
        self.classes_, self._codes = check_labels(y, self._keep(X))
        return self

    def predict(self, X: ArrayLike | None) -> NDArray[Any]:
        """Return the class with the most votes.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features). `None`: the samples of `fit`, each without
            its own vote, as in leave-one-out cross-validation.

        Returns
        -------
        NDArray
            Labels of shape (n_queries,).
        """
        votes = self._votes(X)
        return np.asarray(self.classes_[votes.argmax(axis=1)])

    def predict_proba(self, X: ArrayLike | None) -> Array:
        """Return the classes' shares of the votes.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features), or `None`, as in `predict`.

        Returns
        -------
        NDArray
            Shares of shape (n_queries, n_classes), in the order of `classes_`.
        """
        votes = self._votes(X)
        total = votes.sum(axis=1, keepdims=True)
        return np.asarray(votes / np.where(total == 0, 1, total))

    def _votes(self, X: ArrayLike | None) -> Array:
        indices, weight = self._weighed(X)
        n, k = len(self.classes_), indices.shape[1]
        cells = np.arange(len(indices), dtype=np.intp).repeat(k) * n
        cells += self._codes[indices].ravel()
        counted = None if weight is None else weight.ravel()
        votes = np.bincount(cells, counted, minlength=len(indices) * n)
        return votes.reshape(len(indices), n).astype(np.float64)


class KNeighborsRegressor(RegressorMixin, _Supervised):
    r"""Predict the weighted mean of the targets of the k nearest samples.

    $\hat y(x) = \sum_{i \in N_k(x)} w_i y_i \,/ \sum_{i \in N_k(x)} w_i$. Of equal distances the
    lower index is the nearer neighbour, with each algorithm. Left out: ball trees, sparse input,
    distances beside the Minkowski family, `metric_params`, `n_jobs`.

    Parameters
    ----------
    n_neighbors
        How many neighbours are averaged.
    weights
        `"uniform"` (or `None`), `"distance"`, or a function, as for
        [KNeighborsClassifier][journey.ml.neighbors.KNeighborsClassifier].
    algorithm
        `"brute"`, `"kd_tree"` or `"auto"`, as for
        [NearestNeighbors][journey.ml.neighbors.NearestNeighbors].
    leaf_size
        Samples in a leaf of the tree; no effect on the results.
    p
        The power for the metric `"minkowski"`, at least 1.
    metric
        `"euclidean"` (or `"l2"`), `"manhattan"` (`"l1"`, `"cityblock"`), `"chebyshev"` or
        `"minkowski"`.

    Attributes
    ----------
    n_samples_fit_ : int
        Samples seen in `fit`.
    effective_metric_ : str
        The metric's shortest name.
    n_features_in_ : int
        Features seen in `fit`; `feature_names_in_` where they had names.

    References
    ----------
    Cover, T. (1968). Estimation by the nearest neighbor rule. IEEE Trans. Inf. Theory 14(1), 50-55.

    Examples
    --------
    >>> model = KNeighborsRegressor(n_neighbors=2).fit([[0.0], [1.0], [5.0]], [1.0, 2.0, 9.0])
    >>> model.predict([[0.4], [4.0]]).tolist()
    [1.5, 5.5]
    """

    _several_targets: ClassVar[bool] = True

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Keep the samples with their targets.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,) or (n_samples, n_targets).

        Returns
        -------
        KNeighborsRegressor
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self._check_weights()
        self._targets = check_target(y, self._keep(X), several=True)
        return self

    def predict(self, X: ArrayLike | None) -> Array:
        """Return the weighted mean of the neighbours' targets.

        Parameters
        ----------
        X
            Queries of shape (n_queries, n_features). `None`: the samples of `fit`, each without
            itself, as in leave-one-out cross-validation.

        Returns
        -------
        NDArray
            Predictions of shape (n_queries,) or (n_queries, n_targets).
        """
        indices, weight = self._weighed(X)
        near = self._targets[indices]  # (n_queries, k) or (n_queries, k, n_targets)
        if weight is None:
            return np.asarray(near.mean(axis=1))
        if near.ndim == 3:
            total = weight.sum(axis=1, keepdims=True)
            return np.asarray(np.einsum("ij,ijk->ik", weight, near) / total)
        return np.asarray((weight * near).sum(axis=1) / weight.sum(axis=1))
