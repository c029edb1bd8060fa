import numpy as np

from journey.ml.base import clone
from journey.ml.pipeline import make_pipeline
from journey.ml.utils import NotFittedError
from journey.practice import check, close, equal, holds, raises, unchanged

FIVE = np.array([[0.0], [1.0], [2.0], [3.0], [4.0]])


@check("clips to the quantiles that it has learnt")
def example(work):
    got = work.Clipper(share=0.25).fit(FIVE).transform(np.array([[-9.0], [2.0], [99.0]]))
    close(got, np.array([[1.0], [2.0], [3.0]]), "transform([[-9], [2], [99]])", within=1e-9)


@check("treats each column alone")
def columns(work):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3)) * [1.0, 10.0, 100.0]
    model = work.Clipper(share=0.1).fit(X)
    for j in range(3):
        low, high = np.quantile(X[:, j], 0.1), np.quantile(X[:, j], 0.9)
        want = np.array([min(max(v, low), high) for v in X[:, j]])
        close(model.transform(X)[:, j], want, f"column {j}, clipped", within=1e-9)


@check("learns in fit alone: new rows move no limit")
def learnt(work):
    model = work.Clipper(share=0.25).fit(FIVE)
    model.transform(FIVE + 100.0)
    close(model.low_, np.array([1.0]), "low_ after transform", within=1e-9)
    close(model.high_, np.array([3.0]), "high_ after transform", within=1e-9)


@check("returns itself from fit, and has fit_transform")
def chain(work):
    model = work.Clipper(share=0.25)
    holds(model.fit(FIVE) is model, "Clipper().fit(X)", expected="the same object", got="another")
    close(work.Clipper(share=0.25).fit_transform(FIVE), np.clip(FIVE, 1, 3), "fit_transform(X)")


@check("stores its setting as it came, and complains only in fit")
def settings(work):
    equal(work.Clipper(share=0.7).get_params(), {"share": 0.7}, "Clipper(share=0.7).get_params()")
    equal(work.Clipper().share, 0.05, "Clipper().share")
    for wrong in (-0.1, 0.5, 0.7):
        raises(
            ValueError, work.Clipper(share=wrong).fit, FIVE, call=f"Clipper(share={wrong}).fit(X)"
        )


@check("can be cloned, unfitted, and set by name")
def cloned(work):
    model = work.Clipper(share=0.2).fit(FIVE)
    copy = clone(model)
    holds(not hasattr(copy, "low_"), "clone(fitted)", expected="no low_", got="a fitted copy")
    equal(copy.set_params(share=0.1).share, 0.1, "set_params(share=0.1)")
    equal(model.share, 0.2, "the share of the first, after that")


@check("says that it is not fitted")
def unfitted(work):
    raises(NotFittedError, work.Clipper().transform, FIVE, call="Clipper().transform(X)")


@check("works in a pipeline, with its setting by name")
def pipeline(work):
    model = make_pipeline(work.Clipper(), "passthrough").set_params(clipper__share=0.25)
    close(model.fit(FIVE).transform(FIVE), np.clip(FIVE, 1, 3), "the pipeline's transform")


@check("leaves the rows as they were")
def keeps(work):
    unchanged(work.Clipper(share=0.25).fit, FIVE, call="Clipper().fit(X)")
    unchanged(work.Clipper(share=0.25).fit(FIVE).transform, FIVE + 10, call="transform(X)")
