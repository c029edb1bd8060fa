import warnings

import numpy as np

from journey.ml.mixture import GaussianMixture
from journey.practice import check, close, holds, unchanged

rng = np.random.default_rng(0)
X = np.concatenate([rng.normal(0, 1, 60), rng.normal(4, 2, 40)])
START = np.array([0.7, 0.3]), np.array([-1.0, 3.0]), np.array([1.5, 0.5])
NAMES = ("weights", "means", "sds", "log-likelihood")


def known(x, weights, means, sds):
    model = GaussianMixture(
        len(weights), covariance_type="diag", reg_covar=0, max_iter=1, weights_init=weights,
        means_init=means[:, None], precisions_init=sds[:, None] ** -2.0,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(x[:, None])
    sds = np.sqrt(model.covariances_.ravel())
    return model.weights_, model.means_.ravel(), sds, model.lower_bound_


def same(work, place, x, start, call):
    close(work.em_round(x, *start)[place], known(x, *start)[place], f"{call}, {NAMES[place]}")


@check("new weights: the mean responsibilities")
def weights(work):
    same(work, 0, X, START, "em_round")


@check("new means: weighted by the responsibilities")
def means(work):
    same(work, 1, X, START, "em_round")


@check("new deviations, from the new means and not from the old")
def sds(work):
    same(work, 2, X, START, "em_round")


@check("the log-likelihood is the mean over samples, before the round")
def level(work):
    same(work, 3, X, START, "em_round")


@check("a sample far from everything still belongs somewhere")
def far(work):
    x = np.append(X, 500.0)
    for place in range(4):
        same(work, place, x, START, "em_round with a sample at 500")


@check("the likelihood rises over thirty rounds")
def rises(work):
    now, last = START, -np.inf
    for i in range(30):
        *now, height = work.em_round(X, *now)
        holds(
            height >= last - 1e-12, f"round {i + 1}", expected="no fall", got=float(height - last)
        )
        last = float(height)


@check("leaves its arrays as they were")
def arrays(work):
    unchanged(work.em_round, X, *START, call="em_round(x, weights, means, sds)")
