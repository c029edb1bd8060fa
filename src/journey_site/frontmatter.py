"""Front matter of Markdown pages: split, parsed with line numbers, checked against allowed keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from journey_site.problems import Problem
from journey_site.yamltext import YamlText, parse_yaml


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, its body and where the body starts."""

    path: str  # relative to the project's root
    meta: YamlText
    body: str
    body_line: int  # line of the file on which the body starts

    def problem(self, message: str, *keys: str | int) -> Problem:
        """Return a problem at the line of a front-matter value."""
        return Problem(self.path, self.meta.line(*keys), message)

    def body_problem(self, offset: int, message: str) -> Problem:
        """Return a problem at a character offset of the body."""
        return Problem(self.path, self.body_line + self.body.count("\n", 0, offset), message)


def split_page(text: str, path: str) -> Page:
    """Split a Markdown file into front matter and body.

    Raises
    ------
    SiteError
        If the front matter is not closed or is not valid YAML.
    """
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if not text.startswith("---\n"):
        return Page(path, YamlText({}, {(): 1}), text, 1)
    end = text.find("\n---", 3)
    if end < 0:
        from journey_site.problems import SiteError

        raise SiteError([Problem(path, 1, "The front matter starts with '---' but never ends.")])
    meta = parse_yaml(text[4 : end + 1], path, first_line=2)
    if meta.value is None:
        meta.value = {}
    body_start = text.find("\n", end + 1) + 1 or len(text)
    return Page(path, meta, text[body_start:], text.count("\n", 0, body_start) + 1)


def check_keys(page: Page, required: dict[str, type], optional: dict[str, type]) -> list[Problem]:
    """Check a page's front matter for unknown keys, missing keys and wrong types."""
    meta = page.meta.value
    if not isinstance(meta, dict):
        return [page.problem(f"The front matter must be a mapping, got {type(meta).__name__}.")]
    known = required | optional
    problems = []
    for key, value in meta.items():
        if key not in known:
            problems.append(
                page.problem(f"Unknown key {key!r}; known are {', '.join(sorted(known))}.", key)
            )
        elif not isinstance(value, known[key]):
            problems.append(
                page.problem(
                    f"{key!r}: expected {_NAMES[known[key]]}, got {type(value).__name__}.", key
                )
            )
    problems += [
        page.problem(f"The key {key!r} is missing.") for key in required if key not in meta
    ]
    return problems


def sound(page: Page, key: str, kind: type, default: Any) -> Any:
    """Return a front-matter value if it has the expected type, else the default."""
    meta = page.meta.value
    value = meta.get(key, default) if isinstance(meta, dict) else default
    return value if isinstance(value, kind) else default


_NAMES: dict[type, str] = {
    str: "text",
    list: "a list",
    dict: "a mapping",
    int: "a whole number",
    bool: "true or false",
}
