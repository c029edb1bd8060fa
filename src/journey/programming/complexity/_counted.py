"""Values that count what is done with them."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable
from typing import Any

__all__ = ["OperationCounter", "count_comparisons"]


class OperationCounter:
    """Counts the comparisons and the arithmetic done with the values that it wraps.

    A wrapped value behaves as the value does under `< <= > >= == !=` and `+ - * / // %`, with
    wrapped values or plain ones, and results of arithmetic are wrapped again. So an algorithm that
    was written for numbers is counted as it is.
    [Comparisons][journey.programming.sorting.Comparisons] is the lighter one for sorting keys: it
    knows `<` alone.

    Attributes
    ----------
    counts : collections.Counter
        How often each operator was used, by its sign.

    Examples
    --------
    >>> counter = OperationCounter()
    >>> x = counter(3)
    >>> (x * x + 1).value, counter.arithmetic, counter.comparisons
    (10, 2, 0)
    >>> max([counter(5), counter(7), counter(6)]).value, counter.comparisons
    (7, 2)
    >>> dict(counter.counts)
    {'*': 1, '+': 1, '>': 2}
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def __call__(self, value: Any) -> Any:
        """Wrap a value."""
        return _Counted(value, self)

    @property
    def comparisons(self) -> int:
        """The comparisons so far."""
        return sum(self.counts[sign] for sign in _COMPARE)

    @property
    def arithmetic(self) -> int:
        """The additions, subtractions, multiplications, divisions and remainders so far."""
        return sum(self.counts[sign] for sign in _ARITHMETIC)


class _Counted:
    __slots__ = ("counter", "value")
    __hash__ = None  # type: ignore[assignment]  # a hash would let a dict compare unseen

    def __init__(self, value: Any, counter: OperationCounter) -> None:
        self.value = value
        self.counter = counter

    def __repr__(self) -> str:
        return f"Counted({self.value!r})"


_COMPARE = {
    "<": ("__lt__", operator.lt),
    "<=": ("__le__", operator.le),
    ">": ("__gt__", operator.gt),
    ">=": ("__ge__", operator.ge),
    "==": ("__eq__", operator.eq),
    "!=": ("__ne__", operator.ne),
}
_ARITHMETIC = {
    "+": ("add", operator.add),
    "-": ("sub", operator.sub),
    "*": ("mul", operator.mul),
    "/": ("truediv", operator.truediv),
    "//": ("floordiv", operator.floordiv),
    "%": ("mod", operator.mod),
}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, _Counted) else value


def _comparing(sign: str, function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], bool]:
    def compare(self: _Counted, other: Any) -> bool:
        self.counter.counts[sign] += 1
        return bool(function(self.value, _plain(other)))

    return compare


def _computing(
    sign: str, function: Callable[[Any, Any], Any], reflected: bool
) -> Callable[[Any, Any], _Counted]:
    def compute(self: _Counted, other: Any) -> _Counted:
        self.counter.counts[sign] += 1
        left, right = self.value, _plain(other)
        return _Counted(function(right, left) if reflected else function(left, right), self.counter)

    return compute


for _sign, (_name, _function) in _COMPARE.items():
    setattr(_Counted, _name, _comparing(_sign, _function))
for _sign, (_name, _function) in _ARITHMETIC.items():
    setattr(_Counted, f"__{_name}__", _computing(_sign, _function, reflected=False))
    setattr(_Counted, f"__r{_name}__", _computing(_sign, _function, reflected=True))


def count_comparisons(function: Callable[..., object], *args: Any) -> int:
    """Call a function with counted values and return how many comparisons it made of them.

    Parameters
    ----------
    function
        What to call. It sees comparisons as they are; the result is thrown away.
    args
        Its arguments. The elements of lists and tuples are wrapped (not deeper), and so are
        numbers and texts given on their own.

    Returns
    -------
    int
        The comparisons, in whatever code made them: `sorted` is counted too.

    Examples
    --------
    >>> count_comparisons(sorted, [1, 2, 3, 4])
    3
    >>> count_comparisons(lambda values, target: target in values, [5, 3, 8], 8)
    3
    """
    counter = OperationCounter()
    function(*(_wrap(argument, counter) for argument in args))
    return counter.comparisons


def _wrap(argument: Any, counter: OperationCounter) -> Any:
    if isinstance(argument, list):
        return [counter(value) for value in argument]
    if isinstance(argument, tuple):
        return tuple(counter(value) for value in argument)
    return counter(argument) if isinstance(argument, int | float | str) else argument
