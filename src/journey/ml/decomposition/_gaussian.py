"""What PCA and its incremental form share: projecting, going back, and the normal model."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.decomposition._blocks import project
from journey.ml.utils import FloatArray, check_array, check_is_fitted, validate_data


def component_names(kind: str, number: int) -> NDArray[np.object_]:
    """Return pca0, pca1, and so on."""
    return np.array([f"{kind.lower()}{i}" for i in range(number)], dtype=object)


class Components(TransformerMixin, BaseEstimator):
    """A fitted set of components with the variance along each and one variance off them."""

    whiten: bool
    components_: FloatArray
    explained_variance_: FloatArray
    noise_variance_: float
    mean_: FloatArray
    n_features_in_: int

    def _table(self, X: ArrayLike) -> FloatArray:
        check_is_fitted(self, "components_")
        return validate_data(self, X, reset=False)

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the coordinates of samples along the components.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Shape (n_samples, n_components); with `whiten`, divided by the standard deviations.
        """
        return self._project(self._table(X))

    def _project(self, table: FloatArray) -> FloatArray:
        out = project(table, self.mean_, self.components_)
        if self.whiten:
            out /= self._scale()
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
            Shape (n_samples, n_features). For what `transform` gave, the nearest points to the
            samples within the span of the components.
        """
        check_is_fitted(self, "components_")
        table = check_array(X)
        if table.shape[1] != len(self.components_):
            raise ValueError(
                f"X: expected {len(self.components_)} columns, one a component, "
                f"got {table.shape[1]}"
            )
        if self.whiten:
            table = table * np.sqrt(self.explained_variance_)
        out: FloatArray = table @ self.components_
        out += self.mean_
        return out

    def get_covariance(self) -> FloatArray:
        r"""Return the covariance of the normal model, $V^\top(\Lambda - \sigma^2)V + \sigma^2 I$.

        Returns
        -------
        FloatArray
            Shape (n_features, n_features).
        """
        variance, noise = self._variances()
        return self._matrix(variance - noise, noise)

    def get_precision(self) -> FloatArray:
        r"""Return the inverse of the model's covariance.

        As the components are orthonormal, it is the same sum with $1/\lambda$ in place of
        $\lambda$, and nothing has to be inverted.

        Returns
        -------
        FloatArray
            Shape (n_features, n_features).

        Raises
        ------
        LinAlgError
            If the model has no variance in some direction.
        """
        variance, noise = self._positive_variances()
        return self._matrix(1 / variance - 1 / noise, 1 / noise)

    def score_samples(self, X: ArrayLike) -> FloatArray:
        r"""Return the log-density of samples under the normal model of probabilistic PCA.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            Shape (n_samples,).

        Raises
        ------
        LinAlgError
            If the model has no variance in some direction.
        """
        table = self._table(X)
        variance, noise = self._positive_variances()
        centred = table - self.mean_
        along = centred @ self.components_.T
        d, off = table.shape[1], table.shape[1] - len(variance)
        distance = (along**2 / variance).sum(axis=1)
        logdet = float(np.log(variance).sum())
        if off:
            centred -= along @ self.components_
            distance += (centred**2).sum(axis=1) / noise
            logdet += off * float(np.log(noise))
        result: FloatArray = -(distance + (d * float(np.log(2 * np.pi)) + logdet)) / 2
        return result

    def score(self, X: ArrayLike, y: object = None) -> float:
        """Return the mean log-density of samples under the normal model.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        float
            The mean of `score_samples`.
        """
        return float(self.score_samples(X).mean())

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the components: the class's name in lower case, and a number.

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

    def _scale(self) -> FloatArray:
        # A component without variance has coordinates 0, to rounding; they stay finite.
        deviation = np.sqrt(self.explained_variance_)
        scale: FloatArray = np.maximum(deviation, np.finfo(deviation.dtype).eps)
        return scale

    def _variances(self) -> tuple[FloatArray, float]:
        check_is_fitted(self, "components_")
        noise = float(self.noise_variance_)
        return np.maximum(self.explained_variance_, noise), noise

    def _positive_variances(self) -> tuple[FloatArray, float]:
        variance, noise = self._variances()
        whole = len(variance) == self.n_features_in_
        least = min(variance.min(initial=np.inf), np.inf if whole else noise)
        if least <= 0:
            raise np.linalg.LinAlgError(
                "the model's covariance is singular: expected variance in all "
                f"{self.n_features_in_} directions, got none off the {len(variance)} components "
                "or along one of them; keep fewer components"
            )
        return variance, noise if noise > 0 else 1.0

    def _matrix(self, along: FloatArray, everywhere: float) -> FloatArray:
        matrix: FloatArray = (self.components_.T * along) @ self.components_
        matrix.flat[:: len(matrix) + 1] += everywhere
        return matrix
