"""The one module that speaks to MkDocs: plugin events on one side, the engine on the other.

Two plugins live here. ``journey`` loads the project, adds the generated pages, expands and
finishes every page and checks the built site. ``journey-notebooks`` is mkdocs-jupyter with its
conversion step replaced: a notebook is turned into Markdown and rendered by the site's own
pipeline. Changing the builder means changing this module; nothing else imports MkDocs.
"""

from __future__ import annotations

import base64
import logging
import os
import posixpath
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_jupyter.plugin import NotebookFile
from mkdocs_jupyter.plugin import Plugin as JupyterPlugin

from journey_site import addresses, cardpages, dates, links, logposts, sitecheck, structured
from journey_site.accessibility import name_landmarks
from journey_site.files import write_bytes
from journey_site.glossary import read_glossary
from journey_site.lighten import lighten
from journey_site.mathml import typeset
from journey_site.pages import Draft, Pages, figure_paths
from journey_site.problems import Problem, SiteError, relative
from journey_site.project import Project, find_root, load_project
from journey_site.results import Notebook

log = logging.getLogger("mkdocs.plugins.journey")


class JourneyConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    branch = Type(str, default="main")
    cards = Type(bool, default=True)


class JourneyPlugin(BasePlugin[JourneyConfig]):
    """Connects the engine to MkDocs' events, in the order in which MkDocs calls them."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a build or a serving process."""
        self.command = command
        self.reported: set[Problem] = set()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the project, then derive navigation and redirects from the roadmap."""
        root = find_root(Path(config.config_file_path or "mkdocs.yml").parent)
        self.reported = set()
        self.drafts: dict[str, Draft] = {}
        self.dates = dates.last_changed(root)
        try:
            self.project: Project = load_project(root)
        except SiteError as error:
            raise PluginError(f"The roadmap cannot be read:\n{error}") from None
        self.project.logs = logposts.latest(root, self.report)
        self.pages = Pages(
            self.project,
            read_glossary(root / "docs" / "glossary.md"),
            repo_url=config.repo_url or "",
            branch=self.config.branch,
        )
        config.nav = navigation(self.project)
        redirects = config.plugins.get("redirects")
        if redirects is not None:
            for phase in self.project.roadmap.phases:
                redirects.config["redirect_maps"].setdefault(
                    f"{phase.id}.md", f"{phase.slug}/index.md"
                )
            self.redirects = dict(redirects.config["redirect_maps"])
        else:
            self.redirects = {}
        return config

    def report(self, *problems: Problem) -> None:
        """Log each problem once; strict builds count them as errors."""
        for problem in problems:
            if problem not in self.reported:
                self.reported.add(problem)
                log.error(str(problem))

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what has no file in docs/: notebooks, figures, API pages, project pages."""
        project = self.project
        known = {file.src_uri for file in files}
        for ident, notebook in project.notebooks.items():
            uri = f"{str(project.notebook_url(ident)).rstrip('/')}.ipynb"
            path = str(project.root / notebook.path)
            files.append(File.generated(config, uri, abs_src_path=path))
            for figure in notebook.figures.values():
                for uri, content in zip(
                    figure_paths(ident, figure), (figure.light, figure.dark), strict=True
                ):
                    files.append(File.generated(config, uri, content=_image(content, uri)))
        for uri, text in self.pages.api_pages().items():
            files.append(File.generated(config, uri, content=text))
        for ident in project.roadmap.milestones:
            uri = f"{project.milestone_url(ident).rstrip('/')}.md"
            if uri not in known:
                text = self.pages.milestone_stub(ident)
                files.append(File.generated(config, uri, content=text))
        for file in files.documentation_pages():
            if file.inclusion is InclusionLevel.UNDEFINED:
                file.inclusion = InclusionLevel.INCLUDED
        return files

    def draft(self, page: Page, *, anew: bool = False) -> Draft:
        """Return a page's draft; the blog's entries have none yet when they come here."""
        uri = page.file.src_uri
        if anew or uri not in self.drafts:
            source = page.file.abs_src_path
            if source and Path(source).is_file():
                path = relative(Path(source), self.project.root)
                text = Path(source).read_text(encoding="utf-8", errors="replace")
            else:
                path, text = f"(generated) {uri}", ""
            text = text.replace("\r\n", "\n")
            self.drafts[uri] = Draft(uri=uri, url=page.file.url, path=path, text=text)
        return self.drafts[uri]

    @event_priority(100)
    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Start a page's draft; a notebook becomes Markdown here."""
        draft = self.draft(page, anew=True)
        notebook = self._notebook(draft.path)
        return self.pages.notebook_source(draft, notebook) if notebook else None

    def _notebook(self, path: str) -> Notebook | None:
        return next((n for n in self.project.notebooks.values() if n.path == path), None)

    @event_priority(100)
    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Expand macros, add heads and feet, check links in the source."""
        draft = self.draft(page)
        body_line = draft.text.count("\n") - markdown.count("\n") + 1 if draft.text else 1
        if draft.notebook is None:
            draft.problems += links.check_targets(
                draft, markdown, max(body_line, 1), {f.src_uri for f in files}
            )
        if draft.uri.startswith(logposts.FOLDER):
            draft.problems += logposts.check(draft, dict(page.meta), self.project)
            markdown = logposts.with_evidence(draft, markdown, dict(page.meta), self.project)
        text = self.pages.prepare(draft, markdown, max(body_line, 1))
        page.meta.update(self.pages.page_meta(draft, markdown, dict(page.meta)))
        if not page.meta.get("description") and not draft.path.startswith("(generated)"):
            draft.problems.append(Problem(draft.path, 1, "The page has no 'summary'."))
        return text

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Finish the page's HTML."""
        draft = self.draft(page)
        html = self.pages.finish(draft, html)
        self.report(*draft.problems)
        return html

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Give the theme what a page's head needs."""
        site_url = config.site_url or ""
        title = str(page.meta.get("title") or page.title or config.site_name)
        changed = self.dates.get(self.draft(page).path, "")
        if changed:  # the name under which the theme shows it
            page.meta["git_revision_date_localized"] = changed
        page.meta["jsonld"] = structured.describe(
            self.project, page.url, title, dict(page.meta), site_url
        )
        if self.config.cards and self.command == "build":
            page.meta["card"] = cardpages.card_path(page.url)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Name landmarks, and typeset maths that other plugins added, as in the log's excerpts."""
        if 'class="arithmatex">\\' in output:
            output, errors = typeset(output)
            path = self.draft(page).path if page.file.src_uri in self.drafts else page.url
            self.report(*(Problem(path, 0, str(error)) for error in errors))
        notebook = page.file.src_uri.endswith(".ipynb")
        return lighten(name_landmarks(output), notebook=notebook)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Treat the page for missing addresses as every other page."""
        if not template_name.endswith(".html"):
            return output_content
        return lighten(name_landmarks(output_content))

    @event_priority(-100)  # after the plugins that write redirects and feeds
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the cards and check the built site as a reader's browser would meet it."""
        self.report(*self.project.problems)
        if self.command != "build":  # cards and the check of all pages can wait for a build
            return
        site = Path(config.site_dir)
        if self.config.cards:
            cache = self.project.root / ".cache" / "cards"
            for page_path, picture in cardpages.cards(self.project, site, cache):
                write_bytes(site / page_path, picture)
        sources = {draft.url: (draft.path, draft.text) for draft in self.drafts.values()}
        base = urlsplit(config.site_url or "/").path or "/"
        self.report(*sitecheck.check_site(site, sources, base=base))
        published = sitecheck.addresses_of(site)
        if os.environ.get("JOURNEY_WRITE_ADDRESSES"):
            addresses.write_addresses(self.project.root, published)
        self.report(*addresses.check_addresses(self.project.root, published))


