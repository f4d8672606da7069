"""Shapes for the browser: whole numbers of a step, each the difference to the one before it.

A page adds them up again: x += deltas[2i], y += deltas[2i + 1], times the step; `offsets` say, from the
inside out, where lines (or rings, polygons, shapes) begin: point numbers first, then numbers of the level
before. That is about a third of GeoJSON's size before compression.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.simplify import degrees_of_pixel

Shapes = Sequence[BaseGeometry] | npt.NDArray[np.object_]

NAMES = {
    shapely.GeometryType.POINT: "Point",
    shapely.GeometryType.LINESTRING: "LineString",
    shapely.GeometryType.POLYGON: "Polygon",
    shapely.GeometryType.MULTIPOINT: "MultiPoint",
    shapely.GeometryType.MULTILINESTRING: "MultiLineString",
    shapely.GeometryType.MULTIPOLYGON: "MultiPolygon",
}

SHARE = 0.25
FINEST = 1e-7


class Packed(TypedDict):
    """Shapes of one kind, ready for JSON; `kind` is GeoJSON's name of the most general, empty for none."""

    kind: str
    step: float
    deltas: list[int]
    offsets: list[list[int]]


def step_of(zoom: int) -> float:
    """A quarter of a pixel in degrees of longitude, and never finer than a centimetre."""
    return max(SHARE * degrees_of_pixel(zoom), FINEST)


def packed(shapes: Shapes, step: float) -> Packed:
    """Points, lines or areas with each coordinate within half a step of the true one.

    Rounding can make a thin area touch itself: pack to draw, not to keep. Raises ValueError where points,
    lines and areas are mixed.
    """
    if not len(shapes):
        return Packed(kind="", step=step, deltas=[], offsets=[])
    kind, points, offsets = shapely.to_ragged_array(np.asarray(shapes, dtype=object), include_z=False)
    whole = np.rint(points / step).astype(np.int64)
    deltas = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return Packed(
        kind=NAMES[kind],
        step=step,
        deltas=deltas.ravel().tolist(),
        offsets=[level.tolist() for level in offsets],
    )


def unpacked(pack: Packed) -> npt.NDArray[np.object_]:
    """The way back, as the page does it."""
    if not pack["kind"]:
        return np.empty(0, dtype=object)
    points = np.array(pack["deltas"], dtype=np.int64).reshape(-1, 2).cumsum(axis=0) * pack["step"]
    kind = next(kind for kind, name in NAMES.items() if name == pack["kind"])
    offsets = tuple(np.array(level, dtype=np.int64) for level in pack["offsets"])
    return np.asarray(shapely.from_ragged_array(kind, points, offsets), dtype=object)
