"""Promises without a number: which clauses are one, which are not, and of what type."""

from __future__ import annotations

import pytest
from made_reports import planned, report_of

BEFORE = "（一）城乡融合\n推进城市更新。完善清单管理，"
"""A section, the theme of its paragraph and a clause, so that what follows opens nothing."""
AFTER = "，加强执法监管。"


def undertaken(clause: str) -> list[str]:
    """The items of a plan's paragraph that holds this clause in its midst."""
    return [item.text for item in planned(f"{BEFORE}{clause}{AFTER}")]


@pytest.mark.parametrize(
    "clause",
    """启动建设青梧数字产业港|推进荇河湿地生态修复工程|开展占道经营专项整治|建设跨境电商服务中心|出台惠企政策清单
    |实施校园食堂提质行动|争创省级文旅消费示范区|支持青杼装备建设智能工厂|推行政务服务远程帮办|健全信用修复机制
    |改造梧荫街步行街|依法打击电信网络诈骗|开展燃气隐患排查整治|建立企业家恳谈制度|办好全民健身运动会
    |推动禾陌食品二期开工建设|加快燃气老旧管网更新|常态化开展“科技副总”工作|组织送戏下乡活动""".replace(
        "\n", ""
    ).split("|"),
)
def test_what_can_be_found_done_is_a_promise(clause: str) -> None:
    """A work, a programme, a title, a milestone, an activity with an object."""
    assert clause.strip() in undertaken(clause.strip())


@pytest.mark.parametrize(
    "clause",
    """坚持稳中求进|坚持以人民为中心的发展思想|强化“项目为王”理念|让人民群众更有获得感|以改革引领高质量发展
    |始终把企业满意作为衡量标准|聚焦产业强区|牢牢守住发展底线|把握重要机遇|抢抓改革试点机遇|推动高质量发展迈上新台阶
    |今年是全面建设现代化城区的关键之年|不断增强人民群众获得感""".replace("\n", "").split("|"),
)
def test_principle_purpose_and_rhetoric_are_no_promise(clause: str) -> None:
    """Nobody can find them done or not done."""
    assert clause.strip() not in undertaken(clause.strip())


def test_a_heading_is_no_promise() -> None:
    """Neither a section's title nor a paragraph's theme."""
    texts = [
        item.text for item in planned("（一）推进城市更新\n实施畅通工程。改造梧荫街步行街，建设口袋公园。")
    ]
    assert "推进城市更新" not in texts
    assert "实施畅通工程" not in texts


def test_the_meeting_is_no_promise() -> None:
    """What is said to the deputies."""
    for words in ("各位代表！", "各位代表：", "现在，我代表区人民政府，向大会报告工作，请予审议。"):
        assert planned(words) == []


def test_the_past_promises_nothing() -> None:
    """The same clause is a promise in the plan only."""
    words = f"{BEFORE}建设跨境电商服务中心{AFTER}"
    assert report_of(past=words).items == []
    assert planned(words) != []


def test_a_clause_with_a_promised_number_is_one_item() -> None:
    """改造12条背街小巷 is not listed again without its number."""
    assert undertaken("改造12条背街小巷").count("改造12条背街小巷") == 1


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("实施校园食堂提质行动", "programme"),
        ("推进全民参保计划", "programme"),
        ("启动建设青梧数字产业港项目", "project"),
        ("加快总部大厦建设", "project"),
        ("争创省级文旅消费示范区", "status"),
        ("支持山东理工大学科技园争创国家级大学科技园", "status"),
        ("推动禾陌食品二期竣工投产", "milestone"),
        ("民祥科技产业园建成投产", "milestone"),
        ("出台惠企政策清单", "task"),
        ("常态化开展扫黑除恶斗争", "ongoing"),
        ("依法打击电信网络诈骗", "ongoing"),
        ("深化零基预算改革", "directional"),
        ("扩大普惠托育供给", "directional"),
    ],
)
def test_the_type_of_a_promise(clause: str, kind: str) -> None:
    """What sort of thing will later be found done."""
    (item,) = (item for item in planned(f"{BEFORE}{clause}{AFTER}") if item.text == clause)
    assert item.type == kind


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("支持山东理工大学科技园争创国家级大学科技园", "山东理工大学科技园"),
        ("引导骨干企业组建研发机构", "骨干企业"),
        ("民祥科技产业园建成投产", "民祥科技产业园"),
        ("出台惠企政策清单", None),
    ],
)
def test_whom_a_promise_is_about(clause: str, subject: str | None) -> None:
    """Whoever is helped or whatever is finished; null when it is the government itself."""
    (item,) = (item for item in planned(f"{BEFORE}{clause}{AFTER}") if item.text == clause)
    assert item.subject == subject
