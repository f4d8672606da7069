"""Records as a table that goes out: the very columns by which they come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.board.tasktable.out_xlsx import is_exact
from luoshi.programmes import Register
from luoshi.programmes.counting import Value
from luoshi.programmes.model import NUMBERS
from luoshi.registers.queries.rows import Kept
from luoshi.registers.queries.shapes import Geometry
from luoshi.registers.tables.columns import Column, bare, field_columns, meant, place_columns, stage_columns

RESERVED = ("fid", "geom")
"""Columns that a GeoPackage has already."""


@dataclass(frozen=True, slots=True)
class Table:
    """Records with their columns, each under a title of its own; what speaks of persons only if `open_to`."""

    register: Register
    columns: list[Column]
    titles: list[str]
    records: Sequence[Kept]

    def rows(self) -> Iterator[list[Value]]:
        """The cells of each record, empty text where nothing is said."""
        for one in self.records:
            yield [cell(one, column) for column in self.columns]

    def geometries(self) -> Iterator[Geometry | None]:
        """Where each record is."""
        for one in self.records:
            yield one.revision.geometry

    def is_number(self, column: Column) -> bool:
        """Whether a column holds numbers."""
        return column.kind in ("lon", "lat") or self.type_of(column) in NUMBERS

    def is_day(self, column: Column) -> bool:
        """Whether a column holds days."""
        return column.kind == "stage" or self.type_of(column) == "date"

    def type_of(self, column: Column) -> str:
        """The type of a field's column, empty for others."""
        found = self.register.field_named(column.name) if column.kind == "field" else None
        return found.type if found else ""


def table(register: Register, records: Sequence[Kept], *, open_to: bool, with_place: bool) -> Table:
    """The table of some records; `with_place`: with columns of coordinates."""
    hidden = set() if open_to else {f"field.{one.name}" for one in register.fields if one.personal}
    columns = [one for one in (*field_columns(register), *stage_columns(register)) if one.key not in hidden]
    if with_place:
        columns += [one for one in place_columns(register) if one.key != "lonlat"]
    known = meant(register, {})
    return Table(register, columns, [title_of(one, known) for one in columns], records)


def title_of(column: Column, known: Mapping[str, str]) -> str:
    """The title by which a column is found again: another than its label where something else has that."""
    titles = [one for one in (column.label, *column.titles) if bare(one) not in RESERVED]
    return next((one for one in titles if known.get(bare(one)) == column.key), column.key)


def cell(one: Kept, column: Column) -> Value:
    """What a record says in a column."""
    if column.kind == "field":
        values = one.values if column.name in one.values else one.personal
        return values.get(column.name, "")
    if column.kind in ("lon", "lat"):
        number = getattr(one.revision, column.kind)
        return "" if number is None else repr(number)
    reached = one.stages.get(column.name)
    if reached is None:
        return ""
    return reached.day.isoformat() if column.kind == "stage" else reached.proof


def exact(words: Value) -> float | int | None:
    """A number as a machine holds it without loss; None where it cannot."""
    number = Decimal(str(words))
    if not is_exact(number):
        return None
    return int(number) if number == number.to_integral_value() else float(number)
