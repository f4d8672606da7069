"""Records put on the map by hand."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from luoshi.office.actions import Refused
from luoshi.office.models import User
from luoshi.programmes import Programme, Register
from luoshi.registers.actions.common import locked, refuse_stranger, standing
from luoshi.registers.actions.records import Said, said_anew
from luoshi.registers.models import Record, RecordRevision

DIGITS = 6
"""A tenth of a metre: nobody points closer."""


@transaction.atomic
def place_record(
    *,
    record: Record,
    programme: Programme,
    register: Register,
    lon: float,
    lat: float,
    by: User,
    reason: str = "",
) -> RecordRevision:
    """Say where a record is, in WGS-84 degrees; all else that is said of it stays."""
    refuse_stranger(by, programme)
    held = locked(record)
    last = standing(held)
    point = {"type": "Point", "coordinates": [round(lon, DIGITS), round(lat, DIGITS)]}
    if register.geometry == "none":
        raise Refused("这份名册不记位置。")
    if register.geometry != "point":
        raise Refused("这份名册的位置是线或面，请从文件导入。")
    if last.geometry == point:
        raise Refused("与现在的一样，没有改动。")
    said = replace(Said.of(last, stages=last.stages, reason=reason), geometry=point)
    return said_anew(held, programme, register, said, by, "place_record")
