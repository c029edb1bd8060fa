from journey.programming.eventloop import TaskGroup


async def bounded(limit, jobs):
    """Run the jobs, at most limit at once; return their results in order."""
    raise NotImplementedError
