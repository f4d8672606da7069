"""Every write of the board: keyword-only, atomic, one audit event each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from luoshi import reading
from luoshi.board.models import (
    Check,
    Commitment,
    Milestone,
    Move,
    Progress,
    Report,
    Revision,
    Stage,
    State,
    Step,
    Target,
)
from luoshi.delivery.periods import period_end
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Department, Place, User
from luoshi.reading import Document, Item, read

Keyed = TypeVar("Keyed", Target, Milestone)

# From where a figure may go where, and why not elsewhere.
MOVES: dict[Step, frozenset[Step]] = {
    Step.DRAFTED: frozenset([Step.SUBMITTED]),
    Step.SUBMITTED: frozenset([Step.RETURNED, Step.ACCEPTED]),
    Step.RETURNED: frozenset([Step.SUBMITTED]),
    Step.ACCEPTED: frozenset(),
}


def import_report(*, place: Place, document: Document, year: int | None, by: User | None) -> Report:
    """Bring in a report: its promises wait for confirmation. Refused where the same text is there already."""
    if same_report(place, document):
        raise Refused("这份报告已经导入过。 This report has been brought in before.")
    return keep_report(place=place, found=read_report(place=place, document=document, year=year), by=by)


def same_report(place: Place, document: Document) -> Report | None:
    """The report with the same text that is there already, if any."""
    return Report.objects.filter(place=place, sha256=sha256_of(document.text)).first()


def sha256_of(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_report(*, place: Place, document: Document, year: int | None) -> reading.Report:
    """What a report holds, read and not yet kept. Refused where it promises nothing or names no year."""
    found = read(document, place=place.name, code=place.code, year=year)
    if not found.promises:
        raise Refused("没有找到计划部分，全文没有作出承诺。 Nothing is promised in this text.")
    if found.year is None:
        raise Refused("看不出报告是哪一年的，请写明年份。 The report's year is not known: give it.")
    return found


@transaction.atomic
def keep_report(*, place: Place, found: reading.Report, by: User | None) -> Report:
    """Keep a report that was read, its promises waiting for confirmation."""
    report = Report.objects.create(
        place=place,
        year=found.year,
        name=found.source[:200],
        text=found.text,
        sha256=sha256_of(found.text),
        by=by,
    )
    for number, promise in enumerate(found.promises, start=1):
        propose(report=report, number=number, items=promise.items, by=by)
    record(verb="import_report", row=report, by=by, place=place)
    return report


def propose(*, report: Report, number: int, items: list[Item], by: User | None) -> Commitment:
    """One promise of a report, as the reader found it."""
    words = "，".join(item.text for item in items)
    commitment = Commitment.objects.create(
        place=report.place,
        report=report,
        number=number,
        section=" / ".join(items[0].section)[:300],
        words=words,
        spans=[span for item in items for span in item.spans],
        machine=[plain(item) for item in items],
    )
    Revision.objects.create(commitment=commitment, state=State.PROPOSED, title=words[:500], by=by)
    Target.objects.bulk_create(
        target_of(commitment, key, item, report.year)
        for key, item in enumerate(items, start=1)
        if item.quantity
    )
    return commitment


@transaction.atomic
def add_promise(*, report: Report, words: str, by: User) -> Commitment:
    """Add a promise that the reader missed, by its words in the report; it waits to be confirmed.

    Refused where the words are not in the report, stand there twice, or belong to another promise.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    spans = place_of_words(held.text, words)
    others = [*held.commitments.all()]
    for other in others:
        if any(a < end and start < b for a, b in spans for start, end in other.spans):
            raise Refused(f"这句话已在第 {other.number} 项里。 These words belong to promise {other.number}.")
    before = [other for other in others if other.spans and other.spans[0][0] < spans[0][0]]
    found = "".join(held.text[a:b] for a, b in spans)
    commitment = Commitment.objects.create(
        place=held.place,
        report=held,
        number=max((other.number for other in others), default=0) + 1,
        section=max(before, key=lambda other: other.spans[0]).section if before else "",
        words=found,
        spans=spans,
    )
    Revision.objects.create(commitment=commitment, state=State.PROPOSED, title=found[:500], by=by)
    record(verb="add_promise", row=commitment, by=by, place=held.place)
    return commitment


def place_of_words(text: str, words: str) -> list[list[int]]:
    """Where words stand in a text, whatever blanks and broken lines lie between: one span a stretch."""
    pattern = r"\s*".join(re.escape(c) for c in words if not c.isspace())
    found = [*re.finditer(pattern, text)] if pattern else []
    if not found:
        raise Refused("报告里没有这句话，请从原文照抄。 These words are not in the report.")
    if len(found) > 1:
        raise Refused("这句话在报告里不止一处，请多抄几个字。 These words stand there more than once.")
    start, end = found[0].span()
    return [[start + m.start(), start + m.end()] for m in re.finditer(r"\S+", text[start:end])]


