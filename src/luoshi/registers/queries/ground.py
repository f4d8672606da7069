"""What a map is drawn on: the tiles of the grounds that hold."""

from __future__ import annotations

import numpy as np

from luoshi.office.models import Place
from luoshi.registers.models import Ground, GroundTile
from luoshi.registers.queries.drawn import View
from luoshi.registers.queries.marks import Box

MOST = 200
"""So many tiles are given at once: more than any screen shows."""


def grounds(place: Place) -> list[Ground]:
    """The grounds of a place that hold: the last of each kind; one query."""
    return [*{row.kind: row for row in place.grounds.order_by("pk")}.values()]


def box_of(found: list[Ground]) -> Box | None:
    """What is shown of a place at first: its boundary, else all its streets."""
    ground = min(found, key=lambda row: row.kind, default=None)
    return (ground.west, ground.south, ground.east, ground.north) if ground else None


def drawing(found: list[Ground], view: View) -> str:
    """The tiles in a part of the map as JSON, by their names; one query."""
    # Shapely is slow to import, and pages without a map do not need it.
    from luoshi.geography.ground import level_of, tile_at

    west, south, east, north = view.box
    level = level_of(view.zoom)
    (left, low), (right, high) = tile_at(np.array([[west, north], [east, south]]), level).tolist()
    rows = GroundTile.objects.filter(
        ground__in=found, level=level, x__range=(left, right), y__range=(low, high)
    ).order_by("ground", "x", "y")
    tiles = rows.values_list("ground", "x", "y", "drawing")[:MOST]
    named = ",".join(f'"{ground}/{level}/{x}/{y}":{words}' for ground, x, y, words in tiles)
    return f'{{"level":{level},"tiles":{{{named}}}}}'
