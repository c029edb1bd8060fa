"""What changed between two trees, and between two texts, in the form that ``git apply`` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from journey.programming.git._content import SUBMODULE, TreeEntry
from journey.programming.git._myers import diff_opcodes, edit_distance
from journey.programming.git._store import ObjectStore

__all__ = ["Change", "diff_trees", "numstat", "patch", "unified_diff"]


@dataclass(frozen=True)
class Change:
    """One path that differs between two trees.

    Parameters
    ----------
    path
        From the root of the tree, in bytes.
    old, new
        What was there and what is; None where there is nothing.

    Examples
    --------
    >>> Change(b"a/b", None, TreeEntry(0o100644, b"b", "1" * 40)).status
    'A'
    """

    path: bytes
    old: TreeEntry | None
    new: TreeEntry | None

    @property
    def status(self) -> str:
        """``A`` added, ``D`` deleted, ``T`` of another type, ``M`` modified, as git's letters."""
        if self.old is None or self.new is None:
            return "A" if self.old is None else "D"
        return "T" if self.old.mode >> 12 != self.new.mode >> 12 else "M"


def diff_trees(
    store: ObjectStore, old: str | None, new: str | None, prefix: bytes = b""
) -> Iterator[Change]:
    """Find the files that differ between two trees, in git's order.

    Equal names mean equal content, so a folder that did not change is not even read: the cost is
    that of the folders on the way to changes, however large the rest.

    Parameters
    ----------
    store
        Holds the trees.
    old, new
        Names of trees, or commits; None is the empty tree.
    prefix
        Put before each path.

    Yields
    ------
    Change

    Examples
    --------
    >>> from journey.programming.git import Blob, MemoryStore, Tree
    >>> store = MemoryStore()
    >>> one = store.write(Tree([TreeEntry(0o100644, b"a", Blob(b"1").id)]))
    >>> two = store.write(Tree([TreeEntry(0o100644, b"b", Blob(b"1").id)]))
    >>> [(change.status, change.path) for change in diff_trees(store, one, two)]
    [('D', b'a'), ('A', b'b')]
    """
    if old == new:
        return
    before = {entry.sort_key: entry for entry in store.tree(old).entries} if old else {}
    after = {entry.sort_key: entry for entry in store.tree(new).entries} if new else {}
    for key in sorted(before.keys() | after.keys()):
        one, two = before.get(key), after.get(key)
        if one == two:
            continue
        if key.endswith(b"/"):
            ids = (one.id if one else None, two.id if two else None)
            yield from diff_trees(store, *ids, prefix + key)
        else:
            yield Change(prefix + key, one, two)


def _lines(text: bytes) -> list[bytes]:
    """Split behind each line feed, and nowhere else; the last line may lack its own."""
    return [line for line in text.replace(b"\n", b"\n\0").split(b"\0") if line]


def _binary(text: bytes) -> bool:
    return b"\0" in text[:8000]


def unified_diff(old: bytes, new: bytes, context: int = 3) -> bytes:
    r"""Return the hunks that turn one text into another, with the fewest changed lines.

    Parameters
    ----------
    old, new
        The texts, in bytes and free of NUL.
    context
        Lines around each change.

    Returns
    -------
    bytes
        Hunks without the two lines that name the files; empty where the texts are equal. Takes
        O((n + m) d) steps for n and m lines and d changed ones.

    Raises
    ------
    ValueError
        If the context is negative.

    Examples
    --------
    >>> print(unified_diff(b"a\nb\nc\n", b"a\nc\nd", context=1).decode(), end="")
    @@ -1,3 +1,3 @@
     a
    -b
     c
    +d
    \ No newline at end of file
    """
    if context < 0:
        raise ValueError(f"context must not be negative, got {context}")
    a, b = _lines(old), _lines(new)
    out: list[bytes] = []
    for hunk in _hunks(diff_opcodes(a, b), context):
        (_, i1, _, j1, _), (_, _, i2, _, j2) = hunk[0], hunk[-1]
        out.append(b"@@ -%s +%s @@\n" % (_range(i1, i2), _range(j1, j2)))
        for kind, p1, p2, q1, q2 in hunk:
            if kind == "equal":
                out += [b" " + line for line in a[p1:p2]]
            else:
                out += [b"-" + line for line in a[p1:p2]] + [b"+" + line for line in b[q1:q2]]
    end = b"\n\\ No newline at end of file\n"
    return b"".join(line if line.endswith(b"\n") else line + end for line in out)


def _range(start: int, stop: int) -> bytes:
    """Return where a hunk stands: counted from 1, a single line without its length."""
    size = stop - start
    if size == 1:
        return b"%d" % (start + 1)
    return b"%d,%d" % (start + (size > 0), size)


