import numpy as np


def align(source, target):
    """Return the rotation R and shift b that bring source nearest to target."""
    raise NotImplementedError
