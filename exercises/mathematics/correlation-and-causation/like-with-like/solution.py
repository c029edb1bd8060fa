# The idea: within a stratum the groups are alike, so compare there, and weight
# each comparison by the share of everyone that it speaks for.
import numpy as np


def crude(successes, totals):
    """Return the difference of the groups' rates, strata thrown together."""
    rates = np.sum(successes, axis=0) / np.sum(totals, axis=0)
    return rates[0] - rates[1]


def standardised(successes, totals):
    """Return the same after both groups are spread over the strata as all are."""
    totals = np.asarray(totals)
    if (totals == 0).any():
        raise ValueError("totals: expected both groups in every stratum")
    share = totals.sum(axis=1) / totals.sum()
    rates = np.asarray(successes) / totals
    return share @ (rates[:, 0] - rates[:, 1])
