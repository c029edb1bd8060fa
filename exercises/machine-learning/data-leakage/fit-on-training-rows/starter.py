import numpy as np


def standardize(train, test):
    """Return both tables, scaled by what the training rows teach."""
    raise NotImplementedError
