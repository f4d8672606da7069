"""Every numeral of the clean text: a figure (number with unit), or a leftover with its class."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from luoshi.reading.model import Comparator
from luoshi.reading.numerals import MULTIPLIERS, number
from luoshi.reading.units import DURATIONS, NOT_UNIT, RANK, THRESHOLD, UNIT

ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
MORE = "[一二两三四五六七八九十百千零]*"
# What may stand behind 亿 and 万: 三亿五千万, 两万零五百; not 十万百姓.
BELOW = f"零?[一二两三四五六七八九][十百千]{MORE}"
CHINESE = f"[一二两三四五六七八九十百千]{MORE}(?:亿{BELOW}万?)?(?:(?:(?<=万)|万){BELOW})?"
MULTIPLIER = r"万亿|千万|百万|十万|亿|万"
CANDIDATE = re.compile(
    r"[0-9一二两三四五六七八九十百千番]|[万亿](?=元以上)|(?<=[近超破逾达约])(?:万亿|亿)(?=元)"
)
NUMERAL = re.compile(
    rf"(?:(?P<low>{ARABIC}|"
    rf"[一二两三四五六七八九十百]{{1,4}}(?=[至到][一二两三四五六七八九十]))(?P<low_multiplier>{MULTIPLIER})?(?P<low_unit>%|‰|个|家|"
    rf"元|亩)?"
    rf"(?:[-—–~]+|[至到]))?(?P<number>{ARABIC}|{CHINESE})"
    rf"(?P<mid>余|多|几)?(?P<multiplier>{MULTIPLIER})?(?P<more>余|多)?(?P<unit>{UNIT})?"
)
COAL = re.compile("标准?煤")
SUFFIX = re.compile(
    r"(?:（含）)?(?:及(?=以))?(?:(?P<at_least>以上)|(?P<at_most>以内|之内|以下)|(?P<about>左右|"
    r"上下))(?:（含）)?"
)
DOUBLING = re.compile("翻(?P<twice>[一二两三四])?番")

QUOTED = re.compile(r"“[^“”\n]{1,24}”|《[^《》\n]{1,60}》")
DATE = re.compile(
    r"\d{4}(?:[-—–~至到]\d{4})?年度?(?:\d{1,2}(?:[-—–~至到]\d{1,2})?月(?:份|\d{1,2}日)?)?"
    r"|\d{4}(?=[-—–~至到、和]\d{4}年)"
    r"|\d{1,2}(?:[-—–~至到、]\d{1,2}){0,11}月(?:份|\d{1,2}日)?|\d{1,2}日(?!均)|\d{1,2}世纪|\d{2}年代"
    r"|[一二三四五六七八九十]{1,2}月(?:份|底|初)?|[一二三四]个?季度"
)
# Words that hold a numeral character and count nothing. Those that begin with it, and those that do not.
WORD = re.compile(
    "一(?:致|定|些|切|般|律|手|线|起|道|如|直|方|旦|贯|心|体|代|带|时|样|度|往|刻|路|生|脉|肩|盘|"
    "站|网|窗|门|键|张图|件事|把手|公里|"
    "把|系|举|经|并|流|批|点|步|以|味|视|应|二|刀切|下|同|面|边|头|揽子|篮子|票|次性|目了然|[^，。、]一)|"
    "二(?:手|级|维)|两(?:会|岸|翼|侧|者|地|不|手|化|新|重|山|高|区|用|类|端|优|免)|三(?:农|资|权|"
    "甲|方|维|包|公|伏|角|产|大|新|品|级|线|孩|峡|年|调|江)|"
    "四(?:面八方|通八达|肢|海|季|方|化|级|川|个意识)|五(?:湖|谷|一|年|星|级|险|保|常|老)|六(?:稳|"
    "保)|七彩|八(?:方|一|项规定)|九(?:州|年)|"
    "十(?:分|足|[一二三四五六]五|[一二三四五]运|佳|强|年)|百(?:姓|货|年|折|舸|花|业|强|万|日|里|"
    "村|亿|千)|千(?:帆|年|钧|方百计|家万户|里|万|亿|村|亩)"
)
WORD_BEFORE = frozenset("统唯单同逐之进下新专归划如万不某每任另哪这那数几第近初")
NAME_AFTER = re.compile(
    r"[A-Za-z&](?!m²)|强|号|路|线|街|巷|中(?!央|心|西)|小(?!时|区|微|镇|巷|型|学|吃|店)|版|周年|热线|"
    r"级|代|千伏|伏|摄氏度|℃|"
    r"大以来|大精神|大报告|大召开|大胜利|大代表|中全会|次全会|次会议|次党代会"
)
MODEL = re.compile(r"[A-Za-z+#·]$")
ABSTRACT = re.compile(
    "(?:方面|层面|维护|确立|意识|自信|不摘|必须|坚持|转变|环节|阶段|字|关键|抓手|导向|面向|统筹|"
    "结合|同步|大局|文明|责任|主体|先锋|一律|到位|"
    "全覆盖|不动摇|毫不|更加|更好|聚焦|着力|突破|提升|聚力|轮子|市场|循环|战场|战略|重大战略|"
    "健康|维度|百分点|“|能力|优先|定位|目标|体系|窗口|"
    "屏障|趋势|五年|百年|区间|优化|机制|统一|轮|任务|主动|强化|转型|标准|始终|革命|需要|关系|工作|任务|腿|"
    "重点|百|更|好|大|一)"
)
# Units that name or order things when a Chinese numeral stands before them: 三期, 五院, 两张网.
NAMING = frozenset(
    "期 届 级 类 种 批 次 组 段 片 层 号 面 队 班 场 带 门 张 本 棵 团 位 站 院 馆 校 厂 店 村 镇 乡".split()
)
GREAT = re.compile(
    "(?:传统|支柱|主导|优势|特色|新兴|未来|重点)?(?:产业|集群|基地|园区)(?![^，。；]{0,10}(?:行动|工程|计划|战略))|[^，。；]{0,12}(?:示范区|产业园)"
)
OWN_COUNT = re.compile(
    "(?:大|个)?(?:重点)?(?:方面|板块)(?!的?民生|的?实事)|(?:项|件)(?:重点)?(?:工作|任务)："
)
ENTITY = re.compile(
    "的?(?:省|市|区|重点|工业|农业|新|大|好)?(?:项目|企业|产业|园区|集群|村|工程|大?单位|老人|"
    "老年人|人口|儿童|家庭)"
)
OF_ENTITY = re.compile("的(?:企业|单位|村|家庭|人员)")
WITHIN = re.compile("(?:范围)?内(?![，。、；])|半径")
RANK_VERB = re.compile(
    "(?:退出|退|进入|进|跻身|挺进|保持|稳居|排名|位列|位居|迈入|冲刺)[^，。；、]{0,8}[前后]$"
)
TIME_SAVED = re.compile("压缩|缩短|压减|减至|降至|提速|时限|控制在|办结|时长")
BARE_BEFORE = re.compile(r"(?:由|从|达到|达|缩小[至到]|降[至到低]+|提高[至到]|为|比|指数|至|到|[：:])$")
FRACTION = re.compile(r"\d{1,2}/\d{1,2}(?![\d/])")
APPROACHING = frozenset("近约逾超过达破上")


@dataclass(slots=True)
class Figure:
    """A number with its unit in the clean text; `after` stands behind its suffix (以上, 左右 …)."""

    start: int
    end: int
    after: int
    value: Decimal
    unit: str
    suffix: Comparator | None = None
    approximate: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(slots=True)
class Rest:
    """A numeral that is no figure, and its class."""

    start: int
    end: int
    reason: str


class Names:
    """Quoted names and titles: a numeral inside one of them names something."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in QUOTED.finditer(text)]
        self.starts = [a for a, _ in found]
        self.ends = [b for _, b in found]

    def covers(self, position: int) -> bool:
        i = bisect_right(self.starts, position) - 1
        return i >= 0 and position < self.ends[i]


