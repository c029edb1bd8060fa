# The idea: "is item smaller than values[i]?" is false up to the place and true
# from there on, so the place is found by halving. A false answer rules middle
# itself out, hence the + 1.


def place(values, item):
    """Return where item belongs, behind values equal to it."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if item < values[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def insertion_sort(values):
    """Return a new, sorted list; equal values keep their order."""
    done = []
    for item in values:
        done.insert(place(done, item), item)
    return done
