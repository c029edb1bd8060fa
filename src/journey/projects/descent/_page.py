"""A race as one HTML file that needs nothing else: picture, controls, table and explanations."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

import numpy as np

from journey.projects.descent._draw import COLOURS, levels_of, values_on
from journey.projects.descent._functions import Function
from journey.projects.descent._race import Run

__all__ = ["page"]

_WIDTH = 720.0
_DASHES = ("", "8 4", "8 3 2 3", "2 3", "12 3", "6 2 2 2 2 2", "1 3", "10 3 1 3")


def page(function: Function, runs: Sequence[Run]) -> str:
    """Return the HTML of a race that can be played, stopped and stepped through.

    It starts paused where the reader's system asks for reduced motion. Without JavaScript it shows
    the whole paths and the table.

    Parameters
    ----------
    function
        What was descended.
    runs
        The paths, all from the same start.

    Returns
    -------
    str
        A complete document.
    """
    left, right, bottom, top = function.window
    height = _WIDTH * min(1.0, max(0.5, (top - bottom) / (right - left)))

    def at(points: object) -> list[list[float]]:
        p = np.asarray(points, np.float64).reshape(-1, 2)
        x = (p[:, 0] - left) / (right - left) * _WIDTH
        y = (top - p[:, 1]) / (top - bottom) * height
        return np.column_stack([x, y]).clip(-5000, 5000).round(1).tolist()  # type: ignore[no-any-return]

    x, y, z = values_on(function, function.window)
    contours = "".join(
        f'<path d="M{" L".join(f"{a:g},{b:g}" for a, b in at(line))}"/>'
        for level in levels_of(z)
        for line in _lines(x, y, z, float(level))
    )
    minima = "".join(
        f'<path class="minimum" d="M{a - 6:g},{b:g}h12M{a:g},{b - 6:g}v12"/>'
        for a, b in at(function.minima)
    ) if function.minima else ""  # fmt: skip
    paths = "".join(
        f'<g style="color:{COLOURS[k % 8]}"><polyline points="'
        f'{" ".join(f"{a:g},{b:g}" for a, b in at(run.path))}" '
        f'stroke-dasharray="{_DASHES[k % 8]}"/><circle r="6"/></g>'
        for k, run in enumerate(runs)
    )
    legend = "".join(
        f'<li><svg width="44" height="10" aria-hidden="true" style="color:{COLOURS[k % 8]}">'
        f'<line x1="0" y1="5" x2="44" y2="5" stroke-dasharray="{_DASHES[k % 8]}"/></svg>'
        f"{html.escape(run.racer.label)}</li>"
        for k, run in enumerate(runs)
    )
    rows = "".join(_row(function, run) for run in runs)
    told = "; ".join(f"{run.racer.label} {run.outcome} after {run.steps} steps" for run in runs)
    return _TEMPLATE.format(
        title=html.escape(f"Descent on {function.expression.text}"),
        name=html.escape(function.name), about=html.escape(function.about),
        formula=html.escape(function.expression.text), width=f"{_WIDTH:g}", height=f"{height:g}",
        alt=html.escape(f"Paths over contour lines: {told}.", quote=True),
        contours=contours, minima=minima, paths=paths, legend=legend, rows=rows,
        longest=max(run.steps for run in runs),
        data=json.dumps([at(run.path) for run in runs]),
    )  # fmt: skip


def _lines(x: object, y: object, z: object, level: float) -> list[object]:
    from journey.live._contours import contour_lines

    return list(contour_lines(x, y, z, level))  # type: ignore[arg-type]


def _row(function: Function, run: Run) -> str:
    error = run.error(function.minima)
    cells = [
        html.escape(run.racer.label), str(run.steps), str(run.evaluations), str(run.gradients),
        f"{run.values[-1]:.6g}", "" if np.isnan(error) else f"{error:.2g}", run.outcome,
        html.escape(run.why),
    ]  # fmt: skip
    return (
        "<tr><th scope=row>"
        + "</th><td>".join(cells[:2])
        + "</td><td>"
        + "</td><td>".join(cells[2:])
        + "</td></tr>"
    )


_TEMPLATE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; --ink: #1b1f1d; --paper: #fcfbf8; --line: #76767655; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #eceeec; --paper: #151817; }}
  svg g[style], li svg {{ filter: brightness(1.5); }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 60rem; margin: 0 auto; padding: 1rem; }}
figure {{ margin: 0; }} figure svg {{ width: 100%; height: auto; border: 1px solid var(--line); }}
svg path, polyline, line {{ fill: none; }} .contours path {{ stroke: #767676; stroke-width: 1; }}
polyline, line {{ stroke: currentColor; stroke-width: 3; }} circle {{ fill: currentColor; }}
.minimum {{ stroke: var(--ink); stroke-width: 3; }}
.controls {{ display: flex; gap: 1rem; align-items: center; flex-wrap: wrap; margin: .5rem 0; }}
.controls input {{ flex: 1 1 12rem; }} button {{ font: inherit; padding: .4rem 1rem; }}
ul {{ list-style: none; padding: 0; display: flex; gap: .3rem 1.5rem; flex-wrap: wrap; }}
.wide {{ overflow-x: auto; }} table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: .3rem .7rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }}
</style></head><body>
<h1>Descent: {name}</h1>
<p><code>{formula}</code>: {about}.</p>
<figure><svg viewBox="0 0 {width} {height}" role="img" aria-label="{alt}">
<g class="contours">{contours}</g>{minima}<g id="paths">{paths}</g></svg></figure>
<ul>{legend}</ul>
<div class="controls" hidden><button type="button" id="play">Play</button>
<label for="step">Step <output id="now"></output></label>
<input type="range" id="step" min="0" max="{longest}" value="{longest}"></div>
<div class="wide"><table><thead><tr><th scope="col">optimiser</th><th scope="col">steps</th>
<th scope="col">values</th><th scope="col">gradients</th><th scope="col">f at the end</th>
<th scope="col">distance to a minimum</th><th scope="col">outcome</th><th scope="col">why</th>
</tr></thead><tbody>{rows}</tbody></table></div>
<script>
const data = {data}, step = document.getElementById("step"), play = document.getElementById("play");
const groups = [...document.querySelectorAll("#paths g")];
let timer = 0;
const show = (k) => {{
  document.getElementById("now").textContent = k;
  groups.forEach((g, i) => {{
    const part = data[i].slice(0, k + 1), end = part[part.length - 1];
    g.firstChild.setAttribute("points", part.join(" "));
    g.lastChild.setAttribute("cx", end[0]); g.lastChild.setAttribute("cy", end[1]);
  }});
}};
const stop = () => {{ clearInterval(timer); timer = 0; play.textContent = "Play"; }};
const start = () => {{
  if (+step.value >= +step.max) step.value = 0;
  play.textContent = "Pause";
  timer = setInterval(() => {{
    step.value = +step.value + Math.max(1, Math.round(step.max / 200));
    show(+step.value);
    if (+step.value >= +step.max) stop();
  }}, 40);
}};
play.addEventListener("click", () => (timer ? stop() : start()));
step.addEventListener("input", () => {{ stop(); show(+step.value); }});
document.querySelector(".controls").hidden = false;
show(+step.value);
if (!matchMedia("(prefers-reduced-motion: reduce)").matches) start();
</script></body></html>
"""
