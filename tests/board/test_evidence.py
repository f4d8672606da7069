"""Files as proof: who gives them, where they are shown, and what was used before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from cast import Cast, at_desk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from given_files import PDF, given, photo

from luoshi.board.actions import (
    attach,
    move,
    reach_milestone,
    release_figure,
    release_file,
    report_figure,
    revise,
    set_milestone,
    with_files,
)
from luoshi.board.models import Commitment, Evidence, Progress, Report, State, Step, Visibility
from luoshi.office import files
from luoshi.office.actions import Refused, place_of
from luoshi.office.audit import broken
from luoshi.office.models import File


@pytest.fixture
def led(cast: Cast, canteens: Commitment) -> Commitment:
    """The canteens, confirmed and led by the civil affairs office."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    return canteens


def figure(cast: Cast, commitment: Commitment, month: int = 3, value: int = 2) -> Progress:
    day = {3: date(2025, 3, 31), 6: date(2025, 6, 30)}[month]
    said = {"key": 1, "day": day, "value": Decimal(value), "cumulative": True}
    return report_figure(commitment=commitment, by=cast.reporter, **said)


def accepted(cast: Cast, row: Progress) -> Progress:
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    move(progress=row, step=Step.ACCEPTED, by=cast.officer)
    return row


def page_of(cast: Cast, commitment: Commitment) -> str:
    return at_desk(cast.officer).get(f"/p/990101/commitments/{commitment.pk}/").content.decode()


def test_a_figure_is_drafted_with_its_files(cast: Cast, led: Commitment) -> None:
    """Several at once, through the form; they are shown beside it and come back as they were given."""
    reporter = at_desk(cast.reporter)
    said = {"key": 1, "day": "2025-03-31", "value": "2", "cumulative": "true"}
    said["files"] = [given("开业.jpg"), given("验收.pdf", PDF)]
    assert reporter.post(f"/p/990101/commitments/{led.pk}/figures/", said).status_code == 302
    rows = [*led.evidence.order_by("pk")]
    assert [row.name for row in rows] == ["开业.jpg", "验收.pdf"]
    page = page_of(cast, led)
    assert "开业.jpg" in page
    assert "无附件" not in page
    response = at_desk(cast.leader).get(f"/p/990101/files/{rows[1].pk}/")
    assert b"".join(response) == PDF
    response.close()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_bad_file_keeps_the_whole_draft_back(cast: Cast, led: Commitment) -> None:
    """Nothing is half-written, and the page says which file it was."""
    said = {"key": 1, "day": "2025-03-31", "value": "2", "cumulative": "true"}
    said["files"] = [given("开业.jpg"), given("现场.jpg", b"MZ\x90")]
    response = at_desk(cast.reporter).post(f"/p/990101/commitments/{led.pk}/figures/", said)
    assert response.status_code == 409
    assert "现场.jpg" in response.content.decode()
    assert not Progress.objects.exists()
    assert not Evidence.objects.exists()
    assert not File.objects.exists()


@pytest.mark.parametrize("data", [b"", b"<script>alert(1)</script>"], ids=["empty", "page"])
def test_a_file_that_is_refused_is_one_line_on_the_page(cast: Cast, led: Commitment, data: bytes) -> None:
    """With its name as text, whatever stands in it."""
    said = {"files": given("<b>照片.jpg", data)}
    response = at_desk(cast.head).post(f"/p/990101/commitments/{led.pk}/files/", said)
    assert response.status_code == 409
    assert "&lt;b&gt;照片.jpg" in response.content.decode()


def test_files_are_asked_for_and_counted(cast: Cast, led: Commitment) -> None:
    """None, or more than an upload takes: the form says so."""
    head, address = at_desk(cast.head), f"/p/990101/commitments/{led.pk}/files/"
    assert head.post(address, {}).status_code == 400
    assert head.post(address, {"files": "no file"}).status_code == 400
    many = head.post(address, {"files": [given() for _ in range(21)]})
    assert "一次最多 20 个" in many.content.decode()


def test_a_figure_without_a_file_is_marked(cast: Cast, led: Commitment) -> None:
    """It may be submitted, and everybody sees that nothing shows it."""
    move(progress=figure(cast, led), step=Step.SUBMITTED, by=cast.head)
    assert "无附件" in page_of(cast, led)


