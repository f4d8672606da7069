"""A list of places in the wrong system is noticed before it enters."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from maps import extract

from luoshi.geography.coordinates import SYSTEMS, System, from_wgs84, wgs84_to_projected
from luoshi.geography.model import Points
from luoshi.geography.streets import read
from luoshi.geography.suspects import suspects

WEST, SOUTH, EAST, NORTH = 117.19, 28.28, 117.26, 28.33
BOUNDARY = shapely.box(WEST, SOUTH, EAST, NORTH)
STREETS = shapely.multilinestrings(
    [[(WEST, lat), (EAST, lat)] for lat in np.arange(SOUTH, NORTH, 0.0061)]
    + [[(lon, SOUTH), (lon, NORTH)] for lon in np.arange(WEST, EAST, 0.0083)]
)


def doors(count: int, seed: int = 1) -> Points:
    """Front doors some metres from the streets."""
    random = np.random.default_rng(seed)
    lines = shapely.get_parts(STREETS)[random.integers(0, shapely.get_num_geometries(STREETS), count)]
    along = shapely.line_interpolate_point(lines, random.uniform(0, 1, count), normalized=True)
    return shapely.get_coordinates(along) + random.normal(0, 1e-4, (count, 2))


@pytest.mark.parametrize("true", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("said", SYSTEMS)
def test_the_true_system_is_found(said: System, true: System) -> None:
    """A hundred doors against the streets, whatever they are said to be."""
    found = suspects(from_wgs84(doors(100), true), said, STREETS)
    if true == said or {true, said} == {"WGS-84", "CGCS2000"}:
        assert found == []
    else:
        assert (found[0].system, found[0].swapped, found[0].points) == (true, False, 100)
        assert found[0].metres < 20 < found[0].claimed_metres


@pytest.mark.parametrize("near", [BOUNDARY, STREETS, shapely.get_coordinates(STREETS)])
def test_one_point_shows_swapped_columns(near: object) -> None:
    """Latitude in the column of longitude, against boundary, streets or nodes."""
    found = suspects(doors(1)[:, ::-1], "WGS-84", near)
    assert found[0].swapped
    assert found[0].claimed_metres == np.inf
    assert found[0].metres < 3000


def test_swapped_columns_of_another_system_are_told() -> None:
    """Both mistakes at once."""
    found = suspects(from_wgs84(doors(100), "BD-09")[:, ::-1], "GCJ-02", STREETS)
    assert (found[0].system, found[0].swapped) == ("BD-09", True)


def test_points_inside_the_boundary_are_not_suspected() -> None:
    """A boundary cannot tell a shift of points that lie within it anyway."""
    middle = np.array([((WEST + EAST) / 2, (SOUTH + NORTH) / 2)]) + np.zeros((50, 2))
    assert suspects(middle, "GCJ-02", BOUNDARY) == []


def test_another_town_fits_no_better_in_any_system() -> None:
    """Points of elsewhere are wrong, but not by their system."""
    elsewhere = doors(100) + np.array([5.0, 3.0])
    assert suspects(elsewhere, "WGS-84", STREETS) == []


def test_nothing_is_said_of_nothing() -> None:
    """No points, or no reference."""
    assert suspects([], "WGS-84", STREETS) == []
    assert suspects(doors(5), "WGS-84", shapely.MultiLineString()) == []


@given(seed=st.integers(0, 10_000), count=st.integers(1, 40), said=st.sampled_from(SYSTEMS))
def test_true_doors_are_left_alone(seed: int, count: int, said: System) -> None:
    """Few doors or many: what is right is not suspected."""
    assert suspects(from_wgs84(doors(count, seed), said), said, STREETS) == []


@given(seed=st.integers(0, 100))
def test_the_order_of_points_means_nothing(seed: int) -> None:
    """The same points in another order give the same answer."""
    points = from_wgs84(doors(40, seed), "GCJ-02")
    other = points[np.random.default_rng(seed).permutation(len(points))]
    assert suspects(points, "WGS-84", STREETS) == suspects(other, "WGS-84", STREETS)


@pytest.mark.parametrize("true", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("said", ["WGS-84", "GCJ-02", "BD-09"])
def test_places_of_a_county_town_against_its_streets(said: System, true: System) -> None:
    """Guixi's real streets, a hundred doors some 20 m from them: what is wrong is found, what is right is
    not."""
    streets, _ = read(extract("guixi_jiangxi_2025.osm")).lines()
    random = np.random.default_rng(5)
    lines = streets[random.integers(0, len(streets), 100)]
    along = shapely.line_interpolate_point(lines, random.uniform(0, 1, 100), normalized=True)
    places = shapely.get_coordinates(along) + random.normal(0, 2e-4, (100, 2))
    found = suspects(from_wgs84(places, true), said, shapely.multilinestrings(streets))
    assert [(one.system, one.swapped) for one in found[:1]] == ([(true, False)] if true != said else [])


@pytest.mark.parametrize("code", [4526, 4527, 4547, 4548])
@pytest.mark.parametrize("northing_first", [False, True])
def test_a_survey_said_to_be_degrees_is_recognised(code: int, northing_first: bool) -> None:
    """Metres in a zone near the place, also with the northing first, as surveyors write it."""
    survey = wgs84_to_projected(doors(3), code)
    found = suspects(survey[:, ::-1] if northing_first else survey, "WGS-84", STREETS)
    assert (found[0].system, found[0].swapped) == (code, northing_first)
    assert suspects(survey, code, STREETS) == []


def test_a_survey_in_the_wrong_zone_is_noticed() -> None:
    """Zone 37 instead of 38 is a province away; degrees said to be a survey are degrees."""
    survey = wgs84_to_projected(doors(1), 4547)
    assert suspects(survey, 4546, STREETS)[0].system == 4547
    assert suspects(doors(100), 4547, STREETS)[0].system == "WGS-84"
