r"""The loss of logistic regression with its derivatives, and coordinates that suit it.

With scores $Z W^\top$, where $Z$ ends in a column of ones for the intercept, the loss is the mean
of minus the log probability of each sample's class, plus $\frac{\lambda}{2} \lVert W \rVert^2$
without the intercept. `_logistic` has the estimator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from journey.ml.linear_model._base import Array

_DECOMPOSED = 500  # features; with more, a decomposition costs more than it saves


def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)) without overflow."""
    small = np.exp(-np.abs(z))
    return np.asarray(np.where(z >= 0, 1.0, small) / (1.0 + small))


def softmax(scores: Array) -> Array:
    """Return exp(scores), each row divided by its sum, without overflow."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(shares)


@dataclass(frozen=True)
class Problem:
    """What is minimised, in coordinates u around the coefficients W, which are W + u T'."""

    Z: Array  # (n, m), the last column one where there is an intercept
    codes: NDArray[np.intp]  # the class of each sample
    share: Array  # (n,) weights, which add up to 1
    penalty: Array  # (m,) lambda for each feature, 0 for the intercept
    W: Array  # (1, m) for two classes, else (n_classes, m)
    T: Array  # (m, r)

    def coefficients(self, u: Array) -> Array:
        """Return the coefficients that u stands for, shaped as W."""
        return np.asarray(self.W + u.reshape(len(self.W), -1) @ self.T.T)

    def binary(self, u: Array) -> tuple[float, Array]:
        """Return loss and gradient for two classes; u has the shape (r,)."""
        w = self.coefficients(u)[0]
        sign = 2.0 * self.codes - 1.0
        margin = (self.Z @ w) * sign
        small = np.exp(-np.abs(margin))
        # -log p is log(1 + exp(-margin)); with |margin| split off, exp never overflows.
        losses = np.log1p(small) - np.minimum(margin, 0.0)
        wrong = np.where(margin >= 0, small, 1.0) / (1.0 + small)
        gradient = self.penalty * w - (self.share * sign * wrong) @ self.Z
        value = self.share @ losses + 0.5 * self.penalty @ (w * w)
        return float(value), gradient @ self.T

    def binary_hessian(self, u: Array) -> Array:
        """Return the Hessian for two classes, of shape (r, r)."""
        p = sigmoid(self.Z @ self.coefficients(u)[0])
        H = _gram(self.Z, self.share * p * (1.0 - p), self.penalty)
        return np.asarray(self.T.T @ H @ self.T)

    def softmax(self, u: Array) -> tuple[float, Array]:
        """Return loss and gradient for several classes; u is (n_classes, r), flattened."""
        W = self.coefficients(u)
        scores = self.Z @ W.T  # (n, k)
        scores -= scores.max(axis=1, keepdims=True)
        rows = np.arange(len(scores))
        own = scores[rows, self.codes]
        shares = np.exp(scores, out=scores)
        total = shares.sum(axis=1)
        value = self.share @ (np.log(total) - own) + 0.5 * ((W * W) @ self.penalty).sum()
        shares *= (self.share / total)[:, None]
        shares[rows, self.codes] -= self.share
        gradient = shares.T @ self.Z + W * self.penalty
        return float(value), (gradient @ self.T).ravel()

    def moved(self, u: Array) -> Problem:
        """Return the problem around the coefficients of u, in coordinates that suit it there."""
        W = self.coefficients(u)
        scores = self.Z @ W.T
        p = sigmoid(scores) if len(W) == 1 else softmax(scores)
        # At equal probabilities this is 1/4 for two classes and 1/2 for several, as at the start.
        k = 1 if len(W) == 1 else len(W)
        curvature = (p * (1.0 - p)).sum(axis=1) * (1.0 if k == 1 else 0.5 * k / (k - 1))
        return replace(self, W=W, T=coordinates(self.Z, self.share * curvature, self.penalty))


def problem(
    X: Array, codes: NDArray[np.intp], weight: Array, C: float, n_classes: int, intercept: bool
) -> Problem:
    """Set the loss up around zero, in coordinates where its curvature is at most 1."""
    n, d = X.shape
    total = float(weight.sum())
    Z = np.empty((n, d + intercept))
    Z[:, :d], Z[:, d:] = X, 1.0
    penalty = np.full(d + intercept, 1.0 / (C * total))
    penalty[d:] = 0.0
    share = weight / total
    vectors, bound = (1, 0.25) if n_classes == 2 else (n_classes, 0.5)
    T = coordinates(Z, bound * share, penalty)
    return Problem(Z, codes, share, penalty, np.zeros((vectors, Z.shape[1])), T)


def coordinates(Z: Array, curvature: Array, penalty: Array) -> Array:
    r"""Return T such that $T^\top B T = I$ for $B = Z^\top \operatorname{diag}(c) Z + \Lambda$.

    Since $p (1 - p) \le 1/4$, the curvature $c = s/4$ of each sample makes B a bound of the Hessian
    for two classes, and $s/2$ for several (Böhning 1992). Directions along which neither the data
    nor the penalty says anything are left out.
    """
    if Z.shape[1] > _DECOMPOSED:
        sizes = np.sqrt(curvature @ (Z * Z) + penalty)
        return np.diag(1.0 / np.where(sizes > 0, sizes, 1.0))
    B = _gram(Z, curvature, penalty)
    sizes = np.sqrt(np.diag(B))
    sizes[sizes == 0] = 1.0
    values, vectors = np.linalg.eigh(B / sizes / sizes[:, None])
    kept = values > values[-1] * len(values) * np.finfo(np.float64).eps
    return np.asarray(vectors[:, kept] / np.sqrt(values[kept]) / sizes[:, None])


def _gram(Z: Array, curvature: Array, penalty: Array) -> Array:
    if (curvature == curvature[0]).all():
        B = curvature[0] * (Z.T @ Z)
    else:
        scaled = Z * np.sqrt(curvature)[:, None]
        B = scaled.T @ scaled
    B.flat[:: len(B) + 1] += penalty
    return np.asarray(B)
