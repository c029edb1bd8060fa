"""The generated site's content without this project's engine, for other builders.

:func:`write` takes a project made by :mod:`benchmarks.site.generate` and writes its notes,
notebooks, log and API as plain Markdown and ``.ipynb`` files: numbers quoted by name become
numbers, figures become picture files, code becomes fenced blocks. The words are the same for each
builder; only links to the package's names and the way to ask for an API page are each one's own.
"""

from __future__ import annotations

import base64
import copy
import json
import posixpath
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from journey_site.project import Project, load_project
from journey_site.results import FIGURE_MIME, RESULT_MIME
from journey_site.sourcecode import Module

_MACRO = re.compile(r"\{\{ *(\w+) *\((.*?)\) *\}\}", re.DOTALL)
_STRING = re.compile(r"[\"']([^\"']*)[\"']")
_BY_NAME = re.compile(r"\[(`[^`\]]+`)\]\[([\w.]+)\]")
_TABLE = """
| code | reference | data | difference |
|---|---|---|---|
| `KMeans` | scikit-learn 1.9.1 | digits | 2.1e-12 |
| `KMeans` | scikit-learn 1.9.1 | penguins | 4.4e-13 |
| `KMeans` | scikit-learn 1.9.1 | clouds | 8.0e-13 |
"""
_SPHINX = """\
import sys
sys.path.insert(0, {source!r})
project = "Bhumika's AI Engineer Journey"
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.mathjax"]
myst_enable_extensions = ["dollarmath", "deflist", "attrs_inline", "tasklist"]
myst_heading_anchors = 4
nb_execution_mode = "off"
html_theme = "furo"
autodoc_member_order = "bysource"
exclude_patterns = ["_build"]
"""
_PLUGINS = {  # what each of the project's plugins is without the engine
    "journey": None,
    "journey-notebooks": {
        "mkdocs-jupyter": {"include_source": True, "execute": False, "ignore_h1_titles": True}
    },
}


