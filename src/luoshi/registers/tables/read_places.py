"""Tables with geometries: GeoJSON, and GeoPackage, a SQLite database with well-known binary in it."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.utils.translation import gettext as _

from luoshi.geography.model import UnreadableMap
from luoshi.office.actions import Refused
from luoshi.office.languages import either
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.tables.sheet import MOST_COLUMNS, MOST_ROWS, Line, Sheet

ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the envelope in a GeoPackage header, by its kind."""
LARGEST_CELL = 16 * 1024**2
STEP, MOST_STEPS = 100_000, 5_000
"""Instructions of SQLite between two looks, and how many looks a file may take."""
DEGREES = {0, 4326, 4490}
PROJECTED = range(4513, 4555)


def read_geojson(data: bytes) -> Sheet:
    """The features of a GeoJSON file. Raises Refused for what is none."""
    from luoshi.geography.geojson import NOWHERE, features

    try:
        found = features(data, _("这个文件"))
    except UnreadableMap as reason:
        raise Refused(either(reason.chinese, reason.english)) from reason
    refuse_many(len(found))
    titles = [*dict.fromkeys(str(name) for one in found for name in one.columns)]
    refuse_wide(titles)
    sheet = Sheet("geojson", titles)
    for one in found:
        if one.problem and one.problem not in NOWHERE:
            sheet.bad.append((one.number, None, one.problem))
        cells = [words_of(one.columns.get(name)) for name in titles]
        sheet.lines.append(Line(one.number, cells, geometry_of(one.geometry)))
    return sheet


def geometry_of(shape: Any) -> Geometry | None:
    """A shape as plain GeoJSON, a collection of one thing as that thing."""
    if shape is None or shape.is_empty:
        return None
    from shapely.geometry import mapping

    if shape.geom_type == "MultiPoint" and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    return json.loads(json.dumps(mapping(shape)))


def words_of(value: object) -> str:
    """A property as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()


def refuse_many(count: int) -> None:
    if count > MOST_ROWS:
        raise Refused("行数太多，上限 %(most)s 行，请分成几个文件。", most=MOST_ROWS)


def refuse_wide(titles: list[str]) -> None:
    if len(titles) > MOST_COLUMNS:
        raise Refused("列数太多，上限 %(most)s 列。", most=MOST_COLUMNS)


def read_gpkg(data: bytes) -> Sheet:
    """The features of the first layer of a GeoPackage. Raises Refused for what is none."""
    try:
        with opened(data) as base:
            return layer(base)
    except (sqlite3.Error, OverflowError) as error:
        raise Refused("这个 GeoPackage 文件已损坏，请重新导出。") from error


@contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """A database that does nothing but be read: no view, no virtual table, nothing that costs for ever."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "given.gpkg")
        with open(path, "wb") as file:
            file.write(data)
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("PRAGMA trusted_schema = OFF")
            base.execute("PRAGMA cell_size_check = ON")
            # A computed column could ask for gigabytes, or never end.
            base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
            steps = iter(range(MOST_STEPS))
            base.set_progress_handler(lambda: next(steps, None) is None, STEP)
            base.text_factory = lambda words: words.decode("utf-8", "replace")
            yield base


def layer(base: sqlite3.Connection) -> Sheet:
    """The rows of the first layer of features."""
    found = base.execute(
        "SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c"
        " LEFT JOIN gpkg_geometry_columns g ON g.table_name = c.table_name"
        " JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table'"
        " AND m.sql NOT LIKE 'CREATE VIRTUAL%'"
        " WHERE c.data_type IN ('features', 'attributes') ORDER BY c.rowid LIMIT 1"
    ).fetchone()
    if found is None:
        raise Refused("这个 GeoPackage 里没有图层。")
    table, column, system = found
    if system is not None and system not in DEGREES and system not in PROJECTED:
        raise Refused("坐标系 EPSG:%(code)s 不支持，请导出为经纬度（EPSG:4326 或 4490）。", code=system)
    rows = base.execute(f"SELECT * FROM {quoted(table)} LIMIT ?", [MOST_ROWS + 1])  # noqa: S608 - quoted
    names = [one[0] for one in rows.description]
    refuse_wide(names)
    titles = [name for name in names if name != column]
    sheet = Sheet("gpkg", titles, code=system if system in PROJECTED else None)
    for number, row in enumerate(rows, 1):
        said = dict(zip(names, row, strict=True))
        try:
            geometry = shape_of(said.get(column)) if column else None
        except ValueError:
            geometry = None
            sheet.bad.append((number, None, _("图形读不懂，请重新导出")))
        sheet.lines.append(Line(number, [words_of(plain(said[name])) for name in titles], geometry))
    refuse_many(len(sheet.lines))
    return sheet


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def plain(value: object) -> object:
    """A value of a cell; bytes that are no text say nothing."""
    return None if isinstance(value, bytes) else value


def shape_of(blob: object) -> Geometry | None:
    """The geometry in a GeoPackage blob. Raises ValueError for what is none.

    Source: OGC 12-128r18, 2.1.3.
    """
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 9:
        raise ValueError("no GeoPackage geometry")
    envelope = ENVELOPES.get((blob[3] >> 1) & 7)
    if envelope is None:
        raise ValueError("no envelope of this kind")
    import shapely
    from shapely.errors import ShapelyError

    try:
        return geometry_of(shapely.force_2d(shapely.from_wkb(blob[8 + envelope :])))
    except ShapelyError as error:
        raise ValueError("no well-known binary") from error