class NotebookPlugin(JupyterPlugin):
    """mkdocs-jupyter with its conversion step replaced.

    Its file handling and its copy of the source for download stay. Its HTML (630 KB of inlined
    styles a page, maths not typeset, links unchecked, failing cells published) is not used: the
    ``journey`` plugin has put Markdown in the page's source already, and the page keeps MkDocs'
    own ``render``.
    """

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Let the base class wrap notebooks, and give the wrappers what they do not pass on."""
        wrapped: Files = super().on_files(files, config)  # type: ignore[no-untyped-call]
        for file in wrapped:
            if isinstance(file, NotebookFile):
                file.abs_src_path = file.file.abs_src_path
                file.inclusion = file.file.inclusion
                file.generated_by = file.file.generated_by
        return wrapped

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Undo the page-level override of ``render`` that the base class installs."""
        page = super().on_pre_page(page, config, files)  # type: ignore[no-untyped-call]
        page.__dict__.pop("render", None)
        return page


def _image(content: str, uri: str) -> bytes | str:
    return content if uri.endswith(".svg") else base64.b64decode(content)


def navigation(project: Project) -> list[Any]:
    """Derive the navigation from the roadmap; only pages that exist are in it."""
    phases: list[Any] = []
    for phase in project.roadmap.phases:
        entries: list[Any] = [f"{phase.slug}/index.md"]
        entries += [
            {project.notes[topic.id].title: f"{phase.slug}/{topic.id}.md"}
            for topic in phase.topics
            if topic.id in project.notes
        ]
        if phase.milestones:
            entries.append(
                {
                    "Projects": [
                        {item.text: f"{phase.slug}/projects/{item.id}.md"}
                        for item in phase.milestones
                    ]
                }
            )
        phases.append({f"{phase.id} {phase.title}": entries})
    wings: dict[str, list[Any]] = {}
    for module in project.source.modules.values():
        wing = module.name.split(".")[1] if "." in module.name else module.name
        path = posixpath.join("api", *module.name.split(".")[1:]) + ".md"
        wings.setdefault(wing, []).append({module.name.removeprefix("journey."): path})
    api: list[Any] = ["api/index.md", *(entry for group in wings.values() for entry in group)]
    entries = [
        {"Home": "index.md"},
        {"Roadmap": ["roadmap/index.md", *phases]},
        {"API": api},
        {"Log": ["log/index.md"]},
        {"Reference": ["glossary.md", "notation.md", "tags.md"]},
        {"About": "about.md"},
    ]
    return [found for entry in entries if (found := _existing(entry, project.root / "docs"))]


def _existing(entry: Any, docs: Path) -> Any:
    """Return an entry of the navigation without pages that are written by hand and missing."""
    if isinstance(entry, dict):
        title, below = next(iter(entry.items()))
        kept = _existing(below, docs)
        return {title: kept} if kept else None
    if isinstance(entry, list):
        return [kept for item in entry if (kept := _existing(item, docs))]
    generated = entry.startswith("api/") or "/projects/" in entry
    return entry if generated or (docs / entry).is_file() else None
