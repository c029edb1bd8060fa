def is_search_tree(nodes):
    """Say whether every left side is smaller and every right side larger."""
    raise NotImplementedError
