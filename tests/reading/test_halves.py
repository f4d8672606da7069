"""Past and plan told apart: by headings, without headings, in one line, alternating, over five years."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_reports import report_of

from luoshi.reading import read
from luoshi.reading.page import repair
from luoshi.reading.structure import frame

PAST = (
    "过去一年，我们坚持项目为先，产业根基更加坚实。新增高新技术企业23家，规模以上工业企业达到142家。"
    "改造老旧小区21个，新增停车泊位1560个，城乡面貌明显改观。看到成绩的同时，我们也清醒认识到，"
    "经济总量还不够大，停车难问题还没有根本解决。"
)
PLANNED = (
    "今年是“十四五”规划收官之年，主要预期目标是：地区生产总值增长5.5%左右。启动3个片区改造，"
    "改造提升老旧小区18个。力争新增规模以上工业企业10家，确保粮食总产量稳定在4.2万吨以上。"
)
DONE_FIGURES = ["23家", "142家", "21个", "1560个"]
TODO_FIGURES = ["5.5%", "3个", "18个", "10家", "4.2万吨"]


def by_kind(text: str) -> dict[str, list[str]]:
    """The numbers of a report, by kind."""
    found: dict[str, list[str]] = {"result": [], "commitment": [], "other": []}
    for item in read(text, year=2025).items:
        if item.quantity:
            found[item.kind].append(item.quantity.text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"一、2024年工作回顾\n{PAST}\n二、2025年主要任务\n{PLANNED}",
        f"2024年工作总结\n{PAST}\n2025年工作安排\n{PLANNED}",
        f"一、过去一年工作成效\n{PAST}\n二、今后工作打算\n{PLANNED}",
        f"# 2024年回顾\n\n{PAST}\n\n# 2025年目标任务\n\n{PLANNED}",
        f"各位代表：\n{PAST}\n{PLANNED}",
        f"{PAST}{PLANNED}",
        f"{PAST.replace('。', '。 ')} {PLANNED}",
        f"一、2024年工作回顾 {PAST}二、2025年主要任务 {PLANNED}",
    ],
    ids=[
        "numbered",
        "bare",
        "other words",
        "markdown",
        "paragraphs",
        "one line",
        "blanks",
        "headings inside",
    ],
)
def test_past_and_plan_are_told_apart(text: str) -> None:
    """With headings of any wording, without one, and as a single line."""
    assert by_kind(text) == {"result": DONE_FIGURES, "commitment": TODO_FIGURES, "other": []}


def test_a_report_without_a_plan_promises_nothing() -> None:
    """Only results."""
    assert by_kind(PAST) == {"result": DONE_FIGURES, "commitment": [], "other": []}


def test_a_plan_without_a_review_is_all_promise() -> None:
    """A newspaper often prints only what will be done."""
    assert by_kind(PLANNED) == {"result": [], "commitment": TODO_FIGURES, "other": []}


def test_past_and_plan_may_alternate() -> None:
    """Topic by topic, each with what was done and what will be done."""
    done = "去年，我们圆满完成年初任务，新建学校{}所，荣获省级表彰，群众满意度明显提升，成绩来之不易。"
    todo = "今年，我们将加快补齐短板，力争新建公园{}处，确保年底前全部开放，让群众更有获得感。"
    topics = "".join(done.format(i) + todo.format(i) for i in (2, 3, 4))
    found = by_kind(topics)
    assert found["result"] == ["2所", "3所", "4所"]
    assert found["commitment"] == ["2处", "3处", "4处"]


def test_five_years_reviewed_and_five_years_ahead() -> None:
    """A new government looks back on its term and sets goals for the next."""
    text = (
        "一、过去五年工作回顾\n五年来，地区生产总值年均增长7.1%，累计改造老旧小区96个，城乡面貌显著改善。\n"
        "二、今后五年奋斗目标\n未来五年，地区生产总值年均增长6%以上，到2029年经营主体突破5万户。\n"
        "三、2025年重点工作\n新建学校6所，改造道路12条。"
    )
    assert by_kind(text) == {
        "result": ["7.1%", "96个"],
        "commitment": ["6%", "5万户", "6所", "12条"],
        "other": [],
    }
    ahead = {item.quantity.text: item.period for item in read(text, year=2025).items if item.quantity}
    assert (ahead["6%"], ahead["5万户"], ahead["6所"]) == ("2025/2029", "2029", "2025")


def test_five_year_goals_need_no_heading() -> None:
    """Goals are worded like results (显著增强, 明显提升): what opens them decides."""
    goals = (
        "“十五五”时期我区经济社会发展的指导思想是：坚持稳中求进，加快建设现代化城区。主要目标概括为三个方面："
        "经济实力显著增强。地区生产总值达到600亿元以上，经济规模明显扩大。城市化水平明显提升。"
        "常住人口城镇化率达到60%以上，乡村建设步伐加快。"
    )
    assert by_kind(PAST + goals + PLANNED)["commitment"] == ["600亿元", "60%", *TODO_FIGURES]


def test_an_annexed_list_is_plan() -> None:
    """十件民生实事 at the end name no time of their own."""
    report = report_of(PAST, f"{PLANNED}\n附：2025年十件民生实事\n1.新建学校6所。\n2.建成口袋公园8处。")
    assert [(item.text, item.kind) for item in report.items][-2:] == [
        ("新建学校6所", "commitment"),
        ("建成口袋公园8处", "commitment"),
    ]


def test_serving_the_people_opens_no_list() -> None:
    """In a review 用心用情办好民生实事，让… is a theme: what follows is done, not promised."""
    past = "用心用情办好民生实事，让群众得到更多实惠。" + PAST
    assert by_kind(PAST + past + PLANNED)["commitment"] == TODO_FIGURES


def test_what_already_is_is_no_promise_of_the_plan() -> None:
    """目前, 已建成: a result in the midst of the plan."""
    report = report_of(plan="目前已建成充电桩300个，今年新建充电桩600个。")
    assert [item.kind for item in report.items] == ["result", "commitment"]


def test_sections_know_their_half() -> None:
    """The review's parts are past, the plan's parts plan."""
    report = report_of(f"（一）产业强区\n{PAST}", f"（一）城乡融合\n{PLANNED}")
    assert [(section.title, section.half) for section in report.sections] == [
        ("2024年工作回顾", "past"),
        ("产业强区", "past"),
        ("2025年主要任务", "plan"),
        ("城乡融合", "plan"),
    ]


def without_headings(text: str) -> str:
    """The report with blanks for its chapter headings, as long as before."""
    page, out = repair(text), list(text)
    for heading in frame(page).headings:
        if heading.kind in ("chapter", "line", "annex"):
            for a, b in page.spans(heading.start, heading.end):
                out[a:b] = " " * (b - a)
    return "".join(out)


def one_line(text: str) -> str:
    """The report as a single line, as long as before."""
    return text.replace("\r", " ").replace("\n", " ")


WAYS = [without_headings, one_line, lambda text: one_line(without_headings(text))]


@pytest.mark.parametrize("change", WAYS, ids=["no headings", "one line", "both"])
def test_labelled_reports_without_their_headings(shared: Path, change: Callable[[str], str]) -> None:
    """No labelled result becomes a commitment, and no commitment a result: none of 712 labels as measured."""
    crossed, seen = [], 0
    for labels in sorted((shared / "reports").glob("*.labels.jsonl")):
        source = labels.with_name(labels.name.replace(".labels.jsonl", ".txt"))
        text = source.read_bytes().decode()
        changed = change(text)
        assert len(changed) == len(text)
        kinds = {i.quantity.spans[0][0]: i.kind for i in read(changed, name=source.name).items if i.quantity}
        for label in map(json.loads, labels.read_text("utf-8").splitlines()):
            seen += 1
            if {label["kind"], kinds.get(label["start"])} == {"commitment", "result"}:
                crossed.append((source.stem, label["measure"], label["kind"]))
    assert seen > 700
    assert not crossed


@pytest.mark.parametrize(
    ("change", "bound"), list(zip(WAYS, [0, 24, 24], strict=True)), ids=["no headings", "one line", "both"]
)
def test_all_reports_without_their_headings(shared: Path, change: Callable[[str], str], bound: int) -> None:
    """As measured all that changes is one annex, the state of last year's works: 24 figures."""
    crossed = []
    for path in sorted((shared / "reports").glob("*.txt")):
        text = path.read_bytes().decode()
        before, after = (
            {i.quantity.spans[0][0]: i.kind for i in read(each, name=path.name).items if i.quantity}
            for each in (text, change(text))
        )
        crossed += [
            (path.stem, start)
            for start in before
            if {before[start], after.get(start)} == {"commitment", "result"}
        ]
    assert len(crossed) <= bound, crossed
