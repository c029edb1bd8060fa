"""Where two values differ, asked without trusting either of them.

A reader's object may answer every question with yes, so its ``__eq__`` is never called: types are
compared exactly, and then what plain values hold. What is expected decides how deep to look.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from journey.practice._show import kind, show

_NUMBERS = (int, float, complex)
_TEXT = (str, bytes, bool, type(None))
_NUMPY = frozenset(kind for kind in np.sctypeDict.values() if issubclass(kind, np.number))
# What may come where an array of some kind is expected.
_KINDS = {"i": "iu", "u": "iu", "f": "fiu", "c": "cfiu"}


def difference(got: Any, expected: Any, within: float | None = None) -> str | None:
    """Return where two values differ, in words; None where they are the same.

    Parameters
    ----------
    got
        What the reader's code gave.
    expected
        What must come: numbers, text, None, arrays, and lists, tuples, sets and dicts of these.
    within
        The largest difference of numbers, relative to the expected one where that is above 1.
        Default: they must be equal.

    Raises
    ------
    TypeError
        If the expected value is of a kind that cannot be compared safely.
    """
    exact = type(expected)
    if exact in _TEXT:
        if type(got) is np.bool_ and exact is bool:
            got = bool(got)
        if type(got) is not exact:
            return f"{kind(expected)} was expected, {kind(got)} came"
        return None if got == expected else ""
    if exact in _NUMBERS or exact in _NUMPY:
        return _number(got, expected, within)
    if exact in (list, tuple):
        return _sequence(got, expected, within)
    if exact in (set, frozenset):
        return _set(got, expected)
    if exact is dict:
        return _dict(got, expected, within)
    if exact is np.ndarray:
        return _array(got, expected, within)
    raise TypeError(f"cannot compare with {kind(expected)}: expect plain values")


def _number(got: Any, expected: Any, within: float | None) -> str | None:
    exact = type(got)
    if exact not in _NUMBERS and exact not in _NUMPY:  # not even a class derived from them
        return f"a number was expected, {kind(got)} came"
    got = got.item() if exact in _NUMPY else got
    expected = expected.item() if type(expected) in _NUMPY else expected
    if type(expected) is int and within is None and type(got) is not int:
        return f"a whole number was expected, {kind(got)} came"
    return None if _near(got, expected, within) else ""


def _near(got: Any, expected: Any, within: float | None) -> bool:
    if got != got or expected != expected:  # NaN is expected where NaN came
        return bool(got != got and expected != expected)
    if within is None or got == expected:
        return bool(got == expected)
    if isinstance(expected, float) and math.isinf(expected):
        return False
    return bool(abs(got - expected) <= within * max(1.0, abs(expected)))


def _sequence(got: Any, expected: Any, within: float | None) -> str | None:
    if type(got) is not type(expected):
        return f"{kind(expected)} was expected, {kind(got)} came"
    if len(got) != len(expected):
        return f"{len(expected)} items were expected, {len(got)} came"
    for index, (one, other) in enumerate(zip(got, expected, strict=True)):
        found = difference(one, other, within)
        if found is not None:
            return f"item {index} differs" + (f": {found}" if found else "")
    return None


def _set(got: Any, expected: Any) -> str | None:
    if type(got) is not type(expected):
        return f"{kind(expected)} was expected, {kind(got)} came"
    if len(got) != len(expected):
        return f"{len(expected)} items were expected, {len(got)} came"
    left = list(got)
    for item in expected:
        if _take(item, left) is None:
            return f"{show(item, 60)} is missing"
    return None


def _take(item: Any, among: list[Any]) -> Any:
    """Remove an equal item and return it in a tuple; None where there is none."""
    for index, other in enumerate(among):
        if difference(other, item) is None:
            return (among.pop(index),)
    return None


def _dict(got: Any, expected: Any, within: float | None) -> str | None:
    if type(got) is not dict:
        return f"a dict was expected, {kind(got)} came"
    if len(got) != len(expected):
        return f"{len(expected)} keys were expected, {len(got)} came"
    pairs = list(dict.items(got))
    for key, value in expected.items():
        for index, (other, found) in enumerate(pairs):
            if difference(other, key) is None:
                del pairs[index]
                words = difference(found, value, within)
                if words is not None:
                    return f"the value of {show(key, 60)} differs" + (f": {words}" if words else "")
                break
        else:
            return f"the key {show(key, 60)} is missing"
    return None


def _array(got: Any, expected: Any, within: float | None) -> str | None:
    if type(got) is not np.ndarray:
        return f"a NumPy array was expected, {kind(got)} came"
    if got.shape != expected.shape:
        return f"the shape {expected.shape} was expected, {got.shape} came"
    sort = expected.dtype.kind
    kinds = "fiu" if sort in "iu" and within is not None else _KINDS.get(sort, sort)
    if "O" in (sort, got.dtype.kind) or got.dtype.kind not in kinds:
        return f"an array of {expected.dtype} was expected, one of {got.dtype} came"
    wrong = got != expected
    if sort in "fciu":
        wrong &= ~((got != got) & (expected != expected))  # NaN where NaN is expected
    if sort in "fciu" and within is not None:
        with np.errstate(all="ignore"):
            apart = np.abs(np.subtract(got, expected, dtype=np.result_type(got, expected, 1.0)))
            allowed = within * np.maximum(1.0, np.abs(expected))
            wrong &= ~((apart <= allowed) & np.isfinite(expected))
    if not wrong.any():
        return None
    count, place = int(wrong.sum()), tuple(int(i) for i in np.argwhere(wrong)[0])
    if expected.ndim == 0:
        return ""
    where = ", ".join(map(str, place))
    words = f"at [{where}], {show(expected[place])} was expected and {show(got[place])} came"
    return words if count == 1 else f"{count} values differ; first {words}"
