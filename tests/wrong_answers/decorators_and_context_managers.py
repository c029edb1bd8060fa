"""Wrong answers to the exercises of decorators-and-context-managers."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "decorators-and-context-managers/call-it-once": [
        Wrong("runs the function at the first call, with its arguments",
              "function(*args, **kwargs)", "function(*args)"),
        Wrong("runs it no second time, and returns the first result",
              "if not results:\n            results.append(function(*args, **kwargs))",
              "results.insert(0, function(*args, **kwargs))"),
        Wrong("takes None for a result like any other",
              "if not results:", "if not results or results[-1] is None:"),
        Wrong("tries again after an error",
              "results.append(function(*args, **kwargs))",
              "results.append(None)\n            results[0] = function(*args, **kwargs)"),
        Wrong("keeps two functions apart",
              "    results = []\n\n", "    results = once.__dict__.setdefault('r', [])\n\n"),
        Wrong("keeps the function's name and docstring", "    @functools.wraps(function)\n", ""),
    ],
    "decorators-and-context-managers/put-it-back": [
        Wrong("has the changes inside the block", "    mapping.update(changes)\n", ""),
        Wrong("puts old values back", "mapping[key] = before[key]", "pass"),
        Wrong("takes new keys away again", "mapping.pop(key, None)", "mapping[key] = None"),
        Wrong("tells a key with None from a missing one",
              "for key in changes if key in mapping", "for key in changes if mapping.get(key)"),
        Wrong("keeps what the block does to other keys",
              "        for key in changes:\n",
              "        mapping.clear()\n        mapping.update(before)\n"
              "        for key in changes:\n"),
        Wrong("puts a key back that the block deleted",
              "if key in before:", "if key in before and key in mapping:"),
        Wrong("puts back after an error, which passes",
              "    finally:\n", "    except ZeroDivisionError:\n        raise\n    else:\n"),
        Wrong("can stand in itself",
              "before = {key: mapping[key] for key in changes if key in mapping}",
              "before = changed.__dict__.setdefault('b', {k: mapping[k] for k in mapping})"),
    ],
    "decorators-and-context-managers/results-that-expire": [
        Wrong("remembers a result", "if key not in results:", "if True:"),
        Wrong("computes again when the time is up, to the very second", "< seconds", "<= seconds"),
        Wrong("keeps arguments apart",
              "key = (args, tuple(sorted(kwargs.items())))",
              "key = (len(args), tuple(sorted(kwargs.items())))"),
        Wrong("takes named arguments in any order",
              "tuple(sorted(kwargs.items()))", "tuple(kwargs.items())"),
        Wrong("counts from when the function returned",
              "                result = function(*args, **kwargs)\n",
              "                now = clock()\n"
              "                result = function(*args, **kwargs)\n"
              "                results[key] = (now, result)\n                return result\n"),
        Wrong("does not grow younger by being asked for",
              "return results[key][1]",
              "results[key] = (clock(), results.pop(key)[1])\n            return results[key][1]"),
        Wrong("does not remember errors",
              "result = function(*args, **kwargs)",
              "results[key] = (clock(), None)\n                result = function(*args, **kwargs)"),
        Wrong("forgets what has expired",
              "            forget()\n            return len(results)",
              "            return len(results)"),
        Wrong("lets nothing pile up, though nobody asks for the size",
              "            forget()\n            key =", "            key ="),
        Wrong("does not walk through all results at each call",
              "                if now - results[key][0] < seconds:\n                    break\n"
              "                del results[key]",
              "                for key in list(results):\n"
              "                    if now - results[key][0] >= seconds:\n"
              "                        del results[key]\n                break"),
    ],
}  # fmt: skip
