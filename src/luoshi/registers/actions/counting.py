"""Figures are counted in the transaction in which records change, and at the end of each month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from luoshi.board import actions as board
from luoshi.board.models import Commitment, Target
from luoshi.office import clock
from luoshi.office.actions import Refused
from luoshi.office.models import Place, User
from luoshi.programmes import Programme, Register, Row, count
from luoshi.programmes.units import factor
from luoshi.registers.declared import declared, measure_at
from luoshi.registers.queries.rows import counted_targets, rows


def recount(*, place: Place, programme: Programme, register: Register, by: User | None) -> None:
    """Count anew, as of now, the targets that the records of a register feed."""
    count_register(counted_targets(place), place, programme, register, clock.today(), by)


def count_register(
    targets: Iterable[Target],
    place: Place,
    programme: Programme,
    register: Register,
    day: date,
    by: User | None = None,
) -> None:
    """Count, of these targets, those that the records of a register feed."""
    own = [one.name for one in programme.measures if one.register_name == register.name]
    fed = [target for target in targets if target.counted_by in {f"{programme.name}/{name}" for name in own}]
    if fed:
        feed(fed, rows(place, programme, register, day), day, by)


def feed(targets: Iterable[Target], found: list[Row], day: date, by: User | None) -> None:
    """Record for targets what rows come to on a day, in the targets' own units."""
    for target in targets:
        declared_by = measure_at(target.counted_by)
        if declared_by is None:
            continue
        _programme, measure, register = declared_by
        value = count(measure, register, found, target.start, day).value
        times = factor(measure.unit, target.unit)
        if value is not None and times is not None:
            board.record_count(
                commitment=target.commitment,
                key=target.key,
                day=day,
                value=round(value * times, 6).normalize() + 0,
                by=by,
            )


@transaction.atomic
def count_target(*, commitment: Commitment, key: int, counted_by: str, reason: str, by: User) -> Target:
    """Have a target counted by a measure of a programme, beginning with what is there now."""
    found = measure_at(counted_by)
    if found is None:
        raise Refused("没有这个名册指标。")
    programme, measure, register = found
    target = board.count_by(commitment=commitment, key=key, counted_by=counted_by, reason=reason, by=by)
    if factor(measure.unit, target.unit) is None:
        raise Refused(
            "单位对不上：目标是“%(target)s”，名册是“%(measure)s”。", target=target.unit, measure=measure.unit
        )
    feed([target], rows(commitment.place, programme, register, clock.today()), clock.today(), by)
    return target


@transaction.atomic
def count_all(*, place: Place, day: date) -> None:
    """Count every target of a place as of the end of a month that is over."""
    targets = counted_targets(place)
    for programme in declared().values():
        for register in programme.registers:
            count_register(targets, place, programme, register, day)
