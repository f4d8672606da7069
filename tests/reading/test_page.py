"""Repair: broken paragraphs rejoined, what is not prose set aside, offsets into the source."""

from __future__ import annotations

import pytest
from made_reports import figures, report_of, said, slices

from luoshi.reading import Report, read
from luoshi.reading.page import repair

BODY = "推进城市更新，改造老旧小区18个，新建口袋公园8处，城乡面貌持续改善，群众生活更加方便。"


def asides(report: Report) -> dict[str, str]:
    """What was set aside: text to reason."""
    return {aside.text: aside.reason for aside in report.set_aside}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\\r\\n", "\n\u3000\u3000", "\n \n \n"])
def test_a_paragraph_broken_inside_a_word_is_one_again(gap: str) -> None:
    """扩大有|效投资: columns and pages cut words, with any kind of line end."""
    source = f"强化“项目为王”理念，着力扩大有{gap}效投资，优化投资结构。\n"
    assert repair(source).text == "强化“项目为王”理念，着力扩大有效投资，优化投资结构。\n"


def test_a_number_cut_in_two_is_read_as_one() -> None:
    """A page ends inside 130亿元: one figure with two segments, each where it stands."""
    report = report_of(plan="策划实施重点项目73个，年度计划投资1\n\n30亿元以上，优化投资结构。")
    item = report.items[1]
    assert said(item) == ("13000000000", "元")
    assert item.quantity is not None
    assert len(item.quantity.spans) == 2
    assert slices(report.text, item.quantity.spans) == item.quantity.text == "130亿元"


def test_a_clause_over_a_break_has_two_segments() -> None:
    """The words of the clause are joined; the blank lines between are in neither segment."""
    report = report_of(plan="持续优化营商环境，新增省级工程研究\n\n\n中心2家。")
    item = report.items[-1]
    assert item.text == "新增省级工程研究中心2家"
    assert [report.text[a:b] for a, b in item.spans] == ["新增省级工程研究", "中心2家"]


def test_hard_wrapped_lines_are_rejoined() -> None:
    """A converter that broke each line after forty characters made no paragraphs, not even at a full stop."""
    words = BODY * 12
    wrapped = "\n".join(words[i : i + 40] for i in range(0, len(words), 40))
    assert repair(wrapped).text.replace("\n", "") == words
    assert [said(item) for item in report_of(plan=wrapped).items if item.quantity] == [
        ("18", "个"),
        ("8", "处"),
    ] * 12


def test_a_caption_inside_a_sentence_is_set_aside() -> None:
    """The sentence goes on behind the caption as if nothing had stood between."""
    report = report_of(
        plan="严守耕地红线，加快补齐农村生活污水处\n\n"
        "荇河湿地公园春色宜人。 本报记者 摄\n\n理短板，创建和美乡村5个。"
    )
    assert asides(report) == {"荇河湿地公园春色宜人。 本报记者 摄": "caption"}
    assert report.items[-1].sentence == "严守耕地红线，加快补齐农村生活污水处理短板，创建和美乡村5个。"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("来源：青梧日报", "byline"),
        ("责任编辑：（略）", "byline"),
        ("青梧融媒体中心记者 通讯员", "byline"),
        ("扫描二维码 阅读报告全文", "qr"),
        ("扫一扫，关注青梧发布", "qr"),
        ("广告热线：123-4567", "advertisement"),
        ("遗失声明 营业执照正本一份，编号3703", "advertisement"),
        ("版权所有 未经授权不得转载", "disclaimer"),
        ("富强 民主 文明 和谐", "slogan"),
    ],
)
def test_furniture_is_set_aside_with_a_reason(line: str, reason: str) -> None:
    """Its numbers are leftovers of its class, never items."""
    report = report_of(plan=f"{BODY}\n{line}\n{BODY}")
    assert asides(report) == {line: reason}
    assert len(figures(f"{BODY}\n{line}\n{BODY}")) == 4
    digits = {left.reason for left in report.leftovers if left.text.isdigit() and left.text in line}
    assert digits <= {reason}


