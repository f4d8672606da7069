"""Reports made by hand, for the tests of what is written out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from luoshi.reading.model import Item, Leftover, Quantity, Report, Section, SetAside, Span
from luoshi.reading.outputs import Entry, open_writer

TEXT = """政府工作报告
一、过去一年
新建学校12所，地区生产总值增长6.5%。
二、今年工作
启动建设虚拟经济产业园，年内入园企业超过100家，营业收入达到30亿元以上。
建设“2+4”产业体系，改造老旧小区40万平
（图为建设中的产业园）
方米，培育企业3至5家。
"""


def span(words: str, text: str = TEXT) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return start, start + len(words)


def quantity(words: str, value: str, unit: str, **facts: Any) -> Quantity:
    """A quantity of the report above."""
    return Quantity(words, [span(words)], Decimal(value), unit, **facts)


def item(ident: str, words: Sequence[str], **facts: Any) -> Item:
    """An item of the report above; `words` are its pieces."""
    facts = {"kind": "commitment", "section": ["二、今年工作"], "sentence": "".join(words), **facts}
    return Item(ident, text="".join(words), spans=[span(each) for each in words], **facts)


def report() -> Report:
    """A district's report with each kind of entry, a promise of three items, and an item in two pieces."""
    past: dict[str, Any] = {"kind": "result", "section": ["一、过去一年"]}
    schools = quantity("12所", "12", "所")
    growth = quantity("6.5%", "6.5", "%", basis="growth")
    tenants = quantity("100家", "100", "家", comparator=">", basis="level")
    revenue = quantity("30亿元", "3E+9", "元", comparator=">=", basis="level")
    area = Quantity("40万平方米", [span("40万平"), span("方米")], Decimal(400000), "平方米")
    in_park: dict[str, Any] = {"promise": "b1"}
    odd: dict[str, Any] = {"unsure": True, "why": "范围 / a range", "members": ["甲", "乙"]}
    firms = quantity("3至5家", "3", "家", low=Decimal(3), high=Decimal(5))
    return Report(
        source="青梧区_2025.txt",
        text=TEXT,
        place="青梧区",
        code="370399",
        year=2025,
        items=[
            item("a1", ["新建学校12所"], quantity=schools, measure="学校", **past),
            item("a2", ["地区生产总值增长6.5%"], quantity=growth, measure="地区生产总值", **past),
            item("b1", ["启动建设虚拟经济产业园"], type="project", **in_park),
            item(
                "b2",
                ["年内入园企业超过100家"],
                quantity=tenants,
                measure="入园企业",
                promise="b1",
                period="2025",
            ),
            item("c1", ["改造老旧小区40万平", "方米"], quantity=area, measure="老旧小区", promise="c1"),
            item("b3", ["营业收入达到30亿元以上"], quantity=revenue, measure="营业收入", **in_park),
            item("c2", ["培育企业3至5家"], quantity=firms, promise="c2", **odd),
        ],
        leftovers=[Leftover("2+4", [span("2+4")], "name", ["二、今年工作"], "建设“2+4”产业体系")],
        set_aside=[SetAside("（图为建设中的产业园）", [span("（图为建设中的产业园）")], "caption")],
        sections=[
            Section("一、过去一年", 1, [span("一、过去一年")], "past"),
            Section("二、今年工作", 1, [span("二、今年工作")], "plan"),
        ],
    )


def commitments(source: Report) -> list[Entry]:
    """The promised items."""
    return [each for each in source.items if each.kind == "commitment"]


def everything(source: Report) -> list[Entry]:
    """All entries of the report."""
    return [*source.items, *source.leftovers]


def written(format_name: str, *parts: tuple[Report, Sequence[Entry]]) -> bytes:
    """The whole output for these reports."""
    stream = io.BytesIO()
    with open_writer(format_name, stream) as writer:
        for source, entries in parts:
            writer.add(source, entries)
    return stream.getvalue()


def malicious(start: str) -> Report:
    """A report whose every text begins with `start`."""
    text = f"{start}1+1"
    amount = Quantity(text, [(0, len(text))], Decimal("-5"), text)
    evil = Item(
        text,
        "commitment",
        [text],
        text,
        text,
        [(0, len(text))],
        amount,
        measure=text,
        action=text,
        subject=text,
        members=[text],
        why=text,
        unsure=True,
        source=text,
        place=text,
        period=text,
        type=text,
    )
    return Report(text, text, items=[evil], leftovers=[Leftover(text, [(0, len(text))], text, [text], text)])
