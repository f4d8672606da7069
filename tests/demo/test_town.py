"""The invented town: every address has its place, the same each time, and nowhere that anybody lives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from shapely.geometry import shape

from luoshi.demo.town import BLOCK, BLOCKS, SOUTH, WEST, Town

EDGE = 2 * BLOCK * BLOCKS / 80_000
"""More degrees than the town is wide."""


@given(some.text(min_size=1), some.sampled_from(["point", "line", "area"]))
def test_every_address_has_its_place_in_the_town(address: str, kind: str) -> None:
    """A valid shape within the grid; no address, no place."""
    found = shape(Town().place(address, kind))
    assert found.is_valid
    west, south, east, north = found.bounds
    assert WEST <= west <= east <= WEST + EDGE
    assert SOUTH <= south <= north <= SOUTH + EDGE
    assert Town().place("", kind) is None
    assert Town().place(address, "none") is None


def test_houses_of_a_street_stand_along_it() -> None:
    """Two numbers of one street lie on one line beside it; the street itself is drawn where they are."""
    town = Town()
    one, other = (town.place(f"荇北路{number}号", "point")["coordinates"] for number in (3, 30))
    ((name, line),) = [named for named in town.lines() if named[0]]
    assert (name, one[1]) == ("荇北路", other[1])
    assert line[0][0] < one[0] < other[0] < line[1][0]