def numerals(text: str) -> Iterator[Figure | Rest]:
    """All numerals of the text, in order; no two overlap."""
    names = Names(text)
    position = 0
    while found := CANDIDATE.search(text, position):
        start = found.start()
        first = text[start]
        one: Figure | Rest | None
        if first.isascii():
            one = arabic(text, start, names)
        elif first == "番" or text[start - 1 : start + 2 : 2] == "翻番":
            one = doubling(text, start, names)
        else:
            one = chinese(text, start, names)
        if one is None:
            position = start + 1
            continue
        yield one
        position = one.end


def arabic(text: str, start: int, names: Names) -> Figure | Rest:
    """The numeral that begins with this digit."""
    if date := DATE.match(text, start):
        return Rest(start, date.end(), "date")
    if fraction := FRACTION.match(text, start):
        return Rest(start, fraction.end(), "fraction")
    m = numeral_at(text, start)
    if text[start - 1 : start] == "第":
        return Rest(start, m.end("number"), "ordinal")
    if names.covers(start) or MODEL.search(text, max(0, start - 1), start):
        return Rest(start, m.end("number"), "name")
    return with_unit(text, m) if m["unit"] else without_unit(text, m)


def with_unit(text: str, m: re.Match[str]) -> Figure | Rest:
    """An Arabic numeral with its unit: mostly a figure."""
    start, before = m.start(), text[m.start() - 1 : m.start()]
    if before == "每":
        return Rest(start, m.end(), "per")
    if before in ("前", "后") and m["unit"] in ("名", "位", "家"):
        return rank_of(text, m) or Rest(start, m.end(), "rank")
    if m["unit"] in DURATIONS and not time_is_measured(text, m):
        return Rest(start, m.end(), "duration")
    if OWN_COUNT.match(text, m.start("unit")):
        return Rest(start, m.end(), "count_of_report")
    if SIZE_CLASS.match(text, m.end()) or (m["unit"] in POWER and NOUN.match(text, m.end())):
        return Rest(start, m.end(), "specification")
    return threshold(text, figure(text, m))


