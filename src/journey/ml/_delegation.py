"""Methods that an object has only while something inside it has them.

A pipeline has `predict_proba` if its last step does: `hasattr` must say so, and scikit-learn asks.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import MethodType
from typing import Any


class _Available:
    def __init__(self, method: Callable[..., Any], check: Callable[[Any], bool]) -> None:
        self._method = method
        self._check = check
        functools.update_wrapper(self, method)  # type: ignore[arg-type]

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self._method
        if not self._check(instance):
            name = self._method.__name__
            raise AttributeError(f"This {owner.__name__!r} has no attribute {name!r}")
        return MethodType(self._method, instance)


def available_if(check: Callable[[Any], bool]) -> Callable[[Callable[..., Any]], Any]:
    """Decorate a method that is there only while ``check(self)`` is true."""
    return lambda method: _Available(method, check)
