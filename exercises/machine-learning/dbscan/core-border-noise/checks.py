import numpy as np

from journey.ml.cluster import DBSCAN
from journey.practice import check, close, equal, unchanged

LINE = np.array([[0.0], [1.0], [2.0], [3.0], [9.0]])


@check("kinds: gives the example's five kinds")
def example(work):
    equal(work.kinds(LINE, 1.0, 3), ["border", "core", "core", "border", "noise"],
          "kinds([[0], [1], [2], [3], [9]], 1.0, 3)")  # fmt: skip


@check("kinds: counts the sample itself")
def itself(work):
    equal(work.kinds(LINE, 0.5, 1), ["core"] * 5, "kinds(X, 0.5, 1)")
    equal(work.kinds(LINE, 0.5, 2), ["noise"] * 5, "kinds(X, 0.5, 2)")


@check("kinds: a distance of exactly eps is within")
def exactly(work):
    X = np.array([[0.0, 0.0], [3.0, 4.0]])
    equal(work.kinds(X, 5.0, 2), ["core", "core"], "kinds([[0, 0], [3, 4]], 5.0, 2)")


@check("kinds: measures distance, not its square and not by axis")
def distance(work):
    X = np.array([[0.0, 0.0], [3.0, 4.0], [20.0, 0.0], [24.0, 4.0]])
    equal(work.kinds(X, 5.5, 2), ["core", "core", "noise", "noise"],
          "kinds([[0, 0], [3, 4], [20, 0], [24, 4]], 5.5, 2)")  # fmt: skip


@check("kinds: near a border sample is not near a core sample")
def border(work):
    # Only 1 is a core sample; 3 is within reach of 2, which is at the border.
    X = np.array([[0.0], [0.5], [1.0], [2.0], [3.0]])
    equal(work.kinds(X, 1.0, 4), ["border", "border", "core", "border", "noise"],
          "kinds([[0], [0.5], [1], [2], [3]], 1.0, 4)")  # fmt: skip


def truth(X, eps, min_samples):
    model = DBSCAN(eps, min_samples=min_samples).fit(X)
    found = np.where(model.labels_ == -1, "noise", "border").astype(object)
    found[model.core_sample_indices_] = "core"
    return found.tolist()


@check("kinds: agrees with journey.ml.cluster on random data")
def agrees(work):
    rng = np.random.default_rng(0)
    for n, eps, least in ((30, 0.4, 3), (60, 0.3, 4), (50, 0.5, 8)):
        X = rng.normal(size=(n, 2))
        equal(work.kinds(X, eps, least), truth(X, eps, least),
              f"kinds({n} random samples, {eps}, {least})")  # fmt: skip


@check("noise_share: is 0.2 in the example, and a share elsewhere")
def share(work):
    close(work.noise_share(LINE, 1.0, 3), 0.2, "noise_share(X, 1.0, 3)")
    close(work.noise_share(LINE, 0.5, 2), 1.0, "noise_share(X, 0.5, 2)")
    close(work.noise_share(LINE, 9.0, 2), 0.0, "noise_share(X, 9.0, 2)")


@check("leaves the samples as they were")
def keeps(work):
    unchanged(work.kinds, LINE.copy(), 1.0, 3, call="kinds(X, 1.0, 3)")
