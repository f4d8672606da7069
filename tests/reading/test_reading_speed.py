"""Inputs made to be slow: each must be read in a time that grows with its length and no faster."""

from __future__ import annotations

import time

import pytest

from luoshi.reading import read

MIXED = "推进城市更新，改造12条背街小巷。培育企业3至5家，营业收入达到30亿元以上；坚持“2+4”（15分钟）布局，"
SLOW = [
    *(
        "一",
        "“",
        "（",
        "《",
        "”",
        "1",
        "、",
        "和",
        " ",
        "\t",
        "，",
        "。",
        "年",
        "万",
        "亿",
        "番",
        "第",
        "的",
        "，1",
        "1、",
    ),
    *(
        "1和",
        "1：",
        "1至",
        "1,111",
        "111，",
        "各5家",
        "2个和",
        "近百个",
        "翻一番",
        "实施",
        "完成",
        "分别",
        "其中",
        "不断",
    ),
    *(
        "让",
        "①",
        "【1】",
        "一、",
        "（一）",
        "1.",
        "——",
        "**",
        "#",
        "市",
        "“甲、”",
        "\n",
        "a\n",
        "\r",
        "\\r\\n",
        "九成",
    ),
    *(
        "2025年",
        "12月",
        "持续推进",
        "甲、",
        "1 ",
        " 1",
        "不得 ",
        "附件",
        "扫码",
        "记者",
        MIXED,
        MIXED.replace("。", "，"),
    ),
]


@pytest.mark.parametrize("piece", SLOW, ids=repr)
@pytest.mark.parametrize("around", [("", ""), ("推进", "改造5个项目a")], ids=["alone", "inside"])
def test_a_text_of_one_piece_is_read_in_linear_time(piece: str, around: tuple[str, str]) -> None:
    """20,000 characters; the slowest takes a fifth of the bound, and quadratic ones took 1 to 25 seconds."""
    text = around[0] + piece * (20_000 // len(piece)) + around[1]
    start = time.process_time()
    report = read(text)
    assert time.process_time() - start < 1
    assert report.text == text


@pytest.mark.parametrize("piece", ["一", "“", "（", "7", "、", "和", " ", MIXED], ids=repr)
def test_four_times_the_text_takes_four_times_as_long(piece: str) -> None:
    """One line of 400,000 characters; quadratic would be sixteen times. The bound leaves room for noise."""

    def seconds(length: int) -> float:
        start = time.process_time()
        read(piece * (length // len(piece)))
        return time.process_time() - start

    assert seconds(400_000) < 10 * max(seconds(100_000), 0.05)


def test_a_sentence_without_an_end_is_taken_apart() -> None:
    """A table of ten thousand clauses is no sentence: its items do not each carry all of it."""
    report = read("新建学校6所，" * 10_000, year=2025)
    assert len(report.items) == 10_000
    assert max(len(item.sentence) for item in report.items) < 1000
    assert {item.text for item in report.items} == {"新建学校6所"}
