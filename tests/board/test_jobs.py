"""A report that is uploaded is read by a job: its page, its end, and who may see it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from cast import TEXT, Cast, at_desk
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from source_files import typeset
from worked import worked_off

from luoshi.board.models import Commitment, Report
from luoshi.office import inbox
from luoshi.office.jobs import Attempt, Lost
from luoshi.office.models import Job, JobState, User

IMPORT = "/p/990101/reports/import/"
POLL = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An inbox of its own for each test."""
    monkeypatch.setattr(settings, "DATA", tmp_path)


def upload(by: User, content: bytes = TEXT.encode(), name: str = "青梧区_2025.txt") -> Job:
    """The job that an upload became."""
    response = at_desk(by).post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302
    return Job.objects.get(pk=int(response.url.rstrip("/").rpartition("/")[2]))


def page(client: Client, job: Job, **headers: str) -> str:
    return client.get(f"/p/990101/jobs/{job.pk}/", headers=headers).content.decode()


def in_the_inbox() -> list[str]:
    folder = inbox.path("")
    return [file.name for file in folder.iterdir()] if folder.exists() else []


def test_an_upload_waits_is_read_and_leads_to_its_report(cast: Cast) -> None:
    """The page asks again until the report is there, then goes to it with a line of what was found."""
    job = upload(cast.officer)
    client = at_desk(cast.officer)
    waiting = page(client, job)
    assert "等待处理" in waiting
    assert f'hx-get="/p/990101/jobs/{job.pk}/"' in waiting
    assert "刷新" in waiting
    assert in_the_inbox()
    worked_off(job)
    assert job.state == JobState.DONE
    report = Report.objects.get()
    response = client.get(f"/p/990101/jobs/{job.pk}/", headers=POLL)
    assert response.headers["HX-Redirect"] == f"/p/990101/reports/{report.pk}/"
    assert "读出 4 项承诺" in client.get(response.headers["HX-Redirect"]).content.decode()
    assert not in_the_inbox()


def test_the_page_says_how_far_the_job_is(cast: Cast) -> None:
    """What changes comes alone to the page that asks again, with the progress of now."""
    job = upload(cast.officer)
    Job.objects.filter(pk=job.pk).update(state="running", done=1, total=3, words="正在读出承诺")
    part = page(at_desk(cast.officer), job, **POLL)
    assert part.startswith("<section")
    assert 'value="1" max="3"' in part
    assert "正在读出承诺" in part


def test_each_page_of_a_pdf_is_told(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar of a long one moves; a job that is cancelled on the way is no damaged file."""
    told = []

    def progress(_attempt: Attempt, done: int, total: int, words: str = "") -> None:
        told.append((done, total, words))
        if len(told) == 3:
            raise Lost

    job = upload(cast.officer, typeset(TEXT * 15), "报告.pdf")
    monkeypatch.setattr(Attempt, "progress", progress)
    worked_off(job)
    assert told[1:] == [
        (0, 6, "正在取出文字：第 1 页，共 4 页"),
        (1, 6, "正在取出文字：第 2 页，共 4 页"),
    ]
    assert job.state == JobState.RUNNING


def test_without_scripts_the_page_leads_to_the_report(cast: Cast) -> None:
    """Refreshed by hand, the page of a job that is done has a plain link."""
    job = worked_off(upload(cast.officer))
    shown = page(at_desk(cast.officer), job)
    assert f'href="/p/990101/reports/{Report.objects.get().pk}/"' in shown
    assert "hx-get" not in shown


def test_the_same_file_twice_leads_to_the_report_that_is_there(cast: Cast) -> None:
    """Nothing is written a second time."""
    worked_off(upload(cast.officer))
    again = worked_off(upload(cast.officer, name="副本.txt"))
    assert again.state == JobState.DONE
    assert "已经导入过" in again.words
    assert again.result["pk"] == Report.objects.get().pk
    assert Commitment.objects.count() == 4


def bomb() -> bytes:
    """A docx that unpacks to three hundred megabytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300 * 1024**2))
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.txt", b" ", "没有内容"),
        ("图.docx", b"PK\x03\x04broken", "已损坏"),
        ("程序.txt", b"MZ\x90\x00\x03\x00\x00\x00" * 50, "内容"),
        ("旧.txt", "一、2024年工作回顾\n过去一年，荣获称号，圆满完成任务，建成公园3座。".encode(), "承诺"),
        ("<b>名.txt", b" ", "&lt;b&gt;"),
    ],
)
def test_a_file_that_is_no_report_ends_in_one_line(cast: Cast, name: str, content: bytes, says: str) -> None:
    """The job says what is wrong; nothing is written, and the file is not kept."""
    job = worked_off(upload(cast.officer, content, name))
    assert job.state == JobState.FAILED
    assert says in page(at_desk(cast.officer), job)
    assert "\n" not in job.words
    assert not Report.objects.exists()
    assert not in_the_inbox()


