import numpy as np


def kinds(X, eps, min_samples):
    """Return "core", "border" or "noise" for each sample."""
    raise NotImplementedError


def noise_share(X, eps, min_samples):
    """Return the share of the samples that is noise."""
    raise NotImplementedError
