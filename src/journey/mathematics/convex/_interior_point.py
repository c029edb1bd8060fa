r"""Mehrotra's predictor-corrector method for convex quadratic programs, in scaled terms.

The conditions for optimality, with the products $s_i z_i$ set to $\mu$ instead of 0, are smooth
equations, and Newton's method follows their solution while $\mu$ falls. Here are the iteration,
its linear systems and the polish at the end. Not here: scaling, and what to conclude where it
does not converge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from journey.mathematics.convex._input import Matrix, Vector
from journey.mathematics.convex._scaling import Standard

REGULARISATION = 1e-11  # of the scaled systems; refinement takes its effect out again
CERTIFICATE = 1e-8


@dataclass
class Iterate:
    """A point, its slacks and multipliers, and its errors relative to the size of their terms."""

    x: Vector
    s: Vector
    z: Vector
    y: Vector
    errors: tuple[float, float, float] = (np.inf, np.inf, np.inf)  # primal, dual, gap

    @property
    def error(self) -> float:
        """The largest of the three."""
        return max(self.errors)


@dataclass
class Outcome:
    """Where it ended: status 0 solved, 1 out of steps, 2 infeasible, 3 unbounded, 4 stuck."""

    status: int
    last: Iterate
    nit: int
    gaps: list[float] = field(default_factory=list)


def follow_path(qp: Standard, tol: float, maxiter: int, safeguard: bool = True) -> Outcome:
    """Run the predictor-corrector iteration; without the safeguard, as in the textbook."""
    m = len(qp.h)
    at = _start(qp)
    best, gaps, stalled = at, [], 0
    for nit in range(maxiter + 1):
        r_dual = qp.P @ at.x + qp.q + qp.transposed(at.z) + qp.A.T @ at.y
        r_eq = qp.A @ at.x - qp.b
        r_ineq = qp.times(at.x) + at.s - qp.h
        measure(qp, at)
        gaps.append(float(at.s @ at.z))
        if at.error < 0.9 * best.error:
            best, stalled = at, 0
        else:
            stalled += 1
        if at.error <= tol:
            return Outcome(0, at, nit, gaps)
        if (found := certificate(qp, at)) != 0:
            return Outcome(found, at, nit, gaps)
        if nit == maxiter or stalled > 15:
            break

        w = at.z / at.s
        newton = _Newton(qp, w)
        try:
            # predictor: straight for s z = 0
            step = newton.solve(at, r_dual, r_eq, r_ineq, at.s * at.z)
            alpha = _longest(at, step)
            # corrector: the product that the line left out, and the centring that it lacked
            mu = float(at.s @ at.z) / m if m else 0.0
            ahead = (at.s + alpha * step.s) @ (at.z + alpha * step.z) / m if m else 0.0
            sigma = (ahead / mu) ** 3 if mu > 0 else 0.0
            products = at.s * at.z + step.s * step.z - sigma * mu
            if safeguard and stalled > 2:  # a corrector that overshoots can go round in circles
                products = at.s * at.z - max(sigma, 0.3) * mu
            step = newton.solve(at, r_dual, r_eq, r_ineq, products)
        except np.linalg.LinAlgError:
            break
        alpha = min(1.0, 0.995 * _longest(at, step, limit=2.0))
        at = Iterate(
            at.x + alpha * step.x,
            at.s + alpha * step.s,
            at.z + alpha * step.z,
            at.y + alpha * step.y,
        )
        if not all(np.isfinite(part).all() for part in (at.x, at.s, at.z, at.y)):
            break
    return Outcome(1 if nit == maxiter else 4, best, nit, gaps)


def measure(qp: Standard, at: Iterate) -> None:
    """Set the errors of an iterate, each relative to the largest term that cancels in it."""
    Px, Gx, Ax = qp.P @ at.x, qp.times(at.x), qp.A @ at.x
    Gz, Ay = qp.transposed(at.z), qp.A.T @ at.y
    inequality = np.abs(Gx + at.s - qp.h) / np.maximum(1, np.maximum(np.abs(Gx), np.abs(qp.h)))
    equality = np.abs(Ax - qp.b) / np.maximum(1, np.maximum(np.abs(Ax), np.abs(qp.b)))
    dual = _size(Px + qp.q + Gz + Ay) / max(1.0, *map(_size, (Px, qp.q, Gz, Ay)))
    value = float(at.x @ Px) / 2 + float(qp.q @ at.x)
    gap = float(at.s @ at.z) / max(1.0, abs(value))
    at.errors = (max(_size(inequality), _size(equality)), dual, gap)


def certificate(qp: Standard, at: Iterate) -> int:
    """Return 2 if z and y prove that nothing is feasible, 3 if x leads down for ever, or else 0.

    With z >= 0 and G'z + A'y = 0, a feasible x would give 0 <= z'(h - Gx) = h'z + b'y < 0. With
    Pd = 0, Ad = 0, Gd <= 0 and q'd < 0, every step along d is allowed and pays.
    """
    below = -float(qp.h @ at.z + qp.b @ at.y)
    if below > 0 and _size(qp.transposed(at.z) + qp.A.T @ at.y) <= CERTIFICATE * below:
        return 2
    down = -float(qp.q @ at.x)
    if down > 0:
        off = max(_size(qp.P @ at.x), _size(qp.A @ at.x), _size(np.maximum(qp.times(at.x), 0)))
        if off <= CERTIFICATE * down:
            return 3
    return 0


def polish(qp: Standard, at: Iterate) -> Iterate:
    """Take the inequalities with z > s for equations and solve once; keep it where it is better.

    The iteration ends with products s z that are small; this makes one factor of each exactly 0.
    Variables at a bound are left out of the system. Stellato, B. et al. (2020). OSQP: an operator
    splitting solver for quadratic programs. Mathematical Programming Computation 12, section 4.
    """
    m, low = len(qp.G), len(qp.lower)
    active = at.z > at.s
    rows, h_rows = qp.G[active[:m]], qp.h[:m][active[:m]]
    at_low, at_high = qp.lower[active[m : m + low]], qp.upper[active[m + low :]]
    x = at.x.copy()
    x[at_low] = -qp.h[m : m + low][active[m : m + low]]
    x[at_high] = qp.h[m + low :][active[m + low :]]
    free = np.ones(len(x), dtype=bool)
    free[at_low] = free[at_high] = False
    K, right = np.concatenate([rows, qp.A]), np.concatenate([h_rows, qp.b])
    y = np.concatenate([at.z[:m][active[:m]], at.y])
    better = at
    try:
        system = _System(qp.P[np.ix_(free, free)], K[:, free])
        for _ in range(3):
            slope = qp.P @ x + qp.q + K.T @ y
            dx, dy = system.solve(-slope[free], right - K @ x)
            x, y = x.copy(), y + dy
            x[free] += dx
            slope = qp.P @ x + qp.q + K.T @ y
            z = np.zeros(len(qp.h))
            z[active] = np.concatenate([y[: len(rows)], slope[at_low], -slope[at_high]])
            s = np.where(active, 0.0, np.maximum(qp.h - qp.times(x), 0))
            new = Iterate(x, s, np.maximum(z, 0), y[len(rows) :])
            measure(qp, new)
            if new.error < better.error:
                better = new
    except np.linalg.LinAlgError:
        pass
    return better


class _System:
    """[[H, A'], [A, 0]], kept regular by a small multiple of the identity, refined to be exact.

    NumPy's LU (LAPACK), not `journey.mathematics.linalg`: this is where all the time goes.
    """

    def __init__(self, H: Matrix, A: Matrix) -> None:
        n, p = len(H), len(A)
        self.n = n
        self.K = np.zeros((n + p, n + p))
        self.K[:n, :n], self.K[:n, n:], self.K[n:, :n] = H, A.T, A
        diagonal = np.concatenate([np.full(n, REGULARISATION), np.full(p, -REGULARISATION)])
        self.regular = self.K + np.diag(diagonal)

    def solve(self, top: Vector, bottom: Vector) -> tuple[Vector, Vector]:
        right = np.concatenate([top, bottom])
        solution = np.linalg.solve(self.regular, right)
        for _ in range(2):
            left = right - self.K @ solution
            if _size(left) <= 1e-14 * _size(right):
                break
            refined = solution + np.linalg.solve(self.regular, left)
            if not _size(right - self.K @ refined) < _size(left):
                break
            solution = refined
        return solution[: self.n], solution[self.n :]


class _Newton:
    """The Newton system at one iterate; slacks and their multipliers are eliminated."""

    def __init__(self, qp: Standard, w: Vector) -> None:
        self.qp, self.w = qp, w
        self.system = _System(qp.P + qp.gram(w), qp.A)

    def solve(
        self, at: Iterate, r_dual: Vector, r_eq: Vector, r_ineq: Vector, products: Vector
    ) -> Iterate:
        pull = self.w * r_ineq - products / at.s
        dx, dy = self.system.solve(-r_dual - self.qp.transposed(pull), -r_eq)
        ds = -r_ineq - self.qp.times(dx)
        dz = -(products + at.z * ds) / at.s
        return Iterate(dx, ds, dz, dy)


def _start(qp: Standard) -> Iterate:
    """Solve with all weights 1, then shift slacks and multipliers until they are positive."""
    ones = np.ones(len(qp.h))
    system = _System(qp.P + qp.gram(ones), qp.A)
    x, y = system.solve(-qp.q + qp.transposed(qp.h), qp.b)
    s = qp.h - qp.times(x)
    z = -s
    return Iterate(x, _shifted(s), _shifted(z), y)


def _shifted(values: Vector) -> Vector:
    least = float(values.min(initial=np.inf))
    return values if least > 1e-8 * max(1.0, _size(values)) else values + (1 - least)


def _longest(at: Iterate, step: Iterate, limit: float = 1.0) -> float:
    """Return the longest step, up to a limit, that leaves no slack or multiplier below 0."""
    for value, change in ((at.s, step.s), (at.z, step.z)):
        down = change < 0
        if down.any():
            limit = min(limit, float((-value[down] / change[down]).min()))
    return limit


def _size(values: Vector) -> float:
    return float(np.abs(values).max(initial=0.0))
