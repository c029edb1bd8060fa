"""Vectors and matrices: norms, projections, factorisations, linear systems, least squares.

Called as `numpy.linalg` and `scipy.linalg` are, for one real matrix at a time, in float64. Of
ill-conditioned systems `solve` and `inv` warn; `lu_solve`, `cho_solve` and `solve_triangular`, the
parts that they are made of, refuse a zero on the diagonal and estimate nothing. Not here:
eigenvalues and the singular value decomposition, complex numbers, stacks of matrices.
"""

from journey.mathematics.linalg._cholesky import cho_solve, cholesky
from journey.mathematics.linalg._condition import cond
from journey.mathematics.linalg._input import LinAlgError, LinAlgWarning
from journey.mathematics.linalg._lstsq import LstsqResult, lstsq, matrix_rank
from journey.mathematics.linalg._lu import lu, lu_factor, lu_naive, lu_solve
from journey.mathematics.linalg._norms import hilbert, norm
from journey.mathematics.linalg._projections import project, projector
from journey.mathematics.linalg._qr import qr
from journey.mathematics.linalg._solve import det, inv, slogdet, solve
from journey.mathematics.linalg._triangular import solve_triangular

__all__ = [
    "LinAlgError",
    "LinAlgWarning",
    "LstsqResult",
    "cho_solve",
    "cholesky",
    "cond",
    "det",
    "hilbert",
    "inv",
    "lstsq",
    "lu",
    "lu_factor",
    "lu_naive",
    "lu_solve",
    "matrix_rank",
    "norm",
    "project",
    "projector",
    "qr",
    "slogdet",
    "solve",
    "solve_triangular",
]
