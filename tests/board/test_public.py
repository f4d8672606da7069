"""The public pages: what everybody sees, from which day, and that it is nothing more."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from given_files import CAMERA, given, photo
from outside import FORMS, HIDDEN, HOME, accepted_figure, address_of, released, seen, told

from luoshi.board.actions import (
    add_measure,
    ask_change,
    attach,
    decide_change,
    find,
    move,
    release_figure,
    release_file,
    report_measure,
    revise,
    set_milestone,
    set_target,
)
from luoshi.board.models import Commitment, Part, Report, State, Step, Visibility
from luoshi.board.queries.remembered import forget
from luoshi.office import clock


def test_everybody_sees_what_is_public_and_nothing_else(
    cast: Cast, published: Commitment, report: Report
) -> None:
    """The public promise with its words; the internal one is not there, on no page and in no count."""
    alleys = report.commitments.get(words__contains="背街小巷")
    revise(commitment=alleys, by=cast.officer, state=State.CONFIRMED)
    assert "新建社区食堂八处" in seen()
    assert "背街小巷" not in seen()
    assert json.loads(seen("/public/990101.json"))["counts"]["behind"] == 1
    assert published.words in seen(address_of(published))
    for form in FORMS:
        assert at_desk(None).get(address_of(alleys, form)).status_code == 404


def test_a_waiting_or_rejected_promise_is_not_public(cast: Cast, published: Commitment) -> None:
    """Only what is confirmed is shown."""
    revise(commitment=published, by=cast.officer, state=State.REJECTED, reason="重复")
    assert at_desk(None).get(address_of(published)).status_code == 404


def test_what_is_internal_today_was_never_public(cast: Cast, published: Commitment) -> None:
    """Taken back, it is shown for no day, not even for one on which it was public."""
    with clock.at(clock.today() + timedelta(days=3)):
        revise(commitment=published, by=cast.officer, visibility=Visibility.INTERNAL)
    with clock.at(clock.today() + timedelta(days=4)):
        assert (
            at_desk(None).get(address_of(published, day=clock.today() - timedelta(days=3))).status_code == 404
        )


def test_an_embargo_ends_on_its_day(cast: Cast, published: Commitment) -> None:
    """By the present day, whatever day is asked for; so it is with a promise, a figure, a file."""
    free = date(2030, 5, 1)
    said = {"visibility": Visibility.EMBARGOED, "until": free, "by": cast.officer}
    release_figure(progress=accepted_figure(cast, published, sentence="五月以后再说"), **said)
    revise(commitment=published, **said)
    proof = attach(commitment=published, file=given("仪式.jpg"), by=cast.head)
    proof = release_file(evidence=proof, **said)
    file = f"{HOME}files/{proof.pk}/"
    with clock.at(free - timedelta(days=1)):
        assert at_desk(None).get(address_of(published, day=date(2031, 1, 1))).status_code == 404
        assert at_desk(None).get(file).status_code == 404
    with clock.at(free):
        page = seen(address_of(published, day=date(2027, 1, 1)))
        assert "五月以后再说" in page
        assert "仪式.jpg" in page
        response = at_desk(None).get(file)
        assert response.status_code == 200
        response.close()


def test_the_status_is_the_official_one_and_shares_tell_no_secret(cast: Cast, published: Commitment) -> None:
    """It counts figures that are not public; how much is done is told only once all of them are."""
    released(cast, accepted_figure(cast, published, month=3, value=Decimal(2)))
    hidden = accepted_figure(cast, published, month=12, value=Decimal(8))
    one = told(published)
    assert (one["status"], one["reason"]) == ("ahead", "amount_claimed")
    assert (one["share"], one["expected"], one["reference_date"]) == (None, None, None)
    assert (one["targets"][0]["share"], len(one["figures"])) == (None, 1)
    released(cast, hidden)
    assert told(published)["targets"][0]["share"] == "1"
    assert "100.0%" in seen(address_of(published))


def test_an_earlier_wording_is_not_shown(cast: Cast, published: Commitment) -> None:
    """A promise, a target and a step are called for every day what they are called today."""
    set_milestone(commitment=published, name=HIDDEN, due=date(2025, 6, 30), by=cast.officer)
    measure = published.targets.get()
    said = {
        name: getattr(measure, name)
        for name in ("comparator", "value", "unit", "basis", "direction", "start", "due")
    }
    set_target(commitment=published, key=1, measure=HIDDEN, reason="改", by=cast.officer, **said)
    revise(commitment=published, by=cast.officer, title=HIDDEN)
    before = clock.today()
    with clock.at(before + timedelta(days=2)):
        set_target(commitment=published, key=1, measure="食堂", reason="改回", by=cast.officer, **said)
        set_milestone(
            commitment=published, key=1, name="开工", due=date(2025, 6, 30), reason="改", by=cast.officer
        )
        revise(commitment=published, by=cast.officer, title="建食堂")
    with clock.at(before + timedelta(days=3)):
        for form in FORMS:
            assert HIDDEN not in seen(address_of(published, form, day=before))
        assert "开工" in seen(address_of(published, day=before))


def test_a_day_sees_no_later_figure(cast: Cast, published: Commitment) -> None:
    """A page for a day shows what was accepted by its end, if it is public now."""
    today = clock.today()
    with clock.at(today + timedelta(days=5)):
        released(cast, accepted_figure(cast, published, sentence="后来的数"))
    with clock.at(today + timedelta(days=6)):
        assert "后来的数" in seen(address_of(published))
        assert "后来的数" not in seen(address_of(published, day=today))


def test_a_change_stands_beside_what_was_promised_at_first(cast: Cast, published: Commitment) -> None:
    """Both targets, the status against each, and the change in the story; not the reason."""
    released(cast, accepted_figure(cast, published, month=12, value=Decimal(6)))
    said = {"part": Part.TARGET, "key": 1, "value": Decimal(6), "due": date(2025, 12, 31)}
    request = ask_change(commitment=published, reason=HIDDEN, by=cast.head, **said)
    decide_change(request=request, approved=True, reason=HIDDEN, by=cast.officer)
    one = told(published)
    assert one["status"] == "ahead"
    assert one["original"]["status"] == "behind"
    assert [row["value"] for row in one["original_targets"]] == ["8"]
    changed = [row for row in one["history"] if row["kind"] == "value"]
    assert [(row["before"], row["after"]) for row in changed] == [("8处", "6处")]
    page = seen(address_of(published))
    assert "目标由 8处 调整为 6处" in page
    assert HIDDEN not in page


def test_a_figure_found_untrue_stays_and_says_so(cast: Cast, published: Commitment) -> None:
    """What was published is not taken away silently."""
    released(cast, accepted_figure(cast, published))
    find(commitment=published, true=False, words=HIDDEN, part=Part.TARGET, key=1, by=cast.officer)
    page = seen(address_of(published))
    assert "后经抽查不实，不再计入" in page
    assert [row["counts"] for row in told(published)["figures"]] == [False]
    assert HIDDEN not in page


def test_a_figure_of_another_source_is_public_where_it_counts(cast: Cast, published: Commitment) -> None:
    """Released once on the page of its measure, it is shown with every promise that uses it."""
    measure = add_measure(place=cast.place, name="食堂数", source=cast.head.department, by=cast.officer)
    aims = ("measure", "comparator", "value", "unit", "basis", "direction", "start", "due")
    said = {name: getattr(published.targets.get(), name) for name in aims}
    set_target(commitment=published, key=1, shared=measure, reason="统一", by=cast.officer, **said)
    given_once = {"day": date(2025, 12, 31), "value": Decimal(5), "cumulative": True}
    row = report_measure(measure=measure, by=cast.head, **given_once)
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    assert told(published)["targets"][0]["share"] is None
    officer = at_desk(cast.officer)
    away = officer.post(f"/p/990101/figures/{row.pk}/release/", {"visibility": "public"})
    assert away.url == f"/p/990101/measures/{measure.pk}/"
    assert "谁能看这个数" in officer.get(away.url).content.decode()
    one = told(published)
    assert (one["targets"][0]["share"], one["figures"][0]["value"]) == ("0.625", "5")


def test_a_public_photograph_does_not_say_where_it_was_taken(cast: Cast, published: Commitment) -> None:
    """The public gets the copy, under a name that fits it; the office keeps the original."""
    row = attach(commitment=published, file=given("现场.tif", photo("TIFF")), by=cast.head)
    assert at_desk(None).get(f"{HOME}files/{row.pk}/").status_code == 404
    shown = release_file(evidence=row, visibility=Visibility.PUBLIC, by=cast.officer)
    response = at_desk(None).get(f"{HOME}files/{shown.pk}/")
    data = b"".join(response)
    response.close()
    assert CAMERA.encode() not in data
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Disposition"].endswith(".png")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    inside = at_desk(cast.officer).get(f"/p/990101/files/{shown.pk}/")
    assert CAMERA.encode() in b"".join(inside)
    inside.close()


def test_a_file_of_another_place_or_promise_is_not_public(cast: Cast, published: Commitment) -> None:
    """Neither through another place's address nor once its promise is internal again."""
    row = attach(commitment=published, file=given(), by=cast.head)
    shown = release_file(evidence=row, visibility=Visibility.PUBLIC, by=cast.officer)
    assert at_desk(None).get(f"/public/990102/files/{shown.pk}/").status_code == 404
    revise(commitment=published, by=cast.officer, visibility=Visibility.INTERNAL)
    assert at_desk(None).get(f"{HOME}files/{shown.pk}/").status_code == 404


