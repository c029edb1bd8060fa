import numpy as np


def three_parts(y, q):
    """Return reliability, resolution and uncertainty of forecasts."""
    forecasts, group = np.unique(q, return_inverse=True)
    # How large is each group, and how many of it are positive?
    raise NotImplementedError
