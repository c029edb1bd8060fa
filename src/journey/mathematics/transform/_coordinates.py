"""Other coordinates of the same points: homogeneous ones, and those in another basis."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg import solve
from journey.mathematics.linalg._input import check_square
from journey.mathematics.transform._formulas import Floats
from journey.mathematics.transform._input import points_of

__all__ = [
    "apply_homogeneous",
    "change_basis",
    "change_basis_operator",
    "from_homogeneous",
    "to_homogeneous",
]


def to_homogeneous(points: ArrayLike, w: float = 1.0) -> Floats:
    """Return points with one more coordinate: 1 for points, 0 for directions.

    Parameters
    ----------
    points
        Shape (..., n).
    w
        The coordinate that is added.

    Examples
    --------
    >>> from journey.mathematics.transform import to_homogeneous
    >>> to_homogeneous([3.0, 4.0])
    array([3., 4., 1.])
    """
    p = np.asarray(points, dtype=np.float64)
    if p.ndim == 0:
        raise ValueError("points: expected shape (..., n), got a number")
    return np.concatenate([p, np.full((*p.shape[:-1], 1), float(w))], axis=-1)


def from_homogeneous(points: ArrayLike) -> Floats:
    """Return points without their last coordinate, after dividing by it.

    Parameters
    ----------
    points
        Shape (..., n + 1).

    Raises
    ------
    ValueError
        If a last coordinate is 0: that is a direction, or a point at infinity.

    Examples
    --------
    >>> from journey.mathematics.transform import from_homogeneous
    >>> from_homogeneous([6.0, 8.0, 2.0])
    array([3., 4.])
    """
    p = np.asarray(points, dtype=np.float64)
    if p.ndim == 0 or p.shape[-1] < 2:
        raise ValueError(f"points: expected shape (..., n + 1), got {p.shape}")
    if (p[..., -1] == 0).any():
        raise ValueError(
            "points: expected last coordinates that are not 0, got a point at infinity"
        )
    divided: Floats = p[..., :-1] / p[..., -1:]
    return divided


def apply_homogeneous(matrix: ArrayLike, points: ArrayLike) -> Floats:
    """Map points by any homogeneous matrix, a perspective too: multiply, then divide.

    Parameters
    ----------
    matrix
        Shape (n + 1, n + 1).
    points
        Shape (..., n).

    Returns
    -------
    ndarray
        Shape (..., n).

    Raises
    ------
    ValueError
        If the shapes do not fit, or a point goes to infinity.

    Examples
    --------
    A camera at 0 looking along the last axis: twice as far is half as large.

    >>> import numpy as np
    >>> from journey.mathematics.transform import apply_homogeneous
    >>> camera = np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 1, 0]])
    >>> apply_homogeneous(camera, [[1.0, 1.0, 1.0], [1.0, 1.0, 2.0]])[:, :2]
    array([[1. , 1. ],
           [0.5, 0.5]])
    """
    m = check_square(matrix, "matrix")
    p = points_of(points, "points", len(m) - 1)
    return from_homogeneous(to_homogeneous(p) @ m.T)


def change_basis(
    coordinates: ArrayLike, old: ArrayLike | None = None, new: ArrayLike | None = None
) -> Floats:
    r"""Return the coordinates of the same vectors in another basis: $N^{-1} O\, x$.

    Parameters
    ----------
    coordinates
        In the old basis, shape (..., n).
    old, new
        Bases, their vectors as columns, shape (n, n). Default: the standard basis.

    Raises
    ------
    LinAlgError
        If the vectors of the new basis are dependent.
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.transform import change_basis
    >>> change_basis([3.0, 1.0], new=[[1.0, 1.0], [1.0, -1.0]])
    array([2., 1.])
    """
    x = np.asarray(coordinates, dtype=np.float64)
    n = x.shape[-1] if x.ndim else 0
    source, target = _bases(n, old, new)
    standard = points_of(x, "coordinates", n) @ source.T
    return np.asarray(solve(target, standard.reshape(-1, n).T)).T.reshape(x.shape)


def change_basis_operator(
    matrix: ArrayLike, old: ArrayLike | None = None, new: ArrayLike | None = None
) -> Floats:
    r"""Return the matrix of the same map in another basis: $P^{-1} A P$ with $P = O^{-1} N$.

    Trace, determinant and eigenvalues stay, because they belong to the map.

    Parameters
    ----------
    matrix
        In the old basis, shape (n, n).
    old, new
        Bases, their vectors as columns, shape (n, n). Default: the standard basis.

    Raises
    ------
    LinAlgError
        If the vectors of a basis are dependent.
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.transform import change_basis_operator
    >>> change_basis_operator([[2.0, 1.0], [1.0, 2.0]], new=[[1.0, 1.0], [1.0, -1.0]]) + 0.0
    array([[3., 0.],
           [0., 1.]])
    """
    A = check_square(matrix, "matrix")
    source, target = _bases(len(A), old, new)
    P = np.asarray(solve(source, target))
    return np.asarray(solve(P, A @ P))


def _bases(n: int, old: ArrayLike | None, new: ArrayLike | None) -> tuple[Floats, Floats]:
    out = []
    for basis, name in ((old, "old"), (new, "new")):
        matrix = np.eye(n) if basis is None else check_square(basis, name)
        if matrix.shape != (n, n):
            raise ValueError(f"{name}: expected shape ({n}, {n}), got {matrix.shape}")
        out.append(matrix)
    return out[0], out[1]
