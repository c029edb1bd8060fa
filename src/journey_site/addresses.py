"""Permanent addresses: a committed list of every published page, and what became of each.

A shared link must never break, so the build fails when a listed address is neither a page nor a
redirect, and when a page is published that is not yet listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from journey_site.files import write_text
from journey_site.problems import Problem

ADDRESS_FILE = "addresses.txt"
_HEAD = (
    "# Every address this site has ever published, relative to its root. Lines are never removed.\n"
)


def read_addresses(root: Path) -> dict[str, int]:
    """Return every listed address with its line."""
    return read_list(root / ADDRESS_FILE)


def read_list(path: Path) -> dict[str, int]:
    """Return every line of a committed list with its number, without comments and empty ones."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        line.strip(): number
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    }


def check_addresses(root: Path, published: Iterable[str]) -> list[Problem]:
    """Compare the list with what a build publishes, redirects included.

    Parameters
    ----------
    root
        The project's root.
    published
        Addresses relative to the site's root, e.g. ``mathematics/`` or ``/`` for the home page.
    """
    listed, pages = read_addresses(root), set(published)
    problems = [
        Problem(
            ADDRESS_FILE,
            line,
            f"{address!r} was published and is now neither a page nor a redirect: add it to "
            "'redirect_maps' in mkdocs.yml.",
        )
        for address, line in listed.items()
        if address not in pages
    ]
    problems += [
        Problem(
            ADDRESS_FILE,
            0,
            f"{address!r} is published but not listed: run 'make addresses', commit the file.",
        )
        for address in sorted(pages - set(listed))
    ]
    return problems


def write_addresses(root: Path, published: Iterable[str]) -> list[str]:
    """Add what is published to the list and return the new addresses."""
    listed = read_addresses(root)
    new = sorted(set(published) - set(listed))
    if new:
        write_text(root / ADDRESS_FILE, _HEAD + "".join(f"{a}\n" for a in sorted({*listed, *new})))
    return new
