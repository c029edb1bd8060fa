# The idea: a table of streams, changed from left to right. `n>&m` copies the
# entry that m has now; it does not make n follow m.
def redirect(line):
    """Return where streams 1 and 2 go, and the files that were opened."""
    where, opened = {1: "screen", 2: "screen"}, []
    for word in line.split():
        number, _, target = word.partition(">")
        stream = int(number or 1)
        if target.startswith("&"):
            where[stream] = where[int(target[1:])]
        else:
            where[stream] = target
            if target not in opened:
                opened.append(target)
    return where, opened
