"""Each programme in depth: its sample comes in from a file and moves its promise, and nothing else counts."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest
from cast import Cast
from register_tables import imported
from steps import line_of

from luoshi.board.actions import enter_promise, govern, revise
from luoshi.board.models import Commitment, Origin, Source, State
from luoshi.office import clock
from luoshi.programmes import Measure, shipped
from luoshi.registers.actions import count_target
from luoshi.registers.queries.stories import counted

SAMPLES = Path(__file__).parents[2] / "samples" / "programmes"
BEGIN, END = date(2025, 1, 20), date(2025, 12, 31)


def told() -> dict[tuple[str, str], list[dict[str, str]]]:
    """What each measure comes to at the year's end, and which records must not count."""
    with (SAMPLES / "promises.csv").open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines)]
    return {key: [*group] for key, group in groupby(rows, key=lambda row: (row["方案"], row["指标"]))}


PROMISES = told()


def promised(cast: Cast, measure: Measure, value: Decimal) -> Commitment:
    """A promise of this much, confirmed in January."""
    target = {
        "measure": measure.name,
        "comparator": ">=",
        "value": value,
        "unit": measure.unit,
        "basis": measure.basis,
        "direction": "up",
        "start": date(2025, 1, 1),
        "due": END,
    }
    said = {"origin": Origin.PROJECT, "year": 2025, "words": measure.name, "targets": [target]}
    row = enter_promise(place=cast.place, by=cast.officer, **said)
    revise(commitment=row, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    return row


def counts_it(cast: Cast, promise: Commitment, counted_by: str) -> None:
    """The records count a promise, and govern."""
    said = {"commitment": promise, "key": 1, "reason": "按名册", "by": cast.officer}
    count_target(counted_by=counted_by, **said)
    govern(source=Source.COUNTED, since=date(2025, 1, 1), **said)


def until_the_end(file: Path) -> bytes:
    """A sample without the lines that speak of days to come: nobody can enter those yet."""
    title, *lines = file.read_text("utf-8").splitlines()
    return "\n".join([title, *(line for line in lines if ",2026-" not in line)]).encode()


@pytest.mark.parametrize(("programme", "measure"), PROMISES)
def test_a_sample_moves_its_promise_and_nothing_else_counts(cast: Cast, programme: str, measure: str) -> None:
    """From nothing to what was promised by records alone; each plausible wrong record is left out."""
    rows = PROMISES[programme, measure]
    one = shipped()[programme].measure_named(measure)
    assert one
    value = Decimal(rows[0]["年末"])
    with clock.at(BEGIN):
        promise = promised(cast, one, value)
        counts_it(cast, promise, f"{programme}/{measure}")
    (before,) = counted(line_of(promise, BEGIN), BEGIN)
    assert not before.value
    with clock.at(END):
        file = SAMPLES / programme / f"{one.register_name}.csv"
        imported(cast.officer, until_the_end(file), to=f"/p/990101/registers/{programme}/{file.stem}/")
    line = line_of(promise, END)
    (after,) = counted(line, END)
    assert after.value == value
    assert not {row.record.key for row in after.records} & {row["不算的记录"] for row in rows}
    assert line.standing.status in ("ahead", "on_pace")
