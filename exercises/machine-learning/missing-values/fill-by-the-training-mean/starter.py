import numpy as np


def fill(train, test):
    """Return both tables filled by the training means, indicators behind them."""
    raise NotImplementedError
