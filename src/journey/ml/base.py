"""The part of an estimator that has nothing to do with learning: parameters, scores, copies.

scikit-learn is met by protocol, not by inheritance: `clone`, `Pipeline` and `GridSearchCV` need
`get_params`, `set_params` and, when they ask for it, `__sklearn_tags__`. Only that last method
imports scikit-learn, and only scikit-learn calls it. The other way round, `clone`,
`is_classifier` and `is_regressor` take scikit-learn's estimators as well as ours. Checks of data
live in `journey.ml.utils`.
"""

from __future__ import annotations

import copy
import importlib
import inspect
from typing import Any, ClassVar, Self

from journey.ml._mixins import ClassifierMixin, RegressorMixin, TransformerMixin

__all__ = [
    "BaseEstimator",
    "ClassifierMixin",
    "RegressorMixin",
    "TransformerMixin",
    "clone",
    "is_classifier",
    "is_regressor",
]


class BaseEstimator:
    """Parameters by name, a readable form, and the tags that scikit-learn asks for.

    A subclass's `__init__` takes its parameters by name and only stores them. What `fit` learns
    ends in an underscore.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> model = KMeans(n_clusters=3)
    >>> model
    KMeans(n_clusters=3)
    >>> model.set_params(n_clusters=5).get_params()["n_clusters"]
    5
    """

    # What scikit-learn asks for in its tags; a subclass states where it differs.
    _kind: ClassVar[str | None] = None  # "clusterer", "classifier", "regressor"
    _float32_kept: ClassVar[bool] = True
    _several_targets: ClassVar[bool] = False
    _only_two_classes: ClassVar[bool] = False
    _target_needed: ClassVar[bool | None] = None  # default: of classifiers and regressors
    _nan_allowed: ClassVar[bool] = False
    _strings_allowed: ClassVar[bool] = False
    _only_positive: ClassVar[bool] = False
    _fit_needed: ClassVar[bool] = True

    @classmethod
    def _defaults(cls) -> dict[str, Any]:
        if cls.__init__ is object.__init__:
            return {}  # its signature is *args and **kwargs, which are no parameters
        parameters = inspect.signature(cls.__init__).parameters
        return {name: value.default for name, value in parameters.items() if name != "self"}

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the parameters by name.

        Parameters
        ----------
        deep
            Also those of parameters that are estimators, as `name__parameter`.

        Returns
        -------
        dict
            Names and values.
        """
        found: dict[str, Any] = {}
        for name in sorted(self._defaults()):
            value = found[name] = getattr(self, name)
            if deep and hasattr(value, "get_params") and not isinstance(value, type):
                found |= {f"{name}__{key}": inner for key, inner in value.get_params().items()}
        return found

    def set_params(self, **params: Any) -> Self:
        """Set parameters by name.

        Parameters
        ----------
        **params
            Names as `get_params` gives them, with their values.

        Returns
        -------
        BaseEstimator
            This estimator.

        Raises
        ------
        ValueError
            If a name is not one of the estimator's parameters.
        """
        known = sorted(self._defaults())
        for key, value in params.items():
            name, _, rest = key.partition("__")
            if name not in known:
                raise ValueError(
                    f"Invalid parameter {name!r} for estimator {self!r}: expected one of {known}"
                )
            if rest:
                getattr(self, name).set_params(**{rest: value})
            else:
                setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        changed = (
            f"{name}={getattr(self, name)!r}"
            for name, default in self._defaults().items()
            if repr(getattr(self, name)) != repr(default)
        )
        return f"{type(self).__name__}({', '.join(changed)})"

    def __sklearn_tags__(self) -> Any:
        theirs = importlib.import_module("sklearn.utils")
        kept = ["float64", "float32"] if self._float32_kept else ["float64"]
        supervised = self._kind in ("classifier", "regressor")
        return theirs.Tags(
            estimator_type=self._kind,
            target_tags=theirs.TargetTags(
                required=supervised if self._target_needed is None else self._target_needed,
                multi_output=self._several_targets,
            ),
            classifier_tags=(
                theirs.ClassifierTags(multi_class=not self._only_two_classes)
                if self._kind == "classifier"
                else None
            ),
            regressor_tags=theirs.RegressorTags() if self._kind == "regressor" else None,
            transformer_tags=(
                theirs.TransformerTags(preserves_dtype=kept) if hasattr(self, "transform") else None
            ),
            input_tags=theirs.InputTags(
                allow_nan=self._nan_allowed,
                string=self._strings_allowed,
                categorical=self._strings_allowed,
                positive_only=self._only_positive,
            ),
            requires_fit=self._fit_needed,
        )


def clone(estimator: Any, *, safe: bool = True) -> Any:
    """Return a new, unfitted estimator with the same parameters.

    Takes ours and scikit-learn's: anything with `get_params`.

    Parameters
    ----------
    estimator
        An estimator, or a list or tuple of them.
    safe
        Whether anything else is an error (default) or is copied deeply.

    Returns
    -------
    object
        The copy.

    Raises
    ------
    TypeError
        If it is no estimator and ``safe``.
    RuntimeError
        If the class's `__init__` does not store a parameter as it came.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> model = KMeans(n_clusters=3)
    >>> clone(model), clone(model) is model
    (KMeans(n_clusters=3), False)
    """
    if isinstance(estimator, list | tuple):
        return type(estimator)(clone(each, safe=safe) for each in estimator)
    if not hasattr(estimator, "get_params") or isinstance(estimator, type):
        if not safe:
            return copy.deepcopy(estimator)
        raise TypeError(
            f"estimator: expected an estimator with get_params, got {estimator!r} "
            f"({type(estimator).__name__})"
        )
    if hasattr(estimator, "__sklearn_clone__") and not isinstance(estimator, BaseEstimator):
        return estimator.__sklearn_clone__()
    wanted = {
        name: clone(value, safe=False) for name, value in estimator.get_params(deep=False).items()
    }
    made = type(estimator)(**wanted)
    kept = made.get_params(deep=False)
    for name, value in wanted.items():
        if kept[name] is not value:
            raise RuntimeError(
                f"Cannot clone {type(estimator).__name__}: its __init__ changes parameter {name!r}"
            )
    return made


def is_classifier(estimator: Any) -> bool:
    """Return whether an estimator, ours or scikit-learn's, is a classifier.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> is_classifier(Ridge()), is_regressor(Ridge())
    (False, True)
    """
    return _kind_of(estimator) == "classifier"


def is_regressor(estimator: Any) -> bool:
    """Return whether an estimator, ours or scikit-learn's, is a regressor.

    Examples
    --------
    >>> from journey.ml.cluster import KMeans
    >>> is_regressor(KMeans())
    False
    """
    return _kind_of(estimator) == "regressor"


def _kind_of(estimator: Any) -> str | None:
    # Ours say it themselves, so that nothing is imported; a meta-estimator (grid search, pipeline)
    # may override `_kind` by a property. scikit-learn's answer by their tags.
    if isinstance(estimator, BaseEstimator):
        return estimator._kind
    tags = getattr(estimator, "__sklearn_tags__", None)
    kind: str | None = tags().estimator_type if tags is not None else None
    return kind
