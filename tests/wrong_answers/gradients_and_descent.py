"""Wrong answers to the exercises of gradients-and-descent."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "gradients-and-descent/heavy-ball": [
        Wrong("walks the example: 8, 4, 0, -2", "+ beta * (x - before)", ""),
        Wrong("returns the start alone when no step is asked for",
              "path = [x]", "path = []"),
        Wrong("is plain gradient descent for beta = 0",
              "+ beta * (x - before)", "+ (1 - beta) * (x - before)"),
        Wrong("adds the last step, not the last gradient or the last point",
              "beta * (x - before)", "beta * x"),
        Wrong("takes the gradient where it stands, not where momentum would carry it",
              "gradient(x)", "gradient(x + beta * (x - before))"),
        Wrong("reaches the rate that the note derives, on a bowl of condition 100",
              "beta * (x - before), x", "beta * (before - x), x"),
        Wrong("takes whole numbers as a start",
              "return np.array(path)", "return np.array(path, dtype=np.array(x0).dtype)"),
        Wrong("leaves the start that it was given as it was",
              "np.array(x0, dtype=float)", "x0; x += 0.0; x[0] = 2.0"),
    ],
    "gradients-and-descent/backtracking": [
        Wrong("shortens to 1/8 in the example", "return alpha", "return alpha * shrink"),
        Wrong("keeps the first step where that is good",
              "start = f(x)", "start = f(x)\n    alpha *= shrink"),
        Wrong("asks for a share of the promised decrease, not for any decrease",
              "c1 * alpha * slope", "0.0"),
        Wrong("accepts a step that meets the bound exactly", "<= start", "< start"),
        Wrong("agrees with trying the lengths one by one, on Rosenbrock's valley",
              "alpha *= shrink", "alpha *= 0.5"),
        Wrong("does not accept a step to where f is NaN",
              "while not f(x + alpha * p) <= start", "while f(x + alpha * p) > start"),
        Wrong("calls f once for the start and once for each length", "<= start +", "<= f(x) +"),
        Wrong("refuses a direction that leads uphill, or along",
              "if not slope < 0:", "if slope > 0:"),
        Wrong("leaves point and direction as they were",
              "return alpha", "x += alpha * p\n    return alpha"),
    ],
    "gradients-and-descent/two-loops": [
        Wrong("returns the gradient itself while there are no pairs",
              "    return q", "    return -q"),
        Wrong("maps the newest y to its s: the secant equation",
              "for s, y in reversed(pairs):", "for y, s in reversed(pairs):"),
        Wrong("agrees with the matrix for one pair",
              "q = q + s * (a - (y @ q) / (y @ s))", "q = q + s * a"),
        Wrong("takes the pairs in the right order, newest first and then oldest first",
              "zip(pairs, reversed(weights), strict=True)", "zip(pairs, weights, strict=True)"),
        Wrong("scales by the newest pair's gamma, not by the oldest's", "pairs[-1]", "pairs[0]"),
        Wrong("always leads downhill", "    return q", "    return -q"),
        Wrong("needs no matrix: 300,000 parameters",
              "weights = []", "weights = []\n    np.zeros((len(q), len(q), 100))"),
        Wrong("leaves gradient and pairs as they were",
              "q = q - a * y", "q = q - a * y; s *= 2; s /= 3"),
    ],
}  # fmt: skip
