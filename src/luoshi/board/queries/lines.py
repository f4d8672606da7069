"""How commitments stand as of a day: facts judged by the published tables."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Protocol, TypeVar

from django.db.models import Q, QuerySet

from luoshi.board.models import (
    Commitment,
    Milestone,
    Part,
    Progress,
    Revision,
    Source,
    Stage,
    State,
    Step,
    Target,
)
from luoshi.board.models.commitments import source_on
from luoshi.board.queries.facts import Facts, gathered
from luoshi.board.queries.sifted import EVERY, sifted
from luoshi.delivery import Figure, Standing, combine, judge, judge_milestones
from luoshi.delivery import Milestone as Gate
from luoshi.delivery import Target as Goal
from luoshi.delivery.model import STATUSES
from luoshi.delivery.status import AHEAD
from luoshi.office import clock
from luoshi.office.models import Place


@dataclass(slots=True)
class Line:
    """A commitment as it stood: what the office said of it, its parts, and its status.

    `original` is how it stands against what was promised at first; None where nothing was changed.
    """

    facts: Facts
    standing: Standing
    targets: list[tuple[Target, Standing]]
    milestones: list[tuple[Milestone, date | None]]
    original: Standing | None = None

    @property
    def pk(self) -> int:
        """The id of its commitment, as in a brief."""
        return self.facts.commitment.pk

    @property
    def commitment(self) -> Commitment:
        return self.facts.commitment

    @property
    def revision(self) -> Revision:
        return self.facts.revision

    @property
    def pillar(self) -> str:
        """The part of the report that it stands in: the heading below that of the plan."""
        headings = self.commitment.section.split(" / ")
        return headings[1] if len(headings) > 1 else headings[0]

    @property
    def next_milestone(self) -> Milestone | None:
        """The first step that is not reached."""
        return min((row for row, day in self.milestones if day is None), key=attrgetter("due"), default=None)

    @property
    def pending(self) -> int:
        """How many figures wait for the office."""
        return len(self.facts.at_step(Step.SUBMITTED))


class Judged(Protocol):
    """Whatever stands somehow: a line, or a line in brief."""

    @property
    def standing(self) -> Standing: ...


Told = TypeVar("Told", bound=Judged)


def lines(commitments: QuerySet[Commitment], as_of: date, *, whole: bool = False) -> list[Line]:
    """The commitments as they stood by the end of a local day; `whole` with all that their page shows."""
    rows = commitments.select_related("place")
    return [line(one, as_of) for one in gathered(rows, as_of, whole=whole)]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within it, Python does not look for cycles: among so many rows that takes longer than judging them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@undisturbed()
def board_lines(place: Place, as_of: date, among: Q = EVERY) -> list[Line]:
    """Commitments of a place as they stood, from the facts that decide it; five queries. See `sifted`."""
    return [line(one, as_of) for one in sifted(place, as_of, among)]


def line(facts: Facts, as_of: date) -> Line:
    """One commitment judged: only accepted figures count, submitted ones are pending."""
    targets = [(row, stands(facts, row, as_of)) for row in facts.standing_targets()]
    milestones = [(row, reached(facts, row)) for row in facts.standing_milestones()]
    parts = [*(standing for _, standing in targets), *step_standing(facts, milestones, as_of)]
    standing = combine(parts, untracked=facts.revision.untracked)
    original = originally(facts, as_of) if facts.is_changed else None
    return Line(facts, standing, targets, milestones, original)


def originally(facts: Facts, as_of: date) -> Standing:
    """How a commitment stands against its targets and deadlines before any approved change."""
    targets = [stands(facts, row, as_of) for row in facts.original_targets()]
    milestones = [(row, reached(facts, row)) for row in facts.original_milestones()]
    parts = [*targets, *step_standing(facts, milestones, as_of)]
    return combine(parts, untracked=facts.revision.untracked)


def stands(facts: Facts, target: Target, as_of: date) -> Standing:
    """How one target stands."""
    figures = counting(facts, target)
    return judge(
        goal(target),
        figures,
        as_of,
        signed_off=facts.stage == Stage.SIGNED,
        refuted=facts.refuted(Part.TARGET, target.key) is not None and not figures,
        margin=margin(facts.commitment.place, as_of),
    )


def counting(facts: Facts, target: Target) -> list[Figure]:
    """The figures that count for a target: accepted, its own or those of its source, and not refuted."""
    if target.shared_id is None:
        rows = facts.accepted(Part.TARGET, target.key)
        return [figure(facts, row) for row in rows if row.found or governs(target, row)]
    refuted = facts.refuted(Part.TARGET, target.key)
    return [figure(facts, row) for row in facts.held(facts.given_for(target.shared_id), refuted)]


def governs(target: Target, row: Progress) -> bool:
    """Whether a figure comes from the source that governs its period."""
    return row.counted == (source_on(target.governs, row.day) == Source.COUNTED)


def step_standing(
    facts: Facts, milestones: Sequence[tuple[Milestone, date | None]], as_of: date
) -> list[Standing]:
    """How the steps stand, if there are any."""
    if not milestones:
        return []
    gates = [Gate(row.name, row.due, accepted) for row, accepted in milestones]
    return [
        judge_milestones(
            gates,
            as_of,
            signed_off=facts.stage == Stage.SIGNED,
            ongoing=facts.revision.ongoing,
            refuted=bool(refuted_steps(facts, milestones)),
        )
    ]


def refuted_steps(facts: Facts, milestones: Iterable[tuple[Milestone, date | None]]) -> list[Milestone]:
    """The steps that were reported as reached, and found not to be."""
    return [row for row, accepted in milestones if accepted is None and facts.given(Part.MILESTONE, row.key)]


def reached(facts: Facts, milestone: Milestone) -> date | None:
    """The day on which the proof of a step was accepted."""
    rows = facts.accepted(Part.MILESTONE, milestone.key)
    return clock.day_of(facts.accepted_at(rows[-1])) if rows else None


def margin(place: Place, as_of: date) -> Fraction:
    """How much more than expected is ahead on a day, as the place has published it."""
    since = [share for day, share in sorted(place.ahead) if day <= as_of.isoformat()]
    return Fraction(Decimal(since[-1])) if since else AHEAD


def goal(target: Target) -> Goal:
    """A target as the pure room knows it."""
    return Goal(
        id=str(target.commitment_id),
        measure=target.measure,
        comparator=target.comparator,  # type: ignore[arg-type]
        value=target.value,
        unit=target.unit,
        basis=target.basis,  # type: ignore[arg-type]
        start=target.start,
        due=target.due,
        direction=target.direction,  # type: ignore[arg-type]
        baseline=target.baseline,
        path=tuple((date.fromisoformat(day), Decimal(value)) for day, value in target.path),
        frequency=target.frequency,  # type: ignore[arg-type]
        lag=target.lag,
    )


def figure(facts: Facts, row: Progress) -> Figure:
    """A figure counts from the day it was accepted."""
    return Figure(row.day, row.value, row.cumulative, clock.day_of(facts.accepted_at(row)))


def confirmed(found: Sequence[Line]) -> list[Line]:
    """Those that the office has confirmed."""
    return [line for line in found if line.revision.state == State.CONFIRMED]


def by_urgency(found: Sequence[Told]) -> list[Told]:
    """Behind first, done last; in the report's order among equals."""
    return sorted(found, key=lambda line: STATUSES.index(line.standing.status))
