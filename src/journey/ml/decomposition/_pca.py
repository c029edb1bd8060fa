"""The estimator PCA: principal components by eigenvalues, by the SVD or by the randomised SVD."""

from __future__ import annotations

import numbers
from typing import Literal, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.decomposition._blocks import mean_of, scatter
from journey.ml.decomposition._dimension import log_evidence
from journey.ml.decomposition._gaussian import Components
from journey.ml.decomposition._randomized import NORMALIZERS, Normalizer, leading, with_signs
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_choice,
    check_integer,
    check_random_state,
    check_real,
    validate_data,
)

__all__ = ["PCA"]

_SOLVERS = ("auto", "full", "covariance_eigh", "randomized")


class PCA(Components):
    r"""Principal component analysis: the orthogonal directions in which samples vary most.

    The rows of `components_` are the eigenvectors of the covariance matrix with the largest
    eigenvalues. Of all linear maps to k dimensions and back, theirs has the smallest squared error:
    the sum of the eigenvalues that were dropped. Probabilistic PCA gives the same components as
    the maximum of a likelihood; `score`, `get_covariance` and `noise_variance_` are its.

    Parameters, attributes and results are scikit-learn's. Left out: the solver `"arpack"`, sparse
    tables, `copy` (the input is never changed) and `set_output`. Different: a single sample is an
    error; where nothing varies the shares of variance are 0, not NaN; the covariance is always
    computed about the mean, so that data far from the origin keep their digits; the model of a
    whitened PCA is the data's, where scikit-learn 1.9 multiplies the variances in twice; a model
    without variance in some direction has no density and says so.

    Parameters
    ----------
    n_components
        How many to keep. `None`: as many as there can be, min(n_samples, n_features). A float
        between 0 and 1: the fewest that explain more than this share of the variance. `"mle"`:
        Minka's choice, for at least as many samples as features.
    whiten
        Whether coordinates are divided by their standard deviation.
    svd_solver
        `"full"`: SVD of the centred table. `"covariance_eigh"`: eigenvalues of the covariance, for
        many samples of few features; the smallest are less exact, as the matrix is squared.
        `"randomized"`: for few components of a large table. `"auto"`: `"covariance_eigh"` for up to
        1,000 features with ten times as many samples, else `"full"` up to 500 on both sides, else
        `"randomized"` for fewer than 0.8 of the components, else `"full"`.
    tol
        Not used: it belongs to the solver that is left out.
    iterated_power
        Power iterations of the randomised solver, or `"auto"`.
    n_oversamples
        Random directions above `n_components`, for the randomised solver.
    power_iteration_normalizer
        See [randomized_svd][journey.ml.decomposition.randomized_svd].
    random_state
        Seed or generator for the randomised solver.

    Attributes
    ----------
    components_ : NDArray
        Orthonormal rows of shape (n_components_, n_features); the largest entry of each is
        positive.
    explained_variance_ : NDArray
        The variance along each, divided by n - 1; falling.
    explained_variance_ratio_ : NDArray
        The same as shares of the whole variance.
    singular_values_ : NDArray
        Of the centred table: $\sqrt{(n-1)\lambda}$.
    mean_ : NDArray
        Means of the features.
    n_components_ : int
        How many were kept.
    n_samples_ : int
        Samples seen in `fit`.
    noise_variance_ : float
        The mean variance along the dropped components; 0 where none was dropped. For fewer samples
        than features the solver `"full"` leaves the directions that no sample reaches out of the
        mean, as scikit-learn does.
    n_features_in_ : int
        Features seen in `fit`.

    References
    ----------
    Pearson, K. (1901). On lines and planes of closest fit to systems of points in space.
    Philosophical Magazine 2(11), 559-572.

    Tipping, M. E., Bishop, C. M. (1999). Probabilistic principal component analysis. Journal of the
    Royal Statistical Society B 61(3), 611-622. Section 3.2.

    Minka, T. P. (2000). Automatic choice of dimensionality for PCA. Advances in Neural Information
    Processing Systems 13, 598-604.

    Examples
    --------
    >>> from journey.ml.decomposition import PCA
    >>> model = PCA(1).fit([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
    >>> model.components_.round(6).tolist(), model.explained_variance_.round(6).tolist()
    ([[0.6, 0.8]], [25.0])
    >>> model.transform([[6.0, 8.0]]).round(6).tolist()
    [[5.0]]
    """

    explained_variance_ratio_: FloatArray
    singular_values_: FloatArray
    n_components_: int
    n_samples_: int

    def __init__(
        self,
        n_components: float | Literal["mle"] | None = None,
        *,
        whiten: bool = False,
        svd_solver: Literal["auto", "full", "covariance_eigh", "randomized"] = "auto",
        tol: float = 0.0,
        iterated_power: int | Literal["auto"] = "auto",
        n_oversamples: int = 10,
        power_iteration_normalizer: Normalizer = "auto",
        random_state: int | Rng | None = None,
    ) -> None:
        self.n_components = n_components
        self.whiten = whiten
        self.svd_solver = svd_solver
        self.tol = tol
        self.iterated_power = iterated_power
        self.n_oversamples = n_oversamples
        self.power_iteration_normalizer = power_iteration_normalizer
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Find the principal components.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), at least two.
        y
            Ignored.

        Returns
        -------
        PCA
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self._learn(validate_data(self, X, reset=True, min_samples=2))
        return self

    def fit_transform(self, X: ArrayLike, y: object = None) -> FloatArray:  # type: ignore[override]
        """Find the principal components and return the samples' coordinates along them.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), at least two.
        y
            Ignored.

        Returns
        -------
        FloatArray
            Shape (n_samples, n_components_).

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        table = validate_data(self, X, reset=True, min_samples=2)
        U = self._learn(table)
        if U is None:
            return self._project(table)
        U = U[:, : self.n_components_]
        # U diag(s) is what the centred table gives; U has unit columns.
        scale = np.sqrt(U.dtype.type(len(table) - 1)) if self.whiten else self.singular_values_
        out: FloatArray = U * scale
        return out

    def _learn(self, table: FloatArray) -> FloatArray | None:
        """Fit, and return the left singular vectors where the solver has them."""
        check_real("tol", self.tol, 0)
        check_choice("power_iteration_normalizer", self.power_iteration_normalizer, NORMALIZERS)
        check_integer("n_oversamples", self.n_oversamples, 1)
        if isinstance(self.iterated_power, str):
            check_choice("iterated_power", self.iterated_power, ("auto",))
        else:
            check_integer("iterated_power", self.iterated_power, 0)
        wanted = self._wanted(min(table.shape))
        solver = check_choice("svd_solver", self.svd_solver, _SOLVERS)
        if solver == "auto":
            solver = _best_solver(table.shape, wanted)
        if wanted == "mle" and table.shape[0] < table.shape[1]:
            raise ValueError(
                "n_components: 'mle' is only supported if n_samples >= n_features, got a table of "
                f"shape {table.shape}"
            )
        n = self.n_samples_ = len(table)
        self.mean_ = mean_of(table)
        if solver == "randomized":
            return self._learn_few(table, wanted)
        U: FloatArray | None = None
        if solver == "full":
            U, s, Vt = np.linalg.svd(table - self.mean_, full_matrices=False)
            variance = s**2 / (n - 1)
        else:
            eigenvalues, vectors = np.linalg.eigh(scatter(table, self.mean_) / (n - 1))
            variance = np.maximum(eigenvalues[::-1], 0)
            s, Vt = np.sqrt(variance * (n - 1)), vectors[:, ::-1].T
        ratio = variance / _or_one(variance.sum())
        if wanted == "mle":
            k = int(log_evidence(variance.astype(np.float64), n).argmax())
        elif isinstance(wanted, float):
            enough = np.cumsum(ratio).searchsorted(wanted, side="right") + 1
            k = min(int(enough), *table.shape)
        else:
            k = int(wanted)
        Vt = Vt[:k].copy()
        with_signs(U, Vt)
        self._keep(Vt, variance[:k].copy(), ratio[:k].copy(), s[:k].copy())
        self.noise_variance_ = float(variance[k:].mean()) if k < min(table.shape) else 0.0
        return U

    def _learn_few(self, table: FloatArray, wanted: float | str) -> FloatArray:
        if isinstance(wanted, str | float) or wanted < 1:
            raise ValueError(
                f"n_components: expected a whole number between 1 and {min(table.shape)} for "
                f"svd_solver='randomized', got {wanted!r}"
            )
        centred, k = table - self.mean_, int(wanted)
        U, s, Vt = leading(
            centred,
            k,
            self.n_oversamples,
            self.iterated_power,
            self.power_iteration_normalizer,
            check_random_state(self.random_state),
        )
        with_signs(U, Vt)
        freedom = len(table) - 1
        variance = s**2 / freedom
        whole = float(np.vdot(centred, centred)) / freedom
        self._keep(Vt, variance, variance / _or_one(whole), s)
        left, dropped = whole - float(variance.sum()), min(table.shape) - k
        self.noise_variance_ = max(left, 0.0) / dropped if dropped else 0.0
        return U

    def _keep(self, Vt: FloatArray, variance: FloatArray, ratio: FloatArray, s: FloatArray) -> None:
        self.components_, self.n_components_ = Vt, len(Vt)
        self.explained_variance_, self.explained_variance_ratio_ = variance, ratio
        self.singular_values_ = s

    def _wanted(self, most: int) -> float | Literal["mle"]:
        """Return the checked `n_components`: a whole number, a share, or "mle"."""
        given = self.n_components
        if given is None:
            return most
        if isinstance(given, str):
            check_choice("n_components", given, ("mle",))
            return "mle"
        if isinstance(given, numbers.Integral) and not isinstance(given, bool):
            if 0 <= given <= most:
                return int(given)
        elif isinstance(given, numbers.Real) and not isinstance(given, bool) and 0 < given < 1:
            return float(given)
        raise ValueError(
            f"n_components: expected a whole number between 0 and min(n_samples, n_features)="
            f"{most}, a share between 0 and 1, 'mle' or None, got {given!r}"
        )


def _best_solver(shape: tuple[int, ...], wanted: float | str) -> str:
    n, d = shape
    if d <= 1000 and n >= 10 * d:
        return "covariance_eigh"
    if max(n, d) <= 500 or isinstance(wanted, str):
        return "full"
    return "randomized" if 1 <= wanted < 0.8 * min(n, d) else "full"


def _or_one(total: float) -> float:
    return total if total > 0 else 1.0
