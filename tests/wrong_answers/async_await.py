"""Wrong answers to the exercises of async-await."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "async-await/round-robin": [
        Wrong("runs each to its next yield, in turns", "queue.append(", "queue.appendleft("),
        Wrong("goes on with the others when one returns",
              "queue.append(", "queue.appendleft("),
        Wrong("returns the results in the order of the input",
              "results[place] = stop.value",
              "results[results.index(None)] = stop.value"),
        Wrong("takes a task that never yields, and none at all",
              "queue = deque(enumerate(generators))",
              "queue = deque(enumerate(generators))\n    queue[0]"),
        Wrong("takes any iterable of generators",
              "    queue = deque(enumerate(generators))\n    results = [None] * len(queue)\n",
              "    results = [None] * len(generators)\n    queue = deque(enumerate(generators))\n"),
        Wrong("lets the error of a task out, at its turn",
              "        except StopIteration as stop:\n            results[place] = stop.value\n",
              "        except StopIteration as stop:\n            results[place] = stop.value\n"
              "        except Exception:\n            return results\n"),
    ],
    "async-await/at-most-two": [
        Wrong("returns the results in the order of the input",
              "[results[place] for place in sorted(results)]", "list(results.values())"),
        Wrong("never runs more than limit at once, and as many if it can",
              "range(limit)", "range(limit + 1)"),
        Wrong("starts the next as soon as one ends", "range(limit)", "range(1)"),
        Wrong("takes a job only when there is a place for it",
              "waiting = enumerate(jobs)", "waiting = iter(list(enumerate(jobs)))"),
        Wrong("does with fewer jobs than places, and with none",
              "    results = {}\n", "    results = {0: None}\n"),
        Wrong("lets an error out and cancels the others",
              "results[place] = await job()",
              "try:\n                results[place] = await job()\n"
              "            except Exception as error:\n                results[place] = error"),
    ],
}  # fmt: skip
