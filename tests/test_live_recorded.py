"""The pictures that pages show before a block is run are what the blocks draw today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from journey_site.livecode import LiveBlock, pages_with_blocks, recorded_path, told_by

ROOT = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PAGES = dict(pages_with_blocks(ROOT))
# These draw rounding errors, which each processor makes differently. Both axes are logarithmic:
# one and a half of 18 powers of ten, and half of one in 24.
ROUNDING_ITSELF = {"loss-by-column": 20.0, "two-errors": 4.0}


def same_picture(one: str, other: str, within: float = 0.2) -> bool:
    """Whether two pictures differ by no more than rounding, which platforms do differently."""
    # Spaces do not count: in a path a minus sign stands in for one.
    shapes = [re.sub(r"\s+", " ", NUMBER.sub(" # ", text)) for text in (one, other)]
    if shapes[0] != shapes[1]:
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= within for a, b in pairs)


@pytest.mark.parametrize("uri", PAGES)
def test_recorded_pictures_are_up_to_date(uri: str) -> None:
    blocks: list[LiveBlock] = PAGES[uri]
    for block, told in zip(blocks, told_by(ROOT, blocks), strict=True):
        assert not [what["text"] for kind, what in told if kind == "error"]
        pictures = [what for kind, what in told if kind == "svg"]
        path = ROOT / recorded_path(uri, block)
        assert bool(pictures) == path.is_file(), f"docs/{uri}, {block.id}: run 'journey live'"
        if pictures:
            kept = path.read_text(encoding="utf-8").strip()
            within = ROUNDING_ITSELF.get(block.id, 0.2)
            assert same_picture(kept, pictures[-1].strip(), within), f"docs/{uri}, {block.id}"


def test_every_note_has_a_live_block_and_no_picture_is_left_over() -> None:
    from journey_site.project import load_project

    notes = {note.page.path.removeprefix("docs/") for note in load_project(ROOT).notes.values()}
    assert notes <= set(PAGES)
    wanted = {recorded_path(uri, block) for uri, blocks in PAGES.items() for block in blocks}
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "evidence/live").rglob("*.svg")}
    assert kept <= wanted


def test_a_picture_that_moved_is_noticed() -> None:
    assert same_picture('<path d="M1.0 2"/>', '<path d="M1.1 2"/>')
    assert not same_picture('<path d="M1.0 2"/>', '<path d="M1.5 2"/>')
    assert not same_picture("<text>a</text>", "<text>b</text>")
    assert not same_picture("<g/>", "<g/><g/>")
    assert same_picture('<path d="m1 0.1"/>', '<path d="m1-0.1"/>')
