"""Where the rows of a table are: from the coordinate system that was said to WGS-84, and what looks wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from luoshi.office.actions import Refused
from luoshi.office.languages import either
from luoshi.office.models import Place
from luoshi.programmes import Register
from luoshi.registers.models import RecordRevision
from luoshi.registers.queries.shapes import point_in
from luoshi.registers.tables.entries import Entry, Reading

if TYPE_CHECKING:
    from luoshi.geography.coordinates import Source, System
    from luoshi.geography.model import Points

FEWEST, MOST = 20, 2000
"""So many points of known records are needed, and so many are enough, to tell that new ones lie oddly."""
METRES = 360
"""Larger numbers are no degrees."""


def put_in_place(found: Reading, register: Register, place: Place, system: System) -> None:
    """Give all entries their geometries in WGS-84, or name the row whose geometry cannot be."""
    placed = [one for one in found.entries if one.geometry is not None]
    if not placed:
        return
    if register.geometry == "none":
        found.doubts.append(_("这份名册没有位置，文件里的图形没有用到。"))
        for entry in placed:
            entry.geometry = None
        return
    source = source_of(placed, found.sheet.code, system)
    points = [one for one in placed if is_point(one)]
    warn(found, points, place, source, system)
    convert_points(found, points, source)
    for entry in placed:
        convert_shape(found, entry, register, source)


def is_point(entry: Entry) -> bool:
    return entry.geometry is not None and entry.geometry.get("type") == "Point"


def coordinates(entries: Iterable[Entry]) -> Points:
    """The points of entries as a table."""
    import numpy as np

    return np.array([entry.geometry["coordinates"][:2] for entry in entries if entry.geometry], dtype=float)


def source_of(placed: Sequence[Entry], code: int | None, system: System) -> Source:
    """What the file's numbers are: the projection that it names, or that its eastings tell; else as said."""
    if code is not None:
        return code
    first = next((one for one in placed if is_point(one)), None)
    if system != "CGCS2000" or first is None or first.geometry is None:
        return system
    from luoshi.geography.coordinates import code_of_easting

    return code_of_easting(first.geometry["coordinates"][0]) or system


def warn(found: Reading, points: Sequence[Entry], place: Place, source: Source, system: System) -> None:
    """Say so where the points would lie much nearer to what the place has already if read otherwise."""
    known = known_points(place)
    if not points or len(known) < FEWEST:
        return
    from luoshi.geography.suspects import suspects

    step = max(len(points) // MOST, 1)
    for one in suspects(coordinates(points[::step]), source, known)[:1]:
        said = {
            "system": system,
            "other": one.system,
            "was": round(one.claimed_metres),
            "is": round(one.metres),
        }
        if one.swapped:
            found.doubts.append(_("经度和纬度两列像是放反了，请核对。"))
        else:
            words = _(
                "坐标像是 %(other)s，不是 %(system)s：离已有记录的中位距离会从 %(was)s 米变成 %(is)s 米。"
            )
            found.doubts.append(words % said)


def known_points(place: Place) -> list[tuple[float, float]]:
    """Points of the place's records, the latest ones."""
    rows = RecordRevision.objects.filter(record__place=place, lon__isnull=False).order_by("-pk")
    return [*dict.fromkeys(rows.values_list("lon", "lat")[:MOST])]


def convert_points(found: Reading, points: Sequence[Entry], source: Source) -> None:
    """Points of entries in WGS-84, all at once; those that are none are named and taken away."""
    from luoshi.geography.coordinates import converted, in_box, in_range

    if not points:
        return
    given = coordinates(points)
    there = given if source in ("WGS-84", "CGCS2000") else converted(given, source)
    fine, swapped = in_range(there), ~in_box(given) & in_box(given[:, ::-1])
    for entry, point, is_fine, is_swapped in zip(points, there.tolist(), fine, swapped, strict=True):
        if is_fine and not is_swapped:
            entry.geometry = {"type": "Point", "coordinates": point}
            continue
        found.faults.append(found.sheet.at(entry.number, None, wrong(entry, swapped=bool(is_swapped))))
        entry.geometry = None


def wrong(entry: Entry, *, swapped: bool) -> str:
    """Why a point is none."""
    lon, lat = entry.geometry["coordinates"][:2] if entry.geometry else (0, 0)
    said = {"lon": lon, "lat": lat}
    if swapped:
        return _("经度和纬度放反了（%(lon)s, %(lat)s），请对调两列") % said
    if max(abs(lon), abs(lat)) > METRES:
        return _("坐标是米不是度（%(lon)s, %(lat)s），请导出为经纬度，或选 CGCS2000 并带上带号") % said
    return _("坐标不在地球上（%(lon)s, %(lat)s）") % said


def convert_shape(found: Reading, entry: Entry, register: Register, source: Source) -> None:
    """A line or an area in WGS-84, checked; whatever does not fit the register is named."""
    if entry.geometry is None:
        return
    try:
        if not is_point(entry):
            entry.geometry = whole(entry.geometry, source)
        point_in(entry.geometry, register.geometry)
    except Refused as refusal:
        found.faults.append(found.sheet.at(entry.number, None, str(refusal)))
        entry.geometry = None


def whole(geometry: dict[str, Any], source: Source) -> dict[str, Any]:
    """A shape in WGS-84. Refused where it crosses itself, or otherwise is none."""
    import shapely
    from shapely.geometry import mapping, shape

    from luoshi.geography.coordinates import converted
    from luoshi.geography.validity import faults

    found = shape(geometry)
    if source not in ("WGS-84", "CGCS2000"):
        found = shapely.transform(found, lambda points: converted(points, source))
    for fault in faults(found)[:1]:
        raise Refused(either(fault.chinese, fault.english))
    return json.loads(json.dumps(mapping(found)))
