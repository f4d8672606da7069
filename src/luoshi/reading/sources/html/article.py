"""Finding the article in a page by where its prose is dense, and its title."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from luoshi.reading.sources.content import count_han
from luoshi.reading.sources.html.blocks import BLOCK_TAGS, Block, blocks, tidy
from luoshi.reading.sources.html.prune import is_furniture

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DOMINANT = 0.85
"""An element with this share of its parent's prose is the better home of the article."""

LABEL = 0.1
"""How much a line without sentence punctuation counts: a menu entry, an address, but also a heading."""

SUBSTANTIAL = 20
"""Chinese characters of prose beside the densest child from which on both belong to one article."""

MOST_LINKED = 0.6

PARAGRAPH_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
PUNCTUATION = re.compile("[，。；！？、：]")

LONGEST_PAGE_LINE = 80
PAGE_LINE = re.compile(
    r"[【\[（(<>«»·|\s]*(?:"
    r"[上下]一[篇条页]"
    r"|分享(?:[到至]|$|\s|[:：])"
    r"|(?:相关|延伸|推荐)(?:阅读|链接|新闻|文章|信息|稿件|解读)"
    r"|(?:我要)?(?:打印|纠错|收藏)(?:本页|此页|本文)?\s*(?:$|[|｜】\]])"
    r"|(?:打印|关闭)(?:本页|此页|窗口|页面)|返回(?:顶部|首页|列表)"
    r"|版权所有|版权声明|copyright|(?:责任)?编辑\s*[:：]"
    r"|(?:您|你)?(?:现在|当前|所在)的?位置"
    r"|扫一扫|扫码|(?:浏览|点击|阅读)(?:次数|数|量)?\s*[:：]|字[体号]\s*(?:大小)?\s*[:：]"
    r"|[主承]办单位\s*[:：]|网站标识码|\w?ICP备|\w?公网安备"
    r")",
    re.IGNORECASE,
)
WINDOW_PARTS = re.compile(r"[_|｜–—\-\n]")
"""What stands in a window's title between the article's title and the names of the site."""

LIST_BELOW = re.compile(r"[【\[\s]*(?:相关|延伸|推荐)(?:阅读|链接|新闻|文章|信息|稿件|解读)")


def article_lines(page: HtmlElement) -> list[str]:
    """The lines of the page's article, without links to elsewhere and the like; empty if it has none."""
    found = [block for block in map(_own_lines, blocks(page)) if block.lines]
    home = _home(page, found)
    inside = [block for block in found if block.within(home)]
    return [line for block in _without_link_lists(inside) for line in block.lines]


def title_of(page: HtmlElement) -> str:
    """The article's title by its metadata, its main heading or the window's title, or an empty string."""
    for meta in page.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and count_han(meta.get("content", "")):
            return tidy(meta.get("content", ""))
    for heading in page.iter("h1"):
        if not _is_outside(heading):
            return tidy(heading.text_content())
    window = "".join(title.text_content() for title in page.iter("title"))
    return next((tidy(part) for part in WINDOW_PARTS.split(window) if "报告" in part), "")


def _is_outside(heading: HtmlElement) -> bool:
    """Whether a heading is the site's rather than the article's."""
    around = [heading, *heading.iterancestors()]
    tags = {element.tag for element in around}
    in_site_header = "header" in tags and "article" not in tags
    return in_site_header or not tags.isdisjoint(("nav", "aside", "footer")) or any(map(is_furniture, around))


def _home(page: HtmlElement, found: list[Block]) -> HtmlElement:
    """The innermost element that holds the article: from the page, follow the child with nearly all prose."""
    prose = _prose(found)
    home = page
    while len(home):
        densest = max(home, key=lambda child: prose[child])
        if prose[densest] < DOMINANT * prose[home] or _is_leaf(densest):
            break
        beside = sum(prose[child] for child in home if child is not densest and child.tag in PARAGRAPH_TAGS)
        if beside + _direct_prose(home, found) >= SUBSTANTIAL:
            break
        home = densest
    return home


def _prose(found: list[Block]) -> dict[HtmlElement, float]:
    """How much prose each element holds, itself or further in."""
    prose: dict[HtmlElement, float] = defaultdict(float)
    for block in found:
        weight = _weight(block)
        for element in (block.element, *block.element.iterancestors()):
            prose[element] += weight
    return prose


def _direct_prose(home: HtmlElement, found: list[Block]) -> float:
    return sum(_weight(block) for block in found if block.element is home)


def _weight(block: Block) -> float:
    """Chinese characters outside links; a line that is no sentence counts little."""
    own = max(0, count_han(block.text) - count_han(block.linked))
    return own if PUNCTUATION.search(block.text) else own * LABEL


def _is_leaf(element: HtmlElement) -> bool:
    """Whether it is a single paragraph."""
    return not any(inner.tag in BLOCK_TAGS for inner in element.iterdescendants())


def _own_lines(block: Block) -> Block:
    """The block without the page's notices and buttons that stand among its lines."""
    kept = [line for line in block.lines if not _is_page_line(line) or LIST_BELOW.match(line)]
    return Block(block.element, kept, block.linked)


def _is_page_line(line: str) -> bool:
    return len(line) <= LONGEST_PAGE_LINE and bool(PAGE_LINE.match(line))


def _without_link_lists(inside: list[Block]) -> list[Block]:
    """The blocks that are no links to elsewhere, nor stand in a list of further reading."""
    kept = []
    below_list = False
    for block in inside:
        starts_list = _is_short(block) and bool(LIST_BELOW.match(block.text))
        below_list = starts_list or (below_list and _is_short(block))
        if not below_list and len(block.linked) <= MOST_LINKED * len(block.text):
            kept.append(block)
    return kept


def _is_short(block: Block) -> bool:
    return len(block.text) <= LONGEST_PAGE_LINE and "。" not in block.text
