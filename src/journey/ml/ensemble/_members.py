"""Ensembles of any estimator: copies of it, with seeds of their own, and what they agree on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.base import clone
from journey.ml.tree._level import Floats
from journey.ml.utils import FloatArray, Rng


def member_of(template: Any, rng: Rng) -> Any:
    """Return a copy of an estimator; each of its seeds is drawn anew."""
    made = clone(template)
    seeds = [name for name in sorted(made.get_params()) if name.split("__")[-1] == "random_state"]
    made.set_params(**{name: int(rng.random() * 2**31) for name in seeds})
    return made


def shares_of(member: Any, X: FloatArray, n_classes: int) -> Floats:
    """Return the probabilities of a member fitted to codes of classes; its votes if it has none.

    A member may have seen fewer classes than there are: the others get 0.
    """
    shares = np.zeros((len(X), n_classes))
    if hasattr(member, "predict_proba"):
        shares[:, np.asarray(member.classes_, dtype=np.intp)] = member.predict_proba(X)
    else:
        votes: NDArray[Any] = np.asarray(member.predict(X), dtype=np.intp)
        shares[np.arange(len(X)), votes] = 1.0
    return shares
