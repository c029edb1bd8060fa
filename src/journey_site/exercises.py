"""Exercises: read from their files and held to their contract.

An exercise is a folder ``exercises/<phase>/<topic>/<exercise>/`` with four files: the prompt, what
the reader starts from, a solution and the checks. They are read as text here and nothing is
executed; that each solution passes and each starter fails is proved by ``tests/test_exercises.py``.
How they look is the template's business, how they run that of ``journey.practice``.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from journey_site.cache import Cache, digest
from journey_site.frontmatter import Page, check_keys, sound, split_page
from journey_site.problems import Problem, SiteError, line_of, relative
from journey_site.roadmap import Roadmap

FOLDER = "exercises"
LEVELS = ("easy", "medium", "hard")
FILES = ("prompt.md", "starter.py", "solution.py", "checks.py")
_KEYS: dict[str, type] = {"title": str, "level": str, "hints": list}
_IDENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HINTS = (2, 6)
_TITLE = 70  # characters: one line of a phone's contents
_IMPORTS = {"journey", "numpy"} | sys.stdlib_module_names  # what can be had in the browser


@dataclass(frozen=True)
class Exercise:
    """One exercise, as its files say."""

    topic: str
    name: str  # its folder's name
    path: str  # its folder, relative to the project's root
    title: str
    level: str
    hints: tuple[str, ...]  # Markdown
    page: Page = field(repr=False)
    starter: str
    solution: str
    checks: str
    check_names: tuple[str, ...]

    @property
    def id(self) -> str:
        """The permanent id, under which a reader's progress is kept."""
        return f"{self.topic}/{self.name}"

    @property
    def prompt(self) -> str:
        """The task, as Markdown."""
        return self.page.body

    def line_of(self, text: str) -> int:
        """Return the line of the prompt's file on which a piece of it stands, or 0."""
        for index, hint in enumerate(self.hints):
            if text in hint:
                return self.page.meta.line("hints", index)
        return line_of(self.prompt, text, start=self.page.body_line)

    @cached_property
    def digest(self) -> str:
        """A digest of all that it says."""
        return digest(self, self.page.body, self.page.body_line)


def load_exercises(
    root: Path, roadmap: Roadmap, cache: Cache | None = None
) -> tuple[dict[str, tuple[Exercise, ...]], list[Problem]]:
    """Read every exercise of a project.

    Parameters
    ----------
    root
        The project's root.
    roadmap
        The roadmap, for the ids.
    cache
        Keeps what was read by content.

    Returns
    -------
    exercises, problems
        Those that keep their contract, by topic, easy ones first; and every violation.
    """
    cache = cache or Cache(None)
    found: dict[str, list[Exercise]] = {}
    problems: list[Problem] = []
    for topic, folder in _folders(root, roadmap, problems):
        name = relative(folder, root)
        texts = _texts(folder, root, problems)
        if texts is None:
            continue
        exercise, more = cache.memo(
            "exercise",
            (name, topic, *texts),
            lambda parts=(topic, name, texts): _read(*parts),  # type: ignore[misc]
        )
        more = [*more, *_links(exercise, root, roadmap)] if exercise else more
        problems += more
        if exercise and not more:
            found.setdefault(topic, []).append(exercise)
    return {
        topic: tuple(sorted(found[topic], key=lambda item: (LEVELS.index(item.level), item.name)))
        for topic in roadmap.topics
        if topic in found
    }, problems


def read_exercise(folder: Path, root: Path) -> tuple[Exercise | None, list[Problem]]:
    """Read one exercise from its folder, whose parent is named like its topic."""
    problems: list[Problem] = []
    texts = _texts(folder, root, problems)
    if texts is None:
        return None, problems
    return _read(folder.parent.name, relative(folder, root), texts)


