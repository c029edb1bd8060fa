"""Why a run cannot begin or go on."""

from __future__ import annotations

__all__ = ["OrganizeError"]


class OrganizeError(Exception):
    """Nothing can be done; the message says why.

    Parameters
    ----------
    message
        What was expected and what came.
    usage
        The words of the caller are wrong, not the state of the disk.
    """

    def __init__(self, message: str, *, usage: bool = False) -> None:
        super().__init__(message)
        self.usage = usage
