"""Optimisers and schedules: identities, then behaviour and the broken cases.

The comparison with torch.optim, step for step, is in test_optim_torch.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from journey.mathematics import optim
from journey.mathematics.optim import lr_scheduler

STEPS = 100

RULES: dict[str, dict[str, Any]] = {
    "SGD": {"lr": 0.1},
    "Adagrad": {"lr": 0.1},
    "RMSprop": {"lr": 0.01},
    "Adam": {"lr": 0.01},
    "AdamW": {"lr": 0.01},
}


def _make(name: str, params: list[Any], **options: Any) -> optim.Optimizer:
    made: optim.Optimizer = getattr(optim, name)(params, **{**RULES[name], **options})
    return made


def _gradients(seed: int, shapes: list[tuple[int, ...]], steps: int = STEPS) -> list[list[Any]]:
    """Gradients of all sizes, some exactly 0 as with sparse features."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(steps):
        row = []
        for shape in shapes:
            size = 10.0 ** rng.uniform(-3, 2, shape)
            row.append(rng.standard_normal(shape) * size * (rng.random(shape) < 0.8))
        made.append(row)
    return made


# Identities ---------------------------------------------------------------------------------------


def test_sgd_is_the_formula_for_a_quadratic() -> None:
    w = np.array([1.0, -2.0])
    curvature = np.array([1.0, 3.0])
    optimizer = optim.SGD([w], lr=0.1)
    for _ in range(20):
        optimizer.step([curvature * w])
    np.testing.assert_allclose(w, np.array([1.0, -2.0]) * (1 - 0.1 * curvature) ** 20, rtol=1e-12)


def test_momentum_is_a_weighted_sum_of_all_gradients() -> None:
    grads = [row[0] for row in _gradients(1, [(4,)], 30)]
    w = np.zeros(4)
    optimizer = optim.SGD([w], lr=1.0, momentum=0.8)
    for t, g in enumerate(grads):
        before = w.copy()
        optimizer.step([g])
        buffer = sum(0.8 ** (t - i) * grads[i] for i in range(t + 1))
        np.testing.assert_allclose(before - w, buffer, rtol=1e-9, atol=1e-9)


