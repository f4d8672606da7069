"""A figure from the records of a register: which rows count on a day, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from luoshi.programmes.model import Measure, Register
from luoshi.programmes.units import factor

Value = str | bool
Wanted = Mapping[str, str | bool | list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it stood: numbers as decimal strings, dates as ISO; the stages that it has reached."""

    key: str
    values: Mapping[str, Value]
    stages: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """What a measure came to, and the rows behind it; None where there is nothing to divide by."""

    value: Decimal | None
    rows: Sequence[Row]


def count(measure: Measure, register: Register, rows: Iterable[Row], start: date, day: date) -> Count:
    """What a measure comes to on a day; of a promise that began at `start`, if its period is the year."""
    every = [*rows]
    since = start if measure.period == "year" else date.min
    found = [row for row in every if counts(measure, register, row, since, day)]
    if measure.op == "count":
        return Count(Decimal(len(found)), found)
    if measure.op == "sum":
        return Count(total(measure, register, found), found)
    if measure.op == "share":
        whole = [row for row in every if fits(row, measure.of)]
        return Count(percent(Decimal(len(found)), Decimal(len(whole))), found)
    before = [row for row in every if counts(measure, register, row, year_before(since), year_before(day))]
    return Count(grown(measure, found, before), found)


def counts(measure: Measure, register: Register, row: Row, since: date, day: date) -> bool:
    """Whether a row counts: it is what is asked for, was reached in time, and has not ended."""
    reached = day_of(measure, register, row)
    if reached is None or not since <= reached <= day or not fits(row, measure.where):
        return False
    ended = row.stages.get(measure.until) if measure.until else None
    last = said_day(row, measure.expires)
    return (ended is None or ended > day) and (last is None or last >= day)


def day_of(measure: Measure, register: Register, row: Row) -> date | None:
    """The day by which a row counts: when it reached the stage, or a later one that implies it.

    A stage by which rows end implies nothing: what was given up was not reached by that.
    """
    if measure.stage is None:
        return said_day(row, measure.on)
    names = [one.name for one in register.stages]
    implying = [name for name in names[names.index(measure.stage) :] if name != measure.until]
    return min((row.stages[name] for name in implying if name in row.stages), default=None)


def said_day(row: Row, field: str | None) -> date | None:
    """The date that a field of a row says, if any."""
    said = row.values.get(field) if field else None
    return date.fromisoformat(said) if isinstance(said, str) and said else None


def fits(row: Row, wanted: Wanted) -> bool:
    """Whether a row's fields have the values that are asked for."""
    return all(
        row.values.get(name) in value if isinstance(value, list) else row.values.get(name) == value
        for name, value in wanted.items()
    )


def total(measure: Measure, register: Register, rows: Iterable[Row]) -> Decimal:
    """A field of rows added up, in the unit of the measure; a row that says nothing adds nothing."""
    unit = next(one.unit for one in register.fields if one.name == measure.field)
    return added(measure, rows) * (factor(unit, measure.unit) or 1)


def added(measure: Measure, rows: Iterable[Row]) -> Decimal:
    """The numbers of the measure's field, added up."""
    numbers = (row.values.get(measure.field or "") for row in rows)
    return sum((Decimal(one) for one in numbers if isinstance(one, str) and one), Decimal(0))


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """A part of a whole in percent, to two places."""
    return (part * 100 / whole).quantize(Decimal("0.01")) if whole else None


def grown(measure: Measure, now: Sequence[Row], before: Sequence[Row]) -> Decimal | None:
    """By how many percent rows grew: a field of them, or their number."""
    if measure.field is None:
        return percent(Decimal(len(now) - len(before)), Decimal(len(before)))
    past = added(measure, before)
    return percent(added(measure, now) - past, past)


def year_before(day: date) -> date:
    """The same day of the year before; 29 February becomes the 28th."""
    if day == date.min:
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
