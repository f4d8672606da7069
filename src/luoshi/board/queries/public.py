"""What the public may see of a place: plain values that hold nothing internal.

Visibility is asked as of now, whatever day a page is for: what is internal today is shown for no day. What is
called something is called what it is called today, since an earlier wording may have been internal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from luoshi.board.models import (
    Commitment,
    Evidence,
    Milestone,
    Part,
    Progress,
    Release,
    Revision,
    Stage,
    State,
    Target,
    Visibility,
)
from luoshi.board.queries.briefs import Aim, Brief
from luoshi.board.queries.evidence import standing_evidence
from luoshi.board.queries.facts import Facts, gathered
from luoshi.board.queries.lines import Line, confirmed
from luoshi.board.queries.lines import line as judged
from luoshi.board.queries.remembered import briefs
from luoshi.delivery import Standing
from luoshi.office import clock
from luoshi.office.clock import end_of
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words


@dataclass(frozen=True, slots=True)
class Figure:
    """An accepted figure that is public; `counts` unless a spot check found it untrue."""

    name: str
    day: date
    value: Decimal
    unit: str
    cumulative: bool
    provisional: bool
    found: bool
    sentence: str
    accepted: date
    counts: bool
    is_step: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file that is public."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a commitment in public: its kind, what it was about, before and after."""

    at: date
    kind: str
    about: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A commitment as the public board lists it; its standing tells no figure and no name."""

    pk: int
    code: str
    section: str
    words: str
    title: str
    lead: str
    standing: Standing
    original: Standing | None
    aims: tuple[Aim, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment as the public sees it.

    Its status counts all accepted figures; shares are told only where all of these are public. `original` is
    how it stands against what was promised at first, with the targets of then; empty where nothing changed.
    """

    pk: int
    code: str
    section: str
    words: str
    title: str
    lead: str
    standing: Standing
    targets: list[tuple[Target, Standing]]
    milestones: list[tuple[str, date, date | None]]
    original: Standing | None
    original_targets: list[Target]
    figures: list[Figure]
    happenings: list[Happening]
    files: list[File] = field(default_factory=list)


def is_visible() -> Q:
    """That a row may be seen by everybody on the present day."""
    return Q(visibility=Visibility.PUBLIC) | Q(visibility=Visibility.EMBARGOED, until__lte=clock.today())


def visible(place: Place) -> dict[int, Revision]:
    """What the office says today of the commitments that everybody may see."""
    rows = Revision.objects.filter(commitment__place=place)
    last = rows.order_by().values("commitment").annotate(last=Max("pk")).values("last")
    found = Revision.objects.filter(is_visible(), pk__in=last, state=State.CONFIRMED)
    return {row.commitment_id: row for row in found.select_related("lead")}


def board(place: Place, as_of: date) -> list[Listed]:
    """The public commitments of a place as they stood by the end of a day, in the report's order.

    Nothing of it tells a figure or an earlier wording: the shares are told by each commitment's own page.
    """
    said = visible(place)
    return [listed(one, said[one.pk]) for one in briefs(place, as_of) if one.pk in said]


def listed(one: Brief, said: Revision) -> Listed:
    """A commitment in brief, with what everybody may see of it."""
    return Listed(
        pk=one.pk,
        code=one.code,
        section=one.pillar,
        words=one.words,
        title=said.title,
        lead=str(said.lead or ""),
        standing=untold(one.standing),
        original=untold(one.original) if one.original else None,
        aims=one.aims,
        steps=one.steps,
    )


def untold(standing: Standing) -> Standing:
    """A standing without what could tell a figure, and without the name that its part had on that day."""
    return replace(bare(standing), part="", parts=())


def shown_whole(place: Place, pk: int, as_of: date) -> Shown | None:
    """One public commitment with its files, None where it is not public; eleven queries."""
    said = visible(place)
    if pk not in said:
        return None
    rows = place.commitments.filter(pk=pk).select_related("place")
    for one in told(rows, said, as_of):
        return replace(one, files=files(pk, as_of))
    return None


def told(commitments: QuerySet[Commitment], said: dict[int, Revision], as_of: date) -> Iterator[Shown]:
    """Commitments in public words."""
    facts = gathered(commitments, as_of)
    rename(facts)
    open_figures = released(facts)
    for line in confirmed([judged(one, as_of) for one in facts]):
        yield in_public(line, said[line.commitment.pk], open_figures)


def rename(facts: Iterable[Facts]) -> None:
    """Call targets and steps in memory what they are called today."""
    known = {one.commitment.pk: one for one in facts}
    for model, name in ((Target, "measure"), (Milestone, "name")):
        rows = model.objects.filter(commitment__in=list(known)).order_by("pk")
        names = {(pk, key): words for pk, key, words in rows.values_list("commitment_id", "key", name)}
        for pk, one in known.items():
            for row in one.targets if model is Target else one.milestones:
                setattr(row, name, names[pk, row.key])


def released(facts: Iterable[Facts]) -> set[int]:
    """The figures that everybody may see today."""
    known = [*facts]
    measures = {row.shared_id for one in known for row in one.targets if row.shared_id is not None}
    about = Q(progress__commitment__in=[one.commitment.pk for one in known])
    rows = Release.objects.filter(about | Q(progress__measure__in=measures)).order_by("pk")
    last = {row.progress_id: row for row in rows}
    return {pk for pk, row in last.items() if is_open(row)}


def is_open(row: Release | Evidence) -> bool:
    """Whether everybody may see a figure or a file today."""
    if row.visibility == Visibility.EMBARGOED:
        return row.until is not None and row.until <= clock.today()
    return row.visibility == Visibility.PUBLIC


