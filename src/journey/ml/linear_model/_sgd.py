"""Linear classifiers learnt one sample at a time. The steps themselves are in `_sgd_steps`."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.linear_model._base import Array
from journey.ml.linear_model._classifier import (
    ClassWeight,
    Labelled,
    LinearClassifier,
    class_weights,
)
from journey.ml.linear_model._logistic_loss import sigmoid
from journey.ml.linear_model._sgd_steps import LOSSES, Rule, Weights, descend
from journey.ml.utils import (
    check_choice,
    check_integer,
    check_labels,
    check_random_state,
    check_real,
    check_sample_weight,
    validate_data,
)
from journey.ml.utils._errors import convergence_warning
from journey.ml.utils._validation import Rng

__all__ = ["SGDClassifier"]

_SCHEDULES = ("optimal", "constant", "invscaling")


class SGDClassifier(LinearClassifier):
    r"""Linear classifier fitted by stochastic gradient descent: one step a sample.

    Minimises $\frac1n \sum_i s_i \ell(y_i (w^\top x_i + b))$ plus a penalty; several classes are
    learnt as one against the rest each. Features should have about the same scale.

    scikit-learn's further losses, `learning_rate="adaptive"`, `early_stopping`, `warm_start`,
    `verbose` and `n_jobs` have no counterpart, and sparse input is not taken. All classes see the
    samples in the same order, so that shuffled runs differ from scikit-learn's by their draws.

    Parameters
    ----------
    loss
        "hinge" (a linear support vector machine), "log_loss" (logistic regression) or
        "modified_huber" (smooth, and linear for outliers). Default: "hinge".
    penalty
        "l2", "l1", "elasticnet" or `None`. Default: "l2".
    alpha
        Strength of the penalty, at least 0; the rate "optimal" needs it above 0. Default: 1e-4.
    l1_ratio
        Share of the l1 penalty in "elasticnet", from 0 to 1. Default: 0.15.
    fit_intercept
        Whether to learn the intercept. Default: yes.
    max_iter
        The most passes over the data in `fit`. Default: 1000.
    tol
        `fit` ends when the mean objective has not fallen by this much for `n_iter_no_change` passes
        in a row; `None` for never. Default: 1e-3.
    shuffle
        Whether each pass has an order of its own. Default: yes.
    random_state
        Seed or generator of the shuffling. Default: fresh entropy.
    learning_rate
        "optimal" is $1 / (\alpha (t_0 + t))$ with $t_0$ such that the first steps are neither tiny
        nor wild; "constant" is `eta0`; "invscaling" is `eta0` over t to the power of `power_t`.
        Default: "optimal".
    eta0
        Learning rate of the first step, above 0. Default: 0.01.
    power_t
        Exponent of "invscaling". Default: 0.5.
    n_iter_no_change
        Passes without progress that end the fit. Default: 5.
    class_weight
        As in [LogisticRegression][journey.ml.linear_model.LogisticRegression]; "balanced" only with
        `fit`.
    average
        Whether `coef_` is the average over the steps rather than the last weights; a number of
        steps says from which one on. Default: no.

    Attributes
    ----------
    classes_ : NDArray
        The labels, sorted.
    coef_ : NDArray
        Weights of shape (1, n_features) for two classes, else (n_classes, n_features).
    intercept_ : NDArray
        Intercepts of shape (1,) or (n_classes,).
    n_iter_ : int
        Passes until all classes had stopped.
    t_ : float
        Number of steps made, plus one.
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Bottou, L. (2012). Stochastic gradient descent tricks. In: Neural networks: tricks of the trade,
    2nd edition, Springer, section 5.
    Tsuruoka, Y., Tsujii, J., Ananiadou, S. (2009). Stochastic gradient descent training for
    L1-regularized log-linear models with cumulative penalty. ACL-IJCNLP 2009, section 3.

    Examples
    --------
    >>> from journey.ml.linear_model import SGDClassifier
    >>> X, y = [[-2.0], [-1.0], [1.0], [2.0]], ["left", "left", "right", "right"]
    >>> SGDClassifier(random_state=0).fit(X, y).predict([[-3.0], [3.0]]).tolist()
    ['left', 'right']
    """

    n_iter_: int
    t_: float

    def __init__(
        self,
        loss: str = "hinge",
        *,
        penalty: str | None = "l2",
        alpha: float = 1e-4,
        l1_ratio: float = 0.15,
        fit_intercept: bool = True,
        max_iter: int = 1000,
        tol: float | None = 1e-3,
        shuffle: bool = True,
        random_state: int | Rng | None = None,
        learning_rate: str = "optimal",
        eta0: float = 0.01,
        power_t: float = 0.5,
        n_iter_no_change: int = 5,
        class_weight: ClassWeight = None,
        average: bool | int = False,
    ) -> None:
        self.loss = loss
        self.penalty = penalty
        self.alpha = alpha
        self.l1_ratio = l1_ratio
        self.fit_intercept = fit_intercept
        self.max_iter = max_iter
        self.tol = tol
        self.shuffle = shuffle
        self.random_state = random_state
        self.learning_rate = learning_rate
        self.eta0 = eta0
        self.power_t = power_t
        self.n_iter_no_change = n_iter_no_change
        self.class_weight = class_weight
        self.average = average

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Start from zero and pass over the samples until the objective stops falling.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        sample_weight
            Weights of shape (n_samples,), which multiply the losses; default: all one.

        Returns
        -------
        SGDClassifier
            This estimator, fitted.

        Raises
        ------
        ValueError
            If a parameter or the data is malformed, there is only one class, or the weights grow
            without bound.

        Warns
        -----
        ConvergenceWarning
            If `max_iter` passes were not enough.
        """
        rule = self._rule()
        epochs = check_integer("max_iter", self.max_iter, 1)
        data, classes = self._check(X, y, sample_weight)
        each = class_weights(self.class_weight, classes, data.codes, data.weight)
        self.classes_ = classes
        vectors = 1 if len(classes) == 2 else len(classes)
        self._state = Weights(np.zeros((vectors, data.X.shape[1])), np.zeros(vectors))
        needed = self._run(data, each, rule, epochs)
        if rule.tol is not None and (needed >= epochs).any():
            warnings.warn(
                f"SGDClassifier: after max_iter={epochs} passes the objective still falls, or has "
                f"not yet rested for n_iter_no_change={rule.patience} of them",
                convergence_warning(),
                stacklevel=2,
            )
        return self

    def partial_fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        classes: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Go on from where the weights are, with one pass over these samples.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).
        y
            Labels of shape (n_samples,).
        classes
            All labels that will ever come. Needed in the first call, when y may lack some.
        sample_weight
            Weights of shape (n_samples,); default: all one.

        Returns
        -------
        SGDClassifier
            This estimator.

        Raises
        ------
        ValueError
            If the first call has no ``classes``, a later one has others, or a label is not among
            them.
        """
        rule = self._rule()
        if self.class_weight == "balanced":
            raise ValueError(
                "class_weight: 'balanced' needs all samples at once, which partial_fit has not; "
                "expected None or a dict"
            )
        first = not hasattr(self, "_state")
        if first and classes is None:
            raise ValueError("classes: must be passed on the first call to partial_fit, got None")
        table = validate_data(self, X, reset=first)
        known = self.classes_ if classes is None else np.unique(np.asarray(classes))
        if not first and not np.array_equal(known, self.classes_):
            raise ValueError(
                f"classes: expected {self.classes_.tolist()} as in the first call, "
                f"got {known.tolist()}"
            )
        if len(known) < 2:
            raise ValueError(f"classes: expected at least 2 classes, got {known.tolist()}")
        found, codes = check_labels(y, len(table))
        missing = [label for label in found.tolist() if label not in known.tolist()]
        if missing:
            raise ValueError(f"y: expected labels among classes {known.tolist()}, got {missing}")
        places = np.searchsorted(known, found).astype(np.intp)
        weight = check_sample_weight(sample_weight, len(table))
        single = table.dtype == np.float32
        data = Labelled(table.astype(np.float64, copy=False), places[codes], weight, single)
        each = class_weights(self.class_weight, known, data.codes, weight)
        if first:
            self.classes_ = known
            vectors = 1 if len(known) == 2 else len(known)
            self._state = Weights(np.zeros((vectors, table.shape[1])), np.zeros(vectors))
        self._run(data, each, rule, 1)
        return self

    def _run(self, data: Labelled, each: Array, rule: Rule, epochs: int) -> NDArray[np.intp]:
        k = len(self.classes_)
        own = data.codes[:, None] == (np.array([1]) if k == 2 else np.arange(k))
        # The weight of a class goes with its own samples; against the rest these weigh one.
        scale = np.where(own, each[1:] if k == 2 else each, each[0] if k == 2 else 1.0)
        signs = np.where(own, 1.0, -1.0)
        rng = check_random_state(self.random_state) if self.shuffle else None
        state = self._state
        needed = descend(data.X, signs, scale * data.weight[:, None], state, rule, epochs, rng)
        self.n_iter_, self.t_ = int(needed.max()), float(state.t)
        averaged = 0 < rule.average_from < state.t
        kept = np.float32 if data.single else np.float64
        self.coef_ = (state.average if averaged else state.W).astype(kept)
        self.intercept_ = (state.average_b if averaged else state.b).astype(kept)
        return needed

    def _rule(self) -> Rule:
        penalty = self.penalty
        if penalty is not None:
            check_choice("penalty", penalty, ("l2", "l1", "elasticnet"))
        alpha = check_real("alpha", self.alpha, 0)
        schedule = check_choice("learning_rate", self.learning_rate, _SCHEDULES)
        if schedule == "optimal" and alpha == 0:
            raise ValueError("alpha: expected a number above 0 for learning_rate='optimal', got 0")
        eta0 = check_real("eta0", self.eta0, 0)
        if eta0 == 0:
            raise ValueError("eta0: expected a number above 0, got 0")
        ratio = check_real("l1_ratio", self.l1_ratio, 0)
        if ratio > 1:
            raise ValueError(f"l1_ratio: expected a number from 0 to 1, got {self.l1_ratio}")
        l1 = {"l2": 0.0, "l1": 1.0, "elasticnet": ratio}.get(penalty or "l2", 0.0)
        strength = 0.0 if penalty is None else alpha
        return Rule(
            loss=check_choice("loss", self.loss, tuple(LOSSES)),
            alpha=alpha,
            l2=strength * (1.0 - l1),
            l1=strength * l1,
            schedule=schedule,
            eta0=eta0,
            power_t=check_real("power_t", self.power_t, 0),
            fit_intercept=bool(self.fit_intercept),
            average_from=check_integer("average", int(self.average), 0),
            tol=None if self.tol is None else check_real("tol", self.tol, 0),
            patience=check_integer("n_iter_no_change", self.n_iter_no_change, 1),
        )

    @property
    def predict_proba(self) -> Callable[[ArrayLike], Any]:
        r"""Return the probabilities of the classes, of shape (n_samples, n_classes).

        With "log_loss" by the logistic function, with "modified_huber" by the score moved from
        [-1, 1] to [0, 1] (Zhang 2004); several classes are divided by their sum. With "hinge",
        whose scores are no probabilities, there is no such method.

        Returns
        -------
        Callable
            The function of X, as other classifiers have it.
        """
        if self.loss == "hinge":
            raise AttributeError("predict_proba is not available when loss='hinge'")
        return self._probabilities

    def _probabilities(self, X: ArrayLike) -> Array:
        scores = self.decision_function(X)
        if self.loss == "log_loss":
            shares = sigmoid(scores)
        else:
            shares = (np.clip(scores, -1.0, 1.0) + 1.0) / 2.0
        if shares.ndim == 1:
            return np.column_stack([1.0 - shares, shares])
        total = shares.sum(axis=1, keepdims=True)
        # Where every class says no, they are equally likely.
        equal = np.full_like(shares, 1.0 / shares.shape[1])
        return np.asarray(np.divide(shares, total, out=equal, where=total > 0))
