"""Wrong answers to the exercises of git-and-github."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "git-and-github/name-a-blob": [
        Wrong("names the bytes of the example", "header + data", "data"),
        Wrong("names the bytes of the example", "%d\\0", "%d\\n"),
        Wrong("names an empty file",
              "    header = ", "    if not data:\n        return ''\n    header = "),
        Wrong("takes a text for its UTF-8, and counts bytes", "% len(data)", "% len(content)"),
        Wrong("leaves line ends and spaces as they are",
              "    header = ", "    data = data.replace(b'\\r\\n', b'\\n')\n    header = "),
        Wrong("agrees with git on random bytes", "%d\\0", "%x\\0"),
    ],
    "git-and-github/best-common-ancestors": [
        Wrong("finds where two branches parted",
              " - {parent for commit in common for parent in parents[commit]}", ""),
        Wrong("takes a commit for its own ancestor",
              "common = reached(one) & reached(other)",
              "common = (reached(one) - {one}) & (reached(other) - {other})"),
        Wrong("finds both after merges that cross",
              "return common - {parent for commit in common for parent in parents[commit]}",
              "best = common - {parent for commit in common for parent in parents[commit]}\n"
              "    return set(sorted(best, key=str)[:1])"),
        Wrong("finds none where nothing is common",
              "common = reached(one) & reached(other)",
              "common = reached(one) & reached(other) or {one}"),
        Wrong("follows every parent, not only the first",
              "waiting.extend(parents[commit])", "waiting.extend(parents[commit][:1])"),
        Wrong("agrees with the definition on random histories",
              "for commit in common for parent in parents[commit]}",
              "for commit in common for parent in parents[commit][:1]}"),
        Wrong("visits a commit once, however many ways lead to it",
              "            if commit not in seen:\n"
              "                seen.add(commit)\n"
              "                waiting.extend(parents[commit])\n",
              "            seen.add(commit)\n"
              "            waiting.extend(parents[commit])\n"),
        Wrong("walks down a long history",
              "        seen, waiting = set(), [start]\n"
              "        while waiting:\n"
              "            commit = waiting.pop()\n"
              "            if commit not in seen:\n"
              "                seen.add(commit)\n"
              "                waiting.extend(parents[commit])\n"
              "        return seen\n",
              "        seen = set()\n\n"
              "        def visit(commit):\n"
              "            if commit not in seen:\n"
              "                seen.add(commit)\n"
              "                for parent in parents[commit]:\n"
              "                    visit(parent)\n\n"
              "        visit(start)\n"
              "        return seen\n"),
    ],
    "git-and-github/fewest-changed-lines": [
        Wrong("counts five edits in Myers's own example",
              "farthest[k - 1] < farthest[k + 1]", "farthest[k - 1] > farthest[k + 1]"),
        Wrong("needs nothing for equal sequences",
              "{1: 0}, 0", "{1: 0}, 1"),
        Wrong("deletes or inserts everything where one is empty",
              "    farthest, d = {1: 0}, 0\n",
              "    if not a or not b:\n        return 0\n    farthest, d = {1: 0}, 0\n"),
        Wrong("counts a replaced element twice",
              "                return d\n",
              "                return 1 if d == 2 and len(a) == len(b) else d\n"),
        Wrong("takes lists of lines",
              "    farthest, d = {1: 0}, 0\n",
              "    a, b = ''.join(a), ''.join(b)\n    farthest, d = {1: 0}, 0\n"),
        Wrong("agrees with the table of all pairs",
              "x >= len(a) and x - k >= len(b)", "x >= len(a)"),
        Wrong("is quick where long sequences differ little",
              "    farthest, d = {1: 0}, 0\n",
              "    row = list(range(len(b) + 1))\n"
              "    for i, p in enumerate(a, 1):\n"
              "        corner, row[0] = row[0], i\n"
              "        for j, q in enumerate(b, 1):\n"
              "            best = corner if p == q else 1 + min(row[j], row[j - 1])\n"
              "            corner, row[j] = row[j], best\n"
              "    return row[-1]\n"
              "    farthest, d = {1: 0}, 0\n"),
    ],
}  # fmt: skip
