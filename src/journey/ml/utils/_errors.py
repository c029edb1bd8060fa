"""Errors and warnings that estimators share with scikit-learn by name and by kind."""

from __future__ import annotations

import importlib
import sys
from functools import cache


class NotFittedError(ValueError, AttributeError):
    """Something that `fit` learns was asked for before `fit` was called.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> KMeans().predict([[0.0]])
    Traceback (most recent call last):
    ...
    journey.ml.utils...NotFittedError: This KMeans instance is not fitted yet: call fit first.
    """


class ConvergenceWarning(UserWarning):
    """A fit ended without the result that its parameters ask for.

    Examples
    --------
    >>> issubclass(ConvergenceWarning, UserWarning)
    True
    """


class DataConversionWarning(UserWarning):
    """Data came in another shape than expected and was converted.

    Examples
    --------
    >>> issubclass(DataConversionWarning, UserWarning)
    True
    """


def not_fitted(name: str) -> NotFittedError:
    """Return the error for an unfitted estimator of the class called ``name``."""
    kind = _meeting(NotFittedError, "sklearn" in sys.modules)
    error = kind(f"This {name} instance is not fitted yet: call fit first.")
    assert isinstance(error, NotFittedError)
    return error


def convergence_warning() -> type[Warning]:
    """Return the category to warn with when a fit did not get where it should."""
    kind = _meeting(ConvergenceWarning, "sklearn" in sys.modules)
    assert issubclass(kind, Warning)
    return kind


def data_conversion_warning() -> type[Warning]:
    """Return the category to warn with when data had to be converted."""
    kind = _meeting(DataConversionWarning, "sklearn" in sys.modules)
    assert issubclass(kind, Warning)
    return kind


@cache
def _meeting(ours: type[Exception], with_sklearn: bool) -> type[Exception]:
    # Code written for scikit-learn catches scikit-learn's class. Where that library is loaded, ours
    # is a child of both; where it is not, nobody can be waiting for its class.
    if not with_sklearn:
        return ours
    theirs = getattr(importlib.import_module("sklearn.exceptions"), ours.__name__)
    return type(ours.__name__, (ours, theirs), {"__module__": ours.__module__})
