"""What every method does around its own step: check, record, report, decide when to stop."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.optimize import _result as status
from journey.mathematics.optimize._objective import Fun, Hess, Jac, Objective, check_x0
from journey.mathematics.optimize._result import Matrix, OptimizeResult, Vector

Callback = Callable[[Vector], Any] | None


class Run:
    """One minimisation.

    A method asks `continues` with every new iterate, takes its step while the answer is yes, and
    returns `result`.
    """

    def __init__(
        self,
        fun: Fun,
        x0: ArrayLike,
        jac: Jac,
        *,
        hess: Hess = None,
        args: tuple[Any, ...] = (),
        gtol: float,
        maxiter: int,
        callback: Callback,
        return_all: bool,
    ) -> None:
        if not (isinstance(gtol, int | float) and 0 <= gtol < math.inf):
            raise ValueError(f"gtol: expected a number of at least 0, got {gtol!r}")
        if not (isinstance(maxiter, int | np.integer) and maxiter >= 0):
            raise ValueError(f"maxiter: expected a whole number of at least 0, got {maxiter!r}")
        if not (callback is None or callable(callback)):
            raise TypeError(f"callback: expected a function or None, got {callback!r}")
        self.objective = Objective(fun, jac, hess, args)
        self.gtol, self.maxiter = gtol, int(maxiter)
        self.nit = -1  # the starting point is no step
        self.status = -1
        self.message = ""
        self._callback = callback
        self._path: list[Vector] | None = [] if return_all else None
        self._values: list[float] = []
        self.x = check_x0(x0)
        self.f = self.f0 = self.objective.value(self.x)
        if not math.isfinite(self.f):
            raise ValueError(f"x0: fun is not finite there, it is {self.f}")
        self.g = self.objective.gradient(self.x)
        if not np.isfinite(self.g).all():
            raise ValueError("x0: the gradient is not finite there")

    def start(self) -> tuple[Vector, float, Vector]:
        """Return point, value and gradient at the start."""
        return self.x, self.f, self.g

    def continues(self, x: Vector, f: float, g: Vector) -> bool:
        """Take note of an iterate and say whether to go on."""
        if not (math.isfinite(f) and np.isfinite(g).all()):
            return self.stop(
                status.DIVERGED,
                f"Diverged: after step {self.nit + 1} the value is {f:.4g} and the gradient "
                f"{'finite' if np.isfinite(g).all() else 'not finite'}; the step is too large, or "
                "the function has no lower bound. x is the last finite point.",
            )
        self.nit += 1
        self.x, self.f, self.g = x, f, g
        if self._path is not None:
            self._path.append(x)  # iterates are never changed in place, so no copy is needed
            self._values.append(f)
        if self._callback is not None and self.nit > 0:
            try:
                self._callback(x.copy())
            except StopIteration:
                return self.stop(status.CALLBACK, "The callback raised StopIteration.")
        size = largest(g)
        if size <= self.gtol:
            return self.stop(
                status.CONVERGED,
                f"Converged: the largest entry of the gradient is {size:.3g}, at most gtol.",
            )
        if self.nit >= self.maxiter:
            if f > self.f0:
                return self.stop(
                    status.DIVERGED,
                    f"Diverged: fun rose from {self.f0:.4g} to {f:.4g} in {self.nit} steps; "
                    "the step is too large.",
                )
            return self.stop(
                status.MAXITER,
                f"Stopped after maxiter = {self.maxiter} steps; the largest entry of the gradient "
                f"is still {size:.3g}.",
            )
        return True

    def stop(self, code: int, message: str) -> bool:
        """End the run; always False, so that `continues` can return it."""
        self.status, self.message = code, message
        return False

    def result(self, *, hess_inv: Matrix | None = None) -> OptimizeResult:
        """Return everything in the form that SciPy gives it."""
        return OptimizeResult(
            x=self.x,
            fun=self.f,
            jac=self.g,
            nit=self.nit,
            nfev=self.objective.nfev,
            njev=self.objective.njev,
            nhev=self.objective.nhev,
            success=self.status == status.CONVERGED,
            status=self.status,
            message=self.message,
            allvecs=None if self._path is None else np.array(self._path),
            allfuns=None if self._path is None else np.array(self._values),
            hess_inv=hess_inv,
        )


def largest(g: Vector) -> float:
    """Return the largest absolute entry."""
    return float(np.abs(g).max())


def first_step(g: Vector) -> float:
    """Return a first trial step that moves by at most one unit of length.

    The gradient alone says nothing about scale: where it is 1e6 long, a step of 1 leaves the map.
    """
    length = float(np.linalg.norm(g))
    return min(1.0, 1.0 / length) if length > 0 else 1.0
