"""Streets from OpenStreetMap files and GeoJSON lines: nodes, edges, ways, and what was left out and why."""

from __future__ import annotations

from pathlib import Path

from luoshi.geography.coordinates import System
from luoshi.geography.files import format_of, opened
from luoshi.geography.model import UnreadableMap, refused
from luoshi.geography.streets import geojson, osm
from luoshi.geography.streets.model import WORDS, Reason, Streets

__all__ = ["WORDS", "Reason", "Streets", "UnreadableMap", "read"]


def read(path: str | Path, *, name: str | None = None, system: System = "WGS-84") -> Streets:
    """The streets of a file: `.osm`, `.osm.gz`, `.osm.bz2`, `.pbf` or GeoJSON, told apart by content.

    `name` is what the file is called in errors; `system` is that of GeoJSON, OpenStreetMap is WGS-84.
    OpenStreetMap takes some 25 µs a way, 2 µs a node of the whole file, and 100 bytes a node of a street.
    Raises UnreadableMap, and nothing else, where the file has no streets to give.
    """
    path = Path(path)
    name = name or path.name
    kind = format_of(path, name)
    if kind == "geojson":
        streets = geojson.read(opened(path, name), name, system)
    else:
        streets = osm.read(path, kind, name)
    return checked(streets, name)


def checked(streets: Streets, name: str) -> Streets:
    """The streets, if there are any."""
    if len(streets.edges):
        return streets
    chinese = "；".join(f"{WORDS[reason][0]} {count}" for reason, count in streets.left_out.items())
    english = "; ".join(f"{WORDS[reason][1]}: {count}" for reason, count in streets.left_out.items())
    raise refused(
        name,
        f"中没有道路（{chinese or '一条道路也没有'}），请换用含道路的文件",
        f"has no streets ({english or 'none at all'}): take a file that has",
    )
