"""Headings of all habits, lead sentences, and what only looks like a heading."""

from __future__ import annotations

import pytest
from made_reports import report_of

from luoshi.reading import read

WORK = "新建口袋公园8处，改造老旧小区18个，城乡面貌持续改善，群众生活更加方便，城市品质不断提升。"


def sections_above(plan: str, words: str) -> list[str]:
    """The headings above the item with these words, the plan's own chapter left out."""
    report = report_of(plan=plan)
    item = next(item for item in report.items if item.text == words)
    return item.section[1:]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("（一）聚力产业强区", "聚力产业强区"),
        ("(一)聚力产业强区", "聚力产业强区"),
        ("（一）聚力产业强区，在转型升级上求突破", "聚力产业强区，在转型升级上求突破"),
        ("1.聚力产业强区", "聚力产业强区"),
        ("1、聚力产业强区", "聚力产业强区"),
        ("（1）聚力产业强区", "聚力产业强区"),
        ("①聚力产业强区", "聚力产业强区"),
        ("——围绕产业强区", "围绕产业强区"),
        ("## 聚力产业强区", "聚力产业强区"),
        ("### （一）聚力产业强区", "聚力产业强区"),
        ("**（一）聚力产业强区**", "聚力产业强区"),
        ("聚力产业强区 构建现代产业体系", "聚力产业强区 构建现代产业体系"),
        ("聚力产业强区", "聚力产业强区"),
    ],
)
def test_a_heading_of_any_habit_stands_above_its_items(heading: str, title: str) -> None:
    """Numbered, dashed, hashed or plain: the title without its mark."""
    assert sections_above(f"{heading}\n{WORK}", "新建口袋公园8处") == [title]


def test_parts_nest_and_close_each_other() -> None:
    """（二） ends what stood below （一）."""
    plan = f"（一）产业强区\n1.园区平台\n{WORK}\n2.特色集群\n新增企业5家。\n（二）城乡融合\n新建学校3所。"
    assert sections_above(plan, "新建口袋公园8处") == ["产业强区", "园区平台"]
    assert sections_above(plan, "新增企业5家") == ["产业强区", "特色集群"]
    assert sections_above(plan, "新建学校3所") == ["城乡融合"]


def test_a_chapter_closes_everything() -> None:
    """三、 stands outermost again."""
    report = report_of(plan=f"（一）产业强区\n{WORK}\n三、自身建设\n公开事项20项，严格规范执法。")
    assert report.items[-1].section[0] == "自身建设"
    assert [(s.title, s.level) for s in report.sections] == [
        ("2024年工作回顾", 1),
        ("2025年主要任务", 1),
        ("产业强区", 2),
        ("自身建设", 1),
    ]


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        (f"推进城市更新。{WORK}", "推进城市更新"),
        (f"一是推进城市更新。{WORK}", "一是推进城市更新"),
        (f"1.推进城市更新。{WORK}", "推进城市更新"),
        (f"（1）推进城市更新。{WORK}", "推进城市更新"),
        (f"——推进城市更新。{WORK}", "推进城市更新"),
        (f"**推进城市更新。**{WORK}", "推进城市更新"),
        (f"**推进城市更新**。{WORK}", "推进城市更新"),
        (f"打造“张店服务”品牌。{WORK}", "打造“张店服务”品牌"),
    ],
)
def test_a_lead_sentence_is_the_heading_of_its_paragraph(words: str, lead: str) -> None:
    """A short first sentence states the theme: it stands above the others and is no item itself."""
    above = sections_above(words, "新建口袋公园8处")
    assert [title.removeprefix("一是") for title in above] == [lead.removeprefix("一是")]
    assert lead not in [item.text for item in report_of(plan=words).items]


def test_a_lead_with_a_figure_is_a_promise() -> None:
    """新建学校6所。 is short, and no theme."""
    report = report_of(plan="新建学校6所。改造老旧校舍，丰富课后服务内容。")
    assert report.items[0].text == "新建学校6所"


def test_a_paragraph_of_one_short_sentence_is_no_heading() -> None:
    """With nothing after it to head, it stands above nothing."""
    assert sections_above(f"新增企业5家。\n推进城市更新。\n{WORK}", "新建口袋公园8处") == []


def test_cells_of_a_table_are_no_headings() -> None:
    """A run of short lines is a table that a converter took apart."""
    report = report_of(plan=f"{WORK}\n指标\n单位\n目标\n生产总值\n亿元\n5.5%\n{WORK}")
    assert [section.title for section in report.sections] == ["2024年工作回顾", "2025年主要任务"]


def test_the_title_and_the_salutation_are_no_sections() -> None:
    """The newspaper's headline, the report's own title, the meeting and 各位代表."""
    report = read(
        "实字当头抓落实 一河两岸谱新篇\n\n——青梧区政府工作报告（摘登）\n\n"
        "青梧区第九届人民代表大会第四次会议\n"
        f"各位代表：\n一、2024年工作回顾\n建成学校6所。\n二、2025年主要任务\n{WORK}\n"
    )
    assert [section.title for section in report.sections] == ["2024年工作回顾", "2025年主要任务"]
    assert [item.text for item in report.items][:2] == ["建成学校6所", "新建口袋公园8处"]


@pytest.mark.parametrize("mark", ["附：", "附件：", "附件1：", "附 "])
def test_an_annex_is_a_section_of_its_own(mark: str) -> None:
    """It closes the chapters, and belongs to the plan."""
    report = report_of(plan=f"{WORK}\n{mark}2025年青梧区十件民生实事\n1.新建学校6所。\n2.新建公园8处。")
    last = report.items[-1]
    assert (last.text, last.kind, len(last.section)) == ("新建公园8处", "commitment", 1)
    assert "民生实事" in last.section[0]


def test_a_list_number_is_no_part_of_its_item() -> None:
    """1.新建学校6所: the item begins with the verb, and the number is a leftover."""
    report = report_of(plan="附：2025年民生实事\n1.新建学校6所。\n2、新建公园8处。\n（3）改造管网26公里。")
    assert [item.text for item in report.items] == ["新建学校6所", "新建公园8处", "改造管网26公里"]
    assert {"1", "2", "3"} <= {leftover.text for leftover in report.leftovers}
