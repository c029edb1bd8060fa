"""Wrong answers to the exercises of feature-scaling."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "feature-scaling/by-the-training-rows": [
        Wrong("gives -1, 1 and 3 in the example", "train.std(axis=0)", "train.std(axis=0, ddof=1)"),
        Wrong("uses the training rows' moments for the test rows",
              "(test - mean) / deviation", "(test - test.mean(axis=0)) / deviation"),
        Wrong("takes each column by itself", "train.mean(axis=0), train.std(axis=0)",
              "train.mean(), train.std()"),
        Wrong("only centres a column that is constant in the training rows",
              "deviation == 0, 1.0, deviation", "deviation == 0, 1e-9, deviation"),
        Wrong("agrees with StandardScaler on random tables",
              "train.mean(axis=0)", "np.median(train, axis=0)"),
        Wrong("leaves both tables as they were",
              "return (train - mean) / deviation, (test - mean) / deviation",
              "train -= mean\n    return train / deviation, (test - mean) / deviation"),
    ],
    "feature-scaling/moments-in-portions": [
        Wrong("finds 3, 3 and 8/3 in the example", "share * (1 - share) * apart**2",
              "apart**2 / 2"),
        Wrong("weighs the means by the counts", "mean_a + share * apart", "(mean_a + mean_b) / 2"),
        Wrong("adds what the distance of the means makes",
              "within + share * (1 - share) * apart**2", "within"),
        Wrong("does not depend on the order of the two", "apart**2",
              "apart * abs(mean_b)"),
        Wrong("keeps the other set where one is empty", "return b\n", "return a\n"),
        Wrong("keeps its digits far from zero",
              "return count, mean, variance",
              "squares = count_a * (variance_a + mean_a**2) + count_b * (variance_b + mean_b**2)\n"
              "    return count, mean, squares / count - mean**2"),
        Wrong("merges a hundred random portions into the whole",
              "count = count_a + count_b", "count = count_a + count_b + (count_a > 100)"),
    ],
}  # fmt: skip
