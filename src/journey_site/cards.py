"""Draws a page's social card: 1200 by 630 pixels, no network, the same bytes each time."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

SIZE = (1200, 630)
_FONTS = Path(__file__).parent / "assets" / "fonts"
_PAPER, _INK, _MUTED, _LINE = "#fbfaf6", "#1d2523", "#55605c", "#d9d5c9"
_ACCENT, _WARM, _SURFACE = "#0c6557", "#d9642c", "#f2efe7"
_MARGIN = 76
_BAND = 210  # height of the strip that the path is drawn in


class CardError(RuntimeError):
    """Raised where cards cannot be drawn; a site without them must not be built in silence."""


@lru_cache(maxsize=16)
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    if not features.check("freetype2"):
        raise CardError("Social cards need Pillow with FreeType, which this one lacks.")
    path = _FONTS / f"inter-{weight}.ttf"
    if not path.is_file():
        raise CardError(f"The font {path.name} is missing from {path.parent}.")
    return ImageFont.truetype(str(path), size)


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int, limit: int) -> list[str]:
    """Break a text into at most ``limit`` lines; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    words = text.split()
    for index, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width or not line:
            line = longer
            continue
        lines.append(line)
        line = word
        if len(lines) == limit:
            rest = f"{lines[-1]} {' '.join(words[index:])}"
            lines[-1] = _cut(rest, font, width)
            return lines
    return [*lines, line] if font.getlength(line) <= width else [*lines, _cut(line, font, width)]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while text and font.getlength(f"{text} …") > width:
        text = text[:-1].rstrip()
    return f"{text} …"


@lru_cache(maxsize=16)
def _path(phase: int | None) -> Image.Image:
    """Draw the path with its nine places, the page's own place filled.

    Drawn at twice the size and reduced, since Pillow's lines and circles are not anti-aliased.
    """
    width, height = 2 * SIZE[0], 2 * _BAND
    band = Image.new("RGB", (width, height), _PAPER)
    drawing = ImageDraw.Draw(band)

    def level(x: float) -> float:
        return height - 150 - 124 * x / width - 40 * math.sin(x / 236)

    points = [(x, level(x)) for x in range(-40, width + 80, 8)]
    drawing.polygon([*points, (width + 80, height), (-40, height)], fill=_SURFACE)
    drawing.line(points, fill=_LINE, width=24, joint="curve")
    for number in range(1, 10):
        x = 192 + (number - 1) * 252
        y, here = level(x), number == phase
        radius = 54 if here else 30
        box = (x - radius, y - radius, x + radius, y + radius)
        drawing.ellipse(box, fill=_WARM if here else _PAPER, outline=_ACCENT, width=10)
        if here:
            drawing.text((x, y), str(number), font=_font("bold", 60), fill="#ffffff", anchor="mm")
    return band.resize((SIZE[0], _BAND), Image.Resampling.LANCZOS)


def draw_card(title: str, kicker: str, summary: str, *, phase: int | None) -> bytes:
    """Draw a card.

    Parameters
    ----------
    title
        The page's title; three lines at most.
    kicker
        A line above it.
    summary
        The page's description; two lines at most.
    phase
        The phase whose place on the path is filled, or None.

    Returns
    -------
    bytes
        A PNG with a palette.

    Raises
    ------
    CardError
        If Pillow lacks FreeType or a font file is missing.
    """
    card = Image.new("RGB", SIZE, _PAPER)
    card.paste(_path(phase), (0, SIZE[1] - _BAND))
    drawing = ImageDraw.Draw(card)
    drawing.rectangle((0, 0, SIZE[0], 12), fill=_ACCENT)
    width = SIZE[0] - 2 * _MARGIN
    drawing.text((_MARGIN, 66), _cut_if(kicker, _font("regular", 30), width),
                 font=_font("regular", 30), fill=_ACCENT)  # fmt: skip
    size = 72 if len(title) <= 34 else 58
    font = _font("bold", size)
    y = 122
    for line in _wrap(title, font, width, 3):
        drawing.text((_MARGIN, y), line, font=font, fill=_INK)
        y += round(size * 1.16)
    y += 18
    small = _font("regular", 30)
    for line in _wrap(summary, small, width, 2 if y < 330 else 1):
        drawing.text((_MARGIN, y), line, font=small, fill=_MUTED)
        y += 42
    name = "Bhumika's AI Engineer Journey"
    drawing.text((SIZE[0] - _MARGIN, 606), name, font=_font("bold", 26), fill=_INK, anchor="rs")
    stream = io.BytesIO()
    palette = card.quantize(colors=96, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette.save(stream, format="PNG", compress_level=6)  # 9 takes five times as long
    return stream.getvalue()


def _cut_if(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    return text if font.getlength(text) <= width else _cut(text, font, width)
