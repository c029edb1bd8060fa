"""Where objects live: a dictionary, or a folder with one compressed file each."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from journey.programming.git._content import KINDS, Tree, hash_object
from journey.programming.git._errors import MissingObjectError, ObjectError
from journey.programming.git._objects import Commit, GitObject, Tag, parse_object

__all__ = ["LooseStore", "MemoryStore", "ObjectStore"]


class ObjectStore:
    """What all stores can do; the two methods with ``_raw`` are for each to write.

    Content is its own address: writing the same again changes nothing, and what is read can be
    checked against the name that it was asked for by.

    Attributes
    ----------
    reads
        How many objects were read, to count what an algorithm costs.

    Examples
    --------
    >>> ObjectStore().read_raw("0" * 40)
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.MissingObjectError: object 0000000000 is not in this store
    """

    reads = 0

    def read_raw(self, name: str) -> tuple[str, bytes]:
        """Return kind and bytes of an object; MissingObjectError where it is not there."""
        raise MissingObjectError(f"object {name[:10]} is not in this store")

    def write_raw(self, kind: str, data: bytes) -> str:
        """Keep some bytes and return their name."""
        raise TypeError(f"{type(self).__name__} can only be read")

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __contains__(self, name: object) -> bool:
        return any(name == other for other in self)

    def read(self, name: str) -> GitObject:
        """Return an object, parsed."""
        self.reads += 1
        return parse_object(*self.read_raw(name))

    def write(self, item: GitObject) -> str:
        """Keep an object and return its name."""
        return self.write_raw(item.kind, item.serialize())

    def blob(self, name: str) -> bytes:
        """Return the bytes of a blob; ObjectError where it is something else."""
        kind, data = self.read_raw(name)
        self.reads += 1
        if kind != "blob":
            raise ObjectError(f"{name[:10]} must be a blob, is a {kind}")
        return data

    def commit(self, name: str) -> Commit:
        """Return a commit, through annotated tags; ObjectError where it is something else."""
        item = self.read(name)
        while isinstance(item, Tag):
            item = self.read(item.object)
        if not isinstance(item, Commit):
            raise ObjectError(f"{name[:10]} must be a commit, is a {item.kind}")
        return item

    def tree(self, name: str) -> Tree:
        """Return a tree, also that of a commit or tag; ObjectError where there is none."""
        item = self.read(name)
        while isinstance(item, Tag):
            item = self.read(item.object)
        if isinstance(item, Commit):
            item = self.read(item.tree)
        if not isinstance(item, Tree):
            raise ObjectError(f"{name[:10]} must be a tree, is a {item.kind}")
        return item

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the names of the commits before a commit."""
        return self.commit(name).parents


class MemoryStore(ObjectStore):
    """Objects in a dictionary: the whole idea in four lines, and enough for a browser.

    Examples
    --------
    >>> from journey.programming.git import Blob
    >>> store = MemoryStore()
    >>> store.write(Blob(b"hello")) == store.write(Blob(b"hello"))
    True
    >>> len(list(store))
    1
    """

    def __init__(self) -> None:
        self._objects: dict[str, tuple[str, bytes]] = {}

    def read_raw(self, name: str) -> tuple[str, bytes]:
        """Return kind and bytes of an object; MissingObjectError where it is not there."""
        if name not in self._objects:
            raise MissingObjectError(f"object {name[:10]} is not in this store")
        return self._objects[name]

    def write_raw(self, kind: str, data: bytes) -> str:
        """Keep some bytes and return their name."""
        name = hash_object(data, kind)
        self._objects.setdefault(name, (kind, data))
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self._objects)

    def __contains__(self, name: object) -> bool:
        return name in self._objects


class LooseStore(ObjectStore):
    """Objects as git first writes them: one compressed, read-only file each.

    A file is written under another name, then renamed: nobody ever sees half an object. One that
    is there is never written again.

    Parameters
    ----------
    folder
        The folder ``objects`` of a repository.
    durable
        Whether each write waits until the disk has it, which is slow. Git's own default is not to,
        for loose objects: after a power cut the last ones may be damaged, and that is noticed.

    Examples
    --------
    >>> from journey.programming.git import Blob
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = LooseStore(folder)
    ...     name = store.write(Blob(b"hello"))
    ...     store.blob(name), store.path(name).parent.name
    (b'hello', 'b6')
    """

    def __init__(self, folder: str | os.PathLike[str], *, durable: bool = False) -> None:
        self.folder = Path(folder)
        self.durable = durable

    def path(self, name: str) -> Path:
        """Return the file of an object: the first two digits are a folder."""
        return self.folder / name[:2] / name[2:]

    def read_raw(self, name: str) -> tuple[str, bytes]:
        """Return kind and bytes of an object.

        MissingObjectError where it is not there, ObjectError where its bytes are damaged.
        """
        try:
            packed = self.path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise MissingObjectError(f"object {name[:10]} is not in this store") from None
        try:
            content = zlib.decompress(packed)
        except zlib.error as error:
            raise ObjectError(f"object {name[:10]}: the file is damaged ({error})") from None
        header, _, data = content.partition(b"\0")
        match = re.fullmatch(rb"([a-z]+) (0|[1-9][0-9]*)", header)
        if match is None or match[1].decode() not in KINDS:
            raise ObjectError(f"object {name[:10]}: header {header[:40]!r} is not 'kind size'")
        if len(data) != int(match[2]):
            raise ObjectError(
                f"object {name[:10]}: {int(match[2])} bytes announced, {len(data)} came"
            )
        kind = match[1].decode()
        if hash_object(data, kind) != name:
            raise ObjectError(f"object {name[:10]}: its bytes have another name, so they changed")
        return kind, data

    def write_raw(self, kind: str, data: bytes) -> str:
        """Keep some bytes and return their name."""
        name = hash_object(data, kind)
        path = self.path(name)
        if path.exists():
            return name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix="tmp_obj_", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(zlib.compress(f"{kind} {len(data)}\0".encode() + data))
                if self.durable:
                    file.flush()
                    os.fsync(file.fileno())
            os.chmod(temporary, 0o444)
            if path.exists():  # another writer was faster, with the same bytes
                _unlink(temporary)
            else:
                os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                _unlink(temporary)
            raise
        return name

    def __iter__(self) -> Iterator[str]:
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if re.fullmatch("[0-9a-f]{38}", path.name):
                    yield folder.name + path.name

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and len(name) == 40 and self.path(name).is_file()


def _unlink(path: str) -> None:
    os.chmod(path, 0o600)  # a read-only file cannot be removed on Windows
    Path(path).unlink()
