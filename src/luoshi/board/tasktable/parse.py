"""What a cell of the task table says: text as days, numbers, choices, nodes, milestones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.board.models import Visibility

YEARS = range(2000, 2101)
NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
WHOLE, BEHIND = 24, 6
"""Digits of a number before the point, and behind it."""
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
CODE = re.compile(r"([MXSP]?\d{4}-\d{3,9})(?:\.(\d{1,4}))?")


class BadCell(ValueError):
    """What is wrong with a cell, in a line for people."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A milestone as a line says it."""

    due: date
    name: str
    proof: str


def normal(text: str) -> str:
    """A text by which two are compared: blanks and line breaks count as one blank."""
    return " ".join(text.split())


def narrow(text: str) -> str:
    """A text with full-width digits and signs as plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def code(text: str) -> tuple[str, int | None]:
    """The 编号 of a promise, and the key of a target if there is one."""
    found = CODE.fullmatch(narrow(text).upper())
    if not found:
        raise BadCell(_("“%(text)s”不是编号，应如 2025-012 或 2025-012.1") % {"text": text[:40]})
    return found[1], int(found[2]) if found[2] else None


def words(text: str, most: int) -> str:
    """A text of one line."""
    said = normal(text)
    if len(said) > most:
        raise BadCell(_("有 %(count)s 个字，最多 %(most)s 个") % {"count": len(said), "most": most})
    return said


def number(text: str) -> Decimal:
    """A number as it is written, with commas between thousands or without."""
    said = narrow(text)
    if not NUMBER.fullmatch(said):
        raise BadCell(_("“%(text)s”不是数，应如 150000（不带万、亿和单位）") % {"text": text[:40]})
    value = Decimal(said.replace(",", ""))
    digits, exponent = value.as_tuple().digits, int(value.as_tuple().exponent)
    if len(digits) + exponent > WHOLE or -exponent > BEHIND:
        raise BadCell(_("“%(text)s”太长：小数点前最多 24 位，后面最多 6 位") % {"text": text[:40]})
    return value


def whole(text: str, most: int) -> int:
    """A whole number from 0."""
    said = narrow(text)
    if not (said.isascii() and said.isdecimal() and len(said) < 9 and int(said) <= most):
        raise BadCell(_("“%(text)s”不对，应是 0 到 %(most)s 的整数") % {"text": text[:40], "most": most})
    return int(said)


def day(text: str) -> date:
    """A day: 2025-12-31, 2025/12/31, 2025年12月31日."""
    found = DAY.fullmatch(narrow(text))
    try:
        if found and int(found[1]) in YEARS:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise BadCell(_("%(text)s 不是日期，应如 2025-12-31") % {"text": text[:40]})


def choice(text: str, known: Mapping[str, str]) -> str:
    """What is stored for a word of a list."""
    said = normal(text)
    for value, word in known.items():
        if said in (value, word):
            return value
    listed = "、".join(known.values())
    raise BadCell(_("“%(text)s”不在列表里，应是：%(listed)s") % {"text": text[:40], "listed": listed})


def nodes(text: str) -> list[tuple[str, str]]:
    """Days with the value expected by then, one a line."""
    found = []
    for line in filter(None, re.split(r"[\n;；]+", text)):
        said, _colon, value = line.replace("：", ":").partition(":")
        found.append((day(said).isoformat(), format(number(value), "f")))
    return found


def names(text: str) -> list[str]:
    """Names of a list, each once."""
    return list(dict.fromkeys(filter(None, map(normal, re.split(r"[、，,;；\n]+", text)))))


def visibility(text: str, known: Mapping[str, str]) -> tuple[str, date | None]:
    """Who may see it, and from which day on."""
    word, _blank, rest = normal(text).partition(" ")
    value = choice(word, known)
    if value != Visibility.EMBARGOED:
        if rest:
            raise BadCell(_("只有“到期公开”后面写日期"))
        return value, None
    return value, day(rest)


def gate(line: str) -> Gate:
    """A milestone: its day, its name, and in brackets at the end what proves it."""
    found = DAY.match(line.strip())
    if not found:
        raise BadCell(
            _("“%(line)s”不对，应如 2025-06-30 方案批复（批复文件），一行一个") % {"line": line[:40]}
        )
    name, proof = last_bracket(normal(line.strip()[found.end() :]))
    if not name:
        raise BadCell(_("“%(line)s”没有节点名称") % {"line": line[:40]})
    for said, most in ((name, 120), (proof, 200)):
        words(said, most)
    return Gate(day(found[0]), name, proof)


def last_bracket(text: str) -> tuple[str, str]:
    """The text before its last bracket, and what stands in that; all of it where there is none at the end."""
    if not text.endswith(("）", ")")):
        return text, ""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if depth == 0:
            return text[:at].strip(), text[at + 1 : -1].strip()
    return text, ""