def test_nesterov_takes_the_gradient_where_momentum_would_carry_it() -> None:
    """Sutskever's form: the parameters kept here are his plus the coming share of the buffer."""
    curvature, lr, mu = np.array([1.0, 10.0]), 0.05, 0.9
    w = np.array([3.0, -1.0])
    optimizer = optim.SGD([w], lr=lr, momentum=mu, nesterov=True)
    theta, v = w.copy(), np.zeros(2)
    for _ in range(40):
        optimizer.step([curvature * w])
        v = mu * v - lr * curvature * (theta + mu * v)
        theta = theta + v
        np.testing.assert_allclose(w, theta + mu * v, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_adam_does_not_feel_the_scale_of_the_gradient(scale: float) -> None:
    a, b = np.zeros(3), np.zeros(3)
    ours, scaled = optim.Adam([a], eps=0.0), optim.Adam([b], eps=0.0)
    rng = np.random.default_rng(2)
    for _ in range(50):
        g = rng.standard_normal(3)
        ours.step([g])
        scaled.step([scale * g])
    np.testing.assert_allclose(a, b, rtol=1e-9)


def test_adams_means_are_the_weighted_averages_they_stand_for() -> None:
    grads = [row[0] for row in _gradients(3, [(5,)], 25)]
    optimizer = optim.Adam([np.zeros(5)], betas=(0.9, 0.99))
    for t, g in enumerate(grads, start=1):
        optimizer.step([g])
        state = optimizer.state[0]
        for key, beta, power in (("exp_avg", 0.9, 1), ("exp_avg_sq", 0.99, 2)):
            weights = beta ** np.arange(t - 1, -1, -1)
            mean = np.average([x**power for x in grads[:t]], axis=0, weights=weights)
            np.testing.assert_allclose(state[key] / (1 - beta**t), mean, rtol=1e-9, atol=1e-9)


def test_a_constant_gradient_moves_adam_by_lr_in_every_step() -> None:
    w = np.zeros(2)
    optimizer = optim.Adam([w], lr=0.1, eps=0.0)
    for t in range(1, 40):
        optimizer.step([np.array([1e-3, 50.0])])
        np.testing.assert_allclose(w, [-0.1 * t, -0.1 * t], rtol=1e-12)


def test_adagrads_steps_shrink_as_the_root_of_their_number() -> None:
    w = np.zeros(1)
    optimizer = optim.Adagrad([w], lr=1.0, eps=0.0)
    for _ in range(50):
        optimizer.step([np.array([7.0])])
    np.testing.assert_allclose(-w[0], sum(1 / math.sqrt(t) for t in range(1, 51)), rtol=1e-12)


def test_without_gradients_adamw_shrinks_and_adam_follows_the_sign() -> None:
    """What decoupled means: Adam's penalty is normalised away, whatever its strength."""
    for decay in (1e-3, 1.0):
        coupled, decoupled = np.array([5.0, 0.5]), np.array([5.0, 0.5])
        optim.Adam([coupled], lr=0.1, weight_decay=decay, eps=0.0).step([np.zeros(2)])
        optim.AdamW([decoupled], lr=0.1, weight_decay=decay).step([np.zeros(2)])
        np.testing.assert_allclose(coupled, [4.9, 0.4], rtol=1e-12)
        np.testing.assert_allclose(decoupled, np.array([5.0, 0.5]) * (1 - 0.1 * decay), rtol=1e-12)


def test_l2_and_decoupled_decay_are_one_thing_in_sgd() -> None:
    a, b = np.array([2.0, -1.0]), np.array([2.0, -1.0])
    optimizer = optim.SGD([a], lr=0.1, weight_decay=0.3)
    for row in _gradients(4, [(2,)], 20):
        optimizer.step(row)
        b = (1 - 0.1 * 0.3) * b - 0.1 * row[0]
    np.testing.assert_allclose(a, b, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(list(RULES)),
    grads=hnp.arrays(float, (8, 3), elements=st.floats(-1e3, 1e3)),
    start=hnp.arrays(float, 3, elements=st.floats(-10, 10)),
)
def test_maximising_is_minimising_the_negative(name: str, grads: Any, start: Any) -> None:
    up, down = start.copy(), start.copy()
    a, b = _make(name, [up], maximize=True), _make(name, [down])
    for g in grads:
        kept = g.copy()
        a.step([g])
        b.step([-g])
        np.testing.assert_array_equal(g, kept)
    np.testing.assert_array_equal(up, down)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(list(RULES)),
    grads=hnp.arrays(float, (6, 4), elements=st.floats(-1e3, 1e3)),
)
def test_parameters_do_not_feel_each_other(name: str, grads: Any) -> None:
    """One array of four, four of one, and a matrix: the same numbers."""
    whole, square = np.ones(4), np.ones((2, 2))
    parts = [np.array(1.0) for _ in range(4)]
    optimizers = [_make(name, [whole]), _make(name, [square]), _make(name, parts)]
    for g in grads:
        for optimizer, given_ in zip(optimizers, ([g], [g.reshape(2, 2)], list(g)), strict=True):
            optimizer.step(given_)
    np.testing.assert_array_equal(whole, square.ravel())
    np.testing.assert_array_equal(whole, [float(p) for p in parts])


# Behaviour ----------------------------------------------------------------------------------------


class Leaf:
    """What an automatic differentiation hands over: values and a gradient."""

    def __init__(self, data: Any) -> None:
        self.data = np.array(data, dtype=float)
        self.grad: Any = None


@pytest.mark.parametrize("name", list(RULES))
def test_tensors_with_gradients_need_no_argument(name: str) -> None:
    leaf, idle, w = Leaf([1.0, 2.0]), Leaf([3.0]), np.array([1.0, 2.0])
    a, b = _make(name, [leaf, idle]), _make(name, [w])
    values = leaf.data
    for wrap in (False, True, False):
        g = Leaf([0.5, -0.5])
        leaf.grad = g if wrap else g.data  # a gradient may itself be a tensor
        a.step()
        b.step([np.array([0.5, -0.5])])
    np.testing.assert_array_equal(leaf.data, w)
    assert leaf.data is values
    assert idle.data == [3.0]
    a.zero_grad()
    assert leaf.grad is None


def test_a_step_changes_the_array_itself() -> None:
    w = np.ones(3)
    view = w[:2]
    optim.SGD([w], lr=1.0).step([np.ones(3)])
    np.testing.assert_array_equal(view, [0.0, 0.0])


def test_a_wrong_gradient_changes_nothing() -> None:
    a, b = np.ones(2), np.ones(2)
    optimizer = optim.Adam([a, b])
    with pytest.raises(ValueError, match=r"grads\[1\]: expected real numbers of shape \(2,\)"):
        optimizer.step([np.ones(2), np.ones(3)])
    np.testing.assert_array_equal(a, np.ones(2))
    assert optimizer.state == [{}, {}]


