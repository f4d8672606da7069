"""Refusing a source: what is wrong and what to do, in Chinese and in English, on one line."""

from __future__ import annotations

from typing import NamedTuple

from luoshi.reading.model import UnreadableReport

STANDARD_INPUT = "-"
LONGEST_NAME = 120


class Reason(NamedTuple):
    """What is wrong and what to do, twice; both halves are said after the file's name."""

    chinese: str
    english: str


class SourceError(Exception):
    """A format's own reason not to read; it does not know the file's name yet."""

    def __init__(self, chinese: str, english: str) -> None:
        """Both halves are said after the file's name, as in `Reason`."""
        super().__init__(english)
        self.chinese = chinese
        self.english = english

    def about(self, name: str) -> UnreadableReport:
        """The error a caller sees, about the file of that name."""
        if name == STANDARD_INPUT:
            return UnreadableReport(f"标准输入{self.chinese}", f"standard input {self.english}")
        shown = printable(name)
        return UnreadableReport(f"《{shown}》{self.chinese}", f"{shown} {self.english}")


def printable(name: str) -> str:
    """A file name that is safe inside a one-line message: no control characters, not endless."""
    clean = "".join(char if char.isprintable() else " " for char in name)
    return clean if len(clean) <= LONGEST_NAME else clean[:LONGEST_NAME] + "…"


def damaged(error: Exception) -> SourceError:
    """A parsing library gave up; its own words rarely help the reader, its error's name may."""
    kind = type(error).__name__
    return SourceError(
        f"已损坏或内容异常，无法解析（{kind}），请重新下载或另存后再读取",
        f"is damaged and cannot be parsed ({kind}): download it or save it again",
    )
