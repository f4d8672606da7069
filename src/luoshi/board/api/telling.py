"""How rows are told to programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from luoshi.board.api import shapes
from luoshi.board.models import ChangeRequest, Check, Evidence, Move, Progress, Revision, Target, WorkItem
from luoshi.board.queries import Line
from luoshi.board.queries.evidence import standing_evidence
from luoshi.board.queries.facts import Facts
from luoshi.board.queries.lines import stands
from luoshi.board.queries.stories import items_with_done
from luoshi.delivery import Standing
from luoshi.delivery.words import decimal
from luoshi.office.models import Department, User
from luoshi.reading.outputs.words import decimal_words


def number(value: Decimal | None) -> str | None:
    """A number as a decimal string."""
    return None if value is None else decimal_words(value)


def name(person: User | None) -> str | None:
    """A person's name; None for what came with the report."""
    return None if person is None else str(person)


def department(row: Department | None) -> shapes.Department | None:
    return None if row is None else shapes.Department(id=row.pk, name=row.name)


def standing(found: Standing | None) -> shapes.Standing | None:
    """How something stands."""
    if found is None:
        return None
    return shapes.Standing(
        status=found.status,
        reason=found.row,
        part=found.part,
        share=decimal(found.share),
        expected=decimal(found.expected),
        stale=found.stale,
        reference_date=found.reference,
    )


def targets(line: Line, as_of: date) -> list[shapes.Target]:
    """The targets of a commitment, each with how it stands, and how it stood as it was promised."""
    first = {row.key: row for row in line.facts.original_targets()}
    return [target(row, found, original(line.facts, first, row, as_of)) for row, found in line.targets]


def original(facts: Facts, first: dict[int, Target], row: Target, as_of: date) -> shapes.Aim | None:
    """What was promised before the approved changes of a target; None where there is no other."""
    before = first.get(row.key)
    if before is None or before.pk == row.pk:
        return None
    found = standing(stands(facts, before, as_of))
    return shapes.Aim(value=number(before.value), due=before.due, standing=found)


def target(row: Target, found: Standing, before: shapes.Aim | None) -> shapes.Target:
    return shapes.Target(
        key=row.key,
        measure=row.measure,
        comparator=row.comparator,
        value=number(row.value),
        unit=row.unit,
        basis=row.basis,
        direction=row.direction,
        baseline=number(row.baseline),
        start=row.start,
        due=row.due,
        frequency=row.frequency,
        lag=row.lag,
        path=row.path,
        shared=row.shared_id,
        standing=standing(found),
        original=before,
    )


def about(line: Line, as_of: date, pending: int) -> dict[str, object]:
    """What a list says of a commitment; `pending` of its figures wait for the office."""
    row, said = line.commitment, line.revision
    return {
        "id": row.pk,
        "code": row.code,
        "origin": row.origin,
        "year": row.year,
        "section": row.section,
        "pillar": line.pillar,
        "words": row.words,
        "title": said.title,
        "lead": said.lead.name if said.lead else None,
        "standing": standing(line.standing),
        "original": standing(line.original),
        "pending": pending,
        "targets": targets(line, as_of),
    }


def whole(line: Line, steps: dict[int, list[Move]], as_of: date) -> shapes.WholeCommitment:
    """All that is recorded of a commitment by a day."""
    facts = line.facts
    untrue = facts.untrue()
    return shapes.WholeCommitment(
        **about(line, as_of, line.pending),
        as_of=as_of,
        report=line.commitment.report_id,
        spans=line.commitment.spans,
        revision=revision(facts.revision),
        milestones=[
            shapes.Milestone(key=row.key, name=row.name, proof=row.proof, due=row.due, reached=reached)
            for row, reached in line.milestones
        ],
        figures=[figure(row, steps[row.pk], refuted=row.pk in untrue) for row in given(facts)],
        items=[item(row, done) for row, done in items_with_done(facts)],
        requests=[request(row) for row in facts.requests],
        checks=[check(row) for row in facts.checks],
        evidence=[evidence(row) for row in standing_evidence(facts.evidence)],
    )


def given(facts: Facts) -> list[Progress]:
    """The figures of a commitment, and those of other sources that it uses."""
    return [*facts.progress, *facts.shared]


def revision(row: Revision) -> shapes.Revision:
    return shapes.Revision(
        state=row.state,
        title=row.title,
        lead=department(row.lead),
        supporting=row.supporting,
        leader=name(row.leader),
        contact=row.contact,
        criterion=row.criterion,
        proof=row.proof,
        untracked=row.untracked,
        ongoing=row.ongoing,
        merged_into=row.merged_into_id,
        visibility=row.visibility,
        until=row.until,
        reason=row.reason,
        at=row.at,
        by=name(row.by),
    )


def figure(row: Progress, steps: Iterable[Move], *, refuted: bool = False) -> shapes.Figure:
    """A figure with its steps."""
    return shapes.Figure(
        id=row.pk,
        part=row.part,
        key=row.key,
        measure=row.measure_id,
        day=row.day,
        value=number(row.value),
        cumulative=row.cumulative,
        provisional=row.provisional,
        found=row.found,
        counted=row.counted,
        refuted=refuted,
        sentence=row.sentence,
        department=row.department.name if row.department else None,
        at=row.at,
        by=name(row.by),
        steps=[
            shapes.Step(step=move.step, reason=move.reason, at=move.at, by=name(move.by)) for move in steps
        ],
    )


def item(row: WorkItem, done: Decimal | None) -> shapes.Item:
    return shapes.Item(
        id=row.pk,
        key=row.key,
        state=row.state,
        text=row.text,
        department=department(row.department),
        street=row.street,
        target=row.target,
        value=number(row.value),
        done=number(done),
        due=row.due,
        reason=row.reason,
    )


def request(row: ChangeRequest) -> shapes.Request:
    found = getattr(row, "decision", None)
    decided = found and shapes.Decision(
        approved=found.approved, reason=found.reason, at=found.at, by=name(found.by)
    )
    return shapes.Request(
        id=row.pk,
        part=row.part,
        key=row.key,
        value=number(row.value),
        value_before=number(row.value_before),
        due=row.due,
        due_before=row.due_before,
        reason=row.reason,
        at=row.at,
        by=name(row.by),
        decision=decided,
    )


def check(row: Check) -> shapes.Check:
    return shapes.Check(
        stage=row.stage, words=row.words, part=row.part, key=row.key, at=row.at, by=name(row.by)
    )


def evidence(row: Evidence) -> shapes.Evidence:
    """A file, by what it is; the file itself is fetched from its page."""
    return shapes.Evidence(
        id=row.pk,
        figure=row.progress_id,
        name=row.name,
        sha256=row.file.sha256,
        size=row.file.size,
        kind=row.file.kind,
        visibility=row.visibility,
        until=row.until,
        at=row.at,
        by=name(row.by),
    )
