"""Where k-means starts: k-means++ and samples at random."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.cluster._points import Points, affine, points_of
from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_integer,
    check_random_state,
    check_sample_weight,
)


def kmeans_plusplus(
    X: ArrayLike,
    n_clusters: int,
    *,
    sample_weight: ArrayLike | None = None,
    random_state: int | Rng | None = None,
    n_local_trials: int | None = None,
) -> tuple[FloatArray, NDArray[np.intp]]:
    r"""Choose samples as starting centres, far ones with higher probability.

    The first is drawn by weight alone. Each next one is drawn with probability proportional to
    $w_i D(x_i)^2$, the squared distance to the nearest centre so far. Of several draws the one that
    lowers the sum of all $w_i D(x_i)^2$ most is kept ("greedy" k-means++), as in scikit-learn; the
    same seed chooses the same samples there. With one draw it is the algorithm of the paper, whose
    expected inertia is at most $8(\ln k + 2)$ times the optimum. Left out: `x_squared_norms`,
    sparse input.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    n_clusters
        How many centres to choose.
    sample_weight
        Weights of shape (n_samples,); default: all one.
    random_state
        Seed or generator.
    n_local_trials
        Draws a centre; default: $2 + \lfloor \ln k \rfloor$.

    Returns
    -------
    centers : FloatArray
        The chosen samples, of shape (n_clusters, n_features).
    indices : NDArray
        Their rows in ``X``.

    Raises
    ------
    ValueError
        If there are fewer samples than centres, or an argument is malformed.

    References
    ----------
    Arthur, D. and Vassilvitskii, S. (2007). k-means++: the advantages of careful seeding. SODA.
    Section 2 for the algorithm, theorem 3.1 for the bound, the conclusion for the greedy variant.

    Examples
    --------
    >>> X = [[0.0], [1.0], [10.0], [11.0]]
    >>> centers, indices = kmeans_plusplus(X, 2, random_state=0)
    >>> sorted(int(i) // 2 for i in indices)  # one of each pair
    [0, 1]
    """
    table = check_array(X)
    k = check_integer("n_clusters", n_clusters, 1)
    check_enough(len(table), k)
    trials = None if n_local_trials is None else check_integer("n_local_trials", n_local_trials, 1)
    weight = check_sample_weight(sample_weight, len(table))
    rng = check_random_state(random_state)
    indices = plusplus_indices(points_of(table, weight), k, rng, trials)
    return table[indices], indices


def check_enough(n_samples: int, n_clusters: int) -> None:
    """Raise where there are fewer samples than clusters."""
    if n_samples < n_clusters:
        raise ValueError(f"n_samples={n_samples} should be >= n_clusters={n_clusters}.")


def plusplus_indices(
    points: Points, k: int, rng: Rng, trials: int | None = None
) -> NDArray[np.intp]:
    """Return the columns that k-means++ chooses."""
    rows, weight = points.rows, points.weight
    n_samples = rows.shape[1]
    trials = trials or 2 + int(np.log(k))
    norms = np.einsum("ij,ij->j", rows[:-1], rows[:-1])

    def distances_to(picks: NDArray[np.intp]) -> FloatArray:
        """Squared distances, (n_picks, n_samples)."""
        found: FloatArray = affine(rows[:-1, picks].T) @ rows
        found += norms
        np.maximum(found, 0, out=found)
        found[np.arange(len(picks)), picks] = 0  # not a rounding error away from itself
        return found

    chosen = np.empty(k, dtype=np.intp)
    chosen[0] = rng.choice(n_samples, p=weight / weight.sum())
    closest = distances_to(chosen[:1])[0]
    potential = closest @ weight
    for c in range(1, k):
        # Drawing with probability w D^2: where does a uniform number fall in the running sum?
        running = np.cumsum(weight * closest, dtype=np.float64)
        picks = np.searchsorted(running, rng.uniform(size=trials) * potential)
        picks = np.minimum(picks, n_samples - 1)
        after = np.minimum(distances_to(picks), closest)  # (trials, n_samples)
        potentials = after @ weight
        best = potentials.argmin()
        chosen[c], closest, potential = picks[best], after[best], potentials[best]
    return chosen


def random_indices(weight: NDArray[np.float64], k: int, rng: Rng) -> NDArray[np.intp]:
    """Return ``k`` different samples, drawn by weight."""
    picks = rng.choice(len(weight), size=k, replace=False, p=weight / weight.sum())
    return np.asarray(picks, dtype=np.intp)
