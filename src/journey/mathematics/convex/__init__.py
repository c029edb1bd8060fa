"""Convex optimisation: projections, proximal operators, proximal gradient, quadratic programs.

Everything is dense and in float64. The quadratic solver is called as those of CVXOPT and qpsolvers
are, its status codes are `scipy.optimize.linprog`'s. Not here: cones other than the orthant, and
the special case of support vector machines.
"""

from journey.mathematics.convex._first_order import fista, ista, projected_gradient
from journey.mathematics.convex._kkt import KKTResiduals, QuadraticProgram, kkt_residuals
from journey.mathematics.convex._projections import (
    project_affine,
    project_ball,
    project_box,
    project_halfspace,
    project_simplex,
    project_simplex_naive,
)
from journey.mathematics.convex._proximal import (
    prox_elastic_net,
    prox_group_l2,
    prox_indicator,
    prox_l1,
    prox_l2_squared,
)
from journey.mathematics.convex._qp import QPResult, solve_qp, solve_qp_naive

__all__ = [
    "KKTResiduals",
    "QPResult",
    "QuadraticProgram",
    "fista",
    "ista",
    "kkt_residuals",
    "project_affine",
    "project_ball",
    "project_box",
    "project_halfspace",
    "project_simplex",
    "project_simplex_naive",
    "projected_gradient",
    "prox_elastic_net",
    "prox_group_l2",
    "prox_indicator",
    "prox_l1",
    "prox_l2_squared",
    "solve_qp",
    "solve_qp_naive",
]
