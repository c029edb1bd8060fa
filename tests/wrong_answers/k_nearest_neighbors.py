"""Wrong answers to the exercises of k-nearest-neighbors."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "k-nearest-neighbors/vote-of-neighbours": [
        Wrong("gives the example's label and share", "votes[best] / k", "votes[best]"),
        Wrong("asks k neighbours, not all and not one", "[:k]", "[: k + 1]"),
        Wrong("squares and adds over the features, as distance does",
              "((X - query) ** 2)", "abs(X - query)"),
        Wrong("takes the lower index of equally far samples",
              'np.argsort(squared, kind="stable")', "np.argsort(squared[::-1])[::-1]"),
        Wrong("gives even votes to the first label in sorted order",
              "votes.argmax()", "len(votes) - 1 - votes[::-1].argmax()"),
        Wrong("agrees with journey.ml.neighbors on random data",
              "(X - query) ** 2", "X**2 - query**2"),
        Wrong("leaves samples, labels and query as they were",
              "    squared = ((X - query) ** 2)", "    X -= query\n    squared = (X**2)"),
    ],
    "k-nearest-neighbors/rule-out-boxes": [
        Wrong("gap: is 12.25 in the example", "(outside**2).sum()", "(outside**2).sum() ** 0.5"),
        Wrong("gap: is 0 inside the box and on its border",
              "np.maximum(np.maximum(low - q, q - high), 0)", "np.maximum(low - q, q - high)"),
        Wrong("gap: counts only the coordinates that lie outside, squared",
              "(outside**2).sum()", "outside.sum() ** 2"),
        Wrong("nearest: finds the least distance, whatever the boxes",
              "sum(axis=1).min()", "sum(axis=1).max()"),
        Wrong("nearest: goes on where a farther box holds the nearer sample",
              "gaps[i] >= best", "opened == 1"),
        Wrong("nearest: opens no box that cannot hold a nearer sample", "break", "pass"),
        Wrong("nearest: leaves out a box that is exactly as far as the best",
              "gaps[i] >= best", "gaps[i] > best"),
        Wrong("nearest: leaves the boxes and the query as they were",
              "    gaps = [",
              "    boxes.sort(key=lambda box: gap(box[0], box[1], q))\n    gaps = ["),
    ],
}  # fmt: skip
