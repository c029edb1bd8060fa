import numpy as np


def adaboost_round(y, said, weight):
    """Return how much the member counts, and the next round's weights."""
    # How much weight lies on the rows that it gets wrong?
    raise NotImplementedError
