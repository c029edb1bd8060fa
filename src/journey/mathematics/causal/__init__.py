"""From a drawing of what causes what to the size of an effect: graphs, models, adjustment.

A graph says which variables must be held fixed (`DAG`), a structural model makes data whose effects
are known (`StructuralModel`, `LinearModel`), and three estimators recover an effect from data that
nobody randomised. Not here: finding the graph from data, instruments, the front door, hidden
variables that no adjustment reaches.
"""

from journey.mathematics.causal._adjustment import regression_adjustment, stratification
from journey.mathematics.causal._dag import DAG
from journey.mathematics.causal._estimate import EffectEstimate
from journey.mathematics.causal._linear import LinearModel, omitted_variable_bias
from journey.mathematics.causal._model import StructuralModel
from journey.mathematics.causal._tables import (
    StratifiedTable,
    berkeley_admissions,
    kidney_stones,
)
from journey.mathematics.causal._weighting import (
    inverse_propensity_weighting,
    propensity_scores,
)

__all__ = [
    "DAG",
    "EffectEstimate",
    "LinearModel",
    "StratifiedTable",
    "StructuralModel",
    "berkeley_admissions",
    "inverse_propensity_weighting",
    "kidney_stones",
    "omitted_variable_bias",
    "propensity_scores",
    "regression_adjustment",
    "stratification",
]
