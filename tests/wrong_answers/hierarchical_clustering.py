"""Wrong answers to the exercises of hierarchical-clustering."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "hierarchical-clustering/distance-to-a-union": [
        Wrong("gives the two examples", "return min(to_a, to_b)", "return (to_a + to_b) / 2"),
        Wrong("single: the least distance over all samples of the union",
              "return min(to_a, to_b)", "return to_a"),
        Wrong("complete: the largest", "return max(to_a, to_b)", "return max(to_a, between)"),
        Wrong("average: the mean over all pairs, so the sizes count",
              "(n_a * to_a + n_b * to_b) / (n_a + n_b)", "(to_a + to_b) / 2"),
        Wrong("ward: twice the increase of the sum of squares", " - n_c * between", ""),
        Wrong("refuses what is no method", "    raise ValueError(", "    return str("),
    ],
    "hierarchical-clustering/where-two-meet": [
        Wrong("gives the two examples", "float(Z[node - n, 2])", "float(Z[node - n, 3])"),
        Wrong("is 0 for a sample with itself", "way = {i}", "way = set()"),
        Wrong("is the same both ways",
              "    node = j\n", "    node = 2 * n - 2 if i < j else j\n"),
        Wrong("agrees with cophenet for all pairs, whatever the linkage",
              "node not in way", "node not in way or node < n + 2"),
        Wrong("finds the lowest common node, not the root",
              "return 0.0 if node < n else float(Z[node - n, 2])",
              "return 0.0 if node < n else float(Z[-1, 2])"),
        Wrong("leaves the table as it was",
              "    parent = {}", "    Z[:, 2] += 0.5\n    parent = {}"),
    ],
}  # fmt: skip
