"""A district's streets, communities and cells come in as one file, and each point finds its cell."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from maps import area, box, feature, geojson, node, osm

from luoshi.geography.coordinates import from_wgs84
from luoshi.geography.divided import Columns, Divided, read
from luoshi.geography.model import UnreadableMap

DISTRICT = area(990102, "青梧区", 117, 36, 117.04, 36.02)
EAST = area("990102001", "东街街道", 117.02, 36, 117.04, 36.02)
WEST = area("990102002000", "西街街道", 117, 36, 117.02, 36.02)
CELLS = [
    area("990102001001", "书院社区", 117.02, 36, 117.04, 36.01),
    area("990102001001001", "第一网格", 117.02, 36, 117.03, 36.01),
    area("990102001001002", "第二网格", 117.03, 36, 117.04, 36.01),
]
WHOLE = [DISTRICT, EAST, WEST, *CELLS]


def divided(tmp_path: Path, *features: dict[str, object], columns: Columns | None = None) -> Divided:
    """The divisions in a file of these features."""
    path = tmp_path / "区划.geojson"
    path.write_bytes(geojson(*features))
    return read(path, columns=columns or Columns())


def test_each_point_finds_the_smallest_division(tmp_path: Path) -> None:
    """A cell where there is one, else the street, else the district; the lower code on a border."""
    found = divided(tmp_path, *WHOLE)
    assert (found.faults, found.doubts) == ([], [])
    places = [(117.025, 36.005), (117.03, 36.005), (117.03, 36.015), (117.01, 36.01), (118, 36), (np.nan, 0)]
    assert found.locate(places) == [
        "990102001001001",
        "990102001001001",
        "990102001",
        "990102002",
        "",
        "",
    ]


def test_the_order_of_the_file_means_nothing(tmp_path: Path) -> None:
    """The same tree, and the same cell for a point on a border."""
    one, other = divided(tmp_path, *WHOLE), divided(tmp_path, *WHOLE[::-1])
    assert [*map(one.tree.path, one.shapes)] == [*map(other.tree.path, other.shapes)]
    assert other.locate([(117.03, 36.005)]) == ["990102001001001"]


def test_what_cannot_be_used_is_named_and_left_out(tmp_path: Path) -> None:
    """No area, crossing itself, no code, a code twice, no shape; the rest comes in."""
    bow = feature(
        "Polygon",
        [[(117, 36), (117.1, 36.1), (117.1, 36), (117, 36.1), (117, 36)]],
        code="990102003",
        name="领结",
    )
    found = divided(
        tmp_path,
        feature("Point", (117, 36), code="990102004", name="点"),
        *WHOLE,
        bow,
        area("99", "短码", 117, 36, 117.1, 36.1),
        area("990102001", "重码", 117, 36, 117.01, 36.01),
        area("990102001", "", 117, 36, 117.01, 36.01),
        {"type": "Feature", "properties": None, "geometry": None},
    )
    assert [(fault.row, fault.chinese.partition("，")[0]) for fault in found.faults] == [
        (1, "不是面"),
        (8, "边界自相交"),
        (9, "不是区划代码：应为 6 位（县）、9 位（街道）、12 位（社区）或更长（网格）"),
        (10, "与第 3 行代码重复"),
        (11, "与第 3 行代码重复"),
        (12, "没有几何图形"),
    ]
    assert len(found.tree.divisions) == len(WHOLE)
    assert found.shapes["990102001"].bounds == (117.02, 36, 117.04, 36.02)


def test_what_does_not_fit_is_doubted(tmp_path: Path) -> None:
    """A parent that is missing, a cell outside its street, two streets that overlap."""
    found = divided(
        tmp_path,
        *WHOLE,
        area("990102002001", "迷路社区", 117.015, 36, 117.025, 36.01),
        area("990102009001", "无街道社区", 117, 36.01, 117.01, 36.02),
    )
    assert found.faults == []
    assert [(doubt.row, re.split("，| 重叠", doubt.chinese)[0]) for doubt in found.doubts] == [
        (7, "与 990102001001"),
        (7, "有 50% 的面积在上级 990102002 之外"),
        (8, "上级 990102009 不在表中"),
    ]


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    """Cells numbered by the place itself hang where a column says; coordinates of a web map are converted."""
    ring = from_wgs84(box(117.02, 36, 117.03, 36.01)[0], "GCJ-02").tolist()
    path = tmp_path / "网格.geojson"
    cells = feature("Polygon", [ring], 编号="990102002001005", 叫=" 五格 ", 属于="990102001")
    street = feature(
        "Polygon",
        [from_wgs84(EAST["geometry"]["coordinates"][0], "GCJ-02").tolist()],
        编号="990102001",
        叫="东街",
    )  # type: ignore[index]
    path.write_bytes(geojson(cells, street))
    found = read(path, columns=Columns("编号", "叫", "属于"), system="GCJ-02")
    assert found.tree.divisions["990102002001005"].above == "990102001"
    assert found.tree.divisions["990102002001005"].name == "五格"
    assert found.locate([(117.025, 36.005)]) == ["990102002001005"]
    assert found.doubts == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (geojson(), "没有可用的区划（第 1 个要素：没有要素）"),
        (geojson(feature("Point", (117, 36))), "没有可用的区划（第 1 个要素：不是面）"),
        (geojson(area("", "无码", 117, 36, 117.1, 36.1)), "不是区划代码"),
        (osm(node(1, 117, 36)), "区划请用 GeoJSON"),
        (b"", "空文件"),
    ],
)
def test_a_file_without_divisions_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    """In one line, with the first reason."""
    path = tmp_path / "区划.geojson"
    path.write_bytes(data)
    with pytest.raises(UnreadableMap) as caught:
        read(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