def plain(item: Item) -> dict[str, object]:
    """An item as JSON: numbers as decimal strings."""
    said = asdict(item)
    if item.quantity:
        said["quantity"] |= {
            name: None if (value := getattr(item.quantity, name)) is None else format(value, "f")
            for name in ("value", "low", "high")
        }
    return said


def target_of(commitment: Commitment, key: int, item: Item, year: int) -> Target:
    """The target that an item gives: from the first day of the year to the last of its period."""
    assert item.quantity is not None, "asked only for items with a number"  # noqa: S101
    last = int((item.period or str(year))[-4:])
    return Target(
        commitment=commitment,
        key=key,
        measure=(item.measure or "")[:200],
        comparator=item.quantity.comparator,
        value=item.quantity.value,
        unit=item.quantity.unit[:30],
        basis=item.quantity.basis,
        direction=item.quantity.direction,
        start=date(year, 1, 1),
        due=date(max(last, year), 12, 31),
    )


@transaction.atomic
def revise(
    *,
    commitment: Commitment,
    by: User,
    state: State | str | None = None,
    title: str | None = None,
    lead: Department | None = None,
    reason: str = "",
) -> Revision:
    """Confirm, correct, hand out or reject a commitment: what is not said stays as it was."""
    last = locked(commitment).revisions.last()
    if last is None:
        raise Refused("这项承诺没有登记过。 This commitment was never entered.")
    if lead is not None and lead.place_id != commitment.place_id:
        raise Refused("牵头单位不属于本地。 The department belongs to another place.")
    state = State(state or last.state)
    if state == State.REJECTED and not reason.strip():
        raise Refused("不立项要写明理由。 A rejection needs its reason.")
    if title is not None and not title.strip():
        raise Refused("承诺不能为空。 The commitment must not be empty.")
    revision = Revision.objects.create(
        commitment=commitment,
        state=state,
        title=(title if title is not None else last.title).strip()[:500],
        lead=lead or last.lead,
        reason=reason.strip()[:300],
        by=by,
    )
    record(verb="revise", row=revision, by=by, place=commitment.place)
    return revision


def locked(commitment: Commitment) -> Commitment:
    """The commitment, held until the transaction ends: of two who decide at once, one waits."""
    return Commitment.objects.select_for_update().get(pk=commitment.pk)


@transaction.atomic
def set_milestone(
    *, commitment: Commitment, name: str, due: date, by: User, proof: str = "", key: int | None = None
) -> Milestone:
    """Add a dated step to a commitment, or give the one with this key another name or date."""
    held = locked(commitment)
    keys = [row.key for row in held.milestones.all()]
    if key is not None and key not in keys:
        raise Refused("没有这个节点。 There is no such milestone.")
    milestone = Milestone.objects.create(
        commitment=held,
        key=key if key is not None else max(keys, default=0) + 1,
        name=name.strip()[:120],
        proof=proof.strip()[:200],
        due=due,
        by=by,
    )
    record(verb="set_milestone", row=milestone, by=by, place=held.place)
    return milestone


@transaction.atomic
def set_target(
    *, commitment: Commitment, by: User, key: int | None = None, reason: str = "", **said: object
) -> Target:
    """Add a target, or correct the one with this key; `said` are the fields of a target.

    The row that was there stays. Once the commitment is confirmed, a correction needs its reason.
    """
    held = locked(commitment)
    keys = [row.key for row in held.targets.all()]
    if key is not None and key not in keys:
        raise Refused("没有这个目标。 There is no such target.")
    revision = held.revisions.last()
    if key is not None and revision and revision.state == State.CONFIRMED and not reason.strip():
        raise Refused("已确认的目标要改，须写明理由。 Changing a confirmed target needs its reason.")
    target = Target(commitment=held, by=by, reason=reason.strip()[:300], **said)
    if target.due < target.start:
        raise Refused("期限早于开始日期。 The target is due before it starts.")
    target.key = key if key is not None else max(keys, default=0) + 1
    target.save(force_insert=True)
    record(verb="set_target", row=target, by=by, place=held.place)
    return target


def led(commitment: Commitment, by: User) -> Commitment:
    """The commitment, held; refused unless it is confirmed and the person's department leads it."""
    held = locked(commitment)
    revision = held.revisions.last()
    if revision is None or revision.state != State.CONFIRMED:
        raise Refused("这项承诺还没有确认。 This commitment is not confirmed yet.")
    if by.department is None or by.department != revision.lead:
        raise Refused("这项承诺不由你单位牵头。 Another department leads this commitment.")
    return held


