"""How much of the information is missing because nobody saw the components: EM's speed limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import check_array, check_is_fitted

if TYPE_CHECKING:
    from journey.ml.mixture._gaussian_mixture import GaussianMixture

Floats = NDArray[np.float64]


def missing_information(mixture: GaussianMixture, X: ArrayLike) -> Floats:
    r"""Return $I_c^{-1} I_m$, by which one round of EM multiplies a small error.

    $I_c$ is the information that the samples would hold were their components known, and $I_m$ what
    is lost with them: the covariance of the complete score, given the data (Louis 1982). Near a
    maximum EM's error shrinks by the largest eigenvalue in each round, so nearly complete
    information makes it fast and overlapping components slow (Dempster, Laird, Rubin 1977).

    Parameters
    ----------
    mixture
        A fitted mixture, at a maximum of the likelihood of `X` (`reg_covar=0`, `tol` small), with
        one feature or `covariance_type="diag"`.
    X
        The samples it was fitted to, shape (n, d).

    Returns
    -------
    ndarray of shape (p, p)
        For the weights but the last, then the means and the variances component by component:
        p = k - 1 + 2 k d.

    Raises
    ------
    ValueError
        If the covariances are of another type, or `X` has another number of features.

    References
    ----------
    Louis, T. A. (1982). Journal of the Royal Statistical Society B 44(2), 226-233. Section 3.

    Dempster, A. P., Laird, N. M., Rubin, D. B. (1977). Journal of the Royal Statistical Society B
    39(1), 1-38. Section 3.

    Examples
    --------
    >>> from journey.ml.mixture import GaussianMixture, missing_information
    >>> X = [[-9.0], [-8.0], [-7.5], [7.0], [8.0], [8.6]]  # nothing is missing here
    >>> model = GaussianMixture(2, reg_covar=0, tol=1e-12, random_state=0).fit(X)
    >>> bool(abs(missing_information(model, X)).max() < 1e-12)
    True
    """
    check_is_fitted(mixture, "weights_")
    table = check_array(X).astype(np.float64)
    k, d = mixture.means_.shape
    if table.shape[1] != d:
        raise ValueError(f"X: expected {d} features, got {table.shape[1]}")
    kind = mixture.covariance_type
    if not (kind == "diag" or (d == 1 and kind != "tied")):
        raise ValueError(
            "mixture: expected covariance_type='diag', or one feature and no tied covariance, got "
            f"{kind!r} with {d} features"
        )
    variances = mixture.covariances_.reshape(k, d)
    resp = mixture.predict_proba(table)
    counts = resp.sum(axis=0)
    size = k - 1 + 2 * k * d
    # The complete score of sample i, were it known to be of component j.
    scores = np.zeros((k, len(table), size))
    complete = np.zeros((size, size))
    weights = mixture.weights_
    for j in range(k):
        if j < k - 1:
            scores[j, :, j] = 1 / weights[j]
            complete[j, j] += counts[j] / weights[j] ** 2
        else:
            scores[j, :, : k - 1] = -1 / weights[j]
            complete[: k - 1, : k - 1] += counts[j] / weights[j] ** 2
        gaps = table - mixture.means_[j]
        at = k - 1 + 2 * d * j
        scores[j, :, at : at + d] = gaps / variances[j]
        scores[j, :, at + d : at + 2 * d] = (gaps**2 / variances[j] - 1) / (2 * variances[j])
        own = np.arange(at, at + 2 * d)
        complete[own, own] = counts[j] / np.r_[variances[j], 2 * variances[j] ** 2]
    mean = np.einsum("ij,jip->ip", resp, scores)
    missing = np.einsum("ij,jip,jiq->pq", resp, scores, scores, optimize=True) - mean.T @ mean
    answer: Floats = np.linalg.solve(complete, missing)
    return answer
