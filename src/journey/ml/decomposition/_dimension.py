"""Minka's choice of the number of components: the evidence of each number, by Laplace's method."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_TINY = 1e-15


def log_evidence(spectrum: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    """Return the log-evidence of k = 0, 1, ..., d - 1 components; k = 0 is never chosen.

    ``spectrum`` holds the d eigenvalues of the covariance, falling, and n counts the samples.
    """
    d = len(spectrum)
    evidence = np.full(d, -np.inf)
    freedom = d - np.arange(d)
    # The volume of the frames: areas of unit spheres.
    spheres = np.array([math.lgamma(f / 2) - f / 2 * math.log(math.pi) for f in freedom])
    for k in range(1, d):
        if spectrum[k - 1] < _TINY:
            break
        noise = max(_TINY, float(spectrum[k:].sum()) / (d - k))
        smoothed = np.concatenate([spectrum[:k], np.full(d - k, noise)])
        first, second = np.triu_indices(k, 1, d)
        gaps = spectrum[first] - spectrum[second]
        curvature = gaps * (1 / smoothed[second] - 1 / smoothed[first])
        if (curvature <= 0).any():
            continue  # two equal variances: their directions are not determined
        pairs = d * k - k * (k + 1) / 2
        evidence[k] = (
            spheres[:k].sum()
            - k * math.log(2)
            - n / 2 * np.log(spectrum[:k]).sum()
            - n * (d - k) / 2 * math.log(noise)
            + (pairs + k) / 2 * math.log(2 * math.pi)
            - (np.log(curvature).sum() + len(gaps) * math.log(n)) / 2
            - k / 2 * math.log(n)
        )
    return evidence
