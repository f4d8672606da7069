"""Points find their area, the same one every time."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from luoshi.geography.areas import NOWHERE, beyond, locate, overlaps

CELL = 0.01
LON, LAT = 117 + CELL * np.arange(4), 36 + CELL * np.arange(4)
GRID = [shapely.box(LON[x], LAT[y], LON[x + 1], LAT[y + 1]) for y in range(3) for x in range(3)]
PLACES = st.lists(st.tuples(st.floats(116.99, 117.04), st.floats(35.99, 36.04)), max_size=30)


def test_each_point_finds_its_cell() -> None:
    """In the middle of a cell, and outside all."""
    found = locate([(117.005, 36.005), (117.025, 36.005), (117.005, 36.015), (118, 36)], GRID)
    assert found.area.tolist() == [0, 2, 3, NOWHERE]
    assert found.several.tolist() == []


def test_a_point_on_a_border_belongs_to_the_first() -> None:
    """By the order of the list, and it is said that it lies in several."""
    points = [(LON[1], 36.005), (LON[1], LAT[1]), (LON[0], LAT[0])]
    found = locate(points, GRID)
    assert found.area.tolist() == [0, 0, 0]
    assert found.several.tolist() == [0, 1]
    assert locate(points, GRID[::-1]).area.tolist() == [7, 4, 8]


def test_areas_in_pieces_and_with_holes() -> None:
    """An estate in two parts, and one that lies inside another."""
    parts = shapely.multipolygons([GRID[0], GRID[8]])
    ring = shapely.difference(shapely.box(117, 36, 117.03, 36.03), GRID[4])
    assert locate([(117.025, 36.025), (117.015, 36.015)], [parts]).area.tolist() == [0, NOWHERE]
    assert locate([(117.015, 36.015), (117.005, 36.005)], [ring, GRID[4]]).area.tolist() == [1, 0]


@pytest.mark.parametrize("points", [[], [(np.nan, 36.0)], [(np.inf, np.nan)]])
def test_what_is_no_place_lies_nowhere(points: list[tuple[float, float]]) -> None:
    """No error, and no area."""
    assert locate(points, GRID).area.tolist() == [NOWHERE] * len(points)
    assert locate([(117.005, 36.005)], []).area.tolist() == [NOWHERE]


@given(points=PLACES)
def test_every_point_is_found_as_one_by_one(points: list[tuple[float, float]]) -> None:
    """All at once gives what each gives alone, and what a slow walk through the list gives."""
    found = locate(points, GRID).area.tolist()
    assert found == [int(locate([one], GRID).area[0]) for one in points]
    for place, area in zip(points, found, strict=True):
        cells = [number for number, cell in enumerate(GRID) if cell.intersects(shapely.Point(place))]
        assert area == (cells[0] if cells else NOWHERE)


def test_overlaps_are_named_with_their_size_and_place() -> None:
    """A cell drawn too large: 100 m by 1 km too much; shared borders are no overlap."""
    wide = shapely.box(117.0, 36.0, 117.011, 36.01)
    assert overlaps(GRID) == []
    [found] = overlaps([wide, *GRID[1:]])
    assert (found.first, found.second) == (0, 1)
    assert found.square_metres == pytest.approx(100_000, rel=0.02)
    assert 117.01 < found.lon < 117.011
    assert 36.0 < found.lat < 36.01


def test_an_area_inside_another_is_an_overlap() -> None:
    """The same area twice, and one that swallows another; the greatest first."""
    swallowing = [shapely.box(117, 36, 117.02, 36.02), GRID[0], GRID[0]]
    assert [(one.first, one.second) for one in overlaps(swallowing)] == [(0, 1), (0, 2), (1, 2)]
    assert overlaps(GRID[:1]) == []


def test_how_much_of_a_part_lies_beyond_its_whole() -> None:
    """Half of the second cell lies outside the street it is said to be in."""
    half = shapely.box(117.005, 36, 117.015, 36.01)
    assert beyond([GRID[0], half, GRID[8]], [GRID[0]] * 3) == pytest.approx([0, 0.5, 1])
