"""Values in few words, for messages: never long, whatever the value and its own ``__repr__``."""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np

LIMIT = 300  # characters of one value in a message
_ITEMS = 12  # of a list, a dict or an array's axis
_DEPTH = 4
_BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"), tuple: ("(", ")"), set: ("{", "}"), frozenset: ("{", "}")
}  # fmt: skip


def show(value: Any, limit: int = LIMIT) -> str:
    """Return a value as Python would write it, shortened.

    Examples
    --------
    >>> show([1, 2.5, "a"])
    "[1, 2.5, 'a']"
    >>> show(list(range(1000)))
    '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 988 more]'
    """
    return shorten(_show(value, 0), limit)


def shorten(text: str, limit: int = LIMIT) -> str:
    """Cut a text that is too long and say so."""
    return text if len(text) <= limit else f"{text[: limit - 2]} …"


def kind(value: Any) -> str:
    """Return what a value is, e.g. ``a list`` or ``an int``."""
    if value is None:
        return "None"
    if type(value) is np.ndarray:
        return f"an array of {value.dtype}"
    name = shorten(str(type.__dict__["__name__"].__get__(type(value))), 60)
    return f"{'an' if name[:1].lower() in 'aeio' else 'a'} {name}"


def _show(value: Any, depth: int) -> str:
    exact = type(value)
    if exact in (list, tuple, set, frozenset):
        return _sequence(value, depth)
    if exact is dict:
        if depth >= _DEPTH and value:
            return "{…}"
        parts = [
            f"{_show(key, depth + 1)}: {_show(item, depth + 1)}"
            for key, item in islice(dict.items(value), _ITEMS)
        ]
        return "{" + ", ".join(parts) + _more(len(value)) + "}"
    if exact is np.ndarray and value.dtype != object:
        with np.printoptions(threshold=60, edgeitems=3, linewidth=100, precision=8):
            return np.ndarray.__repr__(value)
    if exact is str or exact is bytes:
        return repr(value[: LIMIT * 2])
    if exact is int and value.bit_length() > 2_000:
        return f"a whole number of {value.bit_length()} bits"
    try:
        text = repr(value)
    except BaseException as error:  # the reader's __repr__ may do anything
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return str.__getitem__(text, slice(0, LIMIT * 2))


def _sequence(value: Any, depth: int) -> str:
    exact = type(value)
    start, end = _BRACKETS[exact]
    if exact in (set, frozenset) and not value:
        return f"{exact.__name__}()"
    if depth >= _DEPTH and value:
        return f"{start}…{end}"
    parts = [_show(item, depth + 1) for item in islice(exact.__iter__(value), _ITEMS)]
    comma = "," if exact is tuple and len(parts) == 1 else ""
    return f"{start}{', '.join(parts)}{comma}{_more(len(value))}{end}"


def _more(count: int) -> str:
    return f", … {count - _ITEMS:,} more" if count > _ITEMS else ""
