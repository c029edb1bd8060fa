"""What the tests of charts share: an SVG is parsed, and held to what the page lets through."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np

SVG = "{http://www.w3.org/2000/svg}"
# The page takes out everything else, since a block's output is not to be trusted.
ALLOWED = {
    "svg": {"viewBox", "font-size", "role", "aria-label"},
    "path": {"d", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray",
             "stroke-opacity"},
    "text": {"x", "y", "fill", "text-anchor", "font-weight"},
}  # fmt: skip
NUMBER = r"-?\d+(?:\.\d)?"
COLOUR = re.compile(r"none|#[0-9a-f]{6}|var\(--j-(?:ink|muted|line|paper), #[0-9a-f]{6}\)")
DATA = re.compile(rf"(?:[MlaZz]|{NUMBER}|[ ])+")


def parse(svg: str) -> ElementTree.Element:
    """Return the picture's tree, after a look at every element and attribute."""
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert len(root.get("aria-label", "")) >= 20
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        assert name in ALLOWED, name
        assert set(element.attrib) <= ALLOWED[name]
        for key, value in element.attrib.items():
            if key in ("fill", "stroke"):
                assert COLOUR.fullmatch(value), value
            elif key == "d":
                assert DATA.fullmatch(value), value[:80]
            elif key in ("x", "y"):
                assert re.fullmatch(NUMBER, value), value
    return root


def texts(root: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """Return where each text stands."""
    return {
        element.text or "": (float(element.get("x", "nan")), float(element.get("y", "nan")))
        for element in root.iter(f"{SVG}text")
    }


def places_of(root: ElementTree.Element, text: str) -> list[tuple[float, float]]:
    """Return every place where a text stands."""
    found = [element for element in root.iter(f"{SVG}text") if element.text == text]
    return [(float(element.get("x", "nan")), float(element.get("y", "nan"))) for element in found]


def lines(data: str) -> list[np.ndarray]:
    """Return the lines of a path's data that has only straight ones, each of shape (points, 2)."""
    found = []
    for part in re.findall(r"M([^Mz]*)", data):
        numbers = [float(number) for number in re.findall(NUMBER, part)]
        points = np.array(numbers).reshape(-1, 2)
        found.append(np.cumsum(points, axis=0))
    return found


def stroked(root: ElementTree.Element, colour: str) -> list[np.ndarray]:
    """Return all lines drawn in a colour."""
    paths = root.iter(f"{SVG}path")
    return [
        line for path in paths if path.get("stroke") == colour for line in lines(path.get("d", ""))
    ]
