"""What the map draws: fewer points, small payload, nothing crooked."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from maps import extract

from luoshi.geography.packing import packed, step_of, unpacked
from luoshi.geography.simplify import degrees_of_pixel, simplified, simplified_areas
from luoshi.geography.streets import read

ZOOMS = st.integers(3, 19)


def star(seed: int, lon: float = 117.0, corners: int = 40) -> shapely.Polygon:
    """An outline with many corners that does not cross itself."""
    random = np.random.default_rng(seed)
    angle = np.sort(random.uniform(0, 2 * np.pi, corners))
    far = random.uniform(0.002, 0.01, corners)
    return shapely.Polygon(np.column_stack([lon + far * np.cos(angle), 36 + far * np.sin(angle)])).buffer(0)


@given(seed=st.integers(0, 5000), zoom=ZOOMS)
def test_an_outline_stays_valid_and_within_a_pixel(seed: int, zoom: int) -> None:
    """At any zoom: no crossing, nothing gone, never farther off than can be seen."""
    shape = star(seed)
    [drawn] = simplified([shape], zoom)
    assert drawn.is_valid
    assert not drawn.is_empty
    assert shapely.hausdorff_distance(drawn, shape) <= degrees_of_pixel(zoom)
    assert shapely.get_num_coordinates(drawn) <= shapely.get_num_coordinates(shape)


def test_neighbours_stay_neighbours() -> None:
    """Two cells with a winding border between them: no gap and no overlap at any zoom."""
    lat = np.linspace(36, 36.02, 60)
    border = np.column_stack([117.01 + 2e-4 * np.sin(np.arange(60)), lat])
    west = shapely.Polygon([*border, (117, 36.02), (117, 36)])
    east = shapely.Polygon([*border, (117.02, 36.02), (117.02, 36)])
    for zoom in range(8, 19):
        drawn = simplified_areas([west, east], zoom)
        assert shapely.is_valid(drawn).all()
        assert shapely.coverage_is_valid(drawn)
    assert shapely.get_num_coordinates(simplified_areas([west, east], 10)).sum() < 124 / 2


def test_areas_that_overlap_are_simplified_by_themselves() -> None:
    """No shared border to keep, and no error."""
    drawn = simplified_areas([star(1), star(2)], 12)
    assert shapely.is_valid(drawn).all()
    assert (shapely.area(drawn) > 0).all()


def test_nothing_is_simplified_to_nothing() -> None:
    """An empty list; an estate seen from space."""
    assert len(simplified([], 10)) == 0
    assert not shapely.is_empty(simplified_areas([star(3)], 3)[0])


LINE = shapely.LineString([(117, 36), (117.1, 36.1), (117.2, 36)])
TWO = shapely.multilinestrings([[(0, 0), (1, 1)], [(2, 2), (3, 3)]])
SHAPES = {
    "Point": [shapely.Point(117, 36), shapely.Point(-51.2, -30.1)],
    "LineString": [LINE, shapely.LineString([(1, 2), (3, 4)])],
    "MultiLineString": [TWO, LINE],
    "Polygon": [star(1), shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))],
    "MultiPolygon": [star(1), shapely.multipolygons([star(2), star(3, lon=118)])],
}


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("zoom", [5, 12, 19])
def test_packed_shapes_come_back(kind: str, zoom: int) -> None:
    """As JSON and back: the same shapes with the same parts, to half a step."""
    shapes = SHAPES[kind]
    step = step_of(zoom)
    pack = json.loads(json.dumps(packed(shapes, step)))
    assert pack["kind"] == kind
    back = unpacked(pack)
    assert [shapely.get_num_coordinates(one) for one in back] == [
        shapely.get_num_coordinates(one) for one in shapes
    ]
    assert np.abs(shapely.get_coordinates(back) - shapely.get_coordinates(shapes)).max() <= step / 2 * 1.0001


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1), st.integers(0, 22))
def test_rounding_does_not_add_up(places: list[tuple[float, float]], zoom: int) -> None:
    """However many points: the last is as near as the first."""
    step = step_of(zoom)
    back = unpacked(packed(shapely.points(places), step))
    assert np.abs(shapely.get_coordinates(back) - places).max() <= step / 2 * 1.0001


def test_a_layer_may_be_empty() -> None:
    """No streets yet."""
    assert len(unpacked(json.loads(json.dumps(packed([], 1e-6))))) == 0


def test_points_and_lines_do_not_mix() -> None:
    """One layer, one kind."""
    with pytest.raises(ValueError, match=r"."):
        packed([shapely.Point(1, 2), shapely.LineString([(1, 2), (3, 4)])], 1e-6)


def test_the_streets_of_a_town_are_small() -> None:
    """Guixi at the zoom of a whole town: fewer points, and a third of GeoJSON's size at most."""
    lines, _ = read(extract("guixi_jiangxi_2025.osm")).lines()
    drawn = simplified(lines, 13)
    assert shapely.get_num_coordinates(drawn).sum() < 0.8 * shapely.get_num_coordinates(lines).sum()
    plain = json.dumps([shapely.geometry.mapping(one) for one in drawn])
    assert len(json.dumps(packed(drawn, step_of(13)))) < len(plain) / 3
