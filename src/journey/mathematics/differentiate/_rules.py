"""The derivative of each NumPy ufunc that dual numbers know: one line an operation.

A rule is given its arguments and its result and returns one factor for each argument. The factors
are made with NumPy's ufuncs again, so that they can be dual numbers themselves: that is all that
second and higher derivatives need. What to do with the factors is in `_dual`.

At the points where a function has no derivative, these conventions hold (PyTorch's, too): 0 for
`absolute` at 0, half to either side for a tie in `maximum` and `minimum`, 0 for steps such as
`sign` and `floor` everywhere. A slope that is infinite is an error instead.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["BINARY", "UNARY", "base"]

LOG2, LOG10 = float(np.log(2.0)), float(np.log(10.0))


def base(x: Any) -> Any:
    """Return the plain numbers under any depth of dual numbers."""
    while hasattr(x, "tangent"):
        x = x.value
    return np.asarray(x)


def _zero(x: Any, y: Any) -> Any:
    return np.zeros_like(base(y))


def _tanh(x: Any, y: Any) -> Any:
    # 1 - y^2 has no digits left for large x, and 1 / cosh(x)^2 overflows. The sign is taken from
    # the plain numbers: abs would be flat at 0, which is wrong from the third derivative on.
    decay = np.exp(x * np.where(base(x) < 0, 2.0, -2.0))
    return 4.0 * decay / np.square(1.0 + decay)


UNARY: dict[str, Callable[[Any, Any], Any]] = {
    "negative": lambda x, y: -np.ones_like(base(y)),
    "positive": lambda x, y: np.ones_like(base(y)),
    "exp": lambda x, y: y,
    "exp2": lambda x, y: LOG2 * y,
    "expm1": lambda x, y: np.exp(x),
    "log": lambda x, y: 1.0 / x,
    "log2": lambda x, y: 1.0 / (LOG2 * x),
    "log10": lambda x, y: 1.0 / (LOG10 * x),
    "log1p": lambda x, y: 1.0 / (1.0 + x),
    "sqrt": lambda x, y: 0.5 / y,
    "cbrt": lambda x, y: 1.0 / (3.0 * np.square(y)),
    "square": lambda x, y: 2.0 * x,
    "reciprocal": lambda x, y: -np.square(y),
    "sin": lambda x, y: np.cos(x),
    "cos": lambda x, y: -np.sin(x),
    "tan": lambda x, y: 1.0 + np.square(y),
    "arcsin": lambda x, y: 1.0 / np.sqrt((1.0 - x) * (1.0 + x)),
    "arccos": lambda x, y: -1.0 / np.sqrt((1.0 - x) * (1.0 + x)),
    "arctan": lambda x, y: 1.0 / (1.0 + np.square(x)),
    "sinh": lambda x, y: np.cosh(x),
    "cosh": lambda x, y: np.sinh(x),
    "tanh": _tanh,
    "arcsinh": lambda x, y: 1.0 / np.sqrt(1.0 + np.square(x)),
    "arccosh": lambda x, y: 1.0 / (np.sqrt(x - 1.0) * np.sqrt(x + 1.0)),
    "arctanh": lambda x, y: 1.0 / ((1.0 - x) * (1.0 + x)),
    "absolute": lambda x, y: np.sign(base(x)),
    "fabs": lambda x, y: np.sign(base(x)),
    "sign": _zero,
    "floor": _zero,
    "ceil": _zero,
    "rint": _zero,
    "trunc": _zero,
}


def _power(x: Any, p: Any, y: Any) -> tuple[Callable[[], Any], Callable[[], Any]]:
    def by_base() -> Any:
        # x**0 is the constant 1, and 0 * x**-1 would be nan at 0.
        if isinstance(p, (int, float)):  # stays what it is, or float32 would become float64
            return p * np.power(x, p - 1) if p else np.zeros_like(base(y))
        flat = base(p) == 0
        lowered = np.where(flat, 1.0, p) - 1.0
        return np.where(flat, 0.0, p * np.power(x, lowered))

    def by_exponent() -> Any:
        # x**p log x tends to 0 with x, while 0 * log(0) would be nan.
        at_zero = (base(x) == 0) & (base(p) > 0)
        return np.where(at_zero, 0.0, y * np.log(np.where(at_zero, 1.0, x)))

    return by_base, by_exponent


def _arctan2(a: Any, b: Any, y: Any) -> tuple[Callable[[], Any], Callable[[], Any]]:
    return (lambda: b / (np.square(a) + np.square(b))), (lambda: -a / (np.square(a) + np.square(b)))


def _ahead(a: Any, b: Any) -> Any:
    """Return 1 where a > b, 0 where a < b, and a half where they are equal."""
    return (np.sign(base(a) - base(b)) + 1.0) / 2.0


# Factors by each argument, as functions, since only those of dual arguments are needed.
BINARY: dict[str, Callable[[Any, Any, Any], tuple[Callable[[], Any], Callable[[], Any]]]] = {
    "add": lambda a, b, y: ((lambda: 1.0), (lambda: 1.0)),
    "subtract": lambda a, b, y: ((lambda: 1.0), (lambda: -1.0)),
    "multiply": lambda a, b, y: ((lambda: b), (lambda: a)),
    "divide": lambda a, b, y: ((lambda: 1.0 / b), (lambda: -y / b)),
    "power": _power,
    "maximum": lambda a, b, y: ((lambda: _ahead(a, b)), (lambda: _ahead(b, a))),
    "minimum": lambda a, b, y: ((lambda: _ahead(b, a)), (lambda: _ahead(a, b))),
    "arctan2": _arctan2,
    "hypot": lambda a, b, y: ((lambda: a / y), (lambda: b / y)),
    "logaddexp": lambda a, b, y: ((lambda: np.exp(a - y)), (lambda: np.exp(b - y))),
}
