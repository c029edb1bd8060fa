from itertools import combinations

import numpy as np


def differences(x, y):
    """Return the difference of the means for every split of the pooled values."""
    raise NotImplementedError


def p_value(x, y):
    """Return the share of splits at least as far from 0 as the observed one."""
    raise NotImplementedError
