"""Wrong answers to the exercises of errors-and-debugging."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "errors-and-debugging/all-mistakes-at-once": [
        Wrong("returns the numbers where nothing is wrong",
              "return numbers", "return numbers or None"),
        Wrong("raises a group of that name for a single mistake, too",
              "    if errors:\n",
              "    if len(errors) == 1:\n        raise errors[0]\n    if errors:\n"),
        Wrong("tells every mistake, in order, by row and text", ", start=1", ""),
        Wrong("puts ValueErrors into the group, and only those",
              'error = ValueError(f"row', 'error = TypeError(f"row'),
        Wrong("keeps the error of float as the cause", "            error.__cause__ = cause\n", ""),
        Wrong("lets other errors pass", "except ValueError", "except Exception"),
        Wrong("lets Ctrl-C pass", "except ValueError", "except BaseException"),
    ],
    "errors-and-debugging/bisect-with-skips": [
        Wrong("finds the first bad commit, wherever it is",
              "return list(range(good + 1, bad + 1))", "return list(range(good, bad))"),
        Wrong("tests nothing where one commit is left",
              "    good, bad = 0, n\n", "    good, bad = 0, n\n    test(n)\n"),
        Wrong("needs no more tests than the logarithm, if none is skipped",
              "asked = min(left, key=lambda k: abs(k - middle))", "asked = left[0]"),
        Wrong("steps aside where a commit cannot be tested",
              "            skipped.add(asked)", "            good = asked"),
        Wrong("names all that may be it, if those that decide cannot be tested",
              "    return list(range(good + 1, bad + 1))", "    return [bad]"),
        Wrong("tests no commit twice",
              "            skipped.add(asked)",
              "            skipped.add(asked) if test(asked) == 'skip' else None"),
        Wrong("tests neither end, and nothing that is already decided",
              "range(good + 1, bad) if", "range(1, n) if not (k in skipped or skipped.add(k)) if"),
    ],
}  # fmt: skip
