"""What a map is drawn on, streets and borders, cut into tiles for each level of detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.clusters import pixels
from luoshi.geography.model import TILE, Flags, Indices, Points
from luoshi.geography.packing import Packed, packed, step_of
from luoshi.geography.simplify import simplified
from luoshi.geography.streets.model import Streets

LEVELS = (10, 12, 14, 16)
"""Zooms for which the ground is drawn; one between them takes the next finer."""

ACROSS = 2
"""A tile is as large as one of the web map this many zooms before: 1024 pixels at its own."""

BORDER = "border"
RANKS: dict[str, tuple[int, frozenset[str]]] = {
    BORDER: (10, frozenset([BORDER])),
    "main": (10, frozenset("motorway trunk primary secondary".split())),
    "middle": (12, frozenset(["tertiary"])),
    "road": (14, frozenset(["unclassified", "residential", "living_street", ""])),
}
"""How lines are drawn: from which level on, and OpenStreetMap's classes without `_link`."""

LEAST = ("path", 16)
"""All other streets, and from which level on they are drawn."""

NAMED = ("main", "middle", "road")
APART = 128
"""Pixels between two names of streets at least, as the level shows them."""

Lines = npt.NDArray[np.object_]


class Ground(NamedTuple):
    """Lines in WGS-84, of each the class that says how it is drawn, and its name."""

    lines: Lines
    classes: Sequence[str]
    names: Sequence[str]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        west, south, east, north = shapely.total_bounds(self.lines).tolist()
        return west, south, east, north


class Named(TypedDict):
    """A street's name, and where it is written."""

    name: str
    lon: float
    lat: float


class Tile(NamedTuple):
    """What is drawn in a square: lines by their rank, and names."""

    x: int
    y: int
    lines: Mapping[str, Packed]
    names: Sequence[Named]


def of_streets(streets: Streets) -> Ground:
    """Streets as a ground."""
    lines, ways = streets.lines()
    own = [streets.ways[way] for way in ways.tolist()]
    return Ground(lines, [way.kind.removesuffix("_link") for way in own], [way.name for way in own])


def of_area(shape: BaseGeometry) -> Ground:
    """The border of an area as a ground."""
    lines = shapely.get_parts(shapely.boundary(shape))
    return Ground(lines, [BORDER] * len(lines), [""] * len(lines))


def level_of(zoom: int) -> int:
    """The level that a zoom is drawn with."""
    return next((level for level in LEVELS if level >= zoom), LEVELS[-1])


def tile_at(points: Points, level: int) -> Indices:
    """The squares in which points lie, as x and y."""
    size = TILE * 2**ACROSS
    found: Indices = np.floor(pixels(points, level) / size).astype(np.int64)
    return found


def square(x: int, y: int, level: int) -> tuple[float, float, float, float]:
    """West, south, east, north of a square in degrees."""
    count = 2.0 ** (level - ACROSS)
    edges = np.pi * (1 - 2 * np.array([y + 1, y]) / count)
    south, north = np.degrees(np.arctan(np.sinh(edges))).tolist()
    return x / count * 360 - 180, south, (x + 1) / count * 360 - 180, north


def tiles(ground: Ground, level: int) -> Iterator[Tile]:
    """The squares in which something is drawn at a level."""
    ranks = np.array([rank_of(one) for one in ground.classes])
    shown = np.flatnonzero([first_level(rank) <= level for rank in ranks.tolist()])
    if not len(shown):
        return
    lines, ranks = simplified(ground.lines[shown], level), ranks[shown]
    names = np.array(ground.names, dtype=object)[shown]
    tree = shapely.STRtree(lines)
    west, south, east, north = shapely.total_bounds(lines).tolist()
    (left, low), (right, high) = tile_at(np.array([[west, north], [east, south]]), level).tolist()
    for x in range(left, right + 1):
        for y in range(low, high + 1):
            box = square(x, y, level)
            inside = np.sort(tree.query(shapely.box(*box)))
            drawn = cut(lines[inside], box)
            if any(map(len, drawn)):
                yield tile(x, y, level, drawn, ranks[inside], names[inside])


def cut(lines: Lines, box: tuple[float, float, float, float]) -> list[Lines]:
    """Of each line the pieces that lie in a box."""
    clipped = shapely.clip_by_rect(lines, *box)
    pieces = [shapely.get_parts(shapely.get_parts(one)) for one in clipped]
    return [one[is_line(one)] for one in pieces]


def is_line(shapes: Lines) -> Flags:
    """Which are lines: one that only touches the box is a point there."""
    found: Flags = (shapely.get_type_id(shapes) == shapely.GeometryType.LINESTRING) & ~shapely.is_empty(
        shapes
    )
    return found


def tile(
    x: int, y: int, level: int, drawn: Sequence[Lines], ranks: npt.NDArray[np.str_], names: Lines
) -> Tile:
    """The pieces in a square, packed by their rank, with the names of the longest."""
    by_rank: dict[str, list[BaseGeometry]] = defaultdict(list)
    for pieces, rank in zip(drawn, ranks.tolist(), strict=True):
        by_rank[rank].extend(pieces)
    lines = {rank: packed(own, step_of(level)) for rank, own in by_rank.items() if own}
    return Tile(x, y, lines, named(drawn, ranks.tolist(), names.tolist(), level))


def named(drawn: Sequence[Lines], ranks: Sequence[str], names: Sequence[str], level: int) -> list[Named]:
    """Where names are written: on the longest piece of each street, none too close to one before it."""
    longest: dict[str, tuple[int, float, BaseGeometry]] = {}
    for pieces, rank, name in zip(drawn, ranks, names, strict=True):
        if not name or rank not in NAMED:
            continue
        for piece in pieces:
            known = longest.get(name)
            if known is None or piece.length > known[1]:
                longest[name] = (NAMED.index(rank), piece.length, piece)
    chosen = sorted(longest.items(), key=lambda one: (one[1][0], -one[1][1]))
    found: list[Named] = []
    taken: set[tuple[int, int]] = set()
    for name, (_rank, _length, piece) in chosen:
        middle = piece.interpolate(0.5, normalized=True)
        across, down = (pixels(np.array([[middle.x, middle.y]]), level)[0] / APART).astype(int).tolist()
        if (across, down) not in taken:
            taken.add((across, down))
            found.append(Named(name=name, lon=round(middle.x, 6), lat=round(middle.y, 6)))
    return found


def rank_of(kind: str) -> str:
    """How a line of a class is drawn."""
    return next((rank for rank, (_level, kinds) in RANKS.items() if kind in kinds), LEAST[0])


def first_level(rank: str) -> int:
    """From which level on a rank is drawn."""
    return RANKS[rank][0] if rank in RANKS else LEAST[1]