def test_a_step_is_not_submitted_without_the_proof_that_it_names(cast: Cast, led: Commitment) -> None:
    """The line says what is asked for; with a file it goes."""
    set_milestone(commitment=led, name="开工", due=date(2025, 6, 30), proof="开工令", by=cast.officer)
    row = reach_milestone(commitment=led, key=1, day=date(2025, 5, 8), by=cast.reporter)
    with pytest.raises(Refused, match="开工令"):
        move(progress=row, step=Step.SUBMITTED, by=cast.head)
    assert "要附：开工令" in at_desk(cast.reporter).get(f"/p/990101/commitments/{led.pk}/").content.decode()
    attach(commitment=led, progress=row, file=given("开工令.pdf", PDF), by=cast.reporter)
    move(progress=row, step=Step.SUBMITTED, by=cast.head)


def test_a_draft_and_a_returned_figure_take_more_files(cast: Cast, led: Commitment) -> None:
    """A submitted one is under review, an accepted one keeps those that it has."""
    row = figure(cast, led)
    head, address = at_desk(cast.head), f"/p/990101/figures/{row.pk}/files/"
    assert head.post(address, {"files": given("一.jpg", photo(shade=1))}).status_code == 302
    move(progress=row, step=Step.SUBMITTED, by=cast.head)
    assert head.post(address, {"files": given("二.jpg", photo(shade=2))}).status_code == 409
    move(progress=row, step=Step.RETURNED, by=cast.officer, reason="缺照片")
    assert head.post(address, {"files": given("二.jpg", photo(shade=2))}).status_code == 302
    accepted(cast, row)
    with pytest.raises(Refused, match="另报一次"):
        attach(commitment=led, progress=row, file=given("三.jpg", photo(shade=3)), by=cast.officer)
    assert row.evidence.count() == 2


def test_who_takes_no_part_attaches_nothing(cast: Cast, led: Commitment) -> None:
    """The colleague's department neither leads nor supports, until it does."""
    with pytest.raises(Refused, match="不参与"):
        attach(commitment=led, file=given(), by=cast.colleague)
    with pytest.raises(Refused, match="本单位"):
        attach(commitment=led, progress=figure(cast, led), file=given(), by=cast.colleague)
    revise(commitment=led, by=cast.officer, supporting=["教育局"])
    attach(commitment=led, file=given(), by=cast.colleague)
    attach(commitment=led, file=given("现场.jpg", photo(shade=9)), by=cast.officer)
    assert "现场.jpg" in page_of(cast, led)
    assert list(broken()) == []


