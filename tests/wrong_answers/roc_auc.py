"""Wrong answers to the exercises of roc-auc."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "roc-auc/area-from-ranks": [
        Wrong("gives 0.75 for the example", "score[y == 1], np.sort(score[y == 0])",
              "score[y == 0], np.sort(score[y == 1])"),
        Wrong("is the share of pairs", "np.sort(score[y == 0])", "score[y == 0]"),
        Wrong("counts a tie half",
              "(below + or_equal).sum(dtype=float) / 2", "below.sum(dtype=float)"),
        Wrong("is 1 for a perfect order and 0 for a reversed one",
              "/ 2 / pairs", "/ (2 * pairs + 1)"),
        Wrong("is nan where a class is missing", 'float("nan")', "0.5"),
        Wrong("takes 20,000 samples without a loop over them",
              'np.searchsorted(negatives, positives, side="left")',
              "np.array([(negatives < p).sum() for p in positives])"),
        Wrong("takes 20,000 samples without a table of all pairs",
              'np.searchsorted(negatives, positives, side="left")',
              "(negatives[None] < positives[:, None]).sum(axis=1)"),
        Wrong("leaves labels and scores as they were",
              "    pairs =", "    score.sort()\n    pairs ="),
    ],
    "roc-auc/precision-at-each-hit": [
        Wrong("gives (1/1 + 2/3) / 2 for the example", "-score", "score"),
        Wrong("agrees with journey.ml.metrics where no scores are equal",
              "np.diff(recall) * precision", "np.diff(recall) * precision.mean()"),
        Wrong("lets equal scores pass together",
              "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)", "np.arange(len(y))"),
        Wrong("does not depend on the order among equal scores",
              "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)", "np.arange(len(y))"),
        Wrong("is the share of positives where all scores are equal",
              "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)", "np.arange(len(y))"),
        Wrong("is 1 for a perfect order, and counts the last sample, too",
              "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)",
              "np.flatnonzero(np.diff(score))"),
        Wrong("leaves labels and scores as they were",
              "    order = np", "    score -= score.min()\n    order = np"),
    ],
}  # fmt: skip
