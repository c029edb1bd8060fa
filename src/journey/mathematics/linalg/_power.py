"""One eigenvector at a time: power iteration, inverse iteration, Rayleigh quotient iteration."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import (
    EPS,
    LinAlgWarning,
    Matrix,
    Vector,
    check_rhs,
    check_square,
    scaled,
)
from journey.mathematics.linalg._lu import factor, solve_packed

__all__ = [
    "EigenpairResult",
    "inverse_iteration",
    "power_iteration",
    "rayleigh_quotient_iteration",
]


class EigenpairResult(NamedTuple):
    r"""What the iterations return.

    Attributes
    ----------
    eigenvalue : float
        Rayleigh's quotient $v^\top A v$ of the last vector.
    eigenvector : ndarray of shape (n,)
        Of length 1, its largest entry positive.
    residuals : ndarray of shape (steps + 1,)
        $\lVert A v - \lambda v \rVert$ of the start and after each step.
    converged : bool
        Whether the last residual is within the tolerance.
    """

    eigenvalue: float
    eigenvector: NDArray[np.float64]
    residuals: NDArray[np.float64]
    converged: bool


def power_iteration(
    a: ArrayLike,
    v0: ArrayLike | None = None,
    *,
    tol: float = 1e-10,
    max_iter: int = 1000,
    random_state: int | np.random.Generator = 0,
) -> EigenpairResult:
    r"""Multiply by the matrix again and again: what is left is the eigenvector that grows most.

    Parameters
    ----------
    a
        Matrix of shape (n, n).
    v0
        Vector to start from, of shape (n,); random where it is not given.
    tol
        The iteration ends at a residual of `tol` times the Frobenius norm of `a`.
    max_iter
        Number of steps after which it gives up.
    random_state
        Seed or generator of the start.

    Returns
    -------
    EigenpairResult
        An eigenvalue of largest size and its vector, unless the start held nothing of it.

    Warns
    -----
    LinAlgWarning
        If the residual is still above the tolerance after `max_iter` steps, as it is where two
        eigenvalues are equally large: of opposite sign, or a complex pair.

    Raises
    ------
    ValueError
        If an argument does not fit.

    Notes
    -----
    The error falls by $\lvert \lambda_2 / \lambda_1 \rvert$ a step. Of a symmetric matrix, an
    eigenvalue lies within the residual of the one returned; of others, only within the residual
    times its condition number.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., sections 7.3 and 8.2.

    Examples
    --------
    >>> from journey.mathematics.linalg import power_iteration
    >>> result = power_iteration([[2.0, 1.0], [1.0, 2.0]])
    >>> round(result.eigenvalue, 9), result.eigenvector.round(9)
    (3.0, array([0.70710678, 0.70710678]))
    """
    matrix, v, scale = _start(a, v0, random_state)

    def step(x: Vector, value: float) -> Vector:
        return matrix @ x

    return _iterate(matrix, v, step, tol, max_iter, scale)


def inverse_iteration(
    a: ArrayLike,
    shift: float = 0.0,
    v0: ArrayLike | None = None,
    *,
    tol: float = 1e-10,
    max_iter: int = 1000,
    random_state: int | np.random.Generator = 0,
) -> EigenpairResult:
    r"""Power iteration with $(A - \mu I)^{-1}$: it finds the eigenvalue nearest to the shift.

    One LU factorisation, then two triangles a step. A shift that *is* an eigenvalue does no harm:
    the solution is then huge, and along the eigenvector.

    Parameters
    ----------
    a
        Matrix of shape (n, n).
    shift
        The $\mu$ to look near.
    v0, tol, max_iter, random_state
        As in [power_iteration][journey.mathematics.linalg.power_iteration].

    Returns
    -------
    EigenpairResult
        The eigenvalue nearest to `shift` and its vector, unless the start held nothing of it.

    Warns
    -----
    LinAlgWarning
        If the residual is still above the tolerance after `max_iter` steps.

    Raises
    ------
    ValueError
        If an argument does not fit.

    References
    ----------
    Ipsen, I. C. F. (1997). Computing an eigenvector with inverse iteration. SIAM Review 39(2),
    254-291.

    Examples
    --------
    >>> from journey.mathematics.linalg import inverse_iteration
    >>> round(inverse_iteration([[2.0, 1.0], [1.0, 2.0]], 0.5).eigenvalue, 9)
    1.0
    """
    matrix, v, scale = _start(a, v0, random_state)
    if not np.isfinite(shift):
        raise ValueError(f"shift: expected a finite number, got {shift!r}")
    solve = _shifted(matrix, shift / scale)

    def step(x: Vector, value: float) -> Vector:
        return solve(x)

    return _iterate(matrix, v, step, tol, max_iter, scale)


def rayleigh_quotient_iteration(
    a: ArrayLike,
    v0: ArrayLike | None = None,
    *,
    tol: float = 1e-10,
    max_iter: int = 100,
    random_state: int | np.random.Generator = 0,
) -> EigenpairResult:
    r"""Inverse iteration with the best guess so far as the shift, a new one in each step.

    The number of right digits triples in each step for a symmetric matrix, and doubles for most
    others. *Which* eigenvalue it finds is decided by the start, and hard to foretell.

    Parameters
    ----------
    a
        Matrix of shape (n, n).
    v0, tol, max_iter, random_state
        As in [power_iteration][journey.mathematics.linalg.power_iteration].

    Returns
    -------
    EigenpairResult
        Some eigenvalue and its vector.

    Warns
    -----
    LinAlgWarning
        If the residual is still above the tolerance after `max_iter` steps.

    Raises
    ------
    ValueError
        If an argument does not fit.

    References
    ----------
    Parlett, B. N. (1974). The Rayleigh quotient iteration and some generalizations for nonnormal
    matrices. Mathematics of Computation 28(127), 679-693.

    Examples
    --------
    >>> from journey.mathematics.linalg import rayleigh_quotient_iteration
    >>> result = rayleigh_quotient_iteration([[2.0, 1.0], [1.0, 2.0]], [1.0, 0.5])
    >>> round(result.eigenvalue, 9), len(result.residuals) - 1
    (3.0, 3)
    """
    matrix, v, scale = _start(a, v0, random_state)

    def step(x: Vector, value: float) -> Vector:
        return _shifted(matrix, value)(x)

    return _iterate(matrix, v, step, tol, max_iter, scale)


def _start(
    a: ArrayLike, v0: ArrayLike | None, random_state: int | np.random.Generator
) -> tuple[Matrix, Vector, float]:
    small, scale = scaled(check_square(a))
    if v0 is None:
        return small, np.random.default_rng(random_state).standard_normal(len(small)), scale
    v = check_rhs(v0, len(small), "v0")
    if v.ndim != 1 or not v.any():
        raise ValueError(f"v0: expected a vector that is not zero, got {v0!r}")
    return small, scaled(v)[0], scale


def _shifted(matrix: Matrix, shift: float) -> Callable[[Vector], Vector]:
    """Return what solves with A - shift I, a pivot of zero replaced by a rounding error."""
    packed, pivots = factor(matrix - shift * np.eye(len(matrix)))
    diagonal = np.einsum("ii->i", packed)
    diagonal[diagonal == 0] = EPS * (float(np.abs(matrix).max()) or 1.0)
    return lambda x: solve_packed(packed, pivots, x)


def _iterate(
    matrix: Matrix,
    v: Vector,
    step: Callable[[Vector, float], Vector],
    tol: float,
    max_iter: int,
    scale: float,
) -> EigenpairResult:
    if not tol >= 0:
        raise ValueError(f"tol: expected a number of at least 0, got {tol!r}")
    if max_iter < 1:
        raise ValueError(f"max_iter: expected a whole number of at least 1, got {max_iter!r}")
    allowed = tol * float(np.linalg.norm(matrix))
    residuals: list[float] = []
    while True:
        v = v / np.abs(v).max()  # huge where the shift is an eigenvalue: squares would overflow
        v /= np.linalg.norm(v)
        image = matrix @ v
        value = float(v @ image)
        residuals.append(float(np.linalg.norm(image - value * v)))
        if residuals[-1] <= allowed or len(residuals) > max_iter:
            break
        v = step(v, value)  # never zero: what A maps to zero has no residual
    converged = residuals[-1] <= allowed
    if not converged:
        warnings.warn(
            f"a: after {len(residuals) - 1} steps the residual is {residuals[-1] * scale:.2g}, "
            f"allowed are {allowed * scale:.2g}; no eigenvector was found",
            LinAlgWarning,
            stacklevel=3,
        )
    v = v * np.copysign(1.0, v[np.abs(v).argmax()])
    return EigenpairResult(value * scale, v, np.array(residuals) * scale, converged)
