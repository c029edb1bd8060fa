"""Automatic differentiation without a reference: identities, the definition, long graphs, misuse.

Values and gradients are held against PyTorch in `test_autograd_torch.py`.
"""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from journey.mathematics import autograd as ja
from journey.mathematics import optimize

BASE = "journey.mathematics.autograd"
Leaf = ja.Tensor


def leaf(values: Any, **more: Any) -> Leaf:
    return ja.tensor(values, requires_grad=True, **more)


# Identities ---------------------------------------------------------------------------------------


def test_a_product_has_the_other_factor_as_gradient() -> None:
    x, y = leaf([2.0, 3.0]), leaf([5.0, 7.0])
    (x * y).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [5.0, 7.0])
    np.testing.assert_array_equal(y.grad.numpy(), [2.0, 3.0])


def test_gradients_of_a_network_by_hand(parity: Callable[..., None]) -> None:
    """One hidden layer and a squared loss: the derivation that every book prints."""
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((20, 3)), rng.standard_normal((20, 1))
    W, b, v = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.standard_normal((4, 1))
    tW, tb, tv = leaf(W), leaf(b), leaf(v)
    ((((ja.tensor(X) @ tW + tb).tanh() @ tv - y) ** 2).mean()).backward()
    hidden = np.tanh(X @ W + b)
    error = 2 * (hidden @ v - y) / 20
    inner = error @ v.T * (1 - hidden**2)
    pairs = ((tv, hidden.T @ error), (tW, X.T @ inner), (tb, inner.sum(axis=0)))
    parity(f"{BASE}.Tensor.backward", reference="the chain rule by hand",
           what="a network of one hidden layer",
           difference=max(float(np.abs(t.grad.data - g).max()) for t, g in pairs),
           tolerance=1e-14)  # fmt: skip


def test_gradient_and_hessian_of_rosenbrock(parity: Callable[..., None]) -> None:
    def rosen(x: Leaf) -> Leaf:
        return (100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2).sum()

    point = np.array([-1.2, 1.0, 0.5, 2.0])
    x = leaf(point)
    (g,) = ja.grad(rosen(x), x)
    parity(f"{BASE}.grad", reference="journey.mathematics.optimize.rosen_der",
           what="Rosenbrock's gradient, relative", tolerance=1e-14,
           difference=float(np.abs(g.data / optimize.rosen_der(point) - 1).max()))  # fmt: skip
    H = ja.hessian(rosen, point).numpy()
    parity(f"{BASE}.hessian", reference="journey.mathematics.optimize.rosen_hess",
           what="Rosenbrock's Hessian", tolerance=1e-10,
           difference=float(np.abs(H - optimize.rosen_hess(point)).max()))  # fmt: skip


def test_softmax_and_cross_entropy_identities() -> None:
    x = leaf([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]])
    loss = ja.cross_entropy(x, [2, 0])
    loss.backward()
    expected = ja.softmax(x.detach()).numpy() - np.eye(3)[[2, 0]]
    np.testing.assert_allclose(x.grad.numpy(), expected / 2, atol=1e-15)
    shifted = ja.cross_entropy(x.detach() + 1000.0, [2, 0])
    assert shifted.item() == pytest.approx(loss.item(), abs=1e-12)


# The definition, and differences ------------------------------------------------------------------


def test_grad_equals_the_sum_over_all_paths(parity: Callable[..., None]) -> None:
    worst = 0.0
    for seed in range(5):
        rng = np.random.default_rng(seed)
        x, w = leaf(rng.standard_normal((3, 4))), leaf(rng.standard_normal((4, 4)))
        y = x
        for _ in range(4):
            y = (y @ w).tanh() + y * y.sigmoid()
        out = ja.log_softmax(y).sum(0)[1:].sum()
        naive, _ = ja.grad_naive(out, [x, w])
        fast = ja.grad(out, [x, w])
        worst = max(
            worst, *(float(np.abs(a - b.data).max()) for a, b in zip(naive, fast, strict=True))
        )
    parity(f"{BASE}.grad", reference="journey.mathematics.autograd.grad_naive",
           what="5 graphs with values used twice", difference=worst, tolerance=1e-12)  # fmt: skip


