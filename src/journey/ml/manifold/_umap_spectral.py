"""Where UMAP's layout starts: eigenvectors of the graph's Laplacian, component by component."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.ml.manifold._umap_graph import FuzzyGraph
from journey.ml.utils import Rng, check_integer, check_random_state

Array = NDArray[np.float64]
Index = NDArray[np.intp]

_DENSE = 600  # up to here all eigenvectors are computed at once
_MOST = 600  # vectors of a Krylov space
_RESTARTS = 5


def connected_components(graph: FuzzyGraph) -> tuple[int, Index]:
    """Return the number of connected components and each sample's own.

    Parameters
    ----------
    graph
        A symmetric graph.

    Returns
    -------
    n_components : int
        How many there are.
    labels : Index
        Numbers of shape (n_samples,), in the order of the components' first samples.

    Examples
    --------
    >>> pair = np.array([0, 2])
    >>> connected_components(FuzzyGraph(pair, pair[::-1], np.ones(2), 3))
    (2, array([0, 1, 0]))
    """
    # Everyone takes the least name among its neighbours', then its name's name.
    names: Index = np.arange(graph.n_samples, dtype=np.intp)
    while True:
        least = names.copy()
        np.minimum.at(least, names[graph.rows], names[graph.cols])
        np.minimum.at(least, graph.rows, names[graph.cols])
        least = least[least]
        if (least == names).all():
            break
        names = least
    firsts, labels = np.unique(names, return_inverse=True)
    return len(firsts), labels.astype(np.intp)


def spectral_layout(
    graph: FuzzyGraph, n_components: int, *, random_state: int | Rng | None = 0, tol: float = 1e-6
) -> Array:
    r"""Return the layout that the normalised Laplacian's eigenvectors give.

    Of $I - D^{-1/2} W D^{-1/2}$ the eigenvectors of the smallest eigenvalues are taken, the first,
    which only shows the degrees, left out. A graph in several pieces says nothing of the distance
    between them: each piece is laid out on its own, and they are set side by side on a grid, wider
    where a piece has more samples.

    Parameters
    ----------
    graph
        A symmetric graph.
    n_components
        Coordinates of each sample.
    random_state
        Seed or generator for the search of eigenvectors, and for pieces too small to have them.
    tol
        The search ends when all residuals are below it, or after six rounds: on long thin graphs,
        whose eigenvalues lie close together, what is returned is then less exact.

    Returns
    -------
    Array
        Points of shape (n_samples, n_components); of a connected graph, orthonormal columns.

    References
    ----------
    Belkin, M. and Niyogi, P. (2003). Laplacian eigenmaps for dimensionality reduction and data
    representation. Neural Computation 15(6), 1373-1396.

    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Algorithm 4.

    Examples
    --------
    >>> rows, cols = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1])
    >>> path = FuzzyGraph(rows, cols, np.ones(4), 3)
    >>> spectral_layout(path, 1).round(3).ravel().tolist()
    [0.707, 0.0, -0.707]
    """
    dim = check_integer("n_components", n_components, 1)
    rng = check_random_state(random_state)
    n_pieces, labels = connected_components(graph)
    if n_pieces == 1 and graph.n_samples > dim + 1:
        return _eigenvectors(graph, dim, rng, tol)
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=n_pieces)
    stops = np.cumsum(sizes)
    place = np.empty(graph.n_samples, dtype=np.intp)
    place[order] = np.arange(graph.n_samples) - np.repeat(stops - sizes, sizes)
    edge_order = np.argsort(labels[graph.rows], kind="stable")
    edge_stops = np.cumsum(np.bincount(labels[graph.rows], minlength=n_pieces))
    # Cells of a grid, the largest pieces first.
    side = int(np.ceil(n_pieces ** (1 / dim) - 1e-9))
    cells = np.stack(np.unravel_index(np.arange(n_pieces), (side,) * dim), axis=1)
    cell = np.empty((n_pieces, dim))
    cell[np.argsort(-sizes, kind="stable")] = 3.0 * cells
    out = np.empty((graph.n_samples, dim))
    for piece in range(n_pieces):
        members = order[stops[piece] - sizes[piece] : stops[piece]]
        first = edge_stops[piece - 1] if piece else 0
        edges = edge_order[first : edge_stops[piece]]
        own = FuzzyGraph(
            place[graph.rows[edges]], place[graph.cols[edges]], graph.weights[edges], len(members)
        )
        if len(members) > dim + 1:
            points = _eigenvectors(own, dim, rng, tol)
        else:
            points = 2 * rng.random((len(members), dim)) - 1
        points = points / max(float(np.abs(points).max()), 1e-300)
        out[members] = cell[piece] + points * (sizes[piece] / sizes.max()) ** (1 / dim)
    return out


def _eigenvectors(graph: FuzzyGraph, dim: int, rng: Rng, tol: float) -> Array:
    """Return the ``dim`` leading eigenvectors of a connected graph behind the trivial one."""
    n = graph.n_samples
    roots = np.sqrt(np.bincount(graph.rows, graph.weights, n))
    weights = graph.weights / (roots[graph.rows] * roots[graph.cols])
    trivial = (roots / np.linalg.norm(roots))[:, None]
    if n <= _DENSE:
        table = np.zeros((n, n))
        table[graph.rows, graph.cols] = weights
        # The trivial vector is moved from eigenvalue 1 to -2, out of the way.
        vectors = np.linalg.eigh(table - 3 * trivial * trivial.T)[1][:, ::-1][:, :dim]
    else:
        vectors = _krylov(graph, weights, trivial, dim, rng, tol)
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(dim)]
    out: Array = vectors * np.where(largest < 0, -1.0, 1.0)
    return out


def _krylov(
    graph: FuzzyGraph, weights: Array, trivial: Array, dim: int, rng: Rng, tol: float
) -> Array:
    """Block Lanczos: a block, since a symmetric graph has eigenvalues that stand for several."""
    n, width = graph.n_samples, dim + 1
    basis = np.empty((n, 1 + _MOST + width), order="F")  # the trivial vector, then the space
    images = np.empty_like(basis)
    basis[:, :1] = trivial
    block = _new_directions(trivial, 2 * rng.random((n, width)) - 1)
    size, restarts = 1, _RESTARTS
    while True:
        own = slice(size, size + width)
        size += width
        basis[:, own] = block
        for j in range(width):
            column = block[:, j]
            images[:, own.start + j] = np.bincount(graph.rows, weights * column[graph.cols], n)
        full = size + width > _MOST
        if full or size // width % 15 == 0:
            space, moved = basis[:, 1:size], images[:, 1:size]
            small = space.T @ moved
            values, mix = np.linalg.eigh((small + small.T) / 2)
            values, mix = values[::-1][:dim], mix[:, ::-1][:, :dim]
            vectors: Array = space @ mix
            gaps = np.linalg.norm(moved @ mix - vectors * values, axis=0)
            if gaps.max() <= tol or (full and not restarts):
                return vectors
            if full:
                # Start again from the best so far and one new direction.
                fresh = np.hstack([vectors, images[:, own][:, :1]])
                block, size, restarts = _new_directions(trivial, fresh), 1, restarts - 1
                continue
        block = _new_directions(basis[:, :size], images[:, own])


def _new_directions(basis: Array, block: Array) -> Array:
    """Return an orthonormal block, orthogonal to the basis; projected twice, as rounding asks."""
    for _ in range(2):
        block = block - basis @ (basis.T @ block)
        block = np.linalg.qr(block)[0]
    return block
