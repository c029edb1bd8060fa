"""What can go wrong with a repository, each as an error of its own."""

from __future__ import annotations

__all__ = ["GitError", "MissingObjectError", "ObjectError", "RefError"]


class GitError(Exception):
    """Base of all errors of this package.

    Examples
    --------
    >>> issubclass(ObjectError, GitError) and issubclass(ObjectError, ValueError)
    True
    """


class ObjectError(GitError, ValueError):
    """An object, a pack or an index is not of the form that git defines.

    Examples
    --------
    >>> from journey.programming.git import parse_object
    >>> parse_object("commit", b"tree of life")
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.ObjectError: commit: no blank line between headers and message
    """


class MissingObjectError(GitError, LookupError):
    """No object of the name that was asked for is there.

    Examples
    --------
    >>> from journey.programming.git import MemoryStore
    >>> MemoryStore().read("0" * 40)
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.MissingObjectError: object 0000000000 is not in this store
    """


class RefError(GitError, ValueError):
    """A reference has a forbidden name, is missing, or moved in the meantime.

    Examples
    --------
    >>> raise RefError("refs/heads/a..b: two dots in a row")
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.RefError: refs/heads/a..b: two dots in a row
    """
