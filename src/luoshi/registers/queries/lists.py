"""Lists of registers and records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery

from luoshi.office.models import Place
from luoshi.programmes import Programme, Register, Stage
from luoshi.registers.declared import declared
from luoshi.registers.models import RecordRevision
from luoshi.registers.queries.rows import Kept
from luoshi.registers.values import shown


@dataclass(frozen=True, slots=True)
class Sifting:
    """What a list of records is asked for: words in any field, a stage, the year in which it was reached."""

    words: str = ""
    stage: str = ""
    year: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], register: Register) -> Sifting:
        """What an address asks for; what cannot be asked is left out."""
        stage, year = asked.get("stage", ""), asked.get("year", "")
        return cls(
            asked.get("q", "").strip()[:100],
            stage if stage == "none" or register.stage_named(stage) else "",
            year if len(year) == 4 and year.isascii() and year.isdigit() else "",
        )


def sifted(found: Sequence[Kept], sifting: Sifting) -> list[Kept]:
    """The records that are asked for."""
    return [one for one in found if fits(one, sifting)]


def fits(one: Kept, sifting: Sifting) -> bool:
    """Whether a record is what is asked for."""
    last = one.stage
    if sifting.stage and (last.stage if last else "none") != sifting.stage:
        return False
    if sifting.year and (last is None or str(last.day.year) != sifting.year):
        return False
    said = (one.record.key, *(shown(value) for value in one.values.values()))
    return not sifting.words or any(sifting.words in words for words in said)


def stage_counts(found: Sequence[Kept], register: Register) -> list[tuple[Stage, int]]:
    """How many records stand at each stage."""
    counts = Counter(one.stage.stage for one in found if one.stage)
    return [(stage, counts[stage.name]) for stage in register.stages]


Overview = list[tuple[Programme, list[tuple[Register, int]]]]
"""Programmes, each with its registers and how many records they have."""


def overview(place: Place) -> Overview:
    """All programmes, those that keep registers first; one query."""
    counts = record_counts(place)
    every = sorted(declared().values(), key=lambda one: not one.registers)
    return [
        (one, [(register, counts.get((one.name, register.name), 0)) for register in one.registers])
        for one in every
    ]


def record_counts(place: Place) -> dict[tuple[str, str], int]:
    """How many records stand in each register, by programme and register; one query."""
    last = RecordRevision.objects.filter(record=OuterRef("pk")).order_by("-pk").values("struck")[:1]
    rows = place.records.annotate(gone=Subquery(last)).filter(gone=False).order_by()
    counts = rows.values_list("programme", "register").annotate(count=Count("pk"))
    return {(programme, register): count for programme, register, count in counts}
