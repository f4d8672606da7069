"""Tables of records are read, compared and carried out by jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from luoshi.office import clock, inbox
from luoshi.office.actions import Refused
from luoshi.office.jobs import Attempt, Outcome, Write, enqueue, kind
from luoshi.office.models import Job, Place, User
from luoshi.programmes import Programme, Register
from luoshi.registers.actions.common import refuse_stranger
from luoshi.registers.declared import declared
from luoshi.registers.models import ColumnMemory, Import
from luoshi.registers.tables.columns import bare, matched, meant
from luoshi.registers.tables.plan import Aim, Plan, mark_of, planned, told
from luoshi.registers.tables.read import format_of, read
from luoshi.registers.tables.sheet import Sheet
from luoshi.registers.tables.write import MOVED, carry_out

if TYPE_CHECKING:
    from luoshi.geography.coordinates import System

GONE = gettext_noop("这次导入不在了，请重新上传。")


def receive_import(
    *,
    place: Place,
    programme: Programme,
    register: Register,
    file: UploadedFile,
    system: System,
    by: User,
) -> Job:
    """Take an uploaded table in and queue its reading. Raises Refused at once for what is none."""
    refuse_stranger(by, programme)
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise Refused("文件太大，上限 %(most)s MB。", most=settings.UPLOAD_MAX_BYTES // 1024**2)
    data = file.read()
    format_of(data)
    said = {"programme": programme.name, "register": register.name, "system": system}
    said |= {"file": inbox.keep(data), "name": (file.name or "")[:200]}
    title = _("读名册文件：%(name)s") % {"name": file.name}
    return enqueue(kind="read_import", title=title, place=place, by=by, arguments=said)


def compare_import(*, row: Import, keys: Sequence[str], system: System, by: User) -> Job:
    """Queue the comparing of an import with its columns as a person said them, which are remembered."""
    refuse_done(row)
    refuse_stranger(by, aim_of(row, by).programme)
    said = {"import": row.pk, "keys": [*keys], "system": system}
    title = _("核对名册文件：%(name)s") % {"name": row.name}
    return enqueue(kind="compare_import", title=title, place=row.place, by=by, arguments=said)


def apply_import(*, row: Import, by: User) -> Job:
    """Queue the carrying out of an import that was looked at."""
    refuse_unfit(row)
    refuse_stranger(by, aim_of(row, by).programme)
    title = _("导入名册：%(name)s") % {"name": row.name}
    return enqueue(kind="apply_import", title=title, place=row.place, by=by, arguments={"import": row.pk})


def refuse_done(row: Import) -> None:
    if row.done:
        raise Refused("这个文件已经导入过。")


def refuse_unfit(row: Import) -> None:
    """Refuse an import that was carried out, has faults, or changes nothing."""
    refuse_done(row)
    counts = row.told["counts"]
    if counts["faults"]:
        raise Refused("这个文件有错，改好后重新上传。")
    if not counts["new"] + counts["changed"]:
        raise Refused("这个文件没有改动。")


def aim_of(row: Import, by: User) -> Aim:
    """The register of an import. Refused where it is declared no more."""
    return aim(row.place, row.programme, row.register, by, row.name)


def aim(place: Place, programme: str, register: str, by: User, source: str) -> Aim:
    found = declared().get(programme)
    own = found.register_named(register) if found else None
    if found is None or own is None:
        raise Refused("这份名册已不在方案里。")
    return Aim(place, found, own, by, source)


def counting(attempt: Attempt, words: str) -> Callable[[int, int], None]:
    """How far a job is, with these words."""
    return lambda done, total: attempt.progress(done, total, words)


@kind("read_import")
def read_import(attempt: Attempt) -> Write:
    """Read an uploaded table, find its columns, and what it would change."""
    said = attempt.job.arguments
    aimed = aim(attempt.job.place, said["programme"], said["register"], attempt.job.by, said["name"])
    attempt.progress(0, 1, _("正在读表"))
    try:
        data = inbox.path(said["file"]).read_bytes()
    except FileNotFoundError as error:
        raise Refused("上传的文件不在了，请重新上传。") from error
    known = meant(aimed.register, remembered(aimed))
    sheet = read(data, known)
    if not sheet.lines:
        raise Refused("表里没有一行内容。")
    keys = matched(sheet.titles, known)
    plan = planned(aimed, sheet, keys, said["system"], counting(attempt, _("正在逐行核对")))
    return partial(keep_import, attempt.job, aimed, plan, keys)


def remembered(aimed: Aim) -> dict[str, str]:
    """What people said of titles in this register's files before."""
    about = {"programme": aimed.programme.name, "register": aimed.register.name}
    memory = ColumnMemory.objects.filter(place=aimed.place, **about).first()
    return memory.columns if memory else {}


