"""Interpolation between rotations at constant speed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.transform._input import finite, vector
from journey.mathematics.transform._rotation import Rotation

__all__ = ["Slerp"]


class Slerp:
    """Rotations in between: from one to the next about one axis, at constant speed.

    Parameters
    ----------
    times
        Rising, shape (n,), at least two.
    rotations
        A stack of n.

    Raises
    ------
    ValueError
        If times do not rise, or there is not one for each rotation.

    References
    ----------
    Shoemake, K. (1985). Animating rotation with quaternion curves. SIGGRAPH '85, 245-254.

    Examples
    --------
    >>> from journey.mathematics.transform import Rotation, Slerp
    >>> ends = Rotation.from_rotvec([[0.0, 0.0, 0.0], [0.0, 0.0, 90.0]], degrees=True)
    >>> Slerp([0.0, 1.0], ends)(1 / 3).as_rotvec(degrees=True).round(9)
    array([ 0.,  0., 30.])
    """

    def __init__(self, times: ArrayLike, rotations: Rotation) -> None:
        t = vector(times, "times")
        if rotations.single or len(rotations) < 2:
            raise ValueError("rotations: expected a stack of at least two rotations")
        if t.shape != (len(rotations),) or (np.diff(t) <= 0).any():
            raise ValueError(f"times: expected {len(rotations)} rising numbers, got {t.tolist()}")
        self.times, self.rotations = t, rotations
        self._steps = (rotations[:-1].inv() * rotations[1:]).as_rotvec()

    def __call__(self, times: ArrayLike) -> Rotation:
        """Return the rotations at times within the range, one or a stack.

        Raises
        ------
        ValueError
            If a time is outside.
        """
        t = finite(np.array(times, dtype=np.float64), "times")
        low, high = self.times[[0, -1]]
        if t.ndim > 1 or t.min(initial=low) < low or t.max(initial=high) > high:
            raise ValueError(f"times: expected a number or a vector from {low:g} to {high:g}")
        k = np.clip(np.searchsorted(self.times, t, side="right") - 1, 0, len(self._steps) - 1)
        share = (t - self.times[k]) / (self.times[k + 1] - self.times[k])
        return self.rotations[k] * Rotation.from_rotvec(share[..., None] * self._steps[k])
