# The idea: a best set is either the cluster alone or the best sets of its
# children, which do not depend on each other. From the last to the first, every
# child is done before its parent; from the first to the last, the outermost
# cluster that won is taken.
def lasting(parent, stability):
    """Return the largest total stability, and the clusters that give it."""
    inside = [0.0] * len(parent)  # the sum of the children's best totals
    wins = [False] * len(parent)
    for i in range(len(parent) - 1, -1, -1):
        wins[i] = stability[i] >= inside[i]
        best = max(stability[i], inside[i])
        if i > 0:
            inside[parent[i]] += best
    covered = [False] * len(parent)  # inside a cluster that was taken, or taken
    chosen = []
    for i in range(len(parent)):
        covered[i] = i > 0 and covered[parent[i]]
        if wins[i] and not covered[i]:
            chosen.append(i)
            covered[i] = True
    return best, chosen
