"""One-hot encoding: a column of zeros and ones for each category."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from journey.ml.preprocessing._categories import Codes, Encoder, encode
from journey.ml.preprocessing._infrequent import check_rarity, grouped, rare
from journey.ml.utils import check_array, check_choice, check_is_fitted

__all__ = ["OneHotEncoder"]

_UNKNOWN = ("error", "ignore", "infrequent_if_exist")
_RARE = "infrequent_sklearn"


class OneHotEncoder(Encoder):
    """Give each category of each column a column of its own: 1 where it is, 0 elsewhere.

    None and NaN are categories, behind the others. The result is a dense array; so
    `sparse_output`, which is True by default in scikit-learn, is False here, and True is an error.
    For thousands of categories that costs memory. Left out are scikit-learn's parameter
    `feature_name_combiner`, the choice "warn" of `handle_unknown`, and `set_output`.

    Parameters
    ----------
    categories
        "auto" (default), for those that `fit` sees, sorted; or one list for each column, numbers
        in order.
    drop
        What to leave out of each column's categories: None (default), nothing; "first";
        "if_binary", the first where there are two; or a list with one category a column.
    sparse_output
        Only False.
    dtype
        Kind of the result. Default: float64.
    handle_unknown
        What to do with a category that `fit` did not see: "error" (default), "ignore", all zeros,
        or "infrequent_if_exist", the column of rare ones where there is one, else all zeros.
    min_frequency
        A count or a share of the samples; categories that are rarer share one column. Default:
        none do.
    max_categories
        The most columns for a feature, that of the rare categories included. Default: no limit.

    Attributes
    ----------
    categories_ : list of NDArray
        The categories of each column.
    drop_idx_ : NDArray or None
        Place of the category that was left out of each column, None where none was.
    infrequent_categories_ : list
        The rare categories of each column, None where there are none.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Suits, D. B. (1957). Use of dummy variables in regression equations. Journal of the American
    Statistical Association 52(280), 548-551.

    Examples
    --------
    >>> from journey.ml.preprocessing import OneHotEncoder
    >>> encoder = OneHotEncoder().fit([["red"], ["blue"], ["red"]])
    >>> encoder.transform([["blue"], ["red"]])
    array([[1., 0.],
           [0., 1.]])
    >>> encoder.get_feature_names_out()
    array(['x0_blue', 'x0_red'], dtype=object)
    """

    def __init__(
        self,
        *,
        categories: str | Sequence[ArrayLike] = "auto",
        drop: str | ArrayLike | None = None,
        sparse_output: bool = False,
        dtype: DTypeLike = np.float64,
        handle_unknown: str = "error",
        min_frequency: float | None = None,
        max_categories: int | None = None,
    ) -> None:
        self.categories = categories
        self.drop = drop
        self.sparse_output = sparse_output
        self.dtype = dtype
        self.handle_unknown = handle_unknown
        self.min_frequency = min_frequency
        self.max_categories = max_categories

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the categories of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Not used; pipelines hand it over.

        Returns
        -------
        OneHotEncoder
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or ``sparse_output`` is asked for.
        TypeError
            If a column mixes numbers and strings.
        """
        check_choice("handle_unknown", self.handle_unknown, _UNKNOWN)
        if self.sparse_output:
            raise ValueError("sparse_output: expected False, as the result is dense, got True")
        grouping = check_rarity(self.min_frequency, self.max_categories)
        columns = self._columns(X, reset=True)
        codes = self._learn_categories(columns, unknown_is_error=self.handle_unknown == "error")
        self.infrequent_categories_: list[NDArray[Any] | None] = []
        self._places: list[Codes] = []
        for known, code in zip(self.categories_, codes, strict=True):
            counts = np.bincount(code[code >= 0], minlength=len(known))
            few = (
                rare(counts, len(code), self.min_frequency, self.max_categories)
                if grouping
                else None
            )
            self.infrequent_categories_.append(None if few is None else known[few])
            self._places.append(grouped(len(known), few))
        self._sizes = [int(places.max()) + 1 for places in self._places]
        self._dropped = self._to_drop()
        self.drop_idx_ = self._drop_places()
        return self

    def _to_drop(self) -> list[int]:
        """Return for each column the place, after grouping, that is left out; -1 for none."""
        if self.drop is None:
            return [-1] * len(self._sizes)
        if isinstance(self.drop, str):
            check_choice("drop", self.drop, ("first", "if_binary"))
            return [0 if self.drop == "first" or size == 2 else -1 for size in self._sizes]
        listed = list(np.asarray(self.drop, dtype=object))
        if len(listed) != len(self._sizes):
            raise ValueError(
                f"drop: should have length equal to the number of features ({len(self._sizes)}), "
                f"got {len(listed)}"
            )
        found = []
        for j, value in enumerate(listed):
            one = np.empty(1, dtype=object)
            one[0] = value
            place = int(encode(one, self.categories_[j])[0])
            if place < 0:
                raise ValueError(
                    "drop: The following categories were supposed to be dropped, but were not "
                    f"found in the training data: category {value!r}, feature {j}"
                )
            few = self.infrequent_categories_[j]
            if few is not None and encode(one, few)[0] >= 0:
                raise ValueError(
                    f"drop: Unable to drop category {value!r} from feature {j} because it is "
                    "infrequent"
                )
            found.append(int(self._places[j][place]))
        return found

    def _drop_places(self) -> NDArray[np.object_] | None:
        if self.drop is None:
            return None
        places = [
            None if out < 0 else int(np.flatnonzero(new == out)[0])
            for out, new in zip(self._dropped, self._places, strict=True)
        ]
        return np.array(places, dtype=object)

    def transform(self, X: ArrayLike) -> NDArray[Any]:
        """Return the samples as zeros and ones.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Array of shape (n_samples, n_columns).

        Raises
        ------
        ValueError
            If a category is unknown and ``handle_unknown`` is "error".
        """
        columns = self._columns(X, reset=False)
        codes = self._codes(columns, unknown_is_error=self.handle_unknown == "error")
        unknown = [j for j, code in enumerate(codes) if (code < 0).any()]
        if unknown and self.drop is not None:
            same = "the infrequent category" if self.handle_unknown != "ignore" else "all zeros"
            warnings.warn(
                f"Found unknown categories in columns {unknown} during transform. These unknown "
                f"categories will be encoded as {same}",
                UserWarning,
                stacklevel=2,
            )
        rows = len(columns[0])
        out = np.zeros((rows, sum(self._widths())), dtype=self.dtype)
        start, row = 0, np.arange(rows)
        for j, (code, width) in enumerate(zip(codes, self._widths(), strict=True)):
            place = np.where(code < 0, self._place_of_unknown(j), self._places[j][code])
            dropped = self._dropped[j]
            if dropped >= 0:
                place = np.where(place == dropped, -1, place - (place > dropped))
            shown = place >= 0
            if shown.all():
                out[row, start + place] = 1
            else:
                out[row[shown], start + place[shown]] = 1
            start += width
        return out

    def _place_of_unknown(self, j: int) -> int:
        there = self.handle_unknown == "infrequent_if_exist"
        return self._sizes[j] - 1 if there and self.infrequent_categories_[j] is not None else -1

    def _widths(self) -> list[int]:
        return [size - (out >= 0) for size, out in zip(self._sizes, self._dropped, strict=True)]

    def _shown(self, j: int) -> NDArray[Any]:
        """Return the categories of a column after grouping, none left out."""
        few, known = self.infrequent_categories_[j], self.categories_[j]
        if few is None:
            return known
        often = known[self._places[j] < self._sizes[j] - 1]
        return np.append(often.astype(object), np.array([_RARE], dtype=object))

    def inverse_transform(self, X: ArrayLike) -> NDArray[Any]:
        """Return the categories that zeros and ones stand for.

        Parameters
        ----------
        X
            Array of shape (n_samples, n_columns), as `transform` gives it.

        Returns
        -------
        NDArray
            Categories of shape (n_samples, n_features); a row of zeros is the category that was
            left out, or None where none was and unknown ones are ignored. Rare ones are
            "infrequent_sklearn".

        Raises
        ------
        ValueError
            If the number of columns is wrong, or zeros stand for nothing.
        """
        check_is_fitted(self, "categories_")
        table = check_array(X)
        widths = self._widths()
        if table.shape[1] != sum(widths):
            raise ValueError(
                f"X: Shape of the passed X data is not correct. Expected {sum(widths)} columns, "
                f"got {table.shape[1]}."
            )
        columns = [self._shown(j) for j in range(len(widths))]
        out = np.empty((len(table), len(widths)), dtype=np.result_type(*columns))
        start = 0
        for j, (known, width) in enumerate(zip(columns, widths, strict=True)):
            part, dropped = table[:, start : start + width], self._dropped[j]
            start += width
            kept = np.delete(known, dropped) if dropped >= 0 else known
            if width:
                out[:, j] = kept[part.argmax(axis=1)]
            zeros = part.sum(axis=1) == 0
            if not zeros.any():
                continue
            if dropped >= 0:
                out[zeros, j] = known[dropped]
            elif self.handle_unknown == "error":
                raise ValueError(
                    f"X: Samples {np.flatnonzero(zeros)} can not be inverted when drop=None and "
                    "handle_unknown='error' because they contain all zeros"
                )
            elif self._place_of_unknown(j) < 0:
                out = out.astype(object, copy=False)
                out[zeros, j] = None
        return out

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns: feature and category, joined by a line.

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
        check_is_fitted(self, "categories_")
        names = self._names_in(input_features)
        found = []
        for j, name in enumerate(names):
            known = self._shown(j)
            kept = np.delete(known, self._dropped[j]) if self._dropped[j] >= 0 else known
            found += [f"{name}_{category}" for category in kept]
        return np.array(found, dtype=object)
