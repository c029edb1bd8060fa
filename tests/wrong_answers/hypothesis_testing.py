"""Wrong answers to the exercises of hypothesis-testing."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "hypothesis-testing/every-split": [
        Wrong("lists every split once",
              "combinations(range(n + m), n)", "combinations(range(n + m), 1)"),
        Wrong("divides each group's sum by that group's own size",
              "(total - sums) / m", "(total - sums) / n"),
        Wrong("counts both directions", "np.abs(differences(x, y))", "differences(x, y)"),
        Wrong("is 1 where the means are equal, whatever rounding says",
              "observed - tolerance", "observed"),
        Wrong("counts what ties with the observed difference, in decimals as in whole numbers",
              "found >= observed - tolerance", "found > observed + tolerance"),
        Wrong("still sees small differences between large numbers as what they are",
              "1e-12 * np", "1e-2 * np"),
        Wrong("leaves its arrays as they were",
              "    pooled, n", "    x.sort()\n    pooled, n"),
    ],
    "hypothesis-testing/step-down-and-up": [
        Wrong("Holm multiplies the smallest by m, the next by m - 1, and so on",
              "np.arange(len(p), 0, -1)", "len(p)"),
        Wrong("Holm never falls: what comes after a failure fails too",
              "np.maximum.accumulate(scaled)", "scaled"),
        Wrong("Benjamini and Hochberg multiply the i-th by m / i",
              "* len(p) / np.arange(1, len(p) + 1)", "* np.arange(len(p), 0, -1)"),
        Wrong("Benjamini and Hochberg step up: a later success takes the earlier ones along",
              "np.minimum.accumulate(rising[::-1])[::-1]", "rising"),
        Wrong("answers in the order of the question",
              "out[order] = np.minimum(np.maximum", "out[:] = np.minimum(np.maximum"),
        Wrong("gives nothing above 1",
              "np.minimum(np.maximum.accumulate(scaled), 1.0)", "np.maximum.accumulate(scaled)"),
        Wrong("agrees with the package on many p-values, equal ones among them",
              "np.minimum.accumulate(rising[::-1])[::-1]", "np.maximum.accumulate(rising)"),
        Wrong("leaves its array as it was",
              "    order = np.argsort(p)\n    scaled = p[order]",
              "    order = np.argsort(p)\n    p.sort()\n    scaled = p"),
    ],
}  # fmt: skip
