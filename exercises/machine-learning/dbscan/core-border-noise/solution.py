# The idea: one table says who is within reach of whom. Its row sums find the
# core samples, and the columns of these find who is within reach of one.
def kinds(X, eps, min_samples):
    """Return "core", "border" or "noise" for each sample."""
    near = ((X[:, None] - X) ** 2).sum(axis=2) <= eps**2  # (n, n)
    core = near.sum(axis=1) >= min_samples
    reached = near[:, core].any(axis=1)
    outside = ["border" if r else "noise" for r in reached]
    return ["core" if c else other for c, other in zip(core, outside, strict=True)]


def noise_share(X, eps, min_samples):
    """Return the share of the samples that is noise."""
    return kinds(X, eps, min_samples).count("noise") / len(X)
