"""Figures counted from the records of registers: which target they feed, and whether they govern."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.forms.models import model_to_dict

from luoshi.board.actions.common import confirmed, refuse_far
from luoshi.board.actions.held import Held, add
from luoshi.board.models import Commitment, Move, Part, Progress, Source, Step, Target
from luoshi.delivery.periods import period_end
from luoshi.office.actions import Refused
from luoshi.office.audit import Act, record
from luoshi.office.models import User


@transaction.atomic
def count_by(*, commitment: Commitment, key: int, counted_by: str, reason: str, by: User) -> Target:
    """Say which measure of a programme (`programme/measure`) counts a target.

    Its figures stand beside the reported ones until the office says that they govern.
    """
    held = Held(confirmed(commitment))
    if not reason.strip():
        raise Refused("请写明理由。")
    target = next_target(held, key, reason, by)
    if target.shared_id is not None:
        raise Refused("这个目标用的是共用指标，不能再按名册计数。")
    target.counted_by = counted_by
    return written(held, target, "count_by")


@transaction.atomic
def govern(*, commitment: Commitment, key: int, source: Source, since: date, reason: str, by: User) -> Target:
    """Decide whose figures count for the periods that end on a day or later; the decision stays on record."""
    held = Held(confirmed(commitment))
    refuse_far(since)
    if not reason.strip():
        raise Refused("以何者为准，要写明理由。")
    target = next_target(held, key, reason, by)
    if source == Source.COUNTED and not target.counted_by:
        raise Refused("这个目标还没有对应的名册指标。")
    if target.governs and since.isoformat() <= target.governs[-1][0]:
        raise Refused("生效日期要晚于上一次的 %(last)s。", last=target.governs[-1][0])
    if target.source_on(since) == source:
        raise Refused("现在就是以它为准。")
    target.governs = [*target.governs, [since.isoformat(), source.value]]
    return written(held, target, "govern")


def next_target(held: Held, key: int, reason: str, by: User) -> Target:
    """The row of a target that follows the one that stands, so far the same."""
    last = held.targets.get(key)
    if last is None or last.dropped:
        raise Refused("没有这个目标。")
    said = model_to_dict(last, exclude=["id", "commitment", "by", "request", "shared", "reason"])
    row = Target(commitment=held.commitment, shared=last.shared, request=last.request, by=by, **said)
    row.reason = reason.strip()[:300]
    return row


def written(held: Held, target: Target, verb: str) -> Target:
    """The row, written with its event."""
    act = Act(verb, target, target.by, held.commitment.place)
    add(act)
    return cast(Target, act.row)


@transaction.atomic
def record_count(
    *, commitment: Commitment, key: int, day: date, value: Decimal, by: User | None
) -> Progress | None:
    """Append what the records come to by a day; accepted as it is counted. None where that is no news.

    News is another value, or the same one at the end of a month: a period that is over has its figure.
    To be called in the transaction in which the records change.
    """
    counted = Progress.objects.filter(commitment=commitment, part=Part.TARGET, key=key, counted=True)
    last = counted.filter(day__lte=day).order_by("day", "pk").last()
    is_close = day == period_end(day, "month")
    if last is not None and last.value == value and (last.day == day or not is_close):
        return None
    row = Progress(commitment=commitment, part=Part.TARGET, key=key, day=day, value=value, by=by)
    row.cumulative = row.counted = True
    row.save(force_insert=True)
    accepted = Move.objects.create(progress=row, step=Step.ACCEPTED, by=by)
    record(verb="count", row=row, by=by, place=commitment.place, also=[accepted])
    return row
