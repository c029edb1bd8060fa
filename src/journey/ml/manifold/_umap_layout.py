"""UMAP's second half: edges pull, samples drawn at random push, until the layout fits the graph."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from journey.ml.manifold._umap_curve import attraction, repulsion
from journey.ml.manifold._umap_graph import FuzzyGraph
from journey.ml.utils import FloatArray, Rng

Index = NDArray[np.intp]
Law = Callable[[FloatArray, float, float], FloatArray]

_LIMIT = 4.0  # no coordinate of a force is larger
_PARTS = 8  # portions of an epoch
_ROWS = 256  # new samples placed at a time


def epochs_per_sample(weights: FloatArray) -> NDArray[np.float64]:
    """Return after how many epochs each edge has its turn: 1 for the strongest edge.

    Parameters
    ----------
    weights
        Weights of the edges, above 0.

    Returns
    -------
    NDArray
        Epochs from one turn to the next, of the weights' shape.

    Examples
    --------
    >>> epochs_per_sample(np.array([1.0, 0.5, 0.1]))
    array([ 1.,  2., 10.])
    """
    out: NDArray[np.float64] = np.max(weights, initial=0) / weights
    return out


def optimize_layout(
    graph: FuzzyGraph,
    embedding: FloatArray,
    *,
    n_epochs: int,
    a: float,
    b: float,
    random_state: Rng,
    learning_rate: float = 1.0,
    repulsion_strength: float = 1.0,
    negative_sample_rate: int = 5,
) -> FloatArray:
    """Return the embedding, moved to fit the graph by stochastic gradient descent.

    In each epoch the edges whose turn it is pull their ends together, and each of them draws
    `negative_sample_rate` samples that push its start away. Where umap-learn moves a point with
    every single edge, here an epoch's edges are dealt into a few portions at random, and the forces
    of a portion act at once, as arrays. The step falls linearly to zero.

    Parameters
    ----------
    graph
        A symmetric graph.
    embedding
        Where to start, of shape (n_samples, n_components); not changed.
    n_epochs
        How many epochs.
    a, b
        Parameters of the curve.
    random_state
        Generator for the portions and the samples that push.
    learning_rate
        The first step.
    repulsion_strength
        Factor of the pushes.
    negative_sample_rate
        Pushes for each pull.

    Returns
    -------
    FloatArray
        The points, in the embedding's precision.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Algorithm 5.

    Examples
    --------
    >>> rows, cols = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 1])
    >>> path = FuzzyGraph(rows, cols, np.ones(4), 3)
    >>> start = np.array([[0.0], [9.0], [18.0]])
    >>> rng = np.random.RandomState(0)
    >>> end = optimize_layout(path, start, n_epochs=100, a=1.5, b=0.9, random_state=rng)
    >>> end.shape, bool(np.ptp(end) < np.ptp(start))
    ((3, 1), True)
    """
    n, dim = embedding.shape
    # Coordinates stand in rows: each is one contiguous array.
    points = np.array(embedding.T, order="C")
    kept = graph.weights * n_epochs >= graph.weights.max(initial=0)
    heads, tails = graph.rows[kept], graph.cols[kept]
    period = epochs_per_sample(graph.weights[kept])
    due = period.copy()
    for epoch in range(1, n_epochs + 1):
        rate = learning_rate * (1 - (epoch - 1) / n_epochs)
        active = np.flatnonzero(due <= epoch)
        due[active] += period[active]
        part = np.floor(random_state.random(len(active)) * _PARTS)
        others = random_state.random((negative_sample_rate, len(active)))
        strangers = (others * n).astype(np.intp)
        for p in range(_PARTS):
            mine = np.flatnonzero(part == p)
            head, tail = heads[active[mine]], tails[active[mine]]
            pull = _forces(points, head, tail, attraction, a, b)
            far = strangers[:, mine]
            push = repulsion_strength * _forces(points, head, far, repulsion, a, b).sum(axis=1)
            for j in range(dim):
                moves = np.bincount(head, pull[j] + push[j], n) - np.bincount(tail, pull[j], n)
                points[j] += (rate * moves).astype(points.dtype)
    out: FloatArray = np.ascontiguousarray(points.T)
    return out


def _forces(
    points: FloatArray, head: Index, tail: Index, law: Law, a: float, b: float
) -> FloatArray:
    """Return the law's forces on the heads; a coordinate in each row, clipped."""
    starts = points[:, head]
    gaps = (starts if tail.ndim == 1 else starts[:, None]) - points[:, tail]
    squared = np.einsum("i...,i...->...", gaps, gaps)
    out: FloatArray = np.clip(law(squared, a, b) * gaps, -_LIMIT, _LIMIT)
    return out


def place_new(
    indices: Index,
    strengths: FloatArray,
    embedding: FloatArray,
    *,
    n_epochs: int,
    a: float,
    b: float,
    random_state: Rng,
    learning_rate: float,
    repulsion_strength: float,
    negative_sample_rate: int,
) -> FloatArray:
    """Return places of new samples in a layout that stays as it is.

    Each starts at the mean of its neighbours, weighted by their strengths. The samples that push
    are drawn once for all rows, so that a row's place does not depend on the other rows.
    """
    k = strengths.shape[1]
    shares = strengths / strengths.sum(axis=1, keepdims=True)
    means = np.einsum("ij,ijd->id", shares, embedding[indices])
    places: FloatArray = means.astype(embedding.dtype)
    period = strengths.max(axis=1, keepdims=True) / np.maximum(strengths, 1e-300)
    for start in range(0, len(places), _ROWS):
        own = slice(start, start + _ROWS)
        due = period[own].copy()
        here, friends = places[own], embedding[indices[own]]
        rng = clone_of(random_state)
        for epoch in range(1, n_epochs + 1):
            rate = learning_rate * (1 - (epoch - 1) / n_epochs)
            turn = due <= epoch
            due += np.where(turn, period[own], 0)
            drawn = rng.random((k, negative_sample_rate)) * len(embedding)
            strangers = embedding[drawn.astype(np.intp)]
            gaps = here[:, None] - friends
            squared = np.einsum("ijd,ijd->ij", gaps, gaps)[..., None]
            pull = np.clip(attraction(squared, a, b) * gaps, -_LIMIT, _LIMIT)
            away = here[:, None, None] - strangers
            squared = np.einsum("ijrd,ijrd->ijr", away, away)[..., None]
            push = np.clip(repulsion(squared, a, b) * away, -_LIMIT, _LIMIT).sum(axis=2)
            force = np.where(turn[..., None], pull + repulsion_strength * push, 0).sum(axis=1)
            here += (rate * force).astype(here.dtype)
    return places


def clone_of(rng: Rng) -> Rng:
    """Return a generator that draws what this one would draw next."""
    return copy.deepcopy(rng)
