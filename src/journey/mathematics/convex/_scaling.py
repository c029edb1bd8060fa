r"""A quadratic program in even units: rows, columns and cost scaled so that all are about 1.

The unit of a variable or a constraint is arbitrary, but regularisation, tolerances and tests for
infeasibility are not free of it. Everything that the interior-point method decides is decided here
in scaled terms. Bounds are kept apart from the rows, since their product is only a diagonal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from journey.mathematics.convex._input import Matrix, Vector
from journey.mathematics.convex._kkt import QuadraticProgram


@dataclass
class Standard:
    """Minimise 1/2 x'Px + q'x with G x + s = h, A x = b, s >= 0; the last rows of G are bounds.

    `lower` and `upper` are the indices of the variables with a finite bound; their rows -x and x
    are never stored. `h` holds the offsets of all rows in the order G, lower, upper.
    """

    P: Matrix
    q: Vector
    G: Matrix
    h: Vector
    A: Matrix
    b: Vector
    lower: np.ndarray
    upper: np.ndarray

    def times(self, x: Vector) -> Vector:
        """Return all inequality rows times x."""
        return np.concatenate([self.G @ x, -x[self.lower], x[self.upper]])

    def transposed(self, z: Vector) -> Vector:
        """Return the transpose of all inequality rows times z."""
        m, low = len(self.G), len(self.lower)
        out = np.asarray(self.G.T @ z[:m])
        out[self.lower] -= z[m : m + low]
        out[self.upper] += z[m + low :]
        return out

    def gram(self, w: Vector) -> Matrix:
        """Return the rows' weighted Gram matrix: a product for G, a diagonal for the bounds."""
        m, low = len(self.G), len(self.lower)
        out = (self.G.T * w[:m]) @ self.G
        diagonal = np.einsum("ii->i", out)  # a view: writing to it writes to the matrix
        diagonal[self.lower] += w[m : m + low]
        diagonal[self.upper] += w[m + low :]
        return out


@dataclass
class Scaling:
    """How the scaled program's variables and multipliers become those of the original."""

    columns: Vector  # x = columns * scaled x
    rows: Vector  # of G
    equations: Vector  # of A
    cost: float
    lower: np.ndarray
    upper: np.ndarray

    def multipliers(self, z: Vector, y: Vector) -> tuple[Vector, Vector, Vector, Vector]:
        """Return z, y, z_lb, z_ub in the units of the original."""
        m, low, n = len(self.rows), len(self.lower), len(self.columns)
        z_lb, z_ub = np.zeros(n), np.zeros(n)
        z_lb[self.lower] = z[m : m + low] / self.columns[self.lower]
        z_ub[self.upper] = z[m + low :] / self.columns[self.upper]
        out = (z[:m] * self.rows, y * self.equations, z_lb, z_ub)
        return out[0] / self.cost, out[1] / self.cost, out[2] / self.cost, out[3] / self.cost


def standard(qp: QuadraticProgram, rounds: int = 10) -> tuple[Standard, Scaling]:
    """Scale until every row and column has largest entry near 1 (Ruiz 2001), and the cost as well.

    Ruiz, D. (2001). A scaling algorithm to equilibrate both rows and columns norms in matrices.
    Rutherford Appleton Laboratory, RAL-TR-2001-034.
    """
    P, G, A = qp.P.copy(), qp.G.copy(), qp.A.copy()
    columns, rows, equations = np.ones(qp.n), np.ones(len(G)), np.ones(len(A))
    for _ in range(rounds):
        tall = np.concatenate([np.abs(P), np.abs(G), np.abs(A)])
        c = _inverse_root(tall.max(axis=0))
        g = _inverse_root(np.abs(G).max(axis=1, initial=0.0))
        a = _inverse_root(np.abs(A).max(axis=1, initial=0.0))
        P, G, A = c[:, None] * P * c, g[:, None] * G * c, a[:, None] * A * c
        columns, rows, equations = columns * c, rows * g, equations * a
    q = qp.q * columns
    cost = 1 / (max(float(np.abs(q).max()), float(np.abs(P).max(axis=0).mean())) or 1.0)
    lower, upper = np.flatnonzero(np.isfinite(qp.lb)), np.flatnonzero(np.isfinite(qp.ub))
    h = np.concatenate([qp.h * rows, -qp.lb[lower] / columns[lower], qp.ub[upper] / columns[upper]])
    program = Standard(P * cost, q * cost, G, h, A, qp.b * equations, lower, upper)
    return program, Scaling(columns, rows, equations, cost, lower, upper)


def _inverse_root(norms: Vector) -> Vector:
    return 1 / np.sqrt(np.where(norms > 0, norms, 1.0))
