"""Derivatives of functions: by differences with an error estimate, and exactly by dual numbers.

Named as in `scipy.differentiate` (differences) and `torch.func` (forward mode). Not here: the
reverse mode, which is `journey.mathematics.autograd`, and symbolic algebra.
"""

from journey.mathematics.differentiate._derivative import derivative, hessian, jacobian
from journey.mathematics.differentiate._dual import Dual
from journey.mathematics.differentiate._forward import (
    grad,
    hvp,
    jacfwd,
    jvp,
    partial_derivative,
)
from journey.mathematics.differentiate._numeric import DerivativeResult
from journey.mathematics.differentiate._stencils import (
    difference_offsets,
    difference_weights,
    finite_difference,
    optimal_step,
)

__all__ = [
    "DerivativeResult",
    "Dual",
    "derivative",
    "difference_offsets",
    "difference_weights",
    "finite_difference",
    "grad",
    "hessian",
    "hvp",
    "jacfwd",
    "jacobian",
    "jvp",
    "optimal_step",
    "partial_derivative",
]
