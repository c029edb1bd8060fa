from journey.practice import check, equal, holds, raises, within_steps


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def made(work, seconds=10, answer=lambda *args, **kwargs: None):
    """Return a cached function, its clock and the list of its calls."""
    clock, calls = Clock(), []

    def function(*args, **kwargs):
        """Compute."""
        calls.append((args, kwargs))
        return answer(*args, **kwargs) or len(calls)

    return work.cached_for(seconds, clock)(function), clock, calls


@check("remembers a result")
def remembers(work):
    cached, clock, calls = made(work)
    first = cached(1)
    clock.now += 9.5
    equal((first, cached(1), len(calls)), (1, 1, 1), "two calls within 10 seconds")


@check("computes again when the time is up, to the very second")
def expires(work):
    cached, clock, _ = made(work)
    cached(1)
    clock.now += 10
    equal(cached(1), 2, "a call 10 seconds later")


@check("keeps arguments apart")
def apart(work):
    cached, _, _ = made(work)
    equal([cached(1), cached(2), cached(1), cached(2)], [1, 2, 1, 2], "calls with 1, 2, 1, 2")


@check("takes named arguments in any order")
def named(work):
    cached, _, _ = made(work)
    equal([cached(a=1, b=2), cached(b=2, a=1)], [1, 1], "a=1, b=2 and b=2, a=1")
    equal(cached(a=2, b=1), 2, "a=2, b=1")


@check("counts from when the function returned")
def slow(work):
    def answer(*args):
        clock.now += 8  # takes that long

    cached, clock, calls = made(work, answer=answer)
    cached(1)
    clock.now += 9
    cached(1)
    equal(len(calls), 1, "calls, 9 seconds after a slow one returned")


@check("does not grow younger by being asked for")
def asked(work):
    cached, clock, _ = made(work)
    cached(1)
    clock.now += 6
    cached(1)
    clock.now += 6
    equal(cached(1), 2, "a call 12 seconds after the first, 6 after the second")


@check("does not remember errors")
def errors(work):
    def answer(*args):
        if len(calls) == 1:
            raise KeyError("first")

    cached, _, calls = made(work, answer=answer)
    raises(KeyError, cached, 1, call="the first call, which fails")
    equal(cached(1), 2, "the second call")


@check("forgets what has expired")
def forgets(work):
    cached, clock, _ = made(work)
    for number in range(50):
        cached(number)
        clock.now += 1
    equal(cached.size(), 9, "size() after 50 calls, one a second")
    clock.now += 100
    equal(cached.size(), 0, "size() later")
    equal(cached(49), 51, "the last one again")


@check("lets nothing pile up, though nobody asks for the size")
def piles(work):
    class Big:
        alive = 0

        def __init__(self):
            Big.alive += 1

        def __del__(self):
            Big.alive -= 1

    cached, clock, _ = made(work, answer=lambda number: Big())
    for number in range(100):
        cached(number)
        clock.now += 1
    holds(Big.alive <= 11, "100 calls, one a second",
          expected="at most 11 results kept alive", got=Big.alive)  # fmt: skip


@check("does not walk through all results at each call")
def cheap(work):
    cached, _, _ = made(work, seconds=1e9)
    for number in range(2_000):
        cached(number)
    equal(within_steps(1_000, cached, 7, call="a call among 2,000 results"), 8, "cached(7)")
