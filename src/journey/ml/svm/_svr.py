"""Regression with kernels: errors up to epsilon cost nothing."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import RegressorMixin
from journey.ml.svm._base import KernelMachine
from journey.ml.svm._interior import near_optimum
from journey.ml.svm._kernels import Array, KernelFunction
from journey.ml.svm._smo import Problem
from journey.ml.utils import check_is_fitted, check_real, check_sample_weight, check_target

__all__ = ["SVR"]


class SVR(RegressorMixin, KernelMachine):
    r"""Support vector regression: the flattest function in a kernel's space within a tube.

    Minimises $\frac12 \lVert w \rVert^2 + C \sum_i c_i \max(0, |y_i - w^\top \phi(x_i) - b| -
    \epsilon)$ by way of its dual. scikit-learn's `shrinking` and `verbose` have no counterpart.

    Parameters
    ----------
    kernel
        "linear", "poly", "rbf" (default), "sigmoid", "precomputed", or a function of two tables
        that returns the matrix.
    degree
        Degree of "poly". Default: 3.
    gamma
        Factor of "rbf", "poly" and "sigmoid"; "scale" (default) is one over the number of features
        times the variance of X, "auto" one over the number of features.
    coef0
        Constant of "poly" and "sigmoid". Default: 0.
    tol
        The fit ends when no two samples disagree about the intercept by as much. Default: 1e-3.
    C
        Price of an error beyond the tube. Default: 1.
    epsilon
        Half the width of the tube. Default: 0.1.
    cache_size
        Room for kernel values, in megabytes. Default: 200.
    max_iter
        The most steps along pairs; -1 (default) for ten million.

    Attributes
    ----------
    support_ : NDArray
        Rows of the support vectors.
    support_vectors_ : NDArray
        The support vectors, shape (n_support, n_features); empty where precomputed.
    n_support_ : NDArray
        Their number, as an array of one.
    dual_coef_ : NDArray
        Multipliers, shape (1, n_support), positive where the sample lies above the tube.
    intercept_ : NDArray
        The intercept, as an array of one.
    n_iter_ : int
        Steps along pairs of variables.
    fit_status_ : int
        0, or 1 where `max_iter` ended the fit.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Smola, A. J., Schoelkopf, B. (2004). A tutorial on support vector regression. Statistics and
    Computing 14, 199-222.

    Examples
    --------
    >>> from journey.ml.svm import SVR
    >>> X, y = [[0.0], [1.0], [2.0]], [0.0, 2.0, 4.0]
    >>> model = SVR(kernel="linear", C=10.0, epsilon=0.5).fit(X, y)
    >>> model.coef_.round(6), model.intercept_.round(6)
    (array([[1.5]]), array([0.5]))
    """

    n_support_: NDArray[np.int32]

    def __init__(
        self,
        *,
        kernel: str | KernelFunction = "rbf",
        degree: int = 3,
        gamma: str | float = "scale",
        coef0: float = 0.0,
        tol: float = 1e-3,
        C: float = 1.0,
        epsilon: float = 0.1,
        cache_size: float = 200,
        max_iter: int = -1,
    ) -> None:
        self.kernel = kernel
        self.degree = degree
        self.gamma = gamma
        self.coef0 = coef0
        self.tol = tol
        self.C = C
        self.epsilon = epsilon
        self.cache_size = cache_size
        self.max_iter = max_iter

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the support vectors and their multipliers.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), or the kernel matrix where precomputed.
        y
            Targets of shape (n_samples,).
        sample_weight
            Factors of C, shape (n_samples,); a sample of weight 0 counts for nothing. Default: 1.

        Returns
        -------
        SVR
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.

        Warns
        -----
        ConvergenceWarning
            If `max_iter` ended the fit before it was within tol.
        """
        C, tol, steps = self._limits()
        epsilon = check_real("epsilon", self.epsilon, 0)
        table = self._samples(X)
        target = check_target(y, len(table))
        limit = C * check_sample_weight(sample_weight, len(table))
        used = np.flatnonzero(limit > 0)
        part = table[np.ix_(used, used)] if self.kernel == "precomputed" else table[used]
        problem = Problem(self._gram(part), target[used], -limit[used], limit[used], epsilon)
        start = None
        if self.kernel == "linear" and len(used) >= 4 * table.shape[1]:
            start = self._start(part, problem)
        state = self._solved(problem, tol, steps, start)
        kept = np.flatnonzero(state.beta)
        self.support_ = used[kept].astype(np.int32)
        self.n_support_ = np.array([len(kept)], dtype=np.int32)
        self.dual_coef_ = state.beta[None, kept]
        self.intercept_ = np.array([state.intercept])
        self.n_iter_ = state.steps
        self.fit_status_ = int(state.gap >= tol)
        self._keep(table)
        return self

    def _start(self, Z: Array, problem: Problem) -> Array:
        # Without the kink: samples above the tube and below it have variables of their own.
        t, epsilon, low, high = problem.target, problem.epsilon, problem.low, problem.high
        if not epsilon:
            return near_optimum(Z, t, low, high)
        nothing = np.zeros(len(t))
        both = near_optimum(
            np.vstack([Z, Z]),
            np.append(t - epsilon, t + epsilon),
            np.append(nothing, low),
            np.append(high, nothing),
        )
        return np.asarray(both[: len(t)] + both[len(t) :])

    def predict(self, X: ArrayLike) -> Array:
        """Return the predicted targets.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Targets of shape (n_samples,).
        """
        check_is_fitted(self, "support_")
        return np.asarray(self._against_support(X, self.dual_coef_.T)[:, 0] + self.intercept_[0])