def numeral_at(text: str, start: int) -> re.Match[str]:
    """The numeral that begins here, without a unit that only looks like one (5项目 is no 5项)."""
    m = cast("re.Match[str]", NUMERAL.match(text, start))
    if m["unit"] and NOT_UNIT.match(text, m.start("unit")):
        return cast("re.Match[str]", NUMERAL.match(text, start, m.start("unit")))
    return m


def without_unit(text: str, m: re.Match[str]) -> Figure | Rest:
    """A numeral that no unit follows: a rank, a name, a member of a list, a bare value, or nothing known."""
    found = rank_of(text, m) or named(text, m) or listed_value(text, m) or bare_value(text, m)
    return found or Rest(m.start(), m.end("number"), "bare")


def named(text: str, m: re.Match[str]) -> Rest | None:
    """An age, a list number, the report's own count, or part of a name."""
    start, end = m.start(), m.end()
    if age := AGE.match(text, end):
        return Rest(start, age.end(), "age")
    if OWN_COUNT.match(text, end):
        return Rest(start, m.end("number"), "count_of_report")
    if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in (".", "、"):
        return Rest(start, end, "list_number")
    if NAME_AFTER.match(text, end) and not m["multiplier"]:
        return Rest(start, m.end("number"), "name")
    return None


def listed_value(text: str, m: re.Match[str]) -> Figure | None:
    """A number in a list whose last member has the unit (45、38、35个工作日), or in a ratio (9：64：27)."""
    start, end = m.start(), m.end()
    if listed := LISTED.match(text, end):
        value = number(m["number"], m["multiplier"] or listed["multiplier"] or "")
        return Figure(start, end, end, value, listed["unit"])
    if RATIO_AFTER.match(text, end) or RATIO_BEFORE.search(text, max(0, start - 2), start):
        return Figure(start, end, end, number(m["number"], m["multiplier"] or ""), "")
    return None