def test_the_sum_over_paths_visits_two_to_the_n() -> None:
    x = leaf(1.0)
    y = x
    for _ in range(12):
        y = y + y
    (g,), visits = ja.grad_naive(y, [x])
    assert g == 2**12
    assert visits == 2**13 - 1
    y.backward()
    assert x.grad.item() == 2**12


FUNCTIONS: dict[str, tuple[Any, Any]] = {
    "elementwise": (lambda x: (x.exp() + x.sin() * x.cos()) / (x * x + 1.0) - x.sigmoid(), (3, 2)),
    "reductions": (lambda x: x.logsumexp(0) * x.mean(1).sum() + x.var(1)[0], (2, 3)),
    "indexing": (lambda x: x[[0, 0, 1]] * x[1] + x[:, ::2].sum(), (2, 3)),
    "matmul": (lambda x: (x @ x.T).tanh() @ x[:, 0], (3, 2)),
    "joins": (lambda x: ja.stack([x, x * x]).cumsum(1) * ja.cat([x, x], 1)[:, :3], (2, 3)),
    "softmax": (lambda x: ja.softmax(x, 0) * ja.log_softmax(x), (2, 3)),
    "loss": (lambda x: ja.cross_entropy(x**2, [0, 2]), (2, 3)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gradients_against_differences(name: str, parity: Callable[..., None]) -> None:
    function, shape = FUNCTIONS[name]
    x = leaf(np.random.default_rng(3).uniform(0.2, 1.5, shape))
    assert ja.gradcheck(function, x, atol=1e-7, rtol=1e-6)
    assert ja.gradgradcheck(function, x, atol=1e-6, rtol=1e-5)
    J = ja.jacobian(function, x).numpy()
    step = 1e-5
    differences = np.zeros_like(J)
    for k in np.ndindex(shape):
        moved = np.zeros(shape)
        moved[k] = step
        ahead, behind = function(x.detach() + moved).numpy(), function(x.detach() - moved).numpy()
        differences[(..., *k)] = (ahead - behind) / (2 * step)
    parity(f"{BASE}.jacobian", reference="central differences", what="7 functions, relative",
           difference=float(np.abs(J - differences).max() / np.abs(J).max()),
           tolerance=1e-6)  # fmt: skip


def test_gradcheck_notices(parity: Callable[..., None]) -> None:
    x = leaf([0.5, -1.0, 2.0])
    wrong = 0
    for function in (
        lambda t: t * t.detach(),  # half of the gradient is lost
        lambda t: t * 1.001 - 0.001 * t.detach() * 2.0,
        lambda t: ja.where(t.data > 0, t, -t.detach()),  # wrong in one entry
    ):
        wrong += ja.gradcheck(function, x, raise_exception=False)
        with pytest.raises(ja.GradcheckError, match=r"input\[0\]\.flat\[\d\]: backward gives"):
            ja.gradcheck(function, x, rtol=1e-5)
    assert ja.gradcheck(lambda t: (t.sum(), t * 2.0), x)
    parity(f"{BASE}.gradcheck", reference="three wrong gradients", what="not noticed",
           difference=wrong, tolerance=0)  # fmt: skip


# Graphs -------------------------------------------------------------------------------------------


def test_a_value_used_often_gets_the_sum() -> None:
    x = leaf([1.0, 2.0])
    y = x * x
    (y + y * x + y.sum() * x).sum().backward()
    a, b = 1.0, 2.0  # derivative of a^2 + b^2 + a^3 + b^3 + (a^2 + b^2)(a + b)
    expected = [2 * v + 3 * v * v + 2 * v * (a + b) + a * a + b * b for v in (a, b)]
    np.testing.assert_allclose(x.grad.numpy(), expected, rtol=1e-15)


def test_backward_twice_adds_up_and_needs_the_graph() -> None:
    x = leaf([1.0, 2.0])
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    np.testing.assert_array_equal(x.grad.numpy(), [4.0, 8.0])
    with pytest.raises(RuntimeError, match="freed by an earlier backward"):
        y.backward()
    np.testing.assert_array_equal(x.grad.numpy(), [4.0, 8.0])


def test_two_outputs_of_one_graph() -> None:
    x = leaf([1.0, 2.0])
    shared = x.exp()
    (a, b) = shared.sum(), (shared * 3.0).sum()
    a.backward(retain_graph=True)
    b.backward()
    np.testing.assert_allclose(x.grad.numpy(), 4 * np.exp([1.0, 2.0]))


def test_gradients_share_no_memory() -> None:
    x, y = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    seed = np.ones(2)
    (x + y).backward(seed)
    x.grad.data[0] = 9.0
    assert y.grad.data[0] == seed[0] == 1.0
    z = leaf(np.ones((2, 3)))
    z.sum().backward()
    z.grad.data[0, 0] = 5.0  # no read-only view of one number
    assert z.grad.data.sum() == 10.0


def test_a_change_in_place_does_not_reach_the_recorded_graph() -> None:
    w = leaf([1.0, 2.0])
    loss = (w * w * w).sum()
    with ja.no_grad():
        w -= 5.0
    loss.backward()
    np.testing.assert_array_equal(w.grad.numpy(), [3.0, 12.0])  # at the values it was computed with
    again = (w * w).sum()
    with ja.no_grad():
        w += 1.0
    with pytest.raises(RuntimeError, match="changed in place"):
        ja.grad(again, w, create_graph=True)


def test_in_place_on_a_leaf_is_refused_and_elsewhere_recorded() -> None:
    w = leaf([1.0, 2.0])
    with pytest.raises(RuntimeError, match="inside no_grad"):
        w += 1.0
    total = ja.tensor([0.0, 0.0])
    total += w * 3.0
    total *= w
    total.sum().backward()
    np.testing.assert_array_equal(w.grad.numpy(), [6.0, 12.0])


@pytest.mark.parametrize("used", [True, False], ids=["with backward", "without"])
def test_a_long_chain_needs_no_recursion(used: bool) -> None:
    """200,000 operations, in a thread with a small stack; and the graph is gone afterwards."""
    results: list[Any] = []

    def work() -> None:
        x = leaf(1.0)
        y = x
        for _ in range(100_000):
            y = y * 0.99999 + 0.00001  # two operations each
        middle = weakref.ref(y)
        if used:
            y.backward()
            results.append(x.grad.item())
        del y
        results.append(middle() is None)

    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert results[-1] is True
    if used:
        assert results[0] == pytest.approx(0.99999**100_000, rel=1e-9)


def test_a_long_chain_can_be_differentiated_twice() -> None:
    x = leaf(0.5)
    y = x
    for _ in range(3_000):
        y = y * 1.0001
    (g,) = ja.grad(y * y, x, create_graph=True)
    (h,) = ja.grad(g, x)
    assert h.item() == pytest.approx(2 * 1.0001**6_000, rel=1e-10)


def test_graphs_are_freed_without_the_collector() -> None:
    gc.disable()
    try:
        x = leaf([1.0, 2.0])
        y = (x.exp() * x).sum()
        gone = weakref.ref(y)
        y.backward(retain_graph=True)
        del y
        assert gone() is None
    finally:
        gc.enable()


def test_no_grad_nests_and_belongs_to_its_thread() -> None:
    x = leaf(1.0)
    seen: list[bool] = []
    with ja.no_grad():
        with ja.enable_grad():
            assert (x * 2.0).requires_grad
        assert not (x * 2.0).requires_grad
        thread = threading.Thread(target=lambda: seen.append(ja.is_grad_enabled()))
        thread.start()
        thread.join()
    assert seen == [True]

    @ja.no_grad()
    def evaluate() -> bool:
        return (x * 2.0).requires_grad

    assert not evaluate()
    with pytest.raises(ZeroDivisionError), ja.no_grad():
        raise ZeroDivisionError
    assert ja.is_grad_enabled()


def test_grad_leaves_the_leaves_alone_and_takes_any_tensor() -> None:
    x = leaf([1.0, 2.0])
    h = x * 2.0
    (gh, gx) = ja.grad((h * h).sum(), [h, x])
    np.testing.assert_array_equal(gh.numpy(), [4.0, 8.0])
    np.testing.assert_array_equal(gx.numpy(), [8.0, 16.0])
    assert x.grad is None
    other = leaf(1.0)
    with pytest.raises(RuntimeError, match="depends on input 1"):
        ja.grad((x * x).sum(), [x, other])
    assert ja.grad((x * x).sum(), [x, other], allow_unused=True)[1] is None


def test_retained_gradients_and_leaves() -> None:
    x = leaf([1.0, 2.0])
    h = x * 3.0
    h.retain_grad()
    h.sum().backward()
    np.testing.assert_array_equal(h.grad.numpy(), [1.0, 1.0])
    assert x.is_leaf
    assert not h.is_leaf
    y = leaf(2.0)
    y.backward()
    assert y.grad.item() == 1.0


def test_a_choice_does_not_let_nan_through() -> None:
    x = leaf([0.0, 4.0])
    safe = ja.where(x.data > 0, x, 1.0).sqrt()
    ja.where(x.data > 0, safe, 0.0).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [0.0, 0.25])


# Properties ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    shapes=hnp.mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3, min_side=0),
    op=st.sampled_from([np.add, np.subtract, np.multiply, np.true_divide]),
)
def test_broadcasting_gives_gradients_of_the_inputs_shapes(shapes: Any, op: Any) -> None:
    signs = {np.add: "__add__", np.subtract: "__sub__", np.multiply: "__mul__",
             np.true_divide: "__truediv__"}  # fmt: skip
    a, b = (np.full(s, v) for s, v in zip(shapes.input_shapes, (3.0, 2.0), strict=True))
    x, y = leaf(a), leaf(b)
    out = getattr(x, signs[op])(y)
    np.testing.assert_array_equal(out.detach().numpy(), op(a, b))
    out.sum().backward()
    assert x.grad.shape == a.shape
    assert y.grad.shape == b.shape
    if a.size:
        slope = {np.add: 1.0, np.subtract: 1.0, np.multiply: 2.0, np.true_divide: 0.5}[op]
        np.testing.assert_allclose(x.grad.numpy(), slope * out.numel() / a.size)


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.float64, (3, 4), elements=st.floats(-3, 3)), st.floats(-2, 2))
def test_the_gradient_is_linear_in_the_seed(values: Any, factor: float) -> None:
    x = leaf(values)
    y = (x.tanh() * x).sum(0)
    seed = np.array([1.0, -2.0, 0.5, 3.0])
    (one,) = ja.grad(y, x, seed, retain_graph=True)
    (other,) = ja.grad(y, x, factor * seed)
    np.testing.assert_allclose(other.numpy(), factor * one.numpy(), atol=1e-12)


