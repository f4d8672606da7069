"""What the map of a place is drawn on: drawn from a file, and again when a file says otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.office.audit import record as record_event
from luoshi.office.models import Place, User
from luoshi.registers.models import Ground, GroundTile

if TYPE_CHECKING:
    from luoshi.geography.ground import Ground as Lines

BATCH = 200


@dataclass(frozen=True, slots=True)
class Drawing:
    """A ground as it is kept: where it comes from, its box (west, south, east, north), its tiles."""

    source: str
    credit: str
    lines: int
    box: tuple[float, float, float, float]
    tiles: list[tuple[int, int, int, str]]
    """Level, x, y, and the drawing as JSON."""

    @property
    def sha256(self) -> str:
        """Of all tiles."""
        found = hashlib.sha256()
        for tile in self.tiles:
            found.update(repr(tile).encode())
        return found.hexdigest()


def tiles_at(ground: Lines, level: int) -> Iterator[tuple[int, int, int, str]]:
    """The tiles of a level, as they are kept."""
    # Shapely is slow to import, and few writes need it.
    from luoshi.geography.ground import tiles

    for one in tiles(ground, level):
        said = {"lines": one.lines, "names": one.names}
        yield level, one.x, one.y, json.dumps(said, ensure_ascii=False, separators=(",", ":"))


@transaction.atomic
def draw_ground(*, place: Place, kind: Ground.Kind, drawing: Drawing, by: User | None) -> Ground:
    """Draw the ground of a place anew, of one kind; where it is drawn so already, nothing is written."""
    # Two who draw at once draw one after the other.
    held = Place.objects.select_for_update().get(pk=place.pk)
    last = held.grounds.filter(kind=kind).order_by("pk").last()
    if last is not None and last.sha256 == drawing.sha256:
        return last
    GroundTile.objects.filter(ground__place=held, ground__kind=kind).delete()
    west, south, east, north = drawing.box
    row = Ground.objects.create(
        place=held,
        kind=kind,
        source=drawing.source[:200],
        sha256=drawing.sha256,
        credit=drawing.credit,
        lines=drawing.lines,
        west=west,
        south=south,
        east=east,
        north=north,
        by=by,
    )
    GroundTile.objects.bulk_create(tiles_of(row, drawing), BATCH)
    record_event(verb="draw_ground", row=row, by=by, place=held)
    return row


def tiles_of(ground: Ground, drawing: Drawing) -> Iterable[GroundTile]:
    """The rows of a ground's tiles."""
    for level, x, y, words in drawing.tiles:
        yield GroundTile(ground=ground, level=level, x=x, y=y, drawing=words)
