"""Wrong answers to the exercises of feature-engineering."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "feature-engineering/hours-on-a-circle": [
        Wrong("puts 0 at the top and a quarter of the period to the right",
              "[np.sin(angle), np.cos(angle)]", "[np.cos(angle), np.sin(angle)]"),
        Wrong("agrees with sine and cosine of one value at a time",
              "2 * np.pi * np.asarray", "np.pi * np.asarray"),
        Wrong("makes neighbours of 23 and 1 o'clock, as far apart as 11 and 13",
              "/ period\n", "/ (period + 1)\n"),
        Wrong("finds the way back", "np.arctan2(points[:, 0], points[:, 1])",
              "np.arctan2(points[:, 1], points[:, 0])"),
        Wrong("gives no negative hours", " * period % period", " * period"),
        Wrong("reads the direction of points off the circle: the mean of 23 and 2 is half past "
              "midnight", "np.arctan2(points[:, 0], points[:, 1])",
              "np.where(points[:, 0] < 0, -1, 1) * np.arccos(points[:, 1])"),
        Wrong("leaves the values as they were",
              "    angle = 2 * np.pi * np.asarray",
              "    values += period\n    angle = 2 * np.pi * np.asarray"),
    ],
    "feature-engineering/information-by-counting": [
        Wrong("is log 2 for two equal coins, and 0 for two that have nothing in common",
              "np.log(", "np.log2("),
        Wrong("agrees with counting pair by pair", "joint[seen] * np.log", "np.log"),
        Wrong("of a label with itself is its entropy", "joint[seen] * np.log", "np.log"),
        Wrong("leaves out pairs that never occur", "seen = joint > 0", "seen = joint > -1"),
        Wrong("is the same both ways, and whatever the labels are called",
              "joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)",
              "joint.sum(axis=1, keepdims=True) * np.ones(joint.shape[1]) / joint.shape[1]"),
        Wrong("sees exclusive or in two coins together, and in neither alone",
              "return float(", "return 1 - float("),
        Wrong("leaves the labels as they were",
              "    joint = counts", "    x.sort()\n    joint = counts"),
    ],
}  # fmt: skip
