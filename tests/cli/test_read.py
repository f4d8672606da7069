"""`luoshi read`: data goes to standard output, words to standard error, files are whole or absent."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import pytest
from conftest import files_in

from luoshi.cli import main
from luoshi.cli import read as read_module
from luoshi.cli.target import whole_file
from luoshi.reading.outputs import FORMATS


class _Streams:
    """What the last command wrote."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        out, err = capture.readouterr()
        self.out, self.lines = out.decode(), err.decode().splitlines()

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def _as_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def test_a_report_becomes_a_table_and_a_closing_line(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["read", "甲.txt", "--place", "青梧区", "--year", "2025"]) == 0
    said = _Streams(capsysbinary)
    assert said.out.startswith("青梧区2025年政府工作报告")
    assert "将建设路" in said.out
    assert "已建成桥" not in said.out
    [closing] = said.lines
    assert closing.startswith("1 份报告：承诺 2、结果 1、其他 0")
    assert "2 commitments, 1 results" in closing
    assert "1 leftovers" in closing


@pytest.mark.parametrize(
    ("only", "texts"),
    [
        ("commitments", ["将建设路", "将建设园"]),
        ("results", ["已建成桥"]),
        ("leftovers", ["#2+4"]),
        ("all", ["已建成桥", "将建设路", "#2+4", "将建设园"]),
    ],
)
def test_only_what_was_asked_for_is_listed(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], only: str, texts: list[str]
) -> None:
    assert main(["read", "甲.txt", "--only", only, "--format", "jsonl"]) == 0
    assert [each["text"] for each in _Streams(capsysbinary).objects] == texts


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_goes_to_a_pipe_and_to_a_file(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], format_name: str
) -> None:
    assert main(["read", "甲.txt", "--format", format_name]) == 0
    assert main(["read", "甲.txt", "--format", format_name, "-o", "out"]) == 0
    piped, filed = capsysbinary.readouterr().out, Path("out").read_bytes()
    assert piped[:2] == filed[:2]
    assert len(filed) > 40


def test_the_suffix_chooses_the_format(folder: Path) -> None:
    for suffix in ("xlsx", "csv", "jsonl", "html", "docx", "txt"):
        assert main(["read", "甲.txt", "-o", f"表.{suffix}"]) == 0
    assert openpyxl.load_workbook("表.xlsx").sheetnames == ["任务分解表"]
    assert len(list(csv.DictReader(io.StringIO(Path("表.csv").read_text("utf-8-sig"))))) == 2
    assert Path("表.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "将建设园" in Path("表.txt").read_text("utf-8")


def test_an_unknown_suffix_is_refused(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", "甲.txt", "-o", "表.xls"]) == 2
    assert _Streams(capsysbinary).lines == [
        "不认识后缀 .xls，请用 --format 指定格式。 Unknown suffix .xls: use --format."
    ]
    assert "表.xls" not in files_in(folder)


def test_a_folder_is_read_in_order_without_what_is_no_report(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["read", "各县", "--format", "jsonl"]) == 0
    sources = [each["source"] for each in _Streams(capsysbinary).objects]
    assert sources == ["2025/丁.docx", "2025/丙.HTML", "2025/乙.txt"]


def test_a_folder_without_reports_is_a_problem(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    Path("空文件夹").mkdir()
    assert main(["read", "空文件夹", "甲.txt"]) == 2
    assert "没有可读的文件" in _Streams(capsysbinary).lines[0]


def test_standard_input_is_read(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("将建设路".encode())))
    assert main(["read", "-", "--format", "jsonl"]) == 0
    [found] = _Streams(capsysbinary).objects
    assert (found["text"], found["source"]) == ("将建设路", "stdin")


def test_the_text_that_positions_refer_to_can_be_saved(folder: Path) -> None:
    Path("回车.txt").write_bytes("将建设路\r\n将建设园".encode())
    assert main(["read", "回车.txt", "--text-out", "文本.txt"]) == 0
    assert Path("文本.txt").read_bytes() == Path("回车.txt").read_bytes()


@pytest.mark.parametrize("files", [["甲.txt", "往年.txt"], ["各县"], ["甲.txt", "不在.txt"]])
def test_the_text_of_several_reports_cannot_be_saved(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], files: list[str]
) -> None:
    assert main(["read", *files, "--text-out", "文本.txt"]) == 2
    assert "--text-out" in _Streams(capsysbinary).lines[0]
    assert "文本.txt" not in files_in(folder)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("空.txt", "空.txt：空文件"),
        ("不在.txt", "找不到"),
        ("往年.txt", "没有找到计划部分"),
    ],
)
def test_a_bad_file_gets_one_line_and_leaves_no_output(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], file: str, words: str
) -> None:
    before = files_in(folder)
    assert main(["read", file, "-o", "表.xlsx", "--text-out", "文本.txt"]) == 2
    said = _Streams(capsysbinary)
    assert len(said.lines) == 1
    assert words in said.lines[0]
    assert said.out == ""
    assert files_in(folder) == before


