"""What became of each promise as of a day: nothing that was promised is without an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.board.models import Commitment, Revision, State
from luoshi.board.models.commitments import CLOSED
from luoshi.board.queries.confirming import start
from luoshi.board.queries.lines import board_lines, confirmed
from luoshi.delivery import Standing
from luoshi.office.clock import end_of


@dataclass(slots=True)
class Fate:
    """What became of a promise: the office's last word, since when, and where it is followed now.

    `standing` is how it stands, None unless it is confirmed.
    """

    commitment: Commitment
    revisions: list[Revision]
    standing: Standing | None = None
    into: list[Commitment] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the office calls it."""
        return self.revisions[-1].title

    @property
    def decided(self) -> Revision:
        """The revision by which it came into the state that it is in."""
        decided = self.revisions[-1]
        for row in reversed(self.revisions):
            if row.state != decided.state:
                break
            decided = row
        return decided

    @property
    def state(self) -> str:
        return self.revisions[-1].state

    @property
    def reason(self) -> str:
        """Why it is not followed by itself any more; empty for one that is."""
        return self.decided.reason if self.state in CLOSED else ""


def fates(commitments: QuerySet[Commitment], as_of: date) -> list[Fate]:
    """Each promise of a place with what became of it by the end of a day, in the order of the text.

    Only those that are followed are judged; seven queries.
    """
    found = said(commitments, as_of)
    for fate in found.values():
        if fate.state == State.MERGED:
            fate.into.append(fate.decided.merged_into)
        whole = found.get(fate.commitment.split_from_id)
        if whole is not None:
            whole.into.append(fate.commitment)
    judge(found, commitments, as_of)
    return sorted(found.values(), key=lambda fate: (start(fate.commitment), fate.commitment.number))


def said(commitments: QuerySet[Commitment], as_of: date) -> dict[int, Fate]:
    """What the office had said of each promise by the end of a day, by its id: two queries."""
    until = end_of(as_of)
    rows = commitments.filter(at__lt=until).select_related("place").defer("machine")
    found = {row.pk: Fate(row, []) for row in rows}
    revisions = Revision.objects.filter(commitment__in=commitments, commitment__at__lt=until, at__lt=until)
    for revision in revisions.select_related("by", "merged_into").order_by("pk"):
        found[revision.commitment_id].revisions.append(revision)
    return {pk: fate for pk, fate in found.items() if fate.revisions}


def judge(found: dict[int, Fate], commitments: QuerySet[Commitment], as_of: date) -> None:
    """Tell how those that are followed stand."""
    place = next((fate.commitment.place for fate in found.values()), None)
    if place is None:
        return
    for line in confirmed(board_lines(place, as_of, Q(commitment__in=commitments))):
        found[line.commitment.pk].standing = line.standing


def counted(found: Sequence[Fate]) -> list[tuple[State, int]]:
    """How many promises are in each state."""
    counts = Counter(fate.state for fate in found)
    return [(state, counts[state]) for state in State]
