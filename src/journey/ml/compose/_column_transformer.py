"""A transformer for each group of columns, their results side by side.

Always dense; a transformer that gives a sparse matrix has it filled in. Which columns are meant is
worked out in `_columns`.
"""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._composition import Composition, Named, named_by_class
from journey.ml._mixins import TransformerMixin
from journey.ml.base import clone
from journey.ml.compose._columns import column_indices, column_names, is_scalar, take_columns
from journey.ml.utils import check_is_fitted, check_mixed_array

Fitted = tuple[str, Any, Any]


class ColumnTransformer(TransformerMixin, Composition):
    """Transform each group of columns in its own way, and join the results.

    Left out of scikit-learn's class: `sparse_threshold` (the result is always dense), `n_jobs`,
    `verbose`, `set_output`, and routing of metadata.

    Parameters
    ----------
    transformers
        List of (name, transformer, columns). A transformer may be `"drop"` or `"passthrough"`.
        Columns: number, name, a list of either, slice (with its end if of names), mask, or a
        callable that is given X. One number or name alone hands on a vector.
    remainder
        What becomes of columns that no transformer names: `"drop"` (default), `"passthrough"`, or
        a transformer.
    transformer_weights
        Factors for the results, by name. Default: none.
    verbose_feature_names_out
        Whether output names begin with the transformer's. Default: yes.

    Attributes
    ----------
    transformers_
        List of (name, fitted transformer, columns), the remainder last.
    named_transformers_
        The fitted transformers by name.
    output_indices_
        Slice of the output columns of each transformer, by name.
    n_features_in_
        The number of columns that `fit` saw.
    feature_names_in_
        Their names, if X was a data frame.

    References
    ----------
    scikit-learn's `sklearn.compose.ColumnTransformer`, whose interface this is.

    Examples
    --------
    >>> table = [[1.0, 10.0, 100.0], [2.0, 20.0, 200.0]]
    >>> both = ColumnTransformer([("last", "passthrough", [2]), ("no", "drop", [1])],
    ...                          remainder="passthrough")
    >>> both.fit_transform(table)
    array([[100.,   1.],
           [200.,   2.]])
    >>> both.get_feature_names_out()
    array(['last__x2', 'remainder__x0'], dtype=object)
    """

    _parts: ClassVar[str] = "transformers"

    def __init__(
        self,
        transformers: list[tuple[str, Any, Any]],
        *,
        remainder: Any = "drop",
        transformer_weights: dict[str, float] | None = None,
        verbose_feature_names_out: bool = True,
    ) -> None:
        self.transformers = transformers
        self.remainder = remainder
        self.transformer_weights = transformer_weights
        self.verbose_feature_names_out = verbose_feature_names_out

    def __sklearn_tags__(self) -> Any:
        get_tags = importlib.import_module("sklearn.utils").get_tags
        tags = super().__sklearn_tags__()
        working = [part for _, part in self._named_parts() if not isinstance(part, str)]
        tags.input_tags.allow_nan = all(get_tags(part).input_tags.allow_nan for part in working)
        tags.target_tags.required = any(get_tags(part).target_tags.required for part in working)
        return tags

    @property
    def named_transformers_(self) -> Named:
        """The fitted transformers by name."""
        check_is_fitted(self, "transformers_")
        return Named({name: part for name, part, _ in self.transformers_})

    def _check_transformers(self) -> None:
        try:
            triples = [(name, part) for name, part, _ in self.transformers]
        except (TypeError, ValueError):
            raise TypeError(
                "transformers: expected a list of (name, transformer, columns) tuples, got "
                f"{self.transformers!r}"
            ) from None
        self._check_names(name for name, _ in triples)
        for name, part in [*triples, ("remainder", self.remainder)]:
            if isinstance(part, str) and part in ("drop", "passthrough"):
                continue
            fits = hasattr(part, "fit") or hasattr(part, "fit_transform")
            if not (fits and hasattr(part, "transform")):
                raise TypeError(
                    "All estimators should implement fit and transform, or can be 'drop' or "
                    f"'passthrough' specifiers: {name!r} is {part!r}"
                )

    def _learn_columns(self, X: Any) -> list[Fitted]:
        names = column_names(X)
        number = X.shape[1]
        self.n_features_in_ = number
        if names is not None and all(isinstance(name, str) for name in names):
            self.feature_names_in_ = np.array(names, dtype=object)
        elif hasattr(self, "feature_names_in_"):
            del self.feature_names_in_
        plan: list[Fitted] = []
        taken: set[int] = set()
        self._columns: dict[str, NDArray[np.intp]] = {}
        for name, part, columns in self.transformers:
            meant = columns(X) if callable(columns) else columns
            self._columns[name] = column_indices(meant, names, number)
            taken.update(self._columns[name].tolist())
            plan.append((name, part, meant))
        rest = np.array([each for each in range(number) if each not in taken], dtype=np.intp)
        self._columns["remainder"] = rest
        if len(rest):
            seen = rest.tolist() if names is None else [names[each] for each in rest]
            plan.append(("remainder", self.remainder, seen))
        return plan

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit each transformer to its own columns.

        Parameters
        ----------
        X
            Table of shape (n_samples, n_features): an array or a data frame.
        y
            Targets, handed to every transformer.

        Returns
        -------
        ColumnTransformer
            This transformer.

        Raises
        ------
        TypeError
            If ``transformers`` is no list of triples, or one of them cannot transform.
        ValueError
            If columns are named that are not there.
        """
        self.fit_transform(X, y)
        return self

    def fit_transform(self, X: ArrayLike, y: ArrayLike | None = None, **fit_params: Any) -> Any:
        """Fit each transformer to its own columns and return their results side by side."""
        if fit_params:
            raise TypeError(f"ColumnTransformer.fit takes no further parameters: {[*fit_params]}")
        self._check_transformers()
        table = _checked(X)
        fitted: list[Fitted] = []
        results: list[tuple[str, Any]] = []
        for name, part, columns in self._learn_columns(table):
            inside = take_columns(table, self._columns[name], is_scalar(columns))
            if isinstance(part, str) or not len(self._columns[name]):
                fitted.append((name, part, columns))
                if isinstance(part, str) and part == "passthrough":
                    results.append((name, inside))
                continue
            new = clone(part)
            if hasattr(new, "fit_transform"):
                results.append((name, new.fit_transform(inside, y)))
            else:
                results.append((name, new.fit(inside, y).transform(inside)))
            fitted.append((name, new, columns))
        self.transformers_ = fitted
        return self._join(results, len(table), learn=True)

    def transform(self, X: ArrayLike) -> Any:
        """Return the columns as the fitted transformers give them, side by side.

        Parameters
        ----------
        X
            Table like that of `fit`. Columns of a data frame are found by name, in any order, and
            further ones are ignored.

        Returns
        -------
        NDArray
            Array of shape (n_samples, n_features_out).

        Raises
        ------
        ValueError
            If columns are missing, or the number of columns is not that of `fit`.
        """
        check_is_fitted(self, "transformers_")
        table = _checked(X)
        names, seen = column_names(table), getattr(self, "feature_names_in_", None)
        by_name = names is not None and seen is not None
        if not by_name and table.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {table.shape[1]} features, but ColumnTransformer is expecting "
                f"{self.n_features_in_} features as input."
            )
        results = []
        for name, part, columns in self.transformers_:
            indices = self._columns[name]
            if (isinstance(part, str) and part == "drop") or not len(indices):
                continue
            if by_name:
                assert names is not None
                assert seen is not None
                wanted = [str(seen[each]) for each in indices]
                if missing := sorted(set(wanted) - set(names)):
                    raise ValueError(f"X: columns are missing: {missing}")
                indices = np.array([names.index(each) for each in wanted], dtype=np.intp)
            inside = take_columns(table, indices, is_scalar(columns))
            results.append((name, inside if isinstance(part, str) else part.transform(inside)))
        return self._join(results, len(table))

    def _join(self, results: list[tuple[str, Any]], n_samples: int, learn: bool = False) -> Any:
        blocks = []
        parts = self.named_transformers_
        end, places = 0, {name: slice(0, 0) for name, _, _ in self.transformers_}
        weights = self.transformer_weights or {}
        for name, result in results:
            block = np.asarray(result.toarray() if hasattr(result, "toarray") else result)
            if block.ndim == 1 and isinstance(parts[name], str):
                block = block[:, None]  # one column that only passes through
            if block.ndim != 2:
                raise ValueError(
                    f"The output of the {name!r} transformer should be 2D, got {block.ndim}D"
                )
            blocks.append(block * weights[name] if name in weights else block)
            places[name] = slice(end, end + block.shape[1])
            end += block.shape[1]
        if learn:
            self.output_indices_ = places
        return np.hstack(blocks) if blocks else np.empty((n_samples, 0))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns that `transform` gives.

        Parameters
        ----------
        input_features
            Names of the features of X. Default: those seen in `fit`, or x0, x1, and so on.

        Returns
        -------
        NDArray
            Strings; with the transformer's name and two underscores before each, unless
            ``verbose_feature_names_out`` is false.

        Raises
        ------
        AttributeError
            If a transformer cannot name its columns.
        ValueError
            If names without prefix are not unique.
        """
        names = self._names_in(input_features)
        found: list[tuple[str, str]] = []
        for name, part, _ in self.transformers_:
            indices = self._columns[name]
            if (isinstance(part, str) and part == "drop") or not len(indices):
                continue
            inside = names[indices]
            if not isinstance(part, str):
                if not hasattr(part, "get_feature_names_out"):
                    raise AttributeError(
                        f"Transformer {name} (type {type(part).__name__}) does not provide "
                        "get_feature_names_out."
                    )
                inside = part.get_feature_names_out(inside)
            found += [(name, str(each)) for each in inside]
        if self.verbose_feature_names_out:
            return np.array([f"{name}__{each}" for name, each in found], dtype=object)
        if twice := [each for each, count in Counter(n for _, n in found).items() if count > 1]:
            raise ValueError(
                f"Output feature names: {twice} are not unique. Please set "
                "verbose_feature_names_out=True to add prefixes to feature names"
            )
        return np.array([each for _, each in found], dtype=object)


def _checked(X: Any) -> Any:
    # A data frame stays one, so that transformers see names and each column its own type.
    if hasattr(X, "columns") and hasattr(X, "shape"):
        return X
    return check_mixed_array(X)


def make_column_transformer(
    *transformers: tuple[Any, Any],
    remainder: Any = "drop",
    verbose_feature_names_out: bool = True,
) -> ColumnTransformer:
    """Return a column transformer whose parts are named by their classes.

    Parameters
    ----------
    *transformers
        Pairs of (transformer, columns).
    remainder
        As in [ColumnTransformer][journey.ml.compose.ColumnTransformer].
    verbose_feature_names_out
        Likewise.

    Returns
    -------
    ColumnTransformer
        With the class names in lower case; numbered where one comes twice.

    Examples
    --------
    >>> make_column_transformer(("passthrough", [0])).transformers
    [('passthrough', 'passthrough', [0])]
    """
    named = named_by_class(part for part, _ in transformers)
    return ColumnTransformer(
        [
            (name, part, columns)
            for (name, part), (_, columns) in zip(named, transformers, strict=True)
        ],
        remainder=remainder,
        verbose_feature_names_out=verbose_feature_names_out,
    )
