"""What both hash maps share: all of a dictionary's interface that follows from a few methods.

Where a key lies is not here; that is what the two differ in.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import (
    Callable,
    Hashable,
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

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def fnv_1a(text: str | bytes, seed: int = 0) -> int:
    """Hash text by FNV-1a with 64 bits: a hash function that one can read.

    For each byte: exclusive or, then multiply by a prime. The same on every machine and in every
    run, unlike `hash` of a text. It does not withstand an attacker, seed or no seed: collisions are
    easily made, which is why Python uses SipHash with a secret key.

    Parameters
    ----------
    text
        Text, taken as UTF-8, or bytes.
    seed
        Mixed into the start.

    Returns
    -------
    int
        From 0 to 2**64 - 1.

    References
    ----------
    Fowler, Noll, Vo, Eastlake (2019), *The FNV Non-Cryptographic Hash Algorithm*, section 2.

    Examples
    --------
    >>> hex(fnv_1a("a"))
    '0xaf63dc4c8601ec8c'
    """
    value = 0xCBF29CE484222325 ^ (seed & 0xFFFFFFFFFFFFFFFF)
    for byte in text.encode() if isinstance(text, str) else text:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


class MappingBase(MutableMapping[K, V]):
    """A dictionary, from getting, setting, deleting and iterating."""

    _hash: Callable[[Any], int]

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
        if not isinstance(other, MappingBase | dict):
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
