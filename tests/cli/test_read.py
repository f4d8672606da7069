"""`luoshi read`: data goes to standard output, words to standard error, files are whole or absent."""

from __future__ import annotations

import csv
import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pytest
from command import Hear
from report_files import COMMITMENTS, LEFTOVERS, PROMISE, RESULTS, files_in

from luoshi.cli import main
from luoshi.cli import read as read_module
from luoshi.cli.target import whole_file
from luoshi.reading import page
from luoshi.reading.outputs import FORMATS


def test_a_report_becomes_a_table_and_a_closing_line(folder: Path, hear: Hear) -> None:
    assert main(["read", "甲.txt", "--place", "青梧区", "--year", "2025"]) == 0
    said = hear()
    assert said.out.startswith("青梧区2025年政府工作报告")
    assert all(text in said.out for text in COMMITMENTS)
    assert RESULTS[0] not in said.out
    [closing] = said.lines
    assert closing.startswith("1 份报告：承诺 3、结果 1、其他 0")
    assert "3 commitments, 1 results" in closing
    assert "6 leftovers" in closing


@pytest.mark.parametrize(
    ("only", "texts"),
    [
        ("commitments", COMMITMENTS),
        ("results", RESULTS),
        ("leftovers", LEFTOVERS),
        ("all", [*LEFTOVERS[:2], *RESULTS, *LEFTOVERS[2:4], *COMMITMENTS, *LEFTOVERS[4:]]),
    ],
)
def test_only_what_was_asked_for_is_listed(folder: Path, hear: Hear, only: str, texts: list[str]) -> None:
    assert main(["read", "甲.txt", "--only", only, "--format", "jsonl"]) == 0
    assert [each["text"] for each in hear().objects] == texts


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_goes_to_a_pipe_and_to_a_file(folder: Path, hear: Hear, format_name: str) -> None:
    assert main(["read", "甲.txt", "--format", format_name]) == 0
    assert main(["read", "甲.txt", "--format", format_name, "-o", "out"]) == 0
    piped, filed = hear().bytes, Path("out").read_bytes()
    assert piped[:2] == filed[:2]
    assert len(filed) > 40


def test_the_suffix_chooses_the_format(folder: Path) -> None:
    for suffix in ("xlsx", "csv", "jsonl", "html", "docx", "txt"):
        assert main(["read", "甲.txt", "-o", f"表.{suffix}"]) == 0
    assert openpyxl.load_workbook("表.xlsx").sheetnames == ["任务分解表"]
    rows = csv.DictReader(io.StringIO(Path("表.csv").read_text("utf-8-sig")))
    assert len(list(rows)) == len(COMMITMENTS)
    assert Path("表.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert COMMITMENTS[-1] in Path("表.txt").read_text("utf-8")


def test_an_unknown_suffix_is_refused(folder: Path, hear: Hear) -> None:
    assert main(["read", "甲.txt", "-o", "表.xls"]) == 2
    assert hear().lines == ["不认识后缀 .xls，请用 --format 指定格式。 Unknown suffix .xls: use --format."]
    assert "表.xls" not in files_in(folder)


def test_a_folder_is_read_in_order_without_what_is_no_report(folder: Path, hear: Hear) -> None:
    assert main(["read", "各县", "--format", "jsonl"]) == 0
    found = [(each["source"], each["text"]) for each in hear().objects]
    assert found == [(f"2025/{name}", PROMISE.rstrip("。")) for name in ("丁.docx", "丙.HTML", "乙.txt")]


def test_the_text_that_positions_refer_to_can_be_saved(folder: Path) -> None:
    Path("回车.txt").write_bytes(f"{PROMISE}\r\n{PROMISE}".encode())
    assert main(["read", "回车.txt", "--text-out", "文本.txt"]) == 0
    assert Path("文本.txt").read_bytes() == Path("回车.txt").read_bytes()


@pytest.mark.parametrize("files", [["甲.txt", "往年.txt"], ["各县"], ["甲.txt", "不在.txt"]])
def test_the_text_of_several_reports_cannot_be_saved(folder: Path, hear: Hear, files: list[str]) -> None:
    assert main(["read", *files, "--text-out", "文本.txt"]) == 2
    assert "--text-out" in hear().lines[0]
    assert "文本.txt" not in files_in(folder)


def test_results_of_a_report_without_a_plan_can_be_read(folder: Path, hear: Hear) -> None:
    assert main(["read", "往年.txt", "--only", "results", "--format", "jsonl"]) == 0
    assert [each["kind"] for each in hear().objects] == ["result"] * 4


def test_a_fault_of_our_own_does_not_stop_the_others(
    folder: Path, hear: Hear, monkeypatch: pytest.MonkeyPatch
) -> None:
    repair = page.repair

    def faulty(text: str) -> page.Page:
        if text == "坏":
            raise KeyError("a bug")
        return repair(text)

    monkeypatch.setattr(page, "repair", faulty)
    Path("坏.txt").write_text("坏", "utf-8")
    files = ["空.txt", "甲.txt", "坏.txt", "不在.txt", "各县"]
    assert main(["read", *files, "--format", "jsonl"]) == 2
    said = hear()
    assert len(said.objects) == len(COMMITMENTS) + 3
    assert [line.lstrip("《").split(".txt")[0] for line in said.lines[:3]] == ["空", "坏", "不在"]
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


def test_an_input_is_never_overwritten(folder: Path, hear: Hear) -> None:
    before = Path("甲.txt").read_bytes()
    for options in (["-o", "甲.txt"], ["--text-out", "./甲.txt"], ["-o", "乙.txt", "--text-out", "乙.txt"]):
        assert main(["read", "甲.txt", *options]) == 2
    assert Path("甲.txt").read_bytes() == before
    assert len(hear().lines) == 3


@pytest.mark.parametrize("out", ["没有/表.csv", "各县", "甲.txt/表.csv"])
def test_an_output_that_cannot_be_written_is_said_in_one_line(folder: Path, hear: Hear, out: str) -> None:
    assert main(["read", "往年.txt", "--only", "results", "--format", "csv", "-o", out]) == 2
    [line] = hear().lines
    assert out in line


def test_links_in_a_circle_are_said_in_one_line(folder: Path, hear: Hear) -> None:
    Path("环.txt").symlink_to("环.txt")
    assert main(["read", "环.txt", "-o", "表.csv"]) == 2
    [line] = hear().lines
    assert "无法打开" in line


@contextmanager
def _full_disk() -> Iterator[None]:
    """Files cannot grow beyond two hundred bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("format_name", ["table", "jsonl", "csv", "html"])
def test_a_full_disk_leaves_no_file_and_is_said_in_one_line(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], format_name: str
) -> None:
    """The command runs once before, so that Python has nothing of its own to write when the disk is full."""
    command = ["read", "甲.txt", "--format", format_name, "-o", "表", "--text-out", "文本"]
    assert main(command) == 0
    capsysbinary.readouterr()
    before = {name: Path(name).stat() for name in files_in(folder)}
    with _full_disk():
        assert main(command) == 2
    out, words = capsysbinary.readouterr()
    [line] = words.decode().splitlines()
    assert out == b""
    assert "磁盘" in line
    assert str(folder / "表") in line
    assert {name: Path(name).stat() for name in files_in(folder)} == before


@pytest.mark.parametrize("arguments", [["--year", "22"], ["--only", "promises"], ["--format", "pdf"], []])
def test_a_wrong_option_ends_with_status_2(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", *arguments, *(["甲.txt"] if arguments else [])])
    assert ended.value.code == 2


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
