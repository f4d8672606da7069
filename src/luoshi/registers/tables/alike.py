"""New rows that may be there already: by name, by credit code, or by place and name together."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from luoshi.programmes import Register
from luoshi.programmes.counting import Value

NEAR = 30.0
"""Metres."""
SIMILAR = 0.6
"""Names that share so much of their signs are similar."""
DEGREE = 111_195.0
CELL = 0.0004
"""Degrees, more than `NEAR` on either axis up to 45° north."""
CROWD = 20
"""Where so many things lie in one cell, or share a code, that says nothing of two of them."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A record, there or new, by what could make it the same as another; a new one by its row."""

    key: str
    name: str
    codes: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    number: int = 0


Cell = tuple[int, int]


@dataclass(slots=True)
class Known:
    """Things by what they can be found by."""

    names: dict[str, Thing]
    codes: dict[tuple[int, str], list[Thing]]
    cells: dict[Cell, list[Thing]]


def thing_of(
    register: Register,
    key: str,
    values: Mapping[str, Value | None],
    point: tuple[float, float] | None,
    number: int = 0,
) -> Thing:
    """A record as it is compared."""
    fields = [one for one in register.fields if one.type == "credit_code" and one.name != register.key]
    codes = tuple(str(values.get(one.name) or "") for one in fields)
    return Thing(key, bare(str(values.get("name") or "")), codes, point, number)


def bare(name: str) -> str:
    """A name without blanks, signs, capitals and full-width forms."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def likely(there: Iterable[Thing], new: Sequence[Thing]) -> Iterator[tuple[Thing, Thing, str]]:
    """New things with the first that each may be the same as, and why: name, code or place.

    Each is looked up and never held against all others, so that it takes as long for the last as for the
    first.
    """
    known = Known({}, defaultdict(list), defaultdict(list))
    for one in there:
        enter(known, one)
    for one in new:
        found = same_as(known, one)
        if found is not None:
            yield one, *found
        enter(known, one)


def enter(known: Known, one: Thing) -> None:
    if one.name:
        known.names.setdefault(one.name, one)
    for index, code in enumerate(one.codes):
        if code:
            known.codes[index, code].append(one)
    if one.point is not None:
        known.cells[cell_of(one.point)].append(one)


def same_as(known: Known, one: Thing) -> tuple[Thing, str] | None:
    """What a thing may be the same as, and why."""
    if one.name in known.names:
        return known.names[one.name], "name"
    for index, code in enumerate(one.codes):
        same = known.codes.get((index, code), []) if code else []
        # Several that share a code are of one firm, and not one thing.
        if len(same) == 1:
            return same[0], "code"
    found = next(close(known, one), None)
    return (found, "place") if found else None


def close(known: Known, one: Thing) -> Iterator[Thing]:
    """Things next to this one with a similar name."""
    if one.point is None or not one.name:
        return
    west, south = cell_of(one.point)
    for step in product((0, -1, 1), repeat=2):
        near = known.cells.get((west + step[0], south + step[1]), [])
        for other in near if len(near) <= CROWD else []:
            if metres(one.point, other.point) <= NEAR and similar(one.name, other.name):
                yield other


def cell_of(point: tuple[float, float]) -> Cell:
    return math.floor(point[0] / CELL), math.floor(point[1] / CELL)


def metres(one: tuple[float, float], other: tuple[float, float] | None) -> float:
    """How far two points are from each other, within some hundred metres."""
    if other is None:
        return math.inf
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * DEGREE


def similar(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SIMILAR
