"""Support vector machines: classification and regression by sequential minimal optimisation.

The solver of the dual is in `_smo`, kernels in `_kernels`. Choosing parameters is not here.
"""

from journey.ml.svm._kernels import kernel_matrix
from journey.ml.svm._linear_svc import LinearSVC
from journey.ml.svm._naive import smo_naive
from journey.ml.svm._svc import SVC
from journey.ml.svm._svr import SVR

__all__ = ["SVC", "SVR", "LinearSVC", "kernel_matrix", "smo_naive"]
