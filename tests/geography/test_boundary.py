"""The boundary of a place, whole and of the right place, or one line that says why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from maps import extract, feature, geojson, node, osm, relation, way

from luoshi.geography.boundary import Boundary, read
from luoshi.geography.coordinates import from_wgs84
from luoshi.geography.model import UnreadableMap

CORNERS = [node(1, 117, 36), node(2, 117.1, 36), node(3, 117.1, 36.1), node(4, 117, 36.1)]
HALVES = [way(10, [1, 2, 3]), way(11, [3, 4, 1])]
DISTRICT = relation(20, [10, 11], boundary="administrative", name="青梧区", admin_level="6", ref="990102")
RING = [(117, 36), (117, 36.1), (117.1, 36.1), (117.1, 36), (117, 36)]


def boundary(tmp_path: Path, data: bytes, called: str = "") -> Boundary:
    """The boundary in a file with these bytes."""
    path = tmp_path / "边界.osm"
    path.write_bytes(data)
    return read(path, called=called)


def refusal(tmp_path: Path, data: bytes, called: str = "") -> str:
    """The one line with which a file is refused."""
    with pytest.raises(UnreadableMap) as caught:
        boundary(tmp_path, data, called)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_relation_is_closed_from_its_ways(tmp_path: Path) -> None:
    """Two halves make a district, with its name, code and level."""
    found = boundary(tmp_path, osm(*CORNERS, *HALVES, DISTRICT))
    assert (found.name, found.code, found.level) == ("青梧区", "990102", "6")
    assert found.shape.equals(shapely.box(117, 36, 117.1, 36.1))


def test_a_boundary_that_the_extract_cuts_off_is_named(tmp_path: Path) -> None:
    """Half a boundary is none."""
    said = refusal(tmp_path, osm(*CORNERS, HALVES[0], DISTRICT))
    assert "边界不完整（青梧区）" in said


def test_of_several_one_must_be_said(tmp_path: Path) -> None:
    """The names in the file are listed."""
    other = relation(21, [10, 11], boundary="administrative", name="东街\n街道")
    data = osm(*CORNERS, *HALVES, DISTRICT, other)
    assert boundary(tmp_path, data, "青梧区").code == "990102"
    assert "多个区域（青梧区、东街 街道）" in refusal(tmp_path, data)
    assert "只有 青梧区、东街 街道" in refusal(tmp_path, data, "别处")


def test_streets_are_no_boundary(tmp_path: Path) -> None:
    """A file of streets, a file of points."""
    assert "没有区划的边界" in refusal(tmp_path, osm(*CORNERS, way(1, [1, 2], highway="primary")))
    assert "没有区划的边界" in refusal(tmp_path, geojson(feature("Point", (117, 36))))
    assert "已损坏或不完整" in refusal(tmp_path, osm(*CORNERS, *HALVES, DISTRICT)[:-60])


def test_a_polygon_file(tmp_path: Path) -> None:
    """With the columns that Chinese offices use, in the system they use; wound as the standard wants."""
    path = tmp_path / "边界.geojson"
    shifted = from_wgs84(RING, "GCJ-02").tolist()
    path.write_bytes(geojson(feature("Polygon", [shifted], 名称="青梧区", XZQDM=990102)))
    found = read(path, system="GCJ-02")
    assert (found.name, found.code) == ("青梧区", "990102")
    assert shapely.get_coordinates(found.shape)[:, 0] == pytest.approx(
        np.array([117, 117.1, 117.1, 117, 117])
    )


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        (
            [(117, 36), (117.1, 36.1), (117.1, 36), (117, 36.1), (117, 36)],
            "第 1 个要素：边界自相交，位于 117.05",
        ),
        ([(lat, lon) for lon, lat in RING], "第 1 个要素：经纬度颠倒"),
        ([(lon * 1e5, lat * 1e5) for lon, lat in RING], "第 1 个要素：第 1 个点不是经纬度"),
    ],
)
def test_a_bad_polygon_is_named_with_its_place(
    tmp_path: Path, ring: list[tuple[float, float]], said: str
) -> None:
    """Crossing itself, swapped, in metres."""
    assert said in refusal(tmp_path, geojson(feature("Polygon", [ring])))


def test_a_county_town_has_one_whole_street_office() -> None:
    """Guixi's extract holds one whole division; the others are cut off, and that is said."""
    path = extract("guixi_jiangxi_2025.osm")
    found = read(path)
    assert (found.name, found.level, found.shape.is_valid) == ("东门街道", "8", True)
    with pytest.raises(UnreadableMap, match="边界不完整（贵溪市）"):
        read(path, called="贵溪市")
