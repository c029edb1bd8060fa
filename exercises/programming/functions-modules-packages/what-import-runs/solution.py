# The idea: a module is listed, empty, before its body runs. So a circle meets
# it half done, and whether a name is there depends on how far it has come.


def run(files, first):
    """Import a module as Python would; return whose bodies began, in order."""
    loaded = {}  # module: the names bound so far

    def load(name):
        if name in loaded:
            return
        if name not in files:
            raise ModuleNotFoundError(name)
        names = loaded[name] = set()
        for kind, *rest in files[name]:
            if kind != "set":
                load(rest[0])
            if kind == "from" and rest[1] not in loaded[rest[0]]:
                raise ImportError(f"cannot import {rest[1]} from {rest[0]}")
            names.add(rest[-1])

    load(first)
    return list(loaded)
