# The idea: a table of counts has everything: its cells are p(x, y), its margins
# p(x) and p(y). Empty cells are left out, because p log p goes to zero with p.
import numpy as np


def information(x, y):
    """Return the mutual information of two sequences of labels, in nats."""
    _, a = np.unique(x, return_inverse=True)
    _, b = np.unique(y, return_inverse=True)
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1)
    joint = counts / len(a)
    apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    return float(np.sum(joint[seen] * np.log(joint[seen] / apart[seen])))
