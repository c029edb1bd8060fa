r"""Estimators with an $\ell_1$ penalty: `ElasticNet` and `Lasso`.

Paths over many penalties and what is minimised are in `_coordinate_descent`.
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.linear_model._base import LinearModel, centred
from journey.ml.linear_model._coordinate_descent import check_ratio, solve
from journey.ml.linear_model._enet_solver import Problem
from journey.ml.utils import check_integer, check_real

__all__ = ["ElasticNet", "Lasso"]


class ElasticNet(LinearModel):
    r"""Least squares with an $\ell_1$ and an $\ell_2$ penalty.

    Minimises $\frac{1}{2n} \lVert y - X w - b \rVert^2 + \alpha \rho \lVert w \rVert_1 +
    \frac{1}{2} \alpha (1 - \rho) \lVert w \rVert^2$. scikit-learn's `precompute`, `copy_X`,
    `warm_start`, `positive`, `random_state` and `selection` have no counterpart.

    Parameters
    ----------
    alpha
        Strength $\alpha$ of the penalty, at least 0. Default: 1.
    l1_ratio
        Share $\rho$ of the $\ell_1$ penalty, from 0 to 1. Default: 0.5.
    fit_intercept
        Whether to learn the intercept $b$, which is not penalised. Default: yes.
    max_iter
        The most sweeps through the coordinates. Default: 1000.
    tol
        The fit ends when the duality gap is at most tol times the mean square of y. Default: 1e-10;
        scikit-learn's is 1e-4.

    Attributes
    ----------
    coef_ : NDArray
        Coefficients of shape (n_features,) or (n_targets, n_features).
    intercept_ : float or NDArray
        The intercept, one for each target.
    dual_gap_ : float or list of float
        Bound on how far the objective is above its minimum, for each target.
    n_iter_ : int or list of int
        Sweeps made, for each target.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Zou, H., Hastie, T. (2005). Regularization and variable selection via the elastic net. Journal
    of the Royal Statistical Society B 67(2), 301-320; there called the naive elastic net.

    Examples
    --------
    >>> from journey.ml.linear_model import ElasticNet
    >>> X, y = [[-1.0, 1.0], [1.0, 1.0]], [-3.0, 3.0]
    >>> ElasticNet(alpha=1.0, l1_ratio=0.5).fit(X, y).coef_.round(4)
    array([1.6667, 0.    ])
    """

    coef_: Any
    dual_gap_: Any
    n_iter_: Any

    def __init__(
        self,
        alpha: float = 1.0,
        *,
        l1_ratio: float = 0.5,
        fit_intercept: bool = True,
        max_iter: int = 1000,
        tol: float = 1e-10,
    ) -> None:
        self.alpha = alpha
        self.l1_ratio = l1_ratio
        self.fit_intercept = fit_intercept
        self.max_iter = max_iter
        self.tol = tol

    def _ratio(self) -> float:
        return check_ratio(self.l1_ratio)

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the coefficients.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,) or (n_samples, n_targets); several are fitted one by one.
        sample_weight
            Weights of shape (n_samples,), which multiply the squared errors. Only their ratios
            matter. Default: all one.

        Returns
        -------
        ElasticNet
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.

        Warns
        -----
        ConvergenceWarning
            If the gap is still above the tolerance after `max_iter` sweeps.
        """
        alpha, ratio = check_real("alpha", self.alpha, 0), self._ratio()
        rounds = check_integer("max_iter", self.max_iter, 1)
        tol = check_real("tol", self.tol, 0)
        table, target, weight = self._check(X, y, sample_weight)
        data = centred(table, target, weight, self.fit_intercept)
        found = []
        problem = Problem(data.X, data.y.reshape(len(data.y), -1)[:, 0], data.total)
        for column in data.y.reshape(len(data.y), -1).T:
            problem.aim(column)
            start = np.zeros(data.X.shape[1])
            found.append(solve(problem, alpha, ratio, start, rounds, tol))
        self.coef_ = np.array([one.w for one in found])
        self.dual_gap_ = [one.gap for one in found]
        self.n_iter_ = [one.n_iter for one in found]
        if target.ndim == 1:
            self.coef_, self.dual_gap_ = self.coef_[0], self.dual_gap_[0]
            self.n_iter_ = self.n_iter_[0]
        self._set_intercept(data, self.fit_intercept)
        return self


class Lasso(ElasticNet):
    r"""Least squares with an $\ell_1$ penalty, which sets coefficients to exactly zero.

    Minimises $\frac{1}{2n} \lVert y - X w - b \rVert^2 + \alpha \lVert w \rVert_1$. Parameters and
    attributes are those of [ElasticNet][journey.ml.linear_model.ElasticNet] without `l1_ratio`.

    Parameters
    ----------
    alpha
        Strength $\alpha$ of the penalty, at least 0. Default: 1.
    fit_intercept
        Whether to learn the intercept. Default: yes.
    max_iter
        The most sweeps through the coordinates. Default: 1000.
    tol
        The duality gap that is tolerated, as a share of the mean square of y. Default: 1e-10.

    References
    ----------
    Tibshirani, R. (1996). Regression shrinkage and selection via the lasso. Journal of the Royal
    Statistical Society B 58(1), 267-288.

    Examples
    --------
    >>> from journey.ml.linear_model import Lasso
    >>> Lasso(alpha=1.0).fit([[-1.0, 1.0], [1.0, 1.0]], [-3.0, 3.0]).coef_
    array([2., 0.])
    """

    def __init__(
        self,
        alpha: float = 1.0,
        *,
        fit_intercept: bool = True,
        max_iter: int = 1000,
        tol: float = 1e-10,
    ) -> None:
        self.alpha = alpha
        self.fit_intercept = fit_intercept
        self.max_iter = max_iter
        self.tol = tol

    def _ratio(self) -> float:
        return 1.0
