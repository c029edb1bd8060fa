"""IncrementalPCA: principal components of data that come in portions."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.decomposition._gaussian import Components
from journey.ml.decomposition._randomized import with_signs
from journey.ml.utils import FloatArray, check_integer, validate_data

__all__ = ["IncrementalPCA"]


class IncrementalPCA(Components):
    r"""Principal components from one portion of the samples after another.

    What was seen is kept as k components with their singular values. A new portion, centred on its
    own mean, is stacked below them, with one row more for the distance between the two means; the
    SVD of this small table gives the new components. With all components kept the result is PCA's;
    with fewer, what each portion drops is lost. Parameters, attributes and results are
    scikit-learn's; left out are sparse tables, `copy` (the input is never changed) and
    `check_input`. Different: where nothing varies the shares of variance are 0, not NaN; the noise
    is the mean of what was dropped for a later portion of exactly k rows too, where scikit-learn's
    is 0; and the model of a whitened one is the data's, as in PCA.

    Parameters
    ----------
    n_components
        How many to keep, at most the number of features and of rows of the first portion. `None`:
        as many as the first portion allows.
    whiten
        Whether coordinates are divided by their standard deviation.
    batch_size
        Rows of a portion in `fit`. Default: five times the number of features.

    Attributes
    ----------
    components_, explained_variance_, explained_variance_ratio_, singular_values_, mean_ : NDArray
        As in [PCA][journey.ml.decomposition.PCA].
    var_ : NDArray
        Variances of the features, divided by n.
    noise_variance_ : float
        The mean variance along what the last step dropped.
    n_components_ : int
        How many are kept.
    n_samples_seen_ : int
        Rows so far.
    batch_size_ : int
        Rows of a portion in `fit`.
    n_features_in_ : int
        Features seen in `fit`.

    References
    ----------
    Ross, D. A., Lim, J., Lin, R.-S., Yang, M.-H. (2008). Incremental learning for robust visual
    tracking. International Journal of Computer Vision 77(1-3), 125-141. Section 3.1.

    Examples
    --------
    >>> from journey.ml.decomposition import IncrementalPCA
    >>> model = IncrementalPCA(1).partial_fit([[0.0, 0.0], [3.0, 4.0]])
    >>> model.partial_fit([[6.0, 8.0]]).explained_variance_.round(6).tolist()
    [25.0]
    """

    explained_variance_ratio_: FloatArray
    singular_values_: FloatArray
    var_: FloatArray
    n_components_: int
    n_samples_seen_: int
    batch_size_: int

    def __init__(
        self,
        n_components: int | None = None,
        *,
        whiten: bool = False,
        batch_size: int | None = None,
    ) -> None:
        self.n_components = n_components
        self.whiten = whiten
        self.batch_size = batch_size

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Find the components, portion by portion, and forget what was seen before.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        IncrementalPCA
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        least = self._wanted() or 0
        size = None if self.batch_size is None else check_integer("batch_size", self.batch_size, 1)
        table = validate_data(self, X, reset=True, min_samples=2)
        n, d = table.shape
        self.batch_size_ = 5 * d if size is None else size
        self.n_samples_seen_ = start = 0
        while start < n:
            # A rest with fewer rows than components goes with the portion before it.
            end = start + self.batch_size_
            end = end if end + least <= n else n
            self._add(table[start:end])
            start = end
        return self

    def partial_fit(self, X: ArrayLike, y: object = None) -> Self:
        """Add one portion to what was seen.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Ignored.

        Returns
        -------
        IncrementalPCA
            This estimator, with the components of all rows so far.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        first = not hasattr(self, "components_")
        table = validate_data(self, X, reset=first)
        if first:
            self.n_samples_seen_ = 0
        self._add(table)
        return self

    def _wanted(self) -> int | None:
        if self.n_components is None:
            return None
        return check_integer("n_components", self.n_components, 1)

    def _number(self, rows: int, d: int) -> int:
        """Return how many components to keep, as checked for this portion."""
        wanted, first = self._wanted(), self.n_samples_seen_ == 0
        if first and (wanted is None or wanted <= min(rows, d)):
            return wanted or min(rows, d)
        if not first and wanted in (None, self.n_components_):
            return self.n_components_
        expected = f"at most min(rows, n_features)={min(rows, d)} of the first portion"
        if not first:
            expected = f"{self.n_components_} as in the calls before"
        raise ValueError(f"n_components: expected {expected}, got {wanted}")

    def _add(self, table: FloatArray) -> None:
        rows, d = table.shape
        k = self._number(rows, d)
        seen = self.n_samples_seen_
        total = seen + rows
        mean = table.mean(axis=0, dtype=np.float64)
        centred = (table - mean).astype(table.dtype, copy=False)
        squares = (centred**2).sum(axis=0, dtype=np.float64)
        if seen == 0:
            stack, whole_mean = centred, mean
        else:
            # Two groups of m and n rows have, beside their own scatter, that of their means:
            # mn / (m + n) times the square of the distance.
            gap = self.mean_ - mean
            between = seen * rows / total
            known = self.singular_values_[:, None] * self.components_
            stack = np.vstack([known, centred, np.sqrt(between) * gap]).astype(table.dtype)
            squares = squares + self.var_ * seen + between * gap**2
            whole_mean = mean + gap * (seen / total)
        _, s, Vt = np.linalg.svd(stack, full_matrices=False)
        Vt = Vt[:k].copy()
        with_signs(None, Vt)
        variance = s**2 / max(total - 1, 1)
        whole = float(squares.sum())
        self.components_, self.n_components_, self.n_samples_seen_ = Vt, k, total
        self.singular_values_ = s[:k].copy()
        self.explained_variance_ = variance[:k].copy()
        self.explained_variance_ratio_ = s[:k] ** 2 / (whole if whole > 0 else 1)
        self.mean_, self.var_ = whole_mean, squares / total
        self.noise_variance_ = float(variance[k:].mean()) if k < len(variance) else 0.0
