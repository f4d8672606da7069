"""Promises that were made elsewhere than in a report: entered one by one, by hand or from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction

from luoshi import reading
from luoshi.board.actions.common import YEARS
from luoshi.board.actions.reports import begin, last_year, next_number, plain, target_of
from luoshi.board.models import Commitment, Origin, Target
from luoshi.office.actions import Refused
from luoshi.office.audit import record
from luoshi.office.models import Place, User
from luoshi.reading import Document, Item
from luoshi.reading.model import Span


@transaction.atomic
def enter_promise(
    *,
    place: Place,
    origin: str,
    year: int,
    words: str,
    by: User | None,
    section: str = "",
    title: str = "",
    targets: Iterable[Mapping[str, object]] = (),
) -> Commitment:
    """Enter a promise that no report made: a task of 民生实事, a key project, an instruction.

    It waits to be confirmed, with these targets (each the fields of a target), or where none are given with
    those that the reader finds in its words; `spans` point into them.
    Refused without words, for a report's own promises, and where the same words are entered already.
    """
    said = words.strip()
    if origin not in Origin.values or origin == Origin.REPORT:
        raise Refused("报告里的承诺从报告导入，这里只录其他来源。")
    if not said:
        raise Refused("原文不能为空。")
    if year not in YEARS:
        raise Refused("年份不对：%(year)s，应在2000到2100之间。", year=year)
    number = next_number(place, Origin(origin), year)
    known = place.commitments.filter(origin=origin, year=year, words=said, split_from=None).first()
    if known is not None:
        raise Refused("这项承诺已经录入过，编号 %(code)s。", code=known.code)
    items = items_in(said, section.strip(), year)
    commitment = Commitment.objects.create(
        place=place,
        origin=origin,
        year=year,
        number=number,
        section=section.strip()[:300],
        words=said,
        spans=[[0, len(said)]],
        machine=[plain(item) for item in items],
        by=by,
    )
    given = [Target(commitment=commitment, key=key, by=by, **said) for key, said in enumerate(targets, 1)]
    read = (target_of(commitment, key, item, year) for key, item in enumerate(items, 1) if item.quantity)
    Target.objects.bulk_create(given or read)
    begun = begin(
        commitment=commitment,
        title=title.strip() or " ".join(said.split()),
        action=items[0].action if items else None,
        year=last_year(items, year) if items else year,
        by=by,
    )
    also = [begun, *commitment.targets.all(), *commitment.milestones.all()]
    record(verb="enter_promise", row=commitment, by=by, place=place, also=also)
    return commitment


def items_in(words: str, section: str, year: int) -> list[Item]:
    """What the reader finds promised in words that stand alone, with spans in these words."""
    heading = f"{year}年主要任务\n"
    # Without a full stop a short line would be taken for a title.
    found = reading.read(Document("", f"{heading}{words}。"), year=year)
    return [
        moved(item, -len(heading), section)
        for item in found.items
        if item.kind == "commitment" and item.spans[0][0] >= len(heading)
    ]


def moved(item: Item, by: int, section: str) -> Item:
    """An item with its spans moved, under another heading."""
    quantity = item.quantity and replace(item.quantity, spans=shifted(item.quantity.spans, by))
    place = [section] if section else []
    return replace(item, spans=shifted(item.spans, by), quantity=quantity, section=place)


def shifted(spans: list[Span], by: int) -> list[Span]:
    """Spans moved along the text."""
    return [(start + by, end + by) for start, end in spans]
