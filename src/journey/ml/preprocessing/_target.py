"""Target encoding: each category becomes the mean target of its samples, drawn to the overall mean.

The folds that keep a sample's own target out of its code are `journey.ml.model_selection`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.model_selection import KFold, StratifiedKFold
from journey.ml.preprocessing._categories import Codes, Encoder
from journey.ml.utils import (
    Rng,
    check_choice,
    check_integer,
    check_labels,
    check_real,
    check_target,
)

__all__ = ["TargetEncoder", "target_means"]

Array = NDArray[np.float64]
Folds = Iterable[tuple[ArrayLike, ArrayLike]]
_KINDS = ("auto", "continuous", "binary", "multiclass")


class TargetEncoder(Encoder):
    r"""Replace each category by a mean of the target, shrunk towards the mean of all samples.

    `fit_transform` cross-fits: a sample's code comes from folds that it is not in, so that its own
    target does not leak into it. `fit(X, y).transform(X)` does leak; `transform` is for new
    samples. Missing values are a category. `shuffle` and `random_state`, which scikit-learn
    deprecated in version 1.9, are kept. Routing of groups and `set_output` are left out.

    Parameters
    ----------
    categories
        "auto" (default), for those that `fit` sees; or one list for each column.
    target_type
        "continuous", "binary", "multiclass" or "auto" (default), which takes fractions for
        continuous, two different labels for binary, and more for multiclass. Whole numbers that are
        measured, such as prices, need "continuous".
    smooth
        How many samples with the mean target are added to each category; or "auto" (default), the
        number that the variances inside the category and over all samples make best.
    cv
        Number of folds, stratified by class where there are classes; or an object with `split`; or
        a list of pairs of training and test places. Default: 5.
    shuffle
        Whether samples are shuffled before they are cut into folds. Default: yes.
    random_state
        Seed or generator of the shuffle.

    Attributes
    ----------
    categories_ : list of NDArray
        The categories of each column.
    encodings_ : list of NDArray
        Their codes, learnt from all samples; for several classes one array for each column and
        class, the classes of one column together.
    target_mean_ : float or NDArray
        Mean of the target, for several classes the share of each. Unknown categories get it.
    target_type_ : str
        What the target was taken for.
    classes_ : NDArray or None
        The labels, where there are classes.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Micci-Barreca, D. (2001). A preprocessing scheme for high-cardinality categorical attributes in
    classification and prediction problems. SIGKDD Explorations 3(1), 27-32, equations 3 to 7.

    Examples
    --------
    >>> from journey.ml.preprocessing import TargetEncoder
    >>> X, y = [["a"], ["a"], ["b"], ["b"]], [1.5, 2.5, 7.5, 8.5]
    >>> TargetEncoder(smooth=0).fit(X, y).transform([["a"], ["b"], ["new"]]).ravel()
    array([2., 8., 5.])
    """

    _target_needed: ClassVar[bool | None] = True

    def __init__(
        self,
        *,
        categories: str | Sequence[ArrayLike] = "auto",
        target_type: str = "auto",
        smooth: str | float = "auto",
        cv: int | Any = 5,
        shuffle: bool = True,
        random_state: int | Rng | None = None,
    ) -> None:
        self.categories = categories
        self.target_type = target_type
        self.smooth = smooth
        self.cv = cv
        self.shuffle = shuffle
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Learn the codes of the categories from all samples.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets or labels of shape (n_samples,).

        Returns
        -------
        TargetEncoder
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed.
        """
        self._learn(X, y)
        return self

    def fit_transform(self, X: ArrayLike, y: ArrayLike | None = None, **fit_params: Any) -> Array:
        """Learn the codes, and return those of the samples from folds that they are not in.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Targets or labels of shape (n_samples,).
        **fit_params
            There are none.

        Returns
        -------
        NDArray
            Codes of shape (n_samples, n_features), or (n_samples, n_features * n_classes).

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, or the folds do not cover each sample once.
        """
        if fit_params:
            raise TypeError(f"fit_transform: expected X and y only, got {sorted(fit_params)}")
        codes, targets, labels = self._learn(X, y)
        out = np.full((len(labels), len(codes) * targets.shape[1]), np.nan)
        seen = np.zeros(len(labels), dtype=np.intp)
        for train, test in self._folds(X, y, labels):
            inside, outside = np.asarray(train), np.asarray(test)
            seen[outside] += 1
            means = targets[inside].mean(axis=0)
            learnt = self._encodings([code[inside] for code in codes], targets[inside], means)
            out[outside] = _look_up([code[outside] for code in codes], learnt, means)
        if (seen != 1).any():
            raise ValueError(
                "cv: Validation indices from `cv` must cover each sample index exactly once with "
                "no overlap"
            )
        return out

    def transform(self, X: ArrayLike) -> Array:
        """Return the codes of new samples, learnt from all samples of `fit`.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        NDArray
            Codes of shape (n_samples, n_features), or (n_samples, n_features * n_classes).
        """
        codes = self._codes(self._columns(X, reset=False), unknown_is_error=False)
        return _look_up(codes, self.encodings_, np.atleast_1d(self.target_mean_))

    def _learn(self, X: ArrayLike, y: ArrayLike | None) -> tuple[list[Codes], Array, NDArray[Any]]:
        """Set what is learnt; return codes, targets of two axes, and labels or targets."""
        check_choice("target_type", self.target_type, _KINDS)
        if self.smooth != "auto":
            if isinstance(self.smooth, str):
                raise ValueError(f"smooth: expected 'auto' or a number, got {self.smooth!r}")
            check_real("smooth", self.smooth, 0)
        columns = self._columns(X, reset=True)
        n = len(columns[0])
        kind = _kind_of(y, n) if self.target_type == "auto" else self.target_type
        labels: NDArray[Any]
        if kind == "continuous":
            self.classes_ = None
            labels = check_target(y, n)
            targets = labels[:, None]
        else:
            self.classes_, labels = check_labels(y, n)
            wanted = np.arange(len(self.classes_)) if kind == "multiclass" else np.array([1])
            if kind == "binary" and len(self.classes_) > 2:
                raise ValueError(f"y: expected two classes, got {len(self.classes_)}")
            targets = (labels[:, None] == wanted) * 1.0
        codes = self._learn_categories(columns, unknown_is_error=False)
        means = targets.mean(axis=0)
        self.target_type_ = kind
        self.target_mean_: float | Array = means if kind == "multiclass" else float(means[0])
        self.encodings_ = self._encodings(codes, targets, means)
        return codes, targets, labels

    def _encodings(self, codes: list[Codes], targets: Array, means: Array) -> list[Array]:
        return [
            target_means(code, target, len(known), self.smooth, float(mean))
            for code, known in zip(codes, self.categories_, strict=True)
            for target, mean in zip(targets.T, means, strict=True)
        ]

    def _folds(self, X: ArrayLike, y: ArrayLike | None, labels: NDArray[Any]) -> Folds:
        if hasattr(self.cv, "split"):
            found: Folds = self.cv.split(X, y)
            return found
        if not isinstance(self.cv, int | np.integer):
            given: Folds = self.cv
            return given
        k = check_integer("cv", self.cv, 2)
        if k > len(labels):
            raise ValueError(f"cv: expected at most {len(labels)} folds, one a sample, got {k}")
        kind = KFold if self.classes_ is None else StratifiedKFold
        seed = self.random_state if self.shuffle else None
        folds: Folds = kind(k, shuffle=self.shuffle, random_state=seed).split(labels, labels)
        return folds

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return the names of the columns: the features', with the class where there are several.

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
        names = self._names_in(input_features)
        if self.target_type_ != "multiclass" or self.classes_ is None:
            return names
        return np.array(
            [f"{name}_{label}" for name in names for label in self.classes_], dtype=object
        )


