"""Linear classification in the space of the features, one machine a class."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin
from journey.ml.svm._interior import interior
from journey.ml.svm._weights import class_weights
from journey.ml.utils import (
    check_choice,
    check_integer,
    check_is_fitted,
    check_labels,
    check_real,
    check_sample_weight,
    convergence_warning,
    validate_data,
)

__all__ = ["LinearSVC"]

Array = NDArray[np.float64]


class LinearSVC(ClassifierMixin, BaseEstimator):
    r"""Linear support vector classification without a kernel matrix.

    Minimises $\frac12 (\lVert w \rVert^2 + (b/s)^2) + C \sum_i c_i\, \ell(y_i (w^\top x_i + b))$
    with $\ell(m) = \max(0, 1 - m)$ or its square, and s the `intercept_scaling`. As in LIBLINEAR
    the intercept is penalised, and several classes get one machine each against the rest. The
    squared hinge is minimised by Newton steps (Chapelle 2007), the hinge by an interior-point
    method; both are exact, so there is no `random_state`. scikit-learn's `penalty`, `dual`,
    `multi_class` and `verbose` have no counterpart.

    Parameters
    ----------
    loss
        "squared_hinge" (default) or "hinge".
    tol
        The fit ends when the objective is within tol of its minimum, relative to its size.
        Default: 1e-8.
    C
        Price of the loss. Default: 1.
    fit_intercept
        Whether to learn the intercept. Default: yes.
    intercept_scaling
        The value s of the constant feature that stands for the intercept; the larger, the less it
        is penalised. Default: 1.
    class_weight
        Factors of C by class; "balanced" makes all classes weigh the same. Among more than two
        classes, as in LIBLINEAR, a factor counts where its class is told from the rest, not where
        it is part of the rest. Default: 1.
    max_iter
        The most Newton or interior-point steps. Default: 1000.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    coef_ : NDArray
        Weights of shape (1, n_features) for two classes, else (n_classes, n_features).
    intercept_ : NDArray
        One a machine.
    n_iter_ : int
        The most steps that a machine took.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Fan, R.-E., Chang, K.-W., Hsieh, C.-J., Wang, X.-R., Lin, C.-J. (2008). LIBLINEAR: a library for
    large linear classification. Journal of Machine Learning Research 9, 1871-1874.

    Chapelle, O. (2007). Training a support vector machine in the primal. Neural Computation 19(5).

    Ferris, M. C., Munson, T. S. (2002). Interior-point methods for massive support vector machines.
    SIAM Journal on Optimization 13(3), 783-804.

    Examples
    --------
    >>> from journey.ml.svm import LinearSVC
    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1]
    >>> LinearSVC(C=10.0).fit(X, y).coef_.round(4)
    array([[0.9756]])
    """

    classes_: NDArray[Any]
    coef_: Array
    intercept_: Array
    n_iter_: int
    _float32_kept = False

    def __init__(
        self,
        *,
        loss: str = "squared_hinge",
        tol: float = 1e-8,
        C: float = 1.0,
        fit_intercept: bool = True,
        intercept_scaling: float = 1.0,
        class_weight: Mapping[Any, float] | str | None = None,
        max_iter: int = 1000,
    ) -> None:
        self.loss = loss
        self.tol = tol
        self.C = C
        self.fit_intercept = fit_intercept
        self.intercept_scaling = intercept_scaling
        self.class_weight = class_weight
        self.max_iter = max_iter

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the weights.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Factors of C, shape (n_samples,). Default: 1.

        Returns
        -------
        LinearSVC
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or only one class is there.

        Warns
        -----
        ConvergenceWarning
            If the objective is not within tol of its minimum after `max_iter` steps.
        """
        check_choice("loss", self.loss, ("hinge", "squared_hinge"))
        C, tol = check_real("C", self.C, 0), check_real("tol", self.tol, 0)
        rounds = check_integer("max_iter", self.max_iter, 1)
        scaling = check_real("intercept_scaling", self.intercept_scaling, 0)
        if C == 0 or (self.fit_intercept and scaling == 0):
            name = "C" if C == 0 else "intercept_scaling"
            raise ValueError(f"{name}: expected a number above 0, got 0")
        table = np.asarray(validate_data(self, X, reset=True), dtype=np.float64)
        self.classes_, codes = check_labels(y, len(table))
        if len(self.classes_) < 2:
            raise ValueError(
                f"y: expected at least two classes, got {len(self.classes_)} class; "
                "the number of classes has to be greater than one"
            )
        weight = check_sample_weight(sample_weight, len(table))
        factors = class_weights(self.class_weight, self.classes_, codes, weight)
        limit = C * weight
        if len(self.classes_) == 2:
            limit = limit * factors[codes]
            factors = np.ones(2)
        Z = table
        if self.fit_intercept:
            Z = np.column_stack([table, np.full(len(table), scaling)])
        kept = limit > 0
        Z, codes, limit = Z[kept], codes[kept], limit[kept]
        positive = [1] if len(self.classes_) == 2 else range(len(self.classes_))
        found = [
            self._machine(Z, codes == one, limit, float(factors[one]), tol, rounds)
            for one in positive
        ]
        if not all(done for _, _, done in found):
            warnings.warn(
                f"LinearSVC: not within tol={tol:g} of the minimum after max_iter={rounds} steps",
                convergence_warning(),
                stacklevel=2,
            )
        weights = np.array([w for w, _, _ in found])
        self.coef_ = weights[:, : table.shape[1]].copy()
        self.intercept_ = scaling * weights[:, -1] if self.fit_intercept else np.zeros(len(found))
        self.n_iter_ = max(n for _, n, _ in found)
        return self

    def _machine(
        self, Z: Array, own: NDArray[np.bool_], limit: Array, factor: float, tol: float, rounds: int
    ) -> tuple[Array, int, bool]:
        solver = newton_squared_hinge if self.loss == "squared_hinge" else interior_hinge
        limit = limit * np.where(own, factor, 1.0)
        used = limit > 0
        return solver(Z[used], np.where(own[used], 1.0, -1.0), limit[used], tol, rounds)

    def decision_function(self, X: ArrayLike) -> Array:
        """Return the decision values: positive on the side of the (second) class.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Shape (n_samples,) for two classes, else (n_samples, n_classes).
        """
        check_is_fitted(self, "coef_")
        table = np.asarray(validate_data(self, X, reset=False), dtype=np.float64)
        values = table @ self.coef_.T + self.intercept_
        return np.asarray(values[:, 0] if len(self.classes_) == 2 else values)

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the predicted labels.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        values = self.decision_function(X)
        if values.ndim == 1:
            return np.asarray(self.classes_[(values > 0).astype(np.intp)])
        return np.asarray(self.classes_[values.argmax(axis=1)])


