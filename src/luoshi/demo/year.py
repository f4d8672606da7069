"""The year of the invented district: who leads what, what is reported each month, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random

from django.db import transaction

from luoshi.board import actions, queries
from luoshi.board.actions.common import by_key
from luoshi.board.models import Commitment, Measure, Report, Stage, State, Target
from luoshi.delivery.duties import suggest
from luoshi.demo.diary import Story, tell
from luoshi.demo.figures import figures, measured, steps
from luoshi.demo.people import DEPARTMENTS, Office, hire
from luoshi.demo.records import books, count_from_records, draw, records
from luoshi.demo.town import Town
from luoshi.demo.turns import changed_deadline, spot_check
from luoshi.office import clock
from luoshi.office.actions import place_of
from luoshi.reading.sources import load_path
from luoshi.registers.actions import count_all

YEAR = 2025
READ_OUT = date(YEAR, 1, 9)
HANDED_OUT = date(YEAR, 1, 20)
CLOSED = date(YEAR + 1, 2, 10)
BUREAU = {"地区生产总值": 25, "规模以上工业增加值": 25, "外贸进出口": 25, "城镇登记失业率": 20}
"""Indicators that the statistics bureau gives for everybody, with the days until they are published."""
ECONOMY = ("发展", "工业", "科学", "商务", "财政", "统计", "投资", "国有", "市场")
TOWN = ("住房", "城市", "交通", "自然", "生态", "水利", "应急", "农业")


@dataclass(frozen=True, slots=True)
class Task:
    """A promise that was handed out."""

    commitment: Commitment
    lead: str


def tell_year(report: Path, *, told: Callable[[date], None]) -> dict[str, str]:
    """Fill an empty board with the year; returns the passwords by user name. All or nothing."""
    with transaction.atomic():
        with clock.at(READ_OUT):
            place = place_of(code="990101", name="青梧区")
            office, passwords = hire(place)
            brought = actions.import_report(
                place=place, document=load_path(report), year=YEAR, by=office.officer
            )
        with clock.at(HANDED_OUT):
            tasks = [*handed_out(office, brought)]
            kept, town = books(office, report.parent / "programmes"), Town()
            counted = count_from_records(office, [task.commitment for task in tasks])
        told_of = chain(stories(office, tasks, counted), records(kept, town, HANDED_OUT))
        tell(told_of, until=CLOSED, told=told)
        with clock.at(CLOSED):
            draw(office, town)
    return passwords


def handed_out(office: Office, report: Report) -> Iterator[Task]:
    """Confirm every promise and name its lead; what is said twice is merged."""
    seen: dict[str, Commitment] = {}
    measures: dict[str, Measure] = {}
    for commitment in report.commitments.all():
        same = seen.setdefault(commitment.words.removeprefix("建成投用"), commitment)
        if same is not commitment:
            reason = f"与 {same.code} 是同一件事"
            actions.merge(kept=same, others=[commitment], reason=reason, by=office.officer)
            continue
        lead = lead_of(commitment)
        confirm(office, commitment, lead)
        for target in by_key(commitment.targets.all()).values():
            source_of(office, commitment, target, measures)
        yield Task(commitment, lead)


def lead_of(commitment: Commitment) -> str:
    """The department whose duties the words point to; else the government's own office."""
    found = suggest(DEPARTMENTS, commitment.words) or suggest(DEPARTMENTS, commitment.section)
    return found.department if found else DEPARTMENTS[-1]


def confirm(office: Office, commitment: Commitment, lead: str) -> None:
    """Confirm a promise, with its lead and the vice head of the district who is in charge."""
    economy, town, people = office.leaders
    leader = economy if lead.startswith(ECONOMY) else town if lead.startswith(TOWN) else people
    actions.revise(
        commitment=commitment,
        by=office.officer,
        state=State.CONFIRMED,
        lead=office.department(lead),
        leader=leader,
        visibility="public",
    )


def source_of(office: Office, commitment: Commitment, target: Target, measures: dict[str, Measure]) -> None:
    """Let the bureau's indicators be given by the bureau; what is no livelihood task comes once a quarter."""
    name = next((name for name in BUREAU if target.measure.startswith(name)), None)
    if name is None and "民生实事" in commitment.section:
        return
    said = {field.name: getattr(target, field.name) for field in Target._meta.fields}
    for own in ("id", "commitment", "by", "at", "key", "reason", "request"):
        del said[own]
    said["frequency"] = "quarter"
    if name is not None:
        said["lag"], said["shared"] = BUREAU[name], shared(office, name, target.unit, measures)
    reason = "按统计数据发布的频次报送"
    actions.set_target(commitment=commitment, by=office.officer, key=target.key, reason=reason, **said)


def shared(office: Office, name: str, unit: str, measures: dict[str, Measure]) -> Measure:
    """The bureau's measure of this name."""
    if name not in measures:
        measures[name] = actions.add_measure(
            place=office.place,
            name=name,
            source=office.department("统计局"),
            by=office.officer,
            unit=unit,
            frequency="quarter",
            lag=BUREAU[name],
        )
    return measures[name]


def stories(office: Office, tasks: list[Task], counted: Collection[tuple[int, int]]) -> Iterator[Story]:
    """All that happens: figures and steps of each promise, its sign-off, and the turns of the year.

    What is `counted` from records nobody reports.
    """
    random = Random(YEAR)  # noqa: S311
    told = set()
    for task in tasks:
        for target in by_key(task.commitment.targets.all()).values():
            own = Random(random.random())  # noqa: S311
            if (target.commitment_id, target.key) in counted:
                continue
            if target.shared is None:
                yield figures(office, task.lead, target, own)
            elif target.shared_id not in told:
                told.add(target.shared_id)
                yield measured(office, target, own)
        for milestone in by_key(task.commitment.milestones.all()).values():
            yield steps(office, task.lead, milestone, Random(random.random()))  # noqa: S311
        yield sign_off(office, task)
    yield calendar(office)
    yield changed_deadline(office, tasks[-1].commitment.report)
    yield spot_check(office)


def calendar(office: Office) -> Story:
    """On the first day of each month its window opens, and records are counted as of the last."""
    for month in range(2, 14):
        day = date(YEAR + (month > 12), (month - 1) % 12 + 1, 1)
        yield day
        actions.open_windows(place=office.place)
        count_all(place=office.place, day=day - timedelta(days=1))


def sign_off(office: Office, task: Task) -> Story:
    """At the year's end the lead applies for what it has reached; an officer checks, another signs."""
    yield date(YEAR + 1, 1, 15)
    if not is_reached(task.commitment):
        return
    steps = (
        (Stage.APPLIED, office.heads[task.lead], "全部完成，材料已附"),
        (Stage.CHECKED, office.officer, "查看资料并到现场核对"),
        (Stage.SIGNED, office.second, "同意销号"),
    )
    for days, (stage, by, words) in enumerate(steps):
        yield date(YEAR + 1, 1, 16 + 3 * days)
        actions.check(commitment=task.commitment, stage=stage, words=words, by=by)


def is_reached(commitment: Commitment) -> bool:
    """Whether a promise is claimed: all its parts are reached."""
    rows = queries.lines(Commitment.objects.filter(pk=commitment.pk), clock.today())
    return rows[0].standing.status == "ahead"
