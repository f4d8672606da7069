"""The rows of a table as records: each cell read as its column wants it, and every bad one named."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from luoshi.office.actions import Refused
from luoshi.programmes import Register, RegisterField
from luoshi.programmes.counting import Value
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.tables.columns import Column, columns_of
from luoshi.registers.tables.sheet import Line, Sheet
from luoshi.registers.values import day, parsed

BETWEEN = re.compile(r"[,，;；\s]+")
LONGEST_KEY = 100
LONGEST_PROOF = 200


@dataclass(slots=True)
class Entry:
    """A row that says something of a record. A column of the file that is empty says None.

    `days` and `proofs` are those of stages, by their names. `geometry` is as the file gives it. A row with a
    `faulty` cell is not looked at further.
    """

    number: int
    key: str
    values: dict[str, Value | None] = field(default_factory=dict)
    days: dict[str, str | None] = field(default_factory=dict)
    proofs: dict[str, str] = field(default_factory=dict)
    geometry: Geometry | None = None
    faulty: bool = False


@dataclass(slots=True)
class Reading:
    """The rows of a sheet as entries, with what is wrong and what is doubtful, each with its cell."""

    sheet: Sheet
    entries: list[Entry] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def entries_of(sheet: Sheet, keys: Sequence[str], register: Register) -> Reading:
    """The entries of a sheet whose columns have these keys; of each empty key nothing is taken."""
    found = Reading(sheet)
    columns = {one.key: one for one in columns_of(register)}
    used = [(index, columns[key]) for index, key in enumerate(keys) if key]
    missing = missing_columns(register, keys)
    if missing:
        found.faults.append(
            _("缺少这些列：%(titles)s。在下面指明哪一列是它。") % {"titles": "、".join(missing)}
        )
        return found
    fields = {one.name: one for one in register.fields}
    known = {index for index, _column in used} | {None}
    found.faults += [sheet.at(number, index, words) for number, index, words in sheet.bad if index in known]
    found.doubts += [
        sheet.at(number, index, words) for number, index, words in sheet.doubtful if index in known
    ]
    bad = {(number, index) for number, index, _words in sheet.bad}
    for line in sheet.lines:
        fine = [one for one in used if (line.number, one[0]) not in bad]
        told = len(found.faults)
        entry = entry_of(found, line, fine, fields, register)
        if entry is not None:
            entry.faulty = len(fine) < len(used) or len(found.faults) > told
            found.entries.append(entry)
    return found


def missing_columns(register: Register, keys: Sequence[str]) -> list[str]:
    """The titles of columns without which nothing can be read: the key's. Others may be there already."""
    wanted = next(one for one in register.fields if one.name == register.key)
    return [] if f"field.{wanted.name}" in keys else [wanted.title_zh]


def entry_of(
    found: Reading,
    line: Line,
    used: Sequence[tuple[int, Column]],
    fields: dict[str, RegisterField],
    register: Register,
) -> Entry | None:
    """What a row says; nothing where it has no key."""
    entry = Entry(line.number, "", geometry=line.geometry)
    place: dict[str, tuple[int, str]] = {}
    for index, column in used:
        words = line.cells[index]
        try:
            if column.kind == "field":
                entry.values[column.name] = parsed(fields[column.name], words)
            elif column.kind == "stage":
                entry.days[column.name] = day_of(column, words)
            elif column.kind == "proof":
                entry.proofs[column.name] = proof_of(words)
            elif words:
                place[column.key] = (index, words)
        except Refused as refusal:
            found.faults.append(found.sheet.at(line.number, index, str(refusal)))
    if place:
        entry.geometry = point_of(found, line, place) or entry.geometry
    entry.key = str(entry.values.get(register.key) or "")
    if len(entry.key) > LONGEST_KEY:
        words = _("编号最多 %(most)s 字") % {"most": LONGEST_KEY}
        found.faults.append(found.sheet.at(line.number, None, words))
        return None
    return entry if entry.key else keyless(found, entry, fields[register.key])


def keyless(found: Reading, entry: Entry, key: RegisterField) -> None:
    """A row without a key is wrong; where the key's field must be filled, that was said."""
    if not key.required:
        words = _("“%(field)s”不能空着。") % {"field": key.title_zh}
        found.faults.append(found.sheet.at(entry.number, None, words))


def day_of(column: Column, words: str) -> str | None:
    """The day of a stage, ISO; None where it was not reached. Raises Refused."""
    field = RegisterField(name="day", type="date", title_zh=column.titles[0], title_en=column.titles[1])
    return day(field, words) if words else None


def proof_of(words: str) -> str:
    if len(words) > LONGEST_PROOF:
        raise Refused("证明最多 %(most)s 字。", most=LONGEST_PROOF)
    return words


def point_of(found: Reading, line: Line, place: dict[str, tuple[int, str]]) -> Geometry | None:
    """The point that the columns of coordinates give; nothing where one of them is wrong."""
    said = dict(place)
    if "lonlat" in said:
        index, words = said["lonlat"]
        pair = BETWEEN.split(words)
        said = {"lon": (index, pair[0]), "lat": (index, pair[-1])} if len(pair) == 2 else said
    if "lon" not in said or "lat" not in said:
        index = next(iter(said.values()))[0]
        words = _("要经度和纬度两个数，如 118.05,36.80")
        found.faults.append(found.sheet.at(line.number, index, words))
        return None
    numbers = []
    for index, words in (said["lon"], said["lat"]):
        try:
            numbers.append(float(words.rstrip("°")))
        except ValueError:
            numbers.append(math.nan)
        if not math.isfinite(numbers[-1]):
            told = _("坐标要填数字：%(words)s") % {"words": words[:40]}
            found.faults.append(found.sheet.at(line.number, index, told))
            return None
    return {"type": "Point", "coordinates": numbers}
