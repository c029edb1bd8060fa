import itertools
import random

from journey.practice import check, equal, holds, unchanged


def valid(index, wanted, chosen):
    if not all(name in chosen for name in wanted):
        return False
    return all(
        chosen.get(other) in allowed
        for name, version in chosen.items()
        for other, allowed in index[name][version].items()
    )


def brute(index, wanted):
    names = list(index)
    for versions in itertools.product(*([None, *index[name]] for name in names)):
        chosen = {n: v for n, v in zip(names, versions, strict=True) if v is not None}
        if valid(index, wanted, chosen):
            return True
    return False


def index_of(rng):
    names = "abcd"
    return {
        name: {
            version: {
                other: rng.sample([1, 2, 3], rng.randint(1, 2))
                for other in names
                if other != name and rng.random() < 0.45
            }
            for version in (1, 2, 3)
        }
        for name in names
    }


@check("takes the newest where nothing forbids it")
def newest(work):
    index = {"app": {1: {}, 10: {"core": [1, 2]}, 9: {}}, "core": {1: {}, 2: {}}}
    equal(work.resolve(index, ["app"]), {"app": 10, "core": 2}, "resolve(index, ['app'])")


@check("chooses an older one where a need says so")
def older(work):
    index = {"app": {1: {"core": [1]}}, "core": {1: {}, 2: {}}}
    equal(work.resolve(index, ["app"]), {"app": 1, "core": 1}, "resolve(index, ['app'])")
    index = {"core": {1: {}, 2: {}}, "app": {1: {"core": [1]}}}
    equal(work.resolve(index, ["core", "app"]), {"core": 1, "app": 1},
          "resolve(index, ['core', 'app'])")  # fmt: skip


@check("steps back to an older version of the one that asked")
def back(work):
    index = {"app": {2: {"core": [2]}, 1: {"core": [1, 2]}}, "left": {1: {"core": [1]}},
             "core": {1: {}, 2: {}}}  # fmt: skip
    equal(work.resolve(index, ["app", "left"]), {"app": 1, "left": 1, "core": 1},
          "resolve(index, ['app', 'left'])")  # fmt: skip


@check("leaves out what only a rejected version needed")
def nothing_else(work):
    index = {"app": {2: {"gone": [1], "core": [9]}, 1: {}}, "gone": {1: {}}, "core": {1: {}}}
    equal(work.resolve(index, ["app"]), {"app": 1}, "resolve(index, ['app'])")


@check("returns None where nothing fits, or a name is unknown")
def nothing(work):
    index = {"a": {1: {"c": [1]}}, "b": {1: {"c": [2]}}, "c": {1: {}, 2: {}}}
    equal(work.resolve(index, ["a", "b"]), None, "resolve(index, ['a', 'b'])")
    equal(work.resolve(index, ["a", "c"]), {"a": 1, "c": 1}, "resolve(index, ['a', 'c'])")
    equal(work.resolve({"a": {1: {"x": [1]}}}, ["a"]), None, "resolve({'a': ...}, ['a'])")


@check("copes with packages that need each other")
def circle(work):
    index = {"a": {2: {"b": [2]}, 1: {"b": [1]}}, "b": {2: {"a": [1]}, 1: {"a": [1]}}}
    equal(work.resolve(index, ["a"]), {"a": 1, "b": 1}, "resolve(index, ['a'])")


@check("finds a solution exactly where trying everything finds one")
def against_brute(work):
    rng = random.Random(4)
    for _ in range(80):
        index = index_of(rng)
        found, exists = work.resolve(index, ["a", "b"]), brute(index, ["a", "b"])
        holds((found is not None) == exists and (not exists or valid(index, ["a", "b"], found)),
              f"resolve({index}, ['a', 'b'])",
              expected="a valid choice" if exists else "None", got=found)  # fmt: skip


@check("leaves the list of wanted names as it was")
def keeps(work):
    index = {"app": {1: {"core": [1]}}, "core": {1: {}}}
    unchanged(work.resolve, index, ["app"], call="resolve(index, ['app'])")
    wanted = ["app"]
    equal(work.resolve(index, wanted), {"app": 1, "core": 1}, "resolve(index, wanted)")
    equal(wanted, ["app"], "wanted afterwards")
