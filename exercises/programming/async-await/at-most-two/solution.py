# The idea: not a task for each job, but a worker for each place. All workers take
# from one iterator, so that nothing is started, or even made, before its turn.
from journey.programming.eventloop import TaskGroup


async def bounded(limit, jobs):
    """Run the jobs, at most limit at once; return their results in order."""
    results = {}
    waiting = enumerate(jobs)

    async def worker():
        for place, job in waiting:
            results[place] = await job()

    async with TaskGroup() as group:
        for _ in range(limit):
            group.create_task(worker())
    return [results[place] for place in sorted(results)]
