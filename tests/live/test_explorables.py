"""The explorables in the notes, as a reader moves them: every control to its ends, every option."""

from __future__ import annotations

import ast
import re
import time
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from journey.live import Controls, Plot
from journey.ml.cluster import KMeans
from journey.ml.mixture import GaussianMixture
from journey.programming.sorting import Comparisons, heap_sort
from tests.live.pictures import parse, texts

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```python([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CONTROLS = ("slider", "choice", "toggle")


@cache
def explorables() -> dict[str, list[str]]:
    """Return the blocks with controls by id, each with the blocks of its page that come before."""
    found = {}
    for page in sorted(DOCS.rglob("*.md")):
        blocks: list[str] = []
        for info, code in FENCE.findall(page.read_text(encoding="utf-8")):
            blocks.append(code)
            ident = re.search(r'id="([\w-]+)"', info)
            if ident and "journey.live" in code:
                found[ident[1]] = list(blocks)
    return found


def move(ident: str, **values: Any) -> tuple[Plot, Controls]:
    """Run an explorable as the page does, with the reader's values, and return what it shows."""
    *before, code = explorables()[ident]
    namespace: dict[str, Any] = {}
    for block in before:
        exec(compile(block, ident, "exec", dont_inherit=True), namespace)
    tree = ast.parse(code)
    for node in tree.body:
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in CONTROLS:
            call.keywords.append(ast.keyword("name", ast.Constant(node.targets[0].id)))
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    ast.fix_missing_locations(tree)
    with Controls(values) as controls:
        exec(compile(tree, ident, "exec", dont_inherit=True), namespace)
        shown = eval(compile(ast.Expression(last.value), ident, "eval"), namespace)
    assert isinstance(shown, Plot)
    assert set(values) <= {control["name"] for control in controls.declared}
    return shown, controls


def ends(control: dict[str, Any]) -> list[Any]:
    if control["kind"] == "slider":
        return [control["low"], control["high"]]
    return control["options"] if control["kind"] == "choice" else [False, True]


def test_there_is_one_for_each_finished_topic() -> None:
    assert {"descent-race", "k-means-rounds", "sorts-compared"} <= explorables().keys()


@pytest.mark.parametrize("ident", sorted(explorables()))
def test_every_control_moves_to_its_ends(ident: str) -> None:
    first, controls = move(ident)
    pictures = {first._repr_svg_()}
    for control in controls.declared:
        own = {move(ident, **{control["name"]: end})[0]._repr_svg_() for end in ends(control)}
        assert own - {first._repr_svg_()}, f"{control['name']} changes nothing"
        pictures |= own
    rng = np.random.default_rng(0)
    for _ in range(12):  # and all of them at once
        values = {c["name"]: rng.choice(ends(c)).item() for c in controls.declared}
        pictures.add(move(ident, **values)[0]._repr_svg_())
    for picture in pictures:
        parse(picture)
        assert len(picture.encode()) < 30_000


@pytest.mark.parametrize("ident", sorted(explorables()))
def test_it_is_short_to_read_and_quick_to_run(ident: str) -> None:
    code = explorables()[ident][-1]
    assert len([line for line in code.splitlines() if line.strip()]) <= 40
    assert max(map(len, code.splitlines())) <= 92
    move(ident)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        move(ident)[0]._repr_svg_()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.1


def test_the_street_shows_islands_and_how_a_large_price_believes_wrong_labels() -> None:
    def kept_and_met(**values: Any) -> tuple[int, int]:
        told = repr(move("svm-street", **values)[0])
        found = re.search(r"(\d+) of 60 are support vectors; (\d+)%", told)
        assert found
        return int(found[1]), int(found[2])

    assert kept_and_met(gamma=50.0)[0] > 50 > 30 > kept_and_met()[0]
    assert kept_and_met(wrong=6, gamma=5.0, C=1000.0)[1] == 100
    assert kept_and_met(wrong=6)[1] < 95
    assert kept_and_met(units=True)[0] > 2 * kept_and_met()[0]


def test_the_race_says_who_diverged_and_theory_says_when() -> None:
    for rate, diverged in ((0.99 * 2 / 12, False), (1.02 * 2 / 12, True)):
        plot, _ = move("descent-race", surface="quadratic", learning_rate=rate, steps=300)
        (words,) = [text for text in texts(parse(plot._repr_svg_())) if "gradient-descent" in text]
        assert ("diverged" in words) == diverged
        assert words in repr(plot)  # who does not see the picture hears it


def test_the_race_shows_momentum_leaving_first() -> None:
    found = []
    for rate in np.geomspace(1e-4, 1, 60):
        plot, _ = move("descent-race", learning_rate=float(rate))
        told = repr(plot)
        found.append(["momentum: diverged" in told, "gradient-descent: diverged" in told])
    momentum, descent = np.array(found).argmax(axis=0)
    assert 0 < momentum < descent


def test_gram_schmidt_differs_on_large_hilbert_matrices_only() -> None:
    def losses(**values: Any) -> list[float]:
        told = repr(move("loss-by-column", **values)[0])
        return [float(found) for found in re.findall(r"(?:schmidt|householder) (\de[-+]\d+)", told)]

    classical, modified, householder = losses(n=14)
    assert classical > 0.5
    assert modified > 1e6 * householder
    classical, modified, householder = losses(n=9)
    assert classical > 1e3 * modified
    assert losses(n=3)[0] < 1e-12
    assert max(losses(kind="random", n=14)) < 1e-13


def test_rounds_end_where_k_means_ends_and_never_rise() -> None:
    for start in ("random samples", "k-means++"):
        heights = []
        for half_steps in range(1, 25):
            plot, _ = move("k-means-rounds", half_steps=half_steps, start=start)
            heights.append(float(re.search(r"Inertia (\d+\.\d)", repr(plot))[1]))
            best = float(re.search(r"ten starts (\d+\.\d)", repr(plot))[1])
        assert heights == sorted(heights, reverse=True)
        assert (heights[-1] > 1.5 * best) == (start == "random samples")  # the one that is stuck


def test_two_centres_cut_the_rings_across() -> None:
    angle = np.random.default_rng(0).uniform(0, 2 * np.pi, 120)
    rings = (np.repeat([1.0, 3.0], 60) * [np.cos(angle), np.sin(angle)]).T
    best = KMeans(2, n_init=10, random_state=0).fit(rings).inertia_
    plot, _ = move("k-means-rounds", data="two rings", k=2)
    assert f"best of ten starts {best:.1f}" in repr(plot)


def test_a_wild_value_crumples_two_scalers_and_leaves_two() -> None:
    widths = []
    for wild in (3.0, 3000.0):
        plot, _ = move("one-wild-value", wild=wild)
        widths.append([float(w) for w in re.findall(r"(\d+\.\d\d) wide", repr(plot))])
    (a, b, c, d), (e, f, g, h) = widths
    assert e < a / 50
    assert f < b / 50
    assert g == c
    assert abs(h / d - 1) < 0.15


def test_a_naive_code_of_noise_correlates_and_a_cross_fitted_one_does_not() -> None:
    seen, new = {}, {}
    for way in ("naive", "cross-fitted"):
        plot, _ = move("leak-of-names", way=way, names=200)
        told = re.search(r"correlation (-?\d\.\d+) on these samples, (-?\d\.\d+) on", repr(plot))
        seen[way], new[way] = float(told[1]), float(told[2])
    assert abs(seen["naive"] - 0.5) < 0.07  # one over the root of four samples a name
    assert max(abs(seen["cross-fitted"]), abs(new["naive"])) < 0.1
    assert new["naive"] == new["cross-fitted"]


def test_the_mean_shrinks_what_it_fills_and_nothing_brings_the_top_back() -> None:
    def told(**values: Any) -> list[list[float]]:
        plot, _ = move("holes-of-three-kinds", **values)
        found = re.findall(r"mean (-?\d\.\d+), deviation (\d\.\d+), correlation (-?\d\.\d+)",
                           repr(plot))  # fmt: skip
        return [[float(number) for number in row] for row in found[:2]]

    filled, truth = told(kind="MCAR", way="mean")
    assert abs(filled[1] / truth[1] - 0.6**0.5) < 0.05
    assert filled[2] < truth[2] - 0.1
    filled, truth = told(kind="MNAR", way="neighbours")
    assert filled[0] < truth[0] - 0.3
    assert told(kind="MAR", way="neighbours")[0][0] > told(kind="MAR", way="mean")[0][0] + 0.2


def test_the_lean_of_the_means_goes_with_their_size_and_steps_stay() -> None:
    skews = []
    for n in (1, 10, 60):
        plot, _ = move("limit-theorem", n=n, means=2000)
        skews.append(float(re.search(r"skewness (-?\d+\.\d\d)", repr(plot))[1]))
    assert skews[0] > 1.5 > skews[1] > skews[2] > -0.1
    gaps = []
    for family in ("bernoulli", "uniform"):
        plot, _ = move("limit-theorem", family=family, n=60, means=2000)
        gaps.append(float(re.search(r"function (\d\.\d+)", repr(plot))[1]))
    assert gaps[0] > 2 * gaps[1]


def test_bars_are_the_comparisons_that_were_made() -> None:
    plot, _ = move("sorts-compared", order="reversed", n=100)
    counter = Comparisons()
    heap_sort(list(range(100))[::-1], key=counter)
    shown = texts(parse(plot._repr_svg_()))
    assert {f"{counter.count:,}", "4,950", "99"} <= shown.keys()
    assert "the floor, log₂ 100! = 525" in shown


def test_growth_is_told_on_a_wide_calm_range_and_not_on_a_narrow_loud_one() -> None:
    for truth in ("n log n", "n", "log n", "sqrt n", "n^2", "n^2 log n"):
        calm, _ = move("growth-told", truth=truth, largest=16_384, noise=0.0)
        assert f"Truth {truth}, told: {truth};" in repr(calm)
        loud, _ = move("growth-told", truth=truth, largest=32, noise=0.3)
        assert "told: cannot tell" in repr(loud)
        assert "weight" in repr(loud)


def test_assertions_kill_mutants_and_calls_alone_do_not() -> None:
    def counts(kept: int) -> list[int]:
        plot, _ = move("mutants-killed", kept=kept)
        told = re.search(r"(\d+) mutants: (\d+) killed, (\d+) by the same calls", repr(plot))
        assert told
        return [int(number) for number in told.groups()]

    found = [counts(kept) for kept in range(1, 9)]
    killed = [asserted for _, asserted, _ in found]
    assert killed == sorted(killed)
    assert all(called <= 1 for _, _, called in found)
    assert found[-1][0] - killed[-1] == 1  # the one that behaves as the original


def test_a_suite_is_red_as_often_as_the_formula_says() -> None:
    plot, _ = move("flaky-suite", tests=1_000, rate=0.001)
    assert "are red in 63.2% of runs" in repr(plot)


def test_turning_the_ravine_is_felt_by_adagrad_and_not_by_sgd() -> None:
    def left(surface: str, name: str) -> float:
        plot, _ = move("optimiser-race", surface=surface, learning_rate=rate, steps=30)
        return float(re.search(rf"{name}: (\S+) from", repr(plot))[1])

    rate = 4.0
    assert left("ravine", "Adagrad") < 0.05 < left("turned", "Adagrad")
    rate = 0.03
    for name in ("SGD", "momentum"):
        assert left("ravine", name) == left("turned", name)


def test_noise_keeps_the_race_from_coming_to_rest() -> None:
    calm, _ = move("optimiser-race", steps=200)
    loud, _ = move("optimiser-race", steps=200, noise=5.0)
    for name in ("SGD", "momentum"):
        distances = [float(re.search(rf"{name}: (\S+) from", repr(p))[1]) for p in (calm, loud)]
        assert distances[0] < distances[1]


def test_a_gradient_fades_through_sigmoids_and_skips_keep_it() -> None:
    ratios = {}
    for name, values in {
        "sigmoid": {"activation": "sigmoid"},
        "deeper": {"activation": "sigmoid", "depth": 40},
        "relu": {"activation": "relu", "gain": 1.4},
        "skips": {"activation": "sigmoid", "skips": True},
    }.items():
        plot, _ = move("gradient-through-layers", **values)
        found = re.search(r"last gradient is (\d\.\de[+-]\d+)", repr(plot))
        assert found
        ratios[name] = float(found[1])
    assert ratios["deeper"] < 1e-10 * ratios["sigmoid"]
    assert ratios["sigmoid"] < 1e-9
    assert 1e-2 < ratios["relu"] < 1e2
    assert 1e-2 < ratios["skips"] < 1e3


def test_the_lasso_leaves_the_true_features_and_makes_them_too_small() -> None:
    told = [
        move("penalty-path", strength=float(share))[0]._repr_svg_()
        for share in np.geomspace(0.001, 1, 25)
    ]
    assert any("lasso: 5 of 8 at zero" in svg for svg in told)
    few = next(svg for svg in told if "lasso: 5 of 8 at zero" in svg)
    for truth in (3.0, -2.0, 1.5):
        value = float(re.search(rf"true value {truth:g}: (-?[\d.]+)", few)[1])
        assert 0 < value / truth < 1
    assert "lasso: 8 of 8 at zero" in told[-1]


def test_ridge_never_gives_a_zero() -> None:
    for share in (0.001, 0.1, 1.0):
        for correlation in (0.0, 0.95):
            plot, _ = move("penalty-path", penalty="ridge", strength=share, correlation=correlation)
            assert "ridge: 0 of 8 at zero" in plot._repr_svg_()


def test_small_items_far_apart_fetch_the_most() -> None:
    def told(**values: object) -> float:
        found = re.search(r"it is ([\d.]+)", repr(move("bytes-fetched", **values)[0]))
        assert found is not None
        return float(found[1].rstrip("."))

    assert told(step=1) == 1.0
    assert told(step=40) == 8.0
    assert told(step=40, item="1 byte (uint8)", line=64) == 40.0


def test_separated_classes_make_a_step_and_an_outlier_bends_only_the_line() -> None:
    def told(**values: float | bool) -> tuple[float, float, float]:
        plot, _ = move("curve-and-line", **values)
        words = r"slope ([\d.]+), border (-?[\d.]+); the line's is (-?\d+\.\d+)"
        found = re.search(words, repr(plot))
        assert found is not None
        return float(found[1]), float(found[2]), float(found[3])

    assert told(apart=4.0, C=10_000.0)[0] > 3 * told(apart=1.5, C=10_000.0)[0]
    _, border, line = told(outlier=False)
    _, moved, bent = told(outlier=True)
    assert abs(moved - border) < abs(bent - line) / 2


def test_an_ellipse_collapses_is_a_circle_and_mirrors_as_the_prose_says() -> None:
    def told(**entries: float) -> str:
        return repr(move("grid-and-ellipse", **entries)[0])

    flat = told(a=1.0, b=0.5, c=2.0, d=1.0)  # one column is a multiple of the other
    assert "Determinant 0.00: flattens" in flat
    assert "and 0.00" in flat
    turned = told(a=1.2, b=-0.5, c=0.5, d=1.2)
    assert "half-axes 1.30 and 1.30" in turned  # 5, 12, 13
    assert "keeps sides" in turned
    assert "mirrors" in told(a=1.0, b=0.6, c=2.0, d=1.0)
    assert "keeps sides" in told(a=1.0, b=0.4, c=2.0, d=1.0)


def test_more_samples_close_in_on_the_effect_only_after_the_right_adjustment() -> None:
    def off(adjust: str, z_to_x: float) -> float:
        plot, _ = move("what-to-adjust-for", adjust=adjust, z_to_x=z_to_x)
        return float(re.search(r"closes in on (-?\d+\.\d\d)", repr(plot))[1]) - 1

    for z_to_x in (-2.0, 0.8):
        assert off("z", z_to_x) == 0
        assert all(abs(off(adjust, z_to_x)) > 0.1 for adjust in
                   ("nothing", "z and mediator m", "z and collider s"))  # fmt: skip
    assert off("nothing", 0.0) == 0


def test_humps_part_with_the_rounds_and_slowly_where_they_are_close() -> None:
    def means(**values: Any) -> tuple[float, float, float]:
        told = repr(move("em-rounds", **values)[0])
        found = re.search(r"means (-?\d+\.\d+) and (-?\d+\.\d+), log-likelihood (-\d+\.\d+)", told)
        assert found
        return float(found[1]), float(found[2]), float(found[3])

    levels = [means(rounds=r)[2] for r in range(61)]
    assert levels == sorted(levels)
    soon, late = (means(rounds=r, apart=6.0) for r in (30, 60))
    assert soon == late
    assert means(rounds=30)[1] + 0.1 < means(rounds=60)[1]
    left, right, _ = means(start="the same place", rounds=60)
    assert left == right
    # At a distance of 2, from the parameters of round 60 on to the end.
    rng = np.random.default_rng(0)
    x = np.r_[rng.normal(size=120), rng.normal(size=80) + 2.0][:, None]
    ends, gains = [], []
    for start, at in (("far left", [[-4.0], [-3.0]]), ("outside", [[-3.0], [8.0]])):
        model = GaussianMixture(
            2, covariance_type="diag", tol=1e-12, reg_covar=0, max_iter=9000,
            weights_init=[0.5, 0.5], means_init=at, precisions_init=np.ones((2, 1)),
        ).fit(x)  # fmt: skip
        ends.append(model.means_[0, 0])
        *_, level = means(start=start, rounds=60, apart=2.0)
        gains.append(model.score(x) - level)
    assert gains[1] > 1e-3  # from outside most is still to come; the other has arrived
    assert abs(ends[0] - ends[1]) > 0.5


def test_the_price_reaches_zero_where_the_wall_meets_the_free_minimum() -> None:
    free = np.linalg.solve([[2.0, 0.5], [0.5, 1.0]], [4.0, 3.0])

    def told(**values: Any) -> list[float]:
        words = repr(move("price-of-a-limit", **values)[0])
        found = re.search(
            r"Value (-?[\d.]+), price ([\d.]+), price of the cap ([\d.]+), gap", words
        )
        assert found
        return [float(number) for number in found.groups()]

    meets = float(free.sum() / np.sqrt(2))
    prices = [told(limit=limit)[1] for limit in (1.0, 2.0, meets - 0.1, meets + 0.01)]
    assert prices == sorted(prices, reverse=True)
    assert prices[-2] > 0
    assert prices[-1] == 0
    assert told(limit=meets + 0.01)[0] == told(limit=4.0)[0]  # beyond it the solution stays
    assert all(price > 0 for price in told(limit=1.0, cap=True)[1:])  # both walls press


def test_the_arrow_is_at_right_angles_to_the_wall() -> None:
    for angle in (5.0, 30.0, 85.0):
        plot, _ = move("price-of-a-limit", angle=angle, limit=1.0)
        wall, arrow = [mark for mark in plot._marks if type(mark).__name__ == "Line"]
        along, down = ([np.diff(m.x)[0], np.diff(m.y)[0]] for m in (wall, arrow))
        assert abs(np.dot(along, down)) < 1e-6 * np.linalg.norm(along) * np.linalg.norm(down)


def posterior_told(plot: Plot) -> tuple[float, float, float]:
    found = re.search(r"posterior: (\d\.\d+), 95% (\d\.\d+) to (\d\.\d+)", repr(plot))
    assert found
    mean, low, high = map(float, found.groups())
    return mean, low, high


def test_a_strong_prior_holds_and_many_trials_win() -> None:
    held = [posterior_told(move("prior-and-data", strength=s)[0])[0] for s in (2, 10, 40, 100)]
    assert held == sorted(held, reverse=True)  # back towards the guess of 0.3
    assert held[-1] == pytest.approx((0.3 * 100 + 14) / 120, abs=1e-3)
    for guess in (0.05, 0.95):
        told = [posterior_told(move("prior-and-data", guess=guess, trials=n)[0]) for n in (10, 300)]
        assert abs(told[1][0] - 0.7) < abs(told[0][0] - 0.7)
        assert abs(told[1][0] - 0.7) < 0.05
        assert told[1][2] - told[1][1] < told[0][2] - told[0][1]


def test_p_values_are_even_without_a_difference_and_welch_keeps_its_level() -> None:
    def share(**values: Any) -> float:
        told = repr(move("where-p-values-land", **values)[0])
        return float(re.search(r"(?:positives|power) (\d+\.\d)%", told)[1]) / 100

    allowed = 4 * (0.05 * 0.95 / 600) ** 0.5
    for test in ("Student", "Welch", "Mann-Whitney"):
        assert abs(share(test=test) - 0.05) < allowed
        powers = [share(test=test, gap=gap) for gap in (0.3, 0.8, 1.5)]
        assert powers == sorted(powers)
        assert powers[-1] > 0.8
    unequal = {"n": 4, "m": 40, "spread": 0.25}
    assert share(test="Student", **unequal) > 0.3
    assert share(test="Welch", **unequal) < 0.1


def test_each_iteration_is_as_fast_as_the_prose_says() -> None:
    def steps(name: str, **values: float) -> int:
        plot, _ = move("three-paces", **values)
        return int(re.search(rf"{name}: \S+ (?:not )?in (\d+) steps", repr(plot))[1])

    assert steps("power", second=0.5) < 55
    assert steps("power", second=0.95) == 60  # and not there yet
    for eigenvalue in (0.1, 0.4, 1.0):
        assert steps("inverse", shift=eigenvalue) <= 2
    assert steps("inverse", shift=0.9) == 60  # halfway between 0.8 and 1
    for seed in range(10):
        assert steps("Rayleigh", seed=seed) <= 10


def test_the_bottom_of_the_v_moves_as_the_note_says() -> None:
    def shown(formula: str, constant: str = "0", power: int = -4) -> list[float]:
        plot, _ = move("two-errors", formula=formula, constant=constant, power=power)
        text = re.search(
            r"Lowest (\S+) at (\S+)\. At the step \S+ it is (\S+); theory's best step is (\S+)\.",
            repr(plot),
        )
        return [float(number) for number in text.groups()]

    bottoms = [shown(f) for f in ("forward, order 1", "central, order 2", "central, order 4")]
    for (error, step, _, theory), (deeper, further, _, _) in pairwise(bottoms):
        assert deeper < error / 10  # a higher order has its bottom deeper,
        assert further > 10 * step  # and further right
        assert theory / 10 < step < 10 * theory
    plain = [shown("central, order 2", power=p)[2] for p in (-10, -1)]
    lifted = [shown("central, order 2", "1000000", p)[2] for p in (-10, -1)]
    assert lifted[0] > 1e4 * plain[0]  # the left branch rises
    assert lifted[1] == plain[1]  # the right one stays


def test_one_neighbour_remembers_its_samples_and_more_do_better_on_fresh_ones() -> None:
    def right(**moved: Any) -> tuple[float, float]:
        plot, _ = move("neighbours-vote", **moved)
        found = re.search(r"(\d+)% of the fitted, (\d+\.\d)% of fresh", repr(plot))
        assert found
        return float(found[1]), float(found[2])

    one, nine, sixty = (right(k=k) for k in (1, 9, 60))
    assert one[0] == 100 > nine[0] > sixty[0]
    assert nine[1] > max(one[1], sixty[1]) + 1.5
    assert right(k=9, stretch=100.0)[1] < nine[1] - 5


def shares(**values: Any) -> list[int]:
    """Return the percentages that are right, of the samples and of new ones."""
    plot, _ = move("cuts-and-averages", **values)
    return [int(share) for share in re.findall(r"(\d+)%", repr(plot))]


def test_leaves_part_the_accuracies_and_alpha_and_averages_bring_them_back() -> None:
    few, many = shares(leaves=6), shares(leaves=60)
    assert many[0] == 100
    assert many[1] < few[1]
    assert shares(leaves=60, alpha=0.03)[1] > many[1]
    assert shares(leaves=60, trees=25)[1] > many[1]


def test_columns_chosen_early_flatter_the_more_the_more_there_are() -> None:
    def right(**moved: Any) -> list[int]:
        plot, _ = move("data-leakage-noise", **moved)
        return [int(share) for share in re.findall(r"(\d+)%", repr(plot))[:2]]

    few, many = right(columns=10), right(columns=1000)
    assert many[0] > few[0] + 10
    assert all(25 < inside < 75 for _, inside in (few, many))


def test_a_circle_needs_three_columns_where_powers_need_many() -> None:
    def held_out(**moved: Any) -> tuple[int, float]:
        plot, _ = move("feature-engineering-columns", **moved)
        found = re.search(r"(\d+) columns, held-out error (\d+\.\d+)", repr(plot))
        assert found
        return int(found[1]), float(found[2])

    circle, line = (held_out(kind=kind) for kind in ("x on a circle", "x alone"))
    assert circle[0] == 3
    assert circle[1] < held_out(kind="bins of x", number=24)[1] < line[1]
    assert held_out(kind="powers of x", number=24)[1] > circle[1]


def test_the_same_values_have_more_peaks_in_more_bins() -> None:
    def peaks(**moved: Any) -> int:
        plot, _ = move("bins-make-shapes", **moved)
        found = re.search(r"(\d+) local peaks", repr(plot))
        assert found
        return int(found[1])

    assert peaks(number=30) > peaks(number=5) >= 1


def test_no_radius_keeps_the_two_densities_apart_and_hdbscan_does() -> None:
    def clusters(**moved: Any) -> tuple[int, int]:
        plot, _ = move("one-radius", **moved)
        found = re.search(r"(\d+) clusters, (\d+) of 200 noise", repr(plot))
        assert found
        return int(found[1]), int(found[2])

    moons = {eps: clusters(eps=eps) for eps in (0.02, 0.1, 0.2, 2.0)}
    assert moons[0.02][1] > 150
    assert moons[0.1][0] > 2 == moons[0.2][0] > moons[2.0][0] == 1
    for eps in np.geomspace(0.02, 2.0, 40):
        number, noise = clusters(data="two densities", eps=float(eps))
        assert number != 4 or noise > 50
    number, noise = clusters(data="two densities", method="HDBSCAN")
    assert number == 4
    assert noise < 5


def test_few_noisy_samples_make_folds_choose_differently() -> None:
    def told(plot: Plot) -> list[float]:
        return [float(number) for number in re.findall(r"\d+\.\d+", repr(plot))[:3]]

    def chosen(plot: Plot) -> str:
        found = re.search(r"choose degree (\d+)", repr(plot))
        assert found
        return found[1]

    gaps = {}
    for n, noise in ((15, 1.0), (100, 1.0)):
        plots = [move("choose-degree", n=n, noise=noise, seed=seed)[0] for seed in range(12)]
        gaps[n] = np.median([abs(told(plot)[1] / told(plot)[2] - 1) for plot in plots])
        if n == 15:
            assert len({chosen(plot) for plot in plots}) >= 3
    assert gaps[100] < gaps[15]


def test_more_neighbours_turn_scatter_into_bias_and_more_noise_asks_for_more() -> None:
    def parts(k: int) -> list[float]:
        shown = repr(move("scatter-or-miss", k=k)[0])
        return [float(number) for number in re.findall(r"\d\.\d{3}", shown)[:2]]

    def best(noise: float) -> int:
        found = re.search(r"best number is (\d+)", repr(move("scatter-or-miss", noise=noise)[0]))
        assert found
        return int(found[1])

    few, many = parts(1), parts(20)
    assert few[0] < many[0]
    assert few[1] > many[1]
    assert best(0.0) <= best(0.3) < best(1.0)


def test_copies_of_a_feature_turn_the_posterior_into_a_step() -> None:
    def told(**values: Any) -> tuple[float, float]:
        text = repr(move("naive-bayes-copies", **values)[0])
        found = re.search(r"mean claim (\d+)%, crossing at (-?\d+\.\d+)", text)
        assert found
        return int(found[1]) / 100, float(found[2])

    sure, where = zip(*(told(copies=copies, share=0.5) for copies in (1, 2, 5, 20)), strict=True)
    assert all(a < b for a, b in pairwise(sure))
    assert max(where) - min(where) <= 0.051  # one step of the grid
    assert abs(told(copies=20, share=0.9)[1]) < abs(told(copies=1, share=0.9)[1]) - 0.5


def test_a_lower_cut_has_more_clusters_and_a_bridge_joins_all_in_single_linkage() -> None:
    def sizes(**moved: Any) -> list[int]:
        plot, _ = move("cut-the-tree", **moved)
        found = re.search(r"(\d+) clusters, the largest of ([\d, ]+\d)", repr(plot))
        assert found
        return [int(found[1]), *map(int, found[2].split(", "))]

    assert sizes(cut=0.6) == [3, 25, 25, 25]
    assert sizes(cut=0.1)[0] > sizes(cut=0.3)[0] > 2
    bridge = {"data": "two with a bridge"}
    assert sizes(**bridge, method="ward", cut=0.9)[0] == 2
    assert sizes(**bridge, method="single", cut=0.95)[1] > 70
    assert sizes(data="two rings", method="single", cut=0.9) == [2, 50, 25]


def test_a_cache_answers_more_when_arguments_are_less_equal_and_never_beats_the_best() -> None:
    def answered(**moved: Any) -> int:
        plot, _ = move("decorators-cache", **moved)
        return int(re.search(r"(\d+)% of calls", repr(plot))[1])  # type: ignore[index]

    assert answered(kept=20, skew=0.0) < answered(kept=20, skew=1.0) < answered(kept=20, skew=2.0)
    assert answered(kept=1, skew=1.0) < answered(kept=100, skew=1.0) < answered(kept=200, skew=1.0)
    assert abs(answered(kept=20, skew=0.0) - 10) <= 2  # 20 of 200 alike


def test_more_trees_and_larger_steps_fit_their_own_points_and_not_new_ones() -> None:
    def rmse(**moved: Any) -> tuple[float, float]:
        plot, _ = move("ensemble-boosting", **moved)
        found = re.search(r"RMSE (\d\.\d+) on its own points, (\d\.\d+) on new", repr(plot))
        assert found
        return float(found[1]), float(found[2])

    few, many = rmse(rounds=5, rate=1.0, depth=4), rmse(rounds=60, rate=1.0, depth=4)
    assert many[0] < few[0] < few[1] <= many[1]
    small = rmse(rounds=30, rate=0.1, depth=2)
    assert small[1] < many[1]
    assert rmse(rounds=60, noise=0.0)[1] < 0.2


def test_what_a_shadow_keeps_and_loses_is_always_the_same_and_pca_keeps_most() -> None:
    def split(**moved: Any) -> tuple[float, float, int]:
        plot, _ = move("pca-by-hand", **moved)
        found = re.search(r"kept (\S+) \+ lost (\S+) = \S+ best at (\d+)", repr(plot))
        assert found, repr(plot)
        return float(found[1]), float(found[2]), int(found[3])

    turned = {angle: split(angle=angle) for angle in range(0, 181, 20)}
    sums = [kept + lost for kept, lost, _ in turned.values()]
    assert max(sums) - min(sums) < 0.03
    best = turned[0][2]
    top, low, _ = split(angle=best)
    assert all(kept <= top + 0.01 and lost >= low - 0.01 for kept, lost, _ in turned.values())
    assert 30 < best < 40


def test_trust_in_the_estimate_saves_cells_and_above_one_may_cost_a_longer_way() -> None:
    def told(**moved: Any) -> list[int]:
        plot, _ = move("a-star-maze", **moved)
        found = re.search(
            r"(\d+) cells.* (\d+) by Dijkstra; a way of (\d+), .*est (\d+)", repr(plot)
        )
        assert found, repr(plot)
        return [int(number) for number in found.groups()]

    blind, right, eager = (told(trust=trust) for trust in (0.0, 1.0, 3.0))
    assert blind[0] == blind[1] > right[0] > eager[0]
    assert blind[2] == right[2] == right[3] < eager[2]
    for maze in range(0, 21, 4):
        expanded, by_dijkstra, way, shortest = told(maze=maze, walls=0.1)
        assert expanded < by_dijkstra
        assert way == shortest


def test_two_more_bits_double_the_objects_that_names_can_take() -> None:
    def collides(**moved: Any) -> int:
        plot, _ = move("git-birthday", **moved)
        return int(re.search(r"equal after (\d+) objects", repr(plot))[1])  # type: ignore[index]

    counted = [collides(bits=bits) for bits in (8, 10, 12, 14, 16, 18)]
    assert all(1.5 < after / before < 2.7 for before, after in pairwise(counted))
    for bits, mean in zip((8, 10, 12, 14, 16, 18), counted, strict=True):
        assert 0.75 < mean / (np.pi * 2**bits / 2) ** 0.5 < 1.25


def test_tenths_are_off_at_some_lengths_and_quarters_at_none() -> None:
    def told(**moved: Any) -> tuple[int, int]:
        plot, _ = move("bits-of-a-sum", **moved)
        found = re.search(r"([+-]\d) steps off with \d+ digits, right at (\d+) of 51", repr(plot))
        assert found
        return int(found[1]), int(found[2])

    assert told(a=10, b=20, kept=53)[0] == 1
    assert 0 < told(a=10, b=20)[1] < 51
    assert all(told(a=25, b=50, kept=kept) == (0, 51) for kept in (3, 24, 53))
    assert told(a=10, b=20, kept=24)[0] == 0
    for kept in range(8, 50):  # binary digits of a tenth repeat after four
        assert told(a=10, b=20, kept=kept)[0] == told(a=10, b=20, kept=kept + 4)[0]
    assert (told(a=10, b=70, kept=53)[0] == 0) == (0.1 + 0.7 == 0.8)


def test_with_the_memory_modules_add_up_and_without_it_paths_multiply() -> None:
    def told(**moved: Any) -> tuple[int, int]:
        plot, _ = move("import-ladder", **moved)
        found = re.search(r"([\d,]+) bodies run for (\d+) modules", repr(plot))
        assert found
        return int(found[1].replace(",", "")), int(found[2])

    for levels in (1, 4, 8):
        for width in (1, 2, 3):
            modules = 1 + width * levels
            assert told(levels=levels, width=width, kept=True) == (modules, modules)
            paths = sum(width**k for k in range(levels + 1))
            assert told(levels=levels, width=width, kept=False) == (paths, modules)


def test_bases_in_any_order_are_soon_refused_and_single_or_aged_ones_hardly_ever() -> None:
    def reach(**moved: Any) -> int:
        plot, _ = move("c3-merge", **moved)
        found = re.search(r"(\d+)% of hierarchies reach ten classes", repr(plot))
        assert found
        return int(found[1])

    assert reach(most=1) == 100
    assert 100 > reach(most=2) > reach(most=3) > reach(most=4)
    assert all(reach(most=most, aged=True) > 90 > reach(most=most) for most in (2, 3, 4))


def test_a_lazy_pipeline_reads_what_is_wanted_over_the_share_and_never_all_of_it_for_less() -> None:
    def read(**moved: Any) -> int:
        plot, _ = move("generators-how-far", **moved)
        return int(re.search(r"(\d+) of 1,000 items", repr(plot))[1])  # type: ignore[index]

    assert read(k=1, p=0.2) < read(k=10, p=0.2) < read(k=50, p=0.2) < 1_000
    assert read(k=10, p=0.5) < read(k=10, p=0.2) < read(k=10, p=0.05)
    assert read(k=10, p=1.0) == 10
    assert abs(read(k=50, p=0.2) - 250) < 25


def test_a_bisection_is_trusted_more_with_more_runs_and_less_with_more_commits() -> None:
    def right(**moved: Any) -> int:
        plot, _ = move("errors-flaky-bisect", **moved)
        return int(re.search(r"(\d+)% right", repr(plot))[1])  # type: ignore[index]

    assert right(repeats=1) < right(repeats=3) < right(repeats=5) < right(repeats=12)
    assert right(t=9) < right(t=6) < right(t=1)
    assert right(q=1.0, t=9) == 100
    assert right(q=0.5, t=6, repeats=1) == round(100 * 0.75**6)
    assert right(t=9, repeats=8) > right(t=6, repeats=6)  # a few runs more make up for eightfold n


def test_half_of_the_hints_find_a_quarter_and_the_last_ones_are_worth_most() -> None:
    def noticed(**moved: Any) -> int:
        plot, _ = move("types-half-annotated", **moved)
        return int(re.search(r"(\d+)% of wrong calls", repr(plot))[1])  # type: ignore[index]

    assert (noticed(a=0.0), noticed(a=1.0)) == (0, 100)
    assert abs(noticed(a=0.5) - 25) <= 4
    assert noticed(a=1.0) - noticed(a=0.9) > 2 * (noticed(a=0.3) - noticed(a=0.2))
    assert abs(noticed(a=0.5, everywhere=True) - 50) <= 4


def test_more_copies_and_less_care_leave_more_of_them_wrong() -> None:
    def left(**moved: Any) -> float:
        plot, _ = move("clean-code-copies", **moved)
        return float(re.search(r"([\d.]+) of \d+ mendings", repr(plot))[1])  # type: ignore[index]

    assert left(copies=1) == left(care=1.0) == 0
    assert left(copies=2) < left(copies=3) < left(copies=12)
    assert left(care=0.9) < left(care=0.8) < left(care=0.5)
    assert left(copies=2, care=0.8, bugs=10) == 2.0


def test_uniq_leaves_as_many_lines_as_differ_only_when_equal_ones_stand_together() -> None:
    def told(**moved: Any) -> tuple[int, int]:
        plot, _ = move("uniq-unsorted", **moved)
        found = re.search(r"uniq leaves (\d+), (\d+) differ", repr(plot))
        assert found
        return int(found[1]), int(found[2])

    for k in (1, 2, 12, 60):
        left, differ = told(k=k, ordered=True)
        assert left == differ
        assert (told(k=k)[0] == differ) == (k == 1)
    even = [told(k=k, skew=0.0)[0] for k in (2, 4, 12, 60)]
    assert even == sorted(even)
    assert all(
        abs(n - (1 + 1999 * (1 - 1 / k))) < 90 for n, k in zip(even, (2, 4, 12, 60), strict=True)
    )
    assert told(skew=0.0)[0] > told(skew=1.0)[0] > told(skew=2.0)[0] > told(skew=3.0)[0]


def test_words_go_stale_with_changes_and_checks_lower_the_ceiling() -> None:
    def stale(**moved: Any) -> int:
        plot, _ = move("documentation-stale", **moved)
        return int(re.search(r"(\d+)% of the sentences", repr(plot))[1])  # type: ignore[index]

    assert stale(q=1.0) == 0
    assert stale(q=0.0, p=0.01, changes=69) == 50
    assert stale(q=0.5, p=0.1, changes=500) == 50
    assert stale(changes=10) < stale(changes=100) < stale(changes=500)
    assert stale(q=0.9) < stale(q=0.5) < stale(q=0.0)


def test_more_at_once_ends_sooner_until_the_longest_job_decides() -> None:
    def seconds(**moved: Any) -> tuple[float, float]:
        plot, _ = move("async-limit", **moved)
        found = re.search(r"time: ([\d.]+) s, at most ([\d.]+)", repr(plot))
        return float(found[1]), float(found[2])  # type: ignore[index]

    for limit in (1, 2, 4, 8, 12):
        for long in (1, 4, 20):
            took, bound = seconds(limit=limit, long=long)
            assert long <= took <= bound + 0.06
    assert seconds(limit=1)[0] > seconds(limit=4)[0] > seconds(limit=12)[0]
    assert seconds(limit=12, long=20)[0] < 24


def test_innocent_packages_cost_a_power_and_kept_blame_a_product() -> None:
    for v in (2, 4, 5):
        for m in (0, 2, 4):
            plot, _ = move("innocent-packages", versions=v, between=m)
            told = re.search(r"([\d,]+) steps, or (\d+) when blame", repr(plot))
            assert told
            assert int(told[1].replace(",", "")) == v ** (m + 2) + m + 1
            assert int(told[2]) == (v - 1) * (1 + m + v) + m + 2