def test_results_of_a_report_without_a_plan_can_be_read(folder: Path) -> None:
    assert main(["read", "往年.txt", "--only", "results"]) == 0


def test_one_bad_file_does_not_stop_the_others(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    Path("坏.txt").write_bytes(b"KeyError")
    files = ["空.txt", "甲.txt", "坏.txt", "不在.txt", "各县"]
    assert main(["read", *files, "--format", "jsonl"]) == 2
    said = _Streams(capsysbinary)
    assert len(said.objects) == 5
    assert [line.split(".txt")[0] for line in said.lines[:3]] == ["空", "坏", "不在"]
    assert "KeyError" in said.lines[1]
    assert "4 份报告，3 份失败" in said.lines[3]


def test_what_the_user_had_survives_an_error(folder: Path) -> None:
    Path("表.csv").write_text("旧", "utf-8")
    assert main(["read", "空.txt", "-o", "表.csv"]) == 2
    assert Path("表.csv").read_text("utf-8") == "旧"


def test_the_new_file_has_the_usual_permissions_and_an_old_one_keeps_its_own(folder: Path) -> None:
    Path("旧.csv").touch()
    Path("旧.csv").chmod(0o640)
    Path("新.csv").touch()
    usual = Path("新.csv").stat().st_mode
    Path("新.csv").unlink()
    for name in ("旧.csv", "新.csv"):
        assert main(["read", "甲.txt", "-o", name]) == 0
    assert Path("旧.csv").stat().st_mode & 0o777 == 0o640
    assert Path("新.csv").stat().st_mode == usual


def test_a_link_is_followed_and_a_device_is_not_replaced(folder: Path) -> None:
    Path("真.csv").touch()
    Path("链接.csv").symlink_to("真.csv")
    assert main(["read", "甲.txt", "-o", "链接.csv"]) == 0
    assert Path("链接.csv").is_symlink()
    assert Path("真.csv").stat().st_size > 0
    assert main(["read", "甲.txt", "--format", "csv", "-o", os.devnull]) == 0
    assert not Path(os.devnull).is_file()


def test_an_input_is_never_overwritten(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    before = Path("甲.txt").read_bytes()
    for options in (["-o", "甲.txt"], ["--text-out", "./甲.txt"], ["-o", "乙.txt", "--text-out", "乙.txt"]):
        assert main(["read", "甲.txt", *options]) == 2
    assert Path("甲.txt").read_bytes() == before
    assert len(_Streams(capsysbinary).lines) == 3


@pytest.mark.parametrize("out", ["没有/表.csv", "各县"])
def test_an_output_that_cannot_be_written_is_said_in_one_line(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], out: str
) -> None:
    assert main(["read", "甲.txt", "--format", "csv", "-o", out]) == 2
    [line] = _Streams(capsysbinary).lines
    assert out in line


@pytest.mark.parametrize("format_name", ["xlsx", "docx"])
def test_a_screen_gets_no_office_file(
    folder: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    format_name: str,
) -> None:
    _as_screen(monkeypatch)
    assert main(["read", "甲.txt", "--format", format_name]) == 2
    said = _Streams(capsysbinary)
    assert said.out == ""
    assert len(said.lines) == 1
    assert "-o" in said.lines[0]


def test_progress_is_shown_only_to_somebody_who_watches(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert main(["read", "各县", "-o", "表.csv"]) == 0
    assert len(_Streams(capsysbinary).lines) == 1
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["read", "各县", "-o", "表.csv"]) == 0
    assert "reading" in "".join(_Streams(capsysbinary).lines)


@pytest.mark.parametrize("arguments", [["--year", "22"], ["--only", "promises"], ["--format", "pdf"], []])
def test_a_wrong_option_ends_with_status_2(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", *arguments, *(["甲.txt"] if arguments else [])])
    assert ended.value.code == 2


def test_ctrl_c_leaves_no_file_and_no_traceback(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    before = files_in(folder)
    monkeypatch.setattr("luoshi.reading.outputs.xlsx.XlsxWriter.close", interrupt)
    assert main(["read", "甲.txt", "-o", "表.xlsx", "--text-out", "文本.txt"]) == 130
    assert files_in(folder) == before
    assert "Traceback" not in "".join(_Streams(capsysbinary).lines)


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"

    def write(stream: BinaryIO) -> None:
        stream.write(b"half")
        assert not path.exists()

    with whole_file(path) as stream:
        write(stream)
    assert path.read_bytes() == b"half"
    with pytest.raises(ZeroDivisionError), whole_file(path) as stream:
        raise ZeroDivisionError
    assert files_in(tmp_path) == ["表.csv"]


def test_every_suffix_names_a_format_that_there_is() -> None:
    assert set(read_module._SUFFIXES.values()) == set(FORMATS)
