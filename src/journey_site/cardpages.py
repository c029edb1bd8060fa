"""Social cards: one picture a page, drawn from its title and description, cached by content."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from journey_site.cards import draw_card
from journey_site.files import write_bytes
from journey_site.parallel import spread

if TYPE_CHECKING:
    from journey_site.project import Project


def card_path(url: str) -> str:
    """Return where a page's card is published, relative to the site's root."""
    stem = url.strip("./").removesuffix(".html") or "index"
    return f"assets/cards/{stem.replace('/', '--')}.png"


def _head(text: str, pattern: str) -> str:
    match = re.search(pattern, text)
    return html.unescape(match[1]).strip() if match else ""


def cards(project: Project, site: Path, cache: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and picture of every built page's card.

    Parameters
    ----------
    project
        For the phase a page belongs to.
    site
        The built site; each page's head names its card.
    cache
        Folder of drawn cards, named by what is on them; may be deleted at any time.
    """
    version = hashlib.sha256(Path(__file__).with_name("cards.py").read_bytes()).hexdigest()
    wanted: dict[str, tuple[Path, _Card]] = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")[:20_000]
        name = _head(text, r'property="og:image" content="[^"]*?(assets/cards/[^"]+)"')
        if not name:
            continue
        title = _head(text, r'property="og:title" content="([^"]*)"')
        summary = _head(text, r'name="description" content="([^"]*)"')
        first = path.relative_to(site).parts[0]
        phase = project.roadmap.phase_of(first)
        kicker = f"Phase {phase.id} · {phase.title}" if phase else "From first principles, measured"
        key = hashlib.sha256(repr((version, title, kicker, summary)).encode()).hexdigest()[:24]
        card = (title, kicker, summary, phase.id if phase else None)
        wanted[name] = (cache / f"{key}.png", card)
    missing = {
        kept: card for kept, card in wanted.values() if not (kept.is_file() and kept.stat().st_size)
    }
    for kept, picture in zip(missing, spread(_draw, list(missing.values())), strict=True):
        write_bytes(kept, picture)
    for name, (kept, _) in wanted.items():
        yield name, kept.read_bytes()


_Card = tuple[str, str, str, int | None]  # title, line above it, summary, phase


def _draw(card: _Card) -> bytes:
    title, kicker, summary, phase = card
    return draw_card(title, kicker, summary, phase=phase)
