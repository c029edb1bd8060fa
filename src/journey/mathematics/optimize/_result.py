"""What a minimiser returns, and the codes that say why it stopped."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["OptimizeResult"]

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

CONVERGED = 0
MAXITER = 1
NO_STEP = 2  # the line search found nothing better: rounding, or a wrong gradient
DIVERGED = 3  # values overflowed, stopped being numbers, or rose instead of falling
CALLBACK = 4
NOT_A_MINIMUM = 5  # the curvature is known there, and it is negative


@dataclass(eq=False)
class OptimizeResult:
    """The outcome of a minimisation; the fields are named as in SciPy.

    Attributes
    ----------
    x : ndarray of shape (n,)
        The last iterate at which everything was finite. With `success` it is the solution.
    fun : float
        Value there.
    jac : ndarray of shape (n,)
        Gradient there.
    nit : int
        Steps taken.
    nfev, njev, nhev : int
        Evaluations of the function, its gradient and its Hessian. Differences in place of a
        derivative count as the evaluations that they cost.
    success : bool
        Whether it stopped because the gradient is small. A method that knows the curvature also
        asks that it is not negative; one that does not cannot tell a minimum from a saddle point.
    status : int
        0 converged, 1 too many steps, 2 no better point found, 3 diverged, 4 stopped by the
        callback, 5 at a stationary point that is not a minimum.
    message : str
        The same in words.
    allvecs : ndarray of shape (nit + 1, n) or None
        The path from `x0` to `x`, where `return_all` asked for it.
    allfuns : ndarray of shape (nit + 1,) or None
        The values along the path.
    hess_inv : ndarray of shape (n, n) or None
        The estimate of the inverse Hessian that BFGS ended with.
    """

    x: Vector
    fun: float
    jac: Vector
    nit: int
    nfev: int
    njev: int
    success: bool
    status: int
    message: str
    nhev: int = 0
    allvecs: Matrix | None = None
    allfuns: Vector | None = None
    hess_inv: Matrix | None = None

    def __repr__(self) -> str:
        rows = [(field.name, getattr(self, field.name)) for field in fields(self)]
        return "\n".join(f"{name:>8}: {_short(value)}" for name, value in rows if value is not None)


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return f"array of shape {value.shape}"
    return np.array2string(value, threshold=8) if isinstance(value, np.ndarray) else str(value)
