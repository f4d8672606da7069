"""Shapes with something wrong are named with the place where it is."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from luoshi.geography.validity import faults, wound

BOW = shapely.Polygon([(117, 36), (117.01, 36.01), (117.01, 36), (117, 36.01)])
SQUARE = shapely.box(117, 36, 117.01, 36.01)


def test_a_polygon_that_crosses_itself_is_named_with_the_place() -> None:
    """A bow tie: its knot is where the officer has to look."""
    [fault] = faults(BOW)
    assert fault.kind == "crosses itself"
    assert (fault.lon, fault.lat) == pytest.approx((117.005, 36.005))
    assert fault.chinese == "边界自相交，位于 117.005000, 36.005000，请修改后重新导出"
    assert "crosses itself at 117.005000, 36.005000" in fault.english


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (shapely.Polygon(SQUARE.exterior, [shapely.box(117.02, 36, 117.03, 36.01).exterior]), "broken ring"),
        (shapely.multipolygons([SQUARE, shapely.box(117.002, 36.002, 117.004, 36.004)]), "broken ring"),
        (shapely.Polygon([(117, 36), (117, 36), (117, 36), (117, 36)]), "too few points"),
        (shapely.Polygon([(36, 117), (36.01, 117), (36.01, 117.01)]), "swapped"),
        (shapely.Point(36.0, 117.0), "swapped"),
        (shapely.Point(39_500_000, 4_050_000), "no degrees"),
        (shapely.Point(np.nan, 36), "no degrees"),
        (shapely.LineString([(117, 36), (117, 91)]), "no degrees"),
        (shapely.Polygon([(117, 36), (np.inf, 36), (117, 36.1)]), "no degrees"),
    ],
)
def test_what_is_wrong_has_a_kind_and_a_word(shape: shapely.Geometry, kind: str) -> None:
    """Holes outside, parts within parts, columns swapped, metres taken for degrees."""
    [fault] = faults(shape)
    assert fault.kind == kind
    assert fault.chinese
    assert "\n" not in fault.chinese + fault.english


def test_the_bad_point_is_numbered() -> None:
    """The second of the file."""
    assert "第 2 个点" in faults(shapely.LineString([(117, 36), (117, 91)]))[0].chinese


@pytest.mark.parametrize(
    "shape",
    [
        SQUARE,
        shapely.Point(117, 36),
        shapely.Point(-51.2, -30.0),
        shapely.LineString([(117, 36), (117.1, 36.1), (117.1, 36), (117, 36.1)]),
        shapely.Polygon(),
    ],
)
def test_what_is_right_is_left_alone(shape: shapely.Geometry) -> None:
    """A street may cross itself; a point abroad is a point."""
    assert faults(shape) == []


def test_rings_are_wound_as_the_standard_wants() -> None:
    """Counter-clockwise outside, clockwise inside, the same ground."""
    hole = shapely.box(117.002, 36.002, 117.004, 36.004).exterior
    turned = wound(shapely.Polygon(SQUARE.exterior.reverse(), [hole]))
    assert turned.exterior.is_ccw
    assert not turned.interiors[0].is_ccw
    assert turned.equals(shapely.Polygon(SQUARE.exterior, [hole]))
