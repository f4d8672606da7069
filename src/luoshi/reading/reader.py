"""From the repaired page to items and leftovers, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import pairwise

from luoshi.reading.acts import begins_with_act, head_act, without_adverbs
from luoshi.reading.cells import cells, clauses
from luoshi.reading.coordination import distribute, share_act
from luoshi.reading.figures import Figure, Rest, numerals
from luoshi.reading.halves import Half, halves
from luoshi.reading.items import OWN_HOUSE, Maker, Whole, kind_of, named_period
from luoshi.reading.model import Item, Leftover, Report, Section, SetAside
from luoshi.reading.page import NUMBERED, Page
from luoshi.reading.phrases import Context, Phrase, read_phrase
from luoshi.reading.promises import Draft, group
from luoshi.reading.structure import Frame, Sentence
from luoshi.reading.undertakings import DOUBTFUL, UNDERTAKEN, Place, weigh

# What is said to or of the meeting, and a newspaper's own first line.
OPENING = re.compile(
    r"(?:尊敬的)?各位(?:代表|委员)[^，]{0,12}[：！]?$|现在，我(?:受|代表)|我代表.{2,12}政府|同志们[：！]?$"
    r"|[^，。]{2,8}\d{1,2}月\d{1,2}日(?:讯|电)|[^。]{0,60}作政府工作报告。?$"
)
# Said before a number by which something else is described: 入驻企业超过60家, 营业收入达到12亿元.
REACHES = re.compile("(?<!新增)(?:超过|达到|达|突破|不低于|超|实现)$")
NUMERAL = re.compile(r"[\d０-９]+(?:[.,．][\d０-９]+)*|[①-⑳]")


@dataclass(slots=True)
class Reader:
    """What reading one report needs at hand, and what it has found so far."""

    page: Page
    frame: Frame
    report: Report
    maker: Maker
    framing: set[int]
    drafts: list[Draft] = field(default_factory=list)


def read_page(page: Page, frame: Frame, report: Report) -> None:
    """Fill the report with the items, leftovers and sections of a repaired page."""
    key = blake2b(page.source.encode(errors="surrogatepass"), digest_size=16).digest()
    reader = Reader(page, frame, report, Maker(page, report, key), framing_chapters(frame))
    halved = halves(page.text, frame.sentences, report.year)
    report.set_aside = page.set_aside
    report.sections = list(sections(reader, halved))
    found = list(numerals(page.text))
    position = 0
    for number, (sentence, half) in enumerate(zip(frame.sentences, halved, strict=True)):
        begin = position
        while position < len(found) and found[position].start < sentence.end:
            position += 1
        read_sentence(reader, whole(reader, number, sentence, half), found[begin:position])
    leave(reader, found[position:], "title", None)
    aside_leftovers(report, [*page.set_aside, *page.notes])
    group(reader.drafts)
    report.items = [draft.item for draft in reader.drafts]
    report.leftovers.sort(key=lambda leftover: leftover.spans)


def framing_chapters(frame: Frame) -> set[int]:
    """The starts of chapters with numbered parts: what stands before their first part frames the plan."""
    chapter, found = -1, set()
    for heading in frame.headings:
        if heading.kind == "chapter":
            chapter = heading.start
        elif heading.kind == "part":
            found.add(chapter)
    return found


def sections(reader: Reader, halved: Sequence[Half]) -> Iterator[Section]:
    """The headings with the half they stand in."""
    half_at = {sentence.start: half for sentence, half in zip(reader.frame.sentences, halved, strict=True)}
    for heading in reader.frame.headings:
        spans = reader.page.spans(heading.start, heading.end)
        yield Section(heading.title, heading.level, spans, half_at[heading.start])


def whole(reader: Reader, number: int, sentence: Sentence, half: Half) -> Whole:
    """The sentence with what holds for all its clauses."""
    titles = [heading.title for heading in sentence.headings]
    words = reader.page.text[sentence.start : sentence.end].strip()
    return Whole(number, sentence, half, titles, words)


def read_sentence(reader: Reader, within: Whole, found: Sequence[Figure | Rest]) -> None:
    """The items and leftovers of one sentence."""
    figures = [one for one in found if isinstance(one, Figure)]
    if is_title(within, bool(figures)):
        leave(reader, found, "title", within)
        return
    if len(figures) < len(found):
        leave(reader, [one for one in found if isinstance(one, Rest)], "title", within)
    context = Context()
    where: Place | None = None
    stretches = list(clauses(reader.page.text, within.sentence.start, within.sentence.end))
    for index, stretch in enumerate(stretches):
        own, figures = inside(reader, within, figures, stretch)
        promised = bool(own) and read_figures(reader, within, stretch, own, context)
        if within.half == "plan" and not promised and not within.sentence.lead:
            where = where or place(reader, within)
            where.first, where.last = index == 0, index + 1 == len(stretches)
            read_clause(reader, within, stretch, where)
    leave(reader, figures, "lead_in", within)


def is_title(within: Whole, has_figures: bool) -> bool:
    """Whether a sentence is a heading, or is said to or of the meeting: no item is in it."""
    if within.sentence.lead and not (has_figures and begins_with_act(without_adverbs(within.words))):
        return True
    return OPENING.match(within.words) is not None


def inside(
    reader: Reader, within: Whole, figures: list[Figure], stretch: tuple[int, int]
) -> tuple[list[Figure], list[Figure]]:
    """The figures that lie in a clause, and those still to come; what stood before it is left over."""
    start, end = stretch
    within.period = named_period(reader.page.text[start:end], reader.report.year) or within.period
    if not figures or figures[0].start >= end:
        return [], figures
    here = [figure for figure in figures if start <= figure.start < end]
    leave(reader, [figure for figure in figures if figure.start < start], "lead_in", within)
    return here, [figure for figure in figures if figure.start >= end]


def place(reader: Reader, within: Whole) -> Place:
    """Where the clauses of a sentence stand."""
    above = [heading for heading in within.sentence.headings if heading.kind != "lead"]
    nearest = above[-1] if above else None
    opening = framing = False
    if nearest and nearest.kind in ("part", "chapter", "line"):
        opening = within.sentence.first or within.sentence.start - nearest.end <= 1
        framing = nearest.start in reader.framing
    own_house = any(OWN_HOUSE.search(heading.title) for heading in above)
    return Place(True, True, opening, framing, own_house)


def read_figures(
    reader: Reader, within: Whole, stretch: tuple[int, int], figures: list[Figure], context: Context
) -> bool:
    """The items of a clause with figures; whether one of them is a commitment."""
    text = reader.page.text
    start, end = stretch
    own = cells(text, start, end, figures)
    phrases = read_phrases(own, figures, text[figures[-1].after : end], context)
    distribute(text[start:end], figures, phrases)
    share_act(own, phrases)
    bounds = [
        start,
        *(own_end(text, figure, following) for figure, following in pairwise(figures)),
        end,
    ]
    promised = False
    for i, (figure, phrase) in enumerate(zip(figures, phrases, strict=True)):
        kind = kind_of(within, text[start:end], figure, phrase, *own[i])
        stretch_end = max(bounds[i + 1], figure.end)
        spans = reader.page.spans(*trimmed(text, bounds[i], stretch_end, figure.start))
        item = reader.maker.quantified(within, spans, figure, phrase, kind)
        item.part_of = part_of(item, phrase, within)
        leans = phrase.relative or phrase.carried or phrase.subset
        describes = item.indicator is None and REACHES.search(own[i][0]) is not None
        reader.drafts.append(Draft(item, within.number, leans, describes))
        promised = promised or kind == "commitment"
    return promised


def read_phrases(
    own: Sequence[tuple[str, str]], figures: Sequence[Figure], tail: str, context: Context
) -> list[Phrase]:
    """What each figure of a clause says, in order: earlier ones leave act and measure to later ones."""
    phrases: list[Phrase] = []
    for i, (figure, (before, after)) in enumerate(zip(figures, own, strict=True)):
        if before.startswith("的") and i:
            before = head_act(without_adverbs(own[i - 1][0]))[0]
        phrase = read_phrase(before, figure, after, tail, context)
        if i and phrase.carried and figure.unit == figures[i - 1].unit and not (before + after).strip("："):
            alike = phrases[-1]
            phrase.action, phrase.basis, phrase.direction = alike.action, alike.basis, alike.direction
        sizes_next = i + 1 < len(figures) and own[i + 1][0].startswith("的")
        if phrase.action and not phrase.relative and not sizes_next:
            context.action = phrase.action
        if phrase.measure and not phrase.relative:
            context.measure = phrase.measure
        phrase.subset = phrase.subset or (i > 0 and phrases[-1].subset)
        phrases.append(phrase)
    return phrases


def own_end(text: str, left: Figure, right: Figure) -> int:
    """Where the clause of one figure ends and that of the next begins: at the mark between them."""
    gap = text[left.after : right.start]
    mark = max(gap.rfind(c) for c in "、和及")
    return left.after + (mark + 1 if mark >= 0 else 0)


def trimmed(text: str, start: int, end: int, figure: int | None = None) -> tuple[int, int]:
    """The stretch without list number, blanks and marks at its ends; its figure is no list number."""
    if mark := NUMBERED.match(text, start, end if figure is None else figure):
        start = mark.end()
    while start < end and (text[start] in "、，；： 和及" or text.startswith("其中", start)):
        start += 2 if text[start] == "其" else 1
    while start < end and text[end - 1] in "、，；： ":
        end -= 1
    return start, end


def part_of(item: Item, phrase: Phrase, within: Whole) -> str | None:
    """The item that this one is a subset of (其中): the last before it with the same unit, else the last."""
    inside = phrase.subset or (phrase.relative and within.subset)
    within.subset = inside
    if not inside or not within.tops:
        within.tops.append(item)
        return None
    same = [
        top
        for top in within.tops
        if top.quantity and item.quantity and top.quantity.unit == item.quantity.unit
    ]
    return (same or within.tops)[-1].id


def read_clause(reader: Reader, within: Whole, stretch: tuple[int, int], where: Place) -> None:
    """The item of a clause without a promised number, if somebody could later find it done or not done."""
    start, end = trimmed(reader.page.text, *stretch)
    clause = reader.page.text[start:end]
    if len(clause) < 4:
        return
    weight = weigh(clause, where)
    if weight <= UNDERTAKEN:
        return
    item = reader.maker.undertaking(within, reader.page.spans(start, end), clause)
    if weight < UNDERTAKEN + DOUBTFUL:
        item.unsure, item.why = True, "是否承诺，把握不大 / may be no commitment"
    reader.drafts.append(Draft(item, within.number))


def leave(reader: Reader, found: Iterable[Figure | Rest], reason: str, within: Whole | None) -> None:
    """Keep the numerals that are no item, each with its class."""
    for one in found:
        spans = reader.page.spans(one.start, one.end)
        why = one.reason if isinstance(one, Rest) else reason
        headings, words = (within.headings, within.words) if within else ([], "")
        reader.report.leftovers.append(Leftover(reader.page.quote(spans), spans, why, headings, words))


def aside_leftovers(report: Report, asides: Iterable[SetAside]) -> None:
    """The numerals of what was set aside are leftovers of its class."""
    for aside in asides:
        start = aside.spans[0][0]
        for found in NUMERAL.finditer(aside.text):
            span = (start + found.start(), start + found.end())
            report.leftovers.append(Leftover(found[0], [span], aside.reason, [], ""))
