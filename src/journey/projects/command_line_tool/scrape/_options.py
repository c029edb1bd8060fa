"""What a crawl is asked for; it is kept in the state, so that a resumed crawl is asked the same."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Any

from journey.projects.command_line_tool.scrape._select import Extract, Field
from journey.projects.command_line_tool.scrape._urls import host_of, login_of, normalise, origin_of

__all__ = ["Options", "agent"]


def agent() -> str:
    """Return how the scraper calls itself where nobody says otherwise."""
    return f"journey-tool/{version('bhumika-journey')}"


@dataclass(frozen=True)
class Options:
    """A crawl. Names and passwords in `urls` are taken out; `logins` has them, in memory only.

    Parameters
    ----------
    urls
        Where to begin.
    select
        Columns, as `Field.parse` reads them.
    row, follow
        Selectors, as `Extract` takes them.
    depth
        How many links to follow from the first pages; None: as many as there are, if there is
        `follow`, else none.
    max_pages
        The most pages, targets of redirects not counted.
    same_host
        Whether only the hosts of `urls` are asked.
    rate
        Least seconds between two requests to one host.
    workers
        The most requests at one time.
    retries
        How often a page is asked for again.
    timeout
        Seconds for a whole answer.
    max_size
        Bytes that a page may have, unpacked.
    user_agent
        What the scraper calls itself.

    Raises
    ------
    ValueError
        If a value cannot be meant; the message names the option.

    Examples
    --------
    >>> options = Options(["http://me:secret@a/#top"], select=["title=h1"])
    >>> options.urls, options.depth, options.logins
    (['http://a/'], 0, {'http://a': ('me', 'secret')})
    """

    urls: list[str]
    select: list[str] = field(default_factory=lambda: ["title=title"])
    row: str = ""
    follow: str = ""
    depth: int | None = None
    max_pages: int = 100
    same_host: bool = True
    rate: float = 1.0
    workers: int = 8
    retries: int = 3
    timeout: float = 30.0
    max_size: int = 2_000_000
    user_agent: str = field(default_factory=agent)
    logins: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        logins = {origin_of(normalise(url)): login for url in self.urls if (login := login_of(url))}
        urls = list(dict.fromkeys(normalise(url) for url in self.urls))
        object.__setattr__(self, "logins", {**self.logins, **logins})
        object.__setattr__(self, "urls", urls)
        if self.depth is None:
            object.__setattr__(self, "depth", 10**6 if self.follow else 0)
        elif self.depth > 0 and not self.follow:
            object.__setattr__(self, "follow", "a[href]")
        self._check()

    def _check(self) -> None:
        if not self.urls:
            raise ValueError("URL: expected at least one address")
        least = {"depth": 0, "max_pages": 1, "workers": 1, "retries": 0, "max_size": 1}
        for name, bound in least.items():
            value = getattr(self, name)
            if value < bound:
                option = name.replace("_", "-")
                raise ValueError(f"--{option}: expected {bound} or more, got {value}")
        if not (math.isfinite(self.rate) and self.rate >= 0):
            raise ValueError(f"--rate: expected seconds, 0 or more, got {self.rate}")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise ValueError(f"--timeout: expected seconds above 0, got {self.timeout}")
        name = self.user_agent
        if not (name.isascii() and name.isprintable() and name.strip()):
            raise ValueError(f"--user-agent: expected printable ASCII, got {name!r}")
        self.extract()

    def extract(self) -> Extract:
        """Return what to take from each page."""
        return Extract([Field.parse(text) for text in self.select], self.row, self.follow)

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that the user named."""
        return frozenset(host_of(url) for url in self.urls)

    def kept(self) -> dict[str, Any]:
        """Return what may be written to a file: everything but the passwords."""
        values = asdict(self)
        values["logins"] = sorted(self.logins)
        return values

    @classmethod
    def from_kept(cls, values: Mapping[str, Any]) -> tuple[Options, list[str]]:
        """Return the options that `kept` gave, and the origins that had a password."""
        values = dict(values)
        origins = list(values.pop("logins"))
        return cls(**values), origins
