"""Commits and annotated tags, and all four kinds of objects read from bytes: byte for byte.

An object's name is the SHA-1 of its kind, its size and its bytes, so every byte counts: order of
entries, spaces, time zones. Reading therefore keeps what it does not understand (signatures,
unknown headers), and refuses what ``git fsck --strict`` refuses. Left out: the checks for names
that only some file systems mistake for ``.git``, and repositories of SHA-256.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from journey.programming.git._content import KINDS, Blob, Tree, hash_object
from journey.programming.git._errors import ObjectError
from journey.programming.git._headers import (
    Header,
    Identity,
    check_headers,
    check_id,
    join_headers,
    split_headers,
)

__all__ = ["Commit", "GitObject", "Tag", "parse_object"]


@dataclass(frozen=True)
class Commit:
    r"""A tree, the commits before it, who and when, and why.

    Parameters
    ----------
    tree
        Name of the tree: the whole content, not a difference.
    parents
        Names of the commits before it: none for a first one, several for a merge.
    author, committer
        Who wrote the change, and who made this object; a rebase changes the second.
    message
        Bytes; UTF-8 unless a header ``encoding`` says otherwise.
    extra
        Further headers in their order, as names and values: ``encoding``, ``gpgsig``, unknown ones.

    Raises
    ------
    ObjectError
        If a name is not one of an object, or a header or the message cannot be written.

    Examples
    --------
    >>> me = Identity(b"Ada", b"ada@example.org", 0, "+0100")
    >>> commit = Commit(Tree().id, (), me, me, b"First\n\nBecause.\n")
    >>> commit.id, commit.subject
    ('cf86c0bf5f4943eb59e99bd563f24246a13c813f', 'First')
    """

    tree: str
    parents: tuple[str, ...]
    author: Identity
    committer: Identity
    message: bytes
    extra: tuple[Header, ...] = ()
    kind: ClassVar[str] = "commit"

    def __post_init__(self) -> None:
        check_id("commit", "tree", self.tree)
        for parent in self.parents:
            check_id("commit", "parent", parent)
        check_headers("commit", self.extra, {b"tree", b"parent", b"author", b"committer"})
        if b"\0" in self.message:
            raise ObjectError("commit: the message must not hold a NUL")

    @property
    def text(self) -> str:
        """The message as text, in the encoding that the commit names."""
        encoding = dict(self.extra).get(b"encoding", b"utf-8").decode("ascii", "replace")
        try:
            return self.message.decode(encoding, "replace")
        except LookupError:
            return self.message.decode("latin-1")

    @property
    def subject(self) -> str:
        """The first paragraph of the message, on one line."""
        return " ".join(self.text.lstrip("\n").partition("\n\n")[0].splitlines())

    def serialize(self) -> bytes:
        """Return the bytes that are hashed and stored."""
        headers: list[Header] = [(b"tree", self.tree.encode())]
        headers += [(b"parent", parent.encode()) for parent in self.parents]
        headers += [(b"author", self.author.serialize())]
        headers += [(b"committer", self.committer.serialize())]
        return join_headers(headers + list(self.extra), self.message)

    @property
    def id(self) -> str:
        """The object's name."""
        return hash_object(self.serialize(), self.kind)

    @classmethod
    def parse(cls, data: bytes) -> Commit:
        """Read a commit; ObjectError names the header that is missing or malformed."""
        headers, message = split_headers("commit", data)
        tree = headers.take(b"tree")
        parents = []
        while headers.next_is(b"parent"):
            parents.append(headers.take(b"parent").decode("ascii", "replace"))
        author = Identity.parse(headers.take(b"author"), "commit: author")
        committer = Identity.parse(headers.take(b"committer"), "commit: committer")
        names = (tree.decode("ascii", "replace"), tuple(parents))
        return cls(*names, author, committer, message, headers.rest())


@dataclass(frozen=True)
class Tag:
    r"""An annotated tag: a name for an object, with who, when and why.

    Parameters
    ----------
    object
        Name of the object.
    object_kind
        Its kind.
    name
        Name of the tag, in bytes.
    tagger
        Who made it; a few very old tags have none.
    message
        Bytes, with the signature at its end if there is one.
    extra
        Further headers.

    Raises
    ------
    ObjectError
        If the kind is unknown, or the name could not be that of a tag.

    Examples
    --------
    >>> me = Identity(b"Ada", b"ada@example.org", 0, "+0000")
    >>> tag = Tag(Tree().id, "tree", b"v1", me, b"One\n")
    >>> Tag.parse(tag.serialize()) == tag
    True
    """

    object: str
    object_kind: str
    name: bytes
    tagger: Identity | None
    message: bytes
    extra: tuple[Header, ...] = ()
    kind: ClassVar[str] = "tag"

    def __post_init__(self) -> None:
        check_id("tag", "object", self.object)
        if self.object_kind not in KINDS:
            raise ObjectError(
                f"tag: type must be one of {', '.join(KINDS)}, got {self.object_kind!r}"
            )
        if not self.name or b"\n" in self.name or b"\0" in self.name:
            raise ObjectError(f"tag: {self.name!r} is not the name of a tag")
        check_headers("tag", self.extra, {b"object", b"type", b"tag", b"tagger"})

    def serialize(self) -> bytes:
        """Return the bytes that are hashed and stored."""
        headers = [(b"object", self.object.encode()), (b"type", self.object_kind.encode())]
        headers += [(b"tag", self.name)]
        headers += [(b"tagger", self.tagger.serialize())] if self.tagger else []
        return join_headers(headers + list(self.extra), self.message)

    @property
    def id(self) -> str:
        """The object's name."""
        return hash_object(self.serialize(), self.kind)

    @classmethod
    def parse(cls, data: bytes) -> Tag:
        """Read an annotated tag; ObjectError names the header that is missing or malformed."""
        headers, message = split_headers("tag", data)
        target = headers.take(b"object").decode("ascii", "replace")
        kind = headers.take(b"type").decode("ascii", "replace")
        name = headers.take(b"tag")
        tagger = None
        if headers.next_is(b"tagger"):
            tagger = Identity.parse(headers.take(b"tagger"), "tag: tagger")
        return cls(target, kind, name, tagger, message, headers.rest())


GitObject: TypeAlias = Blob | Tree | Commit | Tag
_READERS: dict[str, Callable[[bytes], GitObject]] = {
    "blob": Blob.parse,
    "tree": Tree.parse,
    "commit": Commit.parse,
    "tag": Tag.parse,
}


def parse_object(kind: str, data: bytes) -> GitObject:
    """Read an object of a kind from its bytes. O(n).

    What comes back serializes to the same bytes.

    Parameters
    ----------
    kind
        ``"blob"``, ``"tree"``, ``"commit"`` or ``"tag"``.
    data
        The bytes, without the header of kind and size.

    Returns
    -------
    Blob, Tree, Commit or Tag

    Raises
    ------
    ObjectError
        If there is no such kind, or the bytes are not of its form.

    Examples
    --------
    >>> parse_object("blob", b"hello")
    Blob(data=b'hello')
    """
    if kind not in _READERS:
        raise ObjectError(f"kind must be one of {', '.join(KINDS)}, got {kind!r}")
    return _READERS[kind](data)
