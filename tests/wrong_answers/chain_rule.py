"""Wrong answers to the exercises of chain-rule."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "chain-rule/undo-broadcasting": [
        Wrong("sums over the rows that a vector was added to",
              "range(extra)", "range(len(shape), g.ndim)"),
        Wrong("keeps an axis of length 1", ", keepdims=True", ""),
        Wrong("changes nothing where nothing was broadcast", " if n == 1", ""),
        Wrong("gives a single number the sum of all", "range(extra)", "range(min(extra, 1))"),
        Wrong("agrees with adding entry by entry, for many shapes",
              "return g.sum(", "return g.mean("),
        Wrong("leaves the gradient that it was given as it was",
              "    g = g.sum(", "    g += 1.0\n    g = g.sum("),
    ],
    "chain-rule/back-through-the-graph": [
        Wrong("finds 7 in the example", "+= g * slope", "= g * slope"),
        Wrong("counts both uses in x * x", "+= g * slope", "= g * slope"),
        Wrong("gives the output itself the gradient 1",
              "slopes[id(output)] = 1.0", "slopes[id(output)] = output.data"),
        Wrong("hands a gradient on only when it is complete",
              "if not uses[id(source)]:", "if uses[id(source)] >= 0:"),
        Wrong("adds to what grad held before", "value.grad += g", "value.grad = g"),
        Wrong("looks into each value a few times, not once for every path",
              "if id(value) not in uses:\n                uses[id(value)] = 0\n",
              "if True:\n                uses.setdefault(id(value), 0)\n"),
        Wrong("goes through a chain of 20,000 operations",
              "    uses = {id(output): 0}",
              "    def visit(value):\n        return [visit(v) for v, _ in value.made_from[:1]]\n\n"
              "    visit(output)\n    uses = {id(output): 0}"),
        Wrong("agrees with differences on random graphs", "g * slope", "g + slope"),
    ],
}  # fmt: skip
