"""What all special functions share: arguments as arrays, silence, and a safe Newton iteration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


# Infinities and zeros at the ends of a range are answers here, and are set by hand where needed.
def quiet() -> np.errstate:
    """Return a context without NumPy's warnings; an `errstate` can be entered once only."""
    return np.errstate(all="ignore")


# Two numbers whose ratio is closer to 1 than this are the same to rounding.
EPS = float(np.finfo(float).eps)


def floats(function: str, **given: ArrayLike) -> list[Floats]:
    """Return the arguments as arrays of one shape; raise where one is no real number."""
    arrays = []
    for name, value in given.items():
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            raise TypeError(f"{function}: {name}: expected real numbers, got {array.dtype}")
        arrays.append(array.astype(np.float64))
    try:
        return list(np.broadcast_arrays(*arrays))
    except ValueError as error:
        shapes = ", ".join(
            f"{name} {array.shape}" for name, array in zip(given, arrays, strict=True)
        )
        raise ValueError(f"{function}: expected shapes that broadcast, got {shapes}") from error


def positive(function: str, **given: Floats) -> None:
    """Raise where a parameter is not positive and finite."""
    for name, array in given.items():
        bad = ~((array > 0) & np.isfinite(array))
        if bad.any():
            raise ValueError(
                f"{function}: {name}: expected positive numbers, got {float(array[bad].flat[0])!r}"
            )


def shares(function: str, **given: Floats) -> None:
    """Raise where a number is outside 0 to 1."""
    for name, array in given.items():
        bad = ~((array >= 0) & (array <= 1))
        if bad.any():
            worst = float(array[bad].flat[0])
            raise ValueError(f"{function}: {name}: expected numbers from 0 to 1, got {worst!r}")


def scalar(array: Floats) -> Any:
    """Return a number for an array without axes, as NumPy's own functions do."""
    return array[()]


def until_settled(
    advance: Callable[[int, tuple[Floats, ...]], tuple[tuple[Floats, ...], NDArray[np.bool_]]],
    state: tuple[Floats, ...],
    *,
    most: int = 100_000,
) -> Floats:
    """Advance many recurrences at once and return the first part of each one's state.

    `advance(i, state)` returns the next state and which of them have settled. These are taken out
    every few rounds, so that one slow element does not make the rest wait with it.
    """
    out = np.empty_like(state[0])
    left = np.arange(len(out))
    for i in range(1, most):
        state, settled = advance(i, state)
        if i % 8 == 0 or len(left) < 8:
            done = settled | ~np.isfinite(state[0])
            if done.any():
                out[left[done]] = state[0][done]
                left = left[~done]
                state = tuple(part[~done] for part in state)
            if not len(left):
                return out
    out[left] = state[0]
    return out


def solve_log(
    tail: Callable[[Floats, NDArray[np.intp]], tuple[Floats, Floats]],
    target: Floats,
    start: Floats,
    rising: NDArray[np.bool_],
    low: float,
    high: float,
) -> Floats:
    """Return `u` with `log tail(exp(u)) = log target`, by Newton's method inside a bracket.

    A cumulative probability is nearly a power of `x` in one tail and falls like an exponential in
    the other. On logarithms of both, the first is a straight line and the second is concave, and
    Newton's method meets neither zero slopes nor overflow.

    Parameters
    ----------
    tail
        Given `x` and which elements they belong to, returns the logarithm of the probability and
        the logarithm of the density.
    target
        The probabilities wanted, shape (n,), above 0.
    start
        First guesses of `u`, shape (n,).
    rising
        Whether the probability rises with `x`, shape (n,).
    low, high
        The bracket, the same for all.
    """
    u = np.clip(start, low, high)
    a, b = np.full_like(u, low), np.full_like(u, high)
    goal = np.log(target)
    left = np.arange(len(u))
    for _ in range(200):
        x = u[left]
        value, density = tail(np.exp(x), left)
        miss = value - goal[left]
        too_far = (miss > 0) == rising[left]
        b[left] = np.where(too_far, np.minimum(b[left], x), b[left])
        a[left] = np.where(too_far, a[left], np.maximum(a[left], x))
        slope = np.where(rising[left], 1.0, -1.0) * np.exp(density + x - value)
        step = -miss / slope
        new = x + step
        inside = np.isfinite(new) & (new >= a[left]) & (new <= b[left])
        small = np.abs(step) <= 1e-11 + 4 * EPS * np.abs(x)
        new = np.where(inside | small, new, (a[left] + b[left]) / 2)
        u[left] = new
        # Convergence is quadratic: after a step this small nothing but rounding is left, and to
        # wait for a step of 0 would be to wait for rounding errors to agree.
        settled = small | (miss == 0) | (b[left] - a[left] <= 2 * EPS * np.abs(x))
        left = left[~settled]
        if not len(left):
            break
    return u
