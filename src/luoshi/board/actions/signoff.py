"""Sign-off (销号) by two people, and spot checks whose lot anyone can draw again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from luoshi.board.actions.common import by_key, confirmed, led, standing_targets
from luoshi.board.actions.figures import found_figure
from luoshi.board.models import Check, Commitment, Draw, Part, Stage
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Place, User

# After which stage of a sign-off which may come.
STAGES: dict[Stage | None, tuple[Stage, ...]] = {
    None: (Stage.APPLIED,),
    Stage.APPLIED: (Stage.CHECKED, Stage.REFUSED),
    Stage.CHECKED: (Stage.SIGNED, Stage.REFUSED),
    Stage.REFUSED: (Stage.APPLIED,),
    Stage.SIGNED: (Stage.REOPENED,),
    Stage.REOPENED: (Stage.APPLIED,),
    Stage.FOUND_UNTRUE: (Stage.APPLIED,),
}


def signed_stage(checks: Iterable[Check]) -> Stage | None:
    """How far the sign-off has come; what a spot check found untrue has to be applied for anew."""
    stages = [Stage(row.stage) for row in checks if row.stage != Stage.FOUND_TRUE]
    return stages[-1] if stages else None


def next_stages(checks: Iterable[Check]) -> tuple[Stage, ...]:
    """Which stages of a sign-off may come next."""
    return STAGES[signed_stage(checks)]


@transaction.atomic
def check(*, commitment: Commitment, stage: Stage, words: str, by: User) -> Check:
    """Take a sign-off a step further. Who checked a commitment cannot also sign it off."""
    held = led(commitment, by) if stage == Stage.APPLIED else confirmed(commitment)
    rows = [*held.checks.exclude(stage=Stage.FOUND_TRUE).order_by("pk")]
    if stage not in next_stages(rows):
        now = Stage(rows[-1].stage).label if rows else _("未申请")
        raise Refused("销号现在是“%(now)s”，不能%(stage)s。", now=now, stage=stage.label)
    if stage == Stage.SIGNED and rows[-1].by_id == by.pk:
        raise Refused("核查的人不能自己销号，要由第二个人确认。")
    if not words.strip():
        raise Refused("请写明依据。")
    made = Check.objects.create(commitment=held, stage=stage, words=words.strip()[:500], by=by)
    record(verb=stage.value, row=made, by=by, place=held.place)
    return made


@transaction.atomic
def draw(*, place: Place, pool: Sequence[Commitment], seed: str, size: int, by: User) -> Draw:
    """Draw commitments for a spot check: anyone gets the same ones from the seed and the list."""
    codes = sorted(commitment.code for commitment in pool)
    if not seed.strip():
        raise Refused("请写明种子，如开奖号码或日期。")
    if not 1 <= size <= len(codes):
        raise Refused("可抽的有 %(most)s 项。", most=len(codes))
    drawn = lot(seed.strip(), codes)[:size]
    row = Draw.objects.create(place=place, seed=seed.strip()[:64], pool=codes, drawn=drawn, by=by)
    record(verb="draw", row=row, by=by, place=place)
    return row


def lot(seed: str, codes: Iterable[str]) -> list[str]:
    """The codes in the order of the SHA-256 of seed, colon and code."""
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())


@transaction.atomic
def find(
    *,
    commitment: Commitment,
    true: bool,
    words: str,
    by: User,
    part: Part | str = "",
    key: int = 0,
    value: Decimal | None = None,
    drawn: Draw | None = None,
) -> Check:
    """What a spot check found, of one part or of all. Untrue, it outranks what was accepted before it.

    `value` is what was counted on the spot for a target; it counts in the report's place.
    """
    held = confirmed(commitment)
    if not words.strip():
        raise Refused("请写明查到了什么。")
    if part == Part.TARGET and key not in standing_targets(held):
        raise Refused("没有这个目标。")
    if part == Part.MILESTONE and key not in by_key(held.milestones.all()):
        raise Refused("没有这个节点。")
    if value is not None and (part != Part.TARGET or true):
        raise Refused("核查数只用于查实不符的目标。")
    stage = Stage.FOUND_TRUE if true else Stage.FOUND_UNTRUE
    made = Check(commitment=held, stage=stage, part=part, key=key, draw=drawn, by=by)
    made.words = words.strip()[:500]
    made.save(force_insert=True)
    counted = () if value is None else found_figure(commitment=held, key=key, value=value, by=by)
    record(verb=stage.value, row=made, by=by, place=held.place, also=counted)
    return made
