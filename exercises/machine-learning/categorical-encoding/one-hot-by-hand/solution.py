# The idea: the columns belong to the training values alone; a dictionary from
# value to column finds each cell, and has no entry for what was never seen.
import numpy as np


def one_hot(train, values):
    """Return the categories of train, and the values as rows of zeros and ones."""
    categories = sorted(set(train))
    place = {category: column for column, category in enumerate(categories)}
    table = np.zeros((len(values), len(categories)))
    for row, value in enumerate(values):
        column = place.get(value)
        if column is not None:
            table[row, column] = 1.0
    return categories, table
