"""Wrong answers to the exercises of comprehensions-and-generators."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "comprehensions-and-generators/in-batches": [
        Wrong("gives full batches in order", "yield batch", "yield batch[::-1]"),
        Wrong("gives what is left as a shorter batch",
              "            yield batch",
              "            if len(batch) == size:\n                yield batch"),
        Wrong("gives no empty batch",
              "        while batch := list(islice(iterator, size)):\n            yield batch",
              "        batch = [None]\n        while batch:\n"
              "            batch = list(islice(iterator, size))\n            yield batch"),
        Wrong("takes a generator, and no item twice",
              "iterator = iter(iterable)", "iterator = iter(list(iterable) and iterable)"),
        Wrong("keeps items that are false",
              "            yield batch",
              "            yield [item for item in batch if item or item == 0]"),
        Wrong("gives batches that are lists of their own",
              "        while batch := list(islice(iterator, size)):\n            yield batch",
              "        batch = []\n        while part := list(islice(iterator, size)):\n"
              "            batch[:] = part\n            yield batch"),
        Wrong("takes no more items than it hands over, also of an endless source",
              "iterator = iter(iterable)", "iterator = iter(list(iterable))"),
        Wrong("complains of a size below 1 at the call",
              "    if size < 1:\n"
              "        raise ValueError(f\"batches: size: expected at least 1, got {size}\")\n\n"
              "    def generate():\n",
              "    def generate():\n        if size < 1:\n            raise ValueError(size)\n"),
    ],
    "comprehensions-and-generators/merge-two-streams": [
        Wrong("yields all items in order", "if b < a:", "if a < b:"),
        Wrong("goes on with one stream when the other ends", "        yield from left\n", ""),
        Wrong("takes empty streams",
              "next(left, END), next(right, END)", "next(left), next(right, END)"),
        Wrong("keeps items that are false",
              "while a is not END and b is not END:", "while a and b and END not in (a, b):"),
        Wrong("yields the left one of equal items first", "if b < a:", "if not a < b:"),
        Wrong("yields a None that has no company", "END = object()", "END = None"),
        Wrong("takes endless streams",
              "    left, right = iter(left), iter(right)\n",
              "    from itertools import islice\n"
              "    left, right = iter(list(islice(left, 20))), iter(list(islice(right, 2)))\n"),
        Wrong("holds at most one item of each stream",
              "    left, right = iter(left), iter(right)\n",
              "    left = iter([item for _, item in zip(range(60), left)])\n"
              "    right = iter([item for _, item in zip(range(60), right)])\n"),
        Wrong("takes nothing before it is asked",
              "def merged(left, right):\n",
              "def merged(left, right):\n    left, right = iter(left), iter(right)\n"
              "    a, b = next(left, END), next(right, END)\n"
              "    return merge(a, b, left, right)\n\n\n"
              "def merge(a, b, *streams):\n    left, right = streams\n"),
    ],
}  # fmt: skip
