"""Partial dependence: the mean prediction when one or two columns are set to a value everywhere.

Each row also has its own curve, the individual conditional expectation; the mean of these is the
partial dependence, and where they cross or fan out the mean hides an interaction. Setting a column
and leaving the others as they are makes rows that may not exist where columns move together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._composition import Named
from journey.ml.base import is_classifier, is_regressor
from journey.ml.inspection._grid import axis_of, column_places, names_of
from journey.ml.utils import check_choice, check_integer, check_sample_weight

_ROWS = 20_000  # rows handed to the model at once


def partial_dependence(
    estimator: Any,
    X: Any,
    features: Any,
    *,
    sample_weight: ArrayLike | None = None,
    categorical_features: Any = None,
    feature_names: Sequence[str] | None = None,
    response_method: str = "auto",
    percentiles: Sequence[float] = (0.05, 0.95),
    grid_resolution: int = 100,
    custom_values: Mapping[Any, ArrayLike] | None = None,
    method: str = "auto",
    kind: str = "average",
) -> Any:
    r"""Return how a fitted model's predictions depend on some columns, the others as they are.

    With the columns $S$ set to $v$ in every row, and the others $C$ as in row $i$, the individual
    curves are $f_i(v) = f(v, x_{iC})$, and the partial dependence is their mean over the rows.
    scikit-learn's `method="recursion"` for trees, which walks the trees with the training data's
    shares in place of predicting, is left out, as are sparse matrices. Unlike there, a missing
    value is no point of the grid, and columns of whole numbers are taken.

    Parameters
    ----------
    estimator
        A fitted classifier or regressor, ours or scikit-learn's.
    X
        Samples of shape (n_samples, n_features), an array or a data frame.
    features
        A column or a list of columns: names in a data frame, places, or a mask. Several columns
        are set together, to each combination of their values.
    sample_weight
        Weights of the rows in the mean.
    categorical_features
        Columns whose every value is a point of the grid: places, names or a mask.
    feature_names
        Names of the columns. Default: a data frame's own.
    response_method
        "predict_proba" or "decision_function" of a classifier; "auto" takes the first of them
        that it has. A regressor's is always `predict`.
    percentiles
        From where to where in the column the grid reaches.
    grid_resolution
        Points of the grid. A column with fewer different values has those.
    custom_values
        Grids by column, as the column is written in `features`.
    method
        "brute", or "auto", which is the same here.
    kind
        "average", "individual" (the curves of the rows), or "both".

    Returns
    -------
    dict
        Entries that are attributes too: `grid_values`, one array a column; `average` of shape
        (n_outputs, n_values, ...); `individual` of shape (n_outputs, n_samples, n_values, ...).
        One output for a regressor, and for two classes the second; else one a class.

    Raises
    ------
    ValueError
        If the estimator is no classifier or regressor, a column is unknown, or the percentiles
        fall together.

    References
    ----------
    Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of
    Statistics 29(5), section 8.2.
    Goldstein, A., Kapelner, A., Bleich, J., Pitkin, E. (2015). Peeking inside the black box.
    Journal of Computational and Graphical Statistics 24(1), section 3.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = [[0.0, 1.0], [1.0, 5.0], [2.0, 0.0]], [0.0, 2.0, 4.0]
    >>> found = partial_dependence(Ridge(alpha=0.0).fit(X, y), X, [0], kind="both")
    >>> found.grid_values[0]
    array([0., 1., 2.])
    >>> found.average.round(6) + 0.0
    array([[0., 2., 4.]])
    >>> found.individual.shape
    (1, 3, 3)
    """
    check_choice("kind", kind, ("average", "individual", "both"))
    check_choice("method", method, ("auto", "brute"))
    check_choice("response_method", response_method, ("auto", "predict_proba", "decision_function"))
    check_integer("grid_resolution", grid_resolution, 2)
    methods = _methods(estimator, response_method)
    table = _table(X)
    weights = None if sample_weight is None else check_sample_weight(sample_weight, len(table))
    names = names_of(table, feature_names)
    places, keys = column_places(features, names, "features")
    nominal = (
        []
        if categorical_features is None
        else column_places(categorical_features, names, "categorical_features")[0]
    )
    own = dict(custom_values or {})
    axes = [
        axis_of(
            table.iloc[:, place] if hasattr(table, "iloc") else table[:, place],
            name=str(names[place]),
            nominal=place in nominal,
            percentiles=percentiles,
            resolution=grid_resolution,
            custom=own.get(key),
        )
        for place, key in zip(places, keys, strict=True)
    ]
    parts = []
    for points in _batches(list(product(*axes)), len(table)):
        changed = _repeated(table, places, points)
        answer = _answer(estimator, methods, changed)
        parts.append(answer.reshape(len(points), len(table), -1))  # (points, n, outputs)
    curves = np.concatenate(parts)
    shape = [len(axis) for axis in axes]
    found = Named(grid_values=axes)
    if kind != "individual":
        average = np.average(curves, axis=1, weights=weights)
        found["average"] = average.T.reshape(-1, *shape)
    if kind != "average":
        found["individual"] = curves.transpose(2, 1, 0).reshape(-1, len(table), *shape)
    return found


def partial_dependence_naive(
    predict: Any, X: ArrayLike, feature: int, values: ArrayLike
) -> NDArray[np.float64]:
    """Return the mean prediction with a column set to each of the values, one after the other.

    Parameters
    ----------
    predict
        Function of samples that returns one number each.
    X
        Samples of shape (n_samples, n_features).
    feature
        Place of the column.
    values
        What the column is set to.

    Returns
    -------
    NDArray
        One mean a value.

    Examples
    --------
    >>> partial_dependence_naive(lambda X: X[:, 0] * X[:, 1], [[0, 1], [0, 3]], 0, [1.0, 2.0])
    array([2., 4.])
    """
    means = []
    for value in np.asarray(values):
        changed = np.array(X, dtype=np.float64)
        changed[:, feature] = value
        means.append(np.mean(predict(changed)))
    return np.array(means)


def _methods(estimator: Any, response_method: str) -> tuple[str, ...]:
    if is_classifier(estimator):
        if np.ndim(getattr(estimator, "classes_", [0])[0]):
            raise ValueError("estimator: Multiclass-multioutput estimators are not supported")
        if response_method != "auto":
            return (response_method,)
        return ("predict_proba", "decision_function")
    if not is_regressor(estimator):
        raise ValueError(f"'estimator' must be a fitted regressor or classifier, got {estimator!r}")
    if response_method != "auto":
        raise ValueError("response_method: it is ignored for regressors and must be 'auto'")
    return ("predict",)


def _answer(estimator: Any, methods: tuple[str, ...], X: Any) -> NDArray[Any]:
    name = next((each for each in methods if hasattr(estimator, each)), None)
    if name is None:
        raise AttributeError(
            f"{type(estimator).__name__} has none of the following attributes: "
            f"{', '.join(methods)}."
        )
    answer = np.asarray(getattr(estimator, name)(X))
    if name == "predict_proba" and answer.ndim == 2 and answer.shape[1] == 2:
        return answer[:, 1]
    return answer


def _table(X: Any) -> Any:
    if hasattr(X, "iloc"):
        table = X
    elif hasattr(X, "tocsr"):
        raise TypeError("X: expected an array or a data frame, got a sparse matrix")
    else:
        table = np.asarray(X)
        if table.dtype.kind in "US":
            table = np.array(X, dtype=object)  # numbers beside words stay numbers
    if len(table.shape) != 2:
        raise ValueError(f"X: Expected 2D array, got {len(table.shape)}D array instead")
    if 0 in table.shape:
        raise ValueError(f"X: expected rows and columns, got shape {table.shape}")
    return table


def _batches(points: list[Any], number: int) -> Iterator[list[Any]]:
    step = max(1, _ROWS // number)
    for start in range(0, len(points), step):
        yield points[start : start + step]


def _repeated(table: Any, places: list[int], points: list[Any]) -> Any:
    """Stack the table once a point, with the point's values in the columns."""
    number = len(table)
    rows = np.tile(np.arange(number), len(points))
    if not hasattr(table, "iloc"):
        columns = [np.array([point[k] for point in points]) for k in range(len(places))]
        dtype = table.dtype
        for column in columns:  # 0.5 must not become 0 in a table of whole numbers
            if dtype.kind in "biu" and column.dtype.kind == "f":
                dtype = np.result_type(dtype, column.dtype)
        changed = table.astype(dtype)[rows]
        for place, column in zip(places, columns, strict=True):
            changed[:, place] = np.repeat(column, number)
        return changed
    changed = table.iloc[rows].reset_index(drop=True)
    for k, place in enumerate(places):
        column = table.iloc[:, place]
        values = [point[k] for point in points]
        made = type(column)(values, dtype=_dtype(column, values)).repeat(number)
        changed.isetitem(place, made.array)
    return changed


def _dtype(column: Any, values: list[Any]) -> Any:
    # Categories, text and dates stay what they are; whole numbers give way to fractions.
    kind = getattr(column.dtype, "kind", "O")
    whole = all(float(value).is_integer() for value in values) if kind in "biu" else True
    return column.dtype if whole else np.dtype(np.float64)
