"""What a topic has to show for itself, collected from the files that prove it.

Everything here is counted or read, never stated: the note and the notebook by their files, the
notebook's freshness by its stamp, tests by the test functions of the module's own test files,
parity and speed by the committed measurements, exercises by those that keep their
contract.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from journey_site.cache import Cache
from journey_site.evidencelog import ParityRow, SpeedRow, load_parity, load_speed, shown
from journey_site.notes import Note
from journey_site.results import Notebook
from journey_site.roadmap import Topic
from journey_site.sourcecode import Source
from journey_site.views import Chip

Row = TypeVar("Row", ParityRow, SpeedRow)


@dataclass(frozen=True)
class Evidence:
    """The evidence of one topic."""

    topic: Topic
    note: Note | None
    notebook: Notebook | None
    stale: tuple[str, ...]  # why the notebook is stale; empty where it is fresh
    modules: tuple[str, ...]  # public modules of its code
    tests: int
    parity: tuple[ParityRow, ...]
    speed: tuple[SpeedRow, ...]
    exercises: int

    @property
    def state(self) -> str:
        """Return ``finished``, ``started`` or ``none``.

        Finished means: a note, an executed and fresh notebook and, where the roadmap names
        something to build, code with tests that compare it with its reference. Exercises are
        shown beside it and do not count towards it.
        """
        proven = bool(self.modules and self.tests and self.parity) or self.topic.build is None
        if self.note and self.notebook and not self.stale and proven:
            return "finished"
        return "started" if self.note or self.notebook or self.modules else "none"


def _count_tests(code: str) -> int:
    return sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for node in ast.walk(ast.parse(code))
    )


class Ledger:
    """Collects evidence for a whole project.

    Parameters
    ----------
    root
        The project's root.
    source
        The package, read as text.
    cache
        Keeps counts by content.
    """

    def __init__(self, root: Path, source: Source, cache: Cache | None = None) -> None:
        self.root = root
        self.source = source
        self._cache = cache or Cache(None)

    @cached_property
    def parity(self) -> tuple[ParityRow, ...]:
        """All parity rows."""
        return load_parity(self.root)

    @cached_property
    def speed(self) -> tuple[SpeedRow, ...]:
        """All speed rows."""
        return load_speed(self.root)

    @cached_property
    def _test_counts(self) -> dict[str, int]:
        """Test functions by the path of their file below ``tests/``, without ending."""
        counts = {}
        folder = self.root / "tests"
        for path in sorted(folder.rglob("test_*.py")):
            code = path.read_text(encoding="utf-8")
            counts[path.relative_to(folder).with_suffix("").as_posix()] = self._cache.memo(
                "tests",
                (code,),
                lambda code=code: _count_tests(code),  # type: ignore[misc]
            )
        return counts

    def tests_of(self, module: str, without: Collection[str] = ()) -> int:
        """Return how many test functions the files of a module hold.

        ``journey.ml.cluster`` is tested by ``tests/ml/test_cluster*.py``. Files named in
        ``without``, as paths below ``tests/`` without ending, are left out.
        """
        _, *wing, last = module.split(".")
        stem = "/".join([*wing, f"test_{last}"])
        return sum(
            count
            for name, count in self._test_counts.items()
            if (name == stem or name.startswith(f"{stem}_")) and name not in without
        )

    @cached_property
    def tests(self) -> int:
        """All test functions of the package's modules."""
        return sum(self.tests_of(module) for module in self.source.modules)

    @cached_property
    def parity_of(self) -> dict[str, list[ParityRow]]:
        """The parity rows of a dotted name and of everything below it."""
        return _by_prefix(self.parity)

    @cached_property
    def speed_of(self) -> dict[str, list[SpeedRow]]:
        """The speed rows of a dotted name and of everything below it."""
        return _by_prefix(self.speed)

    def collect(
        self,
        topic: Topic,
        note: Note | None,
        notebook: Notebook | None,
        stale: tuple[str, ...] = (),
        *,
        exercises: int = 0,
        elsewhere: Collection[str] = (),
    ) -> Evidence:
        """Return the evidence of one topic.

        Where several topics share a module, ``elsewhere`` holds the public names that other notes
        list: comparisons of these, and test files that compare nothing else, are not this topic's.
        """
        modules: list[str] = []
        for name in note.code if note else ():
            module = self.source.module_of(name)
            if module and module.name not in modules:
                modules.append(module.name)
        theirs = tuple(f"{name}." for name in {*elsewhere} - {*(note.code if note else ())})
        mine: list[ParityRow] = []
        other: list[ParityRow] = []
        for module_name in modules:
            for row in self.parity_of.get(module_name, ()):
                (other if f"{row.code}.".startswith(theirs) else mine).append(row)
        foreign = {_test_file(row) for row in other} - {_test_file(row) for row in mine}
        return Evidence(
            topic=topic,
            note=note,
            notebook=notebook,
            stale=stale,
            modules=tuple(modules),
            tests=sum(self.tests_of(module, foreign) for module in modules),
            parity=tuple(mine),
            speed=tuple(row for name in modules for row in self.speed_of.get(name, ())),
            exercises=exercises,
        )


def _test_file(row: ParityRow) -> str:
    return row.test.partition("::")[0].removeprefix("tests/").removesuffix(".py")


def _by_prefix(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        parts = row.code.split(".")
        for cut in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:cut]), []).append(row)
    return found


def chips(
    evidence: Evidence, *, url: str | None, notebook_url: str | None, api_url: str | None
) -> tuple[Chip, ...]:
    """Return a topic's evidence in a few words each, for its row and its page's head."""
    note, notebook = evidence.note, evidence.notebook
    found = [Chip("note", "note", note is not None, url, note.summary if note else "")]
    stamp = notebook.stamp if notebook else {}
    if notebook and evidence.stale:
        title = f"stale: {evidence.stale[0]}"
    elif notebook:
        title = f"executed {stamp.get('executed', '')} in {float(stamp.get('seconds', 0)):.0f} s"
    else:
        title = ""
    found.append(Chip("notebook", "notebook", bool(notebook), notebook_url, title))
    if evidence.topic.build is not None:
        found.append(
            Chip("code", "code", bool(evidence.modules), api_url, ", ".join(evidence.modules))
        )
        found.append(
            Chip(
                "tests",
                f"{evidence.tests} tests" if evidence.tests else "tests",
                bool(evidence.tests),
                None,
                "test functions of these modules",
            )
        )
        if evidence.parity:
            names = {row.code for row in evidence.parity}
            largest = max((row.difference for row in evidence.parity if not row.of), default=0)
            title = (
                f"{len(evidence.parity)} comparisons of {len(names)} public names with "
                f"an independent reference, largest difference {shown(largest)}"
            )
            label = f"{len(evidence.parity)} comparisons"
        else:
            label, title = "comparison", ""
        parity_url = f"{api_url}#parity" if api_url and evidence.parity else None
        found.append(Chip("parity", label, bool(evidence.parity), parity_url, title))
    count = evidence.exercises
    label = f"{count} exercise{'s' * (count > 1)}" if count else "exercises"
    way = f"{url}#exercises" if url and count else None
    found.append(Chip("exercises", label, bool(count), way, ""))
    return tuple(found)
