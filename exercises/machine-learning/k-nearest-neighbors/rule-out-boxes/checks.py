import numpy as np

from journey.practice import check, close, equal, holds, unchanged


def box_of(points):
    points = np.array(points, dtype=float)
    return points.min(axis=0), points.max(axis=0), points


def random_boxes(rng, number, d):
    middles = rng.uniform(-10, 10, size=(number, d))
    return [box_of(middle + rng.normal(size=(6, d))) for middle in middles]


def truth(boxes, q):
    return float(min(((points - q) ** 2).sum(axis=1).min() for _, _, points in boxes))


def answer(work, boxes, q, call):
    got = work.nearest(boxes, q)
    pair = isinstance(got, tuple | list) and len(got) == 2
    holds(pair, call, expected="a pair of distance and number of boxes", got=got)
    return float(got[0]), int(got[1])


@check("gap: is 12.25 in the example")
def example(work):
    close(work.gap(np.array([5.0]), np.array([6.0]), np.array([1.5])), 12.25,
          "gap([5], [6], [1.5])")  # fmt: skip


@check("gap: is 0 inside the box and on its border")
def inside(work):
    low, high = np.array([0.0, 0.0]), np.array([2.0, 4.0])
    for q in ([1.0, 1.0], [0.0, 4.0], [2.0, 3.0]):
        close(work.gap(low, high, np.array(q)), 0.0, f"gap([0, 0], [2, 4], {q})")


@check("gap: counts only the coordinates that lie outside, squared")
def outside(work):
    low, high = np.array([0.0, 0.0, 0.0]), np.array([2.0, 4.0, 1.0])
    for q, want in (([3.0, 1.0, 0.5], 1.0), ([-3.0, 8.0, 0.5], 25.0), ([3.0, 6.0, -2.0], 9.0)):
        close(work.gap(low, high, np.array(q)), want, f"gap([0, 0, 0], [2, 4, 1], {q})")


@check("nearest: finds the least distance, whatever the boxes")
def distance(work):
    rng = np.random.default_rng(1)
    for d in (1, 2, 3):
        boxes = random_boxes(rng, 12, d)
        for q in rng.uniform(-12, 12, size=(8, d)):
            got = answer(work, boxes, q, f"nearest(12 boxes, q), {d} features")[0]
            close(got, truth(boxes, q), f"the distance in nearest(12 boxes, q), {d} features")


@check("nearest: goes on where a farther box holds the nearer sample")
def goes_on(work):
    # The query is in the first box, whose samples are all at its corners.
    boxes = [box_of([[0.0, 0.0], [10.0, 10.0]]), box_of([[6.0, 11.0], [7.0, 12.0]])]
    got = answer(work, boxes, np.array([6.0, 9.5]), "nearest(two boxes, [6, 9.5])")
    close(got[0], 2.25, "the distance in nearest(two boxes, [6, 9.5])")
    equal(got[1], 2, "the boxes opened in nearest(two boxes, [6, 9.5])")


@check("nearest: opens no box that cannot hold a nearer sample")
def saves(work):
    rng = np.random.default_rng(4)
    for _ in range(10):
        boxes, q = random_boxes(rng, 30, 2), rng.uniform(-10, 10, size=2)
        best = truth(boxes, q)
        gaps = [float((np.clip(q, low, high) - q) @ (np.clip(q, low, high) - q))
                for low, high, _ in boxes]  # fmt: skip
        needed = sum(each < best for each in gaps)
        got = answer(work, boxes, q, "nearest(30 boxes, q)")[1]
        holds(needed <= got <= needed + 1, "nearest(30 boxes, q)",
              expected=f"{needed} boxes opened, or one more", got=got)  # fmt: skip


@check("nearest: leaves out a box that is exactly as far as the best")
def strict(work):
    boxes = [box_of([[0.0]]), box_of([[4.0]])]
    equal(answer(work, boxes, np.array([2.0]), "nearest(boxes at 0 and 4, [2])")[1], 1,
          "the boxes opened in nearest(boxes at 0 and 4, [2])")  # fmt: skip


@check("nearest: leaves the boxes and the query as they were")
def keeps(work):
    unchanged(work.nearest, [box_of([[9.0], [8.0]]), box_of([[1.0], [2.0]])], np.array([2.5]),
              call="nearest(two boxes, [2.5])")  # fmt: skip
