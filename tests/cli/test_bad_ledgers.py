"""What is wrong with a ledger is named, and then nothing is written; what is only odd is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from ledgers import (
    HEAD,
    ROW,
    Saying,
    found,
    refused,
    status,
    write,
)

pytestmark = pytest.mark.usefixtures("ledgers")


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
