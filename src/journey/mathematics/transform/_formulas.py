"""The formulas between quaternions, rotation vectors and matrices, for stacks.

Quaternions are rows (x, y, z, w), the scalar last, of length 1. Nothing here checks its input.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EPS = float(np.finfo(np.float64).eps)


def multiply(p: Floats, q: Floats) -> Floats:
    """Return the product of quaternions, shape (..., 4): first turn by `q`, then by `p`."""
    a, s = p[..., :3], p[..., 3:]
    b, t = q[..., :3], q[..., 3:]
    vector = s * b + t * a + np.cross(a, b)
    scalar = s * t - (a * b).sum(axis=-1, keepdims=True)
    return unit(np.concatenate([vector, scalar], axis=-1))


def unit(q: Floats) -> Floats:
    """Return each row divided by its length; first by its largest entry, so no square overflows."""
    q = q / np.abs(q).max(axis=-1, keepdims=True)
    scaled: Floats = q / np.linalg.norm(q, axis=-1, keepdims=True)
    return scaled


def length(v: Floats) -> Floats:
    """Return the length of each row, shape (..., 1), where no square underflows or overflows."""
    largest = np.abs(v).max(axis=-1, keepdims=True)
    scale = np.where(largest > 0, largest, 1.0)
    measured: Floats = scale * np.linalg.norm(v / scale, axis=-1, keepdims=True)
    return measured


def conjugate(q: Floats) -> Floats:
    """Return the quaternions of the inverse rotations."""
    back: Floats = q * np.array([-1.0, -1.0, -1.0, 1.0])
    return back


def canonical(q: Floats) -> Floats:
    """Return of q and -q, which are one rotation, the one with w > 0.

    For half turns, where w is 0, the first of x, y, z that is not 0 is above 0.
    """
    order = q[..., [3, 0, 1, 2]]
    first = np.argmax(order != 0, axis=-1)
    sign = np.sign(np.take_along_axis(order, first[..., None], axis=-1))
    flipped: Floats = q * sign
    return flipped


def to_matrix(q: Floats) -> Floats:
    """Return the matrices, shape (..., 3, 3)."""
    x, y, z, w = np.moveaxis(q, -1, 0)
    rows = [
        [w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def from_matrix(m: Floats) -> Floats:
    r"""Return quaternions of orthogonal matrices, shape (..., 3, 3), of determinant 1.

    $4 q q^\top$ is linear in the entries of the matrix. Any column of it is the quaternion times a
    number; the longest is divided by its length, so that nothing small is ever divided by.
    """
    a, b, c = m[..., 0, :], m[..., 1, :], m[..., 2, :]
    trace = a[..., 0] + b[..., 1] + c[..., 2]
    K = np.empty((*m.shape[:-2], 4, 4))
    K[..., :3, :3] = m + np.swapaxes(m, -1, -2)
    for i in range(3):
        K[..., i, i] = 1 - trace + 2 * m[..., i, i]
    K[..., 3, 3] = 1 + trace
    K[..., 3, 0] = K[..., 0, 3] = c[..., 1] - b[..., 2]
    K[..., 3, 1] = K[..., 1, 3] = a[..., 2] - c[..., 0]
    K[..., 3, 2] = K[..., 2, 3] = b[..., 0] - a[..., 1]
    best = np.argmax(np.diagonal(K, axis1=-2, axis2=-1), axis=-1)
    return unit(np.take_along_axis(K, best[..., None, None], axis=-2)[..., 0, :])


def from_rotvec(v: Floats) -> Floats:
    """Return quaternions of rotation vectors, shape (..., 3)."""
    angle = length(v)
    half = angle / 2
    share = np.divide(np.sin(half), angle, out=np.full_like(angle, 0.5), where=angle > 0)
    return np.concatenate([v * share, np.cos(half)], axis=-1)


def to_rotvec(q: Floats) -> Floats:
    r"""Return rotation vectors, of length at most $\pi$.

    The angle is taken by the arc tangent of sine and cosine of its half. The arc cosine of the
    cosine alone would lose half of the digits near 0, the arc sine near $\pi$.
    """
    q = canonical(q)
    sine = length(q[..., :3])
    angle = 2 * np.arctan2(sine, q[..., 3:])
    share = np.divide(angle, sine, out=np.full_like(sine, 2.0), where=sine > 0)
    vectors: Floats = q[..., :3] * share
    return vectors


def orthogonality_error(m: Floats) -> Floats:
    """Return the largest entry of M M' - I for each matrix of a stack."""
    gap = m @ np.swapaxes(m, -1, -2) - np.eye(m.shape[-1])
    return np.asarray(np.abs(gap).max(axis=(-2, -1)))


def polish(m: Floats) -> Floats:
    r"""Return the orthogonal matrices nearest to nearly orthogonal ones.

    $M \leftarrow \tfrac12 M (3 I - M^\top M)$ leaves the singular vectors and takes a singular
    value $1 + e$ to $1 - \tfrac32 e^2 - \tfrac12 e^3$: from $10^{-4}$, two rounds reach rounding.
    """
    for _ in range(2):
        m = 0.5 * m @ (3 * np.eye(m.shape[-1]) - np.swapaxes(m, -1, -2) @ m)
    return m
