"""The coordinate systems in which Chinese places are given, to WGS-84 and back.

GCJ-02 and BD-09 shift every point in China by some hundred metres. The state publishes neither; the
formulas here are the ones that public implementations agree on. How far these lie from a provider's own
service is not known to us; all else that is said about errors was measured on a million random points in
China.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import numpy.typing as npt

from luoshi.geography.model import Flags, Floats, Points, as_points

if TYPE_CHECKING:
    from pyproj import Transformer

System = Literal["WGS-84", "GCJ-02", "BD-09", "CGCS2000"]
SYSTEMS: tuple[System, ...] = get_args(System)

Source = System | int
"""What points are said to be in: a geographic system, or metres of the projection with this EPSG code."""

PROJECTED = range(4513, 4555)
"""EPSG codes of CGCS2000 in 3-degree Gauss-Krüger zones: 4513 to 4533 for zones 25 to 45, whose eastings
begin with the number of the zone; 4534 to 4554 for the central meridians 75° to 135°, whose eastings do
not."""

FIRST_ZONE, LAST_ZONE = 25, 45

BOX = (72.004, 0.8293, 137.8347, 55.8271)
"""West, south, east, north: GCJ-02 and BD-09 leave what lies outside as it is."""

SEMI_MAJOR, ECCENTRICITY = 6378245.0, 0.00669342162296594323
"""Krasovsky's ellipsoid in metres, and its eccentricity squared."""

TURN = np.pi * 3000 / 180
ROUNDS = 30
CLOSE = 1e-12


def converted(points: npt.ArrayLike, source: Source) -> Points:
    """Points in WGS-84, whatever they are said to be in. Raises ValueError for an unknown EPSG code."""
    return projected_to_wgs84(points, source) if isinstance(source, int) else to_wgs84(points, source)


def to_wgs84(points: npt.ArrayLike, system: System) -> Points:
    """Points of a geographic system in WGS-84.

    CGCS2000 differs from WGS-84 by centimetres and is left as it is. The way back from GCJ-02 and BD-09 is
    exact to 1e-9 degree (0.1 mm), save within 0.02° of the edges of `BOX`, which lie outside China.
    """
    there = as_points(points)
    if system == "GCJ-02":
        return _inverse(_gcj02, there)
    if system == "BD-09":
        return _inverse(_gcj02, _inverse(_bd09, there))
    return there.copy()


def from_wgs84(points: npt.ArrayLike, system: System) -> Points:
    """WGS-84 points in a geographic system; CGCS2000 is the same within centimetres."""
    there = as_points(points)
    if system == "GCJ-02":
        return _gcj02(there)
    if system == "BD-09":
        return _bd09(_gcj02(there))
    return there.copy()


def projected_to_wgs84(points: npt.ArrayLike, code: int) -> Points:
    """Points in metres (easting, northing) of CGCS2000 / 3-degree Gauss-Krüger as WGS-84.

    `code` is one of `PROJECTED`. There and back differ by less than a millimetre within the zone. Raises
    ValueError for another code.
    """
    easting, northing = as_points(points).T
    return np.column_stack(_projection(code).transform(easting, northing))


def wgs84_to_projected(points: npt.ArrayLike, code: int) -> Points:
    """WGS-84 points as CGCS2000 / 3-degree Gauss-Krüger in metres, easting before northing."""
    lon, lat = as_points(points).T
    return np.column_stack(_projection(code).transform(lon, lat, direction="INVERSE"))


def code_of_easting(easting: float) -> int | None:
    """The EPSG code that an easting of eight digits tells by the zone before it: 39,503,000 m is zone 39,
    4527.

    None where no zone stands before it: then only whoever made the file knows its central meridian.
    """
    zone = int(easting // 1_000_000)
    return PROJECTED.start + zone - FIRST_ZONE if FIRST_ZONE <= zone <= LAST_ZONE else None


def codes_near(lon: float) -> list[int]:
    """The EPSG codes of the zone that a longitude lies in and of its two neighbours, in both numberings."""
    middle = round(lon / 3)
    zones = [zone for zone in (middle - 1, middle, middle + 1) if FIRST_ZONE <= zone <= LAST_ZONE]
    without = PROJECTED.start + LAST_ZONE - FIRST_ZONE + 1
    return [first + zone - FIRST_ZONE for first in (PROJECTED.start, without) for zone in zones]


def in_range(points: Points) -> Flags:
    """Which points are degrees at all: finite, longitude within 180, latitude within 90."""
    return np.asarray((np.abs(points) <= (180.0, 90.0)).all(axis=1))


def in_box(points: Points) -> Flags:
    """Which points lie in the box around China in which GCJ-02 shifts."""
    west, south, east, north = BOX
    lon, lat = points.T
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


@cache
def _projection(code: int) -> Transformer:
    if code not in PROJECTED:
        raise ValueError(f"EPSG:{code} is no CGCS2000 3-degree zone: {PROJECTED[0]} to {PROJECTED[-1]}")
    from pyproj import Transformer

    return Transformer.from_crs(code, 4490, always_xy=True)


def _inverse(forward: Callable[[Points], Points], there: Points) -> Points:
    """Where `forward` comes from: a fixed point, as the shift changes little from place to place."""
    inside = in_box(there)
    shifted = there[inside]
    here = shifted.copy()
    for _ in range(ROUNDS):
        off = shifted - forward(here)
        here += off
        if not (np.abs(off) > CLOSE).any():
            break
    found = there.copy()
    found[inside] = here
    return found


def _gcj02(points: Points) -> Points:
    """WGS-84 to GCJ-02, in the box."""
    inside = in_box(points)
    shifted = points.copy()
    shifted[inside] += _gcj02_shift(points[inside])
    return shifted


def _gcj02_shift(points: Points) -> Points:
    """The public formula: metres east and north as sums of waves, made degrees on Krasovsky's ellipsoid."""
    lon, lat = points.T
    x, y = lon - 105.0, lat - 35.0
    waves = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    root = 0.1 * np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + root
    east += (waves + _waves(x, ((20, 1), (40, 3), (150, 12), (300, 30)))) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 2 * root
    north += (waves + _waves(y, ((20, 1), (40, 3), (160, 12), (320, 30)))) * 2 / 3
    sine = np.sin(np.radians(lat))
    bend = 1 - ECCENTRICITY * sine * sine
    radius = SEMI_MAJOR / np.sqrt(bend)
    across = radius * np.cos(np.radians(lat))
    along = radius * (1 - ECCENTRICITY) / bend
    return np.column_stack([np.degrees(east / across), np.degrees(north / along)])


def _waves(offsets: Floats, parts: tuple[tuple[int, int], ...]) -> Floats:
    total = np.zeros_like(offsets)
    for height, length in parts:
        total += height * np.sin(offsets * np.pi / length)
    return total


def _bd09(points: Points) -> Points:
    """GCJ-02 to BD-09, in the box: a small turn and stretch about the origin, then a constant shift."""
    inside = in_box(points)
    lon, lat = points[inside].T
    far = np.hypot(lon, lat) + 0.00002 * np.sin(lat * TURN)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * TURN)
    shifted = points.copy()
    shifted[inside] = np.column_stack([far * np.cos(angle) + 0.0065, far * np.sin(angle) + 0.006])
    return shifted
