"""How much pages ask of the database: no more for many commitments than for few."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from test_access import READS, ROUTES, address

from luoshi.board.actions import import_report, move, report_figure, revise
from luoshi.board.models import Report, State, Step
from luoshi.office import clock
from luoshi.office.models import Job
from luoshi.reading import Document

MOST_QUERIES = 12
MOMENT = date(2026, 3, 5)


def parks(cast: Cast, first: int, last: int) -> Report:
    """A report of some promises, all confirmed and handed out, each with figures at every step."""
    text = "二、2026年主要任务\n" + "".join(f"新建第{i}片区公园{i}座。" for i in range(first, last))
    report = import_report(
        place=cast.place, document=Document(f"{first}.txt", text), year=2026, by=cast.officer
    )
    lead = cast.head.department
    for row in report.commitments.all():
        revise(commitment=row, by=cast.officer, state=State.CONFIRMED, lead=lead)
        for month, steps in ((1, (Step.SUBMITTED, Step.ACCEPTED)), (2, (Step.SUBMITTED,))):
            day = date(2026, month, 31 if month == 1 else 28)
            said = {"key": 1, "day": day, "value": Decimal(month), "cumulative": True}
            figure = report_figure(commitment=row, by=cast.head, **said)
            for step in steps:
                by = cast.head if step == Step.SUBMITTED else cast.officer
                move(progress=figure, step=step, by=by)
    return report


def asked(client: Client, url: str) -> int:
    """How many queries a page asks, also where it is refused or not there."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        assert response.status_code < 500, url
        b"".join(response)
    return len(queries)


@pytest.mark.parametrize("who", ["officer", "head"])
def test_a_page_asks_as_few_queries_for_many_rows_as_for_few(cast: Cast, who: str) -> None:
    """Every page of the URL list, with 5 commitments and with 60: cold, just after writes, and again."""
    with clock.at(MOMENT):
        report = parks(cast, 1, 6)
        job = Job.objects.create(place=cast.place, kind="import", title="报告.txt", heartbeat=clock.now())
        client = at_desk(getattr(cast, who))
        counts: dict[str, list[int]] = {}
        for first, last in ((6, 6), (6, 61)):
            if first < last:
                parks(cast, first, last)
            for route, pattern in ROUTES:
                if pattern.name not in READS:
                    continue
                row = report if "reports" in route else job if "jobs" in route else report.commitments.first()
                url = address(route, row.pk)
                for _ in range(2):
                    counts.setdefault(url, []).append(asked(client, url))
    for url, (few_first, few, many_first, many) in counts.items():
        assert max(few_first, many_first) <= MOST_QUERIES, url
        assert few == many, url
