"""Logistic regression for two or more classes.

The loss and its derivatives are in `_logistic_loss`, the plain algorithm in `_naive_classifiers`.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.optimize import OptimizeResult, minimize_lbfgs
from journey.ml.linear_model._base import Array
from journey.ml.linear_model._classifier import (
    ClassWeight,
    Labelled,
    LinearClassifier,
    class_weights,
)
from journey.ml.linear_model._logistic_loss import Problem, problem, sigmoid, softmax
from journey.ml.utils import check_choice, check_integer, check_real
from journey.ml.utils._errors import convergence_warning

__all__ = ["LogisticRegression"]

_SOLVERS = ("auto", "lbfgs", "newton-cholesky")
_NEWTON_UP_TO = 50  # features; beyond, building Hessians costs more than further gradients


class LogisticRegression(LinearClassifier):
    r"""Linear classifier whose scores are log odds.

    Minimises $C \sum_i s_i \ell_i + \frac12 \lVert W \rVert^2$, where $\ell_i$ is minus the log of
    the probability given to the class of sample i. Two classes have one vector of coefficients,
    k > 2 classes have k, and probabilities by softmax. The intercept is not penalised.

    scikit-learn's `l1_ratio`, `dual`, `intercept_scaling`, `random_state`, `verbose`, `warm_start`
    and `n_jobs` have no counterpart, and sparse input is not taken.

    Parameters
    ----------
    C
        Inverse of the strength of the penalty, above 0; `np.inf` for none. Default: 1.
    tol
        The fit ends when no entry of the gradient of the mean loss is larger, in coordinates where
        the curvature is at most about 1; the units of the features do not matter. Default: 1e-8.
    fit_intercept
        Whether to learn the intercept. Default: yes.
    class_weight
        Weights of classes as a dict, or "balanced" for classes that weigh the same in sum. Default:
        all one.
    solver
        "newton-cholesky", Newton's method with step halving, for two classes; "lbfgs" for any
        number. Default: "auto", which is Newton for two classes and at most 50 features.
    max_iter
        The most iterations. Default: 1000.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    coef_ : NDArray
        Coefficients of shape (1, n_features) or (n_classes, n_features).
    intercept_ : NDArray
        Intercepts of shape (1,) or (n_classes,).
    n_iter_ : NDArray
        Iterations made with all samples, of shape (1,).
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Cox, D. R. (1958). The regression analysis of binary sequences. Journal of the Royal Statistical
    Society B 20(2), section 2.
    Böhning, D. (1992). Multinomial logistic regression algorithm. Annals of the Institute of
    Statistical Mathematics 44(1), section 2.

    Examples
    --------
    >>> from journey.ml.linear_model import LogisticRegression
    >>> X, y = [[0.0], [1.0], [2.0], [3.0]], ["no", "no", "yes", "yes"]
    >>> model = LogisticRegression().fit(X, y)
    >>> model.predict([[0.5], [2.5]]).tolist(), model.predict_proba([[1.5]]).round(6)
    (['no', 'yes'], array([[0.5, 0.5]]))
    """

    n_iter_: NDArray[np.int32]

    def __init__(
        self,
        *,
        C: float = 1.0,
        tol: float = 1e-8,
        fit_intercept: bool = True,
        class_weight: ClassWeight = None,
        solver: str = "auto",
        max_iter: int = 1000,
    ) -> None:
        self.C = C
        self.tol = tol
        self.fit_intercept = fit_intercept
        self.class_weight = class_weight
        self.solver = solver
        self.max_iter = max_iter

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the coefficients.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,), which multiply the losses; default: all one.

        Returns
        -------
        LogisticRegression
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or there is only one class.

        Warns
        -----
        ConvergenceWarning
            If the gradient is still above the tolerance after `max_iter` iterations.
        """
        C = _inverse_strength(self.C)
        tol, limit = check_real("tol", self.tol, 0), check_integer("max_iter", self.max_iter, 1)
        solver = check_choice("solver", self.solver, _SOLVERS)
        data, classes = self._check(X, y, sample_weight)
        k = len(classes)
        if solver == "newton-cholesky" and k > 2:
            raise ValueError(f"solver: 'newton-cholesky' tells two classes apart, got {k}")
        each = class_weights(self.class_weight, classes, data.codes, data.weight)
        task, back = _reduced(data, data.weight * each[data.codes], C, k, bool(self.fit_intercept))
        small = len(task.penalty) <= _NEWTON_UP_TO
        if k == 2 and (solver == "newton-cholesky" or (solver == "auto" and small)):
            W, rounds, size = _newton(task.scaled(), tol, limit)
        else:
            W, rounds, size = _lbfgs(task, tol, limit)
        if not size <= tol:
            warnings.warn(
                f"LogisticRegression stopped after {rounds} iterations (max_iter={limit}): the "
                f"largest entry of the gradient is {size:.1e}, above tol={tol:.1e}",
                convergence_warning(),
                stacklevel=2,
            )
        d = W.shape[1] - bool(self.fit_intercept)
        kept = np.float32 if data.single else np.float64
        self.coef_ = back(W[:, :d]).astype(kept)
        self.intercept_ = (W[:, d] if self.fit_intercept else np.zeros(len(W))).astype(kept)
        self.n_iter_ = np.array([rounds], dtype=np.int32)
        self.classes_ = classes
        return self

    def predict_proba(self, X: ArrayLike) -> Array:
        """Return the probabilities of the classes.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Probabilities of shape (n_samples, n_classes), in the order of `classes_`.
        """
        scores = self.decision_function(X)
        if scores.ndim == 1:
            return np.column_stack([sigmoid(-scores), sigmoid(scores)])
        return softmax(scores)

    def predict_log_proba(self, X: ArrayLike) -> Array:
        """Return the logarithms of the probabilities, accurate where these underflow.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Values of shape (n_samples, n_classes), at most 0.
        """
        scores = self.decision_function(X)
        if scores.ndim == 1:
            scores = np.column_stack([np.zeros_like(scores), scores])
        scores = scores - scores.max(axis=1, keepdims=True)
        return np.asarray(scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))


