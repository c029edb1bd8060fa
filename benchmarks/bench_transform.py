"""Rotations and fits against SciPy's, on stacks."""

from __future__ import annotations

import numpy as np
from scipy.spatial.transform import Rotation as SciPyRotation
from scipy.spatial.transform import Slerp as SciPySlerp

from benchmarks.harness import Pair, case
from journey.mathematics.transform import Rotation, Slerp, nearest_rotation, rodrigues

BASE = "journey.mathematics.transform"
N = 10_000


def _stacks() -> tuple[Rotation, SciPyRotation]:
    q = np.random.default_rng(0).standard_normal((N, 4))
    return Rotation.from_quat(q), SciPyRotation.from_quat(q)


def _register(label: str, method: str, *arguments: object) -> None:
    @case(
        f"{BASE}.Rotation",
        reference=f"scipy.spatial.transform.Rotation.{method}",
        label=f"{label} of {N:,}",
    )
    def prepare() -> Pair:
        a, b = _stacks()
        np.testing.assert_allclose(
            getattr(a, method)(*arguments), getattr(b, method)(*arguments), atol=1e-9
        )
        return lambda: getattr(a, method)(*arguments), lambda: getattr(b, method)(*arguments)


_register("as_matrix", "as_matrix")
_register("as_rotvec", "as_rotvec")
_register("as_euler", "as_euler", "xyz")
_register("apply to one vector", "apply", np.array([1.0, 2.0, 3.0]))


@case(
    f"{BASE}.Rotation",
    reference="scipy.spatial.transform.Rotation.from_matrix",
    label=f"from_matrix of {N:,}",
)
def from_matrix() -> Pair:
    m = _stacks()[1].as_matrix()
    return lambda: Rotation.from_matrix(m), lambda: SciPyRotation.from_matrix(m)


@case(
    f"{BASE}.Rotation",
    reference="scipy.spatial.transform.Rotation.__mul__",
    label=f"product of {N:,}",
)
def product() -> Pair:
    a, b = _stacks()
    return lambda: a * a, lambda: b * b


@case(f"{BASE}.Slerp", reference="scipy.spatial.transform.Slerp", label=f"{N:,} times, 50 turns")
def slerp() -> Pair:
    a, b = (stack[:50] for stack in _stacks())
    times = np.linspace(0, 49, N)
    knots = np.arange(50.0)
    return lambda: Slerp(knots, a)(times), lambda: SciPySlerp(knots, b)(times)


@case(
    f"{BASE}.nearest_rotation",
    reference="scipy.spatial.transform.Rotation.from_matrix",
    label="one matrix",
)
def nearest() -> Pair:
    m = np.eye(3) + 0.2 * np.random.default_rng(0).standard_normal((3, 3))
    return lambda: nearest_rotation(m), lambda: SciPyRotation.from_matrix(m).as_matrix()


@case(
    f"{BASE}.rodrigues",
    reference="scipy.spatial.transform.Rotation.from_rotvec",
    label="200 vectors, one by one, against one stack",
)
def naive() -> Pair:
    v = np.random.default_rng(0).standard_normal((200, 3))
    return lambda: [rodrigues(row) for row in v], lambda: SciPyRotation.from_rotvec(v).as_matrix()
