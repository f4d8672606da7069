"""Task tables for tests: what goes out, read by hand, changed, and brought back as a person does."""

from __future__ import annotations

import io
from typing import Any

from cast import at_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from worked import worked_off

from luoshi.board.models import TaskTable
from luoshi.office.models import Job, User

HEADER = 3
"""The row of the header in a table that went out."""
XLSX = "/p/990101/task-table.xlsx"
UPLOAD = "/p/990101/task-table/upload/"


def taken(by: User, query: str = "") -> Worksheet:
    """The first sheet of the task table that goes out."""
    response = at_desk(by).get(XLSX + query)
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content)).worksheets[0]


def column(page: Worksheet, title: str) -> int:
    """The number of a column, by its header."""
    return [cell.value for cell in page[HEADER]].index(title) + 1


def row_of(page: Worksheet, code: str) -> int:
    """The number of the row with a 编号."""
    codes = [cell.value for cell in page["A"]]
    return codes.index(code) + 1


def cell(page: Worksheet, code: str, title: str) -> Any:
    """What stands in a column of a row."""
    return page.cell(row_of(page, code), column(page, title)).value


def put(page: Worksheet, code: str, title: str, value: object) -> None:
    """Write into a column of a row."""
    page.cell(row_of(page, code), column(page, title)).value = value


def add(page: Worksheet, **cells: object) -> int:
    """Write one row more; its number."""
    number = page.max_row + 1
    for title, value in cells.items():
        page.cell(number, column(page, title)).value = value
    return number


def sheet(titles: list[str], *rows: list[object]) -> Worksheet:
    """A table made by hand: a header and rows."""
    page = Workbook().active
    for row in (titles, *rows):
        page.append(row)
    return page


def saved(page: Worksheet) -> bytes:
    """The workbook as a file."""
    stream = io.BytesIO()
    page.parent.save(stream)
    return stream.getvalue()


def bring(by: User, page: Worksheet | bytes, name: str = "改.xlsx", **said: object) -> Job:
    """Upload a task table and let it be read: the job as it ended."""
    data = page if isinstance(page, bytes) else saved(page)
    file = SimpleUploadedFile(name, data)
    response = at_desk(by).post(UPLOAD, {"file": file, "year": 2025, **said})
    assert response.status_code == 302, response.content.decode()
    return worked_off(job_at(response.url))


def job_at(url: str) -> Job:
    return Job.objects.get(pk=int(url.rstrip("/").rpartition("/")[2]))


def read_back(by: User, page: Worksheet | bytes, **said: Any) -> TaskTable:
    """Upload a task table: what it would change."""
    job = bring(by, page, **said)
    assert job.state == "done", job.words
    return TaskTable.objects.get(pk=job.result["pk"])


def carried_out(by: User, table: TaskTable) -> Job:
    """Carry a task table out that was looked at: the job as it ended."""
    response = at_desk(by).post(f"/p/990101/task-table/{table.pk}/apply/")
    assert response.status_code == 302, response.content.decode()
    return worked_off(job_at(response.url))


def brought_in(by: User, page: Worksheet | bytes, **said: Any) -> Job:
    """Upload a task table and carry it out."""
    table = read_back(by, page, **said)
    assert table.told["faults"] == []
    job = carried_out(by, table)
    assert job.state == "done", job.words
    return job


def changes(table: TaskTable) -> list[tuple[str, str, str, str]]:
    """What a table would change: 编号, column, before, after."""
    return [(row["code"], *change) for row in table.told["rows"] for change in row["changes"]]
