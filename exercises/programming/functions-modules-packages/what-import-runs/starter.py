def run(files, first):
    """Import a module as Python would; return whose bodies began, in order."""
    loaded = {}  # module: the names bound so far
    raise NotImplementedError