def in_public(line: Line, said: Revision, open_figures: set[int]) -> Shown:
    """A line as plain values that everybody may see."""
    facts, commitment = line.facts, line.commitment
    all_told = {row.key: is_told(facts, row, open_figures) for row in facts.targets}
    tell = all(all_told.values())
    figures = [*figures_of(facts, open_figures)]
    return Shown(
        pk=commitment.pk,
        code=commitment.code,
        section=commitment.section,
        words=commitment.words,
        title=said.title,
        lead=str(said.lead or ""),
        standing=line.standing if tell else bare(line.standing),
        targets=[(row, standing if all_told[row.key] else bare(standing)) for row, standing in line.targets],
        milestones=[(row.name, row.due, day_of(facts, row, open_figures)) for row, _ in line.milestones],
        original=line.original if tell or line.original is None else bare(line.original),
        original_targets=facts.original_targets() if facts.is_changed else [],
        figures=figures,
        happenings=sorted([*happenings(facts, figures)], key=lambda one: one.at),
    )


def accepted(facts: Facts, target: Target) -> list[Progress]:
    """The accepted figures of a target, its own or another source's, the refuted ones too."""
    if target.shared_id is not None:
        return facts.given_for(target.shared_id)
    return facts.given(Part.TARGET, target.key)


def is_told(facts: Facts, target: Target, open_figures: set[int]) -> bool:
    """Whether every figure that a target's share could tell of is public."""
    return all(row.pk in open_figures for row in accepted(facts, target))


def bare(standing: Standing) -> Standing:
    """A standing without what could tell a figure: its status, the row that decided, and the part."""
    parts = tuple(map(bare, standing.parts))
    return replace(standing, share=None, expected=None, reference=None, parts=parts)


def day_of(facts: Facts, milestone: Milestone, open_figures: set[int]) -> date | None:
    """The day on which a step was accepted, where that is public."""
    rows = [row for row in facts.accepted(Part.MILESTONE, milestone.key) if row.pk in open_figures]
    return timezone.localdate(facts.moves[rows[-1].pk].at) if rows else None


def figures_of(facts: Facts, open_figures: set[int]) -> Iterator[Figure]:
    """The public figures of the targets and steps, in the order of their periods."""
    for target in facts.standing_targets():
        rows = accepted(facts, target)
        held = facts.held(rows, facts.refuted(Part.TARGET, target.key))
        shown = [row for row in rows if row.pk in open_figures]
        yield from (figure(facts, row, target.measure, target.unit, row in held) for row in shown)
    for step in facts.standing_milestones():
        held = facts.accepted(Part.MILESTONE, step.key)
        shown = [row for row in facts.given(Part.MILESTONE, step.key) if row.pk in open_figures]
        yield from (figure(facts, row, step.name, "", row in held) for row in shown)


def figure(facts: Facts, row: Progress, name: str, unit: str, counts: bool) -> Figure:
    return Figure(
        name=name,
        day=row.day,
        value=row.value,
        unit=unit,
        cumulative=row.cumulative,
        provisional=row.provisional,
        found=row.found,
        sentence=row.sentence,
        accepted=timezone.localdate(facts.moves[row.pk].at),
        counts=counts,
        is_step=row.part == Part.MILESTONE,
    )


STAGES = {Stage.SIGNED: "signed", Stage.REOPENED: "reopened", Stage.FOUND_UNTRUE: "untrue"}


def happenings(facts: Facts, figures: Iterable[Figure]) -> Iterator[Happening]:
    """What happened in public: figures accepted, targets and deadlines changed, signed off, reopened."""
    for one in figures:
        after = "" if one.is_step else f"{decimal_words(one.value)}{one.unit}"
        yield Happening(
            one.accepted, "step" if one.is_step else "figure", one.name, one.day.isoformat(), after
        )
    for row in (*facts.targets, *facts.milestones):
        if row.request is not None:
            yield from changes(row)
    for check in facts.checks:
        if check.stage in STAGES:
            yield Happening(timezone.localdate(check.at), STAGES[Stage(check.stage)])


def changes(row: Target | Milestone) -> Iterator[Happening]:
    """What an approved request changed."""
    at, asked = timezone.localdate(row.at), row.request
    name, unit = (row.measure, row.unit) if isinstance(row, Target) else (row.name, "")
    if asked.value != asked.value_before and asked.value is not None:
        before, after = (f"{decimal_words(value)}{unit}" for value in (asked.value_before, asked.value))
        yield Happening(at, "value", name, before, after)
    if asked.due != asked.due_before:
        yield Happening(at, "due", name, asked.due_before.isoformat(), asked.due.isoformat())


def files(pk: int, as_of: date) -> list[File]:
    """The public files of a commitment that were there by the end of a day."""
    rows = [*Evidence.objects.filter(commitment=pk).order_by("pk")]
    there = {(row.progress_id, row.file_id) for row in rows if row.at < end_of(as_of)}
    last = [row for row in standing_evidence(rows) if (row.progress_id, row.file_id) in there]
    return [File(row.pk, row.name) for row in last if is_open(row)]


def public_file(place: Place, pk: int) -> Evidence | None:
    """The file under this number, if everybody may see it today."""
    row = Evidence.objects.filter(pk=pk, commitment__in=list(visible(place))).first()
    if row is None:
        return None
    same = Evidence.objects.filter(commitment=row.commitment_id, progress=row.progress_id, file=row.file_id)
    last = same.select_related("file").order_by("pk").last()
    return last if is_open(last) else None
