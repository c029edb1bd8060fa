"""A hash function that one can read."""

from __future__ import annotations


def fnv_1a(text: str | bytes, seed: int = 0) -> int:
    """Hash text by FNV-1a with 64 bits: a hash function that one can read.

    For each byte: exclusive or, then multiply by a prime. The same on every machine and in every
    run, unlike `hash` of a text. It does not withstand an attacker, seed or no seed: collisions are
    easily made, which is why Python uses SipHash with a secret key.

    Parameters
    ----------
    text
        Text, taken as UTF-8, or bytes.
    seed
        Mixed into the start.

    Returns
    -------
    int
        From 0 to 2**64 - 1.

    References
    ----------
    Fowler, Noll, Vo, Eastlake (2019), *The FNV Non-Cryptographic Hash Algorithm*, section 2.

    Examples
    --------
    >>> hex(fnv_1a("a"))
    '0xaf63dc4c8601ec8c'
    """
    value = 0xCBF29CE484222325 ^ (seed & 0xFFFFFFFFFFFFFFFF)
    for byte in text.encode() if isinstance(text, str) else text:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value
