"""The lists of the board for a spreadsheet, each by the link below it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.board import queries
from luoshi.board.forms.common import FREQUENCIES
from luoshi.board.models import Check, Part, State, WorkItem
from luoshi.board.queries.desks import (
    DepartmentDesk,
    OfficerDesk,
    charges,
    department_desk,
    named,
    officer_desk,
    proposed_in,
)
from luoshi.board.queries.entries import entered
from luoshi.board.queries.measures import measures
from luoshi.board.queries.owed import Owing, by_month
from luoshi.board.queries.spot import Lot
from luoshi.board.queries.windows import Cell, window_table
from luoshi.board.templatetags.board import change
from luoshi.board.views.common import as_of
from luoshi.board.views.entries import wanted_by
from luoshi.board.views.jobs import seen_by
from luoshi.board.views.sheets import sealed_csv
from luoshi.board.words import status_words
from luoshi.office import clock
from luoshi.office.access import allowed
from luoshi.office.models import Place, Role
from luoshi.office.views.people import everybody
from luoshi.reading.outputs.words import decimal_words


@require_GET
@allowed("board.windows")
def windows_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """Who had reported by a day: one row a department and month, the last month first."""
    day = as_of(request)
    found = window_table(place, day)
    head = [_("单位"), _("月份"), _("开"), _("关"), _("应报"), _("已报"), _("已采纳"), _("逾期"), _("情况")]
    rows = [
        [
            row.department.name,
            f"{window.month:%Y-%m}",
            *map(str, (window.opens, window.closes)),
            *counts(cell),
        ]
        for window in reversed(found.windows)
        for row in found.rows
        if (cell := row.cells.get(window.month))
    ]
    return sealed_csv(f"windows-{place.code}-{day}", head, rows)


def counts(cell: Cell) -> list[str]:
    """How many figures are owed, have left the department, are accepted, are overdue; and one word."""
    numbers = (cell.owed, cell.given, cell.accepted, cell.overdue)
    return [*map(str, numbers), str(cell.state.label)]


@require_GET
@allowed("board.look")
def owed_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """What waits for whoever asks, as their page shows it: one row a thing to do."""
    user, today = request.user, clock.today()
    rows: list[list[str]] = []
    if user.department is not None:
        rows += of_department(department_desk(place, user.department, today))
    if user.has_perm("board.accept", place):
        rows += of_office(officer_desk(place))
    if user.role == Role.LEADER:
        found = charges(place, user, today)
        rows += [*map(proposed, proposed_in(found))]
        rows += [standing(_("分管的承诺"), line) for line in found]
    head = [_("事项"), _("编号"), _("承诺"), _("内容"), _("所属期"), _("最后一天"), _("数值"), _("单位")]
    return sealed_csv(f"owed-{place.code}-{today}", [*head, _("说明")], rows)


def of_department(desk: DepartmentDesk) -> Iterator[list[str]]:
    """What a department owes month by month, what it is asked to agree to, and what it leads."""
    for owing in by_month(desk.groups, desk.windows):
        yield owed(owing)
    yield from map(proposed, desk.proposals)
    for line in desk.lines:
        yield standing(_("牵头的承诺"), line)


def proposed(item: WorkItem) -> list[str]:
    """A work item that waits for agreement."""
    about = [item.commitment.code, item.commitment.words, item.text, "", item.due.isoformat()]
    return [_("等你同意的工作项"), *about, "", item.department.name, ""]


def owed(owing: Owing) -> list[str]:
    """A figure that a department owes."""
    due, thing = owing.due, owing.due.thing
    code = thing.facts.commitment.code if thing.facts else ""
    month = "" if thing.part == Part.MILESTONE else f"{due.month:%Y-%m}"
    value = decimal_words(due.figure.value) if due.figure and thing.part != Part.MILESTONE else ""
    note = due.reason or (_("窗口已关") if owing.is_locked else "")
    about = [str(owing.urgency.label), code, thing.title, thing.name, month, due.last.isoformat()]
    return [*about, value, thing.department.name, note]


def of_office(desk: OfficerDesk) -> Iterator[list[str]]:
    """What waits for the office: figures, requests, sign-offs."""
    for move in named(desk.figures):
        row = move.progress
        code, words = (row.commitment.code, row.commitment.words) if row.commitment else ("", "")
        name = row.measure.name if row.measure else row.name
        value = "" if row.part == Part.MILESTONE else decimal_words(row.value)
        about = [_("等你采纳的数"), code, words, name, row.day.isoformat(), ""]
        yield [*about, value, str(row.department or ""), row.sentence]
    for asked in desk.requests:
        about = [asked.commitment.code, asked.commitment.words, change(asked), "", "", ""]
        yield [_("等你定的调整申请"), *about, str(asked.by.department or ""), asked.reason]
    for check in desk.checks:
        about = [check.commitment.code, check.commitment.words, check.get_stage_display(), "", "", "", ""]
        yield [_("等你核查或确认的销号"), *about, check.words]


def standing(kind: str, line: queries.Line) -> list[str]:
    """A commitment that one answers for, and how it stands."""
    about = [line.commitment.code, line.revision.title, status_words(line.standing.status)]
    return [kind, *about, "", "", "", str(line.revision.lead or ""), ""]


@require_GET
@allowed("board.look")
def spot_checks_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """The lots as of a day: one row a finding, or one for what was drawn and not looked at."""
    day = as_of(request)
    head = [_("抽取日期"), _("种子"), _("谁抽的"), _("可抽"), _("抽中"), _("编号"), _("承诺")]
    rows = [
        [*drawn(lot), commitment.code, commitment.words, *found(check)]
        for lot in queries.draws(place, day)
        for commitment, checks in lot.drawn
        for check in checks or [None]
    ]
    return sealed_csv(
        f"spot-checks-{place.code}-{day}",
        [*head, _("结论"), _("查到了什么"), _("查的日期"), _("谁查的")],
        rows,
    )


def drawn(lot: Lot) -> list[str]:
    """When and by what a lot was drawn, out of how many."""
    row = lot.draw
    numbers = map(str, (len(row.pool), len(row.drawn)))
    return [timezone.localdate(row.at).isoformat(), row.seed, str(row.by), *numbers]


def found(check: Check | None) -> list[str]:
    """What was found, or that nobody has looked."""
    if check is None:
        return [_("还没有查"), "", "", ""]
    day = timezone.localdate(check.at).isoformat()
    return [check.get_stage_display(), check.words, day, str(check.by)]


@require_GET
@allowed("board.look")
def measures_csv(_request: HttpRequest, place: Place) -> HttpResponse:
    """The shared measures, with how many commitments use each."""
    head = [_("指标"), _("计量单位"), _("数据来源单位"), _("报送频次"), _("数据滞后天数"), _("用到它的承诺")]
    often = dict(FREQUENCIES)
    rows = [
        [row.name, row.unit, row.source.name, str(often[row.frequency]), str(row.lag), str(row.uses)]
        for row in measures(place)
    ]
    return sealed_csv(f"measures-{place.code}-{clock.today()}", head, rows)


@require_GET
@allowed("board.look")
def reports_csv(_request: HttpRequest, place: Place) -> HttpResponse:
    """The reports, the latest year first, with how many promises were read from each."""
    found = place.reports.defer("text", "leftovers").select_related("by")
    found = found.annotate(promises=Count("commitments"))
    head = [_("年份"), _("文件"), _("导入时间"), _("谁"), _("承诺"), "SHA-256"]
    rows = [
        [str(row.year), row.name, moment(row.at), str(row.by or ""), str(row.promises), row.sha256]
        for row in found.order_by("-year", "pk")
    ]
    return sealed_csv(f"reports-{place.code}-{clock.today()}", head, rows)


def moment(at: datetime) -> str:
    """A local time, to the minute."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


