# The idea: along a way that leads downhill, a short enough step keeps nearly
# all of what the slope promises, so the loop ends. It asks whether the step is
# good: NaN never is.


def backtracking(f, x, p, gradient, alpha=1.0, c1=1e-4, shrink=0.5):
    """Return the first of alpha, alpha * shrink, ... that is good."""
    slope = gradient @ p  # below 0 where p leads downhill
    if not slope < 0:
        raise ValueError(f"p: expected to lead downhill, got slope {slope}")
    start = f(x)
    while not f(x + alpha * p) <= start + c1 * alpha * slope:
        alpha *= shrink
    return alpha
