"""Euler angles: turns about coordinate axes, and back, with the place where two axes coincide."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.transform._formulas import EPS, Floats, multiply

__all__ = ["GimbalLockWarning"]

NEAR_LOCK = 1e-7  # radians from gimbal lock where two of three angles have lost half their digits
LOCKED = 8 * EPS  # below this the middle angle is rounding, and the other two are one angle


class GimbalLockWarning(UserWarning):
    """Two of the three Euler angles turn about the same axis: only their sum is determined."""


def axes_of(seq: str) -> tuple[str, bool]:
    """Return the axes in lower case, and whether they turn along."""
    axes = seq.lower() if isinstance(seq, str) else ""
    same = any(a == b for a, b in itertools.pairwise(axes))
    if not 1 <= len(axes) <= 3 or set(axes) - set("xyz") or same or seq not in (axes, axes.upper()):
        raise ValueError(
            f"seq: expected one to three of x, y, z or of X, Y, Z, none twice in a row, got {seq!r}"
        )
    return axes, seq != axes


def from_euler(axes: str, intrinsic: bool, angles: Floats) -> Floats:
    """Return quaternions of turns about the axes in order, angles of shape (..., len(axes))."""
    out = np.zeros((*angles.shape[:-1], 4))
    out[..., 3] = 1.0
    for i, axis in enumerate(axes):
        turn = np.zeros_like(out)
        turn[..., "xyz".index(axis)] = np.sin(angles[..., i] / 2)
        turn[..., 3] = np.cos(angles[..., i] / 2)
        # About an axis that turned along, the new turn comes first: intrinsic is reversed extrinsic
        out = multiply(out, turn) if intrinsic else multiply(turn, out)
    return out


def to_euler(axes: str, intrinsic: bool, q: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    r"""Return the three angles, shape (..., 3), and where they are near gimbal lock.

    For turns about i, j, i the quaternion is $(\cos \beta/2 \cos \sigma, \cos \beta/2 \sin \sigma,
    \sin \beta/2 \cos \delta, \sin \beta/2 \sin \delta)$ with half the sum $\sigma$ and half the
    difference $\delta$ of the outer angles. Three different axes are the same problem after a
    quarter turn about j. Where one of the two sines and cosines of the middle angle vanishes, only
    sum or difference is determined.
    """
    if intrinsic:
        axes = axes[::-1]
    i, j, k = ("xyz".index(axis) for axis in axes)
    proper = i == k
    if proper:
        k = 3 - i - j
    sign = (i - j) * (j - k) * (k - i) // 2  # 1 where i, j, k are in cyclic order
    w, qi, qj, qk = q[..., 3], q[..., i], q[..., j], sign * q[..., k]
    a, b, c, d = (w, qi, qj, qk) if proper else (w - qj, qi + qk, qj + w, qk - qi)
    middle = 2 * np.arctan2(np.hypot(c, d), np.hypot(a, b))
    half_sum, half_difference = np.arctan2(b, a), np.arctan2(d, c)
    low, high = middle <= NEAR_LOCK, np.pi - middle <= NEAR_LOCK
    first, third = half_sum - half_difference, half_sum + half_difference
    if intrinsic:
        first, third = third, first
    # In the lock itself the third angle is free; 0 is as good as any, and what SciPy takes.
    turned = -2.0 if not intrinsic else 2.0
    first = np.where(middle <= LOCKED, 2 * half_sum, first)
    first = np.where(np.pi - middle <= LOCKED, turned * half_difference, first)
    locked = (middle <= LOCKED) | (np.pi - middle <= LOCKED)
    third = np.where(locked, 0.0, third)
    if not proper:
        if intrinsic:
            first = first * sign
        else:
            third = third * sign
        middle = middle - np.pi / 2
    angles = np.stack([first, middle, third], axis=-1)
    angles[..., [0, 2]] -= 2 * np.pi * np.round(angles[..., [0, 2]] / (2 * np.pi))
    return angles, low | high
