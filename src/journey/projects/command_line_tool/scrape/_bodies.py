"""Bodies: unpacked under a limit, and read as text by what the page itself says it is.

httpx unpacks whatever a server sends; one packed chunk may grow a thousandfold before anybody can
count it. Here the unpacker is told how much it may give, so that a bomb costs the limit.
"""

from __future__ import annotations

import codecs
import re
import zlib

__all__ = ["BodyError", "Unpacker", "charset", "text_of"]


class BodyError(Exception):
    """A body that is too large, or not packed as it says."""


class Unpacker:
    """Undo a content coding chunk by chunk, and never hold more than the limit.

    Parameters
    ----------
    coding
        The value of Content-Encoding.
    limit
        The most bytes that the unpacked body may have.

    Raises
    ------
    BodyError
        If the coding is neither gzip nor deflate.

    Examples
    --------
    >>> packed = zlib.compress(bytes(10**6))
    >>> len(packed) < 1100
    True
    >>> unpacker = Unpacker("deflate", limit=1000)
    >>> unpacker.feed(packed)
    Traceback (most recent call last):
    ...
    journey.projects.command_line_tool.scrape._bodies.BodyError: more than 1,000 bytes
    """

    def __init__(self, coding: str, limit: int) -> None:
        names = [n.strip().lower() for n in coding.split(",")]
        self._names = [n for n in names if n not in ("", "identity")]
        if len(self._names) > 1 or not set(self._names) <= {"gzip", "x-gzip", "deflate"}:
            raise BodyError(f"packed in a way that was not asked for: {coding.strip()!r}")
        self._limit = limit
        self._inner = self._new(zlib.MAX_WBITS | (16 if self._packed_as != "deflate" else 0))
        self._begun = False
        self._behind = b""  # what came behind the end of the packed data
        self.body = bytearray()

    @property
    def _packed_as(self) -> str:
        return self._names[0] if self._names else ""

    def _new(self, bits: int) -> zlib._Decompress | None:
        return zlib.decompressobj(bits) if self._names else None

    def feed(self, chunk: bytes) -> None:
        """Take a chunk as it came.

        Raises
        ------
        BodyError
            If the body grows over the limit, or is not packed as it says.
        """
        if self._inner is None:
            self.body += chunk
        else:
            self._unpack(chunk)
        if len(self.body) > self._limit:
            raise BodyError(f"more than {self._limit:,} bytes")

    def _unpack(self, chunk: bytes) -> None:
        assert self._inner is not None
        while chunk and len(self.body) <= self._limit:
            if self._inner.eof:  # gzip may be several files in a row; anything else is ignored
                self._behind += chunk
                if self._packed_as == "deflate" or len(self._behind) < 2:
                    return
                chunk, self._behind = self._behind, b""
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                self.body += self._inner.decompress(chunk, self._limit + 1 - len(self.body))
            except zlib.error as error:
                if self._packed_as == "deflate" and not self._begun:  # many send it without header
                    self._begun = True
                    self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
                    continue
                raise BodyError(f"not {self._packed_as}, though it says so") from error
            self._begun = True
            chunk = self._inner.unconsumed_tail or self._inner.unused_data

    def close(self) -> bytes:
        """Return the whole body.

        Raises
        ------
        BodyError
            If the packed body ended early.
        """
        if self._inner is not None and self._begun and not self._inner.eof:
            raise BodyError(f"the {self._packed_as} data ended early")
        return bytes(self.body)


# Encodings that pages are written in. Labels that browsers read as a larger encoding are read so
# here (WHATWG Encoding, section 4.2); the rest of Python's codecs (utf-7, rot13, ...) is refused.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "utf-16": "utf-16-le",
}  # fmt: skip
_KNOWN = re.compile(
    r"utf-8|utf-16-[lb]e|cp125\d|cp866|cp874|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb18030|big5(hkscs)?|euc_jp|iso2022_jp"
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META = re.compile(rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)


def charset(label: str) -> str | None:
    """Return Python's name of the encoding that a label means, or None where it means none.

    Examples
    --------
    >>> charset("ISO-8859-1"), charset("utf8"), charset("utf-7"), charset("klingon")
    ('cp1252', 'utf-8', None, None)
    """
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _WIDER.get(name, name)
    return name if _KNOWN.fullmatch(name) else None


def text_of(body: bytes, content_type: str = "") -> tuple[str, str]:
    r"""Return the text of a page, and a note on what was wrong with it ("" where nothing was).

    A byte order mark wins over the header, the header over the page's own meta element; a page
    that says nothing is UTF-8 where it can be, else Windows-1252. Bytes that the encoding does
    not know become the replacement character: a wrong label costs letters, not the page.

    Parameters
    ----------
    body
        The unpacked body.
    content_type
        The value of the header Content-Type.

    Examples
    --------
    >>> text_of(b"caf\xe9", "text/html; charset=iso-8859-1")
    ('café', '')
    >>> text_of(b"caf\xe9", "text/html; charset=utf-8")
    ('caf�', '1 character was not utf-8')
    """
    notes: list[str] = []
    name, mark = _encoding(body, content_type, notes)
    text = body[mark:].decode(name, errors="replace")
    wrong = text.count("\ufffd")
    if wrong:
        were = "1 character was" if wrong == 1 else f"{wrong} characters were"
        notes.append(f"{were} not {name}")
    return text, "; ".join(notes)


def _encoding(body: bytes, content_type: str, notes: list[str]) -> tuple[str, int]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return name, len(mark)
    labels = []
    if header := _HEADER.search(content_type):
        labels.append(header[1])
    if meta := _META.search(body[:1024]):
        label = meta[1].decode("ascii", "replace")
        # What is read as ASCII is no UTF-16, whatever it says.
        labels.append("utf-8" if (charset(label) or "").startswith("utf-16") else label)
    for label in labels:
        if known := charset(label):
            return known, 0
        notes.append(f"unknown encoding {label[:40]!r}")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252", 0
    return "utf-8", 0
