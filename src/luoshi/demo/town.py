"""The streets of the invented district, laid out where nobody lives: a corner of the Badain Jaran desert."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import cos, radians
from zlib import crc32

from luoshi.programmes.model import Geometry as Kind
from luoshi.registers.queries.shapes import Geometry

WEST, SOUTH = 101.55, 41.15
"""Where the grid of streets begins, in degrees of WGS-84."""
BLOCK, BLOCKS = 300, 20
"""Metres between two streets, and how many blocks the town has each way."""
HOUSES = 60
"""The highest house number of a street."""
NORTH_METRE = 1 / 111_200
EAST_METRE = NORTH_METRE / cos(radians(SOUTH))
ADDRESS = re.compile(r"(.+?)(\d+)号")

Point = tuple[float, float]


@dataclass
class Town:
    """A grid of streets, each with its name as soon as an address names it."""

    streets: dict[str, int] = field(default_factory=dict)

    def place(self, address: str, kind: Kind) -> Geometry | None:
        """Where an address is, as a register of this kind keeps it."""
        if kind == "none" or not address:
            return None
        at, number = self.house(address)
        if kind == "point":
            return {"type": "Point", "coordinates": beside(at, number)}
        if kind == "line":
            ends = [beside(at, number // 2), beside(at, number // 2 + HOUSES // 4)]
            return {"type": "LineString", "coordinates": ends}
        return {"type": "Polygon", "coordinates": [square(beside(at, number))]}

    def house(self, address: str) -> tuple[int, int]:
        """The street and the house of an address; what names no house stands wherever its words point."""
        found = ADDRESS.match(address)
        if found is None:
            return divmod(crc32(address.encode()) % (2 * BLOCKS * HOUSES), HOUSES)
        street = self.streets.setdefault(found[1], len(self.streets))
        return street % (2 * BLOCKS), int(found[2]) % HOUSES

    def lines(self) -> list[tuple[str, list[Point]]]:
        """The streets of the grid from end to end, with the names of those on which somebody lives."""
        names = {index % (2 * BLOCKS): name for name, index in self.streets.items()}
        return [(names.get(at, ""), street(at)) for at in range(2 * BLOCKS)]

    @property
    def border(self) -> list[Point]:
        """A closed ring around the town, two blocks off."""
        low, high = -2 * BLOCK, (BLOCKS + 2) * BLOCK
        return [degrees(*point) for point in ((low, low), (high, low), (high, high), (low, high), (low, low))]


def beside(at: int, number: int) -> Point:
    """Where a house stands: ten metres off a street of the grid, by its number along it."""
    along = BLOCK * BLOCKS * (number + 0.5) / HOUSES
    across = BLOCK * (at // 2) + 10
    return degrees(along, across) if at % 2 == 0 else degrees(across, along)


def street(at: int) -> list[Point]:
    """A street of the grid from end to end: the even ones go east, the odd ones north."""
    across, end = BLOCK * (at // 2), BLOCK * BLOCKS
    ends = [(0, across), (end, across)] if at % 2 == 0 else [(across, 0), (across, end)]
    return [degrees(*point) for point in ends]


def degrees(east: float, north: float) -> Point:
    """Metres from the corner of the grid as longitude and latitude."""
    return round(WEST + east * EAST_METRE, 6), round(SOUTH + north * NORTH_METRE, 6)


def square(corner: Point) -> list[Point]:
    """A closed ring of 80 metres a side."""
    lon, lat = corner
    east, north = round(lon + 80 * EAST_METRE, 6), round(lat + 80 * NORTH_METRE, 6)
    return [(lon, lat), (east, lat), (east, north), (lon, north), (lon, lat)]
