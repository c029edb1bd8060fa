import math

import numpy as np

from journey.practice import check, close, unchanged


@check("puts 0 at the top and a quarter of the period to the right")
def example(work):
    got = work.circle(np.array([0.0, 6.0, 12.0]), 24)
    close(
        got, np.array([[0.0, 1.0], [1.0, 0.0], [0.0, -1.0]]), "circle([0, 6, 12], 24)", within=1e-9
    )


@check("agrees with sine and cosine of one value at a time")
def one(work):
    values = np.array([0.5, 3.25, 11.0, 29.0, -4.0])
    want = [[math.sin(2 * math.pi * v / 12), math.cos(2 * math.pi * v / 12)] for v in values]
    close(work.circle(values, 12), np.array(want), f"circle({values.tolist()}, 12)", within=1e-9)


@check("makes neighbours of 23 and 1 o'clock, as far apart as 11 and 13")
def near(work):
    late, early, before, after = work.circle(np.array([23, 1, 11, 13]), 24)
    close(np.linalg.norm(late - early), np.linalg.norm(before - after),
          "the distance of 23 and 1 o'clock", within=1e-9)  # fmt: skip
    close(np.linalg.norm(late - early), 2 * math.sin(math.pi / 12),
          "the distance of 23 and 1 o'clock", within=1e-9)  # fmt: skip


@check("finds the way back")
def back(work):
    values = np.array([0.25, 5.5, 13.0, 23.75])
    angle = 2 * np.pi * values / 24
    points = np.column_stack([np.sin(angle), np.cos(angle)])
    close(work.back(points, 24), values, "back(circle(values, 24), 24)", within=1e-9)


@check("gives no negative hours")
def positive(work):
    got = work.back(np.array([[-1.0, 0.0], [-1.0, 1.0]]), 24)
    close(got, np.array([18.0, 21.0]), "back([[-1, 0], [-1, 1]], 24)", within=1e-9)


@check("reads the direction of points off the circle: the mean of 23 and 2 is half past midnight")
def mean(work):
    angle = 2 * np.pi * np.array([23.0, 2.0]) / 24
    middle = np.column_stack([np.sin(angle), np.cos(angle)]).mean(axis=0, keepdims=True)
    close(work.back(middle, 24), np.array([0.5]), "back of the mean of 23 and 2", within=1e-9)


@check("leaves the values as they were")
def keeps(work):
    unchanged(work.circle, np.array([1.0, 2.0]), 12, call="circle(values, 12)")
