from journey.practice import check, equal
from journey.programming.eventloop import get_running_loop, run, sleep


def watched(work, limit, delays):
    """Run jobs of these lengths; return results, starts, the most at once, and the end."""
    starts, running, most = [], 0, 0

    async def job(place, delay):
        nonlocal running, most
        starts.append((place, get_running_loop().time()))
        running += 1
        most = max(most, running)
        await sleep(delay)
        running -= 1
        return place

    def make(place, delay):
        return lambda: job(place, delay)

    async def main():
        jobs = [make(place, delay) for place, delay in enumerate(delays)]
        results = await work.bounded(limit, jobs)
        return results, get_running_loop().time()

    results, end = run(main())
    return results, starts, most, end


@check("returns the results in the order of the input")
def order(work):
    equal(watched(work, 2, [3, 1, 1, 2])[0], [0, 1, 2, 3], "the results")


@check("never runs more than limit at once, and as many if it can")
def limit(work):
    for most in (1, 2, 3):
        equal(watched(work, most, [2, 1, 3, 1, 2])[2], most, f"most at once with limit={most}")


@check("starts the next as soon as one ends")
def at_once(work):
    _, starts, _, end = watched(work, 2, [3, 1, 1, 2])
    equal(starts, [(0, 0.0), (1, 0.0), (2, 1.0), (3, 2.0)], "places and times of the starts")
    equal(end, 4.0, "the end")


@check("takes a job only when there is a place for it")
def lazy(work):
    taken = []

    def jobs():
        for place in range(6):
            taken.append(place)
            yield lambda: sleep(10)

    async def main():
        from journey.programming.eventloop import create_task

        task = create_task(work.bounded(2, jobs()))
        await sleep(5)
        seen = len(taken)
        await task
        return seen

    equal(run(main()), 2, "jobs taken while the first two run")
    equal(len(taken), 6, "jobs taken in the end")


@check("does with fewer jobs than places, and with none")
def few(work):
    equal(watched(work, 5, [1, 2])[0], [0, 1], "two jobs, five places")
    equal(watched(work, 3, [])[0], [], "no jobs")


@check("lets an error out and cancels the others")
def error(work):
    ended = []

    async def fails():
        await sleep(1)
        raise KeyError("broken")

    async def long():
        await sleep(9)
        ended.append(9)

    async def main():
        caught = None
        try:
            await work.bounded(2, [fails, long, long])
        except* KeyError:
            caught = get_running_loop().time()
        return caught

    equal(run(main()), 1.0, "the time at which the error comes out")
    equal(ended, [], "what ended although another job failed")
