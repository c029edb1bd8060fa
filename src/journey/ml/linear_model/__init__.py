"""Linear models with a penalty: ridge, lasso, elastic net, their paths, and early stopping.

Optimisers for any function live in `journey.mathematics.optimize`; classifiers are not here yet.
"""

from journey.ml.linear_model._coordinate_descent import enet_path, lasso_path
from journey.ml.linear_model._early_stopping import (
    EarlyStopping,
    early_stopping,
    gradient_descent_path,
)
from journey.ml.linear_model._lasso import ElasticNet, Lasso
from journey.ml.linear_model._naive import coordinate_descent_naive, soft_threshold
from journey.ml.linear_model._ridge import Ridge, ridge_path

__all__ = [
    "EarlyStopping",
    "ElasticNet",
    "Lasso",
    "Ridge",
    "coordinate_descent_naive",
    "early_stopping",
    "enet_path",
    "gradient_descent_path",
    "lasso_path",
    "ridge_path",
    "soft_threshold",
]
