"""What a map shows of its records in a box, at a zoom: marks, clusters where they stand dense, shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from luoshi.geography.clusters import clustered
from luoshi.geography.model import Indices
from luoshi.registers.queries.marks import Box, Marks, rows_of
from luoshi.registers.queries.rows import Kept

SPARSE = 200
"""So many records are drawn one by one; of more, those that would lie on one another are counted together."""

LISTED = 50
ZOOMS = range(3, 20)
DIGITS = 6
"""A tenth of a metre."""


class NoView(ValueError):
    """An address that names no part of the earth."""


@dataclass(frozen=True, slots=True)
class View:
    """A part of the map: a box in degrees, at a zoom level of the web map."""

    box: Box
    zoom: int

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> View:
        """The part that an address asks for; raises NoView."""
        try:
            west, south, east, north = map(float, asked.get("box", "").split(","))
            zoom = int(asked.get("zoom", ""))
        except ValueError as error:
            raise NoView("box or zoom") from error
        # NaN is in no order.
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90 and zoom in ZOOMS):
            raise NoView("box or zoom")
        return cls((west, south, east, north), zoom)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: `total` records in the box, `rows` each by itself, the others in `clusters`; the first
    ones are also listed."""

    total: int
    rows: Sequence[Kept]
    stages: Sequence[int]
    clusters: Sequence[tuple[float, float, int]]
    listed: Sequence[Kept]


def drawn(found: Marks, view: View) -> Drawn:
    """What a map shows of its records; one query."""
    inside = found.within(view.box)
    alone, clusters = inside, []
    if len(inside) > SPARSE:
        alone, clusters = parted(found, inside, view.zoom)
    listed = inside[:LISTED]
    rows = rows_of(found, np.concatenate([alone, listed]))
    return Drawn(
        total=len(inside),
        rows=rows[: len(alone)],
        stages=found.stage[alone].tolist(),
        clusters=clusters,
        listed=rows[len(alone) :],
    )


def parted(found: Marks, inside: Indices, zoom: int) -> tuple[Indices, list[tuple[float, float, int]]]:
    """Those that stand alone on the screen, and the others counted together."""
    groups = clustered(found.points[inside], zoom)
    several = groups.counts > 1
    middles = groups.middles[several].round(DIGITS).tolist()
    counts = groups.counts[several].tolist()
    clusters = [(lon, lat, count) for (lon, lat), count in zip(middles, counts, strict=True)]
    return inside[np.sort(groups.first[~several])], clusters


def shapes_of(drawn_rows: Drawn, view: View) -> list[dict[str, Any]]:
    """The lines and areas among the records that are drawn by themselves, no finer than the screen shows."""
    at = [
        number
        for number, one in enumerate(drawn_rows.rows)
        if (one.revision.geometry or {}).get("type") not in (None, "Point")
    ]
    if not at:
        return []
    # Shapely is slow to import, and few maps need it.
    from shapely.geometry import shape

    from luoshi.geography.packing import packed, step_of
    from luoshi.geography.simplify import simplified

    shapes = simplified([shape(drawn_rows.rows[number].revision.geometry) for number in at], view.zoom)
    step = step_of(view.zoom)
    return [{"point": number, **packed([one], step)} for number, one in zip(at, shapes, strict=True)]


def extent(found: Marks) -> Box | None:
    """The box in which all records lie."""
    placed = found.points[found.placed]
    if not len(placed):
        return None
    (west, south), (east, north) = placed.min(axis=0).tolist(), placed.max(axis=0).tolist()
    return west, south, east, north
