"""Streets from GeoJSON lines, with or without the columns of Geofabrik's layout."""

from __future__ import annotations

from collections import Counter

import numpy as np
import shapely

from luoshi.geography.coordinates import System
from luoshi.geography.geojson import Feature, features
from luoshi.geography.model import Indices, Points
from luoshi.geography.streets.assembly import assembled
from luoshi.geography.streets.model import Reason, Streets, Way
from luoshi.geography.streets.tags import way_of_columns

LINES = frozenset("LineString MultiLineString LinearRing".split())
DIGITS = 7


def read(data: bytes, name: str, system: System) -> Streets:
    """The streets of a GeoJSON file; streets meet where they share a point, not where lines cross.

    Raises UnreadableMap where it is no GeoJSON.
    """
    left_out: Counter[Reason] = Counter()
    ways: list[Way] = []
    lines: list[shapely.Geometry] = []
    for feature in features(data, name, system):
        way = _way(feature, left_out)
        if way is not None:
            parts = shapely.get_parts(feature.geometry)
            ways.extend([way] * len(parts))
            lines.extend(parts)
    coordinates = shapely.get_coordinates(lines)
    path, points = _nodes(coordinates)
    return assembled(ways, shapely.get_num_points(lines).tolist(), path, points, left_out)


def _way(feature: Feature, left_out: Counter[Reason]) -> Way | None:
    if feature.geometry is None:
        left_out["unreadable"] += 1
        return None
    if feature.geometry.geom_type not in LINES:
        left_out["not a line"] += 1
        return None
    way = way_of_columns(feature.columns)
    left_out["not a street"] += way is None
    return way


def _nodes(coordinates: Points) -> tuple[Indices, Points]:
    """The points of all lines as rows of distinct places."""
    places, rows = np.unique(np.round(coordinates, DIGITS), axis=0, return_inverse=True)
    return rows.reshape(-1).astype(np.int64), places
