from journey.practice import check, equal, holds, raises


def after(work, before, changes, inside=lambda mapping: None):
    """Return the mapping as seen inside and as left behind."""
    mapping = dict(before)
    with work.changed.raw(mapping, **changes) as given:
        holds(given is mapping, "changed(...)", expected="the mapping itself for the block")
        seen = dict(mapping)
        inside(mapping)
    return seen, mapping


@check("has the changes inside the block")
def inside(work):
    seen, _ = after(work, {"a": 1, "b": 2}, {"b": 3, "c": 4})
    equal(seen, {"a": 1, "b": 3, "c": 4}, "the mapping inside the block")


@check("puts old values back")
def back(work):
    equal(after(work, {"a": 1}, {"a": 2})[1], {"a": 1}, "a key that was there")


@check("takes new keys away again")
def away(work):
    equal(after(work, {}, {"a": 1, "b": None})[1], {}, "keys that were missing")


@check("tells a key with None from a missing one")
def none(work):
    equal(after(work, {"a": None}, {"a": 1})[1], {"a": None}, "a key that held None")


@check("keeps what the block does to other keys")
def others(work):
    _, left = after(work, {"a": 1}, {"a": 2}, lambda mapping: mapping.update(z=26))
    equal(left, {"a": 1, "z": 26}, "a key that the block added")


@check("puts a key back that the block deleted")
def deleted(work):
    _, left = after(work, {"a": 1}, {"a": 2, "b": 3}, dict.clear)
    equal(left, {"a": 1}, "a mapping that the block emptied")


@check("puts back after an error, which passes")
def error(work):
    mapping = {"a": 1}

    def use():
        with work.changed.raw(mapping, a=2):
            raise KeyError("block")

    raises(KeyError, use, call="a block that raises KeyError")
    equal(mapping, {"a": 1}, "the mapping after the error")


@check("can stand in itself")
def nested(work):
    mapping = {"a": 1}
    with work.changed.raw(mapping, a=2):
        with work.changed.raw(mapping, a=3):
            equal(mapping["a"], 3, "inside both")
        equal(mapping["a"], 2, "inside the outer one")
    equal(mapping["a"], 1, "behind both")
