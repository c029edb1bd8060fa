"""Wrong answers to the exercises of sgd-adam-rmsprop."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "sgd-adam-rmsprop/corrected-mean": [
        Wrong("gives 10, 10 and 27.14 in the example", "(1 - beta) * g", "g"),
        Wrong("starts with the first value itself, whatever beta is",
              "means.append(m / (1 - beta**t))", "means.append(m)"),
        Wrong("stays at a constant from the first step on",
              "m / (1 - beta**t)", "m / (1 - beta)"),
        Wrong("is the weighted mean of all values so far, newer ones counting more",
              "means.append(m / (1 - beta**t))", "m = m / (1 - beta**t); means.append(m)"),
        Wrong("treats the columns of rows apart", "(1 - beta) * g", "(1 - beta) * np.mean(g)"),
        Wrong("leaves the values as they were",
              "m = beta * m + (1 - beta) * g", "g *= 1 - beta; m = beta * m + g"),
    ],
    "sgd-adam-rmsprop/adam-path": [
        Wrong("returns the start alone when no step is asked for", "path = [x]", "path = []"),
        Wrong("takes a first step of length lr in every entry, whatever the gradient",
              "m / (1 - beta1**t), v / (1 - beta2**t)", "m, v"),
        Wrong("divides by the root of the mean square, not by the mean square",
              "np.sqrt(v_hat)", "v_hat"),
        Wrong("adds eps to the root, outside of it",
              "np.sqrt(v_hat) + eps", "np.sqrt(v_hat + eps)"),
        Wrong("follows the package's Adam in Rosenbrock's valley",
              "range(1, steps + 1)", "np.ones(steps)"),
        Wrong("decays apart from the gradient, as AdamW does",
              "g = gradient(x)", "g = gradient(x) + decay * x; x = x / (1 - lr * decay)"),
        Wrong("leaves the start that it was given as it was",
              "np.array(x0, dtype=float)", "x0; x += 1.0"),
    ],
}  # fmt: skip
