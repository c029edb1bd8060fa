"""All products of features up to a degree.

Splines and other bases are not here.
"""

from __future__ import annotations

from itertools import chain, combinations, combinations_with_replacement
from math import comb
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import FloatArray, check_is_fitted, validate_data


class PolynomialFeatures(TransformerMixin, BaseEstimator):
    r"""Products of features: for two features and degree 2, $1, a, b, a^2, ab, b^2$.

    Left out of scikit-learn's class: sparse results. Memory is always in rows (`order="C"`).

    Parameters
    ----------
    degree
        The largest number of factors; or a pair with the smallest too. Default: 2.
    interaction_only
        Whether no feature stands twice in a product. Default: it may.
    include_bias
        Whether the product of nothing, a column of ones, comes first. Default: yes.

    Attributes
    ----------
    powers_
        Exponents of shape (n_output_features, n_features_in).
    n_output_features_
        How many columns `transform` gives.
    n_features_in_
        How many columns `fit` saw.

    References
    ----------
    Gergonne, J. D. (1974, of 1815). The application of the method of least squares to the
    interpolation of sequences. Historia Mathematica 1(4), 439–447.

    Examples
    --------
    >>> products = PolynomialFeatures(degree=2)
    >>> products.fit_transform([[2.0, 3.0]])
    array([[1., 2., 3., 4., 6., 9.]])
    >>> products.get_feature_names_out(["a", "b"])
    array(['1', 'a', 'b', 'a^2', 'a b', 'b^2'], dtype=object)
    """

    def __init__(
        self,
        degree: int | tuple[int, int] = 2,
        *,
        interaction_only: bool = False,
        include_bias: bool = True,
    ) -> None:
        self.degree = degree
        self.interaction_only = interaction_only
        self.include_bias = include_bias

    def _degrees(self) -> tuple[int, int]:
        given = self.degree
        pair = (0, given) if isinstance(given, int | np.integer) else given
        if (
            not isinstance(pair, tuple | list)
            or len(pair) != 2
            or not all(isinstance(each, int | np.integer) for each in pair)
            or not 0 <= pair[0] <= pair[1]
        ):
            raise ValueError(
                "degree: expected a non-negative int or a pair (min_degree, max_degree) with "
                f"min_degree <= max_degree, got {given!r}"
            )
        if pair[1] == 0 and not self.include_bias:
            raise ValueError(
                "degree: setting it to zero and include_bias to False would result in no features"
            )
        return int(pair[0]), int(pair[1])

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Learn the number of features, and with it the products.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used.

        Returns
        -------
        PolynomialFeatures
            This transformer.

        Raises
        ------
        ValueError
            If ``degree`` is no degree, or nothing would come out.
        """
        low, high = self._degrees()
        table = validate_data(self, X, reset=True)
        choose = combinations if self.interaction_only else combinations_with_replacement
        products = chain.from_iterable(
            choose(range(table.shape[1]), number)
            for number in range(high + 1)
            if (number == 0 and self.include_bias) or (number > 0 and number >= low)
        )
        self.powers_: NDArray[np.intp] = np.array(
            [np.bincount(factors, minlength=table.shape[1]) for factors in map(_indices, products)],
            dtype=np.intp,
        ).reshape(-1, table.shape[1])
        self.n_output_features_ = len(self.powers_)
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the products of the features of each sample.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Array of shape (n_samples, n_output_features).
        """
        check_is_fitted(self, "powers_")
        table = validate_data(self, X, reset=False)
        low, high = self._degrees()
        n_samples, n_features = table.shape
        # The products of one degree more, with feature j as the first factor, are x_j times those
        # of this degree whose first factor is j or later: one multiplication a column. Each lower
        # degree is needed on the way, asked for or not.
        further = int(self.interaction_only)
        sizes = _sizes(n_features, high, further)
        skipped = 1 - self.include_bias + sum(sizes[1 : max(low, 1)])
        full = np.empty((n_samples, sum(sizes)), dtype=table.dtype)
        full[:, 0] = 1
        starts, end = [0] * n_features + [1], 1
        for number in range(1, high + 1):
            before, starts = starts, []
            for feature in range(n_features):
                first = before[min(feature + further, n_features) if number > 1 else feature]
                last = before[-1]
                starts.append(end)
                new = full[:, end : end + last - first]
                np.multiply(table[:, [feature]], full[:, first:last], out=new)
                end += last - first
            starts.append(end)
        if not skipped:
            return full
        kept = full[:, 1 + sum(sizes[1 : max(low, 1)]) :]
        return np.concatenate([full[:, :1], kept], axis=1) if self.include_bias else kept.copy()

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the products as text, such as `x0 x1^2`.

        Parameters
        ----------
        input_features
            Names of the features. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings, one a column.
        """
        names = self._names_in(input_features)
        return np.array(
            [
                " ".join(
                    name if power == 1 else f"{name}^{power}"
                    for name, power in zip(names, row, strict=True)
                    if power
                )
                or "1"
                for row in self.powers_
            ],
            dtype=object,
        )


def _sizes(n_features: int, high: int, further: int) -> list[int]:
    # How many products have 0, 1, ... factors.
    return [
        comb(n_features, number) if further else comb(n_features + number - 1, number)
        for number in range(high + 1)
    ]


def _indices(factors: tuple[int, ...]) -> NDArray[np.intp]:
    return np.array(factors, dtype=np.intp)
