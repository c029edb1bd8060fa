"""Least squares without a penalty: the normal equations where they are safe, else orthogonal.

The Gram matrix squares the condition number. Its eigenvalues say how large that number is, and so
whether the fast way keeps enough digits; if not, a QR and a singular value decomposition do the
work. The penalised fits are in `_ridge` and `_lasso`.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.linear_model._base import Array, LinearModel, centred
from journey.ml.utils import check_real

__all__ = ["LinearRegression", "least_squares_naive"]

_SAFE = 1e-8  # smallest share of the largest eigenvalue: a condition number of 1e4 for X


class Solution(NamedTuple):
    """Coefficients of shape (n_features, n_targets), rank, and singular values, largest first."""

    coef: Array
    rank: int
    singular: Array


class LinearRegression(LinearModel):
    r"""Ordinary least squares.

    Minimises $\lVert y - X w - b \rVert^2$. Where many $w$ do, as with fewer samples than features,
    it is the shortest of them. scikit-learn's `copy_X`, `n_jobs` and `positive` have no
    counterpart, and sparse input is not taken.

    Parameters
    ----------
    fit_intercept
        Whether to learn the intercept $b$. Default: yes.
    tol
        Singular values of the centred X below `tol` times the largest count as zero: what varies
        less is taken for rounding. Default: 1e-6.

    Attributes
    ----------
    coef_ : NDArray
        Coefficients of shape (n_features,) or (n_targets, n_features).
    intercept_ : float or NDArray
        The intercept, one for each target.
    rank_ : int
        Number of singular values that count.
    singular_ : NDArray
        Singular values of X, centred and weighted, of shape (min(n_samples, n_features),).
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Golub, G. H., Van Loan, C. F. (2013). Matrix computations, 4th edition, sections 5.3 and 5.5.

    Examples
    --------
    >>> from journey.ml.linear_model import LinearRegression
    >>> model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])
    >>> model.coef_.round(6), round(model.intercept_, 6), model.rank_
    (array([2.]), 1.0, 1)
    """

    rank_: int
    singular_: Array

    def __init__(self, *, fit_intercept: bool = True, tol: float = 1e-6) -> None:
        self.fit_intercept = fit_intercept
        self.tol = tol

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the coefficients.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,) or (n_samples, n_targets).
        sample_weight
            Weights of shape (n_samples,), which multiply the squared errors; default: all one.

        Returns
        -------
        LinearRegression
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        tol = check_real("tol", self.tol, 0)
        table, target, weight = self._check(X, y, sample_weight)
        data = centred(table, target, weight, self.fit_intercept)
        aims = data.y.reshape(len(data.y), -1)
        solved = _by_gram(data.X, aims, tol, bool(self.fit_intercept))
        if solved is None:
            solved = _by_svd(data.X, aims, tol)
        self.rank_, self.singular_ = solved.rank, solved.singular
        self.coef_ = solved.coef.T if target.ndim == 2 else solved.coef[:, 0]
        self._set_intercept(data, self.fit_intercept)
        if getattr(X, "dtype", None) == np.float32:
            self.coef_ = self.coef_.astype(np.float32)
        return self


def _by_gram(X: Array, Y: Array, tol: float, is_centred: bool) -> Solution | None:
    """Solve with the smaller Gram matrix, or return None where that would lose digits."""
    wide = X.shape[0] <= X.shape[1]
    values, vectors = np.linalg.eigh(X @ X.T if wide else X.T @ X)  # the smallest value first
    lost = int(wide and is_centred)  # centred rows add up to zero: one direction is empty
    values, vectors = values[lost:], vectors[:, lost:]
    if not len(values) or values[0] <= max(_SAFE, tol**2) * values[-1]:
        return None
    inverse = (vectors / values) @ vectors.T
    # One round of refinement, with the error of the first solution as the target, wins back the
    # digits that squaring X has cost.
    w = np.zeros((X.shape[1], Y.shape[1]))
    for _ in range(2):
        left = Y - X @ w
        w += X.T @ (inverse @ left) if wide else inverse @ (X.T @ left)
    singular = np.append(np.sqrt(values[::-1]), np.zeros(lost))
    return Solution(w, len(values), singular)


def _by_svd(X: Array, Y: Array, tol: float) -> Solution:
    n, d = X.shape
    if n >= d + Y.shape[1]:
        # X = QR has the singular values of R, and the last columns of this R are Q'Y.
        R = np.asarray(np.linalg.qr(np.column_stack([X, Y]), mode="r"))
        X, Y = R[:d, :d], R[:d, d:]
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    rank = int((s > tol * s.max(initial=0.0)).sum())
    w = Vt[:rank].T @ ((U[:, :rank].T @ Y) / s[:rank, None])
    return Solution(w, rank, s)


def least_squares_naive(X: Array, y: Array) -> Array:
    r"""Return least-squares coefficients from the normal equations $X^\top X w = X^\top y$.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), with linearly independent columns.
    y
        Targets of shape (n_samples,).

    Returns
    -------
    NDArray
        Coefficients of shape (n_features + 1,), the intercept last.

    Examples
    --------
    >>> import numpy as np
    >>> least_squares_naive(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0])).round(6)
    array([2., 1.])
    """
    A = np.column_stack([X, np.ones(len(X))])
    return np.linalg.solve(A.T @ A, A.T @ y)
