"""The standard library's loop in virtual time, to run the same program on both.

Needs a system with sockets and threads: not the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

__all__ = ["run_asyncio"]

T = TypeVar("T")


def run_asyncio(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function on asyncio, with a clock that jumps instead of waiting.

    It runs in a thread of its own, so that it also works where a loop is running already, as in a
    notebook.

    Parameters
    ----------
    main
        Called without arguments in that thread; its coroutine is run.

    Returns
    -------
    object
        What the coroutine returns.

    Raises
    ------
    RuntimeError
        If nothing is left that could wake a task; plain asyncio would wait for ever.

    Examples
    --------
    >>> import asyncio
    >>> async def main():
    ...     await asyncio.sleep(3600)
    ...     return "an hour later"
    >>> run_asyncio(main)
    'an hour later'
    """
    import asyncio
    import selectors
    import threading

    class Selector(selectors.SelectSelector):
        """Moves the clock by the time that it was told to wait."""

        now = 0.0

        def select(self, timeout: float | None = None) -> Any:
            ready = super().select(0)
            if not ready and timeout is None:
                raise RuntimeError("nothing is left that could wake a task")
            if not ready and timeout is not None and timeout > 0:
                self.now += timeout
            return ready

    selector = Selector()

    class Loop(asyncio.SelectorEventLoop):
        def time(self) -> float:
            return selector.now

    answer: list[T] = []
    errors: list[BaseException] = []

    def target() -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: Loop(selector)) as runner:
                answer.append(runner.run(main()))
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=target)
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return answer[0]
