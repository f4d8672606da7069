"""The registers as people see and fill them."""

from __future__ import annotations

from datetime import date

import pytest
from canteens import Canteens
from cast import Cast, at_desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.office.models import File, User
from luoshi.registers.models import Record

LIST = "/p/990101/registers/elder_meals/canteens/"
WHOLE = {"code": "S1", "name": "和平食堂", "contact": "周某某", "phone": "13800001234", "seats": "60"}


def words(client: Client, address: str, **asked: str) -> str:
    """What a page says."""
    response = client.get(address, asked)
    assert response.status_code == 200, address
    return response.content.decode()


def added(cast: Cast, by: User | None = None, **said: str) -> Record:
    """A record that was filled in on the page."""
    response = at_desk(by or cast.reporter).post(f"{LIST}add/", WHOLE | said)
    assert response.status_code == 302, response.content.decode()
    return Record.objects.get(key=said.get("code", "S1"))


def test_an_empty_register_says_what_to_do(cast: Cast) -> None:
    """Who keeps it gets the form; who only looks does not."""
    assert "还没有记录。在下面加一条。" in words(at_desk(cast.reporter), LIST)
    seen = words(at_desk(cast.leader), LIST)
    assert "还没有记录。" in seen
    assert "加一条" not in seen


def test_a_record_is_added_reaches_a_stage_with_its_file_and_tells_its_story(cast: Cast) -> None:
    """From the form to the story: who, when, what, and the file to be had again."""
    record = added(cast)
    file = SimpleUploadedFile("许可证.pdf", b"%PDF-1.4 permit")
    client, page = at_desk(cast.reporter), f"/p/990101/records/{record.pk}/"
    response = client.post(f"{page}stages/", {"stage": "opened", "day": "2025-03-01", "file": file})
    assert response.status_code == 302, response.content.decode()
    seen = words(client, page)
    assert "开业" in seen
    assert "许可证.pdf" in seen
    sent = client.get(f"{page}files/{File.objects.get().pk}/")
    assert b"".join(sent.streaming_content) == b"%PDF-1.4 permit"
    assert "和平食堂" in words(client, LIST, q="和平", stage="opened", year="2025")
    assert "和平食堂" not in words(client, LIST, stage="closed")


def test_a_stage_needs_the_proof_that_it_names(cast: Cast) -> None:
    """Opened without a permit is not opened."""
    record = added(cast)
    address = f"/p/990101/records/{record.pk}/stages/"
    response = at_desk(cast.reporter).post(address, {"stage": "opened", "day": "2025-03-01"})
    assert response.status_code == 409
    assert "食品经营许可证和门头照片" in response.content.decode()
    assert Record.objects.get().revisions.count() == 1


@pytest.mark.parametrize(
    ("day", "line"), [("2025-01-01", "早于前一阶段"), ("2099-01-01", "还没有到"), ("x", "有效")]
)
def test_a_day_out_of_order_is_refused(cast: Cast, day: str, line: str) -> None:
    """Opened before it was sited, or in a year to come."""
    record = added(cast)
    client, address = at_desk(cast.reporter), f"/p/990101/records/{record.pk}/stages/"
    assert client.post(address, {"stage": "sited", "day": "2025-02-01"}).status_code == 302
    response = client.post(address, {"stage": "opened", "day": day, "proof": "食经许1号"})
    assert response.status_code in (400, 409)
    assert line in response.content.decode()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"code": ""}, "code"),
        ({"seats": "很多"}, "要填数字"),
        ({"seats": "1e400"}, "数字最多15位"),
        ({"phone": "<script>"}, "不像电话号码"),
        ({"lon": "118.05"}, "要一起填"),
        ({"lon": "400", "lat": "30"}, "180"),
        ({"lon": "nan", "lat": "30"}, "lon"),
        ({"name": "长" * 501}, "500"),
    ],
)
def test_a_bad_field_is_one_line_and_nothing_is_kept(cast: Cast, said: dict[str, str], line: str) -> None:
    """What is wrong stands at the field; nothing is half-written."""
    response = at_desk(cast.reporter).post(f"{LIST}add/", WHOLE | said)
    assert response.status_code == 400
    assert line in response.content.decode()
    assert not Record.objects.exists()


def test_a_key_is_there_once(cast: Cast) -> None:
    """The second of the same code is refused."""
    added(cast)
    response = at_desk(cast.reporter).post(f"{LIST}add/", WHOLE)
    assert response.status_code == 409
    assert "已经有了" in response.content.decode()


