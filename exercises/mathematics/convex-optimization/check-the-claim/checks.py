import numpy as np

from journey.mathematics.convex import QuadraticProgram, solve_qp
from journey.practice import check, close, unchanged

P, Q = np.eye(2), np.array([-2.0, 0.0])
G, H = np.array([[1.0, 0.0]]), np.array([1.0])  # x = (1, 0), z = 1


@check("is 0 at a solution, with and without an active constraint")
def solution(work):
    close(work.violation(P, Q, G, H, np.array([1.0, 0.0]), np.array([1.0])), 0.0,
          "violation(..., x=[1, 0], z=[1])")  # fmt: skip
    close(work.violation(P, Q, G, np.array([5.0]), np.array([2.0, 0.0]), np.array([0.0])), 0.0,
          "violation(..., h=[5], x=[2, 0], z=[0])")  # fmt: skip


@check("sees a gradient that is not 0, of either sign")
def stationarity(work):
    for x1 in (0.25, -0.25):
        got = work.violation(P, Q, G, H, np.array([1.0, x1]), np.array([1.0]))
        close(got, 0.25, f"violation(..., x=[1, {x1}], z=[1])")


@check("sees a constraint that is exceeded")
def feasibility(work):
    got = work.violation(P, Q, G, H, np.array([2.0, 0.0]), np.array([0.0]))
    close(got, 1.0, "violation(..., x=[2, 0], z=[0])")


@check("sees a multiplier below 0")
def sign(work):
    q = np.array([0.0, 0.0])  # at x = 1 only z = -1 balances the gradient
    got = work.violation(P, q, G, H, np.array([1.0, 0.0]), np.array([-1.0]))
    close(got, 1.0, "violation(..., q=[0, 0], x=[1, 0], z=[-1])")


@check("sees a multiplier where there is slack")
def complementarity(work):
    got = work.violation(P, Q, G, np.array([3.0]), np.array([0.0, 0.0]), np.array([2.0]))
    close(got, 6.0, "violation(..., h=[3], x=[0, 0], z=[2])")


@check("agrees with the package on random claims and on its solutions")
def random(work):
    rng = np.random.default_rng(0)
    for _ in range(20):
        B, q = rng.standard_normal((3, 3)), rng.standard_normal(3)
        program = {"P": B @ B.T, "q": q, "G": rng.standard_normal((4, 3)), "h": rng.random(4)}
        x, z = rng.standard_normal(3), rng.standard_normal(4)
        want = QuadraticProgram(**program).kkt(x, z=z).largest
        close(work.violation(**program, x=x, z=z), want, "violation(a random claim)")
        run = solve_qp(**program)
        if run.success:
            got = work.violation(**program, x=run.x, z=run.z)
            close(got, 0.0, "violation(solve_qp's solution)", within=1e-6)


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.violation, P, Q, G, H, np.array([1.0, 0.0]), np.array([1.0]),
              call="violation(P, q, G, h, x, z)")  # fmt: skip
