# The idea: of all ways with d edits to a diagonal only the farthest one
# matters, and it extends the farthest of a neighbour with d - 1.
def distance(a, b):
    """Count the fewest insertions and deletions that turn a into b."""
    farthest, d = {1: 0}, 0
    while True:
        for k in range(-d, d + 1, 2):
            if k == -d or (k != d and farthest[k - 1] < farthest[k + 1]):
                x = farthest[k + 1]
            else:
                x = farthest[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            farthest[k] = x
            if x >= len(a) and x - k >= len(b):
                return d
        d += 1
