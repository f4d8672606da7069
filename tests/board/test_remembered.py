"""Boards that are remembered are what judging all facts anew would give."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from cast import TEXT, Cast
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.board import actions, queries
from luoshi.board.models import Commitment, Part, Progress, Stage, State, Step
from luoshi.board.queries import remembered
from luoshi.board.queries.briefs import brief
from luoshi.delivery.periods import month_end
from luoshi.office import clock
from luoshi.office.actions import Refused, department_of
from luoshi.office.audit import record
from luoshi.office.models import Event
from luoshi.reading import Document

FIRST_DAY = date(2025, 1, 20)
DAYS = (date(2025, 3, 31), date(2025, 9, 30), date(2026, 2, 28))
"""The days that boards are asked for: one passes, one comes, one lies beyond the story."""


class Story:
    """A year of a board in which anything may be tried; what is refused does not happen."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.day = FIRST_DAY
        with clock.at(self.day):
            self.bring_in(0)
            source = department_of(place=cast.place, name="教育局")
            self.measure = actions.add_measure(
                place=cast.place, name="地区生产总值", source=source, by=cast.officer
            )
            for row in cast.place.commitments.all():
                self.confirm(row, State.CONFIRMED)

    def bring_in(self, number: int) -> None:
        """One more report."""
        document = Document(f"{number}.txt", TEXT.replace("12条", f"{12 + number}条"))
        actions.import_report(place=self.cast.place, document=document, year=2025, by=self.cast.officer)

    def confirm(self, row: Commitment, state: State) -> None:
        lead = self.cast.head.department
        actions.revise(commitment=row, by=self.cast.officer, state=state, lead=lead, reason="会议定")

    def act(self, kind: str, which: int, number: int) -> None:
        """Try one thing on one day."""
        rows = [*self.cast.place.commitments.all()]
        self.day += timedelta(days=number % 25)
        with clock.at(self.day):
            try:
                getattr(self, kind)(rows[which % len(rows)], number)
            except Refused:
                return

    def figure(self, row: Commitment, number: int) -> None:
        ended = month_end(self.day.replace(day=1) - timedelta(days=1))
        if target := row.targets.order_by("pk").last():
            said = {"key": target.key, "day": ended, "value": Decimal(number), "cumulative": number % 3 > 0}
            made = actions.report_figure(commitment=row, by=self.cast.head, **said)
            actions.move(progress=made, step=Step.SUBMITTED, by=self.cast.head)

    def settle(self, row: Commitment, number: int) -> None:
        """Accept or return all that was submitted."""
        step = Step.RETURNED if number % 7 == 0 else Step.ACCEPTED
        for figure in Progress.objects.all():
            if figure.moves.last().step == Step.SUBMITTED:
                actions.move(progress=figure, step=step, by=self.cast.officer, reason="看过")

    def reach(self, row: Commitment, number: int) -> None:
        if step := row.milestones.order_by("pk").last():
            made = actions.reach_milestone(commitment=row, key=step.key, day=self.day, by=self.cast.head)
            actions.move(progress=made, step=Step.SUBMITTED, by=self.cast.head)

    def measured(self, row: Commitment, number: int) -> None:
        ended = month_end(self.day.replace(day=1) - timedelta(days=1))
        said = {"day": ended, "value": Decimal(number), "cumulative": True}
        made = actions.report_measure(measure=self.measure, by=self.cast.colleague, **said)
        actions.move(progress=made, step=Step.SUBMITTED, by=self.cast.colleague)

    def target(self, row: Commitment, number: int) -> None:
        """Correct a target, now and then to one that is fed by the measure."""
        said = {
            "measure": "建成数",
            "comparator": ">=",
            "value": Decimal(number),
            "basis": ("amount", "growth", "level")[number % 3],
            "direction": "up",
            "start": date(2025, 1, 1),
            "due": date(2025, 1 + number % 12, 28),
            "shared": self.measure if number % 2 else None,
        }
        actions.set_target(commitment=row, by=self.cast.officer, key=1, reason="误读", **said)

    def step(self, row: Commitment, number: int) -> None:
        due = self.day + timedelta(days=number)
        actions.set_milestone(commitment=row, name=f"节点{number}", due=due, by=self.cast.officer)

    def revise(self, row: Commitment, number: int) -> None:
        self.confirm(row, (State.CONFIRMED, State.REJECTED, State.CONFIRMED)[number % 3])

    def check(self, row: Commitment, number: int) -> None:
        stages = actions.next_stages(row.checks.order_by("pk"))
        by = self.cast.head if stages[0] == Stage.APPLIED else self.cast.officer
        actions.check(commitment=row, stage=stages[0], words="看过", by=by)

    def find(self, row: Commitment, number: int) -> None:
        said = {"part": Part.TARGET, "key": 1, "value": Decimal(number)} if number % 2 else {}
        actions.find(commitment=row, true=False, words="现场没有", by=self.cast.officer, **said)

    def change(self, row: Commitment, number: int) -> None:
        """Ask for a change, and have it decided."""
        due = date(2025, 12, 31) - timedelta(days=number)
        said = {"part": Part.TARGET, "key": 1, "due": due, "value": Decimal(number), "reason": "资金"}
        asked = actions.ask_change(commitment=row, by=self.cast.head, **said)
        actions.decide_change(request=asked, approved=number % 3 > 0, reason="同意", by=self.cast.officer)

    def taken_back(self, row: Commitment, number: int) -> None:
        """A write that is looked at and then does not happen."""
        with transaction.atomic():
            self.confirm(row, State.REJECTED)
            queries.briefs(self.cast.place, DAYS[1])
            transaction.set_rollback(True)

    def another(self, row: Commitment, number: int) -> None:
        self.bring_in(number)


