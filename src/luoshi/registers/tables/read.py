"""A file of records, whatever its format: told by its first bytes, not by its name."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from luoshi.office.actions import Refused
from luoshi.registers.tables.read_csv import read_csv
from luoshi.registers.tables.read_places import read_geojson, read_gpkg
from luoshi.registers.tables.read_xlsx import read_xlsx
from luoshi.registers.tables.sheet import Format, Sheet

NONE = gettext_noop("这不是能导入的文件，请交 .xlsx、.csv、.geojson 或 .gpkg。")


def format_of(data: bytes) -> Format:
    """What a file is. Raises Refused for one that is nothing of ours."""
    if not data.strip():
        raise Refused("文件是空的。")
    if data.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return "xlsx"
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"\x1f\x8b", b"MZ", b"\x7fELF")):
        raise Refused(NONE)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return "geojson"
    if data.lstrip()[:1] == b"<":
        raise Refused(NONE)
    return "csv"


def read(data: bytes, known: Mapping[str, str]) -> Sheet:
    """The rows of a file. `known` are the bare titles that a header can have. Raises Refused."""
    found = format_of(data)
    if found == "gpkg":
        return read_gpkg(data)
    if found == "geojson":
        return read_geojson(data)
    return read_xlsx(data, known) if found == "xlsx" else read_csv(data, known)
