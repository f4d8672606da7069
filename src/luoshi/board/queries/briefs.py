"""The board in brief: every confirmed commitment as it stood on a day, with what a list of them shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from sys import intern
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from luoshi.board.models import Move, Progress, Step, Target
from luoshi.board.queries.lines import Line, board_lines, confirmed, undisturbed
from luoshi.board.queries.sifted import EVERY
from luoshi.delivery import Standing
from luoshi.office.clock import end_of
from luoshi.office.models import Place


class Aim(NamedTuple):
    """A target in short."""

    comparator: str
    value: Decimal
    unit: str
    basis: str
    direction: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A line without the facts it was judged on; `order` is its place among the others.

    `steps_done` of its `steps` were accepted. `original` as in a line.
    """

    pk: int
    order: tuple[int, str, int]
    code: str
    pillar: str
    title: str
    words: str
    lead: str
    aims: tuple[Aim, ...]
    steps: int
    steps_done: int
    standing: Standing
    original: Standing | None

    @property
    def year(self) -> int:
        return self.order[0]


@undisturbed()
def judged(place: Place, as_of: date, about: Collection[int] | None = None) -> dict[int, Brief]:
    """The confirmed commitments of a place as they stood on a day; `about` names some by their ids."""
    among = EVERY if about is None else Q(commitment__in=about)
    found = confirmed(board_lines(place, as_of, among))
    return {one.commitment.pk: brief(one) for one in found}


def brief(one: Line) -> Brief:
    """A line in brief; the same words are kept once, whatever the number of days."""
    commitment, revision = one.commitment, one.revision
    return Brief(
        commitment.pk,
        (commitment.year, intern(commitment.origin), commitment.number),
        intern(commitment.code),
        intern(one.pillar),
        intern(revision.title),
        intern(commitment.words),
        intern(str(revision.lead or "")),
        tuple(aim(target) for target, _ in one.targets),
        len(one.milestones),
        sum(day is not None for _, day in one.milestones),
        one.standing,
        one.original,
    )


def aim(target: Target) -> Aim:
    return Aim(
        target.comparator, target.value, intern(target.unit), intern(target.basis), intern(target.direction)
    )


def pending(found: Iterable[Brief | Line], as_of: date) -> dict[int, int]:
    """How many figures of commitments waited for the office on a day, by the commitments' ids."""
    until = end_of(as_of)
    moves = Move.objects.filter(progress=OuterRef("pk"), at__lt=until)
    last = moves.order_by("-pk").values("step")[:1]
    rows = Progress.objects.filter(~Exists(moves.filter(step=Step.ACCEPTED)))
    rows = rows.filter(commitment__in=[one.pk for one in found]).annotate(step=Subquery(last))
    counts = rows.filter(step=Step.SUBMITTED).order_by().values("commitment").annotate(count=Count("pk"))
    return dict(counts.values_list("commitment", "count"))