# Types, edges, misuse -----------------------------------------------------------------------------


def test_float32_stays_float32() -> None:
    x = leaf([1.0, 2.0], dtype=np.float32)
    y = ((2 * x + 1.0) / 3 - x**2 + x**0.5).mean() * np.float32(2)
    assert y.dtype == np.float32
    y.backward()
    assert x.grad.dtype == np.float32


def test_whole_numbers_have_no_gradient() -> None:
    x = leaf([1.5, 2.5])
    assert not x.astype(int).requires_grad
    assert not (x > 2.0).requires_grad
    assert not x.argmax().requires_grad
    (x * x.astype(int)).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [1.0, 2.0])


def test_arrays_on_the_left_are_left_to_the_tensor() -> None:
    x = leaf([1.0, 2.0])
    for y in (np.ones(2) + x, np.ones(2) * x, np.eye(2) @ x, np.float64(2.0) * x, 1.0 - x):
        assert isinstance(y, Leaf)
        assert y.requires_grad


def test_one_number_and_none_at_all() -> None:
    x = leaf(3.0)
    (x * x).backward()
    assert x.grad.item() == 6.0
    assert x.grad.shape == ()
    empty = leaf(np.zeros((0, 3)))
    (empty * 2.0).sum().backward()
    assert empty.grad.shape == (0, 3)


