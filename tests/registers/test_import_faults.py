"""Bad files: each is told in a clear line, with its cell, and nothing of it is brought in."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from cast import Cast, at_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from register_tables import (
    CANTEENS,
    ROWS,
    TITLES,
    as_csv,
    as_sheet,
    brought,
    counts,
    imported,
    job_at,
    looked_at,
    saved,
)
from worked import worked_off

from luoshi.office.models import Job
from luoshi.registers.models import ColumnMemory, Import, Record, RecordRevision
from luoshi.registers.tables import read_csv

PARKS = "/p/990101/registers/park_city/parks/"
HEAD = ["编号", "名称", "座位数", "开业"]


@pytest.fixture(autouse=True)
def nothing_half_imported(request: pytest.FixtureRequest, cast: Cast) -> object:
    """Whatever is wrong, no record is there afterwards, unless a test says that one is."""
    yield
    if not getattr(request.function, "brings", False):
        assert not Record.objects.exists()
        assert not RecordRevision.objects.exists()


def brings(test: Callable[..., None]) -> Callable[..., None]:
    """Mark a test after which records are there."""
    test.brings = True  # type: ignore[attr-defined]
    return test


def faults(cast: Cast, data: bytes, name: str = "x.csv", **said: str) -> list[str]:
    """What is wrong with a file that can be read; it cannot be carried out."""
    row = looked_at(cast.officer, data, name, **said)
    response = at_desk(cast.officer).post(f"/p/990101/imports/{row.pk}/apply/")
    assert response.status_code == 409
    return list(row.told["faults"])


def features(*geometries: dict[str, object] | None, **said: str) -> bytes:
    """Features of a GeoJSON file, each with a code."""
    found = [
        {"type": "Feature", "properties": {"编号": f"G{index}", "名称": "园"} | said, "geometry": geometry}
        for index, geometry in enumerate(geometries, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


@pytest.mark.parametrize(
    ("column", "words", "line"),
    [
        (0, "", "第 3 行：编号：“编号”不能空着"),
        (3, "很多", "第 3 行：座位数：“座位数”要填数字：很多"),
        (4, "东经", "第 3 行：经度：坐标要填数字：东经"),
        (5, "", "第 3 行：经度：要经度和纬度两个数"),
        (6, "2025-13-01", "第 3 行：开业：“开业”要填日期"),
        (6, "2099-01-01", "还没有到"),
        (1, "长" * 501, "最多 500 字"),
        (0, "号" * 101, "编号最多 100 字"),
    ],
)
def test_a_bad_cell_is_named_by_its_line(cast: Cast, column: int, words: str, line: str) -> None:
    """The number of the line, the title of the column, what is wrong."""
    bad = ["ST-9", "新食堂", "", "1", "118.05", "36.8", ""]
    bad[column] = words
    found = faults(cast, as_csv(TITLES, ROWS[0], bad))
    assert len(found) == 1
    assert line in found[0]


def test_a_bad_cell_of_a_workbook_is_named_as_excel_calls_it(cast: Cast) -> None:
    """C4, and not the third of the second."""
    page = as_sheet(["台账"], HEAD, ["ST-1", "甲", 1, None], ["ST-2", "乙", "很多", None])
    assert faults(cast, saved(page), "x.xlsx") == ["C4 座位数：“座位数”要填数字：很多。"]


def formulas(values: dict[str, str]) -> bytes:
    """A workbook with formulas, and the values that were computed of some."""
    page = as_sheet(HEAD, ["ST-1", "甲", "=1+1", None], ["ST-2", "乙", "=2+2", None])
    data = saved(page)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.infolist():
            part = given.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                for formula, value in values.items():
                    bare = re.escape(f"<f>{formula}</f>").encode() + rb"<v ?(/>|></v>)"
                    part, found = re.subn(bare, f"<f>{formula}</f><v>{value}</v>".encode(), part)
                    assert found == 1
            made.writestr(entry, part)
    return out.getvalue()


def test_a_formula_without_a_value_is_an_error(cast: Cast) -> None:
    """Nobody has computed it."""
    found = faults(cast, formulas({"1+1": "2"}), "x.xlsx")
    assert found == ["C3 座位数：是公式，文件里没有算出的值，请在 Excel 里打开、保存再交，或改成值"]


@brings
def test_a_formula_gives_the_value_that_was_computed(cast: Cast) -> None:
    """And it is said that it did."""
    row = imported(cast.officer, formulas({"1+1": "2", "2+2": "4"}), "x.xlsx")
    assert row.told["doubts"] == [
        "C2 座位数：是公式，取了上次算出的值 2",
        "C3 座位数：是公式，取了上次算出的值 4",
    ]
    assert Record.objects.get(key="ST-2").revisions.get().values["seats"] == "4"


@brings
def test_days_of_1904_are_read_by_their_own_calendar(cast: Cast) -> None:
    """Four years and a day would be lost."""
    page = as_sheet(HEAD, ["ST-1", "甲", 1, datetime(2025, 4, 1)])
    page.parent.epoch = CALENDAR_MAC_1904
    imported(cast.officer, saved(page), "x.xlsx")
    assert Record.objects.get().revisions.get().stages["opened"]["day"] == "2025-04-01"


def test_merged_cells_are_named(cast: Cast) -> None:
    """A value over two rows would be that of one; a title over the header does no harm."""
    page = as_sheet(["2025年台账"], HEAD, ["ST-1", "甲", 1, None], ["ST-2", None, 2, None])
    page.merge_cells("A1:D1")
    page.merge_cells("B3:B4")
    assert faults(cast, saved(page), "x.xlsx") == [
        "B3 名称：是合并单元格，请取消合并，每一格都填上",
        "B4 名称：“名称”不能空着。",
    ]


def test_an_error_of_a_cell_and_a_number_too_long_are_named(cast: Cast) -> None:
    """#REF! is no number, and of a long number Excel has lost the end."""
    page = as_sheet(HEAD, ["ST-1", "甲", "#REF!", None], [1234567890123456789, "乙", 1, None])
    found = faults(cast, saved(page), "x.xlsx")
    assert "C2 座位数：是错误值 #REF!" in found
    assert "A3 编号：超过 15 位的数字，Excel 已丢掉末几位，请把这一列设为文本重新填写" in found


