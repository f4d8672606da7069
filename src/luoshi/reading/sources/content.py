"""What a text consists of: Chinese characters, control characters, nothing at all."""

from __future__ import annotations

import re

from luoshi.reading.sources.refusal import SourceError

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")

PROSE = 200
"""From this many visible characters on, a text must hold Chinese to be a Chinese report."""

LEAST_CHINESE = 0.10
MOST_CONTROL = 0.002


def check_chinese(text: str) -> None:
    """Raise SourceError for a text that is blank, or long and (nearly) without Chinese characters."""
    visible = sum(map(len, text.lstrip("\ufeff").split()))
    if not visible:
        raise SourceError("没有内容，请检查文件", "is empty: check the file")
    if visible >= PROSE and count_han(text) < LEAST_CHINESE * visible:
        raise SourceError("没有中文正文，不是中文报告", "has no Chinese text: this is not a Chinese report")


def count_han(text: str) -> int:
    """How many Chinese characters there are, punctuation not counted."""
    return sum(map(len, HAN.findall(text)))


def holds_binary(text: str) -> bool:
    """Whether control characters are too many for a slip: one NUL, or two in a thousand of the others."""
    if "\0" in text:
        return True
    if not CONTROL.search(text):
        return False
    return sum(1 for _ in CONTROL.finditer(text)) > max(1, MOST_CONTROL * len(text))
