# The idea: every factor is taken as a logarithm, so none overflows. A sum of
# tiny numbers is taken relative to its largest term, which is then 1.
import numpy as np

from journey.mathematics.special import gammaln


def log_pmf(k, n, p):
    """Return the logarithm of the probability of k successes in n trials."""
    if (p == 0 and k > 0) or (p == 1 and k < n):
        return -np.inf
    successes = k * np.log(p) if k > 0 else 0.0
    failures = (n - k) * np.log1p(-p) if k < n else 0.0
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return ways + successes + failures


def log_sf(k, n, p):
    """Return the logarithm of the probability of more than k successes."""
    logs = np.array([log_pmf(j, n, p) for j in range(k + 1, n + 1)])
    if not len(logs) or logs.max() == -np.inf:
        return -np.inf
    top = logs.max()
    return top + np.log(np.exp(logs - top).sum())
