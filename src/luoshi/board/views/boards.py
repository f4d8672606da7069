"""The board, and whether the server is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.board import queries
from luoshi.board.models import Target
from luoshi.board.views.common import PER_PAGE, as_of
from luoshi.board.views.sheets import sealed_csv
from luoshi.board.words import status_words
from luoshi.delivery import Standing
from luoshi.delivery.model import STATUSES
from luoshi.delivery.periods import month_end
from luoshi.delivery.words import decimal
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.audit import standing_head
from luoshi.office.models import Place
from luoshi.reading.outputs.words import decimal_words


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The board of one's own place."""
    place = request.user.place
    if place is None:
        return render(request, "board/no_place.html")
    return redirect("board", place.code)


@require_GET
@allowed("board.look")
def board(request: HttpRequest, place: Place) -> HttpResponse:
    """How all commitments stand, worst first, with counts by status; or counts by pillar or department."""
    day = as_of(request)
    found = queries.briefs(place, day)
    chosen = Choice.of(request)
    shown = queries.by_urgency([line for line in found if chosen.holds(line)])
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    by = request.GET.get("by", "")
    context = {
        "place": place,
        "nav": "board",
        "day": day,
        "days": quarter_ends(found, day),
        "total": len(found),
        "chosen": chosen,
        "counts": counts(line.standing for line in found),
        "original": counts(line.original or line.standing for line in found)
        if any(line.original for line in found)
        else None,
        "pillars": sorted({line.pillar for line in found if line.pillar}),
        "leads": sorted({line.lead for line in found if line.lead}),
        "by": by,
        "groups": grouped(found, by),
        "page": page,
        "pending": queries.pending(page.object_list, day),
    }
    return render(request, "board/board.html", context)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which commitments are asked for; nothing said is everything."""

    status: str = ""
    pillar: str = ""
    lead: str = ""
    words: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Choice:
        """What an address asks for."""
        return cls(**{name: request.GET.get(name, "").strip() for name in cls.__slots__})

    def holds(self, line: queries.Brief) -> bool:
        """Whether a commitment is among those asked for."""
        return (
            self.status in ("", line.standing.status)
            and self.pillar in ("", line.pillar)
            and self.lead in ("", line.lead)
            and (not self.words or self.words in f"{line.code} {line.title} {line.words}")
        )


def counts(standings: Iterable[Standing]) -> list[tuple[str, int]]:
    """How many stand how, the best first."""
    found = Counter(standing.status for standing in standings)
    return [(status, found[status]) for status in reversed(STATUSES)]


def grouped(found: Sequence[queries.Brief], by: str) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """The commitments counted by pillar or by lead department, each with its total and how they stand."""
    if by not in ("pillar", "lead"):
        return []
    groups: dict[str, list[queries.Brief]] = {}
    for line in found:
        name = line.pillar if by == "pillar" else line.lead
        groups.setdefault(name, []).append(line)
    return [(name, len(rows), counts(row.standing for row in rows)) for name, rows in groups.items()]


def quarter_ends(found: Sequence[queries.Brief], day: date) -> list[date]:
    """The quarters' ends of the year that most commitments are of, as far as they are past."""
    years = Counter(line.year for line in found)
    if not years:
        return []
    year = years.most_common(1)[0][0]
    ends = [month_end(date(year, month, 1)) for month in (3, 6, 9, 12)]
    return [end for end in ends if end <= max(day, clock.today())]


def told(line: queries.Line) -> dict[str, object]:
    """A commitment for programs: shares and targets are decimal strings."""
    return {
        "id": line.commitment.pk,
        "code": line.commitment.code,
        "section": line.commitment.section,
        "words": line.commitment.words,
        "title": line.revision.title,
        "lead": str(line.revision.lead or ""),
        "status": line.standing.status,
        "reason": line.standing.row,
        "stale": line.standing.stale,
        "share": decimal(line.standing.share),
        "expected": decimal(line.standing.expected),
        "reference_date": line.standing.reference.isoformat() if line.standing.reference else None,
        "targets": [
            {
                "measure": target.measure,
                "comparator": target.comparator,
                "value": decimal_words(target.value),
                "unit": target.unit,
                "basis": target.basis,
                "direction": target.direction,
                "due": target.due.isoformat(),
                "status": standing.status,
            }
            for target, standing in line.targets
        ],
    }


@require_GET
@allowed("board.look")
def board_json(request: HttpRequest, place: Place) -> HttpResponse:
    """The board for programs."""
    day = as_of(request)
    found = queries.confirmed(queries.board_lines(place, day))
    about_board = {"place": place.name, "code": place.code, "as_of": day.isoformat(), "head": standing_head()}
    said = {**about_board, "commitments": [told(line) for line in found]}
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


@require_GET
@allowed("board.look")
def board_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """The board for a spreadsheet: one row a target, or one for a commitment without any."""
    day = as_of(request)
    heads = [_("编号"), _("章节"), _("承诺"), _("牵头单位"), _("进度"), _("完成"), _("应有")]
    heads += [_("指标"), _("目标"), _("计量单位"), _("期限")]
    rows = [
        [*about(line), *stands(standing), *aims(target)]
        for line in queries.confirmed(queries.board_lines(place, day))
        for target, standing in line.targets or [(None, line.standing)]
    ]
    return sealed_csv(f"board-{place.code}-{day}", heads, rows)


def about(line: queries.Line) -> list[str]:
    """The cells that say which commitment it is."""
    words = [line.commitment.section, line.revision.title, str(line.revision.lead or "")]
    return [line.commitment.code, *words]


def stands(standing: Standing) -> list[str]:
    """The cells that say how it stands."""
    shares = [decimal(standing.share) or "", decimal(standing.expected) or ""]
    return [status_words(standing.status), *shares]


def aims(target: Target | None) -> list[str]:
    """The cells that say what is to be reached."""
    if target is None:
        return [""] * 4
    value = decimal_words(target.value)
    return [target.measure, value, target.unit, target.due.isoformat()]


@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the server and its database answer."""
    Place.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