class Writer:
    """Writes one builder's tree.

    Parameters
    ----------
    project
        The generated project.
    target
        The folder to write; emptied first.
    sphinx
        Whether it is for Sphinx; otherwise it is for MkDocs and those who read its configuration.
    """

    def __init__(self, project: Project, target: Path, *, sphinx: bool) -> None:
        self.project, self.target, self.sphinx = project, target, sphinx

    def run(self) -> None:
        """Write everything."""
        if self.target.exists():
            shutil.rmtree(self.target)
        root = self.project.root
        shutil.copytree(root / "src", self.target / "src")
        shutil.copytree(root / "docs/assets", self.target / "docs/assets")
        for path in sorted((root / "docs").rglob("*.md")):
            self._page(path.relative_to(root / "docs").as_posix(), path.read_text("utf-8"))
        for ident, notebook in self.project.notebooks.items():
            self._notebook(ident, copy.deepcopy(notebook.data))
        for module in self.project.source.modules.values():
            self._api(module)
        if self.sphinx:
            self._contents()
            source = _SPHINX.format(source=str(self.target / "src"))
            (self.target / "docs/conf.py").write_text(source, "utf-8")
        else:
            self._configuration(root / "mkdocs.yml")

    def _write(self, uri: str, text: str) -> None:
        path = self.target / "docs" / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _page(self, uri: str, text: str) -> None:
        head: dict[str, Any] = {}
        body = text
        if text.startswith("---\n"):
            _, front, body = text.split("---\n", 2)
            head = yaml.safe_load(front)
        kept = {name: head[name] for name in ("date", "slug", "tags", "search") if name in head}
        front = f"---\n{yaml.safe_dump(kept)}---\n" if kept else ""
        body = _MACRO.sub(lambda match: self._expand(uri, match[1], match[2]), body)
        if "topic" in head:
            cites = "".join(f"- {item['cite']}\n" for item in head.get("references", []))
            body += f"\n## Self-check\n\n{head.get('claim', '')}\n\n## References\n\n{cites}"
            body = _MACRO.sub(lambda match: self._expand(uri, match[1], match[2]), body)
        self._write(uri, front + self._named(body))

    def _named(self, text: str) -> str:
        if not self.sphinx:
            return text
        return _BY_NAME.sub(lambda m: f"{{py:obj}}`{m[1].strip('`')} <{m[2]}>`", text)

    def _expand(self, uri: str, macro: str, given: str) -> str:
        names = _STRING.findall(given)
        up = "../" * uri.count("/")
        if macro == "result":
            value = self.project.notebooks[names[0]].results.get(names[1], 0.5)
            return f"{value:.4g}" if isinstance(value, float) else str(value)
        if macro == "figure":
            figure = self.project.notebooks[names[0]].figures[names[1]]
            name = f"assets/figures/{names[0]}-{figure.name}{figure.suffix}"
            path = self.target / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            svg = figure.suffix == ".svg"
            path.write_bytes(figure.light.encode() if svg else base64.b64decode(figure.light))
            return f"![{figure.alt}]({up}{name})\n\n*{figure.caption}*"
        if macro == "code":
            found = self.project.source.find(names[0])
            return f"```python\n{found.source if found else names[0]}\n```"
        if macro == "diagram":
            return f"![A diagram.]({up}assets/diagrams/{names[0]}.svg)"
        if macro in ("parity", "speed", "speed_table"):
            return _TABLE
        if macro in ("home", "roadmap", "phase"):
            folder = posixpath.dirname(uri)
            pages = [
                f"- [{topic.text}]({up}{phase.slug}/{topic.id}.md)"
                for phase in self.project.roadmap.phases
                if macro != "phase" or phase.slug == folder
                for topic in phase.topics
            ]
            return "\n".join(pages)
        return "3"

    def _notebook(self, ident: str, data: dict[str, Any]) -> None:
        for cell in data["cells"]:
            for output in cell.get("outputs", []):
                for kind in (FIGURE_MIME, RESULT_MIME):
                    output.get("data", {}).pop(kind, None)
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        place = str(self.project.notebook_url(ident)).rstrip("/")
        self._write(f"{place}.ipynb", text)

    def _api(self, module: Module) -> None:
        parts = module.name.split(".")[1:]
        name = "/".join(parts) or "journey"
        if self.sphinx:
            ask = f"```{{eval-rst}}\n.. automodule:: {module.name}\n   :members:\n```\n"
        else:
            ask = f"::: {module.name}\n"
        self._write(f"api/{name}.md", f"# {module.name}\n\n{ask}")

    def _contents(self) -> None:
        """Put every page into Sphinx's tree of contents, by folder."""
        docs = self.target / "docs"
        below = {"": ["*/index", "*"], "log": ["posts/*"], "api": ["*", "*/*", "*/*/*"]}
        for phase in self.project.roadmap.phases:
            below[phase.slug] = ["*", "projects/*", "*/notebook"]
        for folder, patterns in below.items():
            path = docs / folder / "index.md"
            text = path.read_text("utf-8") if path.is_file() else f"# {folder}\n"
            entries = "\n".join(patterns)
            path.write_text(
                f"{text}\n```{{toctree}}\n:glob:\n:hidden:\n\n{entries}\n```\n", "utf-8"
            )

    def _configuration(self, path: Path) -> None:
        class Loader(yaml.SafeLoader):
            pass

        Loader.add_constructor(
            "!ENV",
            lambda loader, node: loader.construct_sequence(node)[-1],  # type: ignore[arg-type]
        )
        config = yaml.load(path.read_text("utf-8"), Loader)
        config["watch"] = ["src"]
        config["theme"] = {"name": "material", "features": config["theme"]["features"]}
        for name in ("extra_css", "extra_javascript", "validation"):
            config.pop(name, None)
        plugins = []
        for plugin in config["plugins"]:
            name = plugin if isinstance(plugin, str) else next(iter(plugin))
            plugin = _PLUGINS.get(name, plugin)
            plugins += [plugin] if plugin else []
        config["plugins"] = plugins
        text = yaml.safe_dump(config, sort_keys=False, allow_unicode=True)
        (self.target / "mkdocs.yml").write_text(text, "utf-8")


def write(source: Path, target: Path, *, sphinx: bool) -> None:
    """Write a generated project's content for another builder.

    Parameters
    ----------
    source
        The generated project.
    target
        The folder to write.
    sphinx
        Whether for Sphinx; otherwise for MkDocs.
    """
    Writer(load_project(source), target, sphinx=sphinx).run()
