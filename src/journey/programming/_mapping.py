"""All of a dictionary's interface that follows from a few methods: for hash maps and search trees.

Where a key lies is not here; that is what they differ in.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    MutableMapping,
    ValuesView,
)
from reprlib import recursive_repr
from typing import Any, Self, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class MappingBase(MutableMapping[K, V]):
    """A dictionary, from getting, setting, deleting and iterating."""

    @abstractmethod
    def _pairs(self) -> Iterator[tuple[K, V]]:
        """Go through keys with their values; a `RuntimeError` if keys come or go meanwhile."""

    @abstractmethod
    def _empty(self) -> Self:
        """Return a new one with the same settings and nothing in it."""

    def __iter__(self) -> Iterator[K]:
        return (key for key, _ in self._pairs())

    def keys(self) -> KeysView[K]:
        """Return a live view of the keys, which can be used as a set."""
        return KeysView(self)

    def values(self) -> ValuesView[V]:
        """Return a live view of the values."""
        return _Values(self)

    def items(self) -> ItemsView[K, V]:
        """Return a live view of the pairs, which can be used as a set."""
        return _Items(self)

    @classmethod
    def fromkeys(cls, keys: Iterable[K], value: Any = None) -> Self:
        """Return a new one in which all keys have one value."""
        fresh = cls()
        for key in keys:
            fresh[key] = value
        return fresh

    def copy(self) -> Self:
        """Return a new one with the same pairs."""
        fresh = self._empty()
        for key, value in self._pairs():
            fresh[key] = value
        return fresh

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        if len(self) != len(other):
            return False
        missing = object()
        for key, value in self._pairs():
            held = other.get(key, missing)
            if held is not value and not held == value:
                return False
        return True

    def __or__(self, other: Any) -> Self:
        if not isinstance(other, Mapping):
            return NotImplemented
        both = self.copy()
        both.update(other)
        return both

    def __ror__(self, other: Any) -> Self:
        if not isinstance(other, Mapping):
            return NotImplemented
        both = self._empty()
        both.update(other)
        both.update(self)
        return both

    def __ior__(self, other: Any) -> Self:
        self.update(other)
        return self

    @recursive_repr("{...}")
    def __repr__(self) -> str:
        inside = ", ".join(f"{key!r}: {value!r}" for key, value in self._pairs())
        return f"{type(self).__name__}({{{inside}}})"


class _Values(ValuesView[V]):
    _mapping: MappingBase[Any, V]

    def __iter__(self) -> Iterator[V]:  # without looking every key up again
        return (value for _, value in self._mapping._pairs())


class _Items(ItemsView[K, V]):
    _mapping: MappingBase[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._pairs()
