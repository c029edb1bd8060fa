"""A random series of edits, each built three ways that must agree byte for byte.

Run in a process of its own by ``test_cache.py``: with the cache that earlier states left behind,
without any cache, and as a serving process does it after a save. What is reported must agree too.
"""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

SERVED = "http://127.0.0.1:8000/"
# The feed names the second of its making.
_SECOND = re.compile(rb"<lastBuildDate>.*?</lastBuildDate>|<pubDate>.*?</pubDate>")


class Messages(logging.Handler):
    """Collects what is reported."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if "'dirty' build" not in record.getMessage():
            self.found.add(f"{record.levelname} {record.getMessage()}")


def built(config: Any, **options: Any) -> set[str]:
    """Build and return what was reported."""
    messages = Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    try:
        build(config, **options)
    finally:
        logger.removeHandler(messages)
    return messages.found


def configured(site: Path, *, cache: bool, serve: bool) -> Any:
    """Return a fresh configuration."""
    os.environ["JOURNEY_CACHE"] = "true" if cache else "false"
    config = load_config("mkdocs.yml", site_dir=str(site))
    if serve:
        config.site_url = SERVED
    config.plugins.on_startup(command="serve" if serve else "build", dirty=False)
    return config


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {
        path.relative_to(site).as_posix(): _SECOND.sub(b"", path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compare(what: str, one: Path, other: Path, ignore: str = "") -> None:
    """Fail where two sites differ."""
    left, right = contents(one), contents(other)
    names = [
        name
        for name in sorted(left.keys() | right.keys())
        if left.get(name) != right.get(name) and not (ignore and name.startswith(ignore))
    ]
    for name in names[:3]:
        a, b = (
            side.get(name, b"(missing)").decode(errors="replace").split("\n")
            for side in (left, right)
        )
        pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y][:2] or [(len(a), len(b))]
        for x, y in pairs:
            start = next(
                (i for i, (p, q) in enumerate(zip(str(x), str(y), strict=False)) if p != q), 0
            )
            print(f"  {name}\n   - {str(x)[max(0, start - 60) : start + 100]}")
            print(f"   + {str(y)[max(0, start - 60) : start + 100]}")
    if names:
        raise SystemExit(f"{what}: {len(names)} files differ: {names[:8]}")


Edit = Callable[[], str]


class Edits:
    """The edits of an author, on a project laid out as the small one of the tests.

    Parameters
    ----------
    root
        The project.
    random
        Chooses.
    """

    def __init__(self, root: Path, random: random.Random) -> None:
        self.root = root
        self.random = random
        self.count = 0

    def _change(self, name: str, pattern: str, new: str) -> str:
        path = self.root / name
        text = path.read_text("utf-8")
        changed, times = re.subn(pattern, new, text, count=1, flags=re.MULTILINE)
        path.write_text(changed, "utf-8")
        return f"{name}: {pattern!r} -> {new!r} ({times})"

    def body(self) -> str:
        return self._change(
            "docs/programming/sorting.md", r"^It took", f"{self.count} times. It took"
        )

    def heading(self) -> str:
        return self._change("docs/about.md", r"^## .*$", f"## Heading {self.count}")

    def anchor(self) -> str:
        name = f"heading-{self.random.choice([self.count, self.count - 1])}"
        return self._change("docs/programming/index.md", r"about\.md#[\w-]*", f"about.md#{name}")

    def title(self) -> str:
        return self._change("docs/programming/sorting.md", r"^# .*$", f"# Sorting {self.count}")

    def summary(self) -> str:
        text = f"summary: Sorting a list by merging, counted and compared, {self.count} times."
        return self._change("docs/programming/sorting.md", r"^summary: .*$", text)

    def tags(self) -> str:
        tag = self.random.choice(["algorithms", "practice", "theory"])
        return self._change("docs/programming/sorting.md", r"^tags: .*$", f"tags: [{tag}]")

    def add(self) -> str:
        name = f"docs/programming/more-{self.count}.md"
        head = f"---\nsummary: Another page, made in edit {self.count}.\n---\n"
        (self.root / name).write_text(f"{head}# More\n\n[Up](index.md)\n", "utf-8")
        return f"added {name}"

    def _extra(self) -> Path | None:
        found = sorted((self.root / "docs/programming").glob("more-*.md"))
        return self.random.choice(found) if found else None

    def rename(self) -> str:
        path = self._extra()
        if path is None:
            return self.add()
        path.rename(path.with_name(f"more-{self.count}.md"))
        return f"renamed {path.name}"

    def delete(self) -> str:
        path = self._extra()
        if path is None:
            return self.add()
        path.unlink()
        return f"deleted {path.name}"

    def docstring(self) -> str:
        text = f"Return the values in order, as of edit {self.count}."
        name = "src/journey/programming/sorting.py"
        return self._change(name, r"Return the values in .*$", text)

    def code(self) -> str:
        name = "src/journey/programming/sorting.py"
        return self._change(
            name, r"^    if len\(values\) < \d+:", f"    if len(values) < {self.count}:"
        )

    def module(self) -> str:
        name = f"src/journey/programming/extra_{self.count}.py"
        text = f'"""Extra {self.count}."""\n\n__all__ = ["one"]\n\n\n'
        text += 'def one() -> int:\n    """Return 1."""\n    return 1\n'
        (self.root / name).write_text(text, "utf-8")
        return f"added {name}"

    def navigation(self) -> str:
        return self._change("roadmap.yml", r"^  title: .*$", f"  title: Programming {self.count}")

    def theme(self) -> str:
        text = "{% block announce %}Edit " + str(self.count) + "{% endblock %}"
        return self._change("overrides/main.html", r"(\{% block announce.*)?\Z", "\n" + text)

    def style(self) -> str:
        path = self.root / "overrides/assets/stylesheets/journey.css"
        path.write_text(path.read_text("utf-8") + f"\n/* {self.count} */\n", "utf-8")
        return "style"

    def glossary(self) -> str:
        text = f"# glossary\n\nlist\n:   Values in order, {self.count} of them.\n"
        return self._change("docs/glossary.md", r"^# glossary(.|\n)*", text)

    def evidence(self) -> str:
        return self._change(
            "evidence/parity.json", r'"difference": [\d.e-]+', f'"difference": {self.count}e-16'
        )

    def question(self) -> str:
        return self._change(
            "docs/programming/sorting.md",
            r"^        Equal items .*$",
            f"        Equal items keep their order, {self.count} of them.",
        )

    def notebook(self) -> str:
        name = "notebooks/programming/sorting.ipynb"
        return self._change(
            name, r"# Sorting: the notebook[^\\]*", f"# Sorting: the notebook {self.count}"
        )

    def exercise(self) -> str:
        path = self.root / "exercises/programming/sorting/merge-two"
        name = self.random.choice(["prompt.md", "starter.py", "solution.py", "checks.py"])
        text = (path / name).read_text("utf-8").replace("merge", f"merge_{self.count}")
        (path / name).write_text(text, "utf-8")
        return f"exercise: {name}"

    def exercise_more(self) -> str:
        path = self.root / "exercises/programming/sorting"
        shutil.copytree(path / "merge-two", path / f"merge-{self.count}")
        return "another exercise"

    def broken_exercise(self) -> str:
        name = "exercises/programming/sorting/merge-two/prompt.md"
        return self._change(name, r"^level: .*$", self.random.choice(["level: easy", "level: x"]))

    def entry(self) -> str:
        return self._change(
            "docs/log/posts/one.md", r"^First .*$", f"First paragraph of {self.count}."
        )

    def broken_macro(self) -> str:
        return self._change(
            "docs/about.md", r"^Text.*$", 'Text {{ result("sorting", "nothing") }}.'
        )

    def broken_link(self) -> str:
        return self._change("docs/about.md", r"^Text.*$", "Text [away](nowhere.md).")

    def broken_head(self) -> str:
        return self._change(
            "docs/programming/sorting.md", r"^prerequisites: .*$", "prerequisites: [oops]"
        )

    def mended(self) -> str:
        self._change("docs/programming/sorting.md", r"^prerequisites: .*$", "prerequisites: []")
        return self._change("docs/about.md", r"^Text.*$", "Text that is right.")

    def all(self) -> list[Edit]:
        """Return every kind of edit."""
        names = [name for name in vars(Edits) if not name.startswith("_") and name != "all"]
        return [getattr(self, name) for name in names]


def main(root: Path, seed: int, steps: int) -> None:
    """Make the edits and compare."""
    os.chdir(root)
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    choose = random.Random(seed)
    edits = Edits(root, choose)
    sites = {name: root.parent / f"site-{name}" for name in ("kept", "plain", "served", "anew")}
    serving = configured(sites["served"], cache=True, serve=True)
    built(serving, serve_url=SERVED)
    # MkDocs keeps one instance of the plugin for the process; each way to build has its own state.
    plugin = serving.plugins["journey"]
    state = dict(vars(plugin))
    kinds: list[Edit] = []
    partial = 0
    for step in range(steps):
        if not kinds:  # every kind comes before one comes again
            kinds = edits.all()
            choose.shuffle(kinds)
        edits.count = step + 2
        said = f"seed {seed}, step {step}: {kinds.pop()()}"
        print(said, flush=True)
        kept = built(configured(sites["kept"], cache=True, serve=False))
        plain = built(configured(sites["plain"], cache=False, serve=False))
        compare(f"{said}, cache and no cache", sites["kept"], sites["plain"])
        if kept != plain:
            raise SystemExit(f"{said}: reported differently: {sorted(kept ^ plain)}")
        os.environ["JOURNEY_CACHE"] = "true"
        vars(plugin).clear()
        vars(plugin).update(state)
        plugin.rebuild(serving)
        state = dict(vars(plugin))
        partial += plugin.last_affected is not None
        built(configured(sites["anew"], cache=False, serve=True), serve_url=SERVED)
        compare(f"{said}, saved and built anew", sites["served"], sites["anew"])
    print(f"{steps} edits agree, {partial} of them built in part.")
    for site in sites.values():
        shutil.rmtree(site)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