def test_a_table_is_text_and_numbers(cast: Cast, published: Commitment) -> None:
    """No text becomes a formula; a number stays a number, with a sign too."""
    revise(commitment=published, by=cast.officer, title="=HYPERLINK(1)")
    released(cast, accepted_figure(cast, published, value=Decimal("-3.5"), sentence="@SUM(A1)"))
    (_, row) = csv.reader(io.StringIO(seen("/public/990101.csv").removeprefix("\ufeff")))
    assert row[2] == "'=HYPERLINK(1)"
    (_, row) = csv.reader(io.StringIO(seen(address_of(published, ".csv")).removeprefix("\ufeff")))
    assert (row[2], row[7]) == ("-3.5", "'@SUM(A1)")


def test_text_is_shown_as_text(cast: Cast, published: Commitment) -> None:
    """HTML in a title, a sentence, a file name."""
    revise(commitment=published, by=cast.officer, title="<img src=x>")
    released(cast, accepted_figure(cast, published, sentence="<script>alert(1)</script>"))
    row = attach(commitment=published, file=given("<b>照.jpg"), by=cast.head)
    release_file(evidence=row, visibility=Visibility.PUBLIC, by=cast.officer)
    for page in (seen(), seen(address_of(published))):
        assert "<img" not in page
        assert "<script>" not in page
        assert "<b>照" not in page


