# The idea: what is taken stands at the front of every list that holds it, so no
# list's order is broken; where no head is free, the lists contradict each other.


def linearise(bases):
    """Return each class's order, by C3; bases: names to lists of names."""
    order = {}
    for name, own in bases.items():
        order[name] = [name, *merge([*(order[base] for base in own), own])]
    return order


def merge(lists):
    """Return one order that keeps those of all the lists."""
    lists = [list(one) for one in lists if one]
    merged = []
    while lists:
        head = next((one[0] for one in lists if free(one[0], lists)), None)
        if head is None:
            raise TypeError("the orders of the bases contradict each other")
        merged.append(head)
        for one in lists:
            if one[0] == head:
                del one[0]
        lists = [one for one in lists if one]
    return merged


def free(head, lists):
    """Return whether nothing stands before it in any list."""
    return not any(head in one[1:] for one in lists)
