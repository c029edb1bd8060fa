"""The committed measurements: parity with the references and speed, read from ``evidence/``.

They are written by ``journey parity`` and ``make bench``; this module only reads them, so that
the site can be built without running anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journey_site.problems import Problem, SiteError, line_of

PARITY_FILE = "evidence/parity.json"
SPEED_FILE = "evidence/benchmarks.json"


@dataclass(frozen=True)
class ParityRow:
    """The largest difference that the tests measured between a name and its reference."""

    code: str
    reference: str
    what: str
    difference: float
    tolerance: float
    test: str
    commit: str
    date: str
    of: int | None = None  # where the difference counts cases: among how many

    @property
    def shown(self) -> str:
        """The difference as tables show it, e.g. ``2.2e-16`` or ``1 of 52``."""
        return shown(self.difference) + (f" of {self.of}" if self.of else "")


@dataclass(frozen=True)
class SpeedRow:
    """A name's time as a ratio to its reference's, measured in one run."""

    code: str
    reference: str
    label: str
    ours_s: float
    reference_s: float
    ratio: float
    ratio_low: float
    ratio_high: float
    commit: str
    date: str


def _rows(root: Path, name: str, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    path = root / name
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise SiteError([Problem(name, error.lineno, f"This is not JSON: {error.msg}.")]) from None
    if isinstance(rows, dict):
        rows = rows.get("rows")
    if not isinstance(rows, list):
        raise SiteError([Problem(name, 1, "Expected a list of rows.")])
    for row in rows:
        for field in fields:
            if field not in row:
                line = line_of(text, json.dumps(row.get("code", "")))
                raise SiteError([Problem(name, line, f"A row has no {field!r}.")])
    return rows


def load_parity(root: Path) -> tuple[ParityRow, ...]:
    """Read the parity rows; none where nothing was recorded yet."""
    fields = tuple(name for name in ParityRow.__dataclass_fields__ if name != "of")
    return tuple(
        ParityRow(**{field: row[field] for field in fields}, of=row.get("of"))
        for row in _rows(root, PARITY_FILE, fields)
    )


def load_speed(root: Path) -> tuple[SpeedRow, ...]:
    """Read the speed rows; none where nothing was measured yet."""
    fields = tuple(SpeedRow.__dataclass_fields__)
    return tuple(
        SpeedRow(**{field: row[field] for field in fields})
        for row in _rows(root, SPEED_FILE, fields)
    )


def shown(value: float) -> str:
    """Write a difference or tolerance shortly, e.g. ``2.2e-16`` or ``0``.

    Examples
    --------
    >>> shown(0.0), shown(2.220446e-16), shown(0.25)
    ('0', '2.2e-16', '0.25')
    """
    if value == 0:
        return "0"
    return f"{value:.1e}" if abs(value) < 1e-2 else f"{value:.3g}"


def seconds(value: float) -> str:
    """Write a duration with its unit, e.g. ``3.1 ms``.

    Examples
    --------
    >>> seconds(0.00312), seconds(2.5e-6), seconds(1.25)
    ('3.1 ms', '2.5 µs', '1.2 s')
    """
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= scale:
            return f"{ratio(value / scale)} {unit}"
    return f"{ratio(value / 1e-9)} ns"


def ratio(value: float) -> str:
    """Write a ratio with two significant digits, e.g. ``0.87`` or ``140``.

    Examples
    --------
    >>> ratio(0.8731), ratio(1.256), ratio(143.2)
    ('0.87', '1.3', '140')
    """
    if value >= 99.5:
        return f"{float(f'{value:.2g}'):.0f}"
    return f"{value:.2g}"
