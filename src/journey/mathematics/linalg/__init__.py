"""Norms, projections, factorisations, linear systems, least squares, eigenvalues, singular values.

Called as `numpy.linalg` and `scipy.linalg` are, for one real matrix at a time, in float64. Of
ill-conditioned systems `solve` and `inv` warn; `lu_solve`, `cho_solve` and `solve_triangular`, the
parts that they are made of, refuse a zero on the diagonal and estimate nothing. Of
defective matrices `eig` warns. Not here: complex input, stacks of matrices, sparse ones.
"""

from journey.mathematics.linalg._cholesky import cho_solve, cholesky
from journey.mathematics.linalg._condition import cond
from journey.mathematics.linalg._eig import (
    EighResult,
    EigResult,
    eig,
    eigh,
    eigvals,
    eigvalsh,
)
from journey.mathematics.linalg._input import LinAlgError, LinAlgWarning
from journey.mathematics.linalg._lstsq import LstsqResult, lstsq, matrix_rank
from journey.mathematics.linalg._lu import lu, lu_factor, lu_naive, lu_solve
from journey.mathematics.linalg._norms import hilbert, norm
from journey.mathematics.linalg._pagerank import google_matrix, pagerank
from journey.mathematics.linalg._power import (
    EigenpairResult,
    inverse_iteration,
    power_iteration,
    rayleigh_quotient_iteration,
)
from journey.mathematics.linalg._projections import project, projector
from journey.mathematics.linalg._qr import qr
from journey.mathematics.linalg._solve import det, inv, slogdet, solve
from journey.mathematics.linalg._svd import SVDResult, pinv, svd, svdvals
from journey.mathematics.linalg._triangular import solve_triangular

__all__ = [
    "EigResult",
    "EigenpairResult",
    "EighResult",
    "LinAlgError",
    "LinAlgWarning",
    "LstsqResult",
    "SVDResult",
    "cho_solve",
    "cholesky",
    "cond",
    "det",
    "eig",
    "eigh",
    "eigvals",
    "eigvalsh",
    "google_matrix",
    "hilbert",
    "inv",
    "inverse_iteration",
    "lstsq",
    "lu",
    "lu_factor",
    "lu_naive",
    "lu_solve",
    "matrix_rank",
    "norm",
    "pagerank",
    "pinv",
    "power_iteration",
    "project",
    "projector",
    "qr",
    "rayleigh_quotient_iteration",
    "slogdet",
    "solve",
    "solve_triangular",
    "svd",
    "svdvals",
]
