"""The one module that speaks to MkDocs: plugin events on one side, the engine on the other.

Two plugins live here. ``journey`` loads the project, adds the generated pages, expands and
finishes every page and checks the built site. ``journey-notebooks`` is mkdocs-jupyter with its
conversion step replaced: a notebook is turned into Markdown and rendered by the site's own
pipeline. Changing the builder means changing this module; nothing else imports MkDocs.
"""

from __future__ import annotations

import base64
import gc
import json
import logging
import os
import posixpath
import sys
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_jupyter.plugin import NotebookFile
from mkdocs_jupyter.plugin import Plugin as JupyterPlugin

from journey_site import (
    addresses,
    anki,
    cardpages,
    dates,
    fast,
    links,
    logposts,
    progressids,
    questions,
    sitecheck,
    structured,
)
from journey_site.accessibility import name_landmarks
from journey_site.cache import Cache
from journey_site.exercises import sources, sources_path
from journey_site.fast import Fast
from journey_site.files import write_bytes, write_text
from journey_site.glossary import read_glossary
from journey_site.installcell import repository, with_cell
from journey_site.lighten import lighten
from journey_site.mathml import typeset
from journey_site.pages import Draft, Pages, figure_paths
from journey_site.problems import Problem, SiteError, relative
from journey_site.project import Project, find_root, load_project
from journey_site.results import Notebook
from journey_site.runtime import load_runtime, page_config
from journey_site.serving import (
    Memory,
    affected,
    keys_of,
    notebook_uri,
    world_of,
    write_problems,
)
from journey_site.wheel import package_wheel

log = logging.getLogger("mkdocs.plugins.journey")
_AUTHORING = "assets/javascripts/authoring.js"  # only in a site being served to its author
_LIVE = "assets/live"
_VENDOR = "assets/vendor"  # libraries of others, as the lock names them
_SWEEP_S = 1.5  # after a save, when the browser has its page


class JourneyConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    branch = Type(str, default="main")
    cards = Type(bool, default=True)
    cache = Type(bool, default=True)


