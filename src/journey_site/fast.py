"""What makes builds fast: the results of MkDocs' slow steps, kept by content.

This is the one module that reaches past MkDocs' plugin events. It touches six things, each on an
instance and never on a class or module, so that nothing outside this build changes:

1. ``page.render``: a page's HTML is kept under its Markdown, the addresses that its links lead
   to, and the sources behind the API that it shows. What rendering leaves elsewhere (anchors at
   autorefs, objects in mkdocstrings' inventory, messages) is recorded and repeated.
2. ``env.template_class``: a page's final HTML is kept under everything that the theme shows.
3. ``search_index`` of Material's search plugin: a page's entries are kept, and the index is put
   together from all pages, built or left alone.
4. ``mkdocstrings``' handler is made even where no page needed it, since it writes a style sheet.
5. ``files`` is wrapped while a page renders, to learn which links it looks up.
6. ``mkdocstrings``' handler is given the package's syntax trees, of which one is new after a save:
   see :mod:`journey_site.trees`.

A second process fills the cache from the other end, with ``_populate_page`` and ``get_context`` of
MkDocs' build.

While serving, saves go through MkDocs' own "dirty" build with one thing put right: a file's
``is_modified`` answers by content and by what the page is made from, not by time. Pages left alone
get back what other pages and the indexes need of them. The server's observer is exchanged for the
operating system's notifications, where polling would add half a second, and the theme's files are
listed once.

Where the versions are not the ones that this was tested with, :func:`untested` says so, and the
build runs plainly.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import re
import sys
import threading
import warnings
from ast import literal_eval
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MethodType
from typing import Any

import jinja2
from mkdocs.commands.build import _populate_page, build, get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog import events
from watchdog.observers import Observer

from journey_site.cache import Cache, digest
from journey_site.parallel import cores
from journey_site.problems import Problem
from journey_site.serving import Kept, Memory
from journey_site.trees import read_package

TESTED = {
    "griffelib": "2.4.1",
    "mkdocs": "1.6.1",
    "mkdocs-material": "9.8.1",
    "mkdocs-autorefs": "1.4.5",
    "mkdocstrings": "1.0.8",
    "mkdocstrings-python": "2.0.11",
}
_AUTODOC = re.compile(r"^::: *([\w.]+)", re.MULTILINE)
_REFERENCE = re.compile(r'<autoref\b[^>]*?identifier="([^"]+)"')
_NAV_META = ("icon", "status", "subtitle", "hide")
_UNPRINTABLE = re.compile(r" at 0x[0-9a-f]+")
_ADDRESSED = ("site_url", "repo_url", "repo_name", "edit_uri", "use_directory_urls")
_IRRELEVANT = {"site_dir", "strict", "watch", "dev_addr", "config_file_path", "nav", "quiet"}


def untested() -> str:
    """Return which library's version this module was not tested with; empty where all were."""
    for name, version in TESTED.items():
        try:
            found = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found = "none"
        if found != version:
            return f"{name} {found} (tested with {version})"
    return ""


def _written(config: MkDocsConfig) -> list[Any]:
    """Return the configuration as the author wrote it, and as the command changed it."""
    with warnings.catch_warnings():
        # "Never used in MkDocs": all else in a configuration has been through the plugins.
        warnings.simplefilter("ignore", DeprecationWarning)
        return list(config.user_configs)


def fingerprint(config: MkDocsConfig) -> str:
    """Return a digest of the configuration as the author wrote it, environment included."""
    written = [
        (key, value)
        for given in _written(config)
        for key, value in sorted(given.items())
        if key not in _IRRELEVANT
    ]
    return digest(_UNPRINTABLE.sub("", repr(written)), [config[name] for name in _ADDRESSED])


class _Messages(logging.Handler):
    """Collects warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def _messages() -> Iterator[list[tuple[str, int, str]]]:
    handler, logger = _Messages(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)


class _Lookups:
    """Stands before the files while a page renders, and remembers what its links looked up."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.asked: dict[str, tuple[str, str] | None] = {}

    def get_file_from_path(self, path: str) -> Any:
        file = self._files.get_file_from_path(path)
        self.asked[path] = answer(self._files, path)
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def answer(files: Files, path: str) -> tuple[str, str] | None:
    """Return where a path of the docs tree is published, and whether it is."""
    file = files.get_file_from_path(path)
    return None if file is None else (file.url, file.inclusion.name)


