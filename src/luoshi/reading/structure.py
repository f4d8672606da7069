"""The report's frame: headings, the paragraphs under them, and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading.page import HEADING_LENGTH, NUMBERED, Page

SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）]*)?")
LONGEST = 600
"""A longer stretch without 。 is no sentence but a list or a table: it is taken apart at its marks."""
# A short first sentence without a figure or a comma that states the paragraph's theme: 强化规划管控。
LEAD = re.compile(
    r"(?:[一二三四五六七八九十]是|[①-⑳]|\d{1,2}[.、]|（\d{1,2}）|"
    r"[—–-]{1,2})?(?:“[^”\n]{1,20}”|[^“，。；：！\n\d]){3,22}。(?=.)"
)
TITLE = re.compile(r"政\s*府\s*工\s*作\s*报\s*告|(?:人民)?代表大会|第.{1,4}次会议|[县市区省]长\s|各位代表")
# Marks that a report's own title may stand behind: ——青梧区政府工作报告, # 政府工作报告.
TITLING = frozenset(["line", "dash", "hash"])
# A paragraph that holds the next chapter too is a whole report in one line.
NEXT_CHAPTER = re.compile("[。！][二三]、")
MARK = re.compile(rf"(?:{NUMBERED.pattern})+")
CHAPTER_WORDS = re.compile(
    r"回顾|总结|成绩|安排|任务|目标|部署|打算|谋划|思路|要求|自身建设|政府建设|工作重点|重点工作|附件|附："
)


@dataclass(slots=True)
class Sentence:
    """A stretch of the clean text that ends with 。 or its like; `headings` stand above it."""

    start: int
    end: int
    headings: tuple[Heading, ...]
    lead: bool = False
    first: bool = False


@dataclass(slots=True)
class Heading:
    """A heading in the clean text; `level` counts from 1."""

    title: str
    kind: str
    level: int
    start: int
    end: int


@dataclass(slots=True)
class Frame:
    """Headings and sentences, in the order of the text."""

    headings: list[Heading] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def frame(page: Page) -> Frame:
    """The headings and sentences of a clean page."""
    found = Frame()
    stack: list[Heading] = []
    start = 0
    begun = False
    for kind, paragraph in zip(without_cells(page.headings), page.text.split("\n"), strict=False):
        end = start + len(paragraph)
        begun = begun or len(paragraph) > 60 or kind not in (None, "line", "dash")
        headline = kind == "line" and not begun and not CHAPTER_WORDS.search(paragraph)
        if headline or (kind in TITLING and end - start <= HEADING_LENGTH and TITLE.search(paragraph)):
            start = end + 1
            continue
        if kind:
            heading_end = heading_length(paragraph, kind)
            if heading_end:
                stack = placed(stack, kind, page.text[start : start + heading_end], start)
                found.headings.append(stack[-1])
        found.sentences.extend(sentences(page.text, start, end, tuple(stack)))
        start = end + 1
    return found


def without_cells(kinds: list[str | None]) -> list[str | None]:
    """The kinds of the blocks, where a run of short lines is a table's cells and not headings."""
    found = list(kinds)
    for i in range(len(kinds)):
        if (
            kinds[max(0, i - 1) : i + 2].count("line") == 3
            or kinds[i : i + 3] == ["line"] * 3
            or kinds[max(0, i - 2) : i + 1] == ["line"] * 3
        ):
            found[i] = None
    return found


def heading_length(paragraph: str, kind: str) -> int:
    """How much of the paragraph is heading: all of it, its first sentence, or nothing."""
    if kind == "chapter" and NEXT_CHAPTER.search(paragraph):
        return 0
    stop = re.search("[。：！]", paragraph)
    if kind in ("chapter", "part", "line", "annex", "hash"):
        return stop.end() if stop and len(paragraph) > 46 else len(paragraph)
    if stop and stop.end() < min(len(paragraph), 40) and not re.search(r"\d", paragraph[3 : stop.end()]):
        return stop.end()
    return len(paragraph) if len(paragraph) <= 30 and not stop and "，" not in paragraph else 0


def placed(stack: list[Heading], kind: str, text: str, start: int) -> list[Heading]:
    """The stack of open headings after this one; a kind seen before closes what stood below it."""
    title = bare_title(text)
    above: list[Heading] = [h for h in stack[:1] if h.kind == "annex" and kind == "chapter"]
    if kind not in ("chapter", "annex") and not (
        kind == "line" and CHAPTER_WORDS.search(title) and len(title) < 24
    ):
        for heading in stack:
            if heading.kind == kind:
                break
            above.append(heading)
    return [*above, Heading(title, kind, len(above) + 1, start, start + len(text))]


def bare_title(text: str) -> str:
    """A heading without its number and its stop."""
    text = text.lstrip("# ")
    mark = MARK.match(text)
    return text[mark.end() if mark and mark.lastgroup != "annex" else 0 :].rstrip("。：").strip()


def sentences(text: str, start: int, end: int, headings: tuple[Heading, ...]) -> Iterator[Sentence]:
    """The sentences of a paragraph; its heading is a lead of its own."""
    first = True
    position = start
    if headings and headings[-1].start == start:
        position = headings[-1].end
        yield Sentence(start, position, headings, lead=True, first=True)
        first = False
    above = headings
    for m in SENTENCE.finditer(text, position, end):
        lead = m.start() == position and is_lead(text, m.start(), m.end(), end)
        if lead:
            title = bare_title(text[m.start() : m.end()])
            above = (*headings, Heading(title, "lead", len(headings) + 1, m.start(), m.end()))
        for a, b in taken_apart(text, m.start(), m.end()):
            yield Sentence(a, b, above, lead, first)
            first = False


def taken_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch in pieces of at most LONGEST characters, each of which ends with a mark if it can."""
    while end - start > LONGEST:
        marks = (text.rfind(mark, start, start + LONGEST) for mark in "；，、")
        cut = next((mark + 1 for mark in marks if mark >= 0), start + LONGEST)
        yield start, cut
        start = cut
    yield start, end


def is_lead(text: str, start: int, end: int, paragraph_end: int) -> bool:
    """Whether this sentence only states the theme of those that follow it."""
    if end - start > 26 or end == paragraph_end:
        return False
    return LEAD.match(text, start, min(end + 1, paragraph_end)) is not None
