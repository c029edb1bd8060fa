"""The gradient descent visualizer: reading functions, paths, their ends, pictures, the command."""

from __future__ import annotations

import json
import math
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import scipy.optimize
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from journey.mathematics import optimize
from journey.projects.descent import (
    FUNCTIONS,
    OPTIMIZERS,
    Expression,
    ExpressionError,
    Racer,
    descend,
    main,
    page,
    save,
)

# Reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_gradients_and_hessians_are_sympys(name: str) -> None:
    function = FUNCTIONS[name]
    x, y = sympy.symbols("x y", real=True)
    exact = sympy.sympify(function.expression.text, locals={"x": x, "y": y, "e": sympy.E})
    rng = np.random.default_rng(0)
    left, right, bottom, top = function.window
    for a, b in zip(rng.uniform(left, right, 8), rng.uniform(bottom, top, 8), strict=True):
        at = {x: sympy.Float(a, 40), y: sympy.Float(b, 40)}
        want = float(exact.subs(at))
        slopes = [float(sympy.diff(exact, v).subs(at)) for v in (x, y)]
        curves = [[float(sympy.diff(exact, v, w).subs(at)) for w in (x, y)] for v in (x, y)]
        assert function.expression([a, b]) == pytest.approx(want, rel=1e-12, abs=1e-12)
        np.testing.assert_allclose(
            function.expression.gradient([a, b]), slopes, rtol=1e-10, atol=1e-10
        )
        np.testing.assert_allclose(
            function.expression.hessian([a, b]), curves, rtol=1e-9, atol=1e-9
        )


def test_the_classics_are_the_packages_and_scipys() -> None:
    points = np.random.default_rng(1).uniform(-2, 2, (20, 2))
    for name, ours in (("rosenbrock", optimize.rosen), ("beale", optimize.beale),
                       ("himmelblau", optimize.himmelblau)):  # fmt: skip
        for point in points:
            assert FUNCTIONS[name].expression(point) == pytest.approx(ours(point), rel=1e-12)
    for point in points:
        want = scipy.optimize.rosen(point)
        assert FUNCTIONS["rosenbrock"].expression(point) == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_minima_are_minima_and_start_and_minima_are_in_the_window(name: str) -> None:
    function = FUNCTIONS[name]
    left, right, bottom, top = function.window
    around = np.array([(math.cos(t), math.sin(t)) for t in np.linspace(0, 6, 12)])
    for minimum in function.minima:
        here = function.expression(minimum)
        assert all(function.expression(minimum + 1e-3 * step) > here for step in around)
        assert left < minimum[0] < right
        assert bottom < minimum[1] < top
    assert left <= function.start[0] <= right
    assert bottom <= function.start[1] <= top


def test_values_on_a_grid_are_the_values_at_its_points() -> None:
    f = Expression("x**2 * y - maximum(x, y) + 2")
    x, y = np.linspace(-1, 1, 5), np.linspace(-2, 2, 4)
    grid = f.values(x[None, :], y[:, None])
    assert grid.shape == (4, 5)
    assert all(grid[i, j] == f([x[j], y[i]]) for i in range(4) for j in range(5))
    assert Expression("3").values(x, x).tolist() == [3.0] * 5
    assert np.isnan(Expression("log(x)").values([-1.0, 1.0], 0.0)).tolist() == [True, False]
    assert Expression("x^2")([3.0, 0.0]) == 9.0


NOT_FUNCTIONS = {
    "x +": "cannot be read",
    "": "expected a function of x and y",
    "x + z": "'z' (letter 5) is not known",
    "sin": "write sin(...)",
    "sin(x, y)": "expected 1 argument, got 2",
    "maximum(x)": "expected 2 arguments, got 1",
    "floor(x)": "the function 'floor' (letter 1) is not known",
    "__import__('os').system('true')": "is not allowed",
    "x.real": "is not allowed",
    "x.__class__": "is not allowed",
    "sin.__call__(x)": "is not allowed",
    "(lambda: 1)()": "is not allowed",
    "[x, y]": "is not allowed",
    "x if y else 1": "is not allowed",
    "x < y": "is not allowed",
    "x // y": "is not allowed",
    "not x": "is not allowed",
    "'a'": "is not allowed",
    "f'{x}'": "is not allowed",
    "sin(*x)": "is not allowed",
    "sin(x=1)": "is not known",
    "(x := 1)": "is not allowed",
    "1j": "is no real number",
    "True": "is no real number",
    "1e999": "is too large",
    "x" * 401: "at most 400 letters",
    "-" * 80 + "x": "operations inside one another",
    "+".join(["x"] * 150): "at most 200",
}


