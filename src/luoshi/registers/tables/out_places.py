"""Records as GeoJSON and as a GeoPackage, in WGS-84; those without a place are in them too."""

from __future__ import annotations

import json
import os
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from contextlib import closing

from luoshi.office import clock
from luoshi.office.audit import head_words
from luoshi.programmes.counting import Value
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.tables.columns import Column
from luoshi.registers.tables.out import Table, exact

APPLICATION, VERSION = 0x47504B47, 10300
"""GPKG, 1.3. Source: OGC 12-128r18."""
DEGREES = 4326
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
    ("WGS 84 geodetic", DEGREES, "EPSG", DEGREES, WGS84),
)
CATALOGUE = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE,
    max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL PRIMARY KEY REFERENCES gpkg_contents(table_name),
    column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL, m TINYINT NOT NULL);
"""


def values(table: Table) -> Iterator[list[object]]:
    """The cells of each record as a database holds them: numbers where nothing is lost, None where empty."""
    numbers = [table.is_number(one) for one in table.columns]
    for row in table.rows():
        yield [value_of(one, is_number=is_number) for one, is_number in zip(row, numbers, strict=True)]


def value_of(one: Value, *, is_number: bool) -> object:
    if one == "":
        return None
    number = exact(one) if is_number else None
    return one if number is None else number


def as_geojson(title: str, table: Table) -> bytes:
    """The records as features; the head of the audit chain stands beside them."""
    features = [
        {"type": "Feature", "properties": dict(zip(table.titles, row, strict=True)), "geometry": geometry}
        for row, geometry in zip(values(table), table.geometries(), strict=True)
    ]
    whole = {"type": "FeatureCollection", "name": title, "audit": head_words(), "features": features}
    return json.dumps(whole, ensure_ascii=False).encode()


def as_gpkg(name: str, title: str, table: Table) -> bytes:
    """The records as the one layer of a GeoPackage; the head of the audit chain is in its description."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "out.gpkg")
        with closing(sqlite3.connect(path)) as base, base:
            base.execute(f"PRAGMA application_id = {APPLICATION}")
            base.execute(f"PRAGMA user_version = {VERSION}")
            base.executescript(CATALOGUE)
            base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)", SYSTEMS)
            describe(base, name, title, table)
            fill(base, name, table)
        with open(path, "rb") as file:
            return file.read()


def describe(base: sqlite3.Connection, name: str, title: str, table: Table) -> None:
    """Enter the layer into the catalogue; a register without places has rows without a geometry."""
    placed = table.register.geometry != "none"
    kind = "features" if placed else "attributes"
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    rows = [one.revision for one in table.records if one.revision.lon is not None]
    lons, lats = [row.lon for row in rows], [row.lat for row in rows]
    bounds = (min(lons), min(lats), max(lons), max(lats)) if rows else (None,) * 4
    told = (name, kind, title, head_words(), now, *bounds, DEGREES if placed else 0)
    base.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", told)
    if placed:
        shape = "POINT" if table.register.geometry == "point" else "GEOMETRY"
        told_of = (name, "geom", shape, DEGREES)
        base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)", told_of)


def fill(base: sqlite3.Connection, name: str, table: Table) -> None:
    """The layer's rows."""
    whole = [*values(table)]
    placed = table.register.geometry != "none"
    columns = [
        f"{quoted(title)} {type_of(table, column, [row[index] for row in whole])}"
        for index, (title, column) in enumerate(zip(table.titles, table.columns, strict=True))
    ]
    geometry = ["geom BLOB"] if placed else []
    parts = ", ".join(["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", *geometry, *columns])
    base.execute(f"CREATE TABLE {quoted(name)} ({parts})")
    blanks = ", ".join("?" * (len(columns) + len(geometry)))
    names = ", ".join([*(["geom"] if placed else []), *map(quoted, table.titles)])
    rows = (
        [blob(geometry), *row] if placed else row
        for row, geometry in zip(whole, table.geometries(), strict=True)
    )
    base.executemany(f"INSERT INTO {quoted(name)} ({names}) VALUES ({blanks})", rows)  # noqa: S608 - quoted


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def type_of(table: Table, column: Column, cells: list[object]) -> str:
    """What a column holds. Numbers only where each is exact: SQLite would round those that are text."""
    if table.is_number(column) and not any(isinstance(one, str) for one in cells):
        return "REAL"
    if table.is_day(column):
        return "DATE"
    return "BOOLEAN" if table.type_of(column) == "yesno" else "TEXT"


def blob(geometry: Geometry | None) -> bytes | None:
    """A geometry as a GeoPackage holds it: its header without an envelope, little-endian, and the shape."""
    if geometry is None:
        return None
    import shapely
    from shapely.geometry import shape

    return b"GP" + struct.pack("<BBi", 0, 1, DEGREES) + shapely.to_wkb(shape(geometry), byte_order=1)
