import numpy as np


def crude(successes, totals):
    """Return the difference of the groups' rates, strata thrown together."""
    raise NotImplementedError


def standardised(successes, totals):
    """Return the same after both groups are spread over the strata as all are."""
    raise NotImplementedError
