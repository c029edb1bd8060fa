"""Whether predicted probabilities mean what they say.

Of all cases that were given 0.8, about 80 % should happen.

Classifiers that correct the probabilities of another one are left out.
"""

from journey.ml.calibration._curve import calibration_curve, expected_calibration_error

__all__ = ["calibration_curve", "expected_calibration_error"]
