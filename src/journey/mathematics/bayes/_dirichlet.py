"""The conjugate update for categories: a Dirichlet prior on the shares of several outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.bayes._conjugate import require_proper
from journey.mathematics.special import gammaln
from journey.mathematics.special._arrays import Floats, quiet
from journey.mathematics.stats import Frozen, beta, gamma


class DirichletMultinomial:
    r"""Shares that add up to 1, with a Dirichlet distribution, which learn from counts.

    $\prod_i p_i^{\alpha_i - 1} \cdot \prod_i p_i^{k_i}$ is Dirichlet again, with $\alpha + k$.

    Parameters
    ----------
    alpha
        Counts that the prior stands for, shape (k,), k at least 2.

    Attributes
    ----------
    alpha : ndarray
        A copy that cannot be written to.

    Raises
    ------
    ValueError
        If a parameter is negative or not finite, or there are fewer than two.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 3.4. CRC Press.

    Examples
    --------
    >>> posterior = DirichletMultinomial([1, 1, 1]).update([5, 2, 0])
    >>> posterior
    DirichletMultinomial([6.0, 3.0, 1.0])
    >>> posterior.mean().tolist()
    [0.6, 0.3, 0.1]
    """

    def __init__(self, alpha: ArrayLike) -> None:
        self.alpha: Floats = np.array(alpha, dtype=np.float64)
        self.alpha.flags.writeable = False
        if self.alpha.ndim != 1 or len(self.alpha) < 2:
            raise ValueError(
                f"DirichletMultinomial: alpha: expected shape (k,) with k >= 2, "
                f"got {self.alpha.shape}"
            )
        if not ((self.alpha >= 0) & np.isfinite(self.alpha)).all():
            raise ValueError(
                f"DirichletMultinomial: alpha: expected finite numbers from 0 on, "
                f"got {float(self.alpha.min())!r}"
            )

    def __repr__(self) -> str:
        return f"DirichletMultinomial({self.alpha.tolist()})"

    def update(self, counts: ArrayLike) -> DirichletMultinomial:
        """Return what is known after the counts, shape (..., k), added up over the front.

        Raises
        ------
        ValueError
            If the shape does not fit or a count is negative or not whole.
        """
        return DirichletMultinomial(self.alpha + self._counts("update", counts).sum(axis=0))

    def mean(self) -> Floats:
        """Return the mean of the shares, which is also the predictive distribution of one draw."""
        self._proper()
        return np.asarray(self.alpha / self.alpha.sum())

    def cov(self) -> Floats:
        """Return the covariance matrix of the shares, shape (k, k)."""
        mean = self.mean()
        return np.asarray((np.diag(mean) - np.outer(mean, mean)) / (self.alpha.sum() + 1))

    def marginal(self, i: int) -> Frozen:
        """Return the distribution of one share, a frozen beta."""
        self._proper()
        return beta(self.alpha[i], self.alpha.sum() - self.alpha[i])

    def logpdf(self, shares: ArrayLike) -> Any:
        """Return the log density at shares, shape (..., k), each row adding up to 1.

        Raises
        ------
        ValueError
            If a row does not add up to 1, to 1e-9, or has a negative share.
        """
        self._proper()
        p = np.asarray(shares, dtype=np.float64)
        if p.shape[-1:] != self.alpha.shape:
            raise ValueError(
                f"DirichletMultinomial.logpdf: shares: expected shape (..., {len(self.alpha)}), "
                f"got {p.shape}"
            )
        if (p < 0).any() or (np.abs(p.sum(axis=-1) - 1) > 1e-9).any():
            raise ValueError(
                "DirichletMultinomial.logpdf: shares: expected rows of numbers from 0 on "
                "that add up to 1"
            )
        with quiet():
            powers = np.where(self.alpha == 1, 0.0, (self.alpha - 1) * np.log(p)).sum(axis=-1)
        return powers + gammaln(self.alpha.sum()) - np.asarray(gammaln(self.alpha)).sum()

    def predictive_logpmf(self, counts: ArrayLike) -> Any:
        """Return the log probability of further counts, shape (..., k): Dirichlet-multinomial."""
        self._proper()
        shape = np.asarray(counts).shape[:-1]
        k = self._counts("predictive_logpmf", counts)
        total, n = self.alpha.sum(), k.sum(axis=1)
        log = np.asarray(gammaln(n + 1)) + gammaln(total) - np.asarray(gammaln(total + n))
        each = np.asarray(gammaln(k + self.alpha)) - np.asarray(gammaln(self.alpha))
        log = log + (each - np.asarray(gammaln(k + 1))).sum(axis=1)
        return log.reshape(shape)[()]

    def log_marginal(self, counts: ArrayLike) -> float:
        """Return the logarithm of the marginal likelihood of one row of counts, shape (k,)."""
        return float(self.predictive_logpmf(np.ravel(counts)))

    def rvs(self, size: int, random_state: int | np.random.Generator) -> Floats:
        """Draw shares, shape (size, k): gamma variables over their sum."""
        self._proper()
        drawn = gamma.rvs(self.alpha, size=(size, len(self.alpha)), random_state=random_state)
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))

    def _proper(self) -> None:
        require_proper(self, bool((self.alpha > 0).all()))

    def _counts(self, method: str, counts: ArrayLike) -> Floats:
        k = np.asarray(counts, dtype=np.float64)
        what = f"DirichletMultinomial.{method}: counts"
        if k.shape[-1:] != self.alpha.shape:
            raise ValueError(f"{what}: expected shape (..., {len(self.alpha)}), got {k.shape}")
        if not ((k >= 0) & (k == np.floor(k)) & np.isfinite(k)).all():
            raise ValueError(f"{what}: expected whole numbers from 0 on, got one that is not")
        return k.reshape(-1, len(self.alpha))
