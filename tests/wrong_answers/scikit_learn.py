"""Wrong answers to the exercises of scikit-learn."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "scikit-learn/a-transformer-of-your-own": [
        Wrong("clips to the quantiles that it has learnt",
              "np.quantile(X, 1 - self.share", "np.quantile(X, self.share"),
        Wrong("treats each column alone",
              "np.quantile(X, self.share, axis=0)", "np.quantile(X, self.share)"),
        Wrong("learns in fit alone: new rows move no limit",
              "        return np.clip(", "        self.fit(X)\n        return np.clip("),
        Wrong("returns itself from fit, and has fit_transform", "        return self\n", ""),
        Wrong("stores its setting as it came, and complains only in fit",
              "self.share = share", "self.share = min(share, 0.49)"),
        Wrong("can be cloned, unfitted, and set by name",
              "self.share = share", "self.share, self.low_ = share, 0"),
        Wrong("says that it is not fitted", "raise NotFittedError(", "raise RuntimeError("),
        Wrong("works in a pipeline, with its setting by name",
              "        if not 0 <= self.share < 0.5:",
              "        self.share = 0.05\n        if not 0 <= self.share < 0.5:"),
        Wrong("leaves the rows as they were",
              "return np.clip(X, self.low_, self.high_)",
              "return np.clip(X, self.low_, self.high_, out=X)"),
    ],
    "scikit-learn/scores-of-fresh-copies": [
        Wrong("tests every row once, none of them while it was fitted to it",
              "parts[:fold] + parts[fold + 1 :]", "parts"),
        Wrong("shuffles by the seed and cuts into parts of about equal length",
              "np.random.default_rng(seed).permutation(len(y))", "np.arange(len(y))"),
        Wrong("fits a fresh copy for each part",
              "clone(model).fit", "(copy if fold else clone(model)).fit"),
        Wrong("keeps the settings in the copies", "clone(model).fit", "type(model)().fit"),
        Wrong("leaves the model as it was, fitted or not", "clone(model).fit", "model.fit"),
        Wrong("gives ridge's scores, as an array",
              "return np.array(found)", "return np.sort(found)"),
        Wrong("leaves the rows as they were",
              "    parts = np.array_split", "    y += 1\n    parts = np.array_split"),
    ],
}  # fmt: skip
