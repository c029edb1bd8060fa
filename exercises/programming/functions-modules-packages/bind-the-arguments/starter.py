def bind(parameters, args, kwargs):
    """Return each parameter's value by name, as Python would bind a call."""
    raise NotImplementedError
