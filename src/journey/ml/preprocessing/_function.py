"""Any function of a table, as a step of a pipeline. It learns nothing from data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, TransformerMixin
from journey.ml.utils import check_array, validate_data

Function = Callable[..., Any]


class FunctionTransformer(TransformerMixin, BaseEstimator):
    """Apply a function to the table.

    Left out of scikit-learn's class: `accept_sparse`, `check_inverse`, `inv_kw_args`, `set_output`.

    Parameters
    ----------
    func
        Called with the table; default: gives it back.
    inverse_func
        For `inverse_transform`; default: likewise.
    validate
        Whether the table is checked and made one of floats first. Default: it goes as it is.
    feature_names_out
        `"one-to-one"`: the names that came in; a function of the transformer and these names that
        returns others; default: none can be given.
    kw_args
        Further arguments by name for ``func``.

    Attributes
    ----------
    n_features_in_
        How many columns `fit` saw, if ``validate``, or if it could be told.

    References
    ----------
    scikit-learn's `sklearn.preprocessing.FunctionTransformer`, whose interface this is.

    Examples
    --------
    >>> FunctionTransformer(np.log1p).fit_transform([[0.0, 1.0]]).round(3)
    array([[0.   , 0.693]])
    """

    _fit_needed: ClassVar[bool] = False

    def __init__(
        self,
        func: Function | None = None,
        inverse_func: Function | None = None,
        *,
        validate: bool = False,
        feature_names_out: Literal["one-to-one"] | Function | None = None,
        kw_args: dict[str, Any] | None = None,
    ) -> None:
        self.func = func
        self.inverse_func = inverse_func
        self.validate = validate
        self.feature_names_out = feature_names_out
        self.kw_args = kw_args

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.no_validation = tags.input_tags.sparse = not self.validate
        return tags

    def fit(self, X: Any, y: ArrayLike | None = None) -> Self:
        """Look at the table's columns; nothing else is learnt.

        Parameters
        ----------
        X
            Samples, as ``func`` takes them.
        y
            Not used.

        Returns
        -------
        FunctionTransformer
            This transformer.
        """
        if self.validate:
            validate_data(self, X, reset=True)
        elif np.ndim(X) == 2:
            self.n_features_in_ = np.shape(X)[1]
            names = list(getattr(X, "columns", ()))
            if names and all(isinstance(name, str) for name in names):
                self.feature_names_in_ = np.array(names, dtype=object)
        return self

    def transform(self, X: Any) -> Any:
        """Return ``func`` of the table.

        Parameters
        ----------
        X
            Samples.

        Returns
        -------
        object
            What ``func`` returns.
        """
        if self.validate:
            fitted = hasattr(self, "n_features_in_")
            X = validate_data(self, X, reset=False) if fitted else check_array(X)
        return X if self.func is None else self.func(X, **(self.kw_args or {}))

    def inverse_transform(self, X: Any) -> Any:
        """Return ``inverse_func`` of the table.

        Parameters
        ----------
        X
            Transformed samples.

        Returns
        -------
        object
            What ``inverse_func`` returns.
        """
        return X if self.inverse_func is None else self.inverse_func(X)

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns that `transform` gives.

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
        AttributeError
            If ``feature_names_out`` is not given.
        """
        if self.feature_names_out is None:
            raise AttributeError("feature_names_out: expected 'one-to-one' or a function, got None")
        names = self._names_in(input_features)
        if callable(self.feature_names_out):
            names = np.asarray(self.feature_names_out(self, names), dtype=object)
        return names
