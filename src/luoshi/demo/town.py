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
ADDRESS = re.compile(r"(.+?)(\d+)号?")

Point = tuple[float, float]


@dataclass
class Town:
    """A grid of streets, each with its name as soon as somebody lives there."""

    streets: dict[str, int] = field(default_factory=dict)

    def place(self, address: str, kind: Kind) -> Geometry | None:
        """Where an address is, as a register of this kind keeps it."""
        if kind == "none" or not address:
            return None
        found = ADDRESS.match(address)
        street = found[1] if found else address
        number = int(found[2]) % HOUSES if found else crc32(address.encode()) % HOUSES
        if kind == "point":
            return {"type": "Point", "coordinates": self.house(street, number)}
        if kind == "line":
            ends = [self.house(street, number // 2), self.house(street, number // 2 + HOUSES // 4)]
            return {"type": "LineString", "coordinates": ends}
        return {"type": "Polygon", "coordinates": [square(self.house(street, number))]}

    def house(self, street: str, number: int) -> Point:
        """Where a house stands: ten metres off its street, by its number along it."""
        at = self.streets.setdefault(street, len(self.streets)) % (2 * BLOCKS)
        along = BLOCK * BLOCKS * (number + 0.5) / HOUSES
        across = BLOCK * (at // 2) + 10
        return degrees(along, across) if at % 2 == 0 else degrees(across, along)

    def lines(self) -> list[tuple[str, list[Point]]]:
        """The streets that have a name, from end to end."""
        ends = BLOCK * BLOCKS
        found = []
        for name, index in self.streets.items():
            across = BLOCK * (index % (2 * BLOCKS) // 2)
            line = [(0, across), (ends, across)] if index % 2 == 0 else [(across, 0), (across, ends)]
            found.append((name, [degrees(*point) for point in line]))
        return found


def degrees(east: float, north: float) -> Point:
    """Metres from the corner of the grid as longitude and latitude."""
    return round(WEST + east * EAST_METRE, 6), round(SOUTH + north * NORTH_METRE, 6)


def square(corner: Point) -> list[Point]:
    """A closed ring of 80 metres a side."""
    lon, lat = corner
    east, north = round(lon + 80 * EAST_METRE, 6), round(lat + 80 * NORTH_METRE, 6)
    return [(lon, lat), (east, lat), (east, north), (lon, north), (lon, lat)]
