"""The board for programs: the same reads and writes as on the pages, in JSON."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from months import MARCH, handed_out, read_in_january, retargeted, statistics
from steps import accepted

from luoshi.board.actions import import_report, open_windows, report_figure, revise, set_milestone
from luoshi.board.models import Commitment, Progress, State
from luoshi.office import clock
from luoshi.office.models import User
from luoshi.reading import Document

PLACE = "/api/v1/places/990101"
APRIL = date(2025, 4, 5)


def post(user: User, path: str, **said: object) -> Any:
    """What a program is answered that writes in a person's name."""
    return at_desk(user).post(f"{PLACE}/{path}", said, content_type="application/json")


def got(user: User, path: str) -> Any:
    """What a program reads in a person's name."""
    response = at_desk(user).get(f"{PLACE}{path}")
    assert response.status_code == 200, response.content.decode()
    return response.json()


def test_a_figure_goes_its_way(cast: Cast, canteens_2025: Commitment) -> None:
    """Drafted, submitted, returned, given again, accepted, each by whom it belongs to; then it counts."""
    address, said = f"commitments/{canteens_2025.pk}/figures", {"key": 1, "day": "2025-03-31"}
    with clock.at(APRIL):
        first = post(cast.reporter, address, **said, value="2.5", cumulative=True).json()["id"]
        assert post(cast.reporter, f"figures/{first}/submit").status_code == 403
        assert post(cast.head, f"figures/{first}/submit").status_code == 201
        assert post(cast.officer, f"figures/{first}/return", reason="缺附件").status_code == 201
        again = post(cast.head, address, **said, value="2", cumulative=True, sentence="已核").json()["id"]
        assert post(cast.head, f"figures/{again}/submit").status_code == 201
        assert post(cast.officer, f"figures/{again}/accept").status_code == 201
        assert post(cast.officer, f"figures/{again}/accept").status_code == 409
    told = got(cast.leader, f"/commitments/{canteens_2025.pk}?as_of=2025-04-30")
    returned, taken = told["figures"]
    assert [step["step"] for step in returned["steps"]] == ["drafted", "submitted", "returned"]
    assert returned["steps"][-1]["reason"] == "缺附件"
    assert (taken["value"], taken["sentence"], taken["department"]) == ("2", "已核", "民政局")
    assert taken["steps"][-1]["step"] == "accepted"
    (target,) = told["targets"]
    assert (told["standing"]["status"], target["standing"]["share"]) == ("on_pace", "0.25")


def test_a_day_before_it_nothing_was_known(cast: Cast, canteens_2025: Commitment) -> None:
    """What was recorded later is not told."""
    accepted(cast, canteens_2025, MARCH, 2)
    address = f"/commitments/{canteens_2025.pk}?as_of="
    assert got(cast.leader, f"{address}2025-04-04")["figures"] == []
    assert len(got(cast.leader, f"{address}2025-04-05")["figures"]) == 1
    assert at_desk(cast.leader).get(f"{PLACE}{address}2024-12-31").status_code == 404


def test_a_changed_deadline_is_told_beside_the_first(cast: Cast, canteens_2025: Commitment) -> None:
    """Asked for by the head, approved by the officer, each by program."""
    address = f"commitments/{canteens_2025.pk}/changes"
    said = {"part": "target", "key": 1, "due": "2026-06-30", "reason": "流标"}
    with clock.at(APRIL):
        asked = post(cast.head, address, **said).json()["id"]
        assert post(cast.head, address, **said).status_code == 409
        decided = post(cast.officer, f"changes/{asked}/decide", approved=True, reason="同意")
    assert decided.status_code == 201
    told = got(cast.leader, f"/commitments/{canteens_2025.pk}?as_of=2026-02-28")
    (target,) = told["targets"]
    assert (target["due"], target["original"]["due"]) == ("2026-06-30", "2025-12-31")
    assert target["original"]["standing"]["reason"] == told["original"]["reason"] == "missed_at_due"
    assert told["requests"][0]["decision"]["approved"] is True


