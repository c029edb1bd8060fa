# The idea: read from left to right, the keys of a search tree rise, and only
# then. A list of open nodes takes the place of recursion.
def is_search_tree(nodes):
    """Say whether every left side is smaller and every right side larger."""
    waiting = []
    node = 0 if nodes else None
    before = []
    while waiting or node is not None:
        while node is not None:
            waiting.append(node)
            node = nodes[node][1]
        key, _, right = nodes[waiting.pop()]
        if before and not before[0] < key:
            return False
        before = [key]
        node = right
    return True
