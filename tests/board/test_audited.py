"""Each event says which commitment it is about, whatever row was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cast import Cast

from luoshi.board.actions import add_promise, move, report_figure, revise
from luoshi.board.models import Commitment, Report, State, Step
from luoshi.office.audit import broken
from luoshi.office.models import Event


def test_events_say_which_commitment_they_are_about(cast: Cast, canteens: Commitment) -> None:
    """A decision, a figure, a step of a figure lead to the commitment."""
    before = Event.objects.count()
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    said = {"day": date(2025, 3, 31), "value": Decimal(2), "cumulative": True, "sentence": ""}
    figure = report_figure(commitment=canteens, key=1, by=cast.head, **said)
    move(progress=figure, step=Step.SUBMITTED, by=cast.head)
    told = Event.objects.filter(sequence__gt=before).values_list("subject", "about")
    assert list(told) == [("revision", canteens.pk), ("progress", canteens.pk), ("move", canteens.pk)]
    assert list(broken()) == []


def test_a_promise_that_was_added_is_about_itself(cast: Cast, report: Report) -> None:
    """Its own id; a report is about no commitment."""
    added = add_promise(report=report, words="2025年主要任务", by=cast.officer)
    assert Event.objects.get(verb="add_promise").about == added.pk
    assert Event.objects.get(verb="import_report").about is None
