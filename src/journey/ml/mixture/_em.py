"""The two steps of EM for a mixture of normal distributions, for four shapes of covariance.

Covariances are kept beside the upper triangular factors of their inverses: with `P P^T` the
inverse, the squared distance of a sample is the squared length of `(x - mean) P`, and the
determinant is the product of a diagonal. Every variance is a mean of squared gaps. The mean of
squares less the squared mean would save a pass, and lose all digits on data far from the origin.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

COVARIANCE_TYPES = ("full", "tied", "diag", "spherical")


class Mixture(NamedTuple):
    """The parameters of a mixture with k components in d dimensions."""

    weights: Floats  # (k,)
    means: Floats  # (k, d)
    covariances: Floats  # full (k, d, d), tied (d, d), diag (k, d), spherical (k,)
    precisions_cholesky: Floats  # the same shape


def shape_of(kind: str, k: int, d: int) -> tuple[int, ...]:
    """Return the shape of the covariances."""
    return {"full": (k, d, d), "tied": (d, d), "diag": (k, d), "spherical": (k,)}[kind]


def log_joint(X: Floats, mixture: Mixture, kind: str) -> Floats:
    """Return log weight + log density of each sample in each component, shape (n, k)."""
    n, d = X.shape
    k = len(mixture.weights)
    factors = mixture.precisions_cholesky
    out = np.empty((n, k))
    for j in range(k):
        gaps = X - mixture.means[j]
        if kind in ("full", "tied"):
            factor = factors[j] if kind == "full" else factors
            gaps = gaps @ factor
            out[:, j] = np.einsum("ij,ij->i", gaps, gaps)
            half_log_det = np.log(factor.diagonal()).sum()
        else:
            factor = np.broadcast_to(factors[j], (d,))
            gaps *= gaps
            out[:, j] = gaps @ factor**2
            half_log_det = np.log(factor).sum()
        out[:, j] *= -0.5
        out[:, j] += half_log_det
    with np.errstate(divide="ignore"):  # a component without weight is minus infinity
        out += np.log(mixture.weights) - 0.5 * d * np.log(2 * np.pi)
    return out


def e_step(X: Floats, mixture: Mixture, kind: str) -> tuple[Floats, Floats]:
    """Return the log-density of each sample, (n,), and its responsibilities, (n, k).

    The responsibility of a component is the probability that the sample came from it.
    """
    joint = log_joint(X, mixture, kind)
    top = joint.max(axis=1, keepdims=True)
    joint -= top
    np.exp(joint, out=joint)
    total = joint.sum(axis=1, keepdims=True)
    joint /= total
    return (top + np.log(total))[:, 0], joint


def m_step(X: Floats, resp: Floats, kind: str, reg_covar: float) -> Mixture:
    """Return the mixture that makes samples with these responsibilities most likely.

    It is the closed form of one normal distribution, with the responsibilities as weights.
    """
    d = X.shape[1]
    k = resp.shape[1]
    # An empty component divides by no zero. scikit-learn adds 2e-15 to every count instead; that
    # moves the mean off a lone sample, and a collapsed variance passes for a tiny one.
    counts = np.maximum(resp.sum(axis=0), np.finfo(np.float64).tiny)
    means = resp.T @ X / counts[:, None]
    covariances = np.zeros(shape_of(kind, k, d))
    for j in range(k):
        gaps = X - means[j]
        if kind in ("full", "tied"):
            scatter = (resp[:, j, None] * gaps).T @ gaps
            if kind == "full":
                covariances[j] = scatter / counts[j]
            else:
                covariances += scatter
        else:
            gaps *= gaps
            variances = resp[:, j] @ gaps / counts[j]
            covariances[j] = variances if kind == "diag" else variances.mean()
    if kind == "tied":
        covariances /= counts.sum()
    if kind in ("full", "tied"):
        covariances[..., np.arange(d), np.arange(d)] += reg_covar
    else:
        covariances += reg_covar
    return Mixture(counts / counts.sum(), means, covariances, factors_of(covariances, kind))


def factors_of(covariances: Floats, kind: str) -> Floats:
    """Return the factors of the inverses; raise where a covariance has none."""
    problem = (
        "covariances: expected positive definite ones, got a singular one: a component has "
        "collapsed onto too few samples, where the likelihood has no bound. Fewer components, a "
        "larger reg_covar, another covariance_type or scaled data can help"
    )
    if kind in ("full", "tied"):
        try:
            lower = np.linalg.cholesky(covariances)
        except np.linalg.LinAlgError:
            raise ValueError(problem) from None
        identity = np.broadcast_to(np.eye(covariances.shape[-1]), covariances.shape)
        factors: Floats = np.linalg.solve(lower, identity).swapaxes(-1, -2)
        return np.triu(factors)
    if not (covariances > 0).all():
        raise ValueError(problem)
    roots: Floats = 1 / np.sqrt(covariances)
    return roots


def factors_of_precisions(precisions: Floats, kind: str) -> Floats:
    """Return upper triangular P with P P^T the precisions, from Cholesky's factor read backwards.

    The factor of the matrix with both its orders reversed is lower triangular; reversed again it
    is upper triangular.
    """
    if kind in ("full", "tied"):
        backwards = precisions[..., ::-1, ::-1]
        return np.asarray(np.linalg.cholesky(backwards)[..., ::-1, ::-1], dtype=np.float64)
    return np.sqrt(precisions)


def em_naive(X: Floats, mixture: Mixture) -> tuple[float, Mixture]:
    """One round of EM as the definition says it, for full covariances: sample by sample.

    Returns the mean log-likelihood before the round and the mixture after it. It is the oracle of
    the steps above, and overflows where they do not.
    """
    k, d = mixture.means.shape
    resp = np.empty((len(X), k))
    total = 0.0
    for i, x in enumerate(X):
        for j in range(k):
            gap, cov = x - mixture.means[j], mixture.covariances[j]
            density = np.exp(-0.5 * gap @ np.linalg.inv(cov) @ gap)
            density /= np.sqrt((2 * np.pi) ** d * np.linalg.det(cov))
            resp[i, j] = mixture.weights[j] * density
        total += np.log(resp[i].sum()) / len(X)
        resp[i] /= resp[i].sum()
    means = np.array([np.average(X, axis=0, weights=resp[:, j]) for j in range(k)])
    covs = np.array([np.cov(X.T, aweights=resp[:, j], bias=True).reshape(d, d) for j in range(k)])
    return total, Mixture(resp.mean(axis=0), means, covs, factors_of(covs, "full"))
