"""Metres on a plane about a place: good to 0.5 % within 50 km, for distances in a district."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.model import Floats, Points

DEGREE = 111_195.0
"""Metres in a degree of latitude, on the mean sphere."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane that touches the earth at a point."""

    lon: float
    lat: float

    @property
    def scale(self) -> Floats:
        """Metres in a degree, eastward and northward."""
        return np.array([DEGREE * np.cos(np.radians(self.lat)), DEGREE])

    def metres(self, points: Points) -> Floats:
        """Points in metres from the middle."""
        flat: Floats = (points - (self.lon, self.lat)) * self.scale
        return flat

    def degrees(self, metres: Floats) -> Points:
        """The way back."""
        round_again: Points = metres / self.scale + (self.lon, self.lat)
        return round_again

    def flattened(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in metres from the middle."""
        return shapely.transform(geometry, self.metres)


def plane_at(geometry: BaseGeometry) -> Plane:
    """The plane at the middle of what a geometry spans.

    Raises ValueError for an empty one.
    """
    west, south, east, north = shapely.bounds(geometry)
    if not np.isfinite(west):
        raise ValueError("an empty geometry has no middle")
    return Plane((west + east) / 2, (south + north) / 2)
