"""Ridge regression: least squares with a penalty on the squares of the coefficients.

One singular value decomposition gives the whole path of penalties; a single fit solves the
normal equations, with the smaller of the two Gram matrices. The lasso is in `_coordinate_descent`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.linear_model._base import Array, Centred, LinearModel, centred
from journey.ml.utils import check_array, check_choice, check_real, check_target

__all__ = ["Ridge", "ridge_path"]

_SOLVERS = ("auto", "svd", "cholesky")


class Ridge(LinearModel):
    r"""Least squares with an $\ell_2$ penalty.

    Minimises $\lVert y - X w - b \rVert^2 + \alpha \lVert w \rVert^2$. The intercept $b$ is not
    penalised. scikit-learn's parameters `copy_X`, `max_iter`, `tol`, `positive` and
    `random_state` have no counterpart: the solvers are direct, and the input is never changed.

    Parameters
    ----------
    alpha
        Strength of the penalty, at least 0. Default: 1. With 0 it is least squares, the shortest
        solution where there are several.
    fit_intercept
        Whether to learn the intercept. Default: yes.
    solver
        "cholesky", scikit-learn's word for the normal equations with $X^\top X + \alpha I$, or
        $X X^\top + \alpha I$ where there are fewer samples than features; "svd" decomposes X. Where
        alpha is too small beside X for the first to be accurate, the second is used whatever was
        asked for. Default: "auto", which is the same.

    Attributes
    ----------
    coef_ : NDArray
        Coefficients of shape (n_features,) or (n_targets, n_features).
    intercept_ : float or NDArray
        The intercept, one for each target.
    n_features_in_ : int
        Number of features seen in `fit`.
    solver_ : str
        The solver that was used.

    References
    ----------
    Hoerl, A. E., Kennard, R. W. (1970). Ridge regression: biased estimation for nonorthogonal
    problems. Technometrics 12(1), section 2.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = [[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]
    >>> Ridge(alpha=0.0).fit(X, y).coef_.round(6), Ridge(alpha=2.0).fit(X, y).coef_
    (array([1.]), array([0.5]))
    """

    def __init__(
        self, alpha: float = 1.0, *, fit_intercept: bool = True, solver: str = "auto"
    ) -> None:
        self.alpha = alpha
        self.fit_intercept = fit_intercept
        self.solver = solver

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
        Ridge
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        alpha = check_real("alpha", self.alpha, 0)
        solver = check_choice("solver", self.solver, _SOLVERS)
        table, target, weight = self._check(X, y, sample_weight)
        fast, data, coef = solver != "svd", None, None
        if fast and weight is None and self.fit_intercept:
            data = Centred(table, target, *_means(table, target), float(len(table)))
            coef = _by_normal_equations(table, target, alpha, data.X_mean, data.y_mean)
        if data is None or coef is None:
            data = centred(table, target, weight, self.fit_intercept)
            coef = _by_normal_equations(data.X, data.y, alpha) if fast else None
        self.solver_ = "svd" if coef is None else "cholesky"
        if coef is None:
            coef = _by_svd(data.X, data.y, np.array([alpha]))[0]
        self.coef_ = coef.T
        self._set_intercept(data, self.fit_intercept)
        return self


def ridge_path(X: ArrayLike, y: ArrayLike, alphas: Iterable[float]) -> Array:
    r"""Return the coefficients for many penalties from one decomposition.

    With $X = U S V^\top$, ridge shrinks what least squares finds along each right singular vector
    by the factor $s^2 / (s^2 + \alpha)$. No intercept is fitted: centre X and y first.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    alphas
        Penalties, each at least 0, in any order.

    Returns
    -------
    NDArray
        Coefficients of shape (n_features, n_alphas).

    Raises
    ------
    ValueError
        If a penalty is negative or the data is malformed.

    References
    ----------
    Hastie, T., Tibshirani, R., Friedman, J. (2009). The elements of statistical learning, 2nd
    edition, equation 3.47.

    Examples
    --------
    >>> ridge_path([[1.0], [1.0]], [3.0, 3.0], [0.0, 2.0, 4.0])
    array([[3. , 1.5, 1. ]])
    """
    table = check_array(X).astype(np.float64, copy=False)
    target = check_target(y, len(table))
    strengths = np.array([check_real("alphas", alpha, 0) for alpha in alphas])
    return _by_svd(table, target, strengths).T


def _by_svd(X: Array, y: Array, alphas: Array) -> Array:
    """Return coefficients of shape (n_alphas, n_features) or (n_alphas, n_features, n_targets)."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > s.max(initial=0.0) * max(X.shape) * np.finfo(np.float64).eps
    U, s, Vt = U[:, kept], s[kept], Vt[kept]
    shrunk = s / (s**2 + alphas[:, None])  # (n_alphas, rank)
    along = U.T @ y
    if y.ndim == 1:
        return np.asarray((shrunk * along) @ Vt)
    return np.asarray(Vt.T @ (shrunk[:, :, None] * along))


def _means(X: Array, y: Array) -> tuple[Array, Array]:
    share = np.full(len(X), 1.0 / len(X))
    return share @ X, share @ y


def _by_normal_equations(
    X: Array, y: Array, alpha: float, X_mean: Array | None = None, y_mean: Any = None
) -> Array | None:
    """Solve with the smaller Gram matrix, or return None where that would lose digits.

    Where means are given, they are taken off the products instead of off X and y, which saves a
    copy of X. That is as exact if they are small beside the deviations, and refused if not.
    """
    n, d = X.shape
    wide = n < d
    K = X @ X.T if wide else X.T @ X
    if X_mean is not None:
        squares = n * X_mean**2
        if (squares.sum() > 0.5 * np.trace(K)) if wide else (squares > 0.5 * np.diag(K)).any():
            return None
        if wide:
            along = K.mean(axis=1)  # X times the means, without a pass over X
            K -= along
            K -= (along - along.mean())[:, None]
        else:
            K -= n * np.outer(X_mean, X_mean)
        y = y - y_mean
    # The Gram matrix squares the condition number. Where the penalty does not hold it below 1e8,
    # half of the digits or more would be lost.
    if alpha <= np.trace(K) * 1e-8:
        return None
    K.flat[:: len(K) + 1] += alpha
    if not wide:
        return np.asarray(np.linalg.solve(K, X.T @ y))  # y adds up to 0: X needs no means here
    a = np.linalg.solve(K, y)
    coef = X.T @ a
    return np.asarray(coef if X_mean is None else coef - np.multiply.outer(X_mean, a.sum(axis=0)))
