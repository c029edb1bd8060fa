"""Wrong answers to the exercises of virtual-environments."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "virtual-environments/compatible-release": [
        Wrong("lets the last number grow", "fixed = len(low) - 1", "fixed = len(low)"),
        Wrong("keeps the numbers in front of the last",
              "found[:fixed] == low[:fixed] and found >= filled", "found >= filled"),
        Wrong("allows nothing older", " and found >= filled", ""),
        Wrong("orders by number and not as text",
              "and found >= filled", "and [str(n) for n in found] >= [str(n) for n in filled]"),
        Wrong("takes missing numbers as zeros",
              "    found += [0] * (size - len(found))\n", ""),
        Wrong("takes a longer version as it takes a shorter one",
              "fixed = len(low) - 1", "fixed = len(found) - 1"),
        Wrong("refuses a floor of one number", "if len(low) < 2:", "if not low:"),
    ],
    "virtual-environments/newest-that-fit": [
        Wrong("takes the newest where nothing forbids it", ", reverse=True", ""),
        Wrong("chooses an older one where a need says so",
              "        return all(version in needs[name] for needs in asked if name in needs)",
              "        return True"),
        Wrong("steps back to an older version of the one that asked",
              "            if found is not None:\n                return found\n",
              "            return found\n"),
        Wrong("leaves out what only a rejected version needed",
              "found = choose({**chosen, name: version}, names[1:] + more)",
              "chosen.update(dict.fromkeys(more, 1))\n"
              "            found = choose({**chosen, name: version}, names[1:] + more)"),
        Wrong("returns None where nothing fits, or a name is unknown",
              "index.get(name, {})", "index[name]"),
        Wrong("copes with packages that need each other",
              "        if any(chosen[n] not in needs[n] for n in needs if n in chosen):\n"
              "            return False\n", ""),
        Wrong("finds a solution exactly where trying everything finds one",
              "        return None\n\n    return choose({}, list(wanted))",
              "        return None\n\n    return choose({}, list(wanted)[:1])"),
        Wrong("leaves the list of wanted names as it was",
              "return choose({}, list(wanted))", "return wanted.sort() or choose({}, wanted) "
              "if len(wanted) > 1 else choose({}, [wanted.pop()])"),
    ],
}  # fmt: skip