def test_a_correction_is_a_row_more_and_keeps_what_was(cast: Cast) -> None:
    """The page as of before says what was said before; the key cannot be changed."""
    record = added(cast)
    page = f"/p/990101/records/{record.pk}/"
    client = at_desk(cast.head)
    assert client.post(f"{page}revise/", WHOLE | {"seats": "80", "reason": "扩建"}).status_code == 302
    seen = words(client, page)
    assert "60 → 80" in seen
    assert "扩建" in seen
    assert client.post(f"{page}revise/", WHOLE | {"code": "S9", "reason": "改号"}).status_code == 409
    assert client.post(f"{page}revise/", WHOLE | {"seats": "80", "reason": "又"}).status_code == 409
    assert client.get(page, {"as_of": "2020-01-01"}).status_code == 404


def test_what_speaks_of_persons_is_masked_for_who_does_not_keep_the_register(cast: Cast) -> None:
    """The leader and another department see that there is a contact, not who."""
    page = f"/p/990101/records/{added(cast).pk}/"
    assert "13800001234" in words(at_desk(cast.reporter), page)
    assert "周某某" in words(at_desk(cast.officer), page)
    for other in (cast.leader, cast.colleague):
        seen = words(at_desk(other), page)
        assert "周**" in seen
        assert "138****34" in seen
        assert "13800001234" not in seen
        assert "周某某" not in seen
    assert "周某某" not in words(at_desk(cast.officer), LIST)


def test_a_department_that_the_programme_does_not_name_keeps_nothing(cast: Cast) -> None:
    """The school board does not keep the canteens of civil affairs."""
    response = at_desk(cast.colleague).post(f"{LIST}add/", WHOLE)
    assert response.status_code == 409
    assert "不由你单位维护" in response.content.decode()


def test_html_in_a_record_is_text(cast: Cast) -> None:
    """Wherever it is shown."""
    record = added(cast, name="<b>食堂</b>")
    for address in (LIST, f"/p/990101/records/{record.pk}/"):
        seen = words(at_desk(cast.leader), address)
        assert "<b>食堂" not in seen
        assert "&lt;b&gt;食堂" in seen


def test_the_promise_shows_the_rows_behind_its_number(opened: Canteens) -> None:
    """And, before that, the officer is offered the measure that fits."""
    page = f"/p/990101/commitments/{opened.promise.pk}/"
    officer = at_desk(opened.cast.officer)
    assert "它可以从名册数出来" in words(officer, page)
    asked = {"key": "1", "counted_by": "elder_meals/长者食堂", "reason": "按名册"}
    assert officer.post(f"{page}count/", asked).status_code == 302
    decided = {"key": "1", "source": "counted", "since": "2025-01-01", "reason": "可查"}
    assert officer.post(f"{page}govern/", decided).status_code == 302
    opened.opens(date(2025, 3, 1), opened.comes(date(2025, 3, 1), "S1"))
    seen = words(officer, page)
    assert "S1号食堂" in seen
    assert "（累计，名册）" in seen


@pytest.mark.parametrize("asked", ["registers/no/no/", "registers/elder_meals/no/", "records/999999/"])
def test_what_is_not_there_is_not_found(cast: Cast, asked: str) -> None:
    """404, no traceback."""
    assert at_desk(cast.officer).get(f"/p/990101/{asked}").status_code == 404


def test_a_page_asks_as_few_queries_for_many_records_as_for_few(opened: Canteens) -> None:
    """At most twelve, whatever the number of records, also on the page of the promise that they count."""
    opened.counts(date(2025, 2, 1))
    client = at_desk(opened.cast.officer)
    record = opened.comes(date(2025, 2, 1), "S0")
    pages = ["registers/", "registers/elder_meals/canteens/", f"records/{record.pk}/"]
    pages.append(f"commitments/{opened.promise.pk}/")
    counts: dict[str, list[int]] = {}
    for number in range(1, 6):
        opened.opens(date(2025, 3, 1), opened.comes(date(2025, 3, 1), f"S{number}"))
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/p/990101/{page}")
            counts.setdefault(page, []).append(len(queries))
    for page, (first, *_others, last) in counts.items():
        assert (first, last <= 12) == (last, True), (page, counts[page])


def test_an_enterprise_sees_which_condition_it_lacks(cast: Cast) -> None:
    """The clause of each condition, and by how much it is missed; what is not filled in is not judged."""
    said = {
        "credit_code": "91990101MA00002007",
        "name": "澄观软件公司",
        "target": "科技型中小企业",
        "staff": "520",
    }
    client = at_desk(cast.officer)
    response = client.post("/p/990101/registers/enterprise_ladder/enterprises/add/", said)
    assert response.status_code == 302, response.content.decode()
    seen = words(client, f"/p/990101/records/{Record.objects.get().pk}/")
    assert "国科发政〔2017〕115号第六条（二）" in seen
    assert "未达到，差 20" in seen
    assert "未填，不能判断" in seen