def test_a_commitment_is_signed_off_by_two(cast: Cast, canteens_2025: Commitment) -> None:
    """Applied for by the head, checked by one officer, who cannot sign it off as well."""
    address = f"commitments/{canteens_2025.pk}"
    assert post(cast.head, f"{address}/apply", words="八处已开").status_code == 201
    assert post(cast.officer, f"{address}/check", stage="checked", words="看过").status_code == 201
    refused = post(cast.officer, f"{address}/check", stage="signed", words="可以")
    assert (refused.status_code, "第二个人" in refused.json()["detail"]) == (409, True)
    assert [row["stage"] for row in got(cast.leader, f"/{address}")["checks"]] == ["applied", "checked"]


def test_a_work_item_is_proposed_agreed_and_reported(cast: Cast, canteens_2025: Commitment) -> None:
    """With what is done of it."""
    address = f"commitments/{canteens_2025.pk}/items"
    department = cast.head.department_id
    said = {"text": "东片三处", "department": department, "target": 1, "value": "3", "due": "2025-12-31"}
    with clock.at(APRIL):
        key = post(cast.reporter, address, **said).json()["key"]
        assert post(cast.head, f"{address}/{key}/settle", approved=True).status_code == 201
        made = post(cast.reporter, f"{address}/{key}/figures", day="2025-03-31", value="1")
    assert made.status_code == 201
    (item,) = got(cast.leader, f"/commitments/{canteens_2025.pk}?as_of=2025-04-30")["items"]
    assert (item["state"], item["value"], item["done"]) == ("approved", "3", None)


def test_a_milestone_is_reached(cast: Cast, report: Any) -> None:
    """Only by who leads it."""
    port = report.commitments.get(words__contains="数字产业港")
    revise(commitment=port, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    set_milestone(commitment=port, name="开工", due=date(2025, 6, 30), by=cast.officer)
    (step,) = got(cast.head, f"/commitments/{port.pk}")["milestones"]
    address = f"commitments/{port.pk}/milestones/{step['key']}/reached"
    assert post(cast.colleague, address, day="2025-03-01").status_code == 409
    assert post(cast.reporter, address, day="2025-03-01").status_code == 201


def test_a_measure_is_given_by_its_source(cast: Cast) -> None:
    """And told with its figure and the commitments that use it."""
    measure = statistics(cast)
    (gdp,) = read_in_january(cast).commitments.filter(words__contains="地区生产总值")
    handed_out(cast, gdp)
    retargeted(cast, gdp, shared=measure)
    said = {"day": "2025-03-31", "value": "5.6", "cumulative": True, "provisional": True}
    with clock.at(APRIL):
        assert post(cast.head, f"measures/{measure.pk}/figures", **said).status_code == 409
        assert post(cast.colleague, f"measures/{measure.pk}/figures", **said).status_code == 201
    told = got(cast.leader, f"/measures/{measure.pk}")
    assert (told["commitments"], told["figures"][0]["value"]) == ([gdp.pk], "5.6")
    assert [row["name"] for row in got(cast.leader, "/measures")] == ["地区生产总值"]


def test_what_a_department_owes(cast: Cast, canteens_2025: Commitment) -> None:
    """Its own, by urgency; whoever has no department owes nothing."""
    with clock.at(date(2025, 5, 2)):
        open_windows(place=cast.place)
        rows = got(cast.reporter, "/owed")
        assert got(cast.colleague, "/owed") == got(cast.officer, "/owed") == []
        table = got(cast.officer, "/windows")
    assert {row["commitment"] for row in rows} == {canteens_2025.pk}
    assert {"2025-04-30", "2025-03-31"} <= {row["month"] for row in rows}
    assert table["windows"][-1]["month"] == "2025-04-30"
    assert table["departments"][0]["months"][-1]["owed"] == 1


def test_lists_are_chosen_from_and_come_in_pages(cast: Cast, canteens_2025: Commitment) -> None:
    """By lead, status, year and origin; `total` counts what all pages hold."""
    for commitment in cast.place.commitments.exclude(pk=canteens_2025.pk):
        revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED)
    everything = got(cast.leader, "/commitments?limit=1&page=2")
    assert (everything["total"], len(everything["commitments"])) == (cast.place.commitments.count(), 1)
    assert got(cast.leader, "/commitments?page=99")["commitments"] == []
    (own,) = got(cast.leader, "/commitments?lead=民政局")["commitments"]
    assert own["id"] == canteens_2025.pk
    for nothing in ("status=done", "year=2024", "origin=project", "pillar=无", "lead=无"):
        assert got(cast.leader, f"/commitments?{nothing}")["total"] == 0
    assert got(cast.leader, "/commitments?year=2025&origin=report")["total"] == everything["total"]


