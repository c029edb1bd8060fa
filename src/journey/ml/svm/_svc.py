"""Classification with kernels: one machine for each pair of classes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import ClassifierMixin
from journey.ml.svm._base import KernelMachine
from journey.ml.svm._interior import near_optimum
from journey.ml.svm._kernels import Array, Gram, KernelFunction
from journey.ml.svm._smo import Problem, State
from journey.ml.svm._weights import class_weights
from journey.ml.utils import check_choice, check_is_fitted, check_labels, check_sample_weight

__all__ = ["SVC"]


class SVC(ClassifierMixin, KernelMachine):
    r"""Support vector classification: the widest margin in a kernel's space, with penalised slack.

    For two classes minimises $\frac12 \lVert w \rVert^2 + C \sum_i c_i \max(0, 1 - y_i (w^\top
    \phi(x_i) + b))$ by way of its dual. Several classes get one machine a pair, which vote.
    scikit-learn's `probability`, `shrinking`, `break_ties`, `verbose` and `random_state` have no
    counterpart; for probabilities calibrate the decision values on held-out data.

    Parameters
    ----------
    C
        Price of slack: small for a wide margin, large for few violations. Default: 1.
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
    cache_size
        Room for kernel values, in megabytes. Default: 200.
    class_weight
        Factors of C by class; "balanced" makes classes weigh the same by their numbers of rows,
        whatever the weights of these. Default: 1.
    max_iter
        The most steps along pairs for each machine; -1 (default) for ten million.
    decision_function_shape
        "ovr" (default): one column a class. "ovo": one column a pair of classes.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    support_ : NDArray
        Rows of the support vectors, class by class.
    support_vectors_ : NDArray
        The support vectors, shape (n_support, n_features); empty where precomputed.
    n_support_ : NDArray
        Support vectors of each class.
    dual_coef_ : NDArray
        Multipliers times labels, shape (n_classes - 1, n_support). For two classes positive for
        the second; for more, row r of a class holds its machine against the r-th *other* class, and
        the class with the lower number is the positive one.
    intercept_ : NDArray
        One a machine.
    n_iter_ : NDArray
        Steps along pairs, one number a machine; steps of whole blocks are not counted.
    class_weight_ : NDArray
        Factor of C for each class.
    fit_status_ : int
        0, or 1 where `max_iter` ended a fit.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Cortes, C., Vapnik, V. (1995). Support-vector networks. Machine Learning 20, 273-297.

    Fan, R.-E., Chen, P.-H., Lin, C.-J. (2005). Working set selection using second order
    information for training support vector machines. Journal of Machine Learning Research 6.

    Examples
    --------
    >>> from journey.ml.svm import SVC
    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], ["left", "left", "right", "right"]
    >>> model = SVC(kernel="linear", C=10.0).fit(X, y)
    >>> model.support_, model.coef_.round(6), model.predict([[0.3]])
    (array([1, 2], dtype=int32), array([[1.]]), array(['right'], dtype='<U5'))
    """

    classes_: NDArray[Any]
    n_support_: NDArray[np.int32]

    def __init__(
        self,
        *,
        C: float = 1.0,
        kernel: str | KernelFunction = "rbf",
        degree: int = 3,
        gamma: str | float = "scale",
        coef0: float = 0.0,
        tol: float = 1e-3,
        cache_size: float = 200,
        class_weight: Mapping[Any, float] | str | None = None,
        max_iter: int = -1,
        decision_function_shape: str = "ovr",
    ) -> None:
        self.C = C
        self.kernel = kernel
        self.degree = degree
        self.gamma = gamma
        self.coef0 = coef0
        self.tol = tol
        self.cache_size = cache_size
        self.class_weight = class_weight
        self.max_iter = max_iter
        self.decision_function_shape = decision_function_shape

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Find the support vectors and their multipliers.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features), or the kernel matrix where precomputed.
        y
            Labels of shape (n_samples,).
        sample_weight
            Factors of C, shape (n_samples,); a sample of weight 0 counts for nothing. Default: 1.

        Returns
        -------
        SVC
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or only one class is there.

        Warns
        -----
        ConvergenceWarning
            If `max_iter` ended the fit before it was within tol.
        """
        C, tol, steps = self._limits()
        check_choice("decision_function_shape", self.decision_function_shape, ("ovr", "ovo"))
        table = self._samples(X)
        self.classes_, codes = check_labels(y, len(table))
        weight = check_sample_weight(sample_weight, len(table))
        k = len(self.classes_)
        if k < 2 or (np.bincount(codes, weight > 0, minlength=k) == 0).any():
            raise ValueError(
                f"y: expected at least two classes, each with a weight above 0, got {k} class; "
                "The number of classes has to be greater than one"
                if k < 2
                else "sample_weight: Invalid input - a class has only samples of weight 0"
            )
        self.class_weight_ = class_weights(
            self.class_weight, self.classes_, codes, np.ones(len(table))
        )
        limit = C * weight * self.class_weight_[codes]
        used = np.flatnonzero(limit > 0)
        order = used[np.argsort(codes[used], kind="stable")]  # class by class
        whole = self._gram(table[np.ix_(order, order)] if self.kernel == "precomputed" else
                           table[order])  # fmt: skip
        classes = codes[order]
        states = []
        for low, high in combinations(range(k), 2):
            chosen = np.flatnonzero((classes == low) | (classes == high))
            sign = np.where(classes[chosen] == (high if k == 2 else low), 1.0, -1.0)
            gram = self._part(whole, table, order[chosen], chosen)
            states.append(self._machine(gram, table, order[chosen], sign, limit, tol, steps))
        self._store(states, classes, order, k)
        self._keep(table)
        self.fit_status_ = int(any(state.gap >= tol for state in states))
        self.n_iter_ = np.array([state.steps for state in states], dtype=np.int32)
        return self

    def _part(
        self, whole: Gram, table: Array, rows: NDArray[np.intp], chosen: NDArray[np.intp]
    ) -> Gram:
        # The kernel of two classes: cut out of the whole where that is there.
        if len(chosen) == whole.size:
            return whole
        if whole.whole is None:
            return self._gram(table[rows])
        return Gram(self._kernel, table[rows], self.cache_size, whole.block(chosen))

    def _machine(
        self, gram: Gram, table: Array, rows: NDArray[np.intp], sign: Array, limit: Array,
        tol: float, steps: int,
    ) -> State:  # fmt: skip
        ends = limit[rows] * sign
        problem = Problem(gram, sign, np.minimum(0, ends), np.maximum(0, ends))
        start = None
        if self.kernel == "linear" and len(rows) >= 4 * table.shape[1]:
            start = near_optimum(table[rows], sign, problem.low, problem.high)
        return self._solved(problem, tol, steps, start)

    def _store(
        self, states: list[State], classes: NDArray[np.intp], order: NDArray[np.intp], k: int
    ) -> None:
        table = np.zeros((k - 1, len(order)))
        for (low, high), state in zip(combinations(range(k), 2), states, strict=True):
            chosen = np.flatnonzero((classes == low) | (classes == high))
            first = classes[chosen] == low
            table[high - 1, chosen[first]] = state.beta[first]
            table[low, chosen[~first]] = state.beta[~first]
        kept = table.any(axis=0)
        self.dual_coef_ = np.ascontiguousarray(table[:, kept])
        self.support_ = order[kept].astype(np.int32)
        self.n_support_ = np.bincount(classes[kept], minlength=k).astype(np.int32)
        self.intercept_ = np.array([state.intercept for state in states])

    def _weights(self) -> Array:
        # Multipliers by machine, shape (n_support, n_machines).
        k = len(self.classes_)
        ends = np.append(0, np.cumsum(self.n_support_))
        weights = np.zeros((len(self.support_), k * (k - 1) // 2))
        for column, (low, high) in enumerate(combinations(range(k), 2)):
            first, second = (slice(ends[c], ends[c + 1]) for c in (low, high))
            weights[first, column] = self.dual_coef_[high - 1, first]
            weights[second, column] = self.dual_coef_[low, second]
        return weights

    def _decisions(self, X: ArrayLike) -> Array:
        return np.asarray(self._against_support(X, self._weights()) + self.intercept_)

    def decision_function(self, X: ArrayLike) -> Array:
        """Return how far on which side the samples are.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            For two classes shape (n_samples,), positive for the second. Else one column a class:
            its votes, with a share below a half from the sum of its decision values; or, for
            "ovo", one column a pair, positive for the class with the lower number.
        """
        self._check_fitted()
        values = self._decisions(X)
        if len(self.classes_) == 2:
            return values[:, 0]
        if self.decision_function_shape == "ovo":
            return values
        votes, sums = self._votes(values)
        return np.asarray(votes + sums / (3 * (np.abs(sums) + 1)))

    def _check_fitted(self) -> None:
        check_is_fitted(self, "support_")

    def _votes(self, values: Array) -> tuple[Array, Array]:
        k = len(self.classes_)
        votes, sums = np.zeros((len(values), k)), np.zeros((len(values), k))
        for column, (low, high) in enumerate(combinations(range(k), 2)):
            won = values[:, column] > 0
            votes[:, low] += won
            votes[:, high] += ~won
            sums[:, low] += values[:, column]
            sums[:, high] -= values[:, column]
        return votes, sums

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the predicted labels: by the sign for two classes, else by vote.

        Of classes with as many votes the first wins, as in scikit-learn.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Labels of shape (n_samples,).
        """
        self._check_fitted()
        values = self._decisions(X)
        if len(self.classes_) == 2:
            return np.asarray(self.classes_[(values[:, 0] > 0).astype(np.intp)])
        return np.asarray(self.classes_[self._votes(values)[0].argmax(axis=1)])
