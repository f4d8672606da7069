"""What a figure says: the measure it gives, the act that promises it, and how it is bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.reading.acts import (
    ACT,
    NAMED,
    NAMED_WITH_ACT,
    OBJECT_FIRST,
    SURE_ACT,
    begins_with_act,
    has_object,
    head_act,
    without_adverbs,
)
from luoshi.reading.figures import MOVED_TO, Figure
from luoshi.reading.model import Basis, Comparator, Direction
from luoshi.reading.nouns import NAMES_THEN_NOUN, listed, noun_of, split_names, strip_named
from luoshi.reading.units import RANK, is_ratio
from luoshi.reading.verbs import ALSO_VERBS, DOWN, FALLING, LIGHT, REACHING, RISING, longest_first

# What stands before the number and bounds it; the first row that fits decides.
BOUNDS: list[tuple[Comparator, str]] = [
    (">=", "不(?:得|应|能|再)?(?:低于|少于|小于|弱于)|至少|最低|保底"),
    ("<=", "不(?:得|应|能|再)?(?:超过|高于|多于|大于|突破)|最多|至多|最高"),
    (">", "超过|突破|超出|超|高于|多于|大于|逾|过(?!去)"),
    ("<", "低于|少于|小于"),
    ("~", "接近|大约|约|近|将近"),
]
BOUND = re.compile("(?:" + "|".join(f"(?P<b{i}>{words})" for i, (_, words) in enumerate(BOUNDS)) + ")$")
PREDICATE = re.compile(
    "(?:同比|平均|年均|分别|实际|预计|确保|力争|有望|均|各|再|累计|总体|基本|合计|共|都|将|可|[较比](?:上年|去年|20\\d\\d年(?:末|底)?)|年)*"
    rf"(?P<verb>高于[^，]{{2,6}}平均(?:水平)?|{longest_first([*RISING, *FALLING, *REACHING])})"
    "(?P<to>[到至在为了])?(?:分别|均|各)?$"
)
RANKED = re.compile(
    "(?P<subject>.*?)(?:坚决)?(?P<verb>退出|退|进入|进|跻身|挺进|冲刺|保持|稳居|位列|迈入)[^，]{0,6}[前后]$"
)
SHARE_OF = re.compile("(?P<part>[^，]{2,20})(?P<verb>达到|占|不低于)(?P<whole>[^，]{2,14})的(?:比例|比重)?")
EACH = re.compile("(?:各|(?<![平人年])均)$")
INVEST = re.compile(
    "(?:(?:计划|总|预计|概算|年度|完成)*投资|投入(?:资金)?|列支|安排资金)(?:达|约|近|超过?|逾|共)*$"
)
# What a number is held against is no part of its measure: 营业收入比2024年翻一番.
COMPARED = re.compile("[较比](?:上年|去年|20\\d\\d年)(?:末|底|同期)?$")
# Nouns that say nothing without the measure before them: 总投资, 占比.
RELATIVE = re.compile(
    "(?:(?:年度|计划|总|完成|概算|估算|预计|当年|今年|累计|年|新增)*(?:投资|用地|占地|建筑)(?:额|总额|面积|完成率|规模)?|"
    "总?(?:建筑|占地)?面积|总长(?:度)?|总里程|总数|总量|总产(?:量)?|总规模|总额|占比|比例|比重|占.{1,14}(?:比重|比例|份额)|"
    "增速|增幅|产量|完成率|办结率|满意率|人均|累计|年产值|产值|年营业收入)$"
)
ENDS = re.compile("[，。；、：）！？\n]|$|和(?![美平谐睦])|及|与|以上|左右|等(?!级)|并|或|的?时间")
# An act that no list knows stands alone before its number: 归集发布10万个岗位.
UNKNOWN_ACT = re.compile("(?![对为将把给向])[一-鿿]{2,4}(?<![等镇村区县市省道壤])")
QUALIFIER = re.compile(
    "(?:(?:省|市|县|区|国家|全国|省级|市级|区级|县级|国家级|省定|市定|重点|大型|新)[、和]?)+"
)
GENERIC = frozenset(["措施", "举措", "政策", "工作措施", "改革举措", "务实举措", "任务", "事项"])
PART_WORDS = frozenset(["农村", "城镇", "城市", "城区", "市区", "乡镇", "县级", "市级", "省级", "国家级"])
LEADING = re.compile(
    "^(?:(?:使|让|带动|推动|促进|确保|力争|实现|推进|完成|加快|其|其中|中|累计|全部)(?=[^，]{2,}))+"
)
# Predicates that are acts where nothing stands before them: 完成90个老旧小区改造.
ACT_TOO = frozenset(
    "完成 实现 保持 控制 覆盖 超额完成 稳定 达到 达 超过 突破 超 为 "
    "提高 提升 扩大 增加 减少 压减 压缩 降低".split()
)
SUBJECT_ACTS = frozenset("推动 促进 带动 实现 完成 保持 确保 提升 提高 推进 加快 支持 引导".split())
REACHED = {"增至": "增", "升至": "升", "降至": "降", "降到": "降", "减至": "减", "约为": "为", "有望达": "达"}
MOVING = frozenset([*RISING, *FALLING])
# What a level is said with is no act that could run on to the next figure.
STATED_LEVEL = frozenset([*RISING, *FALLING, *REACHING]) - {"完成", "实现", "确保"}
RATE = re.compile("(?:率|幅|比重|占比)$")
GROWTH_NOUN = re.compile("增幅|增速|涨幅|降幅|增长率")
REDUCED = re.compile("压采|压减|减负")


@dataclass(slots=True)
class Phrase:
    """What one figure says.

    `subset`: introduced by 其中. `relative`: its noun leans on an earlier measure (总投资). `carried`:
    it has no noun of its own. `named`: the act is named after its object (老旧小区改造).
    """

    measure: str = ""
    action: str = ""
    members: list[str] = field(default_factory=list)
    comparator: Comparator = "="
    basis: Basis = "amount"
    direction: Direction = "up"
    each: bool = False
    subset: bool = False
    relative: bool = False
    carried: bool = False
    named: bool = False


@dataclass(slots=True)
class Context:
    """What earlier figures of the sentence leave to later ones: the running act and measure."""

    action: str = ""
    measure: str = ""


def read_phrase(before: str, figure: Figure, after: str, tail: str, context: Context) -> Phrase:
    """Read the words before and after a figure that are its own; `tail` follows the clause's last figure."""
    phrase = Phrase()
    if before.startswith("其中"):
        phrase.subset, before = True, before[2:].lstrip("，：")
    bare = without_adverbs(before)
    bound = BOUND.search(bare)
    bare = bare[: bound.start()] if bound else bare
    phrase.comparator = compared(figure, bound, before)
    if EACH.search(bare):
        phrase.each, bare = True, bare[:-1]
    moved = MOVED_TO.match(after)
    if moved:
        after, bare = "", bare.removesuffix("由").removesuffix("从")
    elif ENDS.match(after):
        after = ""
    if not (figure.unit == RANK and read_rank(phrase, bare, context)) and not read_share(phrase, bare):
        read_form(phrase, bare, bound, after, tail, context, figure)
    if (
        ENSURED.search(before[: len(before) - len(bare)])
        and phrase.action in ("", context.action)
        and not after
    ):
        phrase.action = "确保"
    settle(phrase, figure, bare)
    if moved and phrase.basis == "amount":
        phrase.basis = "level"
    return phrase


