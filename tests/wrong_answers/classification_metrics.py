"""Wrong answers to the exercises of classification-metrics."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "classification-metrics/threshold-from-costs": [
        Wrong("decides the example: 0, 1, 1", "alarm / (alarm + miss)", "alarm / miss"),
        Wrong("takes one half where both mistakes cost the same",
              "alarm / (alarm + miss)", "alarm / miss"),
        Wrong("calls positive where both choices cost the same", ">=", ">"),
        Wrong("warns later when alarms are the dearer mistake",
              "alarm / (alarm + miss)", "min(alarm, miss) / (alarm + miss)"),
        Wrong("adds up both kinds of mistake: 5 in the example",
              "alarm * false_alarms + miss * misses", "alarm * false_alarms"),
        Wrong("does not take a miss for an alarm",
              "alarm * false_alarms + miss * misses", "alarm * misses + miss * false_alarms"),
        Wrong("no other threshold is cheaper on average",
              "alarm / (alarm + miss)", "miss / (alarm + miss)"),
        Wrong("leaves the probabilities as they were",
              "    return (np.asarray(q)", "    q += 0.0001\n    return (np.asarray(q)"),
    ],
    "classification-metrics/brier-in-three-parts": [
        Wrong("gives 0.005, 0.0625, 0.1875 for the example",
              "base * (1 - base)", "(base * (1 - base)) ** 0.5"),
        Wrong("adds up to the Brier score", "(rates - base) ** 2", "abs(rates - base)"),
        Wrong("finds no unreliability where each group is as was said",
              "(forecasts - rates) ** 2", "(forecasts - base) ** 2"),
        Wrong("finds no resolution where everybody is told the same",
              "(rates - base) ** 2", "(rates - 0.5) ** 2"),
        Wrong("weighs groups by their size",
              "weights = sizes / len(y)", "weights = 1 / len(sizes)"),
        Wrong("has no uncertainty where all are positive", "base * (1 - base)", "0.25"),
        Wrong("leaves labels and forecasts as they were",
              "    sizes = np", "    q[:] = np.round(q)\n    sizes = np"),
    ],
}  # fmt: skip
