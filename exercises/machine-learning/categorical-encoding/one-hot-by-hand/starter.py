import numpy as np


def one_hot(train, values):
    """Return the categories of train, and the values as rows of zeros and ones."""
    raise NotImplementedError
