import numpy as np


def standardize(train, test):
    """Return both tables in units of the training rows."""
    raise NotImplementedError