def keep_import(job: Job, aimed: Aim, plan: Plan, keys: list[str]) -> Outcome:
    """Keep a table that was read until somebody has looked at it; of each person only the last."""
    about = {"programme": aimed.programme.name, "register": aimed.register.name}
    job.place.imports.filter(by=job.by, done=None, **about).delete()
    row = Import.objects.create(
        place=job.place,
        by=job.by,
        name=aimed.source,
        system=job.arguments["system"],
        sheet=plan.reading.sheet.kept(),
        keys=keys,
        told=told(plan),
        **about,
    )
    return Outcome(outcome_words(row), "import", row.pk)


def outcome_words(row: Import) -> str:
    said = row.told["counts"]
    return _("新增 %(new)s 条，改动 %(changed)s 条，不变 %(same)s 条，错误 %(faults)s 处。") % said


def import_at(job: Job) -> Import:
    """The import that a job is about. Refused where it is there no more."""
    row = Import.objects.filter(pk=job.arguments["import"], place=job.place).first()
    if row is None:
        raise Refused(GONE)
    refuse_done(row)
    return row


@kind("compare_import")
def compare_again(attempt: Attempt) -> Write:
    """Compare an import once more, with the columns and the coordinate system that a person said."""
    said = attempt.job.arguments
    row = import_at(attempt.job)
    aimed = aim_of(row, attempt.job.by)
    sheet = Sheet.of(row.sheet)
    plan = planned(aimed, sheet, said["keys"], said["system"], counting(attempt, _("正在逐行核对")))
    return partial(keep_comparison, attempt.job, aimed, plan, row)


def keep_comparison(job: Job, aimed: Aim, plan: Plan, row: Import) -> Outcome:
    """Keep what was found, and remember the columns for the next file."""
    row.keys, row.system, row.told = job.arguments["keys"], job.arguments["system"], told(plan)
    if not Import.objects.filter(pk=row.pk, done=None).update(
        keys=row.keys, system=row.system, told=row.told
    ):
        raise Refused(GONE)
    about = {"programme": aimed.programme.name, "register": aimed.register.name}
    memory, _new = ColumnMemory.objects.get_or_create(place=job.place, **about)
    titles = plan.reading.sheet.titles
    memory.columns |= {bare(words): key for words, key in zip(titles, row.keys, strict=True) if words}
    memory.save()
    return Outcome(outcome_words(row), "import", row.pk)


@kind("apply_import")
def carry_import_out(attempt: Attempt) -> Write:
    """Compare once more; the rows are written when the job ends, all of them or none."""
    row = import_at(attempt.job)
    refuse_unfit(row)
    aimed = aim_of(row, attempt.job.by)
    if mark_of(aimed) != row.told["mark"]:
        raise Refused(MOVED)
    sheet = Sheet.of(row.sheet)
    plan = planned(aimed, sheet, row.keys, row.system, counting(attempt, _("正在逐行核对")))
    if told(plan)["counts"] != row.told["counts"]:
        raise Refused(MOVED)
    attempt.progress(1, 1, _("正在写入名册"))
    return partial(write_import, row, plan, aimed)


def write_import(row: Import, plan: Plan, aimed: Aim) -> Outcome:
    """Write all that an import says, unless somebody has written meanwhile."""
    held = Import.objects.select_for_update().filter(pk=row.pk, done=None).first()
    if held is None:
        raise Refused(GONE)
    carry_out(plan, aimed)
    held.done, held.sheet = clock.now(), {}
    held.save()
    said = held.told["counts"]
    return Outcome(_("已导入：新增 %(new)s 条，改动 %(changed)s 条。") % said, "import", held.pk)
