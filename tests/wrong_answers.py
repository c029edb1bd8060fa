"""Wrong but plausible answers to the exercises, and the check that must notice each.

An answer is the exercise's own solution with a piece of it replaced. Together they make every
check of every exercise fail at least once: a check that nothing can fail would prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wrong:
    """A wrong answer: what to replace in the solution, and which check fails."""

    check: str
    old: str
    new: str


WRONG: dict[str, list[Wrong]] = {
    "sorting-and-searching/insertion-by-halving": [
        Wrong(
            "goes behind equal values, not in front of them",
            "if item < values[middle]:",
            "if not values[middle] < item:",
        ),
        Wrong(
            "keeps the order of equal values",
            "if item < values[middle]:",
            "if not values[middle] < item:",
        ),
        Wrong("finds the place among different values", "low = middle + 1", "low = high"),
        Wrong(
            "takes an empty list, and a place at either end",
            "low, high = 0, len(values)",
            "low, high = 0, len(values) - 1",
        ),
        Wrong(
            "asks at most log2(n) + 1 questions, rounded down",
            "middle = (low + high) // 2",
            "middle = low",
        ),
        Wrong(
            "sorts as sorted does",
            "done.insert(place(done, item), item)",
            "done.insert(place(done, item) - 1, item)",
        ),
        Wrong(
            "leaves the list it was given as it was",
            "return done",
            "values.sort()\n    return values",
        ),
    ],
    "sorting-and-searching/count-inversions": [
        Wrong("finds the three of the example", "across += len(left) - i", "across += 1"),
        Wrong(
            "finds none in short and in sorted lists",
            "return values, 0",
            "return values, len(values)",
        ),
        Wrong(
            "finds all n(n - 1)/2 in a reversed list",
            "inside_left + inside_right + across",
            "across",
        ),
        Wrong(
            "agrees with counting every pair, in every order of five values",
            "len(left) - i",
            "len(right) - j",
        ),
        Wrong(
            "does not count equal values", "if right[j] < left[i]:", "if not left[i] < right[j]:"
        ),
        Wrong(
            "asks n log n questions, not one for each pair",
            "return merged(list(values))[1]",
            "return sum(b < a for i, a in enumerate(values) for b in values[i + 1 :])",
        ),
        Wrong(
            "leaves the list it was given as it was",
            "return merged(list(values))[1]",
            "answer = merged(values)[1]\n    values.sort()\n    return answer",
        ),
    ],
    "sorting-and-searching/least-capacity": [
        Wrong("needs 9 for the example", "days, load = 1, 0", "days, load = 0, 0"),
        Wrong("carries all in one day if there is only one", "sum(weights))", "sum(weights) - 1)"),
        Wrong(
            "needs the heaviest parcel's weight however many days there are",
            "fits, max(weights)",
            "fits, 0",
        ),
        Wrong(
            "keeps the order of the parcels",
            "for weight in weights:",
            "for weight in sorted(weights):",
        ),
        Wrong(
            "fills a load to the brim before the next day starts",
            "if load + weight > capacity:",
            "if load + weight >= capacity:",
        ),
        Wrong(
            "agrees with trying every way to cut",
            "return first_true(",
            "return max(max(weights), -(-sum(weights) // days))\n    first_true(",
        ),
        Wrong(
            "halves its way through a billion answers",
            "return first_true(",
            "capacity = max(weights)\n"
            "    while days_needed(weights, capacity) > days:\n        capacity += 1\n"
            "    return capacity\n    first_true(",
        ),
        Wrong(
            "leaves the weights as they were",
            "return first_true(",
            "weights.sort()\n    return first_true(",
        ),
    ],
    "chain-rule/undo-broadcasting": [
        Wrong(
            "sums over the rows that a vector was added to",
            "range(extra)",
            "range(len(shape), g.ndim)",
        ),
        Wrong("keeps an axis of length 1", ", keepdims=True", ""),
        Wrong("changes nothing where nothing was broadcast", " if n == 1", ""),
        Wrong("gives a single number the sum of all", "range(extra)", "range(min(extra, 1))"),
        Wrong(
            "agrees with adding entry by entry, for many shapes", "return g.sum(", "return g.mean("
        ),
        Wrong(
            "leaves the gradient that it was given as it was",
            "    g = g.sum(",
            "    g += 1.0\n    g = g.sum(",
        ),
    ],
    "chain-rule/back-through-the-graph": [
        Wrong("finds 7 in the example", "+= g * slope", "= g * slope"),
        Wrong("counts both uses in x * x", "+= g * slope", "= g * slope"),
        Wrong(
            "gives the output itself the gradient 1",
            "slopes[id(output)] = 1.0",
            "slopes[id(output)] = output.data",
        ),
        Wrong(
            "hands a gradient on only when it is complete",
            "if not uses[id(source)]:",
            "if uses[id(source)] >= 0:",
        ),
        Wrong("adds to what grad held before", "value.grad += g", "value.grad = g"),
        Wrong(
            "looks into each value a few times, not once for every path",
            "if id(value) not in uses:\n                uses[id(value)] = 0\n",
            "if True:\n                uses.setdefault(id(value), 0)\n",
        ),
        Wrong(
            "goes through a chain of 20,000 operations",
            "    uses = {id(output): 0}",
            "    def visit(value):\n        return [visit(v) for v, _ in value.made_from[:1]]\n\n"
            "    visit(output)\n    uses = {id(output): 0}",
        ),
        Wrong("agrees with differences on random graphs", "g * slope", "g + slope"),
    ],
    "gradients-and-descent/heavy-ball": [
        Wrong("walks the example: 8, 4, 0, -2", "+ beta * (x - before)", ""),
        Wrong("returns the start alone when no step is asked for", "path = [x]", "path = []"),
        Wrong(
            "is plain gradient descent for beta = 0",
            "+ beta * (x - before)",
            "+ (1 - beta) * (x - before)",
        ),
        Wrong(
            "adds the last step, not the last gradient or the last point",
            "beta * (x - before)",
            "beta * x",
        ),
        Wrong(
            "takes the gradient where it stands, not where momentum would carry it",
            "gradient(x)",
            "gradient(x + beta * (x - before))",
        ),
        Wrong(
            "reaches the rate that the note derives, on a bowl of condition 100",
            "beta * (x - before), x",
            "beta * (before - x), x",
        ),
        Wrong(
            "takes whole numbers as a start",
            "return np.array(path)",
            "return np.array(path, dtype=np.array(x0).dtype)",
        ),
        Wrong(
            "leaves the start that it was given as it was",
            "np.array(x0, dtype=float)",
            "x0; x += 0.0; x[0] = 2.0",
        ),
    ],
    "gradients-and-descent/backtracking": [
        Wrong("shortens to 1/8 in the example", "return alpha", "return alpha * shrink"),
        Wrong(
            "keeps the first step where that is good",
            "start = f(x)",
            "start = f(x)\n    alpha *= shrink",
        ),
        Wrong(
            "asks for a share of the promised decrease, not for any decrease",
            "c1 * alpha * slope",
            "0.0",
        ),
        Wrong("accepts a step that meets the bound exactly", "<= start", "< start"),
        Wrong(
            "agrees with trying the lengths one by one, on Rosenbrock's valley",
            "alpha *= shrink",
            "alpha *= 0.5",
        ),
        Wrong(
            "does not accept a step to where f is NaN",
            "while not f(x + alpha * p) <= start",
            "while f(x + alpha * p) > start",
        ),
        Wrong("calls f once for the start and once for each length", "<= start +", "<= f(x) +"),
        Wrong(
            "refuses a direction that leads uphill, or along", "if not slope < 0:", "if slope > 0:"
        ),
        Wrong(
            "leaves point and direction as they were",
            "return alpha",
            "x += alpha * p\n    return alpha",
        ),
    ],
    "gradients-and-descent/two-loops": [
        Wrong(
            "returns the gradient itself while there are no pairs", "    return q", "    return -q"
        ),
        Wrong(
            "maps the newest y to its s: the secant equation",
            "for s, y in reversed(pairs):",
            "for y, s in reversed(pairs):",
        ),
        Wrong(
            "agrees with the matrix for one pair",
            "q = q + s * (a - (y @ q) / (y @ s))",
            "q = q + s * a",
        ),
        Wrong(
            "takes the pairs in the right order, newest first and then oldest first",
            "zip(pairs, reversed(weights), strict=True)",
            "zip(pairs, weights, strict=True)",
        ),
        Wrong("scales by the newest pair's gamma, not by the oldest's", "pairs[-1]", "pairs[0]"),
        Wrong("always leads downhill", "    return q", "    return -q"),
        Wrong(
            "needs no matrix: 300,000 parameters",
            "weights = []",
            "weights = []\n    np.zeros((len(q), len(q), 100))",
        ),
        Wrong(
            "leaves gradient and pairs as they were",
            "q = q - a * y",
            "q = q - a * y; s *= 2; s /= 3",
        ),
    ],
    "roc-auc/area-from-ranks": [
        Wrong(
            "gives 0.75 for the example",
            "score[y == 1], np.sort(score[y == 0])",
            "score[y == 0], np.sort(score[y == 1])",
        ),
        Wrong("is the share of pairs", "np.sort(score[y == 0])", "score[y == 0]"),
        Wrong(
            "counts a tie half", "(below + or_equal).sum(dtype=float) / 2", "below.sum(dtype=float)"
        ),
        Wrong(
            "is 1 for a perfect order and 0 for a reversed one", "/ 2 / pairs", "/ (2 * pairs + 1)"
        ),
        Wrong("is nan where a class is missing", 'float("nan")', "0.5"),
        Wrong(
            "takes 20,000 samples without a loop over them",
            'np.searchsorted(negatives, positives, side="left")',
            "np.array([(negatives < p).sum() for p in positives])",
        ),
        Wrong(
            "takes 20,000 samples without a table of all pairs",
            'np.searchsorted(negatives, positives, side="left")',
            "(negatives[None] < positives[:, None]).sum(axis=1)",
        ),
        Wrong(
            "leaves labels and scores as they were", "    pairs =", "    score.sort()\n    pairs ="
        ),
    ],
    "roc-auc/precision-at-each-hit": [
        Wrong("gives (1/1 + 2/3) / 2 for the example", "-score", "score"),
        Wrong(
            "agrees with journey.ml.metrics where no scores are equal",
            "np.diff(recall) * precision",
            "np.diff(recall) * precision.mean()",
        ),
        Wrong(
            "lets equal scores pass together",
            "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)",
            "np.arange(len(y))",
        ),
        Wrong(
            "does not depend on the order among equal scores",
            "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)",
            "np.arange(len(y))",
        ),
        Wrong(
            "is the share of positives where all scores are equal",
            "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)",
            "np.arange(len(y))",
        ),
        Wrong(
            "is 1 for a perfect order, and counts the last sample, too",
            "np.append(np.flatnonzero(np.diff(score)), len(y) - 1)",
            "np.flatnonzero(np.diff(score))",
        ),
        Wrong(
            "leaves labels and scores as they were",
            "    order = np",
            "    score -= score.min()\n    order = np",
        ),
    ],
    "sgd-adam-rmsprop/corrected-mean": [
        Wrong("gives 10, 10 and 27.14 in the example", "(1 - beta) * g", "g"),
        Wrong(
            "starts with the first value itself, whatever beta is",
            "means.append(m / (1 - beta**t))",
            "means.append(m)",
        ),
        Wrong("stays at a constant from the first step on", "m / (1 - beta**t)", "m / (1 - beta)"),
        Wrong(
            "is the weighted mean of all values so far, newer ones counting more",
            "means.append(m / (1 - beta**t))",
            "m = m / (1 - beta**t); means.append(m)",
        ),
        Wrong("treats the columns of rows apart", "(1 - beta) * g", "(1 - beta) * np.mean(g)"),
        Wrong(
            "leaves the values as they were",
            "m = beta * m + (1 - beta) * g",
            "g *= 1 - beta; m = beta * m + g",
        ),
    ],
    "sgd-adam-rmsprop/adam-path": [
        Wrong("returns the start alone when no step is asked for", "path = [x]", "path = []"),
        Wrong(
            "takes a first step of length lr in every entry, whatever the gradient",
            "m / (1 - beta1**t), v / (1 - beta2**t)",
            "m, v",
        ),
        Wrong(
            "divides by the root of the mean square, not by the mean square",
            "np.sqrt(v_hat)",
            "v_hat",
        ),
        Wrong(
            "adds eps to the root, outside of it", "np.sqrt(v_hat) + eps", "np.sqrt(v_hat + eps)"
        ),
        Wrong(
            "follows the package's Adam in Rosenbrock's valley",
            "range(1, steps + 1)",
            "np.ones(steps)",
        ),
        Wrong(
            "decays apart from the gradient, as AdamW does",
            "g = gradient(x)",
            "g = gradient(x) + decay * x; x = x / (1 - lr * decay)",
        ),
        Wrong(
            "leaves the start that it was given as it was",
            "np.array(x0, dtype=float)",
            "x0; x += 1.0",
        ),
    ],
    "distributions/inverse-sampling": [
        Wrong("gives the exponential quantiles, the mean as their scale", "-mean *", "-1 / mean *"),
        Wrong(
            "keeps the digits of a tiny u", "np.log1p(-np.asarray(u))", "np.log(1 - np.asarray(u))"
        ),
        Wrong(
            "finds the step that u falls into",
            "heights = np.cumsum(pmf)",
            "heights = np.cumsum(pmf[::-1]) ** 2",
        ),
        Wrong(
            "goes on to the next k where u is just at the end of a step",
            'side="right"',
            'side="left"',
        ),
        Wrong(
            "never draws what has probability 0, not even at the ends",
            "np.flatnonzero(np.asarray(pmf) > 0)[-1]",
            "len(pmf) - 1",
        ),
        Wrong(
            "agrees with the binomial quantiles of the package",
            "heights = np.cumsum(pmf)",
            "heights = np.asarray(pmf)",
        ),
        Wrong(
            "leaves its arrays as they were",
            "return -mean * np.log1p(-np.asarray(u))",
            "u *= -1\n    return -mean * np.log1p(u)",
        ),
    ],
    "distributions/binomial-without-overflow": [
        Wrong(
            "agrees with whole-number arithmetic for few trials",
            "(n - k) * np.log1p",
            "n * np.log1p",
        ),
        Wrong(
            "does not overflow for 2,000 trials",
            "gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)",
            "np.log(float(np.prod(np.arange(k + 1.0, n + 1)))) - gammaln(n - k + 1)",
        ),
        Wrong("keeps a tiny p: log(1 - p) is not 0", "np.log1p(-p)", "np.log(1 - p)"),
        Wrong(
            "knows what is certain and what is impossible at p = 0 and p = 1",
            "if (p == 0 and k > 0) or (p == 1 and k < n):",
            "if p == 0 or p == 1:",
        ),
        Wrong("log_sf counts more than k, not k itself", "range(k + 1, n + 1)", "range(k, n + 1)"),
        Wrong(
            "log_sf is right where the probability itself is no number any more",
            "return top + np.log(np.exp(logs - top).sum())",
            "return np.log(np.exp(logs).sum())",
        ),
        Wrong(
            "log_sf is minus infinity at n, where nothing is above",
            "        return -np.inf\n    top",
            "        return 0.0\n    top",
        ),
    ],
    "classification-metrics/threshold-from-costs": [
        Wrong("decides the example: 0, 1, 1", "alarm / (alarm + miss)", "alarm / miss"),
        Wrong(
            "takes one half where both mistakes cost the same",
            "alarm / (alarm + miss)",
            "alarm / miss",
        ),
        Wrong("calls positive where both choices cost the same", ">=", ">"),
        Wrong(
            "warns later when alarms are the dearer mistake",
            "alarm / (alarm + miss)",
            "min(alarm, miss) / (alarm + miss)",
        ),
        Wrong(
            "adds up both kinds of mistake: 5 in the example",
            "alarm * false_alarms + miss * misses",
            "alarm * false_alarms",
        ),
        Wrong(
            "does not take a miss for an alarm",
            "alarm * false_alarms + miss * misses",
            "alarm * misses + miss * false_alarms",
        ),
        Wrong(
            "no other threshold is cheaper on average",
            "alarm / (alarm + miss)",
            "miss / (alarm + miss)",
        ),
        Wrong(
            "leaves the probabilities as they were",
            "    return (np.asarray(q)",
            "    q += 0.0001\n    return (np.asarray(q)",
        ),
    ],
    "classification-metrics/brier-in-three-parts": [
        Wrong(
            "gives 0.005, 0.0625, 0.1875 for the example",
            "base * (1 - base)",
            "(base * (1 - base)) ** 0.5",
        ),
        Wrong("adds up to the Brier score", "(rates - base) ** 2", "abs(rates - base)"),
        Wrong(
            "finds no unreliability where each group is as was said",
            "(forecasts - rates) ** 2",
            "(forecasts - base) ** 2",
        ),
        Wrong(
            "finds no resolution where everybody is told the same",
            "(rates - base) ** 2",
            "(rates - 0.5) ** 2",
        ),
        Wrong(
            "weighs groups by their size", "weights = sizes / len(y)", "weights = 1 / len(sizes)"
        ),
        Wrong("has no uncertainty where all are positive", "base * (1 - base)", "0.25"),
        Wrong(
            "leaves labels and forecasts as they were",
            "    sizes = np",
            "    q[:] = np.round(q)\n    sizes = np",
        ),
    ],
    "decision-trees-and-random-forests/best-cut": [
        Wrong("finds the cut of the example: 2.5, and the gain 0.5", "- after) / n", "- after)"),
        Wrong(
            "does not need the rows to come in order",
            'np.argsort(x, kind="stable")',
            "np.arange(len(x))",
        ),
        Wrong(
            "weighs each side by its rows",
            "gini_times_rows(total - left, n - on_left)\n",
            "gini_times_rows(total - left, n - on_left) * on_left / (n - on_left)\n"
            "    after *= n / 2 / on_left\n",
        ),
        Wrong(
            "takes any number of classes, whatever they are called",
            "np.unique(y)",
            "np.array([0, 1])",
        ),
        Wrong(
            "never cuts between equal values",
            "values[1:] > values[:-1]",
            "np.full(n - 1, values[-1] > values[0])",
        ),
        Wrong(
            "takes the lowest threshold of equally good cuts",
            "best = int(np.argmax(gain >= gain.max() - 1e-12))",
            "best = int(np.flatnonzero(gain >= gain.max() - 1e-12)[-1])",
        ),
        Wrong(
            "puts the threshold halfway between two neighbours",
            "float((values[best] + values[best + 1]) / 2)",
            "float(values[best])",
        ),
        Wrong("is None where all values are the same", "return None", "return float(x[0]), 0.0"),
        Wrong(
            "leaves values and classes as they were",
            "values = x[order]",
            "values = x[order]\n    x.sort()",
        ),
    ],
    "decision-trees-and-random-forests/weakest-link": [
        Wrong(
            "finds the link of the example: node 2 at 0.125",
            "alpha < best[1] - 1e-12",
            "alpha > best[1] + 1e-12",
        ),
        Wrong(
            "divides by the leaves that are saved, one fewer than the branch has",
            "/ (len(leaves) - 1)",
            "/ len(leaves)",
        ),
        Wrong(
            "asks the leaves of the branch, not only its two children",
            "leaves = [at for at in reached(left, right, node) if left[at] < 0]",
            "leaves = [int(left[node]), int(right[node])]",
        ),
        Wrong(
            "takes the lowest number on a tie",
            "alpha < best[1] - 1e-12",
            "alpha <= best[1] + 1e-12",
        ),
        Wrong(
            "does not count nodes that cannot be reached",
            "sorted(reached(left, right, 0))",
            "range(len(left))",
        ),
        Wrong(
            "is None for a tree that is only a leaf",
            "    best = None\n",
            '    if left[0] < 0:\n        raise ValueError("no link")\n    best = None\n',
        ),
        Wrong(
            "cuts links off until the root is left",
            "        alphas.append(alpha)",
            "        alphas.append(alpha)\n        break",
        ),
        Wrong(
            "gives the alphas of grown trees",
            "left[node] = right[node] = -1",
            "left[node] = right[node] = -1\n        cost = cost - alpha",
        ),
        Wrong(
            "leaves the tree as it was",
            "left, right, alphas = left.copy(), right.copy(), []",
            "alphas = []",
        ),
    ],
    "confusion-matrix/count-the-pairs": [
        Wrong("counts the example", " * k + ", " + "),
        Wrong(
            "puts the truth in the rows, what was called in the columns",
            "np.asarray(true) * k + np.asarray(called)",
            "np.asarray(called) * k + np.asarray(true)",
        ),
        Wrong(
            "keeps a row and a column for classes that do not occur",
            "return np",
            "k = max(max(true), max(called)) + 1\n    return np",
        ),
        Wrong(
            "agrees with journey.ml.metrics on random labels",
            "minlength=k * k)",
            "minlength=k * k).clip(max=2)",
        ),
        Wrong(
            "holds whole numbers where there are no weights",
            "weights=weight,",
            "weights=np.ones(len(cells)) if weight is None else weight,",
        ),
        Wrong("adds weights where they are given", "weights=weight, ", ""),
        Wrong(
            "counts 100,000 samples without a loop over them",
            "cells = np.asarray(true) * k + np.asarray(called)",
            "cells = [int(a) * k + int(b) for a, b in zip(true, called)]",
        ),
        Wrong(
            "leaves the labels as they were",
            "cells = np.asarray(true) * k + np.asarray(called)",
            "true *= k\n    true += called\n    cells = true",
        ),
    ],
    "confusion-matrix/another-mix": [
        Wrong(
            "gives back the sample's own figures at its own mix", "fp / (tn + fp)", "fp / (tp + fp)"
        ),
        Wrong(
            "gives what counting gives where the negatives are repeated",
            "accuracy = found + (1 - share) * (1 - false_alarms)",
            "accuracy = (tp + tn) / (tp + tn + fp + fn)",
        ),
        Wrong("takes any table, not only the example's", "fp / (tn + fp)", "1 / 6"),
        Wrong("is all recall where everybody is positive", "found / called", "tp / (tp + fp)"),
        Wrong("is all specificity where nobody is: the precision is 0", "called > 0", "found > 0"),
        Wrong("has no precision where nothing is called 1", 'float("nan")', "0.0"),
        Wrong(
            "leaves the table as it was",
            "np.asarray(table, dtype=float)",
            "table / 1\n    table[:] = 0",
        ),
    ],
    "naive-bayes/smoothed-counts": [
        Wrong(
            "gives 4/6, 2/6 and 1/5, 4/5 for the example", "+ float(alpha)", "+ 2 * float(alpha)"
        ),
        Wrong(
            "takes shares of words, not of texts",
            "X[y == c].sum(axis=0)",
            "(X[y == c] > 0).sum(axis=0)",
        ),
        Wrong(
            "adds alpha once for each word, so that each row has the sum 1",
            "totals = counts.sum(axis=1, keepdims=True)",
            "totals = counts.sum(axis=1, keepdims=True) + alpha - alpha * X.shape[1]",
        ),
        Wrong(
            "orders the rows by class, whatever the labels are",
            "np.unique(y)",
            "np.array(list(dict.fromkeys(y.tolist())))",
        ),
        Wrong(
            "gives even shares to a class without words when alpha is 0", "1 / X.shape[1])", "0.0)"
        ),
        Wrong("agrees with journey.ml.naive_bayes", "+ float(alpha)", "+ 1.0"),
        Wrong(
            "leaves the counts as they were",
            "classes = np.unique(y)",
            "classes = np.unique(y)\n    X += alpha\n    alpha = 0",
        ),
    ],
    "naive-bayes/posterior-from-logs": [
        Wrong("gives 2/3 and 1/3 for the example", "weights / weights.sum()", "scores"),
        Wrong("counts a word as often as it occurs", "@ x[there]", "@ (x[there] > 0)"),
        Wrong("takes the prior into account", "log_prior + log_theta", "0 * log_prior + log_theta"),
        Wrong("does not lose a text of 2,000 words", "scores - scores.max()", "scores"),
        Wrong("does not overflow where scores are far above 0", "scores - scores.max()", "scores"),
        Wrong(
            "lets a word that a class never shows rule it out",
            "there = x > 0",
            "there = (x > 0) & np.isfinite(log_theta).all(axis=0)",
        ),
        Wrong(
            "is not disturbed by such a word when the text lacks it",
            "there = x > 0",
            "there = x >= 0",
        ),
        Wrong(
            "agrees with fractions for every text of up to four words",
            "scores = log_prior + log_theta",
            "scores = np.exp(log_prior) + log_theta",
        ),
        Wrong(
            "leaves its arguments as they were",
            "there = x > 0",
            "there = x > 0\n    log_prior -= log_prior.max()",
        ),
    ],
    "k-means/one-round": [
        Wrong(
            "returns two things: labels and centres", "return labels, new_centers", "return labels"
        ),
        Wrong("gives each sample to its nearest centre, in several dimensions", "argmin", "argmax"),
        Wrong(
            "squares and adds over the features, as distance does",
            "((X[:, None, :] - centers[None, :, :]) ** 2)",
            "abs(X[:, None, :] - centers[None, :, :])",
        ),
        Wrong(
            "moves each centre to the mean of its own samples",
            "X[labels == j].mean(axis=0)",
            "X[labels == j].mean()",
        ),
        Wrong(
            "gives a tie to the centre with the lower number",
            "squared.argmin(axis=1)",
            "squared.shape[1] - 1 - squared[:, ::-1].argmin(axis=1)",
        ),
        Wrong(
            "leaves a centre without samples where it is",
            "np.array(centers, dtype=float)",
            "np.zeros(centers.shape)",
        ),
        Wrong(
            "takes whole numbers, and does not round the means to them",
            "np.array(centers, dtype=float)",
            "centers.copy()",
        ),
        Wrong(
            "never raises the inertia, and ends where the definition ends",
            ".mean(axis=0)",
            ".max(axis=0)",
        ),
        Wrong(
            "leaves samples and centres as they were", "np.array(centers, dtype=float)", "centers"
        ),
    ],
    "k-means/spread-the-start": [
        Wrong(
            "squares the distance: 0, 0.1, 0.9 and not 0, 0.25, 0.75",
            "nearest = squared.min(axis=1)",
            "nearest = squared.min(axis=1) ** 0.5",
        ),
        Wrong(
            "asks for the nearest centre, not the farthest or all of them",
            "squared.min(axis=1)",
            "squared.sum(axis=1)",
        ),
        Wrong(
            "agrees with the definition in several dimensions",
            "return nearest / total",
            "return nearest / nearest.max()",
        ),
        Wrong(
            "is uniform where every sample lies on a centre",
            "np.full(len(X), 1 / len(X))",
            "nearest",
        ),
        Wrong(
            "draws the place in whose stretch the number lies",
            "running = np.cumsum(p)",
            "running = p",
        ),
        Wrong(
            "never draws a sample with probability 0, not even at an edge",
            'side="right"',
            'side="left"',
        ),
        Wrong(
            "stays inside where rounding leaves the sum just below 1",
            "return min(int(place), last)",
            "return int(place)",
        ),
        Wrong(
            "draws each sample as often as its probability says",
            'np.searchsorted(running, u, side="right")',
            "int(u * len(p))",
        ),
        Wrong(
            "leaves samples and centres as they were",
            "nearest = squared.min(axis=1)",
            "nearest = squared.min(axis=1)\n    X -= centers[0]",
        ),
    ],
    "k-means/silhouette-of-one": [
        Wrong("gives 0.9048 for the example", "(b - a) / larger", "(b - a) / (a + b)"),
        Wrong(
            "does not count the sample as its own neighbour",
            "distances[own].sum() / neighbours",
            "distances[own].mean()",
        ),
        Wrong(
            "takes the mean over each other cluster, then the least of them",
            "distances[labels == other].mean()",
            "distances[labels == other].min()",
        ),
        Wrong(
            "measures distance, not its square",
            "np.sqrt(((X - X[i]) ** 2).sum(axis=1))",
            "((X - X[i]) ** 2).sum(axis=1)",
        ),
        Wrong("is negative for a sample in the wrong cluster", "(b - a)", "abs(b - a)"),
        Wrong(
            "gives 0 to a sample alone in its cluster", "        return 0.0", "        return 1.0"
        ),
        Wrong("gives 0 where all samples are in one place", " if larger > 0 else 0.0", ""),
        Wrong(
            "takes labels of any numbers, in any order",
            "np.unique(labels[~own])",
            "range(labels[i] + 1, labels.max() + 1)",
        ),
        Wrong(
            "agrees with journey.ml.metrics for every sample of random data",
            "distances[labels == other].mean() for other in np.unique(labels[~own])",
            "distances[~own].mean() for _ in (0,)",
        ),
        Wrong(
            "leaves samples and labels as they were",
            "neighbours = own.sum() - 1",
            "neighbours = own.sum() - 1\n    labels += 1",
        ),
    ],
    "pandas/group-mean": [
        Wrong("gives 1.5, 5, 1.5 for the example", "return means[codes]", "return means"),
        Wrong(
            "leaves missing values out of sum and count",
            "np.bincount(codes, known)",
            "np.bincount(codes)",
        ),
        Wrong(
            "gives NaN where a group has no known value, without a warning",
            "np.full(len(sums), np.nan)",
            "np.zeros(len(sums))",
        ),
        Wrong(
            "keeps the order of the rows, whatever the order of the keys",
            "return means[codes]",
            "return means[np.sort(codes)]",
        ),
        Wrong(
            "agrees with the definition on random rows",
            "np.unique(keys, return_inverse=True)",
            "(None, np.unique(keys, True)[1][0] + keys)",
        ),
        Wrong(
            "leaves keys and values as they were",
            "    sums =",
            "    values[~known] = 0.0\n    sums =",
        ),
    ],
    "pandas/inner-join": [
        Wrong(
            "finds the four pairs of the example, in order",
            "for i, key in enumerate(left) for j in places.get(key, [])",
            "for i, key in enumerate(left) for j in places.get(key, [])[:1]",
        ),
        Wrong(
            "finds nothing where nothing matches or a side is empty",
            "places.get(key, [])",
            "places[key]",
        ),
        Wrong("matches no missing keys", "        if key is not None:\n", "        if True:\n"),
        Wrong(
            "raises where m:1 is broken, even by a key without partner",
            "for key in keys if key is not None",
            "for key in keys if key in left",
        ),
        Wrong(
            "raises where 1:m is broken, and tells the sides apart",
            "left_side, right_side = validate",
            "right_side, left_side = validate",
        ),
        Wrong(
            "counts no missing key as repeated",
            "[key for key in keys if key is not None]",
            "list(keys)",
        ),
        Wrong(
            "has as many rows as the counts' products say",
            "setdefault(key, []).append(j)",
            "setdefault(key, []).insert(0, j)",
        ),
        Wrong(
            "compares no left key with every right key",
            "for j in places.get(key, [])",
            "for j, other in enumerate(right) if key is not None and key == other",
        ),
        Wrong(
            "leaves both lists as they were", "    places = {}", "    left.sort()\n    places = {}"
        ),
    ],
    "support-vector-machines/soft-margin": [
        Wrong("gives width 2, no slack and objective 0.5 for the example", "2 / np", "1 / np"),
        Wrong(
            "measures the width by the length of w, in several dimensions",
            "np.sqrt(w @ w)",
            "np.abs(w).sum()",
        ),
        Wrong(
            "has slack above 1 for a sample on the wrong side",
            "np.maximum(0, 1 - margin)",
            "np.clip(1 - margin, 0, 1)",
        ),
        Wrong(
            "has no slack below 0 for samples far on their own side",
            "np.maximum(0, 1 - margin)",
            "1 - margin",
        ),
        Wrong(
            "lets the price C multiply the slack, and only that",
            "w @ w / 2 + C * slack.sum()",
            "C * (w @ w / 2 + slack.sum())",
        ),
        Wrong("is least, and equal to the dual, where SVC puts the line", "w @ w / 2 +", "w @ w +"),
        Wrong(
            "leaves its arguments as they were",
            "    slack = np",
            "    X -= X.mean(axis=0)\n    slack = np",
        ),
    ],
    "support-vector-machines/two-multipliers": [
        Wrong("gives 0.5 and 0.5 for the example", "slope / curvature", "slope"),
        Wrong(
            "stops where a multiplier meets C",
            "min(max(slope / curvature, least), most)",
            "slope / curvature",
        ),
        Wrong(
            "gives the same with i and j exchanged",
            "min(max(slope / curvature, least), most)",
            "min(max(slope / curvature, 0), most)",
        ),
        Wrong(
            "also shrinks multipliers, down to 0 and not below",
            "least = -min(beta[i] - low[i], high[j] - beta[j])",
            "least = 0.0",
        ),
        Wrong(
            "changes no other multiplier and keeps the sum of alpha y",
            "    beta[j] -= step",
            "    beta[j] += step",
        ),
        Wrong(
            "goes to the bound where one place has both labels",
            "step = most if slope > 0 else least",
            "step = 0.0",
        ),
        Wrong(
            "moves nothing where the two agree, even in one place",
            "    if slope == 0:",
            "    if slope == 0 and curvature > 0:",
        ),
        Wrong(
            "takes the best step of a thousand on its line",
            "K[i, i] + K[j, j] - 2 * K[i, j]",
            "K[i, i] + K[j, j]",
        ),
        Wrong(
            "ends, repeated over all pairs, at the optimum of SVC",
            "wanted = y - K @ beta",
            "wanted = y + K @ beta",
        ),
        Wrong(
            "leaves its arguments as they were", "beta = alpha * y", "alpha *= y\n    beta = alpha"
        ),
    ],
    "linear-and-logistic-regression/log-loss": [
        Wrong("gives log 2 where nothing is known yet", "np.log1p(small)", "small"),
        Wrong(
            "agrees with minus the mean log probability of each sample's class",
            "- y * z",
            "- (1 - y) * z",
        ),
        Wrong(
            "agrees with minus the mean log probability of each sample's class",
            "float(loss.mean())",
            "float(loss.sum())",
        ),
        Wrong("has the gradient that small steps measure", "(p - y)", "(y - p)"),
        Wrong(
            "is right for scores of 1,000 and -1,000, without a warning",
            "np.maximum(z, 0) + np.log1p(small)",
            "np.log1p(np.exp(z))",
        ),
        Wrong("keeps a loss that is tiny but not zero", "np.log1p(small)", "np.log(1 + small)"),
        Wrong(
            "leaves weights, samples and labels as they were",
            "    z = X @ w",
            "    z = X @ w\n    X -= 0.5",
        ),
    ],
    "linear-and-logistic-regression/newton-with-brakes": [
        Wrong("gives 2/3 for the example", "np.eye(len(w)) / C", "0"),
        Wrong(
            "takes the full step where that lowers the objective",
            "    before =",
            "    step = step / 2\n    before =",
        ),
        Wrong(
            "never raises the objective, even from far away",
            "if objective(new, X, y, C) <= before:",
            "if True:",
        ),
        Wrong("halves, and no more often than needed", "step = step / 2", "step = step / 10"),
        Wrong(
            "ends at the minimum that LogisticRegression finds",
            "X.T @ (p - y) + w / C",
            "X.T @ (p - y) + w",
        ),
        Wrong(
            "leaves weights, samples and labels as they were",
            "    before =",
            "    w += 0.0\n    X += 1.0\n    before =",
        ),
    ],
    "numpy/standardise-columns": [
        Wrong("gives the example: table, means, spreads", "X.std(axis=0)", "X.std(axis=0, ddof=1)"),
        Wrong("works down the columns, not along the rows", "X.mean(axis=0)", "X.mean()"),
        Wrong(
            "makes zeros of a constant column, without a warning",
            "np.where(spread > 0, spread, 1.0)",
            "spread",
        ),
        Wrong("leaves a small but real spread alone", "spread > 0", "spread > 1e-6"),
        Wrong(
            "takes whole numbers", "mean = X.mean(axis=0)", "mean = X.mean(axis=0).astype(X.dtype)"
        ),
        Wrong(
            "leaves the caller's array as it was",
            "return (X - mean) / spread",
            "X -= mean\n    return X / spread",
        ),
    ],
    "numpy/group-means": [
        Wrong(
            "gives the example: names, means, largest",
            "return names, means, largest",
            "return names, means",
        ),
        Wrong(
            "counts every repeated label",
            "np.bincount(place, weights=values)",
            "values[np.unique(place, return_index=True)[1]]",
        ),
        Wrong(
            "takes the largest where all are negative",
            "np.full(len(names), -np.inf)",
            "np.zeros(len(names))",
        ),
        Wrong(
            "agrees with a mask for each group",
            "    np.maximum.at(largest, place, values)",
            "    largest[place] = values",
        ),
        Wrong(
            "takes whole numbers as values, without cutting the means",
            " / np.bincount(place)",
            " // np.bincount(place)",
        ),
        Wrong(
            "leaves labels and values as they were", "    means =", "    values -= 0.5\n    means ="
        ),
    ],
    "vectors-and-matrices/back-substitution": [
        Wrong("solves the example: 1, 2", "reversed(range(n))", "range(n)"),
        Wrong("takes a system of one equation", " / U[i, i]", ""),
        Wrong(
            "gives the solution back that the right-hand side was made from",
            "U[i, i + 1 :] @",
            "U[i + 1 :, i] @",
        ),
        Wrong(
            "reads nothing below the diagonal", "x = np.zeros(n)", "return np.linalg.solve(U, b)"
        ),
        Wrong("takes whole numbers and still divides", "np.zeros(n)", "np.zeros(n, dtype=b.dtype)"),
        Wrong(
            "refuses a zero anywhere on the diagonal",
            "(np.diagonal(U) == 0).any()",
            "U[-1, -1] == 0",
        ),
        Wrong("leaves matrix and right-hand side as they were", "x = np.zeros(n)", "x = b"),
    ],
    "vectors-and-matrices/twice-is-enough": [
        Wrong("factors the example", "Q[:, k] = v / R[k, k]", "Q[:, k] = v"),
        Wrong(
            "makes R a triangle with a positive diagonal",
            "= np.linalg.norm(v)",
            "= -np.linalg.norm(v)",
        ),
        Wrong(
            "is Householder's QR up to signs, where that is easy", "R[:k, k] += r", "R[:k, k] = r"
        ),
        Wrong(
            "keeps Q orthogonal to rounding on the Hilbert matrix of size 10",
            "range(2)",
            "range(1)",
        ),
        Wrong(
            "works column by column: doing all of it again at the end is too late",
            "range(2)",
            "range(2 if k < 10 else 1)",
        ),
        Wrong("puts what both rounds took away into R", "R[:k, k] += r", "R[:k, k] -= r"),
        Wrong("leaves the matrix as it was", "A = np.array(A, dtype=float)", "A *= 2.0"),
    ],
    "vectors-and-matrices/one-row-at-a-time": [
        Wrong("rotates the example: 5, 6, and -3 is left", "cos * y - sin * c[k]", "cos * y"),
        Wrong(
            "adds the new row's products to R'R, and no others",
            "cos * row[k:] - sin",
            "cos * row[k:] + sin",
        ),
        Wrong("ends at the solution that lstsq finds", "cos * c[k] + sin * y", "cos * c[k]"),
        Wrong(
            "leaves rests whose squares add up to the residuals",
            "return R, c, y",
            "return R, c, y - c @ c",
        ),
        Wrong("takes zeros, in R and in the row", "if length == 0:", "if R[k, k] == 0:"),
        Wrong(
            "does not square what is too large for it",
            "np.hypot(R[k, k], row[k])",
            "np.sqrt(R[k, k] ** 2 + row[k] ** 2)",
        ),
        Wrong(
            "leaves triangle, vector and row as they were",
            "row = np.array(row, dtype=float)",
            "row *= 2.0",
        ),
    ],
    "regularization/ridge-with-intercept": [
        Wrong("finds 0.5 and 10.5 in the example", "alpha * np.eye", "len(y) * alpha * np.eye"),
        Wrong(
            "keeps the coefficients when all targets are raised by 100",
            "Z, t = X - centre, y - level",
            "Z, t = X, y",
        ),
        Wrong(
            "keeps the coefficients when the features are moved",
            "Z, t = X - centre, y - level",
            "Z, t = X, y - level",
        ),
        Wrong(
            "predicts the mean under an enormous penalty",
            "float(level - centre @ w)",
            "float(-centre @ w)",
        ),
        Wrong(
            "works with fewer samples than features",
            "alpha * np.eye(X.shape[1])",
            "0.0 * np.eye(X.shape[1])",
        ),
        Wrong("agrees with the package over penalties", "alpha * np.eye", "alpha**2 * np.eye"),
        Wrong(
            "leaves X and y as they were",
            "Z, t = X - centre, y - level",
            "X -= centre\n    y -= level\n    Z, t = X, y",
        ),
    ],
    "regularization/lasso-by-coordinates": [
        Wrong("finds 2 in the example", "abs(z) - alpha", "abs(z) - n * alpha"),
        Wrong(
            "takes the mean square of a feature into account",
            "max(abs(z) - alpha, 0.0) / curvature",
            "max(abs(z) - alpha, 0.0)",
        ),
        Wrong(
            "moves negative coefficients towards zero as well",
            "np.sign(z) * max(abs(z) - alpha, 0.0)",
            "max(z - alpha, 0.0)",
        ),
        Wrong(
            "lets each coefficient see those before it in the same sweep",
            "            r -= x * (w[j] - old)\n",
            "        r = y - X @ w\n",
        ),
        Wrong("is least squares without a penalty", "+ curvature * old", ""),
        Wrong("gives zeros that are exactly zero", "max(abs(z) - alpha, 0.0)", "(abs(z) - alpha)"),
        Wrong(
            "reaches the package's minimum",
            "max(abs(z) - alpha, 0.0)",
            "max(abs(z) - alpha / 2, 0.0)",
        ),
        Wrong(
            "leaves a feature that is all zero at zero",
            "            if curvature == 0:\n                continue\n",
            "",
        ),
        Wrong("leaves X and y as they were", "r = np.array(y, dtype=float)", "r = y"),
    ],
    "matrix-transformations/mirror-without-a-matrix": [
        Wrong(
            "mirrors at a plane through 0 as Householder's matrix does", "2 * np.outer", "np.outer"
        ),
        Wrong("does not mind how long the normal is", "normal / np.linalg.norm(normal)", "normal"),
        Wrong("mirrors at a plane that passes by 0", "(X - point) @ u", "X @ u"),
        Wrong("gives the points back when mirrored twice", "X - 2 *", "X - 1.5 *"),
        Wrong(
            "forms no matrix of n by n",
            "return X - 2 * np.outer(along, u)",
            "return X - 2 * (X - point) @ np.outer(u, u)",
        ),
        Wrong(
            "leaves its arrays as they were",
            "u = normal / np.linalg.norm(normal)",
            "normal /= np.linalg.norm(normal); u = normal",
        ),
    ],
    "matrix-transformations/align-two-shapes": [
        Wrong("finds the turn and the shift of the example", "t - R @ s", "t - s"),
        Wrong("finds a rotation of space again, not its inverse", "R = U @ Vt", "R = (U @ Vt).T"),
        Wrong(
            "finds the shift of a shape that is far from 0",
            "(target - t).T @ (source - s)",
            "target.T @ source",
        ),
        Wrong("answers a mirrored shape by a rotation", "U[:, -1] *= -1", "pass"),
        Wrong(
            "and by the one that is nearest to the mirrored shape",
            "U[:, -1] *= -1",
            "U[:, 0] *= -1",
        ),
        Wrong(
            "takes noise as it comes, in five dimensions",
            "np.linalg.svd((target - t).T @ (source - s))",
            "np.linalg.svd(((target - t).T @ (source - s)).round(1))",
        ),
        Wrong("leaves its arrays as they were", "U, _, Vt", "source *= 1.5; U, _, Vt"),
    ],
    "correlation-and-causation/like-with-like": [
        Wrong(
            "crude: the rates of all together, first group less second",
            "return rates[0] - rates[1]",
            "return rates[1] - rates[0]",
        ),
        Wrong(
            "standardised: the difference within each stratum, by its share of everyone",
            "share @ (rates[:, 0] - rates[:, 1])",
            "(rates[:, 0] - rates[:, 1]).mean()",
        ),
        Wrong(
            "weights by everyone, not by one of the groups",
            "totals.sum(axis=1) / totals.sum()",
            "totals[:, 0] / totals[:, 0].sum()",
        ),
        Wrong(
            "agrees with the package on Berkeley's six departments, and on three strata",
            "share @ (rates[:, 0] - rates[:, 1])",
            "share[:2] @ (rates[:2, 0] - rates[:2, 1])",
        ),
        Wrong(
            "both agree where the groups are spread alike",
            "share @ (rates[:, 0] - rates[:, 1])",
            "rates[:, 0].sum() - rates[:, 1].sum()",
        ),
        Wrong(
            "refuses a stratum where a group has nobody",
            "(totals == 0).any()",
            "(totals < 0).any()",
        ),
        Wrong(
            "leaves its arrays as they were",
            "rates = np.asarray(successes) / totals",
            "rates = successes\n    rates /= totals",
        ),
    ],
    "correlation-and-causation/blocked-or-open": [
        Wrong("a chain and a fork are open, and blocked by their middle", " - set(given)", ""),
        Wrong(
            "a collider is blocked, and open once it is given",
            "kept = {x, y, *given}",
            "kept = {x, y, *given, *(b for _, b in edges)}",
        ),
        Wrong(
            "a collider is open as well once an effect of it is given",
            "waiting = list(kept)",
            "waiting = [x, y]",
        ),
        Wrong(
            "looks further back than one arrow",
            "                waiting.append(a)\n    joined",
            "                pass\n    joined",
        ),
        Wrong(
            "an arrow between them cannot be blocked, whichever way it points",
            "return y not in reached",
            "return y not in reached or (y, x) in edges",
        ),
        Wrong(
            "agrees with the package on 300 questions about random graphs",
            "            joined[a] |= above - {a}",
            "            pass",
        ),
        Wrong(
            "leaves its lists as they were",
            "    kept = {x, y, *given}",
            "    given.append(x)\n    kept = {x, y, *given}",
        ),
    ],
    "maximum-likelihood/stopped-clock": [
        Wrong(
            "agrees with the package where all have failed",
            "-failures * np.log(mean) -",
            "-len(times) / 2 * np.log(mean) -",
        ),
        Wrong(
            "a lamp that still burns adds the probability to last, not a density",
            "-failures * np.log(mean)",
            "-len(times) * np.log(mean)",
        ),
        Wrong(
            "the estimate is the top of the likelihood",
            "mean = np.sum(times) / failures",
            "mean = np.mean(times)",
        ),
        Wrong(
            "the standard error is that of the failures, not of all lamps",
            "mean / np.sqrt(failures)",
            "mean / np.sqrt(len(times))",
        ),
        Wrong(
            "it is right on average over many tests that stop at one hour",
            "mean = np.sum(times) / failures",
            "mean = np.mean(times[failed])",
        ),
        Wrong(
            "says that there is no maximum where nothing failed",
            'raise ValueError("no failure: the likelihood rises with the mean for ever")',
            "return np.inf, np.inf",
        ),
        Wrong(
            "leaves its arrays as they were",
            "    mean = np.sum(times) / failures",
            "    times /= failures\n    mean = times.sum()",
        ),
    ],
    "maximum-likelihood/round-of-em": [
        Wrong("new weights: the mean responsibilities", "counts / len(x)", "counts"),
        Wrong(
            "new means: weighted by the responsibilities",
            "new_means = resp.T @ x / counts",
            "new_means = resp.T @ x / len(x)",
        ),
        Wrong(
            "new deviations, from the new means and not from the old",
            "(x[:, None] - new_means) ** 2",
            "(x[:, None] - means) ** 2",
        ),
        Wrong(
            "the log-likelihood is the mean over samples, before the round",
            "np.mean(top + np.log(total))",
            "np.sum(top + np.log(total))",
        ),
        Wrong(
            "a sample far from everything still belongs somewhere",
            "top = joint.max(axis=1, keepdims=True)",
            "top = np.zeros((len(x), 1))",
        ),
        Wrong(
            "the likelihood rises over thirty rounds",
            "return counts / len(x), new_means, np.sqrt(variances)",
            "return weights, new_means, sds / 2",
        ),
        Wrong(
            "leaves its arrays as they were",
            "    top = joint.max",
            "    means += 0.0 * means + 1e-9\n    top = joint.max",
        ),
    ],
    "convex-optimization/check-the-claim": [
        Wrong(
            "is 0 at a solution, with and without an active constraint",
            "np.abs(z * over)",
            "np.abs(over)",
        ),
        Wrong("sees a gradient that is not 0, of either sign", "[np.abs(slope),", "[slope,"),
        Wrong("sees a constraint that is exceeded", " over, -z,", " -z,"),
        Wrong("sees a multiplier below 0", " -z,", ""),
        Wrong("sees a multiplier where there is slack", "np.abs(z * over)", "z * over"),
        Wrong(
            "agrees with the package on random claims and on its solutions",
            "P @ x + q",
            "2 * P @ x + q",
        ),
        Wrong(
            "leaves its arrays as they were",
            "slope = P @ x + q + G.T @ z",
            "q += P @ x + G.T @ z\n    slope = q",
        ),
    ],
    "convex-optimization/lasso-by-ista": [
        Wrong("moves large entries by t, keeping their sign", "np.sign(v) * ", ""),
        Wrong(
            "makes everything within t of 0 exactly 0",
            "np.maximum(np.abs(v) - t, 0.0)",
            "(np.abs(v) - t)",
        ),
        Wrong(
            "gives the mean less alpha for a single column of ones", "alpha / L)", "2 * alpha / L)"
        ),
        Wrong("is at each step where the package's ISTA is", "alpha / L)", "alpha)"),
        Wrong("without a penalty goes to least squares", "[-1]", "[0]"),
        Wrong(
            "has weights that are exactly 0, and all of them where alpha is large",
            "alpha / L)",
            "0.0)",
        ),
        Wrong(
            "leaves its arrays as they were",
            "w = np.zeros(X.shape[1])",
            "w = np.zeros(X.shape[1])\n    X /= 1.0 + alpha",
        ),
    ],
    "bayes-theorem/many-data-one-posterior": [
        Wrong(
            "turns prior and likelihood into the posterior, the example's",
            "np.sum(log_likelihoods, axis=0)",
            "np.mean(log_likelihoods, axis=0)",
        ),
        Wrong("weighs by the prior, not by the likelihood alone", "np.log(prior) + ", ""),
        Wrong(
            "does not lose everything with 20,000 data", "np.exp(logs - logs.max())", "np.exp(logs)"
        ),
        Wrong(
            "does not overflow where densities are large",
            "np.exp(logs - logs.max())",
            "np.exp(np.minimum(logs, 700.0))",
        ),
        Wrong(
            "leaves a prior of 0 at 0, whatever the data say",
            "np.log(prior)",
            "np.log(prior + 1e-12)",
        ),
        Wrong(
            "returns the prior where there are no data",
            "logs = np.log(prior)",
            "logs = np.log(prior if len(log_likelihoods) else np.ones(len(prior)))",
        ),
        Wrong(
            "leaves its arrays as they were",
            "return weights / weights.sum()",
            "prior[:] = weights / weights.sum()\n    return prior",
        ),
    ],
    "bayes-theorem/walk-by-given-numbers": [
        Wrong("accepts or stays as the example does", "path.append(now)", "path.append(new)"),
        Wrong(
            "counts the place again when a proposal is rejected",
            "        path.append(now)",
            "            path.append(now)",
        ),
        Wrong(
            "always goes to a more probable place",
            "math.log(u) < there - height + correction",
            "math.log(u) < height - there + correction",
        ),
        Wrong("uses the correction of a proposal that is not symmetric", " + correction)", ")"),
        Wrong("never enters a place of density 0, even for u = 0", "there > -math.inf", "True"),
        Wrong(
            "does not overflow where the ratio is e to the 5000",
            "math.log(u) < there - height + correction",
            "u < math.exp(there - height + correction)",
        ),
        Wrong(
            "asks for the density once a proposal, and once at the start",
            "there - height + correction",
            "log_density(new) - log_density(now) + correction",
        ),
        Wrong(
            "visits each state as often as the target says",
            "math.log(u) < there - height + correction",
            "u < 0.5",
        ),
    ],
    "hypothesis-testing/every-split": [
        Wrong(
            "lists every split once",
            "combinations(range(n + m), n)",
            "combinations(range(n + m), 1)",
        ),
        Wrong(
            "divides each group's sum by that group's own size",
            "(total - sums) / m",
            "(total - sums) / n",
        ),
        Wrong("counts both directions", "np.abs(differences(x, y))", "differences(x, y)"),
        Wrong(
            "is 1 where the means are equal, whatever rounding says",
            "observed - tolerance",
            "observed",
        ),
        Wrong(
            "counts what ties with the observed difference, in decimals as in whole numbers",
            "found >= observed - tolerance",
            "found > observed + tolerance",
        ),
        Wrong(
            "still sees small differences between large numbers as what they are",
            "1e-12 * np",
            "1e-2 * np",
        ),
        Wrong("leaves its arrays as they were", "    pooled, n", "    x.sort()\n    pooled, n"),
    ],
    "hypothesis-testing/step-down-and-up": [
        Wrong(
            "Holm multiplies the smallest by m, the next by m - 1, and so on",
            "np.arange(len(p), 0, -1)",
            "len(p)",
        ),
        Wrong(
            "Holm never falls: what comes after a failure fails too",
            "np.maximum.accumulate(scaled)",
            "scaled",
        ),
        Wrong(
            "Benjamini and Hochberg multiply the i-th by m / i",
            "* len(p) / np.arange(1, len(p) + 1)",
            "* np.arange(len(p), 0, -1)",
        ),
        Wrong(
            "Benjamini and Hochberg step up: a later success takes the earlier ones along",
            "np.minimum.accumulate(rising[::-1])[::-1]",
            "rising",
        ),
        Wrong(
            "answers in the order of the question",
            "out[order] = np.minimum(np.maximum",
            "out[:] = np.minimum(np.maximum",
        ),
        Wrong(
            "gives nothing above 1",
            "np.minimum(np.maximum.accumulate(scaled), 1.0)",
            "np.maximum.accumulate(scaled)",
        ),
        Wrong(
            "agrees with the package on many p-values, equal ones among them",
            "np.minimum.accumulate(rising[::-1])[::-1]",
            "np.maximum.accumulate(rising)",
        ),
        Wrong(
            "leaves its array as it was",
            "    order = np.argsort(p)\n    scaled = p[order]",
            "    order = np.argsort(p)\n    p.sort()\n    scaled = p",
        ),
    ],
    "eigenvalues-and-eigenvectors/grow-and-divide": [
        Wrong(
            "finds the largest eigenvalue of a symmetric matrix",
            "w = A @ v",
            "w = np.linalg.solve(A, v)",
        ),
        Wrong(
            "returns a vector of length 1 that A only stretches",
            "return v @ A @ v, v",
            "return v @ A @ v, A @ v",
        ),
        Wrong(
            "keeps the sign of a negative eigenvalue",
            "return v @ A @ v, v",
            "return np.linalg.norm(A @ v), v",
        ),
        Wrong(
            "takes Rayleigh's quotient of the last vector, after just as many steps as asked",
            "range(steps)",
            "range(steps and steps + 1)",
        ),
        Wrong(
            "with 0 steps gives the start, brought to length 1",
            "v = x / np.linalg.norm(x)",
            "v = x + 0.0",
        ),
        Wrong(
            "does not overflow in 2,000 steps with a large matrix",
            "        v = w / np.linalg.norm(w)\n",
            "        v = w\n    v = v / np.linalg.norm(v)\n",
        ),
        Wrong(
            "leaves the matrix and the start as they were",
            "v = x / np.linalg.norm(x)",
            "x /= np.linalg.norm(x)\n    v = x",
        ),
    ],
    "eigenvalues-and-eigenvectors/one-rotation": [
        Wrong("makes the entry beside the diagonal zero", "(b - a) / (2 * p)", "(a - b) / (2 * p)"),
        Wrong(
            "is a rotation: the squares of c and s add up to 1", "return c, c * t", "return c, t"
        ),
        Wrong(
            "takes the smaller of the two angles, 45 degrees at most",
            "/ (abs(theta) + np.hypot(theta, 1.0))",
            "* -(abs(theta) + np.hypot(theta, 1.0))",
        ),
        Wrong(
            "turns by 45 degrees where the diagonal entries are equal",
            "np.copysign(1.0, theta) /",
            "np.sign(theta) /",
        ),
        Wrong(
            "leaves a diagonal matrix alone",
            "        return 1.0, 0.0",
            "        return 0.5**0.5, 0.5**0.5",
        ),
        Wrong(
            "does not lose a tiny p",
            "np.copysign(1.0, theta) / (abs(theta) + np.hypot(theta, 1.0))",
            "np.hypot(theta, 1.0) - theta if theta > 0 else -np.hypot(theta, 1.0) - theta",
        ),
        Wrong("turn: the eigenvalues stay, the entry goes", "return G @ A @ G.T", "return G @ A"),
        Wrong(
            "turn: the squares off the diagonal fall by twice the square of the entry",
            "return G @ A @ G.T",
            "return 2 * (G @ A @ G.T)",
        ),
        Wrong(
            "leaves the matrix as it was",
            "    return G @ A @ G.T",
            "    A[...] = G @ A @ G.T\n    return A",
        ),
    ],
    "derivatives/step-that-balances": [
        Wrong(
            "looks to both sides: the error for a cube is h squared",
            "up, down = x + h, x - h",
            "up, down = x + h, x",
        ),
        Wrong("divides by the distance that the places really have", "/ (up - down)", "/ (2 * h)"),
        Wrong("finds the bottom of the sum of both errors", "** (1 / 3)", "** (1 / 2)"),
        Wrong("finds the bottom of the sum of both errors", "3 * noise", "noise"),
        Wrong(
            "is exact for a cube, whose only error is in h squared",
            "(4 * fine - coarse) / 3",
            "2 * fine - coarse",
        ),
        Wrong(
            "has an error that falls sixteenfold when the step is halved",
            "(4 * fine - coarse) / 3",
            "(fine + coarse) / 2",
        ),
    ],
    "derivatives/a-dual-number": [
        Wrong(
            "adds slopes, with plain numbers on either side",
            "self.slope + other.slope)",
            "self.slope * other.slope)",
        ),
        Wrong(
            "follows the product rule",
            "slope = self.value * other.slope + self.slope * other.value",
            "slope = self.slope * other.slope",
        ),
        Wrong(
            "subtracts in the right order", "return dual(other) - self", "return self - dual(other)"
        ),
        Wrong(
            "takes powers by the chain rule",
            "n * self.value ** (n - 1) * self.slope",
            "n * self.value ** (n - 1)",
        ),
        Wrong(
            "knows that the power 0 is a constant, at 0 too",
            "        if n == 0:\n            return Dual(1.0)  # a constant, at 0 as well\n",
            "",
        ),
        Wrong(
            "multiplies the cosine by the slope that comes in",
            "math.cos(x.value) * x.slope",
            "math.cos(x.value)",
        ),
        Wrong(
            "gives slope 0 where the function returns a plain number",
            "dual(f(Dual(x, 1.0))).slope",
            "getattr(f(Dual(x, 1.0)), 'slope', 1.0)",
        ),
        Wrong(
            "runs the function once",
            "return dual(f(Dual(x, 1.0))).slope",
            "f(x)\n    return dual(f(Dual(x, 1.0))).slope",
        ),
        Wrong(
            "agrees with the package on a longer program",
            "return self + -1 * dual(other)",
            "return self + dual(other)",
        ),
    ],
    "data-leakage/does-it-move": [
        Wrong(
            "is 0 where the test targets play no part",
            "changed[test] = y[train[0]]",
            "changed[:] = y[train[0]]",
        ),
        Wrong(
            "is 1 where each prediction uses the mean of all targets",
            "changed[test] = y[train[0]]",
            "changed[test] = y[test][::-1]",
        ),
        Wrong(
            "counts rows: of 7, 1 and 5 two are not the first training target",
            "np.mean((np.abs(",
            "np.max((np.abs(",
        ),
        Wrong(
            "takes predictions of several numbers a row, and counts the row once",
            "> 1e-9).any(axis=1)",
            "> 1e-9)",
        ),
        Wrong("does not take rounding for a leak", "> 1e-9", "> 0"),
        Wrong(
            "leaves the training targets alone in the second call",
            "changed[test] = y[train[0]]",
            "changed[:] = y[train[0]]",
        ),
        Wrong("leaves samples and targets as they were", "changed = y.copy()", "changed = y"),
    ],
    "data-leakage/whole-groups": [
        Wrong("gives the example's folds", "rows_of_fold.argmin()", "rows_of_fold.argmax()"),
        Wrong(
            "never splits a group",
            "return fold_of_group[number_of_row]",
            "return np.arange(len(number_of_row)) % k",
        ),
        Wrong("takes the largest group first", "np.argsort(-sizes, kind", "np.argsort(sizes, kind"),
        Wrong(
            "keeps equal groups in the order of their names",
            'np.argsort(-sizes, kind="stable")',
            'np.argsort(sizes, kind="stable")[::-1]',
        ),
        Wrong("counts rows of the folds, not groups", "+= sizes[group]", "+= 1"),
        Wrong(
            "agrees with the rule on random groups, numbers and words", "+= sizes[group]", "+= 1"
        ),
        Wrong(
            "refuses more folds than groups, and takes as many",
            "if len(names) < k:",
            "if len(names) <= k:",
        ),
        Wrong(
            "leaves the groups as they were",
            "    if len(names) < k:",
            "    groups.sort()\n    if len(names) < k:",
        ),
    ],
    "feature-engineering/hours-on-a-circle": [
        Wrong(
            "puts 0 at the top and a quarter of the period to the right",
            "[np.sin(angle), np.cos(angle)]",
            "[np.cos(angle), np.sin(angle)]",
        ),
        Wrong(
            "agrees with sine and cosine of one value at a time",
            "2 * np.pi * np.asarray",
            "np.pi * np.asarray",
        ),
        Wrong(
            "makes neighbours of 23 and 1 o'clock, as far apart as 11 and 13",
            "/ period\n",
            "/ (period + 1)\n",
        ),
        Wrong(
            "finds the way back",
            "np.arctan2(points[:, 0], points[:, 1])",
            "np.arctan2(points[:, 1], points[:, 0])",
        ),
        Wrong("gives no negative hours", " * period % period", " * period"),
        Wrong(
            "reads the direction of points off the circle: the mean of 23 and 2 is half past "
            "midnight",
            "np.arctan2(points[:, 0], points[:, 1])",
            "np.where(points[:, 0] < 0, -1, 1) * np.arccos(points[:, 1])",
        ),
        Wrong(
            "leaves the values as they were",
            "    angle = 2 * np.pi * np.asarray",
            "    values += period\n    angle = 2 * np.pi * np.asarray",
        ),
    ],
    "feature-engineering/information-by-counting": [
        Wrong(
            "is log 2 for two equal coins, and 0 for two that have nothing in common",
            "np.log(",
            "np.log2(",
        ),
        Wrong("agrees with counting pair by pair", "joint[seen] * np.log", "np.log"),
        Wrong("of a label with itself is its entropy", "joint[seen] * np.log", "np.log"),
        Wrong("leaves out pairs that never occur", "seen = joint > 0", "seen = joint > -1"),
        Wrong(
            "is the same both ways, and whatever the labels are called",
            "joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)",
            "joint.sum(axis=1, keepdims=True) * np.ones(joint.shape[1]) / joint.shape[1]",
        ),
        Wrong(
            "sees exclusive or in two coins together, and in neither alone",
            "return float(",
            "return 1 - float(",
        ),
        Wrong(
            "leaves the labels as they were",
            "    joint = counts",
            "    x.sort()\n    joint = counts",
        ),
    ],
    "k-nearest-neighbors/vote-of-neighbours": [
        Wrong("gives the example's label and share", "votes[best] / k", "votes[best]"),
        Wrong("asks k neighbours, not all and not one", "[:k]", "[: k + 1]"),
        Wrong(
            "squares and adds over the features, as distance does",
            "((X - query) ** 2)",
            "abs(X - query)",
        ),
        Wrong(
            "takes the lower index of equally far samples",
            'np.argsort(squared, kind="stable")',
            "np.argsort(squared[::-1])[::-1]",
        ),
        Wrong(
            "gives even votes to the first label in sorted order",
            "votes.argmax()",
            "len(votes) - 1 - votes[::-1].argmax()",
        ),
        Wrong(
            "agrees with journey.ml.neighbors on random data", "(X - query) ** 2", "X**2 - query**2"
        ),
        Wrong(
            "leaves samples, labels and query as they were",
            "    squared = ((X - query) ** 2)",
            "    X -= query\n    squared = (X**2)",
        ),
    ],
    "k-nearest-neighbors/rule-out-boxes": [
        Wrong("gap: is 12.25 in the example", "(outside**2).sum()", "(outside**2).sum() ** 0.5"),
        Wrong(
            "gap: is 0 inside the box and on its border",
            "np.maximum(np.maximum(low - q, q - high), 0)",
            "np.maximum(low - q, q - high)",
        ),
        Wrong(
            "gap: counts only the coordinates that lie outside, squared",
            "(outside**2).sum()",
            "outside.sum() ** 2",
        ),
        Wrong(
            "nearest: finds the least distance, whatever the boxes",
            "sum(axis=1).min()",
            "sum(axis=1).max()",
        ),
        Wrong(
            "nearest: goes on where a farther box holds the nearer sample",
            "gaps[i] >= best",
            "opened == 1",
        ),
        Wrong("nearest: opens no box that cannot hold a nearer sample", "break", "pass"),
        Wrong(
            "nearest: leaves out a box that is exactly as far as the best",
            "gaps[i] >= best",
            "gaps[i] > best",
        ),
        Wrong(
            "nearest: leaves the boxes and the query as they were",
            "    gaps = [",
            "    boxes.sort(key=lambda box: gap(box[0], box[1], q))\n    gaps = [",
        ),
    ],
    "feature-scaling/by-the-training-rows": [
        Wrong("gives -1, 1 and 3 in the example", "train.std(axis=0)", "train.std(axis=0, ddof=1)"),
        Wrong(
            "uses the training rows' moments for the test rows",
            "(test - mean) / deviation",
            "(test - test.mean(axis=0)) / deviation",
        ),
        Wrong(
            "takes each column by itself",
            "train.mean(axis=0), train.std(axis=0)",
            "train.mean(), train.std()",
        ),
        Wrong(
            "only centres a column that is constant in the training rows",
            "deviation == 0, 1.0, deviation",
            "deviation == 0, 1e-9, deviation",
        ),
        Wrong(
            "agrees with StandardScaler on random tables",
            "train.mean(axis=0)",
            "np.median(train, axis=0)",
        ),
        Wrong(
            "leaves both tables as they were",
            "return (train - mean) / deviation, (test - mean) / deviation",
            "train -= mean\n    return train / deviation, (test - mean) / deviation",
        ),
    ],
    "feature-scaling/moments-in-portions": [
        Wrong(
            "finds 3, 3 and 8/3 in the example", "share * (1 - share) * apart**2", "apart**2 / 2"
        ),
        Wrong("weighs the means by the counts", "mean_a + share * apart", "(mean_a + mean_b) / 2"),
        Wrong(
            "adds what the distance of the means makes",
            "within + share * (1 - share) * apart**2",
            "within",
        ),
        Wrong("does not depend on the order of the two", "apart**2", "apart * abs(mean_b)"),
        Wrong("keeps the other set where one is empty", "return b\n", "return a\n"),
        Wrong(
            "keeps its digits far from zero",
            "return count, mean, variance",
            "squares = count_a * (variance_a + mean_a**2) + count_b * (variance_b + mean_b**2)\n"
            "    return count, mean, squares / count - mean**2",
        ),
        Wrong(
            "merges a hundred random portions into the whole",
            "count = count_a + count_b",
            "count = count_a + count_b + (count_a > 100)",
        ),
    ],
    "scikit-learn/a-transformer-of-your-own": [
        Wrong(
            "clips to the quantiles that it has learnt",
            "np.quantile(X, 1 - self.share",
            "np.quantile(X, self.share",
        ),
        Wrong(
            "treats each column alone",
            "np.quantile(X, self.share, axis=0)",
            "np.quantile(X, self.share)",
        ),
        Wrong(
            "learns in fit alone: new rows move no limit",
            "        return np.clip(",
            "        self.fit(X)\n        return np.clip(",
        ),
        Wrong("returns itself from fit, and has fit_transform", "        return self\n", ""),
        Wrong(
            "stores its setting as it came, and complains only in fit",
            "self.share = share",
            "self.share = min(share, 0.49)",
        ),
        Wrong(
            "can be cloned, unfitted, and set by name",
            "self.share = share",
            "self.share, self.low_ = share, 0",
        ),
        Wrong("says that it is not fitted", "raise NotFittedError(", "raise RuntimeError("),
        Wrong(
            "works in a pipeline, with its setting by name",
            "        if not 0 <= self.share < 0.5:",
            "        self.share = 0.05\n        if not 0 <= self.share < 0.5:",
        ),
        Wrong(
            "leaves the rows as they were",
            "return np.clip(X, self.low_, self.high_)",
            "return np.clip(X, self.low_, self.high_, out=X)",
        ),
    ],
    "scikit-learn/scores-of-fresh-copies": [
        Wrong(
            "tests every row once, none of them while it was fitted to it",
            "parts[:fold] + parts[fold + 1 :]",
            "parts",
        ),
        Wrong(
            "shuffles by the seed and cuts into parts of about equal length",
            "np.random.default_rng(seed).permutation(len(y))",
            "np.arange(len(y))",
        ),
        Wrong(
            "fits a fresh copy for each part",
            "clone(model).fit",
            "(copy if fold else clone(model)).fit",
        ),
        Wrong("keeps the settings in the copies", "clone(model).fit", "type(model)().fit"),
        Wrong("leaves the model as it was, fitted or not", "clone(model).fit", "model.fit"),
        Wrong(
            "gives ridge's scores, as an array", "return np.array(found)", "return np.sort(found)"
        ),
        Wrong(
            "leaves the rows as they were",
            "    parts = np.array_split",
            "    y += 1\n    parts = np.array_split",
        ),
    ],
    "matplotlib-and-seaborn/contrast-of-two-colours": [
        Wrong(
            "is 21 for black and white, and 1 for a colour with itself",
            "(light + 0.05) / (dark + 0.05)",
            "light - dark",
        ),
        Wrong("undoes the curve of the screen, in both of its pieces", "part / 12.92", "part"),
        Wrong("weighs green most and blue least", "0.7152 * green", "0.2126 * green"),
        Wrong(
            "is the same both ways round",
            "sorted([luminance(first), luminance(second)])",
            "luminance(first), luminance(second)",
        ),
        Wrong(
            "reads each of the three parts, in either case",
            "for i in (1, 3, 5)",
            "for i in (1, 3, 1)",
        ),
    ],
    "matplotlib-and-seaborn/round-ticks": [
        Wrong("gives the two examples", "(1, 2, 5, 10)", "(1, 3, 10)"),
        Wrong(
            "steps by 1, 2 or 5 times a power of ten, small and large",
            "(1, 2, 5, 10)",
            "(1, 5, 10)",
        ),
        Wrong("never gives more than asked for", "(most - 1)", "most"),
        Wrong(
            "includes limits that are round themselves, in spite of rounding errors",
            "math.floor(high / step + 1e-9)",
            "math.floor(high / step)",
        ),
        Wrong(
            "starts inside when the lower limit is not round, below zero too",
            "math.ceil(low / step - 1e-9)",
            "int(low / step)",
        ),
        Wrong(
            "lets no error grow along a long axis",
            "[number * step for",
            "[number * (step + 1e-12) for",
        ),
    ],
    "cross-validation/folds-with-remainder": [
        Wrong("gives the folds of the example", " + (fold < n % k)", ""),
        Wrong("tests every sample exactly once, whatever the remainder", " + (fold < n % k)", ""),
        Wrong(
            "gives sizes that differ by one at most",
            "stop = start + n // k + (fold < n % k)",
            "stop = n if fold == k - 1 else start + n // k",
        ),
        Wrong(
            "trains on all samples that are not tested, in order",
            "[places[:start], places[stop:]]",
            "[places[stop:], places[:start]]",
        ),
        Wrong(
            "leaves one out where there are as many folds as samples", "2 <= k <= n", "2 <= k < n"
        ),
        Wrong("agrees with KFold for all sizes up to 15", "fold < n % k", "fold >= k - n % k"),
        Wrong("refuses more folds than samples, and fewer than two", "2 <= k <= n", "k <= n"),
    ],
    "cross-validation/choose-inside-the-fold": [
        Wrong(
            "stays near one half on noise, where there is nothing to find",
            "strongest(X[train], y[train], m)",
            "strongest(X, y, m)",
        ),
        Wrong(
            "finds what is there: a column that is the label",
            "strongest(X[train], y[train], m)",
            "strongest(X[train], y[train], X.shape[1])[-m:]",
        ),
        Wrong(
            "chooses anew in each fold, and agrees with doing it by hand",
            "strongest(X[train], y[train], m)",
            "strongest(X[test], y[test], m)",
        ),
        Wrong(
            "judges on the test part, not on what was fitted", "judged, y[test]", "fitted, y[train]"
        ),
        Wrong(
            "averages the folds' accuracies, also where folds differ in size",
            "return float(np.mean(scores))",
            "return float(np.average(scores, weights=[len(t) for _, t in folds.split(X)]))",
        ),
        Wrong(
            "leaves samples and labels as they were",
            "scores = []",
            "scores = []\n    X -= X.mean(axis=0)",
        ),
    ],
    "dbscan/core-border-noise": [
        Wrong(
            "kinds: gives the example's five kinds",
            '"border" if r else "noise"',
            '"noise" if r else "border"',
        ),
        Wrong("kinds: counts the sample itself", ">= min_samples", "> min_samples"),
        Wrong("kinds: a distance of exactly eps is within", "<= eps**2", "< eps**2"),
        Wrong(
            "kinds: measures distance, not its square and not by axis",
            "((X[:, None] - X) ** 2).sum(axis=2) <= eps**2",
            "abs(X[:, None] - X).max(axis=2) <= eps",
        ),
        Wrong(
            "kinds: near a border sample is not near a core sample",
            "near[:, core].any(axis=1)",
            "near.sum(axis=1) >= 2",
        ),
        Wrong(
            "kinds: agrees with journey.ml.cluster on random data",
            "((X[:, None] - X) ** 2)",
            "abs(X[:, None] - X)",
        ),
        Wrong(
            "noise_share: is 0.2 in the example, and a share elsewhere",
            '.count("noise") / len(X)',
            '.count("noise")',
        ),
        Wrong(
            "leaves the samples as they were", "    near = ", "    X -= X.mean(axis=0)\n    near = "
        ),
    ],
    "dbscan/what-lasts": [
        Wrong("gives 9 and [2, 3, 4] for the example", "return best, chosen", "return best, wins"),
        Wrong(
            "compares with the sum of the children, not with the largest",
            "inside[parent[i]] += best",
            "inside[parent[i]] = max(inside[parent[i]], best)",
        ),
        Wrong(
            "hands the best total of a child on, not its own stability",
            "+= best",
            "+= stability[i]",
        ),
        Wrong("keeps no cluster inside another", "wins[i] and not covered[i]", "wins[i]"),
        Wrong(
            "keeps the cluster where it and its children are equal",
            "stability[i] >= inside[i]",
            "stability[i] > inside[i]",
        ),
        Wrong(
            "takes a single cluster",
            "range(len(parent) - 1, -1, -1)",
            "range(len(parent) - 1, 0, -1)",
        ),
        Wrong(
            "is the best of all sets, tried one by one, on random trees",
            "covered[i] = i > 0 and covered[parent[i]]",
            "covered[i] = wins[parent[i]]",
        ),
        Wrong(
            "leaves both lists as they were",
            "inside = [0.0] * len(parent)",
            "parent[0], inside = 0, [0.0] * len(parent)",
        ),
    ],
    "categorical-encoding/one-hot-by-hand": [
        Wrong(
            "gives the two rows of the example",
            "table[row, column] = 1.0",
            "table[row, column] = 2.0",
        ),
        Wrong(
            "sorts the categories and has each once",
            "sorted(set(train))",
            "list(dict.fromkeys(train))",
        ),
        Wrong(
            "takes the columns from the training values, not from the new ones",
            "sorted(set(train))",
            "sorted(set(train) & set(values)) or sorted(set(train))",
        ),
        Wrong(
            "gives a row of zeros to what was never seen, wherever it sorts",
            "column = place.get(value)",
            "column = place.get(value, sum(c < value for c in categories) % len(categories))",
        ),
        Wrong(
            "works on numbers, and on no values at all",
            "sorted(set(train))",
            "sorted(set(train), key=str)",
        ),
        Wrong(
            "agrees with OneHotEncoder on random words",
            "if column is not None:",
            "if column is not None and column < 9:",
        ),
        Wrong(
            "leaves both lists as they were",
            "categories = sorted(set(train))",
            "train.sort()\n    categories = sorted(set(train))",
        ),
    ],
    "categorical-encoding/codes-from-other-folds": [
        Wrong("gives 3, 1 and 3 in the example", "np.flatnonzero(folds != k)", "np.arange(len(y))"),
        Wrong(
            "imagines m rows at the other folds' mean",
            "(s + m * mean) / (n + m)",
            "(s + mean) / (n + m)",
        ),
        Wrong(
            "is not touched by the targets of the row's own fold",
            "mean = y[other].mean()",
            "mean = y.mean()",
        ),
        Wrong(
            "gives the other folds' mean to a category that they lack",
            "if n > 0 else mean",
            "if n > 0 else 0.0",
        ),
        Wrong("finds nothing in noise", "np.flatnonzero(folds != k)", "np.arange(len(y))"),
        Wrong(
            "agrees with TargetEncoder on random data",
            "(s + m * mean) / (n + m)",
            "(s / n + m * mean) / (1 + m)",
        ),
        Wrong("leaves what it was given as it was", "codes = np.empty(len(y))", "codes = y"),
    ],
    "missing-values/fill-by-the-training-mean": [
        Wrong(
            "gives the two tables of the example",
            "np.nanmean(train, axis=0)",
            "np.nanmax(train, axis=0)",
        ),
        Wrong(
            "fills the test table by the training means, not by its own",
            "filled = np.where(hole, means, table)",
            "own = np.nanmean(table, axis=0) if len(table) > 1 else means\n"
            "        filled = np.where(hole, own, table)",
        ),
        Wrong(
            "takes each mean over what is there",
            "np.nanmean(train, axis=0)",
            "np.nansum(train, axis=0) / len(train)",
        ),
        Wrong(
            "marks the columns in which the training table has holes, and no others",
            "hole[:, marked]",
            "hole[:, hole.any(axis=0)]",
        ),
        Wrong("adds nothing where the training table is complete", "hole[:, marked]", "hole"),
        Wrong("agrees with SimpleImputer on random tables", "np.nanmean", "np.nanmedian"),
        Wrong(
            "leaves both tables as they were",
            "filled = np.where(hole, means, table)",
            "table[hole] = np.broadcast_to(means, table.shape)[hole]\n        filled = table",
        ),
    ],
    "missing-values/nearest-despite-holes": [
        Wrong("finds 15 in the example", "[:k]", "[:1]"),
        Wrong(
            "asks only rows that have the value", "(common > 0) & ~np.isnan(X[:, j])", "common > 0"
        ),
        Wrong(
            "scales up the distance of rows that share few columns",
            " * X.shape[1] / common[usable]",
            "",
        ),
        Wrong(
            "does not use rows without a common column",
            "(common > 0) & ~np.isnan(X[:, j])",
            "~np.isnan(X[:, j]) & (common > -1)",
        ),
        Wrong(
            "gives the column's mean where no row can be compared",
            "float(np.nanmean(X[:, j]))",
            "0.0",
        ),
        Wrong(
            "takes the earlier of rows equally far",
            'np.argsort(distances, kind="stable")[:k]',
            'len(X) - 1 - np.argsort(distances[::-1], kind="stable")[:k]',
        ),
        Wrong(
            "agrees with KNNImputer on every hole of a random table",
            "squares = (X - X[i]) ** 2",
            "squares = np.abs(X - X[i])",
        ),
        Wrong(
            "leaves the table as it was",
            "squares = (X - X[i]) ** 2",
            "squares = (X - X[i]) ** 2\n    X[i, j] = 0.0",
        ),
    ],
    "bias-variance/parts-of-the-error": [
        Wrong("gives a half and a half for the example", "predicted - middle", "predicted - truth"),
        Wrong(
            "has no bias where predictions scatter around the truth",
            "(middle - truth) ** 2",
            "(predicted - truth) ** 2",
        ),
        Wrong(
            "does not let errors of opposite sign at two points cancel",
            "np.mean((middle - truth) ** 2)",
            "np.mean(middle - truth) ** 2",
        ),
        Wrong(
            "adds up to the mean squared distance to the truth",
            "np.mean((predicted - middle) ** 2)",
            "np.mean(predicted.var(axis=0, ddof=1))",
        ),
        Wrong(
            "agrees with one point and one training set at a time",
            "predicted.mean(axis=0)",
            "np.median(predicted, axis=0)",
        ),
        Wrong(
            "leaves predictions and truth as they were",
            "bias = np",
            "predicted -= middle\n    predicted += middle + 1\n    bias = np",
        ),
    ],
    "bias-variance/smoother-of-neighbours": [
        Wrong("gives the matrix of the example", "1 / k, axis", "1.0, axis"),
        Wrong(
            "has one row a point, one column a sample, samples in any order",
            "nearest = np",
            "x = np.sort(x)\n    nearest = np",
        ),
        Wrong(
            "gives a tie to the sample that comes first",
            'nearest = np.argsort(np.abs(z[:, None] - x), axis=1, kind="stable")',
            "nearest = np.argsort(np.abs(z[:, None] - x) - 1e-9 * np.arange(len(x)), axis=1)",
        ),
        Wrong("is the plain mean where k is the number of samples", "1 / k, axis", "0.5, axis"),
        Wrong(
            "agrees with sorting the samples for each point by itself",
            "np.abs(z[:, None] - x)",
            "(z[:, None] - x)",
        ),
        Wrong(
            "adds bias by the truth and variance by the squares of the rows",
            "(S**2).sum(axis=1)",
            "S.sum(axis=1)",
        ),
        Wrong("agrees with the package, for several k and noises", "noise**2 *", "noise *"),
        Wrong(
            "leaves its arguments as they were",
            "bias = S @ f - f_z",
            "f_z -= S @ f\n    bias = f_z",
        ),
    ],
    "hierarchical-clustering/distance-to-a-union": [
        Wrong("gives the two examples", "return min(to_a, to_b)", "return (to_a + to_b) / 2"),
        Wrong(
            "single: the least distance over all samples of the union",
            "return min(to_a, to_b)",
            "return to_a",
        ),
        Wrong("complete: the largest", "return max(to_a, to_b)", "return max(to_a, between)"),
        Wrong(
            "average: the mean over all pairs, so the sizes count",
            "(n_a * to_a + n_b * to_b) / (n_a + n_b)",
            "(to_a + to_b) / 2",
        ),
        Wrong("ward: twice the increase of the sum of squares", " - n_c * between", ""),
        Wrong("refuses what is no method", "    raise ValueError(", "    return str("),
    ],
    "hierarchical-clustering/where-two-meet": [
        Wrong("gives the two examples", "float(Z[node - n, 2])", "float(Z[node - n, 3])"),
        Wrong("is 0 for a sample with itself", "way = {i}", "way = set()"),
        Wrong("is the same both ways", "    node = j\n", "    node = 2 * n - 2 if i < j else j\n"),
        Wrong(
            "agrees with cophenet for all pairs, whatever the linkage",
            "node not in way",
            "node not in way or node < n + 2",
        ),
        Wrong(
            "finds the lowest common node, not the root",
            "return 0.0 if node < n else float(Z[node - n, 2])",
            "return 0.0 if node < n else float(Z[-1, 2])",
        ),
        Wrong(
            "leaves the table as it was", "    parent = {}", "    Z[:, 2] += 0.5\n    parent = {}"
        ),
    ],
    "linear-structures/a-queue-of-two-stacks": [
        Wrong(
            "gives values back in the order in which they came",
            "            while self.new:\n                self.old.append(self.new.pop())",
            "            self.old, self.new = self.new, []",
        ),
        Wrong(
            "keeps the order when putting and getting alternate",
            "        if not self.old:\n            while self.new:\n    "
            "            self.old.append(self.new.pop())",
            "        while self.new:\n            self.old.append(self.new.pop())",
        ),
        Wrong("counts what is in both stacks", "len(self.new) + len(self.old)", "len(self.new)"),
        Wrong(
            "raises IndexError when it is empty",
            "        return self.old.pop()",
            "        return self.old.pop() if self.old else None",
        ),
        Wrong(
            "takes any value, None and zero among them",
            "            while self.new:",
            "            while self.new and self.new[-1]:",
        ),
        Wrong(
            "moves each value once, in the long run",
            "        return self.old.pop()",
            "        value = self.old.pop()\n        while self.old:\n"
            "            self.new.append(self.old.pop())\n        return value",
        ),
        Wrong(
            "shares nothing with another queue",
            "    def __init__(self):\n        self.new, self.old = [], []",
            "    new, old = [], []",
        ),
    ],
    "linear-structures/delete-without-tombstones": [
        Wrong(
            "removes the example's key and moves its follower home",
            "            hole = place\n",
            "            return True\n",
        ),
        Wrong("says whether the key was there", "        return False", "        return True"),
        Wrong(
            "changes nothing when the key is not there",
            "        return False",
            "        table[hole] = key\n        return False",
        ),
        Wrong(
            "lets every other key be found",
            "    while table[place] is not None:",
            "    while False:",
        ),
        Wrong(
            "leaves every key once and no trace of the deleted one", "    table[hole] = None\n", ""
        ),
        Wrong(
            "does not pull a key in front of its home",
            "if (place - home) % n >= (place - hole) % n:",
            "if True:",
        ),
        Wrong(
            "goes round the end of the table",
            "if (place - home) % n >= (place - hole) % n:",
            "if home <= hole < place:",
        ),
        Wrong(
            "looks behind keys that stay where they are",
            "            hole = place\n",
            "            hole = place\n        else:\n            break\n",
        ),
        Wrong(
            "takes the last key of a run",
            "    if table[hole] is None:",
            "    if table[hole] is None or table[(hole + 1) % n] is None:",
        ),
    ],
}
