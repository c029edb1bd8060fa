"""How an expectation says that it was not met."""

from __future__ import annotations


class Failed(Exception):
    """Raised by an expectation that is not met.

    Parameters
    ----------
    message
        What was called or asked, and in what the answer differs.
    expected, got
        Both in words, short.
    """

    def __init__(self, message: str, *, expected: str = "", got: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.got = got
