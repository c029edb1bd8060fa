"""Addresses: one spelling for each page, and which hosts may be asked.

Two spellings of one address would be fetched twice, so every address is brought into the form of
RFC 3986, section 6.2.2, after what browsers forgive (spaces, backslashes, letters of any script).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import httpx

__all__ = ["host_of", "is_public", "login_of", "normalise", "origin_of"]

_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SAFE = "!$&'()*+,;=:@/"  # beside letters, digits and "-._~", what a path may hold as it is
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_REG_NAME = re.compile(r"[a-z0-9._-]+")


def normalise(url: str, base: str | None = None) -> str:
    """Return the one spelling of an address.

    Scheme and host are lower case, the host's letters are ASCII (IDNA), the scheme's own port and
    the fragment are dropped, dot segments are resolved, escapes are upper case and only where they
    are needed. Name and password are dropped too: they belong into no file and no message.

    Parameters
    ----------
    url
        The address, absolute or as seen from `base`.
    base
        The page that it stands on.

    Raises
    ------
    ValueError
        If it is no address for http or https.

    Examples
    --------
    >>> normalise("HTTP://Example.org:80/a/../%7euser/?q=b c#top")
    'http://example.org/~user/?q=b%20c'
    >>> normalise("//bücher.example", "https://example.org/shop/")
    'https://xn--bcher-kva.example/'
    """
    try:
        parts = urlsplit(urljoin(base, _forgiven(url)) if base else _forgiven(url))
    except ValueError as error:
        raise ValueError(f"expected an address, got {_shown(url)!r}") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise ValueError(f"expected an address with http:// or https://, got {_shown(url)!r}")
    if not parts.hostname:
        raise ValueError(f"expected a host after {scheme}://, got {_shown(url)!r}")
    try:
        host, port = _host(parts.hostname), parts.port
    except ValueError as error:
        raise ValueError(f"expected a host and a port, got {_shown(url)!r}") from error
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    path = _without_dots(_escaped(parts.path, _SAFE)) or "/"
    return urlunsplit((scheme, place, path, _escaped(parts.query, _SAFE + "?"), ""))


def _shown(url: str) -> str:
    """Return an address as a message may show it: without name and password."""
    return re.sub(r"//[^/?#]*@", "//", url)


def _forgiven(url: str) -> str:
    """Return the address after what browsers forgive: spaces around it, tabs in it, backslashes."""
    url = re.sub(r"[\t\r\n]", "", url).strip("".join(map(chr, range(33))))
    front = re.match(r"[^?#]*", url)
    place = front[0] if front else ""
    return place.replace("\\", "/") + url[len(place) :]


def _host(host: str) -> str:
    host = unquote(host).lower().rstrip(".")
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host.partition('%')[0]).compressed}]"
    if not host.isascii():
        try:
            host = httpx.URL(scheme="http", host=host).raw_host.decode("ascii")
        except httpx.InvalidURL as error:
            raise ValueError(host) from error
    if not _REG_NAME.fullmatch(host):
        raise ValueError(host)
    return host


def _escaped(text: str, safe: str) -> str:
    """Return the text with escapes exactly where they are needed, in upper case."""
    parts = _ESCAPE.split(text)  # text, two digits, text, two digits, ..., text
    for at, part in enumerate(parts):
        if at % 2:
            letter = chr(int(part, 16))
            parts[at] = letter if letter in _UNRESERVED else f"%{part.upper()}"
        else:
            parts[at] = quote(part, safe=safe + "~", errors="replace")
    return "".join(parts)


def _without_dots(path: str) -> str:
    """Return the path with `.` and `..` resolved (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", "..") and kept[-1:] != [""]:
        kept.append("")
    joined = "/".join(kept)
    return joined if joined.startswith("/") or not joined else "/" + joined


def login_of(url: str) -> tuple[str, str] | None:
    """Return the name and the password that an address carries, or None.

    Examples
    --------
    >>> login_of("https://me:p%40ss@example.org/")
    ('me', 'p@ss')
    """
    parts = urlsplit(_forgiven(url))
    if parts.username is None:
        return None
    return unquote(parts.username), unquote(parts.password or "")


def host_of(url: str) -> str:
    """Return the host of a normalised address, without port and brackets.

    Examples
    --------
    >>> host_of("http://[::1]:8000/a")
    '::1'
    """
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and port: what one robots.txt speaks for.

    Examples
    --------
    >>> origin_of("https://example.org:8443/a/b?c")
    'https://example.org:8443'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the internet's, not of this machine or network.

    Addresses of version 4 that are wrapped into version 6 count as what they lead to.

    Examples
    --------
    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in ipaddress.IPv6Network("64:ff9b::/96"):  # NAT64
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast
