"""Equal Earth (Šavrič, Patterson and Jenny 2018) on the unit sphere, seen from 11° E.

The page's ``map/projection.js`` in numpy; both are held to the same vectors. Longitudes
are those of the map's own data: -169 to 191 degrees, so that Russia stays whole.
"""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

CENTRAL_MERIDIAN = 11.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2
HALF_WIDTH = math.pi / (_ROOT * _A[0])


def project(lonlat: npt.ArrayLike) -> Array:
    """Return x to the east and y to the north, in radii of the sphere.

    ``lonlat`` has the shape (n, 2), in degrees.

    >>> project([(11, 0)]).tolist()
    [[0.0, 0.0]]
    """
    degrees = np.asarray(lonlat, dtype=np.float64)
    t = np.arcsin(_ROOT * np.sin(np.radians(degrees[:, 1])))
    t2 = t * t
    t6 = t2**3
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = np.radians(degrees[:, 0] - CENTRAL_MERIDIAN) * np.cos(t) / (_ROOT * slope)
    y = t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return np.column_stack((x, y))


def eastward(lon: Any) -> Any:
    """Return the same meridian within -169 (counted) and 191 (not counted).

    >>> eastward(-175.0)
    185.0
    """
    west = CENTRAL_MERIDIAN - 180
    return (lon - west) % 360 + west
