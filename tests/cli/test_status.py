"""`luoshi status`: ledgers in, a table out."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from ledgers import (
    COMMITMENTS,
    HEAD,
    KEYS,
    PROGRESS,
    ROW,
    Saying,
    found,
    refused,
    status,
    write,
)

pytestmark = pytest.mark.usefixtures("ledgers")


def test_json_lines_carry_these_keys(said: Saying) -> None:
    lines = found(said)
    assert [list(line) for line in lines.values()] == [KEYS] * 5
    assert lines["A1"] == {
        "id": "A1",
        "status": "on_pace",
        "share": "0.5",
        "expected": "0.5",
        "reason": "进度不低于应有进度（应有进度按月推算） / no less than expected (expected month by month)",
        "stale": False,
        "reference_date": "2022-06-30",
    }
    assert {id_: line["status"] for id_, line in lines.items()} == {
        "A1": "on_pace",
        "A2": "behind",
        "A3": "on_pace",
        "A4": "on_pace",
        "A5": "on_pace",
    }
    assert (lines["A2"]["share"], lines["A2"]["expected"]) == (None, None)
    assert (lines["A4"]["stale"], lines["A4"]["reference_date"]) == (True, "2022-05-31")


def test_a_path_is_what_is_expected(said: Saying) -> None:
    line = found(said)["A5"]
    assert (line["share"], line["expected"]) == ("0.333333", "0.3")
    assert "按月" not in line["reason"]


def test_as_of_sees_what_had_been_recorded(said: Saying) -> None:
    assert found(said, as_of="2022-06-30")["A1"]["share"] == "0.5"
    assert found(said, as_of="2022-07-05")["A1"]["share"] == "0.9"
    assert found(said, as_of="2022-04-07")["A1"]["share"] == "0"


def test_milestones_are_parts_of_a_promise_or_all_of_it(said: Saying) -> None:
    lines = found(said, files=("c.csv", "p.csv", "m.csv"))
    assert lines["A1"]["status"] == "behind"
    assert lines["A1"]["reason"].startswith("开工：到期未完成的节点 / ")
    assert (lines["B1"]["status"], lines["B1"]["share"]) == ("on_pace", None)
    assert list(lines) == ["A1", "A2", "A3", "A4", "A5", "B1"]


def test_the_table_says_it_in_the_words_of_the_office(said: Saying) -> None:
    assert status() == 0
    heard = said()
    for words in ("A1", "达进度", "欠进度", "50.0%", "缺报", "2022-06-30"):
        assert words in heard.out
    [closing] = heard.lines
    assert closing.startswith("截至 2022-06-30，5 项：完成 0、超进度 0、达进度 4、其它 0、欠进度 1。")


def test_a_sheet_holds_the_same(ledgers: Path) -> None:
    assert status("-o", "状态.xlsx") == 0
    book = openpyxl.load_workbook("状态.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("编号", "状态", "完成", "应有", "依据", "基准日", "数据")
    assert rows[1][:4] == ("A1", "达进度", "50.0%", "50.0%")
    assert len(rows) == 6
    book.close()


def test_the_suffix_names_the_format() -> None:
    assert status("-o", "out.jsonl") == 0
    assert len([json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]) == 5
    assert status("-o", "out.txt", "--format", "jsonl") == 0
    assert Path("out.txt").read_bytes() == Path("out.jsonl").read_bytes()


def test_only_what_is_complete_is_a_hundred_percent(said: Saying) -> None:
    write("p.csv", "id,date,value,cumulative\nA5,2022-12-31,2999999999,true\n")
    assert status(as_of="2022-12-31") == 0
    out = said().out
    assert "99.9%" in out
    assert "100.0%" in out


def test_frequency_and_lag_are_optional_columns(said: Saying) -> None:
    rows = f"{HEAD},frequency,lag\n{ROW},quarter,20\n{ROW.replace('A1', 'A2')},,\n"
    write("c.csv", rows)
    write("p.csv", "id,date,value,cumulative\n")
    lines = found(said, as_of="2022-04-29")
    assert (lines["A1"]["stale"], lines["A1"]["status"]) == (False, "on_pace")
    assert (lines["A2"]["stale"], lines["A2"]["status"]) == (True, "behind")
    line = found(said, as_of="2022-04-30")["A1"]
    assert (line["stale"], line["reference_date"]) == (True, "2022-03-31")


def test_a_row_is_a_part_where_an_id_comes_twice(said: Saying) -> None:
    write("c.csv", f"{HEAD}\n{ROW}\n{ROW.replace('>=,10', '<=,5')}\n")
    write("p.csv", "id,date,value,cumulative\nA1,2022-06-30,6,true\n")
    line = found(said)["A1"]
    assert line["status"] == "behind"
    assert line["reason"].startswith("新建公厕：")


def test_figures_of_a_promise_with_two_measures_say_which_they_are_about(said: Saying) -> None:
    write("c.csv", f"{HEAD}\n{ROW}\n{ROW.replace('新建公厕', '改造公厕')}\n")
    write("p.csv", "id,date,value,cumulative\nA1,2022-06-30,6,true\n")
    assert refused(said) == [
        "p.csv 第 2 行 measure 列：请写明是哪个指标：新建公厕、改造公厕。 say which measure"
    ]
    write(
        "p.csv",
        "id,measure,date,value,cumulative\nA1,改造公厕,2022-06-30,1,true\nA1,新建公厕,2022-06-30,6,true\n",
    )
    line = found(said)["A1"]
    assert line["reason"].startswith("改造公厕：")
    assert line["share"] == "0.1"


def test_a_correction_is_a_new_row(said: Saying) -> None:
    head = "id,date,value,cumulative,recorded_at\n"
    write("p.csv", f"{head}A1,2022-06-30,9,true,2022-07-02T09:00\nA1,2022-06-30,5,true,2022-07-02T08:00\n")
    assert found(said, as_of="2022-07-02")["A1"]["share"] == "0.9"
    write("p.csv", f"{head}A1,2022-06-30,9,true,\nA1,2022-06-30,5,true,\n")
    [line] = refused(said)
    assert line.startswith("p.csv 第 3 行 value 列：与第 2 行同日不同数")


def test_a_moment_with_an_offset_is_a_day_of_local_time(said: Saying) -> None:
    write("p.csv", "id,date,value,cumulative,recorded_at\nA1,2022-05-31,9,true,2022-06-29T23:30:00Z\n")
    assert found(said, as_of="2022-06-29")["A1"]["share"] == "0"
    assert found(said, as_of="2022-06-30")["A1"]["share"] == "0.9"


def test_what_does_not_count_is_said(said: Saying) -> None:
    write(
        "c.csv",
        COMMITMENTS.replace(
            "growth,up,,2022-01-01,2022-12-31,", "growth,up,,2022-01-01,2022-12-31,2022-06-30:6"
        ),
    )
    write("p.csv", "id,date,value,cumulative\nA1,2021-12-31,9,true\n")
    assert status("--format", "jsonl") == 0
    heard = said()
    assert heard.objects[0]["share"] == "0"
    assert heard.lines[0].startswith("A2 的 path 未计入")
    assert heard.lines[1].startswith("p.csv 第 2 行早于承诺开始")


@pytest.mark.parametrize("name", ["c.csv", "p.csv", "m.csv"])
def test_a_byte_order_mark_and_crlf_are_fine(said: Saying, name: str) -> None:
    files = ("c.csv", "p.csv", "m.csv")
    before = found(said, files=files)
    text = Path(name).read_text("utf-8")
    Path(name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert found(said, files=files) == before


def test_what_a_spreadsheet_does_to_a_file_is_fine(said: Saying) -> None:
    before = found(said)
    write(
        "c.csv",
        COMMITMENTS.replace("2022-01-01", "2022/1/1").replace("2022-12-31,", "2022/12/31,")
        + ",,,,,,,,,,\n\n",
    )
    write("p.csv", PROGRESS.replace("true", "TRUE").replace("false", "FALSE"))
    assert found(said) == before


def test_formulas_markup_and_quotes_are_text(said: Saying) -> None:
    ids = ["=1+1", "'=1+1", "<b>x</b>", "[red]x[/red]", ":smile:", "@x"]
    write("c.csv", f"{HEAD}\n" + "".join(f"{ROW}\n".replace("A1", id_) for id_ in ids))
    write("p.csv", "id,date,value,cumulative\n'=1+1,2022-06-30,'10,true\n")
    assert status() == 0
    table = said().out
    lines = found(said)
    assert list(lines) == ["=1+1", "<b>x</b>", "[red]x[/red]", ":smile:", "@x"]
    assert all(id_ in table for id_ in lines)
    assert lines["=1+1"]["status"] == "done"
    assert status("-o", "out.xlsx") == 0
    book = openpyxl.load_workbook("out.xlsx")
    cells = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(id_, "s") for id_ in lines]
    book.close()