def bare_value(text: str, m: re.Match[str]) -> Figure | Rest | None:
    """A value without a unit: 缩小至1.83, 36万群众, 收入超10亿 (yuan)."""
    start, end = m.start(), m.end()
    ends = not text[end : end + 1].isalnum() or MOVED_TO.match(text, end)
    known = ends and BARE_BEFORE.search(text, max(0, start - 4), start)
    if not (m["multiplier"] or known):
        return None
    if SIZE_CLASS.match(text, end):
        return Rest(start, m.end("number"), "specification")
    return threshold(text, with_yuan(text, figure(text, m), m["multiplier"]))


def with_yuan(text: str, found: Figure, multiplier: str | None) -> Figure:
    """亿 with no noun behind it counts yuan."""
    if "亿" in (multiplier or "") and NO_NOUN.match(text, found.after):
        found.unit = "元"
    return found


AGE = re.compile("周?岁")
LISTED = re.compile(
    rf"(?:[、和]{ARABIC}(?:{MULTIPLIER})?){{0,20}}[、和]{ARABIC}(?P<multiplier>{MULTIPLIER})?(?P<unit>个百分点|个工作日|{UNIT})"
)
SIZE_CLASS = re.compile("[级式](?!别)")
POWER = frozenset("兆瓦 MW GW KW kW 吉瓦 千瓦 P".split())
NOUN = re.compile("(?![以左上及时])[一-鿿]")
NO_NOUN = re.compile("[，。；、：！\\n）的]|$")
MOVED_TO = re.compile("(?:提高|提升|上升|下降|降低|缩小|压缩|优化|调整|增加|减少)[到至为]")
RATIO_BEFORE = re.compile(r"\d：$")
RATIO_AFTER = re.compile(r"：\d")


def rank_of(text: str, m: re.Match[str]) -> Figure | None:
    """A place in a ranking that one wants to reach or leave: 进入前三, 退出后十位."""
    start, end = m.start(), m.end("number")
    if text[start - 1 : start] not in ("前", "后") or not RANK_VERB.search(text, max(0, start - 14), start):
        return None
    after = end + 1 if text[end : end + 1] in ("位", "名") else end
    if text[after : after + 1] not in ("，", "。", "；", "、", "\n", ""):
        return None
    return Figure(start, after, after, number(m["number"]), RANK)


def time_is_measured(text: str, m: re.Match[str]) -> bool:
    """Days of good air and days saved are figures; how long something took is not."""
    around = text[max(0, m.start() - 24) : m.end() + 6]
    if m["unit"] == "天" and "天数" in around:
        return True
    return m["unit"] not in ("年", "日", "周") and bool(TIME_SAVED.search(around)) and not m["multiplier"]


def chinese(text: str, start: int, names: Names) -> Figure | Rest | None:
    """The numeral that begins with this Chinese character; None where the character is part of a word."""
    if text[start] in "万亿":
        return lone_money(text, start)
    before = text[start - 1 : start]
    m = numeral_at(text, start)
    if before == "第":
        return Rest(start, m.end("number"), "ordinal")
    if names.covers(start):
        return Rest(start, m.end("number"), "name")
    if date := DATE.match(text, start):
        return Rest(start, date.end(), "date")
    if rank := rank_of(text, m):
        return rank
    if before in WORD_BEFORE and not (before == "近" and m["unit"]):
        return Rest(start, m.end("number"), "vague" if before in "数几" else "word")
    if percent := PERCENT.match(text, start):
        value = number(percent[1]) + (number(f"零{percent[2]}").scaleb(-len(percent[2])) if percent[2] else 0)
        return Figure(start, percent.end(), percent.end(), value, "%")
    if not m["unit"] and not m["multiplier"]:
        return Rest(start, m.end("number"), "name" if NAME_AFTER.match(text, m.end("number")) else "word")
    return chinese_figure(text, m, before)


def lone_money(text: str, start: int) -> Figure | Rest:
    """亿元以上 says which things are meant; 突破万亿元 is a hundred million times ten thousand."""
    end = text.index("元", start) + 1
    if text[start - 1 : start] not in APPROACHING:
        return Rest(start, end, "threshold")
    return Figure(start, end, end, MULTIPLIERS[text[start : end - 1]], "元")


