"""API pages: one Markdown page a public module, for mkdocstrings to fill from the docstrings.

The member list is explicit (the module's ``__all__``); parity and speed tables follow it.
"""

from __future__ import annotations

import json
import posixpath
from typing import TYPE_CHECKING

from journey_site.sourcecode import Module

if TYPE_CHECKING:
    from journey_site.project import Project


def build(project: Project, repo_url: str, branch: str) -> dict[str, str]:
    """Return the Markdown of the API index and of every module's page, by path in the docs tree."""
    from journey_site.project import api_path

    pages = {"api/index.md": _index(project)}
    for module in project.source.modules.values():
        pages[f"{api_path(module.name)}.md"] = _page(project, module, repo_url, branch)
    return pages


def _index(project: Project) -> str:
    from journey_site.project import api_path

    lines = [
        "---",
        'summary: "Every public module of the journey package, with what each is compared with."',
        "search:\n  boost: 0.5",
        "---",
        "# API reference",
        "",
        "The package imports NumPy and nothing else. Names mirror the libraries they are compared "
        "with, so one import changes and the rest of a line stays. Each page carries the "
        "differences that the tests measured against an independent reference.",
        "",
        "| module | what it holds | public names |",
        "| --- | --- | --- |",
    ]
    for module in project.source.modules.values():
        path = api_path(module.name).removeprefix("api/") + ".md"
        names = ", ".join(f"[`{name}`][{module.name}.{name}]" for name in module.members)
        summary = module.summary.replace("|", "\\|")
        lines.append(f"| [`{module.name}`]({path}) | {summary} | {names} |")
    return "\n".join(lines) + "\n"


def _page(project: Project, module: Module, repo_url: str, branch: str) -> str:
    from journey_site.project import api_path

    summary = (module.summary or f"The module {module.name}.").replace("`", "")
    if len(summary) > 170:
        summary = summary[:167].rsplit(" ", 1)[0] + " …"
    folder = posixpath.dirname(api_path(module.name))
    links = []
    for ident in project.notes_about(module):
        note = f"{str(project.note_url(ident)).rstrip('/')}.md"
        title = project.notes[ident].title
        links.append(f"explained in [{title}]({posixpath.relpath(note, folder)})")
        notebook = project.notebook_url(ident)
        if notebook:
            path = f"{notebook.rstrip('/')}.ipynb"
            links.append(f"run in [its notebook]({posixpath.relpath(path, folder)})")
    if repo_url:
        links.append(f"[source]({repo_url}/blob/{branch}/{module.path})")
    lines = [
        "---",
        f"summary: {json.dumps(summary, ensure_ascii=False)}",
        "search:\n  boost: 0.5",
        "---",
        f"# `{module.name}` {{#{module.name}}}",
        "",
    ]
    if links:
        text = ", ".join(links)
        lines += [f"{text[0].upper()}{text[1:]}.", ""]
    members = "".join(f"        - {name}\n" for name in module.members)
    lines += [
        f"::: {module.name}\n    options:\n      members:\n{members}",
    ]
    if module.name in project.ledger.parity_of:
        lines += ["## Parity", "", f'{{{{ parity("{module.name}") }}}}', ""]
    if module.name in project.ledger.speed_of:
        lines += ["## Speed", "", f'{{{{ speed_table("{module.name}") }}}}', ""]
    return "\n".join(lines) + "\n"
