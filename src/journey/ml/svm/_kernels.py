r"""Kernels, the width that data suggest, and a kernel matrix whose rows are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_array, check_choice, check_integer, check_real

__all__ = ["kernel_matrix"]

Array = NDArray[np.float64]
KernelFunction = Callable[[Any, Any], ArrayLike]
KERNELS = ("linear", "poly", "rbf", "sigmoid", "precomputed")


@dataclass(frozen=True)
class Kernel:
    """A kernel with its numbers settled."""

    kind: str | KernelFunction
    gamma: float
    degree: int
    coef0: float

    def between(self, X: Array, Y: Array) -> Array:
        """Return the kernel of each row of X with each row of Y."""
        if not isinstance(self.kind, str):
            values = np.asarray(self.kind(X, Y), dtype=np.float64)
            if values.shape != (len(X), len(Y)):
                raise ValueError(
                    f"kernel: expected a function that gives shape {(len(X), len(Y))}, "
                    f"got {values.shape}"
                )
            return values
        if self.kind == "precomputed":
            return X
        if self.kind == "rbf":
            return rbf(X, Y, self.gamma)
        product = X @ Y.T
        if self.kind == "linear":
            return product
        product *= self.gamma
        product += self.coef0
        return _power(product, self.degree) if self.kind == "poly" else np.tanh(product)


def _power(base: Array, degree: int) -> Array:
    # By squaring: NumPy's own power takes the way by logarithms, which is several times slower.
    result = np.ones_like(base) if degree % 2 == 0 else base.copy()
    while degree := degree // 2:
        base = base * base
        if degree % 2:
            result *= base
    return result


def rbf(X: Array, Y: Array, gamma: float) -> Array:
    """Return exp(-gamma |x - y|^2) of all pairs, by one matrix product."""
    middle = Y.mean(axis=0)  # distances do not see the shift, and the squares lose fewer digits
    X, Y = X - middle, Y - middle
    squared = X @ Y.T
    squared *= -2
    squared += np.einsum("ij,ij->i", X, X)[:, None]
    squared += np.einsum("ij,ij->i", Y, Y)
    np.maximum(squared, 0, out=squared)
    squared *= -gamma
    return np.exp(squared, out=squared)


def settle(
    kernel: str | KernelFunction, gamma: str | float, degree: int, coef0: float, X: Array
) -> Kernel:
    """Check a kernel's parameters and return it with gamma as a number."""
    if not callable(kernel):
        check_choice("kernel", kernel, KERNELS)
    check_integer("degree", degree, 0)
    check_real("coef0", coef0, -np.inf)
    if isinstance(gamma, str):
        check_choice("gamma", gamma, ("scale", "auto"))
        spread = float(X.var()) if gamma == "scale" and kernel != "precomputed" else 1.0
        width = 1 / (X.shape[1] * spread) if spread else 1.0
    else:
        width = check_real("gamma", gamma, 0)
    return Kernel(kernel, width, degree, float(coef0))


def kernel_matrix(
    X: ArrayLike,
    Y: ArrayLike | None = None,
    *,
    kernel: str = "rbf",
    gamma: str | float = "scale",
    degree: int = 3,
    coef0: float = 0.0,
) -> Array:
    r"""Return the kernel of each row of X with each row of Y.

    Parameters
    ----------
    X
        Samples of shape (n, n_features).
    Y
        Samples of shape (m, n_features). Default: X.
    kernel
        "linear" ($x^\top z$), "poly" ($(\gamma x^\top z + r)^d$), "rbf"
        ($e^{-\gamma \lVert x - z \rVert^2}$) or "sigmoid" ($\tanh(\gamma x^\top z + r)$).
    gamma
        The factor $\gamma$; "scale" is one over the number of features times the variance of Y's
        values, "auto" one over the number of features.
    degree
        The degree $d$ of "poly".
    coef0
        The constant $r$ of "poly" and "sigmoid".

    Returns
    -------
    NDArray
        Shape (n, m).

    Raises
    ------
    ValueError
        If a parameter is malformed or the features differ in number.

    References
    ----------
    Aizerman, M. A., Braverman, E. M., Rozonoer, L. I. (1964). Theoretical foundations of the
    potential function method in pattern recognition learning. Automation and Remote Control 25.

    Examples
    --------
    >>> kernel_matrix([[0.0], [1.0], [2.0]], kernel="rbf", gamma=1.0).round(3)
    array([[1.   , 0.368, 0.018],
           [0.368, 1.   , 0.368],
           [0.018, 0.368, 1.   ]])
    """
    check_choice("kernel", kernel, KERNELS[:-1])
    rows = np.asarray(check_array(X), dtype=np.float64)
    columns = rows if Y is None else np.asarray(check_array(Y, name="Y"), dtype=np.float64)
    if rows.shape[1] != columns.shape[1]:
        raise ValueError(f"Y: expected {rows.shape[1]} features, got {columns.shape[1]}")
    return settle(kernel, gamma, degree, coef0, columns).between(rows, columns)


class Gram:
    """The kernel matrix of samples: whole where it fits, else row by row, the latest kept.

    Parameters
    ----------
    kernel
        The kernel.
    X
        Samples of shape (n, d).
    megabytes
        Room for values.
    whole
        The matrix, where somebody has it already.
    """

    def __init__(
        self, kernel: Kernel, X: Array, megabytes: float, whole: Array | None = None
    ) -> None:
        self.size, self._kernel, self._X = len(X), kernel, X
        self._room = max(2, int(megabytes * 2**20 / (8 * max(1, self.size))))
        self._kept: OrderedDict[int, Array] = OrderedDict()
        if whole is None and (self._room >= self.size or kernel.kind == "precomputed"):
            whole = kernel.between(X, X)
        self.whole = whole
        if whole is not None:
            self.diagonal = np.array(whole.diagonal())
        else:
            parts = (kernel.between(X[[i]], X[[i]])[0, 0] for i in range(self.size))
            self.diagonal = np.fromiter(parts, float, self.size)

    def row(self, i: int) -> Array:
        """Return the kernel of sample i with all samples."""
        if self.whole is not None:
            return self.whole[i]  # type: ignore[no-any-return]
        if i in self._kept:
            self._kept.move_to_end(i)
        else:
            self._kept[i] = self._kernel.between(self._X[[i]], self._X)[0]
            if len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return self._kept[i]

    def rows(self, chosen: NDArray[np.intp]) -> Array:
        """Return the kernel of the chosen samples with all samples."""
        if self.whole is not None:
            return self.whole[chosen]
        return self._kernel.between(self._X[chosen], self._X)

    def block(self, chosen: NDArray[np.intp]) -> Array:
        """Return the kernel of the chosen samples with each other."""
        if self.whole is not None:
            return self.whole[np.ix_(chosen, chosen)]
        return self._kernel.between(self._X[chosen], self._X[chosen])