def test_a_figure_takes_no_file_through_another_commitment(
    cast: Cast, led: Commitment, report: Report
) -> None:
    """The figure belongs to one."""
    alleys = report.commitments.get(words__contains="背街小巷")
    revise(commitment=alleys, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    with pytest.raises(Refused, match="不属于"):
        attach(commitment=alleys, progress=figure(cast, led), file=given(), by=cast.head)


def test_a_file_used_before_is_recognised(cast: Cast, led: Commitment, report: Report) -> None:
    """Under another name, for another month, for another promise: each page names the others."""
    alleys = report.commitments.get(words__contains="背街小巷")
    revise(commitment=alleys, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    attach(commitment=led, progress=figure(cast, led), file=given("三月.jpg"), by=cast.reporter)
    later = figure(cast, led, month=6)
    attach(commitment=led, progress=later, file=given("六月.jpg"), by=cast.reporter)
    attach(commitment=alleys, file=given("小巷.jpg"), by=cast.head)
    assert File.objects.count() == 1
    own, other = page_of(cast, led), page_of(cast, alleys)
    assert f"此文件已用于 {led.code} 2025年3月" in own
    assert f"此文件已用于 {led.code} 2025年6月" in own
    assert f"此文件已用于 {alleys.code}" in own
    assert f"此文件已用于 {led.code} 2025年6月" in other
    with pytest.raises(Refused, match="已经附在这里"):
        attach(commitment=led, progress=later, file=given("又来.jpg"), by=cast.reporter)


def test_a_file_of_another_place_is_not_there(cast: Cast, led: Commitment) -> None:
    """Neither to look at nor to release; in one's own place the same file is another one."""
    row = attach(commitment=led, file=given(), by=cast.head)
    stranger = at_desk(cast.stranger)
    assert stranger.get(f"/p/990102/files/{row.pk}/").status_code == 404
    assert stranger.get(f"/p/990101/files/{row.pk}/").status_code == 403
    said = {"visibility": "public"}
    assert stranger.post(f"/p/990102/files/{row.pk}/release/", said).status_code == 404
    assert not File.objects.filter(place=place_of(code="990102", name="邻区")).exists()


def test_a_file_that_is_gone_from_the_disk_is_not_there(cast: Cast, led: Commitment) -> None:
    """A page that says so, no fault."""
    row = attach(commitment=led, file=given(), by=cast.head)
    files.path(row.file.sha256).unlink()
    assert at_desk(cast.officer).get(f"/p/990101/files/{row.pk}/").status_code == 404


def test_only_what_was_accepted_is_released(cast: Cast, led: Commitment) -> None:
    """A figure and its files; an embargo needs its day."""
    row = figure(cast, led)
    proof = attach(commitment=led, progress=row, file=given(), by=cast.reporter)
    for act in ({"progress": row}, {"evidence": proof}):
        release = release_figure if "progress" in act else release_file
        with pytest.raises(Refused, match="已采纳"):
            release(visibility=Visibility.PUBLIC, by=cast.officer, **act)
    accepted(cast, row)
    with pytest.raises(Refused, match="日期"):
        release_figure(progress=row, visibility=Visibility.EMBARGOED, by=cast.officer)
    release_figure(progress=row, visibility=Visibility.PUBLIC, by=cast.officer)
    shown = release_file(evidence=proof, visibility=Visibility.PUBLIC, by=cast.officer)
    assert (shown.name, shown.file, shown.visibility) == (proof.name, proof.file, Visibility.PUBLIC)
    assert list(broken()) == []


def test_the_office_releases_through_the_pages(cast: Cast, led: Commitment) -> None:
    """A figure and a file, each said to be public; wrong words get the form back."""
    row = figure(cast, led)
    proof = attach(commitment=led, progress=row, file=given("开业.jpg"), by=cast.reporter)
    accepted(cast, row)
    officer = at_desk(cast.officer)
    said = {"visibility": "embargoed", "until": "2030-01-01"}
    assert officer.post(f"/p/990101/figures/{row.pk}/release/", said).status_code == 302
    assert officer.post(f"/p/990101/files/{proof.pk}/release/", {"visibility": "public"}).status_code == 302
    assert officer.post(f"/p/990101/files/{proof.pk}/release/", {"visibility": "all"}).status_code == 400
    page = page_of(cast, led)
    assert "到期公开 2030-01-01" in page
    assert "附件 开业.jpg：公开" in page
    assert len(page.split("谁能看这个文件")) == 2, "one file, whatever was said of it"


def test_the_page_asks_few_queries_with_many_files(cast: Cast, led: Commitment) -> None:
    """Twelve at most, for the office and for whoever takes part."""
    row = figure(cast, led)
    for shade in range(12):
        attach(commitment=led, progress=row, file=given(f"{shade}.jpg", photo(shade=shade)), by=cast.reporter)
        attach(commitment=led, file=given(f"{shade}.jpg", photo(shade=shade)), by=cast.head)
    accepted(cast, row)
    release_figure(progress=row, visibility=Visibility.PUBLIC, by=cast.officer)
    for person in (cast.officer, cast.head):
        client = at_desk(person)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/p/990101/commitments/{led.pk}/").status_code == 200
        assert len(asked) <= 12


def test_a_figure_and_its_files_are_one_deed(cast: Cast, led: Commitment) -> None:
    """A file that is refused takes the figure with it."""
    said = {"key": 1, "day": date(2025, 3, 31), "value": Decimal(2), "cumulative": True}
    bad = [given("一.jpg"), given("二.jpg")]
    with pytest.raises(Refused, match="已经附在这里"):
        with_files(report_figure, commitment=led, files=bad, by=cast.reporter, **said)
    assert not Progress.objects.exists()
