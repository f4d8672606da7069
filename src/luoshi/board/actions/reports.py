"""Bring in a report, and add what its reader missed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date

from django.db import transaction

from luoshi import reading
from luoshi.board.actions.held import add
from luoshi.board.actions.parts import milestones_of
from luoshi.board.models import Commitment, Origin, Report, Revision, State, Target
from luoshi.board.models.common import Fact
from luoshi.board.stretches import Span, matches, unbroken
from luoshi.delivery.defaults import default_for
from luoshi.office.actions import Refused
from luoshi.office.audit import Act
from luoshi.office.models import Place, User
from luoshi.reading import Document, Item

MOST_CHARACTERS, MOST_PROMISES = 500_000, 5_000
"""Ten times what the longest reports have; more would keep everybody waiting."""


def import_report(*, place: Place, document: Document, year: int | None, by: User | None) -> Report:
    """Bring in a report: its promises wait for confirmation. Refused where the same text is there already."""
    if same_report(place, document):
        raise Refused("这份报告已经导入过。")
    return keep_report(place=place, found=read_report(place=place, document=document, year=year), by=by)


def same_report(place: Place, document: Document) -> Report | None:
    """The report with the same text that is there already, if any."""
    return Report.objects.filter(place=place, sha256=sha256_of(document.text)).first()


def sha256_of(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_report(*, place: Place, document: Document, year: int | None) -> reading.Report:
    """What a report holds, read and not yet kept.

    Refused where it promises nothing, names no year, or is far too long to be one report.
    """
    if len(document.text) > MOST_CHARACTERS:
        raise Refused("超过 %(most)s 字，请只留报告正文。", most=MOST_CHARACTERS)
    found = reading.read(document, place=place.name, code=place.code, year=year)
    if not found.promises:
        raise Refused("没有找到计划部分，全文没有作出承诺。")
    if len(found.promises) > MOST_PROMISES:
        raise Refused("读出的承诺超过 %(most)s 项，不像一份报告。", most=MOST_PROMISES)
    if found.year is None:
        raise Refused("看不出报告是哪一年的，请写明年份。")
    return found


@transaction.atomic
def keep_report(*, place: Place, found: reading.Report, by: User | None) -> Report:
    """Keep a report that was read, its promises waiting for confirmation."""
    report = Report(
        place=place,
        year=found.year,
        name=found.source[:200],
        text=found.text,
        sha256=sha256_of(found.text),
        leftovers=[asdict(leftover) for leftover in found.leftovers],
        by=by,
    )
    first = next_number(place, Origin.REPORT, report.year)
    also = [
        row
        for number, promise in enumerate(found.promises, start=first)
        for row in proposed(report=report, number=number, items=promise.items, by=by)
    ]
    add(Act("import_report", report, by, place, also))
    return report


def next_number(place: Place, origin: Origin, year: int) -> int:
    """The number of one promise more of a place, an origin and a year; the place is held from now on."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    last = place.commitments.filter(origin=origin, year=year).order_by("number").last()
    return last.number + 1 if last else 1


def proposed(*, report: Report, number: int, items: list[Item], by: User | None) -> list[Fact]:
    """One promise of a report, as the reader found it, with its targets or steps; to be added."""
    words = "，".join(item.text for item in items)
    commitment = Commitment(
        place=report.place,
        report=report,
        year=report.year,
        number=number,
        section=" / ".join(items[0].section)[:300],
        words=words,
        spans=[span for item in items for span in item.spans],
        machine=[plain(item) for item in items],
        by=by,
    )
    targets = targets_of(commitment, items)
    year, action = last_year(items, report.year), items[0].action
    said = begun(commitment=commitment, title=words, action=action, counted=bool(targets), year=year, by=by)
    return [commitment, *targets, *said]


def begun(
    *, commitment: Commitment, title: str, action: str | None, counted: bool, year: int, by: User | None
) -> list[Fact]:
    """The first that is said of a promise, to be added: it waits; what counts as done goes by its verb.

    Where nothing is `counted` it gets the steps of its verb.
    """
    default = default_for(action, title, counted=counted)
    revision = Revision(
        commitment=commitment,
        state=State.PROPOSED,
        title=title[:500],
        criterion=default.criterion,
        proof=default.gates[-1].proof,
        ongoing=default.ongoing,
        by=by,
    )
    due = date(year, 12, 31)
    steps = [] if counted else milestones_of(commitment=commitment, default=default, due=due)
    return [revision, *steps]


def last_year(items: list[Item], year: int) -> int:
    """The year in which a promise ends."""
    return max(int((item.period or str(year))[-4:]) for item in items)


@transaction.atomic
def add_promise(*, report: Report, words: str, by: User) -> Commitment:
    """Add a promise that the reader missed, by its words in the report; it waits to be confirmed.

    Refused where the words are not in the report, stand there twice, or belong to another promise.
    """
    held = Report.objects.select_for_update().get(pk=report.pk)
    spans = place_of_words(held.text, words)
    others = [*held.commitments.all()]
    for other in others:
        if any(a < end and start < b for a, b in spans for start, end in other.spans):
            raise Refused("这句话已在第 %(number)s 项里。", number=other.number)
    before = [other for other in others if other.spans and other.spans[0][0] < spans[0][0]]
    found = "".join(held.text[a:b] for a, b in spans)
    commitment = Commitment(
        place=held.place,
        report=held,
        year=held.year,
        number=next_number(held.place, Origin.REPORT, held.year),
        section=max(before, key=lambda other: other.spans[0]).section if before else "",
        words=found,
        spans=spans,
        by=by,
    )
    also = begun(commitment=commitment, title=found, action=None, counted=False, year=held.year, by=by)
    add(Act("add_promise", commitment, by, held.place, also))
    return commitment


def place_of_words(text: str, words: str) -> list[Span]:
    """Where words stand in a text, whatever blanks and broken lines lie between: one span a stretch."""
    found = matches(text, words)
    if not found:
        raise Refused("报告里没有这句话，请从原文照抄。")
    if len(found) > 1:
        raise Refused("这句话在报告里不止一处，请多抄几个字。")
    return unbroken(text, *found[0].span())


def plain(item: Item) -> dict[str, object]:
    """An item as JSON: numbers as decimal strings."""
    said = asdict(item)
    if item.quantity:
        said["quantity"] |= {
            name: None if (value := getattr(item.quantity, name)) is None else format(value, "f")
            for name in ("value", "low", "high")
        }
    return said


def targets_of(commitment: Commitment, items: list[Item]) -> list[Target]:
    """The targets that items give, each with its item's place as key."""
    year = commitment.year
    return [target_of(commitment, key, item, year) for key, item in enumerate(items, 1) if item.quantity]


def target_of(commitment: Commitment, key: int, item: Item, year: int) -> Target:
    """The target that an item gives: from the first day of the year to the last of its period."""
    assert item.quantity is not None, "asked only for items with a number"  # noqa: S101
    last = int((item.period or str(year))[-4:])
    return Target(
        commitment=commitment,
        key=key,
        measure=(item.measure or "")[:200],
        comparator=item.quantity.comparator,
        value=item.quantity.value,
        unit=item.quantity.unit[:30],
        basis=item.quantity.basis,
        direction=item.quantity.direction,
        start=date(year, 1, 1),
        due=date(max(last, year), 12, 31),
    )
