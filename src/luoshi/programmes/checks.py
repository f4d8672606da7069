"""Conditions of official documents, held against a record: what it meets, lacks, does not say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from luoshi.programmes.counting import Row, fits
from luoshi.programmes.model import Check, Register


@dataclass(frozen=True, slots=True)
class Finding:
    """How a record stands to a condition; `met` is None where its field says nothing.

    `gap` is by how much a number misses its bound, in the unit of the field.
    """

    check: Check
    met: bool | None
    gap: Decimal | None = None


def findings(register: Register, row: Row) -> list[Finding]:
    """Every condition that concerns a record, in the order of the register."""
    return [held_against(check, row) for check in register.checks if fits(row, check.where)]


def held_against(check: Check, row: Row) -> Finding:
    """One condition and what the record says."""
    said = row.values.get(check.field)
    if said is None or said == "":
        return Finding(check, None)
    if isinstance(said, bool):
        return Finding(check, said)
    (bound,) = (Decimal(str(one)).normalize() for one in check.bounds)
    short = Decimal(said) - bound if check.at_most is not None else bound - Decimal(said)
    met = short < 0 if check.over is not None else short <= 0
    return Finding(check, met, None if met else short)
