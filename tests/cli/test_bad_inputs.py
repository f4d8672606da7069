"""Whatever cannot be read gets one line that says what is wrong and what to do, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from command import Hear
from report_files import PAST, REPORT, files_in
from source_files import Put, column, docx_file, pdf_file, zip_file

from luoshi.cli import main

_MEGABYTE = 1024**2
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_ENGLISH = "The government will build ten new schools and two parks in the course of this year. " * 9

# name, content, what is wrong and what to do in Chinese, the same in English
_BAD = [
    ("空.txt", b"", "没有内容，请检查文件", "empty: check the file"),
    ("空.docx", b"", "后缀不符或文件已损坏，请重新下载", "not what its suffix says: download it again"),
    ("空白.txt", " \t\n　\r\n\n".encode(), "没有内容，请检查文件", "empty: check the file"),
    (
        "扫描.pdf",
        pdf_file([[]] * 3, picture=True),
        "没有文字层（扫描件），请先做文字识别",
        "no text layer (a scan): run OCR",
    ),
    (
        "加密.pdf",
        pdf_file([column([REPORT])], password=True),
        "已加密，请去除密码",
        "encrypted: remove the password",
    ),
    (
        "坏.pdf",
        pdf_file([[Put(REPORT, 72, 700)]])[:300],
        "已损坏，请重新下载",
        "damaged or not a complete PDF",
    ),
    ("乱.pdf", b"%PDF-1.7\n" + bytes(range(256)), "已损坏，请重新下载", "download it again"),
    (
        "加密.docx",
        _OLE2 + "EncryptedPackage".encode("utf-16-le"),
        "已加密，请去除密码后另存为 .docx",
        "encrypted with a password: save it as .docx without one",
    ),
    ("旧.doc", _OLE2, "旧版 .doc/.wps 文档，请去除密码并另存为 .docx", "old .doc/.wps document: save it"),
    (
        "坏.docx",
        docx_file(lambda document: document.add_paragraph(REPORT))[:5000],
        "已损坏（压缩结构不完整），请重新下载",
        "zip structure is broken): download it again",
    ),
    (
        "炸弹.docx",
        zip_file({"word/document.xml": b"<x/>", "word/media/a.bmp": bytes(30 * _MEGABYTE)}),
        "解压后异常庞大，拒绝读取；请另存为新的 .docx",
        "abnormal size and is refused: save it as a new .docx",
    ),
    (
        "大部件.docx",
        zip_file({"word/document.xml": bytes(65 * _MEGABYTE)}),
        "解压后异常庞大，拒绝读取；请另存为新的 .docx",
        "abnormal size and is refused: save it as a new .docx",
    ),
    (
        "压缩包.docx",
        zip_file({"报告.txt": REPORT.encode()}),
        "是压缩包而不是 .docx 文档，请先解压",
        "not a .docx document: unpack it first",
    ),
    (
        "程序.txt",
        b"\x7fELF" + bytes(range(256)) * 40,
        "不是文本文件（含二进制内容），请确认文件格式",
        "not text (it holds binary data): check what kind of file it is",
    ),
    (
        "乱码.txt",
        REPORT.encode()[:40] + b"\xff\xfe\xfd\x81\x8d" * 20,
        "编码无法识别，请另存为 UTF-8",
        "unknown encoding or has broken characters: save it as UTF-8",
    ),
    ("英文.txt", _ENGLISH.encode(), "没有中文正文，不是中文报告", "this is not a Chinese report"),
    (
        "往年.txt",
        PAST.encode(),
        "没有找到计划部分，全文没有作出承诺；可用 --only results",
        "No plan part found, nothing is promised in this text; try --only results",
    ),
]


@pytest.fixture(autouse=True)
def _work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty current folder, and beside it an empty folder for temporary files."""
    for name in ("报告", "临时"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "报告")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "临时"))


def _refused(hear: Hear, name: str, chinese: str, english: str) -> None:
    """Assert that reading this input gives one line, status 2, and no file."""
    before = _files()
    assert main(["read", name, "-o", "表.xlsx", "--text-out", "文本.txt"]) == 2
    said = hear()
    [line] = said.lines
    _check(line, name, chinese, english)
    assert said.out == ""
    assert _files() == before


