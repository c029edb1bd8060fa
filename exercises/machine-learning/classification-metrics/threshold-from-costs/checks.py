import numpy as np

from journey.practice import check, close, equal, holds, unchanged


@check("decides the example: 0, 1, 1")
def example(work):
    got = work.decide(np.array([0.05, 0.2, 0.6]), 1.0, 4.0)
    equal(np.asarray(got).tolist(), [0, 1, 1], "decide([0.05, 0.2, 0.6], 1, 4)")


@check("takes one half where both mistakes cost the same")
def half(work):
    got = work.decide(np.array([0.4, 0.6]), 3.0, 3.0)
    equal(np.asarray(got).tolist(), [0, 1], "decide([0.4, 0.6], 3, 3)")


@check("calls positive where both choices cost the same")
def tie(work):
    got = work.decide(np.array([0.25]), 1.0, 3.0)
    equal(np.asarray(got).tolist(), [1], "decide([0.25], 1, 3)")


@check("warns later when alarms are the dearer mistake")
def dear(work):
    got = work.decide(np.array([0.5, 0.85, 0.95]), 9.0, 1.0)
    equal(np.asarray(got).tolist(), [0, 0, 1], "decide([0.5, 0.85, 0.95], 9, 1)")


@check("adds up both kinds of mistake: 5 in the example")
def adds(work):
    got = work.total_cost(np.array([0, 1, 1]), np.array([1, 0, 1]), 1.0, 4.0)
    close(got, 5.0, "total_cost([0, 1, 1], [1, 0, 1], 1, 4)")


@check("does not take a miss for an alarm")
def kinds(work):
    close(work.total_cost(np.array([0, 0, 1]), np.array([1, 1, 1]), 2.0, 100.0), 4.0,
          "total_cost of two false alarms at 2")  # fmt: skip
    close(work.total_cost(np.array([1, 1, 0]), np.array([0, 0, 0]), 100.0, 3.0), 6.0,
          "total_cost of two misses at 3")  # fmt: skip


@check("no other threshold is cheaper on average")
def least(work):
    # Each probability q stands for 1000 cases of which a share q is positive.
    q = np.arange(0.005, 1, 0.01)
    for alarm, miss in ((1.0, 10.0), (1.0, 1.0), (5.0, 2.0)):

        def average(called, alarm=alarm, miss=miss):
            return float(np.where(called == 1, (1 - q) * alarm, q * miss).sum())

        ours = average(np.asarray(work.decide(q, alarm, miss)))
        best = min(average((q >= t).astype(int)) for t in np.arange(0, 1.01, 0.01))
        holds(ours <= best + 1e-9, f"decide(q, {alarm:g}, {miss:g})",
              expected=f"an average cost of {best:.3f}", got=ours)  # fmt: skip


@check("leaves the probabilities as they were")
def keeps(work):
    unchanged(work.decide, np.array([0.1, 0.9]), 1.0, 2.0, call="decide(q, 1, 2)")
