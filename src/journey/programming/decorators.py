"""Decorators: a cache of recent results, repeated attempts, a stopwatch.

Each of them wraps a function and keeps its name, its docstring and its signature. What opens and
closes something around a block is in ``journey.programming.contexts``.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import random
import threading
import time
from collections.abc import Awaitable, Callable, Hashable
from types import TracebackType
from typing import Any, Generic, NamedTuple, ParamSpec, TypeVar, cast, overload

__all__ = ["CacheInfo", "Memoized", "Timer", "memoize", "retry"]

P = ParamSpec("P")
R = TypeVar("R")
_APART = object()  # divides positional from keyword arguments in a key
_MISSING = object()


class CacheInfo(NamedTuple):
    """What a cache has done, in the order of ``functools.lru_cache``."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Memoized(Generic[P, R]):
    """A function with a cache of its results, the least recently used forgotten first.

    Made by [memoize][journey.programming.decorators.memoize].

    Parameters
    ----------
    function
        What is called where the cache has no answer.
    maxsize
        The most results kept; None for no limit.
    typed
        Whether ``f(1)`` and ``f(1.0)`` are kept apart.
    """

    __wrapped__: Callable[P, R]

    def __init__(self, function: Callable[P, R], maxsize: int | None, typed: bool) -> None:
        self._function, self._maxsize, self._typed = function, maxsize, typed
        # A dict remembers the order of insertion: the oldest use stands first.
        self._results: dict[Hashable, R] = {}
        self._hits = self._misses = 0
        self._lock = threading.RLock()
        functools.update_wrapper(cast(Any, self), function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the function's result for these arguments, from the cache if it is there."""
        key = self._key(args, kwargs)
        with self._lock:
            found = _find(self._results, key)
            self._hits += found is not _MISSING
            self._misses += found is _MISSING
        if found is not _MISSING:
            return cast(R, found)
        # Outside the lock: the function may take long, and may call itself.
        result = self._function(*args, **kwargs)
        with self._lock:
            _keep(self._results, key, result, self._maxsize)
        return result

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Return the method of an instance: like a function in a class, this is a descriptor."""
        return self if instance is None else functools.partial(cast(Any, self), instance)

    def _key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
        if len(args) == 1 and not kwargs and not self._typed and type(args[0]) in (int, str):
            return cast(Hashable, args[0])  # as in functools: a lone 3 and a lone 3.0 are apart
        key: tuple[Any, ...] = args
        if kwargs:
            key += (_APART, *(part for item in kwargs.items() for part in item))
        if self._typed:
            key += tuple(type(value) for value in (*args, *kwargs.values()))
        return key

    def cache_info(self) -> CacheInfo:
        """Return hits, misses, the size allowed and the size now."""
        with self._lock:
            return CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self) -> None:
        """Forget every result, and start counting again."""
        with self._lock:
            self._results.clear()
            self._hits = self._misses = 0

    def cache_parameters(self) -> dict[str, Any]:
        """Return the settings, as ``functools.lru_cache`` shows them."""
        return {"maxsize": self._maxsize, "typed": self._typed}


def _find(results: dict[Hashable, R], key: Hashable) -> R | object:
    """Return the result of a key, which becomes the newest, or ``_MISSING``."""
    found = results.pop(key, _MISSING)
    if found is not _MISSING:
        results[key] = cast(R, found)
    return found


def _keep(results: dict[Hashable, R], key: Hashable, result: R, maxsize: int | None) -> None:
    """Put a result in; where the cache is full, the least recently used one goes."""
    if maxsize == 0 or key in results:
        return
    if len(results) == maxsize:
        del results[next(iter(results))]  # a dictionary's first key is the oldest
    results[key] = result


@overload
def memoize(maxsize: Callable[P, R]) -> Memoized[P, R]: ...
@overload
def memoize(
    maxsize: int | None = ..., *, typed: bool = ...
) -> Callable[[Callable[P, R]], Memoized[P, R]]: ...
def memoize(maxsize: Any = 128, *, typed: bool = False) -> Any:
    """Remember a function's results, as ``functools.lru_cache`` does.

    The function must depend on nothing but its arguments, which must be hashable. Errors are not
    remembered. Every argument and every result is kept alive while it is in the cache, ``self``
    of a method included.

    Parameters
    ----------
    maxsize
        The most results kept, the least recently used forgotten first; 0 keeps none, None all.
        Below 0 means 0. The decorator may also stand without brackets.
    typed
        Whether arguments that are equal but of different types, such as 1 and 1.0, are kept apart.
        They are compared as they stand in the call; the types of what they contain do not count.
        A single whole number is kept apart from an equal float in any case, as in ``functools``.

    Returns
    -------
    Memoized or callable
        The function with a cache, or a decorator that gives it one.

    Raises
    ------
    TypeError
        If ``maxsize`` is neither a whole number nor None nor a function; when called with an
        argument that cannot be hashed.

    Examples
    --------
    >>> @memoize(maxsize=2)
    ... def square(x):
    ...     print("computing", x)
    ...     return x * x
    >>> square(3), square(3)
    computing 3
    (9, 9)
    >>> square.cache_info()
    CacheInfo(hits=1, misses=1, maxsize=2, currsize=1)
    """
    if callable(maxsize):
        return Memoized(maxsize, 128, typed)
    if isinstance(maxsize, bool) or not (maxsize is None or isinstance(maxsize, int)):
        raise TypeError(f"maxsize: expected a whole number or None, got {maxsize!r}")
    size = None if maxsize is None else max(maxsize, 0)
    return lambda function: Memoized(function, size, typed)


def retry(
    attempts: int = 3,
    *,
    on: type[Exception] | tuple[type[Exception], ...] = Exception,
    delay: float = 0.1,
    backoff: float = 2.0,
    max_delay: float = 60.0,
    jitter: float = 0.0,
    rng: random.Random | None = None,
    sleep: Callable[[float], Any] | None = None,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Call a function again when it fails, waiting longer each time.

    Only for what may safely happen twice: a request that was carried out, and whose answer was
    lost, is carried out again. Coroutine functions are awaited, and wait without blocking. When the
    last attempt fails its error is raised, with a note of how many there were.

    Parameters
    ----------
    attempts
        The most calls, the first one included.
    on
        Errors that are worth another attempt. Everything else is raised at once; so are
        ``KeyboardInterrupt`` and cancellation, which are no ``Exception``.
    delay
        Seconds before the second attempt.
    backoff
        Each wait is this many times the one before.
    max_delay
        The longest wait, in seconds.
    jitter
        Up to this share of each wait is taken off at random, so that clients which failed together
        do not come back together; between 0 and 1.
    rng
        Where the randomness comes from; default: a new, unseeded generator.
    sleep
        How to wait; default: ``time.sleep``, or ``asyncio.sleep`` for a coroutine function.

    Returns
    -------
    callable
        A decorator.

    Raises
    ------
    ValueError
        If ``attempts`` is below 1, a time is negative, ``backoff`` is below 1 or ``jitter`` is
        outside 0 to 1.

    Examples
    --------
    >>> waits = []
    >>> @retry(4, on=ConnectionError, delay=1, sleep=waits.append)
    ... def fetch(log=[]):
    ...     log.append("call")
    ...     if len(log) < 4:
    ...         raise ConnectionError("no answer")
    ...     return f"{len(log)} calls"
    >>> fetch(), waits
    ('4 calls', [1.0, 2.0, 4.0])
    """
    if attempts < 1:
        raise ValueError(f"attempts: expected at least 1, got {attempts}")
    if delay < 0 or max_delay < 0:
        raise ValueError(f"delay, max_delay: expected no negative time, got {delay}, {max_delay}")
    if backoff < 1:
        raise ValueError(f"backoff: expected at least 1, got {backoff}")
    if not 0 <= jitter <= 1:
        raise ValueError(f"jitter: expected a share between 0 and 1, got {jitter}")
    dice = random.Random() if rng is None else rng

    def wait(attempt: int) -> float:
        # 2.0 ** 2000 is no float, and no wait anyone means.
        longest = max_delay if attempt > 60 else min(max_delay, delay * backoff**attempt)
        return float(longest * (1 - jitter * dice.random()))

    def give_up(error: Exception, attempt: int) -> bool:
        if attempt + 1 < attempts:
            return False
        if attempts > 1:
            error.add_note(f"gave up after {attempts} attempts")
        return True

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        if inspect.iscoroutinefunction(function):
            pause = asyncio.sleep if sleep is None else sleep

            @functools.wraps(function)
            async def attempt_async(*args: P.args, **kwargs: P.kwargs) -> Any:
                for attempt in range(attempts):
                    try:
                        return await cast("Callable[P, Awaitable[Any]]", function)(*args, **kwargs)
                    except on as error:
                        if give_up(error, attempt):
                            raise
                    await pause(wait(attempt))
                raise AssertionError("the last attempt returns or raises")

            return cast("Callable[P, R]", attempt_async)

        @functools.wraps(function)
        def attempt_sync(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(attempts):
                try:
                    return function(*args, **kwargs)
                except on as error:
                    if give_up(error, attempt):
                        raise
                # Outside `except`: while waiting, no old error hangs on what happens next.
                (time.sleep if sleep is None else sleep)(wait(attempt))
            raise AssertionError("the last attempt returns or raises")

        return attempt_sync

    return decorate


class Timer:
    """A stopwatch for blocks and for functions, which adds up.

    The same object works as a context manager and as a decorator, may be entered inside itself,
    and stops when an error passes through. Only the outermost block counts, so recursion is not
    counted twice. Not for several threads at once.

    Parameters
    ----------
    clock
        Gives seconds; default: ``time.perf_counter``, which never goes back.

    Attributes
    ----------
    total
        Seconds in all blocks together.
    count
        How many outermost blocks were timed.

    Examples
    --------
    >>> ticks = iter([0.0, 1.5, 10.0, 10.5])
    >>> timer = Timer(clock=lambda: next(ticks))
    >>> with timer:
    ...     pass
    >>> @timer
    ... def work():
    ...     return "done"
    >>> work(), timer.total, timer.count
    ('done', 2.0, 2)
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.total, self.count = 0.0, 0
        self._clock, self._depth, self._start = clock, 0, 0.0

    def __enter__(self) -> Timer:
        """Start, if it is not running."""
        if self._depth == 0:
            self._start = self._clock()
        self._depth += 1
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, if this is the outermost block; errors pass."""
        self._depth -= 1
        if self._depth == 0:
            self.total += self._clock() - self._start
            self.count += 1

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return the function, timed whenever it is called."""

        @functools.wraps(function)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            with self:
                return function(*args, **kwargs)

        return timed
