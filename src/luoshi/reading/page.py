"""Repair: the source as it stands becomes clean paragraphs that still know where they came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from luoshi.reading.model import SetAside, Span

# One character for one character, so that offsets stay.
NORMAL = {
    **{ord("０") + i: ord("0") + i for i in range(10)},
    **{ord("Ａ") + i: ord("A") + i for i in range(26)},
    **{ord("ａ") + i: ord("a") + i for i in range(26)},
    **str.maketrans("％．，；：（）！？～〜－﹪〇∶／", "%.，；：（）！？~~-%零：/"),
    **str.maketrans(",;:()!?", "，；：（）！？"),
    **str.maketrans("「」『』〝〞＂", "“”“”“””"),
    **str.maketrans("\t\u3000\xa0\u2002\u2003\u2009\ufeff\u200b\u200c", "         "),
}
THOUSANDS = re.compile(r"(?<![\d.])(\d{1,3}(?:，\d{3}){1,6})(?![\d，])")

CLOSED = frozenset("。！？；：”’）》…?!")
NUMBERED = re.compile(
    r"(?P<chapter>[一二三四五六七八九十]{1,3}、)|(?P<part>（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<number>\d{1,2}[.、](?!\d))|(?P<bracket>（\d{1,2}）)|(?P<circle>[①-⑳])|"
    r"(?P<dash>[—–-]{1,2}(?!\d))"
    r"|(?P<annex>附件?[\s一二三四五六\d]*[：、 ]?)|(?P<hash>#{1,6} +)"
)
GLOSSARY = re.compile(
    r"[※\[【（\s]*(?:附件?[一二三四五六七八\d]*[：、\s]*)?(?:有关|相关|部分)?(?:名词|名称|用语|"
    r"术语)(?:解释|注释|说明)[※\]】）\s：]*$"
)
CAPTION = re.compile(
    r"图为|[上下左右]图|资料图|[供制配]图[）。]?$|摄影?[）。]?$|[作做]?(?:政府)?工作报告。?$|[会现]场[。]?$"
)
FURNITURE = [
    ("tags", re.compile(r"(?:标签|关键词)：?$")),
    ("disclaimer", re.compile(r"免责声明|版权所有|未经(?:许可|授权)|不得转载|本(?:网)?站(?:为|不)|侵权")),
    ("qr", re.compile(r"二维码|扫一扫|扫码|扫描.{0,12}(?:APP|客户端|公众号)")),
    (
        "advertisement",
        re.compile(
            r"^(?:广告|遗失声明|招租)|订阅热线|(?:广告|咨询|订票|联系|服务)(?:热线|电话)[：\s]*\d|(?:优惠|"
            r"促销|抢购|开盘).*(?:电话|热线|咨询)"
        ),
    ),
    (
        "byline",
        re.compile(
            r"^(?:来源|作者|编辑|责编|责任编辑|审核|校对|监制|发布时间|发布日期|发布机构|浏览|点击|字号|"
            r"打印)\s*[：:]|(?:本报|融媒体中心)?记者\s*\S{0,12}\s*(?:通讯员.*)?$|通讯员\s*\S{2,4}$"
        ),
    ),
    ("slogan", re.compile(r"(?:富强|民主|文明|和谐|自由|平等|公正|法治|爱国|敬业|诚信|友善|\s){4,}$")),
]
FURNITURE_HINT = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in FURNITURE))
NOTE = re.compile(
    r"（\d{1,2}）(?=[，。；、])|【\d{1,3}】|\[\d{1,3}\]|［\d{1,3}］|〔\d{1,3}〕|[①-⑳](?=[，。；、])"
)
# Blanks that a conversion left: around digits, and between Chinese characters of a body paragraph.
CUT = re.compile(NOTE.pattern + r"|(?<! ) ++(?=[\d%.一-鿿，。；、：）”]|$)|(?<=[\d.%]) |(?<=\*)\*|\*(?=\*)")
HEADING_LENGTH = 46


@dataclass(slots=True)
class Block:
    """A paragraph or heading: pieces of the source, in order."""

    pieces: list[Span]
    heading: str | None = None
    closed: bool = True


@dataclass(slots=True)
class Page:
    """Clean text, one paragraph a line, with the way back into the source."""

    source: str
    text: str = ""
    cleaned: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    headings: list[str | None] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    notes: list[SetAside] = field(default_factory=list)

    def spans(self, start: int, end: int) -> list[Span]:
        """Where the stretch start:end of the clean text stands in the source."""
        first = bisect_right(self.cleaned, start) - 1
        if first + 1 == len(self.cleaned) or end <= self.cleaned[first + 1]:
            shift = self.sources[first] - self.cleaned[first]
            return [(start + shift, end + shift)]
        spans: list[Span] = []
        for i in range(first, bisect_right(self.cleaned, end - 1)):
            shift = self.sources[i] - self.cleaned[i]
            piece_end = self.cleaned[i + 1] if i + 1 < len(self.cleaned) else len(self.text)
            a, b = max(start, self.cleaned[i]) + shift, min(end, piece_end) + shift
            if spans and spans[-1][1] == a:
                spans[-1] = (spans[-1][0], b)
            elif a < b:
                spans.append((a, b))
        return spans

    def quote(self, spans: list[Span]) -> str:
        """The source's own characters in these spans."""
        if len(spans) == 1:
            return self.source[spans[0][0] : spans[0][1]]
        return "".join([self.source[a:b] for a, b in spans])