def test_a_file_without_its_key_asks_for_it(cast: Cast) -> None:
    """The wrong columns: the page asks which is which, and the next file knows."""
    data = as_csv(["序列", "食堂叫什么", "能坐"], ["ST-1", "甲", "20"])
    row = looked_at(cast.officer, data)
    assert row.told["faults"] == ["缺少这些列：编号。在下面指明哪一列是它。"]
    address = f"/p/990101/imports/{row.pk}/"
    seen = at_desk(cast.officer).get(address).content.decode()
    assert "食堂叫什么" in seen
    said = {"column0": "field.code", "column1": "field.name", "column2": "field.name", "system": "WGS-84"}
    response = at_desk(cast.officer).post(f"{address}columns/", said)
    assert response.status_code == 400
    assert "不能用两次" in response.content.decode()
    response = at_desk(cast.officer).post(f"{address}columns/", said | {"column2": "field.seats"})
    job = worked_off(job_at(response.url))
    assert job.state == "done", job.words
    row.refresh_from_db()
    assert counts(row) == (1, 0, 0)
    assert ColumnMemory.objects.get().columns["能坐"] == "field.seats"
    assert counts(looked_at(cast.officer, data)) == (1, 0, 0)


def test_more_cells_than_headings_are_named(cast: Cast) -> None:
    """A comma in a name shifts all that follows."""
    found = faults(cast, as_csv(["编号", "名称"], ["ST-1", "甲", "乙"]))
    assert found == ["第 2 行：比表头多出几格，请检查逗号和引号"]


@brings
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_comes_in_whatever_its_encoding(cast: Cast, encoding: str) -> None:
    """As Excel saves it in China, and elsewhere."""
    imported(cast.officer, as_csv(["编号", "名称"], ["ST-1", "㐂食堂"], encoding=encoding))
    assert Record.objects.get().revisions.get().values["name"] == "㐂食堂"


@brings
def test_the_apostrophe_of_a_spreadsheet_goes_again(cast: Cast) -> None:
    """'007 is 007, and what looks like a formula is a text."""
    imported(cast.officer, as_csv(["编号", "名称"], ["'007", "'=1+1"]))
    assert Record.objects.get().revisions.get().values == {"code": "007", "name": "=1+1"}


def test_swapped_coordinates_are_named(cast: Cast) -> None:
    """36° east of Greenwich is not in China."""
    swapped = [*ROWS[0][:4], "36.8", "118.05", ""]
    assert faults(cast, as_csv(TITLES, swapped)) == ["第 2 行：经度和纬度放反了（36.8, 118.05），请对调两列"]


def test_metres_are_no_degrees(cast: Cast) -> None:
    """A projection without its zone cannot be told."""
    metres = [*ROWS[0][:4], "503000", "4075000", ""]
    (line,) = faults(cast, as_csv(TITLES, metres))
    assert "坐标是米不是度" in line


@brings
@pytest.mark.parametrize(
    ("system", "shifted"), [("WGS-84", 0), ("CGCS2000", 0), ("GCJ-02", 0.0005), ("BD-09", 0.005)]
)
def test_coordinates_are_converted_from_what_they_are_said_to_be(
    cast: Cast, system: str, shifted: float
) -> None:
    """Gaode's and Baidu's points lie some hundred metres off."""
    imported(cast.officer, as_csv(TITLES, ROWS[0]), system=system)
    row = Record.objects.get().revisions.get()
    assert 118.05 - row.lon >= shifted
    assert abs(118.05 - row.lon) < 0.02


