"""Wrong answers to the exercises of dbscan."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "dbscan/core-border-noise": [
        Wrong("kinds: gives the example's five kinds",
              '"border" if r else "noise"', '"noise" if r else "border"'),
        Wrong("kinds: counts the sample itself", ">= min_samples", "> min_samples"),
        Wrong("kinds: a distance of exactly eps is within", "<= eps**2", "< eps**2"),
        Wrong("kinds: measures distance, not its square and not by axis",
              "((X[:, None] - X) ** 2).sum(axis=2) <= eps**2",
              "abs(X[:, None] - X).max(axis=2) <= eps"),
        Wrong("kinds: near a border sample is not near a core sample",
              "near[:, core].any(axis=1)", "near.sum(axis=1) >= 2"),
        Wrong("kinds: agrees with journey.ml.cluster on random data",
              "((X[:, None] - X) ** 2)", "abs(X[:, None] - X)"),
        Wrong("noise_share: is 0.2 in the example, and a share elsewhere",
              '.count("noise") / len(X)', '.count("noise")'),
        Wrong("leaves the samples as they were",
              "    near = ", "    X -= X.mean(axis=0)\n    near = "),
    ],
    "dbscan/what-lasts": [
        Wrong("gives 9 and [2, 3, 4] for the example", "return best, chosen", "return best, wins"),
        Wrong("compares with the sum of the children, not with the largest",
              "inside[parent[i]] += best", "inside[parent[i]] = max(inside[parent[i]], best)"),
        Wrong("hands the best total of a child on, not its own stability",
              "+= best", "+= stability[i]"),
        Wrong("keeps no cluster inside another", "wins[i] and not covered[i]", "wins[i]"),
        Wrong("keeps the cluster where it and its children are equal",
              "stability[i] >= inside[i]", "stability[i] > inside[i]"),
        Wrong("takes a single cluster", "range(len(parent) - 1, -1, -1)",
              "range(len(parent) - 1, 0, -1)"),
        Wrong("is the best of all sets, tried one by one, on random trees",
              "covered[i] = i > 0 and covered[parent[i]]", "covered[i] = wins[parent[i]]"),
        Wrong("leaves both lists as they were",
              "inside = [0.0] * len(parent)", "parent[0], inside = 0, [0.0] * len(parent)"),
    ],
}  # fmt: skip
