"""Promises that were made elsewhere than in a report: entered one by one, by hand or from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import cast

from django.db import transaction

from luoshi import reading
from luoshi.board.actions.common import YEARS
from luoshi.board.actions.held import add_all
from luoshi.board.actions.reports import begun, last_year, next_number, plain, targets_of
from luoshi.board.models import Commitment, Origin, Target
from luoshi.office.actions import Refused
from luoshi.office.audit import Act
from luoshi.office.models import Place, User
from luoshi.reading import Document, Item
from luoshi.reading.model import Span


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that no report made, read and not yet entered; each of `targets` the fields of one."""

    origin: Origin
    year: int
    words: str
    section: str
    title: str
    items: list[Item]
    targets: Sequence[Mapping[str, object]]


def read_promise(
    *,
    origin: str,
    year: int,
    words: str,
    section: str = "",
    title: str = "",
    targets: Iterable[Mapping[str, object]] = (),
) -> Promise:
    """Read what the words of a promise say. Refused without words, and for a report's own promises."""
    said = words.strip()
    if origin not in Origin.values or origin == Origin.REPORT:
        raise Refused("报告里的承诺从报告导入，这里只录其他来源。")
    if not said:
        raise Refused("原文不能为空。")
    if year not in YEARS:
        raise Refused("年份不对：%(year)s，应在2000到2100之间。", year=year)
    items = items_in(said, section.strip(), year)
    begun_as = title.strip() or " ".join(said.split())
    return Promise(Origin(origin), year, said, section.strip()[:300], begun_as, items, [*targets])


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
    promise = read_promise(
        origin=origin, year=year, words=words, section=section, title=title, targets=targets
    )
    return enter_promises(place=place, promises=[promise], by=by)[0]


@transaction.atomic
def enter_promises(*, place: Place, promises: Sequence[Promise], by: User | None) -> list[Commitment]:
    """Enter promises that were read, in their order; refused where the same words are entered already."""
    lists = dict.fromkeys((promise.origin, promise.year) for promise in promises)
    numbers = {key: count(next_number(place, *key)) for key in lists}
    known = {key: entered_words(place, *key) for key in lists}
    acts = []
    for promise in promises:
        key = (promise.origin, promise.year)
        if promise.words in known[key]:
            raise Refused("这项承诺已经录入过，编号 %(code)s。", code=known[key][promise.words].code)
        acts.append(entered(place, promise, next(numbers[key]), by))
    add_all(acts)
    return [cast(Commitment, act.row) for act in acts]


def entered_words(place: Place, origin: Origin, year: int) -> dict[str, Commitment]:
    """The promises of a list that are there already, by their words."""
    rows = place.commitments.filter(origin=origin, year=year, split_from=None)
    return {row.words: row for row in rows.only("words", "origin", "year", "number")}


def entered(place: Place, promise: Promise, number: int, by: User | None) -> Act:
    """A promise with all that is said of it at first, to be added."""
    items, year = promise.items, promise.year
    commitment = Commitment(
        place=place,
        origin=promise.origin,
        year=year,
        number=number,
        section=promise.section,
        words=promise.words,
        spans=[[0, len(promise.words)]],
        machine=[plain(item) for item in items],
        by=by,
    )
    given = [
        Target(commitment=commitment, key=key, by=by, **said) for key, said in enumerate(promise.targets, 1)
    ]
    targets = given or targets_of(commitment, items)
    said = begun(
        commitment=commitment,
        title=promise.title,
        action=items[0].action if items else None,
        counted=bool(targets),
        year=last_year(items, year) if items else year,
        by=by,
    )
    return Act("enter_promise", commitment, by, place, [*targets, *said])


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