def target_means(
    codes: Codes, target: Array, n_categories: int, smooth: str | float, mean: float
) -> Array:
    r"""Return the code of each category of a column.

    With $n$ samples of the category, $\bar y$ their mean target, $\sigma^2$ its variance and
    $\tau^2$ the variance over all samples: $w \bar y + (1 - w) \mu$ with $w = n / (n + m)$, where
    $m$ is ``smooth``, or $\sigma^2 / \tau^2$ for "auto".

    Parameters
    ----------
    codes
        Place of each sample's category, of shape (n_samples,); -1 is left out.
    target
        Targets of shape (n_samples,).
    n_categories
        How many categories there are.
    smooth
        A number, or "auto".
    mean
        The mean $\mu$, which a category without samples gets.

    Returns
    -------
    NDArray
        Codes of shape (n_categories,).

    Examples
    --------
    >>> target_means(np.array([0, 0, 1]), np.array([1.0, 3.0, 8.0]), 2, 1.0, 4.0)
    array([2.666..., 6.        ])
    """
    known = codes >= 0
    inside, values = (codes, target) if known.all() else (codes[known], target[known])
    counts = np.bincount(inside, minlength=n_categories)
    sums = np.bincount(inside, weights=values, minlength=n_categories)
    with np.errstate(invalid="ignore", divide="ignore"):
        if smooth != "auto":
            shrunk = (sums + float(smooth) * mean) / (counts + float(smooth))
            shrunk[counts == 0] = mean  # the product with a tiny `smooth` is rounded to anything
        else:
            means = sums / counts
            off = values - means[inside]
            within = np.bincount(inside, weights=off * off, minlength=n_categories) / counts
            pull = target.var() * counts
            weight = pull / (pull + within)
            shrunk = weight * means + (1 - weight) * mean
    return np.where(np.isnan(shrunk), mean, shrunk)


def _look_up(codes: list[Codes], encodings: list[Array], means: Array) -> Array:
    several = len(means)
    columns = [
        np.where(codes[j // several] < 0, means[j % several], encoding[codes[j // several]])
        for j, encoding in enumerate(encodings)
    ]
    return np.column_stack(columns)


def _kind_of(y: ArrayLike | None, n: int) -> str:
    array = np.asarray(y)
    if y is None or (array.dtype.kind == "f" and (array != np.floor(array)).any()):
        check_target(y, n)  # says what is wrong where there is none, or NaN
        return "continuous"
    classes, _ = check_labels(y, n)
    return "binary" if len(classes) <= 2 else "multiclass"