def test_indices_are_kept_as_they_were() -> None:
    x, index = leaf([1.0, 2.0, 3.0]), np.array([0, 0, 2])
    y = (x[index] * ja.tensor([1.0, 10.0, 100.0])).sum()
    index[:] = 1
    y.backward()
    np.testing.assert_array_equal(x.grad.numpy(), [11.0, 0.0, 100.0])
    assert [t.item() for t in x] == [1.0, 2.0, 3.0]
    assert x[ja.tensor([2, 1])].tolist() == [3.0, 2.0]


def test_inputs_are_copied_and_unchanged() -> None:
    values = np.array([1.0, -2.0])
    x = leaf(values)
    (ja.relu(x) * 2.0).sum().backward()
    with ja.no_grad():
        x -= x.grad
    np.testing.assert_array_equal(values, [1.0, -2.0])
    shared = ja.as_tensor(values)
    shared += 1.0
    np.testing.assert_array_equal(values, [1.0, -2.0])
    shared.zero_()
    np.testing.assert_array_equal(values, [1.0, -2.0])


BAD: list[tuple[Any, Any, str]] = [
    (lambda: leaf([1, 2]), TypeError, "requires_grad: expected floating-point"),
    (lambda: ja.tensor(["a"]), TypeError, "data: expected real numbers"),
    (lambda: leaf([1.0, 2.0]).backward(), RuntimeError, r"several entries, here of shape \(2,\)"),
    (lambda: ja.tensor(1.0).backward(), RuntimeError, "does not require grad"),
    (lambda: leaf([1.0]).backward(np.ones(2)), ValueError, r"gradient: expected shape \(1,\)"),
    (lambda: leaf([1.0]).numpy(), RuntimeError, "call detach"),
    (lambda: np.asarray(leaf([1.0])), RuntimeError, "call detach"),
    (lambda: leaf(np.ones((2, 3))) @ np.ones(2), ValueError, "matmul: expected the last axis"),
    (lambda: leaf(1.0) @ np.ones(2), ValueError, "matmul: expected at least one axis"),
    (lambda: leaf([1.0]).sum(1), IndexError, "dim: expected an axis of 1 axes, got 1"),
    (lambda: leaf([[1.0]]).sum((0, -2)), ValueError, "dim: expected different axes"),
    (lambda: ja.clamp([1.0]), ValueError, "clamp: expected min"),
    (lambda: ja.cat([]), ValueError, "tensors: expected at least one"),
    (lambda: ja.linear([1.0], [[1.0, 2.0]]), ValueError, "weight: expected shape"),
    (lambda: ja.linear([1.0], [[1.0]], [1.0, 2.0]), ValueError, r"bias: expected shape \(1,\)"),
    (lambda: ja.cross_entropy([[1.0, 2.0]], [2]), ValueError, "classes from 0 to 1, got 2 to 2"),
    (lambda: ja.cross_entropy([[1.0, 2.0]], [-1]), ValueError, "classes from 0 to 1"),
    (lambda: ja.cross_entropy([[1.0, 2.0]], [1.0]), TypeError, "target: expected whole numbers"),
    (lambda: ja.nll_loss([1.0, 2.0], [1]), ValueError, r"target: expected shape \(n,\)"),
    (lambda: ja.mse_loss([1.0, 2.0], [[1.0], [2.0]]), ValueError, r"expected shape \(2,\)"),
    (lambda: ja.mse_loss([1.0], [2.0], "max"), ValueError, "reduction: expected 'mean'"),
    (lambda: ja.gradcheck(ja.exp, ja.tensor([1.0])), ValueError, "expected one that requires"),
    (lambda: ja.gradcheck(ja.exp, leaf([1.0], dtype=np.float32)), ValueError, "expected float64"),
    (lambda: ja.hessian(lambda x: x * 2.0, [1.0, 2.0]), ValueError, "expected to return one"),
    (lambda: ja.grad(leaf(1.0) * 2.0, ja.tensor(1.0)), RuntimeError, "input 0 does not require"),
    (lambda: bool(leaf([1.0, 2.0])), ValueError, r"bool: expected one entry, got shape \(2,\)"),
    (lambda: len(leaf(1.0)), TypeError, "len: expected a tensor with axes"),
    (lambda: (leaf([1.0]) * 2.0).requires_grad_(False), RuntimeError, "expected a leaf"),
    (lambda: leaf(np.ones((2, 2))).permute(0, 0), ValueError, "dim"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "error", "words"), BAD, ids=range(len(BAD)))
def test_misuse_is_named(call: Any, error: Any, words: str) -> None:
    with pytest.raises(error, match=words):
        call()
