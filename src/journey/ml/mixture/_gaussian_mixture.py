"""The estimator GaussianMixture; the steps of EM are in the module beside it."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.cluster import KMeans, kmeans_plusplus
from journey.ml.mixture._em import (
    COVARIANCE_TYPES,
    Floats,
    Mixture,
    e_step,
    factors_of_precisions,
    log_joint,
    m_step,
    shape_of,
)
from journey.ml.utils import (
    Rng,
    check_choice,
    check_integer,
    check_is_fitted,
    check_random_state,
    check_real,
    convergence_warning,
    validate_data,
)

_STARTS = ("kmeans", "k-means++", "random", "random_from_data")


class GaussianMixture(BaseEstimator):
    r"""A mixture of normal distributions, fitted by expectation and maximisation.

    Maximises the likelihood $\prod_i \sum_j \pi_j\, N(x_i; \mu_j, \Sigma_j)$ to a local maximum
    that depends on the start. Parameters, attributes and results are scikit-learn's: from the same
    start, or the same seed, both take the same path. Left out: `warm_start`, `verbose` and
    `verbose_interval`. Different: all is computed in float64; variances are means of squared gaps,
    so data far from the origin keep their digits; and the start of a tied covariance from
    single samples is their own scatter, where scikit-learn's depends on the origin.

    Parameters
    ----------
    n_components
        The number of components, k.
    covariance_type
        `"full"`: each component has its own matrix; `"tied"`: all share one; `"diag"`: own
        variances, no correlation; `"spherical"`: one variance each.
    tol
        A run ends when the mean log-likelihood changes by less.
    reg_covar
        Added to the variances in each round, so that none collapses. Above 0 the likelihood may
        fall by a little: the M-step is then not quite the maximum.
    max_iter
        The most rounds of one run; 0 keeps the start.
    n_init
        Runs from different starts, of which the best is kept.
    init_params
        Where the first responsibilities come from: `"kmeans"`, `"k-means++"` or
        `"random_from_data"` for single samples, `"random"` for random ones.
    weights_init, means_init, precisions_init
        Parameters to start from, each in place of what `init_params` gives.
    random_state
        Seed or generator for the starts and for `sample`.

    Attributes
    ----------
    weights_ : NDArray
        Shares of shape (k,).
    means_ : NDArray
        Shape (k, n_features).
    covariances_ : NDArray
        Full (k, d, d), tied (d, d), diag (k, d), spherical (k,).
    precisions_cholesky_ : NDArray
        Upper triangular P with $P P^\top$ the inverse covariance; the same shape.
    precisions_ : NDArray
        The inverse covariances.
    converged_ : bool
        Whether the run that was kept ended by `tol`.
    n_iter_ : int
        Its rounds.
    lower_bound_ : float
        Its mean log-likelihood before the last M-step.
    lower_bounds_ : list of float
        The same for each round.
    n_features_in_ : int
        Features seen in `fit`.

    References
    ----------
    Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Maximum likelihood from incomplete data via
    the EM algorithm. Journal of the Royal Statistical Society B 39(1), 1-38. Section 4.3.

    Examples
    --------
    >>> from journey.ml.mixture import GaussianMixture
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> model = GaussianMixture(n_components=2, random_state=0).fit(X)
    >>> model.means_.round(6).tolist()
    [[10.0, 2.0], [1.0, 2.0]]
    >>> model.predict([[0, 0], [12, 3]]).tolist()
    [1, 0]
    """

    _kind: ClassVar[str | None] = "density_estimator"
    _float32_kept: ClassVar[bool] = False

    weights_: Floats
    means_: Floats
    covariances_: Floats
    precisions_cholesky_: Floats
    converged_: bool
    n_iter_: int
    lower_bound_: float
    lower_bounds_: list[float]
    n_features_in_: int

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: Literal["full", "tied", "diag", "spherical"] = "full",
        tol: float = 1e-3,
        reg_covar: float = 1e-6,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: Literal["kmeans", "k-means++", "random", "random_from_data"] = "kmeans",
        weights_init: ArrayLike | None = None,
        means_init: ArrayLike | None = None,
        precisions_init: ArrayLike | None = None,
        random_state: int | Rng | None = None,
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.weights_init = weights_init
        self.means_init = means_init
        self.precisions_init = precisions_init
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Fit the mixture.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        GaussianMixture
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, there are fewer samples than components, or a
            component collapses.

        Warns
        -----
        ConvergenceWarning
            If the run that was kept ended by `max_iter`.
        """
        check_integer("n_components", self.n_components, 1)
        kind = check_choice("covariance_type", self.covariance_type, COVARIANCE_TYPES)
        check_choice("init_params", self.init_params, _STARTS)
        tol, reg_covar = check_real("tol", self.tol, 0), check_real("reg_covar", self.reg_covar, 0)
        max_iter = check_integer("max_iter", self.max_iter, 0)
        n_init = check_integer("n_init", self.n_init, 1)
        table = self._table(X, reset=True)
        if len(table) < max(2, self.n_components):
            raise ValueError(
                f"X: expected at least {max(2, self.n_components)} samples, for as many "
                f"components, got {len(table)} sample(s); Expected n_samples >= n_components"
            )
        given = self._given(table.shape[1])
        rng = check_random_state(self.random_state)
        best: tuple[Mixture, list[float], bool] | None = None
        for _ in range(n_init):
            mixture = self._start(table, given, rng)
            bounds: list[float] = []
            converged = False
            for _ in range(max_iter):
                density, resp = e_step(table, mixture, kind)
                mixture = m_step(table, resp, kind, reg_covar)
                bounds.append(float(density.mean()))
                if len(bounds) > 1 and abs(bounds[-1] - bounds[-2]) < tol:
                    converged = True
                    break
            if best is None or (bounds and bounds[-1] > best[1][-1]):
                best = mixture, bounds, converged
        assert best is not None
        mixture, self.lower_bounds_, self.converged_ = best
        self.n_iter_ = len(self.lower_bounds_)
        self.lower_bound_ = self.lower_bounds_[-1] if self.lower_bounds_ else -np.inf
        self.weights_, self.means_, self.covariances_, self.precisions_cholesky_ = mixture
        if max_iter and not self.converged_:
            warnings.warn(
                f"Best performing initialization did not converge in max_iter={max_iter} rounds: "
                "raise max_iter or tol, try another start, or look for a collapsing component",
                convergence_warning(),
                stacklevel=2,
            )
        return self

    def fit_predict(self, X: ArrayLike, y: object = None) -> NDArray[np.int64]:
        """Fit and return the most probable component of each sample, shape (n_samples,)."""
        return self.fit(X).predict(X)

    def score_samples(self, X: ArrayLike) -> Floats:
        """Return the log-density of each sample, shape (n_samples,)."""
        return e_step(self._table(X), self._mixture(), self.covariance_type)[0]

    def score(self, X: ArrayLike, y: object = None) -> float:
        """Return the mean log-density of the samples."""
        return float(self.score_samples(X).mean())

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the probability of each component given each sample, (n_samples, k)."""
        return e_step(self._table(X), self._mixture(), self.covariance_type)[1]

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        """Return the most probable component of each sample, shape (n_samples,)."""
        joint = log_joint(self._table(X), self._mixture(), self.covariance_type)
        return np.asarray(joint.argmax(axis=1))

    def sample(self, n_samples: int = 1) -> tuple[Floats, NDArray[np.int64]]:
        """Draw from the fitted mixture, component by component.

        Parameters
        ----------
        n_samples
            How many.

        Returns
        -------
        X : NDArray
            Shape (n_samples, n_features).
        y : NDArray
            Their components, shape (n_samples,).
        """
        n = check_integer("n_samples", n_samples, 1)
        mixture = self._mixture()
        rng: Any = check_random_state(self.random_state)
        counts = rng.multinomial(n, mixture.weights)
        d = mixture.means.shape[1]
        parts = []
        for j, count in enumerate(counts):
            if self.covariance_type in ("full", "tied"):
                full = self.covariance_type == "full"
                cov = mixture.covariances[j] if full else mixture.covariances
                parts.append(rng.multivariate_normal(mixture.means[j], cov, int(count)))
            else:
                z = rng.standard_normal(size=(count, d))
                parts.append(mixture.means[j] + z * np.sqrt(mixture.covariances[j]))
        return np.vstack(parts), np.repeat(np.arange(len(counts)), counts)

    def aic(self, X: ArrayLike) -> float:
        """Return Akaike's criterion on samples; lower is better."""
        return 2 * self._n_parameters() - 2 * float(self.score_samples(X).sum())

    def bic(self, X: ArrayLike) -> float:
        """Return the Bayesian information criterion on samples; lower is better."""
        density = self.score_samples(X)
        return float(self._n_parameters() * np.log(len(density)) - 2 * density.sum())

    @property
    def precisions_(self) -> Floats:
        """The inverse covariances."""
        factors = self._mixture().precisions_cholesky
        if self.covariance_type in ("full", "tied"):
            inverse: Floats = factors @ factors.swapaxes(-1, -2)
            return inverse
        return factors**2

    def _n_parameters(self) -> int:
        k, d = self.means_.shape
        matrix = d * (d + 1) // 2
        sizes = {"full": k * matrix, "tied": matrix, "diag": k * d, "spherical": k}
        return int(sizes[self.covariance_type] + k * d + k - 1)

    def _mixture(self) -> Mixture:
        check_is_fitted(self, "weights_")
        return Mixture(self.weights_, self.means_, self.covariances_, self.precisions_cholesky_)

    def _table(self, X: ArrayLike, *, reset: bool = False) -> Floats:
        if not reset:
            check_is_fitted(self, "weights_")
        return validate_data(self, X, reset=reset).astype(np.float64)

    def _given(self, d: int) -> dict[str, Floats]:
        """Return the checked starting parameters that were given."""
        k, kind = self.n_components, self.covariance_type
        shapes = {"weights": (k,), "means": (k, d), "precisions": shape_of(kind, k, d)}
        given = {}
        for name, shape in shapes.items():
            value = getattr(self, f"{name}_init")
            if value is None:
                continue
            array = np.array(value, dtype=np.float64)
            if array.shape != shape or not np.isfinite(array).all():
                raise ValueError(
                    f"{name}_init: expected finite numbers of shape {shape}, got {array.shape}"
                )
            given[name] = array
        weights = given.get("weights", np.ones(1))
        if (weights < 0).any() or abs(weights.sum() - 1) > 1e-8:
            raise ValueError(f"weights_init: expected shares that sum to 1, got {weights.tolist()}")
        if "precisions" in given:
            precisions = given["precisions"]
            matrices = kind in ("full", "tied")
            least = np.linalg.eigvalsh(precisions) if matrices else precisions
            same = not matrices or np.allclose(precisions, precisions.swapaxes(-1, -2))
            if not (same and (least > 0).all()):
                raise ValueError(
                    "precisions_init: expected symmetric, positive definite precisions, got a "
                    f"smallest eigenvalue of {least.min():g}"
                )
        return given

    def _start(self, table: Floats, given: dict[str, Floats], rng: Rng) -> Mixture:
        """Return the mixture that the first round starts from."""
        kind = self.covariance_type
        if len(given) == 3:
            factors = factors_of_precisions(given["precisions"], kind)
            return Mixture(given["weights"], given["means"], np.empty(0), factors)
        mixture = m_step(table, self._first_responsibilities(table, rng), kind, self.reg_covar)
        mixture = mixture._replace(
            weights=given.get("weights", mixture.weights), means=given.get("means", mixture.means)
        )
        if "precisions" in given:
            factors = factors_of_precisions(given["precisions"], kind)
            mixture = mixture._replace(precisions_cholesky=factors)
        return mixture

    def _first_responsibilities(self, table: Floats, rng: Any) -> Floats:
        n, k = len(table), self.n_components
        if self.init_params == "random":
            drawn = rng.uniform(size=(n, k))
            shares: Floats = drawn / drawn.sum(axis=1, keepdims=True)
            return shares
        resp = np.zeros((n, k))
        if self.init_params == "kmeans":
            resp[np.arange(n), KMeans(k, n_init=1, random_state=rng).fit(table).labels_] = 1
        elif self.init_params == "k-means++":
            resp[kmeans_plusplus(table, k, random_state=rng)[1], np.arange(k)] = 1
        else:
            resp[rng.choice(n, size=k, replace=False), np.arange(k)] = 1
        return resp
