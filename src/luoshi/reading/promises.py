"""Which items describe one undertaking: start the park, over 100 tenants, 3 billion revenue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.reading.model import Item

UNDERTAKINGS = frozenset(["project", "project_list", "milestone", "programme", "status"])
# A clause that only says by when or how well the thing before it shall be there.
HASTENS = re.compile(
    r"^(?:力争|争取|确保|力促|保证)*(?:尽快|尽早|早日|早|年内|如期|按期|按时|高质量)[^，。]{1,14}$|^(?:确保|力争|争取)早"
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
    chained = before.item.promise != before.item.id and before.describes
    return draft.describes and (before.item.type in UNDERTAKINGS or chained)
