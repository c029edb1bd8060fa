# The idea: alpha buys leaves off. A branch with m leaves is worth keeping while
# it lowers the cost by more than alpha for each of the m - 1 leaves it adds.


def reached(left, right, node):
    """Return the nodes at and below a node."""
    found, stack = [], [node]
    while stack:
        at = stack.pop()
        found.append(at)
        if left[at] >= 0:
            stack += [int(left[at]), int(right[at])]
    return found


def weakest_link(left, right, cost):
    """Return (node, alpha) of the weakest link, or None where there is none."""
    best = None
    for node in sorted(reached(left, right, 0)):
        if left[node] < 0:
            continue
        leaves = [at for at in reached(left, right, node) if left[at] < 0]
        alpha = (cost[node] - cost[leaves].sum()) / (len(leaves) - 1)
        if best is None or alpha < best[1] - 1e-12:
            best = node, float(alpha)
    return best


def pruning_alphas(left, right, cost):
    """Return the alphas at which links are cut off, in order."""
    left, right, alphas = left.copy(), right.copy(), []
    while (link := weakest_link(left, right, cost)) is not None:
        node, alpha = link
        left[node] = right[node] = -1
        alphas.append(alpha)
    return alphas
