"""The list of checks that a file of checks fills: ``@check("name")`` above each function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], None]
_listed: list[tuple[str, Check]] = []


def check(name: str) -> Callable[[Check], Check]:
    """Make a function one of an exercise's checks.

    Parameters
    ----------
    name
        What it holds the code to, as the reader sees it: a short phrase that says why a wrong
        answer fails, e.g. ``keeps the order of equal values``.

    Returns
    -------
    callable
        The decorator. It leaves the function as it is; its one argument is the reader's module.

    Raises
    ------
    ValueError
        If the name is empty or stands there twice.

    Examples
    --------
    >>> from journey.practice import check, equal, run
    >>> checks = '''
    ... from journey.practice import check, equal
    ...
    ... @check("adds two numbers")
    ... def adds(work):
    ...     equal(work.add(2, 3), 5, "add(2, 3)")
    ... '''
    >>> run("def add(a, b): return a + b", checks).passed
    True
    """
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"check: expected a name, got {name!r}")
    if name in [other for other, _ in _listed]:
        raise ValueError(f"check: the name {name!r} stands there twice")

    def listed(function: Check) -> Check:
        _listed.append((name, function))
        return function

    return listed


def start() -> None:
    """Forget the checks listed so far."""
    _listed.clear()


def taken() -> tuple[tuple[str, Check], ...]:
    """Return the checks listed so far, and forget them."""
    found = tuple(_listed)
    _listed.clear()
    return found
