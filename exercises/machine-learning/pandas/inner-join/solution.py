# The idea: a dictionary of the right keys' positions answers each left key in
# one look-up. The promise is about repeated keys, matched or not.
def inner_join(left, right, validate="m:m"):
    """Return the pairs of positions whose keys are equal."""
    left_side, right_side = validate.split(":")
    for keys, side in ((left, left_side), (right, right_side)):
        known = [key for key in keys if key is not None]
        if side == "1" and len(set(known)) < len(known):
            raise ValueError(f"validate={validate!r}: a key stands more than once")
    places = {}
    for j, key in enumerate(right):
        if key is not None:
            places.setdefault(key, []).append(j)
    return [(i, j) for i, key in enumerate(left) for j in places.get(key, [])]
