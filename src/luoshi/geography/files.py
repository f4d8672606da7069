"""Files of places: what format they are, told by their first bytes, and their bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from luoshi.geography.model import refused

Format = Literal["pbf", "osm", "osm.gz", "osm.bz2", "geojson"]

MAX_OSM = 1024**3
"""The largest OpenStreetMap file that is read."""

MAX_GEOJSON = 128 * 1024**2
"""The largest GeoJSON file: reading takes some ten times its size in memory."""

HEAD = 1024


def format_of(path: Path, name: str) -> Format:
    """The format of a file, whatever its name ends with.

    Raises UnreadableMap for a missing, empty or too large file, and for one that is none of these.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "bad name"
        raise refused(
            name, "无法打开，请检查路径和权限", f"cannot be opened ({cause}): check the path"
        ) from error
    if not size:
        raise refused(name, "是空文件（0 字节），请重新下载", "is empty (0 bytes): download it again")
    found = _by_head(head, name)
    limit = MAX_GEOJSON if found == "geojson" else MAX_OSM
    if size > limit:
        raise refused(
            name,
            f"大小为 {size / 1024**2:.0f} MB，超过上限 {limit // 1024**2} MB，请裁剪到本区范围",
            f"is {size / 1024**2:.0f} MB, over the limit of {limit // 1024**2} MB: cut it to the district",
        )
    return found


def opened(path: Path, name: str) -> bytes:
    """The bytes of a GeoJSON file. Raises UnreadableMap."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused(name, "无法读取，请检查权限", "cannot be read: check the permissions") from error


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """What osmium cannot read is refused in one line; its own words, which may name the line, are kept.

    Its errors are those of C++ and have no common kind.
    """
    try:
        yield
    except Exception as error:
        said = " ".join(str(error).split())
        raise refused(
            name,
            f"已损坏或不完整，无法读取（{said}），请重新下载",
            f"is damaged or cut short and cannot be read ({said}): download it again",
        ) from error


def _by_head(head: bytes, name: str) -> Format:
    if head[4:].startswith(b"\x0a\x09OSMHeader"):
        return "pbf"
    if head.startswith(b"\x1f\x8b"):
        return "osm.gz" if _is_osm(_unzipped(head)) else _unknown(name)
    if head.startswith(b"BZh"):
        return "osm.bz2"
    if _is_osm(head):
        return "osm"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "geojson"
    return _unknown(name)


def _unzipped(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, HEAD)
    except zlib.error:
        return b""


def _is_osm(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<?xml", b"<osm")) and b"<osm" in head


def _unknown(name: str) -> Format:
    raise refused(
        name,
        "不是 OpenStreetMap 文件（.osm、.osm.gz、.pbf）或 GeoJSON，请另存为其中一种",
        "is neither OpenStreetMap (.osm, .osm.gz, .pbf) nor GeoJSON: save it as one of them",
    )
