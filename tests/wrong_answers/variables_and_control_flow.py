"""Wrong answers to the exercises of variables-and-control-flow."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

_KEPT = "    kept = [x for x in items if type(x) is not type(unwanted) or x != unwanted]\n"
_BODY = _KEPT + "    items[:] = kept\n"

WRONG: dict[str, list[Wrong]] = {
    "variables-and-control-flow/remove-in-place": [
        Wrong("removes all that equal it, and says how many",
              "return before - len(items)", "return len(items)"),
        Wrong("changes the list itself, in place",
              _BODY + "    return before - len(items)",
              _KEPT + "    items = kept\n    return before - len(items)"),
        Wrong("leaves none of two that stand side by side",
              _BODY,
              "    for x in items:\n"
              "        if type(x) is type(unwanted) and x == unwanted:\n"
              "            items.remove(x)\n"),
        Wrong("tells True, 1 and 1.0 apart", "type(x) is not type(unwanted) or x", "x"),
        Wrong("compares by equality, not by identity", "x != unwanted", "x is not unwanted"),
        Wrong("finds nothing in an empty list or where nothing is equal",
              _BODY, "    items.remove(unwanted)\n" + _BODY),
        Wrong("keeps the order of the others, on random lists",
              "items[:] = kept", "items[:] = sorted(kept, key=str)"),
        Wrong("takes few steps for each element",
              _BODY,
              "    while any(type(x) is type(unwanted) and x == unwanted for x in items):\n"
              "        for i, x in enumerate(items):\n"
              "            if type(x) is type(unwanted) and x == unwanted:\n"
              "                del items[i]\n"
              "                break\n"),
    ],
    "variables-and-control-flow/nearest-float": [
        Wrong("gives 0.1 with 53 digits", "    if 2 * rest > divisor or", "    if"),
        Wrong("takes the even one of two equally near", " and m % 2 == 1", ""),
        Wrong("goes up where the rest is above one half", "2 * rest > divisor or ", ""),
        Wrong("has exactly the digits asked for, also after rounding up",
              "    if m == 2**bits:\n        m, e = m // 2, e + 1\n", ""),
        Wrong("agrees with Python's floats at 53 digits", "2 * rest > divisor or", "rest > 0 or"),
        Wrong("agrees with NumPy's float32 at 24 digits", "2 * rest > divisor or", "bits > 24 or"),
        Wrong("works where floats overflow",
              "    e = p.bit", "    p / q + q / p  # the size\n    e = p.bit"),
    ],
    "variables-and-control-flow/what-a-reader-sees": [
        Wrong("splits plain text into its letters",
              "    for c in text:\n", "    for c in text.split():\n"),
        Wrong("keeps accents with their letters, also several",
              'unicodedata.category(c).startswith("M") or',
              'unicodedata.category(c).startswith("M") and len(before) == 1 or'),
        Wrong("keeps vowel signs of Devanagari, which take room",
              'unicodedata.category(c).startswith("M")',
              "unicodedata.combining(c) or c == '\\ufe0f'"),
        Wrong("keeps a family together",
              "    if before.endswith(JOINER):\n        return True\n", ""),
        Wrong("keeps skin tones and the emoji style",
              'if "\\U0001f3fb" <= c <= "\\U0001f3ff":', "if False:"),
        Wrong("pairs the halves of flags from the left",
              " and len(before) == 1 and half(before)", " and half(before[-1])"),
        Wrong("begins with a mark where the text does",
              "        else:\n            found.append(c)",
              '        elif found or not unicodedata.category(c).startswith("M"):\n'
              "            found.append(c)"),
        Wrong("finds the clusters that random texts were made of",
              "    for c in text:\n", "    for c in dict.fromkeys(text):\n"),
        Wrong("takes few steps for each code point",
              "            found.append(c)\n",
              "            found.append(c)\n            found = [x for x in found if x]\n"),
    ],
}  # fmt: skip
