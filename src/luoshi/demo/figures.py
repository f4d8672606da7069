"""How figures and steps of the invented year come in: on time, late, sent back, or never."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile

from luoshi.board import actions
from luoshi.board.models import Milestone, Progress, Step, Target
from luoshi.board.queries.lines import goal
from luoshi.delivery.periods import month_end, period_end
from luoshi.delivery.progress import counts_whole_things
from luoshi.demo.diary import Story
from luoshi.demo.people import Office

PACES = ((1.3, 3), (1.08, 12), (0.86, 3))
"""How fast a department goes, and of so many departments how many go so."""
FALSE, TRUE = "停车泊位", Decimal(310)
"""The measure that is reported too high, and what is really there in summer."""
FOUND_OUT = 8
"""The month of the spot check."""


def months(target: Target) -> Iterator[date]:
    """The ends of the periods in which a target of this year is reported."""
    for month in range(1, 13):
        end = month_end(date(target.start.year, month, 1))
        if end == period_end(end, target.frequency):
            yield end


def figures(office: Office, lead: str, target: Target, random: Random) -> Story:
    """A target's figures through the year, each on its way to acceptance."""
    pace = random.choices([pace for pace, _ in PACES], [weight for _, weight in PACES])[0]
    silent = {random.randrange(3, 11)} if random.random() < 0.15 else set()
    for end in months(target):
        if end.month in silent:
            continue
        opens = end + timedelta(days=target.lag)
        yield opens + timedelta(days=random.randrange(2, 6))
        row = actions.report_figure(
            commitment=target.commitment,
            key=target.key,
            day=end,
            value=value_of(target, end, told_pace(target, end) or pace, random),
            cumulative=True,
            by=office.reporters[lead],
        )
        yield from handed_in(office, lead, row, opens, random)


def told_pace(target: Target, end: date) -> float | None:
    """What is reported too high is reported truly once it was found out; None for every other target."""
    if FALSE not in target.measure:
        return None
    return 1.3 if end.month < FOUND_OUT else 0.62


def measured(office: Office, target: Target, random: Random) -> Story:
    """The bureau's figures of a shared measure."""
    measure, bureau = target.shared, "统计局"
    if measure is None:
        return
    for end in months(target):
        opens = end + timedelta(days=measure.lag)
        yield opens + timedelta(days=1)
        value = value_of(target, end, 1.08, random)
        by = office.reporters[bureau]
        row = actions.report_measure(measure=measure, day=end, value=value, cumulative=True, by=by)
        yield from handed_in(office, bureau, row, opens, random)


def handed_in(office: Office, lead: str, row: Progress, opens: date, random: Random) -> Story:
    """A figure is submitted, now and then sent back, and accepted."""
    yield opens + timedelta(days=6)
    actions.move(progress=row, step=Step.SUBMITTED, by=office.heads[lead])
    yield opens + timedelta(days=7)
    if random.random() < 0.04:
        why = random.choice(["与上月数对不上，请核实", "缺佐证材料", "口径应为年初以来累计"])
        actions.move(progress=row, step=Step.RETURNED, by=office.officer, reason=why)
        yield opens + timedelta(days=8)
        actions.move(progress=row, step=Step.SUBMITTED, by=office.heads[lead])
        yield opens + timedelta(days=9)
    actions.move(progress=row, step=Step.ACCEPTED, by=office.officer)


def value_of(target: Target, end: date, pace: float, random: Random) -> Decimal:
    """What is reported for a period: amounts grow by the pace, rates and levels move about their target."""
    if target.basis != "amount":
        return about(target, pace, random)
    years = target.due.year - target.start.year + 1
    share = Decimal(min(end.month / 12 * pace, 1 + (pace - 1) / 4) / years).quantize(Decimal("0.001"))
    value = target.value * share
    if target.comparator in ("<=", "<"):
        value = min(value, target.value)
    if end.month == 12 and pace > 1 and years == 1:
        value = max(value, target.value + (target.comparator == ">"))
    return value.quantize(Decimal(1) if counts_whole_things(goal(target)) or value > 100 else Decimal("0.01"))


def about(target: Target, pace: float, random: Random) -> Decimal:
    """A rate or level on the right side of its target, or a little on the wrong one."""
    good = Decimal(str(round(abs(random.gauss(0.02, 0.02)), 3)))
    part = good if pace > 1 else -good - Decimal("0.01")
    sign = -1 if target.comparator in ("<=", "<") else 1
    places = Decimal("0.1") if abs(target.value) < 100 else Decimal(1)
    return (target.value * (1 + sign * part)).quantize(places)


def steps(office: Office, lead: str, milestone: Milestone, random: Random) -> Story:
    """A step is reached in time, some weeks late, or not in this year."""
    chance = random.random()
    if chance < 0.02:
        return
    days = random.randrange(10, 40) if chance < 0.07 else -random.randrange(9, 20)
    reached = milestone.due + timedelta(days=days)
    yield reached + timedelta(days=1)
    row = actions.with_files(
        actions.reach_milestone,
        files=[proof(milestone, reached)],
        commitment=milestone.commitment,
        key=milestone.key,
        day=reached,
        by=office.reporters[lead],
    )
    yield from handed_in(office, lead, row, reached, random)


def proof(milestone: Milestone, day: date) -> ContentFile:
    """A text in the place of the paper that a department would attach."""
    said = f"演示用，内容虚构。\n{milestone.commitment.words}\n{milestone.name}：{day}\n"
    name = milestone.proof.replace("或", "、").split("、")[0]
    return ContentFile(said.encode(), name=f"{name}.txt")
