"""A dendrogram as coordinates, to be drawn by anything that draws lines."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.cluster._cut import Array, Index, layout


class Dendrogram(NamedTuple):
    """The lines of a dendrogram: one bracket with four corners for each merge."""

    icoord: Array  # (n - 1, 4): across
    dcoord: Array  # (n - 1, 4): heights
    leaves: Index  # (n,): the samples from left to right


def dendrogram(Z: ArrayLike) -> Dendrogram:
    """Return where a dendrogram's lines and leaves are.

    Leaf number i from the left stands at 10 i + 5, as in SciPy, and merges are in SciPy's order:
    what is below comes first, left before right. Nothing is drawn; sorting, truncating and colours
    are left out.

    Parameters
    ----------
    Z
        Merges as from [linkage][journey.ml.cluster.linkage].

    Returns
    -------
    Dendrogram
        Arrays `icoord`, `dcoord` and `leaves`.

    Raises
    ------
    ValueError
        If the table is malformed.

    Examples
    --------
    >>> tree = dendrogram([[0, 1, 1, 2], [2, 3, 4, 3]])
    >>> tree.leaves.tolist(), tree.icoord[1].tolist(), tree.dcoord[1].tolist()
    ([2, 0, 1], [5.0, 5.0, 20.0, 20.0], [0.0, 4.0, 4.0, 1.0])
    """
    at = layout(Z)
    n = len(at.gap) + 1
    across = 10.0 * at.start + 5.0  # right for leaves; the merges' follow
    for i in range(n - 1):
        across[n + i] = (across[at.left[i]] + across[at.right[i]]) / 2
    height = np.concatenate([np.zeros(n), at.height])
    left, right, top = at.left, at.right, at.height
    icoord = np.column_stack([across[left], across[left], across[right], across[right]])
    dcoord = np.column_stack([height[left], top, top, height[right]])
    end = (at.start + at.size)[n:]
    below_first = np.lexsort((at.size[n:], end))
    return Dendrogram(icoord[below_first], dcoord[below_first], at.leaves)
