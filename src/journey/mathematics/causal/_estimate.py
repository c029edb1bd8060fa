"""What the estimators share: an effect with its interval, and checked input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.stats import norm, t

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class EffectEstimate:
    """An effect with its standard error.

    Attributes
    ----------
    effect : float
        What one unit more of the treatment adds to the mean of the outcome.
    standard_error : float
    df : float
        Degrees of freedom of Student's t; infinite for a normal interval.

    Examples
    --------
    >>> low, high = EffectEstimate(2.0, 0.5).confidence_interval()
    >>> round(low, 2), round(high, 2)
    (1.02, 2.98)
    """

    effect: float
    standard_error: float
    df: float = np.inf

    def confidence_interval(self, confidence_level: float = 0.95) -> tuple[float, float]:
        """Return lower and upper end of the interval around the effect.

        Parameters
        ----------
        confidence_level
            Above 0 and below 1.

        Returns
        -------
        tuple of float

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.
        """
        if not 0 < confidence_level < 1:
            raise ValueError(
                "confidence_interval: confidence_level: expected a number between 0 and 1, "
                f"got {confidence_level!r}"
            )
        outside = (1 - confidence_level) / 2
        law = norm() if np.isinf(self.df) else t(self.df)
        step = float(law.isf(outside)) * self.standard_error
        return self.effect - step, self.effect + step


def check_vector(function: str, name: str, values: ArrayLike, length: int | None = None) -> Vector:
    raw = np.asarray(values)
    if raw.dtype.kind not in "buif":
        raise TypeError(f"{function}: {name}: expected real numbers, got dtype {raw.dtype}")
    if raw.ndim != 1 or (length is not None and len(raw) != length):
        expected = "one dimension" if length is None else f"shape ({length},)"
        raise ValueError(f"{function}: {name}: expected {expected}, got shape {raw.shape}")
    vector = raw.astype(np.float64)
    if not np.isfinite(vector).all():
        raise ValueError(f"{function}: {name}: expected finite numbers, got NaN or infinity")
    return vector


def check_table(function: str, values: ArrayLike | None, rows: int) -> Matrix:
    if values is None:
        return np.empty((rows, 0))
    raw = np.asarray(values)
    if raw.ndim not in (1, 2) or len(raw) != rows:
        raise ValueError(
            f"{function}: covariates: expected shape ({rows},) or ({rows}, k), got {raw.shape}"
        )
    columns = raw.reshape(rows, -1).T
    made = [check_vector(function, "covariates", column) for column in columns]
    return np.array(made).reshape(len(made), rows).T


def check_binary(function: str, treatment: ArrayLike, outcome: ArrayLike) -> tuple[Vector, Vector]:
    x = check_vector(function, "treatment", treatment)
    y = check_vector(function, "outcome", outcome, len(x))
    if not (((x == 0) | (x == 1)).all() and (x == 0).any() and (x == 1).any()):
        kinds = np.unique(x)[:5].tolist()
        raise ValueError(f"{function}: treatment: expected zeros and ones, both, got {kinds}")
    return x, y
