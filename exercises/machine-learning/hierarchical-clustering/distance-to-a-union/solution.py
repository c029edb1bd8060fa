# The idea: each method's distance to a union is a mixture of the distances to its
# parts, so a tree needs the samples once, for the first matrix of distances.
def to_union(to_a, to_b, between, n_a, n_b, n_c, method):
    """Return the distance of c to the union of a and b."""
    if method == "single":
        return min(to_a, to_b)
    if method == "complete":
        return max(to_a, to_b)
    if method == "average":
        return (n_a * to_a + n_b * to_b) / (n_a + n_b)
    if method == "ward":
        mixed = (n_a + n_c) * to_a + (n_b + n_c) * to_b - n_c * between
        return mixed / (n_a + n_b + n_c)
    raise ValueError(f"method: expected one of the four methods, got {method!r}")
