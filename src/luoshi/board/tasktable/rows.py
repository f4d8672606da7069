"""What stands in the rows of the task table: the facts of commitments as cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.board.models import Milestone, Revision, Target, Visibility
from luoshi.board.models.commitments import CLOSED
from luoshi.board.queries import Facts
from luoshi.board.tasktable.columns import COLUMNS, DAYS, NUMBERS, QUARTERS, choices
from luoshi.reading.outputs.words import decimal_words
from luoshi.reading.outputs.writer import printable

Cell = str | Decimal | date
LONGEST = 32_000
"""Characters of a cell; Excel takes 32,767."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells by the keys of their columns. What is left out is empty."""

    cells: dict[str, Cell]

    def text(self, key: str) -> str:
        """A cell as text, as it is read back."""
        return said(self.cells.get(key, ""))


def said(cell: Cell) -> str:
    """A cell as text: a day in ISO 8601, a number without idle zeros."""
    if isinstance(cell, Decimal):
        return decimal_words(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def table(found: Iterable[Facts]) -> Iterator[Row]:
    """One row a target, one for a promise without any."""
    words = choices()
    for facts in found:
        promise = promise_cells(facts, words)
        targets = facts.standing_targets()
        for place, target in enumerate(targets):
            steps = promise["steps"] if place == 0 else ""
            yield row(promise | {"steps": steps} | target_cells(facts, target, words))
        if not targets:
            yield row(promise)


def row(cells: dict[str, Cell]) -> Row:
    """A row whose texts any file can hold."""
    return Row({key: shown(cell) for key, cell in cells.items()})


def shown(cell: Cell) -> Cell:
    """A cell as any file can hold it: a spreadsheet's lines end in LF only."""
    if not isinstance(cell, str):
        return cell
    return printable(cell.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def promise_cells(facts: Facts, words: dict[str, dict[str, str]]) -> dict[str, Cell]:
    """What is said of the promise as a whole; the reason only where it explains how it stands."""
    commitment, revision = facts.commitment, facts.revision
    explained = revision.state in CLOSED or revision.untracked
    return {
        "code": commitment.code,
        "origin": words["origin"][commitment.origin],
        "section": commitment.section,
        "words": commitment.words,
        "title": revision.title,
        "state": words["state"][revision.state],
        "steps": "\n".join(map(step_words, facts.standing_milestones())),
        "lead": revision.lead.name if revision.lead else "",
        "supporting": "、".join(revision.supporting),
        "leader": str(revision.leader) if revision.leader else "",
        "contact": revision.contact,
        "criterion": revision.criterion,
        "proof": revision.proof,
        "visibility": visibility_words(revision, words["visibility"]),
        "ongoing": words["yes"]["yes"] if revision.ongoing else "",
        "untracked": words["yes"]["yes"] if revision.untracked else "",
        "reason": revision.reason if explained else "",
    }


def visibility_words(revision: Revision, words: dict[str, str]) -> str:
    """Who may see it, and from which day on."""
    word = words[revision.visibility]
    return f"{word} {revision.until}" if revision.visibility == Visibility.EMBARGOED else word


def step_words(milestone: Milestone) -> str:
    """A milestone in one line: 2025-06-30 方案批复（批复文件）."""
    name, proof = " ".join(milestone.name.split()), " ".join(milestone.proof.split())
    # An empty bracket says that the last one belongs to the name.
    bracket = f"（{proof}）" if proof or name.endswith(("）", ")")) else ""
    return f"{milestone.due} {name}{bracket}"


def target_cells(facts: Facts, target: Target, words: dict[str, dict[str, str]]) -> dict[str, Cell]:
    """What is said of one target; nodes at the ends of the year's quarters stand in columns of their own."""
    chosen = ("comparator", "basis", "direction", "frequency")
    year = facts.commitment.year
    ends = {date(year, month, day).isoformat(): key for key, (month, day) in QUARTERS.items()}
    quarters = {ends[day]: Decimal(value) for day, value in target.path if day in ends}
    others = [f"{day}:{decimal_words(Decimal(value))}" for day, value in target.path if day not in ends]
    return {
        "code": f"{facts.commitment.code}.{target.key}",
        "measure": target.measure,
        "value": target.value,
        "unit": target.unit,
        "baseline": "" if target.baseline is None else target.baseline,
        "start": target.start,
        "due": target.due,
        "nodes": "\n".join(others),
        "lag": Decimal(target.lag),
        "shared": target.shared.name if target.shared else "",
        **{key: words[key].get(getattr(target, key), getattr(target, key)) for key in chosen},
        **quarters,
    }


KINDS = {
    column.key: "day" if column.key in DAYS else "number" if column.key in (*NUMBERS, "lag") else "text"
    for column in COLUMNS
}
"""What the cells of a column are, where they are not empty."""