def chinese_figure(text: str, m: re.Match[str], before: str) -> Figure | Rest:
    """A Chinese numeral with a unit: counted, or an article, a name, a slogan."""
    start, unit = m.start(), m["unit"] or ""
    if unit in DURATIONS:
        return Rest(start, m.end(), "duration")
    if m["number"] == "一" and not m["multiplier"]:
        counted = (
            before == "各" or unit == "倍" or (unit == "次" and EVERY.search(text, max(0, start - 8), start))
        )
        return figure(text, m) if counted else Rest(start, m.end(), "article")
    bounded = before in APPROACHING or m["mid"] or m["more"] or SUFFIX.match(text, m.end())
    if not bounded and (m["number"][0] in "百千" or WORD.match(text, start)):
        return Rest(start, m.end("number"), "name")
    if OWN_COUNT.match(text, m.start("unit")):
        return Rest(start, m.end(), "count_of_report")
    if unit in NAMING:
        return Rest(start, m.end(), "name")
    if unit == "大" and not (GREAT.match(text, m.end()) or before == "等"):
        return Rest(start, m.end(), "name")
    if unit in ("个", "项", "条", "件", "家") and ABSTRACT.match(text, m.end()):
        return Rest(start, m.end(), "slogan")
    if SIZE_CLASS.match(text, m.end()) or text[m.end() : m.end() + 1] == "制":
        return Rest(start, m.end(), "specification")
    found = figure(text, m)
    return threshold(text, found if unit else with_yuan(text, found, m["multiplier"]))


PERCENT = re.compile(f"百分之({CHINESE}|{ARABIC})(?:点([零一二三四五六七八九]+))?")
EVERY = re.compile("每(?:个?月|年|季度?|周|半年)[^，。；]{0,16}$")


def doubling(text: str, start: int, names: Names) -> Figure | None:
    """翻番, 翻一番, 翻两番: twice or four times what it was."""
    begin = text.rfind("翻", max(0, start - 2), start)
    m = DOUBLING.match(text, begin) if begin >= 0 else None
    if m is None or names.covers(start):
        return None
    times = {"两": 4, "二": 4, "三": 8, "四": 16}.get(m["twice"] or "", 2)
    return Figure(begin, m.end(), m.end(), Decimal(times), "倍")


def figure(text: str, m: re.Match[str]) -> Figure:
    """The figure that this match describes, with what follows its unit."""
    end = m.end()
    if m["unit"] == "吨" and (coal := COAL.match(text, end)):
        end = coal.end()
    multiplier = m["multiplier"] or ""
    value = number(m["number"], multiplier)
    unit = m["unit"] or ""
    if unit == "成":
        value, unit = value * 10, "%"
    elif unit in ("百分点", "个点"):
        unit = "个百分点"
    found = Figure(m.start(), end, end, value, unit, approximate=bool(m["mid"] or m["more"]))
    if m["low"]:
        low_multiplier = m["low_multiplier"] or ("" if m["low_unit"] else multiplier)
        found.low, found.high = number(m["low"], low_multiplier), value
        found.value = found.low
    if suffix := SUFFIX.match(text, end):
        found.after = suffix.end()
        found.suffix = ">=" if suffix["at_least"] else "<=" if suffix["at_most"] else "~"
    return found


def threshold(text: str, found: Figure) -> Figure | Rest:
    """The figure, or the class `threshold` where it only says which things are meant (亿元以上项目)."""
    money = found.unit == "元" or (not found.unit and found.value >= MULTIPLIERS["亿"])
    over = money and text[found.start - 1 : found.start] in ("超", "过")
    bounded = found.suffix in (">=", "<=") and found.unit in THRESHOLD
    if (over or bounded) and ENTITY.match(text, found.after):
        return Rest(found.start, found.end, "threshold")
    if found.unit == "元" and text[found.start - 1] in APPROACHING and OF_ENTITY.match(text, found.after):
        return Rest(found.start, found.end, "threshold")
    if found.unit in ("米", "公里") and WITHIN.match(text, found.end):
        return Rest(found.start, found.end, "threshold")
    return found