# 确保粮食播种面积1520万亩: nothing else is done than to ensure it.
ENSURED = re.compile("确保$")


def read_form(
    phrase: Phrase,
    bare: str,
    bound: re.Match[str] | None,
    after: str,
    tail: str,
    context: Context,
    figure: Figure,
) -> None:
    """Choose how the clause is built: money for a work, subject and predicate, or act and object."""
    predicate = PREDICATE.search(bare)
    if after and tail and INVEST.search(bare):
        read_investment(phrase, bare, after, tail)
    elif predicate and not (after and is_act(bare, predicate)):
        read_predicate(phrase, bare[: predicate.start()], predicate, context)
    elif bound and not after and is_subject(bare):
        read_bound(phrase, bare, bound[0], context)
    elif after and not (begins_with_act(after) and has_object(bare)):
        read_object_after(phrase, bare, after, figure, context)
    else:
        read_object_before(phrase, bare, figure, context)


def compared(figure: Figure, bound: re.Match[str] | None, before: str) -> Comparator:
    """The comparator, from the words on both sides of the number."""
    if bound:
        row = next(i for i in range(len(BOUNDS)) if bound[f"b{i}"])
        return "~" if figure.suffix == "~" else BOUNDS[row][0]
    if figure.suffix:
        return figure.suffix
    if "控制在" in before[-8:]:
        return "<="
    if "至少" in before:
        return ">="
    if "最多" in before or "至多" in before:
        return "<="
    return "~" if figure.approximate else "="


