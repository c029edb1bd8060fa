"""Wrong answers to the exercises of big-o."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "big-o/three-cases": [
        Wrong("knows merge sort and binary search: all levels work alike",
              "return d, 1", "return d, 0"),
        Wrong("gives the root its work where a is below b to the d",
              "if a < b**d:", "if a < b * d:"),
        Wrong("gives the leaves their work where a is above b to the d",
              "return math.log(a, b), 0", "return math.log(b, a), 0"),
        Wrong("is not misled by rounded logarithms",
              "if a == b**d:", "if math.log(a, b) == d:"),
        Wrong("agrees with the sum over the levels",
              "return math.log(a, b), 0", "return math.log(a, b), 1"),
    ],
    "big-o/nearest-repeat": [
        Wrong("finds 2 in the example", "best = place - last[value]", "best = place"),
        Wrong("returns None where nothing repeats", "best = {}, None", "best = {}, 0"),
        Wrong("looks at the last place of a value, not at the first",
              "last[value] = place", "last.setdefault(value, place)"),
        Wrong("keeps the smallest distance, wherever it is",
              "if value in last and (best is None or place - last[value] < best):",
              "if value in last:"),
        Wrong("agrees with trying all pairs",
              "place - last[value] < best):", "place - last[value] > best):"),
        Wrong("takes linear time on 2,000 values",
              "    last, best = {}, None\n",
              "    found = [j - i for i in range(len(values)) for j in range(i + 1, len(values))\n"
              "             if values[i] == values[j]]\n"
              "    return min(found, default=None)\n"
              "    last, best = {}, None\n"),
        Wrong("leaves the list it was given as it was",
              "    return best", "    getattr(values, 'clear', int)()\n    return best"),
    ],
}  # fmt: skip
