def resolve(index, wanted):
    """Return {name: version} of the newest versions that fit, or None."""
    raise NotImplementedError
