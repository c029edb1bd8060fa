"""Packs: many objects in one file, most of them as differences from another.

Read only: an index of version 2 says where each object is; an object is whole, or a delta against
one earlier in the pack (by distance) or anywhere (by name).
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from journey.programming.git._content import hash_object
from journey.programming.git._errors import MissingObjectError, ObjectError
from journey.programming.git._store import ObjectStore

__all__ = ["Pack", "apply_delta"]

_KINDS = {1: "commit", 2: "tree", 3: "blob", 4: "tag"}
_OFFSET_DELTA, _NAME_DELTA = 6, 7


def _size(data: bytes, at: int) -> tuple[int, int]:
    """Return a size, seven bits a byte, the lowest first, and where it ends."""
    size = shift = 0
    while True:
        if at >= len(data):
            raise ObjectError("delta: cut off in a size")
        byte = data[at]
        size |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return size, at


def apply_delta(base: bytes, delta: bytes) -> bytes:
    """Return what a delta makes of a base: pieces copied from it, and new bytes. O(result).

    Parameters
    ----------
    base
        The object that the delta was made against.
    delta
        Size of the base, size of the result, then instructions.

    Returns
    -------
    bytes

    Raises
    ------
    ObjectError
        If sizes do not fit, or an instruction is cut off, unknown, or reaches past the base.

    References
    ----------
    Git documentation, *gitformat-pack*, section "Deltified representation".

    Examples
    --------
    >>> apply_delta(b"hello world", bytes([11, 10, 0b10010000, 6, 4]) + b"pack")
    b'hello pack'
    """
    expected, at = _size(delta, 0)
    if expected != len(base):
        raise ObjectError(f"delta: made for {expected} bytes, the base has {len(base)}")
    total, at = _size(delta, at)
    pieces: list[bytes] = []
    while at < len(delta):
        code = delta[at]
        at += 1
        if code & 128:  # copy: four bytes of offset, three of size, those that are not zero
            numbers = 0
            for bit in range(7):
                if code >> bit & 1:
                    if at >= len(delta):
                        raise ObjectError("delta: cut off in a copy")
                    numbers |= delta[at] << 8 * bit
                    at += 1
            start, size = numbers & 0xFFFFFFFF, numbers >> 32 or 0x10000
            if start + size > len(base):
                raise ObjectError(f"delta: copies up to byte {start + size} of {len(base)}")
            pieces.append(base[start : start + size])
        elif code:
            if at + code > len(delta):
                raise ObjectError("delta: cut off in new bytes")
            pieces.append(delta[at : at + code])
            at += code
        else:
            raise ObjectError("delta: instruction 0 is reserved")
    result = b"".join(pieces)
    if len(result) != total:
        raise ObjectError(f"delta: {total} bytes announced, {len(result)} came")
    return result


class Pack(ObjectStore):
    """One pack and its index, to be read: a lookup is O(log n), an object as long as its chain.

    Parameters
    ----------
    index
        The file that ends in ``.idx``; the pack lies beside it.
    outside
        Finds the base of a delta that is not in this pack.

    Raises
    ------
    ObjectError
        If the index is not of version 2, or cut off.

    References
    ----------
    Git documentation, *gitformat-pack*.

    Examples
    --------
    >>> Pack(__file__)
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.ObjectError: _pack.py: not an index of version 2
    """

    def __init__(
        self,
        index: str | os.PathLike[str],
        outside: Callable[[str], tuple[str, bytes]] | None = None,
    ) -> None:
        path = Path(index)
        data = path.read_bytes()
        if data[:8] != b"\xfftOc\0\0\0\2" or len(data) < 8 + 1024 + 40:
            raise ObjectError(f"{path.name}: not an index of version 2")
        self.path = path.with_suffix(".pack")
        self._outside = outside
        self._fanout = struct.unpack(">256I", data[8:1032])
        count = self._fanout[255]
        self._names = data[1032 : 1032 + 20 * count]
        at = 1032 + 24 * count  # behind the names stand as many checksums
        self._offsets = data[at : at + 4 * count]
        self._large = data[at + 4 * count : -40]
        if len(self._offsets) != 4 * count or len(data) < at + 4 * count + 40:
            raise ObjectError(f"{path.name}: cut off")
        self._cache: dict[int, tuple[str, bytes]] = {}

    def __len__(self) -> int:
        return int(self._fanout[255])

    def __iter__(self) -> Iterator[str]:
        return (self._names[at : at + 20].hex() for at in range(0, len(self._names), 20))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._find(name) is not None

    def _find(self, name: str) -> int | None:
        """Return where an object begins in the pack, by halving the interval of its first byte."""
        key = bytes.fromhex(name)
        low = self._fanout[key[0] - 1] if key[0] else 0
        high = self._fanout[key[0]]
        while low < high:
            middle = (low + high) // 2
            if self._names[20 * middle : 20 * middle + 20] < key:
                low = middle + 1
            else:
                high = middle
        if self._names[20 * low : 20 * low + 20] != key:
            return None
        (offset,) = struct.unpack_from(">I", self._offsets, 4 * low)
        if offset >= 2**31:  # the rest says where an offset of eight bytes stands
            (offset,) = struct.unpack_from(">Q", self._large, 8 * (offset - 2**31))
        return int(offset)

    def read_raw(self, name: str) -> tuple[str, bytes]:
        """Return kind and bytes of an object; MissingObjectError where it is not there."""
        offset = self._find(name)
        if offset is None:
            raise MissingObjectError(f"object {name[:10]} is not in this pack")
        with self.path.open("rb") as file:
            kind, data = self._chain(file, offset)
        if hash_object(data, kind) != name:
            raise ObjectError(f"object {name[:10]}: its bytes have another name, so they changed")
        return kind, data

    def _chain(self, file: BinaryIO, offset: int) -> tuple[str, bytes]:
        """Follow deltas down to a whole object, then apply them on the way back."""
        deltas: list[tuple[int, bytes]] = []
        while offset not in self._cache:
            code, base, data = self._entry(file, offset)
            if code in _KINDS:
                kind = _KINDS[code]
                break
            deltas.append((offset, data))
            if isinstance(base, int):
                offset = base
                continue
            inside = self._find(base)
            if inside is not None:
                offset = inside
                continue
            if self._outside is None:
                raise MissingObjectError(f"object {base[:10]}, the base of a delta, is not here")
            kind, data = self._outside(base)
            break
        else:
            kind, data = self._cache[offset]
        for offset, delta in reversed(deltas):
            data = apply_delta(data, delta)
            if len(self._cache) >= 256:  # the oldest goes
                self._cache.pop(next(iter(self._cache)))
            self._cache[offset] = (kind, data)
        return kind, data

    def _entry(self, file: BinaryIO, offset: int) -> tuple[int, int | str, bytes]:
        """Return kind, base (distance resolved, or a name) and content of an entry."""
        file.seek(offset)
        head = file.read(4096)
        if not head:
            raise ObjectError(f"{self.path.name}: cut off at byte {offset}")
        code, size, at = head[0] >> 4 & 7, head[0] & 15, 1
        if head[0] & 128:
            rest, at = _size(head, 1)
            size |= rest << 4
        base: int | str = 0
        if code == _OFFSET_DELTA:
            distance = head[at] & 127
            while head[at] & 128:
                at += 1
                distance = distance + 1 << 7 | head[at] & 127
            at, base = at + 1, offset - distance
        elif code == _NAME_DELTA:
            base, at = head[at : at + 20].hex(), at + 20
        elif code not in _KINDS:
            raise ObjectError(f"{self.path.name}: kind {code} at byte {offset} is unknown")
        unpack = zlib.decompressobj()
        try:
            pieces = [unpack.decompress(head[at:])]
            while not unpack.eof and (more := file.read(65536)):
                pieces.append(unpack.decompress(more))
        except zlib.error as error:
            raise ObjectError(f"{self.path.name}: damaged at byte {offset} ({error})") from None
        data = b"".join(pieces)
        if len(data) != size:
            raise ObjectError(f"{self.path.name}: {size} bytes announced, {len(data)} came")
        return code, base, data
