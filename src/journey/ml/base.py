"""The part of an estimator that has nothing to do with learning: its parameters.

scikit-learn is met by protocol, not by inheritance: `clone`, `Pipeline` and `GridSearchCV` need
`get_params`, `set_params` and, when they ask for it, `__sklearn_tags__`. Only that last method
imports scikit-learn, and only scikit-learn calls it. Checks of data live in
`journey.ml.utils`.
"""

from __future__ import annotations

import importlib
import inspect
from typing import Any, ClassVar, Self

__all__ = ["BaseEstimator"]


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

    _kind: ClassVar[str | None] = None  # "clusterer", "classifier", "regressor"
    _float32_kept: ClassVar[bool] = True
    _several_targets: ClassVar[bool] = False

    @classmethod
    def _defaults(cls) -> dict[str, Any]:
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
        return theirs.Tags(
            estimator_type=self._kind,
            target_tags=theirs.TargetTags(
                required=self._kind in ("classifier", "regressor"),
                multi_output=self._several_targets,
            ),
            regressor_tags=theirs.RegressorTags() if self._kind == "regressor" else None,
            transformer_tags=(
                theirs.TransformerTags(preserves_dtype=kept) if hasattr(self, "transform") else None
            ),
        )