@brings
def test_metres_with_a_zone_are_converted(cast: Cast) -> None:
    """An easting of eight digits tells its zone."""
    metres = [*ROWS[0][:4], "39594000", "4075000", ""]
    imported(cast.officer, as_csv(TITLES, metres), system="CGCS2000")
    row = Record.objects.get().revisions.get()
    assert 118 < row.lon < 118.2
    assert 36.7 < row.lat < 36.9


@brings
def test_points_that_would_fit_better_in_another_system_are_doubted(cast: Cast) -> None:
    """Where other records of the place lie, the same ones said to be in another system lie oddly."""
    head = ["编号", "名称", "经度", "纬度"]
    places = [(f"{118 + step * 0.013:.4f}", f"{36.7 + step % 7 * 0.011:.4f}") for step in range(40)]
    imported(cast.officer, as_csv(head, *([f"A{i}", f"{i}号", *one] for i, one in enumerate(places))))
    there = Record.objects.order_by("pk")
    from luoshi.geography.coordinates import from_wgs84

    shifted = from_wgs84([[float(lon), float(lat)] for lon, lat in places], "GCJ-02").tolist()
    rows = ([f"B{i}", f"新{i}", *map(str, one)] for i, one in enumerate(shifted))
    row = looked_at(cast.officer, as_csv(head, *rows))
    assert any("坐标像是 GCJ-02，不是 WGS-84" in words for words in row.told["doubts"])
    assert there.count() == 40


def test_a_polygon_that_crosses_itself_is_named_with_the_place(cast: Cast) -> None:
    """A bow tie is no park."""
    bow = [[118.0, 36.8], [118.1, 36.9], [118.1, 36.8], [118.0, 36.9], [118.0, 36.8]]
    found = faults(cast, features({"type": "Polygon", "coordinates": [bow]}), "x.geojson", to=PARKS)
    assert any("第 1 个要素：边界自相交，位于 118.05" in words for words in found)


def test_a_shape_of_another_kind_is_named(cast: Cast) -> None:
    """A line is no canteen; coordinates that are none are none."""
    line = {"type": "LineString", "coordinates": [[118.0, 36.8], [118.1, 36.9]]}
    found = faults(cast, features(line, {"type": "Point", "coordinates": ["a"]}), "x.geojson")
    assert "不是这一类图形：LineString" in " ".join(found)
    assert "坐标无法识别" in " ".join(found)


def gpkg(system: int = 4326, blob: bytes | None = b"GP") -> bytes:
    """A GeoPackage made by hand."""
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE gpkg_contents (table_name, data_type);"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id);"
        "INSERT INTO gpkg_contents VALUES ('层', 'features');"
        'CREATE TABLE "层" (fid INTEGER PRIMARY KEY, g BLOB, 编号, 名称);'
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES ('层', 'g', ?)", [system])
    base.execute("INSERT INTO 层 VALUES (1, ?, 'ST-1', '甲')", [blob])
    base.commit()
    return base.serialize()


def test_a_geopackage_with_a_broken_shape_is_named(cast: Cast) -> None:
    """Two letters are no geometry."""
    assert faults(cast, gpkg(), "x.gpkg") == ["第 1 个要素：图形读不懂，请重新导出"]


def greedy(expression: str) -> bytes:
    """A GeoPackage whose column is computed, and costs much."""
    base = sqlite3.connect(":memory:")
    base.deserialize(gpkg(blob=None))
    base.execute(f"ALTER TABLE 层 ADD COLUMN 地址 GENERATED ALWAYS AS ({expression}) VIRTUAL")
    base.commit()
    return base.serialize()


def empty_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("a.txt", "a")
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<a/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 64 * 1024**2)
    return stream.getvalue()


BROKEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("x.xlsx", empty_zip, "这不是 Excel 表格"),
    ("x.xlsx", bomb, "解压后异常庞大"),
    ("x.xlsx", lambda: b"PK\x03\x04broken", "已损坏"),
    ("x.xls", lambda: b"\xd0\xcf\x11\xe0old", "旧版的 .xls"),
    ("x.csv", lambda: "编号,名称\n".encode(), "没有一行内容"),
    ("x.csv", lambda: b"a\n", "没有表头"),
    ("x.csv", lambda: b"a,b\0\n1,2\n", "不是文本表格"),
    ("x.csv", lambda: b"\xff\xff\xff,\xff\n", "编码不认识"),
    ("x.csv", lambda: ",".join(map(str, range(101))).encode() + b"\n1\n", "列数太多"),
    ("x.csv", lambda: "编号,名称\n".encode() + b"1,2\n" * 60, "行数太多"),
    ("x.geojson", lambda: b'{"type": "FeatureCollection", "features": [', "不是完整的 JSON"),
    ("x.geojson", lambda: b'{"type": "Topology"}', "不是 GeoJSON"),
    ("x.geojson", lambda: b"[1, 2]", "不是 GeoJSON"),
    ("x.gpkg", lambda: b"SQLite format 3\0" + b"x" * 5000, "已损坏"),
    ("x.gpkg", lambda: gpkg()[:4096], "已损坏"),
    ("x.gpkg", lambda: greedy("hex(zeroblob(900000000))"), "已损坏"),
    ("x.gpkg", lambda: gpkg(system=3857), "EPSG:3857 不支持"),
]


