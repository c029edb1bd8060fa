"""Wrong answers to the exercises of correlation-and-causation."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "correlation-and-causation/like-with-like": [
        Wrong("crude: the rates of all together, first group less second",
              "return rates[0] - rates[1]", "return rates[1] - rates[0]"),
        Wrong("standardised: the difference within each stratum, by its share of everyone",
              "share @ (rates[:, 0] - rates[:, 1])", "(rates[:, 0] - rates[:, 1]).mean()"),
        Wrong("weights by everyone, not by one of the groups",
              "totals.sum(axis=1) / totals.sum()", "totals[:, 0] / totals[:, 0].sum()"),
        Wrong("agrees with the package on Berkeley's six departments, and on three strata",
              "share @ (rates[:, 0] - rates[:, 1])", "share[:2] @ (rates[:2, 0] - rates[:2, 1])"),
        Wrong("both agree where the groups are spread alike",
              "share @ (rates[:, 0] - rates[:, 1])", "rates[:, 0].sum() - rates[:, 1].sum()"),
        Wrong("refuses a stratum where a group has nobody",
              "(totals == 0).any()", "(totals < 0).any()"),
        Wrong("leaves its arrays as they were",
              "rates = np.asarray(successes) / totals",
              "rates = successes\n    rates /= totals"),
    ],
    "correlation-and-causation/blocked-or-open": [
        Wrong("a chain and a fork are open, and blocked by their middle",
              " - set(given)", ""),
        Wrong("a collider is blocked, and open once it is given",
              "kept = {x, y, *given}", "kept = {x, y, *given, *(b for _, b in edges)}"),
        Wrong("a collider is open as well once an effect of it is given",
              "waiting = list(kept)", "waiting = [x, y]"),
        Wrong("looks further back than one arrow",
              "                waiting.append(a)\n    joined", "                pass\n    joined"),
        Wrong("an arrow between them cannot be blocked, whichever way it points",
              "return y not in reached", "return y not in reached or (y, x) in edges"),
        Wrong("agrees with the package on 300 questions about random graphs",
              "            joined[a] |= above - {a}", "            pass"),
        Wrong("leaves its lists as they were",
              "    kept = {x, y, *given}", "    given.append(x)\n    kept = {x, y, *given}"),
    ],
}  # fmt: skip
