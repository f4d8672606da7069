"""Lines and areas with no more points than a zoom level can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.model import TILE, Points

Shapes = Sequence[BaseGeometry] | npt.NDArray[np.object_]
Drawn = npt.NDArray[np.object_]

SHARE = 0.5
"""No drawn line is farther from the true one than this part of a pixel."""


def degrees_of_pixel(zoom: int) -> float:
    """How many degrees of longitude a pixel of the web map spans; of latitude it is less by the cosine."""
    return 360.0 / (TILE * 2.0**zoom)


def simplified(shapes: Shapes, zoom: int) -> Drawn:
    """Each shape by itself, within half a pixel of the true one; what was valid stays valid, and nothing
    vanishes.

    Areas that share borders may part by up to a pixel: take `simplified_areas` for them.
    """
    return _stretched(np.asarray(shapes, dtype=object), zoom, _each)


def simplified_areas(shapes: Shapes, zoom: int) -> Drawn:
    """Areas that lie side by side, so that shared borders stay shared; where they overlap, each by itself.

    Corners are cut whose triangle is smaller than half a pixel squared; a long thin one may be a pixel off.
    """
    return _stretched(np.asarray(shapes, dtype=object), zoom, _together)


def _each(shapes: Drawn, tolerance: float) -> Drawn:
    drawn = shapely.simplify(shapes, tolerance, preserve_topology=True)
    return np.where(shapely.is_valid(drawn) & ~shapely.is_empty(drawn), drawn, shapes)


def _together(shapes: Drawn, tolerance: float) -> Drawn:
    if not shapely.coverage_is_valid(shapes):
        return _each(shapes, tolerance)
    drawn = shapely.coverage_simplify(shapes, tolerance)
    good = shapely.is_valid(drawn) & ~shapely.is_empty(drawn)
    return drawn if good.all() else _each(shapes, tolerance)


def _stretched(shapes: Drawn, zoom: int, simplify: Callable[[Drawn, float], Drawn]) -> Drawn:
    """Simplify where a degree is as long one way as the other; the points that remain are those of the
    file."""
    if not len(shapes):
        return shapes
    south, north = shapely.total_bounds(shapes)[[1, 3]]
    cosine = max(float(np.cos(np.radians((south + north) / 2))), 0.01)
    narrow = np.array([cosine, 1.0])

    def squeezed(points: Points) -> Points:
        return np.asarray(points * narrow)

    def back(points: Points) -> Points:
        return np.asarray(points / narrow)

    drawn = simplify(shapely.transform(shapes, squeezed), SHARE * degrees_of_pixel(zoom) * cosine)
    return np.asarray(shapely.transform(drawn, back), dtype=object)
