"""Texts made to be slow to read: four times the text must take about four times as long, not sixteen.

usage: linear.py: prints the worst of them; the status is 1 where one grows faster than its length.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

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
AROUND = [("", ""), ("推进", "改造5个项目a")]
LENGTH = 10_000
MOST = 10
"""More times as long than this for four times the text is no noise any more."""
LEAST = 0.05
"""Seconds under which a reading is too short to compare."""


def seconds(text: str) -> float:
    """The processor's time to read a text, all of which must be there again."""
    start = time.process_time()
    assert read(text).text == text
    return time.process_time() - start


def grown() -> Iterator[tuple[float, str]]:
    """By how much longer four times each text takes."""
    for piece in SLOW:
        for before, after in AROUND:
            short, long = (before + piece * (n * LENGTH // len(piece)) + after for n in (1, 4))
            yield seconds(long) / max(seconds(short), LEAST), f"{before}{piece[:20]}…{after}"


def main() -> int:
    worst, name = max(grown())
    count = len(SLOW) * len(AROUND)
    print(f"linear: {count} slow texts, four times as long: at most {worst:.1f} times the time ({name!r})")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
