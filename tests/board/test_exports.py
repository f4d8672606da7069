"""The board as a table and for programs."""

from __future__ import annotations

import csv
import io
import json

from cast import Cast, at_desk

from luoshi.board.actions import import_report, revise
from luoshi.board.models import Commitment, State
from luoshi.reading import Document


def test_the_table_has_a_row_for_each_target(cast: Cast, canteens: Commitment) -> None:
    """With the value as it was said, and who leads."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED, lead=cast.head.department)
    response = at_desk(cast.officer).get("/p/990101/board.csv")
    assert response.headers["Content-Disposition"].startswith("attachment")
    head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    said = dict(zip(head, row, strict=True))
    assert (said["目标"], said["计量单位"], said["期限"]) == ("8", "处", "2025-12-31")
    assert said["牵头单位"] == "民政局"


def test_a_title_cannot_become_a_formula(cast: Cast) -> None:
    """What begins as a formula is text in the table."""
    text = "二、2025年主要任务\n新建社区公园5座。"
    report = import_report(place=cast.place, document=Document("a.txt", text), year=2025, by=cast.officer)
    commitment = report.commitments.get()
    revise(commitment=commitment, by=cast.officer, state=State.CONFIRMED, title='=HYPERLINK("http://x")')
    table = at_desk(cast.officer).get("/p/990101/board.csv").content.decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(table))
    assert not row[2].startswith("=")
    assert "HYPERLINK" in row[2]


def test_programs_get_numbers_as_decimal_strings(cast: Cast, canteens: Commitment) -> None:
    """And the status with the row of the decision table that gave it."""
    revise(commitment=canteens, by=cast.officer, state=State.CONFIRMED)
    said = json.loads(at_desk(cast.leader).get("/p/990101/board.json").content)
    (commitment,) = said["commitments"]
    (target,) = commitment["targets"]
    assert (target["value"], target["comparator"], target["unit"]) == ("8", "=", "处")
    assert commitment["status"] == "behind"
    assert commitment["words"] == canteens.words
    assert commitment["share"] == "0"