class Fast:
    """Puts the cache between one build and MkDocs' slow steps.

    Parameters
    ----------
    cache
        Where results are kept.
    config
        The build's configuration, after every plugin's ``on_config``.
    behind
        Returns a digest of the sources that a module's API page is made from.
    finish
        Takes a page and the theme's HTML, and returns the final HTML and what is wrong with it.
    report
        Takes what is wrong.
    """

    def __init__(
        self,
        cache: Cache,
        config: MkDocsConfig,
        behind: Callable[[str], str],
        finish: Callable[[Page, str], tuple[str, list[Any]]],
        report: Callable[..., None],
    ) -> None:
        self.cache = cache
        self.behind = behind
        self.finish = finish
        self.report = report
        self.configured = fingerprint(config)
        self.autorefs: Any = config.plugins.get("autorefs")
        self.mkdocstrings: Any = config.plugins.get("mkdocstrings")
        self.search: Any = config.plugins.get("material/search")
        self.api = False
        self.helper = Helper(self)
        self.pages: dict[str, Kept] = {}  # what this build's pages left behind, by path
        self.frozen: dict[str, Kept] = {}  # what the last build's pages did, where they stay

    # 1. Markdown ------------------------------------------------------------------------------

    def prepare_page(self, page: Page) -> None:
        """Let a page's ``render`` look in the cache first."""
        page.render = MethodType(self._render, page)  # type: ignore[method-assign]

    def _render(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        markdown = page.markdown or ""
        modules = _AUTODOC.findall(markdown)
        if modules and not self.api:
            self.api = True
            self._handler()
        sources = [(name, self.behind(name)) for name in modules]
        where = (page.file.src_uri, page.file.url, page.is_homepage)
        key = self.cache.key("render", markdown, where, sources, self.configured)
        found, kept = self.cache.load(key)
        if found and all(answer(files, path) == url for path, url in kept["lookups"].items()):
            self._replay(page, kept)
            for name, level, message in kept["messages"]:
                logging.getLogger(name).log(level, "%s", message)
            return
        for package in {name.partition(".")[0] for name in modules}:
            read_package(self._handler(), package, self.cache, self.configured)
        self.cache.store(key, self._render_anew(page, config, files))

    def _render_anew(self, page: Page, config: MkDocsConfig, files: Files) -> dict[str, Any]:
        lookups = _Lookups(files)
        anchors: list[tuple[Any, ...]] = []
        objects: list[dict[str, Any]] = []
        with self._recorded(anchors, objects), _messages() as messages:
            Page.render(page, config, lookups)  # type: ignore[arg-type]
        kept = {
            "lookups": lookups.asked,
            "content": page.content,
            "toc": page.toc,
            "title": page._title_from_render,
            "ids": page.present_anchor_ids,
            "anchors": anchors,
            "objects": objects,
            "messages": list(messages),
        }
        self._replay(page, kept)
        return kept

    @contextmanager
    def _recorded(
        self, anchors: list[tuple[Any, ...]], objects: list[dict[str, Any]]
    ) -> Iterator[None]:
        """Record what rendering registers at other plugins, instead of registering it."""
        if self.autorefs is None or self.mkdocstrings is None:
            yield
            return
        handlers = self.mkdocstrings.handlers
        inventory = handlers.inventory
        stand_in = type(inventory)()

        def register_anchor(page: Any, *args: Any, **named: Any) -> None:
            anchors.append((args, named))

        def register(**named: Any) -> None:
            objects.append(named)

        stand_in.register = register
        self.autorefs.register_anchor = register_anchor
        handlers.inventory = stand_in
        try:
            yield
        finally:
            del self.autorefs.register_anchor
            handlers.inventory = inventory

    def _replay(self, page: Page, kept: dict[str, Any]) -> None:
        page.content = kept["content"]
        page.toc = kept["toc"]
        page._title_from_render = kept["title"]
        page.present_anchor_ids = kept["ids"]
        self.pages[page.file.src_uri] = Kept(anchors=kept["anchors"], objects=kept["objects"])
        self._register(page, kept["anchors"], kept["objects"])

    def _register(
        self, page: Page, anchors: list[tuple[Any, ...]], objects: list[dict[str, Any]]
    ) -> None:
        for args, named in anchors:
            self.autorefs.register_anchor(page, *args, **named)
        if objects:
            self.api = True
            inventory = self.mkdocstrings.handlers.inventory
            for item in objects:
                # An alias gives way to an object of that name, as in mkdocstrings itself.
                if item.get("priority") != 2 or item["name"] not in inventory:
                    inventory.register(**item)

    # Pages left alone while serving -----------------------------------------------------------

    def freeze(self, page: Page, kept: Kept) -> None:
        """Give a page that is not built again what other pages and the indexes need of it."""
        page.markdown, page.content = "", ""
        page.meta, page.toc = kept.meta, kept.toc
        page._title_from_render = kept.title
        self.frozen[page.file.src_uri] = kept
        self._register(page, kept.anchors, kept.objects)

    def remember(self, page: Page, html: str, problems: tuple[Problem, ...]) -> None:
        """Keep what a page that was built leaves behind."""
        kept = self.pages.setdefault(page.file.src_uri, Kept())
        kept.meta, kept.toc = dict(page.meta), page.toc
        kept.title = page._title_from_render
        kept.refs = frozenset(_REFERENCE.findall(html))
        kept.problems = problems

    def prepare_api(self) -> None:
        """Let mkdocstrings write its style sheet, where its pages came from the cache."""
        if self.api:
            self._handler()

    def _handler(self) -> Any:
        handler = self.mkdocstrings.handlers.get_handler("python")
        handler.env.bytecode_cache = self._bytecode()
        return handler

    def _bytecode(self) -> jinja2.BytecodeCache | None:
        """Return where Jinja keeps compiled templates, by their text."""
        if self.cache.folder is None:
            return None
        folder = self.cache.folder / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        return jinja2.FileSystemBytecodeCache(str(folder))

    # 2. and 3. Templates and search -----------------------------------------------------------

    def prepare_output(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Let templates and search entries come from the cache where nothing changed."""
        theme = config.theme
        overrides = [Path(theme.custom_dir)] if theme.custom_dir else []
        templates = [path for folder in overrides for path in sorted(folder.rglob("*.html"))]
        look = digest(
            self.configured,
            [(path.name, digest(path.read_bytes())) for path in templates],
            [str(name) for name in (*config.extra_css, *config.extra_javascript)],
        )
        memo = self

        class Template(jinja2.Template):
            def render(self, *args: Any, **named: Any) -> str:
                context = dict(*args, **named)
                plain = super().render
                return memo._output(str(self.name), look, context, lambda: plain(context))

        env.template_class = Template
        env.bytecode_cache = self._bytecode()
        if self.search is not None:
            index = self.search.search_index
            index.add_entry_from_context = MethodType(self._entries, index)
            index.generate_search_index = MethodType(self._index, index)
            self._order = [file.src_uri for file in files.documentation_pages()]

    def _output(
        self, name: str, look: str, context: dict[str, Any], render: Callable[[], str]
    ) -> str:
        page = context.get("page")
        if page is not None and page.file.src_uri in self.pages:
            self.pages[page.file.src_uri].tags = context.get("tags")
        shown = self._shown(context) if page is not None else ""
        if page is None:
            return render()
        if not shown:
            return self._finished(page, render())
        key = self.cache.key("output", name, look, shown)
        found, kept = self.cache.load(key)
        if not found:
            kept = self.finish(page, render())
            self.cache.store(key, kept)
        html, problems = kept
        self.report(*problems)
        return str(html)

    def _finished(self, page: Page, html: str) -> str:
        html, problems = self.finish(page, html)
        self.report(*problems)
        return html

    def _shown(self, context: dict[str, Any]) -> str:
        """Return a digest of everything that a page's templates show; empty where unknown."""
        page, nav = context["page"], context["nav"]
        if "posts" in context:  # a list of the log's entries: few, and made of many pages
            return ""
        ancestors = [item for item in (page.parent, *page.ancestors) if item is not None]
        prune = "navigation.prune" in context["config"].theme.get("features", ())
        parts = [
            page.content,
            [page.title, page.url, page.canonical_url, page.edit_url, page.is_homepage],
            json.dumps(page.meta, sort_keys=True, default=repr),
            _outline(page.toc),
            [(p.title, p.url) if p else None for p in (page.previous_page, page.next_page)],
            [(item.title, getattr(item, "url", None)) for item in ancestors],
            _branches(nav.items, {id(item) for item in (page, *ancestors)}, prune),
            (nav.homepage.url if nav.homepage else None, context.get("base_url")),
            [type(page).__name__, _blog(page)],
            sorted(
                (key, repr(value))
                for key, value in context.items()
                if key not in {"page", "nav", "config", "pages", "build_date_utc"}
            ),
        ]
        text = repr(parts)
        return "" if _UNPRINTABLE.search(repr(parts[1:])) else digest(text)

    def _entries(self, index: Any, page: Page) -> None:
        meta = {key: page.meta.get(key) for key in ("title", "tags", "search")}
        key = self.cache.key(
            "search", page.content or "", page.url, page.title, repr(meta), _outline(page.toc)
        )
        found, entries = self.cache.load(key)
        if not found:
            before = len(index.entries)
            type(index).add_entry_from_context(index, page)
            entries = index.entries[before:]
            self.cache.store(key, entries)
        self.pages.setdefault(page.file.src_uri, Kept()).entries = entries

    def _index(self, index: Any, previous: Any) -> str:
        """Put the entries of all pages together, those that were left alone too."""
        known = self.frozen | self.pages
        index.entries = [
            entry for uri in self._order if uri in known for entry in known[uri].entries
        ]
        return str(type(index).generate_search_index(index, previous))


def _outline(toc: Any) -> str:
    return repr([(item.title, item.id, item.level, _outline(item.children)) for item in toc])


def _branches(items: Any, active: set[int], prune: bool) -> list[Any]:
    """Return the part of the navigation that a page shows: what is beside and above it."""
    shown = []
    for item in items:
        meta = getattr(item, "meta", None) or {}
        own = [item.title, getattr(item, "url", None), [meta.get(key) for key in _NAV_META]]
        own += [type(item).__name__, id(item) in active]
        children = item.children or []
        if not prune or id(item) in active:
            own.append(_branches(children, active, prune))
        elif children:  # only its first page is linked
            own += [len(children), _branches(children[:1], active, prune)]
        shown.append(own)
    return shown


def _blog(page: Any) -> Any:
    """Return what an entry of the log shows beyond a page."""
    if not hasattr(page, "config"):
        return None
    categories = [(item.title, item.url) for item in getattr(page, "categories", [])]
    return [repr(dict(page.config)), repr(getattr(page, "authors", None)), categories]


# Two cores -----------------------------------------------------------------------------------


class Helper:
    """A forked process that fills the cache from the last page backwards.

    This process works forwards, so they meet in the middle; a page that is found in the cache
    tells either that the other was there. Where nothing is new the helper ends at once.
    """

    _MET = 3  # pages in a row that the cache had already

    def __init__(self, fast: Fast) -> None:
        self.fast = fast
        self.pid = 0

    def start(self, pages: list[Page], work: Callable[[Page], object]) -> None:
        """Let a new process work on pages; does nothing where there is one core."""
        self.join()
        # Beside other threads, as in a serving process, a fork may inherit a lock and wait forever.
        if cores() < 2 or self.fast.cache.folder is None or threading.active_count() > 1:
            return
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        if self.pid:
            return
        try:
            # What is wrong is recorded with each page and said by the process that meets it.
            logger = logging.getLogger("mkdocs")
            logger.handlers, logger.propagate = [], False
            met = 0
            for page in reversed(pages):
                before = self.fast.cache.misses
                work(page)
                met = met + 1 if self.fast.cache.misses == before else 0
                if met == self._MET:
                    break
        except BaseException:  # the other process meets the same page, and says so
            pass
        finally:
            os._exit(0)

    def join(self) -> None:
        """Wait for the process."""
        if self.pid:
            os.waitpid(self.pid, 0)
            self.pid = 0


def render_ahead(fast: Fast, files: Files, config: MkDocsConfig) -> None:
    """Let a second process render pages."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    plain = [page for page in pages if type(page) is Page]
    fast.helper.start(plain, lambda page: _populate_page(page, config, files))


def output_ahead(
    fast: Fast, env: jinja2.Environment, files: Files, config: MkDocsConfig, nav: Navigation
) -> None:
    """Let a second process put pages into the theme."""
    doc_files = list(files.documentation_pages())

    def work(page: Page) -> None:
        page.active = True
        context: Any = get_context(nav, doc_files, config, page)
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False

    pages = [file.page for file in doc_files if file.page is not None]
    fast.helper.start([page for page in pages if type(page) is Page], work)


# Serving ------------------------------------------------------------------------------------


class Unsound(Exception):
    """Raised where a save changed what other pages link to by name: all pages are built then."""


class _NoDirtyWarning(logging.Filter):
    """Drops the warning that a dirty build is inaccurate, which this one is not."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("A 'dirty' build is being performed")


class _Notifying(Observer):  # type: ignore[misc, valid-type]
    """Notifies of files that changed, and not of files that were opened or closed."""

    _KINDS = (
        events.FileCreatedEvent,
        events.FileDeletedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
    )

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> Any:
        if not Path(path).is_file():
            return super().schedule(
                handler, path, recursive=recursive, event_filter=list(self._KINDS)
            )
        # Editors replace files; a watch on the file itself would stay with the one that is gone.
        only = events.FileSystemEventHandler()

        def passed_on(event: Any) -> None:
            if path in (event.src_path, event.dest_path):
                handler.on_any_event(event)

        only.on_any_event = passed_on  # type: ignore[method-assign]
        return super().schedule(only, str(Path(path).parent), event_filter=list(self._KINDS))


def notify_at_once(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Let the operating system tell the server of changes; ``JOURNEY_POLL=1`` keeps polling.

    Polling is what works on network drives and in some containers.
    """
    if os.environ.get("JOURNEY_POLL"):
        return
    watched = [config.docs_dir, *([config.config_file_path] if config.config_file_path else [])]
    for path in watched:
        server.unwatch(path)
    server.observer = _Notifying()
    server.build_delay = 0.04  # until an editor's several events for one save are over
    for path in watched:
        server.watch(path)


def list_theme_once(config: MkDocsConfig) -> None:
    """Let the theme's files be listed once a process, and those of the project every time.

    MkDocs asks the theme for all its files at each build, and this theme has 14,000 icons.
    """
    theme = config.theme
    get_env = theme.get_env

    def environment() -> jinja2.Environment:
        env = get_env()
        own = str(theme.custom_dir or "")
        fixed = tuple(folder for folder in theme.dirs if folder != own)

        def list_templates(extensions: Any = None, filter_func: Any = None) -> list[str]:
            names = _listed(fixed) | (_walk(own) if own else set())
            return sorted(name for name in names if filter_func is None or filter_func(name))

        env.list_templates = list_templates  # type: ignore[method-assign]
        return env

    theme.get_env = environment  # type: ignore[method-assign]


@lru_cache(maxsize=4)
def _listed(folders: tuple[str, ...]) -> frozenset[str]:
    # What the build filters out anyway stays out here: names with a part that starts with a dot.
    names = set().union(*(_walk(folder) for folder in folders))
    return frozenset(name for name in names if not name.startswith(".") and "/." not in name)


def _walk(folder: str) -> set[str]:
    return set(jinja2.FileSystemLoader(folder).list_templates())


def load_again(config: MkDocsConfig) -> MkDocsConfig:
    """Read the configuration file anew, with the options that the command was given."""
    given = _written(config)
    options = dict(given[-1]) if len(given) > 1 else {}
    again = load_config(config.config_file_path, **{**options, "site_dir": config.site_dir})
    again.site_url = config.site_url
    return again


def build_changed(config: MkDocsConfig) -> None:
    """Build the files that say they are modified, into the folder as it stands."""
    logger = logging.getLogger("mkdocs.commands.build")
    if not any(isinstance(item, _NoDirtyWarning) for item in logger.filters):
        logger.addFilter(_NoDirtyWarning())
    build(config, serve_url=config.site_url, dirty=True)


def select(
    files: Files, memory: Memory, affected: set[str] | None, fast: Fast, generated: set[str]
) -> None:
    """Mark what is to be built, and give pages left alone what others need of them.

    Parameters
    ----------
    files
        Every file of the site.
    memory
        What the last build left behind; gets the states of static files.
    affected
        The pages to build; None for all.
    fast
        The build's connection to the cache.
    generated
        Static files without a source whose content may have changed.
    """
    for file in files:
        if file.is_documentation_page():
            alone = affected is not None and file.src_uri not in affected
            alone = alone and file.src_uri in memory.pages
            file.is_modified = _never if alone else _always  # type: ignore[method-assign]
            if alone and file.page is not None:
                fast.freeze(file.page, memory.pages[file.src_uri])
        elif file.abs_src_path:
            status = Path(file.abs_src_path).stat()
            state = (status.st_mtime_ns, status.st_size)
            same = memory.static.get(file.src_uri) == state
            file.is_modified = _never if same else _always  # type: ignore[method-assign]
            memory.static[file.src_uri] = state
        elif affected is not None and file.src_uri not in generated:
            file.is_modified = _never  # type: ignore[method-assign]


def check_sound(fast: Fast, memory: Memory) -> None:
    """Raise where pages left alone link by name to something that a built page changed."""
    changed: set[str] = set()
    for uri, kept in fast.pages.items():
        before = memory.pages[uri].named if uri in memory.pages else set()
        changed |= {literal_eval(text)[0][0] for text in kept.named ^ before}
    if changed and any(changed & kept.refs for kept in fast.frozen.values()):
        raise Unsound


def remove_stale(memory: Memory, files: Files) -> None:
    """Remove what the last build wrote and this one has no file for."""
    paths = {file.abs_dest_path for file in files}
    for path in memory.paths - paths:
        Path(path).unlink(missing_ok=True)
    memory.paths = paths


def _never() -> bool:
    return False


def _always() -> bool:
    return True
