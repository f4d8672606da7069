"""Taking out of a page what is no text of the article: scripts, hidden parts, navigation, footers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from luoshi.reading.sources.content import count_han

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

NEVER_TEXT = (
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "nav", "aside", "rt", "rp",
)  # fmt: skip
OUTSIDE_ARTICLE = ("header", "footer")

HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
AT_RULE = re.compile(r"@[\w-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
HIDING_RULE = re.compile(r"([^{}]+)\{[^{}]*display\s*:\s*none[^{}]*\}", re.IGNORECASE)
SIMPLE_SELECTOR = re.compile(r"[.#][\w-]+")

FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|bread\w*|crumbs?|share\w*|bdshare\w*|related\w*|foot(?:er)?\w*|side(?:bar)?"
    r"|copyright|pager|pagination|page(?:turn|bar)|prev|next|toolbar|tools?|recommend\w*|comments?|banner"
    r"|search\w*|login|position|location|weizhi|dqwz|wzfx|fenxiang|xgxx|xgyd|ewm|qrcode|logo|advert\w*|ads?"
    r"|hot(?:news|list)?|rank\w*|friendlink\w*|fontsize|dayin)(?:$|[-_\s])",
    re.IGNORECASE,
)
MOST_FURNITURE = 0.3


def prune(page: HtmlElement) -> None:
    """Drop from the page, in place, everything that a reader does not see as the article."""
    hiding = _hiding_selectors(page)
    _drop(page.iter(*NEVER_TEXT))
    _drop(element for element in page.iter("*") if _hidden(element, hiding))
    _drop(element for element in page.iter(*OUTSIDE_ARTICLE) if not _within_article(element))
    most = MOST_FURNITURE * count_han(page.text_content())
    _drop(e for e in page.iter("*") if is_furniture(e) and count_han(e.text_content()) <= most)


def _drop(elements: Iterable[HtmlElement]) -> None:
    """Remove the elements; the text that follows each of them stays."""
    for element in list(elements):
        if element.getparent() is not None:
            element.drop_tree()


def _hidden(element: HtmlElement, hiding: frozenset[str]) -> bool:
    if "hidden" in element.attrib or HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return bool(hiding) and not hiding.isdisjoint(_selectors(element))


def _selectors(element: HtmlElement) -> list[str]:
    names = ["." + name for name in element.get("class", "").split()]
    return [*names, "#" + element.get("id", "")]


def _hiding_selectors(page: HtmlElement) -> frozenset[str]:
    """Classes and ids that the page's own style sheet hides outright, not only on paper or small screens."""
    found: set[str] = set()
    for sheet in page.iter("style"):
        for rule in HIDING_RULE.finditer(AT_RULE.sub("", sheet.text or "")):
            selectors = (part.strip() for part in rule[1].split(","))
            found.update(part for part in selectors if SIMPLE_SELECTOR.fullmatch(part))
    return frozenset(found)


def _within_article(element: HtmlElement) -> bool:
    return any(ancestor.tag in ("article", "main") for ancestor in element.iterancestors())


def is_furniture(element: HtmlElement) -> bool:
    """Whether its class, id or role names it as a part of the page around the article."""
    if element.tag in ("html", "body", "article", "main"):
        return False
    return any(FURNITURE.search(element.get(key, "")) for key in ("class", "id", "role"))