def is_act(bare: str, predicate: re.Match[str]) -> bool:
    """Whether the predicate is an act with its object after the number: 完成90个老旧小区改造."""
    if ACT.fullmatch(bare):
        return True
    return predicate["verb"] in ACT_TOO and not predicate["to"] and not subject_of(bare[: predicate.start()])


def is_subject(bare: str) -> bool:
    """Whether the words before a bounding word are its subject: 基金管理规模|突破1000亿元."""
    if RELATIVE.match(without_adverbs(bare)):
        return True
    return bool(bare) and not begins_with_act(bare) and NAMED.search(bare) is None


def subject_of(text: str) -> str:
    """A subject without what merely leads to it."""
    text = without_adverbs(text)
    if text in ALSO_VERBS:
        return ""
    return text.strip("，：") if text.startswith("“") else LEADING.sub("", text, count=1).strip("，：“” ")


def read_rank(phrase: Phrase, bare: str, context: Context) -> bool:
    """全省排名退出后十位: a place in a ranking."""
    if (m := RANKED.match(bare)) is None:
        return False
    phrase.action = m["verb"]
    name_measure(phrase, subject_of(m["subject"]), context)
    return True


def read_share(phrase: Phrase, bare: str) -> bool:
    """新开工装配式建筑达到新建建筑面积的25%: a part of a whole."""
    if (m := SHARE_OF.fullmatch(bare)) is None:
        return False
    phrase.action, phrase.basis = m["verb"], "level"
    phrase.measure = f"{subject_of(m['part'])}占{m['whole']}比例"
    return True


def read_investment(phrase: Phrase, bare: str, after: str, tail: str) -> None:
    """投资1.77亿元建设木道沟水系景观大道: the money is the measure of what it builds."""
    thing, said = noun_of(tail.lstrip("的"))
    thing = thing.rstrip("、和")
    act = ACT.match(thing)
    if act and act.end() < len(thing):
        thing = thing[act.end() :]
    phrase.measure = thing if thing.endswith("投资") else f"{thing}投资"
    phrase.action = "投入" if "投入" in bare else "投资"
    if after.startswith("的"):
        # The work is what is promised: 完成投资1440万元的…工程, 投资1.8亿元的…项目建成投产.
        leading = ACT.match(bare)
        phrase.action = leading["first"] if leading and leading["first"] != "投资" else said or phrase.action


def read_predicate(phrase: Phrase, subject: str, predicate: re.Match[str], context: Context) -> None:
    """地区生产总值增长8%: the subject is the measure, the predicate the act."""
    verb = predicate["verb"][:2] if predicate["verb"].startswith("高于") else predicate["verb"]
    phrase.action = REACHED.get(verb, verb)
    subject = subject_of(subject)
    if verb in MOVING and verb not in REACHED and predicate["to"] not in ("到", "至", "为", "在"):
        phrase.basis = "change"
    elif subject or verb not in ("完成", "实现"):
        phrase.basis = "level"
    act = ACT.match(subject)
    if act and len(subject) - act.end() >= 2:
        if act["first"] in SUBJECT_ACTS:
            subject = subject[act.end() :]
        elif verb in REACHING and SURE_ACT.match(subject) and not RATE.search(subject):
            phrase.action, phrase.basis = act[0], "amount"
            subject = subject[act.end() :]
    phrase.each = phrase.each or ("均" in predicate[0] and "、" in subject)
    name_measure(phrase, subject, context)


def read_bound(phrase: Phrase, bare: str, bound: str, context: Context) -> None:
    """入园企业数量超过100家: the bounding word is the predicate; 不低于 and 约 are none."""
    phrase.action = bound if bound in ("超过", "突破", "超出", "超", "高于", "低于", "逾") else ""
    phrase.basis = "level"
    name_measure(phrase, subject_of(bare), context)


