import numpy as np


def weakest_link(left, right, cost):
    """Return (node, alpha) of the weakest link, or None where there is none."""
    raise NotImplementedError


def pruning_alphas(left, right, cost):
    """Return the alphas at which links are cut off, in order."""
    raise NotImplementedError
