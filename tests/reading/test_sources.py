"""Any source: how its format is told, and how it is refused."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import docx_file, pdf_file, zip_file

from luoshi.reading.model import Document, UnreadableReport
from luoshi.reading.sources import MAX_BYTES, load, load_path

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
SENTENCE = "全市地区生产总值增长5.5%左右。"

STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    OLE2,
    b"\x1f\x8b",
    b"<!doctype html>",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    SENTENCE.encode(),
    SENTENCE.encode("gb18030"),
    pdf_file([[]])[:-40],
    docx_file(lambda document: document.add_paragraph(SENTENCE))[:-30],
]


def only_names(value: object) -> str | None:
    """Test ids from names and advice, not from a file's bytes."""
    return value if isinstance(value, str) else ""


def outcome(data: bytes, name: str) -> Document | str:
    """What loading gives: a document, or the message of the refusal."""
    try:
        return load(data, name)
    except UnreadableReport as error:
        return str(error)


def refusal(data: bytes, name: str) -> str:
    """The message with which the file is refused."""
    with pytest.raises(UnreadableReport) as caught:
        load(data, name)
    return str(caught.value)


@given(
    st.sampled_from(STARTS),
    st.binary(max_size=300),
    st.sampled_from(["报告.txt", "-", "a.html", "a.pdf", "a.docx", "a.md", "a\nb\x1b.txt", ""]),
)
def test_any_bytes_give_a_document_or_a_refusal(start: bytes, rest: bytes, name: str) -> None:
    """No file raises anything but UnreadableReport, and the same file always gives the same."""
    first = outcome(start + rest, name)
    assert first == outcome(start + rest, name)
    if isinstance(first, str):
        assert first.isprintable()


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (OLE2, "报告.doc", ".docx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "报告.docx", "encrypted with a password"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "报告.txt", "run OCR"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "扫描.jpg", "run OCR"),
        (gzip.compress(SENTENCE.encode()), "报告.txt", "unpack it"),
        (zip_file({"报告.txt": SENTENCE.encode()}), "报告.txt", "unpack it"),
        (zip_file({"xl/workbook.xml": b"<x/>"}), "报告.xlsx", "spreadsheet"),
        (zip_file({"OFD.xml": b"<x/>"}), "报告.ofd", "OFD"),
        (b"{\\rtf1 \\ansi}", "报告.doc", "RTF"),
        (SENTENCE.encode(), "报告.pdf", "not what its suffix says"),
        (SENTENCE.encode(), "报告.docx", "not what its suffix says"),
        (b"", "报告.txt", "empty"),
        (" \n　\r\n".encode(), "报告.txt", "empty"),
        (b"\xef\xbb\xbf", "-", "empty"),
    ],
    ids=only_names,
)
def test_a_file_that_is_no_report_is_refused_with_advice(data: bytes, name: str, advice: str) -> None:
    """The message names the file and says what to do, in two languages on one line."""
    message = refusal(data, name)
    assert advice in message
    assert message.startswith("标准输入" if name == "-" else f"《{name}》")
    assert message.isprintable()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>".encode(), "报告.txt"),
        (f"<html><body><p>{SENTENCE}</p></body></html>".encode(), "报告.doc"),
        (f"<div><p>{SENTENCE}</p></div>".encode(), "-"),
        (f"<div><p>{SENTENCE}</p></div>".encode(), "报告.HTM"),
        (docx_file(lambda document: document.add_paragraph(SENTENCE)), "报告.txt"),
        (docx_file(lambda document: document.add_paragraph(SENTENCE)), "-"),
        (SENTENCE.encode(), "报告"),
        (SENTENCE.encode(), "-"),
    ],
    ids=only_names,
)
def test_the_content_tells_the_format_before_the_name(data: bytes, name: str) -> None:
    """A page saved as .txt, or a document piped in without a name, is read as what it is."""
    assert load(data, name) == Document(name, SENTENCE)


def test_a_hostile_file_name_cannot_break_the_line() -> None:
    """Control characters, line breaks and endless names do not reach the message."""
    message = refusal(b"", "a\x1b[31m\n\u202eb\udc80" + "长" * 500 + ".txt")
    assert message.isprintable()
    assert len(message) < 400


def test_an_english_text_is_no_chinese_report() -> None:
    """Ordinary prose without Chinese is refused, however clean."""
    assert "no Chinese text" in refusal(
        b"The government will build ten new schools this year. " * 10, "a.txt"
    )


def test_an_english_text_that_quotes_chinese_is_no_chinese_report() -> None:
    """A few Chinese words do not make a report."""
    text = (
        "The report (政府工作报告) sets out what the city is going to build in the course of the year. " * 9
    )
    assert "no Chinese text" in refusal(text.encode(), "a.txt")


@pytest.mark.parametrize("text", ["完成投资12亿元。", "GDP +5.5%", "增长5%"])
def test_a_snippet_is_read_however_short(text: str) -> None:
    """Below two hundred characters nothing is asked of the text."""
    assert load(text.encode(), "-").text == text


def test_a_file_over_the_limit_is_refused_before_it_is_decoded() -> None:
    """The message gives the size and the limit."""
    message = refusal(bytes(MAX_BYTES + 1), "报告.txt")
    assert "64.0 MB" in message
    assert "limit of 64 MB" in message


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A file of 200 MB is judged by its size on disk alone."""
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)
    with pytest.raises(UnreadableReport, match=r"200\.0 MB"):
        load_path(path)


def test_a_file_on_disk_is_named_without_its_folder(tmp_path: Path) -> None:
    """Documents carry no paths of the machine they were read on."""
    path = tmp_path / "报告.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert load_path(path) == Document("报告.txt", SENTENCE)


@pytest.mark.parametrize("name", ["没有.txt", ".", "a\0b"])
def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    """A missing file, a folder and an impossible name all give the one kind of error."""
    with pytest.raises(UnreadableReport, match="cannot be opened") as caught:
        load_path(tmp_path / name)
    assert str(tmp_path.parent) not in str(caught.value)


def test_importing_sources_loads_no_parser() -> None:
    """The command line starts without the libraries that only reading needs."""
    code = (
        "import sys, luoshi.reading.sources;"
        "print({'lxml', 'docx', 'pypdfium2', 'charset_normalizer'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "set()"