@pytest.mark.parametrize("day", ["x", "2025-02-30", "9999-12-31", "0001-01-01", "2025-06-30'--"])
def test_a_day_that_is_none_is_not_there(cast: Cast, published: Commitment, day: str) -> None:
    """A wrong day is no fault of the server."""
    for address in (HOME, "/public/990101.json", address_of(published), address_of(published, ".csv")):
        assert at_desk(None).get(f"{address}?as_of={day}").status_code == 404


def test_a_place_that_is_none_is_not_there(db: None) -> None:
    """Nor one with tricks in its code."""
    for address in ("/public/000000/", "/public/..%2F990101/", "/public/990101'/", "/public/000000.csv"):
        assert at_desk(None).get(address).status_code == 404


def test_public_pages_take_no_writes(cast: Cast, published: Commitment) -> None:
    """They are to be looked at."""
    assert at_desk(cast.officer).post(HOME, {}).status_code == 405
    assert at_desk(None).post(address_of(published), {}).status_code == 405


def test_the_decision_table_is_public(db: None) -> None:
    """Every row, as a page, as JSON, as a table."""
    rows = json.loads(seen("/public/status.json"))
    assert {"targets", "milestones"} == set(rows)
    page = seen("/public/status/")
    for row in rows["targets"] + rows["milestones"]:
        assert row["zh"] in page
    assert len(seen("/public/status.csv").splitlines()) == 1 + len(rows["targets"]) + len(rows["milestones"])


def test_public_pages_know_nobody(cast: Cast, published: Commitment) -> None:
    """Whoever has logged in sees the same bytes, and no query asks who it is."""
    for address in (HOME, address_of(published)):
        assert at_desk(cast.officer).get(address).content == at_desk(None).get(address).content
        assert "Cookie" not in at_desk(cast.officer).get(address).headers.get("Vary", "")


def test_a_stranger_turns_the_language(cast: Cast, published: Commitment) -> None:
    """By the switch on each page, which comes back to it; nothing else is kept of whoever looks."""
    browser = at_desk(None)
    page = f"{address_of(published)}?as_of=2030-01-02"
    answer = browser.get(page)
    assert "English" in answer.content.decode()
    assert not answer.cookies
    turned = browser.post("/public/language/", {"language": "en", "next": page})
    assert (turned.status_code, turned.url, [*turned.cookies]) == (302, page, ["django_language"])
    assert '<html lang="en">' in browser.get(page).content.decode()
    assert browser.post("/public/language/", {"next": "https://example.com/"}).url == "/"
    assert browser.get("/public/language/").status_code == 405


def test_a_public_page_asks_few_queries(cast: Cast, published: Commitment, report: Report) -> None:
    """Twelve at most, with nothing remembered, as many for many promises as for one."""
    addresses = [
        HOME,
        "/public/990101.json",
        "/public/990101.csv",
        *(address_of(published, form) for form in FORMS),
    ]
    few = [queries(address) for address in addresses]
    for row in report.commitments.all():
        said = {"state": State.CONFIRMED, "lead": cast.head.department, "visibility": Visibility.PUBLIC}
        revise(commitment=row, by=cast.officer, **said)
    for month in range(1, 7):
        released(cast, accepted_figure(cast, published, month=month))
        proof = attach(commitment=published, file=given(data=photo(shade=month)), by=cast.head)
        release_file(evidence=proof, visibility=Visibility.PUBLIC, by=cast.officer)
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 12


def queries(address: str) -> int:
    forget()
    with CaptureQueriesContext(connection) as asked:
        seen(address)
    return len(asked)
