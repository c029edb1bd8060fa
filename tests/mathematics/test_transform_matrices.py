"""Elementary matrices, affine maps and bases: what each must do, then NumPy and SciPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.transform import RigidTransform
from scipy.spatial.transform import Rotation as SciPyRotation

from journey.mathematics.linalg import LinAlgError, LinAlgWarning, projector
from journey.mathematics.transform import (
    Affine,
    Rotation,
    apply_homogeneous,
    change_basis,
    change_basis_operator,
    from_homogeneous,
    projection,
    reflection,
    rotation,
    scaling,
    shear,
    signed_area,
    stretch,
    to_homogeneous,
)

BASE = "journey.mathematics.transform"
EPS = float(np.finfo(np.float64).eps)
ROUNDING = 20 * EPS  # entries near 1 from a dozen roundings


def gap(a: Any, b: Any) -> float:
    return float(np.abs(np.asarray(a) - np.asarray(b)).max())


def normal(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).standard_normal(shape)


# What each matrix must do -------------------------------------------------------------------------


def test_rotation_turns_by_complex_multiplication() -> None:
    for angle in np.linspace(-7, 7, 50):
        z = complex(2, 1) * np.exp(1j * angle)
        assert gap(rotation(angle) @ [2, 1], [z.real, z.imag]) < ROUNDING
    assert gap(rotation(0.3) @ rotation(0.4), rotation(0.7)) < ROUNDING


def test_rotation_in_a_plane_leaves_the_other_axes(parity: Callable[..., None]) -> None:
    worst = 0.0
    for axis, plane in (("x", (1, 2)), ("y", (2, 0)), ("z", (0, 1))):
        for angle in np.linspace(-4, 4, 30):
            theirs = SciPyRotation.from_euler(axis, angle).as_matrix()
            worst = max(worst, gap(rotation(angle, plane=plane, n=3), theirs))
    parity(f"{BASE}.rotation", reference="scipy.spatial.transform.Rotation.from_euler",
           what="about each axis of space", difference=worst, tolerance=ROUNDING)  # fmt: skip
    four = rotation(0.5, plane=(3, 1), n=4)
    assert gap(four[[0, 2]], np.eye(4)[[0, 2]]) == 0
    assert gap(four @ np.eye(4)[3], [0, np.sin(0.5), 0, np.cos(0.5)]) == 0


def test_scaling_and_shear_multiply_areas_by_known_factors(parity: Callable[..., None]) -> None:
    polygon = normal(9, 2)
    worst = 0.0
    for m, factor in (
        (scaling([3.0, -0.5]), -1.5),
        (shear(7.0), 1.0),
        (shear(-2.0, axes=(1, 0)), 1.0),
        (rotation(2.0), 1.0),
        (reflection([1.0, 2.0]), -1.0),
        (projection([1.0, 2.0]), 0.0),
    ):
        assert abs(signed_area(polygon @ m.T) - factor * signed_area(polygon)) < 1e-13
        worst = max(worst, abs(Affine(m).det() - np.linalg.det(m)))
    parity(f"{BASE}.Affine", reference="numpy.linalg.det", what="determinant",
           difference=worst, tolerance=ROUNDING)  # fmt: skip


def test_signed_area_of_known_polygons(parity: Callable[..., None]) -> None:
    angle = np.linspace(0, 2 * np.pi, 13)[:-1]
    regular = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    # Twelve corners on the unit circle enclose 3, whoever counts; backwards -3; far away the same.
    difference = max(abs(signed_area(regular) - 3), abs(signed_area(regular[::-1]) + 3))
    parity(f"{BASE}.signed_area", reference="closed form", what="regular twelve-sided polygon",
           difference=difference, tolerance=ROUNDING)  # fmt: skip
    far = np.array([[0, 0], [2, 0], [2, 3], [0, 3]]) + 2.0**40
    assert signed_area(far) == 6.0


def test_reflection_mirrors_and_householder_is_the_reference(parity: Callable[..., None]) -> None:
    worst = 0.0
    for n in (1, 2, 3, 10):
        v = normal(n, seed=n)
        H = reflection(v)
        assert gap(H @ v, -v) < ROUNDING * np.abs(v).max()
        across = np.eye(n) - np.outer(v, v) / (v @ v)
        assert gap(H @ across, across) < ROUNDING
        assert gap(H @ H, np.eye(n)) < ROUNDING
        assert np.linalg.det(H) == pytest.approx(-1)
        # LAPACK's reflection takes v to the first axis, to the side where nothing cancels
        its_normal = v + np.copysign(np.linalg.norm(v), v[0]) * np.eye(n)[0]
        if n > 1:  # one number needs no reflection to lie on its axis
            worst = max(worst, gap(reflection(its_normal), scipy.linalg.qr(v[:, None])[0]))
    parity(f"{BASE}.reflection", reference="scipy.linalg.qr", what="Householder's reflection",
           difference=worst, tolerance=ROUNDING)  # fmt: skip
    assert gap(reflection([1e200, 1e200]), [[0, -1], [-1, 0]]) < ROUNDING
    assert gap(reflection([3e-320, 0]), [[-1, 0], [0, 1]]) < ROUNDING


def test_two_reflections_are_a_rotation_by_twice_the_angle_between() -> None:
    for angle in (0.2, 1.0, 2.5):
        second = [np.cos(angle), np.sin(angle)]
        assert gap(reflection(second) @ reflection([1, 0]), rotation(2 * angle)) < ROUNDING


def test_projections(parity: Callable[..., None]) -> None:
    worst = 0.0
    for n, k in ((2, 1), (3, 1), (3, 2), (6, 4)):
        onto, along = normal(n, k, seed=n), normal(n, n - k, seed=k)
        P = projection(onto, along)
        bound = 1e-12  # the bases have condition numbers below 100
        assert gap(P @ P, P) < bound
        assert gap(P @ onto, onto) < bound
        assert gap(P @ along, 0) < bound
        assert np.linalg.matrix_rank(P) == k
        right = scipy.linalg.null_space(onto.T)
        worst = max(worst, gap(projection(onto), onto @ scipy.linalg.pinv(onto)))
        assert gap(projection(onto, right), projection(onto)) < bound
        assert gap(projection(onto), projector(onto)) == 0
    parity(f"{BASE}.projection", reference="scipy.linalg.pinv", what="onto lines and planes",
           difference=worst, tolerance=1e-13)  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_stretch_is_the_singular_value_decomposition(
    seed: int, parity: Callable[..., None]
) -> None:
    values, whole = 0.0, 0.0
    for m in (*normal(200, 2, 2, seed=seed), np.eye(2), np.diag([2.0, -1]), np.zeros((2, 2))):
        phi, long, short, theta = stretch(m)
        size = max(long, 1e-300)
        values = max(values, gap([long, abs(short)], np.linalg.svd(m)[1]) / size)
        whole = max(whole, gap(rotation(phi) @ np.diag([long, short]) @ rotation(theta), m) / size)
        assert abs(long * short - np.linalg.det(m)) <= ROUNDING * size**2
    parity(f"{BASE}.stretch", reference="numpy.linalg.svd",
           what="half-axes, relative to the longer", difference=values,
           tolerance=ROUNDING)  # fmt: skip
    assert whole < ROUNDING


def test_the_unit_circle_becomes_the_ellipse_that_stretch_tells() -> None:
    m = np.array([[1.0, 2.0], [-0.5, 1.5]])
    phi, long, short, _ = stretch(m)
    t = np.linspace(0, 2 * np.pi, 400)
    x, y = rotation(-phi) @ m @ [np.cos(t), np.sin(t)]
    assert gap((x / long) ** 2 + (y / short) ** 2, 1) < 2 * ROUNDING


# Affine maps --------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_an_affine_map_is_its_homogeneous_matrix(n: int, parity: Callable[..., None]) -> None:
    f = Affine(normal(n, n, seed=1), normal(n, seed=2))
    g = Affine(normal(n, n, seed=3), normal(n, seed=4))
    points = normal(50, n, seed=5)
    parity(f"{BASE}.Affine", reference="numpy.matmul",
           what="apply, as homogeneous matrix", tolerance=1e-14,
           difference=gap(to_homogeneous(f.apply(points)),
                          to_homogeneous(points) @ f.as_matrix().T))  # fmt: skip
    assert gap((f * g).as_matrix(), f.as_matrix() @ g.as_matrix()) < 1e-14
    assert gap((f * g).apply(points), f.apply(g.apply(points))) < 1e-13
    assert gap(f.apply_directions(points), f.apply(points) - f.apply(np.zeros(n))) < 1e-13
    assert gap(to_homogeneous(points, 0) @ f.as_matrix().T,
               to_homogeneous(f.apply_directions(points), 0)) < 1e-14  # fmt: skip
    cond = np.linalg.cond(f.as_matrix())
    parity(f"{BASE}.Affine", reference="numpy.linalg.inv",
           what="inv, over the condition number", tolerance=ROUNDING,
           difference=gap(f.inv().as_matrix(), np.linalg.inv(f.as_matrix())) / cond)  # fmt: skip
    assert gap(f.inv().apply(f.apply(points)), points) < ROUNDING * cond * 10
    assert gap(Affine.from_matrix(f.as_matrix()).as_matrix(), f.as_matrix()) == 0
    assert f.apply(points.reshape(5, 10, n)).shape == (5, 10, n)


def test_rigid_maps_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(6)
    names = ("apply", "product", "inv")
    worst = dict.fromkeys(names, 0.0)
    points = rng.standard_normal((40, 3))
    for _ in range(30):
        turns, moves = Rotation.random(2, rng=rng), rng.standard_normal((2, 3))
        f, g = (Affine(turns[i].as_matrix(), moves[i]) for i in range(2))
        theirs = [
            RigidTransform.from_components(moves[i], SciPyRotation.from_quat(turns[i].as_quat()))
            for i in range(2)
        ]
        for name, a, b in zip(
            names,
            (f.apply(points), (f * g).as_matrix(), f.inv().as_matrix()),
            (
                theirs[0].apply(points),
                (theirs[0] * theirs[1]).as_matrix(),
                theirs[0].inv().as_matrix(),
            ),
            strict=True,
        ):
            worst[name] = max(worst[name], gap(a, b))
    for name, difference in worst.items():
        parity(f"{BASE}.Affine", reference="scipy.spatial.transform.RigidTransform",
               what=f"{name} of rigid motions", difference=difference, tolerance=1e-14)  # fmt: skip


def test_normals_stay_at_right_angles_and_plain_vectors_do_not() -> None:
    f = Affine(shear(1.0) @ scaling([1.0, 3.0]), [5.0, 5.0])
    along, across = np.array([2.0, 1.0]), np.array([-1.0, 2.0])
    assert abs(f.apply_directions(along) @ f.apply_normals(across)) < 1e-14
    assert abs(f.apply_directions(along) @ f.apply_directions(across)) > 1
    turn = Affine(rotation(0.7))
    assert gap(turn.apply_normals(across), turn.apply_directions(across)) < ROUNDING


def test_about_leaves_its_centre() -> None:
    f = Affine.about(rotation(1.0), [3.0, -2.0])
    assert gap(f.apply([3.0, -2.0]), [3.0, -2.0]) < ROUNDING * 3
    there, back = Affine(np.eye(2), [3.0, -2.0]), Affine(np.eye(2), [-3.0, 2.0])
    assert gap(f.as_matrix(), (there * Affine(rotation(1.0)) * back).as_matrix()) < ROUNDING * 3


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("scale", [False, True])
def test_a_rigid_motion_is_found_again(n: int, scale: bool, parity: Callable[..., None]) -> None:
    linear = scipy.linalg.expm((s := normal(n, n, seed=n)) - s.T) * (2.5 if scale else 1.0)
    source, weights = normal(30, n, seed=1) + 4, np.random.default_rng(2).random(30)
    target = source @ linear.T + normal(n, seed=3)
    found = Affine.fit(source, target, scale=scale, weights=weights)
    parity(f"{BASE}.Affine", reference="the motion that made the pairs", what="fit, exact pairs",
           difference=gap(found.apply(source), target), tolerance=1e-13)  # fmt: skip
    noisy = target + 0.1 * normal(30, n, seed=4)
    best = Affine.fit(source, noisy, scale=scale)

    def loss(f: Affine) -> float:
        return float(((f.apply(source) - noisy) ** 2).sum())

    rng = np.random.default_rng(5)
    for _ in range(100):  # no motion near it is better
        s = 0.01 * rng.standard_normal((n, n))
        factor = 1 + 0.01 * rng.standard_normal() if scale else 1.0
        other = Affine(factor * scipy.linalg.expm(s - s.T) @ best.linear,
                       best.translation + 0.01 * rng.standard_normal(n))  # fmt: skip
        assert loss(best) < loss(other)


def test_mirrored_points_get_a_rotation_not_a_reflection() -> None:
    source = normal(20, 3)
    found = Affine.fit(source, source @ reflection([1.0, 0, 0]).T)
    assert found.det() == pytest.approx(1)


# Homogeneous coordinates and bases ----------------------------------------------------------------


def test_perspective_divides_and_keeps_lines_straight() -> None:
    H = np.array([[1.0, 0.2, 0.1], [0.0, 1.1, 0.3], [0.2, 0.1, 1.0]])
    line = np.array([0.5, 1.0]) + np.linspace(0, 3, 7)[:, None] * [1.0, -0.3]
    image = apply_homogeneous(H, line)
    (x1, y1), (x2, y2) = (image[1:] - image[0])[[0, -1]]
    assert abs(x1 * y2 - x2 * y1) < 1e-14
    assert gap(np.diff(image, axis=0)[0], np.diff(image, axis=0)[-1]) > 0.01  # but not the spacing
    f = Affine(normal(2, 2), [1.0, 2.0])
    assert gap(apply_homogeneous(f.as_matrix(), line), f.apply(line)) < 1e-14
    assert gap(apply_homogeneous(5 * H, line), image) < 1e-14  # a factor means nothing


def test_change_of_basis_and_back(parity: Callable[..., None]) -> None:
    worst = {"coordinates": 0.0, "operator": 0.0}
    for n in (1, 2, 3, 8):
        O, N, A = (normal(n, n, seed=n + k) for k in range(3))  # noqa: E741
        x = normal(4, 6, n, seed=9)
        y = change_basis(x, O, N)
        bound = ROUNDING * np.linalg.cond(O) * np.linalg.cond(N)
        assert gap(y @ N.T, x @ O.T) < bound * np.abs(y).max()  # the vector stays
        assert gap(change_basis(y, N, O), x) < bound * np.abs(y).max()
        B = change_basis_operator(A, O, N)
        assert gap(change_basis(x @ A.T, O, N), y @ B.T) < bound * np.abs(B).max() * np.abs(y).max()
        theirs = np.linalg.inv(N) @ O @ A @ np.linalg.inv(O) @ N
        worst["operator"] = max(worst["operator"], gap(B, theirs) / np.abs(B).max() / bound)
        theirs = np.linalg.solve(N, O @ x.reshape(-1, n).T).T.reshape(x.shape)
        worst["coordinates"] = max(worst["coordinates"], gap(y, theirs) / np.abs(y).max() / bound)
        assert np.trace(B) == pytest.approx(np.trace(A), rel=1e-9)
        assert np.linalg.det(B) == pytest.approx(np.linalg.det(A), rel=1e-9)
    parity(f"{BASE}.change_basis", reference="numpy.linalg.solve",
           what="in units of 20 eps times both condition numbers",
           difference=worst["coordinates"], tolerance=1)  # fmt: skip
    parity(f"{BASE}.change_basis_operator", reference="numpy.linalg.inv",
           what="in units of 20 eps times both condition numbers",
           difference=worst["operator"], tolerance=1)  # fmt: skip


def test_a_reflection_is_diagonal_in_its_own_basis() -> None:
    v, w = np.array([3.0, 1.0]), np.array([-1.0, 3.0])
    own = np.stack([v, w], axis=1)
    assert gap(change_basis_operator(reflection(v), new=own), np.diag([-1, 1])) < ROUNDING
    assert gap(change_basis_operator(np.diag([-1, 1]), old=own), reflection(v)) < ROUNDING


@settings(deadline=None)
@given(arrays(np.float64, (2, 2), elements=st.floats(-1e6, 1e6)),
       arrays(np.float64, (5, 2), elements=st.floats(-1e3, 1e3)))  # fmt: skip
def test_areas_grow_by_the_determinant(m: Any, polygon: Any) -> None:
    grown = signed_area(polygon @ m.T)
    _, long, short, _ = stretch(m)
    size = max(long, 1e-9) ** 2 * 4e6
    assert abs(grown - long * short * signed_area(polygon)) <= 10 * ROUNDING * size


# Bad input ----------------------------------------------------------------------------------------


def test_inputs_are_left_alone() -> None:
    m, b, p = normal(2, 2), normal(2), normal(5, 2)
    before = m.copy(), b.copy(), p.copy()
    f = Affine(m, b)
    f.apply(p), f.inv(), f.apply_normals(p), Affine.fit(p, p[::-1], scale=True)
    stretch(m), signed_area(p), projection(m[:, 0], m[:, 1]), reflection(b), change_basis(p, new=m)
    for a, c in zip(before, (m, b, p), strict=True):
        np.testing.assert_array_equal(a, c)
    m[:] = 0
    assert f.linear.any()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rotation(1.0, plane=(0, 0)), "plane: expected two different numbers from 0 to 1"),
        (lambda: shear(1.0, axes=(0, 2)), "axes: expected two different numbers from 0 to 1"),
        (lambda: reflection([0.0, 0.0]), "normal: expected a direction, got the zero vector"),
        (lambda: reflection(np.eye(2)), "normal: expected a vector, got shape"),
        (lambda: scaling([np.inf, 1]), "factors: expected finite numbers"),
        (lambda: projection([1.0, 0, 0], [0, 1.0, 0]), "along: expected 3 columns in onto and"),
        (lambda: signed_area([[1.0, 2, 3]]), r"polygon: expected shape \(2,\) or \(n, 2\)"),
        (lambda: stretch(np.eye(3)), r"matrix: expected shape \(2, 2\), got \(3, 3\)"),
        (lambda: Affine(np.eye(2), [1.0]), r"translation: expected shape \(2,\), got \(1,\)"),
        (lambda: Affine(np.eye(2)).apply([1.0]), r"points: expected shape \(..., 2\), got"),
        (lambda: Affine(np.eye(2)) * Affine(np.eye(3)), "other: expected 2 dimensions, got 3"),
        (lambda: Affine.from_matrix([[1, 0], [1, 1]]), "expected a last row of 0, ..., 0, 1, got"),
        (lambda: Affine.about(np.eye(2), [1.0]), r"centre: expected shape \(..., 2\)"),
        (lambda: Affine.fit(np.eye(2), np.eye(3)), "target: expected the shape of source"),
        (lambda: Affine.fit([1.0], [1.0]), r"source: expected shape \(m, n\), got"),
        (lambda: Affine.fit([[1.0, 2]], [[1.0, 2]]), "points: .*got several"),
        (lambda: from_homogeneous([1.0, 0.0]), "got a point at infinity"),
        (lambda: from_homogeneous([1.0]), r"points: expected shape \(..., n \+ 1\)"),
        (lambda: to_homogeneous(1.0), "got a number"),
        (lambda: apply_homogeneous(np.eye(3), [1.0]), r"points: expected shape \(..., 2\)"),
        (lambda: change_basis([1.0, 2], new=np.eye(3)), r"new: expected shape \(2, 2\)"),
        (lambda: change_basis([1.0, np.nan]), "coordinates: expected finite numbers"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_what_cannot_be_undone_is_refused() -> None:
    with pytest.raises(LinAlgError, match="singular"):
        Affine(scaling([1.0, 0.0])).inv()
    with pytest.warns(LinAlgWarning, match="ill-conditioned"):  # rounding keeps it from singular
        Affine(projection([1.0, 1.0])).inv()
    with pytest.raises(LinAlgError):
        change_basis([1.0, 2.0], new=[[1.0, 2.0], [2.0, 4.0]])
    with pytest.raises(LinAlgError, match="along: expected directions that are not in onto"):
        projection([1.0, 2.0], along=[2.0, 4.0])
    with pytest.raises(TypeError, match="unsupported operand"):
        Affine(np.eye(2)) * 2.0  # type: ignore[operator]
