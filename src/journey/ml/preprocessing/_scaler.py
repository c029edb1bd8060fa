"""What the scalers share: one column in, one column out, missing values left where they are."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import FloatArray, check_array, check_is_fitted, validate_data

Array = NDArray[np.float64]


class Scaler(TransformerMixin, BaseEstimator):
    """A transformer that treats each column by itself and lets NaN pass."""

    _nan_allowed: ClassVar[bool] = True

    n_features_in_: int

    def _check(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        if not reset:
            check_is_fitted(self, "n_features_in_")
        return validate_data(self, X, reset=reset, nan_allowed=True)

    def _check_scaled(self, X: ArrayLike) -> FloatArray:
        # What comes back for `inverse_transform` has no names to compare.
        check_is_fitted(self, "n_features_in_")
        table = check_array(X, nan_allowed=True)
        if table.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {table.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input."
            )
        return table


def without_zeros(scale: FloatArray) -> FloatArray:
    """Return the scales with 1 where a column is constant, so that nothing is divided by 0."""
    # Below ten roundings of 1 a spread is no more than the noise of its own computation.
    tiny = 10 * np.finfo(scale.dtype).eps
    return np.where(scale < tiny, np.ones_like(scale), scale)


def count(seen: Array) -> int | NDArray[np.int64]:
    """Return how many rows were seen: one number where all columns have the same."""
    whole = seen.astype(np.int64)
    return int(whole[0]) if (whole == whole[0]).all() else whole
