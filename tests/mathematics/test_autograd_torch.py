"""Every operation against PyTorch: value and gradient, by one helper, over shapes and types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from journey.mathematics import autograd as ja

torch = pytest.importorskip("torch", reason="PyTorch, the reference, is not installed")
torch.set_num_threads(1)
F = torch.nn.functional

BASE = "journey.mathematics.autograd"
LIMITS = {np.float64: 1e-12, np.float32: 1e-5}
V, M, T3 = (5,), (3, 4), (2, 3, 4)
ONE = (V, M, T3, (), (1, 4), (0, 3))  # without axes, with an axis of length 1, and empty
PAIRS = ((M, M), (M, (4,)), (T3, (3, 1)), ((3, 1), (1, 4)), (M, ()), ((), ()), ((2, 1, 4), M))
INDEX = np.array([[0, 2, 1, 0], [1, 1, 0, 2]])
MASK = np.array([[True, False, True, False], [False] * 4, [True] * 4])
CLASSES = np.array([1, 0, 3])


# name on the API page: (our call, PyTorch's, shapes of the inputs, numbers from and to)
Row = tuple[str, Callable[..., Any], Callable[..., Any], tuple[tuple[Any, ...], ...], float, float]
CASES: list[Row] = []


def row(name: str, ours: Any, theirs: Any = None, shapes: Any = ONE, low: float = -2.0,
        high: float = 2.0) -> None:  # fmt: skip
    """Add a row; a shape stands for one input, a tuple of shapes for several."""
    shapes = tuple(s if s and isinstance(s[0], tuple) else (s,) for s in shapes)
    CASES.append((name, ours, theirs or ours, shapes, low, high))


for _name in ("exp", "sin", "cos", "tanh", "sigmoid", "relu", "abs"):
    row(_name, getattr(ja, _name), getattr(torch, _name))
    row(f"Tensor.{_name}", lambda x, n=_name: getattr(x, n)())
row("log", ja.log, torch.log, low=0.1)
row("log1p", ja.log1p, torch.log1p, low=-0.9)
row("sqrt", ja.sqrt, torch.sqrt, low=0.1)
row("Tensor.log", lambda x: x.log(), low=0.1)
row("Tensor.sqrt", lambda x: x.sqrt(), low=0.1)
row("softplus", ja.softplus, lambda x: F.softplus(x, threshold=1e9))
for _name in ("maximum", "minimum"):
    row(_name, getattr(ja, _name), getattr(torch, _name), PAIRS)
row("clamp", lambda x: ja.clamp(x, -0.5, 1.0), lambda x: torch.clamp(x, -0.5, 1.0))
row("Tensor.clamp", lambda x: x.clamp(min=0.3))
row("Tensor.clamp", lambda x: x.clamp(max=0.3))
row("where", lambda a, b: ja.where(MASK, a, b), lambda a, b: torch.where(torch.tensor(MASK), a, b),
    ((M, M), (M, (4,)), ((), (3, 1))))  # fmt: skip

row("Tensor", lambda a, b: a + b, shapes=PAIRS)
row("Tensor", lambda a, b: a - b, shapes=PAIRS)
row("Tensor", lambda a, b: a * b, shapes=PAIRS)
row("Tensor", lambda a, b: a / b, shapes=PAIRS, low=0.5)
row("Tensor", lambda a, b: a**b, shapes=PAIRS, low=0.3)
row("Tensor", lambda x: -x + 2.0 - (3.0 - x) * 2.0 / 5.0 + 2.0 / (x + 5.0) + 1.5**x)
row("Tensor", lambda x: x**2 + x**3 + x**0)
row("Tensor", lambda x: x**-1.5 + x**0.5, low=0.2)

for _name in ("sum", "mean", "amax", "amin", "logsumexp"):
    row(f"Tensor.{_name}", lambda x, n=_name: getattr(x, n)(dim=-1), shapes=(V, M, T3))
    row(f"Tensor.{_name}", lambda x, n=_name: getattr(x, n)(dim=(0, 2), keepdim=True), shapes=(T3,))
    row(f"Tensor.{_name}", lambda x, n=_name: getattr(x, n)(dim=(0, -1)), shapes=(M, T3))
row("Tensor.sum", lambda x: x.sum())
row("Tensor.mean", lambda x: x.mean(), shapes=(V, M, T3, ()))
row("Tensor.max", lambda x: x.max(), shapes=(V, M, T3, ()))
row("Tensor.min", lambda x: x.min(), shapes=(V, M, T3, ()))
row("Tensor.max", lambda x: x.max(1)[0], shapes=(M, T3))
row("Tensor.min", lambda x: x.min(0, keepdim=True)[0], shapes=(M, T3))
row("Tensor.var", lambda x: x.var(dim=1), shapes=(M, T3))
row("Tensor.var", lambda x: x.var(dim=(0, 1), correction=0, keepdim=True), shapes=(M, T3))
row("Tensor.cumsum", lambda x: x.cumsum(1), shapes=(M, T3))
row("Tensor.gather", lambda x: x.gather(0, INDEX), lambda x: x.gather(0, torch.tensor(INDEX)),
    shapes=(M,))  # fmt: skip

row("Tensor.reshape", lambda x: x.reshape(-1, 2), shapes=(M, T3, (2, 1)))
row("Tensor.reshape", lambda x: x.reshape((2, 6)), shapes=(M,))
row("Tensor.flatten", lambda x: x.flatten(), shapes=(V, M, T3))
row("Tensor.permute", lambda x: x.permute(2, 0, 1), shapes=(T3,))
row("Tensor.transpose", lambda x: x.transpose(0, -1), shapes=(M, T3))
row("Tensor.T", lambda x: x.T, shapes=(M,))
row("Tensor.squeeze", lambda x: x.squeeze(), shapes=((1, 4), (2, 1, 3, 1), V))
row("Tensor.squeeze", lambda x: x.squeeze(1), shapes=((2, 1, 3, 1), M))
row("Tensor.unsqueeze", lambda x: x.unsqueeze(-1), shapes=(V, M, ()))
row("Tensor.expand", lambda x: x.expand(2, -1, 4), shapes=((3, 1), (2, 3, 1)))

ARANGE = np.array([2, 0, 0, 1])
for _label, _key in {
    "number": 1, "slice": slice(0, 2), "step": slice(None, None, 2), "ellipsis": (..., 0),
    "new axis": (slice(None), None, 1), "mask": MASK, "pairs": (ARANGE, ARANGE), "list": [2, 0, 0],
    "mixed": (slice(None), ARANGE),
}.items():  # fmt: skip
    row("Tensor", lambda x, k=_key: x[k], shapes=(M,))

row("matmul", ja.matmul, torch.matmul,
    (((3, 4), (4, 2)), ((4,), (4, 2)), ((3, 4), (4,)), ((4,), (4,)), ((2, 3, 4), (4, 5)),
     ((2, 3, 4), (2, 4, 5)), ((6, 1, 3, 4), (2, 4, 2)), ((4,), (2, 4, 5)), ((2, 3, 4), (4,))),
    )  # fmt: skip
row("Tensor", lambda a, b: a @ b, shapes=(((3, 4), (4, 2)),))
row("linear", ja.linear, F.linear,
    (((5, 3), (2, 3), (2,)), ((5, 3), (2, 3)), ((3,), (2, 3), (2,)), ((2, 5, 3), (4, 3), (4,))),
    )  # fmt: skip
row("cat", lambda a, b: ja.cat([a, b], 1), lambda a, b: torch.cat([a, b], 1), ((M, (3, 2)),))
row("stack", lambda a, b: ja.stack([a, b], -1), lambda a, b: torch.stack([a, b], -1), ((M, M),))
for _dim in (0, -1):
    for _name in ("softmax", "log_softmax"):
        row(_name, lambda x, n=_name, d=_dim: getattr(ja, n)(x, d),
            lambda x, n=_name, d=_dim: getattr(F, n)(x, d), (V, M, T3), -30, 30)  # fmt: skip
for _reduction in ("mean", "sum", "none"):
    for _name in ("nll_loss", "cross_entropy"):
        row(_name, lambda x, n=_name, r=_reduction: getattr(ja, n)(x, CLASSES, reduction=r),
            lambda x, n=_name, r=_reduction: getattr(F, n)(x, torch.tensor(CLASSES), reduction=r),
            (M,), -30, 30)  # fmt: skip
    row("mse_loss", lambda a, b, r=_reduction: ja.mse_loss(a, b, reduction=r),
        lambda a, b, r=_reduction: F.mse_loss(a, b, reduction=r), ((M, M), (V, V)))  # fmt: skip


def _gap(ours: Any, theirs: Any) -> float:
    """The largest difference, relative where numbers are above 1; shapes and types must agree."""
    a, b = np.asarray(ours), np.asarray(theirs)
    assert a.shape == b.shape, f"shape: ours {a.shape}, PyTorch's {b.shape}"
    assert a.dtype == b.dtype, f"type: ours {a.dtype}, PyTorch's {b.dtype}"
    return float((np.abs(a - b) / np.maximum(1, np.abs(b))).max(initial=0.0))


def compare(
    ours: Any, theirs: Any, shapes: tuple[Any, ...], low: float, high: float, dtype: Any,
    second: bool = False,
) -> tuple[float, float]:  # fmt: skip
    """Run both on the same numbers; return the gaps of value and gradient (or of the second)."""
    rng = np.random.default_rng(5)
    arrays = [rng.uniform(low, high, s).astype(dtype) for s in shapes]
    before = [a.copy() for a in arrays]
    mine = [ja.tensor(a, requires_grad=True) for a in arrays]
    other = [torch.tensor(a, requires_grad=True) for a in arrays]
    a, b = ours(*mine), theirs(*other)
    seed = rng.standard_normal(tuple(b.shape)).astype(dtype)
    value = _gap(a.detach().numpy(), b.detach().numpy())
    if second:  # gradients of the length of the gradient, plus the value itself to reach all inputs
        ga = ja.grad(a, mine, [ja.tensor(seed)], create_graph=True)
        gb = torch.autograd.grad(b, other, [torch.tensor(seed)], create_graph=True)
        (sum((g * g * g).sum() for g in ga) + a.sum()).backward()
        (sum((g * g * g).sum() for g in gb) + b.sum()).backward()
    else:
        a.backward(ja.tensor(seed))
        b.backward(torch.tensor(seed))
    gradient = max(
        _gap(m.grad.numpy(), np.zeros(m.shape, dtype) if o.grad is None else o.grad.numpy())
        for m, o in zip(mine, other, strict=True)
    )
    for array, kept in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, kept)
    return value, gradient


IDS = [f"{name}-{k}" for k, (name, *_) in enumerate(CASES)]


@pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_value_and_gradient(case: Row, dtype: Any, parity: Callable[..., None]) -> None:
    name, ours, theirs, shapes, low, high = case
    for shape in shapes:
        value, gradient = compare(ours, theirs, shape, low, high, dtype)
        kind = np.dtype(dtype).name
        parity(f"{BASE}.{name}", reference="torch.autograd", what=f"value and gradient, {kind}",
               difference=np.maximum(value, gradient), tolerance=LIMITS[dtype])  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_second_derivatives(case: Row, parity: Callable[..., None]) -> None:
    name, ours, theirs, shapes, low, high = case
    for shape in shapes:
        _, gap = compare(ours, theirs, shape, low, high, np.float64, second=True)
        parity(f"{BASE}.{name}", reference="torch.autograd", what="second derivatives, float64",
               difference=gap, tolerance=1e-11)  # fmt: skip


def test_the_helper_notices_a_gradient_that_is_off() -> None:
    value, gradient = compare(lambda x: x * x.detach(), lambda x: x * x, ((3,),), 1.0, 2.0, float)
    assert value == 0.0
    assert gradient > 0.1


TIES = [
    ("amax", lambda x: x.amax(1)), ("max", lambda x: x.max()), ("max(1)", lambda x: x.max(1)[0]),
    ("amin", lambda x: x.amin(0)), ("relu", lambda x: x.relu()), ("abs", lambda x: x.abs()),
    ("clamp", lambda x: x.clamp(0.0, 2.0)), ("pow 0", lambda x: x**0), ("pow 2", lambda x: x**2),
]  # fmt: skip


@pytest.mark.parametrize(("label", "call"), TIES, ids=[n for n, _ in TIES])
def test_kinks_and_ties_as_in_pytorch(label: str, call: Any) -> None:
    data = np.array([[2.0, 0.0, 2.0], [0.0, 0.0, -1.0]])
    x, z = ja.tensor(data, requires_grad=True), torch.tensor(data, requires_grad=True)
    call(x).sum().backward()
    call(z).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), z.grad.numpy())


@pytest.mark.parametrize("name", ["maximum", "minimum", "pow"])
def test_ties_of_two(name: str) -> None:
    a, b = np.array([0.0, 1.0, 0.0, 2.0]), np.array([0.0, 1.0, 2.0, 0.0])
    mine = [ja.tensor(v, requires_grad=True) for v in (a, b)]
    other = [torch.tensor(v, requires_grad=True) for v in (a, b)]
    (mine[0] ** mine[1] if name == "pow" else getattr(ja, name)(*mine)).sum().backward()
    getattr(torch, name)(*other).sum().backward()
    for m, o in zip(mine, other, strict=True):
        np.testing.assert_array_equal(m.grad.numpy(), o.grad.numpy())


def test_a_branch_not_taken_gives_nan_as_in_pytorch() -> None:
    x, z = (m([0.0, 4.0], requires_grad=True) for m in (ja.tensor, torch.tensor))
    with np.errstate(divide="ignore", invalid="ignore"):
        ja.where(x.data > 0, x.sqrt(), 0.0).sum().backward()
    torch.where(z > 0, z.sqrt(), 0.0).sum().backward()
    np.testing.assert_array_equal(x.grad.numpy(), [np.nan, 0.25])
    np.testing.assert_array_equal(z.grad.numpy(), [np.nan, 0.25])


def test_far_out(parity: Callable[..., None]) -> None:
    data = np.array([[-1e4, 0.0, 1e4], [700.0, 710.0, -745.0]])
    worst = 0.0
    for ours, theirs in (
        (ja.sigmoid, torch.sigmoid), (ja.softplus, F.softplus), (ja.tanh, torch.tanh),
        (ja.log_softmax, lambda z: F.log_softmax(z, -1)), (lambda x: x.logsumexp(1),) * 2,
        (ja.softmax, lambda z: F.softmax(z, -1)),
    ):  # fmt: skip
        x, z = ja.tensor(data, requires_grad=True), torch.tensor(data, requires_grad=True)
        a, b = ours(x), theirs(z)
        a.sum().backward()
        b.sum().backward()
        worst = max(worst, _gap(a.detach(), b.detach()), _gap(x.grad, z.grad))
    parity(f"{BASE}.Tensor", reference="torch", what="sigmoid, softmax and the like at 10,000",
           difference=worst, tolerance=1e-12)  # fmt: skip


def test_mixed_types_give_each_its_own() -> None:
    a = ja.tensor([1.0, 2.0], dtype=np.float32, requires_grad=True)
    b = ja.tensor([3.0, 4.0], requires_grad=True)
    (a * b).sum().backward()
    assert (a.grad.dtype, b.grad.dtype) == (np.float32, np.float64)
    c = (a.astype(np.float64) * 2.0).sum()
    a.grad = None
    c.backward()
    assert a.grad.dtype == np.float32


def _network(library: Any, nn: Any, w: list[Any], x: Any, y: Any) -> Any:
    hidden = library.tanh(nn.linear(x, w[0], w[1]))
    hidden = library.relu(nn.linear(hidden, w[2], w[3])) + hidden  # a value that is used twice
    return nn.cross_entropy(nn.linear(hidden, w[4], w[5]), y)


def test_training_stays_with_pytorch(parity: Callable[..., None]) -> None:
    rng = np.random.default_rng(0)
    shapes = ((8, 5), (8,), (8, 8), (8,), (3, 8), (3,))
    arrays = [rng.standard_normal(s) for s in shapes]
    x, y = rng.standard_normal((40, 5)), rng.integers(3, size=40)
    mine = [ja.tensor(a, requires_grad=True) for a in arrays]
    other = [torch.tensor(a, requires_grad=True) for a in arrays]
    worst = 0.0
    for _ in range(200):
        _network(ja, ja, mine, ja.tensor(x), y).backward()
        _network(torch, F, other, torch.tensor(x), torch.tensor(y)).backward()
        for library, parameters in ((ja, mine), (torch, other)):
            with library.no_grad():
                for p in parameters:
                    p -= 0.1 * p.grad
                    p.grad = None
    for m, o in zip(mine, other, strict=True):
        worst = max(worst, _gap(m.data, o.detach().numpy()))
    parity(f"{BASE}.Tensor.backward", reference="torch.autograd",
           what="weights after 200 steps of training", difference=worst,
           tolerance=1e-10)  # fmt: skip


def _bowl(library: Any) -> Callable[[Any], Any]:
    return lambda x: (library.exp(x[0] * x[1]) + library.sin(x).sum() * (x**3).sum()).sum()


def test_matrices_of_derivatives(parity: Callable[..., None]) -> None:
    x = np.array([0.3, -0.7, 1.1])
    reference = torch.autograd.functional
    z = torch.tensor(x)
    for name, ours, theirs in (
        ("hessian", ja.hessian(_bowl(ja), x), reference.hessian(_bowl(torch), z)),
        ("jacobian", ja.jacobian(lambda t: ja.softmax(t) * t, x),
         reference.jacobian(lambda t: F.softmax(t, -1) * t, z)),
    ):  # fmt: skip
        parity(f"{BASE}.{name}", reference=f"torch.autograd.functional.{name}", what="3 variables",
               difference=_gap(ours.numpy(), theirs.numpy()), tolerance=1e-12)  # fmt: skip


def test_third_derivatives(parity: Callable[..., None]) -> None:
    worst = 0.0
    x = ja.tensor([0.4, -1.2], requires_grad=True)
    z = torch.tensor([0.4, -1.2], dtype=torch.float64, requires_grad=True)
    for order in range(1, 4):
        a, b = (x.sigmoid() * x).sum(), (z.sigmoid() * z).sum()
        for _ in range(order):
            (ga,) = ja.grad(a, x, create_graph=True)
            (gb,) = torch.autograd.grad(b, z, create_graph=True)
            a, b = ga.sum(), gb.sum()
        worst = max(worst, abs(a.item() - b.item()))
    parity(f"{BASE}.grad", reference="torch.autograd.grad", what="derivatives up to the third",
           difference=worst, tolerance=1e-12)  # fmt: skip
