"""Special functions under the distributions: gamma, incomplete gamma and beta, erf, inverses.

Called as `scipy.special` is, on arrays that broadcast. Each states the largest error that the tests
measured. Not here: complex arguments and derivatives.
"""

from journey.mathematics.special._erf import erf, erfc, erfcinv, erfinv, ndtr, ndtri
from journey.mathematics.special._gamma import betaln, gamma, gammaln
from journey.mathematics.special._incomplete_beta import betainc, betaincc, betaincinv
from journey.mathematics.special._incomplete_gamma import (
    gammainc,
    gammaincc,
    gammainccinv,
    gammaincinv,
)

__all__ = [
    "betainc",
    "betaincc",
    "betaincinv",
    "betaln",
    "erf",
    "erfc",
    "erfcinv",
    "erfinv",
    "gamma",
    "gammainc",
    "gammaincc",
    "gammainccinv",
    "gammaincinv",
    "gammaln",
    "ndtr",
    "ndtri",
]
