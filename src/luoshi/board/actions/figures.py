"""Figures: drafted by a department, submitted, returned, accepted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from luoshi.board.actions.common import by_key, confirmed, led, refuse_far, refuse_number, standing_targets
from luoshi.board.actions.windows import refuse_closed
from luoshi.board.models import Commitment, Measure, Move, Part, Progress, Step, WorkItem
from luoshi.delivery.periods import period_end
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import User

# From where a figure may go where, and why not elsewhere.
MOVES: dict[Step, frozenset[Step]] = {
    Step.DRAFTED: frozenset([Step.SUBMITTED]),
    Step.SUBMITTED: frozenset([Step.RETURNED, Step.ACCEPTED]),
    Step.RETURNED: frozenset([Step.SUBMITTED]),
    Step.ACCEPTED: frozenset(),
}


@transaction.atomic
def report_figure(
    *,
    commitment: Commitment,
    key: int,
    day: date,
    value: Decimal,
    cumulative: bool,
    by: User,
    sentence: str = "",
    provisional: bool = False,
) -> Progress:
    """Draft a figure for a period of a target that one's own department leads."""
    held = led(commitment, by)
    target = standing_targets(held).get(key)
    if target is None:
        raise Refused("没有这个目标。")
    if target.shared is not None:
        source = target.shared.source
        raise Refused("这个数由%(source)s统一提供，不用另报。", source=source)
    refuse_day(day, target.start, target.due)
    row = Progress(commitment=held, part=Part.TARGET, key=key, day=day, value=value, cumulative=cumulative)
    row.provisional = provisional
    return draft(row, by, sentence)


def refuse_day(day: date, start: date, due: date) -> None:
    """Figures are for whole months within the time of the promise, and not before they are over."""
    if day != period_end(day, "month"):
        raise Refused("请填月末日期。")
    if not start <= day <= period_end(due, "month") or day > clock.today():
        raise Refused("日期不在承诺期内，或还没有到。")


@transaction.atomic
def reach_milestone(*, commitment: Commitment, key: int, day: date, by: User, sentence: str = "") -> Progress:
    """Draft that a milestone which one's own department leads was reached on a day."""
    held = led(commitment, by)
    step = by_key(held.milestones.all()).get(key)
    if step is None or step.dropped:
        raise Refused("没有这个节点。")
    if day > clock.today():
        raise Refused("这一天还没有到。")
    row = Progress(commitment=held, part=Part.MILESTONE, key=key, day=day, value=Decimal(1), cumulative=True)
    return draft(row, by, sentence)


@transaction.atomic
def report_item(
    *, commitment: Commitment, key: int, day: date, value: Decimal, by: User, sentence: str = ""
) -> Progress:
    """Draft how much of a work item that one's own department carries is done by a month's end."""
    held = confirmed(commitment)
    item = by_key(held.items.all()).get(key)
    if item is None or item.state != WorkItem.State.APPROVED:
        raise Refused("没有这个工作项。")
    if by.department_id != item.department_id:
        raise Refused("这个工作项不由你单位承担。")
    refuse_day(day, date(held.year, 1, 1), item.due)
    row = Progress(commitment=held, part=Part.ITEM, key=key, day=day, value=value, cumulative=True)
    return draft(row, by, sentence)


@transaction.atomic
def report_measure(
    *,
    measure: Measure,
    day: date,
    value: Decimal,
    cumulative: bool,
    by: User,
    sentence: str = "",
    provisional: bool = False,
) -> Progress:
    """Draft the figure of a measure that one's own department is the source of."""
    held = Measure.objects.select_for_update().get(pk=measure.pk)
    if by.department_id != held.source_id:
        raise Refused("这个数由别的单位提供。")
    refuse_day(day, date(day.year, 1, 1), clock.today())
    row = Progress(measure=held, part=Part.MEASURE, day=day, value=value, cumulative=cumulative)
    row.provisional = provisional
    return draft(row, by, sentence)


def draft(progress: Progress, by: User, sentence: str) -> Progress:
    """Keep a figure as a draft of the person's department."""
    refuse_far(progress.day)
    refuse_number(progress.value)
    progress.by, progress.department, progress.sentence = by, by.department, sentence.strip()[:500]
    refuse_late(progress)
    progress.save(force_insert=True)
    drafted = Move.objects.create(progress=progress, step=Step.DRAFTED, by=by)
    record(verb="report_figure", row=progress, by=by, place=place_of_figure(progress), also=[drafted])
    return progress


def refuse_late(progress: Progress) -> None:
    """Refuse a figure whose window is closed; a milestone has none, and a returned figure may be answered."""
    if progress.part == Part.MILESTONE or answers_return(progress):
        return
    place, department = place_of_figure(progress), progress.department_id
    refuse_closed(place, progress.day, department, lag_of(progress))


def answers_return(progress: Progress) -> bool:
    """Whether the office's last word on the same thing and period was a return."""
    about = {name: getattr(progress, name) for name in ("commitment", "measure", "part", "key", "day")}
    moves = Move.objects.filter(**{f"progress__{name}": said for name, said in about.items()})
    last = moves.exclude(step=Step.DRAFTED).order_by("pk").last()
    return last is not None and last.step == Step.RETURNED


def lag_of(progress: Progress) -> int:
    """How many days after its period a figure can be there."""
    if progress.measure is not None:
        return progress.measure.lag
    key = progress.key
    if progress.part == Part.ITEM:
        key = by_key(progress.commitment.items.all())[progress.key].target
    target = by_key(progress.commitment.targets.all()).get(key)
    return target.lag if target else 0


def found_figure(*, commitment: Commitment, key: int, value: Decimal, by: User) -> tuple[Progress, Move]:
    """What a spot check counted for a target; it is accepted as it is found."""
    refuse_number(value)
    row = Progress(commitment=commitment, part=Part.TARGET, key=key, value=value, cumulative=True, found=True)
    row.by, row.department = by, by.department
    row.day = clock.today()
    row.save(force_insert=True)
    return row, Move.objects.create(progress=row, step=Step.ACCEPTED, by=by)


def place_of_figure(progress: Progress):
    """The place that a figure belongs to."""
    return progress.commitment.place if progress.commitment else progress.measure.place


@transaction.atomic
def move(*, progress: Progress, step: Step, by: User, reason: str = "") -> Move:
    """Take a figure a step further; refused where another has moved it, or the step does not follow."""
    held = Progress.objects.select_for_update().get(pk=progress.pk)
    last = held.moves.order_by("pk").last()
    if last is None or step not in MOVES[Step(last.step)]:
        now = Step(last.step).label if last else "—"
        raise Refused("这个数已是“%(now)s”，不能再%(step)s。", now=now, step=step.label)
    if step == Step.SUBMITTED and by.department_id != held.department_id:
        raise Refused("只能提交本单位的数。")
    if step == Step.SUBMITTED:
        refuse_late(held)
    if step == Step.RETURNED and not reason.strip():
        raise Refused("退回要写明理由。")
    if step == Step.SUBMITTED:
        refuse_unproved(held)
    made = Move.objects.create(progress=held, step=step, reason=reason.strip()[:300], by=by)
    record(verb=step.value, row=made, by=by, place=place_of_figure(held))
    return made


def refuse_unproved(progress: Progress) -> None:
    """Refuse a step that was reached without the proof that it names."""
    if progress.part != Part.MILESTONE or progress.evidence.exists():
        return
    proof = by_key(progress.commitment.milestones.all())[progress.key].proof
    if proof:
        raise Refused("这个节点要附“%(proof)s”，请先上传再提交。", proof=proof)