def name_measure(phrase: Phrase, noun: str, context: Context) -> None:
    """The noun as a measure; a bare 总投资 or 占比 belongs to the measure before it."""
    noun = COMPARED.sub("", noun.strip("，：的 "))
    if names := NAMES_THEN_NOUN.match(noun):
        phrase.members, noun = split_names(names["names"]), names["noun"]
    if phrase.subset and noun in PART_WORDS:
        noun += context.measure
    if not noun:
        phrase.measure, phrase.carried = context.measure, True
    elif RELATIVE.match(noun) and context.measure:
        phrase.relative = True
        phrase.measure = related(context.measure, noun)
    else:
        phrase.measure = noun


def related(measure: str, noun: str) -> str:
    """A measure with what leans on it: 粮食播种面积 and 总产 → 粮食总产."""
    if noun == "人均":
        return f"人均{measure}"
    return (SOWN.sub("", measure) if noun in ("产量", "总产", "总产量") else measure) + noun


SOWN = re.compile("(?:播种|种植)?面积$")


def read_object_after(phrase: Phrase, bare: str, after: str, figure: Figure, context: Context) -> None:
    """改造12条背街小巷, 科技苑中学等5所学校建成投用: the noun follows its number."""
    noun, named = noun_of(after.lstrip("的"), counts_works=figure.unit in ("处", "个", "项", "大"))
    head, rest = head_act(bare)
    share = is_ratio(figure.unit) and after.startswith("的")
    if not (head or named or share) and UNKNOWN_ACT.fullmatch(rest) and not QUALIFIER.fullmatch(rest):
        head, rest = rest, ""
    if rest and (share or QUALIFIER.fullmatch(rest) or noun in GENERIC or is_place_of(rest, figure)):
        noun = rest + noun
    elif rest and not OBJECT_FIRST.match(rest):
        phrase.members = listed(rest) or split_names(rest)
    phrase.measure = noun or context.measure
    running = head or ("" if bare or context.action in LIGHT else context.action)
    kept = named == "建设" and noun.endswith("项目") and running
    if named and not kept and (not running or running in LIGHT):
        phrase.action, phrase.named = named, True
    else:
        phrase.action = head or context.action


def is_place_of(rest: str, figure: Figure) -> bool:
    """Whether the words before a length or an area tell where it lies, and are no list of names."""
    return (
        figure.unit in ("平方米", "平米", "公里", "米", "亩") and "、" not in rest and not rest.endswith("等")
    )


def read_object_before(phrase: Phrase, bare: str, figure: Figure, context: Context) -> None:
    """新增高新技术企业14家, 村内街道硬化27万平方米: the noun stands before its number."""
    head, noun = head_act(bare)
    if head and not noun and (len(bare) > 2 or not context.measure):
        phrase.measure, phrase.action = bare, head[:2]
        return
    if "的" in noun and "、" in noun.rsplit("的", 1)[0]:
        noun = noun.rsplit("的", 1)[1]
    if names := listed(noun):
        phrase.members, noun = names, ""
    named = ""
    if NAMED_WITH_ACT.match(noun):
        head = "新增"
    elif not head or head in LIGHT:
        noun, named = strip_named(noun)
    name_measure(phrase, OBJECT_FIRST.sub("", noun) if OBJECT_FIRST.match(noun) else noun, context)
    if named or head:
        phrase.action, phrase.named = named or head, bool(named)
    elif phrase.relative:
        phrase.action = "投资" if "计划投资" in bare else ""
    elif not is_ratio(figure.unit) and context.action not in STATED_LEVEL:
        phrase.action = context.action


def settle(phrase: Phrase, figure: Figure, bare: str) -> None:
    """Basis and direction, from the unit and the verb."""
    if phrase.action in DOWN or REDUCED.search(bare):
        phrase.direction = "down"
    if figure.unit == RANK:
        phrase.basis = "level"
    elif figure.unit == "个百分点":
        phrase.basis = "level" if "高于" in bare or "低于" in bare else "change"
    elif is_ratio(figure.unit):
        grows = phrase.basis == "change" or figure.unit == "倍" or GROWTH_NOUN.search(phrase.measure)
        phrase.basis = "growth" if grows else "level"
