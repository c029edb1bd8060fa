"""What SVC and SVR share: parameters of the kernel, checks, and the kernel with new samples."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator
from journey.ml.svm._kernels import Array, Gram, Kernel, settle
from journey.ml.svm._smo import Problem, State, solve
from journey.ml.utils import (
    check_is_fitted,
    check_real,
    convergence_warning,
    validate_data,
)

MOST_STEPS = 10_000_000  # a bound, as LIBSVM has one: tol may be out of reach
BLOCK = 2_000_000  # kernel values computed at once where new samples are judged


class KernelMachine(BaseEstimator):
    """Kernel, tolerance and cache of a support vector machine."""

    _float32_kept: ClassVar[bool] = False

    kernel: Any
    gamma: Any
    degree: int
    coef0: float
    tol: float
    C: float
    cache_size: float
    max_iter: int
    support_: NDArray[np.intp]
    support_vectors_: Array
    dual_coef_: Array
    intercept_: Array
    n_features_in_: int

    def _samples(self, X: ArrayLike) -> Array:
        table = np.asarray(validate_data(self, X, reset=True), dtype=np.float64)
        if self.kernel == "precomputed" and table.shape[0] != table.shape[1]:
            raise ValueError(
                "X: expected a square kernel matrix since the kernel is precomputed, "
                f"got shape {table.shape}. Precomputed matrix must be a square matrix."
            )
        self._kernel = settle(self.kernel, self.gamma, self.degree, self.coef0, table)
        self._gamma = self._kernel.gamma  # where scikit-learn keeps it
        return table

    def _gram(self, table: Array) -> Gram:
        room = check_real("cache_size", self.cache_size, 0)
        return Gram(self._kernel, table, room)

    def _limits(self) -> tuple[float, float, int]:
        C, tol = check_real("C", self.C, 0), check_real("tol", self.tol, 0)
        if C == 0:
            raise ValueError("C: expected a number above 0, got 0")
        if tol == 0:
            raise ValueError("tol: expected a number above 0, got 0")
        steps = check_real("max_iter", self.max_iter, -1)
        return C, tol, int(steps) if steps >= 0 else MOST_STEPS

    def _solved(self, problem: Problem, tol: float, steps: int, start: Array | None) -> State:
        state = solve(problem, tol, steps, start)
        if state.gap >= tol and state.steps >= steps:
            warnings.warn(
                f"{type(self).__name__}: two samples still disagree by {state.gap:.3g} about the "
                f"intercept, more than tol, after max_iter={steps} steps",
                convergence_warning(),
                stacklevel=4,
            )
        return state

    def _keep(self, table: Array) -> None:
        precomputed = self.kernel == "precomputed"
        self.support_vectors_ = np.empty((0, 0)) if precomputed else table[self.support_]

    def _against_support(self, X: ArrayLike, weights: Array) -> Array:
        # The kernel of new samples with the support vectors, times weights (n_support, k).
        check_is_fitted(self, "support_")
        table = np.asarray(validate_data(self, X, reset=False), dtype=np.float64)
        kernel: Kernel = self._kernel
        if kernel.kind == "precomputed":
            return np.asarray(table[:, self.support_] @ weights)
        if kernel.kind == "linear":
            return np.asarray(table @ (self.support_vectors_.T @ weights))
        values = np.empty((len(table), weights.shape[1]))
        if not len(self.support_):
            values[:] = 0
            return values
        size = max(1, BLOCK // len(self.support_))
        for start in range(0, len(table), size):
            part = table[start : start + size]
            values[start : start + size] = kernel.between(part, self.support_vectors_) @ weights
        return values

    @property
    def coef_(self) -> Array:
        """Weights of the features, one row a machine; only the linear kernel has them."""
        if self.kernel != "linear":
            raise AttributeError("coef_ is only available when using a linear kernel")
        check_is_fitted(self, "support_")
        return np.asarray(self._weights().T @ self.support_vectors_)

    def _weights(self) -> Array:
        return self.dual_coef_.T

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.pairwise = self.kernel == "precomputed"
        return tags
