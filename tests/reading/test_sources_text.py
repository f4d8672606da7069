"""Plain text and Markdown: every encoding a Chinese office uses, character for character."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_files import reports

from luoshi.reading.model import UnreadableReport
from luoshi.reading.sources import load

TEXT = "一、2024年工作回顾\r\n　　全市地区生产总值增长5.5%，完成投资1,200亿元；新建学校12所。\n"
TRADITIONAL = (
    "各位代表：過去一年，全縣經濟發展穩中有進，實現地區生產總值120億元，增長百分之六。我們將繼續改革開放。\n"
)
MARK = "\ufeff"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "gb2312"])
def test_an_encoding_without_a_mark_is_recognised(encoding: str) -> None:
    """The text comes out exactly as it went in, line ends included."""
    assert load(TEXT.encode(encoding), "报告.txt").text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_is_kept(encoding: str) -> None:
    """The mark counts as the first character, so that offsets fit the file."""
    assert load((MARK + TEXT).encode(encoding), "报告.txt").text == MARK + TEXT


def test_traditional_characters_in_big5_are_recognised() -> None:
    """Big5 is told from GB18030, which would accept many of the same bytes."""
    text = TRADITIONAL * 5
    assert load(text.encode("big5"), "報告.txt").text == text


def test_markdown_is_kept_as_it_stands() -> None:
    """Its marks stay in the text for a later stage."""
    text = "# 政府工作报告\n\n> **主要目标**：增长5%左右\n"
    assert load(text.encode(), "报告.md").text == text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le"])
def test_a_short_snippet_in_another_encoding_is_recognised(encoding: str) -> None:
    """A line is enough to tell the encoding."""
    assert load("新增就业5万人".encode(encoding), "-").text == "新增就业5万人"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + b"\0\0\0",
        bytes(range(256)) * 4,
        TEXT.encode() + b"\x01\x02\x03\x04\x05\x06\x07\x08",
        b"\x7fELF\x02\x01\x01" + bytes(100),
    ],
)
def test_a_binary_renamed_is_refused(data: bytes) -> None:
    """NULs and control characters show that this is no text."""
    with pytest.raises(UnreadableReport, match="not text"):
        load(data, "报告.txt")


@pytest.mark.parametrize("data", [TEXT.encode()[:-3] + b"\xff\xff\n", b"\x80\x81\xff" * 200])
def test_bytes_that_no_encoding_explains_are_refused(data: bytes) -> None:
    """Nothing is replaced or skipped in silence."""
    with pytest.raises(UnreadableReport, match="UTF-8"):
        load(data, "报告.txt")


def test_a_single_stray_control_character_is_no_reason_to_refuse() -> None:
    """A form feed or a slip of the keyboard stays where it is."""
    text = TEXT + "\x0c第二页\x08\n"
    assert load(text.encode(), "报告.txt").text == text


@given(
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。\r\n 0123.%"))
)
def test_utf8_survives_whatever_it_says(text: str) -> None:
    """Any Chinese text in UTF-8 comes out as it went in, or is blank and refused."""
    try:
        assert load(text.encode(), "报告.txt").text == text
    except UnreadableReport:
        assert not text.strip()


@pytest.mark.parametrize("path", reports(), ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_a_real_report_survives_every_encoding(path: Path, encoding: str) -> None:
    """Real prose is never taken for another encoding."""
    text = path.read_text(encoding="utf-8")
    assert load(text.encode(encoding), path.name).text == text
