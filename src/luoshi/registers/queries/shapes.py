"""Where a record is: GeoJSON geometries in WGS-84, checked."""

from __future__ import annotations

from typing import Any

from luoshi.office.actions import Refused
from luoshi.programmes.model import Geometry as Kind

Geometry = dict[str, Any]
TYPES: dict[Kind, tuple[str, ...]] = {
    "point": ("Point",),
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
    "none": (),
}


def point_in(geometry: Geometry, kind: Kind) -> tuple[float, float]:
    """A point of a geometry, longitude and latitude. Refused where the register keeps none of its kind."""
    if geometry.get("type") not in TYPES[kind]:
        raise Refused("这份名册的位置不是这一类图形：%(type)s。", type=str(geometry.get("type"))[:20])
    # Shapely is slow to import, and few pages need it.
    from shapely.errors import GEOSException
    from shapely.geometry import shape

    try:
        found = shape(geometry)
        point = found.representative_point()
        lon, lat = float(point.x), float(point.y)
    except (GEOSException, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Refused("位置读不懂，请检查坐标。") from error
    if found.is_empty or not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Refused("坐标不在地球上：%(lon)s，%(lat)s。经度在前，纬度在后。", lon=lon, lat=lat)
    return lon, lat
