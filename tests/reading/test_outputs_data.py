"""JSON lines and CSV: everything that was read, for other programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from output_reports import commitments, everything, malicious, report, written

from luoshi.reading.model import Item, Quantity, Report
from luoshi.reading.outputs.csv import COLUMNS, guarded
from luoshi.reading.outputs.schema import FIELDS

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OWN_WORDS = {f"quantity.{name}" for name in ("comparator", "value", "low", "high")}
exact_decimals = st.decimals(allow_nan=False, allow_infinity=False)


def _objects(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.decode().splitlines()]


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_line_has_the_fields_of_the_schema_in_their_order() -> None:
    source = report()
    found = _objects(written("jsonl", (source, commitments(source))))
    assert [list(each) for each in found] == [list(FIELDS)] * 5
    assert [each["id"] for each in found] == ["b1", "b2", "c1", "b3", "c2"]
    assert found[0]["quantity"] is None
    assert found[0]["source"] == "青梧区_2025.txt"
    assert (found[0]["place"], found[0]["year"]) == ("青梧区", 2025)


def test_a_quantity_is_exact_and_its_spans_are_pairs() -> None:
    source = report()
    by_id = {each.get("id"): each for each in _objects(written("jsonl", (source, everything(source))))}
    assert by_id["b3"]["quantity"]["value"] == "3000000000"
    assert by_id["b3"]["quantity"]["low"] is None
    assert by_id["c2"]["quantity"]["low"] == "3"
    assert "".join(source.text[a:b] for a, b in by_id["c1"]["spans"]) == "改造老旧小区40万平方米"


def test_a_leftover_says_why_it_is_no_item() -> None:
    source = report()
    [leftover] = _objects(written("jsonl", (source, list(source.leftovers))))
    assert leftover == {
        "kind": "leftover",
        "text": "2+4",
        "spans": [list(source.leftovers[0].spans[0])],
        "reason": "name",
        "section": ["二、今年工作"],
        "sentence": "建设“2+4”产业体系",
        "quantity": None,
        "source": "青梧区_2025.txt",
    }


def test_chinese_stays_readable_and_nothing_comes_of_nothing() -> None:
    source = report()
    assert "产业园".encode() in written("jsonl", (source, commitments(source)))
    assert written("jsonl") == b""


@given(exact_decimals, st.none() | exact_decimals)
def test_values_survive_the_round_trip_without_exponent(value: Decimal, high: Decimal | None) -> None:
    amount = Quantity("x", [(0, 1)], value, "元", low=value, high=high)
    source = Report("s", "x", items=[Item("i", "commitment", [], "x", "x", [(0, 1)], amount)])
    [found] = _objects(written("jsonl", (source, source.items)))
    assert Decimal(found["quantity"]["value"]) == value
    assert "e" not in found["quantity"]["value"].lower()
    assert found["quantity"]["high"] is None if high is None else Decimal(found["quantity"]["high"]) == high


@given(st.text(st.characters(), min_size=1))
def test_any_text_survives_in_jsonl(text: str) -> None:
    """Half surrogates and line separators too: each object stays on its line."""
    source = Report("s", text, items=[Item("i", "commitment", [text], text, text, [(0, len(text))])])
    [line] = written("jsonl", (source, source.items)).rstrip(b"\n").split(b"\n")
    assert json.loads(line)["text"] == text


def test_csv_has_dotted_names_and_opens_in_excel() -> None:
    source = report()
    data = written("csv", (source, everything(source)), (source, commitments(source)))
    assert data.startswith("\ufeff".encode())
    assert data.count("\ufeff".encode()) == 1
    found = _rows(data)
    assert list(found[0]) == COLUMNS
    assert len(found) == 8 + 5
    two_pieces = next(row for row in found if row["id"] == "c1")
    assert two_pieces["quantity.value"] == "400000"
    assert two_pieces["spans"] == ";".join(f"{a}-{b}" for a, b in source.items[4].spans)
    unsure = next(row for row in found if row["id"] == "c2")
    assert (unsure["unsure"], unsure["members"], unsure["quantity.high"]) == ("true", "甲；乙", "5")
    assert next(row for row in found if row["kind"] == "leftover")["reason"] == "name"
    assert next(row for row in found if row["id"] == "a1")["quantity.comparator"] == "="


def test_a_csv_without_rows_has_its_header() -> None:
    assert written("csv").decode("utf-8-sig").splitlines() == [",".join(COLUMNS)]


@pytest.mark.parametrize("start", _FORMULA_STARTS)
def test_no_csv_cell_of_the_report_can_become_a_formula(start: str) -> None:
    source = malicious(start)
    for row in _rows(written("csv", (source, everything(source)))):
        texts = {name: cell for name, cell in row.items() if name not in _OWN_WORDS}
        assert not any(cell.startswith(_FORMULA_STARTS) for cell in texts.values())
        assert row["text"].removeprefix("'") == source.text


@given(st.text())
def test_a_guarded_cell_can_be_read_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(_FORMULA_STARTS)
    assert (cell[1:] if cell.startswith("'") else cell) == text
