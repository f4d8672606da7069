"""Streets and borders cut into squares: nothing lost, nothing twice, few points from afar; marks counted."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from maps import extract

from luoshi.geography.clusters import CELL, clustered, pixels
from luoshi.geography.ground import (
    LEVELS,
    Ground,
    level_of,
    of_area,
    of_streets,
    square,
    tile_at,
    tiles,
)
from luoshi.geography.packing import unpacked
from luoshi.geography.streets import read

LEVEL = 16
PLACES = st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=40)


def line(*points: tuple[float, float], kind: str = "primary", name: str = "") -> Ground:
    """A ground of one street."""
    return Ground(shapely.linestrings([points]), [kind], [name])


def length(ground: Ground, level: int) -> float:
    """How long all pieces are together, in degrees."""
    packs = [pack for one in tiles(ground, level) for pack in one.lines.values()]
    return float(sum(shapely.length(unpacked(pack)).sum() for pack in packs))


@pytest.mark.parametrize("level", LEVELS)
def test_a_long_street_is_drawn_whole_in_pieces(level: int) -> None:
    """Each piece in its square, together as long as the street; whole squares between are left out."""
    ground = line((118.0, 36.8), (118.2, 36.9))
    found = [*tiles(ground, level)]
    assert length(ground, level) == pytest.approx(float(shapely.length(ground.lines)[0]), rel=1e-3)
    for one in found:
        box = shapely.buffer(shapely.box(*square(one.x, one.y, level)), 1e-4)
        assert shapely.covers(box, unpacked(one.lines["main"])).all()


@given(place=st.tuples(st.floats(-179, 179), st.floats(-80, 80)), level=st.sampled_from(LEVELS))
def test_a_place_lies_in_its_square(place: tuple[float, float], level: int) -> None:
    """The way from a place to its square and back."""
    [(x, y)] = tile_at(np.array([place]), level).tolist()
    west, south, east, north = square(x, y, level)
    assert west - 1e-9 <= place[0] <= east + 1e-9
    assert south - 1e-9 <= place[1] <= north + 1e-9


def test_small_ways_appear_as_one_comes_closer() -> None:
    """A main street is there from afar, a footway only near by; a border always."""
    seen = {
        kind: [level for level in LEVELS if [*tiles(line((118.0, 36.8), (118.01, 36.8), kind=kind), level)]]
        for kind in ("primary", "tertiary", "residential", "footway")
    }
    assert seen == {
        "primary": [10, 12, 14, 16],
        "tertiary": [12, 14, 16],
        "residential": [14, 16],
        "footway": [16],
    }
    border = of_area(shapely.box(118.0, 36.8, 118.1, 36.9))
    assert all([*tiles(border, level)] for level in LEVELS)


def test_a_name_is_written_once_in_a_square_and_not_upon_another() -> None:
    """On the longest piece; of two that lie close together the greater street has its name."""
    lines = shapely.linestrings(
        [[(118.001, 36.8), (118.004, 36.8)], [(118.001, 36.80001), (118.004, 36.80001)]]
    )
    ground = Ground(lines, ["residential", "primary"], ["小巷", "大道"])
    names = [name["name"] for one in tiles(ground, LEVEL) for name in one.names]
    assert names == ["大道"]


def test_a_zoom_takes_the_next_finer_level() -> None:
    """And the finest where there is none finer."""
    assert [level_of(zoom) for zoom in (3, 10, 11, 14, 15, 19)] == [10, 10, 12, 14, 16, 16]


def test_the_streets_of_a_town_grow_with_the_level() -> None:
    """A real extract: more points the closer one comes, and never longer than the streets are."""
    ground = of_streets(read(extract("guixi_jiangxi_2025.osm")))
    lengths = [length(ground, level) for level in LEVELS]
    assert all(one <= other * 1.001 for one, other in pairwise(lengths))
    assert lengths[-1] == pytest.approx(float(shapely.length(ground.lines).sum()), rel=0.01)


@given(PLACES, st.integers(3, 19))
def test_every_mark_is_counted_once(places: list[tuple[float, float]], zoom: int) -> None:
    """The counts add up; the middle of a square's marks lies in the square or on its edge."""
    points = np.array(places)
    found = clustered(points, zoom)
    assert found.counts.sum() == len(places)
    assert len({*map(tuple, np.floor(pixels(points[found.first], zoom) / CELL).tolist())}) == len(
        found.counts
    )
    alone = found.counts == 1
    assert np.allclose(found.middles[alone], points[found.first[alone]])