def test_tags_end_a_report() -> None:
    """A web page's tag list stands behind its text, one a line."""
    report = report_of(plan=f"{BODY}\n标签：\n政府工作报告\n2025年")
    assert set(asides(report).values()) == {"tags"}


def test_a_glossary_is_kept_apart() -> None:
    """Explanations of names repeat numbers that nobody promises."""
    report = report_of(plan=f"{BODY}\n名词解释\n1.“三新”：新增企业3家以上的片区。\n到2027年建成8个。")
    assert [said(item) for item in report.items if item.quantity] == [("18", "个"), ("8", "处")]
    assert {aside.reason for aside in report.set_aside} == {"glossary"}
    assert {left.text for left in report.leftovers if left.reason == "glossary"} == {"1", "3", "2027", "8"}


def test_an_annex_behind_the_glossary_is_read() -> None:
    """附件 ends the glossary."""
    report = report_of(
        plan=f"{BODY}\n名词解释\n“三新”：指新业态等3类。\n附件：2025年民生实事\n1.新建学校6所。"
    )
    assert said(report.items[-1]) == ("6", "所")
    assert report.items[-1].kind == "commitment"


@pytest.mark.parametrize("mark", ["【1】", "[2]", "［3］", "〔12〕", "①"])
def test_a_note_mark_is_cut_out(mark: str) -> None:
    """The mark stands inside the clause and is no number of it."""
    report = report_of(plan=f"深化“标准地+承诺制”{mark}，供应标准地{mark}200亩以上，保障用地需求。")
    item = next(item for item in report.items if item.quantity)
    assert (said(item), item.measure) == (("200", "亩"), "标准地") or mark == "①"
    assert mark not in item.text or mark == "①"
    assert {left.text for left in report.leftovers if left.reason == "note"} == {mark.strip("【】[]［］〔〕")}


@pytest.mark.parametrize(
    ("source", "worth"),
    [
        ("完成投资１２．５亿元。", "1250000000"),
        ("完成投资12. 5亿元。", "1250000000"),
        ("完成投资36.5 9亿元。", "3659000000"),
        ("完成投资 1 2 亿元。", "1200000000"),
        ("完成投资1,200,000元。", "1200000"),
        ("完成投资1，200亿元。", "120000000000"),
    ],
)
def test_spelling_of_numbers_is_repaired(source: str, worth: str) -> None:
    """Full-width digits, spaces inside a number, commas of either kind between thousands."""
    report = report_of(plan=source)
    (item,) = report.items
    assert said(item) == (worth, "元")
    assert item.text == slices(report.text, item.spans)


def test_a_comma_between_two_figures_is_no_thousands_mark() -> None:
    """增长5%,200家企业: two figures."""
    assert [said(item) for item in figures("产值增长5%,200家企业实现上云。")] == [("5", "%"), ("200", "家")]


def test_ascii_punctuation_reads_like_chinese() -> None:
    """The same clauses come out, in the source's own characters."""
    chinese = "新增高新技术企业14家，改造道路（含桥梁）3条；增长5%。"
    ascii_ = chinese.translate(str.maketrans("，（）；", ",();"))
    assert [item.text for item in figures(ascii_)] == [
        item.text.translate(str.maketrans("，（）；", ",();")) for item in figures(chinese)
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_items(line_end: str) -> None:
    """Only the offsets differ."""
    source = f"一、2024年工作回顾\n建成学校6所。\n二、2025年主要任务\n{BODY}\n".replace("\n", line_end)
    report = read(source)
    assert [item.text for item in report.items if item.quantity] == [
        "建成学校6所",
        "改造老旧小区18个",
        "新建口袋公园8处",
    ]
    assert all(slices(source, item.spans) == item.text for item in report.items)


def test_a_byte_order_mark_counts_as_a_character() -> None:
    """It moves every offset by one and changes nothing else."""
    plain, marked = read(BODY), read("\ufeff" + BODY)
    assert [item.text for item in marked.items] == [item.text for item in plain.items]
    assert marked.items[0].spans[0][0] == plain.items[0].spans[0][0] + 1
