# The idea: a value is an angle; sine and cosine are its point on the circle, and
# arctan2 reads the angle off, whatever the radius.
import numpy as np


def circle(values, period):
    """Return sine and cosine of values that come round again."""
    angle = 2 * np.pi * np.asarray(values, dtype=float) / period
    return np.column_stack([np.sin(angle), np.cos(angle)])


def back(points, period):
    """Return the values, from 0 to below the period, in the points' directions."""
    angle = np.arctan2(points[:, 0], points[:, 1])
    return angle / (2 * np.pi) * period % period
