import numpy as np


def information(x, y):
    """Return the mutual information of two sequences of labels, in nats."""
    raise NotImplementedError
