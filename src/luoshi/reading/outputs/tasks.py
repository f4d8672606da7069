"""The task table (任务分解表) and its companions, as rows of text for xlsx and docx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from luoshi.reading.model import Item, Leftover

from .words import doubt_words, period_words, reason_words, target_words
from .writer import Entry, printable, span_words

Cell = Callable[[str, Entry], str]
_BREAKS = re.compile(r"\s*[\r\n\t]\s*")

Look = Literal["prose", "fact", "small"]
"""Prose stands on the left, facts in the middle; what is small is seldom read."""


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in Latin characters; `cell` takes the row's number and its entry."""

    title: str
    width: float
    cell: Cell
    look: Look = "fact"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of table; `title` stands after the report's name."""

    name: str
    title: str
    columns: tuple[Column, ...]


class Row(NamedTuple):
    """`note` says why a person should look at it, null where nobody need."""

    cells: list[str]
    note: str | None


def _blank(_number: str, _entry: Entry) -> str:
    return ""


def _number(number: str, _entry: Entry) -> str:
    return number


def _section(_number: str, entry: Entry) -> str:
    """The innermost heading: the whole path would make each row four lines high."""
    return entry.section[-1] if entry.section else ""


def _text(_number: str, entry: Entry) -> str:
    return entry.text


def _sentence(_number: str, entry: Entry) -> str:
    return entry.sentence


def _position(_number: str, entry: Entry) -> str:
    return span_words(entry.spans)


def _reason(_number: str, entry: Entry) -> str:
    return reason_words(entry.reason) if isinstance(entry, Leftover) else ""


def _of_item(words: Callable[[Item], str]) -> Cell:
    return lambda _number, entry: words(entry) if isinstance(entry, Item) else ""


_measure = _of_item(lambda item: item.measure or "")
_target = _of_item(lambda item: target_words(item.quantity) if item.quantity else "")
_unit = _of_item(lambda item: item.quantity.unit if item.quantity else "")
_period = _of_item(lambda item: period_words(item.period))
_id = _of_item(lambda item: item.id)

TASKS = Form(
    "任务分解表",
    "任务分解表",
    (
        Column("序号", 6.5, _number),
        Column("章节", 19, _section, "small"),
        Column("承诺（报告原文）", 36, _text, "prose"),
        Column("指标", 15, _measure, "prose"),
        Column("目标", 13, _target),
        Column("单位", 6, _unit),
        Column("完成期限", 8, _period),
        Column("一季度节点", 7, _blank),
        Column("二季度节点", 7, _blank),
        Column("三季度节点", 7, _blank),
        Column("四季度节点", 7, _blank),
        Column("完成标志", 9, _blank),
        Column("数据来源", 9, _blank),
        Column("分管领导", 8, _blank),
        Column("牵头单位", 9, _blank),
        Column("配合单位", 9, _blank),
        Column("原文位置", 10, _position, "small"),
        Column("编号", 11, _id, "small"),
    ),
)
_STATED = (
    Column("序号", 6.5, _number),
    Column("章节", 24, _section, "small"),
    Column("报告原文", 60, _text, "prose"),
    Column("指标", 24, _measure, "prose"),
    Column("数值", 18, _target),
    Column("单位", 10, _unit),
    Column("时期", 12, _period),
    Column("原文位置", 10, _position, "small"),
    Column("编号", 11, _id, "small"),
)
RESULTS = Form("已报结果", "已报结果表", _STATED)
OTHERS = Form("其他数据", "其他数据表", _STATED)
LEFTOVERS = Form(
    "遗留数字",
    "遗留数字表",
    (
        Column("序号", 6.5, _number),
        Column("章节", 24, _section, "small"),
        Column("数字", 20, _text),
        Column("归类", 18, _reason),
        Column("所在句", 90, _sentence, "prose"),
        Column("原文位置", 10, _position, "small"),
    ),
)
_FORMS = {"commitment": TASKS, "result": RESULTS, "other": OTHERS, "leftover": LEFTOVERS}


def tables(entries: Sequence[Entry]) -> list[tuple[Form, list[Row]]]:
    """The entries, each in the table of its kind; a table without rows is left out."""
    return [(_FORMS[kind], _rows(_FORMS[kind], chosen)) for kind, chosen in by_kind(entries).items()]


def by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each kind that there is, `leftover` among the kinds, the most wanted kind first."""
    sorted_out: dict[str, list[Entry]] = {kind: [] for kind in _FORMS}
    for entry in entries:
        sorted_out[kind_of(entry)].append(entry)
    return {kind: chosen for kind, chosen in sorted_out.items() if chosen}


def kind_of(entry: Entry) -> str:
    """`commitment`, `result`, `other` or `leftover`."""
    return entry.kind if isinstance(entry, Item) else "leftover"


def numbered(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Entries with their numbers, those of one promise adjacent: `1`, `2.1`, `2.2`, `3`."""
    groups: dict[str, list[Entry]] = {}
    for count, entry in enumerate(entries):
        promise = entry.promise if isinstance(entry, Item) and entry.kind == "commitment" else ""
        groups.setdefault(promise or f" {count}", []).append(entry)
    for number, group in enumerate(groups.values(), 1):
        for part, entry in enumerate(group, 1):
            yield (str(number) if len(group) == 1 else f"{number}.{part}"), entry


def _rows(form: Form, entries: Sequence[Entry]) -> list[Row]:
    return [
        Row([_one_line(column.cell(number, entry)) for column in form.columns], _note(entry))
        for number, entry in numbered(entries)
    ]


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", printable(text))


def _note(entry: Entry) -> str | None:
    if not isinstance(entry, Item) or not entry.unsure:
        return None
    return printable(f"存疑：{doubt_words(entry)}")
