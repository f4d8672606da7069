"""Files that are no maps: one clear line each."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from maps import extract, feature, geojson, node, osm, way

from luoshi.geography import files
from luoshi.geography.geojson import features
from luoshi.geography.model import UnreadableMap
from luoshi.geography.streets import read
from luoshi.geography.validity import faults

WHOLE = osm(node(1, 117.0, 36.0), node(2, 117.001, 36.0), way(1, [1, 2], highway="primary"))
LINE = feature("LineString", [(117.0, 36.0), (117.001, 36.0)])


def refusal(path: Path) -> str:
    """The one line with which a file is refused."""
    with pytest.raises(UnreadableMap) as caught:
        read(path)
    said = str(caught.value)
    assert "\n" not in said
    assert caught.value.chinese in said
    return said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件（0 字节）"),
        (b"hello", "不是 OpenStreetMap 文件"),
        (b"<html><body>404</body></html>", "不是 OpenStreetMap 文件"),
        (b"<?xml version='1.0'?><gpx/>", "不是 OpenStreetMap 文件"),
        (b"PK\x03\x04" + bytes(100), "不是 OpenStreetMap 文件"),
        (b"\x1f\x8b" + bytes(100), "不是 OpenStreetMap 文件"),
        (gzip.compress(b"hello"), "不是 OpenStreetMap 文件"),
        (WHOLE[:120], "已损坏或不完整"),
        (gzip.compress(WHOLE)[:-20], "已损坏或不完整"),
        (b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + bytes(30), "已损坏或不完整"),
        (b'<?xml version="1.0"?><osm version="0.5"></osm>', "已损坏或不完整"),
        (osm(), "没有道路"),
        (osm(node(1, 117, 36), way(1, [1, 2], highway="primary")), "文件中缺少的节点 1"),
        (geojson(LINE)[:-30], "不是完整的 JSON"),
        (b'{"a":' * 20_000, "不是完整的 JSON"),
        (b'{"type": "Topology"}', "不是 GeoJSON 要素集"),
        ('{"type": "名称"}'.encode("gb18030"), "不是 UTF-8 编码"),
        (geojson(), "没有道路"),
        (geojson(feature("Point", (117, 36))), "不是线的要素 1"),
        (geojson(LINE, crs={"type": "name", "properties": {"name": "EPSG:4547"}}), "坐标系不是经纬度"),
        (
            geojson(feature("LineString", [(39_500_000, 4_000_000), (39_500_100, 4_000_000)])),
            "超出范围的节点 2",
        ),
        (geojson(feature("LineString", [(36.0, 117.0), (36.0, 117.1)])), "超出范围的节点 2"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    """Empty, cut short, of another kind, or without a single street."""
    path = tmp_path / "街道.osm"
    path.write_bytes(data)
    assert said in refusal(path)
    assert "《街道.osm》" in refusal(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    """The path is named, not a stack of calls."""
    assert "检查路径" in refusal(tmp_path / "没有.osm")
    assert "检查路径" in refusal(tmp_path)


def test_a_long_name_with_control_characters_stays_one_line(tmp_path: Path) -> None:
    """Whoever names the file does not write our messages."""
    path = tmp_path / "a.osm"
    path.write_bytes(b"hello")
    with pytest.raises(UnreadableMap) as caught:
        read(path, name="甲\n乙\x1b[31m" + "长" * 500)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit and the size are said."""
    monkeypatch.setattr(files, "MAX_GEOJSON", 2 * 1024**2)
    path = tmp_path / "大.geojson"
    path.write_bytes(b"{" + b" " * 3 * 1024**2)
    assert "大小为 3 MB，超过上限 2 MB" in refusal(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """A file that would grow a thousandfold, or would read another file, is refused."""
    path = tmp_path / "a.osm"
    for entity in ('"&#65;&#65;"', 'SYSTEM "file:///etc/passwd"'):
        path.write_bytes(WHOLE.replace(b"<osm", f"<!DOCTYPE o [<!ENTITY x {entity}>]>\n<osm".encode(), 1))
        assert "已损坏或不完整" in refusal(path)


@pytest.mark.parametrize("size", [30, 500_000, 900_000])
def test_a_download_that_broke_off(tmp_path: Path, size: int) -> None:
    """A PBF without its end is refused, not read by half."""
    path = tmp_path / "b.pbf"
    path.write_bytes(extract("poa_osm.pbf").read_bytes()[:size])
    assert "重新下载" in refusal(path)


def test_a_number_without_end_is_named() -> None:
    """Four hundred digits are no degrees."""
    [one] = features(geojson(feature("Point", (10**400, 36))), "甲.geojson")
    assert one.problem


NUMBERS = st.one_of(
    st.floats(), st.integers(), st.just(10**400), st.text(max_size=3), st.none(), st.booleans()
)
NESTED = st.recursive(NUMBERS, lambda inner: st.lists(inner, max_size=4), max_leaves=12)
KINDS = st.sampled_from(
    ["Point", "LineString", "Polygon", "MultiLineString", "MultiPolygon", "Circle", 7, None]
)


@given(st.lists(st.tuples(KINDS, NESTED), max_size=4))
def test_any_coordinates_are_read_or_named(shapes: list[tuple[str, object]]) -> None:
    """Whatever stands where coordinates should: each feature has a shape or a problem."""
    data = geojson(*[feature(kind, coordinates) for kind, coordinates in shapes])
    for one in features(data, "甲.geojson", "GCJ-02"):
        assert (one.geometry is None) == bool(one.problem)
        if one.geometry is not None:
            assert faults(one.geometry) == [] or faults(one.geometry)[0].chinese


@given(at=st.integers(0, len(WHOLE) - 1), byte=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_wrong_byte_is_read_or_refused(tmp_path: Path, at: int, byte: int) -> None:
    """No other error than ours, whichever byte was hit."""
    path = tmp_path / "甲.osm"
    path.write_bytes(WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :])
    with suppress(UnreadableMap):
        read(path)
