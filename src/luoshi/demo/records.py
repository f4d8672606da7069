"""The registers of the invented district: each record comes, goes from stage to stage, and is counted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from luoshi.board import actions as board
from luoshi.board import queries
from luoshi.board.models import Commitment, Source, Target
from luoshi.demo.diary import Story
from luoshi.demo.people import DEPARTMENTS, Office
from luoshi.demo.town import Town
from luoshi.office import clock
from luoshi.office.models import Place, User
from luoshi.programmes import Programme, Register
from luoshi.registers import actions
from luoshi.registers.actions import Drawing, Said
from luoshi.registers.declared import declared
from luoshi.registers.models import Ground as Row
from luoshi.registers.queries.stories import wanted
from luoshi.registers.values import parsed

Told = dict[str, str]
"""A line of a table, by its headings."""

WHOLE = (
    "elder_meals/长者食堂",
    "estate_renewal/片区建设",
    "estate_renewal/老旧小区改造",
    "park_city/街头游园、社区公园",
    "roads_alleys/背街小巷",
    "schools/建成投用学校",
    "schools/新增学位",
)
"""Measures of registers that the district keeps whole; others hold a few of many."""

BOTH = "背街小巷"
"""What is counted from records and goes on being reported: the two differ now and then."""


@dataclass(frozen=True, slots=True)
class Book:
    """A register with its lines, and who keeps it where."""

    place: Place
    programme: Programme
    register: Register
    keeper: User
    lines: Sequence[Told]


def books(office: Office, folder: Path) -> list[Book]:
    """The registers that tables in a folder tell of: a folder a programme, a file a register."""
    return [
        Book(office.place, programme, register, keeper_of(office, programme), [*lines_of(table, register)])
        for programme in declared().values()
        for register in programme.registers
        if (table := folder / programme.name / f"{register.name}.csv").is_file()
    ]


def records(kept: Iterable[Book], town: Town, begin: date) -> Iterator[Story]:
    """The stories of all records."""
    for book in kept:
        for line in book.lines:
            yield life(book, line, town, begin)


def draw(office: Office, town: Town) -> None:
    """The map of the town: its border and the streets on which somebody lives."""
    from shapely.geometry import LineString

    from luoshi.geography.ground import BORDER, LEVELS, Ground

    named = town.lines()
    grounds = {
        Row.Kind.BOUNDARY: Ground(np.array([LineString(town.border)]), [BORDER], [""]),
        Row.Kind.STREETS: Ground(
            np.array([LineString(line) for _name, line in named]),
            ["residential"] * len(named),
            [name for name, _line in named],
        ),
    }
    for kind, ground in grounds.items():
        tiles = [tile for level in LEVELS for tile in actions.tiles_at(ground, level)]
        drawing = Drawing("演示", "", len(ground.lines), ground.box, tiles)
        actions.draw_ground(place=office.place, kind=kind, drawing=drawing, by=office.officer)


def lines_of(table: Path, register: Register) -> Iterable[Told]:
    """The lines of a table; of a key that comes twice, the last, as whoever keeps the register would."""
    title = next(one.title_zh for one in register.fields if one.name == register.key)
    with table.open(encoding="utf-8", newline="") as lines:
        return {line[title]: line for line in csv.DictReader(lines)}.values()


def keeper_of(office: Office, programme: Programme) -> User:
    """Who keeps the records of a programme: the first department that it names, else the office."""
    named = (name for words in programme.about.departments for name in DEPARTMENTS if words in name)
    department = next(named, None)
    return office.reporters[department] if department else office.officer


def life(book: Book, line: Told, town: Town, begin: date) -> Story:
    """A record is entered when it begins, each stage on its day; what was before the year, at its start."""
    register = book.register
    days = {
        stage: date.fromisoformat(line[stage.title_zh])
        for stage in register.stages
        if line.get(stage.title_zh)
    }
    read = {field.name: parsed(field, line.get(field.title_zh, "")) for field in register.fields}
    values = {name: value for name, value in read.items() if value is not None}
    address = str(values.get("address") or values.get("name") or values[register.key])
    said = Said(values, town.place(address, register.geometry))
    own = {"programme": book.programme, "register": register, "by": book.keeper}
    yield max(begin, min(days.values(), default=entered(register, line) or begin))
    record = actions.add_record(place=book.place, said=said, **own)
    for stage, day in days.items():
        yield max(begin, day)
        proof = f"{stage.proof}（演示）" if stage.proof else ""
        actions.reach_stage(record=record, stage=stage.name, day=day, proof=proof, **own)


def entered(register: Register, line: Told) -> date | None:
    """The day that a record without stages speaks of."""
    days = [line.get(field.title_zh, "") for field in register.fields if field.type == "date"]
    return next((date.fromisoformat(day) for day in days if day), None)


def count_from_records(office: Office, commitments: Iterable[Commitment]) -> set[tuple[int, int]]:
    """Have the records count the targets that they fit; returns which, by commitment and key.

    What is counted as well as reported is left out: its figures go on coming.
    """
    found = set()
    for commitment in commitments:
        lines = queries.lines(Commitment.objects.filter(pk=commitment.pk), clock.today())
        for one in wanted(lines[0]):
            if one.likely in WHOLE:
                counted(office, one.target, one.likely)
                if BOTH not in one.target.measure:
                    found.add((commitment.pk, one.target.key))
    return found


def counted(office: Office, target: Target, counted_by: str) -> None:
    """The records count a target, and govern from the year's beginning."""
    said = {"commitment": target.commitment, "key": target.key, "by": office.officer}
    actions.count_target(counted_by=counted_by, reason="按名册逐条计数", **said)
    board.govern(source=Source.COUNTED, since=target.start, reason="逐条可查", **said)
