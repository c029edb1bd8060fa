import random
from collections import deque

from journey.practice import check, equal, holds, raises, within_steps


def fed(work, values):
    queue = work.TwoStackQueue()
    for value in values:
        queue.put(value)
    return queue


@check("gives values back in the order in which they came")
def order(work):
    queue = fed(work, range(5))
    equal([queue.get() for _ in range(5)], [0, 1, 2, 3, 4], "five values, put and got")


@check("keeps the order when putting and getting alternate")
def mixed(work):
    queue, model, rng = work.TwoStackQueue(), deque(), random.Random(0)
    for number in range(400):
        if model and rng.random() < 0.5:
            equal(queue.get(), model.popleft(), f"get number {number} of a random mix")
        else:
            queue.put(number)
            model.append(number)
    equal(len(queue), len(model), "values left after the mix")


@check("counts what is in both stacks")
def length(work):
    queue = fed(work, "abc")
    queue.get()
    queue.put("d")
    equal(len(queue), 3, "len after three puts, a get and a put")


@check("raises IndexError when it is empty")
def empty(work):
    queue = work.TwoStackQueue()
    raises(IndexError, queue.get, call="get() of a new queue")
    queue.put(1)
    queue.get()
    raises(IndexError, queue.get, call="get() after the last value")


@check("takes any value, None and zero among them")
def falsy(work):
    queue = fed(work, [None, 0, "", False])
    equal([queue.get() for _ in range(4)], [None, 0, "", False], "None, 0, '' and False")


@check("moves each value once, in the long run")
def amortised(work):
    def run():
        queue = fed(work, range(1_000))
        total = 0
        for number in range(1_000):
            total += queue.get()
            queue.put(number)
        return total

    total = within_steps(300_000, run, call="a thousand puts, then a thousand gets and puts")
    equal(total, 499_500, "the sum of what came out")


@check("shares nothing with another queue")
def apart(work):
    one, two = fed(work, "ab"), fed(work, "xy")
    holds((one.get(), two.get()) == ("a", "x"), "two queues",
          expected="each gives back its own values")  # fmt: skip