@transaction.atomic
def report_figure(
    *, commitment: Commitment, key: int, day: date, value: Decimal, cumulative: bool, sentence: str, by: User
) -> Progress:
    """Draft a figure for a period of a target that one's own department leads."""
    held = led(commitment, by)
    target = held.targets.filter(key=key).last()
    if target is None:
        raise Refused("没有这个目标。 There is no such target.")
    if day != period_end(day, "month"):
        raise Refused("请填月末日期。 The day must be the last of its month.")
    if not target.start <= day <= target.due or day > timezone.localdate():
        raise Refused("日期不在承诺期内，或还没有到。 The day is outside the commitment's time.")
    row = Progress(commitment=held, key=key, by=by, department=by.department)
    row.day, row.value, row.cumulative, row.sentence = day, value, cumulative, sentence.strip()[:500]
    return draft(row)


@transaction.atomic
def reach_milestone(*, commitment: Commitment, key: int, day: date, sentence: str, by: User) -> Progress:
    """Draft that a milestone which one's own department leads was reached on a day."""
    held = led(commitment, by)
    if not held.milestones.filter(key=key).exists():
        raise Refused("没有这个节点。 There is no such milestone.")
    if day > timezone.localdate():
        raise Refused("这一天还没有到。 That day has not come yet.")
    row = Progress(commitment=held, key=key, of_milestone=True, by=by, department=by.department)
    row.day, row.value, row.cumulative, row.sentence = day, Decimal(1), True, sentence.strip()[:500]
    return draft(row)


def draft(progress: Progress) -> Progress:
    """Keep a figure as a draft."""
    progress.save(force_insert=True)
    Move.objects.create(progress=progress, step=Step.DRAFTED, by=progress.by)
    record(verb="report_figure", row=progress, by=progress.by, place=progress.commitment.place)
    return progress


@transaction.atomic
def move(*, progress: Progress, step: Step, by: User, reason: str = "") -> Move:
    """Take a figure a step further; refused where another has moved it, or the step does not follow."""
    held = Progress.objects.select_for_update().get(pk=progress.pk)
    last = held.moves.last()
    if last is None or step not in MOVES[Step(last.step)]:
        now = last.get_step_display() if last else "—"
        raise Refused(f"这个数已是“{now}”，不能再{step.label}。 This figure has moved on: {now}.")
    if step == Step.SUBMITTED and by.department_id != held.department_id:
        raise Refused("只能提交本单位的数。 Only your own department's figures.")
    if step == Step.RETURNED and not reason.strip():
        raise Refused("退回要写明理由。 A return needs its reason.")
    made = Move.objects.create(progress=held, step=step, reason=reason.strip()[:300], by=by)
    record(verb=step.value, row=made, by=by, place=held.commitment.place)
    return made


# After which stage of a sign-off which may come.
STAGES: dict[Stage | None, frozenset[Stage]] = {
    None: frozenset([Stage.APPLIED]),
    Stage.APPLIED: frozenset([Stage.CHECKED, Stage.REFUSED]),
    Stage.CHECKED: frozenset([Stage.SIGNED, Stage.REFUSED]),
    Stage.REFUSED: frozenset([Stage.APPLIED]),
    Stage.SIGNED: frozenset([Stage.REOPENED]),
    Stage.REOPENED: frozenset([Stage.APPLIED]),
}


@transaction.atomic
def check(*, commitment: Commitment, stage: Stage, words: str, by: User) -> Check:
    """Take a sign-off a step further. Who checked a commitment cannot also sign it off."""
    held = led(commitment, by) if stage == Stage.APPLIED else locked(commitment)
    last = held.checks.last()
    if stage not in STAGES[Stage(last.stage) if last else None]:
        now = last.get_stage_display() if last else "未申请"
        raise Refused(f"销号现在是“{now}”，不能{stage.label}。 The sign-off stands elsewhere: {now}.")
    if stage == Stage.SIGNED and last and last.by_id == by.pk:
        raise Refused("核查的人不能自己销号，要由第二个人确认。 A second person must confirm.")
    if not words.strip():
        raise Refused("请写明依据。 Say what it rests on.")
    made = Check.objects.create(commitment=held, stage=stage, words=words.strip()[:500], by=by)
    record(verb=stage.value, row=made, by=by, place=held.place)
    return made


def by_key(rows: Iterable[Keyed]) -> dict[int, Keyed]:
    """The latest row of each key, of rows in the order in which they were written."""
    ordered = sorted(rows, key=lambda row: (row.key, row.pk))
    return {key: list(group)[-1] for key, group in groupby(ordered, key=lambda row: row.key)}
