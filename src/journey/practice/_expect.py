"""What a check can expect: a value, a value up to rounding, a property, an error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from journey.practice._compare import difference
from journey.practice._failure import Failed
from journey.practice._hold import put_back
from journey.practice._show import kind, shorten, show
from journey.practice._work import Guarded, copied


def equal(got: Any, expected: Any, call: str) -> None:
    """Expect exactly a value.

    Types count: a tuple is no list, ``2.0`` no whole number, ``True`` no number; where a float is
    expected, a whole number of the same value will do. NaN equals NaN.

    Parameters
    ----------
    got
        What the reader's code gave.
    expected
        What must come: numbers, text, None, arrays, and lists, tuples, sets and dicts of these.
    call
        What was called, as the reader would write it.

    Examples
    --------
    >>> equal([1, 2], [1, 2], "sort([2, 1])")
    >>> equal((1, 2), [1, 2], "sort([2, 1])")
    Traceback (most recent call last):
    journey.practice._failure.Failed: sort([2, 1]): a list was expected, a tuple came.
    """
    put_back()
    _compare(got, expected, call, None)


def close(got: Any, expected: Any, call: str, *, within: float = 1e-9) -> None:
    """Expect a value up to rounding.

    Parameters
    ----------
    got, expected, call
        As in [equal][journey.practice.equal].
    within
        The largest difference, relative to the expected number where that is above 1.

    Examples
    --------
    >>> close(0.1 + 0.2, 0.3, "add(0.1, 0.2)")
    """
    put_back()
    _compare(got, expected, call, within)


def _compare(got: Any, expected: Any, call: str, within: float | None) -> None:
    words = difference(got, expected, within)
    if words is None:
        return
    shown, wanted = show(got), show(expected)
    if not words and shown == wanted:
        words = f"{kind(expected)} was expected, {kind(got)} came"
    raise Failed(f"{call}: {words}." if words else call, expected=wanted, got=shown)


def holds(condition: Any, call: str, *, expected: str, got: Any = None) -> None:
    """Expect something to be true that is no single value.

    Parameters
    ----------
    condition
        ``True`` or ``False``, found out by the check.
    call
        What was called, as the reader would write it.
    expected
        What must be so, in words.
    got
        What came instead; shown where it is given.

    Examples
    --------
    >>> holds(3 < 2, "f(3)", expected="a number below 2", got=3)
    Traceback (most recent call last):
    journey.practice._failure.Failed: f(3)
    """
    put_back()
    if condition is True or (type(condition) is np.bool_ and bool(condition)):
        return
    if type(condition) not in (bool, np.bool_):
        raise TypeError(f"holds: expected True or False, got {kind(condition)}")
    raise Failed(call, expected=expected, got="" if got is None else show(got))


def raises(
    error: type[BaseException], function: Callable[..., Any], *arguments: Any, call: str
) -> None:
    """Expect an error.

    Parameters
    ----------
    error
        Its class; one derived from it will do.
    function, arguments
        What to call, with what.
    call
        The same as the reader would write it.

    Examples
    --------
    >>> raises(ZeroDivisionError, lambda: 1 / 0, call="1 / 0")
    """
    put_back()
    wanted = f"a {error.__name__}"
    try:
        value = function(*arguments)
    except BaseException as found:
        put_back()
        # By its class alone: what an object says of its own class is not asked.
        if issubclass(type(found), error):
            return
        if isinstance(found, Failed):
            raise
        raise Failed(call, expected=wanted, got=said(found)) from found
    put_back()
    raise Failed(call, expected=wanted, got=f"{show(value)}, and no error")


def arguments_after(function: Callable[..., Any], *arguments: Any) -> tuple[Any, ...]:
    """Call a function that changes its arguments, and return them as it left them.

    A reader's function is otherwise called with copies, so that nothing it does to them can reach
    the check.

    Parameters
    ----------
    function
        What to call.
    arguments
        With what; copies are handed on, and returned.

    Returns
    -------
    tuple
        The copies, after the call.

    Examples
    --------
    >>> arguments_after(list.sort, [2, 1])
    ([1, 2],)
    """
    return _after(function, arguments)[1]


def _after(function: Callable[..., Any], arguments: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return what a function returns, and its arguments after the call."""
    mine = copied(arguments)
    raw = function.raw if type(function) is Guarded else function
    value = raw(*mine)
    put_back()
    return value, mine


def unchanged(function: Callable[..., Any], *arguments: Any, call: str) -> None:
    """Expect a function to return something and to leave its arguments as they were.

    Parameters
    ----------
    function, arguments
        What to call, with what.
    call
        The same as the reader would write it.

    Examples
    --------
    >>> unchanged(sorted, [2, 1], call="sorted([2, 1])")
    >>> unchanged(lambda values: values.sort() or values, [2, 1], call="sort([2, 1])")
    Traceback (most recent call last):
    journey.practice._failure.Failed: sort([2, 1]) changes what it is given.
    """
    before = copied(arguments)
    value, after = _after(function, arguments)
    for old, new in zip(before, after, strict=True):
        try:
            words = difference(new, old)
        except TypeError:  # a function or another object that is not looked into
            continue
        if words is not None:
            raise Failed(
                f"{call} changes what it is given.",
                expected=f"{show(old)} left as it was",
                got=show(new),
            )
    if value is None:  # or doing nothing would be enough
        raise Failed(call, expected="a value, and the arguments as they were", got="None")


def said(error: BaseException) -> str:
    """Return an error as Python prints it, whatever its own words do."""
    name = shorten(type.__dict__["__name__"].__get__(type(error)), 80)
    try:
        text = str.__getitem__(str(error), slice(0, 400))
    except BaseException:
        text = ""
    return shorten(f"{name}: {text}" if text else name)