def sources(exercises: tuple[Exercise, ...]) -> str:
    """Return what a page's script needs to run the exercises of a topic, as JSON."""
    found = {
        item.id: {"checks": item.checks, "starter": item.starter, "solution": item.solution}
        for item in exercises
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def sources_path(topic: str) -> str:
    """Return where :func:`sources` of a topic is published."""
    return f"assets/{FOLDER}/{topic}.json"


def _folders(root: Path, roadmap: Roadmap, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield topic and folder of every exercise; whatever else lies there is a problem."""
    slugs = {phase.slug: {topic.id for topic in phase.topics} for phase in roadmap.phases}
    for phase in _entries(root / FOLDER):
        if phase.name not in slugs or not phase.is_dir():
            message = f"Expected the folder of a phase, one of {', '.join(slugs)}."
            problems.append(Problem(relative(phase, root), 0, message))
            continue
        for topic in _entries(phase):
            if topic.name not in slugs[phase.name] or not topic.is_dir():
                message = f"Phase {phase.name!r} of the roadmap has no topic {topic.name!r}."
                problems.append(Problem(relative(topic, root), 0, message))
                continue
            for folder in _entries(topic):
                if folder.is_dir() and _IDENT.match(folder.name):
                    yield topic.name, folder
                    continue
                message = "Expected an exercise's folder, its name lower-case words and hyphens."
                problems.append(Problem(relative(folder, root), 0, message))


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    hidden = (".", "__pycache__")
    return sorted(path for path in folder.iterdir() if not path.name.startswith(hidden))


def _texts(folder: Path, root: Path, problems: list[Problem]) -> tuple[str, ...] | None:
    """Return the four files' texts, or None where one cannot be had."""
    before = len(problems)
    for path in _entries(folder):
        if path.name not in FILES:
            message = f"An exercise has the files {', '.join(FILES)} and no other."
            problems.append(Problem(relative(path, root), 0, message))
    texts = []
    for name in FILES:
        path = folder / name
        try:
            texts.append(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        except FileNotFoundError:
            problems.append(Problem(relative(path, root), 0, "This file is missing."))
        except UnicodeDecodeError as error:
            message = f"This file is not UTF-8: {error.reason}."
            problems.append(Problem(relative(path, root), 0, message))
    return tuple(texts) if len(problems) == before else None


def _read(topic: str, folder: str, texts: tuple[str, ...]) -> tuple[Exercise | None, list[Problem]]:
    prompt, starter, solution, checks = texts
    try:
        page = split_page(prompt, f"{folder}/prompt.md")
    except SiteError as error:
        return None, error.problems
    problems = [*check_keys(page, _KEYS, {}), *_head(page), *_body(page)]
    for name, code in zip(FILES[1:], texts[1:], strict=True):
        problems += _code(code, f"{folder}/{name}")
    names, more = check_names(checks, f"{folder}/checks.py")
    problems += more
    if problems:
        return None, problems
    exercise = Exercise(
        topic=topic,
        name=folder.rpartition("/")[2],
        path=folder,
        title=page.meta.value["title"].strip(),
        level=page.meta.value["level"],
        hints=tuple(hint.strip() for hint in page.meta.value["hints"]),
        page=page,
        starter=starter,
        solution=solution,
        checks=checks,
        check_names=names,
    )
    return exercise, []


def _head(page: Page) -> list[Problem]:
    problems = []
    title = sound(page, "title", str, "-").strip()
    if not title or len(title) > _TITLE or re.search(r"[$\n]", title):
        message = f"'title': expected one line of at most {_TITLE} characters, without maths."
        problems.append(page.problem(message, "title"))
    level = sound(page, "level", str, LEVELS[0])
    if level not in LEVELS:
        message = f"'level': expected {', '.join(LEVELS[:-1])} or {LEVELS[-1]}, got {level!r}."
        problems.append(page.problem(message, "level"))
    hints = sound(page, "hints", list, [""] * _HINTS[0])
    if not _HINTS[0] <= len(hints) <= _HINTS[1]:
        message = f"'hints': expected {_HINTS[0]} to {_HINTS[1]} of them, got {len(hints)}."
        problems.append(page.problem(message, "hints"))
    for index, hint in enumerate(sound(page, "hints", list, [])):
        if not isinstance(hint, str) or not hint.strip():
            problems.append(page.problem("'hints': expected a sentence.", "hints", index))
    return problems


def _body(page: Page) -> list[Problem]:
    problems = []
    if not page.body.strip():
        problems.append(page.body_problem(0, "The prompt says nothing."))
    for offset, line in prose_lines(page.body):
        if re.match(r"#{1,6} ", line):
            message = "A prompt has no headings: its title stands in the front matter."
            problems.append(page.body_problem(offset, message))
    return problems


def prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each line of Markdown that stands in no fence."""
    fence, offset = "", 0
    for line in body.split("\n"):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and line.strip() == opened[1] and opened[1].startswith(fence):
            fence = ""
        elif not fence:
            yield offset, line
        offset += len(line) + 1


def _code(code: str, path: str) -> list[Problem]:
    """Check that a file is Python and imports only what can be had in the browser."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        return [Problem(path, line, f"This is not Python: {getattr(error, 'msg', error)}.")]
    if not tree.body:
        return [Problem(path, 1, "This file holds no code.")]
    problems = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "."]
        for name in names:
            if name.partition(".")[0] not in _IMPORTS:
                message = f"{name!r} cannot be had in the browser: journey, NumPy and the "
                message += "standard library can."
                problems.append(Problem(path, node.lineno, message))  # type: ignore[attr-defined]
    return problems


def check_names(code: str, path: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the names of the checks in a file, and what is wrong with them.

    At least two functions carry ``@check("name")``, each with one argument and a name of its own.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return (), []  # said already
    names: list[str] = []
    problems = []
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if not (isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("check")):
                continue
            name = _text(mark.args).strip()
            if not name:
                message = '@check needs the check\'s name as a text: @check("takes an empty list").'
                problems.append(Problem(path, mark.lineno, message))
            elif name in names:
                problems.append(Problem(path, mark.lineno, f"Two checks are named {name!r}."))
            elif len(node.args.args) != 1:
                message = f"The check {name!r} takes one argument, the reader's module."
                problems.append(Problem(path, node.lineno, message))
            names.append(name)
    if len(names) < 2 and not problems:
        message = f"An exercise has at least two checks, this one {len(names)}."
        problems.append(Problem(path, 1, message))
    return tuple(names), problems


def _text(arguments: list[ast.expr]) -> str:
    """Return the one argument of a call if it is a text, else nothing."""
    only = arguments[0] if len(arguments) == 1 else None
    return only.value if isinstance(only, ast.Constant) and isinstance(only.value, str) else ""


def _links(exercise: Exercise, root: Path, roadmap: Roadmap) -> list[Problem]:
    """Check the links of a prompt, which are written as seen from the note's file."""
    problems = []
    slug = roadmap.phase(roadmap.topics[exercise.topic].phase).slug
    for offset, line in prose_lines(exercise.prompt):
        for target in _LINK.findall(re.sub(r"(`+).+?\1", "", line)):
            if target.startswith(("https://", "#")):
                continue
            file = (root / "docs" / slug / target.partition("#")[0]).resolve()
            if not file.is_file():
                message = f"The link {target!r} leads to no file as seen from the note's."
                problems.append(exercise.page.body_problem(offset, message))
    return problems
