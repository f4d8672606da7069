"""Task tables that come back are read, and later carried out, by jobs."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from luoshi.board.models import TaskTable
from luoshi.board.tasktable.apply import carry_out, read_new
from luoshi.board.tasktable.changes import Plan, planned, told
from luoshi.board.tasktable.known import Known, known, marks
from luoshi.board.tasktable.read_xlsx import LARGEST, Line, Sheet, check, read
from luoshi.office import clock, inbox
from luoshi.office.actions import Refused
from luoshi.office.jobs import Attempt, Outcome, Write, enqueue, kind
from luoshi.office.models import Job, Place, User


def receive_table(*, place: Place, file: UploadedFile, year: int, create: bool, by: User) -> Job:
    """Take an uploaded table in and queue its reading. Raises Refused at once for what is no workbook."""
    if file.size > LARGEST:
        raise Refused("文件太大，上限 %(most)s MB。", most=LARGEST // 1024**2)
    data = file.read()
    check(data)
    said = {"file": inbox.keep(data), "name": file.name[:200], "year": year, "create": create}
    title = _("读任务分解表：%(name)s") % {"name": file.name}
    return enqueue(kind="read_task_table", title=title, place=place, by=by, arguments=said)


def apply_table(*, table: TaskTable, by: User) -> Job:
    """Queue the carrying out of a task table that was looked at."""
    refuse_unfit(table)
    title = _("导入任务分解表：%(name)s") % {"name": table.name}
    return enqueue(
        kind="apply_task_table", title=title, place=table.place, by=by, arguments={"table": table.pk}
    )


def refuse_unfit(table: TaskTable) -> None:
    """Refuse a table that was carried out, has faults, or changes nothing."""
    if table.done:
        raise Refused("这份任务分解表已经导入过。")
    if table.told["faults"]:
        raise Refused("这份任务分解表有错，改好后重新上传。")
    if not table.told["rows"]:
        raise Refused("这份任务分解表没有改动。")


@kind("read_task_table")
def read_table(attempt: Attempt) -> Write:
    """Read an uploaded task table and find what it would change."""
    job = attempt.job
    attempt.progress(0, 1, _("正在读表"))
    try:
        sheet = read(inbox.path(job.arguments["file"]).read_bytes())
    except FileNotFoundError as error:
        raise Refused("上传的文件不在了，请重新上传。") from error
    if sheet.code not in ("", job.place.code):
        raise Refused("这是区划代码 %(code)s 的任务分解表，不是本地的。", code=sheet.code)
    if not sheet.lines:
        raise Refused("表里没有一行内容。")
    found = known(job.place, create=job.arguments["create"])
    return partial(keep_table, job, compared(attempt, sheet, found, job.arguments["year"]))


def compared(attempt: Attempt, sheet: Sheet, found: Known, year: int) -> Plan:
    """What a table would change; says how far the comparison is."""
    words = _("正在逐行核对")
    return planned(sheet, found, year, lambda done, total: attempt.progress(done, total, words))


def keep_table(job: Job, plan: Plan) -> Outcome:
    """Keep a table that was read until somebody has looked at it; of each person only the last."""
    job.place.task_tables.filter(by=job.by, done=None).delete()
    said = job.arguments
    table = TaskTable.objects.create(
        place=job.place,
        by=job.by,
        name=said["name"],
        year=said["year"],
        create=said["create"],
        sheet=asdict(plan.sheet),
        told=told(plan),
    )
    words = _("读出 %(lines)s 行，改动 %(rows)s 行，错误 %(faults)s 处。") % {
        "lines": table.told["lines"],
        "rows": len(table.told["rows"]),
        "faults": len(table.told["faults"]),
    }
    return Outcome(words, "task_table", table.pk)


@kind("apply_task_table")
def carry_table_out(attempt: Attempt) -> Write:
    """Compare a task table once more; its rows are written when the job ends, all of them or none."""
    job = attempt.job
    table = TaskTable.objects.filter(pk=job.arguments["table"], place=job.place).first()
    if table is None:
        raise Refused("这份任务分解表不在了，请重新上传。")
    refuse_unfit(table)
    before = marks(job.place)
    plan = compared(attempt, sheet_of(table), known(job.place, create=table.create), table.year)
    if told(plan) != table.told:
        raise Refused("预览以后台账有了改动，请重新上传，再看一遍。")
    reading = _("正在读出承诺")
    read_new(plan, lambda done, total: attempt.progress(done, total, reading))
    attempt.progress(1, 1, _("正在写入台账"))
    return partial(write_table, job, table, plan, before)


def sheet_of(table: TaskTable) -> Sheet:
    """The rows of a table as they were read."""
    said = table.sheet
    lines = [Line(**line) for line in said["lines"]]
    return Sheet(said["letters"], said["unused"], said["code"], lines)


def write_table(job: Job, table: TaskTable, plan: Plan, before: list[int | None]) -> Outcome:
    """Write all that a table says, unless somebody has written meanwhile."""
    held = TaskTable.objects.select_for_update().filter(pk=table.pk, done=None).first()
    if held is None or marks(job.place) != before:
        raise Refused("台账刚刚有了改动，什么也没有导入，请重新上传，再看一遍。")
    counts = carry_out(plan, job.by, _("任务分解表 %(name)s") % {"name": table.name})
    held.done, held.sheet = clock.now(), {}
    held.save()
    said = {"changed": counts["changed"], "new": counts["new"]}
    return Outcome(_("已导入：改动 %(changed)s 项，新增 %(new)s 项。") % said, "task_table", table.pk)
