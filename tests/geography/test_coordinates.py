"""Places in China, in the systems in which they are given."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from luoshi.geography.coordinates import (
    PROJECTED,
    SYSTEMS,
    System,
    code_of_easting,
    codes_near,
    from_wgs84,
    in_range,
    projected_to_wgs84,
    to_wgs84,
    wgs84_to_projected,
)
from luoshi.geography.model import Points

GLOBE = Geod(ellps="WGS84")
CHINA = st.tuples(st.floats(73.5, 135.0), st.floats(3.9, 53.5))
FEW = st.lists(CHINA, min_size=1, max_size=20).map(np.array)
ABROAD = [(-51.2, -30.0), (139.7, 35.7), (2.35, 48.85), (103.8, 0.5)]
SQUARE = (116.404, 39.915)


def metres(here: Points, there: Points) -> Points:
    """How far points lie from others, one by one."""
    return np.asarray(GLOBE.inv(*here.T, *there.T)[2])


@pytest.mark.parametrize("system", SYSTEMS)
@given(points=FEW)
def test_there_and_back_is_the_same_place(system: System, points: Points) -> None:
    """Both ways round, to a billionth of a degree."""
    assert np.abs(to_wgs84(from_wgs84(points, system), system) - points).max() < 1e-9
    assert np.abs(from_wgs84(to_wgs84(points, system), system) - points).max() < 1e-9


@pytest.mark.parametrize(("system", "least", "most"), [("GCJ-02", 10, 800), ("BD-09", 600, 1600)])
@given(points=FEW)
def test_the_shift_is_of_some_hundred_metres(system: System, least: int, most: int, points: Points) -> None:
    """Neither nothing nor a town away."""
    shifts = metres(points, from_wgs84(points, system))
    assert (shifts > least).all()
    assert (shifts < most).all()


@pytest.mark.parametrize("system", ["GCJ-02", "BD-09"])
@given(point=CHINA, east=st.floats(-1e-4, 1e-4), north=st.floats(-1e-4, 1e-4))
def test_neighbours_stay_neighbours(
    system: System, point: tuple[float, float], east: float, north: float
) -> None:
    """Two points ten metres apart are shifted alike: no jump inside China."""
    pair = np.array([point, (point[0] + east, point[1] + north)])
    shift = from_wgs84(pair, system) - pair
    assert np.abs(shift[1] - shift[0]).max() < 1e-5


def test_a_known_point_is_shifted_as_everywhere_else() -> None:
    """The point that public implementations give as their example, to the last digit."""
    assert from_wgs84([SQUARE], "GCJ-02")[0] == pytest.approx(
        (116.41024449916938, 39.91640428150164), abs=1e-12
    )
    assert from_wgs84([SQUARE], "BD-09")[0] == pytest.approx(
        (116.41662724378733, 39.922699552216216), abs=1e-12
    )
    in_gcj02 = to_wgs84([(116.41036949371029, 39.92133699351021)], "BD-09")
    assert from_wgs84(in_gcj02, "GCJ-02")[0] == pytest.approx(SQUARE, abs=1e-9)


@pytest.mark.parametrize("system", SYSTEMS)
def test_places_abroad_stay_where_they_are(system: System) -> None:
    """Both ways, and CGCS2000 everywhere."""
    assert (from_wgs84(ABROAD, system) == ABROAD).all()
    assert (to_wgs84(ABROAD, system) == ABROAD).all()


def test_no_points_are_no_points() -> None:
    """An empty list is converted too."""
    for system in SYSTEMS:
        assert to_wgs84([], system).shape == (0, 2)


def test_what_is_no_degree_is_seen_and_does_not_spread() -> None:
    """NaN stays with its own point, and the others are converted."""
    points = np.array([SQUARE, (np.nan, 39.9), (np.inf, 39.9), (39.915, 116.404), (4050000.0, 39491052.0)])
    assert in_range(points).tolist() == [True, False, False, False, False]
    converted = to_wgs84(points, "GCJ-02")
    assert converted[1:] == pytest.approx(points[1:], nan_ok=True)
    assert (converted[0] == to_wgs84(points[:1], "GCJ-02")[0]).all()


def test_what_is_no_table_of_pairs_is_refused() -> None:
    """Three columns are not guessed at."""
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        to_wgs84([(1.0, 2.0, 3.0)], "GCJ-02")


@given(zone=st.integers(25, 45), east=st.floats(-1.5, 1.5), lat=st.floats(4, 53))
def test_a_survey_in_metres_comes_back(zone: int, east: float, lat: float) -> None:
    """Both numberings of a zone agree, and the way back is exact to a millimetre."""
    place = np.array([(zone * 3 + east, lat)])
    with_zone, without = PROJECTED.start + zone - 25, PROJECTED.start + zone - 4
    survey = wgs84_to_projected(place, with_zone)
    assert metres(projected_to_wgs84(survey, with_zone), place)[0] < 0.001
    assert survey - wgs84_to_projected(place, without) == pytest.approx(np.array([(zone * 1e6, 0)]), abs=1e-6)
    assert code_of_easting(survey[0, 0]) == with_zone


def test_an_easting_without_zone_tells_no_zone() -> None:
    """503 km east says nothing of the meridian."""
    assert code_of_easting(503_000.0) is None
    assert code_of_easting(99_503_000.0) is None


def test_another_projection_is_refused() -> None:
    """Web Mercator is no Chinese survey."""
    with pytest.raises(ValueError, match="EPSG:3857"):
        projected_to_wgs84([(500_000.0, 4_000_000.0)], 3857)


@pytest.mark.parametrize(
    ("lon", "codes"),
    [
        (117.2, [4526, 4527, 4528, 4547, 4548, 4549]),
        (73.6, [4513, 4514, 4534, 4535]),
        (135.0, [4532, 4533, 4553, 4554]),
    ],
)
def test_the_zones_about_a_place(lon: float, codes: list[int]) -> None:
    """Its own and the neighbours, as far as China reaches."""
    assert codes_near(lon) == codes