@require_GET
@allowed("board.look")
def entries_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """The promises that no report made, as many as the address asks for."""
    wanted = wanted_by(request)
    head = [_("编号"), _("来源"), _("年份"), _("章节或文号"), _("原文"), _("承诺"), _("状态")]
    rows = [
        [row.code, row.get_origin_display(), str(row.year), row.section, row.words, row.title, state]
        for row in entered(place)
        if wanted.holds(row)
        for state in [str(State(row.state).label)]
    ]
    return sealed_csv(f"entries-{place.code}-{clock.today()}", head, rows)


@require_GET
@allowed("board.jobs")
def jobs_csv(request: HttpRequest, place: Place) -> HttpResponse:
    """The jobs that one sees, the latest first, each with what came of it."""
    head = [_("任务"), _("状态"), _("谁"), _("时间"), _("结果")]
    rows = [
        [row.title, row.get_state_display(), str(row.by or ""), moment(row.at), row.words]
        for row in seen_by(request.user, place)
    ]
    return sealed_csv(f"jobs-{place.code}-{clock.today()}", head, rows)


@require_GET
@allowed("office.administer")
def people_csv(_request: HttpRequest, place: Place) -> HttpResponse:
    """Who may log in, and who no more."""
    head = [_("登录名"), _("名字"), _("角色"), _("单位"), _("账号")]
    rows = [
        [
            *(row.username, row.first_name, row.get_role_display(), str(row.department or "")),
            _("启用") if row.is_active else _("已停用"),
        ]
        for row in everybody(place)
    ]
    return sealed_csv(f"people-{place.code}-{clock.today()}", head, rows)
