r"""The loss of logistic regression with its derivatives, and coordinates that suit it.

The loss is the mean of minus the log probability of each sample's class, plus
$\frac{\lambda}{2} \lVert W \rVert^2$ without the intercept. `_logistic` has the estimator.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from journey.ml.linear_model._base import Array

_SAMPLE = 40  # rows for each coefficient: their curvature is within a factor of two of that of all
_GOLDEN = 0.6180339887498949
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
    """What is minimised, in coordinates u around the coefficients W, which are W + u T'.

    Coefficients end in the intercept, where there is one; it stands for a last column of ones of X.
    """

    X: Array  # (n, d)
    intercept: bool
    codes: NDArray[np.intp]  # the class of each sample
    share: Array  # (n,) weights, which add up to 1
    penalty: Array  # (m,) lambda for each feature, 0 for the intercept
    W: Array  # (1, m) for two classes, else (n_classes, m)
    T: Array  # (m, r)

    def coefficients(self, u: Array) -> Array:
        """Return the coefficients that u stands for, shaped as W."""
        return np.asarray(self.W + u.reshape(len(self.W), -1) @ self.T.T)

    def scores(self, W: Array) -> Array:
        """Return the scores of all samples, of shape (n, 1) or (n, n_classes)."""
        d = self.X.shape[1]
        scores: Array = self.X @ W[:, :d].T
        if self.intercept:
            scores += W[:, d]
        return scores

    def gradient(self, slopes: Array, W: Array) -> Array:
        """Return the gradient by W, given that by the scores, of shape (1 or n_classes, n)."""
        parts = [slopes @ self.X]
        if self.intercept:
            parts.append(slopes.sum(axis=1, keepdims=True))
        return np.hstack(parts) + self.penalty * W

    def binary(self, u: Array) -> tuple[float, Array]:
        """Return loss and gradient for two classes; u has the shape (r,)."""
        W = self.coefficients(u)
        sign = 2.0 * self.codes - 1.0
        margin = self.scores(W)[:, 0] * sign
        small = np.exp(-np.abs(margin))
        # -log p is log(1 + exp(-margin)); with |margin| split off, exp never overflows.
        losses = np.log1p(small) - np.minimum(margin, 0.0)
        wrong = np.where(margin >= 0, small, 1.0) / (1.0 + small)
        gradient = self.gradient((-self.share * sign * wrong)[None], W)[0]
        value = self.share @ losses + 0.5 * self.penalty @ (W[0] * W[0])
        return float(value), gradient @ self.T

    def binary_hessian(self, u: Array) -> Array:
        """Return the Hessian for two classes, of shape (r, r)."""
        p = sigmoid(self.scores(self.coefficients(u))[:, 0])
        H = self._gram(self.share * p * (1.0 - p))
        return np.asarray(self.T.T @ H @ self.T)

    def softmax(self, u: Array) -> tuple[float, Array]:
        """Return loss and gradient for several classes; u is (n_classes, r), flattened."""
        W = self.coefficients(u)
        scores = self.scores(W)
        scores -= scores.max(axis=1, keepdims=True)
        rows = np.arange(len(scores))
        own = scores[rows, self.codes]
        shares = np.exp(scores, out=scores)
        total = shares.sum(axis=1)
        value = self.share @ (np.log(total) - own) + 0.5 * ((W * W) @ self.penalty).sum()
        shares *= (self.share / total)[:, None]
        shares[rows, self.codes] -= self.share
        return float(value), (self.gradient(shares.T, W) @ self.T).ravel()

    def sample(self) -> Problem | None:
        """Return the problem of some of the rows, or None where there are too few of them.

        Multiples of the golden ratio, modulo 1, fall evenly and follow no period of the data.
        """
        n, m = len(self.X), len(self.penalty)
        size = _SAMPLE * m
        if n < 3 * size or m > _DECOMPOSED or not self.penalty.any():
            return None
        rows = np.sort((np.arange(size) * _GOLDEN % 1.0 * n).astype(np.intp))
        share = self.share[rows]
        if not share.all():
            return None
        return replace(self, X=self.X[rows], codes=self.codes[rows], share=share / share.sum())

    def scaled(self) -> Problem:
        r"""Return the problem in coordinates where the curvature is at most 1.

        Since $p (1 - p) \le 1/4$, the curvature $s/4$ of each sample bounds the Hessian for two
        classes, and $s/2$ for several (Böhning 1992).
        """
        return self._in_coordinates(self.share * (0.25 if len(self.W) == 1 else 0.5))

    def moved(self, u: Array) -> Problem:
        """Return the problem around the coefficients of u, in coordinates that suit it there."""
        W = self.coefficients(u)
        scores = self.scores(W)
        p = sigmoid(scores) if len(W) == 1 else softmax(scores)
        # At equal probabilities this is 1/4 for two classes and 1/2 for several, as at the start.
        k = 1 if len(W) == 1 else len(W)
        curvature = (p * (1.0 - p)).sum(axis=1) * (1.0 if k == 1 else 0.5 * k / (k - 1))
        return replace(self, W=W)._in_coordinates(self.share * curvature)

    def _in_coordinates(self, curvature: Array) -> Problem:
        r"""Return the problem with T such that $T^\top B T = I$.

        B is $Z^\top \operatorname{diag}(c) Z + \Lambda$, where Z is X and the column of ones.
        Directions along which neither the data nor the penalty says anything are left out.
        """
        if self.X.shape[1] > _DECOMPOSED:
            squares = curvature @ (self.X * self.X)
            whole = [curvature.sum()] if self.intercept else []
            sizes = np.sqrt(np.append(squares, whole) + self.penalty)
            return replace(self, T=np.diag(1.0 / np.where(sizes > 0, sizes, 1.0)))
        B = self._gram(curvature)
        sizes = np.sqrt(np.diag(B))
        sizes[sizes == 0] = 1.0
        values, vectors = np.linalg.eigh(B / sizes / sizes[:, None])
        kept = values > values[-1] * len(values) * np.finfo(np.float64).eps
        return replace(self, T=vectors[:, kept] / np.sqrt(values[kept]) / sizes[:, None])

    def _gram(self, curvature: Array) -> Array:
        X, d = self.X, self.X.shape[1]
        B = np.empty((len(self.penalty), len(self.penalty)))
        if (curvature == curvature[0]).all():
            B[:d, :d] = curvature[0] * (X.T @ X)
        else:
            scaled = X * np.sqrt(curvature)[:, None]
            B[:d, :d] = scaled.T @ scaled
        if self.intercept:
            B[d, :d] = B[:d, d] = curvature @ X
            B[d, d] = curvature.sum()
        B.flat[:: len(B) + 1] += self.penalty
        return B


def problem(
    X: Array, codes: NDArray[np.intp], weight: Array, C: float, n_classes: int, intercept: bool
) -> Problem:
    """Set the loss up around zero, in the coordinates of the coefficients."""
    if not (X.flags.c_contiguous or X.flags.f_contiguous):
        X = np.ascontiguousarray(X)  # once, not with each product
    d, m = X.shape[1], X.shape[1] + intercept
    total = float(weight.sum())
    penalty = np.full(m, 1.0 / (C * total))
    penalty[d:] = 0.0
    W = np.zeros((1 if n_classes == 2 else n_classes, m))
    return Problem(X, intercept, codes, weight / total, penalty, W, np.eye(m))
