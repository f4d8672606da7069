"""A second place whose promises ran last month: its window open, one figure returned, the others owed.

Run as a program on a board's data; says the login of each of its people.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal

CODE = "990103"
WORD = "谁都不知道的口令"
TEXT = """松陵区政府工作报告
二、今年主要任务
新建社区食堂80处。改造背街小巷120条。新建公园50座。
"""


def main() -> None:
    """Tell the story up to this day."""
    import django

    django.setup()
    from luoshi.board.actions import add_measure, import_report, move, reopen, report_figure, revise
    from luoshi.board.models import State, Step
    from luoshi.board.ticks import windows
    from luoshi.delivery.periods import period_start
    from luoshi.office import clock
    from luoshi.office.actions import add_person, place_of
    from luoshi.reading import Document

    place = place_of(code=CODE, name="松陵区")
    people = {}
    for name, role, department in [
        ("neighbour-officer", "officer", None),
        ("neighbour-head", "head", "民政局"),
        ("neighbour-reporter", "reporter", "民政局"),
    ]:
        said = {"role": role, "department": department, "code": CODE}
        people[name] = add_person(username=name, password=WORD, **said)
        sys.stdout.write(f"{name} {WORD}\n")
    officer, head = people["neighbour-officer"], people["neighbour-head"]
    last_month = period_start(clock.today(), "month") - timedelta(days=1)
    with clock.at(period_start(last_month, "month")):
        document = Document("松陵区.txt", TEXT)
        report = import_report(place=place, document=document, year=last_month.year, by=officer)
        for row in report.commitments.all():
            revise(commitment=row, by=officer, state=State.CONFIRMED, lead=head.department)
        add_measure(place=place, name="城镇化率", source=head.department, unit="%", by=officer)
    with clock.at(last_month + timedelta(days=1)):
        windows()
        lanes = report.commitments.get(words__contains="背街小巷")
        given = {"day": last_month, "value": Decimal(30), "cumulative": True, "sentence": "三十条完工"}
        figure = report_figure(commitment=lanes, key=1, by=head, **given)
        move(progress=figure, step=Step.SUBMITTED, by=head)
        move(progress=figure, step=Step.RETURNED, by=officer, reason="缺照片")
    window = place.windows.get()
    if clock.today() > window.closes:
        said = {"until": clock.today(), "reason": "系统升级", "by": officer}
        reopen(window=window, department=head.department, **said)


if __name__ == "__main__":
    main()
