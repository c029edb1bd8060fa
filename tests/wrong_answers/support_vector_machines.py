"""Wrong answers to the exercises of support-vector-machines."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "support-vector-machines/soft-margin": [
        Wrong("gives width 2, no slack and objective 0.5 for the example", "2 / np", "1 / np"),
        Wrong("measures the width by the length of w, in several dimensions",
              "np.sqrt(w @ w)", "np.abs(w).sum()"),
        Wrong("has slack above 1 for a sample on the wrong side",
              "np.maximum(0, 1 - margin)", "np.clip(1 - margin, 0, 1)"),
        Wrong("has no slack below 0 for samples far on their own side",
              "np.maximum(0, 1 - margin)", "1 - margin"),
        Wrong("lets the price C multiply the slack, and only that",
              "w @ w / 2 + C * slack.sum()", "C * (w @ w / 2 + slack.sum())"),
        Wrong("is least, and equal to the dual, where SVC puts the line",
              "w @ w / 2 +", "w @ w +"),
        Wrong("leaves its arguments as they were",
              "    slack = np", "    X -= X.mean(axis=0)\n    slack = np"),
    ],
    "support-vector-machines/two-multipliers": [
        Wrong("gives 0.5 and 0.5 for the example", "slope / curvature", "slope"),
        Wrong("stops where a multiplier meets C",
              "min(max(slope / curvature, least), most)", "slope / curvature"),
        Wrong("gives the same with i and j exchanged",
              "min(max(slope / curvature, least), most)", "min(max(slope / curvature, 0), most)"),
        Wrong("also shrinks multipliers, down to 0 and not below",
              "least = -min(beta[i] - low[i], high[j] - beta[j])", "least = 0.0"),
        Wrong("changes no other multiplier and keeps the sum of alpha y",
              "    beta[j] -= step", "    beta[j] += step"),
        Wrong("goes to the bound where one place has both labels",
              "step = most if slope > 0 else least", "step = 0.0"),
        Wrong("moves nothing where the two agree, even in one place",
              "    if slope == 0:", "    if slope == 0 and curvature > 0:"),
        Wrong("takes the best step of a thousand on its line",
              "K[i, i] + K[j, j] - 2 * K[i, j]", "K[i, i] + K[j, j]"),
        Wrong("ends, repeated over all pairs, at the optimum of SVC",
              "wanted = y - K @ beta", "wanted = y + K @ beta"),
        Wrong("leaves its arguments as they were",
              "beta = alpha * y", "alpha *= y\n    beta = alpha"),
    ],
}  # fmt: skip
