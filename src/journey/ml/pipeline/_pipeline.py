"""A chain of transformers with an estimator at its end, as one estimator.

Whatever is fitted to data belongs in the chain: then whoever splits the data, cross-validation or
a search, fits all of it to the training rows alone. Caching (`memory`) is left out.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._composition import Composition, Named, named_by_class
from journey.ml._delegation import available_if
from journey.ml.base import _kind_of

Step = tuple[str, Any]


def _skipped(step: Any) -> bool:
    return step is None or (isinstance(step, str) and step == "passthrough")


def _final_has(name: str) -> Any:
    return lambda pipeline: hasattr(pipeline._final, name)


def _all_have(name: str) -> Any:
    return lambda pipeline: all(_skipped(step) or hasattr(step, name) for _, step in pipeline.steps)


class Pipeline(Composition):
    """Transformers in turn, then an estimator: one `fit` for all of them.

    Left out of scikit-learn's class: `memory`, `verbose`, `transform_input`, and routing of
    metadata; parameters for a step are given as `step__parameter`.

    Parameters
    ----------
    steps
        List of (name, estimator). All but the last have `transform`; the last may be anything
        with `fit`. `"passthrough"` or `None` stands for a step that does nothing.

    Attributes
    ----------
    named_steps
        The steps by name.
    classes_
        The classes of the last step, if it is a classifier.
    n_features_in_
        The number of features that the first step saw.
    feature_names_in_
        Their names, if they had any.

    References
    ----------
    Buitinck, L. et al. (2013). API design for machine learning software: experiences from the
    scikit-learn project. ECML PKDD Workshop. Section 3.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> from journey.ml.compose import ColumnTransformer
    >>> first = ColumnTransformer([("keep", "passthrough", [0])])
    >>> model = Pipeline([("columns", first), ("ridge", Ridge(alpha=1.0))])
    >>> model.fit([[0.0, 5.0], [1.0, 3.0], [2.0, 9.0]], [0.0, 1.0, 2.0])
    Pipeline(steps=[('columns', ...), ('ridge', Ridge())])
    >>> model.predict([[3.0, -7.0]]).round(3)
    array([2.333])
    """

    _parts: ClassVar[str] = "steps"

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    # What the pipeline is, it is by its last step, and what comes in is for the first to say.

    @property
    def _kind(self) -> str | None:  # type: ignore[override]
        return None if not self._named_parts() or _skipped(self._final) else _kind_of(self._final)

    @property
    def _final(self) -> Any:
        return self.steps[-1][1]

    @property
    def named_steps(self) -> Named:
        """The steps by name, as attributes too."""
        return Named(self.steps)

    @property
    def classes_(self) -> NDArray[Any]:
        """The classes of the last step."""
        classes: NDArray[Any] = self._final.classes_
        return classes

    @property
    def n_features_in_(self) -> int:
        """The number of features that the first step saw."""
        return int(self.steps[0][1].n_features_in_)

    @property
    def feature_names_in_(self) -> NDArray[np.object_]:
        """The names of the features that the first step saw."""
        names: NDArray[np.object_] = self.steps[0][1].feature_names_in_
        return names

    def __sklearn_is_fitted__(self) -> bool:
        theirs = importlib.import_module("sklearn.utils.validation")
        working = [step for _, step in self.steps if not _skipped(step)]
        try:
            if working:
                theirs.check_is_fitted(working[-1])
        except theirs.NotFittedError:
            return False
        return True

    def __sklearn_tags__(self) -> Any:
        get_tags = importlib.import_module("sklearn.utils").get_tags
        tags = super().__sklearn_tags__()
        if not self._named_parts():
            return tags
        if not _skipped(self.steps[0][1]):
            tags.input_tags = get_tags(self.steps[0][1]).input_tags
            tags.input_tags.sparse = False
            tags.input_tags.allow_nan = all(
                get_tags(step).input_tags.allow_nan for _, step in self._working()
            )
        if not _skipped(self._final):
            last = get_tags(self._final)
            tags.estimator_type = last.estimator_type
            tags.target_tags = last.target_tags
            tags.classifier_tags = last.classifier_tags
            tags.regressor_tags = last.regressor_tags
            tags.transformer_tags = last.transformer_tags
        return tags

    def __len__(self) -> int:
        return len(self.steps)

    def __getitem__(self, key: int | str | slice) -> Any:
        """Return a step by number or name, or a pipeline of a slice of the steps."""
        if isinstance(key, slice):
            if key.step not in (1, None):
                raise ValueError(f"Pipeline slicing only supports a step of 1, got {key.step}")
            return type(self)(self.steps[key])
        if isinstance(key, str):
            return self.named_steps[key]
        return self.steps[key][1]

    def _check_steps(self) -> None:
        try:
            names = [name for name, _ in self.steps]
        except (TypeError, ValueError):
            raise TypeError(
                f"steps: expected a list of (name, estimator) tuples, got {self.steps!r}"
            ) from None
        if not names:
            raise ValueError("The pipeline is empty. Please add steps.")
        self._check_names(names)
        for name, step in self.steps[:-1]:
            fits = hasattr(step, "fit") or hasattr(step, "fit_transform")
            if not _skipped(step) and not (fits and hasattr(step, "transform")):
                raise TypeError(
                    "All intermediate steps should be transformers and implement fit and "
                    f"transform or be the string 'passthrough': {name!r} is {step!r}"
                )
        if not _skipped(self._final) and not hasattr(self._final, "fit"):
            raise TypeError(
                "Last step of Pipeline should implement fit or be the string 'passthrough': "
                f"{names[-1]!r} is {self._final!r}"
            )

    def _params_of_steps(self, params: dict[str, Any]) -> dict[str, dict[str, Any]]:
        sorted_out: dict[str, dict[str, Any]] = {name: {} for name, _ in self.steps}
        for key, value in params.items():
            name, _, parameter = key.partition("__")
            if not parameter:
                raise ValueError(
                    f"Pipeline.fit does not accept the {key} parameter: expected "
                    f"stepname__parameter, for example {self.steps[-1][0]}__{key}"
                )
            if name not in sorted_out:
                raise ValueError(f"{key}: expected one of the steps {sorted(sorted_out)} before __")
            sorted_out[name][parameter] = value
        return sorted_out

    def _fit_but_last(self, X: Any, y: Any, params: dict[str, dict[str, Any]]) -> Any:
        for name, step in self.steps[:-1]:
            if not _skipped(step):
                X = _fit_transform(step, X, y, params[name])
        return X

    def fit(self, X: ArrayLike, y: ArrayLike | None = None, **params: Any) -> Self:
        """Fit every transformer to what the ones before it give, then the last step.

        Parameters
        ----------
        X
            Samples, as the first step takes them.
        y
            Targets, handed to every step.
        **params
            For the steps' `fit`, as `step__parameter`.

        Returns
        -------
        Pipeline
            This pipeline.

        Raises
        ------
        TypeError
            If ``steps`` is no list of tuples, or a step cannot do its part.
        ValueError
            If names are not unique or hold two underscores, or a parameter names no step.
        """
        self._check_steps()
        by_step = self._params_of_steps(params)
        X = self._fit_but_last(X, y, by_step)
        if not _skipped(self._final):
            self._final.fit(X, y, **by_step[self.steps[-1][0]])
        return self

    @available_if(
        lambda self: (
            _skipped(self._final)
            or hasattr(self._final, "transform")
            or hasattr(self._final, "fit_transform")
        )
    )
    def fit_transform(self, X: ArrayLike, y: ArrayLike | None = None, **params: Any) -> Any:
        """Fit all steps and return the training samples as the last one transforms them."""
        self._check_steps()
        by_step = self._params_of_steps(params)
        X = self._fit_but_last(X, y, by_step)
        if _skipped(self._final):
            return X
        return _fit_transform(self._final, X, y, by_step[self.steps[-1][0]])

    @available_if(_final_has("fit_predict"))
    def fit_predict(self, X: ArrayLike, y: ArrayLike | None = None, **params: Any) -> Any:
        """Fit all steps and return the last one's `fit_predict`."""
        self._check_steps()
        by_step = self._params_of_steps(params)
        X = self._fit_but_last(X, y, by_step)
        return self._final.fit_predict(X, y, **by_step[self.steps[-1][0]])

    def _before_last(self, X: Any) -> Any:
        for _, step in self.steps[:-1]:
            if not _skipped(step):
                X = step.transform(X)
        return X

    @available_if(_final_has("predict"))
    def predict(self, X: ArrayLike, **params: Any) -> Any:
        """Transform the samples and return the last step's `predict`, which gets ``params``."""
        return self._final.predict(self._before_last(X), **params)

    @available_if(_final_has("predict_proba"))
    def predict_proba(self, X: ArrayLike, **params: Any) -> Any:
        """Transform the samples and return the last step's `predict_proba`."""
        return self._final.predict_proba(self._before_last(X), **params)

    @available_if(_final_has("predict_log_proba"))
    def predict_log_proba(self, X: ArrayLike, **params: Any) -> Any:
        """Transform the samples and return the last step's `predict_log_proba`."""
        return self._final.predict_log_proba(self._before_last(X), **params)

    @available_if(_final_has("decision_function"))
    def decision_function(self, X: ArrayLike, **params: Any) -> Any:
        """Transform the samples and return the last step's `decision_function`."""
        return self._final.decision_function(self._before_last(X), **params)

    @available_if(_final_has("score_samples"))
    def score_samples(self, X: ArrayLike) -> Any:
        """Transform the samples and return the last step's `score_samples`."""
        return self._final.score_samples(self._before_last(X))

    @available_if(_final_has("score"))
    def score(
        self, X: ArrayLike, y: ArrayLike | None = None, sample_weight: ArrayLike | None = None
    ) -> Any:
        """Transform the samples and return the last step's `score`."""
        weight = {} if sample_weight is None else {"sample_weight": sample_weight}
        return self._final.score(self._before_last(X), y, **weight)

    @available_if(_all_have("transform"))
    def transform(self, X: ArrayLike) -> Any:
        """Transform the samples by every step in turn."""
        X = self._before_last(X)
        return X if _skipped(self._final) else self._final.transform(X)

    @available_if(_all_have("inverse_transform"))
    def inverse_transform(self, X: ArrayLike) -> Any:
        """Undo the steps' transformations, the last one first."""
        for _, step in reversed(self.steps):
            if not _skipped(step):
                X = step.inverse_transform(X)
        return X

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> Any:
        """Return the names of the columns that `transform` gives.

        Parameters
        ----------
        input_features
            Names of the features of X. Default: those seen in `fit`.

        Returns
        -------
        NDArray
            Strings, one a column.

        Raises
        ------
        AttributeError
            If a step cannot name its columns.
        """
        names = input_features
        for name, step in self._working():
            if not hasattr(step, "get_feature_names_out"):
                raise AttributeError(
                    f"Estimator {name} does not provide get_feature_names_out: "
                    "use pipeline[:-1].get_feature_names_out() for the steps before it"
                )
            names = step.get_feature_names_out(names)
        return names

    def _working(self) -> Iterator[Step]:
        return ((name, step) for name, step in self.steps if not _skipped(step))


def _fit_transform(step: Any, X: Any, y: Any, params: dict[str, Any]) -> Any:
    if hasattr(step, "fit_transform"):
        return step.fit_transform(X, y, **params)
    return step.fit(X, y, **params).transform(X)


def make_pipeline(*steps: Any) -> Pipeline:
    """Return a pipeline whose steps are named by their classes.

    Parameters
    ----------
    *steps
        Transformers and a last estimator.

    Returns
    -------
    Pipeline
        With the class names in lower case; numbered, as `ridge-1`, where one comes twice.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> make_pipeline("passthrough", Ridge())
    Pipeline(steps=[('passthrough', 'passthrough'), ('ridge', Ridge())])
    """
    return Pipeline(named_by_class(steps))
