"""Scaling of rows instead of columns: every sample to length 1."""

from __future__ import annotations

from typing import ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import FloatArray, check_array, check_choice, validate_data

__all__ = ["Normalizer", "normalize"]

_NORMS = ("l1", "l2", "max")


class Normalizer(TransformerMixin, BaseEstimator):
    """Divide each row by its length, so that only its direction is left.

    Nothing is learnt from the data. scikit-learn's parameter `copy` has no counterpart, as the
    input is never changed; sparse tables and `set_output` are left out.

    Parameters
    ----------
    norm
        "l2", the root of the sum of squares (default); "l1", the sum of absolute values; or
        "max", the largest absolute value.

    Attributes
    ----------
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Salton, G., Wong, A., Yang, C. S. (1975). A vector space model for automatic indexing.
    Communications of the ACM 18(11), 613-620.

    Examples
    --------
    >>> from journey.ml.preprocessing import Normalizer
    >>> Normalizer().fit_transform([[3.0, 4.0], [0.0, 0.0]])
    array([[0.6, 0.8],
           [0. , 0. ]])
    """

    _fit_needed: ClassVar[bool] = False

    def __init__(self, norm: str = "l2") -> None:
        self.norm = norm

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Check the samples; there is nothing to learn.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used; pipelines hand it over.

        Returns
        -------
        Normalizer
            This estimator.

        Raises
        ------
        ValueError
            If the norm or the data is malformed.
        """
        check_choice("norm", self.norm, _NORMS)
        validate_data(self, X, reset=True)
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples, each of length 1; a row of zeros stays as it is.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape; float32 stays float32.
        """
        reset = not hasattr(self, "n_features_in_")
        table = validate_data(self, X, reset=False) if not reset else check_array(X)
        return normalize(table, self.norm)


def normalize(X: ArrayLike, norm: str = "l2") -> FloatArray:
    """Return the rows of a table, each divided by its length.

    Parameters
    ----------
    X
        Table of shape (n_samples, n_features).
    norm
        As in [Normalizer][journey.ml.preprocessing.Normalizer].

    Returns
    -------
    FloatArray
        New array of the same shape; rows of zeros stay as they are.

    Raises
    ------
    ValueError
        If the norm or the table is malformed.

    Examples
    --------
    >>> normalize([[1.0, -3.0]], norm="l1")
    array([[ 0.25, -0.75]])
    """
    table = check_array(X)
    kind = check_choice("norm", norm, _NORMS)
    if kind == "l1":
        length = np.abs(table).sum(axis=1)
    elif kind == "max":
        length = np.maximum(table.max(axis=1), -table.min(axis=1))
    else:
        length = np.sqrt(np.einsum("ij,ij->i", table, table))
    length[length == 0] = 1
    return np.asarray(table / length[:, None])
