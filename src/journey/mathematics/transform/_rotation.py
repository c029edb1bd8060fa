"""Rotations of space, kept as unit quaternions; the formulas are in `_formulas`."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.transform import _formulas as formulas
from journey.mathematics.transform._euler import (
    GimbalLockWarning,
    axes_of,
    from_euler,
    to_euler,
)
from journey.mathematics.transform._fit import fit_rotation
from journey.mathematics.transform._formulas import Floats
from journey.mathematics.transform._input import numbers, weights_of

__all__ = ["Rotation"]

Seed = int | np.random.Generator | None


class Rotation:
    r"""One rotation of three-dimensional space, or a stack of them.

    Made by one of the `from_` methods and read by one of the `as_` methods. `p * q` turns by `q`
    first, as matrices do. Kept as unit quaternions, in float64.

    Parameters
    ----------
    quat
        As for [from_quat][journey.mathematics.transform.Rotation.from_quat].

    Examples
    --------
    >>> from journey.mathematics.transform import Rotation
    >>> quarter = Rotation.from_rotvec([0.0, 0.0, 90.0], degrees=True)
    >>> quarter.apply([1.0, 0.0, 0.0]).round(12)
    array([0., 1., 0.])
    >>> (quarter * quarter).magnitude().round(6)
    np.float64(3.141593)
    """

    __array_priority__ = 1000  # an array never takes `array * rotation` apart

    def __init__(self, quat: ArrayLike) -> None:
        q = numbers(quat, "quat", (4,), most=2)
        if (np.abs(q).max(axis=-1, initial=0.0) == 0).any():
            raise ValueError("quat: expected quaternions that are not zero, got a zero")
        self._q = formulas.unit(q) if q.size else q

    # Made from ------------------------------------------------------------------------------------

    @classmethod
    def from_quat(cls, quat: ArrayLike, *, scalar_first: bool = False) -> Self:
        r"""Return the rotation of a quaternion, which is divided by its length.

        $(v \sin \tfrac\theta2, \cos \tfrac\theta2)$ turns by $\theta$ about the unit vector $v$.

        Parameters
        ----------
        quat
            Shape (4,), or (n, 4): x, y, z, w.
        scalar_first
            Whether the order is w, x, y, z.

        Raises
        ------
        ValueError
            If the shape is another one, or a quaternion is zero or not finite.
        """
        q = numbers(quat, "quat", (4,), most=2)
        return cls(np.roll(q, -1, axis=-1) if scalar_first else q)

    @classmethod
    def from_matrix(cls, matrix: ArrayLike, *, atol: float = 1e-5) -> Self:
        r"""Return the rotation of an orthogonal matrix of determinant 1.

        Rounding is forgiven: within `atol` the nearest rotation is taken. What is farther off is
        no rotation and is refused. `scipy.spatial.transform` takes the nearest rotation to any
        matrix of positive determinant; where that is wanted,
        [nearest_rotation][journey.mathematics.transform.nearest_rotation] says so.

        Parameters
        ----------
        matrix
            Shape (3, 3), or (n, 3, 3).
        atol
            Largest entry of $M M^\top - I$ that is taken for rounding, at most 0.0001.

        Raises
        ------
        ValueError
            If the shape is another one, or a matrix is not orthogonal, reflects, or is not finite.

        Examples
        --------
        >>> from journey.mathematics.transform import Rotation
        >>> Rotation.from_matrix([[1.0, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
        Traceback (most recent call last):
        ValueError: matrix: expected an orthogonal matrix, got M M' - I with an entry of 0.5
        """
        if not 0 <= atol <= 1e-4:
            raise ValueError(f"atol: expected a number from 0 to 0.0001, got {atol!r}")
        m = numbers(matrix, "matrix", (3, 3), most=3)
        error = formulas.orthogonality_error(m)
        if (error > atol).any():
            at = "" if m.ndim == 2 else f" at index {int(np.argmax(error))}"
            raise ValueError(
                f"matrix: expected an orthogonal matrix, got M M' - I with an entry of "
                f"{float(error.max()):.3g}{at}"
            )
        if (np.linalg.det(m) < 0).any():
            raise ValueError(
                "matrix: expected a rotation, of determinant 1, got a reflection, of determinant -1"
            )
        return cls(formulas.from_matrix(formulas.polish(m)))

    @classmethod
    def from_rotvec(cls, rotvec: ArrayLike, *, degrees: bool = False) -> Self:
        """Return the rotation about an axis, by an angle that is the axis' length.

        Parameters
        ----------
        rotvec
            Shape (3,), or (n, 3).
        degrees
            Whether the length is in degrees.

        Raises
        ------
        ValueError
            If the shape is another one, or an entry is not finite.
        """
        v = numbers(rotvec, "rotvec", (3,), most=2)
        return cls(formulas.from_rotvec(np.deg2rad(v) if degrees else v))

    @classmethod
    def from_euler(cls, seq: str, angles: ArrayLike, *, degrees: bool = False) -> Self:
        """Return one to three turns about coordinate axes, one after the other.

        Parameters
        ----------
        seq
            The axes in order, none twice in a row: `"xyz"`, about the axes of the room, or `"XYZ"`,
            about axes that turn along.
        angles
            One for each axis, shape (k,) or (n, k); for one axis also () or (n,).
        degrees
            Whether they are in degrees.

        Raises
        ------
        ValueError
            If the axes are others, or there is not one angle for each.

        Examples
        --------
        >>> from journey.mathematics.transform import Rotation
        >>> one = Rotation.from_euler("xyz", [10.0, 20.0, 30.0], degrees=True)
        >>> two = Rotation.from_euler("ZYX", [30.0, 20.0, 10.0], degrees=True)
        >>> bool((one.inv() * two).magnitude() < 1e-15)
        True
        """
        axes, intrinsic = axes_of(seq)
        given = np.asarray(angles)
        if len(axes) == 1 and (given.ndim < 2):
            given = given[..., None]
        a = numbers(given, "angles", (len(axes),), most=2)
        return cls(from_euler(axes, intrinsic, np.deg2rad(a) if degrees else a))

    @classmethod
    def identity(cls, num: int | None = None) -> Self:
        """Return the rotation that moves nothing, or a stack of `num`."""
        shape = (4,) if num is None else (num, 4)
        return cls(np.broadcast_to([0.0, 0.0, 0.0, 1.0], shape))

    @classmethod
    def random(cls, num: int | None = None, rng: Seed = None) -> Self:
        """Return rotations drawn evenly from all: four normals, divided by their length.

        Parameters
        ----------
        num
            How many. Default: one that is no stack.
        rng
            Seed or generator.

        References
        ----------
        Shoemake, K. (1992). Uniform random rotations. Graphics Gems III, 124-132.
        """
        shape = (4,) if num is None else (num, 4)
        return cls(np.random.default_rng(rng).standard_normal(shape))

    @classmethod
    def concatenate(cls, rotations: Sequence[Rotation]) -> Self:
        """Return one stack of all."""
        return cls(np.concatenate([np.atleast_2d(rotation._q) for rotation in rotations]))

    @classmethod
    def align_vectors(
        cls, a: ArrayLike, b: ArrayLike, weights: ArrayLike | None = None
    ) -> tuple[Self, float]:
        r"""Return the rotation that takes the vectors `b` as near as possible to `a`.

        Kabsch's method, from the singular value decomposition of $\sum w_i a_i b_i^\top$.

        Parameters
        ----------
        a, b
            Shape (n, 3), or (3,).
        weights
            Shape (n,), not negative. Default: 1.

        Returns
        -------
        tuple of Rotation and float
            The rotation $R$, and the root of $\sum w_i \lVert a_i - R b_i \rVert^2$.

        Raises
        ------
        ValueError
            If the shapes do not fit, or the vectors leave the rotation open because they all lie on
            one line.

        References
        ----------
        Kabsch, W. (1976). A solution for the best rotation to relate two sets of vectors. Acta
        Crystallographica A32, 922-923.
        """
        x, y = (np.atleast_2d(numbers(v, n, (3,), most=2)) for v, n in ((a, "a"), (b, "b")))
        if x.shape != y.shape:
            raise ValueError(f"b: expected the shape of a, {x.shape}, got {y.shape}")
        w = weights_of(weights, len(x))
        matrix = fit_rotation(x, y, w)
        rest = np.sqrt((w * ((x - y @ matrix.T) ** 2).sum(axis=1)).sum())
        return cls(formulas.from_matrix(matrix)), float(rest)

    # Read as --------------------------------------------------------------------------------------

    def as_quat(self, canonical: bool = False, *, scalar_first: bool = False) -> Floats:
        """Return the quaternions, shape (4,) or (n, 4).

        Parameters
        ----------
        canonical
            Whether to return of q and -q, the same rotation, the one with the scalar above 0.
        scalar_first
            Whether the order is w, x, y, z.
        """
        q = formulas.canonical(self._q) if canonical else self._q.copy()
        return np.roll(q, 1, axis=-1) if scalar_first else q

    def as_matrix(self) -> Floats:
        """Return the matrices, shape (3, 3) or (n, 3, 3)."""
        return formulas.to_matrix(self._q)

    def as_rotvec(self, degrees: bool = False) -> Floats:
        r"""Return axis times angle, shape (3,) or (n, 3); angles are at most $\pi$."""
        v = formulas.to_rotvec(self._q)
        return np.rad2deg(v) if degrees else v

    def as_euler(
        self, seq: str, degrees: bool = False, *, suppress_warnings: bool = False
    ) -> Floats:
        r"""Return three angles, shape (3,) or (n, 3), that `from_euler` makes the same rotation of.

        The first and third are from $-\pi$ to $\pi$; the second from 0 to $\pi$ if the first axis
        comes again, else from $-\tfrac\pi2$ to $\tfrac\pi2$.

        Parameters
        ----------
        seq
            Three axes, as for [from_euler][journey.mathematics.transform.Rotation.from_euler].
        degrees
            Whether to return degrees.
        suppress_warnings
            Whether to say nothing about gimbal lock.

        Warns
        -----
        GimbalLockWarning
            If the middle angle is at an end, to $10^{-7}$: the outer two then turn about one axis,
            and only their sum or difference is determined. In the lock itself the third is 0.

        References
        ----------
        Bernardes, E. and Viollet, S. (2022). Quaternion to Euler angles conversion: a direct,
        general and computationally efficient method. PLoS ONE 17(11), e0276302.
        """
        axes, intrinsic = axes_of(seq)
        if len(axes) != 3:
            raise ValueError(f"seq: expected three axes, got {seq!r}")
        angles, near = to_euler(axes, intrinsic, self._q)
        if near.any() and not suppress_warnings:
            warnings.warn(
                f"gimbal lock: in {int(near.sum())} of {near.size} rotations the first and third "
                f"axis of {seq!r} coincide; only the sum or difference of their angles is known",
                GimbalLockWarning,
                stacklevel=2,
            )
        return np.rad2deg(angles) if degrees else angles

    def magnitude(self) -> Any:
        r"""Return the angles, from 0 to $\pi$."""
        return 2 * np.arctan2(formulas.length(self._q[..., :3])[..., 0], np.abs(self._q[..., 3]))

    # Used -----------------------------------------------------------------------------------------

    def apply(self, vectors: ArrayLike, inverse: bool = False) -> Floats:
        """Turn vectors.

        Parameters
        ----------
        vectors
            Shape (3,) or (n, 3). A stack of n rotations takes one each.
        inverse
            Whether to turn back.

        Returns
        -------
        ndarray
            Shape (3,), or (n, 3).

        Raises
        ------
        ValueError
            If the numbers of rotations and vectors are different, and neither is one.
        """
        v = numbers(vectors, "vectors", (3,), most=2)
        if not self.single and v.ndim == 2 and 1 not in (len(self), len(v)) and len(self) != len(v):
            raise ValueError(f"vectors: expected 1 or {len(self)}, got {len(v)}")
        m = self.as_matrix()
        m = np.swapaxes(m, -1, -2) if inverse else m
        turned: Floats = v @ m.T if self.single else np.einsum("...ij,...j->...i", m, v)
        return turned

    def inv(self) -> Self:
        """Return the rotations back."""
        return type(self)(formulas.conjugate(self._q))

    def __mul__(self, other: Rotation) -> Self:
        """Return the rotation that turns by `other` first, then by this one."""
        if not isinstance(other, Rotation):
            return NotImplemented
        if not (self.single or other.single) and len({len(self), len(other)} - {1}) > 1:
            raise ValueError(f"other: expected 1 or {len(self)} rotations, got {len(other)}")
        return type(self)(formulas.multiply(*np.broadcast_arrays(self._q, other._q)))

    def __pow__(self, n: float) -> Self:
        """Return rotations about the same axes by `n` times the angle."""
        return type(self).from_rotvec(n * self.as_rotvec())

    def mean(self, weights: ArrayLike | None = None) -> Self:
        r"""Return the mean rotation: the one nearest to all, as matrices, in squares.

        As quaternions it maximises $\sum w_i (q^\top q_i)^2$, which is not troubled by q and -q
        being one rotation: the leading eigenvector of $\sum w_i q_i q_i^\top$.

        Parameters
        ----------
        weights
            Shape (n,), not negative. Default: 1.

        References
        ----------
        Markley, F. L., Cheng, Y., Crassidis, J. L. and Oshman, Y. (2007). Averaging quaternions.
        Journal of Guidance, Control, and Dynamics 30(4), 1193-1197.
        """
        q = np.atleast_2d(self._q)
        if not len(q):
            raise ValueError("mean: expected at least one rotation, got none")
        w = weights_of(weights, len(q))
        return type(self)(np.linalg.eigh((w * q.T) @ q)[1][:, -1])

    @property
    def single(self) -> bool:
        """Whether this is one rotation, not a stack."""
        return self._q.ndim == 1

    def __len__(self) -> int:
        if self.single:
            raise TypeError("len: expected a stack of rotations, got a single one")
        return len(self._q)

    def __getitem__(self, index: Any) -> Self:
        if self.single:
            raise TypeError("index: expected a stack of rotations, got a single one")
        return type(self)(self._q[index])

    def __iter__(self) -> Iterator[Self]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"Rotation.from_quat({self._q.round(6).tolist()})"
