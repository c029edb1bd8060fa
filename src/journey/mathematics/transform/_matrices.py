"""Matrices of the elementary transformations, in any number of dimensions.

Points are columns, `A @ x`; of several points as rows, `X @ A.T`. Translation is not here: it is no
matrix of the space itself, but an [Affine][journey.mathematics.transform.Affine].
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg import LinAlgError, projector, solve
from journey.mathematics.linalg._input import check_square
from journey.mathematics.transform._formulas import Floats
from journey.mathematics.transform._input import numbers, vector

__all__ = ["Stretch", "projection", "reflection", "rodrigues", "rotation", "scaling", "shear",
           "signed_area", "stretch"]  # fmt: skip


def rotation(angle: float, *, plane: tuple[int, int] = (0, 1), n: int = 2) -> Floats:
    r"""Return the matrix that turns by an angle in the plane of two axes.

    The images of the two axes are its columns: $(\cos\theta, \sin\theta)$ and
    $(-\sin\theta, \cos\theta)$.

    Parameters
    ----------
    angle
        In radians, from the first axis of the plane towards the second.
    plane
        Numbers of two axes.
    n
        Number of dimensions.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If the axes are not two different ones below n.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.transform import rotation
    >>> rotation(np.pi / 2).round(12)
    array([[ 0., -1.],
           [ 1.,  0.]])
    """
    i, j = _two("plane", plane, n)
    out = np.eye(n)
    out[i, i] = out[j, j] = np.cos(angle)
    out[j, i] = np.sin(angle)
    out[i, j] = -out[j, i]
    return out


def rodrigues(rotvec: ArrayLike) -> Floats:
    r"""Return the matrix that turns space about an axis, by an angle that is its length.

    $R = I + \sin\theta\, K + (1 - \cos\theta)\, K^2$, where $K u = k \times u$ for the unit vector
    $k$: the definition that `Rotation.from_rotvec`, through quaternions, is held against.

    Parameters
    ----------
    rotvec
        Shape (3,).

    Returns
    -------
    ndarray of shape (3, 3)

    References
    ----------
    Rodrigues, O. (1840). Des lois géométriques qui régissent les déplacements d'un système solide.
    Journal de mathématiques pures et appliquées 5, 380-440.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.transform import rodrigues
    >>> rodrigues([0.0, 0.0, np.pi / 2]).round(12) @ [1.0, 0.0, 0.0]
    array([0., 1., 0.])
    """
    v = numbers(rotvec, "rotvec", (3,), most=1)
    angle = float(np.linalg.norm(v))
    x, y, z = v / angle if angle > 0 else v
    K = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    # 1 - cos would cancel for small angles; 2 sin^2 of the half does not
    R: Floats = np.eye(3) + np.sin(angle) * K + 2 * np.sin(angle / 2) ** 2 * (K @ K)
    return R


def scaling(factors: ArrayLike) -> Floats:
    """Return the diagonal matrix that multiplies each coordinate by its factor.

    Parameters
    ----------
    factors
        Shape (n,).

    Examples
    --------
    >>> from journey.mathematics.transform import scaling
    >>> scaling([2.0, 0.5]) @ [1.0, 1.0]
    array([2. , 0.5])
    """
    return np.diag(vector(factors, "factors"))


def shear(amount: float, *, axes: tuple[int, int] = (0, 1), n: int = 2) -> Floats:
    """Return the matrix that adds to one coordinate `amount` times another.

    Parameters
    ----------
    amount
        How far a point at height 1 is pushed.
    axes
        Which coordinate is changed, and by which.
    n
        Number of dimensions.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    ValueError
        If the axes are not two different ones below n.

    Examples
    --------
    >>> from journey.mathematics.transform import shear
    >>> shear(0.5) @ [0.0, 2.0]
    array([1., 2.])
    """
    out = np.eye(n)
    out[_two("axes", axes, n)] = amount
    return out


def reflection(normal: ArrayLike) -> Floats:
    r"""Return the Householder matrix that mirrors at the plane at right angles to a vector.

    $H = I - 2 u u^\top$ with $u$ the unit vector along the normal; its determinant is $-1$.

    Parameters
    ----------
    normal
        Shape (n,), not zero.

    Raises
    ------
    ValueError
        If the vector is zero.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 5.1.2.

    Examples
    --------
    >>> from journey.mathematics.transform import reflection
    >>> reflection([1.0, 0.0]) @ [3.0, 4.0]
    array([-3.,  4.])
    """
    u = vector(normal, "normal", zero=False)
    u = u / np.abs(u).max()  # no square overflows
    u = u / np.linalg.norm(u)
    mirror: Floats = np.eye(len(u)) - 2 * np.outer(u, u)
    return mirror


def projection(onto: ArrayLike, along: ArrayLike | None = None) -> Floats:
    r"""Return the matrix that projects onto a line or plane through 0.

    At right angles it is [projector][journey.mathematics.linalg.projector]. Along other directions:
    in the basis $B$ made of both, it keeps the first coordinates and drops the others,
    $P = B \operatorname{diag}(1, .., 0) B^{-1}$. The shadow of the sun is such a projection.

    Parameters
    ----------
    onto
        Vector (n,), or matrix (n, k) whose columns span what is projected onto.
    along
        Vector (n,), or matrix (n, n - k) whose columns span what goes to 0. Default: what stands
        at right angles to `onto`.

    Returns
    -------
    ndarray of shape (n, n)

    Raises
    ------
    LinAlgError
        If the two together do not span the space.
    ValueError
        If they do not have n columns together, or are not finite.

    Examples
    --------
    >>> from journey.mathematics.transform import projection
    >>> projection([1.0, 0.0], along=[1.0, -1.0]) + 0.0
    array([[1., 1.],
           [0., 0.]])
    """
    if along is None:
        return projector(onto)
    parts = [np.asarray(a, dtype=np.float64) for a in (onto, along)]
    columns = [a[:, None] if a.ndim == 1 else a for a in parts]
    n = len(columns[0])
    shapes = [a.shape for a in columns]
    if any(a.ndim != 2 or len(a) != n for a in columns) or sum(s[-1] for s in shapes) != n:
        raise ValueError(f"along: expected {n} columns in onto and along together, got {shapes}")
    B = np.hstack(columns)
    kept = B.copy()
    kept[:, shapes[0][1] :] = 0.0
    try:
        return solve(B.T, kept.T).T  # kept @ inv(B), without the inverse
    except LinAlgError as error:
        raise LinAlgError("along: expected directions that are not in onto, got some") from error


def signed_area(polygon: ArrayLike) -> float:
    r"""Return the area of a polygon: above 0 where its corners go anticlockwise.

    The sum of the triangles from the first corner, $\tfrac12 \det(p_i - p_0, p_{i+1} - p_0)$. A
    matrix multiplies every area by its determinant, sign included.

    Parameters
    ----------
    polygon
        Corners in order, shape (n, 2).

    Examples
    --------
    >>> from journey.mathematics.transform import signed_area
    >>> signed_area([[0.0, 0.0], [2.0, 0.0], [2.0, 3.0], [0.0, 3.0]])
    6.0
    """
    p = numbers(polygon, "polygon", (2,), most=2)
    x, y = (p - p[0]).T  # near 0, so that a polygon far away loses no digits
    return float(x[:-1] @ y[1:] - y[:-1] @ x[1:]) / 2


class Stretch(NamedTuple):
    r"""A 2 by 2 matrix as a turn, a stretch and a turn: $A = R(\phi)\, S\, R(\theta)$.

    Attributes
    ----------
    phi
        Direction of the long half-axis of the ellipse that the unit circle becomes, in radians.
    long, short
        The half-axes, long at least the size of short; short is below 0 if the matrix reflects.
    theta
        The turn before; the vector at the angle $-\theta$ is stretched most.
    """

    phi: float
    long: float
    short: float
    theta: float


def stretch(matrix: ArrayLike) -> Stretch:
    r"""Take a 2 by 2 matrix apart into a turn, a stretch and a turn.

    It is the sum of a rotation with scaling, $\begin{pmatrix} e & -h \\ h & e \end{pmatrix}$, and a
    reflection with scaling, $\begin{pmatrix} f & g \\ g & -f \end{pmatrix}$. The half-axes are sum
    and difference of the two scalings, so their product is the determinant. Up to the sign of
    `short` it is the singular value decomposition.

    Parameters
    ----------
    matrix
        Shape (2, 2).

    Returns
    -------
    Stretch

    Raises
    ------
    ValueError
        If the matrix has another shape, or an entry is not finite.

    Examples
    --------
    >>> from journey.mathematics.transform import stretch
    >>> phi, long, short, theta = stretch([[0.0, -2.0], [3.0, 0.0]])
    >>> long, short
    (3.0, 2.0)
    """
    m = check_square(matrix, "matrix")
    if m.shape != (2, 2):
        raise ValueError(f"matrix: expected shape (2, 2), got {m.shape}")
    (a, b), (c, d) = m
    e, f, g, h = (a + d) / 2, (a - d) / 2, (c + b) / 2, (c - b) / 2
    turn, mirror = np.hypot(e, h), np.hypot(f, g)
    half_sum, half_difference = np.arctan2(h, e), np.arctan2(g, f)
    return Stretch(
        float((half_sum + half_difference) / 2),
        float(turn + mirror),
        float(turn - mirror),
        float((half_sum - half_difference) / 2),
    )


def _two(name: str, pair: tuple[int, int], n: int) -> tuple[int, int]:
    if len(pair) != 2 or pair[0] == pair[1] or not all(0 <= axis < n for axis in pair):
        raise ValueError(f"{name}: expected two different numbers from 0 to {n - 1}, got {pair!r}")
    return pair[0], pair[1]
