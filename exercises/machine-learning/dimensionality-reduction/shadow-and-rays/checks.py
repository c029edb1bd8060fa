import numpy as np

from journey.ml.decomposition import PCA
from journey.practice import check, close, holds, unchanged


def sample(seed, n=40, d=5):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + 10 * rng.normal(size=d)


@check("rebuilds rows on a line from one number each")
def line(work):
    X = np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]])
    points, back, share = work.shadow(X, 1)
    holds(np.shape(points) == (3, 1), "shadow of three rows, k = 1",
          expected="points of shape (3, 1)", got=np.shape(points))  # fmt: skip
    close(back, X, "the rows rebuilt")
    close(share, 1.0, "the share kept")


@check("keeps the variance that PCA keeps")
def share(work):
    for seed, k in ((0, 1), (1, 2), (2, 4)):
        X = sample(seed)
        want = PCA(k).fit(X).explained_variance_ratio_.sum()
        close(work.shadow(X, k)[2], want, f"the share of {k} components")


@check("gives PCA's coordinates, up to signs")
def coordinates(work):
    X = sample(3)
    close(np.abs(work.shadow(X, 3)[0]), np.abs(PCA(3).fit_transform(X)),
          "sizes of the coordinates")  # fmt: skip


@check("rebuilds around the rows' own mean")
def mean(work):
    X = sample(4)
    model = PCA(2).fit(X)
    want = model.inverse_transform(model.transform(X))
    close(work.shadow(X, 2)[1], want, "the rows rebuilt from two components")


@check("loses exactly the variance that it does not keep")
def lost(work):
    X = sample(5)
    _, back, kept = work.shadow(X, 2)
    total = ((X - X.mean(axis=0)) ** 2).sum()
    close(((X - back) ** 2).sum() / total, 1 - kept, "squared error over the whole variance")


@check("takes fewer rows than columns")
def wide(work):
    X = sample(6, 4, 9)
    points, back, _ = work.shadow(X, 3)
    close(back, X, "four rows in nine dimensions from three components")
    holds(np.shape(points) == (4, 3), "shadow of four rows, k = 3",
          expected="points of shape (4, 3)", got=np.shape(points))  # fmt: skip


@check("leaves the rows as they were")
def keeps(work):
    unchanged(lambda X: work.shadow.raw(X, 2)[1], sample(7), call="shadow(X, 2)")
