"""Probability distributions, and tests of hypotheses with intervals, power and corrections.

Called as `scipy.stats` is, and as statsmodels where SciPy has no such function. Not here: fitting
by maximum likelihood.
"""

from journey.mathematics.stats._base import Distribution, Frozen
from journey.mathematics.stats._discrete import bernoulli, binom, poisson
from journey.mathematics.stats._gamma_family import beta, chi2, gamma, t
from journey.mathematics.stats._hypothesis._anova import FOnewayResult, f_oneway
from journey.mathematics.stats._hypothesis._bootstrap import BootstrapResult, bootstrap
from journey.mathematics.stats._hypothesis._counts import (
    Chi2ContingencyResult,
    chi2_contingency,
    chisquare,
)
from journey.mathematics.stats._hypothesis._multiple import MultipleTestsResult, multipletests
from journey.mathematics.stats._hypothesis._permutation import (
    PermutationTestResult,
    permutation_test,
)
from journey.mathematics.stats._hypothesis._power import TTestIndPower, TTestPower
from journey.mathematics.stats._hypothesis._ranks import mannwhitneyu
from journey.mathematics.stats._hypothesis._results import (
    ConfidenceInterval,
    SignificanceResult,
    TtestResult,
)
from journey.mathematics.stats._hypothesis._t import ttest_1samp, ttest_ind, ttest_rel
from journey.mathematics.stats._hypothesis._z import proportions_ztest, ztest
from journey.mathematics.stats._kinds import Continuous, Discrete
from journey.mathematics.stats._multivariate import MultivariateNormal, multivariate_normal
from journey.mathematics.stats._simple import expon, norm, uniform
from journey.mathematics.stats._theorems import standardized_mean

__all__ = [
    "BootstrapResult",
    "Chi2ContingencyResult",
    "ConfidenceInterval",
    "Continuous",
    "Discrete",
    "Distribution",
    "FOnewayResult",
    "Frozen",
    "MultipleTestsResult",
    "MultivariateNormal",
    "PermutationTestResult",
    "SignificanceResult",
    "TTestIndPower",
    "TTestPower",
    "TtestResult",
    "bernoulli",
    "beta",
    "binom",
    "bootstrap",
    "chi2",
    "chi2_contingency",
    "chisquare",
    "expon",
    "f_oneway",
    "gamma",
    "mannwhitneyu",
    "multipletests",
    "multivariate_normal",
    "norm",
    "permutation_test",
    "poisson",
    "proportions_ztest",
    "standardized_mean",
    "t",
    "ttest_1samp",
    "ttest_ind",
    "ttest_rel",
    "uniform",
    "ztest",
]
