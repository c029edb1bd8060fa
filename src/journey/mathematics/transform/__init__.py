"""Transformations of space: rotations, scaling, shear, reflections, projections, affine maps.

`Rotation` and `Slerp` are called as in `scipy.spatial.transform`, in float64, for one rotation or a
stack. The matrices, affine maps and changes of basis are for any number of dimensions, one at a
time. Not here: camera models, and interpolation of images.
"""

from journey.mathematics.transform._affine import Affine
from journey.mathematics.transform._coordinates import (
    apply_homogeneous,
    change_basis,
    change_basis_operator,
    from_homogeneous,
    to_homogeneous,
)
from journey.mathematics.transform._euler import GimbalLockWarning
from journey.mathematics.transform._fit import nearest_rotation
from journey.mathematics.transform._matrices import (
    Stretch,
    projection,
    reflection,
    rodrigues,
    rotation,
    scaling,
    shear,
    signed_area,
    stretch,
)
from journey.mathematics.transform._rotation import Rotation
from journey.mathematics.transform._slerp import Slerp

__all__ = [
    "Affine",
    "GimbalLockWarning",
    "Rotation",
    "Slerp",
    "Stretch",
    "apply_homogeneous",
    "change_basis",
    "change_basis_operator",
    "from_homogeneous",
    "nearest_rotation",
    "projection",
    "reflection",
    "rodrigues",
    "rotation",
    "scaling",
    "shear",
    "signed_area",
    "stretch",
    "to_homogeneous",
]
