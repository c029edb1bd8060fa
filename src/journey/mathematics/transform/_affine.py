"""Linear maps with a translation, in n dimensions."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg import det, inv, solve
from journey.mathematics.linalg._input import check_square
from journey.mathematics.transform._fit import fit_rotation
from journey.mathematics.transform._formulas import Floats
from journey.mathematics.transform._input import finite, points_of, vector, weights_of

__all__ = ["Affine"]


class Affine:
    r"""The map $x \mapsto A x + b$; `f * g` maps by `g` first, then by `f`.

    Parameters
    ----------
    linear
        $A$, shape (n, n).
    translation
        $b$, shape (n,). Default: zero.

    Raises
    ------
    ValueError
        If the shapes do not fit, or an entry is not finite.

    Examples
    --------
    >>> from journey.mathematics.transform import Affine, scaling
    >>> f = Affine(scaling([2.0, 2.0]), [1.0, 0.0])
    >>> f.apply([1.0, 1.0]), f.apply_directions([1.0, 1.0])
    (array([3., 2.]), array([2., 2.]))
    >>> f.inv().apply(f.apply([1.0, 1.0]))
    array([1., 1.])
    """

    def __init__(self, linear: ArrayLike, translation: ArrayLike | None = None) -> None:
        self.linear = check_square(linear, "linear")
        n = len(self.linear)
        self.translation = (
            np.zeros(n) if translation is None else vector(translation, "translation")
        )
        if self.translation.shape != (n,):
            raise ValueError(f"translation: expected shape ({n},), got {self.translation.shape}")

    @classmethod
    def from_matrix(cls, matrix: ArrayLike) -> Self:
        """Return the map of a homogeneous matrix, shape (n + 1, n + 1), last row 0, ..., 0, 1.

        Raises
        ------
        ValueError
            If the last row is another one: such a matrix maps parallels to lines that meet, which
            [apply_homogeneous][journey.mathematics.transform.apply_homogeneous] does.
        """
        m = check_square(matrix, "matrix")
        if len(m) < 2 or m[-1, :-1].any() or m[-1, -1] != 1:
            raise ValueError(f"matrix: expected a last row of 0, ..., 0, 1, got {m[-1].tolist()}")
        return cls(m[:-1, :-1], m[:-1, -1])

    @classmethod
    def about(cls, linear: ArrayLike, centre: ArrayLike) -> Self:
        """Return the map that does what a matrix does, and leaves a point where it is.

        Parameters
        ----------
        linear
            Shape (n, n).
        centre
            The point, shape (n,).

        Examples
        --------
        >>> from journey.mathematics.transform import Affine, scaling
        >>> Affine.about(scaling([2.0, 2.0]), [1.0, 1.0]).apply([1.0, 2.0])
        array([1., 3.])
        """
        c = vector(centre, "centre")
        matrix = check_square(linear, "linear")
        return cls(matrix, c - points_of(c, "centre", len(matrix)) @ matrix.T)

    @classmethod
    def fit(
        cls, source: ArrayLike, target: ArrayLike, *, scale: bool = False,
        weights: ArrayLike | None = None,
    ) -> Self:  # fmt: skip
        r"""Return the rigid motion that takes points as near as possible to their partners.

        The least $\sum w_i \lVert t_i - (c R s_i + b) \rVert^2$. At the best $b$ the centres of
        gravity meet; around them the rotation $R$ is Kabsch's and the scale $c$ Umeyama's.

        Parameters
        ----------
        source, target
            Points in pairs, shape (m, n).
        scale
            Whether a common scale may change too. Default: no, $c = 1$.
        weights
            Shape (m,), not negative. Default: 1.

        Raises
        ------
        ValueError
            If the shapes differ, or several rotations fit equally well.

        References
        ----------
        Umeyama, S. (1991). Least-squares estimation of transformation parameters between two point
        patterns. IEEE Transactions on Pattern Analysis and Machine Intelligence 13(4), 376-380.

        Examples
        --------
        >>> from journey.mathematics.transform import Affine
        >>> corners = [[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]]
        >>> f = Affine.fit(corners, [[3.0, 1.0], [3.0, 2.0], [1.0, 1.0]])
        >>> f.as_matrix().round(12) + 0.0
        array([[ 0., -1.,  3.],
               [ 1.,  0.,  1.],
               [ 0.,  0.,  1.]])
        """
        s, t = (np.array(p, dtype=np.float64) for p in (source, target))
        if s.ndim != 2 or not s.size:
            raise ValueError(f"source: expected shape (m, n), got {s.shape}")
        if s.shape != t.shape:
            raise ValueError(f"target: expected the shape of source, {s.shape}, got {t.shape}")
        finite(s, "source"), finite(t, "target")
        w = weights_of(weights, len(s))
        w = w / w.sum()
        from_centre, to_centre = w @ s, w @ t
        s, t = s - from_centre, t - to_centre
        linear = fit_rotation(t, s, w)
        if scale:
            linear *= (w * (t * (s @ linear.T)).sum(axis=1)).sum() / (w * (s**2).sum(axis=1)).sum()
        return cls(linear, to_centre - linear @ from_centre)

    @property
    def n(self) -> int:
        """Number of dimensions."""
        return len(self.linear)

    def as_matrix(self) -> Floats:
        """Return the homogeneous matrix, shape (n + 1, n + 1)."""
        out = np.eye(self.n + 1)
        out[:-1, :-1], out[:-1, -1] = self.linear, self.translation
        return out

    def apply(self, points: ArrayLike) -> Floats:
        """Map points, shape (..., n): homogeneous coordinate 1, they are translated too."""
        mapped: Floats = points_of(points, "points", self.n) @ self.linear.T + self.translation
        return mapped

    def apply_directions(self, directions: ArrayLike) -> Floats:
        """Map differences of points, shape (..., n): homogeneous coordinate 0, not translated."""
        mapped: Floats = points_of(directions, "directions", self.n) @ self.linear.T
        return mapped

    def apply_normals(self, normals: ArrayLike) -> Floats:
        r"""Map normals of lines or planes, shape (..., n), by $A^{-\top}$; lengths are not kept.

        What stands at right angles to $v$ must stand so to $A v$, and
        $(A^{-\top} m)^\top A v = m^\top v$.
        """
        m = points_of(normals, "normals", self.n)
        return np.asarray(solve(self.linear.T, m.reshape(-1, self.n).T)).T.reshape(m.shape)

    def inv(self) -> Self:
        r"""Return the map back, $x \mapsto A^{-1} x - A^{-1} b$.

        Raises
        ------
        LinAlgError
            If the matrix is singular.

        Warns
        -----
        LinAlgWarning
            If it is so nearly singular that no digit may be right.
        """
        back = inv(self.linear)
        return type(self)(back, -back @ self.translation)

    def det(self) -> float:
        """Return the determinant: what every area or volume is multiplied by, with its sign."""
        return det(self.linear)

    def __mul__(self, other: Affine) -> Self:
        """Return the map that maps by `other` first, then by this one."""
        if not isinstance(other, Affine):
            return NotImplemented
        if other.n != self.n:
            raise ValueError(f"other: expected {self.n} dimensions, got {other.n}")
        return type(self)(
            self.linear @ other.linear, self.linear @ other.translation + self.translation
        )

    def __repr__(self) -> str:
        return f"Affine({self.linear.tolist()}, {self.translation.tolist()})"
