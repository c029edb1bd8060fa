r"""Quadratic and linear programs: solved, or shown to have no solution.

`solve_qp` scales the program, follows the central path, polishes what it found and translates it
back. Where the path leads nowhere, two linear programs that always have a solution decide whether
nothing is feasible or the objective has no bound. `solve_qp_naive` tries every set of active
constraints. Not here: sparse matrices, integers, and objectives that are not convex.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.convex import _interior_point as ipm
from journey.mathematics.convex._input import Matrix, Vector, check_number
from journey.mathematics.convex._kkt import KKTResiduals, QuadraticProgram
from journey.mathematics.convex._scaling import Scaling, Standard, standard

__all__ = ["QPResult", "solve_qp", "solve_qp_naive"]

EPS = float(np.finfo(float).eps)
SOLVED, MAXITER, INFEASIBLE, UNBOUNDED, STUCK = range(5)
NONE = np.zeros(0, dtype=np.intp)


@dataclass(eq=False)
class QPResult:
    r"""The outcome; the names of multipliers are those of the constraints' letters.

    Attributes
    ----------
    x : ndarray of shape (n,)
        The solution. Where the objective has no bound: a direction $d$ with $P d = 0$, $A d = 0$,
        $G d \le 0$ and $q^\top d = -1$. Where nothing is feasible: not a number.
    fun : float
        Value there; minus or plus infinity in those two cases.
    z, y, z_lb, z_ub : ndarray
        Multipliers of $G x \le h$, $A x = b$ and the bounds. Where nothing is feasible: the
        certificate, nonnegative but for `y`, with $G^\top z + A^\top y - z_{lb} + z_{ub} = 0$ and
        $h^\top z + b^\top y - l^\top z_{lb} + u^\top z_{ub} = -1$.
    dual_fun : float
        The Lagrangian at `x` and the multipliers: with stationarity 0, the value of the dual.
    gap : float
        `fun` minus `dual_fun`; what is still possible below `fun` is at most that.
    kkt : KKTResiduals or None
        How much each condition is violated, in the units of the given program.
    nit : int
        Steps of the interior-point method.
    success : bool
        Whether the program is solved.
    status : int
        As in `scipy.optimize.linprog`: 0 solved, 1 too many steps, 2 nothing is feasible, 3 no
        bound, 4 numerical difficulties.
    message : str
        The same in words.
    gaps : ndarray
        The sum of the products $s_i z_i$ before each step and at the end, in scaled units.
    """

    x: Vector
    fun: float
    z: Vector
    y: Vector
    z_lb: Vector
    z_ub: Vector
    dual_fun: float
    gap: float
    kkt: KKTResiduals | None
    nit: int
    success: bool
    status: int
    message: str
    gaps: Vector

    def __repr__(self) -> str:
        rows = [(f.name, getattr(self, f.name)) for f in fields(self) if f.name != "gaps"]
        return "\n".join(f"{name:>8}: {value}" for name, value in rows)


def solve_qp(
    P: ArrayLike | None,
    q: ArrayLike,
    G: ArrayLike | None = None,
    h: ArrayLike | None = None,
    A: ArrayLike | None = None,
    b: ArrayLike | None = None,
    lb: ArrayLike | None = None,
    ub: ArrayLike | None = None,
    *,
    tol: float = 1e-9,
    maxiter: int = 100,
) -> QPResult:
    r"""Minimise $\frac12 x^\top P x + q^\top x$ with $G x \le h$, $A x = b$, $l \le x \le u$.

    Mehrotra's predictor-corrector method. Rows of `A` may repeat each other, a feasible set may
    have no interior, and `P` may be 0 or singular.

    Parameters
    ----------
    P
        Symmetric positive semidefinite matrix of shape (n, n), or `None` for a linear program.
    q
        Vector of shape (n,).
    G, h
        Inequalities, shapes (m, n) and (m,).
    A, b
        Equations, shapes (p, n) and (p,).
    lb, ub
        Bounds, numbers or shape (n,), infinite where there is none. Cheaper than rows of `G`.
    tol
        Largest relative error of feasibility, stationarity and duality gap, in scaled terms.
    maxiter
        Most steps; 10 to 30 are usual, whatever the size.

    Returns
    -------
    QPResult
        With multipliers, or with a certificate that there is no solution.

    Raises
    ------
    ValueError
        If `P` has a negative eigenvalue or is not symmetric, or shapes do not fit.

    References
    ----------
    Mehrotra, S. (1992). On the implementation of a primal-dual interior point method. SIAM Journal
    on Optimization 2(4), 575-601.
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., algorithm 16.4.

    Examples
    --------
    >>> from journey.mathematics.convex import solve_qp
    >>> result = solve_qp([[2.0, 0.0], [0.0, 2.0]], [0.0, 0.0], G=[[-1.0, -1.0]], h=[-2.0])
    >>> result.x.round(9), result.z.round(9), result.success
    (array([1., 1.]), array([2.]), True)
    """
    qp = QuadraticProgram(P, q, G, h, A, b, lb, ub)
    check_convex(qp.P)
    tolerance = check_number(tol, "tol", zero=False)
    if not isinstance(maxiter, (int, np.integer)) or maxiter < 1:
        raise ValueError(f"maxiter: expected a whole number >= 1, got {maxiter!r}")
    program, scaling = standard(qp)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        outcome = ipm.follow_path(program, tolerance, int(maxiter))
        if outcome.status not in (SOLVED, INFEASIBLE):
            # a direction down is worth nothing where no point is feasible: that question first
            proof = _no_point(program, outcome.last, tolerance)
            if proof is None and outcome.status != UNBOUNDED:
                proof = _no_bound(program, outcome.last, tolerance)
            if proof is not None:
                outcome.status, outcome.last = ipm.certificate(program, proof), proof
        if outcome.status in (SOLVED, MAXITER, STUCK):
            outcome.last = ipm.polish(program, outcome.last)
            if outcome.last.error <= tolerance:
                outcome.status = SOLVED
    return _translated(qp, outcome, scaling)


def check_convex(P: Matrix) -> None:
    """Raise where P has an eigenvalue that is negative by more than rounding explains."""
    slack = 100 * len(P) * EPS * float(np.abs(P).sum(axis=0).max())
    try:
        np.linalg.cholesky(P + slack * np.eye(len(P)))  # succeeds just where all are above -slack
    except np.linalg.LinAlgError:
        least = float(np.linalg.eigvalsh(P)[0])
        if least < -slack:
            raise ValueError(
                f"P: expected a positive semidefinite matrix, got smallest eigenvalue {least:.6g}; "
                "the problem is not convex"
            ) from None


def _no_point(qp: Standard, last: ipm.Iterate, tol: float) -> ipm.Iterate | None:
    """Return multipliers that prove that nothing is feasible, or nothing.

    The least t with G x - t <= h and |A x - b| <= t always exists. Where it is above 0, the
    multipliers of that program are Farkas' certificate.
    """
    n, m, p = len(qp.q), len(qp.h), len(qp.b)
    if m + p == 0:
        return None
    rows = np.concatenate([qp.G, -np.eye(n)[qp.lower], np.eye(n)[qp.upper], qp.A, -qp.A])
    run = ipm.follow_path(
        Standard(
            P=np.zeros((n + 1, n + 1)),
            q=np.append(np.zeros(n), 1.0),
            G=np.column_stack([rows, -np.ones(m + 2 * p)]),
            h=np.concatenate([qp.h, qp.b, -qp.b, [0.0]]),
            A=np.zeros((0, n + 1)),
            b=np.zeros(0),
            lower=np.array([n]),
            upper=NONE,
        ),
        tol,
        100,
    )
    z, above, below, _ = np.split(run.last.z, [m, m + p, m + 2 * p])
    z, y = _balanced(rows[: m + p], z, above - below)
    proof = ipm.Iterate(last.x * 0, last.s, z, y)
    return proof if ipm.certificate(qp, proof) == INFEASIBLE else None


def _balanced(rows: Matrix, z: Vector, y: Vector) -> tuple[Vector, Vector]:
    """Return multipliers next to the given ones whose pull rows' (z, y) is zero to rounding.

    Where rows are dependent, x of the program above is free to run off along directions that no
    row sees, and rounding errors of its size stay in the pull. The least change in proportion to
    the multipliers takes them out; what is zero stays zero.
    """
    both = np.concatenate([z, y])
    weight = np.abs(both)
    change = np.linalg.lstsq(rows.T * weight, -(rows.T @ both), rcond=None)[0]
    better = both + weight * change
    return np.maximum(better[: len(z)], 0.0), better[len(z) :]


def _no_bound(qp: Standard, last: ipm.Iterate, tol: float) -> ipm.Iterate | None:
    """Return a direction that leads down for ever, or nothing.

    It is the steepest d in the unit box with P d = 0, A d = 0 and G d <= 0.
    """
    n, m, p = len(qp.q), len(qp.h), len(qp.b)
    run = ipm.follow_path(
        Standard(
            P=np.zeros((n, n)),
            q=qp.q,
            G=np.concatenate([qp.G, -np.eye(n)[qp.lower], np.eye(n)[qp.upper]]),
            h=np.concatenate([np.zeros(m), np.ones(2 * n)]),
            A=np.concatenate([qp.P, qp.A]),
            b=np.zeros(n + p),
            lower=np.arange(n),
            upper=np.arange(n),
        ),
        tol,
        100,
    )
    proof = ipm.Iterate(run.last.x, last.s, last.z * 0, last.y * 0)
    return proof if ipm.certificate(qp, proof) == UNBOUNDED else None


def _translated(qp: QuadraticProgram, outcome: ipm.Outcome, scaling: Scaling) -> QPResult:
    """Return the result in the units of the given program."""
    last, status = outcome.last, outcome.status
    x = last.x * scaling.columns
    if status == SOLVED:  # at a bound means at it, whatever the scaling rounded
        m, low = len(scaling.rows), len(scaling.lower)
        at_low = scaling.lower[last.s[m : m + low] == 0]
        at_high = scaling.upper[last.s[m + low :] == 0]
        x[at_low], x[at_high] = qp.lb[at_low], qp.ub[at_high]
    duals = scaling.multipliers(last.z, last.y)
    fun = dual_fun = gap = np.nan
    kkt = None
    if status == INFEASIBLE:
        size = -qp.offset(*duals)
        duals = (duals[0] / size, duals[1] / size, duals[2] / size, duals[3] / size)
        x, fun, dual_fun = np.full(qp.n, np.nan), np.inf, np.inf
    elif status == UNBOUNDED:
        x = x / -float(qp.q @ x)
        fun = dual_fun = -np.inf
    else:
        z, y, z_lb, z_ub = duals
        fun = qp.value(x)
        dual_fun = qp.lagrangian(x, z=z, y=y, z_lb=z_lb, z_ub=z_ub)
        gap = fun - dual_fun
        kkt = qp.kkt(x, z=z, y=y, z_lb=z_lb, z_ub=z_ub)
    message = {
        SOLVED: f"Solved in {outcome.nit} steps.",
        MAXITER: f"Stopped after maxiter = {outcome.nit} steps.",
        INFEASIBLE: "No point satisfies the constraints: z, y, z_lb, z_ub are the certificate.",
        UNBOUNDED: "The objective has no lower bound: it falls for ever along x.",
        STUCK: f"No progress after {outcome.nit} steps: rounding, or a badly posed program.",
    }[status]
    return QPResult(
        x=x, fun=float(fun), z=duals[0], y=duals[1], z_lb=duals[2], z_ub=duals[3],
        dual_fun=float(dual_fun), gap=float(gap), kkt=kkt, nit=outcome.nit,
        success=status == SOLVED, status=status, message=message, gaps=np.array(outcome.gaps),
    )  # fmt: skip


def solve_qp_naive(
    P: ArrayLike,
    q: ArrayLike,
    G: ArrayLike,
    h: ArrayLike,
    A: ArrayLike | None = None,
    b: ArrayLike | None = None,
) -> tuple[Vector, Vector, Vector]:
    r"""Try every set of inequalities as the active ones: the KKT conditions are then linear.

    Parameters
    ----------
    P
        Symmetric positive definite matrix of shape (n, n).
    q
        Vector of shape (n,).
    G, h
        At most 14 inequalities, shapes (m, n) and (m,).
    A, b
        Equations, shapes (p, n) and (p,).

    Returns
    -------
    x, z, y : ndarray
        The solution, and the multipliers of inequalities and equations.

    Raises
    ------
    ValueError
        If there are more inequalities, no set satisfies the conditions, or shapes do not fit.

    References
    ----------
    Nocedal, J. and Wright, S. J. (2006). Numerical Optimization, 2nd ed., section 16.5.

    Examples
    --------
    >>> from journey.mathematics.convex import solve_qp_naive
    >>> x, z, y = solve_qp_naive([[2.0, 0.0], [0.0, 2.0]], [0.0, 0.0], [[-1.0, -1.0]], [-2.0])
    >>> x.round(9), z.round(9)
    (array([1., 1.]), array([2.]))
    """
    qp = QuadraticProgram(P, q, G, h, A, b)
    n, m, p = qp.n, len(qp.h), len(qp.b)
    if m > 14:
        raise ValueError(f"G: expected at most 14 rows, got {m}: there are 2**{m} sets to try")
    for size in range(min(m, n) + 1):
        for active in map(list, combinations(range(m), size)):
            K = np.concatenate([qp.G[active], qp.A])
            system = np.block([[qp.P, K.T], [K, np.zeros((len(K), len(K)))]])
            right = np.concatenate([-qp.q, qp.h[active], qp.b])
            solution = np.linalg.lstsq(system, right, rcond=None)[0]
            x, z, y = solution[:n], np.zeros(m), solution[n + size :]
            z[active] = solution[n : n + size]
            scale = 1e-9 * max(1.0, float(np.abs(right).max()), float(np.abs(solution).max()))
            if qp.kkt(x, z=z, y=y if p else None).largest <= scale:
                return x, z, y
    raise ValueError("no set of active constraints satisfies the conditions: nothing is feasible")
