"""The reader's code as its checks see it: a module whose functions are called with copies."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from journey.practice._failure import Failed
from journey.practice._show import kind

FILE = "work.py"  # the name under which the reader's code runs and is named in messages


def copied(value: Any) -> Any:
    """Return a value whose plain containers and arrays are copies, all the way down.

    Examples
    --------
    >>> a = [[1], (2, [3])]
    >>> b = copied(a)
    >>> b == a, b[0] is a[0], b[1][1] is a[1][1]
    (True, False, False)
    """
    exact = type(value)
    if exact in (list, tuple, set, frozenset):
        return exact(copied(item) for item in value)
    if exact is dict:
        return {key: copied(item) for key, item in value.items()}
    if exact is np.ndarray:
        return value.copy()
    return value


class Guarded:
    """A function of the reader's: called with copies, and what it changed elsewhere is put back.

    Parameters
    ----------
    name
        Its name in the reader's code.
    function
        The function itself.
    restore
        Puts back what judges the code; called after each call.
    """

    def __init__(self, name: str, function: Callable[..., Any], restore: Callable[[], None]):
        self.__name__ = name
        self.function = function
        self._restore = restore

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call the function with copies of lists, dicts, sets, tuples and arrays."""
        return self.raw(*copied(arguments), **copied(named))

    def raw(self, *arguments: Any, **named: Any) -> Any:
        """Call the function with the arguments themselves."""
        try:
            return self.function(*arguments, **named)
        finally:
            self._restore()


class Work:
    """The reader's module.

    Parameters
    ----------
    module
        The module, executed.
    restore
        Puts back what judges the code.
    """

    def __init__(self, module: ModuleType, restore: Callable[[], None]) -> None:
        self._module = module
        self._restore = restore

    def __getattr__(self, name: str) -> Any:
        """Return what the reader's code calls ``name``; functions come guarded."""
        names = ModuleType.__getattribute__(self._module, "__dict__")
        if name not in names:
            raise Failed(
                missing(name, [item for item in names if not item.startswith("_")]),
                expected=f"something named {name}",
                got="nothing of that name",
            )
        value = names[name]
        if type(value) is FunctionType or (callable(value) and not issubclass(type(value), type)):
            return Guarded(name, value, self._restore)
        if value is None or value is Ellipsis:
            raise Failed(
                f"{name} is {value!r} so far.", expected=f"a value for {name}", got=kind(value)
            )
        return value


def missing(name: str, there: list[str]) -> str:
    """Say that a name is missing, and what may have been meant."""
    near = difflib.get_close_matches(name, there, n=1)
    hint = f" There is {near[0]!r}: is that the one?" if near else ""
    return f"Your code has nothing named {name!r}.{hint}"
