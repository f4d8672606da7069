"""Tables of records for tests: made, uploaded, looked at and carried out as a person does."""

from __future__ import annotations

import csv
import io

from cast import at_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from worked import worked_off

from luoshi.office.models import Job, User
from luoshi.registers.models import Import

CANTEENS = "/p/990101/registers/elder_meals/canteens/"
TITLES = ["编号", "名称", "地址", "座位数", "经度", "纬度", "开业"]
ROWS = [
    ["ST-1", "和平食堂", "和平路1号", "36", "118.05", "36.8", "2025-04-01"],
    ["ST-2", "新村食堂", "新村路5号", "40", "", "", ""],
]


def as_csv(*rows: list[str], encoding: str = "utf-8") -> bytes:
    """Rows as a spreadsheet saves them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_sheet(*rows: list[object]) -> Worksheet:
    """Rows as a workbook."""
    page = Workbook().active
    for row in rows:
        page.append(row)
    return page


def saved(page: Worksheet) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    page.parent.save(stream)
    return stream.getvalue()


def job_at(url: str) -> Job:
    return Job.objects.get(pk=int(url.rstrip("/").rpartition("/")[2]))


def brought(by: User, data: bytes, name: str = "食堂.csv", to: str = CANTEENS, system: str = "WGS-84") -> Job:
    """Upload a table and let it be read: the job as it ended."""
    file = SimpleUploadedFile(name, data)
    response = at_desk(by).post(f"{to}imports/upload/", {"file": file, "system": system})
    assert response.status_code == 302, response.content.decode()
    return worked_off(job_at(response.url))


def looked_at(
    by: User, data: bytes, name: str = "食堂.csv", to: str = CANTEENS, system: str = "WGS-84"
) -> Import:
    """Upload a table: what it would change."""
    job = brought(by, data, name, to, system)
    assert job.state == "done", job.words
    return Import.objects.get(pk=job.result["pk"])


def applied(by: User, row: Import) -> Job:
    """Carry a table out that was looked at: the job as it ended."""
    response = at_desk(by).post(f"/p/990101/imports/{row.pk}/apply/")
    assert response.status_code == 302, response.content.decode()
    return worked_off(job_at(response.url))


def imported(
    by: User, data: bytes, name: str = "食堂.csv", to: str = CANTEENS, system: str = "WGS-84"
) -> Import:
    """Upload a table and carry it out."""
    row = looked_at(by, data, name, to, system)
    assert row.told["faults"] == []
    job = applied(by, row)
    assert job.state == "done", job.words
    row.refresh_from_db()
    return row


def counts(row: Import) -> tuple[int, int, int]:
    """How many records are new, changed, the same."""
    said = row.told["counts"]
    return said["new"], said["changed"], said["same"]
