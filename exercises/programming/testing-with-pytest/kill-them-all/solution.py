# The idea: a definition that is plainly right, max of each start, is compared
# on inputs that differ in kind; what is no value (the input, the type, the
# memory of the call before) gets an assertion of its own.


def suite(running_max):
    """Assert whatever a right running_max does, and a broken one does not."""
    assert running_max([]) == []
    assert running_max([1, 3, 2]) == [1, 3, 3]
    assert running_max([5, 1, 2]) == [5, 5, 5]
    assert running_max([2, 2, 7, 7]) == [2, 2, 7, 7]
    assert running_max([-3, -5, -1]) == [-3, -3, -1]
    values = [4, 1, 6, 2]
    found = running_max(values)
    assert values == [4, 1, 6, 2]
    assert found is not values
    assert type(found) is list
    assert running_max([1, 2]) == [1, 2]
