"""Rotations: identities, Rodrigues' formula, SciPy, angles near 0 and pi, gimbal lock."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial.transform import Rotation as SciPyRotation
from scipy.spatial.transform import Slerp as SciPySlerp

from journey.mathematics.transform import (
    GimbalLockWarning,
    Rotation,
    Slerp,
    nearest_rotation,
    rodrigues,
)

BASE = "journey.mathematics.transform"
EPS = float(np.finfo(np.float64).eps)
LOWER = ["".join(p) for p in product("xyz", repeat=3) if p[0] != p[1] != p[2]]
SEQUENCES = LOWER + [seq.upper() for seq in LOWER]
ANGLES = [1e-300, 1e-160, 1e-16, 1e-8, 1e-3, 0.1, 1.0, 3.0, np.pi - 1e-5, np.pi - 1e-8,
          np.pi - 1e-12]  # fmt: skip
# Entries are at most 1 and come from a dozen roundings: 20 of them is the worst that may add up.
ROUNDING = 20 * EPS


def quaternions(n: int = 2000, seed: int = 0) -> Any:
    return np.random.default_rng(seed).standard_normal((n, 4))


def directions(n: int = 300, seed: int = 1) -> Any:
    u = np.random.default_rng(seed).standard_normal((n, 3))
    return u / np.linalg.norm(u, axis=1, keepdims=True)


def gap(a: Any, b: Any) -> float:
    return float(np.abs(np.asarray(a) - np.asarray(b)).max())


def apart(p: Rotation, q: Rotation) -> float:
    """Return the largest angle between two rotations."""
    return float(np.max((p.inv() * q).magnitude()))


# Identities ---------------------------------------------------------------------------------------


def test_matrices_are_orthogonal_with_determinant_1() -> None:
    m = Rotation.from_quat(quaternions()).as_matrix()
    assert gap(m @ np.swapaxes(m, -1, -2), np.eye(3)) < ROUNDING
    assert gap(np.linalg.det(m), 1) < ROUNDING


def test_the_axis_stays_and_right_angles_turn_by_the_angle() -> None:
    axis, angle = directions(), np.linspace(0.01, 3.1, 300)
    turn = Rotation.from_rotvec(axis * angle[:, None])
    assert gap(turn.apply(axis), axis) < ROUNDING
    across = np.cross(axis, [1.0, 2.0, 3.0])
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    turned = turn.apply(across)
    assert gap((turned * across).sum(axis=1), np.cos(angle)) < ROUNDING
    assert gap((turned * np.cross(axis, across)).sum(axis=1), np.sin(angle)) < ROUNDING
    assert gap(turn.magnitude(), angle) < ROUNDING


def test_composition_is_the_product_of_matrices_and_applies_the_right_one_first() -> None:
    p, q = Rotation.from_quat(quaternions(seed=2)), Rotation.from_quat(quaternions(seed=3))
    assert gap((p * q).as_matrix(), p.as_matrix() @ q.as_matrix()) < ROUNDING
    v = directions(2000)
    assert gap((p * q).apply(v), p.apply(q.apply(v))) < ROUNDING
    assert gap(p.apply(p.apply(v), inverse=True), v) < ROUNDING
    assert gap((p * p.inv()).as_matrix(), np.eye(3)) < ROUNDING
    quarter_x = Rotation.from_rotvec([np.pi / 2, 0, 0])
    quarter_z = Rotation.from_rotvec([0, 0, np.pi / 2])
    assert apart(quarter_x * quarter_z, quarter_z * quarter_x) > 1  # the order matters


@pytest.mark.parametrize("angle", ANGLES)
def test_rotation_vectors_come_back_with_all_their_digits(angle: float) -> None:
    v = directions() * angle
    turn = Rotation.from_rotvec(v)
    assert gap(turn.as_rotvec(), v) < ROUNDING * angle
    assert gap(turn.magnitude(), angle) < ROUNDING * angle
    # A matrix near 1 keeps its small entries, so they survive the way through it as well.
    again = Rotation.from_matrix(turn.as_matrix()).as_rotvec()
    assert gap(again, v) < ROUNDING * angle


def test_half_turns_have_one_of_two_opposite_axes() -> None:
    for axis in (*np.eye(3), *directions(20)):
        m = 2 * np.outer(axis, axis) - np.eye(3)
        v = Rotation.from_matrix(m).as_rotvec()
        assert min(gap(v, np.pi * axis), gap(v, -np.pi * axis)) < ROUNDING


def test_extrinsic_turns_are_intrinsic_ones_in_reverse() -> None:
    angles = np.random.default_rng(4).uniform(-3, 3, (100, 3))
    for seq in LOWER:
        room = Rotation.from_euler(seq, angles)
        along = Rotation.from_euler(seq.upper()[::-1], angles[:, ::-1])
        assert gap(room.as_matrix(), along.as_matrix()) < ROUNDING


# The definition -----------------------------------------------------------------------------------


@pytest.mark.parametrize("angle", ANGLES)
def test_quaternions_give_what_rodrigues_formula_gives(angle: float) -> None:
    for v in directions(50) * angle:
        assert gap(Rotation.from_rotvec(v).as_matrix(), rodrigues(v)) < ROUNDING


def test_rodrigues_formula_is_the_exponential(parity: Callable[..., None]) -> None:
    worst = 0.0
    for x, y, z in directions(200) * np.linspace(0, 3.1, 200)[:, None]:
        K = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
        worst = max(worst, gap(rodrigues([x, y, z]), scipy.linalg.expm(K)))
    parity(f"{BASE}.rodrigues", reference="scipy.linalg.expm",
           what="entries", difference=worst, tolerance=1e-14)  # fmt: skip


# SciPy --------------------------------------------------------------------------------------------


def both(q: Any) -> tuple[Rotation, Any]:
    return Rotation.from_quat(q), SciPyRotation.from_quat(q)


def sets() -> dict[str, Any]:
    near = [SciPyRotation.from_rotvec(directions() * angle).as_quat() for angle in ANGLES[2:]]
    return {"random": quaternions(), "near 0 and pi": np.concatenate(near)}


@pytest.mark.parametrize("name", ["random", "near 0 and pi"])
def test_against_scipy(name: str, parity: Callable[..., None]) -> None:
    ours, theirs = both(sets()[name])
    v = np.random.default_rng(5).standard_normal((len(ours), 3))
    m = theirs.as_matrix()
    size = theirs.magnitude()
    other = quaternions(len(ours), seed=6)
    rows = {
        "as_matrix": gap(ours.as_matrix(), m),
        "as_rotvec, relative": gap((ours.as_rotvec() - theirs.as_rotvec()) / size[:, None], 0),
        "magnitude, relative": gap(ours.magnitude() / size, 1),
        "apply, relative": gap(ours.apply(v) / np.abs(v).max(), theirs.apply(v) / np.abs(v).max()),
        "product": gap(
            (ours * Rotation.from_quat(other)).as_matrix(),
            (theirs * SciPyRotation.from_quat(other)).as_matrix(),
        ),
        "from_matrix": gap(
            Rotation.from_matrix(m).as_quat(canonical=True),
            SciPyRotation.from_matrix(m).as_quat(canonical=True),
        ),
        "from_rotvec": gap(Rotation.from_rotvec(2 * v).as_matrix(),
                           SciPyRotation.from_rotvec(2 * v).as_matrix()),
    }  # fmt: skip
    for what, difference in rows.items():
        parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
               what=f"{what}, {name}", difference=difference, tolerance=ROUNDING)  # fmt: skip


@pytest.mark.parametrize("seq", SEQUENCES)
def test_euler_angles_against_scipy(seq: str, parity: Callable[..., None]) -> None:
    given_ = np.random.default_rng(7).uniform(-7, 7, (500, 3))
    ours, theirs = Rotation.from_euler(seq, given_), SciPyRotation.from_euler(seq, given_)
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="from_euler, all 24 sequences", tolerance=ROUNDING,
           difference=gap(ours.as_matrix(), theirs.as_matrix()))  # fmt: skip
    a, b = ours.as_euler(seq), theirs.as_euler(seq)
    turns = (a - b) / (2 * np.pi)
    # The outer two lose digits as the middle one nears the lock: 20 roundings over its cosine.
    room = np.abs(np.sin(b[:, 1]) if seq[0] == seq[2] else np.cos(b[:, 1]))
    difference = np.abs(turns - np.round(turns)).max(axis=1) * 2 * np.pi * room
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="as_euler, all 24 sequences, times distance from the lock",
           difference=gap(difference, 0), tolerance=ROUNDING)  # fmt: skip
    assert apart(Rotation.from_euler(seq, a), ours) < ROUNDING


@pytest.mark.parametrize("seq", SEQUENCES)
def test_in_gimbal_lock(seq: str, parity: Callable[..., None]) -> None:
    worst = 0.0
    for middle in (0.0, np.pi) if seq[0] == seq[2] else (np.pi / 2, -np.pi / 2):
        angles = np.random.default_rng(8).uniform(-3, 3, (100, 3))
        angles[:, 1] = middle
        ours, theirs = Rotation.from_euler(seq, angles), SciPyRotation.from_euler(seq, angles)
        with pytest.warns(GimbalLockWarning, match="only the sum or difference"):
            a = ours.as_euler(seq)
        turns = (a - theirs.as_euler(seq, suppress_warnings=True)) / (2 * np.pi)
        worst = max(worst, gap(turns, np.round(turns)) * 2 * np.pi)
        assert gap(a[:, 2], 0) == 0
        assert apart(Rotation.from_euler(seq, a), ours) < ROUNDING
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="as_euler in gimbal lock", difference=worst, tolerance=ROUNDING)  # fmt: skip


def test_near_the_lock_the_angles_still_make_the_rotation_which_scipys_do_not() -> None:
    rng = np.random.default_rng(9)
    for distance in (1e-3, 9e-8, 1e-10, 1e-13):
        angles = rng.uniform(-3, 3, (200, 3))
        angles[:, 1] = np.pi / 2 - distance
        ours = Rotation.from_euler("xyz", angles)
        again = Rotation.from_euler("xyz", ours.as_euler("xyz", suppress_warnings=True))
        assert apart(ours, again) < ROUNDING
        theirs = SciPyRotation.from_euler("xyz", angles)
        back = SciPyRotation.from_euler("xyz", theirs.as_euler("xyz", suppress_warnings=True))
        error = (theirs.inv() * back).magnitude().max()
        # SciPy takes all that is nearer than 1e-7 for the lock itself; off by twice the distance
        assert (error > distance) == (distance < 1e-7)


def test_no_warning_away_from_the_lock() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Rotation.from_euler("xyz", [0.3, np.pi / 2 - 2e-7, 0.1]).as_euler("xyz")
        Rotation.from_euler("xyz", [0.3, np.pi / 2, 0.1]).as_euler("xyz", suppress_warnings=True)


def test_powers_means_and_interpolation_against_scipy(parity: Callable[..., None]) -> None:
    ours, theirs = both(quaternions(50, seed=10))
    weights = np.random.default_rng(11).random(50)
    worst = max(gap((ours**n).as_matrix(), (theirs**n).as_matrix()) for n in (-1, 0, 0.5, 3))
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation", what="powers",
           difference=worst, tolerance=ROUNDING)  # fmt: skip
    close = (
        Rotation.from_rotvec(0.7 * directions(50)),
        SciPyRotation.from_rotvec(0.7 * directions(50)),
    )
    worst = max(gap(a.mean(w).as_matrix(), b.mean(w).as_matrix())
                for a, b in ((ours, theirs), close) for w in (None, weights))  # fmt: skip
    # The eigenvector feels rounding divided by the gap between the two largest eigenvalues.
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation", what="mean",
           difference=worst, tolerance=1e-13)  # fmt: skip
    times = np.cumsum(np.random.default_rng(12).uniform(0.1, 1, 50))
    t = np.linspace(times[0], times[-1], 400)
    a, b = Slerp(times, ours)(t), SciPySlerp(times, theirs)(t)
    # A time of up to 30 is rounded to 30 eps, and a turn of up to pi takes as little as 0.1.
    parity(f"{BASE}.Slerp", reference="scipy.spatial.transform.Slerp",
           what="matrices at 400 times", difference=gap(a.as_matrix(), b.as_matrix()),
           tolerance=1000 * EPS)  # fmt: skip


def test_vectors_aligned_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(13)
    worst, rests = 0.0, 0.0
    for n in (2, 3, 10, 200):
        truth = Rotation.random(rng=rng)
        b = rng.standard_normal((n, 3))
        a = truth.apply(b) + 0.1 * rng.standard_normal((n, 3))
        weights = rng.random(n)
        ours, rest = Rotation.align_vectors(a, b, weights)
        theirs, their_rest = SciPyRotation.align_vectors(a, b, weights)
        worst = max(worst, gap(ours.as_matrix(), theirs.as_matrix()))
        rests = max(rests, abs(rest / their_rest - 1))
        exact, nothing = Rotation.align_vectors(truth.apply(b), b)
        assert apart(exact, truth) < 1e-14
        assert nothing < 1e-13
    # SciPy's rest is the root of a difference of squares; with noise of a tenth it is more than
    # 1e-4 of them, which costs four digits.
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="align_vectors, matrix", difference=worst, tolerance=1e-13)  # fmt: skip
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="align_vectors, rest, relative", difference=rests, tolerance=1e-10)  # fmt: skip


def test_nearest_rotation_against_scipy(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(14)
    worst = 0.0
    for size in (1e-6, 0.1, 0.5):
        for _ in range(50):
            m = Rotation.random(rng=rng).as_matrix() + size * rng.standard_normal((3, 3))
            if np.linalg.det(m) > 0.05:
                theirs = SciPyRotation.from_matrix(m).as_matrix()
                worst = max(worst, gap(nearest_rotation(m), theirs))
    parity(f"{BASE}.nearest_rotation", reference="scipy.spatial.transform.Rotation.from_matrix",
           what="of other matrices, entries", difference=worst, tolerance=1e-13)  # fmt: skip


def test_nearest_rotation_of_a_reflection_beats_others() -> None:
    rng = np.random.default_rng(15)
    for n in (2, 3, 5):
        m = rng.standard_normal((n, n))
        m[0] *= -np.sign(np.linalg.det(m))  # now it reflects
        best = nearest_rotation(m)
        assert np.linalg.det(best) == pytest.approx(1)
        for _ in range(100):
            turn = scipy.linalg.expm(0.3 * (s := rng.standard_normal((n, n))) - 0.3 * s.T)
            assert np.linalg.norm(m - best) <= np.linalg.norm(m - turn @ best)


# Kinds of numbers, properties ---------------------------------------------------------------------


def test_single_precision(parity: Callable[..., None]) -> None:
    q = quaternions().astype(np.float32)
    ours = Rotation.from_quat(q)
    assert ours.as_matrix().dtype == np.float64
    m = ours.as_matrix().astype(np.float32)
    theirs = SciPyRotation.from_matrix(m)
    again = Rotation.from_matrix(m)
    exact = SciPyRotation.from_quat(q.astype(np.float64)).as_matrix()
    # Both take the rotation nearest to the same rounded entries; after that, float64 counts.
    parity(f"{BASE}.Rotation", reference="scipy.spatial.transform.Rotation",
           what="from_matrix of float32, entries", tolerance=1e-13,
           difference=gap(again.as_matrix(), theirs.as_matrix().astype(np.float64)))  # fmt: skip
    assert gap(again.as_matrix(), exact) < 1e-7  # entries were rounded to 2^-25, 3e-8
    assert gap(again.as_matrix() @ np.swapaxes(again.as_matrix(), -1, -2), np.eye(3)) < ROUNDING


@settings(deadline=None)
@given(arrays(np.float64, 4, elements=st.floats(-1e150, 1e150)))
def test_any_quaternion_makes_a_rotation(q: Any) -> None:
    if not q.any():
        return
    turn = Rotation.from_quat(q)
    assert gap(turn.as_matrix() @ turn.as_matrix().T, np.eye(3)) < ROUNDING
    assert gap(Rotation.from_quat(-q).as_matrix(), turn.as_matrix()) == 0
    assert gap(turn.as_quat(canonical=True), Rotation.from_quat(-q).as_quat(canonical=True)) == 0
    assert apart(Rotation.from_matrix(turn.as_matrix()), turn) < ROUNDING
    assert apart(Rotation.from_rotvec(turn.as_rotvec()), turn) < ROUNDING


@settings(deadline=None)
@given(st.sampled_from(SEQUENCES), arrays(np.float64, 3, elements=st.floats(-10, 10)))
def test_euler_angles_always_make_the_rotation_again(seq: str, angles: Any) -> None:
    turn = Rotation.from_euler(seq, angles)
    first, middle, third = (a := turn.as_euler(seq, suppress_warnings=True))
    assert apart(Rotation.from_euler(seq, a), turn) < ROUNDING
    assert max(abs(first), abs(third)) <= np.pi
    assert 0 <= middle <= np.pi if seq[0] == seq[2] else abs(middle) <= np.pi / 2


def test_random_rotations_are_spread_evenly() -> None:
    turns = Rotation.random(20_000, rng=0)
    assert gap(turns.as_quat(), Rotation.random(20_000, rng=0).as_quat()) == 0
    # The density of the angle is (1 - cos t) / pi; of 20,000 a share is 0.0035 off at 1 sigma.
    t = turns.magnitude()
    for bound in (0.5, 1.0, 2.0, 3.0):
        assert abs((t < bound).mean() - (bound - np.sin(bound)) / np.pi) < 5 * 0.0036
    assert np.abs(turns.apply([1.0, 0.0, 0.0]).mean(axis=0)).max() < 5 * 3**-0.5 / 20_000**0.5


def test_slerp_passes_its_rotations_at_constant_speed() -> None:
    stack = Rotation.random(4, rng=3)
    between = Slerp([0, 1, 3, 4], stack)
    assert apart(between([0, 1, 3, 4]), stack) < ROUNDING
    assert between(0.5).single
    steps = [apart(between(t), between(t + 0.1)) for t in (1.0, 1.7, 2.4, 2.9)]
    assert gap(steps, apart(stack[1], stack[2]) / 20) < ROUNDING


# Edges and bad input ------------------------------------------------------------------------------


def test_stacks_and_single_ones() -> None:
    stack, one = Rotation.from_quat(quaternions(5)), Rotation.from_rotvec([0, 0, 1])
    assert len(stack) == 5
    assert [turn.single for turn in stack] == [True] * 5
    assert stack[1:3].as_matrix().shape == (2, 3, 3)
    assert (stack * one).as_quat().shape == (one * stack).as_quat().shape == (5, 4)
    assert gap((one * stack)[2].as_matrix(), (one * stack[2]).as_matrix()) < ROUNDING
    assert stack.apply([1, 2, 3]).shape == (5, 3)
    assert one.apply(np.ones((7, 3))).shape == (7, 3)
    assert Rotation.concatenate([one, stack]).as_quat().shape == (6, 4)
    assert Rotation.identity(3).as_matrix().shape == (3, 3, 3)
    assert len(Rotation.from_quat(np.empty((0, 4)))) == 0
    assert Rotation.from_euler("x", [0.1, 0.2]).as_quat().shape == (2, 4)
    assert Rotation.from_euler("x", 0.1).single
    assert repr(Rotation.identity()) == "Rotation.from_quat([0.0, 0.0, 0.0, 1.0])"
    first = Rotation.from_quat([1.0, 0, 0, 0], scalar_first=True)
    assert first.magnitude() == 0
    assert first.as_quat(scalar_first=True).tolist() == [1, 0, 0, 0]


def test_inputs_are_left_alone_and_results_are_copies() -> None:
    q, m, v = quaternions(3), Rotation.random(3, rng=0).as_matrix(), directions(3)
    before = q.copy(), m.copy(), v.copy()
    turn = Rotation.from_quat(q)
    Rotation.from_matrix(m).apply(v)
    Rotation.align_vectors(v, v[::-1])
    for a, b in zip(before, (q, m, v), strict=True):
        np.testing.assert_array_equal(a, b)
    turn.as_quat()[:] = 0
    assert turn.as_quat().any()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Rotation.from_quat([0, 0, 0, 0]), "quat: .*not zero, got a zero"),
        (lambda: Rotation.from_quat([1, 2, 3]), r"quat: expected shape \(4,\) or \(n, 4\), got"),
        (lambda: Rotation.from_quat([np.nan, 0, 0, 1]), "quat: expected finite numbers"),
        (lambda: Rotation.from_matrix(np.eye(2)), r"matrix: expected shape \(3, 3\)"),
        (lambda: Rotation.from_matrix(np.diag([1, 1, -1])), "got a reflection"),
        (lambda: Rotation.from_matrix(2 * np.eye(3)), "orthogonal matrix, got .* an entry of 3"),
        (lambda: Rotation.from_matrix([np.eye(3), np.ones((3, 3))]), "entry of 3 at index 1"),
        (lambda: Rotation.from_matrix(np.eye(3), atol=0.1), "atol: expected a number from 0"),
        (lambda: Rotation.from_rotvec([1.0, 2.0]), "rotvec: expected shape"),
        (lambda: Rotation.from_euler("xyX", [1, 2, 3]), "seq: expected one to three"),
        (lambda: Rotation.from_euler("xxy", [1, 2, 3]), "none twice in a row"),
        (lambda: Rotation.from_euler("xyz", [1, 2]), r"angles: expected shape \(3,\)"),
        (lambda: Rotation.identity().as_euler("xy"), "seq: expected three axes"),
        (lambda: Rotation.identity().apply([1.0, 2.0]), "vectors: expected shape"),
        (lambda: Rotation.identity(2).apply(np.ones((3, 3))), "vectors: expected 1 or 2, got 3"),
        (lambda: Rotation.identity(2) * Rotation.identity(3), "other: expected 1 or 2 rotations"),
        (lambda: Rotation.identity(2).mean([1, -1]), "weights: expected 2 finite numbers"),
        (lambda: Rotation.from_quat(np.empty((0, 4))).mean(), "at least one rotation, got none"),
        (lambda: Rotation.align_vectors([[1, 0, 0], [2, 0, 0]], [[1, 0, 0], [2, 0, 0]]),
         "expected one nearest rotation, got several"),
        (lambda: Rotation.align_vectors(np.eye(3), np.eye(3)[:2]), "b: expected the shape of a"),
        (lambda: nearest_rotation(np.diag([2, 1, -1])), "matrix: .*got several"),
        (lambda: nearest_rotation(np.zeros((3, 3))), "matrix: .*got several"),
        (lambda: nearest_rotation(np.ones((2, 3))), "expected a square matrix"),
        (lambda: Slerp([0, 0], Rotation.identity(2)), "times: expected 2 rising numbers"),
        (lambda: Slerp([0, 1], Rotation.identity()), "rotations: expected a stack"),
        (lambda: Slerp([0, 1], Rotation.identity(2))(1.5), "times: .* from 0 to 1"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_wrong_kinds_are_named() -> None:
    with pytest.raises(TypeError, match="quat: expected real numbers, got dtype complex128"):
        Rotation.from_quat([1j, 0, 0, 1])
    with pytest.raises(TypeError, match="expected a stack of rotations, got a single one"):
        len(Rotation.identity())
    with pytest.raises(TypeError, match="expected a stack of rotations, got a single one"):
        Rotation.identity()[0]
    with pytest.raises(TypeError, match="unsupported operand"):
        Rotation.identity() * 2.0  # type: ignore[operator]
