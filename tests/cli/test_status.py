"""`luoshi status`: ledgers in, a table out; what is wrong is named, and then nothing is written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luoshi.cli import main


@dataclass
class Said:
    """What the command wrote since one last asked."""

    out: str
    lines: list[str]

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Saying = Callable[[], Said]

COMMITMENTS = """\
id,measure,comparator,value,unit,basis,direction,baseline,start,due,path
A1,新建公厕,>=,10,座,amount,up,,2022-01-01,2022-12-31,
A2,地区生产总值,>=,6.5,%,growth,up,,2022-01-01,2022-12-31,
A3,城镇化率,>=,70,%,level,up,68,2022-01-01,2022-12-31,
A4,登记失业率,<=,4,%,level,,,2022-01-01,2022-12-31,
A5,固定资产投资,>=,"3,000,000,000",元,amount,up,,2022-01-01,2022-12-31,2022-03-31:300000000;2022-06-30:900000000
"""
PROGRESS = """\
id,date,value,cumulative,recorded_at
A1,2022-03-31,2,false,2022-04-08
A1,2022-06-30,4,false,2022-07-05
A1,2022-06-30,3,false,2022-06-30
A2,2022-06-30,6.1,true,2022-06-30
A3,2022-06-30,69,true,
A4,2022-03-31,3.5,true,2022-04-20
A5,2022-06-30,1000000000,true,2022-06-30
"""
MILESTONES = """\
id,milestone,due,accepted_at
A1,选址,2022-03-31,2022-03-20
A1,开工,2022-06-30,
B1,方案,2022-03-31,2022-03-31
B1,获批,2022-12-31,
"""
KEYS = ["id", "status", "share", "expected", "reason", "stale", "reference_date"]
HEAD = COMMITMENTS.splitlines()[0]
ROW = "A1,新建公厕,>=,10,座,amount,up,,2022-01-01,2022-12-31,"


@pytest.fixture
def said(capsysbinary: pytest.CaptureFixture[bytes]) -> Saying:
    """What the command has said."""

    def ask() -> Said:
        out, err = capsysbinary.readouterr()
        return Said(out.decode(), err.decode().splitlines())

    return ask


@pytest.fixture(autouse=True)
def ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the three ledgers in it."""
    monkeypatch.chdir(tmp_path)
    write("c.csv", COMMITMENTS)
    write("p.csv", PROGRESS)
    write("m.csv", MILESTONES)
    return tmp_path


def write(name: str, words: str) -> None:
    Path(name).write_text(words, "utf-8", newline="")


def status(*more: str, files: tuple[str, ...] = ("c.csv", "p.csv"), as_of: str = "2022-06-30") -> int:
    return main(["status", *files, "--as-of", as_of, *more])


def found(said: Saying, **changes: Any) -> dict[str, dict[str, Any]]:
    """Each commitment's line, by its id."""
    assert status("--format", "jsonl", **changes) == 0
    return {line["id"]: line for line in said().objects}