def newton_squared_hinge(
    Z: Array, sign: Array, limit: Array, tol: float, rounds: int
) -> tuple[Array, int, bool]:
    """Minimise |w|^2 / 2 + sum of limit * max(0, 1 - sign * Zw)^2 and return w, steps, success."""
    w: Array = np.zeros(Z.shape[1])
    values: Array = np.zeros(len(Z))

    def objective(w: Array, values: Array) -> float:
        return float(w @ w / 2 + limit @ np.maximum(0, 1 - sign * values) ** 2)

    now = objective(w, values)
    for n in range(1, rounds + 1):
        step: Array
        active = np.flatnonzero(sign * values < 1)  # the others have no slope and no curvature
        A, c = Z[active], 2 * limit[active]
        gradient = w - A.T @ (c * (sign[active] - values[active]))
        if len(active) < Z.shape[1]:  # the inversion lemma: a system as large as the active set
            inner = np.diag(1 / c) + A @ A.T
            step = A.T @ np.linalg.solve(inner, A @ gradient) - gradient
        else:
            hessian = np.eye(len(w)) + (A.T * c) @ A
            step = np.asarray(-np.linalg.solve(hessian, gradient), dtype=np.float64)
        fall, along, t = -float(gradient @ step), Z @ step, 1.0
        if fall <= tol * now:  # twice what a parabola would still fall
            return w, n, True
        while (then := objective(w + t * step, values + t * along)) > now - 1e-4 * t * fall:
            t /= 2
            if t < 1e-10:
                return w, n, True  # rounding decides: no step lowers the objective any more
        w = np.asarray(w + t * step, dtype=np.float64)
        values, now = values + t * along, then
    return w, rounds, False


def interior_hinge(
    Z: Array, sign: Array, limit: Array, tol: float, rounds: int
) -> tuple[Array, int, bool]:
    """Minimise |w|^2 / 2 + sum of limit * max(0, 1 - sign * Zw) and return w, steps, success."""
    short = (
        Z if Z.shape[1] <= len(Z) else np.asarray(np.linalg.qr(Z.T, mode="r")).T
    )  # the same products
    ends = limit * sign
    low, high = np.minimum(0, ends), np.maximum(0, ends)
    found = interior(short, sign, low, high, balanced=False, tol=tol, max_iter=rounds)
    w = Z.T @ found.beta
    primal = float(w @ w / 2 + limit @ np.maximum(0, 1 - sign * (Z @ w)))
    dual = float(np.abs(found.beta).sum() - w @ w / 2)
    return w, found.n_iter, primal - dual <= 100 * max(tol, 1e-12) * primal
