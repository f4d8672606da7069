"""One item of what was read: its kind, its period, how firmly it is said, and its identity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from luoshi.reading.acts import without_adverbs
from luoshi.reading.figures import Figure
from luoshi.reading.halves import Half
from luoshi.reading.indicators import indicator
from luoshi.reading.model import Item, Kind, Quantity, Report, Span
from luoshi.reading.nouns import split_names
from luoshi.reading.page import Page
from luoshi.reading.phrases import INVEST, Phrase
from luoshi.reading.structure import Sentence
from luoshi.reading.undertakings import opening_act, type_of
from luoshi.reading.units import RANK
from luoshi.reading.verbs import STRENGTH, longest_first

FIRM = re.compile(longest_first(STRENGTH))
# What already is, though it stands in the plan.
PRESENT = re.compile(
    r"(?<!项)目前|现已|已(?:经|有|建|开|达|完|累计)|去年|(?<![较比])上年(?!度)|截至|现有|过去一年"
)
# A target set earlier and quoted by the way it was met.
SET_EARLIER = re.compile("(?:确定|下达|制定|提出|预定|既定)的[^，]{0,12}(?:目标|任务)$")
POPULATION = re.compile(r".{0,4}(?:人民|群众|百姓|父老|干部)")
SIZED = re.compile(r"(?:投资|总长|面积|占地|跨度|容量)(?:约|达|近|超|为)*$")
# A project that is only begun or hurried on promises its own size no more than its name.
ONLY_MOVED = re.compile("启动|加快|推进|推动|提速|谋划|紧盯|盯紧|开工|力推|促进|做好|争取|全力")
FINISHED = re.compile("竣工|建成|投产|投用|完工")
LEANS_ON = re.compile("(?:紧紧|聚焦|紧扣)*(?:围绕|聚焦|依托|立足|对接|瞄准|紧盯)")
POLICY = re.compile(r"(?:政策|措施|要求|规定|条例|禁令)$")
KEPT = frozenset("落实 抓实 执行 用好 贯彻 落实落细 抓细抓实".split())
FROM = re.compile(r"(?:由|从)[^，。]{0,8}$")
RAISED_TO = re.compile(r"[^，。；]{0,6}(?:提高|提升|增加|压缩|缩短|降低|下降|减少|扩大)[到至]")
YEARS = re.compile(r"(20\d\d)年?[-—–~至到]+(20\d\d)年")
UNTIL = re.compile(r"到(20\d\d)年|(20\d\d)年(?:底|末)")
FIVE_YEARS = re.compile(r"(?:未来|今后)五年|“?十([三四五])五”?(?:末|期间|时期|期末)")
OWN_HOUSE = re.compile("自身建设|政府建设|人民满意.{0,4}政府")
SUBJECT = re.compile(
    r"(?:支持|鼓励|引导|帮助|指导)(?P<helped>[^，]{2,24}?)(?:有序|积极|深入|全面|加快|主动)*(?=争创|创建|申报|扩大|开展|参与|"
    r"借力|发展|做大|做强|上市|建设|提升|加大|转型|实施|通过|组建|融入)|"
    r"^(?P<built>[^，]{2,24}?)(?:全面)?(?:建成|竣工|开工|投产|投用|通车|招生|开馆|挂牌)"
)


@dataclass(slots=True)
class Whole:
    """The sentence that an item belongs to, and what its earlier clauses leave to later ones."""

    number: int
    sentence: Sentence
    half: Half
    headings: list[str]
    words: str
    period: str | None = None
    tops: list[Item] = field(default_factory=list)
    subset: bool = False


@dataclass(slots=True)
class Maker:
    """Makes items of one report."""

    page: Page
    report: Report
    key: bytes

    def quantified(self, whole: Whole, spans: list[Span], figure: Figure, phrase: Phrase, kind: Kind) -> Item:
        """The item of a figure; `spans` are those of its clause."""
        own = self.page.spans(figure.start, figure.end)
        item = self.item(whole, spans, own, kind)
        quote = self.page.quote(own)
        unit = BRACKETED.search(quote) if "（" in figure.unit else None
        item.quantity = Quantity(
            quote,
            own,
            figure.value,
            unit[0] if unit else figure.unit,
            phrase.comparator,
            phrase.basis,
            phrase.direction,
            figure.low,
            figure.high,
        )
        item.measure, item.action = phrase.measure or None, phrase.action
        item.members, item.each = phrase.members, phrase.each
        item.indicator = indicator(phrase.measure) if phrase.measure else None
        if not phrase.measure:
            item.unsure, item.why = True, "没有读出指标 / no measure found"
        elif phrase.carried and phrase.basis == "amount":
            item.unsure, item.why = True, "指标承前省略 / the measure is taken from an earlier clause"
        return item

    def undertaking(self, whole: Whole, spans: list[Span], clause: str) -> Item:
        """The item of a clause without a number."""
        item = self.item(whole, spans, [], "commitment")
        item.type = type_of(clause)
        item.action, rest = opening_act(without_adverbs(clause))
        if found := SUBJECT.search(clause):
            item.subject = found["helped"] or found["built"]
        if found := MEMBERS.match(rest):
            item.members = split_names(found["names"])
        return item

    def item(self, whole: Whole, spans: list[Span], own: list[Span], kind: Kind) -> Item:
        """What all items have."""
        text = self.page.quote(spans)
        firm = FIRM.search(text)
        report = self.report
        return Item(
            id=self.identity(spans, own),
            kind=kind,
            section=whole.headings,
            sentence=whole.words,
            text=text,
            spans=spans,
            strength=firm[0] if firm and kind == "commitment" else None,
            source=report.source,
            place=report.place,
            code=report.code,
            year=report.year,
            period=period(whole, kind, report.year),
        )

    def identity(self, spans: Sequence[Span], own: Sequence[Span]) -> str:
        """The same report text and the same spans give the same id: 12 hexadecimal digits."""
        return blake2b(repr((spans, own)).encode(), key=self.key, digest_size=6).hexdigest()


# A unit with brackets is given with the brackets of the source: 台(件).
BRACKETED = re.compile("[^\\d.,万亿余多]+$")
MEMBERS = re.compile(r"(?P<names>(?:[^，、“”]{2,14}|“[^”]+”)(?:、(?:[^，、“”]{2,14}|“[^”]+”))+)等")


def period(whole: Whole, kind: Kind, year: int | None) -> str | None:
    """The year, or the years, that the item is about."""
    if kind == "commitment":
        return whole.period or (str(year) if year else None)
    return str(year - 1) if kind == "result" and year else None


def named_period(clause: str, year: int | None) -> str | None:
    """The period that a clause names: 到2025年, 未来五年, 2022—2024年."""
    if "年" not in clause and "五”" not in clause:
        return None
    if found := YEARS.search(clause):
        return f"{found[1]}/{found[2]}"
    if found := UNTIL.search(clause):
        return found[1] or found[2]
    if year and (found := FIVE_YEARS.search(clause)):
        return str(2015 + 5 * ("三四五".index(found[1]) + 1)) if found[1] else f"{year}/{year + 4}"
    return None


def kind_of(whole: Whole, clause: str, figure: Figure, phrase: Phrase, before: str, after: str) -> Kind:
    """Promised, reported, or neither."""
    if (
        figure.unit in ("", "人")
        and POPULATION.match(after)
        and figure.value >= 10_000
        and not before.endswith("为")
    ):
        return "other"
    if whole.half == "past":
        ranked = figure.unit == RANK and before.endswith(("前", "后"))
        return "other" if ranked or SET_EARLIER.search(clause) else "result"
    if PRESENT.search(clause):
        return "result"
    if FROM.search(before) and RAISED_TO.match(after):
        return "result"
    sized = after.startswith("的") and (SIZED.search(before) or INVEST.search(before))
    if sized and ONLY_MOVED.search(clause) and not FINISHED.search(after):
        return "other"
    if figure.unit == "大" and LEANS_ON.match(clause):
        return "other"
    if POLICY.search(phrase.measure) and phrase.action in KEPT:
        return "other"
    return "commitment"