KINDS = [
    name for name in vars(Story) if not name.startswith("_") and name not in ("act", "bring_in", "confirm")
]
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.integers(1, 40)), max_size=25)


@given(ACTS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_remembered_is_what_judging_anew_gives(cast: Cast, acts: list[tuple[str, int, int]]) -> None:
    """After any story: for days before, within and after it, from the cache, anew, and from all facts."""
    with transaction.atomic():
        story = Story(cast)
        for day in DAYS:
            queries.briefs(cast.place, day)
        for kind, which, number in acts:
            story.act(kind, which, number)
            queries.briefs(cast.place, DAYS[number % len(DAYS)])
        for day in DAYS:
            seen = queries.briefs(cast.place, day)
            full = queries.confirmed(queries.lines(cast.place.commitments.all(), day))
            assert seen == [brief(line) for line in full]
            anew = queries.confirmed(queries.board_lines(cast.place, day))
            assert seen == [brief(line) for line in anew]
            assert [line.original for line in anew] == [line.original for line in full]
        transaction.set_rollback(True)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """For which commitments judging was asked, call by call; None for all."""
    calls: list[object] = []
    judge = remembered.judged

    def noted(place: object, day: date, about: object = None) -> object:
        calls.append(about)
        return judge(place, day, about)

    monkeypatch.setattr(remembered, "judged", noted)
    return calls


def test_only_what_was_written_about_is_judged_again(
    cast: Cast, canteens: Commitment, judged: list[object]
) -> None:
    """The first look judges all, the second nothing, one after a write only its commitment."""
    for _ in range(2):
        queries.briefs(cast.place, clock.today())
    assert judged == [None]
    actions.revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    assert [one.pk for one in queries.briefs(cast.place, clock.today())] == [canteens.pk]
    assert judged == [None, {canteens.pk}]


def test_a_write_elsewhere_or_about_nothing_judged_judges_nothing(
    cast: Cast, canteens: Commitment, judged: list[object]
) -> None:
    """A person, a department, a measure, another place's report."""
    queries.briefs(cast.place, clock.today())
    source = department_of(place=cast.place, name="统计局")
    actions.add_measure(place=cast.place, name="就业", source=source, by=cast.officer)
    actions.import_report(
        place=cast.stranger.place, document=Document("邻.txt", TEXT), year=2025, by=cast.stranger
    )
    queries.briefs(cast.place, clock.today())
    assert judged == [None]


def test_a_write_of_an_unknown_kind_judges_all(
    cast: Cast, canteens: Commitment, judged: list[object]
) -> None:
    """Whoever adds a kind of row need not know of this memory for it to stay right."""
    queries.briefs(cast.place, clock.today())
    record(verb="set_ahead", row=cast.place, by=cast.administrator, place=cast.place)
    queries.briefs(cast.place, clock.today())
    assert judged == [None, None]


def test_a_chain_that_lost_its_end_is_judged_anew(
    cast: Cast, canteens: Commitment, judged: list[object]
) -> None:
    """As after a backup was restored under a running server."""
    queries.briefs(cast.place, clock.today())
    with transaction.atomic():
        Event.objects.last().delete()
        queries.briefs(cast.place, clock.today())
        transaction.set_rollback(True)
    assert judged == [None, None]


def test_no_more_boards_are_kept_than_said(cast: Cast, canteens: Commitment) -> None:
    """Somebody who walks through all days does not fill the memory."""
    for number in range(remembered.DAYS + 3):
        queries.briefs(cast.place, FIRST_DAY + timedelta(days=number))
    assert len(remembered._boards) == remembered.DAYS


def test_what_waits_is_counted_as_of_a_day(cast: Cast, canteens: Commitment) -> None:
    """Submitted and not yet decided on that day."""
    with clock.at(date(2025, 3, 3)):
        actions.revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
        said = {"key": 1, "day": date(2025, 2, 28), "value": Decimal(3), "cumulative": True}
        figure = actions.report_figure(commitment=canteens, by=cast.head, **said)
    waits = []
    for day, step in ((4, "submitted"), (6, "returned"), (8, "submitted"), (10, "accepted")):
        with clock.at(date(2025, 3, day)):
            by = cast.head if step == "submitted" else cast.officer
            actions.move(progress=figure, step=Step(step), by=by, reason="看过")
    for day in range(3, 11):
        told = date(2025, 3, day)
        waits.append(queries.pending(queries.briefs(cast.place, told), told).get(canteens.pk, 0))
    assert waits == [0, 1, 1, 0, 0, 1, 1, 0]
