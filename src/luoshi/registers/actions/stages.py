"""Stages of records: reached on a day with their proof, or taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from luoshi.board.actions.common import refuse_far
from luoshi.office import clock, files
from luoshi.office.actions import Refused
from luoshi.office.models import File, Place, User
from luoshi.programmes import Programme, Register
from luoshi.registers.actions.common import locked, refuse_stranger, standing
from luoshi.registers.actions.records import Said, said_anew
from luoshi.registers.models import Record, RecordRevision


@transaction.atomic
def reach_stage(
    *,
    record: Record,
    programme: Programme,
    register: Register,
    stage: str,
    day: date,
    by: User,
    proof: str = "",
    file: files.Given | None = None,
) -> RecordRevision:
    """Say that a record reached a stage on a day. What the stage names as proof is in words or in a file."""
    refuse_stranger(by, programme)
    held = locked(record)
    last = standing(held)
    declared = register.stage_named(stage)
    if declared is None:
        raise Refused("这份名册没有这个阶段。")
    if last.stages.get(stage, {}).get("day") == day.isoformat():
        raise Refused("已经这样登记过了。")
    if declared.proof and not proof.strip() and file is None:
        said = {"stage": declared.title_zh, "proof": declared.proof}
        raise Refused("“%(stage)s”要有%(proof)s：写明文号，或附上文件。", **said)
    stages = {**last.stages, stage: {"day": day.isoformat(), "proof": proof.strip()[:200]}}
    refuse_order(register, stages)
    kept = [] if file is None else [keep(file, held.place, by)]
    for one in kept:
        stages[stage] |= {"file": one.pk, "name": files.shown_name(file.name)}
    return said_anew(held, programme, register, Said.of(last, stages=stages), by, "reach_stage", also=kept)


def keep(given: files.Given, place: Place, by: User) -> File:
    """Keep the file that proves a stage."""
    kept = files.keep(given)
    said = {"size": kept.size, "kind": kept.kind, "by": by}
    own, _new = File.objects.get_or_create(place=place, sha256=kept.sha256, defaults=said)
    return own


def refuse_order(register: Register, stages: dict[str, dict[str, object]]) -> None:
    """Refuse days that are not there yet, or out of the order of the stages."""
    before: date | None = None
    for one in register.stages:
        if one.name not in stages:
            continue
        day = date.fromisoformat(str(stages[one.name]["day"]))
        refuse_far(day)
        if day > clock.today():
            raise Refused("“%(stage)s”的日期 %(day)s 还没有到。", stage=one.title_zh, day=day)
        if before is not None and day < before:
            raise Refused("“%(stage)s”的日期 %(day)s 早于前一阶段。", stage=one.title_zh, day=day)
        before = day


@transaction.atomic
def take_back_stage(
    *, record: Record, programme: Programme, register: Register, stage: str, reason: str, by: User
) -> RecordRevision:
    """Say that a stage was not reached after all, with the reason."""
    refuse_stranger(by, programme)
    held = locked(record)
    last = standing(held)
    if stage not in last.stages:
        raise Refused("没有登记过这个阶段。")
    if not reason.strip():
        raise Refused("撤回要写明理由。")
    stages = {name: said for name, said in last.stages.items() if name != stage}
    said = Said.of(last, stages=stages, reason=reason)
    return said_anew(held, programme, register, said, by, "take_back_stage")
