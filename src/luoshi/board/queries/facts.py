"""What is recorded of commitments by a day, in a fixed number of queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from luoshi.board.actions import signed_stage
from luoshi.board.actions.common import by_key
from luoshi.board.models import (
    ChangeRequest,
    Check,
    Commitment,
    Evidence,
    Milestone,
    Move,
    Part,
    Progress,
    Release,
    Revision,
    Stage,
    Step,
    Target,
    Window,
    WorkItem,
)
from luoshi.office.clock import end_of
from luoshi.office.models import User


@dataclass(slots=True)
class Facts:
    """What is recorded of a commitment by a day; `moves` has the last step of each figure.

    `shared` are the figures of other sources that its targets use. Asked for only where a page shows them are
    `steps`, all that its own figures went through, `items`, `requests`, `evidence` with the uses of the same
    files `elsewhere`, and `releases`.
    """

    commitment: Commitment
    revisions: list[Revision] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    shared: list[Progress] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    moves: dict[int, Move] = field(default_factory=dict)
    steps: dict[int, Move] = field(default_factory=dict)
    items: list[WorkItem] = field(default_factory=list)
    requests: list[ChangeRequest] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    elsewhere: list[Evidence] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)

    @property
    def revision(self) -> Revision:
        """What the office says of it."""
        return self.revisions[-1]

    @property
    def stage(self) -> Stage | None:
        """How far the sign-off has come."""
        return signed_stage(self.checks)

    def at_step(self, step: Step) -> list[Progress]:
        """Its own figures that have come so far and no further."""
        return [row for row in self.progress if self.moves[row.pk].step == step]

    def accepted(self, part: Part, key: int) -> list[Progress]:
        """The accepted figures of a part that no later finding has refuted."""
        return self.held(self.given(part, key), self.refuted(part, key))

    def given(self, part: Part, key: int) -> list[Progress]:
        """The accepted figures of a part."""
        return [row for row in self.progress if (row.part, row.key) == (part, key) and self.is_accepted(row)]

    def given_for(self, measure: int) -> list[Progress]:
        """The accepted figures of a measure that other sources give."""
        return [row for row in self.shared if row.measure_id == measure and self.is_accepted(row)]

    def is_accepted(self, row: Progress) -> bool:
        return self.moves[row.pk].step == Step.ACCEPTED

    def accepted_at(self, row: Progress) -> datetime:
        """When a figure that is accepted was."""
        return self.moves[row.pk].at

    def held(self, rows: list[Progress], refuted: datetime | None) -> list[Progress]:
        """Those of accepted figures that were accepted after a finding, or counted by it."""
        if refuted is None:
            return rows
        return [
            row
            for row in rows
            if self.accepted_at(row) > refuted or (row.found and self.accepted_at(row) >= refuted)
        ]

    def untrue(self) -> set[int]:
        """The accepted figures that count no more: a later spot check found them untrue."""
        about = [
            (self.given(Part(part), key), part, key) for part, key in {(r.part, r.key) for r in self.progress}
        ]
        about += [
            (self.given_for(row.shared_id), Part.TARGET, row.key)
            for row in self.standing_targets()
            if row.shared_id is not None
        ]
        return {
            row.pk
            for rows, part, key in about
            for row in rows
            if row not in self.held(rows, self.refuted(part, key))
        }

    def refuted(self, part: Part, key: int) -> datetime | None:
        """When a spot check last found this part, or the whole, untrue."""
        about = ((part, key), ("", 0))
        return max(
            (
                row.at
                for row in self.checks
                if row.stage == Stage.FOUND_UNTRUE and (row.part, row.key) in about
            ),
            default=None,
        )

    def standing_targets(self) -> list[Target]:
        """The targets as they are."""
        return [row for row in by_key(self.targets).values() if not row.dropped]

    def original_targets(self) -> list[Target]:
        """The targets as they were promised: corrected where they were misread, without approved changes."""
        rows = by_key(row for row in self.targets if row.request_id is None)
        return [row for row in rows.values() if not row.dropped]

    def standing_milestones(self) -> list[Milestone]:
        """The steps as they are, without the dropped ones."""
        return [row for row in by_key(self.milestones).values() if not row.dropped]

    def original_milestones(self) -> list[Milestone]:
        """The steps as they were set, without approved changes."""
        rows = by_key(row for row in self.milestones if row.request_id is None)
        return [row for row in rows.values() if not row.dropped]

    @property
    def is_changed(self) -> bool:
        """Whether an approved request has changed a target or a deadline."""
        return any(row.request_id is not None for row in (*self.targets, *self.milestones))


def gathered(
    commitments: QuerySet[Commitment], as_of: date, *, whole: bool = False, figures: bool = True
) -> list[Facts]:
    """The facts of commitments that were recorded by the end of a local day: six queries, `whole` nine.

    Without `figures`, which are most of the rows, there is nothing to judge by.
    """
    until = end_of(as_of)
    facts = {row.pk: Facts(row) for row in commitments.filter(at__lt=until)}
    known = {"commitment__in": list(facts), "at__lt": until}
    tables: list[tuple[str, QuerySet]] = [
        ("revisions", Revision.objects.select_related("lead", "leader", "by", "merged_into")),
        ("targets", Target.objects.select_related("by", "shared__source", "request")),
        ("milestones", Milestone.objects.select_related("by", "request")),
        ("checks", Check.objects.select_related("by", "draw")),
    ]
    if whole:
        tables += [
            ("items", WorkItem.objects.select_related("by", "department")),
            ("requests", ChangeRequest.objects.select_related("by", "decision__by")),
        ]
    for name, rows in tables:
        for fact in rows.filter(**known).order_by("pk"):
            getattr(facts[fact.commitment_id], name).append(fact)
    if figures:
        add_figures(facts, until, whole=whole)
    if whole:
        name_figures(facts.values())
        add_evidence(facts, until)
    return [one for one in facts.values() if one.revisions]


RELEASED = {
    f"release_{name}": F(f"progress__releases__{name}")
    for name in ("id", "at", "visibility", "until", "by__username", "by__first_name")
}


def add_figures(facts: dict[int, Facts], until: datetime, *, whole: bool) -> None:
    """Add the figures with the last step that each had come to: one query.

    Of a `whole` commitment it also tells who may see a figure, and when the window of it `closes`.
    """
    users = shared_by(facts.values())
    about = Q(progress__commitment__in=list(facts)) | Q(progress__measure__in=list(users))
    moves = Move.objects.filter(about, at__lt=until)
    rows = moves.select_related("by", "progress__department", "progress__by", "progress__measure")
    rows = rows.order_by("pk")
    if whole:
        place = next((one.commitment.place_id for one in facts.values()), None)
        window = Window.objects.filter(place=place, month=OuterRef("progress__day"))
        rows = rows.annotate(**RELEASED, closes=Subquery(window.values("closes")))
        add_releases(facts, rows, until)
    last: dict[int, Move] = {}
    for move in rows:
        last[move.progress_id] = move
        if whole and move.progress.commitment_id is not None:
            facts[move.progress.commitment_id].steps[move.pk] = move
    for move in sorted(last.values(), key=lambda move: move.progress_id):
        row = move.progress
        if row.commitment_id is not None:
            facts[row.commitment_id].progress.append(row)
            facts[row.commitment_id].moves[row.pk] = move
        for one in users.get(row.measure_id, ()):
            one.shared.append(row)
            one.moves[row.pk] = move


def name_figures(found: Iterable[Facts]) -> None:
    """Let the figures of steps and work items say which one they are about."""
    for facts in found:
        names = {(Part.MILESTONE, row.key): row.name for row in facts.milestones}
        names |= {(Part.ITEM, row.key): row.text for row in facts.items}
        for row in (*facts.progress, *(move.progress for move in facts.steps.values())):
            row.name = names.get((row.part, row.key), "")


def add_evidence(facts: dict[int, Facts], until: datetime) -> None:
    """Add the files, and where else in the place each of them was used: one query."""
    own = Evidence.objects.filter(commitment__in=list(facts), at__lt=until)
    rows = Evidence.objects.filter(file__in=own.values("file"), at__lt=until)
    users: dict[int, set[int]] = {}
    found = [*rows.select_related("file", "by", "commitment", "progress").order_by("pk")]
    for row in found:
        if row.commitment_id in facts:
            facts[row.commitment_id].evidence.append(row)
            users.setdefault(row.file_id, set()).add(row.commitment_id)
    for row in found:
        for one in users[row.file_id] - {row.commitment_id}:
            facts[one].elsewhere.append(row)


def add_releases(facts: dict[int, Facts], moves: Iterable[Move], until: datetime) -> None:
    """Add who may see the figures, as the query of their steps tells it: none of its own."""
    found: dict[int, Release] = {}
    for move in moves:
        if move.progress.commitment_id is None or move.release_id is None or move.release_at >= until:
            continue
        by = User(username=move.release_by__username, first_name=move.release_by__first_name)
        said = {name: getattr(move, f"release_{name}") for name in ("id", "at", "visibility", "until")}
        found[move.release_id] = Release(progress=move.progress, by=by, **said)
    for _, row in sorted(found.items()):
        facts[row.progress.commitment_id].releases.append(row)


def shared_by(facts: Iterable[Facts]) -> dict[int | None, list[Facts]]:
    """The commitments by the shared measures that their targets use."""
    users: dict[int | None, list[Facts]] = {}
    for one in facts:
        for measure in {row.shared_id for row in one.targets if row.shared_id is not None}:
            users.setdefault(measure, []).append(one)
    return users
