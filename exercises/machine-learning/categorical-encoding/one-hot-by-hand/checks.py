import numpy as np

from journey.ml.preprocessing import OneHotEncoder
from journey.practice import check, close, equal, unchanged


@check("gives the two rows of the example")
def example(work):
    categories, table = work.one_hot(["red", "blue", "red"], ["blue", "green"])
    equal(categories, ["blue", "red"], "the categories of the example")
    close(table, np.array([[1.0, 0.0], [0.0, 0.0]]), "the table of the example")


@check("sorts the categories and has each once")
def ordered(work):
    categories, _ = work.one_hot(["c", "a", "b", "a", "c"], ["a"])
    equal(categories, ["a", "b", "c"], "the categories of ['c', 'a', 'b', 'a', 'c']")


@check("takes the columns from the training values, not from the new ones")
def whose(work):
    categories, table = work.one_hot(["a", "b", "c"], ["c", "c"])
    equal(len(categories), 3, "the number of categories of one_hot(['a', 'b', 'c'], ['c', 'c'])")
    close(table, np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]), "the table of the same")


@check("gives a row of zeros to what was never seen, wherever it sorts")
def unseen(work):
    _, table = work.one_hot(["b", "d"], ["a", "c", "e"])
    close(table, np.zeros((3, 2)), "the table of one_hot(['b', 'd'], ['a', 'c', 'e'])")


@check("works on numbers, and on no values at all")
def numbers(work):
    categories, table = work.one_hot([10, 9, 10], [9, 10])
    equal(categories, [9, 10], "the categories of [10, 9, 10]")
    close(table, np.eye(2), "the table of one_hot([10, 9, 10], [9, 10])")
    equal(work.one_hot(["a"], [])[1].shape, (0, 1), "the shape of one_hot(['a'], [])[1]")


@check("agrees with OneHotEncoder on random words")
def agrees(work):
    rng = np.random.default_rng(0)
    train = [f"w{i}" for i in rng.integers(0, 12, 60)]
    values = [f"w{i}" for i in rng.integers(0, 20, 40)]
    encoder = OneHotEncoder(handle_unknown="ignore").fit([[v] for v in train])
    want = encoder.transform([[v] for v in values])
    close(work.one_hot(train, values)[1], want, "40 random words after 60 others")


@check("leaves both lists as they were")
def inputs(work):
    unchanged(work.one_hot, ["b", "a", "b"], ["a"], call="one_hot(['b', 'a', 'b'], ['a'])")
