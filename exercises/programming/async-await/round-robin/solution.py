# The idea: a queue of those that are not done. Whoever yields goes to its end.
from collections import deque


def round_robin(generators):
    """Run generators in turns; return what each returned, in order."""
    queue = deque(enumerate(generators))
    results = [None] * len(queue)
    while queue:
        place, generator = queue.popleft()
        try:
            next(generator)
        except StopIteration as stop:
            results[place] = stop.value
        else:
            queue.append((place, generator))
    return results
