"""What numerical derivatives return, and how their arguments are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.differentiate._stencils import EPS, points

__all__ = ["DerivativeResult"]

Floats = NDArray[np.float64]
CONVERGED, MAXITER, NOT_FINITE, KINK = 0, -2, -3, -4
# 1.6 = 8 / 5 as a ratio of steps: see `step_factor` of `derivative` for why it is not 2.
STEP_FACTOR = 1.6
NOISE = 4 * EPS  # a few roundings; what a function of several operations usually has


@dataclass(eq=False)
class DerivativeResult:
    """A numerical derivative and what is known about its error.

    Attributes
    ----------
    df : ndarray
        The derivative; for [hessian][journey.mathematics.differentiate.hessian] it is `ddf`.
    error : ndarray
        Estimate of its absolute error; `inf` where there is none.
    success : ndarray of bool
        Whether the error is within the tolerances.
    status : ndarray of int
        0 within the tolerances, -2 not so after the last step, -3 no finite values, -4 the slopes
        to the left and to the right differ.
    nit : int
        Number of steps tried.
    nfev : int
        How often the function was called.
    x : ndarray
        Where.
    """

    df: Any
    error: Any
    success: Any
    status: Any
    nit: int
    nfev: int
    x: Any

    @property
    def ddf(self) -> Any:
        """The second derivatives, under SciPy's name."""
        return self.df


class Counted:
    """A function that counts its calls and whose values are checked."""

    def __init__(self, f: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._f, self._args, self.nfev = f, args if isinstance(args, tuple) else (args,), 0

    def __call__(self, x: Any) -> Floats:
        self.nfev += 1
        result = np.asarray(self._f(np.array(x), *self._args))
        if result.dtype.kind not in "fiub":
            raise TypeError(f"f: expected to return real numbers, got {result.dtype}")
        return result.astype(np.float64)


def check_settings(f: Any, maxiter: int, step_factor: float, noise: float) -> None:
    if not callable(f):
        raise TypeError(f"f: expected a function, got {type(f).__name__}")
    if maxiter < 1:
        raise ValueError(f"maxiter: expected at least 1, got {maxiter}")
    if not step_factor > 1:
        raise ValueError(f"step_factor: expected a number above 1, got {step_factor}")
    if not noise >= 0:
        raise ValueError(f"noise: expected a number from 0, got {noise}")


def first_step(given: ArrayLike | None, x: Floats) -> Floats:
    if given is None:
        return 0.3 * np.maximum(np.abs(x), 1.0)
    step = np.asarray(given, dtype=float)
    if not ((step > 0) & np.isfinite(step)).all():
        raise ValueError(f"initial_step: expected positive numbers, got {given!r}")
    return np.broadcast_to(step, x.shape).copy()


def vector(function: str, x: ArrayLike) -> Floats:
    array = points(function, x)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"{function}: x: expected a vector, got shape {array.shape}")
    return array


def result_of(
    df: Floats, error: Floats, bent: Any, tolerances: dict[str, float] | None, nit: int,
    nfev: int, x: Floats,
) -> DerivativeResult:  # fmt: skip
    allowed = {"atol": 1e-12, "rtol": EPS**0.5}
    if unknown := set(tolerances or ()) - set(allowed):
        raise ValueError(f"tolerances: expected atol and rtol, got {sorted(unknown)}")
    allowed |= tolerances or {}
    with np.errstate(invalid="ignore"):
        within = error <= allowed["atol"] + allowed["rtol"] * np.abs(df)
    success = within & ~bent & np.isfinite(df)
    status = np.where(success, CONVERGED, MAXITER)
    status = np.where(bent, KINK, status)
    status = np.where(np.isnan(df), NOT_FINITE, status)
    return DerivativeResult(df[()], error[()], success[()], status[()], nit, nfev, x[()])
