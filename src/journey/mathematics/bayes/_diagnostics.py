"""How good a sample of chains is: split R-hat, effective sample size, Monte Carlo error.

All of it compares the chains with one another and with themselves later. What no chain has seen,
no number here can show.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special import ndtri
from journey.mathematics.special._arrays import Floats


def autocovariance(x: ArrayLike) -> Floats:
    r"""Return the autocovariances of sequences, $\frac1n \sum_i (x_i-\bar x)(x_{i+k}-\bar x)$.

    A product of Fourier transforms gives all lags at once; zeros behind the sequence keep its end
    from meeting its beginning.

    Parameters
    ----------
    x
        Shape (..., n).

    Returns
    -------
    ndarray
        Shape (..., n), lags 0 to n - 1, all divided by n.

    Raises
    ------
    ValueError
        If the sequences are empty or not finite.

    Examples
    --------
    >>> autocovariance([1.0, 2.0, 3.0, 4.0]).round(4).tolist()
    [1.25, 0.3125, -0.375, -0.5625]
    """
    values = np.asarray(x, dtype=np.float64)
    if values.ndim == 0 or not values.size or not np.isfinite(values).all():
        raise ValueError("autocovariance: x: expected finite numbers, shape (..., n), n > 0")
    n = values.shape[-1]
    centred = values - values.mean(axis=-1, keepdims=True)
    length = 1 << (2 * n - 1).bit_length()
    spectrum = np.abs(np.fft.rfft(centred, length)) ** 2
    return np.asarray(np.fft.irfft(spectrum, length)[..., :n] / n)


def ess(draws: ArrayLike, kind: str = "bulk") -> float:
    r"""Return the effective sample size: how many independent draws would be as good.

    For $S$ draws with autocorrelations $\rho_k$ it is $S / (1 + 2 \sum_k \rho_k)$. The sum is cut
    where the sum of two neighbours turns negative, and these sums are made to fall (Geyer), because
    far correlations are noise. The correlations count the differences between chains too.

    Parameters
    ----------
    draws
        Shape (chains, draws), or (draws,) for one chain; at least 4 draws.
    kind
        `"bulk"`: of the ranks, turned into normal quantiles; `"mean"`: of the draws as they are;
        `"tail"`: the smaller one at the 5% and the 95% quantile. Default: bulk.

    Returns
    -------
    float
        NaN where all draws are the same.

    Raises
    ------
    ValueError
        If the shape does not fit, a draw is not finite, or `kind` is none of the three.

    References
    ----------
    Vehtari, A. et al. (2021). Rank-normalization, folding, and localization: an improved R-hat for
    assessing convergence of MCMC. Bayesian Analysis 16(2), 667-718, sections 3.2 and 4.3.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(4, 1000))
    >>> 3400 < ess(x) < 4600  # independent draws
    True
    """
    whole = _chains("ess", draws)
    x = _split(whole)
    if kind == "bulk":
        return _ess(_rank_normal(x))
    if kind == "mean":
        return _ess(x)
    if kind == "tail":
        low, high = np.quantile(whole, [0.05, 0.95])
        return min(_ess((x <= low).astype(float)), _ess((x <= high).astype(float)))
    raise ValueError(f"ess: kind: expected 'bulk', 'mean' or 'tail', got {kind!r}")


def rhat(draws: ArrayLike) -> float:
    """Return rank-normalised split R-hat: near 1 where halves of chains look alike.

    It compares the spread of all draws with that within halves of chains, once for ranks, which
    sees different places, and once for ranks of the distance from the median, which sees different
    widths. The larger one counts; above 1.01 more draws are needed, or something is wrong.

    Parameters
    ----------
    draws
        Shape (chains, draws), or (draws,) for one chain; at least 4 draws.

    Returns
    -------
    float
        Infinite where no chain moves and they differ; NaN where all draws are the same.

    Raises
    ------
    ValueError
        If the shape does not fit, or a draw is not finite.

    References
    ----------
    Vehtari, A. et al. (2021). Rank-normalization, folding, and localization: an improved R-hat for
    assessing convergence of MCMC. Bayesian Analysis 16(2), 667-718, section 4.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(4, 500))
    >>> rhat(x) < 1.01, rhat(x + [[0], [0], [0], [2]]) > 1.2
    (True, True)
    """
    x = _split(_chains("rhat", draws))
    folded = np.abs(x - np.median(x))
    return float(np.fmax(_rhat(_rank_normal(x)), _rhat(_rank_normal(folded))))


def mcse(draws: ArrayLike) -> float:
    """Return the Monte Carlo standard error of the mean: deviation over the root of its ESS.

    Parameters
    ----------
    draws
        Shape (chains, draws), or (draws,) for one chain; at least 4 draws.

    Returns
    -------
    float
        0 where all draws are the same.

    Raises
    ------
    ValueError
        If the shape does not fit, or a draw is not finite.

    Examples
    --------
    >>> x = np.random.default_rng(0).normal(size=(4, 2500))
    >>> round(mcse(x), 2)
    0.01
    """
    x = _chains("mcse", draws)
    spread = float(x.std(ddof=1))
    return spread / float(np.sqrt(ess(x, "mean"))) if spread > 0 else 0.0


def _chains(function: str, draws: ArrayLike) -> Floats:
    x = np.atleast_2d(np.asarray(draws, dtype=np.float64))
    if x.ndim != 2 or x.shape[1] < 4:
        raise ValueError(
            f"{function}: draws: expected shape (chains, draws) with at least 4 draws, "
            f"got {np.shape(draws)}"
        )
    if not np.isfinite(x).all():
        raise ValueError(f"{function}: draws: expected finite numbers, got one that is not")
    return x


def _split(x: Floats) -> Floats:
    """Return the first and the last halves as chains of their own; a middle draw is left out."""
    half = x.shape[1] // 2
    return np.concatenate([x[:, :half], x[:, -half:]])


def _rank_normal(x: Floats) -> Floats:
    """Return the normal quantiles of the ranks among all draws; equal draws share a rank."""
    _, which, many = np.unique(x, return_inverse=True, return_counts=True)
    last = np.cumsum(many)
    ranks = (last - (many - 1) / 2)[np.ravel(which)]
    z = np.asarray(ndtri((ranks - 0.375) / (x.size + 0.25)))
    return np.asarray(z.reshape(x.shape))


def _rhat(x: Floats) -> float:
    n = x.shape[1]
    within = float(x.var(axis=1, ddof=1).mean())
    between = float(x.mean(axis=1).var(ddof=1))
    if within == 0:
        return np.inf if between > 0 else np.nan
    return float(np.sqrt((n - 1) / n + between / within))


def _ess(x: Floats) -> float:
    if np.ptp(x) == 0:
        return float("nan")
    n = x.shape[1]
    products = autocovariance(x)
    within = products[:, 0].mean() * n / (n - 1)
    overall = products[:, 0].mean() + x.mean(axis=1).var(ddof=1)
    rho = 1 - (within - products.mean(axis=0)) / overall
    rho[0] = 1.0
    even = n // 2 * 2
    pairs = rho[:even:2] + rho[1:even:2]
    cut = int(np.argmax(pairs < 0)) if (pairs < 0).any() else len(pairs)
    cut = max(cut, 1)
    tau = -1 + 2 * float(np.minimum.accumulate(pairs[:cut]).sum())
    if 2 * cut < n:  # the first half of the pair that was cut off lowers the variance of the sum
        tau += max(float(rho[2 * cut]), 0.0)
    # Chains that swing about the mean do better than independent draws, but not without bound.
    return float(x.size / max(tau, 1 / np.log10(x.size)))
