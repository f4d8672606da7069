"""Which sentences look back and which look ahead.

Each sentence gives evidence for the past or the plan: its headings much, its words little. The
likeliest sequence of halves is found by dynamic programming (Viterbi, IEEE Trans. Inf. Theory
13(2), 1967), where a change of half costs; so a report without headings, a single line, and a
report in which both alternate are one case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from luoshi.reading.structure import Heading, Sentence

Half = Literal["past", "plan"]

CHANGE = 8.0
"""What it costs to change from one half to the other between two sentences, in natural log units."""

DECIDED = 20.0
"""Headings that weigh this much decide alone."""

# Heading words, and how much they weigh: negative for the past, positive for the plan.
HEADINGS = [
    (-30.0, re.compile(r"回顾|工作总结|工作总述|进展情况|完成情况|过去[一五]?年|主要成绩|工作成效")),
    (30.0, re.compile(
        r"目标|任务|安排|部署|打算|谋划|思路|建议|要求|今后|未来|下一步|重点工作|工作重点|自身建设|"
        r"政府建设|人民满意"
        r"|民生实事|实事项目|项目计划|十大工程"
    )),
]  # fmt: skip

# Kinds of heading that frame a half; the others only stand within one.
FRAMING = frozenset(["chapter", "line", "annex", "hash"])

# A list of 民生实事 that the plan announces: its entries name no time of their own.
LIST_OPENS = re.compile(
    r"(?:实施|办好|办实|推进|抓好|做好)[^。了]{0,12}[\d一二三四五六七八九十][^。了]{0,8}民生实事"
)
LIST_CLOSES = re.compile(r"以上|各位代表|让我们")
LISTED = 3.0
UNLISTED = -3.5

# What a sentence's words weigh. Log odds, fitted by logistic regression on the sentences of 22 reports
# whose headings tell the half; with one report left out at a time, and no headings given, 98.6 % of
# its sentences fall into the right half (docs/reading.md).
CUES = [
    (-2.4, r"荣获|获评|获[^得取益]?[^，。]{0,12}(?:称号|奖|批)|入选|被(?:评|授|列|确定|命名|认定)|晋级|"
        r"上榜|跻身|通报表扬"),
    (-2.0, r"清醒(?:地)?(?:认识|看)到|存在(?:的|着)?(?:不少|一些)?(?:困难|问题|差距|短板)|还不(?:够|强|"
        r"高|优)|有待|仍(?:有|然|存|需)"),
    (-1.9, r"圆满|成功|顺利|如期|超额|提前完成"),
    (-1.9, r"(?:一|五|几)年来"),
    (-1.8, r"居全[国省市区]|位[居列]|全[国省市][^，。]{0,6}第[一二三四五六七八九十]|首[次个家批]|"
        r"历史(?:新高|最[好高])|名列"),
    (-1.8, r"(?:扎实|加快|有序|稳步|纵深|深入|全面|统筹|顺利|强力)(?:推进|开展|实施)[，。；]"),
    (-1.8, r"持续[^，。；]{2,6}[，。；]"),
    (-1.7, r"感谢|崇高(?:的)?敬意|来之不易"),
    (-1.6, r"了"),
    (-1.5, r"(?<!新的)(?:这|那)一年|这五年"),
    (-1.4, r"(?:过去|刚刚过去)的?(?:一年|五年|这一年|几年)"),
    (-1.3, r"不断[^，。；]{2,6}[，。；]"),
    (-1.2, r"(?:得到|明显|显著|大幅|有力|有效)[^，。；]{0,10}[，。；]"),
    (-1.2, r"\d"),
    (-1.1, r"全部"),
    (-1.1, r"\d\.\d+"),
    (-1.0, r"建成(?:投[用产]|启用|通车|使用)|投入(?:使用|运营)|竣工|通车|落成|挂牌|开馆|主体完工|封顶"),
    (-0.9, r"(?:达|达到|完成|实现|增长|新增|建成|改造|下降)[^，。；\d以]{0,12}\d[^，。；以]{0,8}[，。；、]"),
    (-0.6, r"成为|迈出|迈上|呈现|彰显|凸显|焕发|分别(?:增长|达|为|完成|下降|提高)"),
    (-0.5, r"预计|目前|截至|累计|已|正式|启用|回顾|回望"),
    (+0.3, r"争创|创建|大力|坚持|坚决|牢固|始终|继续|持续(?:推进|深化|实施|开展|加大|加强|优化|提升|做好|"
        r"抓好|巩固)"),
    (+0.4, r"今后|未来[一五几]年|下一步|将[要会]?|要(?:坚持|始终|把|以|加快|大力|全面|深入|着力|抓|牢|"
        r"进一步)"),
    (+0.4, r"启动(?!了)|谋划|开工|加快(?!推进[，。；])"),
    (+0.5, r"加强|强化|严格|严厉|尽快|早日|抓紧|必须|应当"),
    (+0.6, r"推进(?![，。；])|推动|深化|完善|健全|优化|提升|提高|增强|扩大|拓展|壮大|培育|构建|支持|鼓励|"
        r"引导|促进"),
    (+0.7, r"打造|建设"),
    (+0.8, r"^(?:[一二三四五六七八九十]是|（.{1,3}）)?(?:要|加快|推进|推动|强化|加强|深化|深入|完善|健全|"
        r"支持|实施|开展|落实|提升|优化|打造|培育|做|抓|统筹|全面|大力|积极|持续|扎实|着力|严格|鼓励|"
        r"探索|聚焦|围绕|依托)"),
    (+1.1, r"左右|以内|不低于|不超过|不少于"),
    (+1.2, r"(?<!市|县|及)以上"),
    (+1.4, r"力争|争取|力促"),
    (+1.6, r"今年"),
    (+1.6, r"让[^，。]{2,}"),
    (+2.0, r"确保"),
    # Set by hand: openings that say outright where the text stands. They outweigh one change.
    (-12.0, r"^(?:各位代表！)?(?:过去(?:的|这)?[一五]年|去年|[一五]年来|刚刚过去|回顾|一年来)"),
    (+12.0, r"^(?:各位代表！)?(?:今年(?!以来|上半年|前|\d)|新的一年|今后[一五]年|未来[一五]年)"),
    (+6.0, r"预期目标|主要目标(?:概括)?[为是：]|指导思想|总体(?:要求|"
        r"思路)是|具体工作中|更加紧密地?团结"),
]  # fmt: skip


WEIGHED = [(weight, re.compile(pattern)) for weight, pattern in CUES]
YEAR = re.compile(r"(20\d\d)年")
OUTRIGHT = 6.0
"""So much more weighs a year that a sentence begins with: 2025年，…"""


def halves(text: str, sentences: Sequence[Sentence], year: int | None) -> list[Half]:
    """The half of each sentence, past or plan."""
    evidence = [weigh(text, sentence, year) for sentence in sentences]
    listed = False
    for i, sentence in enumerate(sentences):
        if evidence[i] < UNLISTED or LIST_CLOSES.match(text, sentence.start):
            listed = False
        if listed:
            evidence[i] += LISTED
        elif evidence[i] > 0 and LIST_OPENS.search(text, sentence.start, sentence.end):
            listed = True
    return likeliest(evidence)


def weigh(text: str, sentence: Sentence, year: int | None) -> float:
    """Evidence for the plan (positive) or the past (negative), in natural log units."""
    headings = sum(heading_weight(heading, year) for heading in sentence.headings if heading.kind != "lead")
    if abs(headings) > DECIDED:
        return headings
    words = text[sentence.start : sentence.end]
    return headings + year_weight(words, year) + sum(weight for weight, cue in WEIGHED if cue.search(words))


def heading_weight(heading: Heading, year: int | None) -> float:
    """What a heading says about all that stands under it."""
    if heading.kind not in FRAMING or heading.level > 2:
        return 0.0
    for weight, words in HEADINGS:
        if words.search(heading.title):
            return weight
    if year and heading.level == 1 and (found := YEAR.search(heading.title)):
        return 12.0 if int(found[1]) >= year else -12.0
    return 0.0


def year_weight(words: str, year: int | None) -> float:
    """A year that is named tells the half, if the report's own year is known."""
    if year is None or "年" not in words:
        return 0.0
    weight = 0.0
    for found in YEAR.finditer(words):
        named = int(found[1])
        strong = 1.0
        if found.start() == 0:
            strong = OUTRIGHT if words.startswith("，", found.end()) else 2.0
        weight += 2.5 * strong if named >= year else -2.0 * strong if named == year - 1 else -0.5
    return max(-12.0, min(12.0, weight))


def likeliest(evidence: Sequence[float]) -> list[Half]:
    """The sequence of halves with the greatest total evidence less the cost of changes."""
    past, plan = 0.0, 0.0
    back: list[tuple[bool, bool]] = []
    for weight in evidence:
        past_from_plan, plan_from_past = plan - CHANGE > past, past - CHANGE > plan
        past, plan = max(past, plan - CHANGE) - weight / 2, max(plan, past - CHANGE) + weight / 2
        back.append((past_from_plan, plan_from_past))
    in_plan = plan > past
    found: list[Half] = []
    for past_from_plan, plan_from_past in reversed(back):
        found.append("plan" if in_plan else "past")
        if in_plan and plan_from_past:
            in_plan = False
        elif not in_plan and past_from_plan:
            in_plan = True
    return found[::-1]
