"""What the lines of a promise's milestones change in those that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from luoshi.board.models import Milestone
from luoshi.board.tasktable import parse
from luoshi.board.tasktable.parse import Gate
from luoshi.board.tasktable.rows import step_words
from luoshi.reading.outputs.writer import printable


@dataclass(slots=True)
class Steps:
    """How milestones change: which are set, by key or as new ones, and which are dropped."""

    kept: list[tuple[int | None, Gate]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)


def steps_of(standing: Iterable[Milestone], lines: Iterable[str]) -> Steps:
    """How milestones change into those of the lines. Raises BadCell.

    A line that is written as one of them is that one; else one of the same name, else the only one of the
    same day.
    """
    left: dict[str, list[Milestone]] = defaultdict(list)
    for row in standing:
        left[parse.normal(printable(step_words(row)))].append(row)
    gates = []
    for line in lines:
        if left[line]:
            left[line].pop(0)
        else:
            gates.append(parse.gate(line))
    steps, others = Steps(), [row for rows in left.values() for row in rows]
    for gate in gates:
        row = counterpart(gate, others)
        if row is not None:
            others.remove(row)
        steps.kept.append((row.key if row else None, gate))
    steps.dropped = [row.key for row in others]
    return steps


def counterpart(gate: Gate, rows: list[Milestone]) -> Milestone | None:
    """The milestone that a line means."""
    named = [row for row in rows if parse.normal(row.name) == gate.name]
    dated = [row for row in rows if row.due == gate.due]
    if named:
        return named[0]
    return dated[0] if len(dated) == 1 else None
