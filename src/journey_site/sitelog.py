"""What was measured of the site itself, with its history: read from ``evidence/site.json``.

The benchmark writes the file; nothing here measures.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from journey_site.problems import Problem, SiteError

SITE_FILE = "evidence/site.json"


@dataclass(frozen=True)
class SiteRow:
    """One measurement."""

    measure: str
    subject: str
    value: float | None
    unit: str
    bar: float | None
    better: str | None  # "less" or "more"
    ratio: float | None
    error: str | None
    commit: str
    date: str
    machine: str

    @property
    def shown(self) -> str:
        """The value with its unit."""
        if self.value is None:
            return self.error or "not measured"
        unit = "" if self.unit in ("score", "count") else f" {self.unit}"
        return f"{self.value:g}{unit}"

    @property
    def shown_bar(self) -> str:
        """What was aimed at, in words; empty where there is no bar."""
        if self.bar is None:
            return ""
        unit = "" if self.unit in ("score", "count") else f" {self.unit}"
        return f"at {'least' if self.better == 'more' else 'most'} {self.bar:g}{unit}"

    @property
    def met(self) -> bool | None:
        """Whether the bar was met; None where there is none."""
        if self.bar is None or self.value is None:
            return None
        return self.value >= self.bar if self.better == "more" else self.value <= self.bar


def load_site_rows(root: Path) -> list[SiteRow]:
    """Read all rows, oldest first; none where nothing was measured yet.

    Raises
    ------
    SiteError
        If the file is not a list of rows.
    """
    path = root / SITE_FILE
    if not path.is_file():
        return []
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        fields = tuple(SiteRow.__dataclass_fields__)
        return [SiteRow(**{field: row.get(field) for field in fields}) for row in data]
    except (json.JSONDecodeError, AttributeError, TypeError) as error:
        raise SiteError([Problem(SITE_FILE, 1, f"Expected a list of rows: {error}.")]) from None


def latest(rows: list[SiteRow]) -> list[SiteRow]:
    """Return the newest row of each measure and subject, in the order of their first coming."""
    newest: dict[tuple[str, str], SiteRow] = {}
    for row in rows:
        newest[row.measure, row.subject] = row
    return list(newest.values())


def runs(rows: list[SiteRow]) -> list[tuple[str, str]]:
    """Return the date and commit of each run, newest first."""
    return list(dict.fromkeys((row.date, row.commit) for row in reversed(rows)))
