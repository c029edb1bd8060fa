"""What each page is made from, as digests: equal digests mean an equal page.

A page's own digest covers its text, what it quotes by name, the sources it shows and what stands
around it. The world's digest covers what every page may show: navigation, addresses, public names.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from journey_site.cache import digest
from journey_site.evidencelog import PARITY_FILE, SPEED_FILE
from journey_site.livecode import find_blocks, recorded_path
from journey_site.sitelog import SITE_FILE

if TYPE_CHECKING:
    from journey_site.pages import Pages

_MACRO = re.compile(r"\{\{ *(\w+) *\( *(?:[\"']([^\"']*)[\"'])?")
_AUTODOC = re.compile(r"^::: *([\w.]+)", re.MULTILINE)
_BY_NOTEBOOK = {"result", "figure"}
_BY_SITE_FILE = {"measured", "site_measures", "site_history"}
_BY_LEDGER = {"cases", "parity", "worst_parity", "speed", "speed_table"}


class Dependencies:
    """Answers what the pages of one state of the project depend on.

    Parameters
    ----------
    pages
        The pages of a project.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.project = pages.project

    @cached_property
    def world(self) -> str:
        """What any page may show: titles, addresses, tags, public names, the glossary."""
        project = self.project
        docs = project.root / "docs"
        named = [
            (kind, note.id, note.title, note.tags, note.notebook)
            for kind, notes in (("note", project.notes), ("project", project.projects))
            for note in notes.values()
        ]
        return digest(
            (project.root / "roadmap.yml").read_bytes(),
            named,
            sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()),
            sorted(project.notebooks),
            [(name, item.members) for name, item in sorted(project.source.modules.items())],
            self.pages.glossary,
            project.logs,
            (self.pages.repo_url, self.pages.branch),
        )

    @cached_property
    def _site(self) -> str:
        return digest(self.project.site_view)

    @cached_property
    def _ledger(self) -> str:
        root = self.project.root
        paths = [root / name for name in (PARITY_FILE, SPEED_FILE)]
        return digest(*(path.read_bytes() if path.is_file() else b"" for path in paths))

    @cached_property
    def _notebooks(self) -> dict[str, str]:
        return {ident: item.digest for ident, item in self.project.notebooks.items()}

    @cached_property
    def _diagrams(self) -> dict[str, str]:
        folder = self.project.root / "docs" / "assets" / "diagrams"
        return {path.stem: digest(path.read_bytes()) for path in sorted(folder.glob("*.svg"))}

    def notebook(self, ident: str) -> str:
        """Return the digest of a notebook's page: its text, and what its head says of it."""
        notebook = self.project.notebooks[ident]
        note = self.project.notes.get(ident)
        about = (note.title, note.tags, self.project.note_url(ident)) if note else None
        fresh = not [p for p in self.project.problems if p.path == notebook.path]
        return digest(self.world, self._notebooks[ident], about, fresh)

    def page(self, uri: str, source: str, text: str) -> str:
        """Return the digest of a Markdown page.

        Parameters
        ----------
        uri
            Its path in the docs tree.
        source
            The file that it was read from.
        text
            Its Markdown.
        """
        project = self.project
        found: list[object] = [self.world, uri, source, text]
        for name, argument in sorted(set(_MACRO.findall(text))):
            if name in _BY_NOTEBOOK:
                found.append(self._notebooks.get(argument))
            elif name == "code":
                definition = project.source.find(argument)
                found.append(definition and (definition.source, definition.line, definition.path))
            elif name in _BY_SITE_FILE:
                path = project.root / SITE_FILE
                found.append(digest(path.read_bytes()) if path.is_file() else "")
            elif name in _BY_LEDGER:
                found.append(self._ledger)
            elif name == "diagram":
                found.append(self._diagrams.get(argument))
            else:
                found.append(self._site)
        found += [project.source.behind(name) for name in _AUTODOC.findall(text)]
        for block in find_blocks(text)[0] if "```python live" in text else ():
            picture = project.root / recorded_path(uri, block)
            found.append(digest(picture.read_bytes()) if picture.is_file() else "")
        found.append(self.pages.frame_of(source))
        return digest(*found)