def test_a_report_with_what_was_left_over(cast: Cast, report: Any) -> None:
    """Each numeral that is no promise, with its place in the text."""
    (row,) = got(cast.leader, "/reports")
    told = got(cast.leader, f"/reports/{row['id']}")
    assert (row["promises"], row["leftovers"]) == (report.commitments.count(), len(told["left"]))
    left = told["left"][0]
    assert "".join(report.text[start:end] for start, end in left["spans"]) == left["text"]


def test_the_place_of_whoever_asks(cast: Cast) -> None:
    """With role, department and permissions."""
    (place,) = at_desk(cast.reporter).get("/api/v1/places").json()
    assert (place["code"], place["role"], place["department"]["name"]) == ("990101", "reporter", "民政局")
    assert "board.report" in place["permissions"]
    assert "board.accept" not in place["permissions"]


FIGURE = {"key": 1, "day": "2025-03-31", "value": "2", "cumulative": True}


@pytest.mark.parametrize(
    "wrong",
    [
        *({"value": value} for value in ("1e99999", "NaN", "Infinity", "１", "1" * 16, "0.1234567", "", 2)),
        *({"value": value} for value in (None, 2.5, [], "123456789012.3456", "+1", " 1")),
        *({"day": day} for day in ("0001-01-31", "9999-12-31", "2025-02-30", "2025-3-1", 1, "20250331")),
        *({"day": "2025-03-31T00:00:00"}, {"key": 10**30}, {"key": 0}, {"key": "1"}, {"key": True}),
        *({"sentence": "a\0b"}, {"sentence": "字" * 501}, {"sentence": 1}, {"cumulative": "true"}),
        {"more": 1},
    ],
    ids=str,
)
def test_a_figure_that_is_none_is_refused(
    cast: Cast, canteens_2025: Commitment, wrong: dict[str, object]
) -> None:
    """422 and one line that names the field; nothing is written."""
    answer = post(cast.reporter, f"commitments/{canteens_2025.pk}/figures", **(FIGURE | wrong))
    assert answer.status_code == 422
    (field,) = wrong
    detail = answer.json()["detail"]
    assert detail.startswith(f"{field}: ")
    assert "\n" not in detail
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 5000, b"null", b"[]", b'"x"', b'{"key": NaN}'],
    ids=lambda body: repr(body[:12]),
)
def test_a_body_that_is_no_figure_is_refused(cast: Cast, canteens_2025: Commitment, body: bytes) -> None:
    """400 or 422, never a fault of the server."""
    address = f"{PLACE}/commitments/{canteens_2025.pk}/figures"
    answer = at_desk(cast.reporter).post(address, body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_a_lone_surrogate_is_refused(cast: Cast, canteens_2025: Commitment) -> None:
    """In a text, and in the name of a field, which the answer repeats."""
    address = f"{PLACE}/commitments/{canteens_2025.pk}/apply"
    for body in ('{"words": "\\ud800"}', '{"words": "好", "\\ud800": 1}'):
        answer = at_desk(cast.head).post(address, body, content_type="application/json")
        assert answer.status_code == 422
        assert answer.json()["detail"]


def test_a_giant_body_is_refused(cast: Cast, canteens_2025: Commitment, settings: Any) -> None:
    """Over five megabytes when read, over the limit of uploads unread: 413 in JSON."""
    for size in (6 * 1024**2, settings.UPLOAD_MAX_BYTES + 2 * 1024**2):
        client = at_desk(cast.head)
        address = f"{PLACE}/commitments/{canteens_2025.pk}/apply"
        said = {"CONTENT_LENGTH": str(size)}
        answer = client.generic("POST", address, b"x", "application/json", **said)
        assert answer.status_code == 413
        assert answer.json()["detail"]


def test_a_number_that_no_database_keeps_is_refused_on_the_page_too(
    cast: Cast, canteens_2025: Commitment
) -> None:
    """SQLite would give another number back, or none at all."""
    typed = {"key": "1", "day": "2025-03-31", "cumulative": "true"}
    for value in ("999999999999999999999999.999999", "1234567890123456"):
        address = f"/p/990101/commitments/{canteens_2025.pk}/figures/"
        assert at_desk(cast.reporter).post(address, typed | {"value": value}).status_code == 409
    assert not Progress.objects.exists()


@pytest.mark.parametrize("due", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_far_day_is_refused_on_the_page_too(cast: Cast, canteens_2025: Commitment, due: str) -> None:
    """Nobody can mean it, and reckoning with it fails."""
    typed = {"about": "target-1", "due": due, "reason": "写错"}
    address = f"/p/990101/commitments/{canteens_2025.pk}/changes/"
    assert at_desk(cast.head).post(address, typed).status_code == 409


@pytest.mark.parametrize("path", ["commitments/0", "commitments/999999", f"commitments/{10**30}", "nothing"])
def test_what_is_not_there(cast: Cast, path: str) -> None:
    """404, or 422 for what can be no number; in JSON like all others."""
    answer = at_desk(cast.leader).get(f"{PLACE}/{path}")
    assert answer.status_code in (404, 422)
    assert answer.json()["detail"]


@pytest.mark.parametrize("code", ["%00", "nichts", "%ED%A0%80", "../990101", "1" * 500])
def test_a_place_that_is_none(cast: Cast, code: str) -> None:
    """404 on pages and in the API."""
    assert at_desk(cast.leader).get(f"/api/v1/places/{code}/owed").status_code == 404
    assert at_desk(cast.leader).get(f"/p/{code}/owed/").status_code == 404


def test_a_row_of_another_place_is_not_there(cast: Cast, canteens_2025: Commitment) -> None:
    """One's own officer right does not reach through one's own address to foreign rows."""
    figure = accepted(cast, canteens_2025, MARCH, 2)
    client, own = at_desk(cast.stranger), "/api/v1/places/990102"
    assert client.get(f"{own}/commitments/{canteens_2025.pk}").status_code == 404
    assert client.get(f"{own}/reports/{canteens_2025.report_id}").status_code == 404
    assert client.post(f"{own}/figures/{figure.pk}/accept").status_code == 404


def test_text_stays_text(cast: Cast, canteens_2025: Commitment) -> None:
    """JSON is never taken for a page."""
    with clock.at(APRIL):
        said = {"day": MARCH, "value": Decimal(1), "cumulative": True, "sentence": "<script>"}
        report_figure(commitment=canteens_2025, key=1, by=cast.reporter, **said)
    answer = at_desk(cast.leader).get(f"{PLACE}/commitments/{canteens_2025.pk}")
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["figures"][0]["sentence"] == "<script>"


READS = "/commitments /commitments/{one} /reports /reports/{report} /windows /owed /measures /measures/{gdp}"


@pytest.mark.parametrize("path", READS.split())
def test_a_route_asks_few_queries_whatever_its_size(cast: Cast, canteens_2025: Commitment, path: str) -> None:
    """At most twelve, for 5 commitments as for 50, with a session and with a token's first use."""
    found = {"one": canteens_2025.pk, "report": canteens_2025.report_id, "gdp": statistics(cast).pk}
    accepted(cast, canteens_2025, MARCH, 2)
    fill(cast, 5)
    with clock.at(date(2026, 1, 20)):
        open_windows(place=cast.place)
        asker = cast.head if path == "/owed" else cast.officer
        few = asked(at_desk(asker), PLACE + path.format(**found))
    fill(cast, 50)
    with clock.at(date(2026, 1, 20)):
        assert asked(at_desk(asker), PLACE + path.format(**found)) == few <= 12


def fill(cast: Cast, size: int) -> None:
    """So many commitments that one department leads."""
    promises = "".join(f"新建第{i}片区公园{i}座。" for i in range(1, size + 1))
    text = f"二、2025年主要任务\n{promises}"
    with clock.at(date(2025, 1, 20) + timedelta(days=1)):
        import_report(place=cast.place, document=Document(f"{size}.txt", text), year=2025, by=cast.officer)
        for commitment in cast.place.commitments.all():
            revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)


def asked(client: Client, url: str) -> int:
    """How many queries an address asks."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
