# The idea: a pair across the halves is counted at the moment when its right
# value is taken. Then all that is left of the left half is larger, so one
# subtraction counts them all.


def count_inversions(values):
    """Return the number of pairs i < j with values[i] > values[j]."""
    return merged(list(values))[1]


def merged(values):
    """Return the values sorted, and the number of inversions in them."""
    if len(values) < 2:
        return values, 0
    middle = len(values) // 2
    left, inside_left = merged(values[:middle])
    right, inside_right = merged(values[middle:])
    result, across, i, j = [], 0, 0, 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            result.append(right[j])
            across += len(left) - i
            j += 1
        else:  # a tie goes left: equal values are no inversion
            result.append(left[i])
            i += 1
    return result + left[i:] + right[j:], inside_left + inside_right + across
