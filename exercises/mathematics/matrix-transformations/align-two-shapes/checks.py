import numpy as np

from journey.mathematics.transform import Affine, Rotation, rotation
from journey.practice import check, close, holds, unchanged

rng = np.random.default_rng(1)
SHAPE = rng.standard_normal((12, 3)) * [3.0, 2.0, 1.0] + [5.0, -1.0, 2.0]
TURN = Rotation.from_rotvec([0.4, -2.0, 1.1]).as_matrix()


@check("finds the turn and the shift of the example")
def example(work):
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
    R, b = work.align(corners, np.array([[3.0, 1.0], [3.0, 2.0], [1.0, 1.0]]))
    close(R, rotation(np.pi / 2), "R of align(...)")
    close(b, np.array([3.0, 1.0]), "b of align(...)")


@check("finds a rotation of space again, not its inverse")
def space(work):
    R, _ = work.align(SHAPE, SHAPE @ TURN.T)
    close(R, TURN, "R of align(shape, shape turned in space)")


@check("finds the shift of a shape that is far from 0")
def shift(work):
    R, b = work.align(SHAPE + 100, (SHAPE + 100) @ TURN.T + [1.0, 2.0, 3.0])
    close(R, TURN, "R of align(shape far away, turned and shifted)")
    close(b, np.array([1.0, 2.0, 3.0]), "b of align(shape far away, turned and shifted)")


@check("answers a mirrored shape by a rotation")
def mirrored(work):
    R, _ = work.align(SHAPE, SHAPE * [1.0, 1.0, -1.0])
    holds(abs(np.linalg.det(R) - 1) < 1e-9, "R of align(shape, shape mirrored)",
          expected="determinant 1", got=float(np.linalg.det(R)))  # fmt: skip


@check("and by the one that is nearest to the mirrored shape")
def nearest(work):
    target = SHAPE * [1.0, 1.0, -1.0]
    R, b = work.align(SHAPE, target)
    best = Affine.fit(SHAPE, target)
    close(SHAPE @ R.T + b, best.apply(SHAPE), "R s + b for all s, mirrored")


@check("takes noise as it comes, in five dimensions")
def noisy(work):
    source = rng.standard_normal((40, 5))
    target = rng.standard_normal((40, 5)) + source
    R, b = work.align(source, target)
    best = Affine.fit(source, target)
    close(R, best.linear, "R of align(source, noisy target)")
    close(b, best.translation, "b of align(source, noisy target)")


@check("leaves its arrays as they were")
def keeps(work):
    unchanged(work.align, SHAPE, SHAPE[::-1].copy(), call="align(shape, shape reversed)")
