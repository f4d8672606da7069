"""The steps of a programme are given to a promise, with days that the place sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from luoshi.board import actions as board
from luoshi.board.models import Commitment, Milestone
from luoshi.office.actions import Refused
from luoshi.office.models import User
from luoshi.programmes import Programme


@transaction.atomic
def take_milestones(
    *, commitment: Commitment, programme: Programme, days: Mapping[int, date], by: User
) -> list[Milestone]:
    """Add to a promise the steps of a programme that have a day, by their numbers in the programme from 0."""
    if not days:
        raise Refused("至少给一个节点定日期。")
    named = set(commitment.milestones.filter(dropped=False).values_list("name", flat=True))
    taken = []
    for number, day in sorted(days.items()):
        step = programme.milestones[number]
        if step.title_zh in named:
            raise Refused("这项承诺已经有节点“%(name)s”。", name=step.title_zh)
        said = {"name": step.title_zh, "proof": step.proof, "due": day}
        taken.append(board.set_milestone(commitment=commitment, by=by, **said))
    return taken
