"""What the board does by jobs."""

from __future__ import annotations

from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

import luoshi.board.tasktable.jobs  # noqa: F401 - registers its kinds of jobs
from luoshi import reading
from luoshi.board.actions import keep_report, read_report, same_report
from luoshi.board.models import Report
from luoshi.office import inbox
from luoshi.office.actions import Refused
from luoshi.office.jobs import Attempt, Outcome, Write, enqueue, kind
from luoshi.office.languages import either
from luoshi.office.models import Job, Place, User
from luoshi.reading import UnreadableReport
from luoshi.reading.sources import MAX_BYTES, Document, check, load


def receive_report(*, place: Place, file: UploadedFile, year: int | None, by: User) -> Job:
    """Take an uploaded report in and queue its reading.

    Raises Refused at once where it is too large, or by its first bytes no document.
    """
    if file.size > MAX_BYTES:
        raise Refused("文件太大，上限 %(most)s MB。", most=MAX_BYTES // 1024**2)
    data = file.read()
    try:
        check(data, file.name)
    except UnreadableReport as reason:
        raise unread(reason) from reason
    kept = inbox.keep(data)
    said = {"file": kept, "name": file.name, "year": year}
    title = _("导入报告：%(name)s") % {"name": file.name}
    return enqueue(kind="import_report", title=title, place=place, by=by, arguments=said)


def unread(reason: UnreadableReport) -> Refused:
    """The reader's reason, as one of the board's."""
    return Refused(either(reason.chinese, reason.english))


@kind("import_report")
def bring_in(attempt: Attempt) -> Write:
    """Read an uploaded report; its rows are written when the job ends."""
    job = attempt.job
    attempt.progress(0, 3, _("正在取出文字"))
    document, pages = text_of(attempt)
    there = same_report(job.place, document)
    if there is not None:
        return partial(brought_before, there)
    attempt.progress(pages, pages + 2, _("正在读出承诺"))
    found = read_report(place=job.place, document=document, year=job.arguments["year"])
    attempt.progress(pages + 1, pages + 2, _("正在写入台账"))
    return partial(bring_home, job, document, found)


def text_of(attempt: Attempt) -> tuple[Document, int]:
    """The text of an uploaded report and its pages, one where it has none; refused where there is no text.

    Reading the promises and writing the rows are a step each, as a page is.
    """
    pages = 1

    def page(number: int, count: int) -> None:
        nonlocal pages
        pages = count
        words = _("正在取出文字：第 %(number)s 页，共 %(count)s 页") % {"number": number, "count": count}
        attempt.progress(number - 1, count + 2, words)

    said = attempt.job.arguments
    try:
        document = load(inbox.path(said["file"]).read_bytes(), said["name"], page)
    except UnreadableReport as reason:
        raise unread(reason) from reason
    except FileNotFoundError as error:
        raise Refused("上传的文件不在了，请重新上传。") from error
    return document, pages


def bring_home(job: Job, document: Document, found: reading.Report) -> Outcome:
    """Write the rows of a report that was read, unless the same was brought in meanwhile."""
    there = same_report(job.place, document)
    if there is not None:
        return brought_before(there)
    report = keep_report(place=job.place, found=found, by=job.by)
    words = _("读出 %(count)s 项承诺，等待确认。") % {"count": len(found.promises)}
    return Outcome(words, "report", report.pk)


def brought_before(report: Report) -> Outcome:
    """The same text is there already."""
    return Outcome(_("这份报告已经导入过，没有重复导入。"), "report", report.pk)