def repair(source: str) -> Page:
    """Rejoin broken paragraphs, set aside what is not the report's prose, take out what conversions left."""
    normal = normalise(source)
    page = Page(source)
    blocks = rejoin(normal, list(lines(normal)), page)
    assemble(normal, blocks, page)
    return page


def normalise(source: str) -> str:
    """The source with one spelling for digits, punctuation and blanks; the same length."""
    text = source
    if "\\" in text:
        text = text.replace("\\r\\n", "   \n").replace("\\n", " \n").replace("\\t", "  ")
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    text = text.translate(NORMAL)
    return THOUSANDS.sub(lambda m: m[1].replace("，", ","), text)


def lines(normal: str) -> Iterator[Span]:
    """Start and end of each line, without the blanks and bold marks at its ends; blank ones come empty."""
    start = 0
    for line in normal.split("\n"):
        stripped = line.strip().strip("* ")
        a = start + line.index(stripped) if stripped else start
        yield a, a + len(stripped)
        start += len(line) + 1


def wrap_width(spans: list[Span]) -> int:
    """The width at which a converter broke every line, or 0 if lines are paragraphs."""
    lengths = [b - a for a, b in spans if b - a > 15]
    if len(lengths) < 8:
        return 0
    width, _ = Counter(lengths).most_common(1)[0]
    near = sum(abs(length - width) <= 2 for length in lengths)
    return width if 2 * near > len(lengths) and max(lengths) <= width + 4 else 0


def rejoin(normal: str, spans: list[Span], page: Page) -> list[Block]:
    """Blocks of lines that belong together; what is set aside goes to the page."""
    width = wrap_width(spans)
    blocks: list[Block] = []
    aside: str | None = None
    for a, b in spans:
        if a == b:
            continue
        line = normal[a:b]
        aside = continued_aside(line, aside)
        reason = aside if aside == "tags" else furniture(line, blocks) or aside
        if reason:
            set_aside(page, a, b, reason)
            if reason in ("tags", "glossary"):
                aside = reason
            continue
        mark = NUMBERED.match(line)
        if not mark and blocks and not blocks[-1].closed:
            last = blocks[-1]
            last.pieces.append((a, b))
            last.closed = is_closed(line, width)
        else:
            blocks.append(new_block(line, a, b, mark, width))
    return drop_tail(normal, blocks, page)


def continued_aside(line: str, aside: str | None) -> str | None:
    """Whether a glossary or tag list begins here, goes on, or has ended."""
    if len(line) < 24 and GLOSSARY.match(line):
        return "glossary"
    if aside == "glossary" and line.startswith("附件"):
        return None
    return aside


def furniture(line: str, blocks: list[Block]) -> str | None:
    """Why this line is no prose of the report, if it is none."""
    if len(line) > 90:
        return None
    if FURNITURE_HINT.search(line):
        for reason, pattern in FURNITURE:
            if pattern.search(line) and (reason != "byline" or "。" not in line):
                return reason
    if (
        blocks
        and not blocks[-1].closed
        and not blocks[-1].heading
        and len(line) < 60
        and CAPTION.search(line)
    ):
        return "caption"
    return None


def is_closed(line: str, width: int) -> bool:
    """Whether a paragraph may end with this line."""
    return line[-1] in CLOSED and not (width and len(line) >= width - 1 and line[-1] in "：；”）》")


def new_block(line: str, a: int, b: int, mark: re.Match[str] | None, width: int) -> Block:
    """A block that begins with this line: a heading, or a paragraph that may go on."""
    short = len(line) <= HEADING_LENGTH and not (width and len(line) >= width - 2)
    if mark and (short or "。" in line):
        return Block([(a, b)], mark.lastgroup, is_closed(line, width) or short)
    if short and not any(c in line for c in "。；，！？") and line[-1] not in "、：":
        return Block([(a, b)], "line")
    return Block([(a, b)], mark.lastgroup if mark else None, is_closed(line, width))


def drop_tail(normal: str, blocks: list[Block], page: Page) -> list[Block]:
    """Short lines after the by-line at the end are slogans and picture credits, not headings."""
    if not page.set_aside:
        return blocks
    while blocks and blocks[-1].heading == "line":
        (a, b) = blocks[-1].pieces[0]
        if a < page.set_aside[0].spans[0][0]:
            break
        set_aside(page, a, b, "slogan")
        blocks.pop()
    page.set_aside.sort(key=lambda aside: aside.spans)
    return blocks


def set_aside(page: Page, a: int, b: int, reason: str) -> None:
    page.set_aside.append(SetAside(page.source[a:b], [(a, b)], reason))


def assemble(normal: str, blocks: list[Block], page: Page) -> None:
    """Write the blocks out as clean paragraphs and keep the way back."""
    out: list[str] = []
    position = 0
    for block in blocks:
        for a, b in block.pieces:
            for start, end in kept(normal, a, b, block, page):
                page.cleaned.append(position)
                page.sources.append(start)
                out.append(normal[start:end])
                position += end - start
        page.headings.append(block.heading)
        page.cleaned.append(position)
        page.sources.append(block.pieces[-1][1])
        out.append("\n")
        position += 1
    page.text = "".join(out)


def kept(normal: str, a: int, b: int, block: Block, page: Page) -> Iterator[Span]:
    """The stretches of a line that stay, without blanks of conversion and note marks."""
    if block.heading == "line":
        yield a, b
        return
    start = a
    for cut in CUT.finditer(normal, a, b):
        c, d = cut.span()
        if not cut[0].isspace() and cut[0] != "*":
            page.notes.append(SetAside(page.source[c:d], [(c, d)], "note"))
        if start < c:
            yield start, c
        start = d
    if start < b:
        yield start, b
