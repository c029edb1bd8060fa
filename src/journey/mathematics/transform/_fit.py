"""The rotation nearest to a matrix, and the rigid motion nearest to pairs of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg._input import check_square
from journey.mathematics.transform._formulas import EPS, Floats


def nearest_rotation(matrix: ArrayLike) -> Floats:
    r"""Return the rotation nearest to a matrix, in the sum of squared differences of entries.

    With $M = U \Sigma V^\top$ it is $U V^\top$, where the last column of $U$ changes sign if that
    would be a reflection.

    Parameters
    ----------
    matrix
        Shape (n, n).

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If the matrix is not square or not finite, or several rotations are equally near: its two
        smallest singular values are zero, or equal where it reflects.

    References
    ----------
    Schönemann, P. H. (1966). A generalized solution of the orthogonal Procrustes problem.
    Psychometrika 31(1), 1-10.

    Examples
    --------
    >>> from journey.mathematics.transform import nearest_rotation
    >>> nearest_rotation([[2.0, 0.0], [0.0, 3.0]])
    array([[1., 0.],
           [0., 1.]])
    """
    return _nearest(check_square(matrix, "matrix"), "matrix")


def fit_rotation(x: Floats, y: Floats, weights: Floats) -> Floats:
    """Return the rotation R with the least weighted squares of x - R y, rows being vectors."""
    return _nearest((weights * x.T) @ y, "points")


def _nearest(m: Floats, name: str) -> Floats:
    U, s, Vt = np.linalg.svd(m)
    sign = np.sign(np.linalg.det(U) * np.linalg.det(Vt))
    # The two smallest decide together: turning their plane changes the fit by s[-2] + sign * s[-1].
    if len(s) > 1 and s[-2] + sign * s[-1] <= 10 * len(s) * EPS * s[0]:
        raise ValueError(
            f"{name}: expected one nearest rotation, got several: singular values "
            f"{[float(f'{v:.3g}') for v in s]}, determinant's sign {sign:+.0f}"
        )
    if sign < 0:
        U[:, -1] *= -1
    R: Floats = U @ Vt
    return R
