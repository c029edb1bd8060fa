"""A cache that forgets what was not used for longest: a hash map and a ring of links, together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from reprlib import recursive_repr
from typing import Any, Generic, TypeVar

from journey.programming.linear._hash_map import HashMap

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Entry:
    __slots__ = ("after", "before", "key", "value")

    def __init__(self, key: Any = None, value: Any = None) -> None:
        self.key, self.value = key, value
        self.before: _Entry = self
        self.after: _Entry = self


class LRUCache(MutableMapping[K, V], Generic[K, V]):
    """A mapping of bounded size that drops the pair not used for longest.

    The hash map finds a pair's link in constant time; the links form a ring in the order of use,
    out of which one is taken and put to the end in constant time. Getting and setting are use;
    `in`, `peek` and iterating are not. It iterates from the one to be
    dropped next to the one used last.

    Parameters
    ----------
    maxsize
        Most pairs it keeps, 0 or more; no bound where it is None.
    items
        A mapping, or pairs, set at first in their order.

    Attributes
    ----------
    hits, misses : int
        How often `cache[key]` and `get` found the key, and did not.

    Raises
    ------
    KeyError
        If a key is not there.
    TypeError
        If a key cannot be hashed, or `maxsize` is no whole number.
    ValueError
        If `maxsize` is below 0.
    RuntimeError
        If the cache is used or changed while it is iterated over.

    References
    ----------
    Sleator, Tarjan (1985), *Amortized efficiency of list update and paging rules*, Communications
    of the ACM 28(2), section 3.

    Examples
    --------
    >>> cache = LRUCache(2, {"a": 1, "b": 2})
    >>> cache["a"]
    1
    >>> cache["c"] = 3
    >>> cache, cache.get("b"), cache.hits, cache.misses
    (LRUCache(2, {'a': 1, 'c': 3}), None, 1, 1)
    """

    def __init__(
        self, maxsize: int | None = 128, items: Mapping[K, V] | Iterable[tuple[K, V]] = ()
    ) -> None:
        if maxsize is not None:
            if isinstance(maxsize, bool) or not hasattr(maxsize, "__index__"):
                kind = type(maxsize).__name__
                raise TypeError(f"LRUCache: maxsize: expected a whole number or None, got {kind}")
            if maxsize < 0:
                raise ValueError(f"LRUCache: maxsize: expected 0 or more, got {maxsize}")
        self._maxsize = maxsize
        self.hits = self.misses = 0
        self.clear()
        self.update(items)

    @property
    def maxsize(self) -> int | None:
        """Most pairs it keeps."""
        return self._maxsize

    def _take_out(self, entry: _Entry) -> None:
        entry.before.after, entry.after.before = entry.after, entry.before

    def _put_last(self, entry: _Entry) -> None:
        last = self._root.before
        entry.before, entry.after = last, self._root
        last.after = self._root.before = entry
        self._changes += 1

    def __getitem__(self, key: K) -> V:
        entry = self._found.get(key)
        if entry is None:
            self.misses += 1
            raise KeyError(key)
        self.hits += 1
        self._take_out(entry)
        self._put_last(entry)
        value: V = entry.value
        return value

    def __setitem__(self, key: K, value: V) -> None:
        entry = self._found.get(key)
        if entry is not None:
            entry.value = value
            self._take_out(entry)
        else:
            entry = self._found[key] = _Entry(key, value)
        self._put_last(entry)
        if self._maxsize is not None and len(self._found) > self._maxsize:
            del self[self._root.after.key]

    def __delitem__(self, key: K) -> None:
        self._take_out(self._found.pop(key))
        self._changes += 1

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, key: object) -> bool:
        return key in self._found

    def _walk(self, forwards: bool) -> Iterator[K]:
        changes = self._changes
        entry = self._root
        while (entry := entry.after if forwards else entry.before) is not self._root:
            yield entry.key
            if self._changes != changes:
                raise RuntimeError("LRUCache: used or changed while it was iterated over")

    def __iter__(self) -> Iterator[K]:
        return self._walk(forwards=True)

    def __reversed__(self) -> Iterator[K]:
        return self._walk(forwards=False)

    def peek(self, key: K) -> V:
        """Return a key's value without counting it as use.

        Parameters
        ----------
        key
            Which one.

        Returns
        -------
        object
            Its value.

        Raises
        ------
        KeyError
            If the key is not there.
        """
        value: V = self._found[key].value
        return value

    def pop(self, key: K, *default: Any) -> Any:
        """Take away a key and return its value, or a default where the key is missing."""
        if len(default) > 1:
            raise TypeError(f"LRUCache: pop: expected one default, got {len(default)}")
        if default and key not in self._found:
            return default[0]
        value = self.peek(key)
        del self[key]
        return value

    def popitem(self) -> tuple[K, V]:
        """Take away the pair not used for longest.

        Returns
        -------
        tuple
            Key and value.

        Raises
        ------
        KeyError
            If there is none.
        """
        if not self._found:
            raise KeyError("LRUCache: popitem from an empty one")
        entry = self._root.after
        del self[entry.key]
        return entry.key, entry.value

    def clear(self) -> None:
        """Take away all pairs; the counts of hits and misses stay."""
        self._found: HashMap[K, _Entry] = HashMap()
        self._root = _Entry()  # before the first and after the last
        self._changes = getattr(self, "_changes", 0) + 1

    def items(self) -> Any:
        """Return the pairs in the order of use, as a list; reading them is no use."""
        return [(key, self.peek(key)) for key in self]

    def values(self) -> Any:
        """Return the values in the order of use, as a list; reading them is no use."""
        return [self.peek(key) for key in self]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LRUCache):
            return NotImplemented
        return self._maxsize == other._maxsize and self.items() == other.items()

    @recursive_repr("{...}")
    def __repr__(self) -> str:
        inside = ", ".join(f"{key!r}: {value!r}" for key, value in self.items())
        return f"LRUCache({self._maxsize}, {{{inside}}})"
