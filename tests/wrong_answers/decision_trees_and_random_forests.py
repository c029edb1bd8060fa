"""Wrong answers to the exercises of decision-trees-and-random-forests."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "decision-trees-and-random-forests/best-cut": [
        Wrong("finds the cut of the example: 2.5, and the gain 0.5",
              "- after) / n", "- after)"),
        Wrong("does not need the rows to come in order",
              'np.argsort(x, kind="stable")', "np.arange(len(x))"),
        Wrong("weighs each side by its rows",
              "gini_times_rows(total - left, n - on_left)\n",
              "gini_times_rows(total - left, n - on_left) * on_left / (n - on_left)\n"
              "    after *= n / 2 / on_left\n"),
        Wrong("takes any number of classes, whatever they are called",
              "np.unique(y)", "np.array([0, 1])"),
        Wrong("never cuts between equal values",
              "values[1:] > values[:-1]", "np.full(n - 1, values[-1] > values[0])"),
        Wrong("takes the lowest threshold of equally good cuts",
              "best = int(np.argmax(gain >= gain.max() - 1e-12))",
              "best = int(np.flatnonzero(gain >= gain.max() - 1e-12)[-1])"),
        Wrong("puts the threshold halfway between two neighbours",
              "float((values[best] + values[best + 1]) / 2)", "float(values[best])"),
        Wrong("is None where all values are the same", "return None", "return float(x[0]), 0.0"),
        Wrong("leaves values and classes as they were",
              "values = x[order]", "values = x[order]\n    x.sort()"),
    ],
    "decision-trees-and-random-forests/weakest-link": [
        Wrong("finds the link of the example: node 2 at 0.125",
              "alpha < best[1] - 1e-12", "alpha > best[1] + 1e-12"),
        Wrong("divides by the leaves that are saved, one fewer than the branch has",
              "/ (len(leaves) - 1)", "/ len(leaves)"),
        Wrong("asks the leaves of the branch, not only its two children",
              "leaves = [at for at in reached(left, right, node) if left[at] < 0]",
              "leaves = [int(left[node]), int(right[node])]"),
        Wrong("takes the lowest number on a tie",
              "alpha < best[1] - 1e-12", "alpha <= best[1] + 1e-12"),
        Wrong("does not count nodes that cannot be reached",
              "sorted(reached(left, right, 0))", "range(len(left))"),
        Wrong("is None for a tree that is only a leaf",
              "    best = None\n",
              "    if left[0] < 0:\n        raise ValueError(\"no link\")\n    best = None\n"),
        Wrong("cuts links off until the root is left",
              "        alphas.append(alpha)", "        alphas.append(alpha)\n        break"),
        Wrong("gives the alphas of grown trees",
              "left[node] = right[node] = -1",
              "left[node] = right[node] = -1\n        cost = cost - alpha"),
        Wrong("leaves the tree as it was",
              "left, right, alphas = left.copy(), right.copy(), []", "alphas = []"),
    ],
}  # fmt: skip
