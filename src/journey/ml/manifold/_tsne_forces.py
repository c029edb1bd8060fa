r"""What pushes points apart in t-SNE: all pairs in blocks, a grid with transforms, or a tree.

Each of the three returns $\sum_j w_{ij}^2 (y_i - y_j)$ for every point and $Z = \sum_{i \ne j}
w_{ij}$, with the kernel $w_{ij} = 1 / (1 + |y_i - y_j|^2)$.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import FloatArray

Index = NDArray[np.intp]
Forces = tuple[FloatArray, float]

_BLOCK = 256  # rows of a block: it stays in the cache
_STEP = 0.36  # from one node of the grid to the next
# Lengths whose transforms are quick. No high power of 2: columns of such a grid share few cache
# lines.
_SIZES = sorted(2**a * 3**b * 5**c for a in range(1, 4) for b in range(5) for c in range(4))


def repulsion_exact(Y: FloatArray) -> Forces:
    """Return the forces of all pairs, each pair looked at once.

    A block's 1 + |y - y'|^2 is one matrix product, of points with three columns more. In float32
    near pairs far from the origin lose digits; centre the points.

    Parameters
    ----------
    Y
        Points of shape (n_samples, n_components).

    Returns
    -------
    forces : NDArray
        Of the same shape.
    total : float
        The sum of the kernel over all pairs, each counted from both ends.

    Examples
    --------
    >>> forces, total = repulsion_exact(np.array([[0.0], [1.0]]))
    >>> forces.tolist(), total
    ([[-0.25], [0.25]], 1.0)
    """
    n, d = Y.shape
    one = np.ones((n, 1), dtype=Y.dtype)
    square = np.einsum("ij,ij->i", Y, Y)[:, None]
    left = np.hstack([-2 * Y, 1 + square, one])
    right = np.ascontiguousarray(np.hstack([Y, one, square]).T)
    carried = np.hstack([Y, one])
    sums, total = np.zeros((n, d + 1), dtype=Y.dtype), 0.0
    for first in range(0, n, _BLOCK):
        last = min(n, first + _BLOCK)
        kernel = left[first:last] @ right[:, first:]
        np.maximum(kernel, 1, out=kernel)  # rounding could go below
        np.reciprocal(kernel, out=kernel)
        own, later = kernel[:, : last - first], kernel[:, last - first :]
        # Row by row in the points' own type, which is quicker, then in float64.
        total += float(own.sum(axis=1).sum(dtype=np.float64))
        total += 2 * float(later.sum(axis=1).sum(dtype=np.float64))
        total -= float(np.trace(own, dtype=np.float64))
        np.square(kernel, out=kernel)
        sums[first:last] += kernel @ carried[first:]
        sums[last:] += later.T @ carried[first:last]
    return Y * sums[:, -1:] - sums[:, :-1], total


class Grid:
    """The forces of points in the plane, by interpolation on a grid.

    Points give their charges to the 16 nodes around them, the kernel between nodes is a convolution
    and so a product of Fourier transforms, and points take the result from the same nodes. Cubic
    where Linderman and others (2019) use three nodes an interval. Kernels are kept from call to
    call.
    """

    def __init__(self) -> None:
        self._size = 0
        self._kernel: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._square: NDArray[np.float32] = np.zeros(0, dtype=np.float32)

    def nodes(self, Y: FloatArray) -> int:
        """Return how many nodes a side the points need."""
        least = int(np.ptp(Y, axis=0).max() / _STEP) + 5
        return next((size for size in _SIZES if size >= least), least)

    def _kernels(self, size: int) -> None:
        if size == self._size:
            return
        steps = np.arange(2 * size)
        away = (np.minimum(steps, 2 * size - steps) * _STEP) ** 2
        kernel = 1 / (1 + away[:, None] + away)
        self._square = np.fft.fft2(kernel * kernel).real.astype(np.float32)
        # Of a real grid half of the transform tells all; the columns left out count twice.
        half = np.fft.rfft2(kernel).real
        half[:, 1:-1] *= 2
        self._kernel = half.astype(np.float32)
        self._size = size

    def __call__(self, Y: FloatArray) -> Forces:
        """Return the forces and the total, of points of shape (n_samples, 2)."""
        size = self.nodes(Y)
        self._kernels(size)
        side = 2 * size  # twice as long, so that nothing comes round the edge
        low = Y.min(axis=0)
        centred = (Y - (low + Y.max(axis=0)) / 2).astype(np.float32)
        places, shares = [], []
        for axis in (0, 1):
            where = (Y[:, axis] - low[axis]) / _STEP + 1
            node = np.floor(where).astype(np.intp)
            f = (where - node).astype(np.float32)
            places.append(node - 1 + np.arange(4)[:, None])
            shares.append(
                np.stack(
                    [
                        -f * (f - 1) * (f - 2) / 6,
                        (f + 1) * (f - 1) * (f - 2) / 2,
                        -(f + 1) * f * (f - 2) / 2,
                        (f + 1) * f * (f - 1) / 6,
                    ]
                )
            )
        place = (places[0][:, None] * size + places[1][None]).reshape(16, -1)
        share = (shares[0][:, None] * shares[1][None]).reshape(16, -1)

        def spread(charge: FloatArray | float) -> FloatArray:
            sums = np.bincount(place.ravel(), (share * charge).ravel(), size * size)
            return sums.reshape(size, size).astype(np.float32)

        charges = np.empty((size, size), dtype=np.complex64)
        charges.real, charges.imag = spread(centred[:, 0]), spread(centred[:, 1])
        # Three quarters of the doubled grid are empty: rows of zeros are not transformed, and rows
        # that nobody asks for are not brought back. Two real grids are one complex one: the kernel
        # is real, and so keeps them apart.
        there = np.fft.fft(np.fft.fft(charges, side, axis=1), side, axis=0)
        there *= self._square
        moved = np.fft.ifft(np.fft.ifft(there, axis=0)[:size], axis=1)[:, :size]
        ones = np.fft.fft(np.fft.rfft(spread(1.0), side, axis=1), side, axis=0)
        half = ones * self._square[:, : size + 1]
        counted = np.fft.irfft(np.fft.ifft(half, axis=0)[:size], side, axis=1)[:, :size]
        first = np.einsum("ij,ij->j", moved.ravel().take(place), share)
        second = np.einsum("ij,ij->j", counted.ravel().take(place), share)
        forces = centred * second[:, None] - np.column_stack([first.real, first.imag])
        # The sum over all pairs needs no way back (Parseval).
        power = np.square(ones.real) + np.square(ones.imag)
        total = float((power * self._kernel).sum(dtype=np.float64)) / side**2
        return forces, total - len(Y)


def repulsion_fft(Y: FloatArray) -> Forces:
    """Return the forces of points in the plane by a grid and Fourier transforms.

    Parameters
    ----------
    Y
        Points of shape (n_samples, 2).

    Returns
    -------
    forces, total
        As [repulsion_exact][journey.ml.manifold.repulsion_exact], to about 2 % of the forces' norm
        and 4 % of the total.

    References
    ----------
    Linderman, G. C., Rachh, M., Hoskins, J. G., Steinerberger, S., Kluger, Y. (2019). Fast
    interpolation-based t-SNE for improved visualization of single-cell RNA-seq data. Nature Methods
    16, 243-245.

    Examples
    --------
    >>> forces, total = repulsion_fft(np.array([[0.0, 0.0], [3.0, 0.0]]))
    >>> bool(np.allclose(forces, [[-0.03, 0], [0.03, 0]], atol=1e-3)), round(total, 1)
    (True, 0.2)
    """
    return Grid()(np.asarray(Y))


def repulsion_barnes_hut(Y: FloatArray, angle: float = 0.5) -> Forces:
    """Return the forces of points in the plane by a tree of squares.

    A square that is small for its distance acts as one point at its centre of mass; others are
    opened. All points descend together, one level of the tree at a time.

    Parameters
    ----------
    Y
        Points of shape (n_samples, 2).
    angle
        A square acts as one where its side over its distance is below this; 0 gives all pairs.

    Returns
    -------
    forces, total
        As [repulsion_exact][journey.ml.manifold.repulsion_exact].

    References
    ----------
    van der Maaten, L. (2014). Accelerating t-SNE using tree-based algorithms. Journal of Machine
    Learning Research 15, 3221-3245, section 4.2.

    Examples
    --------
    >>> Y = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
    >>> forces, total = repulsion_barnes_hut(Y, angle=0.0)
    >>> np.allclose(forces, repulsion_exact(Y)[0]), round(total, 6)
    (True, 1.733333)
    """
    points = np.asarray(Y, dtype=np.float64)
    n, levels = len(points), 16
    low = points.min(axis=0)
    side = float(np.ptp(points, axis=0).max()) * (1 + 1e-6) or 1.0
    cell = np.minimum(((points - low) / side * 2**levels).astype(np.int64), 2**levels - 1)
    code = np.zeros(n, dtype=np.int64)  # bits of both coordinates in turn: squares are ranges
    for bit in range(levels):
        code |= ((cell[:, 0] >> bit) & 1) << (2 * bit + 1) | ((cell[:, 1] >> bit) & 1) << (2 * bit)
    order = np.argsort(code, kind="stable")
    code, points = code[order], points[order]
    sums = np.vstack([np.zeros(2), np.cumsum(points, axis=0)])
    forces, total = np.zeros((n, 2)), 0.0
    who = np.arange(n)
    start, stop = np.zeros(n, dtype=np.intp), np.full(n, n, dtype=np.intp)
    for level in range(levels + 1):
        many = stop - start
        centre = (sums[stop] - sums[start]) / many[:, None]
        gap = points[who] - centre
        square = np.einsum("ij,ij->i", gap, gap)
        small = (side / 2**level) ** 2 < angle**2 * square
        act = small | (many == 1) | (level == levels)
        kernel = many[act] / (1 + square[act])
        total += float(kernel.sum())
        pull = kernel / (1 + square[act])
        for axis in (0, 1):
            forces[:, axis] += np.bincount(who[act], pull * gap[act, axis], n)
        if act.all():
            break
        # The four squares inside each that is opened; empty ones are left out.
        who, begin, end = who[~act], start[~act], stop[~act]
        shift = 2 * (levels - level - 1)
        parent = code[begin] >> (shift + 2)
        edges = np.searchsorted(code, (4 * parent[:, None] + np.arange(5)) << shift)
        edges[:, 0], edges[:, 4] = begin, end
        start, stop = edges[:, :-1].ravel(), edges[:, 1:].ravel()
        who = np.repeat(who, 4)
        there = stop > start
        who, start, stop = who[there], start[there], stop[there]
    back = np.empty_like(forces)
    back[order] = forces
    return back, total - n  # each point met itself, at distance 0


def cheaper(grid: Grid) -> Callable[[FloatArray], Forces]:
    """Return a function that takes all pairs or the grid, whichever is less work."""

    def repulsion(Y: FloatArray) -> Forces:
        n, nodes = len(Y), grid.nodes(Y)
        # Measured: a node of the doubled grid takes as long as fifty pairs, a point a thousand.
        if n * n < 50 * (2 * nodes) ** 2 + 1_000 * n:
            return repulsion_exact(Y)
        return grid(Y)

    return repulsion
