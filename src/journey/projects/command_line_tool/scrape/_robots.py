"""What a site allows: robots.txt, as RFC 9309 has it.

The file of a host is fetched once. That there is none (any 4xx) allows everything; that it cannot
be had (5xx, no answer) forbids everything, since the site may well have rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

__all__ = ["LIMIT", "Robots", "token_of"]

LIMIT = 500 * 1024  # bytes of robots.txt that are read (RFC 9309, section 2.5)


def token_of(agent: str) -> str:
    """Return the part of a User-Agent that robots.txt calls a scraper by.

    Examples
    --------
    >>> token_of("journey-tool/0.1.0 (+https://example.org/about)")
    'journey-tool'
    """
    found = re.match(r"[A-Za-z_-]+", agent)
    return found[0] if found else agent


@dataclass(frozen=True)
class Robots:
    r"""The rules of one origin for one scraper.

    Parameters
    ----------
    agent
        The scraper's name.
    rules
        The parsed file; None where there is none.
    delay
        Seconds that it asks for between requests, or None.
    sitemaps
        The sitemaps that it names.
    unreachable
        Why the file could not be had; then nothing is allowed. "" where it could.

    Examples
    --------
    >>> robots = Robots.read(b"User-agent: *\nDisallow: /private\nCrawl-delay: 2", "me")
    >>> robots.allows("http://a/private/x"), robots.allows("http://a/"), robots.delay
    (False, True, 2.0)
    """

    agent: str
    rules: Protego | None = None
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    unreachable: str = ""

    @classmethod
    def read(cls, body: bytes, agent: str) -> Robots:
        """Return the rules that the bytes of a robots.txt hold; only the first 500 KiB count.

        Parameters
        ----------
        body
            The file. What is not UTF-8 or no rule is passed over.
        agent
            The scraper's name, a product token.
        """
        text = body[:LIMIT].decode("utf-8-sig", errors="replace")
        rules = Protego.parse(text)
        delay = rules.crawl_delay(agent)
        return cls(agent, rules, None if delay is None else float(delay), tuple(rules.sitemaps))

    def allows(self, url: str) -> bool:
        """Return whether a page may be fetched."""
        if self.unreachable:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, self.agent))

    def refusal(self) -> str:
        """Return in words why a page may not be fetched."""
        if self.unreachable:
            return f"robots.txt could not be read ({self.unreachable}), so nothing is fetched"
        return "robots.txt forbids it"
