"""Wrong answers to the exercises of distributions."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "distributions/inverse-sampling": [
        Wrong("gives the exponential quantiles, the mean as their scale", "-mean *", "-1 / mean *"),
        Wrong("keeps the digits of a tiny u",
              "np.log1p(-np.asarray(u))", "np.log(1 - np.asarray(u))"),
        Wrong("finds the step that u falls into",
              "heights = np.cumsum(pmf)", "heights = np.cumsum(pmf[::-1]) ** 2"),
        Wrong("goes on to the next k where u is just at the end of a step",
              'side="right"', 'side="left"'),
        Wrong("never draws what has probability 0, not even at the ends",
              "np.flatnonzero(np.asarray(pmf) > 0)[-1]", "len(pmf) - 1"),
        Wrong("agrees with the binomial quantiles of the package",
              "heights = np.cumsum(pmf)", "heights = np.asarray(pmf)"),
        Wrong("leaves its arrays as they were",
              "return -mean * np.log1p(-np.asarray(u))",
              "u *= -1\n    return -mean * np.log1p(u)"),
    ],
    "distributions/binomial-without-overflow": [
        Wrong("agrees with whole-number arithmetic for few trials",
              "(n - k) * np.log1p", "n * np.log1p"),
        Wrong("does not overflow for 2,000 trials",
              "gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)",
              "np.log(float(np.prod(np.arange(k + 1.0, n + 1)))) - gammaln(n - k + 1)"),
        Wrong("keeps a tiny p: log(1 - p) is not 0", "np.log1p(-p)", "np.log(1 - p)"),
        Wrong("knows what is certain and what is impossible at p = 0 and p = 1",
              "if (p == 0 and k > 0) or (p == 1 and k < n):", "if p == 0 or p == 1:"),
        Wrong("log_sf counts more than k, not k itself", "range(k + 1, n + 1)", "range(k, n + 1)"),
        Wrong("log_sf is right where the probability itself is no number any more",
              "return top + np.log(np.exp(logs - top).sum())", "return np.log(np.exp(logs).sum())"),
        Wrong("log_sf is minus infinity at n, where nothing is above",
              "        return -np.inf\n    top", "        return 0.0\n    top"),
    ],
}  # fmt: skip
