"""What the imputers share: which values are missing, and columns that say where they were."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import check_is_fitted

Mask = NDArray[np.bool_]


def is_nan(value: object) -> bool:
    """Return whether a value is a missing number, or pandas' NA."""
    return (isinstance(value, float | np.floating) and value != value) or (
        type(value).__name__ == "NAType"
    )


def missing_mask(X: NDArray[Any], missing: object = np.nan) -> Mask:
    """Return where the values of a table are missing.

    Parameters
    ----------
    X
        Table of numbers or objects.
    missing
        What stands for a missing value: NaN (default), None, a number or a text.

    Returns
    -------
    NDArray
        Truth values, shaped as the table.

    Examples
    --------
    >>> missing_mask(np.array([[1.0, np.nan]])).tolist()
    [[False, True]]
    """
    if is_nan(missing):
        if X.dtype.kind == "f":
            return np.asarray(np.isnan(X))
        if X.dtype.kind != "O":
            return np.zeros(X.shape, dtype=bool)
        # What is not equal to itself is NaN; pandas' NA has no truth value and is asked by name.
        flat = [is_nan(value) for value in X.ravel().tolist()]
        return np.array(flat, dtype=bool).reshape(X.shape)
    if X.dtype.kind == "O":
        if missing is None:
            flat = [value is None for value in X.ravel().tolist()]
        else:
            flat = [
                value is not None and not is_nan(value) and bool(value == missing)
                for value in X.ravel().tolist()
            ]
        return np.array(flat, dtype=bool).reshape(X.shape)
    if missing is None or isinstance(missing, str):
        return np.zeros(X.shape, dtype=bool)
    return np.asarray(missing == X)


class Imputer(TransformerMixin, BaseEstimator):
    """An estimator that fills what is missing and may say where that was."""

    _nan_allowed: ClassVar[bool] = True

    missing_values: object
    add_indicator: bool
    keep_empty_features: bool
    n_features_in_: int

    def _see(self, missing: Mask) -> None:
        """Note which columns are missing altogether, and which anywhere."""
        self._empty: Mask = np.asarray(missing.all(axis=0))
        self.indicator_features_ = np.flatnonzero(missing.any(axis=0))

    def _kept(self) -> NDArray[np.intp]:
        everything = np.arange(self.n_features_in_)
        return everything if self.keep_empty_features else everything[~self._empty]

    def _finished(self, filled: NDArray[Any], missing: Mask) -> NDArray[Any]:
        """Return the columns that stay, and the indicators behind them where asked."""
        kept = self._kept()
        out = filled if len(kept) == filled.shape[1] else filled[:, kept]
        if not self.add_indicator:
            return out
        where = missing[:, self.indicator_features_]
        return np.hstack([out, where.astype(out.dtype)])

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns: those that stay, then the indicators.

        Parameters
        ----------
        input_features
            Names of the features. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings, one a column.

        Raises
        ------
        ValueError
            If ``input_features`` is not what `fit` saw.
        """
        check_is_fitted(self, "indicator_features_")
        names = self._names_in(input_features)
        kept = list(names[self._kept()])
        if self.add_indicator:
            kept += [f"missingindicator_{name}" for name in names[self.indicator_features_]]
        return np.array(kept, dtype=object)
