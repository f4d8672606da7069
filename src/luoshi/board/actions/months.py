"""A month's figures of a department, all at once: either every one is taken, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from luoshi.board.actions.figures import move, report_figure, report_item, report_measure
from luoshi.board.models import Commitment, Measure, Move, Part, Progress, Step
from luoshi.office.actions import Refused
from luoshi.office.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of a target, a work item or a measure, in the row `slug` of the page."""

    slug: str
    part: Part
    key: int
    value: Decimal
    commitment: Commitment | None = None
    measure: Measure | None = None
    cumulative: bool = True
    provisional: bool = False
    sentence: str = ""


class RowsRefused(Refused):
    """What is wrong, by row; nothing was written."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(_("有几行没有通过，都没有存。"))
        self.errors = errors


@transaction.atomic
def report_month(*, month: date, entries: Sequence[Entry], by: User) -> list[Progress]:
    """Draft the figures of a month. Raises RowsRefused."""
    # The audit chain must not be held before the last lock is taken.
    hold(Commitment, [entry.commitment.pk for entry in entries if entry.commitment])
    hold(Measure, [entry.measure.pk for entry in entries if entry.measure])
    drafted, errors = [], {}
    for entry in entries:
        try:
            with transaction.atomic():
                drafted.append(report_entry(entry, month, by))
        except Refused as refusal:
            errors[entry.slug] = str(refusal)
    if errors:
        raise RowsRefused(errors)
    return drafted


def hold(model: type[Commitment] | type[Measure] | type[Progress], keys: Sequence[int]) -> None:
    """Hold rows until the transaction ends, in one order whoever asks."""
    list(model.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def report_entry(entry: Entry, month: date, by: User) -> Progress:
    """Draft one figure of the month."""
    said = {"day": month, "value": entry.value, "sentence": entry.sentence, "by": by}
    if entry.part == Part.ITEM:
        return report_item(commitment=entry.commitment, key=entry.key, **said)
    said |= {"cumulative": entry.cumulative, "provisional": entry.provisional}
    if entry.part == Part.MEASURE:
        return report_measure(measure=entry.measure, **said)
    return report_figure(commitment=entry.commitment, key=entry.key, **said)


@transaction.atomic
def submit_month(*, drafts: dict[str, Progress], by: User) -> list[Move]:
    """Submit drafts by their rows. Raises RowsRefused."""
    hold(Progress, [row.pk for row in drafts.values()])
    moves, errors = [], {}
    for slug, row in drafts.items():
        try:
            with transaction.atomic():
                moves.append(move(progress=row, step=Step.SUBMITTED, by=by))
        except Refused as refusal:
            errors[slug] = str(refusal)
    if errors:
        raise RowsRefused(errors)
    return moves