class JourneyPlugin(BasePlugin[JourneyConfig]):
    """Connects the engine to MkDocs' events, in the order in which MkDocs calls them."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is a build or a serving process."""
        self.command = command
        gc.set_threshold(100_000, 20, 20)  # nearly all that a build makes stays to its end
        self.memory = Memory()
        self.told_live = False
        self.affected: set[str] | None = None  # None: every page
        self.last_affected: set[str] | None = None
        self.loaded = False
        self.sweep = threading.Timer(0, gc.collect)

    def load(self, config: MkDocsConfig) -> None:
        """Load the project; a serving process does so before it decides what to build."""
        root = find_root(Path(config.config_file_path or "mkdocs.yml").parent)
        self.reported: set[Problem] = set()
        self.drafts: dict[str, Draft] = {}
        self.dates = dates.last_changed(root)
        self.cache = self._open_cache(root)
        try:
            self.project: Project = load_project(root, self.cache)
        except SiteError as error:
            raise PluginError(f"The project cannot be read:\n{error}") from None
        self.project.logs = logposts.latest(root, self.report, self.cache)
        self.logged = set(self.reported)
        self.pages = Pages(
            self.project,
            read_glossary(root / "docs" / "glossary.md"),
            repo_url=config.repo_url or "",
            branch=self.config.branch,
        )
        self.generated = {**self.pages.milestone_stubs(), **self.pages.api_pages()}
        if self.serving:  # now: plugins change the configuration that they are given
            self.world = world_of(self.project, self.pages, fast.fingerprint(config), self.dates)
            self.keys = keys_of(self.project, self.pages, self.generated)

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Derive navigation and redirects from the roadmap."""
        if not self.loaded:
            self.load(config)
        self.loaded = False
        config.nav = navigation(self.project)
        if self.serving:
            if self.cache.folder is not None:
                fast.list_theme_once(config)
            config.extra_javascript.append(_AUTHORING)
        redirects = config.plugins.get("redirects")
        if redirects is not None:
            for phase in self.project.roadmap.phases:
                redirects.config["redirect_maps"].setdefault(
                    f"{phase.id}.md", f"{phase.slug}/index.md"
                )
        return config

    @property
    def serving(self) -> bool:
        """Whether this process serves the site."""
        return self.command == "serve"

    def _open_cache(self, root: Path) -> Cache:
        if not self.config.cache:
            return Cache(None)
        if different := fast.untested():
            print(
                f"Building without the cache: it was not tested with {different}.", file=sys.stderr
            )
            return Cache(None)
        return Cache(root / ".cache" / "site")

    def report(self, *problems: Problem) -> None:
        """Log each problem once; strict builds count them as errors."""
        for problem in problems:
            if problem not in self.reported:
                self.reported.add(problem)
                log.error(str(problem))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Connect the cache, now that every plugin has its configuration."""
        self.fast: Fast | None = None
        if self.cache.folder is not None:
            self.fast = Fast(
                self.cache, config, self.project.source.behind, self.finished, self.report
            )
        if self.serving and (feed := config.plugins.get("rss")):
            feed.config.enabled = False  # it would name every entry again at each save

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Take over the builds that follow a save."""
        if self.fast:
            fast.notify_at_once(server, config)
            server.builder = lambda: self.rebuild(config)
            gc.collect()
            gc.freeze()  # what the first build leaves is not looked through again
        return server

    def rebuild(self, config: MkDocsConfig) -> None:
        """Build what a save changed; where that fails, the pages before it stay, and say why."""
        site = Path(config.site_dir)
        gc.disable()  # a third of the time would go into looking for garbage among what stays
        try:
            again = fast.load_again(config)
            self.load(again)
            self.loaded = True
            self.affected = affected(self.memory, self.world, self.keys)
            self.last_affected = self.affected
            try:
                fast.build_changed(again)
            except fast.Unsound:
                self.affected = None
                self.memory.static.clear()  # noted as copied before they were
                fast.build_changed(fast.load_again(config))
        except (Exception, SystemExit) as error:
            self.memory.world = ""  # the next build takes every page and every file
            self.memory.static.clear()
            message = str(error) or type(error).__name__
            log.error(message)
            write_problems(site, (), message)
        finally:
            self.loaded, self.affected = False, None
            gc.enable()
            self.sweep.cancel()
            self.sweep = threading.Timer(_SWEEP_S, gc.collect)  # or memory grows with each save
            self.sweep.daemon = True
            self.sweep.start()

    @event_priority(-200)  # every plugin has added its files
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Choose the pages to build."""
        self.files = files
        self.uris = {file.src_uri for file in files}
        if self.serving and self.fast:
            made = {*self._pictures, _AUTHORING, questions.QUESTIONS_FILE}
            fast.select(files, self.memory, self.affected, self.fast, made)
        self.nav = nav
        if self.fast and self.affected is None:
            fast.render_ahead(self.fast, files, config)
        return nav

    @event_priority(100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what has no file in docs/: notebooks, figures, exercises, API and project pages."""
        project = self.project
        self._pictures: set[str] = set()
        if self.serving:
            script = Path(__file__).parent.joinpath("assets", "authoring.js").read_text("utf-8")
            files.append(File.generated(config, _AUTHORING, content=script))
        asked = questions.questions_json(project)
        files.append(File.generated(config, questions.QUESTIONS_FILE, content=asked))
        for ident, notebook in project.notebooks.items():
            uri = notebook_uri(project, ident)
            path = str(project.root / notebook.path)
            files.append(File.generated(config, uri, abs_src_path=path))
            alone = self.affected is not None and uri not in self.affected
            for figure in notebook.figures.values():
                for picture, content in zip(
                    figure_paths(ident, figure), (figure.light, figure.dark), strict=True
                ):
                    data = b"" if alone else _image(content, picture)
                    files.append(File.generated(config, picture, content=data))
                    if not alone:
                        self._pictures.add(picture)
        for topic, exercises in project.exercises.items():
            if topic in project.notes:  # else there is no page that asks for them
                uri, text = sources_path(topic), sources(exercises)
                files.append(File.generated(config, uri, content=text))
                self._pictures.add(uri)
        for uri, text in self.generated.items():
            files.append(File.generated(config, uri, content=text))
        self._add_live(files, config)
        for file in files.documentation_pages():
            if file.inclusion is InclusionLevel.UNDEFINED:
                file.inclusion = InclusionLevel.INCLUDED
        return files

    def _add_live(self, files: Files, config: MkDocsConfig) -> None:
        """Add the browser's Python, the package's wheel, and what the page's script must know."""
        runtime = load_runtime(self.project.root)
        if runtime:
            for file in runtime.files:
                kept, uri = str(runtime.kept(file)), f"{_VENDOR}/{file.name}"
                if file.group == "review" and Path(kept).is_file():  # it needs none of the others
                    files.append(File.generated(config, uri, abs_src_path=kept))
        wheel = None
        if runtime and (missing := runtime.missing()):
            sentence = (
                f"Code does not run in these pages: {len(missing)} files of the browser's Python "
                "are not there ('journey runtime' fetches them)."
            )
            if os.environ.get("JOURNEY_LIVE") == "require":
                raise PluginError(sentence)
            if not self.told_live:
                print(sentence, file=sys.stderr)
            self.told_live = True
            runtime = None
        if runtime:
            for file in runtime.python:
                kept, uri = str(runtime.kept(file)), f"{_LIVE}/{runtime.name}/{file.name}"
                files.append(File.generated(config, uri, abs_src_path=kept))
            wheel = package_wheel(self.project.root, self.cache)
            uri = f"{_LIVE}/{wheel[0]}"
            files.append(File.generated(config, uri, content=wheel[1]))
            self._pictures.add(uri)
        settings = json.dumps(page_config(runtime, wheel))
        files.append(File.generated(config, f"{_LIVE}/config.json", content=settings))
        self._pictures.add(f"{_LIVE}/config.json")

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

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Let the page's rendering come from the cache."""
        if self.fast:
            self.fast.prepare_page(page)
        return page

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
            draft.problems += links.check_targets(draft, markdown, max(body_line, 1), self.uris)
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
        html, problems = self.cache.memo(
            "finish",
            (html, *draft.blocks.html, draft.path, draft.uri, draft.text, self.pages.glossary),
            lambda: self.pages.finish(draft, html),
        )
        self.report(*draft.problems, *problems)
        if self.fast and self.serving:
            self.fast.remember(page, html, (*draft.problems, *problems))
        return html

    @event_priority(100)
    def _before_links(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        if self.fast:
            if self.affected is not None:
                fast.check_sound(self.fast, self.memory)
            self.fast.prepare_api()
        return env

    @event_priority(-200)  # autorefs has put in every link by then
    def _after_links(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        if self.fast:
            self.fast.prepare_output(env, config, files)
            if self.affected is None:
                fast.output_ahead(self.fast, env, files, config, self.nav)
        return env

    on_env = CombinedEvent(_before_links, _after_links)

    @event_priority(100)
    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Give the theme what a page's head needs."""
        kept = self.memory.pages.get(page.file.src_uri) if self.affected is not None else None
        if kept is not None and kept.tags is not None:
            context["tags"] = kept.tags  # with the list of tags, which was not built now
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
        """Finish the theme's HTML, unless that came finished from the cache."""
        if self.fast:
            return output
        html, problems = self.finished(page, output)
        self.report(*problems)
        return html

    def finished(self, page: Page, output: str) -> tuple[str, list[Problem]]:
        """Name landmarks, and typeset maths that other plugins added, as in the log's excerpts."""
        problems: list[Problem] = []
        if 'class="arithmatex">\\' in output:
            output, errors = typeset(output)
            path = self.draft(page).path if page.file.src_uri in self.drafts else page.url
            problems = [Problem(path, 0, str(error)) for error in errors]
        notebook = page.file.src_uri.endswith(".ipynb")
        return lighten(name_landmarks(output), notebook=notebook), problems

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
        if self.fast:
            self.fast.helper.join()
        self.report(*self.project.problems)
        site = Path(config.site_dir)
        if self.serving:  # cards and the check of all pages can wait for a build
            self._remember(config, site)
            return
        if self.config.cards:
            cache = self.project.root / ".cache" / "cards"
            for page_path, picture in cardpages.cards(self.project, site, cache):
                write_bytes(site / page_path, picture)
        if deck := anki.deck(self.project, config.site_url or "", self.dates):
            write_bytes(site / anki.DECK_FILE, deck)
        sources = {draft.url: (draft.path, draft.text) for draft in self.drafts.values()}
        base = urlsplit(config.site_url or "/").path or "/"
        self.report(*sitecheck.check_site(site, sources, base=base, cache=self.cache))
        published = sitecheck.addresses_of(site)
        if os.environ.get("JOURNEY_WRITE_ADDRESSES"):
            addresses.write_addresses(self.project.root, published)
            progressids.write_ids(self.project)
        self.report(*progressids.check_ids(self.project))
        self.report(*addresses.check_addresses(self.project.root, published))

    def _remember(self, config: MkDocsConfig, site: Path) -> None:
        """Keep what the next save needs, and tell the pages what is wrong."""
        if self.fast is None:
            write_problems(site, sorted(self.reported))
            return
        pages = self.fast.frozen | self.fast.pages
        problems = [problem for kept in pages.values() for problem in kept.problems]
        write_problems(site, sorted({*self.project.problems, *self.logged, *problems}))
        fast.remove_stale(self.memory, self.files)
        self.memory.world, self.memory.keys = self.world, self.keys
        self.memory.pages = pages


class NotebookPlugin(JupyterPlugin):
    """mkdocs-jupyter with its conversion step replaced.

    Its file handling and its copy of the source for download stay. Its HTML (630 KB of inlined
    styles a page, maths not typeset, links unchecked, failing cells published) is not used: the
    ``journey`` plugin has put Markdown in the page's source already, and the page keeps MkDocs'
    own ``render``.
    """

    def should_include(self, file: File) -> bool:
        """Tell a notebook by its name; the base class parses every Markdown file for this."""
        return bool(file.src_uri.endswith(".ipynb"))

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
        """Leave the page its own ``render``, which the base class replaces."""
        return page

    def on_post_page(self, output_content: str, /, page: Page, config: MkDocsConfig) -> None:
        """Write the copy for download, with the cell that installs the package elsewhere."""
        if not self.should_include(page.file):
            return
        path = Path(str(page.file.abs_src_path))
        address = (config.repo_url or "").rstrip("/")
        address = address or repository(Path(config.config_file_path).parent)
        notebook = with_cell(json.loads(path.read_text(encoding="utf-8")), address)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        write_text(Path(page.file.abs_dest_path).parent / path.name, text)


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
        {"Review": "review.md"},
        {"Reference": ["glossary.md", "notation.md", "tags.md"]},
        {"About": ["about.md", "measured.md"]},
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