@pytest.mark.parametrize("text", NOT_FUNCTIONS)
def test_nothing_else_is_let_through(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression(text)
    assert NOT_FUNCTIONS[text] in str(caught.value)


@given(st.text(alphabet="xy0123456789.+-*/^() sincoexplgqrtabhmu,=[]{}_'\"\\\n", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_function_or_an_error_that_says_so(text: str) -> None:
    try:
        f = Expression(text)
    except ExpressionError:
        return
    assert f.values([0.5, 1.0], 2.0).shape == (2,)
    assert f.gradient([0.5, 2.0]).shape == (2,)


def test_powers_of_powers_overflow_and_do_not_fill_the_memory() -> None:
    assert Expression("9**9**9**9")([0.0, 0.0]) == math.inf


# Descending --------------------------------------------------------------------------------------


def test_a_rule_steps_as_its_formula_says() -> None:
    run = descend(Expression("x**2 + 3*y**2"), [1.0, -1.0], Racer("sgd", {"lr": 0.1}), steps=5)
    np.testing.assert_allclose(run.path[:, 0], 0.8 ** np.arange(6), rtol=1e-14)
    np.testing.assert_allclose(run.path[:, 1], -(0.4 ** np.arange(6)), rtol=1e-14)
    assert run.gradients == 5
    assert run.outcome == "still moving"
    np.testing.assert_allclose(run.values, run.path[:, 0] ** 2 + 3 * run.path[:, 1] ** 2)


def test_methods_take_the_packages_path() -> None:
    found = optimize.minimize(
        optimize.rosen, [-1.2, 1.0], method="BFGS", jac=optimize.rosen_der,
        options={"return_all": True, "gtol": 1e-6},
    )  # fmt: skip
    run = descend(FUNCTIONS["rosenbrock"].expression, [-1.2, 1.0], Racer("bfgs"))
    assert run.steps == found.nit
    assert (run.evaluations, run.gradients) == (found.nfev, found.njev)
    np.testing.assert_allclose(run.path[:5], found.allvecs[:5], rtol=1e-6)
    assert run.error([(1.0, 1.0)]) < 1e-6


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_gets_down_the_bowl(name: str) -> None:
    bowl = FUNCTIONS["bowl"]
    run = descend(bowl.expression, bowl.start, Racer(name), steps=3000, tol=1e-4)
    assert run.outcome == "converged" or (name == "rmsprop" and run.values[-1] < 1e-2)
    assert run.values[-1] < 1e-2 * run.values[0]


@pytest.mark.parametrize(("name", "memory", "nesterov"), [
    ("sgd", 0.0, False), ("momentum", 0.8, False), ("nesterov", 0.8, True),
])  # fmt: skip
def test_the_limit_that_an_explanation_names_is_the_limit(
    name: str, memory: float, nesterov: bool
) -> None:
    f = Expression("x**2 / 2 + 25*y**2")  # curvatures 1 and 50
    limit = 2 * (1 + memory) / 50 / (1 + 2 * memory if nesterov else 1)
    given = {} if name == "sgd" else {"momentum": memory}
    above = descend(f, [1.0, 1.0], Racer(name, {"lr": 1.02 * limit, **given}), steps=5000)
    below = descend(f, [1.0, 1.0], Racer(name, {"lr": 0.98 * limit, **given}), steps=5000)
    assert above.outcome == "diverged"
    assert f"above {limit:.3g}" in above.why
    assert "curved by 50" in above.why
    assert below.outcome == "converged"


def test_the_end_is_told() -> None:
    saddle = FUNCTIONS["saddle"].expression
    on_ridge = descend(saddle, [-2.0, 0.0], Racer("sgd", {"lr": 0.2}))
    assert on_ridge.outcome == "converged"
    assert "a saddle point or a maximum, not a minimum" in on_ridge.why
    edge = descend(Expression("sqrt(x) + y**2"), [0.01, 0.0], Racer("sgd", {"lr": 0.1}))
    assert edge.outcome == "stuck"
    assert "its next step led to (-0.49, 0), where the function has no value" in edge.why
    endless = descend(Expression("x + y"), [0.0, 0.0], Racer("sgd", {"lr": 1e11}), steps=50)
    assert endless.outcome == "diverged"
    assert "falls without end" in endless.why
    assert "falls without end" in descend(Expression("x**3 - y"), [-1.0, 0.0], Racer("bfgs")).why
    hop = descend(Expression("abs(x) + y**2"), [1.05, 0.0], Racer("sgd", {"lr": 0.1}))
    assert "back and forth" in hop.why
    later = descend(Expression("x**2 / 2 + x**4"), [0.3, 0.0], Racer("sgd", {"lr": 2.9}))
    assert "at step 0" not in later.why
    assert later.outcome == "diverged"


def test_bad_starts_and_settings() -> None:
    f = Expression("log(x) + y**2")
    with pytest.raises(ValueError, match=r"start: the function has no finite value at \(-1, 0\)"):
        descend(f, [-1.0, 0.0], Racer("sgd"))
    with pytest.raises(ValueError, match="start: the function has no gradient at"):
        descend(Expression("sqrt(x**2 + y**2)"), [0.0, 0.0], Racer("sgd"))
    with pytest.raises(ValueError, match="start: expected two numbers"):
        descend(f, [1.0], Racer("sgd"))
    with pytest.raises(ValueError, match="steps: expected a whole number of at least 1"):
        descend(f, [1.0, 1.0], Racer("sgd"), steps=0)
    for text, message in (
        ("adem", "'adem' is no optimiser here: expected one of sgd"),
        ("adam:rate=1", "'rate=1' is no setting of adam: expected name=value with one of amsgrad"),
        ("sgd:lr=fast", "lr: expected a number, a pair such as 0.9/0.99, true or false"),
        ("sgd:lr", "'lr' is no setting of sgd"),
    ):
        with pytest.raises(ValueError) as caught:
            Racer.parse(text)
        assert message in str(caught.value)
    assert Racer.parse("sgd:nesterov=true,momentum=0.9").settings["nesterov"] is True
    assert Racer.parse("l-bfgs:memory=3").settings == {"memory": 3}
    assert Racer.parse("adam:betas=0.8/0.9").label == "adam (betas 0.8/0.9)"


# Pictures and the command -------------------------------------------------------------------------


def runs_on(name: str, steps: int = 30) -> tuple[object, list[object]]:
    function = FUNCTIONS[name]
    return function, [
        descend(function.expression, function.start, Racer(who), steps=steps)
        for who in ("momentum", "adam", "bfgs")
    ]


@pytest.mark.parametrize("surface", [False, True])
def test_pictures_are_made_and_the_same_each_time(tmp_path: Path, surface: bool) -> None:
    function, runs = runs_on("beale")
    for name in ("a.png", "a.svg"):
        save(tmp_path / name, function, runs, surface=surface)  # type: ignore[arg-type]
        first = (tmp_path / name).read_bytes()
        save(tmp_path / name, function, runs, surface=surface)  # type: ignore[arg-type]
        assert (tmp_path / name).read_bytes() == first
    image = Image.open(tmp_path / "a.png")
    assert image.size == (936, 702)
    assert len(image.convert("RGB").getcolors(maxcolors=1_000_000) or []) > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "a.svg"]


def test_a_moving_picture_moves_and_ends_with_the_whole_paths(tmp_path: Path) -> None:
    function, runs = runs_on("ravine", steps=12)
    told: list[tuple[int, int]] = []
    save(tmp_path / "a.gif", function, runs, seconds=1.0,  # type: ignore[arg-type]
         progress=lambda done, of: told.append((done, of)))  # fmt: skip
    with Image.open(tmp_path / "a.gif") as image:
        frames = []
        for number in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(number)
            frames.append(np.asarray(image.convert("L"), float))
    assert told[-1][0] == told[-1][1] == len(told)
    changed = [np.abs(a - b).max() for a, b in pairwise(frames)]
    assert max(changed[: len(told) - 1]) > 50
    assert (tmp_path / "a.gif").stat().st_size < 2_000_000


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_a_film_has_its_pictures(tmp_path: Path) -> None:
    function, runs = runs_on("ravine", steps=12)
    save(tmp_path / "a.mp4", function, runs, seconds=1.0)  # type: ignore[arg-type]
    made = (tmp_path / "a.mp4").read_bytes()
    assert made[4:8] == b"ftyp"
    assert 2_000 < len(made) < 1_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_unknown_kinds_of_file_and_a_missing_ffmpeg_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    function, runs = runs_on("bowl")
    with pytest.raises(ValueError, match=r"a.bmp: expected a name in .png"):
        save(tmp_path / "a.bmp", function, runs)  # type: ignore[arg-type]
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(RuntimeError, match=r"an mp4 needs the program ffmpeg"):
        save(tmp_path / "a.mp4", function, runs)  # type: ignore[arg-type]


def test_the_page_holds_everything_and_names_nothing_elsewhere() -> None:
    function, runs = runs_on("rosenbrock")
    text = page(function, runs)  # type: ignore[arg-type]
    assert not re.search(r"""(?:src|href)=|url\(|@import|https?://""", text)
    assert text.count("<polyline") == 3
    assert text.count("<tr>") == 1 + 3
    data = json.loads(re.search(r"const data = (\[.*?\]), step", text)[1])  # type: ignore[index]
    assert [len(path) for path in data] == [run.steps + 1 for run in runs]  # type: ignore[attr-defined]
    nasty = descend(Expression("x*x + y*y"), [1.0, 1.0], Racer("sgd", {"lr": 0.3}))
    shown = page(FUNCTIONS["bowl"], [nasty])
    assert "prefers-reduced-motion" in shown
    assert "<script>alert" not in shown


def test_the_command_prints_a_table_and_writes_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "race.html"
    assert main(["rosenbrock", "-o", "sgd:lr=0.01", "-o", "bfgs", str(target)]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^bfgs +\d+ +\d+ +\d+ +\S+ +\S+ +converged$", told, re.MULTILINE)
    assert "sgd (lr 0.01): diverged" in told
    assert "steps grow when the rate is above 0.00133; it is 0.01" in told
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["x**2 + 3*y**2", "--start", "1", "1", "--steps", "5", "-o", "newton"]) == 0
    assert "x**2 + 3*y**2, from (1, 1)" in capsys.readouterr().out
    assert main(["--list"]) == 0
    assert "optimisers: sgd" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "message"), [
    (["rosenbrok"], "known by name: bowl, ravine, rosenbrock"),
    (["x +"], "cannot be read"),
    (["bowl", "-o", "adem"], "'adem' is no optimiser here"),
    (["bowl", "race.doc"], "expected a name that ends in"),
    (["bowl", "/no/such/folder/race.png"], "there is no folder"),
    (["bowl", "--window", "1", "0", "0", "1"], "expected left below right"),
    (["bowl", "--seconds", "0"], "--seconds: expected a number above 0"),
    (["log(x)", "--start", "-1", "0"], "start: the function has no finite value"),
    (["bowl", "-o", "adam:lr=-1"], "lr"),
    (["bowl", "--steps", "0"], "steps: expected a whole number"),
])  # fmt: skip
def test_the_command_says_what_is_wrong_and_writes_nothing(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert told.startswith("journey-descent: ")
    assert message in told
    assert list(tmp_path.iterdir()) == []


def test_it_runs_as_a_module() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "journey.projects.descent", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "usage: journey-descent" in run.stdout


def test_importing_it_needs_numpy_only() -> None:
    code = (
        "import sys, journey.projects.descent\n"
        "print([m for m in ('matplotlib', 'scipy', 'PIL') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
