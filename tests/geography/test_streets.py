"""Streets as files give them: what is read, and what was left out and why."""

from __future__ import annotations

import bz2
import gzip
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from maps import extract, feature, geojson, node, osm, way
from pyproj import Geod

from luoshi.geography.coordinates import from_wgs84
from luoshi.geography.streets import Streets, read
from luoshi.geography.streets.assembly import MISSING, assembled
from luoshi.geography.streets.model import Way

CROSS = [node(1, 117.0, 36.0), node(2, 117.001, 36.0), node(3, 117.002, 36.0), node(4, 117.001, 36.001)]
MAIN = way(10, [1, 2, 3], highway="primary", name="解放路", maxspeed="60", oneway="yes", bridge="yes")
SIDE = way(11, [2, 4], highway="footway")


def streets(tmp_path: Path, data: bytes, name: str = "街道.osm") -> Streets:
    """The streets of a file with these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return read(path)


def kilometres(found: Streets, use: str) -> float:
    """How long the streets are on which one may walk, or drive."""
    edges = found.edges[found.of_ways(use).astype(bool)]
    ends = found.nodes[edges]
    return float(Geod(ellps="WGS84").inv(*ends[:, 0].T, *ends[:, 1].T)[2].sum() / 1000)


def test_a_crossing_is_one_node(tmp_path: Path) -> None:
    """Two ways that name the same point meet there; what is said of a way is said of its edges."""
    found = streets(tmp_path, osm(*CROSS, MAIN, SIDE))
    assert found.nodes == pytest.approx(
        np.array([(117.0, 36), (117.001, 36), (117.002, 36), (117.001, 36.001)])
    )
    assert found.edges.tolist() == [[0, 1], [1, 2], [1, 3]]
    assert found.edge_way.tolist() == [0, 0, 1]
    assert found.ways[0][:3] == ("解放路", "primary", 1)
    assert (found.ways[0].bridge, found.ways[0].speed) == (True, 60)
    assert found.of_ways("by_car").tolist() == [True, True, False]
    assert found.left_out == {}


def test_the_order_of_the_file_means_nothing(tmp_path: Path) -> None:
    """Ways before their points, points in any order, negative numbers of a file not yet uploaded."""
    drawn = osm(way(-1, [-7, -3], highway="path"), node(-3, 117.001, 36), node(-7, 117, 36))
    assert streets(tmp_path, drawn).nodes == pytest.approx(np.array([(117, 36), (117.001, 36)]))
    assert streets(tmp_path, osm(SIDE, MAIN, *reversed(CROSS))).left_out == {}


@pytest.mark.parametrize(
    ("packed", "name"),
    [(gzip.compress, "甲.osm.gz"), (bz2.compress, "甲.osm.bz2"), (gzip.compress, "上传的文件")],
)
def test_a_packed_file_is_told_by_its_content(tmp_path: Path, packed: object, name: str) -> None:
    """The name is only for people."""
    assert len(streets(tmp_path, packed(osm(*CROSS, MAIN)), name).edges) == 2  # type: ignore[operator]


def test_a_clipped_way_is_kept_as_far_as_it_is_there(tmp_path: Path) -> None:
    """A hole in the middle does not become a short cut."""
    long = way(12, [1, 2, 99, 98, 3, 4], highway="residential")
    found = streets(tmp_path, osm(*CROSS, long))
    assert found.edges.tolist() == [[0, 1], [2, 3]]
    assert found.left_out == {"points missing": 2, "cut off": 1}
    lines, ways = found.lines()
    assert (len(lines), ways.tolist()) == (2, [0, 0])


def test_nothing_is_lost_without_being_counted(tmp_path: Path) -> None:
    """Each reason once."""
    found = streets(
        tmp_path,
        osm(
            *CROSS,
            node(5, 117.002, 36.0),
            node(6, 117.003, 36.0),
            node(7, 117.0, 95.0),
            MAIN,
            MAIN,
            way(12, [1, 2], highway="primary", oneway="yes", name="同一段"),
            way(13, [3, 5, 6], highway="service"),
            way(14, [6, 7], highway="service"),
            way(15, [1, 4], highway="proposed"),
            way(16, [4], highway="service"),
            way(17, [4, 4, 2], highway="service"),
        ),
    )
    assert found.left_out == {
        "not a street": 1,
        "repeated": 3,
        "out of range": 1,
        "cut off": 1,
        "joined": 1,
        "zero length": 2,
        "nothing left": 3,
    }
    assert len(found.edges) == 4


def test_points_at_one_place_that_an_edge_joins_become_one(tmp_path: Path) -> None:
    """The way goes on through them; without such an edge they stay apart, as a bridge over a street does."""
    twin = [node(1, 117, 36), node(2, 117.001, 36), node(3, 117.001, 36), node(4, 117.002, 36)]
    through = streets(tmp_path, osm(*twin, way(1, [1, 2, 3, 4], highway="path")))
    assert through.edges.tolist() == [[0, 1], [1, 2]]
    apart = streets(tmp_path, osm(*twin, way(1, [1, 2], highway="path"), way(2, [3, 4], highway="path")))
    assert len(apart.nodes) == 4


def test_a_way_for_others_is_not_a_repetition(tmp_path: Path) -> None:
    """Back and forth by car, and a path for walkers beside, all between the same two points."""
    found = streets(
        tmp_path,
        osm(
            *CROSS,
            way(1, [1, 2], highway="service", oneway="yes"),
            way(2, [2, 1], highway="service", oneway="yes"),
            way(3, [1, 2], highway="footway"),
            way(4, [2, 1], highway="footway"),
        ),
    )
    assert [one.kind for one in found.ways] == ["service", "service", "footway"]
    assert found.left_out["repeated"] == 1


@pytest.mark.parametrize(
    ("tags", "oneway", "on_foot", "by_car"),
    [
        ({"highway": "motorway"}, 1, False, True),
        ({"highway": "motorway", "oneway": "no"}, 0, False, True),
        ({"highway": "primary", "junction": "roundabout"}, 1, True, True),
        ({"highway": "primary", "foot": "no"}, 0, False, True),
        ({"highway": "service", "access": "private"}, 0, False, False),
        ({"highway": "service", "access": "no", "foot": "yes"}, 0, True, False),
        ({"highway": "residential", "oneway": "-1"}, -1, True, True),
        ({"highway": "pedestrian", "motor_vehicle": "yes"}, 0, True, True),
        ({"highway": "steps"}, 0, True, False),
        ({"highway": "cycleway"}, 0, False, False),
        ({"highway": "cycleway", "foot": "designated"}, 0, True, False),
    ],
)
def test_who_may_go_and_which_way(
    tmp_path: Path, tags: dict[str, str], oneway: int, on_foot: bool, by_car: bool
) -> None:
    """By the class, unless a tag says otherwise."""
    [found] = streets(tmp_path, osm(*CROSS, way(1, [1, 2], **tags))).ways
    assert (found.oneway, found.on_foot, found.by_car) == (oneway, on_foot, by_car)


@pytest.mark.parametrize(
    ("said", "speed"),
    [("60", 60), ("30 mph", 48.28032), ("50 km/h", 50), ("walk", None), ("0", None), ("", None)],
)
def test_a_speed_limit_is_in_kilometres_an_hour(tmp_path: Path, said: str, speed: float | None) -> None:
    """What is no number is no limit."""
    [found] = streets(tmp_path, osm(*CROSS, way(1, [1, 2], highway="primary", maxspeed=said))).ways
    assert found.speed == pytest.approx(speed) if speed else np.isnan(found.speed)


def test_lines_in_the_layout_of_geofabrik(tmp_path: Path) -> None:
    """B is both ways, F with the line, T against it; a speed of 0 is unknown."""

    def line(lat: float, **columns: object) -> dict[str, object]:
        return feature("LineString", [(117.0, lat), (117.01, lat)], **columns)

    found = streets(
        tmp_path,
        geojson(
            line(36.0, osm_id="1", name="解放路", fclass="primary", oneway="F", bridge="T", maxspeed=60),
            line(36.1, osm_id="2", name=None, fclass="track_grade2", oneway="B", bridge="F", maxspeed=0),
            line(36.2, osm_id="3", name="小街", type="residential", oneway="T", bridge=0, maxspeed=0.0),
            line(36.3, 名称="没有说明"),
            line(36.4, fclass="motorway", oneway="F"),
            line(36.5, fclass="proposed"),
            feature("Point", (117, 36), fclass="primary"),
            feature("LineString", [("一", 36), (117, 36)], fclass="primary"),
            {"type": "Feature", "properties": {}, "geometry": None},
        ),
    )
    assert [one[:3] for one in found.ways] == [
        ("解放路", "primary", 1),
        ("", "track", 0),
        ("小街", "residential", -1),
        ("", "", 0),
        ("", "motorway", 1),
    ]
    assert [one.bridge for one in found.ways] == [True, False, False, False, False]
    assert [one.on_foot for one in found.ways] == [True, True, True, True, False]
    assert np.isnan(found.ways[1].speed)
    assert found.left_out == {"not a street": 1, "not a line": 1, "unreadable": 2}


def test_lines_meet_where_they_share_a_point(tmp_path: Path) -> None:
    """Not where they cross without one: that is a bridge, or a mistake that only the maker can mend."""
    found = streets(
        tmp_path,
        geojson(
            feature("LineString", [(117.0, 36.0, 5.0), (117.01, 36.01, 6.0)]),
            feature(
                "MultiLineString", [[(117.01, 36.01), (117.02, 36.0)], [(117.0, 36.01), (117.02, 36.01)]]
            ),
        ),
    )
    assert (len(found.nodes), len(found.edges), len(found.ways)) == (5, 3, 3)


def test_lines_in_another_system_are_converted(tmp_path: Path) -> None:
    """Streets drawn on a Chinese web map come out in WGS-84."""
    true = np.array([(117.0, 36.0), (117.01, 36.01)])
    path = tmp_path / "街道.geojson"
    path.write_bytes(geojson(feature("LineString", from_wgs84(true, "GCJ-02").tolist())))
    assert read(path, system="GCJ-02").nodes == pytest.approx(true, abs=1e-7)


@given(st.lists(st.lists(st.integers(1, 8), min_size=1, max_size=6), min_size=1, max_size=6))
def test_every_segment_is_kept_or_counted(paths: list[list[int]]) -> None:
    """Whatever the ways: edges kept and left out are all there were, and lines are the edges again."""
    points = np.array([(117 + one / 1000, 36 + one % 3 / 1000) for one in range(7)] + [(117.001, 36.001)])
    path = np.array([one if one < 8 else MISSING for path in paths for one in path])
    found = assembled([Way()] * len(paths), [len(one) for one in paths], path, points, Counter())
    whole = sum(8 not in pair for one in paths for pair in pairwise(one))
    assert (
        len(found.edges) + found.left_out.get("zero length", 0) + found.left_out.get("repeated", 0) == whole
    )
    if len(found.edges):
        ends = found.nodes[found.edges]
        assert (ends[:, 0] != ends[:, 1]).any(axis=1).all()
        lines, _ = found.lines()
        assert sum(shapely.get_num_points(lines) - 1) == len(found.edges)
        assert sorted(set(found.edges.ravel().tolist())) == list(range(len(found.nodes)))


def test_a_county_town(tmp_path: Path) -> None:
    """Guixi: the walking nodes and kilometres that are known of it."""
    found = read(extract("guixi_jiangxi_2025.osm"))
    walked = found.edges[found.of_ways("on_foot").astype(bool)]
    assert len(np.unique(walked)) == 1256
    assert round(kilometres(found, "on_foot")) == 116
    assert found.left_out == {"not a street": 6}


def test_a_large_city_as_pbf() -> None:
    """Porto Alegre: nothing lost, and the lines are as long as the edges."""
    found = read(extract("poa_osm.pbf"))
    assert (len(found.nodes), len(found.edges), len(found.ways)) == (40840, 49212, 15701)
    assert found.left_out == {"not a street": 185, "repeated": 23}
    lines, _ = found.lines()
    ends = found.nodes[found.edges]
    assert shapely.length(lines).sum() == pytest.approx(np.hypot(*(ends[:, 0] - ends[:, 1]).T).sum())
