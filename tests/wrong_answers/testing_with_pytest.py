"""Wrong answers to the exercises of testing-with-pytest."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "testing-with-pytest/close-enough": [
        Wrong("takes sums of tenths as equal",
              "allowed = max(rel * max(expected, -expected), abs)", "allowed = 0.0"),
        Wrong("allows more for larger numbers, and below zero as above",
              "max(expected, -expected)", "expected"),
        Wrong("has an absolute allowance near zero",
              "max(rel * max(expected, -expected), abs)", "rel * max(expected, -expected)"),
        Wrong("takes the larger of the two allowances, not their sum",
              "max(rel * max(expected, -expected), abs)", "rel * max(expected, -expected) + abs"),
        Wrong("measures against what was expected, not against what came",
              "max(expected, -expected)", "max(expected, got, -got, -expected)"),
        Wrong("keeps an infinity close to itself only",
              "    if math.isinf(expected):\n        return False\n", ""),
        Wrong("takes NaN as close to nothing",
              "return max(got - expected, expected - got) <= allowed",
              "return not max(got - expected, expected - got) > allowed"),
    ],
    "testing-with-pytest/kill-them-all": [
        Wrong("notices one that returns the values as they are",
              "    assert running_max([]) == []\n", "    return\n"),
        Wrong("notices one that returns the overall maximum everywhere",
              "    assert running_max([]) == []\n",
              "    assert running_max([5, 1, 2]) == [5, 5, 5]\n    return\n"),
        Wrong("notices one that starts from zero",
              "    assert running_max([-3, -5, -1]) == [-3, -3, -1]\n", ""),
        Wrong("notices one that fails on an empty list",
              "    assert running_max([]) == []\n", ""),
        Wrong("notices one that looks at the last two values only",
              "    assert running_max([5, 1, 2]) == [5, 5, 5]\n", ""),
        Wrong("notices one that leaves out repeated values",
              "    assert running_max([2, 2, 7, 7]) == [2, 2, 7, 7]\n", ""),
        Wrong("notices one that changes the list it was given",
              "    assert values == [4, 1, 6, 2]\n", ""),
        Wrong("notices one that gives back the list itself",
              "    assert values == [4, 1, 6, 2]\n    assert found is not values\n", ""),
        Wrong("notices one that returns a tuple",
              "    assert type(found) is list\n", ""),
        Wrong("notices one that remembers the call before",
              "    assert running_max([]) == []\n",
              "    assert running_max([5, 1, 2]) == [5, 5, 5]\n    return\n"),
    ],
    "testing-with-pytest/smallest-failure": [
        Wrong("finds the two threes of the example", "if fails(rest):", "if not fails(rest):"),
        Wrong("leaves alone what is minimal already",
              "if fails(rest):", "if not rest or fails(rest):"),
        Wrong("ends with nothing where the empty list fails",
              "values = list(values)", "values = list(values)\n    if len(values) < 2:\n"
              "        return values or [0]"),
        Wrong("still fails, and keeps the old order",
              "            return values", "            return values[::-1]"),
        Wrong("passes without any one of its values",
              "            size //= 2\n", "            size //= 2\n"
              "            if size == 1:\n                return values\n"),
        Wrong("goes round again when leaving out one value makes another one needless",
              "elif len(values) == before:", "else:"),
        Wrong("finds one culprit among 1,000 in at most 200 calls",
              "size = max(len(values) // 2, 1)", "size = 1"),
        Wrong("leaves the list it was given as it was",
              "    values = list(values)\n", "    values.sort()\n    values = list(values)\n"),
    ],
}  # fmt: skip
