"""Syntax trees of the package's files for API pages, kept by content.

mkdocstrings asks griffe to read the whole package before it shows one of its modules, and after a
save one file is new. Here :class:`KeptTrees`, a loader of griffe's, takes the tree of every file
whose text it has seen from the cache. What is not here: rendering (mkdocstrings), and the graph of
imports and symbols that the site's other pages use (:mod:`journey_site.sourcecode`).
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from griffe import GriffeLoader, Module, Parser, load_extensions
from griffe._internal.extensions.dataclasses import _dataclass_parameters
from mkdocstrings_handlers.python._internal.handler import _filter_parser_options
from mkdocstrings_handlers.python._internal.rendering import _test_existing_template

from journey_site.cache import Cache

_SHARED = ("parent", "_modules_collection", "_lines_collection")  # the loader's, not the file's


class KeptTrees(GriffeLoader):
    """A loader that parses a file only where its text is new.

    Parameters
    ----------
    cache
        Where trees are kept.
    configured
        A digest of the configuration, which says how docstrings are read.
    **options
        As for :class:`griffe.GriffeLoader`.
    """

    def __init__(self, cache: Cache, configured: str, **options: Any) -> None:
        super().__init__(**options)
        self._cache = cache
        self._configured = configured

    def _visit_module(
        self, module_name: str, module_path: Path, parent: Module | None = None
    ) -> Module:
        code = module_path.read_text("utf-8-sig")
        key = self._cache.key("tree", module_name, module_path, code, self._configured)
        found, module = self._cache.load(key)
        if not found:
            module = super()._visit_module(module_name, module_path, parent)
            held = {name: getattr(module, name) for name in _SHARED}
            for name in _SHARED:
                setattr(module, name, None)
            self._cache.store(key, module)  # before names are resolved, which changes the tree
            for name, value in held.items():
                setattr(module, name, value)
            return module
        self.lines_collection[module_path] = code.splitlines()
        module.parent = parent
        module._modules_collection = self.modules_collection
        module._lines_collection = self.lines_collection
        return module  # type: ignore[no-any-return]


def read_package(handler: Any, package: str, cache: Cache, configured: str) -> None:
    """Let mkdocstrings' Python handler know a package, as its ``collect`` would read it.

    Parameters
    ----------
    handler
        The handler; nothing is done where it knows the package.
    package
        The name of a top-level package.
    cache, configured
        As for :class:`KeptTrees`.
    """
    if cache.folder is None or package in handler._modules_collection:
        return
    options = handler.get_options({})
    if options.preload_modules:
        return
    # Both remember every class and template folder that they ever saw, and with them, in a process
    # that serves, the trees of every save.
    _dataclass_parameters.cache_clear()
    _test_existing_template.cache_clear()
    parser = options.docstring_style and Parser(options.docstring_style)
    parser_options = options.docstring_options and _filter_parser_options(
        parser, asdict(options.docstring_options)
    )
    loader = KeptTrees(
        cache,
        configured,
        extensions=load_extensions(*handler.normalize_extension_paths(options.extensions)),
        search_paths=handler._paths,
        docstring_parser=parser,
        docstring_options=parser_options,
        modules_collection=handler._modules_collection,
        lines_collection=handler._lines_collection,
        allow_inspection=options.allow_inspection,
        force_inspection=options.force_inspection,
    )
    try:
        loader.load(package, try_relative_path=False, find_stubs_package=options.find_stubs_package)
    except ImportError:
        return  # mkdocstrings meets the same error, and says so
    loader.resolve_aliases(implicit=False, external=handler.config.load_external_modules)
