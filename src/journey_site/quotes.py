"""What pages may quote by name: results, differences, ratios, sources.

Each method is a macro that returns plain inline text; the macros that need a template are in
:mod:`journey_site.pages`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from journey_site.evidencelog import ParityRow, SpeedRow, ratio, shown
from journey_site.macros import Macro, MacroError
from journey_site.results import Figure, Notebook
from journey_site.sourcecode import Definition, Source

if TYPE_CHECKING:
    from journey_site.evidence import Ledger


def _unknown(what: str, name: str, known: list[str]) -> MacroError:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return MacroError(f"There is no {what} {name!r}.{hint}")


class Quotes:
    """Looks things up by name and fails with a helpful sentence.

    Parameters
    ----------
    notebooks, source, ledger
        Where the quoted things come from.
    """

    def __init__(self, notebooks: dict[str, Notebook], source: Source, ledger: Ledger) -> None:
        self._notebooks = notebooks
        self._source = source
        self._ledger = ledger

    def inline_macros(self) -> dict[str, Macro]:
        """Return the macros that give inline text."""
        return {
            "result": self.result,
            "worst_parity": self.worst_parity,
            "speed": self.speed,
            "cases": self.cases,
        }

    def notebook(self, topic: str) -> Notebook:
        """Return a notebook by its topic's id."""
        if topic not in self._notebooks:
            raise _unknown("notebook", topic, list(self._notebooks))
        return self._notebooks[topic]

    def result(self, topic: str, name: str, spec: str = "") -> str:
        """Return a recorded result, formatted."""
        notebook = self.notebook(topic)
        if name not in notebook.results:
            raise _unknown(f"result in {notebook.path} named", name, list(notebook.results))
        value = notebook.results[name]
        if not spec:
            spec = ".6g" if isinstance(value, float) else ""
        try:
            return format(value, spec)
        except ValueError as error:
            raise MacroError(f"{value!r} cannot be formatted with {spec!r}: {error}.") from None

    def figure(self, topic: str, name: str) -> Figure:
        """Return a recorded figure."""
        notebook = self.notebook(topic)
        if name not in notebook.figures:
            raise _unknown(f"figure in {notebook.path} named", name, list(notebook.figures))
        return notebook.figures[name]

    def definition(self, name: str) -> Definition:
        """Return the definition of a dotted name."""
        found = self._source.find(name)
        if found is None:
            raise _unknown("code", name, list(self._source.public_names()))
        return found

    def parity_rows(self, name: str) -> list[ParityRow]:
        """Return the parity rows of a name and of everything below it."""
        rows = self._ledger.parity_of.get(name, [])
        if not rows:
            raise _unknown("parity measurement of", name, [r.code for r in self._ledger.parity])
        return rows

    def worst_parity(self, name: str, what: str = "") -> str:
        """Return the largest difference that the tests measured; a count only if all are."""
        found = [row for row in self.parity_rows(name) if what in row.what]
        rows = [row for row in found if not row.of] or found  # a count is no distance
        if not rows:
            raise MacroError(f"No parity row of {name!r} speaks of {what!r}.")
        return shown(max(row.difference for row in rows))

    def cases(self, reference: str, what: str) -> str:
        """Return what was counted against a reference, over all names that were held against it.

        Parameters
        ----------
        reference
            The reference as the parity rows name it; rows that count no cases play no part.
        what
            ``names`` (how many different names), ``total`` (cases), ``passed``, ``failed``, or
            ``share`` (of the cases that passed, in per cent, rounded down).
        """
        rows = [row for row in self._ledger.parity if row.reference == reference and row.of]
        if not rows:
            known = [row.reference for row in self._ledger.parity if row.of]
            raise _unknown("counted comparison with", reference, known)
        total = sum(row.of or 0 for row in rows)
        failed = round(sum(row.difference for row in rows))
        counted = {
            "names": f"{len({row.code for row in rows}):,}",
            "total": f"{total:,}",
            "passed": f"{total - failed:,}",
            "failed": f"{failed:,}",
            "share": f"{(total - failed) * 1000 // total / 10:g}\N{NO-BREAK SPACE}%",
        }
        if what not in counted:
            raise MacroError(f"{what!r} is not counted; counted are {', '.join(counted)}.")
        return counted[what]

    def speed_rows(self, name: str) -> list[SpeedRow]:
        """Return the speed rows of a name and of everything below it."""
        rows = self._ledger.speed_of.get(name, [])
        if not rows:
            raise _unknown("speed measurement of", name, [r.code for r in self._ledger.speed])
        return rows

    def speed(self, name: str, label: str = "") -> str:
        """Return the measured ratio of a name's time to its reference's."""
        rows = [row for row in self.speed_rows(name) if not label or row.label == label]
        if len(rows) != 1:
            labels = ", ".join(repr(row.label) for row in self.speed_rows(name))
            raise MacroError(f"{name!r} needs one of the labels {labels}; got {label!r}.")
        return ratio(rows[0].ratio)
