"""GeoJSON: features with their columns, and of each that cannot be read what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from luoshi.geography.coordinates import System, to_wgs84
from luoshi.geography.model import Points, refused

KINDS = frozenset(
    "Point MultiPoint LineString MultiLineString Polygon MultiPolygon GeometryCollection".split()
)

NO_GEOMETRY, NO_COORDINATES = "没有几何图形 no geometry", "没有坐标 no coordinates"
NOWHERE = frozenset({NO_GEOMETRY, NO_COORDINATES})
"""The problems of features that say nothing of where they are."""

BROKEN = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError, ShapelyError)
"""What shapely raises where coordinates are not what their type says."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature, numbered from 1 in its file; without a geometry where `problem` says why."""

    number: int
    columns: dict[str, object]
    geometry: BaseGeometry | None
    problem: str = ""


AREAS = frozenset("Polygon MultiPolygon".split())
NAMED = ("name", "NAME", "名称", "XZQMC", "MC")
CODED = ("code", "adcode", "ref:cn", "ref", "代码", "XZQDM", "DM")
"""The columns in which offices and OpenStreetMap write names and codes of divisions."""


def text_of(columns: Mapping[str, object], *names: str) -> str:
    """The first of some columns that has something in it, as text; yes and no as OpenStreetMap writes
    them."""
    for name in names:
        value = columns.get(name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        if value is not None and str(value).strip():
            return str(value).strip()
    return ""


def features(data: bytes, name: str, system: System = "WGS-84") -> list[Feature]:
    """The features of a GeoJSON file, in WGS-84.

    A feature whose geometry is missing or broken is returned with its problem; nothing is mended here.
    Raises UnreadableMap for what is no GeoJSON or says that it is in a projection.
    """
    document = _loaded(data, name)
    _check_system(document, name)
    return [_feature(number, raw, system) for number, raw in enumerate(_raw(document, name), 1)]


def _loaded(data: bytes, name: str) -> dict[str, object]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise refused(name, "不是 UTF-8 编码，请另存为 UTF-8", "is not UTF-8: save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise refused(
            name,
            f"第 {line} 行起不是完整的 JSON，请重新导出",
            f"is no complete JSON from line {line} on: export it again",
        ) from error
    if not isinstance(document, dict):
        raise refused(name, "不是 GeoJSON，请重新导出", "is no GeoJSON: export it again")
    return document


def _check_system(document: dict[str, object], name: str) -> None:
    """GeoJSON is in degrees; the old `crs` member may say otherwise."""
    said = json.dumps(document.get("crs"))
    if document.get("crs") and not any(known in said for known in ("CRS84", "4326", "4490")):
        raise refused(
            name,
            "声明的坐标系不是经纬度，请导出为 WGS-84 或 CGCS2000 经纬度",
            "says that it is not in degrees: export it in WGS-84 or CGCS2000",
        )


def _raw(document: dict[str, object], name: str) -> Iterator[object]:
    kind = document.get("type")
    if kind == "FeatureCollection" and isinstance(document.get("features"), list):
        yield from document["features"]  # type: ignore[misc]
    elif kind == "Feature":
        yield document
    elif kind in KINDS:
        yield {"type": "Feature", "properties": {}, "geometry": document}
    else:
        raise refused(name, "不是 GeoJSON 要素集，请重新导出", "is no GeoJSON collection: export it again")


def _feature(number: int, raw: object, system: System) -> Feature:
    columns = raw.get("properties") if isinstance(raw, dict) else None
    columns = columns if isinstance(columns, dict) else {}
    geometry = raw.get("geometry") if isinstance(raw, dict) else None
    if geometry is None:
        return Feature(number, columns, None, NO_GEOMETRY)
    try:
        built = shape(geometry)
    except BROKEN:
        return Feature(number, columns, None, "坐标无法识别 coordinates that cannot be read")
    if built.is_empty:
        return Feature(number, columns, None, NO_COORDINATES)

    def converted(points: Points) -> Points:
        return to_wgs84(points, system)

    flat = shapely.force_2d(built)
    return Feature(number, columns, flat if system == "WGS-84" else shapely.transform(flat, converted))
