"""Linear models: least squares, ridge, lasso, elastic net, and linear classifiers.

Optimisers for any function live in `journey.mathematics.optimize`, kernels and support vector
machines with them not here.
"""

from journey.ml.linear_model._coordinate_descent import enet_path, lasso_path
from journey.ml.linear_model._early_stopping import (
    EarlyStopping,
    early_stopping,
    gradient_descent_path,
)
from journey.ml.linear_model._lasso import ElasticNet, Lasso
from journey.ml.linear_model._least_squares import LinearRegression, least_squares_naive
from journey.ml.linear_model._logistic import LogisticRegression
from journey.ml.linear_model._naive import coordinate_descent_naive, soft_threshold
from journey.ml.linear_model._naive_classifiers import logistic_newton_naive, sgd_naive
from journey.ml.linear_model._ridge import Ridge, ridge_path
from journey.ml.linear_model._sgd import SGDClassifier

__all__ = [
    "EarlyStopping",
    "ElasticNet",
    "Lasso",
    "LinearRegression",
    "LogisticRegression",
    "Ridge",
    "SGDClassifier",
    "coordinate_descent_naive",
    "early_stopping",
    "enet_path",
    "gradient_descent_path",
    "lasso_path",
    "least_squares_naive",
    "logistic_newton_naive",
    "ridge_path",
    "sgd_naive",
    "soft_threshold",
]
