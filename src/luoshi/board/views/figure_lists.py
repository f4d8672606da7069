"""The figures of a commitment or a shared measure for a spreadsheet: one row a figure, as of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.board import queries
from luoshi.board.models import Move, Part, Progress
from luoshi.board.queries.measures import measure_page
from luoshi.board.views.common import as_of
from luoshi.board.views.measures import measure_of
from luoshi.board.views.sheets import sealed_csv
from luoshi.office.access import allowed
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words

Given = Iterable[tuple[Progress, Move]]
"""Figures, each with the last step it came to."""


@require_GET
@allowed("board.look")
def commitment_csv(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The figures that a commitment is judged by, its own and those of other sources."""
    day = as_of(request)
    found = queries.gathered(place.commitments.filter(pk=pk), day, whole=True)
    if not found:
        raise Http404
    facts = found[0]
    for row in facts.progress:
        row.name = row.name or next((one.measure for one in facts.targets if one.key == row.key), "")
    given = [(row, facts.moves[row.pk]) for row in (*facts.progress, *facts.shared)]
    return figures_csv(f"figures-{facts.commitment.code}-{day}", given, facts.untrue())


@require_GET
@allowed("board.look")
def measure_csv(request: HttpRequest, place: Place, pk: int) -> HttpResponse:
    """The figures of a shared measure."""
    day, row = as_of(request), measure_of(place, pk)
    return figures_csv(f"measure-{row.pk}-{day}", measure_page(row, day).figures)


def figures_csv(name: str, given: Given, untrue: Collection[int] = ()) -> HttpResponse:
    """The table; figures that count no more are `untrue`."""
    head = [_("所属期"), _("指标或节点"), _("数值"), _("口径"), _("说明"), _("单位"), _("谁报的")]
    head += [_("走到哪一步"), _("日期"), _("理由"), _("抽查")]
    rows = [
        [*told(row), *came(last), _("后经抽查不实，不再计入") if row.pk in untrue else ""]
        for row, last in given
    ]
    return sealed_csv(name, head, rows)


def told(row: Progress) -> list[str]:
    """What a figure says, and who gave it."""
    is_step = row.part == Part.MILESTONE
    name = row.measure.name if row.measure else row.name
    about = [row.day.isoformat(), name, _("完成") if is_step else decimal_words(row.value)]
    return [*about, "" if is_step else basis(row), row.sentence, str(row.department or ""), str(row.by or "")]


def basis(row: Progress) -> str:
    """How a figure is meant, and where it is from."""
    marks = [_("累计") if row.cumulative else _("新增")] + [_("初步")] * row.provisional
    return _("，").join(marks + [_("核查")] * row.found + [_("名册")] * row.counted)


def came(last: Move) -> list[str]:
    """How far a figure has come, since when and why."""
    return [last.get_step_display(), timezone.localdate(last.at).isoformat(), last.reason]
