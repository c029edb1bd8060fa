# The idea: only the distance of the two means enters, never the means' squares,
# so that numbers far from 0 keep their digits.
def merge(a, b):
    """Return count, mean and variance of two sets together."""
    count_a, mean_a, variance_a = a
    count_b, mean_b, variance_b = b
    if count_a == 0:
        return b
    if count_b == 0:
        return a
    count = count_a + count_b
    share = count_b / count
    apart = mean_b - mean_a
    mean = mean_a + share * apart
    within = (1 - share) * variance_a + share * variance_b
    variance = within + share * (1 - share) * apart**2
    return count, mean, variance
