"""What pages do with size, with bad input, and with text from outside."""

from __future__ import annotations

import pytest
from cast import Cast, at_desk

from luoshi.board.actions import import_report, revise
from luoshi.board.models import Commitment, State
from luoshi.reading import Document


def test_text_from_outside_is_shown_as_text(cast: Cast) -> None:
    """HTML in a report, in a title, in a file name stays text."""
    text = "二、2025年主要任务\n新建<script>alert(1)</script>公园5座。"
    report = import_report(
        place=cast.place, document=Document("<b>名</b>.txt", text), year=2025, by=cast.officer
    )
    commitment = report.commitments.get()
    revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED, title="<img src=x>")
    client = at_desk(cast.officer)
    for url in ("", "reports/", f"reports/{report.pk}/", f"commitments/{commitment.pk}/"):
        page = client.get(f"/p/990101/{url}").content.decode()
        assert "<script>" not in page
        assert "<img src=x>" not in page
        assert "<b>名" not in page


def test_another_day_keeps_what_was_chosen(cast: Cast, canteens: Commitment) -> None:
    """The form for the day carries the words looked for, and nothing but what stands in the address."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    page = at_desk(cast.officer).get("/p/990101/?words=%22食堂&page=2&as_of=2025-12-31").content.decode()
    form = page[page.index('class="asof"') : page.index("</form>", page.index('class="asof"'))]
    assert '<input type="hidden" name="words" value="&quot;食堂">' in form
    assert form.count('type="hidden"') == 1


@pytest.mark.parametrize("as_of", ["x", "2022-13-01", "20220630", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_no_fault(cast: Cast, as_of: str) -> None:
    """A wrong day in the address is a page that is not there, or an empty board, never a fault."""
    assert at_desk(cast.officer).get(f"/p/990101/?as_of={as_of}").status_code in (200, 404)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"key": "x", "day": "y", "value": "z", "cumulative": "maybe"},
        {"key": "1", "day": "2025-06-30", "value": "1e400", "cumulative": "true"},
        {"key": "1", "day": "2025-06-30", "value": "NaN", "cumulative": "true"},
        {"key": "99999999999999999999", "day": "2025-06-30", "value": "1", "cumulative": "true"},
    ],
)
def test_a_figure_that_is_none_is_refused(cast: Cast, canteens: Commitment, said: dict[str, str]) -> None:
    """Wrong types and huge numbers get the form back with the fault named."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    response = at_desk(cast.head).post(f"/p/990101/commitments/{canteens.pk}/figures/", said)
    assert response.status_code in (400, 409)
    assert not canteens.progress.exists()
