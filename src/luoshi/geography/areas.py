"""Which area each point lies in, and where areas overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.model import Indices, as_points
from luoshi.geography.plane import plane_at

Shapes = Sequence[BaseGeometry] | npt.NDArray[np.object_]

NOWHERE = -1
LEAST_OVERLAP = 10.0
"""Square metres. Areas drawn by hand overlap by less than this along every border."""


@dataclass(frozen=True, slots=True)
class Located:
    """Of each point the place of its area in the list of areas, NOWHERE outside all; and which lie in
    several."""

    area: Indices
    several: Indices


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two areas, by their places in the list, that share ground; with a point in it."""

    first: int
    second: int
    square_metres: float
    lon: float
    lat: float


def locate(points: npt.ArrayLike, areas: Shapes) -> Located:
    """Find the area of each point, borders included.

    A point on a shared border, or in areas that overlap, belongs to the first of them in the list: list areas
    by code and the answer is the same every time. Points that are no degrees lie nowhere. Of areas that are
    not valid the answer means nothing: ask `validity.faults` first.
    """
    given = as_points(points)
    found = np.full(len(given), NOWHERE, dtype=np.int64)
    inside = np.zeros(len(given), dtype=np.int64)
    finite = np.flatnonzero(np.isfinite(given).all(axis=1))
    if len(finite) and len(areas):
        tree = shapely.STRtree(shapely.points(given[finite]))
        area, index = tree.query(np.asarray(areas, dtype=object), predicate="intersects")
        at = finite[index]
        inside += np.bincount(at, minlength=len(given))
        least = np.full(len(given), len(areas))
        np.minimum.at(least, at, area)
        found = np.where(inside > 0, least, NOWHERE)
    return Located(found, np.flatnonzero(inside > 1))


def overlaps(areas: Shapes, least: float = LEAST_OVERLAP) -> list[Overlap]:
    """The pairs of areas that share at least so many square metres, the greatest first."""
    shapes = np.asarray(areas, dtype=object)
    if len(shapes) < 2:
        return []
    plane = plane_at(shapely.geometrycollections(shapes))
    flat = shapely.transform(shapes, plane.metres)
    first, second = shapely.STRtree(flat).query(flat, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.intersection(flat[first], flat[second])
    sizes = shapely.area(shared)
    order = [pair for pair in np.argsort(-sizes, kind="stable") if sizes[pair] >= least]
    spots = plane.degrees(shapely.get_coordinates(shapely.point_on_surface(shared[order])))
    return [
        Overlap(int(first[pair]), int(second[pair]), float(sizes[pair]), float(lon), float(lat))
        for pair, (lon, lat) in zip(order, spots, strict=True)
    ]


def beyond(parts: Shapes, wholes: Shapes) -> npt.NDArray[np.float64]:
    """What share of each part's ground lies outside its whole, one by one: 0 inside, 1 elsewhere."""
    inner, outer = np.asarray(parts, dtype=object), np.asarray(wholes, dtype=object)
    return np.asarray(shapely.area(shapely.difference(inner, outer)) / shapely.area(inner))
