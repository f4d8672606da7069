"""What the tags of OpenStreetMap and the columns of Geofabrik's layout say of a way."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from luoshi.geography.geojson import text_of
from luoshi.geography.streets.model import Way

FOR_BOTH = frozenset(
    "trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link"
    " unclassified residential living_street service road track".split()
)
FOR_CARS = frozenset("motorway motorway_link".split())
FOR_WALKERS = frozenset("footway pedestrian path steps corridor".split())
FOR_NEITHER = frozenset("cycleway bridleway busway bus_guideway".split())
"""Streets, but to walk or to drive on only where a tag allows it."""

STREETS = FOR_BOTH | FOR_CARS | FOR_WALKERS | FOR_NEITHER
GRADE = re.compile(r"^track_grade[1-5]$")

FORBIDDEN = frozenset("no private".split())
ALLOWED = frozenset("yes designated permissive destination".split())
FORWARD = frozenset("yes true 1 F".split())
BACKWARD = frozenset("-1 reverse T".split())
SPEED = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*(mph|km/h|kmh|kph)?\s*$", re.IGNORECASE)
MILE = 1.609344


def way_of_tags(tags: Mapping[str, str]) -> Way | None:
    """The way that the tags of OpenStreetMap describe; None for what is no street."""
    kind = tags.get("highway", "")
    if kind not in STREETS:
        return None
    return Way(
        name=tags.get("name", ""),
        kind=kind,
        oneway=_oneway(tags, kind),
        on_foot=_may(tags, ("foot", "access"), kind in FOR_BOTH | FOR_WALKERS),
        by_car=_may(tags, ("motorcar", "motor_vehicle", "vehicle", "access"), kind in FOR_BOTH | FOR_CARS),
        bridge=tags.get("bridge", "no") != "no",
        speed=speed_of(tags.get("maxspeed", "")),
    )


def way_of_columns(columns: Mapping[str, object]) -> Way | None:
    """The way that a feature in Geofabrik's layout describes; None for what is no street.

    A feature without a class (`fclass`, or `type`, or `highway`) is taken for a street of no known class.
    """
    kind = text_of(columns, "fclass", "type", "highway")
    if GRADE.match(kind):
        kind = "track"
    known = way_of_tags({"highway": kind}) if kind not in ("", "unknown") else Way()
    if not known:
        return None
    return known._replace(
        name=text_of(columns, "name"),
        oneway=_direction(text_of(columns, "oneway")) or known.oneway,
        bridge=text_of(columns, "bridge") in ("T", "1", "yes", "true"),
        speed=speed_of(text_of(columns, "maxspeed")),
    )


def speed_of(text: str) -> float:
    """A speed limit in km/h: "60", "30 mph"; NaN for words, nothing, and Geofabrik's 0, which means
    unknown."""
    found = SPEED.match(text)
    speed = float(found[1]) if found else 0.0
    if not speed:
        return math.nan
    return speed * MILE if found and (found[2] or "").lower() == "mph" else speed


def _oneway(tags: Mapping[str, str], kind: str) -> int:
    said = tags.get("oneway", "")
    if not said and (kind in FOR_CARS or tags.get("junction") in ("roundabout", "circular")):
        return 1
    return _direction(said) if said != "T" else 0


def _direction(said: str) -> int:
    return 1 if said in FORWARD else -1 if said in BACKWARD else 0


def _may(tags: Mapping[str, str], keys: tuple[str, ...], usual: bool) -> bool:
    """What the most particular of the tags says; the usual where none says anything."""
    for key in keys:
        if (said := tags.get(key)) in FORBIDDEN:
            return False
        if said in ALLOWED and key != "access":
            return True
    return usual
