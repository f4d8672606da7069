"""Saved web pages: the article's own text, without the page around it. Nothing is fetched or executed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from luoshi.reading.sources.content import CONTROL
from luoshi.reading.sources.encoding import BYTE_ORDER_MARKS, decode, plausible, strictly
from luoshi.reading.sources.html import article, prune, tables
from luoshi.reading.sources.refusal import SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEAD = 4096
CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Pages say gb2312 and use all of gb18030; a page that claims a Western encoding is not believed.
BELIEVED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
}
MOST_BROKEN = 0.001


def read(data: bytes) -> str:
    """The article: one line for each paragraph, heading or table row; cells are separated by tabs.

    Raises SourceError if the page has no text of its own.
    """
    page = _parse(_characters(data))
    title = article.title_of(page)
    prune.prune(page)
    tables.flatten_tables(page)
    lines = article.article_lines(page)
    if not lines:
        raise SourceError(
            "网页中没有正文（可能由脚本加载），请在浏览器中打开后复制为 .txt",
            "has no article text (a script may load it): open it in a browser and copy the text to .txt",
        )
    if title and not any(_same(title, line) for line in lines[:3]):
        lines.insert(0, title)
    return "\n".join(lines)


def _same(title: str, line: str) -> bool:
    return "".join(title.split()) in "".join(line.split())


def _parse(markup: str) -> HtmlElement:
    from lxml import html

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = CONTROL.sub("", markup.lstrip("\ufeff"))
    page = html.document_fromstring(clean.encode(), parser=parser)
    # The parser stops at a limit and keeps what it has: half a report, in silence, is worse than none.
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise SourceError(
            "网页结构嵌套过深，请在浏览器中打开后复制为 .txt",
            "is nested too deeply: open it in a browser and copy the text to .txt",
        )
    return page


def _characters(data: bytes) -> str:
    """The page's characters: by its byte-order mark, by what it declares, by what its bytes look like."""
    marked = data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS))
    declared = None if marked else _declared(data)
    text = strictly(data, declared) if declared else None
    if text is None:
        text = decode(data)
    if text is None and declared:
        text = _forgiving(data, declared)
    if text is None:
        raise SourceError(
            "编码无法识别，请在浏览器中打开后另存为 UTF-8 网页",
            "is in an unknown encoding: open it in a browser and save it as UTF-8",
        )
    return text


def _declared(data: bytes) -> str | None:
    found = CHARSET.search(data[:HEAD])
    return BELIEVED.get(found[1].decode("ascii", "ignore").lower()) if found else None


def _forgiving(data: bytes, encoding: str) -> str | None:
    """The text with its few broken characters replaced, as a browser shows it; None if they are many."""
    text = data.decode(encoding, "replace")
    few = text.count("\ufffd") <= max(1, MOST_BROKEN * len(text))
    return text if few and plausible(text) else None
