def remove_all(items, unwanted):
    """Remove what equals unwanted and has its type; return how many."""
    raise NotImplementedError
