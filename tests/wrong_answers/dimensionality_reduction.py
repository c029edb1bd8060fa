"""Wrong answers to the exercises of dimensionality-reduction."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "dimensionality-reduction/shadow-and-rays": [
        Wrong("rebuilds rows on a line from one number each",
              "points @ Vt[:k] + mean", "points @ Vt[:k]"),
        Wrong("keeps the variance that PCA keeps",
              "(s[:k] ** 2).sum() / (s**2).sum()", "s[:k].sum() / s.sum()"),
        Wrong("gives PCA's coordinates, up to signs",
              "points = (X - mean) @ Vt[:k].T", "points = X @ Vt[:k].T"),
        Wrong("rebuilds around the rows' own mean",
              "points @ Vt[:k] + mean", "points @ Vt[:k] + mean.mean()"),
        Wrong("loses exactly the variance that it does not keep",
              "np.linalg.svd(X - mean, full_matrices=False)",
              "np.linalg.svd(X, full_matrices=False)"),
        Wrong("takes fewer rows than columns", "Vt[:k].T", "Vt.T[:len(X), :k]"),
        Wrong("leaves the rows as they were",
              "    mean = X.mean(axis=0)\n",
              "    mean = X.mean(axis=0)\n    X -= mean\n    X += mean * (1 + 1e-9)\n"),
    ],
    "dimensionality-reduction/find-the-width": [
        Wrong("gives the example's probabilities", "np.exp(-beta * d)", "np.exp(-beta * d**2)"),
        Wrong("sums to 1",
              "return p / p.sum()\n\n    def entropy", "return p / p.max()\n\n    def entropy"),
        Wrong("has the perplexity that is asked for",
              "np.log(perplexity):\n            low", "np.log2(perplexity):\n            low"),
        Wrong("works for distances of any size", "        high *= 2\n", "        break\n"),
        Wrong("works far from every other sample", "    d = d - d.min()\n\n", ""),
        Wrong("favours the nearer", "np.exp(-beta * d)", "np.exp(-beta * (d.max() - d))"),
        Wrong("leaves the distances as they were", "d = d - d.min()", "d -= d.min()"),
    ],
}  # fmt: skip
