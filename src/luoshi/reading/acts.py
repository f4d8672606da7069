"""The act a text begins with: 新增, 改造提升, 策划实施."""

from __future__ import annotations

import re

from luoshi.reading.verbs import (
    ACTS,
    ADVERBS,
    ALSO_VERBS,
    COMPOUND,
    HALF_NOUNS,
    LIGHT,
    NAMED_EVENTS,
    NAMED_WORKS,
    WORKS,
    longest_first,
)

ADVERB = re.compile(
    rf"(?:{longest_first(ADVERBS)}"
    r"|到20\d\d年(?:底|末)?|20\d\d年(?:底前|底|末)?|[一二三四五六七八九十\d]+月(?:底|末)?前?|第[一二三四]季度"
    r"|“?十[三四五]五”?(?:期间|末|时期)|未来[三五几]年|每(?:年|月|季度|半年|周)"
    r"|[一二三四五六七八九十]是|（[一二三四五六七八九十\d]+）|\d+[.、]|[①-⑳]"
    r"|新(?=培育|创建|认定|引进|引育|招引|开工|签约|培训|招聘|打造|创成|入库|申报|改造)"
    r"|谋划(?=实施|新建|建设|启动|推进|改造)|共(?=完成|实施|安排|投入|签约|引进))+，?"
)
ACT = re.compile(
    rf"(?P<first>(?!(?:{longest_first(HALF_NOUNS)})(?:{longest_first(COMPOUND)}))"
    rf"(?:{longest_first([*ACTS, *ALSO_VERBS])}))"
    rf"(?P<more>(?<!出台)(?<!制定)(?<!发布)"
    rf"(?:[、和及并或]?(?:{longest_first(WORKS)})(?!{longest_first(COMPOUND)}))*)"
    r"了?(?![业性型化率额量费])"
)
# Acts that are one wherever they stand in a clause: 在恒山路安装路灯800余盏.
SURE_ACT = re.compile(
    "新增|净增|新建|新改建|新改扩建|新（改、扩）建|增设|改造提升|建成|改扩建|(?<!研发)(?<!资金)(?<!经费)投入|投放|开行|"
    "引进|招聘|发放|开工建设|安装（更换）|安装|完成|新创建|新培育|新认定|救助|建设|改造(?!提升工程)|签约|打造|举办|"
    "开展|更新改造|供应|提供|推介|承接|包联"
)
OBJECT_FIRST = re.compile("(?:对|将|把|为|给|向|组织|覆盖)")
# A measure that is named with its act inside: 城镇新增就业.
NAMED_WITH_ACT = re.compile("(?:城镇|城乡)新增就业")
# A noun that makes an act the name of a kind of thing: 招聘活动, 改造项目.
KIND = re.compile(longest_first(COMPOUND))
SINGLE = frozenset("建修改办招引育种")
NAMED = re.compile(
    rf"(?P<act>(?:{longest_first([*NAMED_WORKS, *NAMED_EVENTS])})"
    rf"(?:[、和及或]?(?:{longest_first(NAMED_WORKS)}))*)"
    "(?P<frame>工作|任务|工程|项目|进度|行动)?$"
)


def without_adverbs(text: str) -> str:
    """The text without the words before its verb that change neither what is done nor how much."""
    m = ADVERB.match(text)
    return text[m.end() :] if m else text


def head_act(text: str) -> tuple[str, str]:
    """The act a text begins with, else the first sure one inside it; and what follows it."""
    object_first = OBJECT_FIRST.match(text)
    act = ACT.match(text) or (ACT.match(text, object_first.end()) if object_first else None)
    if act is None and (inside := SURE_ACT.search(text)):
        act = ACT.match(text, inside.start())
        if act and NAMED_WITH_ACT.match(text):
            return act["first"], text
    if act is None:
        return (text, "") if text in SINGLE else ("", text)
    return full_act(act, text[act.end() :])


def full_act(act: re.Match[str], rest: str) -> tuple[str, str]:
    """An act with its second verb; a light verb gives way to the act it introduces."""
    first, more = act["first"], act["more"]
    if first not in LIGHT:
        return first + more, rest
    if more:
        return more.lstrip("、和及并或"), rest
    following = ACT.match(rest)
    if (
        following
        and following.end() < len(rest)
        and not NAMED.fullmatch(rest)
        and not KIND.match(rest, following.end())
    ):
        return following["first"] + following["more"], rest[following.end() :]
    return first, rest


def begins_with_act(text: str) -> bool:
    """Whether a text begins with an act."""
    return ACT.match(text) is not None


def has_object(text: str) -> bool:
    """Whether the act that a text begins with already has its object."""
    act = ACT.match(text)
    return len(text) - (act.end() if act else 0) >= 2 and not text.endswith("等")
