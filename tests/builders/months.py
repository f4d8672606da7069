"""A year of a board in few words: promises that run in 2025, and figures given and moved on their days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cast import TEXT, Cast

from luoshi.board.actions import add_measure, import_report, move, report_figure, revise, set_target
from luoshi.board.models import Commitment, Measure, Progress, Report, State, Step, Target
from luoshi.office import clock
from luoshi.office.actions import department_of
from luoshi.reading import Document

MARCH = date(2025, 3, 31)


def day(words: str) -> date:
    """`03-31` is a day of 2025; other years are written out."""
    return date.fromisoformat(words if words.count("-") == 2 else f"2025-{words}")


def read_in_january(cast: Cast) -> Report:
    """The report of the cast, as it was brought in that year."""
    with clock.at(day("01-10")):
        return import_report(
            place=cast.place, document=Document("青梧区_2025.txt", TEXT), year=2025, by=cast.officer
        )


def handed_out(cast: Cast, commitment: Commitment, when: str = "01-15") -> Commitment:
    """A promise that the civil affairs office leads since a day."""
    with clock.at(day(when)):
        revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    return commitment


def retargeted(cast: Cast, commitment: Commitment, **changes: object) -> Target:
    """The first target of a promise with another frequency, lag or source."""
    last = commitment.targets.order_by("pk").last()
    names = "measure comparator value unit basis direction baseline start due path".split()
    said = {name: getattr(last, name) for name in names} | changes
    return set_target(commitment=commitment, by=cast.officer, key=last.key, reason="按统计口径", **said)


def drafted(cast: Cast, commitment: Commitment, month: str, value: int, *, on: str) -> Progress:
    """A figure for a month, drafted on a day."""
    with clock.at(day(on)):
        said = {"day": day(month), "value": Decimal(value), "cumulative": True}
        return report_figure(commitment=commitment, key=1, by=cast.reporter, **said)


def submitted(cast: Cast, commitment: Commitment, month: str, value: int, *, on: str) -> Progress:
    """A figure that its head has submitted on the same day."""
    row = drafted(cast, commitment, month, value, on=on)
    with clock.at(day(on)):
        move(progress=row, step=Step.SUBMITTED, by=cast.head)
    return row


def statistics(cast: Cast, name: str = "地区生产总值", **said: object) -> Measure:
    """A measure whose source is the education office, for want of a statistics bureau."""
    source = department_of(place=cast.place, name="教育局")
    return add_measure(place=cast.place, name=name, source=source, by=cast.officer, unit="%", **said)
