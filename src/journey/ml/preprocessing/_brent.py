"""The minimum of a function of one number: a bracket first, then Brent's method."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["bracket", "brent"]

_GOLDEN = (3 - 5**0.5) / 2  # share of an interval that golden section leaves to one side


def bracket(
    f: Callable[[float], float], a: float, b: float, *, max_iter: int = 60
) -> tuple[float, float]:
    """Return two ends with a point between them where the function is lower.

    Parameters
    ----------
    f
        The function.
    a, b
        Where to begin, ``a`` below ``b``. The interval moves downhill from there and grows.
    max_iter
        The most moves; a function that falls forever is left there. Default: 60.

    Returns
    -------
    tuple
        The lower and the upper end.

    Examples
    --------
    >>> low, high = bracket(lambda x: (x - 30) ** 2, -2, 2)
    >>> low < 30 < high
    True
    """
    middle = (a + b) / 2
    left, centre, right = f(a), f(middle), f(b)
    for _ in range(max_iter):
        if centre <= left and centre <= right:
            break
        if left < right:
            a, middle, b = a - 1.6 * (middle - a), a, middle
            left, centre, right = f(a), left, centre
        else:
            a, middle, b = middle, b, b + 1.6 * (b - middle)
            left, centre, right = centre, right, f(b)
    return a, b


def brent(
    f: Callable[[float], float], a: float, b: float, *, tol: float = 1e-9, max_iter: int = 200
) -> float:
    """Return where a function is least between two ends.

    A parabola through the three best points says where to look next. Where it leads out of the
    interval, or its steps do not halve every second time, a golden section is made instead. So it
    is fast near a smooth minimum and never worse than golden section by much.

    Parameters
    ----------
    f
        The function.
    a, b
        The ends.
    tol
        Wanted accuracy relative to the answer. Near a minimum a function changes only with the
        square of the distance, so that less than about 1e-8 is not to be had.
    max_iter
        The most evaluations. Default: 200.

    Returns
    -------
    float
        The place of the minimum.

    References
    ----------
    Brent, R. P. (1973). Algorithms for minimization without derivatives. Prentice-Hall, chapter 5.

    Examples
    --------
    >>> round(brent(lambda x: (x - 1) ** 4 + x, -3, 3), 6)
    0.370039
    """
    x = second = third = a + _GOLDEN * (b - a)
    fx = f_second = f_third = f(x)
    step = before = 0.0
    for _ in range(max_iter):
        middle, near = (a + b) / 2, tol * abs(x) + 1e-11
        if abs(x - middle) <= 2 * near - (b - a) / 2:
            break
        before, last = step, before
        # The parabola's minimum is at x + p / q.
        r, s = (x - second) * (fx - f_third), (x - third) * (fx - f_second)
        p, q = (x - third) * s - (x - second) * r, 2 * (s - r)
        p, q = (-p, q) if q > 0 else (p, -q)
        inside = q * (a - x) < p < q * (b - x)
        if abs(last) > near and inside and abs(p) < abs(q * last / 2):
            step = p / q
            if min(x + step - a, b - x - step) < 2 * near:
                step = near if x < middle else -near
        else:
            before = (b if x < middle else a) - x
            step = _GOLDEN * before
        at = x + (step if abs(step) >= near else near if step > 0 else -near)
        f_at = f(at)
        if f_at <= fx:
            a, b = (x, b) if at >= x else (a, x)
            third, f_third, second, f_second, x, fx = second, f_second, x, fx, at, f_at
        else:
            a, b = (at, b) if at < x else (a, at)
            if f_at <= f_second or second == x:
                third, f_third, second, f_second = second, f_second, at, f_at
            elif f_at <= f_third or third in (x, second):
                third, f_third = at, f_at
    return x