def _check(line: str, name: str, chinese: str, english: str) -> None:
    """First which input it is, then Chinese, then English."""
    assert re.match(rf"《?{re.escape(name)}[》：]", line)
    assert 0 < line.index(chinese) < line.index(english)
    assert line.isprintable()


def _files() -> list[list[str]]:
    return [files_in(Path.cwd()), files_in(Path(tempfile.gettempdir()))]


@pytest.mark.parametrize(("name", "content", "chinese", "english"), _BAD, ids=[bad[0] for bad in _BAD])
def test_a_bad_file_is_refused(hear: Hear, name: str, content: bytes, chinese: str, english: str) -> None:
    Path(name).write_bytes(content)
    _refused(hear, name, chinese, english)


def test_a_huge_file_is_refused_before_it_is_read(hear: Hear) -> None:
    """The first run loads what reading needs; the second one's memory is measured."""
    with Path("大.txt").open("wb") as file:
        file.truncate(200 * _MEGABYTE)
    for _ in range(2):
        tracemalloc.start()
        _refused(
            hear, "大.txt", "大小为 200.0 MB，超过上限 64 MB，请拆分", "over the limit of 64 MB: split it"
        )
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < _MEGABYTE


def test_a_folder_without_reports_is_refused(hear: Hear) -> None:
    Path("空文件夹").mkdir()
    Path("空文件夹", "图.png").write_bytes(b"\x89PNG")
    _refused(hear, "空文件夹", "没有可读的文件，请放入 .docx", "No file in this folder can be read: put one")


@pytest.mark.parametrize("name", ["不在.txt", "不在/报告.txt"])
def test_a_missing_file_is_refused(hear: Hear, name: str) -> None:
    _refused(hear, name, "找不到，请检查路径", "cannot be opened (No such file or directory): check the path")


def _lock(path: Path) -> None:
    """Take all permissions away; skips the test for a user whom that does not stop."""
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")


def test_a_file_without_permission_is_refused(hear: Hear) -> None:
    Path("锁.txt").write_text(REPORT, "utf-8")
    _lock(Path("锁.txt"))
    _refused(hear, "锁.txt", "没有读取权限，请先取得权限", "(Permission denied): get permission to read it")


def test_a_file_in_a_folder_without_permission_is_refused(hear: Hear) -> None:
    Path("锁").mkdir()
    _lock(Path("锁"))
    _refused(
        hear, "锁/报告.txt", "没有读取权限，请先取得权限", "(Permission denied): get permission to read it"
    )


def test_a_name_that_paints_the_screen_is_said_without_its_controls(hear: Hear) -> None:
    Path("夹").mkdir()
    Path("夹", "红\x1b[31m\n字.txt").touch()
    assert main(["read", "夹"]) == 2
    [line] = hear().lines
    assert line.isprintable()


def test_the_good_files_are_still_read(hear: Hear) -> None:
    Path("甲.txt").write_text(REPORT, "utf-8")
    Path("乙.docx").write_bytes(docx_file(lambda document: document.add_paragraph(REPORT)))
    for name, content, _, _ in _BAD:
        Path(name).write_bytes(content)
    names = [name for name, *_ in _BAD]
    assert main(["read", "甲.txt", *names, "不在.txt", "乙.docx", "-o", "表.jsonl"]) == 2
    said = hear()
    for line, (name, _, chinese, english) in zip(said.lines, _BAD, strict=False):
        _check(line, name, chinese, english)
    *_, missing, closing = said.lines
    assert len(said.lines) == len(_BAD) + 2
    assert missing.startswith("《不在.txt》")
    assert f"2 份报告，{len(_BAD) + 1} 份失败" in closing
    assert said.out == ""
    assert Path("表.jsonl").read_text("utf-8").count('"kind": "commitment"') == 6
    assert _files() == [sorted(["甲.txt", "乙.docx", *names, "表.jsonl"]), []]


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", bytes(100)])
def test_standard_input_is_refused_under_its_own_name(
    hear: Hear, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    Path("输入").write_bytes(content)
    with Path("输入").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["read", "-", "-o", "表.csv"]) == 2
    [line] = hear().lines
    assert line.startswith("标准输入")
    assert "stdin" not in line
    assert files_in(Path.cwd()) == ["输入"]
