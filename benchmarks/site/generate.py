"""A site of the finished size, made from this project's real pages by changing their words.

``python -m benchmarks.site.generate FOLDER`` writes a whole project there: every topic has a note
with maths, figures, code by name, links and questions; notebooks carry SVG and PNG outputs and a
valid stamp; modules have docstrings; evidence, theme and configuration are the project's own.
The same seed gives the same files, byte for byte. What is generated is for timing: it builds
without a warning, but nobody should read it.
"""

from __future__ import annotations

import argparse
import ast
import base64
import copy
import io
import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw

from benchmarks.site.words import Words
from journey_site.results import FIGURE_MIME
from journey_site.stamps import compute_stamp, fingerprint

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS, MODULES, ENTRIES = 100, 120, 24
_COPIED = (
    *("docs", "notebooks", "overrides", "src/journey", "tests", "tools"),
    *("roadmap.yml", "mkdocs.yml"),
)
_WINGS = {
    "programming": "programming",
    "mathematics": "mathematics",
    "machine-learning": "ml",
    "deep-learning": "nn",
    "nlp": "nlp",
    "llms": "llm",
    "computer-vision": "vision",
    "mlops": "mlops",
    "specialized": "specialized",
}
_SOURCES = {  # where the note of each finished topic takes its code from
    "k-means": ("ml/cluster/_kmeans", "ml/cluster/_minibatch", "ml/metrics/_silhouette"),
    "gradients-and-descent": (
        "mathematics/optimize/_quasi_newton",
        "mathematics/optimize/_line_search",
        "mathematics/optimize/_functions",
        "mathematics/optimize/_conjugate_gradient",
    ),
    "sorting-and-searching": ("programming/sorting", "programming/searching"),
}


