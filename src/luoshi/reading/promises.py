"""Which items describe one undertaking: start the park, over 100 tenants, 3 billion revenue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.model import Item

UNDERTAKINGS = frozenset(["project", "project_list", "milestone", "programme", "status"])
# A clause that only says by when or how well the thing before it shall be there.
HASTENS = re.compile(
    r"^(?:力争|争取|确保|力促|保证)*(?:尽快|尽早|早日|早|年内|如期|按期|按时)[^，。]{1,14}$|^(?:确保|力争|争取)早"
)


@dataclass(slots=True)
class Draft:
    """An item before its promise is known.

    `leans`: its measure is that of the item before it (总投资, 其中). `describes`: it gives a level of
    something that the clause before it may have named.
    """

    item: Item
    sentence: int
    leans: bool = False
    describes: bool = False


def group(drafts: Sequence[Draft]) -> None:
    """Give each commitment the id of the first item of its promise."""
    before: Draft | None = None
    for draft in drafts:
        item = draft.item
        item.promise = item.id
        if item.kind != "commitment":
            continue
        if before and before.sentence == draft.sentence and belongs(draft, before):
            item.promise = before.item.promise
        before = draft


def belongs(draft: Draft, before: Draft) -> bool:
    """Whether an item continues the promise of the one before it, in the same sentence."""
    if draft.leans:
        return True
    if draft.item.quantity is None:
        return before.item.quantity is None and HASTENS.match(draft.item.text) is not None
    if before.item.quantity is not None:
        return draft.describes and before.describes and before.item.promise != before.item.id
    if draft.describes and before.item.type in UNDERTAKINGS:
        return True
    # A named programme is one promise with its number; a list of works (…等工程) is not.
    named = before.item.type == "programme" and "等" not in before.item.text
    return named or measures(draft.item, before.item)


def measures(item: Item, before: Item) -> bool:
    """Whether a number tells how far something wanted shall go: 力争…50个, or the same thing by name."""
    if before.type not in ("directional", "project_list") or item.indicator:
        return False
    named = item.measure or ""
    pairs = {named[i : i + 2] for i in range(len(named) - 1)} - COMMON
    return item.strength in ("力争", "争取") or any(pair in before.text for pair in pairs)


COMMON = frozenset("建设 项目 发展 企业 工程 改造 新增 重点 市级 以上 全区 全县 全市 面积 农村 城市".split())
