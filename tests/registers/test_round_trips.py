"""What goes out comes back the same: by every format, with every kind of field."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from cast import Cast, at_desk
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from register_tables import CANTEENS, ROWS, TITLES, as_csv, counts, imported, looked_at

from luoshi.office.audit import standing_head
from luoshi.programmes import Programme, Register
from luoshi.registers.models import Record, RecordRevision
from luoshi.registers.queries.rows import Kept
from luoshi.registers.tables import out_places, out_sheets
from luoshi.registers.tables.columns import matched, meant
from luoshi.registers.tables.entries import entries_of
from luoshi.registers.tables.out import Table, table
from luoshi.registers.tables.plan import Aim, Plan, compare
from luoshi.registers.tables.positions import put_in_place
from luoshi.registers.tables.read import read

FIELDS = {
    "code": "text",
    "name": "text",
    "size": "number",
    "cost": "money",
    "since": "date",
    "kind": "choice",
    "fine": "yesno",
    "firm": "credit_code",
    "call": "phone",
    "who": "person",
    "start": "date",
}
KINDS = ["甲", "乙,丙", '"丁"']


def register_of(geometry: str) -> Register:
    """A register with a field of every type; a stage has the title of a field, and a field that of a part."""
    fields = [
        {
            "name": name,
            "type": kind,
            "title_zh": f"{name}项",
            "title_en": name.title(),
            "required": name == "code",
        }
        | ({"choices": KINDS} if kind == "choice" else {})
        | ({"personal": True} if kind in ("phone", "person") else {})
        for name, kind in FIELDS.items()
    ]
    stages = [
        {"name": "begun", "title_zh": "start项", "title_en": "Begun"},
        {"name": "done", "title_zh": "完成", "title_en": "Done", "proof": "验收单"},
    ]
    said = {"name": "things", "title_zh": "东西", "title_en": "Things", "geometry": geometry, "key": "code"}
    return Register.model_validate({**said, "field": fields, "stage": stages})


def programme_of(register: Register) -> Programme:
    about = {"name": "trial", "version": 1, "title_zh": "试", "title_en": "Trial", "kind": "register"}
    return Programme.model_validate({"programme": about, "register": [register.model_dump(by_alias=True)]})


SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n=+-@'\"_x005F,;\t")
TEXT = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
LONE = st.sampled_from(
    ["=1+1", "'a", "+86", "@a", "_x0041_", "-5", "1e5", "01", "true", "2025-01-01", "a\nb"]
)
WORDS = TEXT | LONE
NUMBERS = st.decimals(Decimal(-999_999_999), Decimal(999_999_999), places=6).map(lambda one: format(one, "f"))
NUMBERS |= st.integers(-(10**12), 10**12).map(str)
DAYS = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(date.isoformat)
VALUES = {
    "name": WORDS,
    "size": NUMBERS,
    "cost": NUMBERS,
    "since": DAYS,
    "kind": st.sampled_from(KINDS),
    "fine": st.booleans(),
    "firm": st.just("91110000100000000R"),
    "call": st.sampled_from(["13800001234", "+86 533 1234567", "(0533) 1234567转12"]),
    "who": WORDS,
    "start": DAYS,
}
COORDINATES = st.tuples(st.floats(72.1, 137.8, allow_nan=False), st.floats(18.0, 54.0, allow_nan=False)).map(
    list
)
POINTS = COORDINATES.map(lambda one: {"type": "Point", "coordinates": one})
LINES = st.lists(COORDINATES, min_size=2, max_size=5, unique_by=tuple).map(
    lambda one: {"type": "LineString", "coordinates": one}
)


@st.composite
def records(draw: st.DrawFn, register: Register) -> list[Kept]:
    """Some records of a register as forms would keep them."""
    keys = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    return [Kept(draw(revisions(register, key)), register) for key in keys]


@st.composite
def revisions(draw: st.DrawFn, register: Register, key: str) -> RecordRevision:
    said = draw(st.fixed_dictionaries({}, optional=VALUES)) | {"code": key}
    row = RecordRevision(record=Record(key=key), version=1)
    hidden = {one.name for one in register.fields if one.personal}
    row.values = {name: value for name, value in said.items() if name not in hidden}
    row.personal = {name: value for name, value in said.items() if name in hidden}
    days = sorted(draw(st.lists(DAYS, max_size=2)))
    proofs = draw(st.tuples(st.just("") | WORDS, st.just("") | WORDS))
    found = zip(("begun", "done"), days, proofs, strict=False)
    row.stages = {name: {"day": day, "proof": proof} for name, day, proof in found}
    row.geometry = draw(st.none() | {"point": POINTS, "line": LINES, "none": st.none()}[register.geometry])
    if row.geometry and register.geometry == "point":
        row.lon, row.lat = row.geometry["coordinates"]
    return row


WAYS: dict[str, Callable[[Table], bytes]] = {
    "csv": lambda found: out_sheets.as_csv("x", found).content,
    "xlsx": lambda found: out_sheets.as_xlsx("题", found),
    "geojson": lambda found: out_places.as_geojson("题", found),
    "gpkg": lambda found: out_places.as_gpkg("x", "题", found),
}


@pytest.mark.parametrize("geometry", ["point", "line", "none"])
@pytest.mark.parametrize("way", WAYS)
def test_every_record_comes_back_the_same(cast: Cast, way: str, geometry: str) -> None:
    """Export and import: nothing changed, nothing wrong, whatever stands in the fields."""
    register = register_of(geometry)
    aim = Aim(cast.place, programme_of(register), register, cast.officer, "x")

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(found=records(register))
    def comes_back(found: list[Kept]) -> None:
        whole = table(register, found, open_to=True, with_place=way in ("csv", "xlsx"))
        known = meant(register, {})
        sheet = read(WAYS[way](whole), known)
        reading = entries_of(sheet, matched(sheet.titles, known), register)
        put_in_place(reading, register, cast.place, "WGS-84")
        assert reading.faults == []
        plan = Plan(reading)
        for entry, one in zip(reading.entries, found, strict=True):
            compare(plan, aim, entry, one.revision)
        assert [change.differences for change in plan.changes] == []
        assert plan.same == len(found)

    comes_back()


def got(client: Client, ending: str, query: str = "") -> bytes:
    """An export."""
    response = client.get(f"{CANTEENS}records.{ending}{query}")
    assert response.status_code == 200
    return response.content


@pytest.mark.parametrize("ending", WAYS)
def test_an_export_brought_in_again_changes_nothing(cast: Cast, ending: str) -> None:
    """Through the pages, with places, stages, proofs and what speaks of persons."""
    titles = [*TITLES, "开业证明", "联系人", "联系电话"]
    rows = [[*row, "食经许1号" if row[6] else "", "周某", "13800001234"] for row in ROWS]
    imported(cast.reporter, as_csv(titles, *rows))
    data = got(at_desk(cast.reporter), ending)
    assert counts(looked_at(cast.reporter, data, f"x.{ending}")) == (0, 0, 2)
    assert "周某".encode() in data or ending == "xlsx"
    fewer = got(at_desk(cast.leader), ending)
    assert b"13800001234" not in fewer
    assert counts(looked_at(cast.reporter, fewer, f"x.{ending}")) == (0, 0, 2)


@pytest.mark.parametrize("ending", WAYS)
def test_an_export_holds_what_the_list_shows(cast: Cast, ending: str) -> None:
    """Sifted, as of a day, and with the head of the audit chain."""
    imported(cast.reporter, as_csv(TITLES, *ROWS))
    client = at_desk(cast.leader)
    assert keys_in(got(client, ending), ending) == ["ST-1", "ST-2"]
    assert keys_in(got(client, ending, "?stage=opened"), ending) == ["ST-1"]
    assert keys_in(got(client, ending, "?as_of=2020-01-01"), ending) == []


def keys_in(data: bytes, ending: str) -> list[str]:
    """The keys in an export, read by other means than ours; asserts that the head stands in it."""
    head = standing_head()
    if ending == "csv":
        rows = [*csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
        assert all(row["审计链"] == head for row in rows)
        return [row["编号"] for row in rows]
    if ending == "xlsx":
        page = load_workbook(io.BytesIO(data)).worksheets[0]
        assert head in page["A1"].value
        return [row[0].value for row in page.iter_rows(min_row=3)]
    if ending == "geojson":
        whole = json.loads(data)
        assert head in whole["audit"]
        return [one["properties"]["编号"] for one in whole["features"]]
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    assert head in base.execute("SELECT description FROM gpkg_contents").fetchone()[0]
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return [row[0] for row in base.execute('SELECT "编号" FROM elder_meals_canteens')]


def test_no_text_becomes_a_formula(cast: Cast) -> None:
    """Neither in a spreadsheet nor in a CSV file; and it comes back as it was."""
    name = "=HYPERLINK(1)"
    imported(cast.reporter, as_csv(["编号", "名称"], ["@ST", f"'{name}"]))
    assert Record.objects.get().revisions.get().values == {"code": "@ST", "name": name}
    client = at_desk(cast.leader)
    assert f"'@ST,'{name}" in got(client, "csv").decode()
    page = load_workbook(io.BytesIO(got(client, "xlsx"))).worksheets[0]
    assert [cell.data_type for cell in page[3][:2]] == ["s", "s"]


@pytest.mark.parametrize("ending", ["geojson", "gpkg"])
def test_roads_go_out_and_come_back_with_their_lines(cast: Cast, ending: str, tmp_path: Path) -> None:
    """A line stays the line that it was."""
    to = "/p/990101/registers/roads_alleys/roads/"
    said = {"编号": "XX-1", "道路名称": "一巷", "道路类别": "背街小巷", "工程内容": "提升改造", "长度": 180}
    line = {"type": "LineString", "coordinates": [[118.01, 36.8], [118.02, 36.81]]}
    feature = {"type": "Feature", "properties": said, "geometry": line}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    imported(cast.officer, data, "路.geojson", to)
    assert Record.objects.get().revisions.get().geometry == line
    out = at_desk(cast.officer).get(f"{to}records.{ending}").content
    assert counts(looked_at(cast.officer, out, f"x.{ending}", to)) == (0, 0, 1)