def test_the_first_schedule_knows_the_rate_from_before_it() -> None:
    optimizer = optim.SGD([np.zeros(1)], lr=1.0)
    lr_scheduler.LinearLR(optimizer, start_factor=0.1)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.1)
    assert lr_scheduler.StepLR(optimizer, step_size=1).base_lrs == [1.0]


def test_a_cycle_ends_at_its_lowest_rate_and_not_below() -> None:
    """PyTorch extrapolates here: with straight lines its last rate is negative."""
    optimizer = optim.SGD([np.zeros(1)], momentum=0.9)
    cycle = lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps=20, anneal_strategy="linear")
    for _ in range(20):
        cycle.step()
    assert cycle.get_last_lr() == [pytest.approx(1 / 25 / 1e4)]
    with pytest.raises(ValueError, match="step: expected at most 20"):
        cycle.step()


W = np.zeros(2)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: optim.SGD(W), TypeError, "params: expected a list"),
        (lambda: optim.SGD([]), ValueError, "params: expected at least one"),
        (lambda: optim.SGD([np.zeros(2, int)]), TypeError, r"params\[0\]: expected a floating"),
        (lambda: optim.SGD(["w"]), TypeError, r"params\[0\]: expected a floating-point array"),
        (lambda: optim.SGD([W, W]), ValueError, "each parameter once"),
        (lambda: optim.SGD([np.broadcast_to(1.0, (2,))]), ValueError, "read-only"),
        (lambda: optim.SGD([{"params": [W], "speed": 1}]), ValueError, "got speed"),
        (lambda: optim.SGD([{"params": [W]}, W]), ValueError, "dictionaries with a list"),
        (lambda: optim.SGD([W], lr=-1), ValueError, "lr: expected a number of at least 0"),
        (lambda: optim.SGD([W], lr=math.nan), ValueError, "lr: expected"),
        (lambda: optim.SGD([W], lr="fast"), ValueError, "lr: expected"),
        (lambda: optim.SGD([W], momentum=-0.1), ValueError, "momentum: expected"),
        (lambda: optim.SGD([W], nesterov=True), ValueError, "nesterov: expected a momentum"),
        (lambda: optim.Adagrad([W], lr_decay=-1), ValueError, "lr_decay"),
        (lambda: optim.RMSprop([W], alpha=1.0), ValueError, "alpha: .* below 1"),
        (lambda: optim.Adam([W], betas=(0.9, 1.0)), ValueError, r"betas\[1\]"),
        (lambda: optim.Adam([W], betas=0.9), ValueError, "betas: expected two numbers"),
        (lambda: optim.Adam([W]).step(), ValueError, "grads: expected a list"),
        (lambda: optim.Adam([W]).step([]), ValueError, "grads: expected a list of 1"),
        (lambda: optim.Adam([W]).step(W), ValueError, "grads: .* got one array"),
        (lambda: optim.Adam([W]).step([["a", "b"]]), ValueError, r"grads\[0\]"),
        (lambda: lr_scheduler.StepLR(W, 1), TypeError, "optimizer: expected an Optimizer"),
        (lambda: lr_scheduler.ReduceLROnPlateau(W), TypeError, "optimizer: expected"),
        (lambda: lr_scheduler.StepLR(optim.SGD([W]), 0), ValueError, "step_size: expected"),
        (lambda: lr_scheduler.LinearLR(optim.SGD([W]), 0.0), ValueError, "start_factor"),
        (lambda: lr_scheduler.LinearLR(optim.SGD([W]), 1, 2), ValueError, "end_factor"),
        (lambda: lr_scheduler.CosineAnnealingLR(optim.SGD([W]), 2.5), ValueError, "T_max"),
        (lambda: lr_scheduler.ExponentialLR(optim.SGD([W]), -1), ValueError, "gamma"),
        (lambda: lr_scheduler.SequentialLR(optim.SGD([W]), [], [1]), ValueError, "milestones"),
        (
            lambda: lr_scheduler.OneCycleLR(optim.Adagrad([W]), 1.0, 10),
            ValueError,
            "cycle_momentum: expected an optimizer with",
        ),
        (
            lambda: lr_scheduler.ReduceLROnPlateau(optim.SGD([W]), factor=1.0),
            ValueError,
            "factor: expected",
        ),
    ],
)
def test_bad_arguments_are_named(
    call: Callable[[], Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        call()
