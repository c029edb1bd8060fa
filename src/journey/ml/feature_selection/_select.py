"""The features with the best scores, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.feature_selection._univariate import f_classif
from journey.ml.utils import FloatArray, check_is_fitted, validate_data


class SelectKBest(TransformerMixin, BaseEstimator):
    """Keep the k features with the highest scores.

    It learns from the targets, so it belongs inside a pipeline.

    Parameters
    ----------
    score_func
        Called with X and y; returns scores, or scores and p-values. Default:
        [f_classif][journey.ml.feature_selection.f_classif].
    k
        How many to keep, or `"all"`. Default: 10, or all where there are fewer.

    Attributes
    ----------
    scores_
        Score of each feature.
    pvalues_
        Their p-values, or `None`.
    n_features_in_
        How many columns `fit` saw.

    References
    ----------
    Guyon, I., Elisseeff, A. (2003). An introduction to variable and feature selection. Journal of
    Machine Learning Research 3, 1157–1182. Section 2.

    Examples
    --------
    >>> X = [[0.0, 3.0, 1.0], [0.1, 9.0, 1.0], [5.0, 4.0, 1.1], [5.1, 8.0, 1.0]]
    >>> SelectKBest(k=1).fit(X, [0, 0, 1, 1]).get_support()
    array([ True, False, False])
    """

    _target_needed: ClassVar[bool | None] = True

    def __init__(
        self,
        score_func: Callable[..., Any] = f_classif,
        *,
        k: int | Literal["all"] = 10,
    ) -> None:
        self.score_func = score_func
        self.k = k

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Score each feature.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets of shape (n_samples,).

        Returns
        -------
        SelectKBest
            This selector.

        Raises
        ------
        ValueError
            If ``k`` is neither a number of at least 0 nor "all", or there are no targets.
        """
        if not (isinstance(self.k, str) and self.k == "all") and not (
            isinstance(self.k, int | np.integer) and self.k >= 0
        ):
            raise ValueError(f"k: expected a whole number of at least 0 or 'all', got {self.k!r}")
        if y is None:
            raise ValueError(
                "requires y to be passed, but the target y is None: SelectKBest scores features "
                "against it"
            )
        table = validate_data(self, X, reset=True)
        scored = self.score_func(table, y)
        scores, pvalues = scored if isinstance(scored, tuple) else (scored, None)
        self.scores_: NDArray[np.float64] = np.asarray(scores, dtype=np.float64)
        self.pvalues_: NDArray[np.float64] | None = (
            None if pvalues is None else np.asarray(pvalues, dtype=np.float64)
        )
        return self

    def get_support(self, indices: bool = False) -> NDArray[Any]:
        """Return which features are kept.

        Parameters
        ----------
        indices
            Whether as numbers of columns. Default: as a mask.

        Returns
        -------
        NDArray
            Mask of shape (n_features_in,), or numbers. Of equal scores the later columns are kept.
        """
        check_is_fitted(self, "scores_")
        number = len(self.scores_) if isinstance(self.k, str) else min(self.k, len(self.scores_))
        lowest = np.finfo(np.float64).min
        order = np.argsort(np.where(np.isnan(self.scores_), lowest, self.scores_), kind="stable")
        mask = np.zeros(len(self.scores_), dtype=bool)
        mask[order[len(order) - number :]] = True
        return np.flatnonzero(mask) if indices else mask

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the kept columns.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Array of shape (n_samples, k).
        """
        check_is_fitted(self, "scores_")
        table = validate_data(self, X, reset=False)
        return table[:, self.get_support()]

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return the columns in their old places, with zeros where one was dropped.

        Parameters
        ----------
        X
            What `transform` gave.

        Returns
        -------
        NDArray
            Array of shape (n_samples, n_features_in).

        Raises
        ------
        ValueError
            If the number of columns is not that of `transform`.
        """
        mask = self.get_support()
        table = np.asarray(X)
        if table.ndim != 2 or table.shape[1] != mask.sum():
            raise ValueError(f"X: expected shape (n_samples, {mask.sum()}), got {table.shape}")
        out = np.zeros((len(table), len(mask)), dtype=table.dtype)
        out[:, mask] = table
        return out

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the kept columns.

        Parameters
        ----------
        input_features
            Names of the features. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings, one a column.
        """
        return np.asarray(self._names_in(input_features)[self.get_support()], dtype=object)
