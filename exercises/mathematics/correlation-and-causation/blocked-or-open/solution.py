# The idea: of the nodes that matter, marry the parents of each child and forget
# the arrows. What blocks a path then is simply what stands in its way.
def separated(edges, x, y, given):
    """Return whether the given nodes block every path between x and y."""
    kept = {x, y, *given}
    waiting = list(kept)
    while waiting:
        node = waiting.pop()
        for a, b in edges:
            if b == node and a not in kept:
                kept.add(a)
                waiting.append(a)
    joined = {node: set() for node in kept}
    parents = {node: {a for a, b in edges if b == node} for node in kept}
    for child, above in parents.items():
        for a in above:
            joined[a].add(child)
            joined[child].add(a)
            joined[a] |= above - {a}
    reached, waiting = {x}, [x]
    while waiting:
        for node in joined[waiting.pop()] - reached - set(given):
            reached.add(node)
            waiting.append(node)
    return y not in reached
