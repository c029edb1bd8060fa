"""Wrong answers to the exercises of bias-variance."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "bias-variance/parts-of-the-error": [
        Wrong("gives a half and a half for the example",
              "predicted - middle", "predicted - truth"),
        Wrong("has no bias where predictions scatter around the truth",
              "(middle - truth) ** 2", "(predicted - truth) ** 2"),
        Wrong("does not let errors of opposite sign at two points cancel",
              "np.mean((middle - truth) ** 2)", "np.mean(middle - truth) ** 2"),
        Wrong("adds up to the mean squared distance to the truth",
              "np.mean((predicted - middle) ** 2)", "np.mean(predicted.var(axis=0, ddof=1))"),
        Wrong("agrees with one point and one training set at a time",
              "predicted.mean(axis=0)", "np.median(predicted, axis=0)"),
        Wrong("leaves predictions and truth as they were",
              "bias = np", "predicted -= middle\n    predicted += middle + 1\n    bias = np"),
    ],
    "bias-variance/smoother-of-neighbours": [
        Wrong("gives the matrix of the example", "1 / k, axis", "1.0, axis"),
        Wrong("has one row a point, one column a sample, samples in any order",
              "nearest = np", "x = np.sort(x)\n    nearest = np"),
        Wrong("gives a tie to the sample that comes first",
              "nearest = np.argsort(np.abs(z[:, None] - x), axis=1, kind=\"stable\")",
              "nearest = np.argsort(np.abs(z[:, None] - x) - 1e-9 * np.arange(len(x)), axis=1)"),
        Wrong("is the plain mean where k is the number of samples", "1 / k, axis", "0.5, axis"),
        Wrong("agrees with sorting the samples for each point by itself",
              "np.abs(z[:, None] - x)", "(z[:, None] - x)"),
        Wrong("adds bias by the truth and variance by the squares of the rows",
              "(S**2).sum(axis=1)", "S.sum(axis=1)"),
        Wrong("agrees with the package, for several k and noises", "noise**2 *", "noise *"),
        Wrong("leaves its arguments as they were",
              "bias = S @ f - f_z", "f_z -= S @ f\n    bias = f_z"),
    ],
}  # fmt: skip
