# The idea: every node has one parent, so the ways up from both samples end in the
# root and share all nodes from where they meet. The first shared one is the lowest.
def meet(Z, i, j):
    """Return the height at which two samples first are in one cluster."""
    n = len(Z) + 1
    parent = {}
    for row in range(len(Z)):
        parent[int(Z[row, 0])] = parent[int(Z[row, 1])] = n + row
    way = {i}
    node = i
    while node in parent:
        node = parent[node]
        way.add(node)
    node = j
    while node not in way:
        node = parent[node]
    return 0.0 if node < n else float(Z[node - n, 2])
