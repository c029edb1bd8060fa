"""From a folder to a tree, and from a tree to the index that ``git status`` compares with."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from journey.programming.git._content import EXECUTABLE, FILE, FOLDER, SYMLINK, Tree, TreeEntry
from journey.programming.git._errors import GitError
from journey.programming.git._store import ObjectStore

__all__ = ["index_bytes", "walk_tree", "write_tree"]


def write_tree(
    store: ObjectStore,
    folder: str | os.PathLike[str],
    *,
    ignore: Callable[[str], bool] = lambda path: False,
) -> str:
    r"""Write a folder with all that is in it as a tree, and return its name.

    As in git, a file has two modes and an empty folder is nothing. Line ends are kept as they are,
    and ``.gitignore`` is not read. On Windows no file is executable.

    Parameters
    ----------
    store
        Where objects are written.
    folder
        The folder; ``.git`` in it is left out.
    ignore
        Given a path with slashes, says whether to leave it out.

    Returns
    -------
    str

    Raises
    ------
    GitError
        If a repository lies below the folder, or something that is no file, link or folder.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from journey.programming.git import MemoryStore
    >>> store = MemoryStore()
    >>> with tempfile.TemporaryDirectory() as name:
    ...     size = pathlib.Path(name, "hello").write_bytes(b"hello\n")
    ...     tree = write_tree(store, name)
    >>> store.tree(tree).entries[0].id
    'ce013625030ba8dba906f756967f9e9ca394464a'
    """
    return _write(store, os.fspath(folder), "", ignore) or store.write(Tree())


def _write(store: ObjectStore, folder: str, path: str, ignore: Callable[[str], bool]) -> str | None:
    entries = []
    with os.scandir(folder) as items:
        listed = sorted(items, key=lambda item: item.name)
    for item in listed:
        inner = f"{path}{item.name}"
        name = os.fsencode(item.name)
        if name == b".git":
            if path:
                raise GitError(f"{path} is a repository of its own; submodules are not written")
            continue
        if ignore(inner):
            continue
        if item.is_symlink():
            link = os.fsencode(Path(item.path).readlink()).replace(os.fsencode(os.sep), b"/")
            entries.append(TreeEntry(SYMLINK, name, store.write_raw("blob", link)))
        elif item.is_dir():
            tree = _write(store, item.path, inner + "/", ignore)
            entries += [TreeEntry(FOLDER, name, tree)] if tree else []
        elif item.is_file():
            blob = store.write_raw("blob", Path(item.path).read_bytes())
            executable = os.name != "nt" and item.stat().st_mode & stat.S_IXUSR
            entries.append(TreeEntry(EXECUTABLE if executable else FILE, name, blob))
        else:
            raise GitError(f"{inner} is neither file, link nor folder")
    return store.write(Tree(entries)) if entries else None


def walk_tree(
    store: ObjectStore, tree: str, prefix: bytes = b""
) -> Iterator[tuple[bytes, TreeEntry]]:
    """Go through all files of a tree, in git's order.

    Parameters
    ----------
    store
        Holds the trees.
    tree
        Name of a tree, or of a commit.
    prefix
        Put before each path.

    Yields
    ------
    (bytes, TreeEntry)
        Path and entry.

    Examples
    --------
    >>> from journey.programming.git import Blob, MemoryStore
    >>> store = MemoryStore()
    >>> inner = store.write(Tree([TreeEntry(0o100644, b"b", Blob(b"").id)]))
    >>> outer = store.write(Tree([TreeEntry(0o40000, b"a", inner)]))
    >>> [path for path, _ in walk_tree(store, outer)]
    [b'a/b']
    """
    for entry in store.tree(tree).entries:
        if entry.mode == FOLDER:
            yield from walk_tree(store, entry.id, prefix + entry.name + b"/")
        else:
            yield prefix + entry.name, entry


def index_bytes(store: ObjectStore, tree: str) -> bytes:
    r"""Return an index (version 2) that says: this tree is what was added.

    Times and sizes of files are zero, so git compares their contents at its next look.

    Parameters
    ----------
    store
        Holds the trees.
    tree
        Name of a tree, or of a commit.

    Returns
    -------
    bytes
        Content of the file ``index``.

    References
    ----------
    Git documentation, *gitformat-index*.

    Examples
    --------
    >>> from journey.programming.git import MemoryStore
    >>> store = MemoryStore()
    >>> index_bytes(store, store.write(Tree()))[:12]
    b'DIRC\x00\x00\x00\x02\x00\x00\x00\x00'
    """
    entries = sorted(walk_tree(store, tree))
    out = struct.pack(">4sII", b"DIRC", 2, len(entries))
    for path, entry in entries:
        head = struct.pack(">6I", 0, 0, 0, 0, 0, 0) + struct.pack(">4I", entry.mode, 0, 0, 0)
        head += bytes.fromhex(entry.id) + struct.pack(">H", min(len(path), 0xFFF)) + path
        out += head + b"\0" * (8 - len(head) % 8)
    return out + hashlib.sha1(out, usedforsecurity=False).digest()