class Generator:
    """Writes the site.

    Parameters
    ----------
    target
        The folder to write; emptied first.
    seed
        Decides every choice.
    notebooks, modules
        How many there are to be, the real ones included.
    """

    def __init__(
        self, target: Path, seed: int = 0, notebooks: int = NOTEBOOKS, modules: int = MODULES
    ) -> None:
        self.target = target
        self.random = random.Random(seed)
        self.notebooks, self.modules = notebooks, modules
        phases = yaml.safe_load((ROOT / "roadmap.yml").read_text("utf-8"))["phases"]
        self.topics = {
            topic["id"]: (phase["slug"], topic["text"])
            for phase in phases
            for section in phase["sections"]
            for topic in section["topics"]
        }
        self.milestones = {
            item["id"]: (phase["slug"], item["text"])
            for phase in phases
            for item in phase.get("milestones", [])
        }
        self.notes = {
            ident: (ROOT / "docs" / self.topics[ident][0] / f"{ident}.md").read_text("utf-8")
            for ident in _SOURCES
        }
        self.words = Words(list(self.notes.values()), self.random)
        self.made: dict[str, tuple[str, list[str]]] = {}  # topic: its module, public names

    def run(self) -> None:
        """Write everything."""
        self._copy()
        new = [ident for ident in self.topics if ident not in _SOURCES]
        base = {ident: self.random.choice(list(_SOURCES)) for ident in new}
        real = len(list((self.target / "src/journey").rglob("__init__.py"))) + 1
        spread = new[:]
        self.random.shuffle(spread)
        for ident in spread[: max(self.modules - real, 0)]:
            self._module(ident, base[ident])
        with_notebook = set(spread[: self.notebooks - len(_SOURCES)])
        for ident in new:
            if ident in with_notebook:
                self._notebook(ident, base[ident])
        for ident in new:
            self._note(ident, base[ident], ident in with_notebook)
        for ident in self.milestones:
            self._project(ident)
        for number in range(ENTRIES):
            self._entry(number)
        self._evidence()
        for ident in sorted(with_notebook):
            self._stamp(self.target / "notebooks" / self.topics[ident][0] / f"{ident}.ipynb")

    def _copy(self) -> None:
        if self.target.exists():
            shutil.rmtree(self.target)
        for name in _COPIED:
            source, target = ROOT / name, self.target / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
                shutil.copytree(source, target, ignore=ignored)
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        # Permanent addresses are the real site's business.
        (self.target / "addresses.txt").write_text("", encoding="utf-8")

    def _write(self, path: str, text: str) -> None:
        target = self.target / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")

    # Modules ----------------------------------------------------------------------------------

    def _module(self, ident: str, base: str) -> None:
        wing = _WINGS[self.topics[ident][0]]
        source = self.random.choice(_SOURCES[base])
        text = (ROOT / "src/journey" / f"{source}.py").read_text("utf-8")
        tree = ast.parse(text)
        public = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        ]
        text = re.sub(r"^__all__ = \[.*?\]\n", "", text, flags=re.MULTILINE | re.DOTALL)
        lines = text.split("\n")
        imports = [node for node in ast.parse(text).body if isinstance(node, ast.ImportFrom)]
        last = next(node for node in imports if node.module == "__future__").end_lineno or 1
        lines.insert(last, f"\n__all__ = {public!r}")
        name = f"journey.{wing}.{ident.replace('-', '_')}"
        text = self.words.docstrings("\n".join(lines))
        text = text.replace(f"journey.{source.replace('/', '.')}", name)
        folder = f"src/journey/{wing}"
        if not (self.target / folder / "__init__.py").is_file():
            self._write(f"{folder}/__init__.py", f'"""The wing {wing}."""\n')
        self._write(f"src/{name.replace('.', '/')}.py", text)
        tests = "".join(f"def test_{item.lower()}() -> None: ...\n" for item in public)
        self._write(f"tests/{wing}/test_{ident.replace('-', '_')}.py", tests)
        self.made[ident] = (name, public)

    def _named(self, ident: str) -> tuple[str, list[str]]:
        """Return the module that a topic's note shows; some topics share one."""
        if ident in self.made:
            return self.made[ident]
        return self.made[self.random.choice(sorted(self.made))]

    def _evidence(self) -> None:
        for name in ("parity", "benchmarks"):
            rows = json.loads((ROOT / "evidence" / f"{name}.json").read_text("utf-8"))
            made = []
            for module, public in self.made.values():
                source = fingerprint(self.target, module)
                for item in public[:6]:
                    row = {**self.random.choice(rows), "code": f"{module}.{item}", "source": source}
                    made.append(row)
            made.sort(key=lambda row: row["code"])
            self._write(f"evidence/{name}.json", json.dumps(rows + made, indent=1) + "\n")

    # Notebooks --------------------------------------------------------------------------------

    def _notebook(self, ident: str, base: str) -> None:
        slug, title = self.topics[ident]
        path = ROOT / "notebooks" / self.topics[base][0] / f"{base}.ipynb"
        data = copy.deepcopy(json.loads(path.read_text("utf-8")))
        data["metadata"]["journey"]["summary"] = f"{title}: what was run, and what it gave."
        for number, cell in enumerate(data["cells"]):
            text = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            if cell["cell_type"] == "markdown":
                text = self.words.prose(text)
                if number == 0:
                    text = re.sub(r"^# .*", f"# {title}, run", text, count=1)
                text = re.sub(rf"{base}\.md", f"{ident}.md", text)
            cell["source"] = text
            for output in cell.get("outputs", []):
                bundle = output.get("data", {})
                figure = bundle.get(FIGURE_MIME)
                if figure and self.random.random() < 0.5:
                    bundle.pop(figure["mime"])
                    figure["mime"] = "image/png"
                    bundle["image/png"] = self._picture(figure, "#1b2a41", "#ffffff")
                    bundle.pop("image/svg+xml", None)
                    figure_dark = self._picture(figure, "#e6edf3", "#12161c")
                    _set_dark(figure, figure_dark)
        if ident in self.made:
            module, public = self.made[ident]
            first = next(cell for cell in data["cells"] if cell["cell_type"] == "code")
            first["source"] += f"\nfrom {module} import {public[0]}"
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        self._write(f"notebooks/{slug}/{ident}.ipynb", text)

    def _picture(self, figure: dict[str, Any], ink: str, paper: str) -> str:
        """Return a chart of random walks as a PNG in base64."""
        size = (int(figure["width"]), int(figure["height"]))
        image = Image.new("RGB", size, paper)
        draw = ImageDraw.Draw(image)
        for _ in range(6):
            y, points = size[1] / 2, []
            for x in range(0, size[0], 3):
                y += self.random.gauss(0, 4)
                points.append((x, y))
            draw.line(points, fill=ink, width=2)
        for _ in range(400):
            x, y = self.random.uniform(0, size[0]), self.random.gauss(size[1] / 2, size[1] / 6)
            draw.ellipse((x - 2, y - 2, x + 2, y + 2), fill=ink)
        stream = io.BytesIO()
        image.quantize(32).save(stream, "PNG")
        return base64.b64encode(stream.getvalue()).decode("ascii")

    def _stamp(self, path: Path) -> None:
        data = json.loads(path.read_text("utf-8"))
        stamp = data["metadata"]["journey"]["stamp"]
        stamp.update(compute_stamp(self.target, data).as_metadata())
        path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf-8")

    # Pages ------------------------------------------------------------------------------------

    def _note(self, ident: str, base: str, notebook: bool) -> None:
        slug, title = self.topics[ident]
        head, body = _split(self.notes[base])
        module, public = self._named(ident)
        names = list(self.topics)
        earlier = [item for item in names[: names.index(ident)] if item not in _SOURCES]
        head["topic"] = ident
        head["summary"] = f"{title}: derived, built and measured on real data, with its limits."
        head["prerequisites"] = self.random.sample(earlier, min(2, len(earlier)))
        head["code"] = [f"{module}.{item}" for item in public[:5]]
        head["tags"] = self.random.sample(["algorithms", "theory", "practice", "data"], 2)
        if notebook:
            head["notebook"] = f"{slug}/{ident}.ipynb"
            head["claim"] = re.sub(rf'"{base}"', f'"{ident}"', head["claim"])
            body = body.replace(f'("{base}"', f'("{ident}"')
        else:
            del head["notebook"]
        body = re.sub(r"^# .*", f"# {title}", body, count=1, flags=re.MULTILINE)
        sections = re.split(r"^(?=## )", self.words.prose(body), flags=re.MULTILINE)
        lead, middle, last = sections[0], sections[1:-1], sections[-1]
        self.random.shuffle(middle)
        if self.random.random() < 0.7:
            middle.pop()
        shown = self.random.choice(public)
        others = self.random.sample([item for item in names if item != ident], 3)
        links = [
            f"[{self.topics[item][1]}](../{self.topics[item][0]}/{item}.md"
            f"{self.random.choice(['', '#self-check'])})"
            for item in others
        ]
        middle.append(
            f"## In code\n\nIt is [`{shown}`][{module}.{shown}], and it is used in "
            f"{links[0]}, {links[1]} and {links[2]}; the [phase](index.md) has the rest.\n\n"
            f'{{{{ parity("{module}") }}}}\n\n'
        )
        body = "".join([lead, *middle, last])
        body = _relink(body, self.topics[base][0], slug)
        text = "---\n" + yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000)
        self._write(f"docs/{slug}/{ident}.md", f"{text}---\n{body}")

    def _project(self, ident: str) -> None:
        slug, title = self.milestones[ident]
        base = self.random.choice(list(_SOURCES))
        _, body = _split(self.notes[base])
        sections = re.split(r"^(?=## )", self.words.prose(body), flags=re.MULTILINE)[:-1]
        body = re.sub(r"^# .*", f"# {title}", "".join(sections), count=1, flags=re.MULTILINE)
        head = {
            "milestone": ident,
            "summary": f"{title}: one command, its results, its errors, what could be better.",
            "uses": self.random.sample(list(self.topics), 5),
            "claim": "It is run, and its results are measured on held-out data.",
            "code": [],
            "references": [{"cite": "Knuth, D. E. (1997). The Art of Computer Programming."}],
        }
        body = _relink(body, self.topics[base][0], f"{slug}/projects")
        text = "---\n" + yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=10_000)
        self._write(f"docs/{slug}/projects/{ident}.md", f"{text}---\n{body}")

    def _entry(self, number: int) -> None:
        source = next((ROOT / "docs/log/posts").glob("*.md"))
        head, body = _split(source.read_text("utf-8"))
        day = f"2026-{1 + number % 10:02}-{1 + number:02}"
        evidence = self.random.sample(sorted(self.topics), 3)
        head.update(slug=f"entry-{number}", evidence=evidence)
        head.pop("date")
        body = re.sub(r"^# .*", f"# Entry {number}", body, count=1, flags=re.MULTILINE)
        text = f"---\ndate: {day}\n" + yaml.safe_dump(head, sort_keys=False, width=10_000)
        self._write(f"docs/log/posts/entry-{number}.md", f"{text}---\n{self.words.prose(body)}")


def _set_dark(figure: dict[str, Any], picture: str) -> None:
    figure["dark"] = picture


def _split(text: str) -> tuple[dict[str, Any], str]:
    _, head, body = text.split("---\n", 2)
    return yaml.safe_load(head), body


def _relink(body: str, old: str, new: str) -> str:
    """Let relative links of a page that moved to another folder lead where they led."""
    up = "../" * (new.count("/") + 1)

    def moved(match: re.Match[str]) -> str:
        target = match[1]
        if target.startswith(("http", "#", "../", "/")):
            way = target.replace("../", up, 1) if target.startswith("../") else target
        elif target.startswith("index.md"):
            way = target if "/" not in new else f"../{target}"
        else:
            way = f"{up}{old}/{target}"
        return f"]({way})"

    return re.sub(r"\]\(([^)\s]+)\)", moved, body)


def main() -> None:
    """Write a site of the finished size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site.generate", description=__doc__)
    parser.add_argument("folder", type=Path, help="written; emptied first where it exists")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--notebooks", type=int, default=NOTEBOOKS)
    parser.add_argument("--modules", type=int, default=MODULES)
    options = parser.parse_args()
    Generator(options.folder, options.seed, options.notebooks, options.modules).run()


if __name__ == "__main__":
    main()
