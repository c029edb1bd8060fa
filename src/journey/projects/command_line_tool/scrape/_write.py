"""The result as a file, whole or not at all: CSV, JSON lines or SQLite."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from journey.programming.contexts import atomic_write

__all__ = ["FORMATS", "guarded", "write"]

Row = Sequence[str | None]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-][\d\s.,]+%?")


def guarded(cell: str | None) -> str:
    """Return a cell of CSV that no spreadsheet takes for a formula.

    A page may hold `=HYPERLINK(...)`, which Excel and LibreOffice would run when the file is
    opened. Such text gets an apostrophe in front; numbers with a sign stay as they are. The other
    formats hold every text exactly.

    Examples
    --------
    >>> [guarded(cell) for cell in ("=1+1", "-5.20", "plain", None)]
    ["'=1+1", '-5.20', 'plain', '']
    """
    if cell is None:
        return ""
    return "'" + cell if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def _csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in columns])
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8")


def _json_lines(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    lines = (
        json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
    )
    return "".join(lines).encode("utf-8")


def _sqlite(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    names = ", ".join('"' + name.replace('"', '""') + '" TEXT' for name in columns)
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(f"CREATE TABLE rows ({names})")
        base.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(columns))})", rows)
        base.commit()
        return base.serialize()


FORMATS: dict[str, Callable[[Sequence[str], Iterable[Row]], bytes]] = {
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".sqlite": _sqlite,
}


def write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows; the ending of the name says in which format.

    Parameters
    ----------
    path
        The file; readers see the old one or the new one, never half of it.
    columns
        Their names.
    rows
        A value for each column; None where there is none.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    content = FORMATS[path.suffix.lower()](columns, rows)
    with atomic_write(path, "wb") as file:
        file.write(content)
