"""YAML read with the line of every value, so that a message can point at it.

Only reading; what the values must be is the business of the modules that call this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from journey_site.problems import Problem, SiteError

Keys = tuple[str | int, ...]


@dataclass
class YamlText:
    """Parsed YAML and where each value stands.

    Parameters
    ----------
    value
        The plain Python value.
    lines
        Line of each value by its path of keys and indices, e.g. ``("phases", 0, "id")``.
    """

    value: Any
    lines: dict[Keys, int] = field(default_factory=dict)

    def line(self, *keys: str | int) -> int:
        """Return the line of a value, or of its nearest enclosing value that is known."""
        path: Keys = keys
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse_yaml(text: str, path: str, *, first_line: int = 1) -> YamlText:
    """Parse YAML text; duplicate keys and syntax errors are problems with their line.

    Parameters
    ----------
    text
        The YAML.
    path
        The file it came from, for messages.
    first_line
        The line of the file on which the text starts.

    Raises
    ------
    SiteError
        If the text is no YAML or names a key twice.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        loader = yaml.SafeLoader("")
        result = YamlText(None)
        if node is not None:
            result.value = _build(node, loader, (), result.lines, path, first_line)
        return result
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else first_line
        raise SiteError(
            [Problem(path, line, f"This is not valid YAML: {error.problem}.")]
        ) from None
    except yaml.YAMLError as error:
        raise SiteError([Problem(path, first_line, f"This is not valid YAML: {error}.")]) from None


def read_yaml(path: Path, name: str) -> YamlText:
    """Read and parse a YAML file named ``name`` in messages."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SiteError([Problem(name, 0, "This file is missing.")]) from None
    except UnicodeDecodeError as error:
        raise SiteError([Problem(name, 0, f"This file is not UTF-8: {error.reason}.")]) from None
    return parse_yaml(text, name)


def _build(
    node: yaml.Node,
    loader: yaml.SafeLoader,
    keys: Keys,
    lines: dict[Keys, int],
    path: str,
    first_line: int,
) -> Any:
    line = first_line + node.start_mark.line
    lines.setdefault(keys, line)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(loader.construct_object(key_node))
            key_line = first_line + key_node.start_mark.line
            if key in mapping:
                raise SiteError([Problem(path, key_line, f"The key {key!r} stands here twice.")])
            lines[(*keys, key)] = key_line
            mapping[key] = _build(value_node, loader, (*keys, key), lines, path, first_line)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            lines[(*keys, index)] = first_line + item.start_mark.line
            items.append(_build(item, loader, (*keys, index), lines, path, first_line))
        return items
    return loader.construct_object(node, deep=True)
