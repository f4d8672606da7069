"""The boundary of a place: an administrative relation of OpenStreetMap, or polygons in GeoJSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from luoshi.geography.coordinates import System
from luoshi.geography.files import Format, format_of, opened, refusing
from luoshi.geography.geojson import AREAS, CODED, NAMED, features, text_of
from luoshi.geography.model import refused
from luoshi.geography.validity import faults, wound

SHOWN = 10
"""So many names are listed where one must be chosen."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A boundary in WGS-84, with its name, its code and OpenStreetMap's admin_level, each empty where not
    given."""

    name: str
    code: str
    level: str
    shape: BaseGeometry


def read(
    path: str | Path, *, called: str = "", name: str | None = None, system: System = "WGS-84"
) -> Boundary:
    """The boundary in a file, or of several the one with a name; `name` is what the file is called in errors.

    OpenStreetMap boundaries that an extract cuts off cannot be closed and are named as such; its points
    must stand before its ways, as in every download. Raises UnreadableMap where there is none, more than
    one, or one that crosses itself.
    """
    path = Path(path)
    name = name or path.name
    kind = format_of(path, name)
    if kind == "geojson":
        return _chosen(_of_geojson(opened(path, name), name, system), [], called, name)
    return _chosen(*_of_osm(path, kind, name), called, name)


def _chosen(found: list[Boundary], cut: list[str], called: str, name: str) -> Boundary:
    fitting = [one for one in found if not called or one.name == called]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        names = _listed([one.name or one.code for one in fitting])
        raise refused(
            name, f"中有多个区域（{names}），请指明其中一个", f"has several areas ({names}): say which one"
        )
    if called in cut or (cut and not called):
        partly = called or _listed(cut)
        raise refused(
            name,
            f"中的边界不完整（{partly}），请下载完整的边界",
            f"has only part of the boundary ({partly}): download it whole",
        )
    others = _listed([one.name for one in found])
    raise refused(
        name,
        f"中没有{called or '区划'}的边界{f'，只有 {others}' if found else ''}，请换用含边界的文件",
        f"has no boundary{f' of {called}, only {others}' if found else ''}: take a file that has",
    )


def _listed(names: list[str]) -> str:
    more = len(names) - SHOWN
    return "、".join(names[:SHOWN]) + (f" 等 {len(names)} 个" if more > 0 else "")


def _of_geojson(data: bytes, name: str, system: System) -> list[Boundary]:
    found = []
    for feature in features(data, name, system):
        if feature.geometry is None or feature.geometry.geom_type not in AREAS:
            continue
        for fault in faults(feature.geometry):
            raise refused(
                name,
                f"第 {feature.number} 个要素：{fault.chinese}",
                f"feature {feature.number}: {fault.english}",
            )
        named, coded = (text_of(feature.columns, *keys) for keys in (NAMED, CODED))
        found.append(Boundary(named, coded, "", wound(feature.geometry)))
    return found


def _of_osm(path: Path, kind: Format, name: str) -> tuple[list[Boundary], list[str]]:
    """The administrative boundaries that are closed, and the names of those that the extract cuts off.

    OpenStreetMap numbers the area of a relation twice the relation's number and one.
    """
    import osmium

    source = osmium.io.File(str(path), kind)
    administrative = osmium.filter.TagFilter(("boundary", "administrative"))
    found: list[Boundary] = []
    whole: set[int] = set()
    named: dict[int, str] = {}
    with refusing(name):
        shapes = osmium.geom.WKBFactory()
        for entity in osmium.FileProcessor(source).with_areas(administrative).with_filter(administrative):
            if isinstance(entity, osmium.osm.Relation):
                named[entity.id] = entity.tags.get("name") or str(entity.id)
            elif isinstance(entity, osmium.osm.Area):
                whole.add(entity.id)
                tags = dict(entity.tags)
                shape = shapely.from_wkb(shapes.create_multipolygon(entity))
                level = tags.get("admin_level", "")
                found.append(Boundary(tags.get("name", ""), text_of(tags, *CODED), level, shape))
    return found, [called for number, called in named.items() if 2 * number + 1 not in whole]
