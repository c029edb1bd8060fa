def compatible(version, floor):
    """Return whether version, such as "2.10", satisfies ~=floor."""
    raise NotImplementedError
