"""The multivariate normal distribution, through the Cholesky factor of its covariance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special import ndtr, ndtri
from journey.mathematics.special._arrays import Floats, quiet, scalar
from journey.mathematics.stats._base import Seed, Size
from journey.mathematics.stats._simple import standard_normals


class MultivariateNormal:
    r"""Normal vectors with a mean and a covariance matrix.

    With $\Sigma = L L^\top$, $x = \mu + L z$ for a vector $z$ of independent standard normals.
    That draws samples, and solving it for $z$ gives the density: no matrix is inverted and the
    determinant is the product of the diagonal of $L$, squared.

    Examples
    --------
    >>> from journey.mathematics.stats import multivariate_normal
    >>> cov = [[2.0, 0.6], [0.6, 1.0]]
    >>> float(multivariate_normal.pdf([1.0, 0.0], mean=[0.0, 0.0], cov=cov).round(6))
    0.09162
    """

    def logpdf(self, x: ArrayLike, mean: ArrayLike, cov: ArrayLike) -> Any:
        """Return the logarithm of the density.

        Parameters
        ----------
        x
            Points, shape (..., d).
        mean
            Shape (d,).
        cov
            Symmetric, positive definite, shape (d, d).

        Returns
        -------
        ndarray or float
            Shape (...).

        Raises
        ------
        ValueError
            If the shapes do not fit, or `cov` is not symmetric and positive definite.
        """
        centre, factor = _parameters(mean, cov)
        points = _points(x, len(centre))
        z = np.linalg.solve(factor, (points - centre).reshape(-1, len(centre)).T)
        log = -0.5 * (z**2).sum(axis=0) - np.log(np.diag(factor)).sum()
        log -= 0.5 * len(centre) * np.log(2 * np.pi)
        return scalar(log.reshape(points.shape[:-1]))

    def pdf(self, x: ArrayLike, mean: ArrayLike, cov: ArrayLike) -> Any:
        """Return the density; parameters are those of `logpdf`."""
        return scalar(np.exp(np.asarray(self.logpdf(x, mean, cov))))

    def cdf(
        self,
        x: ArrayLike,
        mean: ArrayLike,
        cov: ArrayLike,
        *,
        maxpts: int = 20_000,
        random_state: Seed = 0,
    ) -> Any:
        r"""Return the probability that every coordinate is at most that of `x`.

        Genz's method: drawing one coordinate after the other, each below its bound given those
        before, turns the integral into a mean over the unit cube, taken at the points of a shifted
        lattice. In one dimension it is exact; otherwise the error is about $10^{-5}$.

        Parameters
        ----------
        x
            Points, shape (..., d).
        mean
            Shape (d,).
        cov
            Symmetric, positive definite, shape (d, d).
        maxpts
            Points of the lattice.
        random_state
            Seed or generator of the shift.

        Returns
        -------
        ndarray or float
            Shape (...).

        Raises
        ------
        ValueError
            If the shapes do not fit, or `cov` is not symmetric and positive definite.

        References
        ----------
        Genz, A. (1992). Numerical computation of multivariate normal probabilities. Journal of
        Computational and Graphical Statistics 1(2), 141-149.
        """
        centre, factor = _parameters(mean, cov)
        d = len(centre)
        points = _points(x, d)
        if d > len(_PRIMES):
            raise ValueError(f"cdf: mean: expected at most {len(_PRIMES)} dimensions, got {d}")
        roots = np.sqrt(_PRIMES[: d - 1])
        steps = np.arange(1, maxpts + 1)[:, None] * roots  # Richtmyer's lattice
        shift = np.random.default_rng(random_state).random(d - 1)
        w = np.abs(2 * ((steps + shift) % 1) - 1)  # folded, so that it is periodic
        bounds = (points - centre).reshape(-1, d)
        out = np.array([_genz(bound, factor, w) for bound in bounds])
        return scalar(out.reshape(points.shape[:-1]))

    def rvs(
        self, mean: ArrayLike, cov: ArrayLike, size: Size = None, random_state: Seed = None
    ) -> Floats:
        """Draw independent vectors.

        Parameters
        ----------
        mean
            Shape (d,).
        cov
            Symmetric, positive definite, shape (d, d).
        size
            How many, or a shape. Default: one.
        random_state
            Seed or generator.

        Returns
        -------
        ndarray
            Shape (*size, d).
        """
        centre, factor = _parameters(mean, cov)
        shape = () if size is None else np.empty(size, dtype=bool).shape
        rng = np.random.default_rng(random_state)
        drawn: Floats = centre + standard_normals(rng, (*shape, len(centre))) @ factor.T
        return drawn

    def mean(self, mean: ArrayLike, cov: ArrayLike) -> Floats:
        """Return the mean, shape (d,)."""
        return _parameters(mean, cov)[0].copy()

    def cov(self, mean: ArrayLike, cov: ArrayLike) -> Floats:
        """Return the covariance matrix, shape (d, d)."""
        factor = _parameters(mean, cov)[1]
        product: Floats = factor @ factor.T
        return product

    def conditional(
        self, mean: ArrayLike, cov: ArrayLike, known: ArrayLike, values: ArrayLike
    ) -> tuple[Floats, Floats]:
        r"""Return mean and covariance of the other coordinates when some are known.

        Parameters
        ----------
        mean
            Shape (d,).
        cov
            Symmetric, positive definite, shape (d, d).
        known
            Which coordinates are known, whole numbers, shape (k,).
        values
            What they are, shape (k,).

        Returns
        -------
        tuple of two ndarrays
            $\mu_1 + \Sigma_{12} \Sigma_{22}^{-1} (x_2 - \mu_2)$ and
            $\Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{21}$.

        Raises
        ------
        ValueError
            If there is not one value for each known coordinate.
        """
        centre, factor = _parameters(mean, cov)
        given = np.atleast_1d(np.asarray(known, dtype=np.int64))
        data = np.atleast_1d(np.asarray(values, dtype=np.float64))
        if given.shape != data.shape:
            raise ValueError(
                f"conditional: values: expected shape {given.shape}, one for each known, "
                f"got {data.shape}"
            )
        sigma: Floats = factor @ factor.T
        rest = np.setdiff1d(np.arange(len(centre)), given)
        weights = np.linalg.solve(sigma[np.ix_(given, given)], sigma[np.ix_(given, rest)]).T
        there: Floats = centre[rest] + weights @ (data - centre[given])
        spread = sigma[np.ix_(rest, rest)] - weights @ sigma[np.ix_(given, rest)]
        return there, np.asarray(spread, dtype=np.float64)


_PRIMES = np.array([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71])


def _genz(bound: Floats, factor: Floats, w: Floats) -> float:
    with quiet():
        share = np.full(len(w), ndtr(bound[0] / factor[0, 0]))
        total = share.copy()
        z = np.zeros((len(w), len(bound) - 1))
        for i in range(1, len(bound)):
            z[:, i - 1] = np.clip(np.asarray(ndtri(w[:, i - 1] * share)), -40, 40)
            share = np.asarray(ndtr((bound[i] - z[:, :i] @ factor[i, :i]) / factor[i, i]))
            total *= share
    return float(total.mean())


def _parameters(mean: ArrayLike, cov: ArrayLike) -> tuple[Floats, Floats]:
    """Return the mean and the Cholesky factor of the covariance."""
    centre = np.atleast_1d(np.asarray(mean, dtype=np.float64))
    matrix = np.asarray(cov, dtype=np.float64)
    d = len(centre)
    if centre.ndim != 1 or matrix.shape != (d, d):
        raise ValueError(
            f"mean, cov: expected shapes (d,) and (d, d), got {centre.shape} and {matrix.shape}"
        )
    if not np.allclose(matrix, matrix.T, rtol=1e-10, atol=0):
        raise ValueError("cov: expected a symmetric matrix, got one that is not")
    try:
        return centre, np.linalg.cholesky(matrix).astype(np.float64)
    except np.linalg.LinAlgError as error:
        least = float(np.linalg.eigvalsh(matrix).min())
        raise ValueError(
            f"cov: expected a positive definite matrix, got an eigenvalue of {least:.3g}"
        ) from error


def _points(x: ArrayLike, d: int) -> Floats:
    points = np.asarray(x, dtype=np.float64)
    if points.ndim == 0 or points.shape[-1] != d:
        raise ValueError(f"x: expected shape (..., {d}), got {points.shape}")
    return points


multivariate_normal = MultivariateNormal()
"""Normal vectors: called as `scipy.stats.multivariate_normal` is, mean and covariance given."""
