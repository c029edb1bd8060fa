"""Templates to HTML. The templates in ``templates/`` see only the classes of ``views.py``."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

_FOLDER = Path(__file__).parent / "templates"


@jinja2.pass_context
def _link(context: jinja2.runtime.Context, url: str) -> str:
    """Turn an address relative to the site's root into one relative to the current page."""
    if url.startswith(("http://", "https://", "#")):
        return url
    return relative_url(url, str(context.get("page_url", "")))


def relative_url(url: str, page_url: str) -> str:
    """Return the way from one page's address to another, both relative to the site's root.

    Examples
    --------
    >>> relative_url("api/ml/cluster/#x", "machine-learning/k-means/")
    '../../api/ml/cluster/#x'
    >>> relative_url("", "mathematics/")
    '../'
    >>> relative_url("mathematics/", "mathematics/")
    './'
    """
    target, _, anchor = url.partition("#")
    base = page_url if page_url.endswith("/") else posixpath.dirname(page_url)
    way = posixpath.relpath(target or ".", base or ".")
    if (not target or target.endswith("/")) and not way.endswith("/"):
        way += "/"
    return way + (f"#{anchor}" if anchor else "")


def _plural(count: int, noun: str) -> str:
    """Write a count with its noun, e.g. ``1 topic``, ``3 topics``."""
    if count == 1:
        return f"{count:,} {noun}"
    return f"{count:,} {noun[:-1]}ies" if noun.endswith("y") else f"{count:,} {noun}s"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=True,
    )
    environment.filters["link"] = _link
    environment.filters["plural"] = _plural
    return environment


def render(template: str, page_url: str, **context: Any) -> str:
    """Render a template for the page at ``page_url``."""
    return _environment().get_template(template).render(page_url=page_url, **context)