def _inverse_strength(C: object) -> float:
    if isinstance(C, float) and math.isinf(C) and C > 0:
        return C
    value = check_real("C", C, 0)
    if value == 0:
        raise ValueError("C: expected a number above 0, or infinity for no penalty, got 0")
    return value


def _reduced(
    data: Labelled, each: Array, C: float, k: int, intercept: bool
) -> tuple[Problem, Callable[[Array], Array]]:
    r"""Return the problem, and the way back to coefficients of the features.

    With fewer samples than features, the best coefficients are combinations of the samples. With
    $X = L Q$, Q an orthonormal basis of these, the problem with L instead of X has the solution
    $W Q^\top$: as many coefficients as samples.
    """
    X = data.X
    L: Array = X
    if X.shape[0] < X.shape[1]:
        try:  # X X' = L L', at a fraction of what Q costs
            L = np.asarray(np.linalg.cholesky(X @ X.T), dtype=np.float64)
            safe = np.diag(L).min() > 1e-5 * np.diag(L).max()
        except np.linalg.LinAlgError:
            safe = False
        if not safe:
            Q, R = np.linalg.qr(X.T)
            return problem(R.T, data.codes, each, C, k, intercept), lambda W: W @ Q.T
    task = problem(L, data.codes, each, C, k, intercept)
    return task, lambda W: W if L is X else np.linalg.solve(L.T, W.T).T @ X


def _newton(task: Problem, tol: float, limit: int) -> tuple[Array, int, float]:
    """Return the best coefficients, the steps, and the largest entry of the gradient there."""
    u = np.zeros(task.T.shape[1])
    value, gradient = task.binary(u)
    rounds = 0
    while (size := float(np.abs(gradient).max(initial=0.0))) > tol and rounds < limit:
        H = task.binary_hessian(u)
        H.flat[:: len(H) + 1] += 1e-13  # saturated probabilities leave no curvature
        step = np.linalg.solve(H, gradient)
        slope, share = float(gradient @ step), 1.0
        noise = 1e-15 * max(1.0, abs(value))
        for _ in range(50):
            new = task.binary(u - share * step)
            if new[0] <= value - 1e-4 * share * slope + noise:
                break
            share /= 2  # too far: the parabola was no good model there
        else:
            break
        u, (value, gradient) = u - share * step, new
        rounds += 1
    return task.coefficients(u), rounds, size


def _lbfgs(task: Problem, tol: float, limit: int) -> tuple[Array, int, float]:
    """Run L-BFGS, and start it again in new coordinates while the curvature changes.

    Of many rows, some give at little cost a point near the minimum and the curvature there.
    """
    if (some := task.sample()) is None:
        task = task.scaled()
    else:
        some = some.scaled()
        near = some.moved(_descend(some, 1e-2, 20).x)
        task = replace(task, W=near.W, T=near.T)
    rounds, budget = 0, 20
    while task.T.shape[1]:
        steps = min(budget, limit - rounds)
        found = _descend(task, tol, steps)
        rounds += int(found.nit)
        if found.nit < steps or rounds >= limit or found.success:
            return task.coefficients(found.x), rounds, float(np.abs(found.jac).max())
        task, budget = task.moved(found.x), budget * 3 // 2
    return task.W, 0, 0.0


def _descend(task: Problem, tol: float, steps: int) -> OptimizeResult:
    loss = task.binary if len(task.W) == 1 else task.softmax
    start = np.zeros(len(task.W) * task.T.shape[1])
    return minimize_lbfgs(loss, start, jac=True, gtol=tol, maxiter=steps)
