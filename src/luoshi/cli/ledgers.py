"""The ledgers that `luoshi status` reads: commitments, progress, milestones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

from luoshi.delivery.bounds import has_way
from luoshi.delivery.model import Basis, Comparator, Direction, Figure, Frequency, Milestone, Target

from .cells import BadCell, day, days, moment, nodes, number, one_of, optional, shown, text, yes_or_no
from .tables import BadTable, Cells, complain, rows

COMMITMENTS = "id measure comparator value unit basis direction baseline start due path".split()
PROGRESS = ["id", "date", "value", "cumulative"]
MILESTONES = ["id", "milestone", "due", "accepted_at"]

Commitments = dict[str, list[Target]]
Converter = Callable[[str], str]
Key = tuple[str, str]
"""A figure is about a measure of a commitment."""


@dataclass(slots=True)
class Progress:
    """The figures by what they are about, and what was read but does not count, as lines for people."""

    figures: dict[Key, list[Figure]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_commitments(path: Path) -> Commitments:
    """The targets of each commitment; several rows with one id are parts of one promise."""
    found: Commitments = {}
    problems: list[str] = []
    for row in rows(path, COMMITMENTS):
        target = read_target(row)
        problems += row.problems
        found.setdefault(target.id, []).append(target)
    complain(problems)
    if not found:
        raise BadTable(f"{path.name} 没有一行承诺，请填写。 {path.name} has no commitment.")
    return found


def read_target(row: Cells) -> Target:
    """One row of the commitments."""
    target = Target(
        id=row.read("id", text, ""),
        measure=row.read("measure", str, ""),
        comparator=row.read("comparator", one_of(get_args(Comparator)), "="),
        value=row.read("value", number, Decimal(0)),
        unit=row.read("unit", str, ""),
        basis=row.read("basis", one_of(get_args(Basis)), "amount"),
        direction=row.read("direction", one_of(get_args(Direction), "up"), "up"),
        baseline=row.read("baseline", optional(number), None),
        start=row.read("start", day, date.min),
        due=row.read("due", day, date.max),
        path=row.read("path", nodes, ()),
        frequency=row.read("frequency", one_of(get_args(Frequency), "month"), "month"),
        lag=row.read("lag", days, 0),
    )
    if target.due < target.start:
        row.blame("due", "到期早于开始。 due before start")
    return target


def paths_without_a_way(commitments: Commitments) -> list[str]:
    """A line for each target whose path cannot count, because it is judged as it stands."""
    return [
        f"{target.id} 的 path 未计入：只有数量和有基数的水平指标按节点判断。 path of {target.id} not used."
        for targets in commitments.values()
        for target in targets
        if target.path and not has_way(target)
    ]


def read_progress(path: Path, commitments: Commitments) -> Progress:
    """The reported figures; one of an unknown commitment is a problem, not a silence."""
    found: dict[Key, list[tuple[datetime, Figure]]] = {}
    seen: dict[tuple[Key, date, datetime], tuple[int, Decimal]] = {}
    progress = Progress()
    problems: list[str] = []
    for row in rows(path, PROGRESS):
        key, recorded, figure = read_figure(row, commitments)
        if not row.problems and replaces(figure, commitments[key[0]]):
            number_, value = seen.setdefault((key, figure.day, recorded), (row.number, figure.value))
            if value != figure.value:
                row.blame("value", f"与第 {number_} 行同日不同数，请写明 recorded_at。 unlike row {number_}")
        problems += row.problems
        if row.problems:
            continue
        found.setdefault(key, []).append((recorded, figure))
        if figure.day < min(target.start for target in commitments[key[0]]):
            progress.notes.append(f"{path.name} 第 {row.number} 行早于承诺开始，未计入。 before the start.")
    complain(problems)
    for key, figures in found.items():
        progress.figures[key] = [figure for _, figure in sorted(figures, key=lambda each: each[0])]
    return progress


def read_figure(row: Cells, commitments: Commitments) -> tuple[Key, datetime, Figure]:
    """One row of the progress: what it is about, when it was recorded, the figure."""
    id_ = row.read("id", one_known(commitments), "")
    measures = [target.measure for target in commitments.get(id_, ())]
    measure = row.read("measure", one_measure(measures), "") if measures else ""
    day_ = row.read("date", day, date.min)
    recorded = row.read("recorded_at", optional(moment), None) or datetime(day_.year, day_.month, day_.day)
    value = row.read("value", number, Decimal(0))
    cumulative = row.read("cumulative", yes_or_no, False)
    return (id_, measure), recorded, Figure(day_, value, cumulative, recorded.date())


def replaces(figure: Figure, targets: Sequence[Target]) -> bool:
    """Whether a figure stands for itself, so that a second one of its day contradicts it."""
    return figure.cumulative or all(target.basis != "amount" for target in targets)


def read_milestones(path: Path) -> dict[str, list[Milestone]]:
    """The milestones of each commitment; one that is not in the commitments has milestones only."""
    found: dict[str, list[Milestone]] = {}
    problems: list[str] = []
    for row in rows(path, MILESTONES):
        milestone = Milestone(
            row.read("milestone", text, ""),
            row.read("due", day, date.max),
            row.read("accepted_at", optional(day), None),
        )
        found.setdefault(row.read("id", text, ""), []).append(milestone)
        problems += row.problems
    complain(problems)
    return found


def one_known(commitments: Commitments) -> Converter:
    """The id of a commitment that is there."""

    def convert(cell: str) -> str:
        if cell not in commitments:
            raise BadCell(f"承诺表里没有编号“{shown(cell)}”。 no such commitment")
        return cell

    return convert


def one_measure(measures: Sequence[str]) -> Converter:
    """One of a commitment's measures; if it has only one, that need not be said."""

    def convert(cell: str) -> str:
        if not cell and len(set(measures)) == 1:
            return measures[0]
        if cell not in measures:
            named = "、".join(shown(measure) for measure in dict.fromkeys(measures))
            raise BadCell(f"请写明是哪个指标：{named}。 say which measure")
        return cell

    return convert
