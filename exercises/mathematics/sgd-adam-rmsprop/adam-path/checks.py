import numpy as np

from journey.mathematics import optim
from journey.mathematics.optimize import rosen_der
from journey.practice import check, close, equal, unchanged


def package(gradient, x0, steps, decay=0.0, **options):
    """The same path by the package's optimiser, which is held against PyTorch's."""
    x = np.array(x0, dtype=float)
    optimizer = optim.AdamW([x], weight_decay=decay, **options)
    path = [x.copy()]
    for _ in range(steps):
        optimizer.step([gradient(x)])
        path.append(x.copy())
    return np.array(path)


@check("returns the start alone when no step is asked for")
def no_step(work):
    got = work.adam(rosen_der, np.array([1.0, 2.0]), 0)
    equal(got, np.array([[1.0, 2.0]]), "adam(rosen_der, [1, 2], 0)")


@check("takes a first step of length lr in every entry, whatever the gradient")
def first(work):
    got = work.adam(lambda x: np.array([1e4, -1e-3]), np.zeros(2), 1, lr=0.5, eps=0.0)
    close(got[1], np.array([-0.5, 0.5]), "adam(x -> [10000, -0.001], [0, 0], 1, lr=0.5, eps=0)[1]")


@check("divides by the root of the mean square, not by the mean square")
def root(work):
    got = work.adam(lambda x: np.array([4.0]), np.zeros(1), 20, lr=1.0, eps=0.0)
    close(got[:, 0], -np.arange(21.0), "adam(x -> [4], [0], 20, lr=1, eps=0)")


@check("adds eps to the root, outside of it")
def outside(work):
    got = work.adam(lambda x: np.array([3.0]), np.zeros(1), 1, lr=1.0, eps=1.0)
    close(got[1], np.array([-0.75]), "adam(x -> [3], [0], 1, lr=1, eps=1)[1]")


@check("follows the package's Adam in Rosenbrock's valley")
def valley(work):
    got = work.adam(rosen_der, np.array([-1.2, 1.0]), 60, lr=0.05, beta1=0.8, beta2=0.95)
    expected = package(rosen_der, [-1.2, 1.0], 60, lr=0.05, betas=(0.8, 0.95))
    close(got, expected, "adam(rosen_der, [-1.2, 1], 60, lr=0.05, beta1=0.8, beta2=0.95)",
          within=1e-7)  # fmt: skip


@check("decays apart from the gradient, as AdamW does")
def decoupled(work):
    got = work.adam(rosen_der, np.array([-1.2, 1.0]), 40, lr=0.05, decay=0.5)
    expected = package(rosen_der, [-1.2, 1.0], 40, lr=0.05, decay=0.5)
    close(got, expected, "adam(rosen_der, [-1.2, 1], 40, lr=0.05, decay=0.5)", within=1e-7)


@check("leaves the start that it was given as it was")
def keeps(work):
    unchanged(work.adam, rosen_der, np.array([1.0, 2.0]), 3,
              call="adam(rosen_der, [1, 2], 3)")  # fmt: skip
