"""Functions to try minimisers on, each with gradient and Hessian.

They take a vector of shape (n,), or a grid of shape (n, ...) as contour plots need it; then the
value has the shape of the rest. Gradients and Hessians take one vector.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.optimize._result import Matrix, Vector

__all__ = [
    "Quadratic",
    "beale",
    "beale_der",
    "beale_hess",
    "himmelblau",
    "himmelblau_der",
    "himmelblau_hess",
    "rosen",
    "rosen_der",
    "rosen_hess",
]

_BEALE = np.array([1.5, 2.25, 2.625])


def rosen(x: ArrayLike) -> Any:
    r"""Rosenbrock's valley $\sum_i 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2$.

    The floor of the valley is curved and nearly flat. The minimum is 0 at (1, ..., 1).

    Parameters
    ----------
    x
        Vector of shape (n,), n at least 2, or a grid of shape (n, ...).

    Returns
    -------
    float or ndarray

    References
    ----------
    Rosenbrock, H. H. (1960). The Computer Journal 3(3), 175-184.

    Examples
    --------
    >>> float(rosen([1.0, 2.0]))
    100.0
    """
    v = _grid(x, least=2)
    return np.sum(100.0 * (v[1:] - v[:-1] ** 2) ** 2 + (1 - v[:-1]) ** 2, axis=0)


def rosen_der(x: ArrayLike) -> Vector:
    """Gradient of [rosen][journey.mathematics.optimize.rosen].

    Parameters
    ----------
    x
        Vector of shape (n,), n at least 2.

    Returns
    -------
    ndarray of shape (n,)

    Examples
    --------
    >>> rosen_der([1.0, 2.0])
    array([-400.,  200.])
    """
    v = _grid(x, least=2)
    gap = v[1:] - v[:-1] ** 2
    g = np.zeros_like(v)
    g[:-1] = -400 * gap * v[:-1] - 2 * (1 - v[:-1])
    g[1:] += 200 * gap
    return g


def rosen_hess(x: ArrayLike) -> Matrix:
    """Hessian of [rosen][journey.mathematics.optimize.rosen].

    Parameters
    ----------
    x
        Vector of shape (n,), n at least 2.

    Returns
    -------
    ndarray of shape (n, n)

    Examples
    --------
    >>> rosen_hess([1.0, 2.0])
    array([[ 402., -400.],
           [-400.,  200.]])
    """
    v = _grid(x, least=2)
    diagonal = np.zeros_like(v)
    diagonal[:-1] = 1200 * v[:-1] ** 2 - 400 * v[1:] + 2
    diagonal[1:] += 200
    return np.diag(diagonal) - np.diag(400 * v[:-1], 1) - np.diag(400 * v[:-1], -1)


def beale(x: ArrayLike) -> Any:
    r"""Beale's function $\sum_{i=1}^{3} (c_i - x_0 (1 - x_1^i))^2$, $c = (1.5, 2.25, 2.625)$.

    Flat in the middle, with steep walls at the corners. The minimum is 0 at (3, 0.5).

    Parameters
    ----------
    x
        Vector of shape (2,), or a grid of shape (2, ...).

    Returns
    -------
    float or ndarray

    References
    ----------
    Moré, J. J., Garbow, B. S. and Hillstrom, K. E. (1981). ACM Transactions on Mathematical
    Software 7(1), 17-41, problem 5.

    Examples
    --------
    >>> float(beale([3.0, 0.5]))
    0.0
    """
    a, b = _pair(x)
    return sum((c - a * (1 - b**i)) ** 2 for i, c in enumerate(_BEALE, start=1))


def beale_der(x: ArrayLike) -> Vector:
    """Gradient of [beale][journey.mathematics.optimize.beale].

    Parameters
    ----------
    x
        Vector of shape (2,).

    Returns
    -------
    ndarray of shape (2,)

    Examples
    --------
    >>> beale_der([3.0, 0.5]) + 0.0
    array([0., 0.])
    """
    r, J = _beale_parts(x)
    return 2 * J.T @ r


def beale_hess(x: ArrayLike) -> Matrix:
    """Hessian of [beale][journey.mathematics.optimize.beale].

    Parameters
    ----------
    x
        Vector of shape (2,).

    Returns
    -------
    ndarray of shape (2, 2)

    Examples
    --------
    >>> bool(np.linalg.eigvalsh(beale_hess([3.0, 0.5])).min() > 0)
    True
    """
    a, b = _pair(x)
    r, J = _beale_parts(x)
    mixed = r @ [1, 2 * b, 3 * b**2]
    H: Matrix = 2 * (J.T @ J + np.array([[0, mixed], [mixed, r @ [0, 2 * a, 6 * a * b]]]))
    return H


def himmelblau(x: ArrayLike) -> Any:
    r"""Himmelblau's function $(x_0^2 + x_1 - 11)^2 + (x_0 + x_1^2 - 7)^2$.

    Four minima of value 0, one of them at (3, 2); four saddle points; one maximum, near
    (-0.27, -0.92).

    Parameters
    ----------
    x
        Vector of shape (2,), or a grid of shape (2, ...).

    Returns
    -------
    float or ndarray

    References
    ----------
    Himmelblau, D. M. (1972). Applied Nonlinear Programming. McGraw-Hill.

    Examples
    --------
    >>> float(himmelblau([3.0, 2.0]))
    0.0
    """
    a, b = _pair(x)
    return (a**2 + b - 11) ** 2 + (a + b**2 - 7) ** 2


def himmelblau_der(x: ArrayLike) -> Vector:
    """Gradient of [himmelblau][journey.mathematics.optimize.himmelblau].

    Parameters
    ----------
    x
        Vector of shape (2,).

    Returns
    -------
    ndarray of shape (2,)

    Examples
    --------
    >>> himmelblau_der([0.0, 0.0])
    array([-14., -22.])
    """
    a, b = _pair(x)
    first, second = a**2 + b - 11, a + b**2 - 7
    return np.array([4 * a * first + 2 * second, 2 * first + 4 * b * second])


def himmelblau_hess(x: ArrayLike) -> Matrix:
    """Hessian of [himmelblau][journey.mathematics.optimize.himmelblau].

    Parameters
    ----------
    x
        Vector of shape (2,).

    Returns
    -------
    ndarray of shape (2, 2)

    Examples
    --------
    >>> himmelblau_hess([0.0, 0.0])
    array([[-42.,   0.],
           [  0., -26.]])
    """
    a, b = _pair(x)
    mixed = 4 * (a + b)
    return np.array([[12 * a**2 + 4 * b - 42, mixed], [mixed, 12 * b**2 + 4 * a - 26]])


class Quadratic:
    r"""The function $f(x) = \frac12 x^\top A x - b^\top x$, its gradient and its Hessian.

    Pass it as `fun`, `Quadratic.jac` as `jac`, `Quadratic.hess` as `hess`.

    Parameters
    ----------
    A
        Symmetric matrix of shape (n, n).
    b
        Vector of shape (n,); zeros where it is not given.

    Raises
    ------
    ValueError
        If the shapes do not fit, or `A` is not symmetric.

    Examples
    --------
    >>> bowl = Quadratic([[2.0, 0.0], [0.0, 50.0]], [2.0, 50.0])
    >>> bowl.minimizer, bowl.condition
    (array([1., 1.]), 25.0)
    >>> float(bowl([0.0, 0.0])), bowl.jac([0.0, 0.0])
    (0.0, array([ -2., -50.]))
    """

    def __init__(self, A: ArrayLike, b: ArrayLike | None = None) -> None:
        self.A = np.array(A, dtype=np.float64)
        if self.A.ndim != 2 or self.A.shape[0] != self.A.shape[1] or self.A.size == 0:
            raise ValueError(f"A: expected a square matrix, got shape {self.A.shape}")
        if not np.allclose(self.A, self.A.T, rtol=1e-10):
            raise ValueError("A: expected a symmetric matrix")
        n = len(self.A)
        self.b = np.zeros(n) if b is None else np.array(b, dtype=np.float64)
        if self.b.shape != (n,):
            raise ValueError(f"b: expected shape ({n},), got {self.b.shape}")

    @classmethod
    def of_condition(cls, n: int, condition: float, *, seed: int = 0) -> Quadratic:
        """Make one with eigenvalues spread evenly in the logarithm from 1 to `condition`.

        Parameters
        ----------
        n
            Number of variables, at least 2.
        condition
            Ratio of the largest eigenvalue to the smallest, at least 1.
        seed
            Fixes the random axes and the random minimiser.

        Returns
        -------
        Quadratic
        """
        if n < 2 or not condition >= 1:
            raise ValueError(
                f"n, condition: expected n of at least 2 and condition of at least 1, "
                f"got {n!r} and {condition!r}"
            )
        rng = np.random.default_rng(seed)
        axes, _ = np.linalg.qr(rng.standard_normal((n, n)))
        product = (axes * np.geomspace(1.0, condition, n)) @ axes.T
        A = (product + product.T) / 2
        return cls(A, A @ rng.standard_normal(n))

    def __call__(self, x: ArrayLike) -> Any:
        """Return the value at a vector, or at each point of a grid of shape (n, ...)."""
        v = _grid(x, least=len(self.b))
        return np.sum(v * (np.tensordot(self.A, v, axes=1) / 2), axis=0) - np.tensordot(
            self.b, v, axes=1
        )

    def jac(self, x: ArrayLike) -> Vector:
        """Return the gradient $A x - b$."""
        gradient: Vector = self.A @ np.asarray(x, dtype=np.float64) - self.b
        return gradient

    def hess(self, x: ArrayLike | None = None) -> Matrix:
        """Return the Hessian, the same everywhere."""
        return self.A.copy()

    @property
    def minimizer(self) -> Vector:
        """The solution of $A x = b$."""
        return np.linalg.solve(self.A, self.b).astype(np.float64)

    @property
    def condition(self) -> float:
        """The condition number of `A`."""
        eigenvalues = np.linalg.eigvalsh(self.A)
        return float(eigenvalues[-1] / eigenvalues[0])


def _grid(x: ArrayLike, least: int) -> NDArray[np.float64]:
    v = np.asarray(x, dtype=np.float64)
    if v.ndim == 0 or len(v) < least:
        raise ValueError(f"x: expected at least {least} entries, got shape {v.shape}")
    return v


def _pair(x: ArrayLike) -> NDArray[np.float64]:
    v = np.asarray(x, dtype=np.float64)
    if v.ndim == 0 or len(v) != 2:
        raise ValueError(f"x: expected two entries, got shape {v.shape}")
    return v


def _beale_parts(x: ArrayLike) -> tuple[Vector, Matrix]:
    """Return the three residuals and their derivatives, shape (3, 2)."""
    a, b = _pair(x)
    powers = np.array([b, b**2, b**3])
    slopes = np.array([1.0, 2 * b, 3 * b**2])
    return _BEALE - a * (1 - powers), np.stack([powers - 1, a * slopes], axis=1)
