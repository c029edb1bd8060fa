"""Maximum likelihood: fits, scores, Fisher information, standard errors and intervals.

Families are named as in `scipy.stats`, results as in `statsmodels`. Mixtures, whose maximum EM
finds, are in `journey.ml.mixture`. Not here: regression, censored data, and locations of families
on the positive numbers, where the likelihood may have no bound.
"""

from journey.mathematics.likelihood._fit import fisher_information, fit
from journey.mathematics.likelihood._multivariate import fit_multivariate_normal
from journey.mathematics.likelihood._polygamma import digamma, trigamma
from journey.mathematics.likelihood._results import LikelihoodResults

__all__ = [
    "LikelihoodResults",
    "digamma",
    "fisher_information",
    "fit",
    "fit_multivariate_normal",
    "trigamma",
]
