"""What the office says of a commitment: confirmed, corrected, handed out, rejected."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.forms.models import model_to_dict

from luoshi.board.actions.common import locked, standing_revision
from luoshi.board.actions.held import Held, add, hold
from luoshi.board.models import Commitment, Revision, State, Visibility
from luoshi.office.actions import Refused
from luoshi.office.audit import Act
from luoshi.office.models import Role, User

CARRIED = (
    "state",
    "title",
    "lead",
    "supporting",
    "leader",
    "contact",
    "criterion",
    "proof",
    "untracked",
    "ongoing",
    "merged_into",
    "visibility",
    "until",
)
"""What stays as it was where a revision does not say it."""

DISSOLVED = (State.SPLIT, State.MERGED)
"""The states of a promise that lives on in others."""


def carried(revision: Revision) -> dict[str, object]:
    """What a revision says, for the one after it."""
    return {name: getattr(revision, name) for name in CARRIED}


@transaction.atomic
def confirm_promises(*, commitments: Iterable[Commitment], by: User) -> int:
    """Confirm those of some promises that still wait; what a colleague decided meanwhile stays. How many."""
    waiting = [row for row in sorted(commitments, key=lambda row: row.pk) if waits(row)]
    for row in waiting:
        revise(commitment=row, by=by, state=State.CONFIRMED)
    return len(waiting)


def waits(commitment: Commitment) -> bool:
    """Whether a promise, held from now on, waits to be confirmed."""
    return standing_revision(locked(commitment)).state == State.PROPOSED


@transaction.atomic
def revise(
    *, commitment: Commitment, by: User | None, reason: str = "", seen: int | None = None, **said: object
) -> Revision:
    """Confirm, correct, hand out or reject a commitment; `said` are fields of a revision, the rest stays.

    `seen` is the revision that whoever decides had before them: refused where a colleague was quicker.
    """
    held = hold(commitment)
    if seen is not None and held.revision.pk != seen:
        raise Refused("%(code)s 刚被别人改过，请看过再定。", code=held.commitment.code)
    add(revised(held, by=by, reason=reason, **said))
    return held.revision


def revised(held: Held, *, by: User | None, reason: str, **said: object) -> Act:
    """The next revision of a commitment, to be added."""
    commitment, last = held.commitment, held.revision
    if last.state in DISSOLVED:
        now = last.get_state_display()
        raise Refused("%(code)s %(now)s，要改就改现在跟踪的那几项。", code=commitment.code, now=now)
    revision = Revision(commitment=commitment, by=by, reason=reason.strip()[:300], **(carried(last) | said))
    revision.state = State(revision.state)
    revision.title = revision.title.strip()[:500]
    refuse_senseless(revision)
    held.revision = revision
    return Act("revise", revision, by, commitment.place)


def refuse_senseless(revision: Revision) -> None:
    """Refuse what cannot be said of a commitment."""
    place = revision.commitment.place
    if revision.state in DISSOLVED:
        raise Refused("拆分和合并要写明拆成什么、并入哪项。")
    if revision.lead is not None and revision.lead.place_id != place.pk:
        raise Refused("牵头单位不属于本地。")
    names = {row.name for row in place.departments.all()} if revision.supporting else set()
    if unknown := [name for name in revision.supporting if name not in names]:
        raise Refused("没有这个单位：%(name)s。", name=unknown[0])
    if revision.lead is not None and revision.lead.name in revision.supporting:
        raise Refused("牵头单位不能同时是配合单位。")
    if revision.leader is not None and (
        revision.leader.place_id != place.pk or revision.leader.role != Role.LEADER
    ):
        raise Refused("分管领导不属于本地。")
    if revision.state == State.REJECTED and not revision.reason:
        raise Refused("不立项要写明理由。")
    if revision.untracked and not revision.reason:
        raise Refused("不跟踪要写明理由。")
    if not revision.title:
        raise Refused("承诺不能为空。")
    if revision.visibility == Visibility.EMBARGOED and revision.until is None:
        raise Refused("到期公开要写明日期。")


def fields_of(revision: Revision) -> dict[str, object]:
    """What a revision says, for a form."""
    return model_to_dict(revision, fields=CARRIED)
