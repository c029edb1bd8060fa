# The idea: three passes, by position, by name, by default; each may only fill
# what is still empty, and whatever is left over is an error.


def bind(parameters, args, kwargs):
    """Return each parameter's value by name, as Python would bind a call."""
    by_position = [name for kind, name, *_ in parameters if kind != "name"]
    by_name = {name for kind, name, *_ in parameters if kind != "position"}
    if len(args) > len(by_position):
        raise TypeError(f"at most {len(by_position)} arguments by position")
    values = dict(zip(by_position, args, strict=False))
    for name, value in kwargs.items():
        if name not in by_name:
            raise TypeError(f"{name} is not taken by name")
        if name in values:
            raise TypeError(f"two values for {name}")
        values[name] = value
    bound = {}
    for _, name, *default in parameters:
        if name in values:
            bound[name] = values[name]
        elif default:
            bound[name] = default[0]
        else:
            raise TypeError(f"no value for {name}")
    return bound
