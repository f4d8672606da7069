"""What does not go as planned: a deadline that is changed, a report that a spot check finds untrue."""

from __future__ import annotations

from datetime import date

from luoshi.board import actions, queries
from luoshi.board.actions.common import by_key, standing_revision
from luoshi.board.models import Part, Report
from luoshi.demo.diary import Story
from luoshi.demo.figures import FALSE, TRUE
from luoshi.demo.people import Office

CLINIC = "新院区"


def changed_deadline(office: Office, report: Report) -> Story:
    """The new hospital is late: its department asks for half a year more, the office agrees."""
    yield date(report.year, 10, 20)
    clinic = report.commitments.get(words__contains=CLINIC)
    last = max(by_key(clinic.milestones.all()).values(), key=lambda step: step.due)
    request = actions.ask_change(
        commitment=clinic,
        part=Part.MILESTONE,
        key=last.key,
        due=date(report.year + 1, 6, 30),
        reason="净化工程招标两次流标，设备安装顺延",
        by=office.heads[standing_revision(clinic).lead.name],
    )
    yield date(report.year, 10, 28)
    actions.decide_change(request=request, approved=True, reason="情况属实，按新期限督办", by=office.officer)


def spot_check(office: Office) -> Story:
    """In August twelve promises are drawn; the parking spaces are counted, and are fewer than reported."""
    yield date(2025, 8, 18)
    pool = queries.drawable(office.place)
    lot = actions.draw(place=office.place, pool=pool, seed="2025095", size=12, by=office.officer)
    drawn = [row for row in pool if row.code in lot.drawn]
    yield date(2025, 8, 22)
    for commitment in drawn:
        actions.find(commitment=commitment, true=True, words="现场与资料一致", by=office.second, drawn=lot)
    parking = office.place.commitments.get(words__contains=FALSE)
    yield date(2025, 8, 26)
    words = "现场清点，未划线、未启用的也报了进来"
    said = {"part": Part.TARGET, "key": 1, "value": TRUE, "words": words}
    actions.find(commitment=parking, true=False, by=office.second, **said)
