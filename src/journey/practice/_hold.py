"""What judges the reader's code is held as it was, whatever that code does to it.

A reader's code runs in the same process as the checks. It can replace ``len``, a function of NumPy
or the very function that compares. Before it runs, the modules that matter are remembered; after
every time that it ran, they are put back. This keeps an honest mistake, such as a global named
``sum`` put into ``builtins``, from passing a check, and a trick from being worth its while. It is
no wall against malice: the code that it judges is the reader's own, on the reader's own machine.
"""

from __future__ import annotations

import builtins
import itertools
import math
import random
import sys
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

_OWN = "journey.practice"
_LIBRARIES: tuple[ModuleType, ...] = (itertools, math, random, np, np.linalg, np.random)
_PARTS = ("__code__", "__defaults__", "__kwdefaults__")
_latest: list[Callable[[], None]] = []


def hold(*namespaces: dict[str, Any]) -> tuple[Callable[[], None], Callable[[], None]]:
    """Remember the state of what judges.

    Parameters
    ----------
    namespaces
        Dictionaries to hold besides, e.g. the globals of a file of checks.

    Returns
    -------
    quick, full
        Each puts things back when it is called: the quick one the builtins, this package and the
        namespaces, for use after every call; the full one also NumPy, the standard library and the
        rest of the package. Both carry with them all that they need, so that nothing that they
        look up can have been replaced.
    """
    journey = [
        module
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] == "journey" and isinstance(module, ModuleType)
    ]
    own = [module for module in journey if module.__name__.startswith(_OWN)]
    near = [vars(builtins), *(vars(module) for module in own), *namespaces]
    far = [vars(module) for module in (*_LIBRARIES, *journey)]
    functions = [
        (value, part, getattr(value, part))
        for space in near[1:]
        for value in list(space.values())
        if isinstance(value, FunctionType)
        for part in _PARTS
    ]
    modules = {module.__name__: module for module in (*_LIBRARIES, *journey)}
    quick = _restorer([(space, dict(space)) for space in near], functions)
    rest = _restorer([(space, dict(space)) for space in far], [])
    around = _surroundings(modules)

    def full() -> None:
        quick()
        rest()
        around()

    _latest[:] = [quick]
    return quick, full


def _restorer(
    spaces: list[tuple[dict[str, Any], dict[str, Any]]],
    functions: list[tuple[FunctionType, str, Any]],
    module: type = ModuleType,
    kind: Callable[[object], type] = type,
    get: Callable[..., Any] = getattr,
    put: Callable[..., None] = setattr,
) -> Callable[[], None]:
    def restore() -> None:
        for space, before in spaces:
            for name in [name for name in space if name not in before]:
                if kind(space[name]) is not module:  # a part that was imported later may stay
                    del space[name]
            space.update(before)
        for function, part, value in functions:
            if get(function, part) is not value:
                put(function, part, value)

    return restore


def _surroundings(modules: dict[str, ModuleType], system: Any = sys) -> Callable[[], None]:
    """Return what puts back the state of the interpreter that a reader's code may have changed."""
    trace, profile, depth = sys.gettrace(), sys.getprofile(), sys.getrecursionlimit()
    settrace, setprofile, setdepth = sys.settrace, sys.setprofile, sys.setrecursionlimit

    def restore() -> None:
        system.modules.update(modules)
        if system.gettrace() is not trace:
            settrace(trace)
        if system.getprofile() is not profile:
            setprofile(profile)
        if system.getrecursionlimit() != depth:
            setdepth(depth)

    return restore


def put_back() -> None:
    """Put back the nearest things, where something is held."""
    for restore in _latest:
        restore()


def let_go() -> None:
    """Hold nothing any longer."""
    _latest.clear()
