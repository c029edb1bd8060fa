import numpy as np


def holm(p):
    """Return p-values corrected for the chance of any false positive."""
    raise NotImplementedError


def benjamini_hochberg(p):
    """Return p-values corrected for the share of false discoveries."""
    raise NotImplementedError
