"""Wrong answers to the exercises of pandas."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "pandas/group-mean": [
        Wrong("gives 1.5, 5, 1.5 for the example", "return means[codes]", "return means"),
        Wrong("leaves missing values out of sum and count",
              "np.bincount(codes, known)", "np.bincount(codes)"),
        Wrong("gives NaN where a group has no known value, without a warning",
              "np.full(len(sums), np.nan)", "np.zeros(len(sums))"),
        Wrong("keeps the order of the rows, whatever the order of the keys",
              "return means[codes]", "return means[np.sort(codes)]"),
        Wrong("agrees with the definition on random rows",
              "np.unique(keys, return_inverse=True)", "(None, np.unique(keys, True)[1][0] + keys)"),
        Wrong("leaves keys and values as they were",
              "    sums =", "    values[~known] = 0.0\n    sums ="),
    ],
    "pandas/inner-join": [
        Wrong("finds the four pairs of the example, in order",
              "for i, key in enumerate(left) for j in places.get(key, [])",
              "for i, key in enumerate(left) for j in places.get(key, [])[:1]"),
        Wrong("finds nothing where nothing matches or a side is empty",
              "places.get(key, [])", "places[key]"),
        Wrong("matches no missing keys", "        if key is not None:\n", "        if True:\n"),
        Wrong("raises where m:1 is broken, even by a key without partner",
              "for key in keys if key is not None", "for key in keys if key in left"),
        Wrong("raises where 1:m is broken, and tells the sides apart",
              "left_side, right_side = validate", "right_side, left_side = validate"),
        Wrong("counts no missing key as repeated",
              "[key for key in keys if key is not None]", "list(keys)"),
        Wrong("has as many rows as the counts' products say",
              "setdefault(key, []).append(j)", "setdefault(key, []).insert(0, j)"),
        Wrong("compares no left key with every right key",
              "for j in places.get(key, [])",
              "for j, other in enumerate(right) if key is not None and key == other"),
        Wrong("leaves both lists as they were",
              "    places = {}", "    left.sort()\n    places = {}"),
    ],
}  # fmt: skip