def refused(said: Saying, *more: str, **changes: Any) -> list[str]:
    """What was said, of ledgers that are no good: nothing was written."""
    before = sorted(os.listdir())
    assert status("-o", "out.jsonl", *more, **changes) == 2
    heard = said()
    assert heard.out == ""
    assert sorted(os.listdir()) == before
    return list(heard.lines)


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


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("id", "", "id 列：不能为空"),
        ("id", "A\x001", "id 列：“A\x001”含有控制字符".replace("\x00", " ")),
        ("measure", "\x1b[31m", "measure 列：“ [31m”含有控制字符"),
        ("measure", "长" * 10_001, "measure 列：太长"),
        ("comparator", "≥≥", "comparator 列：“≥≥”应为 >= > = <= < ~ 之一"),
        ("comparator", "", "comparator 列：“”应为"),
        ("value", "十座", "value 列：“十座”不是数字"),
        ("value", "", "value 列：“”不是数字"),
        ("value", "1e999", "value 列：“1e999”不是数字"),
        ("value", "NaN", "value 列：“NaN”不是数字"),
        ("value", "1_0", "value 列：“1_0”不是数字"),
        ("value", '"3,5"', "value 列：“3,5”不是数字"),
        ("value", "9" * 40, "value 列：“999999999999999999999999999999”不是数字"),
        ("basis", "total", "basis 列：“total”应为 amount level growth change 之一"),
        ("direction", "left", "direction 列：“left”应为 up down 之一"),
        ("baseline", "x", "baseline 列：“x”不是数字"),
        ("start", "2022-02-30", "start 列：“2022-02-30”不是日期"),
        ("start", "", "start 列：“”不是日期"),
        ("due", "年底", "due 列：“年底”不是日期"),
        ("due", "2021-12-31", "due 列：到期早于开始"),
        ("path", "2022-06-30", "path 列：“”不是数字"),
        ("path", "2022-06-30:5;2022-03-31:2", "path 列：节点日期应从早到晚"),
        ("path", "2022-06-30:5;2022-06-30:6", "path 列：节点日期应从早到晚"),
        ("frequency", "weekly", "frequency 列：“weekly”应为 month quarter year 之一"),
        ("lag", "-1", "lag 列：“-1”不是天数"),
        ("lag", "99999", "lag 列：“99999”不是天数"),
    ],
)
def test_a_bad_cell_of_the_commitments_is_named(said: Saying, column: str, cell: str, words: str) -> None:
    names = [*HEAD.split(","), "frequency", "lag"]
    cells = dict(zip(names, [*ROW.split(","), "month", "0"], strict=True)) | {column: cell}
    write("c.csv", f"{','.join(names)}\n{','.join(cells.values())}\n")
    [line] = refused(said)
    assert line.startswith(f"c.csv 第 2 行 {words}")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Z9,2022-06-30,1,true,", "id 列：承诺表里没有编号“Z9”"),
        (",2022-06-30,1,true,", "id 列：承诺表里没有编号“”"),
        ("A1,2022-6-31,1,true,", "date 列：“2022-6-31”不是日期"),
        ("A1,2022-06-30extra,1,true,", "date 列：“2022-06-30extra”不是日期"),
        ("A1,2022-06-30,1e999,true,", "value 列：“1e999”不是数字"),
        ("A1,2022-06-30,1,maybe,", "cumulative 列：“maybe”应为 true"),
        ("A1,2022-06-30,1,,", "cumulative 列：“”应为 true"),
        ("A1,2022-06-30,1,true,soon", "recorded_at 列：“soon”不是日期"),
        (
            "A1,2022-06-30,1,true,0001-01-01T00:00:00+14:00",
            "recorded_at 列：“0001-01-01T00:00:00+14:00”不是日期",
        ),
        ("A1,2022-06-30,1,200,true,2022-06-30", "6 列：比表头多出一格"),
    ],
)
def test_a_bad_row_of_the_progress_is_named(said: Saying, row: str, words: str) -> None:
    write("p.csv", f"id,date,value,cumulative,recorded_at\nA1,2022-05-31,1,true,\n{row}\n")
    assert any(line.startswith(f"p.csv 第 3 行 {words}") for line in refused(said))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",开工,2022-06-30,", "id 列：不能为空"),
        ("A1,,2022-06-30,", "milestone 列：不能为空"),
        ("A1,开工,,", "due 列：“”不是日期"),
        ("A1,开工,2022-06-30,是", "accepted_at 列：“是”不是日期"),
    ],
)
def test_a_bad_row_of_the_milestones_is_named(said: Saying, row: str, words: str) -> None:
    write("m.csv", f"id,milestone,due,accepted_at\n{row}\n")
    [line] = refused(said, files=("c.csv", "p.csv", "m.csv"))
    assert line.startswith(f"m.csv 第 2 行 {words}")


