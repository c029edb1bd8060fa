"""Minimisation without constraints: from gradient descent to L-BFGS, with their line searches.

Called as `scipy.optimize.minimize` is. Not here: constraints and bounds, methods that need
no gradient, and the optimisers of neural networks, which take one step at a time.
"""

from journey.mathematics.optimize._conjugate_gradient import conjugate_gradient, minimize_cg
from journey.mathematics.optimize._functions import (
    Quadratic,
    beale,
    beale_der,
    beale_hess,
    himmelblau,
    himmelblau_der,
    himmelblau_hess,
    rosen,
    rosen_der,
    rosen_hess,
)
from journey.mathematics.optimize._gradient_descent import (
    minimize_gradient_descent,
    minimize_momentum,
)
from journey.mathematics.optimize._line_search import (
    LineSearchResult,
    backtracking,
    line_search_wolfe,
)
from journey.mathematics.optimize._minimize import minimize
from journey.mathematics.optimize._newton import minimize_newton
from journey.mathematics.optimize._objective import approx_fprime, check_grad
from journey.mathematics.optimize._quasi_newton import (
    bfgs_update,
    lbfgs_product,
    minimize_bfgs,
    minimize_lbfgs,
)
from journey.mathematics.optimize._result import OptimizeResult

__all__ = [
    "LineSearchResult",
    "OptimizeResult",
    "Quadratic",
    "approx_fprime",
    "backtracking",
    "beale",
    "beale_der",
    "beale_hess",
    "bfgs_update",
    "check_grad",
    "conjugate_gradient",
    "himmelblau",
    "himmelblau_der",
    "himmelblau_hess",
    "lbfgs_product",
    "line_search_wolfe",
    "minimize",
    "minimize_bfgs",
    "minimize_cg",
    "minimize_gradient_descent",
    "minimize_lbfgs",
    "minimize_momentum",
    "minimize_newton",
    "rosen",
    "rosen_der",
    "rosen_hess",
]
