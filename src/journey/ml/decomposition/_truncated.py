"""TruncatedSVD: the leading singular vectors of a table that is not centred."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.decomposition._gaussian import component_names
from journey.ml.decomposition._randomized import Normalizer, leading, with_signs
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    validate_data,
)

__all__ = ["TruncatedSVD"]


class TruncatedSVD(TransformerMixin, BaseEstimator):
    r"""Project on the leading right singular vectors, by the randomised SVD.

    Like PCA, but about the origin and not about the mean: of all matrices of rank k the one nearest
    to X is $XV^\top V$. The same seed gives scikit-learn's result. Left out: the algorithm
    `"arpack"` with its parameter `tol`, and sparse tables. Different: where nothing varies the
    shares of variance are 0, not NaN.

    Parameters
    ----------
    n_components
        How many, at most the number of features. Where there are fewer samples, their number.
    algorithm
        Only `"randomized"`.
    n_iter
        Power iterations.
    n_oversamples
        Random directions above `n_components`.
    power_iteration_normalizer
        See [randomized_svd][journey.ml.decomposition.randomized_svd].
    random_state
        Seed or generator of the random directions.

    Attributes
    ----------
    components_ : NDArray
        Orthonormal rows of shape (n_components, n_features); the largest entry of each is positive.
    explained_variance_ : NDArray
        Variances of the coordinates, divided by n. They need not fall.
    explained_variance_ratio_ : NDArray
        The same as shares of the variance of X.
    singular_values_ : NDArray
        Singular values, falling.
    n_features_in_ : int
        Features seen in `fit`.

    References
    ----------
    Halko, N., Martinsson, P. G., Tropp, J. A. (2011). Finding structure with randomness:
    probabilistic algorithms for constructing approximate matrix decompositions. SIAM Review 53(2),
    217-288.

    Examples
    --------
    >>> from journey.ml.decomposition import TruncatedSVD
    >>> model = TruncatedSVD(1, random_state=0).fit([[3.0, 4.0], [6.0, 8.0], [0.0, 0.0]])
    >>> model.components_.round(6).tolist(), model.transform([[3.0, 4.0]]).round(6).tolist()
    ([[0.6, 0.8]], [[5.0]])
    """

    components_: FloatArray
    explained_variance_: FloatArray
    explained_variance_ratio_: FloatArray
    singular_values_: FloatArray
    n_features_in_: int

    def __init__(
        self,
        n_components: int = 2,
        *,
        algorithm: Literal["randomized"] = "randomized",
        n_iter: int = 5,
        n_oversamples: int = 10,
        power_iteration_normalizer: Normalizer = "auto",
        random_state: int | Rng | None = None,
    ) -> None:
        self.n_components = n_components
        self.algorithm = algorithm
        self.n_iter = n_iter
        self.n_oversamples = n_oversamples
        self.power_iteration_normalizer = power_iteration_normalizer
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Find the leading singular vectors.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        TruncatedSVD
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self.fit_transform(X)
        return self

    def fit_transform(self, X: ArrayLike, y: object = None) -> FloatArray:  # type: ignore[override]
        """Find the leading singular vectors and return the samples' coordinates along them.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        FloatArray
            Shape (n_samples, n_components).

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        k = check_integer("n_components", self.n_components, 1)
        check_choice("algorithm", self.algorithm, ("randomized",))
        rounds = check_integer("n_iter", self.n_iter, 0)
        table = validate_data(self, X, reset=True)
        if k > table.shape[1]:
            raise ValueError(f"n_components: expected at most n_features={table.shape[1]}, got {k}")
        rng = check_random_state(self.random_state)
        _, s, Vt = leading(
            table, k, self.n_oversamples, rounds, self.power_iteration_normalizer, rng
        )
        with_signs(None, Vt)
        self.components_, self.singular_values_ = Vt, s
        out: FloatArray = table @ Vt.T
        self.explained_variance_ = out.var(axis=0)
        total = float(table.var(axis=0).sum())
        self.explained_variance_ratio_ = self.explained_variance_ / (total if total > 0 else 1)
        return out

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the coordinates of samples along the components.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Shape (n_samples, n_components).
        """
        check_is_fitted(self, "components_")
        out: FloatArray = validate_data(self, X, reset=False) @ self.components_.T
        return out

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return the points of the original space that coordinates stand for.

        Parameters
        ----------
        X
            Coordinates of shape (n_samples, n_components).

        Returns
        -------
        FloatArray
            Shape (n_samples, n_features).
        """
        check_is_fitted(self, "components_")
        table = check_array(X)
        if table.shape[1] != len(self.components_):
            raise ValueError(
                f"X: expected {len(self.components_)} columns, one a component, "
                f"got {table.shape[1]}"
            )
        out: FloatArray = table @ self.components_
        return out

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the components: truncatedsvd0, truncatedsvd1, and so on.

        Parameters
        ----------
        input_features
            Names of the features of X, only checked.

        Returns
        -------
        NDArray
            Strings, one a component.
        """
        self._names_in(input_features)
        return component_names(type(self).__name__, len(self.components_))
