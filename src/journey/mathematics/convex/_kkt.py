r"""The Lagrangian of a quadratic program, its dual, and how far a claimed solution is from optimal.

For a convex problem the Karush-Kuhn-Tucker conditions are not just necessary: a point with
multipliers that satisfy them *is* a solution, whoever found it. Not here: finding them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.convex._input import Vector, check_vector
from journey.mathematics.convex._projections import check_box
from journey.mathematics.linalg._input import check_matrix, check_symmetric

__all__ = ["KKTResiduals", "QuadraticProgram", "kkt_residuals"]


@dataclass(frozen=True)
class KKTResiduals:
    """How much each of the conditions is violated; all are 0 at a solution.

    Attributes
    ----------
    stationarity : float
        Largest entry of the Lagrangian's gradient.
    inequality : float
        Most by which an inequality is exceeded.
    equality : float
        Most by which an equation is off.
    sign : float
        Size of the most negative multiplier of an inequality.
    complementarity : float
        Largest product of a multiplier and the slack of its inequality.
    """

    stationarity: float
    inequality: float
    equality: float
    sign: float
    complementarity: float

    @property
    def largest(self) -> float:
        """The largest of the five."""
        return max(float(value) for value in vars(self).values())


def kkt_residuals(
    grad: ArrayLike,
    *,
    ineq: ArrayLike | None = None,
    ineq_jac: ArrayLike | None = None,
    z: ArrayLike | None = None,
    eq: ArrayLike | None = None,
    eq_jac: ArrayLike | None = None,
    y: ArrayLike | None = None,
) -> KKTResiduals:
    r"""Check a claimed solution of: minimise $f(x)$ with $c(x) \le 0$ and $d(x) = 0$.

    Parameters
    ----------
    grad
        Gradient of $f$ at the claimed solution, shape (n,).
    ineq, ineq_jac
        Values of $c$ there, shape (m,), and their gradients as rows, shape (m, n).
    z
        Multipliers of the inequalities, shape (m,).
    eq, eq_jac
        Values of $d$ there, shape (p,), and their gradients as rows, shape (p, n).
    y
        Multipliers of the equations, shape (p,), of either sign.

    Returns
    -------
    KKTResiduals

    Raises
    ------
    ValueError
        If of values, gradients and multipliers only some are given, or shapes do not fit.

    References
    ----------
    Boyd, S. and Vandenberghe, L. (2004). Convex Optimization, section 5.5.3. Cambridge.

    Examples
    --------
    Is x = 1 the smallest x**2 with x >= 1, and 2 its multiplier?

    >>> from journey.mathematics.convex import kkt_residuals
    >>> kkt_residuals([2.0], ineq=[0.0], ineq_jac=[[-1.0]], z=[2.0]).largest
    0.0
    """
    gradient = check_vector(grad, "grad")
    c, zs, pull = _terms(ineq, ineq_jac, z, gradient.size, ("ineq", "ineq_jac", "z"))
    d, _, other = _terms(eq, eq_jac, y, gradient.size, ("eq", "eq_jac", "y"))
    return KKTResiduals(
        stationarity=_most(np.abs(gradient + pull + other)),
        inequality=_most(c),
        equality=_most(np.abs(d)),
        sign=_most(-zs),
        complementarity=_most(np.abs(zs * c)),
    )


class QuadraticProgram:
    r"""Minimise $\frac12 x^\top P x + q^\top x$ with $G x \le h$, $A x = b$, $l \le x \le u$.

    Parameters
    ----------
    P
        Symmetric matrix of shape (n, n), or `None` for 0: a linear program.
    q
        Vector of shape (n,).
    G, h
        Inequalities, shapes (m, n) and (m,).
    A, b
        Equations, shapes (p, n) and (p,).
    lb, ub
        Bounds, numbers or shape (n,); infinite where there is none.

    Raises
    ------
    ValueError
        If shapes do not fit, `P` is not symmetric, or a lower bound is above its upper bound.

    References
    ----------
    Boyd, S. and Vandenberghe, L. (2004). Convex Optimization, sections 4.4 and 5.1. Cambridge.

    Examples
    --------
    >>> from journey.mathematics.convex import QuadraticProgram
    >>> qp = QuadraticProgram([[2.0]], [0.0], G=[[-1.0]], h=[-1.0])
    >>> qp.value([1.0]), qp.dual_value(z=[2.0]), qp.kkt([1.0], z=[2.0]).largest
    (1.0, 1.0, 0.0)
    """

    def __init__(
        self,
        P: ArrayLike | None,
        q: ArrayLike,
        G: ArrayLike | None = None,
        h: ArrayLike | None = None,
        A: ArrayLike | None = None,
        b: ArrayLike | None = None,
        lb: ArrayLike | None = None,
        ub: ArrayLike | None = None,
    ) -> None:
        self.q = check_vector(q, "q")
        n = self.n = self.q.size
        self.P = np.zeros((n, n)) if P is None else check_symmetric(P, "P")
        if self.P.shape != (n, n):
            raise ValueError(f"P: expected shape ({n}, {n}) to fit q, got {self.P.shape}")
        self.G, self.h = _rows(G, h, n, ("G", "h"))
        self.A, self.b = _rows(A, b, n, ("A", "b"))
        self.lb, self.ub = check_box(
            -np.inf if lb is None else lb, np.inf if ub is None else ub, (n,), "lb", "ub"
        )

    def value(self, x: ArrayLike) -> float:
        """Return the objective at `x`, feasible or not."""
        point = check_vector(x, "x", self.n)
        return float(0.5 * point @ self.P @ point + self.q @ point)

    def multipliers(
        self,
        z: ArrayLike | None = None,
        y: ArrayLike | None = None,
        z_lb: ArrayLike | None = None,
        z_ub: ArrayLike | None = None,
    ) -> tuple[Vector, Vector, Vector, Vector]:
        """Return all four as arrays: zeros where one is not given, and where there is no bound."""
        sizes = (("z", z, len(self.h)), ("y", y, len(self.b)), ("z_lb", z_lb, self.n))
        given = [
            np.zeros(size) if value is None or size == 0 else check_vector(value, name, size)
            for name, value, size in (*sizes, ("z_ub", z_ub, self.n))
        ]
        given[2][np.isinf(self.lb)] = 0
        given[3][np.isinf(self.ub)] = 0
        return given[0], given[1], given[2], given[3]

    def pull(self, z: Vector, y: Vector, z_lb: Vector, z_ub: Vector) -> Vector:
        """Return what the multipliers add to the gradient: G'z + A'y - z_lb + z_ub."""
        return np.asarray(self.G.T @ z + self.A.T @ y - z_lb + z_ub)

    def offset(self, z: Vector, y: Vector, z_lb: Vector, z_ub: Vector) -> float:
        """Return the constant that they take off the Lagrangian: h'z + b'y - lb'z_lb + ub'z_ub."""
        low = np.where(np.isinf(self.lb), 0.0, self.lb)
        high = np.where(np.isinf(self.ub), 0.0, self.ub)
        return float(self.h @ z + self.b @ y - low @ z_lb + high @ z_ub)

    def lagrangian(
        self,
        x: ArrayLike,
        *,
        z: ArrayLike | None = None,
        y: ArrayLike | None = None,
        z_lb: ArrayLike | None = None,
        z_ub: ArrayLike | None = None,
    ) -> float:
        r"""Return $f(x) + z^\top (G x - h) + y^\top (A x - b)$ and the like for the bounds."""
        point = check_vector(x, "x", self.n)
        duals = self.multipliers(z, y, z_lb, z_ub)
        return self.value(point) + float(self.pull(*duals) @ point) - self.offset(*duals)

    def dual_value(
        self,
        *,
        z: ArrayLike | None = None,
        y: ArrayLike | None = None,
        z_lb: ArrayLike | None = None,
        z_ub: ArrayLike | None = None,
    ) -> float:
        r"""Return the Lagrangian's minimum over all $x$: no feasible point is below it.

        It is $-\infty$ where the Lagrangian has no minimum, or a multiplier of an inequality is
        negative. `P` has to be positive semidefinite.
        """
        duals = self.multipliers(z, y, z_lb, z_ub)
        if min(_least(duals[0]), _least(duals[2]), _least(duals[3])) < 0:
            return -math.inf
        slope = self.q + self.pull(*duals)
        x = np.linalg.lstsq(self.P, -slope, rcond=None)[0]
        size = np.abs(self.P) @ np.abs(x) + np.abs(self.q) + np.abs(self.pull(*duals))
        if (np.abs(self.P @ x + slope) > 1e-9 * float(size.max(initial=0.0))).any():
            return -math.inf
        return float(0.5 * slope @ x) - self.offset(*duals)

    def kkt(
        self,
        x: ArrayLike,
        *,
        z: ArrayLike | None = None,
        y: ArrayLike | None = None,
        z_lb: ArrayLike | None = None,
        z_ub: ArrayLike | None = None,
    ) -> KKTResiduals:
        """Return by how much a claimed solution with its multipliers violates each condition."""
        point = check_vector(x, "x", self.n)
        zs, ys, low, high = self.multipliers(z, y, z_lb, z_ub)
        c = np.concatenate([self.G @ point - self.h, self.lb - point, point - self.ub])
        zs, eye, bounded = np.concatenate([zs, low, high]), np.eye(self.n), np.isfinite(c)
        rows = np.concatenate([self.G, -eye, eye])
        return kkt_residuals(
            self.P @ point + self.q,
            ineq=c[bounded],
            ineq_jac=rows[bounded],
            z=zs[bounded],
            eq=self.A @ point - self.b,
            eq_jac=self.A,
            y=ys,
        )


def _rows(
    matrix: ArrayLike | None, right: ArrayLike | None, n: int, names: tuple[str, str]
) -> tuple[Vector, Vector]:
    if (matrix is None) != (right is None):
        raise ValueError(f"{names[0]}, {names[1]}: expected both or neither, got only one of them")
    if matrix is None or right is None:
        return np.zeros((0, n)), np.zeros(0)
    checked = check_matrix(matrix, names[0])
    if checked.shape[1] != n:
        raise ValueError(f"{names[0]}: expected shape (m, {n}) to fit q, got {checked.shape}")
    return checked, check_vector(right, names[1], len(checked))


def _terms(
    values: ArrayLike | None,
    jac: ArrayLike | None,
    duals: ArrayLike | None,
    n: int,
    names: tuple[str, str, str],
) -> tuple[Vector, Vector, Vector]:
    missing = [part is None or np.size(part) == 0 for part in (values, jac, duals)]
    if values is None or jac is None or duals is None or all(missing):
        if not all(missing):
            raise ValueError(f"{', '.join(names)}: expected all three or none of them")
        return np.zeros(0), np.zeros(0), np.zeros(n)
    c = check_vector(values, names[0])
    rows = check_matrix(jac, names[1])
    if rows.shape != (c.size, n):
        raise ValueError(f"{names[1]}: expected shape ({c.size}, {n}), got {rows.shape}")
    multipliers = check_vector(duals, names[2], c.size)
    return c, multipliers, rows.T @ multipliers


def _most(values: Vector) -> float:
    return max(0.0, float(values.max(initial=0.0)))


def _least(values: Vector) -> float:
    return float(values.min(initial=0.0))
