"""What became of each promise as of a day: nothing that was promised is without an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from luoshi.board.models import Commitment, Revision, State
from luoshi.board.models.commitments import CLOSED
from luoshi.board.queries.confirming import start
from luoshi.board.queries.lines import Line, lines


@dataclass(slots=True)
class Fate:
    """What became of a promise: the office's last word, since when, and where it is followed now."""

    line: Line
    decided: Revision
    into: list[Commitment] = field(default_factory=list)

    @property
    def commitment(self) -> Commitment:
        return self.line.commitment

    @property
    def state(self) -> str:
        return self.decided.state

    @property
    def reason(self) -> str:
        """Why it is not followed by itself any more; empty for one that is."""
        return self.decided.reason if self.state in CLOSED else ""


def fates(commitments: QuerySet[Commitment], as_of: date) -> list[Fate]:
    """Each promise with what became of it by the end of a day, in the order of the text."""
    found = {line.commitment.pk: Fate(line, decision(line)) for line in lines(commitments, as_of)}
    for fate in found.values():
        if fate.state == State.MERGED:
            fate.into.append(fate.decided.merged_into)
        whole = found.get(fate.commitment.split_from_id)
        if whole is not None:
            whole.into.append(fate.commitment)
    return sorted(found.values(), key=lambda fate: (start(fate.commitment), fate.commitment.number))


def decision(line: Line) -> Revision:
    """The revision by which a promise came into the state that it is in."""
    decided = line.revision
    for row in reversed(line.facts.revisions):
        if row.state != decided.state:
            break
        decided = row
    return decided


def counted(found: Sequence[Fate]) -> list[tuple[State, int]]:
    """How many promises are in each state."""
    counts = Counter(fate.state for fate in found)
    return [(state, counts[state]) for state in State]