def test_a_zip_bomb_is_not_unpacked(cast: Cast) -> None:
    """Its directory tells."""
    job = worked_off(upload(cast.officer, bomb(), "报告.docx"))
    assert job.state == JobState.FAILED
    assert "异常庞大" in job.words


@pytest.mark.parametrize(
    ("limit", "says"), [("MOST_CHARACTERS", "超过 3 字"), ("MOST_PROMISES", "超过 3 项")]
)
def test_what_is_far_too_long_for_a_report_is_refused(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, limit: str, says: str
) -> None:
    """Nobody waits for a text of a million promises to be written."""
    monkeypatch.setattr(f"luoshi.board.actions.reports.{limit}", 3)
    job = worked_off(upload(cast.officer))
    assert job.state == JobState.FAILED
    assert says in job.words


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("报告.docx", b"MZ\x90\x00program", "内容与后缀不符"),
        ("报告.pdf", b"\x7fELF\x02program", "内容与后缀不符"),
        ("报告.txt", b"\x89PNG\r\n", "图片"),
        ("../../../报告.txt", b"7z\xbc\xaf\x27\x1c", "压缩包"),
    ],
)
def test_what_is_no_document_is_refused_at_once(cast: Cast, name: str, content: bytes, says: str) -> None:
    """The first bytes decide, not the name; no job is made of it."""
    response = at_desk(cast.officer).post(IMPORT, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 400
    assert says in response.content.decode()
    assert not Job.objects.exists()
    assert not in_the_inbox()


def test_a_file_that_is_too_large_is_refused_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is named."""
    monkeypatch.setattr("luoshi.board.jobs.MAX_BYTES", 1024**2)
    file = SimpleUploadedFile("大.txt", bytes(1024**2 + 1))
    response = at_desk(cast.officer).post(IMPORT, {"file": file})
    assert response.status_code == 400
    assert "上限 1 MB" in response.content.decode()


def test_a_cancelled_upload_leaves_nothing(cast: Cast) -> None:
    """Neither rows nor the file; who cancelled stands there."""
    job = upload(cast.officer)
    assert at_desk(cast.officer).post(f"/p/990101/jobs/{job.pk}/cancel/").status_code == 302
    worked_off(job)
    assert job.state == JobState.CANCELLED
    assert str(cast.officer) in job.words
    assert not Report.objects.exists()
    assert not in_the_inbox()


def test_what_is_over_cannot_be_cancelled(cast: Cast) -> None:
    """The page says so, and the report stays."""
    job = worked_off(upload(cast.officer))
    response = at_desk(cast.officer).post(f"/p/990101/jobs/{job.pk}/cancel/")
    assert response.status_code == 409
    assert "已经结束" in response.content.decode()
    assert Report.objects.exists()


def test_a_page_whose_login_has_run_out_leads_to_the_login(cast: Cast) -> None:
    """What asks again and again is told to load the page anew; no login form appears inside it."""
    job = upload(cast.officer)
    response = at_desk(None).get(f"/p/990101/jobs/{job.pk}/", headers=POLL)
    assert response.headers["HX-Refresh"] == "true"
    assert not response.content


def test_the_list_shows_who_what_and_the_result(cast: Cast) -> None:
    """The latest first, with a link to what it made."""
    worked_off(upload(cast.officer))
    shown = at_desk(cast.officer).get("/p/990101/jobs/").content.decode()
    assert "导入报告：青梧区_2025.txt" in shown
    assert str(cast.officer) in shown
    assert f'href="/p/990101/reports/{Report.objects.get().pk}/"' in shown


def test_a_stranger_sees_no_job_of_another_place(cast: Cast) -> None:
    """Neither through that place's address nor through one's own."""
    job = upload(cast.officer)
    client = at_desk(cast.stranger)
    assert client.get(f"/p/990101/jobs/{job.pk}/").status_code == 403
    assert client.get(f"/p/990102/jobs/{job.pk}/").status_code == 404
    assert client.post(f"/p/990102/jobs/{job.pk}/cancel/").status_code == 404
    assert "导入报告" not in client.get("/p/990102/jobs/").content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING
