"""What holds for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading import Item, Leftover, Quantity, Report, SetAside, read
from luoshi.reading.model import Span

WORDS = """
推进 改造 新建 新增 完成 背街小巷 老旧小区 地区生产总值 产业园 同比增长 下降 力争 确保 今年 去年 过去一年
一、2024年工作回顾 二、2025年主要任务 （一） 1. ① —— ## ** 附件 名词解释 标签： 二维码 图为 记者 各位代表！
12条 5% ３％ 30亿元 1,200万 百分之五 3至5家 5%—6% 翻一番 九成 近百个 20余条 9：64：27 45、38、35个工作日
36.5 9亿元 每10万人 第 “2+4” 15分钟 三年行动 PM2.5 5A级 12345 东四路 亿元以上 65岁 到2025年 1月8日 前三
以上 以内 左右 不低于 不超过 超过 突破 约 从 由 提高到 达到 分别 各 其中 总投资 占比 等 的 和 及 至 个 了
。 ， 、 ； ： “ ” （ ） 《 》 【1】 [2] 〔3〕 , . ; ( ) - ~ % + = @ 0 7 一 十 百 番 万 亿 元
""".split()
BLANKS = [" ", "\t", "\n", "\n\n", "\r\n", "\r", "\\r\\n", "\\t", "\u3000", "\ufeff", "\u200b", "\x85"]
# Surrogates, digits of other scripts, and whatever else Unicode has.
ODD = st.one_of(
    st.sampled_from("\ud800\udfff٣௩²½Ⅳ㈠〇零①⑳🙂\u2028\x00\x1c"), st.characters(), st.text(max_size=4)
)
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from([*WORDS, *BLANKS]), ODD), max_size=60).map(
    "".join
)
PLANS = TEXTS.map(lambda text: f"一、2024年工作回顾\n建成学校6所。\n二、2025年主要任务\n推进工作。{text}")
ANY = st.one_of(TEXTS, PLANS)
many = settings(max_examples=250)


def quantities(report: Report) -> list[Quantity]:
    """The numbers of all items."""
    return [item.quantity for item in report.items if item.quantity]


def quoted(report: Report) -> list[Item | Leftover | SetAside | Quantity]:
    """Everything that quotes the source."""
    return [*report.items, *quantities(report), *report.leftovers, *report.set_aside]


def inside(inner: list[Span], outer: list[Span]) -> bool:
    """Whether every character of the inner spans is one of the outer."""
    covered = {i for a, b in outer for i in range(a, b)}
    return all(i in covered for a, b in inner for i in range(a, b))


@many
@given(ANY)
def test_every_quote_is_cut_from_the_source(text: str) -> None:
    """The words are those of the spans; the spans are in the text, increasing, and none is empty."""
    report = read(text)
    assert report.text == text
    for one in quoted(report):
        assert one.text == "".join(text[a:b] for a, b in one.spans)
        assert one.text
        ends = [0]
        for start, end in one.spans:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)
    for section in report.sections:
        assert all(0 <= a < b <= len(text) for a, b in section.spans)


@many
@given(ANY)
def test_every_digit_lies_in_one_number_or_leftover(text: str) -> None:
    """And no character lies in two."""
    report = read(text)
    times = [0] * len(text)
    for one in [*quantities(report), *report.leftovers]:
        for start, end in one.spans:
            for i in range(start, end):
                times[i] += 1
    assert max(times, default=0) <= 1
    missed = [i for i, c in enumerate(text) if c in "0123456789０１２３４５６７８９" and times[i] != 1]
    assert not missed, (text, missed)


@many
@given(ANY)
def test_the_number_lies_in_its_clause(text: str) -> None:
    """An item quotes the clause around its number."""
    for item in read(text).items:
        if item.quantity:
            assert inside(item.quantity.spans, item.spans)


@many
@given(ANY)
def test_reading_is_deterministic(text: str) -> None:
    """Twice the same, ids and all; and no id twice."""
    once, again = read(text, year=2025), read(text, year=2025)
    assert once == again
    assert len({item.id for item in once.items}) == len(once.items)


@many
@given(ANY)
def test_what_an_item_points_to_is_there(text: str) -> None:
    """Its promise begins with a commitment before it or itself; what it is a part of stands before it."""
    report = read(text)
    seen: dict[str, Item] = {}
    for item in report.items:
        seen[item.id] = item
        assert seen[item.promise].kind == item.kind
        assert item.part_of is None or (item.part_of in seen and item.part_of != item.id)
    promised = [item.id for promise in report.promises for item in promise.items]
    assert sorted(promised) == sorted(item.id for item in report.items if item.kind == "commitment")


@many
@given(ANY)
def test_a_range_has_its_low_end_as_value(text: str) -> None:
    """Both ends or neither; and a value is a plain number that its text can be compared with."""
    for quantity in quantities(read(text)):
        assert (quantity.low is None) == (quantity.high is None)
        assert quantity.low in (None, quantity.value)
        assert quantity.value.is_finite()
        assert quantity.value >= 0


@settings(max_examples=150)
@given(
    st.integers(1, 10**15),
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8)]),
    st.sampled_from(["元", "人", "平方米", "家", "吨"]),
    st.sampled_from(["{}", "{:,}"]),
    st.booleans(),
)
def test_a_value_survives_the_report(
    value: int, multiplier: tuple[str, int], unit: str, form: str, wide: bool
) -> None:
    """Written into a sentence in any form, in half or full width, it is read back exactly."""
    written = form.format(value) + multiplier[0] + unit
    if wide:
        written = written.translate({ord("0") + i: ord("０") + i for i in range(10)} | {ord(","): "，"})
    report = read(f"今年，力争新增经营规模{written}，推进各项工作。", year=2025)
    (quantity,) = quantities(report)
    assert (quantity.text, quantity.value, quantity.unit) == (written, value * multiplier[1], unit)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "。", "，", "\ufeff", "1", "一", "翻", "番", "第", "“", "\ud800", "元以上"]
)
def test_the_shortest_texts(text: str) -> None:
    """One character, or none, is a report without promises."""
    report = read(text)
    assert report.items == []
    assert report.text == text
