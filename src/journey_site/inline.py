"""One-line Markdown with inline macros, for claims that stand on other pages than their note."""

from __future__ import annotations

from functools import lru_cache

import markdown

from journey_site.macros import Macro, MacroError, expand
from journey_site.mathml import typeset


class Inline:
    """Renders one line of Markdown with macros and maths.

    Parameters
    ----------
    macros
        The inline macros that the line may use.
    """

    def __init__(self, macros: dict[str, Macro]) -> None:
        self._macros = macros

    def html(self, text: str) -> str:
        """Return the line as HTML without its paragraph.

        Raises
        ------
        MacroError
            If a macro fails or maths cannot be typeset.
        """
        expanded, problems = expand(" ".join(text.split()), self._macros, "")
        if problems:
            raise MacroError(problems[0].message)
        html = to_html(expanded).strip().removeprefix("<p>").removesuffix("</p>")
        html, errors = typeset(html)
        if errors:
            raise MacroError(str(errors[0]))
        return html


_PARSER = markdown.Markdown(  # type: ignore[no-untyped-call]
    extensions=["pymdownx.arithmatex", "pymdownx.superfences", "tables"],
    extension_configs={"pymdownx.arithmatex": {"generic": True}},
)


@lru_cache(maxsize=20_000)
def to_html(text: str) -> str:
    """Render plain Markdown with marked maths, as the site's own pipeline does."""
    return str(_PARSER.reset().convert(text))