@pytest.mark.parametrize(
    ("name", "made", "line"), BROKEN, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_file_that_is_no_table_is_told_in_one_line(
    cast: Cast, name: str, made: Callable[[], bytes], line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job ends with the line; nothing is kept."""
    monkeypatch.setattr(read_csv, "MOST_ROWS", 30)
    job = brought(cast.officer, made(), name)
    assert job.state == "failed"
    assert line in job.words
    assert not Import.objects.exists()


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\x89PNG\r\n", b"<html></html>", b"  "])
def test_a_file_of_another_kind_is_refused_at_once(cast: Cast, data: bytes) -> None:
    """Before a job is made."""
    response = at_desk(cast.officer).post(
        f"{CANTEENS}imports/upload/", {"file": SimpleUploadedFile("x.csv", data), "system": "WGS-84"}
    )
    assert response.status_code == 400
    assert not Job.objects.exists()


def test_200_megabytes_are_refused_unread(cast: Cast) -> None:
    """By the length that is said, before a byte is read."""
    response = at_desk(cast.officer).post(
        f"{CANTEENS}imports/upload/", data=b"x", content_type="text/csv", CONTENT_LENGTH=str(200 * 1024**2)
    )
    assert response.status_code == 413
    assert "64" in response.content.decode()


def test_likely_duplicates_are_shown_before_they_enter(cast: Cast) -> None:
    """The same name, and a similar name next door; not the same name in another's list."""
    again = as_csv(
        TITLES,
        ["A", "和平 社区食堂", "", "", "118.05", "36.8", ""],
        ["B", "和平社区食堂", "", "", "", "", ""],
        ["C", "和平社区老年食堂", "", "", "118.0501", "36.80005", ""],
        ["D", "和平社区老人食堂", "", "", "118.06", "36.81", ""],
    )
    row = looked_at(cast.officer, again)
    assert [(key, why) for _where, key, why in row.told["alike"]] == [("A", "name"), ("A", "place")]
    seen = at_desk(cast.officer).get(f"/p/990101/imports/{row.pk}/").content.decode()
    assert "可能重复的 2 条" in seen


def test_html_in_a_file_is_text(cast: Cast) -> None:
    """In titles, names and lines of errors."""
    data = as_csv(["编号", "名称", "<b>x</b>", "座位数"], ["ST-1", "<i>甲</i>", "", "<u>"])
    row = looked_at(cast.officer, data, "<s>.csv")
    seen = at_desk(cast.officer).get(f"/p/990101/imports/{row.pk}/").content.decode()
    for tag in ("<b>x", "<i>甲", "<u>", "<s>"):
        assert tag not in seen


@brings
def test_records_that_were_struck_off_stay_so(cast: Cast) -> None:
    """They are counted and left alone."""
    imported(cast.officer, as_csv(TITLES, *ROWS))
    one = Record.objects.get(key="ST-1")
    at_desk(cast.officer).post(f"/p/990101/records/{one.pk}/strike/", {"reason": "重复"})
    row = looked_at(cast.officer, as_csv(TITLES, *ROWS))
    assert (counts(row), row.told["counts"]["struck"]) == ((0, 0, 1), 1)


@brings
def test_what_speaks_of_persons_does_not_stay_in_the_preview(cast: Cast) -> None:
    """Masked in what changes, and gone with the sheet when it is carried out."""
    head = ["编号", "名称", "联系人", "联系电话"]
    imported(cast.officer, as_csv(head, ["A", "甲", "周某某", "13800001234"]))
    row = imported(cast.officer, as_csv(head, ["A", "甲", "吴某某", "13900005678"]))
    kept = json.dumps([row.sheet, row.told], ensure_ascii=False)
    assert "吴某某" not in kept
    assert "13900005678" not in kept
    assert "吴**" in kept


def test_the_same_key_twice_is_said(cast: Cast) -> None:
    """The last row holds."""
    row = looked_at(cast.officer, as_csv(TITLES, ROWS[0], [*ROWS[0][:3], "99", "", "", ""]))
    assert "第 3 行：编号 ST-1 在第 2 行已有，以这一行为准" in row.told["doubts"]
    assert counts(row) == (1, 0, 0)
