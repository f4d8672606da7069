"""A target or deadline is changed by a request that somebody else decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.forms.models import model_to_dict

from luoshi.board.actions.common import by_key, confirmed, refuse_far, refuse_number, standing_revision
from luoshi.board.models import ChangeRequest, Commitment, Decision, Milestone, Part, Target
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Role, User


@transaction.atomic
def ask_change(
    *,
    commitment: Commitment,
    part: Part,
    key: int,
    due: date,
    reason: str,
    by: User,
    value: Decimal | None = None,
) -> ChangeRequest:
    """Ask for another value or deadline of a part; what stands now is kept beside it."""
    held = confirmed(commitment)
    if by.role != Role.OFFICER and by.department_id != standing_revision(held).lead_id:
        raise Refused("这项承诺不由你单位牵头。")
    refuse_far(due)
    refuse_number(value)
    row = standing_part(held, part, key)
    before = row.value if isinstance(row, Target) else None
    wanted = before if value is None else value
    if (wanted, due) == (before, row.due):
        raise Refused("与现在的目标和期限一样。")
    if isinstance(row, Target) and due < row.start:
        raise Refused("期限早于开始日期。")
    if not reason.strip():
        raise Refused("申请调整要写明理由。")
    if held.requests.filter(part=part, key=key, decision=None).exists():
        raise Refused("这一项已有待定的调整申请。")
    request = ChangeRequest(commitment=held, part=part, key=key, due=due, due_before=row.due, by=by)
    request.value, request.value_before = wanted if isinstance(row, Target) else None, before
    request.reason = reason.strip()[:500]
    request.save(force_insert=True)
    record(verb="ask_change", row=request, by=by, place=held.place)
    return request


def standing_part(commitment: Commitment, part: Part, key: int) -> Target | Milestone:
    """The row of a target or milestone that stands."""
    rows = commitment.targets.all() if part == Part.TARGET else commitment.milestones.all()
    row = by_key(rows).get(key)
    if row is None or getattr(row, "dropped", False):
        raise Refused("没有这个目标或节点。")
    return row


@transaction.atomic
def decide_change(*, request: ChangeRequest, approved: bool, reason: str, by: User) -> Decision:
    """Approve a request or refuse it, in words; never one's own. Approved, the part changes from now on."""
    held = confirmed(request.commitment)
    if Decision.objects.filter(request=request).exists():
        raise Refused("这个申请已经定过了。")
    if by.pk == request.by_id:
        raise Refused("不能自己批自己的申请。")
    if not reason.strip():
        raise Refused("请写明意见。")
    decision = Decision.objects.create(request=request, approved=approved, reason=reason.strip()[:500], by=by)
    also = [changed(held, request, by)] if approved else []
    record(verb="decide_change", row=decision, by=by, place=held.place, also=also)
    return decision


def changed(commitment: Commitment, request: ChangeRequest, by: User) -> Target | Milestone:
    """Append the part as the request asks for it; nodes of a path after the deadline fall away."""
    last = standing_part(commitment, Part(request.part), request.key)
    said = model_to_dict(last, exclude=["id", "commitment", "by", "request", "shared"])
    if isinstance(last, Target):
        row: Target | Milestone = Target(commitment=commitment, shared=last.shared, **said)
        row.value = request.value
        row.path = [node for node in last.path if node[0] <= request.due.isoformat()]
    else:
        row = Milestone(commitment=commitment, **said)
    row.due, row.request, row.by = request.due, request, by
    row.reason = request.reason[:300]
    row.save(force_insert=True)
    return row
