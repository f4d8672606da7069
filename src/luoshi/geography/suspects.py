"""Points said to be in one coordinate system that would fit what is known of the place much better in
another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.coordinates import SYSTEMS, Source, codes_near, converted, in_range
from luoshi.geography.model import Floats, Points, as_points
from luoshi.geography.plane import Plane, plane_at

DISTINCT: tuple[Source, ...] = tuple(system for system in SYSTEMS if system != "CGCS2000")
"""The systems in degrees; CGCS2000 is WGS-84 here."""

CLEARLY = 0.6
"""Another reading fits clearly better where its median distance is at most this part of the claimed one's."""

CHANCE = 0.001
"""And where so many of the points come nearer that a coin would do it in fewer than one of a thousand
tries."""

FAR = 3_000.0
"""Metres. A median farther off than this is an error of kind, which a single point can show."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A reading that fits better than the claimed one; distances are medians in metres to the reference.

    `system` is the EPSG code where the numbers are metres; `swapped` says that the columns stand the other
    way round.
    """

    system: Source
    swapped: bool
    claimed_metres: float
    metres: float
    nearer: int
    points: int


def suspects(points: npt.ArrayLike, system: Source, near: BaseGeometry | Points) -> list[Suspect]:
    """The other readings of some points that fit the reference clearly better, the best first; mostly none.

    `near` is in WGS-84: the boundary's polygon (distance is 0 inside), lines of streets, or an (n, 2) array
    of nodes. One point shows swapped axes. Streets show a shift: of points some 20 m from streets, GCJ-02
    said to be WGS-84 was found in 38 of 40 tries from 30 points on in a county town and from 60 on in a
    dense quarter of Beijing; of points some 60 m off from 60 and 300 on. True points were never suspected
    in 960 tries. A boundary shows a shift only where points lie at its edge. CGCS2000 is WGS-84 here. An
    infinite distance means numbers that are no degrees.
    """
    given = as_points(points)
    reference = near if isinstance(near, BaseGeometry) else shapely.multipoints(near)
    if not len(given) or reference.is_empty:
        return []
    plane = plane_at(reference)
    flat = _parts(plane.flattened(reference))
    claimed = _distances(converted(given, system), plane, flat)
    found = []
    sources = codes_near(plane.lon) if _are_metres(given) else DISTINCT
    for other, swapped in _readings(system, sources):
        read = converted(given[:, ::-1] if swapped else given, other)
        suspect = _compared(claimed, _distances(read, plane, flat), other, swapped)
        if suspect:
            found.append(suspect)
    return sorted(found, key=lambda one: (one.metres, one.swapped))


def _are_metres(points: Points) -> bool:
    """Whether numbers are too large for degrees; NaN says nothing."""
    return bool((np.nan_to_num(np.abs(points)) > 360).any(axis=1).mean() > 0.5)


def _readings(claimed: Source, sources: Sequence[Source]) -> list[tuple[Source, bool]]:
    """Every way to read the points but the claimed one."""
    said = "WGS-84" if claimed == "CGCS2000" else claimed
    return [(one, swapped) for swapped in (False, True) for one in sources if swapped or one != said]


def _parts(flat: BaseGeometry) -> shapely.STRtree:
    return shapely.STRtree(shapely.get_parts(flat))


def _distances(points: Points, plane: Plane, flat: shapely.STRtree) -> Floats:
    """Metres from each point to the reference; infinite where a point is none."""
    distances = np.full(len(points), np.inf)
    usable = np.flatnonzero(in_range(points))
    if len(usable):
        flattened = shapely.points(plane.metres(points[usable]))
        (index, _), metres = flat.query_nearest(flattened, all_matches=False, return_distance=True)
        distances[usable[index]] = metres
    return distances


def _compared(claimed: Floats, other: Floats, system: Source, swapped: bool) -> Suspect | None:
    was, would_be = float(np.median(claimed)), float(np.median(other))
    nearer, farther = int((other < claimed).sum()), int((other > claimed).sum())
    if not np.isfinite(would_be) or would_be > CLEARLY * was:
        return None
    gross = was > FAR >= would_be
    if not gross and _by_chance(nearer, nearer + farther) >= CHANCE:
        return None
    return Suspect(system, swapped, was, would_be, nearer, len(claimed))


def _by_chance(heads: int, tosses: int) -> float:
    """How likely a fair coin shows so many heads or more; of a thousand tosses the share counts."""
    if tosses > 1000:
        heads, tosses = round(heads * 1000 / tosses), 1000
    return sum(comb(tosses, count) for count in range(heads, tosses + 1)) / 2**tosses if tosses else 1.0
