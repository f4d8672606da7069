"""The entries as a list beside the text."""

from __future__ import annotations

from html import escape

from luoshi.reading.model import Item, Leftover

from ..tasks import kind_of
from ..words import KIND_WORDS, doubt_words, period_words, reason_words, target_signs
from ..writer import printable
from .rows import Shown


def card(shown: Shown, light: int) -> str:
    """One entry; its words are the link back to the mark."""
    entry, kind = shown.entry, kind_of(shown.entry)
    link = f'<a href="#m-{shown.name}">{_text(entry.text)}</a>'
    inner = _item(entry, shown.number, link) if isinstance(entry, Item) else _leftover(entry, link)
    return f'<li id="i-{shown.name}" class="{kind}" data-k="{light}">{inner}</li>\n'


def _item(item: Item, number: str, link: str) -> str:
    label = "" if item.kind == "commitment" else f'<span class="kind">{KIND_WORDS[item.kind]}</span> '
    return f'<span class="number">{number}</span>{label}{link}{_facts(item)}'


def _facts(item: Item) -> str:
    target = f"<b>{_text(target_signs(item.quantity))}</b>" if item.quantity else ""
    facts = " ".join(part for part in (_text(item.measure or ""), target) if part)
    period = _text(period_words(item.period))
    said = "，".join(part for part in (facts, period) if part) if item.quantity else ""
    why = f'<div class="why">存疑：{_text(doubt_words(item))}</div>' if item.unsure else ""
    return (f'<div class="facts">{said}</div>' if said else "") + why


def _leftover(leftover: Leftover, link: str) -> str:
    """Short: there are as many of them as of all others."""
    return f'{link} <span class="facts">{_text(reason_words(leftover.reason))}</span>'


def _text(text: str) -> str:
    return escape(printable(text))
