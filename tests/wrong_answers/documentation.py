"""Wrong answers to the exercises of documentation."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "documentation/anchors-of-headings": [
        Wrong("writes small letters and hyphens", 'heading.lower()', 'heading'),
        Wrong("leaves out other signs, and keeps digits and hyphens", "[^a-z0-9 -]", "[^a-z -]"),
        Wrong("makes one hyphen of several spaces, and none at the ends",
              're.sub(" +", "-", plain.strip())', 'plain.replace(" ", "-")'),
        Wrong("numbers what comes again",
              "        taken.append(anchor)\n", "        taken.append(plain)\n"),
        Wrong("takes headings that differ only in signs as the same",
              "        taken.append(anchor)\n", "        taken.append(plain)\n"),
        Wrong("never gives an anchor twice, whatever the headings are",
              "        while anchor in taken:\n            number += 1\n"
              '            anchor = f"{plain}-{number}"\n',
              '        number = sum(a.rsplit("-", 1)[0] == plain or a == plain for a in taken)\n'
              '        anchor = f"{plain}-{number}" if number else plain\n'),
        Wrong("returns nothing for no headings", "taken = []", 'taken = [""]'),
    ],
    "documentation/drifted": [
        Wrong("finds nothing where all is well, whatever other sections say",
              '        if below.startswith("---"):\n            break\n', ""),
        Wrong("finds a parameter that was renamed",
              "[name for name in said if name not in wanted]", "[]"),
        Wrong("misses every parameter of a function without a docstring",
              'inspect.getdoc(function) or ""',
              'inspect.getdoc(function) or "Parameters\\n---\\na"'),
        Wrong("misses every parameter where the section is not there",
              '    if "Parameters" not in lines:\n        return []\n',
              '    if "Parameters" not in lines:\n        return lines\n'),
        Wrong("reads several names on a line, and types behind a colon",
              'line.split(":")[0]', 'line'),
        Wrong("takes stars as no part of a name", 'name.strip().lstrip("*")', "name.strip()"),
        Wrong("does not miss self", ' if name != "self"]', "]"),
        Wrong("does not take the text of a parameter for names",
              "if line and not line[0].isspace():", "if line:"),
    ],
}  # fmt: skip
