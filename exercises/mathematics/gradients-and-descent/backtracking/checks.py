import numpy as np

from journey.mathematics.optimize import rosen, rosen_der
from journey.practice import check, close, holds, raises, unchanged

LIMIT = 2_000  # calls after which a search is taken for one that never ends


class Counted:
    """A function that counts its calls, and stops a search that goes on and on."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, x):
        self.calls += 1
        if self.calls > LIMIT:
            raise RuntimeError(f"f was called more than {LIMIT} times")
        return float(self.function(np.array(x)))


def square(x):
    return float(x @ x)


def first_good(f, x, p, gradient, alpha, c1, shrink):
    """By the definition: the first length of a long list that satisfies the condition."""
    for k in range(200):
        length = alpha * shrink**k
        if f(x + length * p) <= f(x) + c1 * length * float(gradient @ p):
            return length
    return None


@check("shortens to 1/8 in the example")
def example(work):
    got = work.backtracking(Counted(square), np.array([1.0]), np.array([-8.0]), np.array([2.0]))
    close(got, 0.125, "backtracking(x -> x @ x, [1], [-8], [2])")


@check("keeps the first step where that is good")
def first(work):
    got = work.backtracking(Counted(square), np.array([1.0]), np.array([-1.0]), np.array([2.0]))
    close(got, 1.0, "backtracking(x -> x @ x, [1], [-1], [2])")
    got = work.backtracking(
        Counted(square), np.array([1.0]), np.array([-1.0]), np.array([2.0]), alpha=0.3
    )
    close(got, 0.3, "backtracking(x -> x @ x, [1], [-1], [2], alpha=0.3)")


@check("asks for a share of the promised decrease, not for any decrease")
def share(work):
    # alpha = 0.96 leads to 0.85, which is below f(x) = 1, but is no quarter of the promise.
    for c1 in (1e-4, 0.25, 0.4):
        call = f"backtracking(x -> x @ x, [1], [-2], [2], alpha=0.96, c1={c1}, shrink=0.8)"
        x, p, g = np.array([1.0]), np.array([-2.0]), np.array([2.0])
        got = work.backtracking(Counted(square), x, p, g, alpha=0.96, c1=c1, shrink=0.8)
        close(got, first_good(square, x, p, g, 0.96, c1, 0.8), call)


@check("accepts a step that meets the bound exactly")
def exactly(work):
    # f = |x| from 1 along -1 with c1 = 1: every alpha up to 1 meets the bound with equality.
    got = work.backtracking(
        Counted(lambda x: abs(float(x[0]))), np.array([1.0]), np.array([-1.0]), np.array([1.0]),
        c1=1.0,
    )  # fmt: skip
    close(got, 1.0, "backtracking(x -> |x|, [1], [-1], [1], c1=1)")


@check("agrees with trying the lengths one by one, on Rosenbrock's valley")
def valley(work):
    rng = np.random.default_rng(2)
    for shrink in (0.5, 0.9, 0.1):
        x = rng.normal(size=4)
        g = rosen_der(x)
        got = work.backtracking(Counted(rosen), x, -g, g, c1=0.1, shrink=shrink)
        want = first_good(rosen, x, -g, g, 1.0, 0.1, shrink)
        close(got, want, f"backtracking(rosen, x, -g, g, c1=0.1, shrink={shrink})")


@check("does not accept a step to where f is NaN")
def nan(work):
    def log_barrier(x):
        return float(x[0] - np.log(x[0])) if x[0] > 0 else float("nan")

    got = work.backtracking(
        Counted(log_barrier), np.array([2.0]), np.array([-4.0]), np.array([0.5])
    )
    close(got, 0.25, "backtracking(x -> x - log(x), [2], [-4], [0.5])")


@check("calls f once for the start and once for each length")
def calls(work):
    f = Counted(square)
    got = work.backtracking(f, np.array([1.0]), np.array([-1024.0]), np.array([2.0]))
    close(got, 2.0**-10, "backtracking(x -> x @ x, [1], [-1024], [2])")
    holds(f.calls <= 12, "backtracking(x -> x @ x, [1], [-1024], [2])",
          expected="at most 12 calls of f", got=f.calls)  # fmt: skip


@check("refuses a direction that leads uphill, or along")
def uphill(work):
    for p in (1.0, 0.0):
        raises(ValueError, work.backtracking, Counted(square), np.array([1.0]), np.array([p]),
               np.array([2.0]), call=f"backtracking(x -> x @ x, [1], [{p:g}], [2])")  # fmt: skip


@check("leaves point and direction as they were")
def keeps(work):
    unchanged(work.backtracking, Counted(square), np.array([1.0]), np.array([-8.0]),
              np.array([2.0]), call="backtracking(x -> x @ x, [1], [-8], [2])")  # fmt: skip
