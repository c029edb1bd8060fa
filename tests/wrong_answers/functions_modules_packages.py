"""Wrong answers to the exercises of functions-modules-packages."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

_MAKE = "    return [counter(start, step) for start in starts]\n"
_ONE = "functions-modules-packages/counters-that-remember"
_BIND = "functions-modules-packages/bind-the-arguments"
_TWO = "functions-modules-packages/what-import-runs"

WRONG: dict[str, list[Wrong]] = {
    _ONE: [
        Wrong("counts on by one, from its start",
              "        now = count\n        count += step\n",
              "        count += step\n        now = count\n"),
        Wrong("keeps the starts of several apart",
              _MAKE,
              "    made = [counter(start, step) for start in starts]\n"
              "    return [lambda: tick() for tick in made]\n"),
        Wrong("lets one counter run without the others",
              _MAKE,
              "    only = {}\n"
              "    return [only.setdefault(start, counter(start, step)) for start in starts]\n"),
        Wrong("counts by steps, also downwards and by fractions", "count += step", "count += 1"),
        Wrong("takes the step by name only", "(starts, *, step=1)", "(starts, step=1)"),
        Wrong("does not care what becomes of the list",
              _MAKE,
              "    return [later(starts, i, step) for i in range(len(starts))]\n\n\n"
              "def later(starts, i, step):\n"
              '    """Return a counter that begins when it is called."""\n'
              "    made = []\n\n"
              "    def tick():\n"
              "        if not made:\n"
              "            made.append(counter(starts[i], step))\n"
              "        return made[0]()\n\n"
              "    return tick\n"),
        Wrong("forgets the counters of an earlier call",
              _MAKE,
              "    known = make_counters.__dict__\n"
              "    return [\n"
              "        known.setdefault(f'{i} {start} {step}', counter(start, step))\n"
              "        for i, start in enumerate(starts)\n"
              "    ]\n"),
        Wrong("gives an empty list for no starts",
              _MAKE, "    return [counter(start, step) for start in sorted(set(starts))]\n"),
    ],
    _BIND: [
        Wrong("gives values by position and by name, and the defaults",
              "        elif default:\n            bound[name] = default[0]\n",
              "        elif default:\n            continue\n"),
        Wrong("keeps the order of the parameters",
              "    bound = {}\n", "    bound = dict(values)\n"),
        Wrong("takes None for a default and for a value",
              "        elif default:\n", "        elif default and default[0] is not None:\n"),
        Wrong("refuses too many positional arguments",
              "if len(args) > len(by_position):", "if False:"),
        Wrong("refuses a name that is taken by position only",
              ' if kind != "position"}', "}"),
        Wrong("refuses an unknown name",
              'raise TypeError(f"{name} is not taken by name")', "continue"),
        Wrong("refuses two values for one parameter",
              'raise TypeError(f"two values for {name}")', "continue"),
        Wrong("refuses a parameter without value and default",
              'raise TypeError(f"no value for {name}")', "bound[name] = None"),
        Wrong("agrees with Python on random calls",
              'if kind != "name"]', "]"),
        Wrong("leaves what it was given as it was",
              "        values[name] = value\n",
              "        values[name] = value\n    kwargs.clear()\n"),
    ],
    _TWO: [
        Wrong("runs a module that imports nothing", "return list(loaded)", "return list(files)"),
        Wrong("lists a module before those that it imports",
              "return list(loaded)", "return sorted(loaded)"),
        Wrong("runs a circle that works",
              "        if name in loaded:\n            return\n",
              "        if name in loaded:\n"
              "            raise ImportError(name)\n"),
        Wrong("raises ImportError where a name is not bound yet",
              "rest[1] not in loaded[rest[0]]", "('set', rest[1]) not in files[rest[0]]"),
        Wrong("raises ImportError where a name is never bound",
              'if kind == "from" and rest[1] not in loaded[rest[0]]:', "if False:"),
        Wrong("raises ModuleNotFoundError where there is no such module",
              "raise ModuleNotFoundError(name)", "raise ImportError(name)"),
        Wrong("lets a name be taken that was itself imported",
              "            names.add(rest[-1])",
              '            if kind == "set":\n                names.add(rest[-1])'),
        Wrong("asks nothing of a module that is imported as a whole",
              'if kind == "from" and rest[1] not in loaded[rest[0]]:',
              'if kind != "set" and not loaded[rest[0]]:'),
        Wrong("agrees with Python on random programs",
              "            names.add(rest[-1])",
              '            names.add("" if kind == "import" else rest[-1])'),
        Wrong("runs each body once, however many paths lead to it",
              "        if name in loaded:\n            return\n",
              "        if name in loaded and not loaded[name]:  # still at its first line\n"
              "            return\n"),
    ],
}  # fmt: skip