@pytest.mark.parametrize("name", ["c.csv", "p.csv", "m.csv"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "{} 找不到"),
        (b"", "{} 缺少列 id"),
        (b"\xef\xbb\xbf", "{} 缺少列 id"),
        ("id,名称\nA1,x\n".encode(), "{} 缺少列"),
        ("id,承诺".encode("gb18030"), "{} 不是 UTF-8"),
        ("id,承诺".encode("utf-16"), "{} 不是 UTF-8"),
        (b"id," * 200_000, "{} 缺少列"),
        (b'"' + b"x" * 200_000 + b'"\n', "{} 第 1 行不是 CSV"),
        (b"PK\x03\x04\x14\x00\x08\x00", "{} 缺少列"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(
    said: Saying, name: str, content: bytes | None, words: str
) -> None:
    if content is None:
        os.remove(name)
    else:
        Path(name).write_bytes(content)
    [line] = refused(said, files=("c.csv", "p.csv", "m.csv"))
    assert line.startswith(words.format(name))


@pytest.mark.parametrize("name", ["c.csv", "p.csv", "m.csv"])
def test_a_column_that_comes_twice_is_refused(said: Saying, name: str) -> None:
    head, _, rest = Path(name).read_text("utf-8").partition("\n")
    write(name, f"{head},id\n{rest}")
    assert refused(said, files=("c.csv", "p.csv", "m.csv")) == [
        f"{name} 的列 id 出现两次，请删去一列。 {name} has the columns id twice."
    ]


def test_a_folder_is_no_ledger(said: Saying) -> None:
    os.mkdir("folder")
    [line] = refused(said, files=("folder", "p.csv"))
    assert line.startswith("folder 读写失败")


def test_a_ledger_that_never_ends_is_refused(said: Saying) -> None:
    [line] = refused(said, files=("/dev/zero", "p.csv"))
    assert line.startswith("zero 太大")


def test_without_a_commitment_there_is_nothing_to_judge(said: Saying) -> None:
    write("c.csv", f"{HEAD}\n")
    assert refused(said) == ["c.csv 没有一行承诺，请填写。 c.csv has no commitment."]


def test_without_figures_and_milestones_everything_is_still_judged(said: Saying) -> None:
    write("p.csv", "id,date,value,cumulative\n")
    write("m.csv", "id,milestone,due,accepted_at\n")
    lines = found(said, files=("c.csv", "p.csv", "m.csv"))
    assert {line["status"] for line in lines.values()} == {"behind"}
    assert all(line["stale"] for line in lines.values())


def test_of_many_bad_rows_twenty_are_named_and_the_rest_counted(said: Saying) -> None:
    rows = [f"A1,2022-06-30,{'x' if n % 100 == 7 else 1},false," for n in range(5000)]
    write("p.csv", "id,date,value,cumulative,recorded_at\n" + "\n".join(rows) + "\n")
    lines = refused(said)
    assert len(lines) == 21
    assert lines[0].startswith("p.csv 第 9 行 value 列")
    assert lines[19].startswith("p.csv 第 1909 行 value 列")
    assert lines[20] == "还有 30 处。 30 more."


def test_five_thousand_good_rows_are_judged(said: Saying) -> None:
    write("p.csv", "id,date,value,cumulative\n" + "A5,2022-06-30,200000,false\n" * 5000)
    assert found(said)["A5"]["share"] == "0.333333"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(said: Saying) -> None:
    two_lines, bad = ROW.replace("新建公厕", '"新建\n公厕"'), ROW.replace("10", "x")
    write("c.csv", f"{HEAD}\n\n{two_lines}\n,,,,,,,,,,\n{bad}\n")
    [line] = refused(said)
    assert line.startswith("c.csv 第 5 行 value 列")


def test_all_that_is_wrong_with_a_row_is_said_at_once(said: Saying) -> None:
    write("c.csv", f"{HEAD}\n,,,x,,,,,bad,,\n")
    assert [line.split(" ")[4] for line in refused(said)] == [
        "id",
        "comparator",
        "value",
        "basis",
        "start",
        "due",
    ]


def test_huge_and_tiny_numbers_are_judged(said: Saying) -> None:
    write("c.csv", f"{HEAD}\n{ROW.replace(',10,', ',1e-30,')}\n")
    write("p.csv", "id,date,value,cumulative\nA1,2022-06-30,1e30,true\n")
    assert found(said)["A1"]["share"] == "1" + "0" * 60
    write("p.csv", "id,date,value,cumulative\nA1,2022-06-30,-1e30,true\n")
    assert found(said)["A1"]["share"] == "-1" + "0" * 60
    assert status() == 0


@pytest.mark.parametrize("name", ["c.csv", "p.csv", "m.csv"])
def test_a_ledger_is_never_overwritten(said: Saying, name: str) -> None:
    before = Path(name).read_bytes()
    assert status("-o", f"./{name}", files=("c.csv", "p.csv", "m.csv")) == 2
    assert "不能覆盖" in said().lines[0]
    assert Path(name).read_bytes() == before


def test_a_file_that_cannot_be_written_is_said(said: Saying) -> None:
    assert status("-o", "没有/状态.xlsx") == 2
    assert "找不到" in said().lines[0]


def test_a_fault_while_writing_leaves_the_old_file(ledgers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("out.jsonl", "旧")
    before = sorted(os.listdir())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("luoshi.cli.standings.json.dumps", full)
    assert status("-o", "out.jsonl") == 2
    assert Path("out.jsonl").read_text("utf-8") == "旧"
    assert sorted(os.listdir()) == before


def test_a_full_disk_behind_a_pipe_is_said() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    assert status("-o", "/dev/full") == 2


@pytest.mark.parametrize("as_of", ["2022-02-30", "heute", "20220630", ""])
def test_a_bad_day_is_refused(said: Saying, as_of: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        status(as_of=as_of)
    assert stopped.value.code == 2
    assert "不是日期" in "".join(said().lines)
