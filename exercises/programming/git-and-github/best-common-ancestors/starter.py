def merge_bases(parents, one, other):
    """Return the best common ancestors of two commits, as a set."""
    # What can be reached from each? Which of the common ones are best?
    raise NotImplementedError
