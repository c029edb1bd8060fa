"""A trie: one node a letter, so words that begin alike share their beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Self, TypeVar

V = TypeVar("V")
_NOTHING: Any = object()


class _Node:
    """What the letters so far lead to."""

    __slots__ = ("children", "count", "value")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.count = 0  # words here and below
        self.value: Any = _NOTHING


class Trie(MutableMapping[str, V]):
    r"""A mapping from words to values that answers questions about beginnings.

    Finding, adding and deleting a word take as many steps as it has letters, however many words
    there are. Words come in the order of their code points, as `sorted` puts them. Nodes that no
    word needs any more are removed. Chains of single children are not joined, as in a radix tree.

    Parameters
    ----------
    items
        Words, whose values are then None; or a mapping of words to values.

    Attributes
    ----------
    nodes : int
        Nodes, the root among them.
    steps : int
        Letters followed so far.

    Raises
    ------
    KeyError
        If a word is not there.
    TypeError
        If a word is no text.
    RuntimeError
        If words are added or deleted while it is iterated over.

    References
    ----------
    Fredkin (1960), *Trie memory*, Communications of the ACM 3(9).

    Examples
    --------
    >>> trie = Trie(["car", "cart", "care", "dog"])
    >>> list(trie.with_prefix("car")), trie.count_prefix("ca"), trie.nodes
    (['car', 'care', 'cart'], 3, 9)
    >>> trie.longest_prefix("cartwheel")
    'cart'
    >>> del trie["cart"]
    >>> "cart" in trie, "car" in trie
    (False, True)
    """

    def __init__(self, items: Mapping[str, V] | Iterable[str] = ()) -> None:
        self._root = _Node()
        self._changes = self.steps = 0
        self.nodes = 1
        if isinstance(items, Mapping):
            self.update(items)
        else:
            for word in items:
                self.insert(word)

    def _find(self, prefix: Any) -> _Node | None:
        """Return where the letters lead."""
        if not isinstance(prefix, str):
            raise TypeError(f"Trie: word: expected text, got {type(prefix).__name__}")
        node: _Node | None = self._root
        for letter in prefix:
            assert node is not None
            self.steps += 1
            node = node.children.get(letter)
            if node is None:
                return None
        return node

    def __len__(self) -> int:
        return self._root.count

    def __contains__(self, word: object) -> bool:
        node = self._find(word)
        return node is not None and node.value is not _NOTHING

    def __getitem__(self, word: str) -> V:
        node = self._find(word)
        if node is None or node.value is _NOTHING:
            raise KeyError(word)
        value: V = node.value
        return value

    def insert(self, word: str, value: Any = None) -> None:
        """Add a word, or give it another value."""
        self[word] = value

    def __setitem__(self, word: str, value: V) -> None:
        known = self._find(word)
        if known is not None and known.value is not _NOTHING:
            known.value = value
            return
        node = self._root
        node.count += 1
        for letter in word:
            child = node.children.get(letter)
            if child is None:
                child = node.children[letter] = _Node()
                self.nodes += 1
            node = child
            node.count += 1
        node.value = value
        self._changes += 1

    def delete(self, word: str) -> None:
        """Take away a word; the same as `del trie[word]`."""
        del self[word]

    def __delitem__(self, word: str) -> None:
        if word not in self:
            raise KeyError(word)
        node = self._root
        node.count -= 1
        self._changes += 1
        for place, letter in enumerate(word):
            child = node.children[letter]
            child.count -= 1
            if not child.count:  # nothing else is below, so the rest of the word is one chain
                del node.children[letter]
                self.nodes -= len(word) - place
                return
            node = child
        node.value = _NOTHING

    def __iter__(self) -> Iterator[str]:
        return self.with_prefix("")

    def with_prefix(self, prefix: str) -> Iterator[str]:
        """Go through the words that begin with these letters, in order.

        Parameters
        ----------
        prefix
            The letters; none of them for all words.
        """
        node = self._find(prefix)
        return iter(()) if node is None else self._below(prefix, node)

    def _below(self, prefix: str, node: _Node) -> Iterator[str]:
        changes = self._changes
        letters: list[str] = []
        stack = [(0, "", node)]
        while stack:
            depth, letter, node = stack.pop()
            del letters[depth:]
            letters.append(letter)
            if node.value is not _NOTHING:
                yield prefix + "".join(letters)
                if self._changes != changes:
                    raise RuntimeError("Trie: words came or went while it was iterated over")
            for letter in sorted(node.children, reverse=True):
                stack.append((depth + 1, letter, node.children[letter]))

    def count_prefix(self, prefix: str) -> int:
        """Return how many words begin with these letters, in as many steps as there are letters."""
        node = self._find(prefix)
        return 0 if node is None else node.count

    def longest_prefix(self, text: str) -> str | None:
        """Return the longest word that `text` begins with, or None.

        Parameters
        ----------
        text
            The text; it may be a word itself.
        """
        if not isinstance(text, str):
            raise TypeError(f"Trie: text: expected text, got {type(text).__name__}")
        node, best = self._root, None if self._root.value is _NOTHING else 0
        for place, letter in enumerate(text, 1):
            child = node.children.get(letter)
            if child is None:
                break
            self.steps += 1
            node = child
            if node.value is not _NOTHING:
                best = place
        return None if best is None else text[:best]

    def clear(self) -> None:
        """Take away all words."""
        self._root = _Node()
        self.nodes = 1
        self._changes += 1

    def copy(self) -> Self:
        """Return a new one with the same words and values."""
        return type(self)(dict(self.items()))

    __copy__ = copy

    def __reduce__(self) -> tuple[Any, ...]:
        """Be pickled word by word: long words would exceed the recursion limit."""
        return type(self), (), None, None, iter(list(self.items()))

    def __repr__(self) -> str:
        inside = ", ".join(f"{word!r}: {value!r}" for word, value in self.items())
        return f"Trie({{{inside}}})"
