"""Context managers: made from a generator, stacked, and one that replaces a file whole.

The first two are what ``contextlib`` does, written out. What wraps functions is in
``journey.programming.decorators``.
"""

from __future__ import annotations

import functools
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Generic, ParamSpec, TypeVar

__all__ = ["ExitStack", "GeneratorContext", "atomic_write", "contextmanager"]

P = ParamSpec("P")
T = TypeVar("T")


class GeneratorContext(Generic[T]):
    """A context manager around a generator that yields once.

    Made by [contextmanager][journey.programming.contexts.contextmanager].

    Parameters
    ----------
    generator
        Runs to its ``yield`` on entering, and on to its end on leaving.
    """

    def __init__(self, generator: Iterator[T]) -> None:
        self._generator: Any = generator

    def __enter__(self) -> T:
        """Run to the ``yield`` and return what it gives."""
        try:
            value: T = next(self._generator)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None
        return value

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Run on behind the ``yield``, with the block's error raised there; true swallows it."""
        return _finish(self._generator, error, trace)


def _finish(generator: Any, error: BaseException | None, trace: TracebackType | None) -> bool:
    """Run a generator on behind its ``yield``; return whether it swallowed the error."""
    if error is None:
        try:
            next(generator)
        except StopIteration:
            return False
        generator.close()
        raise RuntimeError("generator didn't stop")
    try:
        generator.throw(error)
    except StopIteration as ended:
        # It caught the error and ran to its end. A StopIteration that was thrown in and came
        # back as itself was not caught.
        return ended is not error
    except RuntimeError as raised:
        if raised is error:
            return False
        # A StopIteration that leaves a generator is turned into a RuntimeError (PEP 479).
        if isinstance(error, StopIteration) and raised.__cause__ is error:
            return False
        raise
    except BaseException as raised:
        if raised is not error:
            raise
        error.__traceback__ = trace  # without the generator's own frames
        return False
    generator.close()
    raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function: Callable[P, Iterator[T]]) -> Callable[P, GeneratorContext[T]]:
    """Turn a generator function that yields once into a maker of context managers.

    What stands before the ``yield`` is the entrance, what stands behind it the exit. An error of
    the block is raised at the ``yield``: without ``try`` around it, the exit does not run.

    Parameters
    ----------
    function
        The generator function.

    Returns
    -------
    callable
        Takes the same arguments, returns a context manager that can be used once.

    Examples
    --------
    >>> @contextmanager
    ... def tag(name):
    ...     print(f"<{name}>")
    ...     try:
    ...         yield name.upper()
    ...     finally:
    ...         print(f"</{name}>")
    >>> with tag("b") as value:
    ...     print(value)
    <b>
    B
    </b>
    """

    @functools.wraps(function)
    def make(*args: P.args, **kwargs: P.kwargs) -> GeneratorContext[T]:
        return GeneratorContext(function(*args, **kwargs))

    return make


class ExitStack:
    """Context managers and clean-up calls, as many as a run turns out to need, undone in reverse.

    As ``contextlib.ExitStack``, without ``push``. An exit sees the error that reaches it: one
    that an exit further in swallowed is not seen, one that it raised instead is.

    Examples
    --------
    >>> with ExitStack() as stack:
    ...     for name in "ab":
    ...         _ = stack.callback(print, "closing", name)
    closing b
    closing a
    """

    def __init__(self) -> None:
        self._exits: list[Callable[..., bool | None]] = []

    def enter_context(self, manager: AbstractContextManager[T]) -> T:
        """Enter a context manager and have it left at the end.

        Parameters
        ----------
        manager
            What to enter.

        Returns
        -------
        object
            What it gives on entering.
        """
        value = manager.__enter__()
        self._exits.append(manager.__exit__)
        return value

    def callback(
        self, function: Callable[P, Any], *args: P.args, **kwargs: P.kwargs
    ) -> Callable[P, Any]:
        """Have a function called at the end; it cannot swallow an error.

        Parameters
        ----------
        function, *args, **kwargs
            What to call, with what.

        Returns
        -------
        callable
            The function, so that this works as a decorator.
        """
        self._exits.append(lambda *_: bool(function(*args, **kwargs) and None))
        return function

    def pop_all(self) -> ExitStack:
        """Hand everything over to a new stack, so that leaving this one undoes nothing."""
        other = type(self)()
        other._exits, self._exits = self._exits, []
        return other

    def close(self) -> None:
        """Undo everything now."""
        self.__exit__(None, None, None)

    def __enter__(self) -> ExitStack:
        """Return the stack."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Undo everything, the last first, each even if another fails."""
        current, handled = error, sys.exc_info()[1]
        while self._exits:
            leave = self._exits.pop()
            try:
                if current is None:
                    leave(None, None, None)
                elif leave(type(current), current, current.__traceback__):
                    current = None
            except BaseException as raised:
                if raised is not current:
                    _chain(raised, current, handled)
                current = raised
        if current is None or current is error:
            return error is not None and current is None
        context = current.__context__
        try:
            raise current
        finally:
            # `raise` itself notes what is being handled here, which is the block's first error.
            current.__context__ = context


def _chain(new: BaseException, old: BaseException | None, handled: BaseException | None) -> None:
    """Let a new error name the old one as its context, as nested blocks would.

    Python has noted what is being handled outside: the block's first error.
    """
    while new.__context__ is not None and new.__context__ is not old:
        if new.__context__ is handled:
            new.__context__ = old
            return
        new = new.__context__


@contextmanager
def atomic_write(
    path: str | os.PathLike[str], mode: str = "w", *, encoding: str | None = None
) -> Iterator[IO[Any]]:
    """Write a file so that readers see the old content or the new, never half of it.

    The block writes to a temporary file in the same folder. When it ends well, the data is forced
    to the disk and the file is renamed over the old one in one step. When it fails, the temporary
    file is removed and the old one stays. Permissions of an old file are kept; a symbolic link
    stays a link, and its target is replaced. Other hard links keep the old content.

    Parameters
    ----------
    path
        The file; its folder must exist.
    mode
        "w" for text, "wb" for bytes.
    encoding
        Of text; default: UTF-8.

    Yields
    ------
    file
        What to write to.

    Raises
    ------
    ValueError
        If ``mode`` is neither "w" nor "wb", or an encoding is given for bytes.
    OSError
        Whatever the system says, for example that the folder is not there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "settings.txt"
    ...     _ = path.write_text("old")
    ...     try:
    ...         with atomic_write(path) as file:
    ...             _ = file.write("ne")
    ...             raise OSError("no space left on device")
    ...     except OSError:
    ...         path.read_text(), len(list(Path(folder).iterdir()))
    ('old', 1)
    """
    if mode not in ("w", "wb"):
        raise ValueError(f'mode: expected "w" or "wb", got {mode!r}')
    if mode == "wb" and encoding is not None:
        raise ValueError("encoding: bytes have none; it goes with mode 'w'")
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, mode, encoding=encoding or "utf-8" if mode == "w" else None) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _permissions(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _permissions(target: Path) -> int:
    """Return what an existing file has, or what a new one would get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)  # can only be read by setting it
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Force the rename itself to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
