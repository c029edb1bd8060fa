import random

from journey.practice import arguments_after, check, equal, holds, unchanged


def insert(table, key):
    i = hash(key) % len(table)
    while table[i] is not None:
        i = (i + 1) % len(table)
    table[i] = key


def found(table, key):
    i = hash(key) % len(table)
    for _ in table:
        if table[i] is None or table[i] == key:
            return table[i] == key
        i = (i + 1) % len(table)
    return False


def filled(n, keys):
    table = [None] * n
    for key in keys:
        insert(table, key)
    return table


def after(work, table, key):
    return arguments_after(work.delete, table, key)[0]


@check("removes the example's key and moves its follower home")
def example(work):
    got = after(work, filled(8, [9, 17, 3]), 9)
    equal(got, [None, 17, None, 3, None, None, None, None], "the table without 9")


@check("says whether the key was there")
def says(work):
    equal(work.delete(filled(8, [9, 17]), 17), True, "delete of a key that is there")
    equal(work.delete(filled(8, [9, 17]), 25), False, "delete of a key that is not")


@check("changes nothing when the key is not there")
def nothing(work):
    table = filled(8, [9, 17, 3])
    unchanged(work.delete, table, 25, call="delete(table, 25)")


@check("lets every other key be found")
def others(work):
    rng = random.Random(0)
    for _ in range(60):
        n = rng.randrange(4, 20)
        keys = rng.sample(range(200), rng.randrange(1, n))
        gone = rng.choice(keys)
        got = after(work, filled(n, keys), gone)
        lost = [key for key in keys if found(got, key) == (key == gone)]
        equal(lost, [], f"keys found or lost wrongly without {gone}, of {keys} in {n} places")


@check("leaves every key once and no trace of the deleted one")
def once(work):
    rng = random.Random(1)
    for _ in range(60):
        n = rng.randrange(4, 20)
        keys = rng.sample(range(200), rng.randrange(1, n))
        got = after(work, filled(n, keys), keys[0])
        holds(sorted(key for key in got if key is not None) == sorted(keys[1:]),
              f"the table without {keys[0]}, of {keys} in {n} places",
              expected="every other key once", got=got)  # fmt: skip


@check("does not pull a key in front of its home")
def home(work):
    got = after(work, filled(8, [1, 2, 3]), 1)
    equal(got, [None, None, 2, 3, None, None, None, None], "keys 2 and 3, which are at home")


@check("goes round the end of the table")
def ring(work):
    table = filled(8, [7, 15, 23])  # all at home in 7: they stand at 7, 0 and 1
    equal(after(work, table, 7), [23, None, None, None, None, None, None, 15],
          "the table without 7")  # fmt: skip


@check("looks behind keys that stay where they are")
def behind(work):
    # 1 is at home, so is 2; 9 had to walk past both.
    got = after(work, filled(8, [1, 2, 9]), 1)
    equal(got, [None, 9, 2, None, None, None, None, None], "keys 2 and 9 without 1")


@check("takes the last key of a run")
def last(work):
    equal(after(work, filled(4, [1, 5, 9]), 9), [None, 1, 5, None], "the table without 9")
