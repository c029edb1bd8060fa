"""Wrong answers to the exercises of maximum-likelihood."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "maximum-likelihood/stopped-clock": [
        Wrong("agrees with the package where all have failed",
              "-failures * np.log(mean) -", "-len(times) / 2 * np.log(mean) -"),
        Wrong("a lamp that still burns adds the probability to last, not a density",
              "-failures * np.log(mean)", "-len(times) * np.log(mean)"),
        Wrong("the estimate is the top of the likelihood",
              "mean = np.sum(times) / failures", "mean = np.mean(times)"),
        Wrong("the standard error is that of the failures, not of all lamps",
              "mean / np.sqrt(failures)", "mean / np.sqrt(len(times))"),
        Wrong("it is right on average over many tests that stop at one hour",
              "mean = np.sum(times) / failures", "mean = np.mean(times[failed])"),
        Wrong("says that there is no maximum where nothing failed",
              'raise ValueError("no failure: the likelihood rises with the mean for ever")',
              "return np.inf, np.inf"),
        Wrong("leaves its arrays as they were",
              "    mean = np.sum(times) / failures",
              "    times /= failures\n    mean = times.sum()"),
    ],
    "maximum-likelihood/round-of-em": [
        Wrong("new weights: the mean responsibilities", "counts / len(x)", "counts"),
        Wrong("new means: weighted by the responsibilities",
              "new_means = resp.T @ x / counts", "new_means = resp.T @ x / len(x)"),
        Wrong("new deviations, from the new means and not from the old",
              "(x[:, None] - new_means) ** 2", "(x[:, None] - means) ** 2"),
        Wrong("the log-likelihood is the mean over samples, before the round",
              "np.mean(top + np.log(total))", "np.sum(top + np.log(total))"),
        Wrong("a sample far from everything still belongs somewhere",
              "top = joint.max(axis=1, keepdims=True)", "top = np.zeros((len(x), 1))"),
        Wrong("the likelihood rises over thirty rounds",
              "return counts / len(x), new_means, np.sqrt(variances)",
              "return weights, new_means, sds / 2"),
        Wrong("leaves its arrays as they were",
              "    top = joint.max", "    means += 0.0 * means + 1e-9\n    top = joint.max"),
    ],
}  # fmt: skip
