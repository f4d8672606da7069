"""Tables of records come in: looked at first, then whole or not at all, and again without harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from canteens import Canteens
from cast import Cast, at_desk
from register_tables import (
    CANTEENS,
    ROWS,
    TITLES,
    applied,
    as_csv,
    as_sheet,
    brought,
    counts,
    imported,
    looked_at,
    saved,
)

from luoshi.board.models import Progress
from luoshi.office import clock
from luoshi.office.audit import broken
from luoshi.office.models import Event
from luoshi.registers.models import Import, Record, RecordRevision

SAMPLES = Path(__file__).parents[2] / "samples" / "programmes"
REGISTERS = sorted(file for file in SAMPLES.glob("*/*.csv") if file.stem != "series")


def last(key: str) -> RecordRevision:
    """What is said of a record now."""
    return Record.objects.get(key=key).revisions.last()


def test_a_table_is_looked_at_and_then_carried_out(cast: Cast) -> None:
    """Nothing is there until somebody says so; then every row, with its file, stage and place."""
    row = looked_at(cast.reporter, as_csv(TITLES, *ROWS))
    assert counts(row) == (2, 0, 0)
    assert not Record.objects.exists()
    seen = at_desk(cast.reporter).get(f"/p/990101/imports/{row.pk}/").content.decode()
    assert "导入这些改动" in seen
    assert "和平食堂" in seen
    assert applied(cast.reporter, row).state == "done"
    one = last("ST-1")
    assert one.values == {"code": "ST-1", "name": "和平食堂", "address": "和平路1号", "seats": "36"}
    assert one.stages == {"opened": {"day": "2025-04-01", "proof": ""}}
    assert (one.lon, one.lat, one.source) == (118.05, 36.8, "食堂.csv")
    assert Event.objects.filter(verb="add_record").count() == 2
    assert [*broken()] == []
    row.refresh_from_db()
    assert row.sheet == {}
    assert "已导入" in at_desk(cast.reporter).get(f"/p/990101/imports/{row.pk}/").content.decode()


def test_the_same_table_again_changes_nothing(cast: Cast) -> None:
    """By its key each record is found again; nothing is to be carried out."""
    imported(cast.reporter, as_csv(TITLES, *ROWS))
    row = looked_at(cast.officer, as_csv(TITLES, *ROWS))
    assert counts(row) == (0, 0, 2)
    response = at_desk(cast.officer).post(f"/p/990101/imports/{row.pk}/apply/")
    assert response.status_code == 409
    assert "没有改动" in response.content.decode()
    assert RecordRevision.objects.count() == 2


def test_what_a_file_has_no_column_for_stays(cast: Cast) -> None:
    """Seats change, the address stays; an empty cell is empty; an empty coordinate moves nothing."""
    imported(cast.reporter, as_csv(TITLES, *ROWS))
    rows = as_csv(["编号", "名称", "座位数", "经度", "纬度"], ["ST-1", "和平食堂", "", "", ""])
    row = imported(cast.reporter, rows)
    assert row.told["rows"][0]["changes"] == [["座位数", "36", ""]]
    assert last("ST-1").values == {"code": "ST-1", "name": "和平食堂", "address": "和平路1号"}
    assert last("ST-1").lon == 118.05
    assert last("ST-1").stages["opened"]["day"] == "2025-04-01"


def test_a_workbook_comes_in_like_a_csv_file(cast: Cast) -> None:
    """Numbers and days of cells, a title above the header, columns in any order, a unit behind a title."""
    titles = ["名称", "座位数（个）", "开业", "开业证明", "坐标", "编号"]
    row = ["和平食堂", 36, date(2025, 4, 1), "食经许1号", "118.05，36.8", "ST-1"]
    imported(cast.reporter, saved(as_sheet(["2025年食堂台账"], [], titles, row)), "食堂.xlsx")
    one = last("ST-1")
    assert one.values["seats"] == "36"
    assert one.stages == {"opened": {"day": "2025-04-01", "proof": "食经许1号"}}
    assert (one.lon, one.lat) == (118.05, 36.8)


def test_records_that_come_by_file_move_the_promise(opened: Canteens) -> None:
    """The figures are counted anew once, in the transaction of the import."""
    opened.counts(date(2025, 2, 1))
    before = Progress.objects.count()
    with clock.at(date(2025, 6, 1)):
        imported(opened.cast.reporter, as_csv(TITLES, *ROWS))
    assert Progress.objects.count() == before + 1
    assert Progress.objects.last().value == 1


@pytest.mark.parametrize("file", REGISTERS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_comes_in(cast: Cast, file: Path) -> None:
    """Each sample register as it is; and brought again it changes nothing."""
    to = f"/p/990101/registers/{file.parent.name}/{file.stem}/"
    row = imported(cast.officer, file.read_bytes(), to=to)
    assert row.told["counts"]["new"] >= 6
    again = looked_at(cast.officer, file.read_bytes(), to=to)
    assert counts(again)[:2] == (0, 0)


def test_nobody_imports_into_the_register_of_another_department(cast: Cast) -> None:
    """The school board gets 403 wherever it asks."""
    row = looked_at(cast.reporter, as_csv(TITLES, *ROWS))
    client = at_desk(cast.colleague)
    assert client.get(f"{CANTEENS}imports/").status_code == 403
    assert client.get(f"/p/990101/imports/{row.pk}/").status_code == 403
    assert client.post(f"/p/990101/imports/{row.pk}/columns/").status_code == 403
    assert client.post(f"/p/990101/imports/{row.pk}/apply/").status_code in (403, 409)
    assert not Record.objects.exists()


def test_one_record_changed_after_the_preview_and_nothing_is_carried_out(cast: Cast) -> None:
    """What was looked at is what is written, or nothing."""
    row = looked_at(cast.reporter, as_csv(TITLES, *ROWS))
    imported(cast.officer, as_csv(TITLES, ROWS[1]))
    job = applied(cast.reporter, row)
    assert job.state == "failed"
    assert "有了改动" in job.words
    assert Record.objects.count() == 1


def test_heads_see_their_own_jobs_only(cast: Cast) -> None:
    """A job of somebody else is not there for them."""
    job = brought(cast.reporter, as_csv(TITLES, *ROWS))
    assert at_desk(cast.reporter).get(f"/p/990101/jobs/{job.pk}/").status_code == 200
    assert at_desk(cast.officer).get(f"/p/990101/jobs/{job.pk}/").status_code == 200
    assert at_desk(cast.head).get(f"/p/990101/jobs/{job.pk}/").status_code == 404
    assert Import.objects.count() == 1
