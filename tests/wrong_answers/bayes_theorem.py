"""Wrong answers to the exercises of bayes-theorem."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "bayes-theorem/many-data-one-posterior": [
        Wrong("turns prior and likelihood into the posterior, the example's",
              "np.sum(log_likelihoods, axis=0)", "np.mean(log_likelihoods, axis=0)"),
        Wrong("weighs by the prior, not by the likelihood alone", "np.log(prior) + ", ""),
        Wrong("does not lose everything with 20,000 data",
              "np.exp(logs - logs.max())", "np.exp(logs)"),
        Wrong("does not overflow where densities are large",
              "np.exp(logs - logs.max())", "np.exp(np.minimum(logs, 700.0))"),
        Wrong("leaves a prior of 0 at 0, whatever the data say",
              "np.log(prior)", "np.log(prior + 1e-12)"),
        Wrong("returns the prior where there are no data",
              "logs = np.log(prior)",
              "logs = np.log(prior if len(log_likelihoods) else np.ones(len(prior)))"),
        Wrong("leaves its arrays as they were",
              "return weights / weights.sum()",
              "prior[:] = weights / weights.sum()\n    return prior"),
    ],
    "bayes-theorem/walk-by-given-numbers": [
        Wrong("accepts or stays as the example does", "path.append(now)", "path.append(new)"),
        Wrong("counts the place again when a proposal is rejected",
              "        path.append(now)",
              "            path.append(now)"),
        Wrong("always goes to a more probable place",
              "math.log(u) < there - height + correction",
              "math.log(u) < height - there + correction"),
        Wrong("uses the correction of a proposal that is not symmetric", " + correction)", ")"),
        Wrong("never enters a place of density 0, even for u = 0",
              "there > -math.inf", "True"),
        Wrong("does not overflow where the ratio is e to the 5000",
              "math.log(u) < there - height + correction",
              "u < math.exp(there - height + correction)"),
        Wrong("asks for the density once a proposal, and once at the start",
              "there - height + correction", "log_density(new) - log_density(now) + correction"),
        Wrong("visits each state as often as the target says",
              "math.log(u) < there - height + correction", "u < 0.5"),
    ],
}  # fmt: skip