_Code = tuple[str, int, int, int, int]


def _hunks(codes: list[_Code], context: int) -> Iterator[list[_Code]]:
    """Group changes that are at most two contexts apart, each group with its context."""
    hunk: list[_Code] = []
    for at, (kind, i1, i2, j1, j2) in enumerate(codes):
        if kind != "equal":
            hunk.append((kind, i1, i2, j1, j2))
            continue
        head = min(context, i2 - i1) if hunk else 0  # behind the change before
        tail = min(context, i2 - i1) if at + 1 < len(codes) else 0  # before the change behind
        if hunk and tail and i2 - i1 <= 2 * context:
            hunk.append((kind, i1, i2, j1, j2))
            continue
        if hunk:
            hunk.append((kind, i1, i1 + head, j1, j1 + head))
            yield hunk
        hunk = [(kind, i2 - tail, i2, j2 - tail, j2)] if at + 1 < len(codes) else []
    if hunk:
        yield hunk


def numstat(old: bytes, new: bytes) -> tuple[int, int] | None:
    r"""Count added and deleted lines of the smallest difference; None where a text is binary.

    Parameters
    ----------
    old, new
        The texts.

    Returns
    -------
    (int, int) or None

    Examples
    --------
    >>> numstat(b"a\nb\n", b"b\nc\nd\n"), numstat(b"\0", b"")
    ((2, 1), None)
    """
    if _binary(old) or _binary(new):
        return None
    a, b = _lines(old), _lines(new)
    changed = edit_distance(a, b)
    return (changed + len(b) - len(a)) // 2, (changed + len(a) - len(b)) // 2


def _quoted(path: bytes) -> bytes:
    """Write a path as git does: in quotes where a byte is not plain ASCII."""
    short = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}
    if all(31 < byte < 127 and byte not in short for byte in path):
        return path
    text = "".join(
        f"\\{short[byte]}" if byte in short else chr(byte) if 31 < byte < 127 else f"\\{byte:03o}"
        for byte in path
    )
    return f'"{text}"'.encode()


def patch(store: ObjectStore, change: Change, context: int = 3) -> bytes:
    r"""Return a change of one file in the form that ``git apply`` reads.

    Renames are not looked for. A binary file is only named, as ``git diff`` does by default. A
    change of type is a deletion and an addition.

    Parameters
    ----------
    store
        Holds the blobs.
    change
        What [diff_trees][journey.programming.git.diff_trees] found.
    context
        Lines around each change.

    Returns
    -------
    bytes

    Examples
    --------
    >>> from journey.programming.git import Blob, MemoryStore
    >>> store = MemoryStore()
    >>> entry = TreeEntry(0o100644, b"a", store.write(Blob(b"one\n")))
    >>> print(patch(store, Change(b"a", None, entry)).decode(), end="")
    diff --git a/a b/a
    new file mode 100644
    index 0000000..5626abf
    --- /dev/null
    +++ b/a
    @@ -0,0 +1 @@
    +one
    """
    if change.status == "T":
        gone, come = Change(change.path, change.old, None), Change(change.path, None, change.new)
        return patch(store, gone, context) + patch(store, come, context)
    old, new = change.old, change.new
    left, right = _quoted(b"a/" + change.path), _quoted(b"b/" + change.path)
    out = b"diff --git %s %s\n" % (left, right)
    if old is None and new is not None:
        out, left = out + b"new file mode %o\n" % new.mode, b"/dev/null"
    elif new is None and old is not None:
        out, right = out + b"deleted file mode %o\n" % old.mode, b"/dev/null"
    elif old and new and old.mode != new.mode:
        out += b"old mode %o\nnew mode %o\n" % (old.mode, new.mode)
    names = [entry.id if entry else "0" * 40 for entry in (old, new)]
    if names[0] == names[1]:
        return out
    same = b" %o" % new.mode if old and new and old.mode == new.mode else b""
    out += b"index %s..%s%s\n" % (names[0][:7].encode(), names[1][:7].encode(), same)
    a, b = _content(store, old), _content(store, new)
    if _binary(a) or _binary(b):
        return out + b"Binary files %s and %s differ\n" % (left, right)
    hunks = unified_diff(a, b, context)
    # A tab ends a name that has a space in it, or readers would take the rest for a date.
    ends = [b"\t" if b" " in side and side[:1] != b'"' else b"" for side in (left, right)]
    return out + (
        b"--- %s%s\n+++ %s%s\n" % (left, ends[0], right, ends[1]) + hunks if hunks else b""
    )


def _content(store: ObjectStore, entry: TreeEntry | None) -> bytes:
    if entry is None:
        return b""
    if entry.mode == SUBMODULE:
        return b"Subproject commit %s\n" % entry.id.encode()
    return store.blob(entry.id)
