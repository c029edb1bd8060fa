"""Give all sizes of the root sign one width: ``narrow_radicals.py IN.woff2 OUT.woff2``.

Chromium reserves the width of the widest size under every root, which leaves a gap behind a small
one. With one width for all sizes there is none. Needs fonttools and brotli, which nothing else here
does; see overrides/assets/fonts/README.md.
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont


def main(source: str, target: str) -> None:
    """Scale the larger root signs horizontally to the smallest one's advance width."""
    font = TTFont(source)
    root = font.getBestCmap()[0x221A]
    width = font["hmtx"][root][0]
    variants = font["MATH"].table.MathVariants
    construction = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    names = [record.VariantGlyph for record in construction.MathGlyphVariantRecord]
    if construction.GlyphAssembly:
        names += [part.glyph for part in construction.GlyphAssembly.PartRecords]
    for name in dict.fromkeys(names):
        advance, _ = font["hmtx"][name]
        if advance == width:
            continue
        glyph = font["glyf"][name]
        glyph.coordinates.scale((width / advance, 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
